"""The public origin of an agency: scheme and host under which citizens read its pages; what it has to be."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.http.request import validate_host

from assessments.models import PortalHost
from assessments.models.agency import is_loopback

FIELD = "ช่อง “ที่อยู่สาธารณะ” ของหน้าจอ “หน่วยงาน”"
NOT_SET = "ยังไม่ได้กำหนดที่อยู่สาธารณะของ{agency} ซึ่งเป็นต้นทางของทุกที่อยู่ที่ส่งออกไป กำหนดได้ที่" + FIELD
NOT_HTTPS = "ที่อยู่สาธารณะ {origin} ของ{agency}ไม่ใช่ https แก้ที่" + FIELD
NOT_OURS = "ที่อยู่สาธารณะ {origin} ของ{agency}ไม่อยู่ในโดเมนของหน่วยงาน แก้ที่" + FIELD + " หรือเพิ่มโดเมนนั้นในหน้าจอเดียวกัน"


def host_of(origin):
    """The host of an origin, without port; "" for none."""
    return urlsplit(origin).hostname or ""


def leads_here(origin, *, hosts, website_hosts, alone, taken=False):
    """Does `origin` lead to the agency of these hosts?

    `alone` when it is the only one of the deployment, `taken` when this portal serves another one there.
    """
    host = host_of(origin)
    if taken:
        return False
    if host in hosts or host in website_hosts:
        return True
    if settings.LOCAL and is_loopback(host):
        return True
    return alone and not hosts and validate_host(host, settings.ALLOWED_HOSTS)


def fault_of(name, origin, **given):
    """What is wrong with an origin of the agency `name`, in Thai; "" when nothing is. Hosts as leads_here."""
    if not origin:
        return NOT_SET.format(agency=name)
    if not settings.LOCAL and not origin.startswith("https://"):
        return NOT_HTTPS.format(agency=name, origin=origin)
    return "" if leads_here(origin, **given) else NOT_OURS.format(agency=name, origin=origin)


def is_taken(agency, origin):
    """Does this portal serve another agency at that host?"""
    return PortalHost.objects.filter(host=host_of(origin)).exclude(agency=agency.pk).exists()


def origin_fault(agency):
    """What is wrong with an Agency's origin, in Thai, and where it is mended; "" when nothing is."""
    host, agencies = host_of(agency.public_origin), type(agency).objects
    taken = is_taken(agency, agency.public_origin)
    named = Q(hosts__host=host) | Q(website_hosts__host=host)
    if host and agencies.filter(named, pk=agency.pk).exists():
        given = {"hosts": {host}, "website_hosts": (), "alone": False, "taken": taken}
        return fault_of(agency.name, agency.public_origin, **given)
    return fault_of(
        agency.name,
        agency.public_origin,
        hosts=set(agency.hosts.values_list("host", flat=True)),
        website_hosts=(),
        alone=not agencies.exclude(pk=agency.pk).exists(),
        taken=taken,
    )

"""The site around a page: whose it is, the years of its menu, the origin of its addresses.

Its system checks say which agency's site opens nowhere, and which agency has no public origin.
"""

from collections import defaultdict
from itertools import islice

from django.core import checks
from django.db import connections

from assessments.links.origin import fault_of, host_of
from assessments.models import Agency, PortalHost, WebsiteHost, agencies_without_host
from assessments.models.trigger_state import table_names
from ita_portal.health import HEALTH

NAMED = 5  # so many agencies without a host are named


def site_context(request, agency, pages=None, year_be=None, page=None):
    """What every public template gets: the agency, the years of its menu, and the site's origin.

    The menu has the years of `pages` (PublishedPages), none without it, and leads to their `page`
    (PublishedPages.switch).
    """
    return {
        "agency": {
            "name": agency.name,
            "kind_name": agency.get_kind_display(),
            "district": agency.district,
            "province": agency.province,
        },
        "site": {
            "years": pages.years if pages else [],
            "year": year_be,
            "switch": pages.switch(page) if pages else [],
        },
        "origin": origin_of(request, agency),
    }


def origin_of(request, agency):
    """What stands before an agency's addresses: on its public pages, and at the desk as those would say."""
    if hasattr(request, "public"):
        return request.public.origin
    return agency.public_origin or f"{request.scheme}://{request.get_host()}"


@checks.register(checks.Tags.database, HEALTH)
def check_hosts(app_configs=None, databases=None, **given):
    """System check: a Warning for each of the first agencies that no host leads to, beside others."""
    found = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            migrated = "assessments_portalhost" in table_names(cursor)
        if not migrated or len(Agency.objects.using(alias).values_list("pk")[:2]) < 2:
            continue
        for name in agencies_without_host().using(alias).values_list("name", flat=True)[:NAMED]:
            text = f"หน้าของ{name}เปิดไม่ได้ เพราะระบบมีหลายหน่วยงานและยังไม่มีโดเมนใดเป็นของหน่วยงานนี้"
            found.append(checks.Warning(text, hint="เพิ่มโดเมนที่หน้าจอ “หน่วยงาน”", id="assessments.W003"))
    return found


@checks.register(checks.Tags.database)
def check_origins(app_configs=None, databases=None, **given):
    """System check: a Warning for each of the first agencies whose public origin is not set or not theirs."""
    found = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            if not has_column(cursor, Agency, "public_origin"):
                continue
        agencies = list(Agency.objects.using(alias).order_by("pk").values_list("pk", "name", "public_origin"))
        hosts, website_hosts = hosts_by_agency(PortalHost, alias), hosts_by_agency(WebsiteHost, alias)
        owner = {host: pk for pk, names in hosts.items() for host in names}
        faults = (
            fault_of(
                name,
                origin,
                hosts=hosts[pk],
                website_hosts=website_hosts[pk],
                alone=len(agencies) == 1,
                taken=owner.get(host_of(origin), pk) != pk,
            )
            for pk, name, origin in agencies
        )
        sentences = islice(filter(None, faults), NAMED)
        found += [checks.Warning(sentence, id="assessments.W004") for sentence in sentences]
    return found


def has_column(cursor, model, column):
    """Has the database this column of a model's table already? Before `migrate` it has not."""
    table = model._meta.db_table
    if table not in table_names(cursor):
        return False
    columns = cursor.db.introspection.get_table_description(cursor, table)
    return column in {each.name for each in columns}


def hosts_by_agency(model, alias):
    """{id of an agency: set of its hosts}, empty for others."""
    found = defaultdict(set)
    for agency, host in model.objects.using(alias).values_list("agency", "host"):
        found[agency].add(host)
    return found

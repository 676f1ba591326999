"""The site around a page: whose it is, the years of its menu, the origin of its addresses.

Its system check says which agency's site opens nowhere.
"""

from django.core import checks
from django.db import connections

from assessments.models import Agency, agencies_without_host
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
        "origin": origin_of(request),
    }


def origin_of(request):
    """Scheme and host of the request, to write addresses in full."""
    return f"{request.scheme}://{request.get_host()}"


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

"""Does every agency have a host of its own once there are several? A site without one opens nowhere."""

from django.core.checks import Tags, Warning, register
from django.db import connections

from assessments.models import Agency, agencies_without_host
from assessments.models.trigger_state import table_names
from ita_portal.health import HEALTH

NAMED = 5  # so many agencies are named


@register(Tags.database, HEALTH)
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
            found.append(Warning(text, hint="เพิ่มโดเมนที่หน้าจอ “หน่วยงาน”", id="assessments.W003"))
    return found

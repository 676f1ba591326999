"""The --agency option of commands that work for one agency."""

from django.core.management.base import CommandError

from assessments.models import Agency


def add_agency_option(parser):
    """Add `--agency SLUG`, which may be left out where there is only one."""
    parser.add_argument(
        "--agency", default="", metavar="SLUG", help="ชื่อย่อของหน่วยงาน (ไม่ระบุได้เมื่อมีหน่วยงานเดียว)"
    )


def chosen_agency(slug):
    """The agency that was named, or the only one; CommandError in Thai otherwise."""
    found = list(Agency.objects.filter(slug=slug) if slug else Agency.objects.order_by("slug")[:2])
    if len(found) == 1:
        return found[0]
    if slug:
        raise CommandError(f"ไม่พบหน่วยงาน {slug}")
    raise CommandError("มีหลายหน่วยงาน กรุณาระบุ --agency" if found else "ยังไม่มีหน่วยงานในระบบ")

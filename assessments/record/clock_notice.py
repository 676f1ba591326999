"""The record that says: a clock was wrong. It stands in the chain at the right time, behind the wrong."""

from django.utils import timezone

from assessments.content.canonical_json import utc_text
from assessments.models import Agency, Notice
from assessments.record.clock import clock_refusal, known_year, leap_now
from assessments.record.publish import PublishingRefused, publish

SCHEMA = "clock/1"
ROLE = "ผู้ดูแลระบบ"


def explain_clock(agency, *, explanation, by):
    """Publish a Notice that names every record whose time lies in the future, and return it.

    From it on the chain's time counts from now. `explanation` is a Thai sentence for citizens, `by` the
    name of the superuser who answers for it. Raises PublishingRefused when the clock does not contradict
    the record, and while the clock itself is implausible.
    """
    newest = agency.publications.order_by("-sequence").first()
    now = timezone.now()
    if newest is None or not clock_refusal(now, known_year(newest.year_be), newest.published_at):
        raise PublishingRefused("เวลาของเครื่องไม่ขัดกับบันทึกล่าสุด จึงไม่มีอะไรต้องชี้แจง")
    if refusal := clock_refusal(now, known_year(newest.year_be), leap=leap_now()):
        raise PublishingRefused(refusal)
    build = _builder(agency, newest, explanation)
    return publish(agency, newest.year_be, Notice.CLOCK, build, note=explanation, by=by, role=ROLE)


def _builder(agency, newest, explanation):
    columns = ("sequence", "page", "year_be", "number", "published_at", "record_sha256")

    def build(previous, at):
        ahead = agency.publications.filter(published_at__gt=at).order_by("sequence")
        return {
            "schema": SCHEMA,
            "agency": {"slug": agency.slug, "name": Agency.objects.get(pk=agency.pk).name},
            "fiscal_year": newest.year_be,
            "explanation": " ".join(explanation.split()),
            "explained_at": utc_text(at),
            "follows": {"sequence": newest.sequence, "published_at": utc_text(newest.published_at)},
            "records": [
                {
                    "sequence": row.sequence,
                    "page": row.page,
                    "fiscal_year": row.year_be,
                    "number": row.number,
                    "published_at": utc_text(row.published_at),
                    "record_sha256": row.record_sha256,
                }
                for row in ahead.values_list(*columns, named=True)
            ],
        }

    return build

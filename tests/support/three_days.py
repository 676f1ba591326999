"""A result published on three days, for tests that ask what stood when."""

from decimal import Decimal

from tests.support.factories import make_assessment, publish_result

DAYS = ("2021-03-12", "2021-04-30", "2021-07-19")
TOTALS = ("55.62", "56.00", "57.25")


def publish_on_three_days(time_machine):
    """Version n shows TOTALS[n - 1], published at 10:00 in Bangkok on DAYS[n - 1]; returns the rows."""
    assessment = make_assessment()
    rows = []
    for day, total in zip(DAYS, TOTALS, strict=True):
        time_machine.move_to(f"{day}T10:00:00+07:00", tick=False)
        assessment.announced_total = Decimal(total)
        assessment.save()
        rows.append(publish_result(assessment, note=f"คะแนนรวม {total}"))
    return rows

"""How tests play citizens: opening the form, waiting as long as a person does, sending it."""

from datetime import UTC, datetime

from assessments.models import CitizenReport
from assessments.reports.forms import QUICKEST, opened_now

FORM = "/ita/report/"
NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
SENT = {"kind": "wrong", "text": "คะแนนตัวชี้วัดที่ ๑๐ ไม่ตรงกับประกาศ", "about": "/ita/2563/"}


def opened(agency, time_machine):
    """The signed moment of a form that was opened long enough ago."""
    signed = opened_now(agency)
    time_machine.shift(QUICKEST)
    return signed


def send(client, signed, address="203.0.113.7", path=FORM, **given):
    """One POST from a network address."""
    return client.post(path, SENT | {"opened": signed} | given, REMOTE_ADDR=address)


def report_of(response):
    """The row whose page the response leads to."""
    assert response.status_code == 303, response.context["form"].errors
    return CitizenReport.objects.get(reference=response.url.split("/")[-2])

"""Bodies that no form of ours sends: the citizens' forms answer 400 with the form, and take nothing."""

import pytest

from assessments.models import CitizenReport
from assessments.reports.forms import NOT_THE_FORM
from assessments.reports.intake import Sent, receive
from tests.support.citizens import FORM, NOON, SENT
from tests.support.factories import make_agency

pytestmark = pytest.mark.django_db
FORM_TYPE, CUT = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
MANY = "&".join(f"f{n}=1" for n in range(5000))
ODD = {  # content type and body
    "nothing": (FORM_TYPE, b""),
    "no type": ("", b"text=a"),
    "json": ("application/json", b'{"text": "a"}'),
    "xml": ("text/xml", b"<a/>"),
    "other fields": (FORM_TYPE, b"a=1&b=2"),
    "many fields": (FORM_TYPE, MANY.encode()),
    "too large": (FORM_TYPE, b"text=" + b"a" * 3_000_000),
    "no boundary": ("multipart/form-data", b"--x"),
    "empty multipart": (CUT, b""),
    "cut off": (CUT, b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nab'),
    "a file for text": (
        CUT,
        b'--x\r\nContent-Disposition: form-data; name="text"; filename="a.txt"\r\n\r\nab\r\n--x--\r\n',
    ),
    "odd charset": (f"{FORM_TYPE}; charset=utf-7", b"text=a"),
    "unknown charset": (f"{FORM_TYPE}; charset=klingon", b"text=a"),
    "multipart in an odd charset": (f"{CUT}; charset=utf-7", b"--x--"),
    "no letters": (FORM_TYPE, bytes(range(128, 256))),
    "surrogates": (FORM_TYPE, b"text=%ED%A0%80&opened=%ED%A0%80"),
    "zero bytes": (FORM_TYPE, b"text=%00&kind=%00&opened=%00&about=%00&name=%00&contact=%00&website=%00"),
}
NO_FORM = ODD.keys() - {"surrogates", "zero bytes"}


@pytest.fixture(params=["a new report", "more"])
def address(request, time_machine):
    """Each form that citizens send."""
    time_machine.move_to(NOON, tick=False)
    agency = make_agency()
    if request.param == "more":
        sent = Sent("/ita/", "dead_link", "ลิงก์เสีย", "", "")
        return f"/ita/report/{receive(agency, sent, 'a' * 64, NOON).reference}/"
    return FORM


@pytest.mark.parametrize("name", ODD)
def test_an_odd_body_is_answered_with_the_form(client, address, name):
    kind, body = ODD[name]
    before = CitizenReport.objects.count()

    response = client.generic("POST", address, body, content_type=kind)

    assert response.status_code == 400
    assert 'name="text"' in response.text
    assert (NOT_THE_FORM in response.text) == (name in NO_FORM)
    assert CitizenReport.objects.count() == before


@pytest.mark.parametrize("field", ["opened", "about", "kind", "text", "name", "contact"])
def test_a_forged_field_is_no_fault_of_ours(client, address, field):
    for value in ("\x00", "ก" * 5000, "form:1:x", "form:zzzzzzzzzzzzzzzz:x", "-1", "../../etc", "💣"):
        assert client.post(address, SENT | {field: value}).status_code in (303, 400)

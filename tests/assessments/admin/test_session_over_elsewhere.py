"""A login carries texts of other screens too, no passwords or files, and does nothing."""

import pytest
from django.urls import reverse

from tests.support.editors import OURS, end_session, log_in
from tests.support.factories import make_assessment, make_disclosure
from tests.support.formdata import form_data

pytestmark = pytest.mark.django_db
TYPED = "พิมพ์มาครึ่งชั่วโมง"


@pytest.fixture
def item():
    return make_disclosure(code="O12")


def test_passwords_and_files_are_never_carried(admin_client, admin_user, item, tmp_path):
    upload = reverse("admin:assessments_disclosure_documents", args=[item.pk])
    admin_client.get(upload)
    end_session(admin_client)
    file = tmp_path / "แผน.csv"
    file.write_text("a,b", encoding="utf-8")

    with file.open("rb") as opened:
        asked = admin_client.post(upload, {"file": opened, "password1": "ลับมาก", "note": "เก็บไว้"}, **OURS)
    again = log_in(admin_client, asked, "admin", "password")

    assert "แผน.csv" in again.text
    assert "ต้องเลือกใหม่" in again.text
    data = form_data(again, "again_form")
    assert (data["note"], "password1" in data, "file" in data) == ("เก็บไว้", False, False)


def test_a_text_outside_the_row_forms_is_shown_and_not_sent(admin_client, admin_user, item):
    """The publishing note: filled in again, and nothing becomes public by the way."""
    publish = reverse("admin:assessments_assessment_publish", args=[make_assessment().pk])
    admin_client.get(publish)
    end_session(admin_client)

    again = log_in(admin_client, admin_client.post(publish, {"note": TYPED}, **OURS), "admin", "password")
    shown = admin_client.post(publish, form_data(again, "again_form"), **OURS)

    assert TYPED in shown.text
    assert not item.agency.publications.exists()

"""Files chosen in a real browser are sent by the script, each with its own answer in Thai."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from assessments.models import DocumentVersion
from tests.support.factories import make_disclosure

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_files_are_sent_and_answered_one_by_one(page, live_server, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "documents"
    User.objects.create_superuser("admin", password="correct horse")
    disclosure = make_disclosure(code="O12")
    good, bad = tmp_path / "แผน.csv", tmp_path / "ภาพ.svg"
    good.write_bytes("ปี,จำนวน\n2564,10\n".encode())
    bad.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")
    wrong = []
    page.on("console", lambda message: "Content Security" in message.text and wrong.append(message.text))

    screen = reverse("admin:assessments_disclosure_documents", args=[disclosure.pk])
    origin = live_server.url.replace("localhost", "127.0.0.1")
    page.goto(f"{origin}/ita/admin/login/?next={screen}")
    page.fill("#id_username", "admin")
    page.fill("#id_password", "correct horse")
    page.click("input[type=submit]")
    page.set_input_files("#file", [good, bad])
    page.click("input[value=อัปโหลด]")

    page.wait_for_selector(".upload-list .upload-taken")
    page.wait_for_selector(".upload-list .form-error")
    assert "เก็บ แผน.csv แล้ว" in page.inner_text(".upload-taken")
    assert "ภาพ.svg" in page.inner_text(".upload-list .form-error")
    assert DocumentVersion.objects.get().name == "แผน.csv"
    assert wrong == []

"""GET /ita/2564/measures/progress/evidence/1/: a stable address, and only what a published state has."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.files.integrity import file_faults
from assessments.models import Publication
from assessments.record.publish import withdraw
from measures.models import ProgressEvidence
from measures.progress.evidence import add_evidence
from tests.support.public_pages import only_reading
from tests.support.telling import LINK, TEXTS, make_told_plan, publish_progress, tell

pytestmark = pytest.mark.django_db
FIRST, SECOND = (f"/ita/2564/measures/progress/evidence/{number}/" for number in (1, 2))


@pytest.fixture
def plan(time_machine):
    time_machine.move_to("2021-04-30T10:00:00+07:00", tick=False)
    return make_told_plan()


@pytest.fixture
def entry(plan, settings, tmp_path):
    """An entry with a file as evidence no. 2."""
    settings.MEDIA_ROOT = tmp_path
    entry = plan.actions.get(text=TEXTS["doing"]).progress.get()
    upload = SimpleUploadedFile("รายชื่อ.csv", "ลำดับ,ชื่อ\n1,ก\n".encode())
    add_evidence(entry, label="รายชื่อผู้เข้าอบรม", upload=upload)
    return entry


def test_a_link_leads_on_and_its_target_may_be_corrected(client, plan):
    assert client.get(FIRST).status_code == 404
    publish_progress(plan)
    with only_reading():
        assert client.get(FIRST).headers["Location"] == LINK
        assert client.post(FIRST).status_code == 405
    ProgressEvidence.objects.filter(number=1).update(url=f"{LINK}?new")
    assert client.get(FIRST).headers["Location"] == LINK
    publish_progress(plan)
    assert client.get(FIRST).headers["Location"] == f"{LINK}?new"
    assert client.get(f"{FIRST}?as_of=29/4/2564").status_code == 404


def test_a_file_is_served_with_its_name_and_runs_nothing(client, plan, entry):
    publish_progress(plan)
    with only_reading():
        response = client.get(SECOND)
    assert b"".join(response.streaming_content) == "ลำดับ,ชื่อ\n1,ก\n".encode()
    assert response.headers["Content-Type"] == "text/csv"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "%E0%B8%A3" in response.headers["Content-Disposition"]
    assert client.get(SECOND, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_what_no_state_has_is_404_and_what_one_had_is_410(client, plan, entry, time_machine):
    publish_progress(plan)
    tell(plan.actions.get(text=TEXTS["silent"]), "2021-04-29", "สำรวจแล้ว", ("สรุป", LINK))
    assert client.get("/ita/2564/measures/progress/evidence/3/").status_code == 404
    assert client.get("/ita/2565/measures/progress/evidence/1/").status_code == 404
    ProgressEvidence.objects.filter(number=1).update(number=9)  # as if it had been taken out
    time_machine.move_to("2021-05-02T10:00:00+07:00", tick=False)
    publish_progress(plan)
    assert client.get("/ita/2564/measures/progress/evidence/9/?as_of=30/4/2564").status_code == 404
    gone = client.get(FIRST)
    assert (gone.status_code, "หลักฐานนี้ถูกนำออกแล้ว" in gone.text) == (410, True)


def test_with_the_page_withdrawn_its_evidence_is_gone(client, plan, entry):
    publish_progress(plan)
    withdraw(Publication.objects.get(), reason="มีชื่อผู้ร้องเรียน", by="somsri", role="ปลัด อบต.")
    assert {client.get(address).status_code for address in (FIRST, SECOND)} == {410}


def test_files_of_evidence_are_verified_with_the_record(plan, entry, tmp_path):
    assert file_faults(plan.agency) == (0, [])
    publish_progress(plan)
    assert file_faults(plan.agency) == (1, [])
    sha256 = entry.evidence.get().file.sha256
    (tmp_path / sha256[:2] / sha256).unlink()
    assert "เปิดไม่ได้" in file_faults(plan.agency)[1][0]


def test_page_names_kind_and_size_of_a_file(client, plan, entry):
    publish_progress(plan)
    assert "(CSV " in client.get("/ita/2564/measures/progress/").text

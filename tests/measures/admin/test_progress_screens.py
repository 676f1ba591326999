"""Progress on the desk: told by the people responsible, with evidence, then published by an approver."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Division
from measures.models import ProgressEntry, ProgressEvidence
from tests.support.factories import make_agency
from tests.support.people import make_user
from tests.support.telling import LINK, TEXTS, make_told_plan, publish_progress, tell

pytestmark = pytest.mark.django_db
ADD = reverse("admin:measures_progressentry_add")
CSV = "ลำดับ,ชื่อ\n1,ก\n".encode()


@pytest.fixture
def plan(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to("2021-04-30T10:00:00+07:00", tick=False)
    return make_told_plan()


@pytest.fixture
def head(client, plan):
    """A head of สำนักปลัด, who answers for the measure that is done."""
    user = make_user("head", "editor", plan.agency, Division.objects.get())
    client.force_login(user)
    return client


def given(action, *evidence, **fields):
    """An entry as a browser posts it; `evidence` are dictionaries of one form each."""
    data = {"action": action.pk, "happened_on": "๒๙/๔/๒๕๖๔", "text": "ประชุมติดตามแล้ว"} | fields
    data |= {"evidence-TOTAL_FORMS": len(evidence), "evidence-INITIAL_FORMS": 0}
    for number, row in enumerate(evidence):
        data |= {f"evidence-{number}-{name}": value for name, value in row.items()}
    return data


def sheet(entry, **fields):
    """The first piece of evidence of an entry that exists, as a browser posts it."""
    row = entry.evidence.get()
    form = {"id": row.pk, "entry": entry.pk, "label": row.label, "url": row.url} | fields
    return given(entry.action, form, **{"evidence-INITIAL_FORMS": 1}) | {"evidence-INITIAL_FORMS": 1}


def test_who_is_responsible_tells_with_a_link_and_a_file(head, plan):
    action = plan.actions.get(text=TEXTS["done"])
    upload = SimpleUploadedFile("รายชื่อ.csv", CSV)
    data = given(action, {"label": "รายงาน", "url": LINK}, {"label": "", "url": "", "upload": upload})

    response = head.post(ADD, data)

    assert response.status_code == 302, response.context["errors"]
    assert response.url.endswith(f"/planprogress/{plan.pk}/change/#action-{action.pk}")
    entry = ProgressEntry.objects.latest("pk")
    assert (str(entry.happened_on), entry.entered_by) == ("2021-04-29", "head")
    link, file = entry.evidence.order_by("number")
    assert (link.number, link.url, file.number, file.label, file.file_name) == (
        2,
        LINK,
        3,
        "รายชื่อ",
        "รายชื่อ.csv",
    )
    assert [row.history_user_id for row in file.history.all()] == ["head"]
    shown = head.get(reverse("admin:measures_progressentry_file", args=[entry.pk, file.pk]))
    assert b"".join(shown.streaming_content) == CSV


def test_telling_may_set_how_the_measure_stands(head, plan):
    action = plan.actions.get(text=TEXTS["done"])
    plan.actions.filter(pk=action.pk).update(status="doing")
    states = action.history.count()
    head.post(ADD, given(action))
    assert action.history.count() == states
    assert head.post(ADD, given(action, status="done")).status_code == 302
    action.refresh_from_db()
    assert (action.status, action.history.first().history_user_id) == ("done", "head")
    assert head.post(ADD, given(action, status="dropped")).status_code == 200


def test_measures_of_others_are_out_of_reach(head, plan):
    other = plan.actions.get(text=TEXTS["doing"])
    assert head.post(ADD, given(other)).status_code == 200
    assert ProgressEntry.objects.count() == 2
    change = reverse("admin:measures_progressentry_change", args=[other.progress.get().pk])
    assert {head.get(change).status_code, head.post(change, given(other)).status_code} == {404}
    screen = head.get(reverse("admin:measures_planprogress_change", args=[plan.pk])).text
    assert screen.count(f"{ADD}?action=") == 1
    assert "หลักฐาน" in screen


def test_auditors_look_and_strangers_find_nothing(client, plan):
    entry = ProgressEntry.objects.first()
    screens = [
        reverse("admin:measures_planprogress_change", args=[plan.pk]),
        reverse("admin:measures_progressentry_change", args=[entry.pk]),
    ]
    client.force_login(make_user("auditor", "auditor", plan.agency))
    assert {client.get(screen).status_code for screen in screens} == {200}
    assert client.post(ADD, given(entry.action)).status_code == 403
    foreign = make_agency("other", name="องค์การบริหารส่วนตำบลอื่น")
    client.force_login(make_user("foreign", "approver", foreign))
    publish = reverse("admin:measures_planprogress_publish", args=[plan.pk])
    assert {client.get(screen).status_code for screen in [*screens, publish]} == {404}


@pytest.mark.parametrize(
    ("evidence", "sentence"),
    [
        ({"label": "ก", "url": ""}, "อย่างใดอย่างหนึ่ง"),
        ({"label": "", "url": LINK}, "กรุณาตั้งชื่อที่แสดง"),
        ({"label": "ก", "url": "x.pdf"}, "พิมพ์ที่อยู่เต็ม"),
        ({"label": "ก", "url": "", "upload": ("a.exe", b"MZ")}, "ไม่รับ"),
        ({"label": "ก", "url": LINK, "upload": ("a.csv", CSV)}, "อย่างใดอย่างหนึ่ง"),
    ],
)
def test_bad_evidence_is_refused_and_nothing_is_written(head, plan, tmp_path, evidence, sentence):
    if "upload" in evidence:
        evidence["upload"] = SimpleUploadedFile(*evidence["upload"])
    response = head.post(ADD, given(plan.actions.get(text=TEXTS["done"]), evidence))
    assert sentence in response.text
    assert ProgressEntry.objects.count() == 2
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_day_to_come_and_a_bad_date_are_refused(head, plan):
    action = plan.actions.get(text=TEXTS["done"])
    assert "อนาคต" in head.post(ADD, given(action, happened_on="1/5/2564")).text
    assert "3105" in head.post(ADD, given(action, happened_on="1/5/3105")).text


def test_a_file_may_stand_in_for_another_under_the_same_number(head, plan):
    entry = plan.actions.get(text=TEXTS["done"]).progress.get()
    change = reverse("admin:measures_progressentry_change", args=[entry.pk])
    upload = SimpleUploadedFile("ใหม่.csv", CSV)
    assert head.post(change, sheet(entry, url="", upload=upload)).status_code == 302
    row = ProgressEvidence.objects.get()
    assert (row.number, row.url, row.file_name) == (1, "", "ใหม่.csv")
    assert head.post(change, sheet(entry, url=LINK)).status_code == 302
    row.refresh_from_db()
    assert (row.url, row.file, row.file_name) == (LINK, None, "")


def test_published_evidence_is_not_deleted_and_unpublished_is(head, plan):
    entry = plan.actions.get(text=TEXTS["done"]).progress.get()
    change = reverse("admin:measures_progressentry_change", args=[entry.pk])
    publish_progress(plan)
    assert "ลบไม่ได้" in head.post(change, sheet(entry, DELETE="on")).text
    assert ProgressEvidence.objects.count() == 1


def test_unpublished_evidence_may_go(head, plan):
    entry = plan.actions.get(text=TEXTS["done"]).progress.get()
    change = reverse("admin:measures_progressentry_change", args=[entry.pk])
    assert head.post(change, sheet(entry, DELETE="on")).status_code == 302
    assert not ProgressEvidence.objects.exists()


def test_screens_cost_the_same_with_two_and_with_forty_entries(admin_client, plan):
    action = plan.actions.first()
    screens = [
        reverse("admin:measures_planprogress_change", args=[plan.pk]),
        reverse("admin:measures_remediationaction_change", args=[action.pk]),
        reverse("admin:measures_progressentry_changelist"),
        reverse("admin:measures_planprogress_changelist"),
    ]

    def costs():
        counts = []
        for screen in screens:
            admin_client.get(screen)
            with CaptureQueriesContext(connection) as queries:
                assert admin_client.get(screen).status_code == 200
            counts.append(len(queries))
        return counts

    few = costs()
    for day in range(1, 20):
        tell(action, f"2021-02-{day:02}", f"ครั้งที่ {day}", ("ภาพ", LINK), ("สรุป", LINK))
    assert costs() == few


def test_the_screen_of_a_measure_shows_what_was_told(admin_client, plan):
    action = plan.actions.get(text=TEXTS["done"])
    page = admin_client.get(reverse("admin:measures_remediationaction_change", args=[action.pk])).text
    assert "แจกคู่มือให้ทุกส่วนงานแล้ว ๕๐ เล่ม" in page
    assert f"{ADD}?action={action.pk}" in page

"""GET /ita/2564/measures/progress/: what became of each measure, as it stood when it was published."""

import json

import pytest
from django.urls import reverse

from assessments.models import Publication
from assessments.record.publish import NothingChanged, withdraw
from measures.models import ProgressEntry, RemediationAction
from tests.support.factories import make_agency, make_plan, publish_plan
from tests.support.public_pages import only_reading, section, words, words_of
from tests.support.telling import TEXTS, make_told_plan, publish_progress, tell

pytestmark = pytest.mark.django_db
PAGE = reverse("measures:progress_detail", args=[2564])
DATA = reverse("measures:progress_data", args=[2564])


@pytest.fixture
def plan(time_machine):
    time_machine.move_to("2021-04-30T10:00:00+07:00", tick=False)
    return make_told_plan()


@pytest.fixture
def published(plan):
    return publish_progress(plan)


def test_each_measure_stands_where_it_should(client, published):
    actions = json.loads(client.get(DATA).content)["actions"]
    assert {action["text"]: action["standing"] for action in actions} == {
        text: name for name, text in TEXTS.items()
    }
    page = words(client.get(PAGE))
    for name in ("ดำเนินการแล้ว", "กำลังดำเนินการ", "เกินกำหนด", "ยังไม่มีรายงาน", "ยกเลิก"):
        assert f"{name} ๑ มาตรการ" in page
    assert "ยกเลิกเพราะ สภาไม่อนุมัติงบประมาณ" in page


def test_bar_has_a_part_for_each_standing_and_says_so(client, published):
    bar = section(client.get(PAGE), "tally")
    shares = [
        f'<rect class="bar-{name}" x="{at}.00%" width="20.00%"'
        for at, name in zip(range(0, 100, 20), TEXTS, strict=True)
    ]
    assert all(share in bar for share in shares)
    assert "ดำเนินการแล้ว ๑ มาตรการ กำลังดำเนินการ ๑ มาตรการ" in bar
    assert "ดำเนินการแล้ว ๑ กำลังดำเนินการ ๑ เกินกำหนด ๑" in words_of(bar.partition("<tbody>")[2])


def test_entries_show_day_text_and_evidence_under_their_measure(client, published):
    text = words(client.get(PAGE))
    measure, told = text.index(TEXTS["done"]), text.index("๑๒ มีนาคม ๒๕๖๔ รอบ ๖ เดือน แจกคู่มือ")
    assert measure < told < text.index("หลักฐานที่ ๑ ภาพคู่มือ") < text.index(TEXTS["doing"])
    assert 'href="/ita/2564/measures/progress/evidence/1/"' in client.get(PAGE).text
    assert "สำนักปลัด" in text


def test_halves_of_the_year_count_what_was_told_and_what_fell_due(client, published):
    text = words(client.get(PAGE))
    assert "รอบ ๖ เดือน ๑ ต.ค. ๒๕๖๓ – ๓๑ มี.ค. ๒๕๖๔ ๑ จาก ๔ มาตรการ (๑ รายการ)" in text
    assert "๑ มาตรการ ดำเนินการแล้ว ๑ รอบ ๑๒ เดือน" in text
    assert "๓๐ ก.ย. ๒๕๖๔ (ยังไม่สิ้นสุด) ๑ จาก ๔ มาตรการ (๑ รายการ)" in text
    assert "๓ มาตรการ ดำเนินการแล้ว ๐" in text


def test_a_half_that_has_not_come_is_said_so(client, time_machine):
    time_machine.move_to("2021-03-31T10:00:00+07:00", tick=False)
    publish_progress(make_told_plan())
    assert "ยังไม่ถึงรอบนี้" in words(client.get(PAGE))


def test_a_published_record_keeps_its_meaning(client, plan, published, time_machine):
    before = client.get(DATA).content
    time_machine.move_to("2021-12-30T10:00:00+07:00", tick=False)
    ProgressEntry.objects.update(text="แก้แล้ว")
    assert client.get(DATA).content == before
    assert "สถานะ ณ วันที่ ๓๐ เมษายน ๒๕๖๔" in words(client.get(PAGE))


def test_another_day_alone_is_no_new_content_and_a_passed_due_day_is(plan, published, time_machine):
    RemediationAction.objects.filter(text=TEXTS["silent"]).update(due_on="2021-06-30")
    publish_progress(plan)
    time_machine.move_to("2021-05-02T10:00:00+07:00", tick=False)
    with pytest.raises(NothingChanged):
        publish_progress(plan)
    time_machine.move_to("2021-07-01T10:00:00+07:00", tick=False)
    assert publish_progress(plan).summary["standings"]["late"] == 2


def test_claimed_to_be_done_without_a_word_is_silent(client, plan):
    plan.actions.filter(text=TEXTS["silent"]).update(status="done")
    publish_progress(plan)
    assert "แจ้งว่าแล้วเสร็จ แต่ยังไม่มีรายงานว่าได้ดำเนินการอะไร" in words(client.get(PAGE))


def test_versions_history_differences_and_days_past(client, plan, published, time_machine):
    time_machine.move_to("2021-05-02T10:00:00+07:00", tick=False)
    tell(
        plan.actions.get(text=TEXTS["silent"]),
        "2021-05-01",
        "สำรวจแล้ว ๑๐๐ คน",
        ("สรุปผล", "https://x.go.th/a"),
    )
    publish_progress(plan, note="เพิ่มผลสำรวจ")
    assert "สำรวจแล้ว ๑๐๐ คน" not in words(client.get(f"{PAGE}versions/1/"))
    assert "สำรวจแล้ว ๑๐๐ คน" not in words(client.get(f"{PAGE}?as_of=30/4/2564"))
    assert "เพิ่มผลสำรวจ" in words(client.get(f"{PAGE}history/"))
    changes = words(client.get(f"{PAGE}differences/1/2/"))
    assert "สำรวจแล้ว ๑๐๐ คน" in changes
    assert "หลักฐานที่ ๒ สรุปผล — https://x.go.th/a" in changes
    first = json.loads(client.get(f"{PAGE}versions/1/progress.json").content)
    assert first["publication"]["number"] == 1
    assert "ความก้าวหน้าของมาตรการ" in client.get("/ita/feed.xml").text
    assert PAGE in client.get("/ita/sitemap.xml").text


def test_year_measures_and_progress_lead_to_each_other(client, plan, published):
    publish_plan(plan)
    link = f'<a href="{PAGE}">ดำเนินการแล้ว ๑ จาก ๕ มาตรการ</a>'
    assert link in client.get("/ita/2564/measures/").text
    assert link in client.get("/ita/2564/").text
    assert f'href="{PAGE}"' in client.get("/ita/").text
    assert "ดำเนินการแล้ว ๑ จาก ๕ มาตรการ" in words(client.get("/ita/"))
    page = client.get(PAGE).text
    assert 'href="/ita/2564/measures/"' in page
    assert 'href="/ita/2564/"' in page


def test_the_next_year_leads_back_to_what_its_list_may_ask_for(client, plan, published):
    publish_plan(make_plan(plan.agency, 2565))
    assert f'<a href="{PAGE}">ความก้าวหน้าของมาตรการปี ๒๕๖๔</a>' in client.get("/ita/2565/").text


def test_measures_page_says_when_no_progress_is_published(client, plan):
    publish_plan(plan)
    assert "ความก้าวหน้า ยังไม่เผยแพร่" in words(client.get("/ita/2564/measures/"))


@pytest.mark.parametrize("address", [PAGE, DATA])
def test_unpublished_is_404_withdrawn_is_410_and_other_methods_are_refused(client, plan, address):
    assert client.get(address).status_code == 404
    publish_progress(plan)
    with only_reading():
        assert client.get(address).status_code == 200
        assert client.post(address).status_code == 405
    withdraw(Publication.objects.get(), reason="มีชื่อผู้ร้องเรียน", by="somsri", role="ปลัด อบต.")
    gone = client.get(address)
    assert (gone.status_code, "มีชื่อผู้ร้องเรียน" in gone.text) == (410, True)


def test_page_costs_two_queries_however_many_entries(client, plan, published, django_assert_num_queries):
    for day in range(1, 21):
        tell(plan.actions.first(), f"2021-02-{day:02}", f"ครั้งที่ {day}", (f"ภาพ {day}", "https://x.go.th/a"))
    publish_progress(plan)
    for address in (PAGE, DATA):
        with django_assert_num_queries(2):  # the state of the record, the content
            assert client.get(address).status_code == 200


def test_content_costs_the_same_queries_however_many_entries(plan, django_assert_max_num_queries):
    from measures.progress.content import progress_content

    for day in range(1, 21):
        tell(plan.actions.first(), f"2021-02-{day:02}", f"ครั้งที่ {day}", (f"ภาพ {day}", "https://x.go.th/a"))
    with django_assert_max_num_queries(6):
        progress_content(plan, plan.actions.first().due_on)


def test_another_agency_has_none_of_it(client, settings, published):
    settings.ALLOWED_HOSTS = [".example"]
    make_agency("other", name="องค์การบริหารส่วนตำบลอื่น", hosts=["other.example"])
    assert client.get(PAGE, headers={"host": "other.example"}).status_code == 404


def test_text_of_staff_is_never_read_as_markup(client, plan):
    tell(plan.actions.first(), "2021-02-01", "<evil>", ("<evil>", "https://x.go.th/a"))
    plan.actions.update(text="<evil>")
    publish_progress(plan)
    page = client.get(PAGE).text
    assert "<evil" not in page
    assert page.count("&lt;evil") >= 7

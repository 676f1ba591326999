"""How links stand beside the record: words, moments, caching. A state never changes a publication."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from assessments.links.check_run import confirm_by_person
from assessments.links.standings import LinkStanding
from assessments.models import LinkCheck, LinkTarget, Publication
from ita_portal.http.response_cache import ResponseCache
from tests.support.factories import make_agency, make_disclosure, publish_checklist

URL = "https://www.example.go.th/o12.pdf"
PUBLISHED = datetime(2021, 3, 10, 3, 0, tzinfo=UTC)
CHECKED = datetime(2021, 3, 12, 2, 10, tzinfo=UTC)
ITEM, HISTORY = "/ita/2564/oit/o12/", "/ita/2564/oit/o12/history/"
DATA, TABLE = "/ita/2564/oit.json", "/ita/2564/oit.csv"


@pytest.fixture
def target(db, time_machine):
    time_machine.move_to(PUBLISHED, tick=False)
    agency = make_agency(hosts=["testserver"])
    make_disclosure(agency, "O12", links=[("รายงาน", URL), ("มาตรการ", "/ita/2564/measures/")])
    publish_checklist(agency)
    time_machine.move_to(CHECKED + timedelta(days=20), tick=False)
    return LinkTarget.objects.get()


def stand(target, state="opens", *, at=CHECKED, changed=True, **fields):
    """Write a check as the checker does."""
    fields = {"state": state, "state_since": at, "last_checked_at": at} | fields
    LinkTarget.objects.filter(pk=target.pk).update(**fields)
    broken = fields.get("broken", False)
    LinkCheck.objects.create(
        target=target, claim=str(at), checked_at=at, state=state, broken=broken, changed=changed
    )


@pytest.mark.parametrize(
    ("fields", "words", "shape"),
    [
        ({"state": "unchecked", "checked_at": None}, "ยังไม่ได้ตรวจ", "unknown"),
        ({"state": "unchecked", "checked_at": None, "past": True}, "ไม่มีผลตรวจ ณ วันนั้น", "unknown"),
        ({"state": "opens"}, "เปิดได้ · ตรวจล่าสุด ๑๒ มี.ค. ๒๕๖๔ ๐๙:๑๐ น.", "good"),
        ({"state": "moved"}, "เปิดได้ ย้ายที่อยู่แล้ว · ตรวจล่าสุด ๑๒ มี.ค. ๒๕๖๔ ๐๙:๑๐ น.", "good"),
        (
            {"state": "no_answer", "opened_at": CHECKED - timedelta(days=1)},
            "ตรวจครั้งล่าสุดยังเปิดไม่ได้ (ไม่ตอบ) จะตรวจซ้ำ · เปิดได้ล่าสุดเมื่อ ๑๑ มี.ค. ๒๕๖๔"
            " · ตรวจล่าสุด ๑๒ มี.ค. ๒๕๖๔ ๐๙:๑๐ น.",
            "look",
        ),
        (
            {"state": "not_found", "broken": True, "since": CHECKED - timedelta(days=2)},
            "เปิดไม่ได้ ตั้งแต่ ๑๐ มี.ค. ๒๕๖๔ (ไม่พบหน้า) · ตรวจล่าสุด ๑๒ มี.ค. ๒๕๖๔ ๐๙:๑๐ น.",
            "bad",
        ),
        (
            {"state": "robot_wall", "confirmed_at": CHECKED - timedelta(days=3)},
            "ตรวจอัตโนมัติไม่ได้ · เจ้าหน้าที่เปิดดูแล้วเมื่อ ๙ มี.ค. ๒๕๖๔ · ตรวจล่าสุด ๑๒ มี.ค. ๒๕๖๔ ๐๙:๑๐ น.",
            "look",
        ),
    ],
)
def test_words_and_shape(fields, words, shape):
    standing = LinkStanding(URL, **({"checked_at": CHECKED} | fields))
    assert " · ".join(standing.words) == words
    assert standing.shape == shape


def test_the_item_says_when_its_link_was_last_found_open(client, target):
    assert "ยังไม่ได้ตรวจ" in client.get(ITEM).text
    stand(target, content_type="application/pdf", size=1_234_567)
    page = client.get(ITEM).text
    assert "เปิดได้ · ตรวจล่าสุด ๑๒ มี.ค. ๒๕๖๔ ๐๙:๑๐" in page.replace("</span>", "").replace(
        '<span class="nb">', ""
    )
    assert "PDF ๑.๒" in page
    assert page.count("standing standing-") == 1, "what the portal serves itself is not checked"
    assert "ตรวจล่าสุด" in client.get("/ita/2564/oit/").text


def test_data_and_table_carry_it_and_no_publication_changes(client, target):
    before = Publication.objects.values("sha256", "content").get()
    stand(target)
    checks = json.loads(client.get(DATA).content)["publication"]["link_checks"]
    assert checks == [
        {
            "code": "O12",
            "position": 1,
            "url": URL,
            "state": "opens",
            "broken": False,
            "checked_at": "2021-03-12T02:10:00.000000Z",
            "opened_at": None,
            "confirmed_at": None,
        }
    ]
    rows = list(csv.DictReader(io.StringIO(client.get(TABLE).content.decode("utf-8-sig"))))
    cell = next(row["ผลตรวจลิงก์"] for row in rows if row["ข้อ"] == "O12")
    assert cell == "1. เปิดได้ · ตรวจล่าสุด ๑๒ มี.ค. ๒๕๖๔ ๐๙:๑๐ น."
    assert Publication.objects.values("sha256", "content").get() == before


@pytest.mark.parametrize("address", [ITEM, "/ita/2564/oit/", DATA, TABLE, HISTORY])
def test_a_reader_with_an_old_copy_gets_the_new_state(client, target, address):
    old = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": old}).status_code == 304
    stand(target)
    response = client.get(address, headers={"If-None-Match": old})
    assert response.status_code == 200
    assert response["Last-Modified"] >= "Fri, 12 Mar 2021"


@pytest.mark.parametrize("address", [ITEM, "/ita/2564/oit/", DATA, TABLE, HISTORY, "/ita/2564/bundle.zip"])
def test_a_kept_page_shows_a_check_and_a_look_at_once(client, target, address):
    other = Client()
    for at in range(3):
        for process in (client, other):
            assert (
                process.get(address).content == process.get(address).content == Client().get(address).content
            )
        if at == 0:
            stand(target, "robot_wall")
        elif at == 1:
            confirm_by_person(LinkTarget.objects.get(pk=target.pk), "somsri")
    assert "robot_wall" in client.get(DATA).text


@pytest.mark.parametrize("address", [ITEM, "/ita/2564/oit/", DATA, TABLE])
def test_a_kept_page_with_links_costs_one_query(client, target, address, django_assert_num_queries):
    client.get(address)
    with django_assert_num_queries(1):
        client.get(address)


def test_what_an_earlier_day_shows_of_links_is_made_each_time(client, target, monkeypatch):
    monkeypatch.setattr(ResponseCache, "keep", lambda pages, key, page: pytest.fail("kept"))
    stand(target, "opens")
    for address in (f"{ITEM}?as_of=2021-03-14", "/ita/2564/oit/versions/1/", HISTORY):
        assert client.get(address).status_code == 200


def test_a_mere_check_again_shows_its_new_moment(client, target):
    stand(target)
    old = client.get(ITEM)["ETag"]
    stand(target, at=CHECKED + timedelta(days=1), changed=False)
    assert client.get(ITEM, headers={"If-None-Match": old}).status_code == 200
    assert "๑๓ มี.ค. ๒๕๖๔" in client.get(ITEM).text


def test_the_past_shows_what_was_found_then(client, target):
    stand(target, "opens")
    stand(target, "not_found", at=CHECKED + timedelta(days=5))
    assert "เปิดได้" in client.get(ITEM, {"as_of": "2021-03-14"}).text
    assert "ไม่มีผลตรวจ ณ วันนั้น" in client.get(ITEM, {"as_of": "2021-03-11"}).text
    assert "ไม่มีผลตรวจ ณ วันนั้น" in client.get("/ita/2564/oit/o12/versions/1/").text
    assert (
        "link_checks"
        not in json.loads(client.get("/ita/2564/oit/versions/1/oit.json").content)["publication"]
    )


def test_history_of_an_item_lists_every_change_of_its_links(client, target):
    assert "ผลตรวจลิงก์ที่เปลี่ยน" not in client.get(HISTORY).text
    stand(target, "opens")
    stand(target, "opens", at=CHECKED + timedelta(days=1), changed=False)
    stand(
        target, "not_found", at=CHECKED + timedelta(days=2), broken=True, failures=3, first_failure_at=CHECKED
    )
    page = client.get(HISTORY).text
    assert page.index("เสีย (ไม่พบหน้า)") < page.index("<td>เปิดได้")
    assert page.count('<th scope="row"><time') == 2
    assert "ผลตรวจลิงก์ที่เปลี่ยน" not in client.get("/ita/2564/oit/o1/history/").text


def test_states_cost_one_query_however_many_links(client, target, django_assert_max_num_queries):
    links = [(str(n), f"https://www.example.go.th/{n}") for n in range(40)]
    make_disclosure(target.agency, "O13", links=links)
    publish_checklist(target.agency, note="เพิ่ม")
    with django_assert_max_num_queries(3):
        client.get("/ita/2564/oit/")

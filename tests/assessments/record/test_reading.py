"""Each address as of each day: in HTML, in JSON and by Accept-Datetime."""

import json

import pytest

from assessments.models import Publication
from assessments.record.publish import withdraw
from ita_portal.thai.digits import thai_digits
from tests.support.factories import publish_plan
from tests.support.three_days import DAYS, TOTALS, publish_on_three_days

pytestmark = pytest.mark.django_db

EVENINGS = list(zip(DAYS, TOTALS, strict=True))
HTTP_DATES = (
    "Fri, 12 Mar 2021 16:59:59 GMT",
    "Fri, 30 Apr 2021 16:59:59 GMT",
    "Mon, 19 Jul 2021 16:59:59 GMT",
)


@pytest.fixture
def three_days(time_machine):
    rows = publish_on_three_days(time_machine)
    time_machine.move_to("2026-11-23T10:00:00+07:00", tick=False)
    return rows


@pytest.mark.parametrize(("day", "total"), EVENINGS)
def test_html_as_of_a_day(client, three_days, day, total):
    page = client.get("/ita/2563/", {"as_of": day})
    assert page.status_code == 200
    assert thai_digits(total) in page.text
    assert "สภาพ ณ วันที่" in page.text
    assert 'href="http://testserver/ita/2563/"' in page.text


@pytest.mark.parametrize(("day", "total"), EVENINGS)
def test_json_as_of_a_day(client, three_days, day, total):
    data = client.get("/ita/2563/result.json", {"as_of": day}).json()
    assert str(data["announced"]["total"]) in (total, total.rstrip("0").rstrip("."))


@pytest.mark.parametrize(("moment", "number"), zip(HTTP_DATES, (1, 2, 3), strict=True))
def test_accept_datetime_leads_to_the_state_of_that_moment(client, three_days, moment, number):
    page = client.get("/ita/2563/", headers={"Accept-Datetime": moment})
    data = client.get("/ita/2563/result.json", headers={"Accept-Datetime": moment})
    assert (page.status_code, page["Location"]) == (302, f"http://testserver/ita/2563/versions/{number}/")
    assert data["Location"] == f"http://testserver/ita/2563/versions/{number}/result.json"
    assert "Accept-Datetime" in page["Vary"]


@pytest.mark.parametrize("day", ["2021-04-30", "๒๕๖๔-๐๔-๓๐", "30/4/2564", "๓๐/๔/๒๕๖๔"])
def test_one_day_in_four_spellings(client, three_days, day):
    assert "๕๖.๐๐" in client.get("/ita/2563/", {"as_of": day}).text


def test_the_day_ends_at_midnight_in_bangkok(client, three_days):
    assert thai_digits("55.62") in client.get("/ita/2563/", {"as_of": "2021-04-29"}).text


def test_before_the_first_publication_it_says_since_when(client, three_days):
    page = client.get("/ita/2563/", {"as_of": "2021-03-11"})
    assert page.status_code == 404
    assert "๑๒\u00a0มีนาคม\u00a0๒๕๖๔" in page.text
    assert client.get("/ita/2563/result.json", {"as_of": "2021-03-11"}).status_code == 404


@pytest.mark.parametrize("nonsense", ["", "yesterday", "1/1/1", "๙๙"])
def test_a_nonsense_date_gets_a_400_that_says_what_a_date_looks_like(client, three_days, nonsense):
    page = client.get("/ita/2563/", {"as_of": nonsense})
    assert page.status_code == 400
    assert "30/4/2564" in page.text


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2021-02-30", "เดือนกุมภาพันธ์ ๒๕๖๔ ไม่มีวันที่ ๓๐"),
        ("32/1/2564", "เดือนมกราคม ๒๕๖๔ ไม่มีวันที่ ๓๒"),
        ("20/7/2564", "๒๐ กรกฎาคม ๒๕๖๔ ยังมาไม่ถึง"),
        ("2590-01-01", "ยังมาไม่ถึง"),
    ],
)
def test_day_that_there_is_not_or_not_yet_gets_a_400_that_says_so(
    client, three_days, time_machine, day, said
):
    time_machine.move_to("2021-07-19T16:59:59Z", tick=False)  # a second before midnight in Bangkok
    assert client.get("/ita/2563/", {"as_of": "19/7/2564"}).status_code == 200
    page = client.get("/ita/2563/", {"as_of": day})
    assert page.status_code == 400
    assert said in page.text.replace("\u00a0", " ").replace("<wbr>", "")


def test_a_nonsense_accept_datetime_is_refused(client, three_days):
    page = client.get("/ita/2563/", headers={"Accept-Datetime": "2021-04-30"})
    assert page.status_code == 400
    assert "GMT" in page.text


def test_what_was_published_later_does_not_show(client, three_days, time_machine):
    time_machine.move_to("2022-01-01T10:00:00+07:00", tick=False)
    publish_plan()
    assert 'href="/ita/2564/"' in client.get("/ita/").text
    assert 'href="/ita/2564/"' not in client.get("/ita/", {"as_of": "2021-07-19"}).text
    assert 'href="/ita/2564/"' not in client.get("/ita/2563/versions/3/").text


def test_versions_show_the_page_as_it_stood(client, three_days):
    for number, total in enumerate(TOTALS, start=1):
        page = client.get(f"/ita/2563/versions/{number}/")
        assert thai_digits(total) in page.text
        assert f"ฉบับที่ {thai_digits(number)} ตามที่เผยแพร่เมื่อ" in page.text
    assert client.get("/ita/2563/versions/4/").status_code == 404
    assert client.get("/ita/2563/versions/0/").status_code == 404


@pytest.mark.parametrize(("address", "number"), [("versions/1/", 1), ("?as_of=2021-04-30", 2)])
def test_old_states_are_not_for_search_engines_and_give_their_own_address(
    client, three_days, address, number
):
    page = client.get(f"/ita/2563/{address}")
    assert '<meta name="robots" content="noindex">' in page.text
    own = f"http://testserver/ita/2563/versions/{number}/"
    assert f'<link rel="canonical" href="{own}">' in page.text
    assert f'<meta property="og:url" content="{own}">' in page.text
    assert f"พิมพ์จาก {own}<br>" in page.text
    assert f"<dt>ที่อยู่ถาวร</dt> <dd>{own}</dd>" in " ".join(page.text.replace("<wbr>", "").split())
    assert '<a class="nb" href="http://testserver/ita/2563/">ดูหน้าปัจจุบัน</a>' in page.text
    assert page["X-Robots-Tag"] == "noindex"
    assert "noindex" not in client.get("/ita/2563/").text


def test_the_bytes_of_a_version_never_change(client, three_days, monkeypatch):
    before = client.get("/ita/2563/versions/1/result.json").content
    monkeypatch.setattr("assessments.result.content.RESULT_SCHEMA", "result/2")
    monkeypatch.setattr("assessments.record.publish.summary", lambda content: {"later": "schema"})
    row = Publication.objects.get(number=1)
    three_days[0].agency.name = "ชื่อใหม่"
    three_days[0].agency.save()
    after = client.get("/ita/2563/versions/1/result.json").content
    assert after == before
    assert json.loads(after)["publication"]["sha256"] == row.sha256


def test_a_withdrawn_state_is_gone_from_versions_and_as_of(client, three_days, time_machine):
    time_machine.move_to("2021-08-01T10:00:00Z", tick=False)
    withdraw(three_days[1], reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
    for address in ("/ita/2563/versions/2/", "/ita/2563/versions/2/result.json"):
        assert client.get(address).status_code == 410
    as_of = client.get("/ita/2563/", {"as_of": "2021-05-01"})
    assert as_of.status_code == 410
    assert "มีข้อมูลส่วนบุคคล" in as_of.text
    assert client.get("/ita/2563/").status_code == 200


@pytest.mark.parametrize("address", ["/ita/2563/", "/ita/2563/result.json"])
def test_as_of_costs_at_most_one_query_more(client, three_days, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get(address)
    with django_assert_max_num_queries(4):
        client.get(address, {"as_of": "2021-04-30"})

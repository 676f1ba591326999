"""result.json, measures.json and oit.json: the published content itself."""

import hashlib
import json
from decimal import Decimal

import pytest

from assessments.content.canonical_json import canonical_json, parse_content
from tests.support.factories import (
    load_pakchong,
    make_disclosure,
    publish_checklist,
    publish_pakchong,
    publish_result,
)

pytestmark = pytest.mark.django_db
RESULT, MEASURES, CHECKLIST = "/ita/2563/result.json", "/ita/2564/measures.json", "/ita/2564/oit.json"
ALL_DATA = pytest.mark.parametrize("address", [RESULT, MEASURES, CHECKLIST])
NAMES = (
    "การปฏิบัติหน้าที่ การใช้งบประมาณ การใช้อำนาจ การใช้ทรัพย์สินของทางราชการ การแก้ไขปัญหาการทุจริต "
    "คุณภาพการดำเนินงาน ประสิทธิภาพการสื่อสาร การปรับปรุงระบบการทำงาน การเปิดเผยข้อมูล การป้องกันการทุจริต"
).split()
SCORES = [83.68, 74.51, 77.92, 67.74, 73.36, 84.25, 81.66, 79.41, 36.06, 6.25]
INSTRUMENTS = ["IIT"] * 5 + ["EIT"] * 3 + ["OIT"] * 2


def test_result_is_that_of_the_document(client):
    publish_pakchong()

    data = client.get(RESULT).json()

    assert (data["schema"], data["fiscal_year"]) == ("result/1", 2563)
    assert data["agency"]["name"] == "องค์การบริหารส่วนตำบลปากช่อง"
    assert (data["agency"]["district"], data["agency"]["province"]) == ("ปากช่อง", "นครราชสีมา")
    assert (data["announced"]["total"], data["announced"]["level"]) == (55.62, "D")
    rows = [
        {name: row[name] for name in ("number", "instrument", "name", "score")} for row in data["indicators"]
    ]
    assert rows == [
        {"number": number, "instrument": instrument, "name": name, "score": score}
        for number, (instrument, name, score) in enumerate(
            zip(INSTRUMENTS, NAMES, SCORES, strict=True), start=1
        )
    ]
    assert [row["weight"] for row in data["instruments"]] == [30, 30, 40]


def test_measures_name_both_years_and_25_actions(client):
    publish_pakchong()

    data = client.get(MEASURES).json()

    assert (data["schema"], data["fiscal_year"], data["result_year"]) == ("measures/1", 2564, 2563)
    assert len(data["actions"]) == 25
    places = [(action["indicator"], action["order"]) for action in data["actions"]]
    counts = [3, 3, 2, 2, 2, 2, 2, 2, 4, 3]
    assert places == [(n, order) for n, count in enumerate(counts, start=1) for order in range(1, count + 1)]
    assert data["actions"][6]["text"].startswith(
        "ด้านการบริหารงานบุคคลจัดทำรายละเอียดของตำแหน่งงาน (job description)"
    )
    unknown = ("weak_point", "responsible", "steps", "start_on", "due_on", "monitoring", "status")
    assert {name: data["actions"][0][name] for name in unknown} == dict.fromkeys(unknown)


def test_checklist_has_43_items_and_the_answer_to_o42(client):
    publish_pakchong()

    data = client.get(CHECKLIST).json()

    assert (data["schema"], data["fiscal_year"], len(data["items"])) == ("oit/1", 2564, 43)
    item = data["items"][41]
    assert (item["code"], item["sub_indicator"], item["answer"], item["explanation"]) == (
        "O42",
        "10.2",
        "yes",
        "",
    )
    (link,) = item["links"]
    assert (link["position"], link["url"], link["address"]) == (
        1,
        "/ita/2564/measures/",
        "/ita/2564/oit/o42/1/",
    )
    assert [each["code"] for each in data["items"] if each["answer"]] == ["O42"]


@ALL_DATA
def test_publication_is_told_and_its_hash_is_that_of_the_rest(client, address):
    agency = publish_pakchong()

    response = client.get(address)

    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    data = parse_content(response.text)
    publication = data.pop("publication")
    record = agency.publications.get(sequence=publication["sequence"])
    assert publication["sha256"] == hashlib.sha256(canonical_json(data).encode()).hexdigest() == record.sha256
    assert publication["number"] == 1
    assert publication["note"] == "เผยแพร่ครั้งแรก"
    assert publication["published_at"] == record.published_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert publication["previous"] == (record.previous or None)
    assert publication["record_sha256"] == record.record_sha256
    assert "somsri" not in response.text


def test_first_record_of_an_agency_has_no_previous_and_the_others_do(client):
    publish_pakchong()

    previous = [
        client.get(address).json()["publication"]["previous"] for address in (RESULT, MEASURES, CHECKLIST)
    ]

    assert previous[0] is None
    assert previous[1] == client.get(RESULT).json()["publication"]["record_sha256"]
    assert previous[2] == client.get(MEASURES).json()["publication"]["record_sha256"]


@ALL_DATA
def test_hash_can_be_checked_by_anyone_with_plain_json(client, address):
    """Numbers in content have few digits, so Python's own json writes them as RFC 8785 wants."""
    publish_pakchong()

    data = json.loads(client.get(address).content)
    publication = data.pop("publication")

    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == publication["sha256"]


def test_thai_is_written_as_thai(client):
    publish_pakchong()

    assert "การปฏิบัติหน้าที่" in client.get(RESULT).content.decode("utf-8")


def test_desk_does_not_show_before_it_is_published(client):
    agency = load_pakchong()
    addresses = (RESULT, MEASURES, CHECKLIST)
    before = [client.get(address).content for address in addresses]
    assessment = agency.assessments.get(year__year_be=2563)
    assessment.scores.update(value=Decimal("1.00"))
    agency.plans.get().actions.update(text="แก้ไขแล้ว")
    make_disclosure(agency, code="O1")

    assert [client.get(address).content for address in addresses] == before

    publish_result(assessment, note="แก้คะแนน")
    publish_checklist(agency, note="เพิ่ม O1")
    assert {row["score"] for row in client.get(RESULT).json()["indicators"]} == {1}
    assert client.get(RESULT).json()["publication"]["number"] == 2
    assert client.get(CHECKLIST).json()["items"][0]["answer"] == "yes"
    assert client.get(MEASURES).content == before[1]

"""Nothing is dated anew that did not change; what was, is put right in words by the next record."""

import json
from datetime import date, datetime
from unittest import mock

import pytest
from jsonschema import Draft202012Validator

from assessments.checklist import content as contents
from assessments.content.differences import differences
from assessments.models import Disclosure, DisclosureLink, Publication
from assessments.open_data.json_schemas import SCHEMAS
from assessments.record.publish import NothingChanged, withdraw
from tests.support.factories import make_agency, make_disclosure, make_year, publish_checklist

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(time_machine):
    """Moves the clock to noon of a day in Bangkok."""
    return lambda text: time_machine.move_to(datetime.fromisoformat(f"{text}T12:00:00+07:00"), tick=False)


@pytest.fixture
def agency(day):
    """All 43 items answered on 12 March 2021, each with a link that has a data period."""
    day("2021-03-12")
    agency = make_agency(hosts=["testserver"])
    for item in make_year(2564).oit_items.all():
        make_disclosure(agency, item.code, links=[("ประกาศ", f"https://a.go.th/{item.code}")])
    DisclosureLink.objects.update(period_from=date(2020, 10, 1), period_to=date(2021, 9, 30))
    publish_checklist(agency)
    return agency


def one_word(code, text):
    Disclosure.objects.filter(item__code=code).update(explanation=text)


def changed_on(record, day):
    return [item["code"] for item in record.data()["items"] if item["changed"] == day]


def publish_as_before(agency, **given):
    """As the software did until November 2569: every item with a period is dated anew."""

    def dated(row, before, today):
        return row | {"since": before["since"] if before else today, "changed": today}

    with (
        mock.patch.object(contents, "_dated", dated),
        mock.patch.object(contents, "corrections_of", return_value=[]),
    ):
        return publish_checklist(agency, **given)


def test_one_word_changed_dates_one_item_of_43_anew(agency, day):
    day("2021-04-30")
    one_word("O43", "แก้หนึ่งคำ")

    record = publish_checklist(agency, note="แก้ O43")

    assert changed_on(record, "2021-04-30") == ["O43"]
    assert len(changed_on(record, "2021-03-12")) == 42
    assert record.changed_keys["changed"] == ["O43"]
    assert "corrections" not in record.data()


def test_nothing_changed_refuses_on_another_day(agency, day):
    day("2021-04-30")

    with pytest.raises(NothingChanged):
        publish_checklist(agency, note="เหมือนเดิม")


def test_wrong_dates_of_earlier_records_are_put_right_in_words_once(agency, day):
    day("2021-04-01")
    one_word("O43", "แก้หนึ่งคำ")
    wrong = publish_as_before(agency, note="ลงวันที่ผิด")
    assert len(changed_on(wrong, "2021-04-01")) == 43
    stood = Publication.objects.filter(pk=wrong.pk).values("content", "sha256", "record_sha256").get()
    day("2021-04-30")

    record = publish_checklist(agency, note="แก้วันที่")

    content = record.data()
    (entry,) = content["corrections"]
    assert (entry["version"], entry["field"], len(entry["items"])) == (2, "changed", 42)
    assert entry["items"][0] == {"code": "O1", "stated": "2021-04-01", "correct": "2021-03-12"}
    assert changed_on(record, "2021-04-01") == ["O43"]
    assert len(changed_on(record, "2021-03-12")) == 42
    assert Publication.objects.filter(pk=wrong.pk).values("content", "sha256", "record_sha256").get() == stood
    with pytest.raises(NothingChanged):
        publish_checklist(agency, note="อีกครั้ง")


def test_correction_is_carried_on_and_told_of_once(agency, day):
    day("2021-04-01")
    publish_as_before(agency, note="ลงวันที่ผิด")
    day("2021-04-02")
    publish_as_before(agency, note="ลงวันที่ผิดอีก")
    day("2021-04-30")
    first = publish_checklist(agency, note="แก้วันที่").data()["corrections"]
    one_word("O1", "แก้")

    record = publish_checklist(agency, note="แก้ O1")

    assert [entry["version"] for entry in first] == [2, 3]
    assert record.data()["corrections"] == first
    assert changed_on(record, "2021-04-30") == ["O1"]


def test_what_follows_a_withdrawn_record_is_taken_as_it_is(agency, day):
    day("2021-04-01")
    one_word("O43", "ข้อมูลส่วนบุคคล")
    middle = publish_checklist(agency, note="ครั้งที่สอง")
    day("2021-04-02")
    one_word("O43", "")
    publish_checklist(agency, note="ครั้งที่สาม")
    withdraw(middle, reason="มีข้อมูลส่วนบุคคล", by="x", role="ปลัด อบต.")
    one_word("O1", "แก้")

    record = publish_checklist(agency, note="ครั้งที่สี่")

    assert "corrections" not in record.data()
    assert changed_on(record, "2021-04-02") == ["O1", "O43"]


def test_correction_is_valid_data_and_shown_in_thai(agency, day, client):
    day("2021-04-01")
    one_word("O43", "แก้หนึ่งคำ")
    wrong = publish_as_before(agency, note="ลงวันที่ผิด")
    day("2021-04-30")
    record = publish_checklist(agency, note="แก้วันที่")

    document = client.get("/ita/2564/oit.json").json()
    assert document["corrections"][0]["version"] == 2
    Draft202012Validator(json.loads(SCHEMAS["oit-1"].read_text())).validate(document)
    page = client.get("/ita/2564/oit/").text
    assert "คำแก้ไขวันที่ของฉบับก่อน" in page
    assert '<time datetime="2021-04-01">' in page
    assert "ระบุวันที่เปลี่ยนล่าสุดผิด" in client.get("/ita/2564/oit/o1/").text
    assert "ระบุวันที่เปลี่ยนล่าสุดผิด" not in client.get("/ita/2564/oit/o43/").text
    labels = [change.label for change in differences(wrong.data(), record.data())]
    assert "คำแก้ไขวันที่ของฉบับที่ ๒" in labels

"""GET /ita/2564/oit/: every item of the year, answered or not."""

import re

import pytest
from django.urls import reverse

from tests.support.factories import (
    load_pakchong,
    make_disclosure,
    make_year,
    publish_checklist,
    publish_pakchong,
)
from tests.support.public_pages import section, thai, words, words_of

pytestmark = pytest.mark.django_db
PAGE = reverse("assessments:checklist_detail", args=[2564])


def test_all_43_items_stand_in_their_groups_with_code_title_and_answer(client):
    publish_pakchong()
    year = make_year(2564)

    response = client.get(PAGE)

    assert re.findall(r'<tr id="o([0-9]+)"', response.text) == [str(number) for number in range(1, 44)]
    for item in year.oit_items.all():
        row = words_of(section(response, item.code.lower()))
        assert thai(item.title) in row
        assert ("ยังไม่เปิดเผย" in row) == (item.code != "O42")
        assert f'href="/ita/2564/oit/{item.code.lower()}/"' in response.text
    for number, name in [("๙.๑", "ข้อมูลพื้นฐาน"), ("๑๐.๒", "มาตรการภายในเพื่อป้องกันการทุจริต")]:
        assert f"{number} {name}" in words(response)


def test_groups_hold_9_8_7_4_5_8_and_2_items(client):
    publish_pakchong()

    parts = client.get(PAGE).text.split('<table class="checklist">')[1:]

    assert [part.count("<tr id=") for part in parts] == [9, 8, 7, 4, 5, 8, 2]


def test_answered_item_shows_its_link_in_full_and_since_when(client, time_machine):
    time_machine.move_to("2021-03-12T05:00:00Z", tick=False)
    make_disclosure(links=[("มาตรการ", "/ita/2564/measures/")])
    publish_checklist()

    row = section(client.get(PAGE), "o42")

    assert 'href="/ita/2564/oit/o42/1/"' in row
    assert "http://testserver/ita/2564/measures/" in words_of(row)
    assert "ตั้งแต่ ๑๒ มี.ค. ๒๕๖๔" in words_of(row)


@pytest.mark.parametrize(
    ("answer", "said"),
    [("yes", "มี"), ("no", "ไม่มี"), ("none_this_period", "ไม่มีในรอบนี้"), ("", "ยังไม่เปิดเผย")],
)
def test_each_answer_reads_differently(client, answer, said):
    make_disclosure(code="O1", answer=answer, explanation="เมนูหลัก")
    publish_checklist()

    row = section(client.get(PAGE), "o1")

    cell = words_of(re.search(r'<td class="at-answer">(.*?)</td>', row, re.DOTALL)[1])
    assert cell.split(" ตั้งแต่")[0] == said
    assert "เมนูหลัก" in words_of(row)


def test_what_each_item_must_contain_is_on_the_page(client):
    publish_pakchong()
    item = make_year(2564).oit_items.get(code="O42")

    row = words_of(section(client.get(PAGE), "o42"))

    assert item.requirements
    for requirement in item.requirements:
        assert thai(requirement) in row


def test_removed_link_is_named_without_its_target(client):
    disclosure = make_disclosure(code="O1", links=[("ผังโครงสร้าง", "https://www.pakchong.go.th/chart")])
    disclosure.links.update(removed=True)
    publish_checklist()

    row = section(client.get(PAGE), "o1")

    assert "ผังโครงสร้าง" in row
    assert "pakchong.go.th/chart" not in row


def test_desk_does_not_show_before_it_is_published(client):
    agency = load_pakchong()
    before = client.get(PAGE).text
    make_disclosure(agency, code="O1", explanation="ยังไม่เผยแพร่")
    agency.disclosures.update(answer="no")

    assert client.get(PAGE).text == before

    publish_checklist(agency, note="เพิ่ม O1")
    assert "ยังไม่เผยแพร่" in words_of(section(client.get(PAGE), "o1"))

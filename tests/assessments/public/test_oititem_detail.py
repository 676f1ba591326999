"""GET /ita/2564/oit/o42/: one item, for the auditor months later."""

import pytest
from django.urls import reverse

from assessments.models import StoredFile
from tests.support.factories import (
    load_pakchong,
    make_disclosure,
    make_year,
    publish_checklist,
    publish_pakchong,
)
from tests.support.public_pages import thai, words

pytestmark = pytest.mark.django_db
PAGE = reverse("assessments:oititem_detail", args=[2564, 42])


def test_item_shows_answer_link_stable_address_and_since_when(client, time_machine):
    time_machine.move_to("2021-03-12T05:00:00Z", tick=False)
    make_disclosure(links=[("มาตรการ", "/ita/2564/measures/")])
    publish_checklist()

    response = client.get(PAGE)

    text = words(response)
    assert PAGE == "/ita/2564/oit/o42/"
    assert "O42 มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน" in text
    assert "คำตอบของหน่วยงาน มี" in text
    assert "http://testserver/ita/2564/oit/o42/1/" in text
    assert "ตั้งแต่ ๑๒ มีนาคม ๒๕๖๔" in text
    for requirement in make_year(2564).oit_items.get(code="O42").requirements:
        assert thai(requirement) in text
    assert '<link rel="canonical" href="http://testserver/ita/2564/oit/o42/">' in response.text


def test_list_that_nobody_confirmed_says_so(client):
    publish_pakchong()

    assert "ยังตรวจเทียบกับคู่มือ" in words(client.get(PAGE))


def test_item_without_a_disclosure_reads_not_disclosed_yet(client):
    publish_pakchong()

    text = words(client.get("/ita/2564/oit/o1/"))

    assert "คำตอบของหน่วยงาน ยังไม่เปิดเผย" in text
    assert "ตั้งแต่" not in text


def test_change_under_the_same_answer_shows_both_days(client, time_machine):
    time_machine.move_to("2021-03-12T05:00:00Z", tick=False)
    disclosure = make_disclosure(code="O1")
    publish_checklist()
    time_machine.move_to("2021-04-30T05:00:00Z", tick=False)
    disclosure.explanation = "ย้ายเมนู"
    disclosure.save()
    publish_checklist(note="ย้ายเมนู")

    text = words(client.get("/ita/2564/oit/o1/"))

    assert "ตั้งแต่ ๑๒ มีนาคม ๒๕๖๔ เปลี่ยนล่าสุด ๓๐ เมษายน ๒๕๖๔" in text


def test_neighbours_are_one_click_away(client):
    publish_pakchong()

    first, last = client.get("/ita/2564/oit/o1/").text, client.get("/ita/2564/oit/o43/").text

    assert 'rel="next" href="/ita/2564/oit/o2/"' in first
    assert 'rel="prev"' not in first
    assert 'rel="prev" href="/ita/2564/oit/o42/"' in last
    assert 'rel="next"' not in last


@pytest.mark.parametrize("spelling", ["O42", "O42/", "o.42/", "o042/", "O.042", "o42"])
def test_other_spellings_lead_to_the_one_address_for_good(client, spelling):
    publish_pakchong()

    response = client.get(f"/ita/2564/oit/{spelling}?as_of=2021-04-30")

    assert response.status_code == 301
    assert response.headers["Location"] == f"{PAGE}?as_of=2021-04-30"
    assert client.get(f"/ita/2564/oit/{spelling}").headers["Location"] == PAGE


@pytest.mark.parametrize("code", ["o44", "o0", "o", "42", "o42a", "o1000", "x42", "o๔๒", "o-42"])
def test_item_that_the_year_does_not_have_is_404(client, code):
    publish_pakchong()

    assert client.get(f"/ita/2564/oit/{code}/").status_code == 404


def test_desk_does_not_show_before_it_is_published(client):
    agency = load_pakchong()
    before = client.get(PAGE).text
    agency.disclosures.update(explanation="ยังไม่เผยแพร่")
    make_year(2564).oit_items.filter(code="O42").update(title="ชื่อที่ยังไม่เผยแพร่")

    assert client.get(PAGE).text == before


def test_what_is_known_of_a_document_and_a_link_stands_beside_it(client):
    disclosure = make_disclosure(code="O12", links=[("รายงาน", "https://www.pakchong.go.th/report")])
    disclosure.links.update(page=7, note="ตารางท้ายเล่ม", period_from="2020-10-01", period_to="2021-03-31")
    document = disclosure.links.create(position=2, label="แผน", kind="document")
    file = StoredFile.objects.create(sha256="a" * 64, kind="pdf", size=2048, pages=12, has_text=False)
    document.versions.create(number=1, file=file, name="แผน.pdf", uploaded_by="somsri")
    publish_checklist()

    page = " ".join(client.get("/ita/2564/oit/o12/").text.replace("\u2060", "").replace("<wbr>", "").split())
    assert "ดูหน้า ๗" in page
    assert "ตารางท้ายเล่ม" in page
    assert "ข้อมูล ๑ ต.ค. ๒๕๖๓ – ๓๑ มี.ค. ๒๕๖๔" in page
    assert "PDF ๒" in page
    assert "๑๒ หน้า" in page
    assert "ค้นข้อความไม่ได้" in page
    assert "/ita/2564/oit/o12/2/versions/1/" in page

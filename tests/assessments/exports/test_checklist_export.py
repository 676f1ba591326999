"""The checklist as a table: what was published, safe in a spreadsheet."""

import csv
import io

import pytest

from assessments.record.publish import withdraw
from tests.support.factories import make_disclosure, publish_checklist

pytestmark = pytest.mark.django_db
URL = "/ita/2564/oit.csv"


def rows_of(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_it_has_a_row_for_each_item_and_a_byte_order_mark(client):
    make_disclosure(code="O42", explanation="=1+1", links=[("รายงาน", "https://www.pakchong.go.th/r")])
    publish_checklist()
    response = client.get(URL)

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"] == 'attachment; filename="pakchong-oit-2564.csv"'
    rows = rows_of(response)
    assert len(rows) == 43
    answered = next(row for row in rows if "O42" in row.values())
    assert "'=1+1" in answered.values()
    assert any("https://www.pakchong.go.th/r" in value for value in answered.values())


def test_what_is_only_on_the_desk_is_not_in_it(client):
    disclosure = make_disclosure(code="O42", explanation="เผยแพร่แล้ว")
    publish_checklist()
    disclosure.explanation = "ร่างบนโต๊ะ"
    disclosure.save()
    assert "ร่างบนโต๊ะ" not in client.get(URL).content.decode()


def test_withdrawn_is_gone_and_a_post_is_refused(client):
    make_disclosure(code="O42")
    publication = publish_checklist()
    assert client.post(URL).status_code == 405
    withdraw(publication, reason="ข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
    assert client.get(URL).status_code == 410


def test_the_checklist_leads_to_it(client):
    publish_checklist()
    assert f'href="{URL}"' in client.get("/ita/2564/oit/").text

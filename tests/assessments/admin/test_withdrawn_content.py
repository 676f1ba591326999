"""What a withdrawal on the desk leaves: nothing of the content anywhere, and a chain that is whole."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from assessments.models import Publication, PublishedPage
from assessments.record import chain
from assessments.record.paths import data_path, differences_path, history_path, page_path, version_path
from tests.support.factories import make_agency, make_assessment, publish_content, publish_result

pytestmark = pytest.mark.django_db
MARKER = "นางสาวสมหญิงรักษาความลับ"
REASON = "มีชื่อผู้ร้องเรียน"


def press(client, record):
    address = reverse("admin:assessments_publication_withdraw", args=[record.pk])
    assert client.post(address, {"reason": REASON}).status_code == 302


@pytest.fixture
def records(db):
    """Three versions of a result; the second says somebody's name in its content."""
    assessment = make_assessment()
    first = publish_result(assessment)
    content = first.data()
    content["indicators"][0]["name"] = MARKER
    second = publish_content(first.agency, 2563, "result", content, note="แก้ชื่อตัวชี้วัด")
    assessment.scores.filter(indicator__number=1).update(value=0)
    return [first, second, publish_result(assessment, note="แก้คะแนน")]


def places_of(text):
    """Every table and column of the database in which `text` stands."""
    found, quoted = [], connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            names = [each.name for each in connection.introspection.get_table_description(cursor, table)]
            holds = [f"MAX(CASE WHEN CAST({quoted(name)} AS TEXT) LIKE %s THEN 1 END)" for name in names]
            cursor.execute(f"SELECT {', '.join(holds)} FROM {quoted(table)}", [f"%{text}%"] * len(names))
            found += [f"{table}.{name}" for name, at in zip(names, cursor.fetchone(), strict=True) if at]
    return found


def test_withdrawn_content_stands_nowhere_in_the_database(admin_client, records):
    assert places_of(MARKER) == ["assessments_publication.content"]

    press(admin_client, records[1])

    assert places_of(MARKER) == []
    assert places_of(REASON) == [  # the content and the note of the withdrawal, which is a record itself
        "assessments_auditentry.sentence",
        "assessments_publication.content",
        "assessments_publication.note",
        "assessments_publication.withdrawn_reason",
    ]
    row = Publication.objects.values().get(pk=records[1].pk)
    assert (row["content"], row["summary"], row["changed_keys"]) == ("", {}, {})


def test_withdrawn_content_stands_on_no_public_page(admin_client, client, records):
    today = f"?as_of={timezone.localdate()}"
    pages = [page_path(2563, "result"), data_path(2563, "result"), history_path(2563, "result")]
    pages += [version_path(2563, "result", 2), data_path(2563, "result", 2)]
    pages += [differences_path(2563, "result", 1, 2), differences_path(2563, "result", 2, 3), "/ita/"]
    addresses = [*pages, *(page + today for page in pages)]

    def showing():
        return [address for address in addresses if MARKER in client.get(address).text]

    assert {version_path(2563, "result", 2), data_path(2563, "result", 2)} <= set(showing())
    press(admin_client, records[1])
    assert showing() == []


def test_page_is_gone_the_chain_stays_whole_and_the_page_comes_back_as_the_next_number(
    admin_client, client, records
):
    agency = make_agency()
    press(admin_client, records[2])

    for address in ("/ita/2563/", "/ita/2563/result.json"):
        gone = client.get(address)
        assert gone.status_code == 410
        assert REASON in gone.text
        assert "55.62" not in gone.text
    assert chain.verify(agency).fault is None
    assert chain.index_faults(agency) == chain.summary_faults(agency) == []

    again = publish_content(agency, 2563, "result", records[0].data(), note="เผยแพร่อีกครั้ง")
    assert again.number == 4
    assert PublishedPage.objects.get(page="result").current == again
    assert "๕๕.๖๒" in client.get("/ita/2563/").text
    assert chain.verify(agency).fault is None

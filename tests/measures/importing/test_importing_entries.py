"""What was read as entries to correct: in the order of the document, under keys that stay."""

from measures.importing.document import read_lines
from measures.importing.entries import entries_of, with_entries
from measures.importing.input_formats import read_kind
from tests.support.documents import page, table, td
from tests.support.official_names import FRAMEWORK_2563, names_of

ROWS = (
    td("การใช้เวลา", "50", "- ก<br>- ข"),
    td("การปฏิบัติหน้าที่", "83.68", "- ค<br>- ง"),
    td("การใช้อำนาจ", "1", "จ"),
)


def read(years=(None, None), framework=names_of):
    return read_lines(read_kind(page(table(*ROWS)), "a.html")[1], framework, years)


def test_entries_are_in_the_order_of_the_document():
    found = entries_of(read())

    assert [(each.key, each.number, each.text) for each in found] == [
        ("5.1", None, "ก"),
        ("5.2", None, "ข"),
        ("6.1", 1, "ค"),
        ("6.2", 1, "ง"),
        ("7.1", 3, "จ"),
    ]
    assert found[0].place == "ตารางที่ ๑ แถวที่ ๒ ช่องที่ ๓"


def test_keys_stay_when_the_names_of_the_year_are_not_known():
    known, unknown = entries_of(read()), entries_of(read((None, 2550), lambda year: None))

    assert [each.key for each in unknown] == [each.key for each in known]
    assert {each.number for each in unknown} == {None}


def test_entries_and_scores_make_a_document_again():
    reading = read()
    scores = {row.number: row.score for row in reading.document.rows} | {2: None, 5: reading.document.total}

    document = with_entries(reading.document, FRAMEWORK_2563, entries_of(reading), scores)

    rows = [(row.number, row.instrument, str(row.score), len(row.actions)) for row in document.rows]
    assert rows == [(1, "IIT", "83.68", 2), (3, "IIT", "1.00", 1), (5, "IIT", "55.62", 0)]

"""`manage.py load_example`: อบต.ปากช่อง is imported and published, nothing is invented, twice is once."""

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Agency, Disclosure, DisclosureLink, Publication, PublishedPage
from tests.support.factories import load_pakchong, make_agency
from tests.support.tables import table_dump

pytestmark = pytest.mark.django_db


@pytest.fixture
def load_example(capsys):
    """Runs `load_example` and returns the lines it printed."""

    def run(*arguments):
        call_command("load_example", *arguments)
        return capsys.readouterr().out.splitlines()

    return run


@pytest.mark.usefixtures("years")
def test_three_pages_are_published(load_example):
    assert load_example() == ["เผยแพร่ 3 หน้า จาก 10 ตัวชี้วัด"]

    pages = [(row.year_be, row.page, row.number) for row in Publication.objects.order_by("sequence")]
    assert pages == [(2563, "result", 1), (2564, "measures", 1), (2564, "oit", 1)]
    assert Agency.objects.get().slug == "pakchong"


@pytest.mark.usefixtures("years")
def test_second_run_changes_no_row(load_example):
    load_example()
    before = table_dump()

    assert load_example() == ["เผยแพร่ 0 หน้า จาก 10 ตัวชี้วัด"]
    assert table_dump() == before


def test_only_o42_is_disclosed_and_by_the_portals_own_page():
    load_pakchong()

    disclosure, link = Disclosure.objects.get(), DisclosureLink.objects.get()
    assert (disclosure.item.code, disclosure.item.year.year_be, disclosure.answer) == ("O42", 2564, "yes")
    assert (link.position, link.url) == (1, "/ita/2564/measures/")
    items = PublishedPage.objects.get(page="oit").current.data()["items"]
    assert [item["code"] for item in items if item["answer"]] == ["O42"]


def test_what_the_document_does_not_say_is_published_as_unknown():
    load_pakchong()

    measures = PublishedPage.objects.get(page="measures").current.data()
    unknown = ("responsible", "start_on", "due_on", "status", "steps", "monitoring", "weak_point")
    assert {action[name] for action in measures["actions"] for name in unknown} == {None}
    result = PublishedPage.objects.get(page="result").current.data()
    assert result["announced"]["announced_on"] is None


def test_if_empty_leaves_a_database_with_an_agency_alone(load_example):
    make_agency("other", name="องค์การบริหารส่วนตำบลอื่น")
    before = table_dump()

    assert load_example("--if-empty") == ["มีหน่วยงานในระบบแล้ว ไม่ได้โหลดตัวอย่าง"]
    assert table_dump() == before


@pytest.mark.usefixtures("years")
def test_if_empty_loads_into_an_empty_database(load_example):
    assert load_example("--if-empty") == ["เผยแพร่ 3 หน้า จาก 10 ตัวชี้วัด"]


def test_without_packs_it_says_what_is_missing(load_example):
    with pytest.raises(CommandError, match="๒๕๖๓"):
        load_example()

    assert not Agency.objects.exists()


@pytest.mark.usefixtures("years")
def test_the_example_is_read_under_the_origin_that_is_given(load_example):
    load_example("--origin", "http://127.0.0.1:8123")

    assert Agency.objects.get().public_origin == "http://127.0.0.1:8123"


@pytest.mark.usefixtures("years")
def test_what_is_no_origin_loads_nothing(load_example):
    with pytest.raises(CommandError, match="เช่น https://"):
        load_example("--origin", "http://127.0.0.1:8123/ita/")

    assert not Agency.objects.exists()

"""A pack that is wrong somewhere is refused whole: the file and the reason are named, nothing is written."""

import json

import pytest
from django.core.management import CommandError, call_command

from assessments.framework.pack_loader import PACKS, PackError, load_pack
from assessments.models import FiscalYear, OITItem
from tests.support.factories import make_year
from tests.support.tables import table_dump

pytestmark = pytest.mark.django_db


@pytest.fixture
def write_pack(tmp_path):
    """Writes the pack of 2564, changed by a function, as broken.json and returns its path."""

    def write(change=lambda pack: None):
        pack = json.loads((PACKS / "2564.json").read_text(encoding="utf-8"))
        change(pack)
        path = tmp_path / "broken.json"
        path.write_text(json.dumps(pack, ensure_ascii=False), encoding="utf-8")
        return path

    return write


def cut(*path):
    """A change that takes one key out of the pack."""

    def change(pack):
        for step in path[:-1]:
            pack = pack[step]
        del pack[path[-1]]

    return change


def put(*path, value):
    """A change that puts another value in the place of one."""

    def change(pack):
        for step in path[:-1]:
            pack = pack[step]
        pack[path[-1]] = value

    return change


def twice(key):
    """A change that lists the last entry of `key` a second time."""
    return lambda pack: pack[key].append(dict(pack[key][-1]))


BROKEN = {
    "year of another era": put("fiscal_year", value=2021),
    "no year": cut("fiscal_year"),
    "unknown scheme": put("rating_scheme", value="stars"),
    "no weight": cut("instruments", 0, "weight"),
    "weight of 130": put("instruments", 0, "weight", value=130),
    "weight that is no number": put("instruments", 0, "weight", value="มาก"),
    "weight beyond all numbers": put("instruments", 0, "weight", value=10**40),
    "indicator of no instrument": put("indicators", 0, "instrument", value="XIT"),
    "group of no indicator": put("sub_indicators", 0, "indicator", value=11),
    "item of no group": put("oit_items", 0, "sub_indicator", value="9.9"),
    "code that is not its number": put("oit_items", 4, "code", value="O99"),
    "title too long": put("oit_items", 42, "title", value="ก" * 301),
    "unknown period": put("oit_items", 0, "data_period", value="someday"),
    "level over 100": put("rating_bands", 0, "max", value=101),
    "list that is none": put("oit_items", value=5),
    "entry that is none": put("instruments", 0, value="IIT"),
    "instrument twice": twice("instruments"),
    "indicator twice": twice("indicators"),
    "item twice": twice("oit_items"),
    "level twice": twice("rating_bands"),
}
EVERY_FAULT = pytest.mark.parametrize("change", BROKEN.values(), ids=list(BROKEN))


@EVERY_FAULT
def test_broken_pack_is_refused_whole_in_thai(write_pack, change):
    with pytest.raises(PackError, match=r"broken\.json: .*[ก-๙]"):
        load_pack(write_pack(change))

    assert not FiscalYear.objects.exists()
    assert not OITItem.objects.exists()


@EVERY_FAULT
def test_broken_pack_over_a_loaded_year_changes_nothing(write_pack, change):
    make_year(2564)
    before = table_dump()

    with pytest.raises(PackError):
        load_pack(write_pack(change))

    assert table_dump() == before


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "บรรทัดที่ 1: ไม่ใช่ JSON"),
        (b'{\n"schema": "pack/1",\n"fiscal_year": }', "บรรทัดที่ 3: ไม่ใช่ JSON"),
        (b"\xff\xfe{", "อ่านไฟล์ไม่ได้"),
        (b"[]", "[ก-๙]"),
        (b'{"schema": "pack/2"}', "[ก-๙]"),
    ],
)
def test_file_that_is_no_pack_says_where(tmp_path, data, reason):
    path = tmp_path / "broken.json"
    path.write_bytes(data)

    with pytest.raises(PackError, match=rf"broken\.json: .*{reason}"):
        load_pack(path)


def test_one_broken_file_of_several_leaves_nothing(write_pack):
    broken = write_pack(cut("oit_items", 42, "title"))

    with pytest.raises(CommandError, match=r"broken\.json: .*title"):
        call_command("load_packs", str(PACKS / "2563.json"), str(broken))

    assert not FiscalYear.objects.exists()

"""manage.py export_bundle: the public ZIP as a file."""

import io
import zipfile

import pytest
from django.core.management import CommandError, call_command

from assessments.bundle.build import build_bundle
from tests.support.factories import make_agency, publish_pakchong
from tests.support.public_pages import only_reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(db, tmp_path, monkeypatch, settings):
    monkeypatch.chdir(tmp_path)
    settings.ALLOWED_HOSTS = [".example", "pakchong.example"]
    return publish_pakchong()


def export(year_be=2564, **options):
    out = io.StringIO()
    call_command("export_bundle", str(year_be), stdout=out, **options)
    return out.getvalue()


def home_link(path):
    """Where the bundle's pages say that the website is."""
    page = zipfile.ZipFile(path).read("oit.html").decode()
    return page.partition('rel="canonical" href="')[2].partition('"')[0]


def test_file_is_the_public_zip_and_is_never_written_over(agency, tmp_path):
    agency.hosts.create(host="ita.pakchong.example")

    with only_reading():
        said = export()

    path = tmp_path / "ita-pakchong-2564.zip"
    data = path.read_bytes()
    assert said == f"pakchong: ปี 2564 ขนาด {len(data)} ไบต์ ที่ ita-pakchong-2564.zip\n"
    assert data == build_bundle(agency, 2564, "http://ita.pakchong.example")
    with pytest.raises(CommandError, match="ไม่เขียนทับ"):
        export()
    assert path.read_bytes() == data


def test_origin_is_the_agencys_host_or_the_first_allowed_one_or_what_was_given(agency, tmp_path):
    export(output="allowed.zip")
    export(output="given.zip", origin="https://www.pakchong.example/")
    agency.hosts.create(host="own.example")
    export(output="own.zip")

    assert home_link(tmp_path / "allowed.zip") == "http://pakchong.example/ita/2564/oit/"
    assert home_link(tmp_path / "given.zip") == "https://www.pakchong.example/ita/2564/oit/"
    assert home_link(tmp_path / "own.zip") == "http://own.example/ita/2564/oit/"


def test_production_is_read_over_https(agency, settings, tmp_path):
    settings.LOCAL = False

    export(output="b.zip")

    assert home_link(tmp_path / "b.zip") == "https://pakchong.example/ita/2564/oit/"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"year_be": 2570}, "ยังไม่มีหน้าใดของปี 2570"),
        ({"agency": "nobody"}, "ไม่พบหน่วยงาน nobody"),
        ({"origin": "https://evil.test"}, "ไม่อยู่ใน ALLOWED_HOSTS"),
        ({"output": "nowhere/b.zip"}, "เขียนไฟล์ไม่ได้"),
    ],
)
def test_what_cannot_be_done_is_said(agency, tmp_path, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        export(**options)

    assert not list(tmp_path.iterdir())


def test_agency_must_be_named_when_there_are_several(agency, tmp_path):
    make_agency("other", name="อื่น")

    with pytest.raises(CommandError, match="--agency"):
        export()
    export(agency="pakchong")

    assert (tmp_path / "ita-pakchong-2564.zip").exists()


def test_unknown_host_must_be_given(agency, settings):
    settings.ALLOWED_HOSTS = ["*"]

    with pytest.raises(CommandError, match="--origin"):
        export()


def test_missing_static_files_are_said(agency, settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path / "static")
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }

    with pytest.raises(CommandError, match="collectstatic"):
        export()


def test_the_public_origin_goes_before_hosts_and_what_is_typed_before_both(agency, tmp_path):
    agency.hosts.create(host="own.example")
    agency.public_origin = "https://www.tambon.example"
    agency.save()

    export(output="public.zip")
    export(output="given.zip", origin="https://given.example")

    assert home_link(tmp_path / "public.zip") == "https://www.tambon.example/ita/2564/oit/"
    assert home_link(tmp_path / "given.zip") == "https://given.example/ita/2564/oit/"

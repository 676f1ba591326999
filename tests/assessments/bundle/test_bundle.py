"""bundle.zip: everything published of a year, to be read from disk."""

import csv
import io
import json
import re

import pytest
from lxml import html

from assessments.bundle import build as bundle
from assessments.bundle.build import build_bundle
from assessments.public.internal_request import PageMissing
from assessments.record.publish import withdraw
from tests.support.factories import make_agency, publish_content, publish_pakchong
from tests.support.public_pages import only_reading, words_of
from tests.support.unpacked import ORIGIN, files_of, publish_a_lively_year

pytestmark = pytest.mark.django_db
ADDRESS = "/ita/2564/bundle.zip"
PAGES = {"index.html", "result.html", "measures.html", "oit.html", "oit/o1.html", "oit/o42.html"}


@pytest.fixture
def agency(db):
    return publish_a_lively_year()


@pytest.fixture
def files(agency, client):
    with only_reading():
        response = client.get(ADDRESS)
    assert response.headers["Content-Disposition"] == 'attachment; filename="ita-pakchong-2564.zip"'
    return files_of(response.content)


def test_bundle_holds_the_pages_their_data_and_every_version(files):
    assert {name for name in files if name.endswith(".html")} == PAGES
    assert {name for name in files if name.startswith(("data/", "versions/"))} == {
        "data/measures.json",
        "data/measures.csv",
        "data/oit.json",
        "data/oit.csv",
        "versions/measures-1.json",
    }  # the withdrawn first checklist has no content any more
    assert {"README.txt", "verify.py", "chain.json", "manifest.json", "static/css/portal.css"} <= set(files)
    listed = {file["path"] for file in json.loads(files["manifest.json"])["files"]}
    assert listed == set(files) - {"manifest.json"}
    assert "มีข้อมูลส่วนบุคคล" in files["index.html"].decode()
    assert [name for name in PAGES if b"preload" in files[name]] == []  # no browser does that from disk


def test_json_has_the_bytes_of_the_versions_address(files, client):
    for name, address in {
        "data/measures.json": "/ita/2564/measures/versions/2/measures.json",
        "data/oit.json": "/ita/2564/oit/versions/2/oit.json",
        "versions/measures-1.json": "/ita/2564/measures/versions/1/measures.json",
    }.items():
        assert files[name] == client.get(address).content, name


def test_csv_opens_safely(files):
    rows = list(csv.DictReader(io.StringIO(files["data/oit.csv"].decode("utf-8-sig"))))

    assert (len(rows), rows[0]["คำอธิบาย"], rows[41]["คำตอบ"]) == (43, "'=ยังไม่มี", "มี")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("measures.html", "/ita/2564/measures/"),
        ("oit.html", "/ita/2564/oit/"),
        ("oit/o42.html", "/ita/2564/oit/o42/"),
        ("result.html", "/ita/2564/"),
    ],
)
def test_page_says_what_the_live_page_says(files, client, name, address):
    # What asks the site, or leads to what only the site has, is left out of a file.
    only_live = r'(?s)<form.*?</form>|<nav class="order.*?</nav>|<p><a href="/ita/data/">.*?</p>'
    page = re.sub(only_live, "", client.get(address).text)
    live = words_of(page.partition("<main")[2].replace("<wbr>", ""))
    copy = html.fromstring(files[name].decode())
    for added in copy.xpath("//div[@class='notice'] | //a/span[contains(., '↗') or contains(., 'ต้องต่อ')]"):
        added.drop_tree()
    text = html.tostring(copy, encoding="unicode").replace("</wbr>", "").replace("<wbr>", "")

    assert words_of(text.partition("<main")[2]) == live


def test_same_state_gives_the_same_bytes_at_any_time(agency, time_machine):
    first = build_bundle(agency, 2564, ORIGIN)
    time_machine.move_to("2099-01-01T00:00:00Z")

    assert build_bundle(agency, 2564, ORIGIN) == first


def test_withdrawn_page_is_nowhere_in_the_bundle(agency, client):
    withdraw(
        agency.publications.get(page="measures", number=2), reason="มีชื่อผู้ร้องเรียน", by="somsri", role="ปลัด อบต."
    )

    files = files_of(client.get(ADDRESS).content)

    assert not {"measures.html", "data/measures.json", "data/measures.csv"} & set(files)
    assert "versions/measures-1.json" in files
    assert "มีชื่อผู้ร้องเรียน" in files["index.html"].decode()
    assert not any("ความเป็นมา</h2>".encode() in data or b"somsri" in data for data in files.values())


def test_year_whose_result_is_withdrawn_has_its_other_pages(client):
    agency = publish_pakchong()
    checklist = agency.publications.get(page="oit").data()
    publish_content(agency, 2563, "oit", checklist | {"fiscal_year": 2563})
    withdraw(agency.publications.get(page="result"), reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")

    files = files_of(client.get("/ita/2563/bundle.zip").content)

    assert {name for name in files if name.endswith(".html")} == {"index.html", "oit.html", "oit/o42.html"}
    assert f'href="{ORIGIN}/ita/2563/"' in files["oit.html"].decode()


def test_years_with_nothing_published_and_other_agencies_have_none(client, settings):
    settings.ALLOWED_HOSTS = [".example"]
    publish_pakchong(hosts=["pakchong.example"])
    make_agency("other", name="อื่น", hosts=["other.example"])

    assert client.get(ADDRESS, headers={"host": "pakchong.example"}).status_code == 200
    assert client.get("/ita/2570/bundle.zip", headers={"host": "pakchong.example"}).status_code == 404
    assert client.get(ADDRESS, headers={"host": "other.example"}).status_code == 404


def test_bundle_is_built_again_when_somebody_publishes_meanwhile(agency, monkeypatch):
    answer, turns = bundle.answer, []

    def publishing(request):
        if not turns:
            publish_content(
                agency, 2564, "measures", agency.publications.get(sequence=2).data(), note="ระหว่างนั้น"
            )
        turns.append(request.path)
        return answer(request)

    monkeypatch.setattr(bundle, "answer", publishing)
    files = files_of(build_bundle(agency, 2564, ORIGIN))

    assert json.loads(files["chain.json"])["head"]["sequence"] == 7
    assert json.loads(files["data/measures.json"])["publication"]["number"] == 3
    assert len(turns) == 10


def test_page_that_cannot_be_shown_stops_the_bundle(agency, monkeypatch):
    def refusing(request):
        raise PageMissing(request.path)

    monkeypatch.setattr(bundle, "answer", refusing)
    with pytest.raises(PageMissing, match="/ita/2564/"):
        build_bundle(agency, 2564, ORIGIN)

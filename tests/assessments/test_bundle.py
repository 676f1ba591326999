"""bundle.zip: everything published of a year, to be read from disk."""

import csv
import io
import json
import posixpath
import zipfile
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from assessments import bundle
from assessments.bundle import PageMissing, build_bundle
from assessments.publishing import withdraw
from tests.assessments.unpacked import ORIGIN, publish_a_lively_year
from tests.factories import make_agency, publish_content, publish_pakchong
from tests.public_pages import only_reading, words_of

pytestmark = pytest.mark.django_db
ADDRESS = "/ita/2564/bundle.zip"
PAGES = {"index.html", "result.html", "measures.html", "oit.html", "oit/o1.html", "oit/o42.html"}


@pytest.fixture
def agency(db):
    return publish_a_lively_year()


def files_of(data):
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    return {name: archive.read(name) for name in archive.namelist()}


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
    live = words_of(client.get(address).text.partition("<main")[2].replace("<wbr>", ""))
    copy = html.fromstring(files[name].decode())
    for added in copy.xpath("//div[@class='notice'] | //a/span[contains(., '↗') or contains(., 'ต้องต่อ')]"):
        added.drop_tree()
    text = html.tostring(copy, encoding="unicode").replace("</wbr>", "").replace("<wbr>", "")

    assert words_of(text.partition("<main")[2]) == live


def test_every_link_leads_to_a_file_or_says_that_it_leads_online(files):
    inside = outside = 0
    for name in PAGES:
        page = html.fromstring(files[name].decode())
        for element in page.iter():
            for attribute in ("href", "src", "action"):
                link = element.get(attribute)
                if link is None or link.startswith("#"):
                    assert link is None or link == "#" or page.xpath("//*[@id=$id]", id=link[1:])
                    continue
                if urlsplit(link).scheme:
                    outside += 1
                    assert element.tag == "link" or "↗" in element.text_content(), (name, link)
                    continue
                inside += 1
                assert not link.startswith("/"), (name, link)
                target, _, fragment = link.partition("#")
                found = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
                assert found in files, (name, link)
                assert not fragment or html.fromstring(files[found].decode()).xpath(
                    "//*[@id=$id]", id=fragment
                )
    assert inside > 50
    assert outside > 50


def test_links_within_the_year_stay_within_the_bundle(files):
    item = html.fromstring(files["oit/o42.html"].decode())
    links = item.xpath("//a/@href")

    for expected in (
        "../oit.html",
        "../result.html",
        "../index.html",
        "../measures.html",
        "../data/oit.json",
    ):
        assert expected in links
    assert item.xpath("//link[@rel='canonical']/@href") == [f"{ORIGIN}/ita/2564/oit/o42/"]
    assert item.xpath("//link[@rel='stylesheet']/@href") == ["../static/css/portal.css"]
    assert f"{ORIGIN}/ita/2564/oit/o41/" in links
    assert "oit/o1.html" in html.fromstring(files["oit.html"].decode()).xpath("//a/@href")


def test_style_finds_its_fonts(files):
    style = files["static/css/portal.css"].decode()
    for font in ("sarabun-400.woff2", "sarabun-700.woff2"):
        assert f'url("../fonts/{font}")' in style
        assert urljoin("static/css/portal.css", f"../fonts/{font}") in files


def test_same_state_gives_the_same_bytes_at_any_time(agency, time_machine):
    first = build_bundle(agency, 2564, ORIGIN)
    time_machine.move_to("2099-01-01T00:00:00Z")

    assert build_bundle(agency, 2564, ORIGIN) == first


def test_withdrawn_page_is_nowhere_in_the_bundle(agency, client):
    withdraw(agency.publications.get(page="measures", number=2), reason="มีชื่อผู้ร้องเรียน", by="somsri")

    files = files_of(client.get(ADDRESS).content)

    assert not {"measures.html", "data/measures.json", "data/measures.csv"} & set(files)
    assert "versions/measures-1.json" in files
    assert "มีชื่อผู้ร้องเรียน" in files["index.html"].decode()
    assert not any("ความเป็นมา</h2>".encode() in data or b"somsri" in data for data in files.values())


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

    assert json.loads(files["chain.json"])["head"]["sequence"] == 6
    assert json.loads(files["data/measures.json"])["publication"]["number"] == 3
    assert len(turns) == 10


def test_page_that_cannot_be_shown_stops_the_bundle(agency, monkeypatch):
    def refusing(request):
        raise PageMissing(request.path)

    monkeypatch.setattr(bundle, "answer", refusing)
    with pytest.raises(PageMissing, match="/ita/2564/"):
        build_bundle(agency, 2564, ORIGIN)

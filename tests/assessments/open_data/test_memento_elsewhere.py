"""Mementos of what has no versions of its own: the home page by day, documents by edition."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from memento_client import MementoClient

from assessments.files.storage import add_document, add_version
from assessments.models import Publication
from assessments.record.publish import withdraw
from tests.support.factories import make_agency, make_disclosure, publish_checklist
from tests.support.three_days import publish_on_three_days

pytestmark = pytest.mark.django_db
DOCUMENT = "/ita/2564/oit/o12/1/"
HOME = "http://testserver/ita/"
DAYS = ["2021-03-12", "2021-04-30", "2021-07-19"]


@pytest.fixture
def three_days(time_machine):
    """Three days with a publication each, read months later."""
    agency = publish_on_three_days(time_machine)
    time_machine.move_to("2021-12-01T03:00:00Z")
    return agency


def led_to(client, address, moment):
    response = client.get(address, headers={"accept-datetime": moment})
    assert response.status_code == 302
    assert "Accept-Datetime" in response["Vary"]
    return response["Location"]


def test_home_is_its_own_timegate(client, three_days):
    page = client.get("/ita/")

    assert f'<{HOME}>; rel="original timegate"' in page["Link"]
    assert f'<{HOME}timemap/link>; rel="timemap"' in page["Link"]
    assert "Accept-Datetime" in page["Vary"]
    assert "Memento-Datetime" not in page


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("Mon, 01 Jan 2018 00:00:00 GMT", DAYS[0]),
        ("Fri, 12 Mar 2021 03:00:00 GMT", DAYS[0]),
        ("Fri, 30 Apr 2021 02:59:59 GMT", DAYS[0]),
        ("Fri, 30 Apr 2021 03:00:00 GMT", DAYS[1]),
        ("Tue, 30 Nov 2021 00:00:00 GMT", DAYS[2]),
    ],
)
def test_home_leads_to_the_day_whose_state_stood(client, three_days, moment, day):
    assert led_to(client, "/ita/", moment) == f"{HOME}?as_of={day}"


@pytest.mark.parametrize(("asked", "key"), [(DAYS[1], 1), ("2021-05-31", 1), (DAYS[0], 0)])
def test_home_of_a_day_says_since_when_it_stood_so(client, three_days, asked, key):
    page = client.get(f"/ita/?as_of={asked}")

    moments = [
        "Fri, 12 Mar 2021 03:00:00 GMT",
        "Fri, 30 Apr 2021 03:00:00 GMT",
        "Mon, 19 Jul 2021 03:00:00 GMT",
    ]
    assert page["Memento-Datetime"] == moments[key]
    relations = {
        0: ["first memento", "next memento", "last memento"],
        1: ["first prev memento", "memento", "last next memento"],
    }
    for day, relation in zip(DAYS, relations[key], strict=True):
        assert f'<{HOME}?as_of={day}>; rel="{relation}"' in page["Link"]
    assert led_to(client, "/ita/", page["Memento-Datetime"]) == f"{HOME}?as_of={DAYS[key]}"


def test_home_of_today_and_of_before_the_record_is_no_memento(client, time_machine):
    publish_on_three_days(time_machine)  # on the last of which it still is
    for day in (DAYS[2], "2020-01-01"):
        assert "Memento-Datetime" not in client.get(f"/ita/?as_of={day}")

    time_machine.move_to("2021-07-20T03:00:00Z")

    assert client.get(f"/ita/?as_of={DAYS[2]}")["Memento-Datetime"] == "Mon, 19 Jul 2021 03:00:00 GMT"


def test_home_has_a_timemap_of_days_that_are_over(client, time_machine):
    publish_on_three_days(time_machine)
    found = client.get("/ita/timemap/json").json()
    assert [each["uri"] for each in found["mementos"]["list"]] == [f"{HOME}?as_of={day}" for day in DAYS[:2]]
    assert found["original_uri"] == found["timegate_uri"] == HOME

    time_machine.move_to("2021-07-20T03:00:00Z")

    told = client.get("/ita/timemap/link")
    assert told["Content-Type"] == "application/link-format"
    assert told.text.count("datetime=") == 3
    assert 'until="Mon, 19 Jul 2021 03:00:00 GMT"' in told.text


def test_before_anything_is_a_day_old_home_is_given_as_it_is(client, time_machine):
    time_machine.move_to("2021-03-12T03:00:00Z")
    publish_checklist(make_agency())

    page = client.get("/ita/", headers={"accept-datetime": "Fri, 12 Mar 2021 03:00:00 GMT"})

    assert page.status_code == 200
    assert client.get("/ita/timemap/link").status_code == 404


def test_unreadable_moments_and_forms_are_refused(client, three_days):
    for address in ("/ita/", "/ita/?as_of=2021-03-12"):
        assert client.get(address, headers={"accept-datetime": "yesterday"}).status_code == 400
    assert client.get("/ita/timemap/xml").status_code == 404


@pytest.fixture
def document(settings, tmp_path, time_machine):
    """A document in two editions, published on two days; the year's checklist once more between them."""
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to("2021-03-12T03:00:00Z")
    row = make_disclosure(make_agency(), "O12")
    first = add_document(row, SimpleUploadedFile("ก.csv", "ก,ข\n1,2\n".encode()), by="somsri")
    publish_checklist(row.agency)
    time_machine.move_to("2021-03-20T03:00:00Z")
    row.explanation = "ดูแผ่นแรก"
    row.save()
    publish_checklist(row.agency, note="คำอธิบาย")
    time_machine.move_to("2021-04-30T03:00:00Z")
    add_version(first.link, SimpleUploadedFile("ก.csv", "ก,ข\n3,4\n".encode()), by="somsri")
    publish_checklist(row.agency, note="รุ่นที่สอง")
    time_machine.move_to("2021-12-01T03:00:00Z")
    return row


def edition(number):
    return f"http://testserver{DOCUMENT}versions/{number}/"


def test_a_document_is_its_own_timegate(client, document):
    response = client.get(DOCUMENT)

    assert f'<http://testserver{DOCUMENT}>; rel="original timegate"' in response["Link"]
    assert f"<http://testserver{DOCUMENT}timemap/link>" in response["Link"]
    assert led_to(client, DOCUMENT, "Thu, 29 Apr 2021 00:00:00 GMT") == edition(1)
    assert led_to(client, DOCUMENT, "Sat, 01 May 2021 00:00:00 GMT") == edition(2)
    assert led_to(client, DOCUMENT, "Mon, 01 Jan 2018 00:00:00 GMT") == edition(1)


def test_an_edition_says_since_when_it_was_published(client, document):
    first, second = (client.get(f"{DOCUMENT}versions/{number}/") for number in (1, 2))

    assert first["Memento-Datetime"] == "Fri, 12 Mar 2021 03:00:00 GMT"
    assert second["Memento-Datetime"] == "Fri, 30 Apr 2021 03:00:00 GMT"
    assert f'<{edition(1)}>; rel="first prev memento"' in second["Link"]
    assert f'<{edition(2)}>; rel="last memento"' in second["Link"]
    assert b"".join(first.streaming_content) != b"".join(second.streaming_content)


def test_a_document_has_a_timemap(client, document):
    found = client.get(f"{DOCUMENT}timemap/json").json()["mementos"]["list"]

    assert found == [
        {"datetime": "2021-03-12T03:00:00Z", "uri": edition(1)},
        {"datetime": "2021-04-30T03:00:00Z", "uri": edition(2)},
    ]
    assert client.get(f"{DOCUMENT}timemap/link").text.count("datetime=") == 2


def test_an_edition_that_was_taken_back_is_no_memento(client, document):
    withdraw(Publication.objects.get(page="oit", number=3), reason="ผิดฉบับ", by="somsri", role="ปลัด อบต.")

    assert client.get(f"{DOCUMENT}timemap/link").text.count("datetime=") == 1
    assert client.get(f"{DOCUMENT}versions/2/").status_code == 410


@pytest.mark.parametrize("header", [{}, {"accept-datetime": "Thu, 29 Apr 2021 00:00:00 GMT"}])
def test_an_address_elsewhere_has_no_states_of_its_own(client, document, header):
    make_disclosure(document.agency, "O13", links=[("รายงาน", "https://www.example.go.th/a")])
    publish_checklist(document.agency, note="ลิงก์")

    response = client.get("/ita/2564/oit/o13/1/", headers=header)

    assert response["Location"] == "https://www.example.go.th/a"
    assert "Link" not in response
    assert client.get("/ita/2564/oit/o13/1/timemap/link").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_real_client_finds_home_as_it_was(live_server, time_machine):
    publish_on_three_days(time_machine)
    time_machine.move_to("2026-11-23T03:00:00Z")
    original = f"{live_server.url}/ita/"

    info = MementoClient(timegate_uri="", check_native_timegate=False).get_memento_info(
        original,
        datetime(2021, 5, 1),  # noqa: DTZ001 (the client wants it naive)
    )

    assert info["original_uri"] == original
    assert info["mementos"]["closest"]["uri"] == [f"{original}?as_of=2021-04-30"]
    assert datetime.now(UTC).year == 2026

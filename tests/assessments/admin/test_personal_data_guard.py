"""Personal data stops a page before it is published, on every screen alike, until somebody gives a reason."""

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.admin.checklist import handin
from assessments.admin.publishing import publishable
from assessments.admin.publishing.acknowledge_form import NO_REASON, NOT_SEEN
from assessments.files.storage import add_document
from assessments.models import Assessment, AuditEntry, Publication
from tests.support.factories import (
    make_agency,
    make_assessment,
    make_disclosure,
    make_plan,
    make_year,
    publish_checklist,
)
from tests.support.public_pages import only_reading

pytestmark = pytest.mark.django_db
ID, PHONE, OFFICE = "1-2345-67890-12-1", "081-234-5678", "0-4431-1234"
REASON = "เบอร์โทรศัพท์ของสำนักงานที่ประกาศให้ประชาชนติดต่อ"
NOTE = "เผยแพร่ครั้งแรก"
TWO_VIEWS = pytest.mark.parametrize("screen", ["measures", "handin"], indirect=True)
HEADING = "พบตัวเลขที่อาจเป็นข้อมูลส่วนบุคคล"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


def result_page():
    assessment = make_assessment(source_label=f"ประกาศ โทร {PHONE} {OFFICE}")
    return reverse("admin:assessments_assessment_publish", args=[assessment.pk]), {}


def measures_page():
    plan = make_plan(actions=[(1, f"ติดต่อ {PHONE} หรือ {OFFICE}")])
    return reverse("admin:measures_measuresplan_publish", args=[plan.pk]), {}


def make_checklist(agency):
    return Assessment.objects.create(agency=agency, year=make_year(2564))


def checklist_page():
    disclosure = make_disclosure(code="O12", explanation=f"โทร {OFFICE}")
    upload = SimpleUploadedFile("รายชื่อ.csv", f"ชื่อ,มือถือ\nก,{PHONE}\n".encode())
    add_document(disclosure, upload, by="somsri")
    checklist = make_checklist(disclosure.agency)
    return reverse("admin:assessments_checklist_publish", args=[checklist.pk]), {}


def handin_page():
    address, _form = checklist_page()
    publish_checklist()
    form = {"name": "นายสมชาย ใจดี", "position": "นายก อบต.", "acknowledged": "on"}
    return address.replace("publish", "handin"), form


PAGES = {"result": result_page, "measures": measures_page, "oit": checklist_page, "handin": handin_page}


@pytest.fixture(params=PAGES)  # the first three share one view; what only it does is tried on one of them
def screen(request, admin_client, asked):
    """(page, its address, what its form needs besides the reason)."""
    make_agency(hosts=["testserver", "www.tambon.example"], public_origin="https://www.tambon.example")
    address, form = PAGES[request.param]()
    return request.param, address, form | {"note": NOTE}


def seen(response):
    """The hidden field of the page: which findings were shown."""
    return re.search(r'name="personal_seen" value="([0-9a-f ]+)"', response.text)[1]


def published(page):
    return Publication.objects.filter(page=page).count()


def test_findings_are_shown_with_their_place_and_masked(screen, admin_client):
    _page, address, _form = screen
    with only_reading():
        text = admin_client.get(address).text.replace("<wbr>", "")

    assert HEADING in text
    assert "081-xxx-xx78" in text
    assert "0-44xx-xx34" in text
    assert "มักเป็นเบอร์ของสำนักงาน ถ้าใช่ให้บอกเหตุผล" in text
    shown = text[text.index(HEADING) : text.index('name="personal_reason"')]
    assert PHONE not in shown
    assert OFFICE not in shown


def test_nothing_is_published_without_a_reason(screen, admin_client):
    page, address, form = screen
    marks = seen(admin_client.get(address))

    for reason in ("", "   ", "สั้น"):
        response = admin_client.post(address, form | {"personal_reason": reason, "personal_seen": marks})
        assert NO_REASON in response.text
    assert NO_REASON in admin_client.post(address, form).text
    assert published(page) == 0
    assert not AuditEntry.objects.exists()


def test_with_a_reason_it_is_published_and_the_log_keeps_kinds_and_counts(screen, admin_client):
    page, address, form = screen
    marks = seen(admin_client.get(address))

    response = admin_client.post(address, form | {"personal_reason": REASON, "personal_seen": marks})

    assert response.status_code == 302
    assert published(page) == 1
    (entry,) = AuditEntry.objects.all()
    found = "พบข้อมูลส่วนบุคคล: หมายเลขโทรศัพท์มือถือ 1 หมายเลขโทรศัพท์ประจำที่ 1"
    assert entry.sentence.endswith(f"{NOTE} · {found} · เหตุผลที่เผยแพร่: {REASON}")
    assert PHONE not in entry.sentence


@TWO_VIEWS
def test_a_reason_given_for_other_findings_does_not_count(screen, admin_client):
    page, address, form = screen

    response = admin_client.post(address, form | {"personal_reason": REASON, "personal_seen": "0" * 16})

    assert NOT_SEEN in response.text
    assert published(page) == 0
    again = admin_client.post(address, form | {"personal_reason": REASON, "personal_seen": seen(response)})
    assert again.status_code == 302


@TWO_VIEWS
def test_what_comes_in_while_publishing_is_refused_with_everything(screen, admin_client, monkeypatch):
    page, address, form = screen
    marks = seen(admin_client.get(address))
    screen_module = handin if page == "handin" else publishable
    complete = publishable.personal_check

    def before_the_id_came(content):
        check = complete(content)
        return type(check)(check.found[:1], check.unread)

    monkeypatch.setattr(screen_module, "personal_check", before_the_id_came)

    response = admin_client.post(address, form | {"personal_reason": REASON, "personal_seen": marks})

    assert NOT_SEEN in response.text
    assert published(page) == 0
    assert not AuditEntry.objects.exists()


@TWO_VIEWS
def test_the_reason_and_the_note_take_no_number(screen, admin_client):
    page, address, form = screen
    marks = seen(admin_client.get(address))
    right = form | {"personal_reason": REASON, "personal_seen": marks}

    for name in ("personal_reason", "note"):
        response = admin_client.post(address, right | {name: f"เพราะเป็นเลขของ {ID}"})
        assert "จึงห้ามใส่เลขประจำตัวประชาชน (1-23xx-xxxxx-x2-1)" in response.text
    assert published(page) == 0

"""Addresses of ours are asked for before a hand-in freezes them; with one closed only a reason goes on."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.admin.checklist import handin
from assessments.checklist import own_addresses
from assessments.files.storage import add_document
from assessments.models import Assessment, AuditEntry, DisclosureLink, LinkTarget, Publication
from tests.support.factories import make_agency, make_disclosure, make_year, publish_checklist, publish_plan

ORIGIN = "https://www.tambon.example"
FORM = {"name": "นายสมชาย ใจดี", "position": "นายก อบต.", "note": "ส่งแบบ OIT", "acknowledged": "on"}
REASON = "เว็บไซต์หลักปิดปรับปรุงถึงวันจันทร์ ตรวจจากเครือข่ายอื่นแล้ว"
OUTSIDE = "https://www.example.go.th/report"
OWN = "/ita/2564/oit/o12/1/"


def published(settings, tmp_path, **fields):
    """A published checklist: an address elsewhere, a document and a page of the portal itself."""
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency(hosts=["www.tambon.example"], **fields)
    publish_plan()
    row = make_disclosure(agency, "O12", links=[("รายงาน", OUTSIDE), ("มาตรการ", "/ita/2564/measures/")])
    add_document(row, SimpleUploadedFile("ก.csv", "ก,ข\n1,2\n".encode()), by="somsri")
    publish_checklist(agency)
    return Assessment.objects.create(agency=agency, year=make_year(2564))


@pytest.fixture
def checklist(db, settings, tmp_path):
    return published(settings, tmp_path, public_origin=ORIGIN)


def screen(checklist):
    return reverse("admin:assessments_checklist_handin", args=[checklist.pk])


def frozen():
    """The newest hand-in's content, None without one."""
    record = Publication.objects.filter(page="handin").order_by("-number").first()
    return record and record.data()


def errors(response):
    return " ".join(response.context["form"].errors.get("unopened_reason", []))


def test_the_screen_shows_every_address_that_it_will_freeze(checklist, admin_client, asked):
    page = admin_client.get(screen(checklist)).text.replace("<wbr>", "")

    assert f"ขึ้นต้นด้วย {ORIGIN} ทั้งหมด ๖ ที่อยู่" in page
    for path in ("oit/", "oit/o12/1/", "oit/o12/2/", "oit/o12/3/", "oit/o12/3/versions/1/", "measures/"):
        assert f"<li>{ORIGIN}/ita/2564/{path}" in page
    assert 'name="unopened_reason"' not in page


def test_looking_tells_each_address_and_freezes_nothing(checklist, admin_client, asked):
    asked.add(ORIGIN + OWN)

    response = admin_client.post(screen(checklist), FORM | {"look": "1"})

    page = response.text.replace("<wbr>", "")
    assert "เปิดได้ ๕ จาก ๖ ที่อยู่" in page
    assert f"<li>{ORIGIN}{OWN} – <strong>ไม่พบหน้า</strong>" in page
    assert 'value="นายสมชาย ใจดี"' in page
    assert frozen() is None


def test_when_all_open_the_hand_in_says_nothing_of_it(checklist, admin_client, asked):
    assert admin_client.post(screen(checklist), FORM).status_code == 302
    assert "unopened" not in frozen()


def test_while_one_does_not_open_nothing_is_frozen(checklist, admin_client, asked):
    asked.add(ORIGIN + OWN)

    response = admin_client.post(screen(checklist), FORM)

    assert "บางที่อยู่ยังเปิดจากภายนอกไม่ได้" in errors(response)
    assert "<strong>ไม่พบหน้า</strong>" in response.text
    assert frozen() is None


@pytest.mark.parametrize("reason", ["", "สั้น", "เลขประจำตัวประชาชน 1-2345-67890-12-1 ของผู้รับผิดชอบ"])
def test_a_reason_is_a_reason(checklist, admin_client, asked, reason):
    asked.add(ORIGIN + OWN)
    seen = {"unopened_seen": ORIGIN + OWN}

    assert errors(admin_client.post(screen(checklist), FORM | seen | {"unopened_reason": reason}))
    assert frozen() is None


def test_a_reason_goes_on_and_stands_in_the_hand_in_and_in_the_audit_log(
    checklist, admin_client, client, asked
):
    asked.add(ORIGIN + OWN)
    given = FORM | {"unopened_reason": REASON, "unopened_seen": ORIGIN + OWN}

    assert admin_client.post(screen(checklist), given).status_code == 302

    kept = {"reason": REASON, "addresses": [{"address": ORIGIN + OWN, "finding": "ไม่พบหน้า"}]}
    assert frozen()["unopened"] == kept
    page = client.get("/ita/2564/oit/handin/").text.replace("<wbr>", "").replace("\u2060", "")
    assert f"{ORIGIN}{OWN}" in page
    assert "เหตุผลของหน่วยงาน: เว็บไซต์หลัก" in page
    said = AuditEntry.objects.get(model="assessments.checklist").sentence
    assert f"๑ ที่อยู่เปิดไม่ได้ เหตุผลที่ส่ง: {REASON}" in said


def test_a_reason_holds_for_the_addresses_that_were_shown(checklist, admin_client, asked):
    asked |= {ORIGIN + OWN, f"{ORIGIN}/ita/2564/oit/"}
    given = FORM | {"unopened_reason": REASON, "unopened_seen": ORIGIN + OWN}

    response = admin_client.post(screen(checklist), given)
    assert "ไม่ใช่ชุดเดิมที่แสดงไว้" in errors(response)
    assert frozen() is None

    seen = response.context["form"]["unopened_seen"].value()
    assert admin_client.post(screen(checklist), given | {"unopened_seen": seen}).status_code == 302


def test_a_checklist_published_while_its_addresses_were_asked_for_is_not_frozen(
    checklist, admin_client, monkeypatch
):
    def meanwhile(content, **given):
        links = DisclosureLink.objects.filter(disclosure__item__code="O12", position=1)
        links.update(url="https://www.example.go.th/other")
        row = links.get().disclosure
        DisclosureLink.objects.create(disclosure=row, position=9, label="ใหม่", url=OUTSIDE)
        publish_checklist(checklist.agency, note="เพิ่มลิงก์")
        return [own_addresses.Asked(each, True, "เปิดได้") for each in own_addresses.own_addresses(content)]

    monkeypatch.setattr(handin, "ask_own_addresses", meanwhile)

    response = admin_client.post(screen(checklist), FORM)

    assert "ถูกเผยแพร่ใหม่ระหว่างที่ถามที่อยู่" in response.text
    assert frozen() is None


@pytest.mark.django_db(transaction=True)
def test_the_portal_itself_is_asked_and_other_websites_are_not(live_server, settings, tmp_path, admin_client):
    settings.LOCAL = True
    checklist = published(settings, tmp_path, public_origin=live_server.url)

    response = admin_client.post(screen(checklist), FORM)

    assert response.status_code == 302, response.context["form"].errors
    assert frozen()["origin"] == live_server.url


@pytest.mark.django_db(transaction=True)
def test_what_the_portal_does_not_show_is_told(live_server, settings, tmp_path, admin_client):
    settings.LOCAL = True
    checklist = published(settings, tmp_path, public_origin=live_server.url)
    make_disclosure(checklist.agency, "O13", links=[("แผน", "/ita/2564/measures/progress/")])
    publish_checklist(checklist.agency, note="เพิ่มลิงก์")

    response = admin_client.post(screen(checklist), FORM)

    closed = {each.address: each.finding for each in response.context["addresses"] if not each.opens}
    paths = ("/ita/2564/oit/o13/1/", "/ita/2564/measures/progress/")  # the first one leads to the second
    assert list(closed) == [live_server.url + path for path in paths]
    assert set(closed.values()) == {"ไม่พบหน้า"}
    assert "เว็บไซต์ปลายทางตอบว่าไม่มีหน้านี้" in response.text
    assert frozen() is None


@pytest.mark.django_db
def test_a_server_in_use_does_not_ask_this_machine(live_server, settings, tmp_path, admin_client):
    settings.LOCAL = True
    checklist = published(settings, tmp_path, public_origin=live_server.url)
    content = admin_client.get(screen(checklist)).context["handin"]
    settings.LOCAL = False

    findings = {each.finding for each in own_addresses.ask_own_addresses(content)}

    assert len(findings) == 1
    assert findings.pop().startswith("ไม่ตรวจเพื่อความปลอดภัย")


@pytest.mark.django_db
def test_whoever_waits_gets_an_answer_in_time(checklist, admin_client, asked):
    content = admin_client.get(screen(checklist)).context["handin"]

    told = own_addresses.ask_own_addresses(content, budget=0)

    assert {(each.opens, each.finding) for each in told} == {(False, own_addresses.LATE)}
    assert len(told) == 6
    assert LinkTarget.objects.exclude(state="unchecked").count() == 0

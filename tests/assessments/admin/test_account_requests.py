"""Asking and deciding at the desk: what the screens say, who is told, and that nobody is locked out."""

import pytest
from django.core import mail
from django.urls import reverse

from assessments.models import AccountRequest, AuditEntry, Membership, Role
from tests.support.editors import client_of
from tests.support.factories import make_agency
from tests.support.people import make_user
from tests.support.public_pages import only_reading
from tests.support.second_person import (
    KNOWN,
    WHY,
    ask_form,
    asked_for,
    cast,
    decide,
    shown_form,
    state,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return cast()


@pytest.fixture
def desk(people):
    return client_of(people.boss)


def change(account):
    return reverse("admin:auth_user_change", args=[account.pk])


def first_screen(person):
    return client_of(person).get(reverse("admin:index")).text


def test_asked_on_one_screen_confirmed_on_another(people, desk):
    page = desk.post(*ask_form(people, people.clerk, "role", role="approver"))
    asked = AccountRequest.objects.get()
    assert page.context["half"] in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert "deputy" in page.text

    sentence = f"เปลี่ยนบทบาทของบัญชี clerk ใน{people.agency} เป็นผู้อนุมัติ"
    for person in (people.deputy, people.palad, people.root):
        assert sentence in first_screen(person)
    assert "ท่านเอง รอผู้อื่นยืนยัน" in first_screen(people.boss)
    assert sentence not in first_screen(people.clerk)

    other = client_of(people.palad)
    address = reverse("admin:assessments_accountrequest_decide", args=[asked.pk])
    with only_reading():
        shown = other.get(address)
    assert WHY in shown.text
    done = decide(other, asked)
    assert done.context["half"] in done.text
    assert people.clerk.memberships.get().role == Role.APPROVER
    assert sentence not in first_screen(people.deputy)
    again = decide(client_of(people.deputy), asked)
    assert "ตัดสินไปแล้ว" in again.text
    assert again.context["half"] == ""


def test_a_request_is_refused_by_the_second_person_or_taken_back_by_who_asked(people, desk):
    for person in (people.palad, people.boss):
        asked, _half = asked_for(people, people.clerk)
        decide(client_of(person), asked, "refuse", "ไม่รู้จักผู้นี้เลย")
        asked.refresh_from_db()
        assert (asked.decision, asked.decided_by) == ("refused", person.username)
    assert people.clerk.memberships.get().role == Role.EDITOR


def test_a_decision_needs_a_reason_and_a_post(people):
    asked, _half = asked_for(people, people.clerk)
    other = client_of(people.deputy)
    assert "กรุณาบอกเหตุผล" in decide(other, asked, reason="").text
    assert "ห้ามใส่" in decide(other, asked, reason="โทรถาม 081-234-5678 แล้ว").text
    assert AccountRequest.objects.get().decision == ""


@pytest.mark.parametrize(
    ("kind", "given", "why"),
    [
        ("role", {}, "กรุณาเลือกบทบาทใหม่"),
        ("email", {}, "กรุณากรอกอีเมลใหม่"),
        ("role", {"role": "approver", "reason": "สั้น"}, "อย่างน้อย"),
        ("password", {"agency": 987654}, "ตัวเลือก"),
        ("everything", {}, "ตัวเลือก"),
    ],
)
def test_what_is_missing_in_a_request_is_said(people, desk, kind, given, why):
    assert why in desk.post(*ask_form(people, people.clerk, kind, **given)).text
    assert not AccountRequest.objects.exists()


def test_with_one_administrator_the_screen_says_what_to_do(people):
    agency = make_agency("bang", name="บาง")
    alone, clerk = make_user("alone", Role.ADMIN, agency), make_user("first", Role.EDITOR, agency)
    desk = client_of(alone)
    page = desk.get(reverse("admin:auth_user_ask", args=[clerk.pk]))
    for words in ("ไม่มีคนที่สอง", "ผู้ดูแลทั้งระบบ", "root", "decide_account_request"):
        assert words in page.text
    data = {"kind": "role", "agency": agency.pk, "role": "approver", "email": "", "reason": WHY}
    desk.post(reverse("admin:auth_user_ask", args=[clerk.pk]), data)
    decide(client_of(people.root), AccountRequest.objects.get())
    assert clerk.memberships.get().role == Role.APPROVER


def test_a_superuser_does_it_directly_and_everybody_is_told(
    people, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_HOST = "mail.example.go.th"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    desk = client_of(people.root)
    assert desk.get(reverse("admin:auth_user_ask", args=[people.clerk.pk])).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        form = shown_form(desk, people.clerk)
        desk.post(change(people.clerk), form | {"memberships-0-role": "approver"})
    with django_capture_on_commit_callbacks(execute=True):
        form = shown_form(desk, people.palad)
        desk.post(change(people.palad), form | {"email": "new@example.go.th"})
        new = {"password1": "another-long-one", "password2": "another-long-one"}
        desk.post(reverse("admin:auth_user_password_change", args=[people.palad.pk]), new)
    assert people.clerk.memberships.get().role == Role.APPROVER
    told = [entry.sentence for entry in AuditEntry.objects.filter(agency=people.agency).order_by("pk")]
    assert told == [
        "เปลี่ยนบทบาทของบัญชี clerk: ไม่มีบทบาทสำคัญ → ผู้อนุมัติ (โดยผู้ดูแลทั้งระบบ)",
        "เปลี่ยนอีเมลของบัญชี palad จาก palad@example.go.th เป็น new@example.go.th",
        "ตั้งรหัสผ่านใหม่ให้บัญชี palad",
    ]
    roles = {letter.to[0] for letter in mail.outbox if "→" in letter.body}
    assert roles == {"clerk@example.go.th", "palad@example.go.th", "root@example.go.th"}
    address = {letter.to[0] for letter in mail.outbox if "เปลี่ยนอีเมล" in letter.body}
    assert {"palad@example.go.th", "new@example.go.th", "clerk@example.go.th"} <= address


def test_one_person_switches_off_with_a_reason_and_others_are_told(people, desk):
    form = shown_form(desk, people.palad)
    assert "กรุณาบอกเหตุผลที่ปิดบัญชี" in desk.post(change(people.palad), form | {"is_active": ""}).text
    assert state(people.palad)[3]
    off = {"is_active": "", "off_reason": "เกษียณอายุราชการ"}
    page = desk.post(change(people.palad), form | off, follow=True)
    assert not state(people.palad)[3]
    sentence = "ปิดบัญชี palad เหตุผล: เกษียณอายุราชการ"
    assert AuditEntry.objects.get().sentence == sentence
    assert "ยังไม่มีเซิร์ฟเวอร์อีเมล" in page.text
    letters = desk.get(reverse("admin:auth_user_letters", args=[people.palad.pk])).text
    assert sentence in letters
    assert "ให้พิมพ์" in letters


def test_an_editor_is_switched_off_and_on_and_given_a_password_by_one_and_it_is_written_down(people, desk):
    off = {"is_active": "", "off_reason": "ลาคลอด"}
    desk.post(change(people.clerk), shown_form(desk, people.clerk) | off)
    desk.post(change(people.clerk), shown_form(desk, people.clerk) | {"is_active": "on"})
    new = {"password1": "another-long-one", "password2": "another-long-one"}
    desk.post(reverse("admin:auth_user_password_change", args=[people.clerk.pk]), new)
    row = type(people.clerk).objects.get(pk=people.clerk.pk)
    assert row.is_active
    assert row.check_password("another-long-one")
    told = [entry.sentence for entry in AuditEntry.objects.order_by("pk")]
    assert told == [
        "ปิดบัญชี clerk เหตุผล: ลาคลอด",
        "เปิดบัญชี clerk ที่ปิดไว้",
        "ตั้งรหัสผ่านใหม่ให้บัญชี clerk",
    ]


def test_the_password_screen_of_an_account_that_counts_leads_to_the_request(people, desk):
    page = desk.get(reverse("admin:auth_user_password_change", args=[people.palad.pk]), follow=True)
    assert page.redirect_chain[-1][0] == reverse("admin:auth_user_ask", args=[people.palad.pk])
    assert "คนเดียวไม่ได้" in page.text


def test_an_account_and_an_unguarded_role_are_made_by_one(people, desk):
    new = {"username": "newcomer", "password1": KNOWN, "password2": KNOWN, "usable_password": "true"}
    row = {"agency": people.agency.pk, "role": "auditor", "user": ""}
    posted = {f"memberships-0-{name}": value for name, value in row.items()}
    counts = {"TOTAL": 1, "INITIAL": 0, "MIN_NUM": 1, "MAX_NUM": 1000}
    posted |= {f"memberships-{name}_FORMS": value for name, value in counts.items()}
    assert desk.post(reverse("admin:auth_user_add"), new | posted).status_code == 302
    row = Membership.objects.get(user__username="newcomer")
    assert row.role == Role.AUDITOR
    assert desk.post(reverse("admin:assessments_membership_delete", args=[row.pk]), {"post": "yes"}).url


def test_the_letters_of_a_request_stand_on_its_page(people, settings):
    asked, _half = asked_for(people, people.clerk)
    decide(client_of(people.deputy), asked, "refuse", "ไม่รู้จักผู้นี้เลย")
    page = (
        client_of(people.palad).get(reverse("admin:assessments_accountrequest_change", args=[asked.pk])).text
    )
    assert "เรียน clerk, boss, palad" in page
    assert "ไม่รู้จักผู้นี้เลย" in page
    assert "ให้พิมพ์หน้านี้" in page
    settings.EMAIL_HOST = "mail.example.go.th"
    assert (
        "ส่งทางอีเมลแล้ว"
        in client_of(people.palad)
        .get(reverse("admin:assessments_accountrequest_change", args=[asked.pk]))
        .text
    )


def test_whoever_confirms_sees_another_account_of_the_same_person(people):
    twin = make_user("clerk-two", Role.EDITOR, people.agency)
    twin.email = people.clerk.email
    twin.save()
    asked, _half = asked_for(people, people.clerk)
    address = reverse("admin:assessments_accountrequest_decide", args=[asked.pk])
    assert "clerk-two" in client_of(people.deputy).get(address).text


def test_no_half_of_a_password_is_shown_on_any_other_screen(people, desk):
    asked, _half = asked_for(people, people.clerk)
    pages = [reverse("admin:index"), change(people.clerk)]
    pages += [
        reverse(f"admin:assessments_accountrequest_{step}", args=[asked.pk])
        for step in ("change", "decide", "history")
    ]
    for person in (people.boss, people.deputy, people.root):
        for page in pages:
            text = client_of(person).get(page).text
            assert asked.second_half not in text
            assert asked.password not in text

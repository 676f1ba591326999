"""A session that ran out keeps what was typed, for the one who typed it, and saves nothing blindly."""

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client
from django.urls import reverse

from assessments.models import Disclosure, Role
from tests.support.editors import OURS, end_session, log_in
from tests.support.factories import make_agency, make_disclosure
from tests.support.formdata import form_data
from tests.support.people import make_user

pytestmark = pytest.mark.django_db
TYPED = "พิมพ์มาครึ่งชั่วโมง"


@pytest.fixture
def somsri():
    user = make_user("somsri", Role.EDITOR, make_agency())
    user.set_password("correct horse")
    user.save()
    return user


@pytest.fixture
def desk(somsri):
    client = Client(enforce_csrf_checks=True)
    client.force_login(somsri)
    return client


@pytest.fixture
def item():
    return make_disclosure(code="O12", links=[("แผน", "https://a.go.th/1")])


def address(item):
    return reverse("admin:assessments_disclosure_change", args=[item.pk])


def typed_form(desk, item):
    return form_data(desk.get(address(item)), "disclosure_form") | {
        "explanation": TYPED,
        "links-0-note": "หน้า ๓",
        "_continue": "1",
    }


def test_after_the_login_the_form_is_filled_and_saved_only_by_hand(desk, item):
    form = typed_form(desk, item)
    end_session(desk)

    asked = desk.post(address(item), form, **OURS)
    assert asked.status_code == 403
    assert "ข้อความที่พิมพ์ยังอยู่" in asked.text
    again = log_in(desk, asked)
    assert TYPED in again.text
    shown = desk.post(address(item), form_data(again, "again_form"), **OURS)

    assert shown.status_code == 200
    assert "ยังไม่ถูกบันทึก" in shown.text
    assert Disclosure.objects.get().explanation == ""
    filled = form_data(shown, "disclosure_form")
    assert (filled["explanation"].strip(), filled["links-0-note"]) == (TYPED, "หน้า ๓")
    saved = desk.post(address(item), filled | {"_continue": "1"}, **OURS)
    assert saved.status_code == 302
    assert Disclosure.objects.get().explanation == TYPED
    assert item.links.get().note == "หน้า ๓"


def test_a_new_row_survives_too(desk, item):
    add = reverse("admin:assessments_division_add")
    form = form_data(desk.get(add), "division_form") | {"agency": item.agency_id, "name": "กองช่าง"}
    end_session(desk)

    again = log_in(desk, desk.post(add, form, **OURS))
    shown = desk.post(add, form_data(again, "again_form"), **OURS)

    assert form_data(shown, "division_form")["name"] == "กองช่าง"
    assert not item.agency.divisions.exists()


def test_logging_in_elsewhere_loses_nothing(desk, somsri, item):
    form = typed_form(desk, item)
    desk.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32  # another tab logged in again

    again = desk.post(address(item), form, **OURS)

    assert again.status_code == 200
    assert form_data(again, "again_form")["explanation"] == TYPED
    assert Disclosure.objects.get().explanation == ""


def test_a_change_by_another_meanwhile_is_asked_about(desk, item):
    form = typed_form(desk, item)
    end_session(desk)
    Disclosure.objects.update(explanation="ของผู้อื่น")

    again = log_in(desk, desk.post(address(item), form, **OURS))
    shown = desk.post(address(item), form_data(again, "again_form"), **OURS)

    assert "มีผู้อื่นแก้ไขพร้อมกัน" in shown.text
    assert TYPED in shown.text
    assert "ของผู้อื่น" in shown.text


def test_a_form_of_another_website_is_never_kept(desk, item):
    form = typed_form(desk, item)
    end_session(desk)

    for sender in ({"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}, {}):
        response = desk.post(address(item), form, **sender)
        assert TYPED not in response.text
        assert response.status_code in (302, 403)


def test_a_browser_whose_person_is_unknown_keeps_nothing(item):
    response = Client().post(address(item), {"explanation": TYPED}, **OURS)

    assert response.status_code == 302


def test_another_account_does_not_get_what_was_typed(desk, item):
    other = make_user("malee", Role.EDITOR, make_agency())
    other.set_password("battery staple")
    other.save()
    form = typed_form(desk, item)
    end_session(desk)
    asked = desk.post(address(item), form, **OURS)

    refused = log_in(desk, asked, "malee", "battery staple")

    assert "ของบัญชีอื่น" in refused.text
    assert TYPED not in refused.text
    assert settings.SESSION_COOKIE_NAME not in desk.cookies
    assert TYPED in log_in(desk, refused).text


def test_a_wrong_password_keeps_the_text_and_logs_nobody_in(desk, item):
    form = typed_form(desk, item)
    end_session(desk)

    again = log_in(desk, desk.post(address(item), form, **OURS), password="wrong")

    assert settings.SESSION_COOKIE_NAME not in desk.cookies
    assert TYPED in log_in(desk, again).text


def test_the_session_of_the_login_is_new(desk, item):
    form = typed_form(desk, item)
    before = desk.cookies[settings.SESSION_COOKIE_NAME].value
    end_session(desk)
    log_in(desk, desk.post(address(item), form, **OURS))

    assert desk.cookies[settings.SESSION_COOKIE_NAME].value != before


def test_the_login_itself_needs_its_own_proof(desk, item):
    kept = signing.dumps({"person": 1}, salt="assessments.admin.concurrency.session_rescue")
    response = desk.post(reverse("session_rescue"), {"kept": kept, "username": "somsri", "password": "x"})

    assert response.status_code == 403


KEPT_ELSEWHERE = pytest.param(signing.dumps({"person": 1}, salt="another"), id="of-another-salt")


@pytest.mark.parametrize("kept", ["", "damaged", KEPT_ELSEWHERE])
def test_what_is_not_ours_is_refused(somsri, kept):
    response = Client().post(reverse("session_rescue"), {"kept": kept})

    assert response.status_code == 400
    assert "เก่าเกิน ๗ วันหรือเสียหาย" in response.text


def test_a_script_gets_no_page(desk, item):
    form = typed_form(desk, item)
    end_session(desk)
    response = desk.post(address(item), form, HTTP_ACCEPT="application/json", **OURS)

    assert response.status_code == 302

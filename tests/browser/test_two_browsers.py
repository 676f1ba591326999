"""Two real browsers, one row: the second is asked, without JavaScript, and loses nothing."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from assessments.models import Disclosure
from tests.support.factories import make_disclosure

pytestmark = pytest.mark.django_db(transaction=True)


def logged_in(browser, arguments, origin, name):
    context = browser.new_context(**arguments | {"java_script_enabled": False})
    page = context.new_page()
    page.goto(f"{origin}/ita/admin/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", "correct horse")
    page.click("input[type=submit]")
    return page


def test_the_second_browser_chooses_and_a_lost_session_keeps_the_text(
    browser, browser_context_args, live_server
):
    for name in ("somsri", "malee"):
        get_user_model().objects.create_superuser(name, password="correct horse")
    row = make_disclosure(explanation="เดิม")
    origin = live_server.url.replace("localhost", "127.0.0.1")
    screen = origin + reverse("admin:assessments_disclosure_change", args=[row.pk])
    first, second = (logged_in(browser, browser_context_args, origin, name) for name in ("somsri", "malee"))
    for page in (first, second):
        page.goto(screen)

    first.fill("#id_explanation", "ของสมศรี")
    first.click("input[name=_continue]")
    second.fill("#id_explanation", "ของมาลี")
    second.click("input[name=_continue]")
    assert "somsri บันทึกไว้" in second.inner_text("#choose_form")
    second.check("input[value=mine]")
    second.click("#choose_form input[type=submit]")
    assert Disclosure.objects.get().explanation == "ของมาลี"

    second.fill("#id_explanation", "พิมพ์ต่อ")
    second.context.clear_cookies(name="sessionid")
    second.click("input[name=_continue]")
    assert "ข้อความที่พิมพ์ยังอยู่" in second.inner_text("body")
    second.fill("#id_username", "malee")
    second.fill("#id_password", "correct horse")
    second.click("#login-form input[type=submit]")
    second.click("#again_form input[type=submit]")
    assert second.input_value("#id_explanation") == "พิมพ์ต่อ"
    assert Disclosure.objects.get().explanation == "ของมาลี"
    second.click("input[name=_continue]")
    assert Disclosure.objects.get().explanation == "พิมพ์ต่อ"

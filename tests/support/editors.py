"""People at the desk for tests: open a form, save it, choose where two changes meet."""

from django.conf import settings
from django.test import Client
from django.urls import reverse

from assessments.models import Role
from tests.support.factories import make_agency
from tests.support.formdata import form_data
from tests.support.people import make_user

OURS = {"HTTP_ORIGIN": "http://testserver"}  # what a browser says of a form that a page of ours sent


def client_of(user):
    """The browser of somebody who is logged in."""
    client = Client()
    client.force_login(user)
    return client


def editor(name):
    """The browser of an editor of the agency."""
    return client_of(make_user(name, Role.EDITOR, make_agency()))


def address(row):
    """Where a row is changed."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def opened(client, row):
    """What a browser holds after opening the form."""
    return form_data(client.get(address(row)), f"{row._meta.model_name}_form")


def save(client, row, form, *, follow=False, **typed):
    """Post the form with what was typed; None leaves a control out. `follow` opens the page that follows."""
    typed = {name.replace("__", "-"): value for name, value in typed.items()}
    form = {name: value for name, value in (form | typed).items() if value is not None}
    return client.post(address(row), form | {"_continue": "1"}, follow=follow)


def asks(response):
    """Is somebody asked to choose? If not, it was saved: the answer to a form leads on to a page."""
    if response.status_code == 200:
        assert "ยังไม่มีอะไรถูกบันทึก และไม่มีอะไรหาย" in response.text, "the form was refused"
        return True
    assert (response.status_code, response.url) == (302, response.request["PATH_INFO"])
    return False


def choose(client, row, page, *answers):
    """Answer the questions of the page and go on."""
    form = form_data(page, "choose_form")
    return client.post(address(row), form | {f"_choice-{n}": answer for n, answer in enumerate(answers)})


def end_session(desk):
    """As if the session had run out."""
    del desk.cookies[settings.SESSION_COOKIE_NAME]


def log_in(desk, page, username="somsri", password="correct horse"):
    """Log in on the page that keeps what was typed."""
    data = form_data(page, "login-form") | {"username": username, "password": password}
    return desk.post(reverse("session_rescue"), data, **OURS)

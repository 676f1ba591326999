"""One of two people at one account at once: test_two_signatures_at_once.py runs it as a process."""

import sys

import django


def confirmed(name, number):
    """What came of confirming: "yes" and the second half, or "no"."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from assessments.models import AccountRequest
    from assessments.permissions.dual_control import RequestRefused, confirm

    asked = AccountRequest.objects.get(pk=number)
    person = get_user_model().objects.get(username=name)
    try:
        half = confirm(asked, by=name, person=person, reason="พบตัวแล้ว", now=timezone.now())
    except RequestRefused:
        return "no"
    return f"yes {half}"


def password_set(name, number):
    """What came of posting a password at the screen of the account: the status."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse

    from assessments.models import AccountRequest

    account = AccountRequest.objects.get(pk=number).account_id
    desk = Client(SERVER_NAME="127.0.0.1")
    desk.force_login(get_user_model().objects.get(username=name))
    new = {"password1": "known-to-the-boss", "password2": "known-to-the-boss"}
    return str(desk.post(reverse("admin:auth_user_password_change", args=[account]), new).status_code)


def main(deed, name):
    """For each number of a request in a line: do it and print what came of it."""
    django.setup()
    print("ready", flush=True)
    for line in sys.stdin:
        print({"confirm": confirmed, "password": password_set}[deed](name, int(line)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

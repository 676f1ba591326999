import io
import re

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def run():
    output = io.StringIO()
    call_command("first_superuser", stdout=output)
    return output.getvalue()


def test_first_superuser_can_log_in_with_the_printed_password():
    output = run()

    password = re.search(r"รหัสผ่าน +(\S+)\n", output)[1]
    user = authenticate(username="admin", password=password)
    assert user.is_superuser
    assert user.is_staff
    assert len(password) >= 20
    assert "/ita/admin/" in output


def test_second_run_prints_and_changes_nothing():
    run()
    before = list(get_user_model().objects.values())

    assert run() == ""

    assert list(get_user_model().objects.values()) == before


def test_a_portal_that_has_a_superuser_gets_no_other():
    get_user_model().objects.create_superuser("somchai", password="x")

    assert run() == ""

    assert get_user_model().objects.count() == 1


def test_an_ordinary_user_called_admin_is_not_promoted():
    get_user_model().objects.create_user("admin", password="x")

    with pytest.raises(CommandError, match="createsuperuser"):
        run()

    assert not get_user_model().objects.filter(is_superuser=True).exists()


def test_passwords_differ():
    passwords = set()
    for _ in range(2):
        passwords.add(run())
        get_user_model().objects.all().delete()

    assert len(passwords) == 2

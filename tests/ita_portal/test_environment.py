"""Settings that choose among words: the first is the default, an unknown one stops the start."""

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from ita_portal.env import env_choice


@pytest.mark.parametrize(("given", "chosen"), [(None, "starttls"), ("", "starttls"), (" SSL ", "ssl")])
def test_a_choice_is_read(monkeypatch, given, chosen):
    monkeypatch.delenv("EMAIL_SECURITY", raising=False)
    if given is not None:
        monkeypatch.setenv("EMAIL_SECURITY", given)
    assert env_choice("EMAIL_SECURITY", ("starttls", "ssl")) == chosen


def test_an_unknown_choice_stops_the_start(monkeypatch):
    monkeypatch.setenv("EMAIL_SECURITY", "maybe")
    with pytest.raises(ImproperlyConfigured, match="starttls ssl"):
        env_choice("EMAIL_SECURITY", ("starttls", "ssl"))


def test_letters_are_signed_by_the_portals_host():
    assert settings.DEFAULT_FROM_EMAIL == "ita@127.0.0.1"
    assert (settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL, settings.EMAIL_PORT) == (True, False, 587)

"""Reads settings from environment variables, strictly: an unreadable value stops the start with a hint."""

import os

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def env_bool(name, default):
    """True or False; anything but 1/0/true/false/yes/no/on/off raises ImproperlyConfigured."""
    raw = os.environ.get(name, "").strip().lower()
    if not raw:
        return default
    if raw in TRUE | FALSE:
        return raw in TRUE
    raise ImproperlyConfigured(f"{name}={raw!r}: write one of 1 0 true false yes no on off.")


def env_choice(name, choices):
    """One of `choices`, the first when not set; anything else raises ImproperlyConfigured."""
    value = env_str(name, choices[0]).lower()
    if value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r}: write one of {' '.join(choices)}.")
    return value


def env_int(name, default):
    """A whole number; anything else raises ImproperlyConfigured."""
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    try:
        return int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={raw!r}: write a whole number.") from None


def env_list(name, default=()):
    """A comma-separated list, blanks stripped, empty parts dropped."""
    raw = os.environ.get(name, "")
    return [part.strip() for part in raw.split(",") if part.strip()] or list(default)


def env_str(name, default=""):
    """The stripped text of a variable."""
    return os.environ.get(name, "").strip() or default


def env_required(name, hint):
    """The text of a variable that production cannot do without; raises ImproperlyConfigured with `hint`."""
    value = env_str(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {hint}")
    return value

"""Every string of Django that people at the desk can meet is Thai."""

import re
from importlib import import_module
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import trans_real

APPS = ["django.conf", "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes"]
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[a-z]|%[sd]|{[a-z_]*}|</?[a-z]+")
# Names and signs that Thai writes as they are.
SAME = {
    ":",
    "…",
    "%(truncated_text)s…",
    "%(class_name)s %(instance)s",
    ":?.!",
    ", ",
    "IPv4",
    "IPv6",
    "URL",
    "hash",
}
SAME |= {f"%s {unit}B" for unit in "KMGTP"}


def catalogue(app, domain, language):
    path = Path(import_module(app).__file__).parent / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    return polib.pofile(str(path)) if path.exists() else []


def ours(domain):
    return polib.pofile(str(settings.LOCALE_PATHS[0] / "th" / "LC_MESSAGES" / f"{domain}.po"))


def translated(entry):
    """The Thai of an entry as Django gives it, or None."""
    found = trans_real.translation("th")._catalog
    key = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
    if not entry.msgid_plural:
        return found.get(key, None)
    return next((found[form] for form in ((key, 0), (key, 1)) if form in found), None)


@pytest.mark.parametrize("app", APPS)
def test_no_string_of_django_is_left_in_english(app):
    left = [
        entry.msgid
        for entry in catalogue(app, "django", "en")
        if entry.msgid not in SAME and not re.search("[ก-๙]", translated(entry) or "")
    ]
    assert left == []


def test_no_string_of_the_admin_scripts_is_left_in_english():
    have = {
        (entry.msgctxt, entry.msgid)
        for entry in [*catalogue("django.contrib.admin", "djangojs", "th"), *ours("djangojs")]
        if entry.translated()
    }
    wanted = {(entry.msgctxt, entry.msgid) for entry in catalogue("django.contrib.admin", "djangojs", "en")}
    assert wanted - have == set()


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_translations_keep_placeholders_and_are_compiled(domain):
    compiled = polib.mofile(str(settings.LOCALE_PATHS[0] / "th" / "LC_MESSAGES" / f"{domain}.mo"))
    written = ours(domain)
    assert {(e.msgctxt, e.msgid, e.msgstr or e.msgstr_plural[0]) for e in written} == {
        (e.msgctxt, e.msgid, e.msgstr or e.msgstr_plural[0]) for e in compiled
    }
    for entry in written:
        thai = entry.msgstr or entry.msgstr_plural[0]
        assert sorted(PLACEHOLDER.findall(thai)) == sorted(PLACEHOLDER.findall(entry.msgid)), entry.msgid

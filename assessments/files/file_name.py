"""The name a document is offered under: a plain file name without path, control or direction characters."""

import re
from pathlib import PurePosixPath

from ita_portal.thai.text import normalise

MOST_CHARACTERS = 200
_DEVICE = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]", re.IGNORECASE)  # Windows opens no file so named
_NOT_IN_NAMES = re.compile(r'[<>:"|?*\n\t]+')


def clean_name(raw):
    """`raw` as a harmless file name of at most 200 characters; Thai, blanks and emoji stay.

    Takes the last part of a path in either spelling; characters that hide or turn text are left out, so
    that the extension that counts is the one people see.
    """
    last = re.split(r"[/\\]", raw)[-1]
    name = _NOT_IN_NAMES.sub("_", normalise(last)).strip(" .")
    path = PurePosixPath(name)
    stem, suffix = (path.stem, path.suffix) if path.suffix else (name, "")
    suffix = suffix[:10]
    stem = stem.strip(" .") or "เอกสาร"
    if _DEVICE.fullmatch(stem):
        stem = f"เอกสาร {stem}"
    return stem[: MOST_CHARACTERS - len(suffix)] + suffix


def extension(name):
    """The extension of a clean name in lower case without its dot; "" when it has none."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def label_of(name):
    """What a document is called when nobody gave it a title: its name without extension."""
    return PurePosixPath(name).stem

"""Filters that write numbers, dates and Thai words on pages. The rules are in ita_portal/thai/."""

import re
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join

from ita_portal import __version__, qr
from ita_portal.thai import dates, digits, text

register = template.Library()
NO_BREAK = "\u00a0"
_UP_TO_A_MARK, _AFTER_LAST_MARK = re.compile(r"[^/.]*[/.]+"), re.compile(r"[^/.]*\Z")

SCANNED = "สแกนเป็นภาพ ค้นข้อความไม่ได้"
SCORE_STATES = {
    "missing": "ไม่พบตัวเลข",
    "not_announced": "ยังไม่ประกาศ",
    "not_applicable": "ไม่มีการประเมิน",
}


@register.simple_block_tag(takes_context=True)
def page_title(context, content):
    """{% page_title %}ผลการประเมิน{% endpage_title %} -> title with the agency, and og:title without it.

    A version or the state of a day says so, so that no two addresses have one title.
    """
    reading, agency, title = context.get("reading"), context.get("agency"), content
    if reading and reading.version:
        title = format_html("{} ฉบับที่ {}", title, digits.thai_digits(reading.version.number))
    elif reading and reading.day:
        title = format_html("{} ณ วันที่ {}", title, dates.thai_date(reading.day))
    owner = format_html(" – {}", agency["name"]) if agency else ""
    return format_html('<title>{}{}</title>\n  <meta property="og:title" content="{}">', title, owner, title)


@register.filter
def thai_digits(value):
    """{{ 2564|thai_digits }} -> ๒๕๖๔"""
    return "" if value is None else digits.thai_digits(value)


@register.filter
def of_year(title, year_be):
    """A title that people wrote, with its fiscal year unless it names it: มาตรการ … ปีงบประมาณ ๒๕๖๔"""
    year = digits.thai_digits(year_be)
    return title if year in digits.thai_digits(title) else f"{title} ปีงบประมาณ {year}"


@register.filter
def thai_date(value):
    """A date, datetime or ISO string -> ๑๒ มีนาคม ๒๕๖๔, which no line splits"""
    moment = _moment(value)
    return "" if moment is None else _together(dates.thai_date(moment))


@register.filter
def thai_date_short(value):
    """A date, datetime or ISO string -> ๑๒ มี.ค. ๒๕๖๔"""
    moment = _moment(value)
    return "" if moment is None else _together(dates.thai_date_short(moment))


@register.filter
def thai_datetime(value):
    """An aware datetime or ISO string -> ๑๒ มีนาคม ๒๕๖๔ ๐๙:๑๐ น.; a date without time stays a date.

    A line may end between day and hour only.
    """
    moment = _moment(value)
    if not isinstance(moment, datetime):
        return thai_date(moment)
    *day, hour, unit = dates.thai_datetime(moment).split(" ")
    return f"{NO_BREAK.join(day)} {hour}{NO_BREAK}{unit}"


@register.filter
def score(value, state="announced"):
    """{{ indicator.score|score:indicator.score_state }} -> ๘๓.๖๘, or why there is no figure."""
    if state in SCORE_STATES:
        return SCORE_STATES[state]
    if value is None:
        return SCORE_STATES["missing"]
    return digits.thai_digits(f"{Decimal(str(value)):.2f}")


@register.filter
def scan_note(has_text):
    """{{ file.has_text|scan_note }} -> the words for a PDF without text, else ""."""
    return SCANNED if has_text is False else ""


@register.filter
def iso_datetime(value):
    """For <time datetime>: 2021-03-12 or 2021-03-12T09:10:00+07:00, never with fractions of a second."""
    moment = _moment(value)
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="seconds")
    return "" if moment is None else moment.isoformat()


@register.filter
def keep_words(value):
    """Escaped text with <span class="nb"> around the words that a line must not split."""
    if value is None:
        return ""
    runs = text.protected_runs(str(value))
    return format_html_join("", "{}", ((_kept(run) if keep else run,) for run, keep in runs))


@register.filter
def marked(pieces, tag):
    """Escaped pieces (text, differs) with <del> or <ins> around those that differ: pieces|marked:"ins".

    A text that differs as a whole gets class "whole": crossing all of it out would only make it hard to read.
    """
    opening = format_html("<{}{}>", tag, format_html(' class="{}"', "whole") if len(pieces) == 1 else "")
    closing = format_html("</{}>", tag)
    marks = {True: (opening, closing), False: ("", "")}
    texts = ((marks[differs][0], keep_words(text), marks[differs][1]) for text, differs in pieces)
    return format_html_join("", "{}{}{}", texts)


@register.filter
def breakable(address):
    """Escaped address with <wbr> after its slashes and dots, so that a long one breaks where one reads it."""
    if address is None:
        return ""
    text = str(address)
    last = _AFTER_LAST_MARK.search(text)[0]
    parts = _UP_TO_A_MARK.findall(text[: len(text) - len(last)])
    return format_html("{}{}", format_html_join("", "{}<wbr>", ((part,) for part in parts)), last)


@register.filter
def level_name(level):
    """A level as printed, with the word before it when it lacks it: D -> ระดับ D; "96.04 (ผ่าน)" stays."""
    bare = bool(level) and "ระดับ" not in level and not any(sign.isdigit() for sign in level)
    return f"ระดับ {level}" if bare else level or ""


@register.simple_tag
def qr_code(*parts):
    """{% qr_code origin address as code %}: size and path of the QR code of an address given in parts."""
    return qr.qr_code("".join(map(str, parts)))


@register.simple_tag
def portal_version():
    """{% portal_version %}: the version of the program, for the desk's footer."""
    return __version__


@register.filter
def oit_path(code):
    """The code of an OIT item as its address writes it: O42 -> o42"""
    return str(code).lower()


@register.filter
def hash_groups(digest):
    """The first 16 hex digits of a hash in groups of eight: 9f2c41d7 0b6e55a8"""
    return " ".join(filter(None, (str(digest)[:8], str(digest)[8:16])))


def _together(text):
    return text.replace(" ", NO_BREAK)


def _kept(word):
    return format_html('<span class="nb">{}</span>', word)


def _moment(value):
    """A date, or a datetime on the clock of Bangkok, from what a page holds; None for nothing.

    A time without a zone is taken as Bangkok's. ValueError for text that is no ISO date.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        value = date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value)
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=dates.BANGKOK)
    return dates.bangkok(value)

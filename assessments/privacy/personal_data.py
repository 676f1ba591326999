"""Finds numbers of persons in a text: national ID, telephone and bank account numbers. Pure rules.

A finding carries where the number starts and a masked form of it; the number itself is never kept, so that
it cannot end up in a log. What looks alike and is no person's number (amounts, budget codes, dates, numbers
of documents and projects, tax numbers of companies and agencies, addresses with ids) is left alone.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from stdnum.th.pin import calc_check_digit

from ita_portal.thai.digits import TO_ASCII
from ita_portal.thai.text import invisible_in

SHOWN_AT_END = 2
LONGEST_WORDS = 28
NEAR, CLOSE = 60, 40


class Kind(StrEnum):
    """What a number is taken for; the value goes into the log of the desk."""

    NATIONAL_ID = "national_id", "เลขประจำตัวประชาชน"
    BANK_ACCOUNT = "bank_account", "เลขที่บัญชีธนาคาร"
    MOBILE = "mobile", "หมายเลขโทรศัพท์มือถือ"
    LANDLINE = "landline", "หมายเลขโทรศัพท์ประจำที่"

    def __new__(cls, value, label):
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


@dataclass(frozen=True)
class Finding:
    """One number in a text: `offset` is where it starts, `masked` what may be shown of it.

    `words` are the words before it on its line, so that a person finds the place; numbers in them are masked.
    """

    kind: Kind
    offset: int
    masked: str
    words: str = ""


_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
_BLANKS = dict.fromkeys(
    map(ord, "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"), " "
)
_BLANKS |= dict.fromkeys((0x202F, 0x205F, 0x3000), " ")
_PLAIN = [(chr(sign), plain) for sign, plain in (_DASHES | _BLANKS).items()]
_PLAIN += [(chr(sign), chr(plain)) for sign, plain in (TO_ASCII | _FULL_WIDTH).items()]

_ADDRESSES = [re.compile(start + "[!-~]+") for start in ("://", r"www\.", r"\.(?:th|com|org|net|info)/")]
_RUN = re.compile(r"[0-9](?:[-.\s()]{0,3}[0-9]){8,}")  # the shortest number looked for has nine digits
_LOOKED_AHEAD = 4

_SIGN = r"(?: ?[-.] ?| )"  # what stands between the groups of a number
_BROKEN = r"(?:\s?[-.]\s?|\s)"  # the same, also at the end of a line
_AFTER = r"(?![0-9A-Za-z])(?![-.][0-9])"
_AFTER_PHONE = r"(?![0-9A-Za-z])(?![-.][0-9]{3})(?!\.[0-9])"  # 044-311234-5 is a range of lines


def _first(digit):
    """The first digit of a number: not in the middle of a longer number, word or code."""
    word = "|".join(
        f"(?<={word}{digit})" for word in ("ID", "id", "Id", "Tel", "TEL", "tel", "Fax", "FAX", "fax")
    )
    return rf"{digit}(?<![0-9]{digit})(?<![0-9][-.]{digit})(?:(?<![A-Za-z]{digit})|{word})"


_ANY, _ZERO = _first("[0-9]"), _first("0")
_ID = re.compile(
    rf"{_ANY}({_BROKEN}?)[0-9]{{4}}({_BROKEN}?)[0-9]{{5}}({_BROKEN}?)[0-9]{{2}}({_BROKEN}?)[0-9]{_AFTER}"
)
_ID_OTHERWISE = re.compile(rf"{_ANY}(?:{_BROKEN}?[0-9]){{12}}{_AFTER}")  # in boxes, or grouped oddly
_ACCOUNT = re.compile(rf"{_ANY}[0-9]{{2}}{_SIGN}[0-9]{_SIGN}[0-9]{{5}}{_SIGN}[0-9]{_AFTER}")
_ACCOUNT_OTHERWISE = re.compile(rf"{_ANY}(?:[- ]?[0-9]){{9,11}}{_AFTER}")
_MOBILE = re.compile(
    rf"{_ZERO}(?:[689][0-9]\)?{_SIGN}?[0-9]{{3}}{_SIGN}?[0-9]{{4}}"
    rf"|[689]{_SIGN}(?P<a>[0-9]{{4}}){_SIGN}?(?P<b>[0-9]{{4}})"
    rf"|[689][0-9]{_SIGN}[0-9]{{4}}{_SIGN}[0-9]{{3}}){_AFTER_PHONE}"
)
_LANDLINE = re.compile(
    rf"{_ZERO}(?:[2-57]\)?{_SIGN}?[0-9]{{3}}{_SIGN}?[0-9]{{4}}"
    rf"|[3457][0-9]\)?{_SIGN}?[0-9]{{3}}{_SIGN}?[0-9]{{3}}"
    rf"|[- ](?P<a>[2-57][0-9]{{3}}){_SIGN}?(?P<b>[0-9]{{4}})){_AFTER_PHONE}"
)
_ABROAD = re.compile(rf"\+66(?:[-. ()]{{0,3}}[0-9]){{8,10}}{_AFTER_PHONE}")

_ID_WORDS = re.compile(r"บัตร|ประชาชน|ประจำตัว|ปชช|(?i:\bid\b)")
_PHONE_WORDS = re.compile(
    r"โทร|ติดต่อ|เบอร์|มือถือ|แฟกซ์|แฟ็กซ์|สายด่วน|[☎☏✆📞📱]|(?i:(?<![a-z])(?:tel|fax|line)|phone|mobile)"
)
_NUMBERED = re.compile(
    r"(?:เลขที่|รหัส|เลขทะเบียน|เลขรับ|เลขคุม|ใบเสร็จ|ใบสั่ง|เอกสาร|(?i:gfmis|e-?gp))[^0-9\n]{0,24}\Z"
)
_BANK_WORDS = re.compile(
    r"บัญชี|ธนาคาร|ออมสิน|ธ\.ก\.ส|กรุงไทย|กสิกร|ไทยพาณิชย์|เงินฝาก|พร้อมเพย์|(?i:bank|account|a/c)"
)
_ACCOUNT_WORDS = re.compile(
    r"(?:เลขที่บัญชี|เลขบัญชี|บัญชีเลขที่|หมายเลขบัญชี|บัญชีธนาคาร|เงินฝาก|ออมทรัพย์|กระแสรายวัน|พร้อมเพย์|(?i:a/c|account))"
    r"(?P<between>[^0-9\n]{0,40})\Z"
)
_PROJECT_WORDS = re.compile(r"โครงการ|เลขคุม|สัญญา|รหัส|(?i:e-?gp)")
_MARKS = "".join(map(chr, (0xE31, *range(0xE34, 0xE3B), *range(0xE47, 0xE4F))))  # no line begins with one
_NEIGHBOUR = re.compile(r"\A\W{0,3}\d[\d-]*|\d(?:[-. ()]{0,3}\d){4,}")  # also one that is cut off in front
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:2[456]|19|20)[0-9]{2}")


def valid_national_id(digits):
    """True for 13 ASCII digits with the right check digit that may be a person's.

    A number from 0 is a company's or an agency's, save those of foreigners and of persons without status;
    one from 9 is nobody's (978 and 979 begin the numbers of books).
    """
    if len(digits) != 13 or not digits.isascii() or not digits.isdigit():
        return False
    if digits[0] == "9" or (digits[0] == "0" and digits[1] != "0" and digits[5:7] != "89"):
        return False
    return calc_check_digit(digits) == digits[12]


def personal_numbers(text):
    """The findings of a text, in order. Takes time in proportion to its length."""
    seen, places = _visible(text)
    plain = _plain(seen)
    runs = [(match.start(), match.end() + _LOOKED_AHEAD) for match in _RUN.finditer(plain)]
    if not runs:
        return []
    taken = [match.span() for pattern in _ADDRESSES for match in pattern.finditer(plain)]
    found = []
    for look in (_ids, _accounts, _phones):
        fresh = _free(look(plain, runs), taken)
        taken += [span for _kind, *span in fresh]
        found += fresh
    found.sort(key=lambda each: each[1])
    return [
        Finding(kind, places[start] if places else start, masked(seen[start:end]), _words(seen, start))
        for kind, start, end in found
    ]


def masked(written):
    """A number as written with the digits in its middle as x: 1-23xx-xxxxx-x2-1, 081-xxx-xx78."""
    shown = 4 if written.startswith("+") else 3
    signs = list(written.replace("\n", " "))
    digits = [place for place, sign in enumerate(signs) if sign.isdigit()]
    for place in digits[shown:-SHOWN_AT_END]:
        signs[place] = "x"
    return "".join(signs)


def _visible(text):
    """The text without invisible signs, and where each of its signs stood; None when there were none."""
    if not invisible_in(text):
        return text, None
    places = [place for place, sign in enumerate(text) if not invisible_in(sign)]
    return "".join(text[place] for place in places), places


def _plain(text):
    """The text, sign by sign, with ASCII digits, plain dashes and plain blanks."""
    for sign, plain in _PLAIN:
        text = text.replace(sign, plain)
    return text


def _free(candidates, taken):
    """The candidates that do not overlap a span of `taken` or each other, by where they start."""
    free, barred = [], sorted(taken)
    at, reach = 0, 0
    for kind, start, end in sorted(candidates, key=lambda each: (each[1], -each[2])):
        while at < len(barred) and barred[at][0] < end:
            reach = max(reach, barred[at][1])
            at += 1
        if start >= reach:
            free.append((kind, start, end))
            reach = end
    return free


def _words(seen, start):
    line = seen[max(0, start - LONGEST_WORDS) : start].rpartition("\n")[2]
    return _NEIGHBOUR.sub(lambda match: _DIGIT.sub("x", match.group()), line).lstrip(_MARKS).strip()


def _before(plain, start, length):
    return plain[max(0, start - length) : start]


def _within(runs, pattern, plain):
    """The matches of a pattern within the runs of digits, which are few in most texts."""
    for start, end in runs:
        yield from pattern.finditer(plain, start, end)


def _ids(plain, runs):
    for match in _within(runs, _ID, plain):
        signs = [sign for sign in match.groups() if sign]
        hyphens = all("-" in sign for sign in signs)
        in_one_line = not any("\n" in sign for sign in signs)
        if _is_id(match) and (hyphens or (len(signs) == 4 and in_one_line)):
            yield Kind.NATIONAL_ID, *match.span()
    for match in _within(runs, _ID_OTHERWISE, plain):
        if _is_id(match) and _ID_WORDS.search(_before(plain, match.start(), NEAR)):
            yield Kind.NATIONAL_ID, *match.span()


def _digits(match):
    return re.sub("[^0-9]", "", match.group())


def _is_id(match):
    return valid_national_id(_digits(match))


def _accounts(plain, runs):
    for match in _within(runs, _ACCOUNT, plain):
        around = _before(plain, match.start(), NEAR) + " " + plain[match.end() : match.end() + CLOSE]
        if "-" in match.group() and _BANK_WORDS.search(around):
            yield Kind.BANK_ACCOUNT, *match.span()
    for match in _within(runs, _ACCOUNT_OTHERWISE, plain):
        named = _ACCOUNT_WORDS.search(_before(plain, match.start(), NEAR))
        if named and not _PROJECT_WORDS.search(named["between"]):
            yield Kind.BANK_ACCOUNT, *match.span()


def _phones(plain, _runs):
    for match in _ABROAD.finditer(plain):
        number = _digits(match)[2:].removeprefix("0")
        if len(number) == 9 and number[0] in "689":
            yield Kind.MOBILE, *match.span()
        elif len(number) == 8 and number[0] in "23457":
            yield Kind.LANDLINE, *match.span()
    for kind, pattern in ((Kind.MOBILE, _MOBILE), (Kind.LANDLINE, _LANDLINE)):
        for match in pattern.finditer(plain):
            before = _before(plain, match.start(), CLOSE)
            if _PHONE_WORDS.search(before):
                yield kind, *match.span()
            elif not _NUMBERED.search(before) and not _years(match):
                if kind == Kind.MOBILE or "-" in match.group():
                    yield kind, *match.span()


def _years(match):
    """Whether the groups of four are years, as in 08 2563-2564."""
    return all(group and _YEAR.fullmatch(group) for group in match.group("a", "b"))

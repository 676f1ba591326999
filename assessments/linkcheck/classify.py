"""From an answer to a state and a sentence: pure rules, tried in order. Nothing here opens anything."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

from assessments.linkcheck.outcome import (
    CERTIFICATE,
    LOOK,
    MOVED,
    NEEDS_LOGIN,
    NO_ANSWER,
    NOT_FOUND,
    OPENS,
    ROBOT_WALL,
    SERVER_ERROR,
    UNSAFE,
)
from assessments.linkcheck.page_words import PageWords, TooMuch, page_words

LONGEST_RETRY = 7 * 24 * 3600
LONGEST_MOMENT = 100  # characters of a header that names a moment
STANDARD, REFUSED_TO_ROBOTS = range(100, 600), 999
LOGIN_HOSTS = {"accounts.google.com", "login.microsoftonline.com", "login.live.com", "login.yahoo.com"}
DRIVE_HOSTS = {"drive.google.com", "docs.google.com", "onedrive.live.com", "1drv.ms", "www.dropbox.com"}
HOME_PATH = re.compile(r"/?(?:(?:index|home|main|default)(?:\.(?:php|html?|aspx?|jsp))?/?)?", re.IGNORECASE)
LOGIN_PATH = re.compile(r"(?:^|[/_-])(?:wp-login|log-?in|sign-?in|auth)(?:[./_-]|$)", re.IGNORECASE)
# The words of a page come in lower case, so that these search fast and without regard to case.
LOGIN_WORDS = re.compile(r"เข้าสู่ระบบ|ลงชื่อเข้าใช้|log ?in|sign ?in")
MISSING_WORDS = re.compile(
    r"(?:^|\D)404(?:\D|$)|not found|ไม่พบหน้า|ไม่พบข้อมูล|ไม่พบเนื้อหา|ไม่พบไฟล์|ไม่พบเอกสาร"
    r"|page (?:does not|doesn.t) exist"
)
NEED_ACCESS = (
    "you need access",
    "request access",
    "คุณต้องมีสิทธิ",
    "ขอสิทธิ์การเข้าถึง",
    "ขอสิทธิ์เข้าถึง",
    "servicelogin",
)
WALL_WORDS = (
    "just a moment...",
    "attention required! | cloudflare",
    "cf-chl",
    "challenge-platform",
    "_incapsula_",
    "incapsula incident",
    "ddos-guard",
    "sucuri website firewall",
    "verify you are human",
    "verify you are a human",
    "checking your browser",
    "captcha-delivery",
)
DOCUMENT_ENDS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".zip", ".jpg", ".jpeg", ".png")
WALL_HEADERS = ("cf-mitigated", "x-datadome", "x-sucuri-block")


@dataclass(frozen=True)
class Answer:
    """The last answer of a check. `headers` has lower-case names; `body` is at most the policy's bytes.

    `first_url` and `final_url` tell whether a redirect left the address, `moved_to` is where permanent
    redirects led, `problem` a key of PROBLEMS when there is no answer to judge.
    """

    first_url: str
    final_url: str
    status: int | None
    headers: Mapping[str, str]
    body: bytes = b""
    moved_to: str = ""
    problem: str = ""


def content_type_of(headers: Mapping[str, str]) -> str:
    """The media type without parameters, in lower case."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()[:100]


def is_page(headers: Mapping[str, str]) -> bool:
    """An HTML page, whose text must be seen before one can say that it opens."""
    return content_type_of(headers) in ("text/html", "application/xhtml+xml", "")


def size_of(headers: Mapping[str, str]) -> int | None:
    """Content-Length in bytes where it tells the size of the thing itself, else None."""
    written = headers.get("content-length", "")
    plain = headers.get("content-encoding", "identity").lower() == "identity"
    return int(written) if plain and written.isascii() and written.isdigit() and len(written) < 16 else None


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> int | None:
    """Seconds that a host asks us to wait, at most a week; None when it does not say."""
    written = headers.get("retry-after", "").strip()
    if written.isascii() and written.isdigit():
        return min(int(written[:9]), LONGEST_RETRY)
    try:
        moment = parsedate_to_datetime(written[:LONGEST_MOMENT])
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = int((moment - (now or datetime.now(UTC))).total_seconds())
    except (ValueError, OverflowError):
        return None
    return min(max(seconds, 0), LONGEST_RETRY)


def _left_for(answer: Answer, pattern: re.Pattern[str]) -> bool:
    """Did a redirect lead to a path that `pattern` matches, from one that it does not?"""
    first, final = urlsplit(answer.first_url), urlsplit(answer.final_url)
    return bool(pattern.search(unquote(final.path))) and not pattern.search(unquote(first.path))


def _went_home(answer: Answer) -> bool:
    first, final = urlsplit(answer.first_url), urlsplit(answer.final_url)
    deep = not HOME_PATH.fullmatch(first.path) or first.query
    return bool(deep and HOME_PATH.fullmatch(final.path) and not final.query)


def _is_wall(answer: Answer, words: PageWords) -> bool:
    if answer.status == REFUSED_TO_ROBOTS or any(name in answer.headers for name in WALL_HEADERS):
        return True
    return any(word in words.source for word in WALL_WORDS) and (
        answer.status in (403, 429, 503) or len(words.source) < 20_000
    )


def _needs_login(answer: Answer, words: PageWords) -> bool:
    final = urlsplit(answer.final_url)
    host = (final.hostname or "").lower()
    if answer.status == 401 or host in LOGIN_HOSTS:
        return True
    if host.endswith("facebook.com") and _left_for(answer, LOGIN_PATH):
        return True
    if host in DRIVE_HOSTS and any(phrase in words.source for phrase in NEED_ACCESS):
        return True
    if not words.asks_password:
        return False
    return _left_for(answer, LOGIN_PATH) or bool(LOGIN_WORDS.search(words.headings))


PROBLEMS = {
    "certificate": (
        CERTIFICATE,
        "ใบรับรองความปลอดภัย (HTTPS) หมดอายุหรือไม่ตรงกับเว็บไซต์ เบราว์เซอร์จะเตือนประชาชน แจ้งผู้ดูแลเว็บไซต์ให้ต่ออายุ",
    ),
    "unsafe": (UNSAFE, "ชื่อเว็บไซต์ชี้ไปยังเครื่องภายในเครือข่าย จึงไม่เปิดเพื่อความปลอดภัย ใช้ที่อยู่ที่ประชาชนเปิดได้"),
    "dns": (NO_ANSWER, "ไม่พบชื่อเว็บไซต์นี้ในอินเทอร์เน็ต ตรวจตัวสะกด หรือแจ้งผู้ดูแลเว็บไซต์"),
    "refused": (NO_ANSWER, "ติดต่อเว็บไซต์ปลายทางไม่ได้ ลองเปิดเอง ถ้าเปิดไม่ได้ให้แจ้งผู้ดูแลเว็บไซต์"),
    "slow": (NO_ANSWER, "เว็บไซต์ปลายทางตอบช้าเกินเวลาที่รอ ลองเปิดเอง ถ้าช้าให้แจ้งผู้ดูแลเว็บไซต์"),
    "broken": (NO_ANSWER, "เว็บไซต์ปลายทางตัดการติดต่อก่อนตอบครบ ลองเปิดเอง"),
    "headers": (LOOK, "เว็บไซต์ปลายทางส่งหัวคำตอบยาวผิดปกติ โปรแกรมตรวจจึงเลิกอ่าน ให้คนเปิดดู"),
    "unreadable": (LOOK, "เว็บไซต์ปลายทางตอบในแบบที่โปรแกรมตรวจอ่านไม่ได้ ให้คนเปิดดู"),
    "redirects": (SERVER_ERROR, "เว็บไซต์ปลายทางเปลี่ยนเส้นทางวนเกิน ๕ ครั้ง ใช้ที่อยู่สุดท้ายที่เปิดเห็นข้อมูล"),
}


def state_of(answer: Answer) -> tuple[str, str]:
    """(state, detail) of an Answer; the detail says in Thai what to do next, "" when all is well."""
    if answer.problem:
        return PROBLEMS[answer.problem]
    if answer.status is None:
        return PROBLEMS["broken"]
    words, too_much = _words(answer)
    status = answer.status
    if status == 304:
        return _opened(answer)
    if _is_wall(answer, words):
        return ROBOT_WALL, "เว็บไซต์ปลายทางกันโปรแกรมอัตโนมัติ ให้คนเปิดดูแล้วกดยืนยัน"
    if _needs_login(answer, words):
        return NEEDS_LOGIN, "ต้องเข้าสู่ระบบหรือขอสิทธิ์ก่อน เปิดสิทธิ์ให้ทุกคนที่มีลิงก์ดูได้ หรือเก็บเอกสารไว้ในระบบนี้"
    if status in (404, 410):
        return NOT_FOUND, "เว็บไซต์ปลายทางตอบว่าไม่มีหน้านี้ หาที่อยู่ใหม่ หรือเก็บเอกสารไว้ในระบบนี้"
    if status == 429:
        return ROBOT_WALL, "เว็บไซต์ปลายทางขอให้ตรวจช้าลง ให้คนเปิดดูแล้วกดยืนยัน"
    if status == 403:
        return ROBOT_WALL, "เว็บไซต์ปลายทางไม่ยอมให้โปรแกรมตรวจเปิด (403) ให้คนเปิดดูแล้วกดยืนยัน"
    if status not in STANDARD:
        return LOOK, f"เว็บไซต์ปลายทางตอบรหัส {status} ซึ่งไม่มีในมาตรฐานของเว็บ ให้คนเปิดดู"
    if status >= 500:
        return SERVER_ERROR, f"เว็บไซต์ปลายทางขัดข้อง ({status}) ลองเปิดเอง ถ้ายังขัดข้องให้แจ้งผู้ดูแลเว็บไซต์"
    if status in (408, 425):
        return PROBLEMS["slow"]
    if status not in (200, 203, 206):
        return LOOK, f"เว็บไซต์ปลายทางตอบรหัส {status} ซึ่งไม่ใช่การแสดงข้อมูล ให้คนเปิดดู"
    if too_much:
        return LOOK, too_much
    return _suspicious(answer, words) or _opened(answer)


def _words(answer: Answer) -> tuple[PageWords, str]:
    """The words of a page, and why they could not be read; the status may still tell enough."""
    if not is_page(answer.headers):
        return PageWords(), ""
    try:
        return page_words(answer.body, answer.headers), ""
    except TooMuch as reason:
        return PageWords(), str(reason)


def _suspicious(answer: Answer, words: PageWords) -> tuple[str, str] | None:
    """What opens but may not be what the item needs, or None."""
    if _went_home(answer):
        return LOOK, "เปิดแล้วไปที่หน้าแรกแทนหน้าที่ระบุ ข้อมูลอาจถูกย้ายหรือลบ ให้คนเปิดดู"
    if MISSING_WORDS.search(words.headings):
        return LOOK, "หน้าเปิดได้แต่เขียนว่าไม่พบข้อมูล ให้คนเปิดดู"
    if words.source and urlsplit(answer.first_url).path.lower().endswith(DOCUMENT_ENDS):
        return LOOK, "ที่อยู่เป็นชื่อไฟล์แต่เปิดแล้วเป็นหน้าเว็บ ไฟล์อาจถูกลบ ให้คนเปิดดู"
    if size_of(answer.headers) == 0:
        return LOOK, "เปิดแล้วว่างเปล่า ให้คนเปิดดู"
    return None


def _opened(answer: Answer) -> tuple[str, str]:
    if answer.moved_to:
        return MOVED, "เปิดได้ แต่ย้ายที่อยู่ถาวรแล้ว แก้เป็นที่อยู่ใหม่ก่อนที่อยู่เดิมจะเลิกใช้"
    return OPENS, ""

"""Advice on the links of an OIT item before an assessor opens them. Pure: no database, no network.

Nothing here blocks: each finding says what looks wrong, where, and what to do.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from assessments.links.url import host_of
from ita_portal.thai.dates import BUDDHIST_ERA_OFFSET
from ita_portal.thai.digits import ascii_digits, thai_digits

MAIN, SUB_DOMAIN, PORTAL, DRIVE, SOCIAL, OTHER = "main", "sub_domain", "portal", "drive", "social", "other"
HOST_NAMES = {
    MAIN: "เว็บไซต์หลัก",
    SUB_DOMAIN: "โดเมนย่อยของเว็บไซต์หลัก",
    PORTAL: "ระบบนี้",
    DRIVE: "ที่ฝากไฟล์",
    SOCIAL: "สื่อสังคม",
    OTHER: "เว็บไซต์อื่น",
}
DRIVES = frozenset(
    "drive.google.com docs.google.com sites.google.com forms.gle photos.app.goo.gl 1drv.ms onedrive.live.com "
    "dropbox.com mega.nz mediafire.com sharepoint.com icloud.com box.com wetransfer.com".split()
)
SOCIALS = frozenset(
    "facebook.com fb.com fb.watch m.me line.me lin.ee youtube.com youtu.be instagram.com tiktok.com x.com "
    "twitter.com".split()
)
SOCIAL_CONCEPT = "social"
HOME_PAGE = re.compile(
    r"/?(?:(?:th|home|main|index|default)(?:\.(?:php|html?|aspx?|jsp))?/?)?", re.IGNORECASE
)

_YEAR = re.compile(r"(?<![0-9A-Za-z%])(?:25[4-9][0-9]|20[0-4][0-9])(?![0-9])")
_SHORT_YEAR = re.compile(
    r"(?i)(?:(?<![a-z])(?:ita|oit|fy|year)=?|ปีงบประมาณ|งบ|ปี|พ\.?ศ\.?|[ก-ฮ]\.[ก-ฮ]\.)[-_ ]?"
    r"([4-9][0-9])(?![0-9])"
)
_NAMED_YEAR = re.compile(r"(?i)(?<![0-9a-z])[a-z]{2,}(25[4-9][0-9])(?![0-9a-z])")
_LATE_MONTH = re.compile(
    r"(?i)(?:ตุลาคม|พฤศจิกายน|ธันวาคม|ต\.?ค\.?|พ\.?ย\.?|ธ\.?ค\.?|oct\w*|nov\w*|dec\w*)[-_ ./]*$"
)
_MONTH_AFTER = re.compile(r"[-_/](0?[1-9]|1[0-2])(?=[-_/])")
_ID_BEFORE = re.compile(
    r"(?i)(?:news|view|detail|content|article|post|id|read|show|download|node|page|item|file|topic|album)s?[-_/]$"
)
_RANGE = re.compile(r"(25[4-9][0-9])\s*[-–_]\s*(25[4-9][0-9])")
_YEAR_KEY = re.compile(r"(?i)(?:year|fy|yy|ปี)")


@dataclass(frozen=True)
class TypedLink:
    """A link as staff typed it: the code of its item, its position, its address."""

    code: str
    position: int
    url: str


@dataclass(frozen=True)
class Surroundings:
    """What is known around an agency's links.

    `website_hosts` and `portal_hosts` are host names; `published` are site paths that open for the public;
    `items_of` maps a `link_key` to the codes of the year's items that lead there.
    """

    website_hosts: frozenset[str] = frozenset()
    portal_hosts: frozenset[str] = frozenset()
    published: frozenset[str] = frozenset()
    items_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Advice:
    """One piece of advice: a `code` for programs, where it stands, what looks wrong and what to do."""

    code: str
    where: str
    problem: str
    todo: str

    def __str__(self):
        return f"{self.where}: {self.problem} {self.todo}"


def host_kind(url, around):
    """Whose host an address leads to: one of main, sub_domain, portal, drive, social, other."""
    host = host_of(url)
    if url.startswith("/") or host in around.portal_hosts:
        return PORTAL
    mains = {name.removeprefix("www.") for name in around.website_hosts}
    bare = host.removeprefix("www.")
    if bare in mains:
        return MAIN
    if _within(host, mains):
        return SUB_DOMAIN
    if _within(bare, DRIVES):
        return DRIVE
    return SOCIAL if _within(bare, SOCIALS) else OTHER


def _within(host, domains):
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def link_key(url):
    """What makes two addresses the same place: no scheme, www, case of host, closing stroke or fragment."""
    if url.startswith("/"):
        return unquote(url.partition("#")[0]).rstrip("/")
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = f"?{parts.query}" if parts.query else ""
    return unquote(f"{host_of(url).removeprefix('www.')}{parts.path.rstrip('/')}{query}")


def years_in(url):
    """The fiscal years (B.E.) that an address names in its path or in a parameter for a year, in order.

    Numbers that are more likely an id are passed over; October to December belong to the next year.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return []
    texts = [ascii_digits(unquote(parts.path))]
    for pair in parts.query.split("&"):
        key, _equals, value = unquote(pair).partition("=")
        if _YEAR_KEY.search(key):
            texts.append(f"/year={ascii_digits(value)}")
    years = []
    for text in texts:
        years += _years_of(text)
    return list(dict.fromkeys(years))


def _years_of(text):
    found = []
    for match in _RANGE.finditer(text):
        first, last = int(match[1]), int(match[2])
        found += range(first, last + 1) if first < last <= first + 20 else []
    for match in [*_YEAR.finditer(text), *_NAMED_YEAR.finditer(text)]:
        number = match[match.lastindex or 0]
        before, after = text[: match.start()], text[match.end() :]
        whole_end = not after.strip("/")
        if whole_end and _ID_BEFORE.search(before):
            continue
        year = int(number) + (BUDDHIST_ERA_OFFSET if number.startswith("20") else 0)
        month = _MONTH_AFTER.match(after)
        late = _LATE_MONTH.search(before) or (month and int(month[1]) >= 10)
        found.append(year + bool(late))
    for match in _SHORT_YEAR.finditer(text):
        found.append(2500 + int(match[1]) + bool(_LATE_MONTH.search(text[: match.start(1)])))
    return found


def advise(link, around, *, wanted_years=(), concept=""):
    """Every Advice on one TypedLink.

    `wanted_years` are the fiscal years (B.E.) that suit the item, empty where any does; `concept` is the
    item's, because an item about social media is meant to lead there.
    """
    where = f"ข้อ {link.code} ลิงก์ลำดับ {thai_digits(link.position)}"
    found = [
        _cut(link.url),
        _unpublished(link.url, around),
        _home_page(link.url, around),
        _foreign_host(link.url, around, concept),
        _other_year(link.url, wanted_years),
        _repeated(link, around),
    ]
    return [Advice(code, where, problem, todo) for code, problem, todo in filter(None, found)]


def _cut(url):
    written = unquote(url)
    if "…" in written or written.rstrip("/").endswith("..."):
        todo = "ควรเปิดหน้าปลายทางแล้วคัดลอกที่อยู่จากแถบที่อยู่ของเบราว์เซอร์ใหม่ทั้งหมด"
        return "cut", "ที่อยู่มีเครื่องหมาย … จึงอาจถูกตัดท้าย", todo
    return None


def _unpublished(url, around):
    if host_kind(url, around) != PORTAL:
        return None
    path = unquote(urlsplit(url).path)
    path = path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"
    if path in around.published:
        return None
    return "unpublished", "หน้าหรือเอกสารนี้ในระบบยังไม่เผยแพร่ ประชาชนจึงเปิดไม่ได้", "ควรเผยแพร่หน้านั้นก่อนหรือแก้ที่อยู่"


def _home_page(url, around):
    if host_kind(url, around) in (PORTAL, SOCIAL):
        return None
    parts = urlsplit(url)
    if parts.query or parts.fragment.strip("/!") or not HOME_PAGE.fullmatch(parts.path):
        return None
    return "home_page", "ลิงก์นี้ไปแค่หน้าแรกของเว็บไซต์", "ควรใช้ที่อยู่ของหน้าหรือไฟล์ที่มีข้อมูลของข้อนี้โดยตรง"


def _foreign_host(url, around, concept):
    kind = host_kind(url, around)
    if kind in (MAIN, PORTAL) or (kind == SOCIAL and concept == SOCIAL_CONCEPT):
        return None
    if not around.website_hosts and kind == OTHER:
        return "no_main", "ยังไม่รู้ว่าเป็นเว็บไซต์หลักหรือไม่", "ควรกรอกโดเมนเว็บไซต์หลักที่หน้าข้อมูลหน่วยงาน"
    host, name = host_of(url), HOST_NAMES[kind]
    todo = {
        SUB_DOMAIN: "ควรมีทางคลิกจากเว็บไซต์หลักมาถึง หรือเพิ่มโดเมนนี้ที่ข้อมูลหน่วยงานถ้าเป็นเว็บไซต์หลักด้วย",
        DRIVE: "ควรอัปโหลดไฟล์ไว้ในระบบนี้หรือเว็บไซต์หลัก เพราะที่ฝากไฟล์อาจขอสิทธิ์ก่อนเปิด",
        SOCIAL: "ควรลงข้อมูลไว้บนเว็บไซต์หลักแล้วใช้ลิงก์นั้น",
        OTHER: "ควรลงข้อมูลไว้บนเว็บไซต์หลัก หรือมีทางคลิกจากเว็บไซต์หลักมาถึง",
    }[kind]
    return f"host_{kind}", f"{host} เป็น{name} ไม่ใช่เว็บไซต์หลักของหน่วยงาน", todo


def _other_year(url, wanted_years):
    years = years_in(url)
    if not wanted_years or not years or set(years) & set(wanted_years):
        return None
    found = ", ".join(thai_digits(year) for year in years)
    asked = " หรือ ".join(thai_digits(year) for year in wanted_years)
    todo = f"ข้อนี้ต้องการข้อมูลของปี {asked} ควรเปิดดูว่าเป็นเอกสารของปีที่ถูกต้อง"
    return "other_year", f"ในที่อยู่มีปี {found}", todo


def _repeated(link, around):
    codes = Counter(around.items_of.get(link_key(link.url), ()))
    codes[link.code] -= 1
    others = [code for code, count in codes.items() if count > 0]
    if not others:
        return None
    named = ", ".join(others[:5]) + (f" และอีก {thai_digits(len(others) - 5)} ข้อ" if len(others) > 5 else "")
    todo = "ควรใช้ที่อยู่ที่ตรงกับข้อนี้ หรือระบุเลขหน้าถ้าเป็นเอกสารเดียวกันจริง"
    if others == [link.code]:
        return "repeated", "ข้อนี้มีลิงก์นี้มากกว่าหนึ่งครั้ง", "ควรเก็บไว้ลิงก์เดียว"
    return "repeated", f"ใช้ลิงก์เดียวกับข้อ {named}", todo

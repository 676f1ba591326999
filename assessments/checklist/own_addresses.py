"""The portal's own addresses that a hand-in freezes, asked for as an assessor would before it does."""

from collections import Counter
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.conf import settings

from assessments.linkcheck import Wanted, check_addresses
from assessments.linkcheck.addresses import Refused, address_of
from assessments.links.check_policy import policy_from_settings
from assessments.links.check_run import within
from assessments.links.status import GOOD
from assessments.models import LinkState, Page
from assessments.record.paths import page_path
from ita_portal.thai.digits import thai_digits

BUDGET = 20  # seconds for all addresses together: somebody is waiting
CONNECT, ANSWER = 5, 10  # seconds for one of them
LATE = f"ไม่ตอบภายใน {thai_digits(BUDGET)} วินาทีที่ใช้ถามทั้งหมด"


@dataclass(frozen=True)
class Asked:
    """One address and what came of asking for it, in Thai; `advice` is for staff and kept nowhere."""

    address: str
    opens: bool
    finding: str
    advice: str = ""


def own_addresses(content):
    """{address: where it leads} of the portal's own addresses in a hand-in (a content), in its order."""
    origin = content["origin"]
    page = origin + page_path(content["fiscal_year"], Page.OIT)
    found = {page: page}
    for item in content["items"]:
        for link in item["links"]:
            found.setdefault(link["address"], link["url"])
            if link["url"].startswith(f"{origin}/"):
                found.setdefault(link["url"], link["url"])
    return found


def ask_own_addresses(content, *, budget=BUDGET):
    """An Asked for each of own_addresses(content), within `budget` seconds.

    Redirects to other websites are not followed there: the link checker asks those in its own time.
    """
    wanted, found = own_addresses(content), {}
    check_addresses(
        {urlsplit(content["origin"]).netloc: [Wanted(address) for address in wanted]},
        policy=_policy(content["origin"]),
        on_found=lambda host, each: found.update({each.url: each}),
        stop=within(budget),
    )
    return [_asked(address, target, found.get(address)) for address, target in wanted.items()]


def _policy(origin):
    """The link checker's policy without pauses, since the website is our own; in local mode with loopback."""
    policy = policy_from_settings()
    ports = policy.ports
    if settings.LOCAL and (port := urlsplit(origin).port):
        ports |= {port}
    local = policy.allow_local or settings.LOCAL
    times = {"pause": 0, "connect_timeout": CONNECT, "total_timeout": ANSWER}
    return replace(policy, ports=ports, allow_local=local, leaves_host=False, **times)


def _asked(address, target, found):
    if found is None:
        return Asked(address, opens=False, finding=LATE)
    if found.state not in GOOD:
        label = str(LinkState(found.state).label)
        return Asked(address, opens=False, finding=label, advice=found.detail)
    if not _leads_to(target, address, found.final_url):
        return Asked(address, opens=False, finding=f"เปิดแล้วไปที่ {found.final_url} แทน {target}")
    return Asked(address, opens=True, finding=str(LinkState.OPENS.label))


def _leads_to(target, address, final_url):
    """Did asking for `address` end on its own website or, where it only leads on, at `target`?"""
    if urlsplit(final_url).netloc == urlsplit(address).netloc:
        return True
    try:
        return address_of(target, ports=range(1, 65536), allow_local=True).url == final_url
    except Refused:
        return False


def unopened_content(asked, reason):
    """What the hand-in keeps when it went on all the same: {"reason", "addresses"}."""
    return {
        "reason": reason,
        "addresses": [{"address": each.address, "finding": each.finding} for each in asked if not each.opens],
    }


def in_numbers(asked):
    """เปิดได้ ๔๐ จาก ๔๓ ที่อยู่"""
    opened = Counter(each.opens for each in asked)[True]
    return f"เปิดได้ {thai_digits(opened)} จาก {thai_digits(len(asked))} ที่อยู่"

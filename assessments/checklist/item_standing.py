"""How one OIT item stands, told alike by the first screen, the checklist and the readiness report.

Pure: facts in, one of three kinds with its reasons out. What nobody looked at is neither good nor zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessments.framework.data_periods import AMBER, NONE_THIS_PERIOD, RED, UNKNOWN, Due
from assessments.scoring import ItemValue, half_up
from ita_portal.thai.digits import thai_digits

AT_RISK, UNSEEN, GOOD = "at_risk", "unseen", "good"
KIND_NAMES = {AT_RISK: "เสี่ยง", UNSEEN: "ยังไม่รู้", GOOD: "เรียบร้อย"}
YES, NO, FAIL = "yes", "no", "fail"


@dataclass(frozen=True)
class LinkCounts:
    """The live links and documents of an item: how many open, are broken, were never checked.

    The rest wants a person's look: a robot wall, a first failure, a page that may be another.
    """

    total: int = 0
    opens: int = 0
    broken: int = 0
    unchecked: int = 0

    @property
    def look(self) -> int:
        return self.total - self.opens - self.broken - self.unchecked


@dataclass(frozen=True)
class ItemStanding:
    """The kind of an item (at_risk, unseen, good) with every reason for it, its links and its period.

    `carried`: something of an earlier year stands in it that nobody confirmed.
    """

    kind: str
    reasons: tuple[str, ...]
    links: LinkCounts
    due: Due
    carried: bool = False

    @property
    def name(self) -> str:
        """The kind in Thai."""
        return KIND_NAMES[self.kind]


def item_standing(
    answer: str,
    links: LinkCounts,
    due: Due,
    *,
    explained: bool = True,
    verdict: str = "",
    unticked: int = 0,
    carried: bool = False,
) -> ItemStanding:
    """The ItemStanding of an answer (Disclosure.Answer or ""), given the internal auditor's verdict,
    whether there is an explanation, how many requirements nobody ticked as shown, and whether something was
    carried from an earlier year that nobody confirmed."""
    risks = tuple(filter(None, _risks(answer, links, due, verdict)))
    unseen = tuple(filter(None, _unseen(answer, links, due, explained, unticked, carried)))
    kind = AT_RISK if risks else UNSEEN if unseen else GOOD
    return ItemStanding(kind, risks + unseen, links, due, carried)


def _risks(answer, links, due, verdict):
    yield "" if answer else "ยังไม่ตอบ"
    yield "ตอบว่าไม่มี" if answer == NO else ""
    yield "ผู้ตรวจภายในว่าไม่ผ่าน" if verdict == FAIL else ""
    if answer == YES:
        yield "" if links.total else "ตอบว่ามี แต่ไม่มีลิงก์หรือเอกสาร"
        yield f"ลิงก์เสีย {thai_digits(links.broken)}" if links.broken else ""
        yield "เลยวันส่งโดยไม่ระบุช่วงข้อมูล" if due.colour == RED else ""


def _unseen(answer, links, due, explained, unticked, carried):
    yield "ยกมาจากปีก่อน ยังไม่ตรวจ" if carried else ""
    if answer == NONE_THIS_PERIOD:
        yield "" if explained else "ตอบว่าไม่มีในรอบนี้โดยไม่มีคำอธิบาย"
    if answer == YES:
        yield f"ยังไม่ได้ตรวจลิงก์ {thai_digits(links.unchecked)}" if links.unchecked else ""
        yield f"ลิงก์ที่ต้องเปิดดูเอง {thai_digits(links.look)}" if links.look else ""
        yield "ยังไม่ระบุช่วงข้อมูล" if links.total and due.colour in (AMBER, UNKNOWN) else ""
        yield f"ยังไม่ได้ติ๊กองค์ประกอบ {thai_digits(unticked)} อย่าง" if unticked else ""


@dataclass(frozen=True)
class KindSum:
    """How many items of a year are of one kind, and the points of the total they bring (None: not known)."""

    kind: str
    items: int
    points: object

    @property
    def name(self) -> str:
        """The kind in Thai."""
        return KIND_NAMES[self.kind]


def kind_sums(
    standings: Mapping[str, ItemStanding], values: Iterable[ItemValue] | None
) -> dict[str, KindSum]:
    """{kind: KindSum} over the standings of a year's items by code; every kind is there.

    `values` are the year's ItemValues, None where nobody confirmed which item counts where.
    """
    known = None if values is None else {value.code: value.exact for value in values}
    sums = {}
    for kind in KIND_NAMES:
        codes = [code for code, standing in standings.items() if standing.kind == kind]
        points = (
            None
            if known is None
            else half_up(sum((known.get(code, Fraction(0)) for code in codes), Fraction(0)))
        )
        sums[kind] = KindSum(kind, len(codes), points)
    return sums

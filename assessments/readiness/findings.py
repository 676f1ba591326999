"""What somebody who checks a year's items may ask about, item by item. Reads only.

Advice, not a verdict: every finding is a question that may come, with what to do about it.
"""

from dataclasses import dataclass
from fractions import Fraction

from assessments import scoring
from assessments.checklist.desk_standings import checklist_standings
from assessments.checklist.item_standing import KIND_NAMES, ItemStanding, kind_sums
from assessments.framework.data_periods import (
    AMBER,
    RED,
    explanation_advice,
    handin_date,
    period_advice,
    wanted_period,
    years_advice,
)
from assessments.framework.year_rules import rules_of
from assessments.links.url import url_fingerprint
from assessments.models import Disclosure, LinkState, LinkTarget, Page
from assessments.readiness.click_depth import clicks_from_start
from assessments.readiness.link_advice import MAIN, PORTAL, host_kind
from assessments.readiness.surroundings import link_advice, surroundings
from assessments.record.paths import link_path, page_path
from ita_portal.templatetags.ita_format import SCANNED
from ita_portal.thai.digits import thai_digits

TROUBLED = {
    LinkState.NOT_FOUND: "เปิดแล้วไม่พบหน้า ย้ายไปที่ใด",
    LinkState.SERVER_ERROR: "เว็บไซต์ปลายทางขัดข้อง เปิดดูได้เมื่อใด",
    LinkState.NO_ANSWER: "เว็บไซต์ปลายทางไม่ตอบ เปิดดูได้เมื่อใด",
    LinkState.CERTIFICATE: "เบราว์เซอร์เตือนเรื่องใบรับรองความปลอดภัย แก้แล้วหรือไม่",
    LinkState.NEEDS_LOGIN: "ต้องเข้าสู่ระบบหรือขอสิทธิ์ก่อน ประชาชนเปิดดูได้อย่างไร",
    LinkState.UNSAFE: "เป็นที่อยู่ที่ตรวจไม่ได้เพื่อความปลอดภัย ประชาชนเปิดได้หรือไม่",
    LinkState.LOOK: "เปิดได้แต่อาจไม่ใช่หน้าที่ต้องการ ข้อมูลอยู่ตรงไหน",
    LinkState.ROBOT_WALL: "ตรวจอัตโนมัติไม่ได้ มีใครเปิดดูแล้วหรือยัง",
    LinkState.MOVED: "ย้ายที่อยู่ถาวรแล้ว จะแก้เป็นที่อยู่ใหม่หรือไม่",
}

KINDS = list(KIND_NAMES)


@dataclass(frozen=True)
class ItemReadiness:
    """One item: its answer, what may be asked, clicks from /ita/ (None: no way found), points (or None).

    `on_main` is how many of its links are on the main website or in this portal.
    """

    item: object
    disclosure: object
    on_main: int
    clicks: int | None
    standing: ItemStanding
    ticked: int
    questions: tuple[str, ...]
    points: scoring.ItemValue | None

    @property
    def order(self):
        """What is at risk comes first, then what is not known, each by its points, then the list's order."""
        points = self.points.exact if self.points else Fraction(0)
        return KINDS.index(self.standing.kind), -points, not self.questions, self.item.number


@dataclass(frozen=True)
class Readiness:
    """The report of one agency and year; `sums` as kind_sums gives them."""

    rows: tuple[ItemReadiness, ...]
    handin: object
    sums: dict

    @property
    def asked(self):
        """How many items raise a question."""
        return sum(1 for row in self.rows if row.questions)


def readiness(agency, year, *, origin, today):
    """The Readiness of an agency and FiscalYear, items at risk first.

    The number of queries rests on how many pages are published, not on how many answers and links.
    """
    disclosures = {
        row.item_id: row
        for row in Disclosure.objects.filter(agency=agency, item__year=year).prefetch_related(
            "links__versions__file", "shown_requirements"
        )
    }
    rules = rules_of(year)
    known = scoring.item_values(rules)
    values = {value.code: value for value in known or ()}
    inspection = _Inspection(agency, year, origin, today)
    rows = [
        inspection.of_item(item, disclosures.get(item.pk), values.get(item.code))
        for item in year.oit_items.order_by("number")
    ]
    rows.sort(key=lambda row: row.order)
    return Readiness(tuple(rows), handin_date(year), kind_sums(inspection.standings, known))


class _Inspection:
    """A look at the items of a year one by one, with what is read once for all of them."""

    def __init__(self, agency, year, origin, today):
        self.year = year
        self.standings = checklist_standings(agency.pk, year, today)
        self.around = surroundings(agency, year)
        self.clicks = clicks_from_start(agency, origin, year.year_be)
        self.targets = {row.url_sha256: row for row in LinkTarget.objects.filter(agency=agency)}

    def of_item(self, item, disclosure, value):
        answer = disclosure.answer if disclosure else ""
        links = [link for link in disclosure.links.all() if not link.removed] if disclosure else []
        links = [link for link in links if link.url or link.versions.all()]
        path = page_path(self.year.year_be, Page.OIT, item.number)
        known = {row.requirement for row in disclosure.shown_requirements.all()} if disclosure else set()
        ticked = [line for line in item.requirements if line in known]
        questions = [explanation_advice(answer, disclosure.explanation)] if disclosure else []
        if disclosure and any(row.check_for_year for row in (disclosure, *links)):
            questions.append("มีข้อมูลที่ยกมาจากปีก่อนและยังไม่มีผู้ตรวจ ใช้กับปีนี้ได้หรือไม่")
        if not answer:
            questions.append("ยังไม่ได้ตอบ ข้อมูลอยู่ที่ใด")
        elif answer == Disclosure.Answer.YES:
            questions += self._questions(item, links, ticked)
        if answer and path not in self.clicks:
            questions.append("จากหน้า /ita/ คลิกไปถึงข้อนี้ไม่ได้ เพราะยังไม่ได้เผยแพร่คำตอบ จะเผยแพร่เมื่อใด")
        standing = self.standings[item.code]
        if standing.due.colour in (AMBER, RED):
            questions.append(f"{standing.due.sentence} เอกสารของรอบนี้อยู่ที่ใด")
        return ItemReadiness(
            item=item,
            disclosure=disclosure,
            on_main=sum(1 for link in links if not link.url or self._kind(link) in (MAIN, PORTAL)),
            clicks=self.clicks.get(path),
            standing=standing,
            ticked=len(ticked),
            questions=tuple(filter(None, questions)),
            points=value,
        )

    @staticmethod
    def _period(link):
        return link.period_from, link.period_to

    def _kind(self, link):
        return host_kind(link.url, self.around)

    def _questions(self, item, links, ticked):
        """What may be asked of an item answered “มี”."""
        if not links:
            yield "ตอบว่ามี แต่ไม่มีลิงก์หรือเอกสาร เปิดดูได้ที่ใด"
        for link in links:
            where = f"ลิงก์ลำดับ {thai_digits(link.position)}"
            if link.url:
                for advice in link_advice(link, item, self.year.year_be, self.around):
                    yield f"{where} {advice.problem} {advice.todo}"
                yield self._state_question(where, link)
            else:
                yield from self._document_questions(where, item, link)
            if wrong := period_advice(
                wanted_period(item.data_period, self.year.year_be), self._declared(link)
            ):
                yield f"{where} {wrong} ใช่เอกสารที่ถูกต้องหรือไม่"
            if (
                link_path(self.year.year_be, item.code, link.position) not in self.clicks
                and (page_path(self.year.year_be, Page.OIT, item.number) in self.clicks)
                and link.url not in self.clicks
            ):
                yield f"{where} ยังไม่อยู่ในหน้าที่เผยแพร่ จะเผยแพร่เมื่อใด"
        missing = len(item.requirements) - len(ticked)
        if missing:
            counted = f"{thai_digits(missing)} จาก {thai_digits(len(item.requirements))} อย่าง"
            yield f"แสดงองค์ประกอบของข้อนี้ครบหรือไม่ ยังไม่ได้ติ๊กว่าตรวจแล้ว {counted}"

    def _declared(self, link):
        return self._period(link) if link.period_from else None

    def _state_question(self, where, link):
        target = self.targets.get(url_fingerprint(link.url))
        if target is None or target.state in (LinkState.OPENS, LinkState.UNCHECKED):
            return ""
        if target.confirmed_at:
            return ""
        words = TROUBLED[LinkState(target.state)]
        return f"{where} {words}" + (" (ล้มเหลวติดกันอย่างน้อยสามครั้ง)" if target.broken else "")

    def _document_questions(self, where, item, link):
        newest = link.newest_version
        if newest.file.has_text is False:
            yield f"{where} {SCANNED} มีไฟล์ที่ค้นข้อความได้หรือไม่"
        if wrong := years_advice(wanted_period(item.data_period, self.year.year_be), newest.file.years_found):
            yield f"{where} {wrong} ใช่เอกสารของรอบนี้หรือไม่"

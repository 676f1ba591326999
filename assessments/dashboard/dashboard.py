"""What the first screen says of an agency's year: counts from both apps as Figures with their addresses.

Reads only, in a number of queries that does not grow with the rows.
"""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from assessments import scoring
from assessments.admin.publishing.publishable import PublishableAdmin
from assessments.checklist import worklists as checklist_rows
from assessments.dashboard.figures import Figure, days_figure, not_applicable, points_figure, unknown
from assessments.framework.year_rules import rules_of
from assessments.models import Disclosure, ItemVerdict, LinkTarget, OITItem
from assessments.record.publish import draft
from ita_portal.thai.digits import thai_digits
from measures.models import MeasuresPlan
from measures.plan import worklists as action_rows

NO_LIST = "ปีนี้ยังไม่มีรายการข้อ OIT ในระบบ"
NOT_THEIRS = "ยังไม่มีข้อใดกำหนดให้ส่วนงานของท่าน"


def rows_address(model, scope, **more):
    """The address of a list of the desk, narrowed to the scope."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    where = {"agency": scope.agency.pk, "for_year": scope.year.year_be} | more
    return reverse(name, query=where)


def figures(scope, today):
    """The Figures of the checklist and of the measures, and the days to the next date."""
    return [*checklist_figures(scope), *measures_figures(scope, today), _days(scope, today)]


def _days(scope, today):
    address = reverse("admin:assessments_fiscalyear_change", args=[scope.year.pk])
    return days_figure(scope.year.calendar, today, address)


def checklist_figures(scope):
    """Answers, broken links, points at stake and failing verdicts."""
    where = (scope.agency.pk, scope.year.pk, scope.divisions)
    mine = checklist_rows.answers(*where)
    total = checklist_rows.items(*where).count()
    counts = mine.aggregate(
        answered=Count("pk", filter=~Q(answer="")),
        judged=Count("verdict"),
        failing=Count("verdict", filter=Q(verdict__verdict=ItemVerdict.Verdict.FAIL)),
    )
    return [
        _answered(scope, total, counts["answered"]),
        _broken(scope, where),
        _points(scope, where, total),
        _verdicts(scope, counts),
    ]


def _no_items(scope):
    return NO_LIST if scope.divisions is None else NOT_THEIRS


def _answered(scope, total, answered):
    label = "ข้อ OIT ที่ตอบแล้ว"
    if not total:
        return not_applicable("answered", label, _no_items(scope))
    left = total - answered
    ways = [(f"ยังไม่ตอบ {thai_digits(left)} ข้อ", _items(scope, "unanswered"))] if left else []
    address = rows_address(Disclosure, scope, answer__isempty=0)
    return Figure("answered", label, answered, "ข้อ", of=total, address=address, links=tuple(ways))


def _items(scope, standing):
    return rows_address(OITItem, scope, standing=standing)


def _broken(scope, where):
    label = "ลิงก์เสีย"
    checked = LinkTarget.objects.filter(agency=scope.agency.pk).exclude(last_checked_at=None).values("url")
    counts = checklist_rows.links(*where).aggregate(
        total=Count("pk"), checked=Count("pk", filter=Q(url__in=checked))
    )
    if not counts["total"]:
        return not_applicable("broken", label, "ยังไม่มีลิงก์ให้ตรวจในปีนี้")
    if not counts["checked"]:
        every = thai_digits(counts["total"])
        return unknown("broken", label, f"มี {every} ลิงก์ ยังไม่เคยตรวจ")
    broken = checklist_rows.broken_targets(LinkTarget.objects.all(), *where).count()
    waiting = counts["total"] - counts["checked"]
    detail = f"ยังไม่ได้ตรวจอีก {thai_digits(waiting)} ลิงก์" if waiting else ""
    address = rows_address(LinkTarget, scope, standing="broken")
    return Figure("broken", label, broken, "ที่อยู่", detail=detail, address=address, urgent=broken > 0)


def _points(scope, where, total):
    if not total:
        return not_applicable("points", "คะแนนที่ยังเสี่ยง", _no_items(scope))
    doubtful = checklist_rows.items_at_stake(OITItem.objects.all(), *where)
    values = scoring.item_values(rules_of(scope.year))
    codes = set(doubtful.values_list("code", flat=True))
    return points_figure(values, codes, _items(scope, "at_stake"))


def _verdicts(scope, counts):
    label = "ผู้ตรวจภายในว่าไม่ผ่าน"
    if not counts["judged"]:
        return unknown("verdicts", label, "ผู้ตรวจภายในยังไม่ได้ให้ความเห็น")
    detail = f"ให้ความเห็นแล้ว {thai_digits(counts['judged'])} ข้อ"
    address = rows_address(ItemVerdict, scope, verdict__exact="fail")
    failing = counts["failing"]
    return Figure("verdicts", label, failing, "ข้อ", detail=detail, address=address, urgent=failing > 0)


def measures_figures(scope, today):
    """Measures without division or date, and measures to tell of."""
    labels = {"incomplete": "มาตรการที่ไม่มีส่วนงานหรือกำหนดเสร็จ", "progress_due": "มาตรการที่ควรรายงานความก้าวหน้า"}
    rows = action_rows.actions(scope.agency.pk, scope.year.pk, scope.divisions)
    counts = action_rows.with_last_told(rows).aggregate(
        total=Count("pk"),
        incomplete=Count("pk", filter=action_rows.INCOMPLETE),
        no_division=Count("pk", filter=action_rows.WITHOUT_DIVISION),
        no_due=Count("pk", filter=action_rows.WITHOUT_DUE),
        progress_due=Count("pk", filter=action_rows.progress_due(today)),
        late=Count("pk", filter=action_rows.late(today)),
    )
    planned = MeasuresPlan.objects.filter(agency=scope.agency, year=scope.year).exists()
    if not counts["total"]:
        if not planned:
            return [unknown(key, label, "ยังไม่มีแผนมาตรการของปีนี้") for key, label in labels.items()]
        why = "แผนมาตรการของปีนี้ยังไม่มีมาตรการ" if scope.divisions is None else "ไม่มีมาตรการของส่วนงานท่าน"
        return [not_applicable(key, label, why) for key, label in labels.items()]
    return [_action_figure(scope, key, label, counts) for key, label in labels.items()]


PARTS = {
    "incomplete": [("no_division", "ไม่มีส่วนงาน"), ("no_due", "ไม่มีกำหนดเสร็จ")],
    "progress_due": [("late", "เลยกำหนดแล้ว")],
}


def _action_figure(scope, key, label, counts):
    model = action_rows.RemediationAction
    links = [
        (f"{words} {thai_digits(counts[part])} มาตรการ", rows_address(model, scope, standing=part))
        for part, words in PARTS[key]
        if counts[part]
    ]
    address = rows_address(model, scope, standing=key)
    urgent = key == "progress_due" and counts["late"] > 0
    return Figure(
        key,
        label,
        counts[key],
        "มาตรการ",
        of=counts["total"],
        address=address,
        links=tuple(links),
        urgent=urgent,
    )


@dataclass(frozen=True)
class Draft:
    """How the desk's draft of one page stands to what is published."""

    page: str
    words: str
    differs: bool
    address: str


def drafts(site, scope):
    """The Draft of each page that has a desk row, in the order of Page."""
    screens = [screen for screen in site._registry.values() if isinstance(screen, PublishableAdmin)]
    screens.sort(key=lambda screen: list(type(screen.page)).index(screen.page))
    found = []
    for screen in screens:
        rows = screen.model.objects.select_related("agency", "year")
        if row := rows.filter(agency=scope.agency, year=scope.year).first():
            found.append(_draft(screen, row))
    return found


def _draft(screen, row):
    latest = screen.latest(row)
    differs = False
    if latest is None:
        words = "ยังไม่เคยเผยแพร่"
    elif latest.withdrawn_at:
        words = "ฉบับล่าสุดถูกถอนแล้ว"
    else:
        _content, differs = draft(
            row.agency, screen.page_year(row).year_be, screen.page, screen.content_builder(row)
        )
        words = f"ต่างจากฉบับที่ {thai_digits(latest.number)} ที่เผยแพร่" if differs else "ตรงกับที่เผยแพร่"
    return Draft(screen.page.label, words, differs, screen.change_address(row))


def drafts_figure(found):
    """The Figure of the drafts that differ from what is published."""
    label = "ร่างที่ต่างจากที่เผยแพร่"
    links = tuple((f"{each.page}: {each.words}", each.address) for each in found)
    if not found:
        return not_applicable("drafts", label, "ปีนี้ยังไม่มีร่างของหน้าใด")
    if all(each.words == "ยังไม่เคยเผยแพร่" for each in found):
        return not_applicable("drafts", label, "ปีนี้ยังไม่มีหน้าใดเผยแพร่", links=links)
    differing = sum(each.differs for each in found)
    return Figure("drafts", label, differing, "หน้า", of=len(found), links=links)

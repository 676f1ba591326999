"""What the first screen counts of a year's checklist. Reads only, whatever the number of rows."""

from django.db.models import Count, Q

from assessments import scoring
from assessments.checklist import worklists as checklist_rows
from assessments.checklist.desk_standings import checklist_standings
from assessments.checklist.item_standing import kind_sums
from assessments.dashboard.figures import POINTS_LABEL, Figure, not_applicable, points_figure, unknown
from assessments.models import Disclosure, ItemVerdict, LinkTarget, OITItem
from ita_portal.thai.digits import thai_digits

NO_LIST = "ปีนี้ยังไม่มีรายการข้อ OIT ในระบบ"
NOT_THEIRS = "ยังไม่มีข้อใดกำหนดให้ส่วนงานของท่าน"


def checklist_figures(scope, rules, today):
    """Answers, broken links, points at risk and failing verdicts; `rules` are the year's."""
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
        _points(scope, rules, today),
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
    address = scope.list_address(Disclosure, answer__isempty=0)
    return Figure("answered", label, answered, "ข้อ", of=total, address=address, links=tuple(ways))


def _items(scope, standing):
    return scope.list_address(OITItem, standing=standing)


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
    if waiting and not broken:
        return unknown("broken", label, f"ลิงก์ที่ตรวจแล้ว {thai_digits(counts['checked'])} ลิงก์ไม่เสีย {detail}")
    address = scope.list_address(LinkTarget, standing="broken")
    return Figure("broken", label, broken, "ที่อยู่", detail=detail, address=address, urgent=broken > 0)


def _points(scope, rules, today):
    standings = checklist_standings(scope.agency.pk, scope.year, today, scope.divisions)
    if not standings:
        return not_applicable("points", POINTS_LABEL, _no_items(scope))
    sums = kind_sums(standings, scoring.item_values(rules))
    return points_figure(sums, {kind: _items(scope, kind) for kind in sums})


def _verdicts(scope, counts):
    label = "ผู้ตรวจภายในว่าไม่ผ่าน"
    if not counts["judged"]:
        return unknown("verdicts", label, "ผู้ตรวจภายในยังไม่ได้ให้ความเห็น")
    detail = f"ให้ความเห็นแล้ว {thai_digits(counts['judged'])} ข้อ"
    address = scope.list_address(ItemVerdict, verdict__exact="fail")
    failing = counts["failing"]
    return Figure("verdicts", label, failing, "ข้อ", detail=detail, address=address, urgent=failing > 0)

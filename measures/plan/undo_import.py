"""Takes an import back: what it wrote leaves the desk and figures return, while nobody built on it.

What an import wrote stands in the journal, under its reason and whoever imported.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import ProtectedError

from assessments.models import (
    Assessment,
    Disclosure,
    IndicatorScore,
    Page,
    Publication,
    ScoreState,
    journal_as,
    write_audit,
)
from ita_portal.thai.dates import thai_datetime
from ita_portal.thai.digits import thai_digits
from measures.models import InstrumentAnalysis, MeasuresPlan, ProgressEntry, RemediationAction
from measures.plan.import_document import ImportRefused, import_reason

UNDONE = "ยกเลิกการนำเข้า "
FIGURES = ("total_state", "announced_total", "announced_level", "source_label")
NO_FIGURES = {"total_state": ScoreState.NOT_ANNOUNCED, "announced_total": None, "announced_level": ""}
NO_FIGURES |= {"source_label": ""}


@dataclass(frozen=True)
class Undo:
    """What taking back the newest import of `plan` would do, or the `reasons` why it cannot; Thai sentences.

    `figures` are (row, the values it returns to by field, or None when it goes).
    """

    plan: MeasuresPlan
    source: object
    reasons: list
    figures: list
    goes: list
    stays: list


def undo_of(plan):
    """The Undo of a plan, or None when it was not imported."""
    source = (
        plan.sources.select_related("file").defer("text", "original").order_by("-imported_at", "-pk").first()
    )
    if source is None:
        return None
    reasons = [*_published(plan), *_built_upon(plan), *_by_others(plan, source)]
    sharing = MeasuresPlan.objects.filter(agency=plan.agency_id, result_year=plan.result_year_id)
    shared = sharing.exclude(pk=plan.pk).exists()
    figures, changed = ([], []) if shared else _figures(plan, source)
    result = Publication.objects.filter(
        agency=plan.agency_id, year_be=plan.result_year.year_be, page=Page.RESULT
    )
    if figures and result.exists():
        year = thai_digits(plan.result_year.year_be)
        reasons.append(f"เผยแพร่ผลการประเมินปี {year} แล้ว คะแนนที่นำเข้าจึงเอาออกไม่ได้")
    return Undo(
        plan,
        source,
        [*reasons, *changed],
        figures,
        _goes(plan, source, figures),
        _stays(plan, source, shared),
    )


@transaction.atomic
def undo_import(plan, *, by):
    """Take back the newest import of `plan`, all or nothing; the Undo that was done.

    The journal keeps every row's last state, the audit log says what went. Raises ImportRefused.
    """
    plan = MeasuresPlan.objects.select_for_update().get(pk=plan.pk)
    undo = undo_of(plan)
    if undo is None:
        raise ImportRefused(["แผนนี้ไม่ได้มาจากการนำเข้าเอกสาร"])
    if undo.reasons:
        raise ImportRefused(undo.reasons)
    sentence = f"{UNDONE}{undo.source.file_name}"
    with journal_as(by, sentence):
        write_audit(plan, "\n".join([sentence, *undo.goes]), by=by, agency_id=plan.agency_id)
        try:
            plan.delete()
            for row, values in undo.figures:
                _put_back(row, values)
        except ProtectedError as error:
            raise ImportRefused(["มีข้อมูลอื่นในระบบอ้างถึงสิ่งที่นำเข้าแล้ว จึงยกเลิกไม่ได้"]) from error
    return undo


def _put_back(row, values):
    if values is None:
        row.delete()
        return
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def _published(plan):
    pages = {Page.MEASURES: "แผนมาตรการ", Page.PROGRESS: "ความก้าวหน้าของมาตรการ"}
    known = Publication.objects.filter(agency=plan.agency_id, year_be=plan.year.year_be, page__in=pages)
    for page in sorted(set(known.values_list("page", flat=True))):
        yield f"เผยแพร่{pages[page]}ปี {thai_digits(plan.year.year_be)} แล้ว"


def _built_upon(plan):
    if told := ProgressEntry.objects.filter(action__plan=plan).count():
        yield f"มีรายงานความก้าวหน้าของมาตรการแล้ว {thai_digits(told)} รายการ"
    if carried := RemediationAction.objects.filter(carried_from__plan=plan).count():
        yield f"ยกมาตรการไปแผนปีถัดไปแล้ว {thai_digits(carried)} ข้อ"


def _by_others(plan, source):
    """What in the plan somebody wrote who was not this import: before it, or since."""
    mine = _is_of(source)
    first = plan.history.order_by("history_id").first()
    if first is None:
        yield "แผนนี้นำเข้าก่อนที่ระบบจะเก็บประวัติของแต่ละแถว จึงบอกไม่ได้ว่าแก้ด้วยมือหรือไม่"
        return
    if not mine(first):
        yield "การนำเข้านี้แทนที่แผนที่มีอยู่ก่อน ดูและคืนค่าเดิมทีละรายการได้ที่ประวัติ"
        return
    journals = {
        "แผน": plan.history.all(),
        "บทวิเคราะห์": InstrumentAnalysis.history.filter(plan_id=plan.pk),
        "มาตรการ": RemediationAction.history.filter(plan_id=plan.pk),
    }
    for what, entries in journals.items():
        others = [each for each in entries.order_by("history_id") if not mine(each)]
        if others:
            yield _said_of(f"{what} {thai_digits(len({each.id for each in others}))} รายการ", others[-1])


def _said_of(what, entry):
    who = entry.history_user_id or "คำสั่งของระบบ"
    return f"แก้{what}ด้วยมือหลังนำเข้าแล้ว ล่าสุดโดย {who} เมื่อ {thai_datetime(entry.history_date)}"


def _is_of(source):
    reason = import_reason(source.file_name)
    return lambda entry: (entry.history_change_reason, entry.history_user_id) == (reason, source.imported_by)


def _figures(plan, source):
    """(figures of an Undo, the reasons why they cannot be put back)."""
    assessment = Assessment.objects.filter(agency=plan.agency_id, year=plan.result_year_id).first()
    if assessment is None:
        return [], []
    figures, changed = [], []
    by_row = {}
    for entry in IndicatorScore.history.filter(assessment_id=assessment.pk).order_by("history_id"):
        by_row.setdefault(entry.id, []).append(entry)
    live = {row.pk: row for row in assessment.scores.select_related("indicator")}
    late = []
    for pk, entries in by_row.items():
        before, last = _before(entries, source)
        if last is not None:
            late.append(last)
        elif before is not None and pk in live:
            figures += _returning(live[pk], before, ("state", "value"))
    if late:
        changed.append(_said_of(f"คะแนนตัวชี้วัด {thai_digits(len(late))} ตัว", late[-1]))
    before, last = _before(list(assessment.history.order_by("history_id")), source)
    if last is not None:
        changed.append(_said_of("ผลการประเมิน", last))
    elif before == [] and not _is_used(assessment):
        figures.append((assessment, None))
    elif before is not None:
        figures += _returning(assessment, before or [NO_FIGURES], FIGURES)
    return figures, changed


def _before(entries, source):
    """(the entries before this import wrote a row, None where it did not; who wrote it since, or None)."""
    mine = _is_of(source)
    undone = [at for at, each in enumerate(entries) if (each.history_change_reason or "").startswith(UNDONE)]
    start = undone[-1] + 1 if undone else 0
    own = [at for at in range(start, len(entries)) if mine(entries[at])]
    if not own:
        by_hand = entries[start:] and entries[-1].history_date > source.imported_at
        return None, entries[-1] if by_hand else None
    if own[-1] != len(entries) - 1:
        return None, entries[-1]
    first = own[-1]
    while first - 1 in own:
        first -= 1
    return entries[:first], None


def _returning(row, before, names):
    """[(row, what it returns to)]: None where the import made it, nothing where it changed nothing."""
    if not before or getattr(before[-1], "history_type", "") == "-":
        return [(row, None)]
    last = before[-1] if isinstance(before[-1], dict) else {name: getattr(before[-1], name) for name in names}
    differs = any(getattr(row, name) != last[name] for name in names)
    return [(row, last)] if differs else []


def _is_used(assessment):
    """Whether the year's checklist stands on the same row."""
    year, agency = assessment.year, assessment.agency_id
    published = Publication.objects.filter(agency=agency, year_be=year.year_be)
    return Disclosure.objects.filter(agency=agency, item__year=year).exists() or published.exists()


def _goes(plan, source, figures):
    year, result_year = thai_digits(plan.year.year_be), thai_digits(plan.result_year.year_be)
    actions, analyses = thai_digits(plan.actions.count()), thai_digits(plan.analyses.count())
    goes = [
        f"แผนมาตรการปี {year} “{plan.title}” พร้อมบทวิเคราะห์ {analyses} เรื่อง มาตรการ {actions} ข้อ",
        *(
            f"เอกสาร {each.file_name} ที่ {each.imported_by} นำเข้าเมื่อ {thai_datetime(each.imported_at)}"
            for each in plan.sources.defer("text", "original")
        ),
    ]
    gone = [row for row, values in figures if values is None and isinstance(row, IndicatorScore)]
    if gone:
        names = ", ".join(f"{thai_digits(row.indicator.number)} ({_shown(row.value)})" for row in gone)
        goes.append(f"คะแนนปี {result_year} ของตัวชี้วัดที่ {names}")
    for row, values in figures:
        if isinstance(row, Assessment):
            now, then = _result(row.announced_total, row.announced_level), ""
            if values:
                then = f" กลับเป็น {_result(values['announced_total'], values['announced_level'])}"
            goes.append(f"ผลการประเมินปี {result_year}: {now}{then}")
        elif values:
            of = f"คะแนนปี {result_year} ของตัวชี้วัดที่ {thai_digits(row.indicator.number)}"
            goes.append(f"{of}: {_shown(row.value)} กลับเป็น {_shown(values['value'])}")
    return goes


def _result(total, level):
    return f"คะแนนรวม {_shown(total)} ระดับ {level or '–'}"


def _shown(value):
    return "–" if value is None else thai_digits(value)


def _stays(plan, source, shared):
    stays = [
        "ประวัติของทุกแถวและบันทึกการกระทำ รวมทั้งบรรทัดที่บอกว่านำเข้า",
        "หน่วยงานและส่วนงาน แม้เพิ่มขึ้นเมื่อนำเข้า",
    ]
    if source.file_id:
        stays.append("ไบต์ของไฟล์ในที่เก็บเอกสาร ซึ่งระบบไม่ลบ แต่ไม่มีหน้าจอใดแสดงหรือให้ดาวน์โหลดอีก")
    if shared:
        year = thai_digits(plan.result_year.year_be)
        stays.append(f"ผลการประเมินและคะแนนปี {year} เพราะแผนอีกปีหนึ่งใช้ผลเดียวกัน")
    return stays

"""Writes desk rows of measures: an imported document becomes a plan with its scores in one transaction."""

import dataclasses
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.files.errors import Refused
from assessments.files.storage import keep_file
from assessments.models import (
    Agency,
    Assessment,
    FiscalYear,
    Indicator,
    IndicatorScore,
    ScoreState,
    journal_as,
)
from assessments.models.agency import LOCAL_GOVERNMENT
from ita_portal.thai.digits import thai_digits
from ita_portal.thai.text import clipped
from measures.importing.document import read_faultless
from measures.importing.faults import DocumentError, Fault, Notice
from measures.importing.from_text import read_source
from measures.importing.input_formats import TEXT, read_kind
from measures.importing.names.bodies import same_name, same_place
from measures.importing.names.own_agency import Owner, other_agency
from measures.importing.official_names import IndicatorName, InstrumentName, ItemName, YearFramework
from measures.models import InstrumentAnalysis, MeasuresPlan, RemediationAction, SourceDocument
from measures.plan.import_divisions import DivisionNames

LONGEST_NAME = 255
DETAILS = ("responsible", "weak_point", "steps", "start_on", "due_on", "monitoring")


class ImportRefused(Exception):
    """The document was readable but may not be written; str() gives a Thai sentence a line."""

    def __init__(self, reasons):
        self.reasons = list(reasons)
        super().__init__("\n".join(self.reasons))


class UnknownDivisions(ImportRefused):
    """The document names divisions that the agency does not have."""

    def __init__(self, agency, questions):
        names = ", ".join(f"“{each.name}”" for each in questions)
        super().__init__([f"ไม่พบส่วนงานชื่อ {names} ใน{agency} ต้องเลือกว่าเป็นส่วนงานใดหรือเพิ่มใหม่"])


class OtherAgency(ImportRefused):
    """By its own words the document is another agency's; `agency` is the one it was to be imported for."""

    def __init__(self, reasons, agency):
        super().__init__(reasons)
        self.agency = agency


@dataclass(frozen=True)
class Original:
    """A document as it came: its bytes, its file name and the text to keep of it."""

    data: bytes
    file_name: str
    text: str


@dataclass(frozen=True)
class Foreseen:
    """What has to be asked before a document is written; `agency` is None where it is not clear."""

    agency: Agency | None
    others: tuple = ()
    names: DivisionNames | None = None


@dataclass
class Imported:
    """What an import read and wrote. `already` is True when this very file had been imported before.

    `others` says where the document names another agency than this one, a Thai sentence each.
    """

    document: object
    agency: Agency
    plan: MeasuresPlan
    already: bool = False
    others: tuple = ()
    counts: dict = field(default_factory=dict)


def year_framework(year_be):
    """The names of a year's instruments and indicators for the document reader, or None."""
    year = FiscalYear.objects.filter(year_be=year_be, applies_to=LOCAL_GOVERNMENT).first()
    if year is None or not year.indicators.exists():
        return None
    return YearFramework(
        year_be=year_be,
        instruments=tuple(
            InstrumentName(row.code, row.name, tuple(row.aliases))
            for row in year.instruments.order_by("position")
        ),
        indicators=tuple(
            IndicatorName(row.number, row.instrument.code, row.name, tuple(row.aliases))
            for row in year.indicators.select_related("instrument").order_by("number")
        ),
        items=tuple(
            ItemName(row.code, row.sub_indicator.indicator.number, row.title)
            for row in year.oit_items.filter(sub_indicator__isnull=False)
            .select_related("sub_indicator__indicator")
            .order_by("pk")
        ),
    )


def read_measures(data, file_name=""):
    """The document in `data` (bytes of DOCX, XLSX, HTML, CSV or TXT) as (MeasuresDocument, its text).

    Of a text file that is the text as found, of any other kind a line a paragraph or row. Raises
    DocumentError when it cannot be read in full.
    """
    kind, lines = read_kind(data, file_name)
    return read_faultless(lines, year_framework), source_text(kind, lines, data)


def source_text(kind, lines, data):
    """The text to keep of a document: as found of a text file, else a line a paragraph or row."""
    return read_source(data) if kind == TEXT else "\n".join(line.text for line in lines.lines)


def import_measures(
    data,
    *,
    file_name,
    by,
    agency_slug="",
    replace=False,
    although=False,
    create_divisions=False,
    dry_run=False,
):
    """Read a measures document and write agency, scores, plan and actions, all or nothing.

    The same file again changes nothing. A plan or a figure that is already on the desk and differs is
    refused, unless `replace`: then texts and figures of the document win, actions with the same text keep
    what staff entered for them, and all others go. A document that names another agency as its own is
    refused too (OtherAgency), unless `although`: then a notice kept with it says so. So is one that names
    divisions the agency does not have (UnknownDivisions), unless `create_divisions`. With `dry_run`
    everything is done and rolled back.
    Raises DocumentError (unreadable) or ImportRefused (may not be written); either way nothing is written.
    """
    document, text = read_measures(data, file_name)
    original = Original(data, file_name, text)
    options = {"agency_slug": agency_slug, "replace": replace, "although": although, "dry_run": dry_run}
    options["create_divisions"] = create_divisions
    return write_document(document, original, by=by, **options)


@transaction.atomic
def foresee(document, *, agency_slug="", agencies=None, divisions=None):
    """The Foreseen of `write_document` with the same arguments; writes nothing."""
    try:
        agency = _agency_for(document, agency_slug, agencies)
    except ImportRefused:
        return Foreseen(None)
    names = DivisionNames(agency, document.rows, divisions or {})
    transaction.set_rollback(True)
    return Foreseen(agency, _others(document, agency), names)


def _others(document, agency):
    return other_agency(document.namings, Owner(agency.name, agency.district, agency.province))


@transaction.atomic
def write_document(
    document,
    original,
    *,
    by,
    agency_slug="",
    agencies=None,
    replace=False,
    although=False,
    divisions=None,
    create_divisions=False,
    corrected=False,
    dry_run=False,
):
    """Write what was read of `original`, all or nothing; rules and refusals as of `import_measures`.

    `agencies` (a queryset) are those that may be written for; None is all, and that a new one may be made.
    `divisions` answers by key of a division's name (import_divisions.py).
    What staff `corrected` is never "already" there; details they `typed` count before those on the desk.
    Each row says in its history who imported which file.
    """
    with journal_as(by, import_reason(original.file_name)):
        agency = _agency_for(document, agency_slug, agencies)
        year, result_year = _fiscal_years(document)
        sha256 = hashlib.sha256(original.data).hexdigest()
        plan = MeasuresPlan.objects.filter(agency=agency, year=year).first()
        newest = plan and plan.sources.defer("text", "original").order_by("-imported_at", "-pk").first()
        if newest and newest.sha256 == sha256 and not corrected:
            return Imported(document, agency, plan, already=True)
        others = _others(document, agency)
        if others and not although:
            raise OtherAgency(others, agency)
        names = DivisionNames(agency, document.rows, divisions or {})
        if create_divisions:
            names.creating()
        if names.unanswered:
            raise UnknownDivisions(agency, names.unanswered)
        if not replace and (reasons := _conflicts(document, agency, plan, result_year)):
            raise ImportRefused([*others, *reasons])

        counts = _write_scores(document, agency, result_year)
        plan = plan or MeasuresPlan(agency=agency, year=year)
        plan.result_year = result_year
        plan.title, plan.introduction = document.title, document.introduction
        _validate(plan)
        plan.save()
        names.settle(_validate)
        told = [Notice("other_agency", (), f"{each} ผู้นำเข้ายืนยันว่าใช่") for each in others]
        told += [Notice("division_name", (), each) for each in names.told]
        document = dataclasses.replace(document, warnings=(*told, *document.warnings))
        counts |= _write_plan(document, plan, names)
        if not dry_run:
            _keep_source(plan, document, original, sha256, by)
    transaction.set_rollback(dry_run)
    return Imported(document, agency, plan, others=others, counts=counts)


def import_reason(file_name):
    """What the journal of every row says that came with a document of this name."""
    return f"นำเข้าจาก {file_name[:LONGEST_NAME]}"


def _keep_source(plan, document, original, sha256, by):
    """Note where the plan was read from, with the very bytes: as a stored file where its kind is one."""
    notices = [
        {"code": each.code, "lines": list(each.lines), "message": each.message} for each in document.warnings
    ]
    noted = {
        "file_name": original.file_name[:LONGEST_NAME],
        "text": original.text,
        "notices": notices,
        "imported_at": timezone.now(),
        "imported_by": by,
    }

    def note(file=None):
        kept = {"file": file, "original": None if file else original.data}
        SourceDocument.objects.update_or_create(plan=plan, sha256=sha256, defaults=noted | kept)

    try:
        keep_file(ContentFile(original.data, original.file_name), lambda file, _name: note(file))
    except Refused:
        note()


def _validate(row, **which):
    """Raise ImportRefused in the words of the model's rules when the document gave what they forbid."""
    try:
        row.full_clean(**which)
    except ValidationError as error:
        raise ImportRefused(_thai_reasons(row._meta, error.error_dict)) from error


def _thai_reasons(options, errors_by_field):
    """What is wrong with a row, a sentence an error. Django has no Thai for lengths and slugs."""
    for name, errors in errors_by_field.items():
        place = options.verbose_name
        if name != NON_FIELD_ERRORS:
            place += f" “{options.get_field(name).verbose_name}”"
        for error in errors:
            if error.code == "max_length":
                yield f"{place}: ยาวเกิน {thai_digits(error.params['limit_value'])} ตัวอักษร"
            elif error.code == "invalid":
                yield f"{place}: พิมพ์ไม่ถูกรูปแบบ"
            else:
                yield from (f"{place}: {message}" for message in error.messages)


def _new_agency(slug, document):
    """The agency the document names, of the kind its name begins with, saved under `slug` or its kind's.

    Only the first one: beside others an agency needs a host, and so do they, which its screen asks for.
    """
    if Agency.objects.exists():
        there = f"ไม่มีหน่วยงานชื่อย่อ “{slug}” และระบบมีหน่วยงานอื่นอยู่แล้ว"
        raise ImportRefused([f"{there} เพิ่มหน่วยงานที่หน้าจอ “หน่วยงาน” ก่อน เพื่อระบุโดเมนของทุกหน่วยงาน"])
    kinds = (kind for kind in Agency.Kind if document.agency_name.startswith(kind.label))
    kind = next(kinds, Agency.Kind.SAO)
    agency = Agency(
        slug=slug or f"{kind.replace('_', '-')}-1",
        name=document.agency_name,
        kind=kind,
        district=document.district,
        province=document.province,
    )
    _validate(agency)
    agency.save()
    return agency


def _agency_for(document, slug, agencies):
    """The agency to write for: the one asked for, the only one, or the one the document names."""
    known = Agency.objects.all() if agencies is None else agencies
    if slug:
        found = known.filter(slug=slug).first()
        if found is None and agencies is not None:
            raise ImportRefused(["ไม่มีหน่วยงานนี้ในความดูแลของท่าน"])
        return found or _new_agency(slug, document)
    if agencies is None and not known.exists():
        return _new_agency("", document)
    if not document.agency_name:
        raise ImportRefused(["เอกสารไม่ได้บอกชื่อหน่วยงาน กรุณาเลือกหน่วยงานเอง (--agency)"])
    matching = [
        agency
        for agency in known.order_by("pk").iterator()
        if same_name(document.agency_name, agency.name)
        and same_place(document.district, agency.district)
        and same_place(document.province, agency.province)
    ]
    if len(matching) == 1:
        return matching[0]
    named = Owner(document.agency_name, document.district, document.province)
    which = "ตรงกับหน่วยงานในระบบมากกว่าหนึ่งแห่ง" if matching else "ซึ่งไม่ตรงกับหน่วยงานใดในระบบ"
    raise ImportRefused([f"เอกสารเป็นของ {named} {which} ถ้าต้องการนำเข้าจริงให้เลือกหน่วยงานเอง (--agency)"])


def _fiscal_years(document):
    """(year of the measures, year of the result); a year without a pack is a fault of the whole document."""
    years = {
        year.year_be: year
        for year in FiscalYear.objects.filter(
            year_be__in=[document.fiscal_year, document.result_year], applies_to=LOCAL_GOVERNMENT
        )
    }
    for year_be in (document.fiscal_year, document.result_year):
        if year_be not in years:
            message = f"ระบบยังไม่มีชุดข้อมูลของปีงบประมาณ {thai_digits(year_be)} กรุณานำเข้าชุดข้อมูลของปีนั้นก่อน"
            raise DocumentError([Fault(None, message)])
    return years[document.fiscal_year], years[document.result_year]


def _conflicts(document, agency, plan, result_year):
    """Everything on the desk that the document would change, a Thai sentence each."""
    reasons = []
    if plan:
        reasons.append(
            f"มีแผนมาตรการของปี {thai_digits(document.fiscal_year)} ที่นำเข้าหรือกรอกไว้ก่อนแล้ว"
            " ถ้าต้องการใช้เอกสารนี้แทน ให้เลือกแทนที่ของเดิม (--replace)"
        )
    assessment = Assessment.objects.filter(agency=agency, year=result_year).first()
    if assessment:
        on_desk = {
            "คะแนนรวม": (assessment.announced_total, document.total),
            "ระดับ": (assessment.announced_level or None, document.level or None),
        }
        scores = {score.indicator.number: score for score in assessment.scores.select_related("indicator")}
        for row in document.rows:
            score = scores.get(row.number)
            on_desk[f"คะแนนตัวชี้วัดที่ {thai_digits(row.number)} "] = (score.value if score else None, row.score)
        reasons += [
            f"{what}ของปี {thai_digits(document.result_year)} ที่บันทึกไว้คือ {thai_digits(present)}"
            f" แต่เอกสารเขียน {thai_digits(read)}"
            for what, (present, read) in on_desk.items()
            if present is not None and read is not None and present != read
        ]
    return reasons


def _write_scores(document, agency, result_year):
    """The announced figures of the result year; returns counts."""
    assessment, _created = Assessment.objects.get_or_create(agency=agency, year=result_year)
    if document.total is not None:
        assessment.total_state, assessment.announced_total = ScoreState.ANNOUNCED, document.total
    elif assessment.total_state == ScoreState.NOT_ANNOUNCED:
        assessment.total_state = ScoreState.MISSING
    assessment.announced_level = document.level or assessment.announced_level
    assessment.source_label = assessment.source_label or document.title
    _validate(assessment)
    assessment.save()
    indicators = {row.number: row for row in Indicator.objects.filter(year=result_year)}
    scored = [row for row in document.rows if row.score is not None]
    for row in scored:
        IndicatorScore.objects.update_or_create(
            assessment=assessment,
            indicator=indicators[row.number],
            defaults={"value": row.score, "state": ScoreState.ANNOUNCED},
        )
    return {"scores": len(scored)}


def _write_plan(document, plan, names):
    """Analyses and actions; actions already there with the same text keep their other fields."""
    instruments = {row.code: row for row in plan.result_year.instruments.all()}
    for code, text in document.analyses.items():
        InstrumentAnalysis.objects.update_or_create(
            plan=plan, instrument=instruments[code], defaults={"text": text}
        )
    plan.analyses.exclude(instrument__in=[instruments[code] for code in document.analyses]).delete()
    indicators = {row.number: row for row in plan.result_year.indicators.all()}
    present = defaultdict(list)
    for action in plan.actions.order_by("order"):
        present[action.indicator_id, action.text].append(action)
    rows = []
    for row in document.rows:
        for order, read in enumerate(row.actions, start=1):
            indicator = indicators[row.number]
            same = present[indicator.pk, read.text]
            action = (
                same.pop(0) if same else RemediationAction(plan=plan, indicator=indicator, text=read.text)
            )
            action.order, action.source_text = order, read.source
            _fill(action, names.fill(action, read))
            rows.append(action)
    leftovers = list(chain.from_iterable(present.values()))
    _refuse_told(leftovers)
    for leftover in leftovers:
        leftover.delete()
    kept = [action for action in rows if action.pk]
    for action in rows:
        _validate_action(action)
    put_in_order(kept, also=[*DETAILS, "division"])
    RemediationAction.objects.bulk_create([action for action in rows if action.pk is None])
    return {"analyses": len(document.analyses), "actions": len(rows), "kept": len(kept)}


def _refuse_told(leftovers):
    """ImportRefused for measures that would go although progress was told or a later plan has them."""
    held = RemediationAction.objects.filter(pk__in=[action.pk for action in leftovers])
    held = held.filter(Q(progress__isnull=False) | Q(carried_to__isnull=False)).distinct()
    if texts := [f"“{action}”" for action in held]:
        raise ImportRefused(
            [f"มาตรการเดิมที่มีรายงานความก้าวหน้าหรือยกไปปีถัดไปแล้วไม่มีในเอกสารนี้ จึงแทนที่ไม่ได้: {', '.join(texts)}"]
        )


def _validate_action(action):
    """Raise ImportRefused for what the rules of an action forbid, without a query a row."""
    known = ["plan", "indicator"]
    _validate(action, exclude=known, validate_unique=False, validate_constraints=False)
    if action.start_on and action.due_on and action.start_on > action.due_on:
        raise ImportRefused([f"มาตรการ “{clipped(action.text)}”: กำหนดแล้วเสร็จต้องไม่มาก่อนวันเริ่ม"])


def _fill(action, read):
    """Take over what the document says beside the text: where nothing stands yet, or where staff typed it."""
    for name in DETAILS:
        value = getattr(read.details, name)
        if name in read.typed or (value and not getattr(action, name)):
            setattr(action, name, value)


def put_in_order(actions, also=()):
    """Save new `order` numbers of existing actions, even where two of them swap places, and fields `also`.

    No two rows may hold the same place at any moment, so all first move out of the way.
    """
    wanted = [action.order for action in actions]
    for offset, action in enumerate(actions, start=1):
        action.order = 10_000 + offset
    QuerySet(RemediationAction).bulk_update(actions, ["order"])  # on the way: not for the history
    for action, order in zip(actions, wanted, strict=True):
        action.order = order
    RemediationAction.objects.bulk_update(actions, ["order", "source_text", *also])

"""Loads the yearly packs (assessments/packs/*.json) into the framework tables.

A load is one transaction a file and idempotent. What staff changed since the last load is kept and
reported, never overwritten silently: each row remembers the values its pack brought.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from assessments.framework.concepts import load_concepts
from assessments.framework.pack_checks import pack_faults
from assessments.models import FiscalYear, Indicator, Instrument, OITItem, RatingBand, SubIndicator

PACKS = Path(__file__).parents[1] / "packs"


class PackError(Exception):
    """A pack was refused whole; str() names file, place and reason in Thai."""


@dataclass
class Report:
    """What a load did: rows created, updated and unchanged, and the fields kept as staff changed them."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: list = field(default_factory=list)


def read_pack(path):
    """The pack at `path` as a dict; PackError when it cannot be read as one."""
    try:
        pack = json.loads(Path(path).read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{path}: อ่านไฟล์ไม่ได้ ({error})") from error
    except json.JSONDecodeError as error:
        raise PackError(f"{path}: บรรทัดที่ {error.lineno}: ไม่ใช่ JSON ที่ถูกต้อง ({error.msg})") from error
    faults = pack_faults(pack, load_concepts())
    if faults:
        raise PackError("\n".join(f"{path}: {fault}" for fault in faults))
    return pack


def load_pack(path, *, overwrite=False):
    """Load one pack in one transaction and return its Report; PackError leaves the database as it was.

    With `overwrite`, fields that staff changed take the pack's value too (and are still reported).
    """
    pack = read_pack(path)
    loader = _Loader(Report(), overwrite)
    try:
        with transaction.atomic():
            loader.load(pack)
    except ValidationError as error:
        raise PackError(f"{path}: {' '.join(error.messages)}") from error
    except IntegrityError as error:
        raise PackError(f"{path}: ขัดกับข้อมูลที่มีอยู่ในระบบ ({error})") from error
    return loader.report


def _comparable(row, name, value):
    """`value` of field `name` as JSON can hold it, so that stored and loaded values compare equal."""
    model_field = row._meta.get_field(name)
    if isinstance(model_field, models.ForeignKey):
        return value
    value = model_field.to_python(value)
    if isinstance(model_field, models.DecimalField) and value is not None:
        return str(Decimal(value).quantize(Decimal(1).scaleb(-model_field.decimal_places)))
    return value


def _clean(row):
    """The row's fields pass; otherwise ValidationError with the row and the fields that do not, in Thai."""
    try:
        row.clean_fields()
    except ValidationError as error:
        fields = ", ".join(f"“{row._meta.get_field(name).verbose_name}”" for name in error.error_dict)
        reasons = " ".join(error.messages)
        raise ValidationError(f"{str(row)[:80]}: {fields} ใช้ไม่ได้ ({reasons})") from error


class _Loader:
    def __init__(self, report, overwrite):
        self.report = report
        self.overwrite = overwrite
        self.list_changed = False
        self.present = {}
        self.journal = defaultdict(list)

    def read_present(self, pack):
        """The rows that the year has already, by model and identity, in one query a model."""
        of_year = {"year_be": pack["fiscal_year"], "applies_to": pack["applies_to"]}
        self.remember(FiscalYear.objects.filter(**of_year), "year_be", "applies_to")
        of_year = {f"year__{name}": value for name, value in of_year.items()}
        self.remember(Instrument.objects.filter(**of_year), "year_id", "code")
        self.remember(Indicator.objects.filter(**of_year), "year_id", "number")
        of_indicator = {f"indicator__{name}": value for name, value in of_year.items()}
        self.remember(SubIndicator.objects.filter(**of_indicator), "indicator_id", "number")
        self.remember(OITItem.objects.filter(**of_year), "year_id", "code")
        self.remember(RatingBand.objects.filter(**of_year), "year_id", "label")

    def remember(self, rows, *identity):
        for row in rows:
            self.present[(type(row), *(getattr(row, name) for name in identity))] = row

    def load(self, pack):
        self.read_present(pack)
        year = self.row(
            FiscalYear,
            {"year_be": pack["fiscal_year"], "applies_to": pack["applies_to"]},
            rating_scheme=pack["rating_scheme"],
            pass_mark=pack["pass_mark"],
            oit_item_count=pack["oit_item_count"],
            calendar=pack["calendar"],
            confidence=pack["confidence"],
            sources=pack["sources"],
        )
        instruments = {
            entry["code"]: self.row(
                Instrument,
                {"year_id": year.pk, "code": entry["code"]},
                name=entry["name"],
                weight=entry["weight"],
                position=position,
                aliases=entry["aliases"],
            )
            for position, entry in enumerate(pack["instruments"], start=1)
        }
        indicators = {
            entry["number"]: self.row(
                Indicator,
                {"year_id": year.pk, "number": entry["number"]},
                instrument_id=instruments[entry["instrument"]].pk,
                name=entry["name"],
                aliases=entry["aliases"],
            )
            for entry in pack["indicators"]
        }
        sub_indicators = {
            entry["number"]: self.row(
                SubIndicator,
                {"indicator_id": indicators[entry["indicator"]].pk, "number": entry["number"]},
                position=position,
                name=entry["name"],
                item_count=entry["item_count"],
            )
            for position, entry in enumerate(pack["sub_indicators"], start=1)
        }
        for number, entry in enumerate(pack["oit_items"], start=1):
            sub_indicator = entry["sub_indicator"]
            self.row(
                OITItem,
                {"year_id": year.pk, "code": entry["code"]},
                number=number,
                sub_indicator_id=sub_indicators[sub_indicator].pk if sub_indicator else None,
                concept=entry["concept"],
                group=entry["group"],
                title=entry["title"],
                data_period=entry["data_period"],
                requirements=entry["requirements"],
                requirements_confidence=entry["requirements_confidence"],
                note=entry["note"],
            )
        for precedence, entry in enumerate(pack["rating_bands"], start=1):
            self.row(
                RatingBand,
                {"year_id": year.pk, "label": entry["label"]},
                name=entry["name"],
                precedence=precedence,
                min_score=entry["min"],
                max_score=entry["max"],
                each_instrument_min=entry["each_instrument_min"],
                condition=entry["condition"],
                meaning=entry["meaning"],
            )
        for (model, is_new), rows in self.journal.items():
            model.history.bulk_history_create(rows, update=not is_new, default_change_reason="ชุดข้อมูลประจำปี")
        self.unconfirm(year)

    def unconfirm(self, year):
        """A list that changed after a person confirmed it has to be checked again."""
        if self.list_changed and year.list_confirmed_at:
            self.report.kept.append(f"{year}: รายการข้อ OIT เปลี่ยน ต้องตรวจกับคู่มืออีกครั้ง")
            year.list_confirmed_at, year.list_confirmed_by = None, ""
            year.save(update_fields=["list_confirmed_at", "list_confirmed_by"])

    def row(self, model, identity, **values):
        """Create or bring up to date the row of `identity`, and return it."""
        row = self.present.get((model, *identity.values())) or model(**identity)
        is_new = row.pk is None
        names = {name: name.removesuffix("_id") for name in values}
        loaded = {names[name]: _comparable(row, names[name], value) for name, value in values.items()}
        changed = row.pack_values != loaded
        for attribute, name in names.items():
            present = _comparable(row, name, getattr(row, attribute))
            if is_new or present == loaded[name]:
                setattr(row, attribute, values[attribute])
                continue
            staff_changed = name in row.pack_values and present != row.pack_values[name]
            if staff_changed and not self.overwrite:
                self.report.kept.append(f"{row}: {row._meta.get_field(name).verbose_name}")
                continue
            if staff_changed:
                self.report.kept.append(f"{row}: {row._meta.get_field(name).verbose_name} (แทนที่แล้ว)")
            setattr(row, attribute, values[attribute])
            changed = True
        row.pack_values = loaded
        if is_new or changed:
            _clean(row)
            row.save_without_historical_record()
            self.journal[model, is_new].append(row)
        self.list_changed |= (is_new or changed) and model in (OITItem, SubIndicator)
        self.report.created += is_new
        self.report.updated += changed and not is_new
        self.report.unchanged += not changed and not is_new
        return row

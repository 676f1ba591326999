"""Do the guards of the record stand? Nothing is written into a record that the database does not protect."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.core.checks import Error, Tags, register
from django.db import connections

from assessments.models.trigger_state import table_names
from assessments.models.triggers import trigger_faults
from ita_portal.health import HEALTH

REMEDY = "ให้ผู้ดูแลระบบสั่ง python manage.py migrate แล้วลองอีกครั้ง"
NAMED = 3  # so many guards are named in a sentence
_STATES = {"missing": "หายไป", "altered": "ถูกแก้"}

_being_repaired = ContextVar("being_repaired", default=False)


@contextmanager
def repairing():
    """Inside, the system check is silent: `migrate` itself must run on a database without guards."""
    token = _being_repaired.set(True)
    try:
        yield
    finally:
        _being_repaired.reset(token)


def guard_sentences(using="default"):
    """A Thai sentence for each guard that is missing or altered; [] when all stand. One query then."""
    return [f"ตัวกัน {name} ของตาราง {table} {_STATES[state]}" for name, table, state in trigger_faults(using)]


def guard_refusal(using="default"):
    """Why nothing may be written into the record now, in Thai with what to do; "" while all guards stand."""
    sentences = guard_sentences(using)
    if not sentences:
        return ""
    more = f" และอีก {len(sentences) - NAMED} ตัว" if len(sentences) > NAMED else ""
    return (
        f"ฐานข้อมูลขาดตัวกันที่ห้ามแก้บันทึก จึงยังเผยแพร่ ส่ง หรือถอนไม่ได้ ({', '.join(sentences[:NAMED])}{more}) {REMEDY}"
    )


@register(Tags.database, HEALTH)
def check_guards(app_configs=None, databases=None, **given):
    """System check: an Error for each guard that does not stand in a migrated database."""
    if _being_repaired.get():
        return []
    faults = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            migrated = "assessments_publication" in table_names(cursor)
        sentences = guard_sentences(alias) if migrated else []
        faults += [Error(sentence, hint=REMEDY, id="assessments.E001") for sentence in sentences]
    return faults

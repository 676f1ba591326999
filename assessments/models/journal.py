"""The journal of the desk: every state of every tracked row, who made it, when and why. Rows are only added.

Beside it the audit log: what was done, in a sentence.

It tells staff what happened and puts earlier states back. It is no evidence: that is `Publication`.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

_acting = ContextVar("acting", default=("", ""))


@contextmanager
def journal_as(by, reason=""):
    """Sign what is written inside with `by` (a user name) and `reason` (a Thai sentence).

    Without `by` the person of the current request signs, and nobody where there is no request.
    """
    before = _acting.set((by, reason))
    try:
        yield
    finally:
        _acting.reset(before)


def _who(request=None, **_given):
    return _acting.get()[0] or (request.user.get_username() if request else "")


def _name(row):
    return row.history_user_id


def _sign(row, user):
    row.history_user_id = user if isinstance(user, str) else user.get_username() if user else ""


class JournalManager(HistoryManager):
    """What `history` gives; its class is made once, not at every look at a row's journal."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class, class_name=None):
        return super().from_queryset(queryset_class, class_name)


class Journal(HistoricalRecords):
    """`history` of a tracked model. It names people, it does not point at them: no account is held fast."""

    def __init__(self, **given):
        super().__init__(
            history_id_field=models.BigAutoField(),
            get_user=_who,
            history_user_id_field=models.CharField("โดย", max_length=150, blank=True, default=""),
            history_user_getter=_name,
            history_user_setter=_sign,
            history_change_reason_field=models.CharField("เหตุผล", max_length=300, blank=True, default=""),
            history_manager=JournalManager,
            **given,
        )

    def get_meta_options(self, model):
        name = f"ประวัติของ{model._meta.verbose_name}"
        return super().get_meta_options(model) | {"verbose_name": name, "verbose_name_plural": name}

    def get_change_reason_for_object(self, instance, history_type, using):
        return (super().get_change_reason_for_object(instance, history_type, using) or _acting.get()[1])[:300]


class TrackedQuerySet(models.QuerySet):
    """Writes the journal where Django sends no signal: `update`, `bulk_update` and `bulk_create`."""

    def update(self, **values):
        with transaction.atomic(using=self.db):
            keys = list(self.order_by().values_list("pk", flat=True))
            rows = self.model._base_manager.filter(pk__in=keys)
            changed = models.QuerySet(self.model, using=self.db).filter(pk__in=keys).update(**values)
            self._write(rows, update=True)
        return changed

    update.alters_data = True  # type: ignore[attr-defined]  # how templates know that it writes

    def bulk_create(self, objs, *args, ignore_conflicts=False, update_conflicts=False, **given):
        if ignore_conflicts or update_conflicts:
            raise NotImplementedError("rows whose fate is not known cannot be written into the journal")
        with transaction.atomic(using=self.db):
            rows = super().bulk_create(objs, *args, **given)
            self._write(rows, update=False)
        return rows

    def _write(self, rows, *, update):
        by, reason = _acting.get()
        self.model.history.bulk_history_create(
            rows, update=update, default_user=by or None, default_change_reason=reason[:300]
        )


class AuditEntry(models.Model):
    """One deed that no state of a row shows, and why: a publication, a withdrawal, an account's password set.

    It names what it is about and who did it, and points at neither: both may go.
    """

    at = models.DateTimeField("เมื่อ", default=timezone.now, editable=False)
    by = models.CharField("โดย", max_length=150, blank=True, default="", help_text="ว่าง = คำสั่งของระบบ")
    agency = models.ForeignKey(
        "assessments.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="audit_entries",
        verbose_name="หน่วยงาน",
    )
    model = models.CharField("เรื่อง", max_length=100, help_text="เช่น assessments.checklist")
    row = models.CharField("เลขที่แถว", max_length=50)
    about = models.CharField("ชื่อที่เรียก", max_length=300, blank=True, default="")
    sentence = models.TextField("ทำอะไร เพราะอะไร")

    class Meta:
        verbose_name = verbose_name_plural = "บันทึกการกระทำ"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(sentence=""),
                name="auditentry_says_something",
                violation_error_message="ต้องบอกว่าทำอะไร",
            )
        ]
        indexes = [
            models.Index(fields=["model", "row"], name="auditentry_of_a_row"),
            models.Index(fields=["agency", "at"], name="auditentry_of_an_agency"),
        ]

    def __str__(self):
        return self.sentence


def write_audit(row, sentence, *, by, agency_id=None):
    """Add what was done to `row` (an instance) by the user name `by`; the AuditEntry."""
    return AuditEntry.objects.create(
        by=by,
        agency_id=agency_id,
        model=row._meta.label_lower,
        row=str(row.pk),
        about=str(row)[:300],
        sentence=sentence,
    )

"""Writes evidence of progress: an address or a kept file, under the next number of the plan."""

from django.db import transaction
from django.db.models import Max

from assessments.documents.names import label_of
from assessments.documents.refusing import Refused
from assessments.documents.storing import keep_file
from measures.models import MeasuresPlan, ProgressEvidence


@transaction.atomic
def add_evidence(entry, *, label="", url="", upload=None):
    """A new piece of evidence of an entry, `url` or `upload` (Django's UploadedFile); returns it.

    Takes the next number of the plan, which is part of a public address. Raises Refused; then nothing
    was written.
    """
    plan = MeasuresPlan.objects.select_for_update().get(pk=entry.action.plan_id)
    highest = plan.evidence.aggregate(highest=Max("number"))["highest"] or 0
    row = ProgressEvidence(entry=entry, plan=plan, number=highest + 1, label=label, url=url)
    return put_evidence(row, upload=upload)


@transaction.atomic
def put_evidence(row, *, upload=None):
    """Save a piece of evidence; with `upload` that file stands at its address from now on."""
    if upload is None:
        row.save()
        return row

    def add(file, name):
        if row.plan.evidence.filter(entry=row.entry, file=file).exclude(pk=row.pk).exists():
            raise Refused("ไฟล์นี้แนบไว้ในรายการนี้แล้ว")
        row.file, row.file_name, row.url = file, name, ""
        row.label = row.label or label_of(name)[:300]
        row.save()
        return row

    return keep_file(upload, add)

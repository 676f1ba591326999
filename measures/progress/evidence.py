"""Evidence of progress: a piece takes the next number of its plan, which is part of a public address."""

from django.db import transaction
from django.db.models import Max

from assessments.files.file_name import label_of
from assessments.files.storage import keep_file
from assessments.models import Page
from assessments.record.publish import current_publication
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


def put_evidence(row, *, upload=None):
    """Save evidence: `upload`, or else the row's `url`, stands at its address once that is published.

    Without either a file that is there stays. Raises Refused; then nothing was written.
    """
    if upload is None:
        if row.url:
            row.file, row.file_name = None, ""
        row.save()
        return row

    def add(file, name):
        row.file, row.file_name, row.url = file, name, ""
        row.label = row.label or label_of(name)[:300]
        row.save()
        return row

    return keep_file(upload, add)


def may_delete_evidence(plan):
    """True until progress of the plan was published once: from then on its evidence has public addresses."""
    return current_publication(plan.agency, plan.year.year_be, Page.PROGRESS) is None

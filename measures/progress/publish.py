"""The progress page as the desk publishes it."""

from assessments.models import Page
from assessments.record.publishable import PublishablePage
from measures.models import MeasuresPlan, PlanProgress, ProgressEntry, ProgressEvidence, RemediationAction
from measures.progress.content import progress_builder

# The reason in the plan's history when only its edition was chosen, which is no edit of the progress page.
EDITION_CHOSEN = "เลือกฉบับร่างหรือฉบับสมบูรณ์เมื่อเผยแพร่"


class ProgressPage(PublishablePage):
    """What became of the measures of an agency's year; its row is the plan, seen as PlanProgress."""

    page, model = Page.PROGRESS, PlanProgress

    def builder(self, row):
        return progress_builder(row)

    def histories(self, row):
        actions = RemediationAction.objects.filter(plan=row.pk).values("pk")
        return [
            MeasuresPlan.history.filter(id=row.pk).exclude(history_change_reason=EDITION_CHOSEN),
            RemediationAction.history.filter(plan_id=row.pk),
            ProgressEntry.history.filter(action_id__in=actions),
            ProgressEvidence.history.filter(plan_id=row.pk),
        ]

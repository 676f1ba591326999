"""The measures page as the desk publishes it: as a draft or as the final edition."""

from django.core.exceptions import ValidationError
from django.db import transaction

from assessments.models import Page, journal_as
from assessments.record.publish import PublishingRefused, publish
from assessments.record.publishable import PublishablePage
from measures.models import InstrumentAnalysis, MeasuresPlan, RemediationAction
from measures.plan.content import FINAL, plan_content
from measures.plan.editions import incomplete_actions, refuse_incomplete
from measures.progress.publish import EDITION_CHOSEN


class MeasuresPage(PublishablePage):
    """The measures of an agency's year; its row is the plan."""

    page, model = Page.MEASURES, MeasuresPlan

    def builder(self, row, edition=""):
        """`edition` is what the approver says of this one: DRAFT, FINAL or "" for as it is."""
        return lambda previous, at: plan_content(row, previous, edition)

    def histories(self, row):
        rows = [InstrumentAnalysis, RemediationAction]
        return [
            MeasuresPlan.history.filter(id=row.pk),
            *(each.history.filter(plan_id=row.pk) for each in rows),
        ]

    @transaction.atomic
    def publish(self, row, *, edition="", incomplete_reason="", note, by, role):
        """Write the next record, as DRAFT, FINAL or ("") as it is.

        PublishingRefused for a final edition whose measures lack something, unless `incomplete_reason` says
        why; a refusal leaves the plan as it was.
        """
        before = row.is_final, row.incomplete_reason
        if edition:
            row.is_final = edition == FINAL
            needed = row.is_final and incomplete_actions(row)
            row.incomplete_reason = " ".join(incomplete_reason.split()) if needed else ""
        try:
            if row.is_final:
                refuse_incomplete(row)
            if (row.is_final, row.incomplete_reason) != before:
                row.clean()
                with journal_as(by, EDITION_CHOSEN):
                    row.save(update_fields=["is_final", "incomplete_reason"])
            build = self.builder(row, edition)
            return publish(row.agency, row.year.year_be, self.page, build, note=note, by=by, role=role)
        except ValidationError as error:
            row.is_final, row.incomplete_reason = before
            raise PublishingRefused(" ".join(error.messages)) from error
        except PublishingRefused:
            row.is_final, row.incomplete_reason = before
            raise

"""The result page as the desk publishes it."""

from assessments.models import Assessment, IndicatorScore, Page
from assessments.record.publishable import PublishablePage
from assessments.result.content import result_content


class ResultPage(PublishablePage):
    """The result of an agency's year; its row is the assessment."""

    page, model = Page.RESULT, Assessment

    def builder(self, row):
        return lambda previous, at: result_content(row)

    def histories(self, row):
        return [
            Assessment.history.filter(id=row.pk),
            IndicatorScore.history.filter(assessment_id=row.pk),
        ]

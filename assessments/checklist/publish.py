"""The checklist page as the desk publishes it."""

from functools import partial

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from assessments.checklist.carried import unconfirmed_warning
from assessments.checklist.content import checklist_content
from assessments.checklist.handin import publishing_warnings
from assessments.framework.list_confirmation import unconfirmed_list_refusal
from assessments.models import Assessment, Checklist, Disclosure, DisclosureLink, Page
from assessments.record.publishable import PublishablePage


class ChecklistPage(PublishablePage):
    """The OIT checklist of an agency's year; its row is the year's assessment, seen as Checklist."""

    page, model = Page.OIT, Checklist

    def builder(self, row):
        return partial(checklist_content, row.agency, row.year)

    def refusal(self, row):
        """A checklist of a list that nobody compared with the handbook stays at the desk."""
        return unconfirmed_list_refusal(row.year)

    def warnings(self, row, content):
        """What was carried from last year and not looked at; what was handed in and would change."""
        carried = unconfirmed_warning(row.agency_id, row.year_id)
        handed_in = publishing_warnings(row.agency, row.year.year_be, content)
        return [carried, *handed_in] if carried else handed_in

    def histories(self, row):
        mine = Disclosure.objects.filter(agency=row.agency, item__year=row.year)
        return [
            eit_link_changes(row),
            Disclosure.history.filter(agency_id=row.agency_id, item_id__in=row.year.oit_items.values("pk")),
            DisclosureLink.history.filter(disclosure_id__in=mine.values("pk")),
        ]


def eit_link_changes(row):
    """The history rows of a year's assessment that gave it another EIT link than the state before."""
    earlier = Assessment.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    before = Subquery(earlier.order_by("-history_id").values("eit_url")[:1])
    states = Assessment.history.filter(id=row.pk).annotate(before=Coalesce(before, Value("")))
    return states.exclude(eit_url=F("before"))

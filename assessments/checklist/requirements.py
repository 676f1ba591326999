"""What staff found shown of an item's requirements: ticks that keep who and when."""

from django.db import transaction

from assessments.models import ShownRequirement


@transaction.atomic
def save_requirement_checks(disclosure, shown, *, by):
    """Make the ticks of a disclosure be `shown` (texts of its item's requirements).

    A tick that stays keeps its person and time; one that was taken away is deleted. Ticks of texts that
    the item no longer has are left alone.
    """
    ticks = disclosure.shown_requirements.all()
    ticks.filter(
        requirement__in=[line for line in disclosure.item.requirements if line not in shown]
    ).delete()
    known = set(ticks.values_list("requirement", flat=True))
    ShownRequirement.objects.bulk_create(
        ShownRequirement(disclosure=disclosure, requirement=line, ticked_by=by)
        for line in shown
        if line not in known
    )

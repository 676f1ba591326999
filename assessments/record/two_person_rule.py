"""The two-person rule: who changed a page since it was last published does not publish it."""

from django.utils import timezone

from assessments.models import Publication
from assessments.record.publish import PublishingRefused


def editors_since(latest, histories):
    """Names of those who changed the rows of `histories` (querysets) after the record `latest` (or ever)."""
    names, since = set(), _believable(latest)
    for history in histories:
        changes = history.filter(history_date__gt=since) if since else history
        names |= set(changes.order_by().values_list("history_user_id", flat=True).distinct())
    return names - {""}


def _believable(latest):
    """When a page was last published: by its newest record whose time is not in the future; None without."""
    if latest is None or latest.published_at <= timezone.now():
        return latest and latest.published_at
    states = Publication.objects.states(latest.agency, latest.year_be, latest.page)
    past = states.filter(number__lt=latest.number, published_at__lte=timezone.now())
    return past.values_list("published_at", flat=True).last()


def refuse_alone(user, agency, latest, histories):
    """PublishingRefused when the agency wants two persons and `user` changed something since `latest`."""
    if agency.two_person_rule and user.get_username() in editors_since(latest, histories):
        raise PublishingRefused(
            "หน่วยงานนี้กำหนดให้ผู้แก้ไขกับผู้เผยแพร่เป็นคนละคน และท่านแก้ไขข้อมูลของหน้านี้หลังการเผยแพร่ครั้งก่อน"
            " ให้ผู้อนุมัติอีกคนตรวจและเผยแพร่"
        )

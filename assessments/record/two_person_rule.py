"""The two-person rule: who changed a page since it was last published does not publish it."""

from assessments.record.publish import PublishingRefused


def editors_since(latest, histories):
    """Names of those who changed the rows of `histories` (querysets) after the record `latest` (or ever)."""
    names = set()
    for history in histories:
        changes = history.filter(history_date__gt=latest.published_at) if latest else history
        names |= set(changes.order_by().values_list("history_user_id", flat=True).distinct())
    return names - {""}


def refuse_alone(user, agency, latest, histories):
    """PublishingRefused when the agency wants two persons and `user` changed something since `latest`."""
    if agency.two_person_rule and user.get_username() in editors_since(latest, histories):
        raise PublishingRefused(
            "หน่วยงานนี้กำหนดให้ผู้แก้ไขกับผู้เผยแพร่เป็นคนละคน และท่านแก้ไขข้อมูลของหน้านี้หลังการเผยแพร่ครั้งก่อน"
            " ให้ผู้อนุมัติอีกคนตรวจและเผยแพร่"
        )

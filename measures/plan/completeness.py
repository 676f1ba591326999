"""What a measure must have before its plan is final: somebody responsible, a day, monitoring. Pure."""

PARTS = {
    "responsible": "ผู้รับผิดชอบ",
    "due_on": "กำหนดแล้วเสร็จ",
    "monitoring": "การกำกับติดตาม",
}


def lacking(action):
    """The Thai names of what a measure lacks, in the order of PARTS; nothing is asked of a dropped one."""
    if action.status == "dropped":
        return []
    has = {
        "responsible": action.division_id or action.responsible,
        "due_on": action.due_on,
        "monitoring": action.monitoring,
    }
    return [name for part, name in PARTS.items() if not has[part]]

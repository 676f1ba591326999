"""The measures of a year and what became of them, as documents for reading, signing and filing. Pure."""

from assessments.content import wording as words
from assessments.exports.document_blocks import (
    ExportDocument,
    Facts,
    Heading,
    Numbered,
    Signature,
    Text,
    owner_line,
)
from assessments.exports.result_document import announced_total
from ita_portal.thai.digits import thai_digits

SIGNERS = ("ผู้เสนอ", "ผู้เห็นชอบ", "ผู้อนุมัติ")
REPORTERS = ("ผู้รายงาน", "ผู้รับรอง")
# What a measure should say and these do not, as the page says it.
WANTED = (
    ("ผู้รับผิดชอบ", ("division", "responsible")),
    ("กำหนดเวลา", ("start_on", "due_on")),
    ("สถานะ", ("status",)),
)


def plan_as_document(plan):
    """The ExportDocument of a year's measures (schema measures/1)."""
    announced = plan["announced"]
    level = f" ระดับ {announced['level']}" if announced["level"] else ""
    result = f"ปีงบประมาณ {thai_digits(plan['result_year'])} {announced_total(announced)}{level}"
    counts = f"{thai_digits(len(plan['actions']))} มาตรการ ใน {thai_digits(len(plan['indicators']))} ตัวชี้วัด"
    blocks = [
        Facts(
            [
                ("จากผลการประเมิน", result),
                ("มาตรการของ", f"ปีงบประมาณ {thai_digits(plan['fiscal_year'])}"),
                ("จำนวน", counts),
            ]
        )
    ]
    if plan["introduction"]:
        blocks += [Heading("ความเป็นมา"), Text(plan["introduction"])]
    for instrument in plan["instruments"]:
        blocks += _instrument(plan, instrument)
    return ExportDocument(plan["title"], owner_line(plan["agency"]), [*blocks, Signature(SIGNERS)])


def _instrument(plan, instrument):
    yield Heading(f"{instrument['name']} ({instrument['code']})")
    if instrument["analysis"]:
        yield Text(instrument["analysis"])
    for indicator in plan["indicators"]:
        if indicator["instrument"] == instrument["code"]:
            actions = [each for each in plan["actions"] if each["indicator"] == indicator["number"]]
            yield from _indicator(indicator, actions)


def _indicator(indicator, actions):
    score = words.score(indicator["score"], indicator["score_state"])
    shown = score if indicator["score"] is None else f"{score} คะแนน"
    yield Heading(f"{thai_digits(indicator['number'])}. {indicator['name']}", level=3, aside=shown)
    if not actions:
        yield Text("ยังไม่มีมาตรการของตัวชี้วัดนี้", gap=True)
        return
    unplanned = not any(action.get(name) for action in actions for _term, names in WANTED for name in names)
    yield Numbered([(action["text"], _facts(action, gaps=not unplanned)) for action in actions])
    if unplanned:
        yield Text("ยังไม่ระบุผู้รับผิดชอบ กำหนดเวลา และสถานะ", gap=True)


def _facts(action, *, gaps):
    missing = [term for term, names in WANTED if not any(action.get(name) for name in names)]
    return Facts(
        [
            ("จุดที่ต้องพัฒนา", action["weak_point"]),
            ("ส่วนงานที่รับผิดชอบ", action.get("division")),
            ("ผู้รับผิดชอบ", action["responsible"]),
            ("ขั้นตอน", action["steps"]),
            ("เริ่ม", words.day(action["start_on"])),
            ("แล้วเสร็จภายใน", words.day(action["due_on"])),
            ("การกำกับติดตาม", action["monitoring"]),
            ("สถานะ", words.STATUSES.get(action["status"], action["status"])),
            ("เหตุที่ยกเลิก", action.get("dropped_reason")),
            ("ยังไม่ระบุ", " ".join(missing) if gaps else ""),
        ]
    )


def progress_as_document(progress, *, origin):
    """The ExportDocument of a year's progress (schema progress/1); `origin` completes its addresses."""
    actions = progress["actions"]
    counts = [
        (name, f"{thai_digits(sum(1 for action in actions if action['standing'] == code))} มาตรการ")
        for code, name in words.STANDINGS.items()
    ]
    blocks = [
        Facts(
            [
                ("มาตรการของ", f"ปีงบประมาณ {thai_digits(progress['fiscal_year'])}"),
                ("ณ วันที่", words.day(progress["judged_on"])),
                *counts,
            ]
        ),
        Heading("ผลรายมาตรการ"),
    ]
    for indicator in progress["indicators"]:
        mine = [action for action in actions if action["indicator"] == indicator["number"]]
        if mine:
            blocks.append(Heading(f"{thai_digits(indicator['number'])}. {indicator['name']}", level=3))
            blocks.append(Numbered([(action["text"], _told(action, origin)) for action in mine]))
    named = progress["title"]
    title = f"ผลการดำเนินการตาม{named}" if named.startswith("มาตรการ") else f"ผลการดำเนินการตามมาตรการ {named}"
    return ExportDocument(title, owner_line(progress["agency"]), [*blocks, Signature(REPORTERS)])


def _told(action, origin):
    """How a measure stands and each thing that was told of it, with its evidence."""
    entries = [
        (words.day(entry["date"]), "\n".join([entry["text"], *_evidence(entry, origin)]))
        for entry in action["entries"]
    ]
    return Facts(
        [
            ("ความก้าวหน้า", words.STANDINGS[action["standing"]]),
            ("ส่วนงานที่รับผิดชอบ", action["division"]),
            ("ผู้รับผิดชอบ", action["responsible"]),
            ("แล้วเสร็จภายใน", words.day(action["due_on"])),
            ("เหตุที่ยกเลิก", action["dropped_reason"]),
            *(entries or [("ผลการดำเนินการ", "ยังไม่มีรายงาน")]),
        ]
    )


def _evidence(entry, origin):
    return [f"หลักฐาน: {each['label']} {origin}{each['address']}" for each in entry["evidence"]]

"""The result of a year as a document. Pure: it arranges what explanation.py says of the published figures."""

from decimal import Decimal

from assessments.content import wording as words
from assessments.exports.document_blocks import (
    ExportDocument,
    Facts,
    Heading,
    Signature,
    Table,
    Text,
    owner_line,
)
from assessments.scoring import explanation
from ita_portal.thai.digits import thai_digits

SIGNERS = ("ผู้รายงาน", "ผู้รับทราบ")
UNKNOWN = "ไม่ทราบ"


def result_as_document(result):
    """The ExportDocument of a result (schema result/1)."""
    announced = result["announced"]
    blocks = [
        Facts(
            [
                ("คะแนนรวม", announced_total(announced)),
                ("ระดับที่ประกาศ", announced["level"]),
                ("ประกาศเมื่อ", words.day(announced["announced_on"])),
                ("ที่มาของประกาศ", words.source(announced["source"])),
            ]
        ),
        *_sum(result),
        *_indicators(result),
        *_scale(result["scale"]),
        Signature(SIGNERS),
    ]
    title = f"ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ปีงบประมาณ พ.ศ. {thai_digits(result['fiscal_year'])}"
    return ExportDocument(title, owner_line(result["agency"]), blocks)


def announced_total(announced):
    """The announced total in words: ๕๕.๖๒ คะแนน, or why there is none."""
    total = words.total(announced["total"], announced["state"])
    return total if announced["total"] is None else f"{total} คะแนน"


def _figure(value, places="0.01"):
    return UNKNOWN if value is None else thai_digits(f"{Decimal(value).quantize(Decimal(places))}")


def _sum(result):
    score_sum, target = explanation.score_sum(result), explanation.target(result)
    rows = [
        [
            f"{row['code']} {row['name']}",
            _figure(row["mean"], "0.001"),
            words.digits(row["weight"]),
            _figure(row["part"]),
            _figure(row["lost"]),
        ]
        for row in score_sum["rows"]
    ]
    rows.append(["รวม", "", "", _figure(score_sum["total"]), _figure(score_sum["lost"])])
    yield Heading("คะแนนรวมมาจากไหน")
    headings = ["เครื่องมือ", "คะแนนเฉลี่ย", "น้ำหนัก", "ได้", "ขาด"]
    caption = "คะแนนเฉลี่ยของเครื่องมือคูณน้ำหนัก (ร้อยละ) แล้วปัดเป็นทศนิยมสองตำแหน่ง"
    yield Table(caption, headings, rows, figures=(1, 2, 3, 4), total=True)
    gaps = [*result["computed"]["differences"], score_sum["why_not"]]
    yield from (Text(thai_digits(sentence), gap=True) for sentence in gaps if sentence)
    if score_sum["agreement"]:
        yield Text(thai_digits(f"คะแนนรวมที่คำนวณได้{score_sum['agreement']}"))
    if target:
        mark = f"เป้าหมายของประเทศคือ {words.digits(target['mark'])} คะแนน"
        lacking = target["lacking"]
        yield Text(f"{mark} ยังขาดอีก {_figure(lacking)}" if lacking else f"{mark} ถึงเป้าหมายแล้ว")


def _indicators(result):
    losses = result["computed"]["indicator_losses"]
    rows = [
        [
            f"{thai_digits(row['number'])}. {row['name']}",
            row["instrument"],
            words.score(row["score"], row["score_state"]),
            _figure(losses.get(str(row["number"]))),
        ]
        for row in result["indicators"]
    ]
    yield Heading("คะแนนรายตัวชี้วัด")
    headings = ["ตัวชี้วัด", "เครื่องมือ", "คะแนน", "ขาดในคะแนนรวม"]
    yield Table("คะแนนเต็ม ๑๐๐ ตามที่ประกาศ", headings, rows, figures=(2, 3), narrow=(1,))


def _scale(scale):
    if not scale["bands"]:
        return
    yield Heading("เกณฑ์ระดับของปีนี้")
    rows = [[_band_name(band), _band_scores(band)] for band in scale["bands"]]
    yield Table("จากระดับสูงสุดไปต่ำสุด", ["ระดับ", "คะแนน"], rows)


def _band_name(band):
    """The label, with the name when that says more: "AA" is "ระดับ AA"."""
    label, name = band["label"], band["name"]
    return label if name in (label, f"ระดับ {label}") else f"{label} {name}"


def _band_scores(band):
    if band["condition"]:
        return thai_digits(band["condition"])
    return f"{words.digits(band['min'])}–{words.digits(band['max'])}"

"""Where the marks of a chart stand: totals by year, scores by indicator, the points that are missing.

Pure: published figures in, a Chart out; templates draw it. Across, all is percent of the width, so that a
chart fits a phone and a page of paper while its writing keeps its size; upright, all is pixels
from the top. Every chart says in words what it shows; its table stands beside it. Sentences are Thai with
ASCII digits.
"""

from dataclasses import dataclass
from decimal import Decimal

from assessments.scoring import explanation

ANNOUNCED = "announced"
FULL_SCORE = Decimal(100)
# Upright: room for a figure above the columns, one pixel a point, room for writing below.
TOP, BASE = Decimal(24), Decimal(124)
HEIGHT_OF_TREND, HEIGHT_OF_INDICATORS = 154, 182
# One year needs this many pixels to look like a column rather than a wall.
PIXELS_A_YEAR = 92
MOST_YEARS = 30
# So many four-digit years stand side by side on a phone, and on a wide page; so many scores likewise.
YEARS_ABREAST, YEARS_ABREAST_WIDE = 7, 13
FILLED = Decimal("0.66")
GAP_BETWEEN_INSTRUMENTS = Decimal(2)
# Points that are long enough in a bar of a hundred to have a number written into them.
ROOM_FOR_A_NUMBER = 6
ALWAYS, WIDE, NEVER = "always", "wide", "never"


@dataclass(frozen=True)
class Column:
    """A column: `x` and `width` in percent, `y` and `height` of what was earned in pixels.

    `value` is the score (None: not known, the column is an empty outline). `label_shown` and `value_shown`
    say where there is room for them: always, wide or never.
    """

    label: str
    x: Decimal
    width: Decimal
    value: Decimal | None
    label_shown: str = ALWAYS
    value_shown: str = WIDE
    is_here: bool = False

    @property
    def middle(self):
        """Its middle in percent of the width."""
        return self.x + self.width / 2

    @property
    def height(self):
        """Pixels of what was earned; 0 when that is not known."""
        return (self.value or 0) * (BASE - TOP) / FULL_SCORE

    @property
    def y(self):
        """Where the earned part begins, in pixels from the top."""
        return BASE - self.height


@dataclass(frozen=True)
class Chart:
    """`title` and `description` in words, the marks, and `width` in pixels beyond which it need not grow.

    `breaks` are percents at which neighbours must not be compared; `groups` are (name, x, width).
    """

    title: str
    description: str
    height: int
    columns: tuple = ()
    width: int | None = None
    breaks: tuple = ()
    groups: tuple = ()
    top, base, full = TOP, BASE, BASE - TOP


def trend_chart(rows, year_be=None):
    """The announced totals of `rows` (TrendYears, newest first) as columns, oldest first; None for one year.

    A year without a published result keeps its place empty. `year_be` is the year of the page.
    """
    if len(rows) < 2:
        return None
    newest = rows[0].year_be
    years = range(max(rows[-1].year_be, newest - MOST_YEARS + 1), newest + 1)
    found = {row.year_be: row for row in rows if row.year_be in years}
    slot = FULL_SCORE / len(years)
    columns, breaks = [], []
    for place, each in enumerate(years):
        row, x = found.get(each), slot * place
        if row and row.apart and each != years[0]:
            breaks.append(x)
        shown = _shown(newest - each, len(years))
        if row is None:
            columns.append(Column(str(each), x + slot / 2, Decimal(0), None, shown, NEVER))
            continue
        room = slot * (1 - FILLED) / 2
        value_shown = shown if len(years) <= YEARS_ABREAST_WIDE else NEVER
        columns.append(
            Column(str(each), x + room, slot * FILLED, row.total, shown, value_shown, each == year_be)
        )
    return Chart(
        f"คะแนนรวมตามที่ประกาศ ปี {years[0]}–{newest}",
        _trend_told([row for row in reversed(rows) if row.year_be in found], bool(breaks)),
        HEIGHT_OF_TREND,
        tuple(columns),
        PIXELS_A_YEAR * len(years),
        tuple(breaks),
    )


def indicators_chart(result):
    """The scores of a result (schema result/1) as columns in official order, or None without any score.

    As wide as the indicator's share of the total and as high as its score, so that the filled areas together
    are the total and the empty ones what is missing of it.
    """
    rows = result["indicators"]
    scored = [row for row in rows if row["score_state"] == ANNOUNCED]
    used = [each for each in result["instruments"] if any(row["instrument"] == each["code"] for row in rows)]
    weights = sum(Decimal(each["weight"]) for each in used)
    if not scored or not weights:
        return None
    percent = (FULL_SCORE - GAP_BETWEEN_INSTRUMENTS * (len(used) - 1)) / weights
    columns, groups, x = [], [], Decimal(0)
    for instrument in used:
        own = [row for row in rows if row["instrument"] == instrument["code"]]
        width = instrument["weight"] * percent
        groups.append((instrument["code"], x, width))
        for place, row in enumerate(own):
            score = row["score"] if row["score_state"] == ANNOUNCED else None
            columns.append(Column(str(row["number"]), x + width / len(own) * place, width / len(own), score))
        x += width + GAP_BETWEEN_INSTRUMENTS
    return Chart(
        f"คะแนนรายตัวชี้วัด ปี {result['fiscal_year']}",
        _indicators_told(scored, len(rows)),
        HEIGHT_OF_INDICATORS,
        tuple(columns),
        groups=tuple(groups),
    )


def missing_chart(missing, total):
    """The hundred points of a total: {"title", "description", "got", "lost", "parts"}, or None.

    `missing` is as explanation.missing_points gives it, `total` what our rules computed. `parts` are
    (number of the indicator where there is room for it, where it begins, how long it is), in percent of the
    bar.
    """
    if not missing or not missing["lost"]:
        return None
    parts, start = [], total
    for row in missing["rows"]:
        parts.append((str(row["number"]) if row["lost"] > ROOM_FOR_A_NUMBER else "", start, row["lost"]))
        start += row["lost"]
    told = [f"ขาดที่ตัวชี้วัดที่ {row['number']} {row['name']} {row['lost']:.2f}" for row in missing["rows"]]
    if missing["others"]:
        parts.append(("", start, missing["others"]["lost"]))
        told.append(f"อีก {missing['others']['count']} ตัวชี้วัดรวมกัน {missing['others']['lost']:.2f}")
    return {
        "title": "คะแนนเต็ม 100 ได้เท่าไร และขาดที่ตัวชี้วัดใด",
        "description": f"ได้ {total:.2f} คะแนน {' '.join(told)}",
        "got": total,
        "lost": missing["lost"],
        "parts": parts,
    }


def missing_context(result):
    """Where the missing points of a result lie, as rows and as a chart."""
    missing = explanation.missing_points(result)
    chart = missing_chart(missing, result["computed"]["total"])
    return {"result": result, "missing": missing, "missing_chart": chart}


def _shown(age, count):
    """Where the year that is `age` years older than the newest of `count` has room for its label."""
    wide = -(-count // YEARS_ABREAST_WIDE)
    always = wide * -(-count // (wide * YEARS_ABREAST))
    if age % always == 0:
        return ALWAYS
    return WIDE if age % wide == 0 else NEVER


def _trend_told(rows, has_breaks):
    """What the trend shows, from `rows` oldest first: its ends, its highest and lowest, and its breaks."""
    scored = [row for row in rows if row.total is not None]
    if not scored:
        return "ยังไม่มีคะแนนรวมของปีใดในประกาศ"
    first, last = scored[0], scored[-1]
    told = [f"ปี {first.year_be} ได้ {first.total:.2f}"]
    if last is not first:
        told.append(f"ปี {last.year_be} ได้ {last.total:.2f}")
    low, high = min(scored, key=lambda row: row.total), max(scored, key=lambda row: row.total)
    ends = (first.year_be, last.year_be)
    told += [f"ต่ำสุดปี {low.year_be} {low.total:.2f}"] if low.year_be not in ends else []
    told += [f"สูงสุดปี {high.year_be} {high.total:.2f}"] if high.year_be not in ends else []
    unknown = [str(row.year_be) for row in rows if row.total is None]
    told += [f"ไม่มีคะแนนรวมในประกาศของปี {' '.join(unknown)}"] if unknown else []
    told += ["เส้นประคั่นปีที่ไม่อาจเทียบกัน"] if has_breaks else []
    return " ".join(told)


def _indicators_told(scored, count):
    low, high = min(scored, key=lambda row: row["score"]), max(scored, key=lambda row: row["score"])
    told = [
        "แท่งกว้างตามส่วนในคะแนนรวม สูงตามคะแนนเต็ม 100 ส่วนเข้มคือที่ได้ ส่วนอ่อนคือที่ขาด",
        f"ต่ำสุดคือตัวชี้วัดที่ {low['number']} {low['name']} {low['score']:.2f}",
        f"สูงสุดคือตัวชี้วัดที่ {high['number']} {high['name']} {high['score']:.2f}",
    ]
    if len(scored) < count:
        told.append(f"กรอบเส้นประคือ {count - len(scored)} ตัวชี้วัดที่ไม่มีคะแนน")
    return " ".join(told)

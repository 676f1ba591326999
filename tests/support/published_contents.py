"""Small published contents as parsed Python, for the tests of differences. Each call makes a new one."""

from decimal import Decimal

AGENCY = {
    "slug": "pakchong",
    "name": "องค์การบริหารส่วนตำบลปากช่อง",
    "kind": "sao",
    "kind_name": "องค์การบริหารส่วนตำบล",
    "district": "จอมบึง",
    "province": "ราชบุรี",
}
INDICATORS = ("การปฏิบัติหน้าที่", "83.68"), ("การใช้งบประมาณ", "74.51"), ("การใช้อำนาจ", "77.92")


def announced():
    return {
        "state": "announced",
        "total": Decimal("55.62"),
        "level": "D",
        "announced_on": None,
        "source": None,
    }


def indicators():
    return [
        {
            "number": number,
            "instrument": "IIT",
            "name": name,
            "score": Decimal(score),
            "score_state": "announced",
        }
        for number, (name, score) in enumerate(INDICATORS, start=1)
    ]


def result():
    """A result/1 of three indicators and two bands."""
    bands = [("C", "65", "74.99"), ("D", "55", "64.99")]
    return {
        "schema": "result/1",
        "agency": dict(AGENCY),
        "fiscal_year": 2563,
        "announced": announced(),
        "scale": {
            "scheme": "letters",
            "bands": [
                {"label": label, "name": f"ระดับ {label}", "min": Decimal(low), "max": Decimal(high)}
                | {"condition": "", "meaning": ""}
                for label, low, high in bands
            ],
        },
        "instruments": [{"code": "IIT", "name": "แบบวัดการรับรู้ภายใน", "weight": 30}],
        "indicators": indicators(),
        "computed": {
            "parts": {"IIT": Decimal("22.63"), "OIT": None},
            "means": {"IIT": Decimal("75.442")},
            "lost": {"IIT": Decimal("7.37")},
            "total": Decimal("55.62"),
            "level": "D",
            "level_reason": None,
            "indicator_losses": {"1": Decimal("0.98")},
            "differences": [],
        },
        "oit_list": {"items": 43, "borders": {"9.1": 9}},
        "pass_mark": 85,
    }


def action(order, text, indicator=1, **known):
    nothing = ("weak_point", "responsible", "steps", "start_on", "due_on", "monitoring", "status")
    return {"indicator": indicator, "order": order, "text": text} | dict.fromkeys(nothing) | known


def measures(*actions):
    """A measures/1 with these actions."""
    return {
        "schema": "measures/1",
        "agency": dict(AGENCY),
        "fiscal_year": 2564,
        "result_year": 2563,
        "title": "มาตรการส่งเสริมคุณธรรมและความโปร่งใส",
        "introduction": "",
        "announced": announced(),
        "instruments": [
            {"code": "IIT", "name": "แบบวัดการรับรู้ภายใน", "analysis": ""},
            {"code": "EIT", "name": "แบบวัดการรับรู้ภายนอก", "analysis": "ประชาชนเห็นว่าควรปรับปรุง"},
        ],
        "indicators": indicators(),
        "actions": list(actions),
    }


def link(position, label="รายงาน", url="https://example.go.th/1", removed=False):
    return {
        "position": position,
        "label": label,
        "url": "" if removed else url,
        "address": f"/ita/2564/oit/o1/{position}/",
        "removed": removed,
    }


def item(code, answer=None, links=(), **other):
    return {
        "code": code,
        "sub_indicator": "9.1",
        "group": "ข้อมูลพื้นฐาน",
        "title": f"เรื่องที่ {code[1:]}",
        "requirements": ["แสดงแผนผัง 1 แผ่น"],
        "requirements_confidence": "from_memory",
        "note": "",
        "data_period": "current_fy",
        "answer": answer,
        "explanation": "",
        "links": list(links),
        "since": None,
        "changed": None,
    } | other


def checklist(*items):
    """An oit/1 with these items."""
    return {
        "schema": "oit/1",
        "agency": dict(AGENCY),
        "fiscal_year": 2564,
        "sub_indicators": [{"number": "9.1", "indicator": 9, "name": "ข้อมูลพื้นฐาน"}],
        "items": list(items),
    }

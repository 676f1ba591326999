"""The home page answers in one screen; its pictures say what they show."""

import pytest

ANSWERS = ["ผลประเมินล่าสุด", "คะแนนที่ขาดอยู่ที่ใด", "สิ่งที่จะแก้ไข", "ดำเนินการแล้ว", "ข้อมูลที่ต้องเปิดเผย (OIT)"]


def test_every_answer_is_seen_before_one_scrolls(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/ita/")

    for answer in ANSWERS:
        box = page.locator(".answers section", has=page.get_by_role("heading", name=answer)).bounding_box()
        assert box["y"] + box["height"] <= 800, answer


def test_on_a_phone_the_result_comes_first_and_its_way_on_is_seen(page):
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/ita/")

    for seen in (
        page.locator(".answer-result .figure"),
        page.get_by_role("link", name="คะแนนรายตัวชี้วัดและที่มา"),
    ):
        box = seen.bounding_box()
        assert box["y"] + box["height"] <= 640


@pytest.mark.parametrize(
    ("address", "name"), [("/ita/", "missing-picture"), ("/ita/2563/", "indicators-picture")]
)
def test_writing_in_a_picture_keeps_its_size_on_a_phone(page, address, name):
    def sizes():
        page.goto(address)
        return page.locator(f"svg[aria-labelledby^={name}] text:visible").evaluate_all(
            "texts => texts.map(text => getComputedStyle(text).fontSize)"
        )

    wide = sizes()
    page.set_viewport_size({"width": 320, "height": 700})

    assert set(sizes()) == set(wide)
    assert len(set(wide)) == 1
    inside = page.locator(f"svg[aria-labelledby^={name}]").evaluate(
        "svg => [...svg.querySelectorAll('text')].filter(text => text.getClientRects().length).every(text =>"
        " text.getBoundingClientRect().left >= 0 && text.getBoundingClientRect().right <= innerWidth)"
    )
    assert inside

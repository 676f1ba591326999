"""The checklist's filter with its script: the answer comes while one types, and its address can be shared."""

import pytest
from playwright.sync_api import expect

PAGE = "/ita/2564/oit/"


@pytest.fixture
def checklist(page):
    """The open checklist; `loads` counts the pages that the browser loaded since."""
    page.goto(PAGE)
    page.loads = []
    page.on("load", lambda _page: page.loads.append(page.url))
    return page


def test_typing_shows_the_items_that_match_without_another_page(checklist):
    checklist.get_by_label("มีคำว่า").press_sequentially("ข้อ ๔๒")

    expect(checklist.locator("table.checklist tbody tr")).to_have_count(1)
    expect(checklist.locator("#o42")).to_be_visible()
    expect(checklist.get_by_role("status")).to_contain_text("แสดง ๑ จาก ๔๓ ข้อ")
    expect(checklist.get_by_label("มีคำว่า")).to_be_focused()
    assert checklist.loads == []


def test_the_address_of_what_is_shown_can_be_opened_by_somebody_else(checklist):
    checklist.get_by_label("คำตอบ").select_option("yes")
    expect(checklist.get_by_role("status")).to_contain_text("จาก ๔๓ ข้อ")

    assert checklist.url.endswith(f"{PAGE}?answer=yes")
    shown = checklist.locator("main").inner_text()
    checklist.goto(checklist.url)
    assert checklist.locator("main").inner_text() == shown


def test_asking_for_everything_again_leaves_the_plain_address(checklist):
    checklist.get_by_label("คำตอบ").select_option("no")
    expect(checklist.get_by_role("status")).to_contain_text("จาก ๔๓ ข้อ")
    checklist.get_by_label("คำตอบ").select_option("")

    expect(checklist.locator("table.checklist tbody tr")).to_have_count(43)
    expect(checklist.get_by_role("status")).to_be_empty()
    assert checklist.url.endswith(PAGE)


def test_a_server_that_fails_is_asked_in_the_plain_way(checklist):
    checklist.route(
        "**/oit/?*",
        lambda route: (
            route.fulfill(status=500, body="")
            if route.request.resource_type == "fetch"
            else route.continue_()
        ),
    )

    with checklist.expect_navigation():
        checklist.get_by_label("คำตอบ").select_option("yes")

    assert "answer=yes" in checklist.url
    expect(checklist.get_by_role("status")).to_contain_text("จาก ๔๓ ข้อ")

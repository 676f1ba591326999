"""The staff guide: its Markdown, the page in the admin, and pictures for staff only."""

import re

import pytest
from django.urls import reverse

from assessments.dashboard import staff_guide as guide
from tests.support.people import make_user


def html(text):
    return guide.guide_of(text).html


def test_what_the_guide_uses_becomes_the_page():
    text = "# ชื่อ\n\n## ตอน **ก**\n\n### ข้อ\n\nคำ **หนา** ต่อ\nบรรทัดสอง\n\n- ก\n- ข\n\n| ก |\n|---|\n| ข |"
    shown = guide.guide_of(text)

    assert (shown.title, shown.parts) == ("ชื่อ", [("part-1", "ตอน ก")])
    assert "ชื่อ" not in shown.html
    for piece in (
        '<h2 id="part-1">ตอน <strong>ก</strong></h2>',
        "<h3>ข้อ</h3>",
        "<p>คำ <strong>หนา</strong> ต่อ\nบรรทัดสอง</p>",
        "<ul>\n<li>ก</li>\n<li>ข</li>\n</ul>",
        "<th>ก</th>",
    ):
        assert piece in shown.html


def test_a_picture_of_the_guide_has_its_words_and_waits_until_it_is_seen():
    picture = '<p><img src="/ita/admin/guide/a-b.png" alt="ภาพ" loading="lazy" /></p>'
    assert html("![ภาพ](screenshots/guide/a-b.png)").strip() == picture


@pytest.mark.parametrize(
    "text",
    [
        "![x](https://example.org/a.png)",
        "![x](screenshots/guide/../a.png)",
        "![x](data:image/png;base64,AA)",
        "[x](javascript:alert)",
        "[x](data:text/html,x)",
        "#ชื่อ",
        "1.5 บาท",
    ],
)
def test_what_the_guide_may_not_hold_stays_text(text):
    assert html(text).strip() == f"<p>{text}</p>"


def test_a_numbered_list_goes_on_after_a_picture():
    shown = html("1. ก\n2. ข\n\n![ภาพ](screenshots/guide/a.png)\n\n3. ค")
    assert re.findall("<ol[^>]*>", shown) == ["<ol>", '<ol start="3">']


@pytest.mark.django_db
def test_staff_read_the_guide_and_its_words_are_escaped(client, tmp_path, monkeypatch):
    text = tmp_path / "guide.md"
    text.write_text("# คู่มือ\n\n## <script>1</script>\n\n**<b>**", encoding="utf-8")
    monkeypatch.setattr(guide, "GUIDE", text)
    client.force_login(make_user())
    page = client.get(reverse("admin:guide")).text
    assert "<script>1" not in page
    assert "&lt;script&gt;1" in page
    assert "<strong>&lt;b&gt;</strong>" in page


@pytest.mark.django_db
def test_the_guide_is_linked_and_every_picture_of_it_opens(client):
    client.force_login(make_user())
    assert f'href="{reverse("admin:guide")}"' in client.get(reverse("admin:index")).text
    page = client.get(reverse("admin:guide"))
    pictures = re.findall(r'<img src="([^"]+)"', page.text)
    assert pictures
    for address in pictures:
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
        assert b"".join(answer.streaming_content).startswith(b"\x89PNG")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["no-such-picture", "LOGIN"])
def test_no_other_file_is_served(client, name):
    client.force_login(make_user())
    assert client.get(reverse("admin:guide_picture", args=[name])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/ita/admin/guide/", "/ita/admin/guide/login.png"])
def test_strangers_are_sent_to_the_login_and_nothing_is_posted(client, address):
    assert client.get(address).headers["Location"].startswith("/ita/admin/login/")
    client.force_login(make_user())
    assert client.post(address).status_code == 405

"""The staff guide: its own small reader, the page in the admin, and pictures for staff only."""

import re

import pytest
from django.urls import reverse

from assessments.dashboard import staff_guide as guide
from tests.support.people import make_user


def kinds(text):
    return [block.kind for block in guide.blocks_of(text)]


def test_each_construct_of_the_guide_becomes_a_block():
    text = (
        "# ชื่อ\n\n## ตอน\n\nคำ **หนา** ต่อ\nบรรทัดสอง\n\n- ก\n- ข\n\n1. หนึ่ง\n\n![ภาพ](screenshots/guide/a-b.png)"
    )
    title, part, words, bullets, steps, picture = guide.blocks_of(text)
    assert (title.kind, part.kind, part.anchor) == ("title", "part", "part-1")
    assert words.lines == [[(False, "คำ "), (True, "หนา"), (False, " ต่อ")], [(False, "บรรทัดสอง")]]
    assert (bullets.kind, len(bullets.lines), steps.kind) == ("bullets", 2, "steps")
    assert (picture.kind, picture.name, picture.words) == ("picture", "a-b", "ภาพ")


def test_what_is_no_construct_stays_text():
    assert (
        kinds("![x](https://example.org/a.png)\n\n![x](screenshots/guide/../a.png)\n\n#ชื่อ\n\n1.5 บาท")
        == ["text"] * 4
    )


def test_a_numbered_list_goes_on_after_a_picture():
    blocks = guide.blocks_of("1. ก\n2. ข\n\n![ภาพ](screenshots/guide/a.png)\n\n3. ค")
    assert [block.start for block in blocks if block.kind == "steps"] == [1, 3]


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

"""The staff guide: docs/staff-guide.md as the page that the admin shows, and its pictures.

markdown-it-py reads it, without HTML: a tag in the file is a text. Only the guide's own pictures are shown.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.http import FileResponse, Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

GUIDE = settings.BASE_DIR / "docs" / "staff-guide.md"
PICTURES = settings.BASE_DIR / "docs" / "screenshots" / "guide"
PICTURE = re.compile(r"screenshots/guide/([a-z0-9-]+)\.png")
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Guide:
    """The guide as a page shows it: `parts` are (anchor, words), `html` all but the title."""

    title: str
    parts: list[tuple[str, str]]
    html: SafeString


def guide_of(text):
    """The Guide that a Markdown text is."""
    title, parts, shown = "คู่มือ", [], []
    tokens = iter(MARKDOWN.parse(text))
    for token in tokens:
        if token.type == "heading_open":
            inline, close = next(tokens), next(tokens)
            if token.tag == "h1":
                title = _words(inline)
                continue
            if token.tag == "h2":
                parts.append((f"part-{len(parts) + 1}", _words(inline)))
                token.attrSet("id", parts[-1][0])
            shown += [token, inline, close]
        else:
            shown.append(token)
    for token in shown:
        token.children = [_picture(child) for child in token.children or []]
    # Every word in it was escaped by the renderer, which knows of no HTML in the file.
    return Guide(title, parts, mark_safe(MARKDOWN.renderer.render(shown, MARKDOWN.options, {})))  # noqa: S308


def _words(inline):
    """The words of a heading without its marks."""
    return "".join(child.content for child in inline.children)


def _picture(token):
    """The token; a picture of the guide leads to the view that serves it, any other is its words."""
    if token.type != "image":
        return token
    found = PICTURE.fullmatch(token.attrGet("src"))
    if not found:
        return Token("text", "", 0, content=f"![{token.content}]({token.attrGet('src')})")
    token.attrSet("src", reverse("admin:guide_picture", args=[found[1]]))
    token.attrSet("loading", "lazy")
    return token


@require_safe
def guide(request, site):
    """GET /ita/admin/guide/: the guide for staff."""
    shown = guide_of(GUIDE.read_text(encoding="utf-8"))
    context = site.each_context(request) | {"title": shown.title, "guide": shown}
    return TemplateResponse(request, "admin/dashboard/guide.html", context)


@require_safe
def guide_picture(request, name):
    """GET /ita/admin/guide/first-screen.png: a picture of the guide, and no other file."""
    path = PICTURES / f"{name}.png"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise Http404("ไม่มีภาพนี้ในคู่มือ")
    return FileResponse(path.open("rb"), content_type="image/png")

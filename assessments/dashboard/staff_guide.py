"""The staff guide: docs/staff-guide.md read into blocks that a template shows, and its pictures.

Only what the guide uses is understood: headings, paragraphs, lists, numbered steps, pictures, bold. Nothing
here makes HTML; every word goes through the template's escaping.
"""

import re
from dataclasses import dataclass, field

from django.conf import settings
from django.http import FileResponse, Http404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

GUIDE = settings.BASE_DIR / "docs" / "staff-guide.md"
PICTURES = settings.BASE_DIR / "docs" / "screenshots" / "guide"
PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(screenshots/guide/(?P<name>[a-z0-9-]+)\.png\)")
HEADING = re.compile(r"(?P<marks>#{1,3}) +(?P<words>.+)")
ITEM = re.compile(r"(?:(?P<bullet>-)|(?P<number>[0-9]+)\.) +(?P<words>.+)")
BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass
class Block:
    """One piece of the guide: `kind` is title, part, heading, text, bullets, steps or picture."""

    kind: str
    lines: list = field(default_factory=list)  # each a list of (is bold, words)
    name: str = ""  # of a picture
    anchor: str = ""  # of a part
    start: int = 1  # the number of the first step

    @property
    def words(self):
        """The first line without its marks."""
        return "".join(words for _bold, words in self.lines[0])


def spans(line):
    """(is bold, words) of a line, in order: `a **b** c` has three."""
    return [(scope % 2 == 1, words) for scope, words in enumerate(BOLD.split(line)) if words]


def blocks_of(text):
    """The blocks of a guide. A line that is none of the constructs is a paragraph, as it stands."""
    blocks, parts, open_block = [], 0, None
    for line in text.splitlines():
        line = line.strip()
        if not line:
            open_block = None
            continue
        if found := HEADING.fullmatch(line):
            kind = ("title", "part", "heading")[len(found["marks"]) - 1]
            parts += kind == "part"
            anchor = f"part-{parts}" if kind == "part" else ""
            blocks.append(Block(kind, [spans(found["words"])], anchor=anchor))
            open_block = None
        elif found := PICTURE.fullmatch(line):
            blocks.append(Block("picture", [[(False, found["alt"])]], name=found["name"]))
            open_block = None
        else:
            found = ITEM.fullmatch(line)
            kind = "text" if not found else "bullets" if found["bullet"] else "steps"
            if open_block is None or open_block.kind != kind:
                open_block = Block(kind, start=int(found["number"]) if kind == "steps" else 1)
                blocks.append(open_block)
            open_block.lines.append(spans(found["words"] if found else line))
    return blocks


@require_safe
def guide(request, site):
    """GET /ita/admin/guide/: the guide for staff."""
    blocks = blocks_of(GUIDE.read_text(encoding="utf-8"))
    context = site.each_context(request) | {
        "title": next((block.words for block in blocks if block.kind == "title"), "คู่มือ"),
        "blocks": [block for block in blocks if block.kind != "title"],
        "parts": [block for block in blocks if block.kind == "part"],
    }
    return TemplateResponse(request, "admin/dashboard/guide.html", context)


@require_safe
def guide_picture(request, name):
    """GET /ita/admin/guide/first-screen.png: a picture of the guide, and no other file."""
    path = PICTURES / f"{name}.png"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise Http404("ไม่มีภาพนี้ในคู่มือ")
    return FileResponse(path.open("rb"), content_type="image/png")

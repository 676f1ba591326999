"""How long the differences between two publications take: `.venv/bin/python bench/differences.py`.

Exit status 1 when marking two texts of 5,000 characters takes 50 ms or more, or comparing two checklists
of 43 items with three links each takes 20 ms or more (medians).
"""

import copy
import random
import re
import statistics
import sys
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assessments.content.differences import changed_keys, differences, marked  # noqa: E402
from tests.support.published_contents import action, checklist, item, link, measures  # noqa: E402

LENGTH, ROUNDS = 5000, 15
TEXTS_LIMIT_MS, CHECKLISTS_LIMIT_MS = 50, 20
SOURCE = (ROOT / "tests/data/pakchong-measures-2564.txt").read_text(encoding="utf-8")
PROSE = " ".join(re.sub("<[^>]*>|&nbsp;", " ", SOURCE).split())


def long(text):
    """The text repeated to 5,000 characters."""
    return (text * (LENGTH // len(text) + 1))[:LENGTH]


def edited(text, times):
    """The text with `times` characters replaced, always the same ones."""
    chance, signs = random.Random(times), list(text)
    for _ in range(times):
        signs[chance.randrange(len(signs))] = chance.choice("กขคงจ")
    return "".join(signs)


def text_cases():
    """Pairs of texts of 5,000 characters by name, from the usual to the nastiest."""
    prose, chance = long(PROSE), random.Random(1)
    words, shuffled = prose.split(), prose.split()
    chance.shuffle(shuffled)
    noise = "".join(chance.choice("กขคงจฉชซญดตถทธนาิีุูเแโ่้ ") for _ in range(LENGTH))
    twelve = long(PROSE[: LENGTH // 12])
    return {
        "prose, 1 edit": (prose, edited(prose, 1)),
        "prose, 50 edits": (prose, edited(prose, 50)),
        "prose, 500 edits": (prose, edited(prose, 500)),
        "prose, halves changed places": (prose, prose[LENGTH // 2 :] + prose[: LENGTH // 2]),
        "prose, words shuffled": (" ".join(words), " ".join(shuffled)),
        "prose and noise": (prose, noise),
        "twelve times the same, 60 edits": (twelve, edited(twelve, 60)),
        "fifty times the same, 60 edits": (long(PROSE[:100]), edited(long(PROSE[:100]), 60)),
        "one letter": ("ก" * LENGTH, "ข" + "ก" * (LENGTH // 2) + "จ" + "ก" * (LENGTH // 2 - 3) + "ค"),
    }


def checklists():
    """Two checklists of 43 items with three links each; every third item differs."""
    links = [link(position, url=f"https://example.go.th/{position}") for position in (1, 2, 3)]
    old = checklist(*(item(f"O{number}", "yes", links) for number in range(1, 44)))
    new = copy.deepcopy(old)
    for row in new["items"][::3]:
        row |= {"answer": "no", "explanation": PROSE[:500], "since": "2021-04-30"}
        row["links"][1]["url"] += "/new"
    return old, new


def plans():
    """Two plans of 100 long actions of one indicator, all edited and a new one at the top."""
    texts = [edited(PROSE[:600], 200 + number) for number in range(100)]
    new = ["มาตรการใหม่", *(edited(text, 30) for text in texts)]
    return (measures(*(action(order, text) for order, text in enumerate(each, 1))) for each in (texts, new))


def median_ms(work):
    """Milliseconds of `work`: the median of the rounds."""
    took = []
    for _ in range(ROUNDS):
        started = perf_counter()
        work()
        took.append((perf_counter() - started) * 1000)
    return statistics.median(took)


def main():
    """Print a line a case; leave with status 1 when a limit is passed."""
    slow = []

    def measured(name, work, limit):
        took = median_ms(work)
        print(f"{name:44}{took:10.2f} ms")
        if took >= limit:
            slow.append(f"{name}: {took:.1f} of {limit} ms")

    for name, (old, new) in text_cases().items():
        measured(f"marked: {name}", lambda old=old, new=new: marked(old, new), TEXTS_LIMIT_MS)
    old, new = checklists()
    measured("differences: two checklists", lambda: differences(old, new), CHECKLISTS_LIMIT_MS)
    measured("changed_keys: first checklist", lambda: changed_keys(None, new), CHECKLISTS_LIMIT_MS)
    one, other = plans()
    measured("differences: 100 actions, all edited", lambda: differences(one, other), float("inf"))
    if slow:
        sys.exit("too slow: " + "; ".join(slow))


if __name__ == "__main__":
    main()

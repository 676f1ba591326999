"""How long the scoring rules take on the real example: `.venv/bin/python bench/scoring.py`.

Exit status 1 when a route over 43 items takes 50 ms or more, or reading and checking every pack 2 s or more.
"""

import json
import statistics
import sys
from decimal import Decimal
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assessments.framework.concepts import load_concepts  # noqa: E402
from assessments.framework.pack_checks import pack_faults  # noqa: E402
from assessments.scoring import compute, cross_checks, fewest_items, from_pack, outcome, reach  # noqa: E402
from assessments.scoring.route import TARGETS  # noqa: E402

ROUTE_LIMIT_MS, PACKS_LIMIT_MS = 50, 2000
SCORES = "83.68 74.51 77.92 67.74 73.36 84.25 81.66 79.41 36.06 6.25".split()
ROUNDS = 30


def milliseconds(work, rounds=ROUNDS):
    """(first call, median of the following) of `work`; the first fills what is kept between calls."""
    took = []
    for _ in range(rounds + 1):
        started = perf_counter()
        work()
        took.append((perf_counter() - started) * 1000)
    return took[0], statistics.median(took[1:] or took)


def read_packs():
    """Every pack as rules, checked as a load checks it."""
    concepts = load_concepts()
    years = {}
    for path in sorted((ROOT / "assessments" / "packs").glob("*.json")):
        pack = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        faults = pack_faults(pack, concepts)
        if faults:
            sys.exit(f"{path}: {faults[0]}")
        years[pack["fiscal_year"]] = from_pack(pack)
    return years


def main():
    started = perf_counter()
    years = read_packs()
    packs_took = (perf_counter() - started) * 1000
    print(f"{'read and check ' + str(len(years)) + ' packs':44}{packs_took:10.2f} ms")

    rules = years[2563]
    scores = {number: Decimal(score) for number, score in enumerate(SCORES, start=1)}
    cases = {
        f"route to {target}, {start}": (
            lambda target=target, held=held: fewest_items(rules, scores, target, held=held)
        )
        for target in TARGETS
        for start, held in (("announced start", None), ("no item accepted", ()))
    }
    slowest = 0
    for name, work in cases.items():
        first, median = milliseconds(work)
        slowest = max(slowest, first, median)
        print(f"{name:44}{median:10.2f} ms   (first {first:.2f})")
    others = {
        "outcome with O42, O43": lambda: outcome(rules, scores, ["O42", "O43"]),
        "parts and total": lambda: compute(rules, scores),
        "cross-checks": lambda: cross_checks(rules, scores, Decimal("55.62"), "D"),
        "patterns of 36.06": lambda: reach(rules, 9, Decimal("36.06")),
    }
    for name, work in others.items():
        first, median = milliseconds(work)
        print(f"{name:44}{median:10.2f} ms   (first {first:.2f})")
    if slowest >= ROUTE_LIMIT_MS or packs_took >= PACKS_LIMIT_MS:
        limits = f"route {slowest:.1f} of {ROUTE_LIMIT_MS} ms, packs {packs_took:.0f} of {PACKS_LIMIT_MS} ms"
        sys.exit(f"too slow: {limits}")


if __name__ == "__main__":
    main()

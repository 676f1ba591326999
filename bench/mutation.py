"""Do the tests notice a broken rule? `python -m bench.mutation [--room scoring] [--limit 50] [--seed 1]`

Breaks one place at a time (bench/mutants.py) in a copy of this tree in a temporary folder, runs the tests
that call the broken function, and tells which breaks survive. The checkout is only read. What was found is
kept in --out and not done twice: a second run goes on where the first one ended; `--again` repeats the
survivors, after tests were added. Exit status 1 when something survives.

An own tool, because mutmut breaks only bodies of functions and cosmic-ray runs one command for every mutant:
neither sees the SQL of triggers, the clauses of a Q or the entries of a table of roles.
"""

import argparse
import hashlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.mutants import breaks_of

ROOT = Path(__file__).resolve().parents[1]
LEAST_SECONDS, TIMES = 20, 5  # a mutant may take so long: what its tests took, TIMES over, and LEAST_SECONDS
BASELINE_SECONDS = 1200


@dataclass(frozen=True)
class Room:
    """Sources to break (glob patterns) and the tests that can see it, files or folders."""

    sources: tuple
    tests: tuple


ROOMS = {
    "scoring": Room(("assessments/scoring/*.py",), ("tests/assessments/scoring",)),
    "content": Room(
        ("assessments/content/**/*.py",),
        ("tests/assessments/content", "tests/assessments/public/test_page_differences.py"),
    ),
    "links": Room(
        ("assessments/links/status.py", "assessments/links/standings.py"),
        ("tests/assessments/links", "tests/assessments/exports/test_checklist_export.py"),
    ),
    "record": Room(
        tuple(f"assessments/record/{name}.py" for name in ("publish", "chain", "pages", "moment")),
        (
            "tests/assessments/record",
            "tests/assessments/public/test_chain_data.py",
            "tests/assessments/open_data/test_memento.py",
        ),
    ),
    "triggers": Room(
        ("assessments/models/triggers.py", "measures/models/triggers.py"),
        ("tests/assessments/models", "tests/measures/models"),
    ),
    "permissions": Room(
        ("assessments/permissions/*.py",),
        (
            "tests/assessments/permissions",
            "tests/assessments/models/test_people_rules.py",
            "tests/assessments/admin/test_role_matrix.py",
            "tests/assessments/admin/test_agency_walls.py",
            "tests/assessments/dashboard/test_first_screen_scope.py",
        ),
    ),
    "scoping": Room(
        ("assessments/admin/scoping.py",),
        (
            "tests/assessments/admin/test_role_matrix.py",
            "tests/assessments/admin/test_agency_walls.py",
            "tests/assessments/admin/test_admin_pages.py",
        ),
    ),
}


@dataclass(frozen=True)
class Mutant:
    """A break of one file."""

    room: str
    source: str
    change: object

    @property
    def key(self):
        """The same as long as the file and the break are the same."""
        text = (ROOT / self.source).read_text()
        named = f"{self.source}\0{text}\0{self.change.start}\0{self.change.end}\0{self.change.new}"
        return hashlib.sha256(named.encode()).hexdigest()[:16]


def mutants(name, seed, limit=None):
    """The mutants of a room in an order that `seed` alone decides: a larger limit only adds to it."""
    files = sorted({path for pattern in ROOMS[name].sources for path in ROOT.glob(pattern)})
    found = [
        Mutant(name, str(path.relative_to(ROOT)), change)
        for path in files
        for change in breaks_of(path.read_text())
    ]
    random.Random(f"{seed} {name}").shuffle(found)
    return found[:limit]


@contextmanager
def copy_of_the_tree():
    """What git knows and what is new, without what it ignores, in a temporary folder; removed at the end."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    with tempfile.TemporaryDirectory(prefix="ita-mutation-") as folder:
        for name in filter(None, names):
            if (ROOT / name).is_file():
                target = Path(folder) / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, target)
        if (ROOT / "build").exists():
            (Path(folder) / "build").symlink_to((ROOT / "build").resolve())
        yield Path(folder)


class Worker:
    """The process in the copy that runs tests (bench/mutation_worker.py)."""

    def __init__(self, tree):
        self.tree = tree
        # Without kept bytecode a break is seen even where it has the size and the second of the original.
        command = [sys.executable, "-B", "-m", "bench.mutation_worker"]
        self.process = subprocess.Popen(
            command, cwd=tree, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, **order):
        """What bench.mutation_worker.carried_out gives for this order."""
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Baseline:
    """The tests of a room without any break: what each calls and how long it takes."""

    def __init__(self, worker, room):
        self.files = [test for test in room.tests if (worker.tree / test).exists()]
        sources = sorted({str(p.relative_to(ROOT)) for glob in room.sources for p in ROOT.glob(glob)})
        answer = worker.ask(files=self.files, record=sources, timeout=BASELINE_SECONDS)
        found = answer["found"]
        if not found or found["failed"]:
            sys.exit(f"The tests fail without any break: {answer['said']}")
        self.seconds = found["seconds"]
        self.called = {(source, line): tests for source, line, tests in found["called"]}

    def tests_for(self, mutant):
        """The tests that call the broken function; every test of the room for what no function holds."""
        if not mutant.change.function:
            return list(self.seconds)
        return self.called.get((mutant.source, mutant.change.function), [])

    def order(self, tests):
        """The order to a worker: the files of these tests, the quickest first."""
        seconds = Counter()
        for test in tests:
            seconds[test.partition("::")[0]] += self.seconds[test]
        files = sorted(seconds, key=seconds.get)
        return {"files": files, "tests": tests, "timeout": LEAST_SECONDS + TIMES * sum(seconds.values())}


def tried(worker, baseline, mutant):
    """What became of a mutant, as the dict that the results hold."""
    tests = baseline.tests_for(mutant)
    fate = {
        "room": mutant.room,
        "file": mutant.source,
        "line": mutant.change.line,
        "change": str(mutant.change),
        "tests": len(tests),
    }
    if not tests:
        return fate | {"fate": "survived", "by": "no test calls it", "seconds": 0}
    path = worker.tree / mutant.source
    whole = path.read_text()
    path.write_text(mutant.change.applied(whole))
    try:
        answer = worker.ask(**baseline.order(tests))
    finally:
        path.write_text(whole)
    fates = {0: "survived", None: "timeout"}
    return fate | {
        "fate": fates.get(answer["code"], "killed"),
        "by": answer["said"],
        "seconds": round(answer["seconds"], 1),
    }


class Results:
    """What was found so far, a JSON object a line, so that a run that is ended loses nothing."""

    def __init__(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "mutants.jsonl"
        lines = self.path.read_text().splitlines() if self.path.exists() else []
        self.all = {row["key"]: row for row in map(json.loads, lines)}

    def add(self, key, row):
        self.all[key] = row | {"key": key}
        with self.path.open("a") as file:
            file.write(json.dumps(self.all[key], ensure_ascii=False) + "\n")


def told(rows):
    """The survivors one a line, then a line for each room."""
    for row in sorted(rows, key=lambda row: (row["file"], row["line"])):
        if row["fate"] != "killed":
            print(f"{row['fate']} {row['file']}:{row['line']} {row['change']} ({row['tests']} tests)")
    for room in ROOMS:
        fates = Counter(row["fate"] for row in rows if row["room"] == room)
        if fates:
            counted = ", ".join(f"{fates[fate]} {fate}" for fate in ("killed", "survived", "timeout"))
            print(f"{room}: {sum(fates.values())} mutants, {counted}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--room", action="append", choices=ROOMS, help="one or more; all when not given")
    parser.add_argument("--limit", type=int, help="at most so many mutants of each room")
    parser.add_argument("--seed", default="1", help="which of them, when there is a limit")
    parser.add_argument("--again", action="store_true", help="try what survived once more")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "mutation", help="folder of the results")
    return parser.parse_args()


def main():
    given = arguments()
    results, asked = Results(given.out), []
    with copy_of_the_tree() as tree:
        worker = Worker(tree)
        for name in given.room or ROOMS:
            chosen = mutants(name, given.seed, given.limit)
            asked += [mutant.key for mutant in chosen]
            todo = [
                mutant
                for mutant in chosen
                if mutant.key not in results.all
                or (given.again and results.all[mutant.key]["fate"] != "killed")
            ]
            baseline = Baseline(worker, ROOMS[name]) if todo else None
            for number, mutant in enumerate(todo, 1):
                row = tried(worker, baseline, mutant)
                results.add(mutant.key, row)
                where = f"{row['file']}:{row['line']}"
                print(f"{name} {number}/{len(todo)} {row['fate']} {where} {row['change']}", flush=True)
        worker.close()
    rows = [results.all[key] for key in asked if key in results.all]
    told(rows)
    (given.out / "mutants.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1))
    return int(any(row["fate"] == "survived" for row in rows))


if __name__ == "__main__":
    sys.exit(main())

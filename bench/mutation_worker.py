"""Runs tests of a copy of the tree again and again, each time in a fork that has loaded what is not ours.

`python -m bench.mutation_worker` in the copy: a line of JSON in, a line of JSON out (see `serve`). A fork
saves the second that pytest and its friends take to load. bench/mutation.py is the one who asks.
"""

import importlib
import json
import os
import signal
import sys
import tempfile
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import pytest

NOT_OURS = (
    "pytest_django.plugin hypothesis.stateful lxml.html weasyprint docx openpyxl pypdf jsonschema"
    " time_machine django.test.client django.core.management django.db.models django.template.loader"
).split()
ARGUMENTS = ["-x", "-q", "--no-header", "-p", "no:playwright", "-p", "no:xdist", "-m", "not browser"]


class Chosen:
    """pytest plugin: of what was collected, only these tests run."""

    def __init__(self, tests):
        self.tests = frozenset(tests)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        items[:] = [item for item in items if item.nodeid in self.tests]


class Recorder:
    """pytest plugin: which functions of `sources` each test calls, how long it takes, and which fail.

    What a test's set-up calls may be a module's fixture: it counts for every test of the file; what is called
    while modules are imported counts for every test.
    """

    def __init__(self, sources):
        self.names = {str(Path(source).resolve()): source for source in sources}
        self.by_test, self.by_file = defaultdict(set), defaultdict(set)
        self.seconds, self.failed, self.now, self.at_import = defaultdict(float), [], set(), set()

    def called(self, frame, event, _argument):
        source = self.names.get(frame.f_code.co_filename)
        if source:
            self.now.add((source, frame.f_code.co_firstlineno))

    def pytest_collection_finish(self):
        self.at_import, self.now = self.now, set()
        importlib.import_module("tests.support.kept_rows")._kept = Nothing()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report):
        kept = self.by_test[report.nodeid] if report.when == "call" else self.by_file[_file(report.nodeid)]
        kept.update(self.now)
        self.now.clear()
        self.seconds[report.nodeid] += report.duration
        if report.failed:
            self.failed.append(report.nodeid)

    def found(self):
        """{"seconds": {test: s}, "called": [[source, first line, [tests]]], "failed": [tests]}."""
        tests = defaultdict(set)
        for test in self.seconds:
            for function in self.by_test[test] | self.by_file[_file(test)] | self.at_import:
                tests[function].add(test)
        called = [[source, line, sorted(names)] for (source, line), names in sorted(tests.items())]
        return {"seconds": self.seconds, "called": called, "failed": self.failed}


class Nothing(dict):
    """Keeps nothing, so that every module builds its own rows and is seen to do so."""

    def __setitem__(self, key, value):
        """Forgotten at once."""


def _file(nodeid):
    return nodeid.partition("::")[0]


def child(order, out):
    """In the fork: run the tests that `order` names, leave what was recorded in `out`; never returns."""
    code = 3
    try:
        quiet = os.open(out + ".log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        if "record" in order:
            recorder = Recorder(order["record"])
            arguments = [each for each in ARGUMENTS if each != "-x"]
            sys.settrace(recorder.called)
            code = pytest.main([*arguments, *order["files"]], plugins=[recorder])
            sys.settrace(None)
            Path(out).write_text(json.dumps(recorder.found()))
        else:
            code = pytest.main([*ARGUMENTS, *order["files"]], plugins=[Chosen(order["tests"])])
    finally:
        sys.stdout.flush()
        os._exit(int(code))


def carried_out(order, folder):
    """Fork, wait at most `order["timeout"]` seconds; {"code": …, "seconds": …, "said": …, "found": …}.

    `code` is pytest's exit status, None where the time was up; `said` the first line that names a failure.
    """
    out, started = str(Path(folder) / "out"), monotonic()
    Path(out).unlink(missing_ok=True)
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        child(order, out)
    with suppress(PermissionError, ProcessLookupError):
        os.setpgid(pid, pid)
    code = waited_for(pid, started + order["timeout"])
    log = Path(out + ".log").read_text(errors="replace") if Path(out + ".log").exists() else ""
    said = [line for line in log.splitlines() if line.startswith(("FAILED", "ERROR", "E  "))]
    named = [line for line in said if not line.startswith("E  ")] or said
    found = json.loads(Path(out).read_text()) if Path(out).exists() else None
    return {"code": code, "seconds": monotonic() - started, "said": (named or [""])[0][:300], "found": found}


def waited_for(pid, until):
    """The exit status of a fork; None where it and all that it started had to be ended."""
    while monotonic() < until:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        sleep(0.02)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return None


def serve():
    """Answer orders until the input ends: {"files": …, "tests" or "record": …, "timeout": seconds}."""
    for name in NOT_OURS:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as folder:
        for line in sys.stdin:
            print(json.dumps(carried_out(json.loads(line), folder)), flush=True)


if __name__ == "__main__":
    serve()

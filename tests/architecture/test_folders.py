"""Everything is where one looks for it: no loose modules, small folders, names that mean one thing."""

from collections import defaultdict

import pytest

from tests.architecture.project import APPS, code, first_line, folders, modules_in, text_of
from tests.architecture.tree import tree

# `tasks` holds the old path of queued tasks and goes with the release after 2026.12.
LOOSE = {"assessments": {"apps", "tasks", "urls"}, "measures": {"apps", "urls"}}
MOST_IN_THE_SHELL = 9
MOST_MODULES = 13
MOST_IN = {"assessments/public": 25, "measures/importing": 25}
LONGEST_SAYING = 110

# Names that stand in several rooms, and why one who looks for them still finds the right one.
TOLD_BY_THEIR_ROOM = {
    "apps": "Django's name, once an app",
    "urls": "Django's name, once an app",
    "tasks": "Django's name; the one at the top leads to the one in links",
    "content": "rows to published content, once a page",
    "publish": "content to record, once a page; the one in record writes",
    "handin": "one page, from its rows to its screen to what the public reads",
    "itas_sheet": "one sheet, and the screen that shows it",
    "carry_over": "one action on a plan, and its screen",
    "undo_import": "one action on an import, and its screen",
    "editions": "one rule of a plan, and its screen",
    "route": "one calculation, and its screen",
    "chain": "the chain of records, and its public addresses",
    "feeds": "the feeds, and their public addresses",
    "agency": "a model, and its screen",
    "disclosure": "a model, and its screen",
    "document": "a model, and its screen; the importer's is a document of measures",
    "framework": "models, and their screens",
    "people": "models, and their screens",
    "publication": "a model, and its screen",
    "report": "a model, and its screen",
    "result": "models, and their screens",
    "site": "the admin's site, and what a public page says of its own",
    "publishable": "the registry of pages to publish, and the screen that asks it",
    "checklist": "the page, and its screen",
    "start_year": "one action, and its command",
    "plan": "a plan's screen, and its public page",
    "progress": "a report's screen, and its public page",
    "triggers": "the triggers of an app's tables, once an app",
    "worklists": "what is left to do, once an app",
    "forms": "forms of Django, those of the public and those of a screen",
    "entries": "rows of a history; the importer's are those of a document",
}


def where():
    """Name of a module -> the rooms that have one of that name."""
    found = defaultdict(list)
    for path in code():
        if path.stem != "__init__":
            found[path.stem].append(str(path.parent))
    return found


@pytest.mark.parametrize("app", LOOSE)
def test_nothing_lies_loose_at_the_top_of_an_app(app):
    assert {path.stem for path in modules_in(app)} == LOOSE[app]


def test_the_shell_stays_small():
    assert len(modules_in("ita_portal")) <= MOST_IN_THE_SHELL


@pytest.mark.parametrize("folder", [str(folder) for folder in folders() if folder.name != "migrations"])
def test_a_folder_holds_no_more_than_one_takes_in_at_a_glance(folder):
    if folder not in APPS:
        assert len(modules_in(folder)) <= MOST_IN.get(folder, MOST_MODULES)


def test_a_name_means_one_thing_or_is_told_by_its_room():
    several = {name for name, rooms in where().items() if len(rooms) > 1}

    assert several == set(TOLD_BY_THEIR_ROOM)


@pytest.mark.parametrize("folder", [str(folder) for folder in folders()])
def test_a_folder_says_in_one_line_what_it_is(folder):
    said = first_line(folder)

    assert said.endswith(".")
    assert len(said) <= LONGEST_SAYING


def test_readme_shows_the_folders_with_what_they_say():
    readme = text_of("README.md").splitlines()
    shown = [line for line in readme if line.startswith(tuple(f"    {app}/" for app in APPS))]

    assert shown == tree()

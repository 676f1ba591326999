"""docs/django-internals.md lists what nobody promised us: all of it, existing, and used where it says."""

import ast
import importlib
import inspect
import re
from functools import cache
from types import FunctionType

import pytest
from simple_history.models import HistoricalChanges

from tests.architecture.project import APPS, code, text_of, tracked, tree_of

PAGE = "docs/django-internals.md"
ROW = re.compile(r"\| `([\w.]+)` \| (`[^|]+`) \| [^|]{4,} \| [^|]{4,} \|")
PACKAGES = ("corsheaders", "crispy_forms", "django", "docx", "fontTools", "simple_history")
PRIVATE = re.compile(r"_[a-zA-Z]\w*")

# Looks private and is documented, or is ours.
NO_SECRET = {
    "_access_cache": "ours: roles.py keeps on a user what it read of the user",
    "_base_manager": "Django documents it with managers",
    "_default_manager": "the same",
    "_exit": "of os, documented",
    "_kept": "ours: the mutation check tells kept_rows to keep nothing",
    "_meta": "Django documents it; what of it is not documented has a row",
    "_replace": "of a named tuple, documented",
    "_value_": "of an enum, documented",
}

# What Django documents for overriding, as far as we do: its reference of the admin, forms, models, commands.
DOCUMENTED = set(
    """
    add_arguments add_fields bulk_create changed_data change_view changelist_view check clean delete_model
    delete_queryset delete_view formfield_for_foreignkey formfield_for_manytomany get_actions get_app_list
    get_changeform_initial_data get_deleted_objects get_extra get_fields get_fieldsets get_form get_formset
    get_formset_kwargs get_inlines get_queryset get_readonly_fields get_urls handle has_add_permission
    has_change_permission has_changed has_delete_permission has_module_permission has_view_permission
    history_view latest_post_date lookup_allowed lookups queryset ready render response_add save
    save_formset save_model save_related to_python update value_from_datadict
    """.split()
)


def rows():
    """[(dotted path, [file, …]), …] of the tables."""
    found = [ROW.fullmatch(line) for line in text_of(PAGE).splitlines() if line.startswith("| `")]
    assert all(found), "a row of the tables is not: what, where, why, instead"
    return [(each[1], re.findall(r"`([^`]+)`", each[2])) for each in found]


LISTED = {what.rpartition(".")[2] for what, _where in rows()}


def sources(holder):
    """The texts in which something sets its attributes: of a class those of its bases too."""
    for each in inspect.getmro(holder) if inspect.isclass(holder) else [holder]:
        try:
            yield inspect.getsource(each)
        except (TypeError, OSError):  # written in C
            continue


def exists(dotted):
    """Whether a path leads to something: an attribute, or one that instances get, or a key that is set."""
    *names, last = dotted.split(".")
    for length in range(len(names), 0, -1):
        try:
            holder = importlib.import_module(".".join(names[:length]))
            break
        except ModuleNotFoundError:
            continue
    else:
        return False
    for name in names[length:]:
        if not hasattr(holder, name):
            return False
        holder = getattr(holder, name)
    if hasattr(holder, last):
        return True
    said = re.compile(rf"""(?:\.|["']){last}\b""")
    return any(said.search(source) for source in sources(holder))


@cache
def names_in(path):
    """Every name that a module uses or defines, also as a text."""
    found = set()
    for node in ast.walk(tree_of(path)):
        for part in ("attr", "id", "name", "arg", "value"):
            name = getattr(node, part, None)
            found |= {name} if isinstance(name, str) else set()
    return found


@pytest.mark.parametrize(("what", "where"), rows(), ids=[what for what, _where in rows()])
def test_what_is_listed_exists_and_is_used_where_it_says(what, where):
    assert exists(what)
    assert [path for path in where if what.rpartition(".")[2] not in names_in(path)] == []


def test_what_is_gone_is_found_missing():
    assert not exists("django.http.request.HttpRequest._vanished")
    assert not exists("django.vanished.Nothing")
    assert not exists("django.http.request.Vanished.POST")


@cache
def own_names(path):
    """What a module defines itself: its functions, classes and variables, and what its objects keep."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            if getattr(node.value, "id", "") in ("self", "cls"):
                found.add(node.attr)
    return found


def private_in(path):
    """Private names of others that a module reads (x._y), and what it imports from private places.

    Tests and benchmarks may look into what any module of ours keeps to itself.
    """
    own = own_names(path) if path.parts[0] in APPS else {*own_names(path)}.union(*map(own_names, code()))
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute) and PRIVATE.fullmatch(node.attr):
            found.add(node.attr)
        if isinstance(node, ast.ImportFrom) and node.module.partition(".")[0] not in (*APPS, "tests"):
            inside = any(map(PRIVATE.fullmatch, node.module.split(".")))
            found |= {each.name for each in node.names if inside or PRIVATE.fullmatch(each.name)}
    return found - own - NO_SECRET.keys()


def test_nothing_private_is_used_that_is_not_listed():
    found = {str(path): private_in(path) - LISTED for path in tracked("*.py")}

    assert {path: names for path, names in found.items() if names} == {}


def modules():
    """Every module of the apps, loaded."""
    for path in code():
        dotted = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        yield importlib.import_module(dotted)


@cache
def classes():
    """The classes of the apps that have a class of a package above them."""
    found = {each for module in modules() for each in vars(module).values() if inspect.isclass(each)}
    return [each for each in found if is_ours(each) and any(map(is_foreign, each.__mro__))]


def is_ours(each):
    """Written by us; not a model of a history, which simple_history makes."""
    return each.__module__.partition(".")[0] in APPS and not issubclass(each, HistoricalChanges)


def is_foreign(each):
    return each.__module__.partition(".")[0] in PACKAGES


def is_behaviour(value):
    return isinstance(value, FunctionType | classmethod | property) or hasattr(value, "__set_name__")


def overridden():
    """{name: where} of what our classes, and what is mixed into them, define anew of a class of a package.

    Without what metaclasses write (`media` of forms, `_…_` of enums) and what Python itself documents.
    """
    found = {}
    for each in classes():
        above = list(each.__mro__)
        for at, ours in enumerate(above):
            if not is_ours(ours):
                continue
            theirs = [base for base in above[at + 1 :] if is_foreign(base)]
            for name, value in vars(ours).items():
                known = any(is_behaviour(vars(base).get(name)) for base in theirs)
                if known and is_behaviour(value) and name != "media" and not name.endswith("_"):
                    found[name] = f"{ours.__module__}.{ours.__qualname__}"
    return found


def test_nothing_undocumented_is_overridden_that_is_not_listed():
    found = overridden()

    assert "get_queryset" in found
    assert {name: where for name, where in found.items() if name not in DOCUMENTED | LISTED} == {}


def test_no_class_shares_a_private_attribute_with_a_package_unless_it_is_listed():
    """self._store in a class of ours above which a package sets self._store."""
    shared = set()
    for each in classes():
        mine = set(re.findall(r"\bself\.(_[a-z]\w*)", inspect.getsource(each)))
        theirs = "".join(text for base in each.__mro__ if is_foreign(base) for text in sources(base))
        shared |= {name for name in mine if re.search(rf"\bself\.{name}\b", theirs)}

    assert "_store" in shared
    assert shared - LISTED - NO_SECRET.keys() == set()

"""Every public address, told apart into pages and data, and filled in for the site of whole_site.py."""

import re

from django.urls import get_resolver

from tests.site.test_addresses import addresses

PLACES = {"item:number": "item", "year_be:year_be": "year_be", "str:form": "form"}
GIVES_A_FILE = {  # no page though it ends in /
    "ita/<year_be:year_be>/oit/<item:number>/<int:position>/",
    "ita/<year_be:year_be>/oit/<item:number>/<int:position>/versions/<int:edition>/",
    "ita/<year_be:year_be>/measures/progress/evidence/<int:number>/",
}
NO_DATA = {  # no page though it does not end in /
    "",
    "robots.txt",
    "ita/healthz",
    "ita/<year_be:year_be>/oit/<item:number>",
    "ita/<year_be:year_be>/oit/<item:number>/<int:position>",
}


def template(pattern):
    """An address as Django writes it, as OpenAPI does."""

    def place(found):
        return f"{{{PLACES.get(found[1]) or found[1].partition(':')[2]}}}"

    return "/" + re.sub("<([^>]+)>", place, pattern)


def _is_page(pattern):
    return pattern.endswith("/") and pattern not in GIVES_A_FILE and not pattern.startswith("ita/admin/")


def data_addresses():
    """The templates of every address that gives data."""
    for pattern in addresses(get_resolver()):
        if pattern in NO_DATA or pattern.startswith("ita/admin/") or _is_page(pattern):
            continue
        path = template(pattern)
        yield from (path.replace("{form}", form) for form in ("json", "link")) if "{form}" in path else [path]


def page_addresses():
    """The templates of every public page."""
    return [template(pattern) for pattern in addresses(get_resolver()) if _is_page(pattern)]


def addressed(path, reference=""):
    """A template filled in with what is published on the whole site."""
    in_2564 = any(part in path for part in ("/oit", "/handin", "/measures", "/progress", "/bundle", "/eit"))
    position = 2 if "{edition}" in path or path.endswith("{position}/") else 1
    places = {"year_be": 2564 if in_2564 else 2563, "item": "o12", "position": position, "edition": 1}
    places |= {"version": 3 if "/measures/versions/" in path else 1, "old": 1, "reference": reference}
    return path.format(**places, new=3 if "/measures/differences/" in path else 1, number=1, name="oit-1")

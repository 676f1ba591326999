"""The OpenAPI description of the read API: every address of data, drawn from the list of files. Pure."""

from assessments.addresses import PAGE_PATHS
from assessments.feeds import ATOM
from assessments.memento import LINK_FORMAT
from assessments.open_data import SCHEMAS, schema_path
from assessments.page_files import CSV, FORMS, JSON, TYPES, XLSX

AS_OF = {
    "name": "as_of",
    "in": "query",
    "description": "Read as published at the end of this day in Bangkok; the year is of the Buddhist era.",
    "schema": {"type": "string", "pattern": "^25[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"},
    "example": "2590-01-31",
}
BEFORE = {
    "name": "before",
    "in": "query",
    "description": "Only records before this place in the chain.",
    "schema": {"type": "integer", "minimum": 1, "maximum": 999_999_999},
}
HTML = {"content": {"text/html": {"schema": {"type": "string"}}}}
REFUSALS = {
    "400": {"description": "A moment or a place that cannot be read; says in Thai what one looks like"}
    | HTML,
    "404": {"description": "Not published, or not on that day"} | HTML,
    "410": {"description": "Published once and then withdrawn; says in Thai why"} | HTML,
}
SENT = ("ETag", "Last-Modified")


def _parameter(name, schema, example):
    return {"name": name, "in": "path", "required": True, "schema": schema, "example": example}


YEAR = _parameter("year_be", {"type": "integer", "minimum": 2000, "maximum": 2999}, 2564)
VERSION = _parameter("version", {"type": "integer", "minimum": 1, "maximum": 9999}, 1)
NAME = _parameter("name", {"type": "string", "enum": list(SCHEMAS)}, "oit-1")


def _read(summary, media_type, schema, parameters=(), refusals=("404",)):
    """The path item of one address that is only read."""
    text = {"schema": {"type": "string"}}
    responses = {
        "200": {
            "description": summary,
            "headers": {name: text for name in SENT},
            "content": {media_type: {"schema": schema} if schema else {}},
        },
        "304": {"description": "The reader has it already (If-None-Match, If-Modified-Since)"},
    }
    responses |= {status: REFUSALS[status] for status in refusals}
    return {"get": {"summary": summary, "parameters": list(parameters), "responses": responses}}


def _page_paths(origin, years):
    """`years` are as in `description`."""
    for page, forms in FORMS.items():
        year = YEAR | {"example": years.get(page, YEAR["example"])}
        for form in forms:
            if form not in (JSON, CSV, XLSX):
                continue
            schema = {"$ref": f"{origin}{schema_path(f'{page}/1')}"} if form == JSON else None
            media_type = TYPES[form].partition(";")[0]
            live, version = data_templates(page, form)
            label = f"{page.label} ({form.upper()})"
            yield live, _read(label, media_type, schema, [year, AS_OF], REFUSALS)
            label = f"{label} one version"
            yield version, _read(label, media_type, schema, [year, VERSION], ("404", "410"))


def data_templates(page, form):
    """The address of a page's file and of that of one version, as path templates."""
    below = PAGE_PATHS[page]
    return f"/ita/{{year_be}}/{page}.{form}", f"/ita/{{year_be}}/{below}versions/{{version}}/{page}.{form}"


def description(agency, origin, years):
    """The OpenAPI 3.1 document of an agency's data as served at `origin`.

    `years` are the examples: {page: a year in which it is published}.
    """
    anything = {"type": "object"}
    json_type = "application/json"
    paths = dict(_page_paths(origin, years))
    chain = {"$ref": f"{origin}{schema_path('chain/1')}"}
    pack = {"$ref": f"{origin}{schema_path('pack/1')}"}
    paths |= {
        "/ita/chain.json": _read("The chain of records", json_type, chain, [BEFORE, AS_OF], ("400",)),
        "/ita/packs/{year_be}.json": _read("The framework of a year", json_type, pack, [YEAR]),
        "/ita/feed.xml": _read("What was published last", ATOM.partition(";")[0], None, (), ()),
        "/ita/{year_be}/oit/feed.xml": _read(
            "Publications of a checklist", ATOM.partition(";")[0], None, [YEAR]
        ),
        "/ita/{year_be}/oit/timemap/json": _read("States of a checklist", json_type, anything, [YEAR]),
        "/ita/{year_be}/oit/timemap/link": _read("States of a checklist", LINK_FORMAT, None, [YEAR]),
        "/ita/data/datapackage.json": _read(
            "Frictionless Data Package", json_type, anything, [AS_OF], ("400", "404")
        ),
        "/ita/data/catalog.jsonld": _read(
            "DCAT catalogue", "application/ld+json", anything, [AS_OF], ("400",)
        ),
        "/ita/data/schemas/{name}.json": _read("A JSON Schema", "application/schema+json", anything, [NAME]),
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"ข้อมูล ITA ของ{agency.name}",
            "version": "1",
            "description": "Published data, read only, without registration. Versions never change.",
        },
        "servers": [{"url": origin}],
        "paths": paths,
    }

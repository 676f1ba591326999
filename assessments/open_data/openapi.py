"""The OpenAPI description of the read API: every address of data, drawn from the list of files. Pure."""

import re
from typing import Any, TypeAlias

from assessments.exports.formats import FORMS, JSON, PDF, media_type
from assessments.open_data.feeds import ATOM as ATOM_SENT
from assessments.open_data.json_schemas import SCHEMAS, schema_path
from assessments.open_data.memento import LINK_FORMAT
from assessments.record.paths import PAGE_PATHS

Schema: TypeAlias = dict[str, Any]  # a piece of the description, as OpenAPI 3.1 nests them

BYTES: Schema = {}
ANYTHING, TEXT = {"type": "object"}, {"type": "string"}
ATOM, JSON_TYPE, XML = ATOM_SENT.partition(";")[0], "application/json", "application/xml"
# The forms of a list of states: form, media type, schema.
TIMEMAPS = (("json", JSON_TYPE, ANYTHING), ("link", LINK_FORMAT, BYTES))
HTML = {"content": {"text/html": {"schema": TEXT}}}


def _parameter(name, where, schema, description="", example=None):
    found = {"name": name, "in": where, "schema": schema}
    found |= {"required": True} if where == "path" else {}
    found |= {"description": description} if description else {}
    return found | ({"example": example} if example is not None else {})


PARAMETERS = {
    "as_of": _parameter(
        "as_of",
        "query",
        TEXT | {"pattern": "^25[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"},
        "Read as published at the end of this day in Bangkok, today at the latest; Buddhist era.",
    ),
    "before": _parameter(
        "before",
        "query",
        {"type": "integer", "minimum": 1, "maximum": 999_999_999},
        "Only records before this place in the chain.",
    ),
    "if_none_match": _parameter("If-None-Match", "header", TEXT, "The ETag of the copy one has."),
    "range": _parameter(
        "Range", "header", TEXT, "One range of bytes; of others the whole is sent.", "bytes=0-99"
    ),
    "version": _parameter("version", "path", {"type": "integer", "minimum": 1, "maximum": 9999}, "", 1),
    "item": _parameter(
        "item", "path", TEXT | {"pattern": "^o[1-9][0-9]{0,2}$"}, "Code of an OIT item.", "o42"
    ),
    "position": _parameter(
        "position", "path", {"type": "integer", "minimum": 1, "maximum": 999}, "Place of a link.", 1
    ),
    "edition": _parameter(
        "edition", "path", {"type": "integer", "minimum": 1, "maximum": 9999}, "Version of a document.", 1
    ),
    "number": _parameter(
        "number", "path", {"type": "integer", "minimum": 1, "maximum": 9999}, "Evidence no.", 1
    ),
    "name": _parameter("name", "path", {"type": "string", "enum": list(SCHEMAS)}, "", "oit-1"),
}
RESPONSES: dict[str, Schema] = {
    "206": {
        "description": "The range asked for",
        "headers": {"Content-Range": {"schema": TEXT}},
        "content": {"*/*": {"schema": BYTES}},
    },
    "302": {
        "description": "Leads on: to the version that Accept-Datetime asks for (RFC 7089), or to the link",
        "headers": {"Location": {"schema": TEXT}},
    },
    "304": {"description": "The reader has it already (If-None-Match, If-Modified-Since)"},
    "400": {"description": "A moment or a place that cannot be read; says in Thai what one looks like"}
    | HTML,
    "404": {"description": "Not published, or not on that day"} | HTML,
    "410": {"description": "Published once and then taken back; says so in Thai"} | HTML,
    "416": {"description": "A range outside the file"},
    "503": {"description": "No PDFs here, or this one is still being made (Retry-After); offers print"}
    | HTML,
}
RESPONSES |= {
    f"{status}_head": {name: each for name, each in told.items() if name != "content"}
    for status, told in RESPONSES.items()
}
READ, PAGE = ("304", "404"), ("304", "400", "404", "410")
HEADERS = {name: {"schema": TEXT} for name in ("ETag", "Last-Modified")}


def year(example=2564):
    """The parameter of the year, with one in which there is something."""
    schema = {"type": "integer", "minimum": 2000, "maximum": 2999}
    return _parameter("year_be", "path", schema, "Fiscal year of the Buddhist era.", example)


def _shared(kind, name):
    return {"$ref": f"#/components/{kind}/{name}"}


def _read(path, summary, media_types, schema, parameters=(), statuses=READ):
    """(path, path item) of one address that is only read: GET, and HEAD without the content."""
    named = [each if isinstance(each, dict) else _shared("parameters", each) for each in parameters]
    named.append(_shared("parameters", "if_none_match"))
    answers = {status: _shared("responses", status) for status in statuses}
    found = {"description": summary, "headers": {header: _shared("headers", header) for header in HEADERS}}
    whole = {"content": {media_type: {"schema": schema} for media_type in media_types}}
    name = re.sub("[^a-z_]+", "_", path.removeprefix("/ita/").replace("/", "_")).strip("_")
    get = {"operationId": f"get_{name}", "summary": summary, "parameters": named}
    empty = {status: _shared("responses", f"{status}_head") for status in statuses}
    unasked = [each for each in named if each != _shared("parameters", "range")]
    head = get | {"parameters": unasked, "operationId": f"head_{name}", "responses": {"200": found} | empty}
    return path, {"get": get | {"responses": {"200": found | whole} | answers}, "head": head}


def data_templates(page, form):
    """The address of a page's file and of that of one version, as path templates."""
    below = PAGE_PATHS[page]
    return f"/ita/{{year_be}}/{page}.{form}", f"/ita/{{year_be}}/{below}versions/{{version}}/{page}.{form}"


def _page_paths(origin, years):
    """The files of the pages, live and of each version; `years` are as in `description`."""
    for page, forms in FORMS.items():
        for form in forms:
            schema = {"$ref": f"{origin}{schema_path(f'{page}/1')}"} if form == JSON else BYTES
            types = [media_type(form)]
            without = ("503",) if form == PDF else ()
            label = f"{page.label} ({form.upper()})"
            live, version = data_templates(page, form)
            asked = [year(years.get(page, 2564)), "as_of"]
            yield _read(live, label, types, schema, asked, ("302", *PAGE, *without))
            asked = [year(years.get(page, 2564)), "version"]
            yield _read(
                version, f"{label} one version", types, schema, asked, ("304", "404", "410", *without)
            )


def _history_paths(years):
    """The states of each page, and of an item, for machines."""
    for page, below in PAGE_PATHS.items():
        for form, kind, schema in TIMEMAPS:
            asked = [year(years.get(page, 2564))]
            yield _read(
                f"/ita/{{year_be}}/{below}timemap/{form}",
                f"States of: {page.label}",
                [kind],
                schema,
                asked,
            )
            if page == "oit":
                path = f"/ita/{{year_be}}/oit/{{item}}/timemap/{form}"
                yield _read(path, "States of an item", [kind], schema, [*asked, "item"])


def _checklist_paths(years, place, document_types):
    """What belongs to a year's checklist: feed, block, poster code, links, documents, evidence."""
    known = {
        name: PARAMETERS[name] | {"example": value} for name, value in place.items() if name != "year_be"
    }
    place = known | {"year_be": year(place.get("year_be", 2564))}
    asked = [year(years.get("oit", 2564)), "as_of"]
    yield _read("/ita/{year_be}/oit/feed.xml", "Publications of a checklist", [ATOM], BYTES, asked[:1])
    yield _read("/ita/{year_be}/oit/block.html", "The checklist to embed", ["text/html"], BYTES, asked, PAGE)
    yield _read("/ita/{year_be}/eit/qr.svg", "QR code of the EIT link", ["image/svg+xml"], BYTES, asked, PAGE)
    files = ("206", "302", *PAGE, "416")
    link = "/ita/{year_be}/oit/{item}/{position}/"
    where = [place["year_be"], place.get("item", "item"), place.get("position", "position")]
    parameters = [*where, "as_of", "range"]
    yield _read(link, "Where link no. n leads, or its document", document_types, BYTES, parameters, files)
    parameters = [*where, place.get("edition", "edition"), "range"]
    path, statuses = f"{link}versions/{{edition}}/", ("206", "304", "404", "410", "416")
    yield _read(path, "One version of a document", document_types, BYTES, parameters, statuses)
    for form, kind, schema in TIMEMAPS:
        yield _read(f"{link}timemap/{form}", "Editions of a document", [kind], schema, where)
    path = "/ita/{year_be}/measures/progress/evidence/{number}/"
    parameters = [year(years.get("progress", 2564)), "as_of", "number", "range"]
    yield _read(path, "Evidence of progress", document_types, BYTES, parameters, files)


def _site_paths(origin):
    """What is of the whole record: the chain, packs, feeds, bundles, the lists of the open data."""
    chain, pack = ({"$ref": f"{origin}{schema_path(name)}"} for name in ("chain/1", "pack/1"))
    json_ld, schema = "application/ld+json", "application/schema+json"
    data = "/ita/data/"
    for form, kind, shape in TIMEMAPS:
        yield _read(f"/ita/timemap/{form}", "Days of the home page", [kind], shape)
    yield _read("/ita/chain.json", "The chain of records", [JSON_TYPE], chain, ["before", "as_of"], PAGE[:2])
    yield _read("/ita/packs/{year_be}.json", "The framework of a year", [JSON_TYPE], pack, [year()])
    yield _read("/ita/feed.xml", "What was published last", [ATOM], BYTES, (), READ[:1])
    yield _read("/ita/sitemap.xml", "Live pages", [XML], BYTES, (), READ[:1])
    yield _read("/ita/{year_be}/bundle.zip", "A year to keep", ["application/zip"], BYTES, [year()])
    yield _read(
        f"{data}datapackage.json", "Frictionless Data Package", [JSON_TYPE], ANYTHING, ["as_of"], PAGE[:3]
    )
    yield _read(f"{data}catalog.jsonld", "DCAT catalogue", [json_ld], ANYTHING, ["as_of"], PAGE[:2])
    yield _read(f"{data}openapi.json", "This description", [JSON_TYPE], ANYTHING, (), READ[:1])
    yield _read(f"{data}schemas/{{name}}.json", "A JSON Schema", [schema], ANYTHING, ["name"])


def description(agency, origin, years, place, document_types):
    """The OpenAPI 3.1 document of an agency's data as served at `origin`.

    Examples are `years`, {page: a year in which it is published}, and `place`, what stands in the address of
    a document ({} without one); `document_types` are the media types in which documents are handed out.
    """
    paths = [
        *_page_paths(origin, years),
        *_history_paths(years),
        *_checklist_paths(years, place, sorted(document_types)),
    ]
    paths += _site_paths(origin)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"ข้อมูล ITA ของ{agency.name}",
            "version": "1",
            "description": "Published data, read only, without registration. Versions never change.",
        },
        "servers": [{"url": origin}],
        "paths": dict(paths),
        "components": {"parameters": PARAMETERS, "responses": RESPONSES, "headers": HEADERS},
    }

"""A JSON document spoilt in one place at a time, in every way that its JSON Schema must refuse."""

import copy

STRANGERS = {"string": "แปลกปลอม", "number": 1.5, "boolean": True, "array": [], "object": {}, "null": None}
MAY_BE_LEFT_OUT = {
    *("details_sha256", "earlier", "eit_url", "link_checks", "notices"),
    *("document", "note", "page", "period"),  # of a link
    *("division", "dropped_reason", "edition", "incomplete_reason"),
}


def mutations(schema, document):
    """(what was done, spoilt document) for every place of `document`, an instance of `schema`."""
    small = few_of(document)
    yield from _spoil(schema, schema, small, small, ())


def few_of(value):
    """The document with one element of every shape that occurs in each array."""
    if isinstance(value, dict):
        return {key: few_of(each) for key, each in value.items()}
    if not isinstance(value, list):
        return value
    return [few_of(each) for each in {_shape(each): each for each in value}.values()]


def _shape(value):
    if isinstance(value, dict):
        return tuple((key, _shape(each)) for key, each in value.items())
    return bool(value) if isinstance(value, list) else _type(value)


def _branches(root, schema):
    """The plain schemas that a schema stands for."""
    if "$ref" in schema:
        return _branches(root, root["$defs"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return [plain for each in schema["anyOf"] for plain in _branches(root, each)]
    return [schema]


def _types(schema):
    if "type" in schema:
        return {schema["type"]} if isinstance(schema["type"], str) else set(schema["type"])
    return {_type(value) for value in schema.get("enum", [schema.get("const")])}


def _type(value):
    names = {str: "string", int: "number", float: "number", bool: "boolean", list: "array", dict: "object"}
    return names.get(type(value), "null")


def _spoil(root, schema, document, value, way):
    branches = _branches(root, schema)
    allowed = set().union(*map(_types, branches))
    for name, stranger in STRANGERS.items():
        if name not in allowed:
            yield f"{way} became {stranger!r}", _with(document, way, stranger)
    chosen = next(each for each in branches if _type(value) in _types(each) | _numbers(each))
    if isinstance(value, str) and {"enum", "const", "pattern"} & chosen.keys():
        yield f"{way} became a strange word", _with(document, way, STRANGERS["string"])
    if _type(value) == "number" and "string" not in allowed:
        yield f"{way} became text", _with(document, way, str(value))
    for name, far in (("minimum", -1), ("maximum", 100_000)):
        if name in chosen and _type(value) == "number":
            yield f"{way} became {far}", _with(document, way, far)
    if isinstance(value, list) and "items" in chosen:
        for at, each in enumerate(value):
            yield from _spoil(root, chosen["items"], document, each, (*way, at))
    if isinstance(value, dict):
        yield from _spoil_object(root, chosen, document, value, way)


def _numbers(schema):
    return {"number"} if "integer" in _types(schema) else set()


def _spoil_object(root, schema, document, value, way):
    others = schema.get("additionalProperties")
    if not isinstance(others, dict):  # an object of a closed list of keys
        for key in value.keys() - MAY_BE_LEFT_OUT:
            yield f"{(*way, key)} was dropped", _without(document, (*way, key))
        yield f"{way} got a stranger", _with(document, (*way, "stranger"), 1)
    for key, each in value.items():
        inner = schema.get("properties", {}).get(key, others)
        if isinstance(inner, dict):
            yield from _spoil(root, inner, document, each, (*way, key))


def _at(document, way):
    """(a copy of the document, the container in it that holds the last step of `way`)."""
    changed = copy.deepcopy(document)
    place = changed
    for step in way[:-1]:
        place = place[step]
    return changed, place


def _with(document, way, value):
    if not way:
        return value
    changed, place = _at(document, way)
    place[way[-1]] = value
    return changed


def _without(document, way):
    changed, place = _at(document, way)
    del place[way[-1]]
    return changed

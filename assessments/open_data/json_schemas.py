"""The JSON Schema of every JSON document: files beside the code, handed out under frozen addresses."""

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "schemas"
PACK = Path(__file__).parents[1] / "framework" / "pack.schema.json"
SCHEMAS = {path.stem: path for path in sorted(FOLDER.glob("*.json"))} | {"pack-1": PACK}


def schema_path(schema):
    """Where the JSON Schema of a content stands: result/1 at /ita/data/schemas/result-1.json"""
    return f"/ita/data/schemas/{schema.replace('/', '-')}.json"

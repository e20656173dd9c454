"""The calls of `specs.py` as an OpenAPI document: what the peers read.

`python -m bench.openapi FOLDER N` writes one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from bench.specs import FIELDS, PER_TYPE, operation

_JSON_TYPES: dict[str, dict[str, Any]] = {
    "string[]": {"type": "array", "items": {"type": "string"}},
}


def document(size: int) -> dict[str, Any]:
    """So many calls, in English, as OpenAPI 3.0."""
    paths = {}
    schemas = {}
    for n in range(size):
        made = operation(n)
        own = {field["name"]: _schema(field) for field in made["result"]}
        own["made"] = {"$ref": f"#/components/schemas/Made{made['type']}"}
        paths[f"/{made['name']}"] = {
            "get": {
                "operationId": made["name"],
                "summary": made["summary"][0],
                "description": made["description"][0],
                "parameters": [
                    {
                        "name": field["name"],
                        "in": "query",
                        "required": field["required"],
                        "description": field["text"][0],
                        "schema": _parameter(field),
                    }
                    for field in made["parameters"]
                ],
                "responses": {
                    "200": {
                        "description": "The result.",
                        "content": {"application/json": {"schema": {"type": "object", "properties": own}}},
                    }
                },
            }
        }
        if n % PER_TYPE == 0:
            fields = [FIELDS[(n + i) % len(FIELDS)] for i in range(4)]
            schemas[f"Made{made['type']}"] = {
                "type": "object",
                "description": f"An entry of the book {n}.",
                "properties": {
                    name: {"description": f"{text}, as the book {n} says.", **_JSON_TYPES.get(kind, {"type": kind})}
                    for name, kind, text, _ in fields
                },
            }
    return {
        "openapi": "3.0.3",
        "info": {"title": "Tea house", "version": "1.0.0"},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _schema(field: dict[str, Any]) -> dict[str, Any]:
    return {**_JSON_TYPES.get(field["type"], {"type": field["type"]}), "description": field["text"][0]}


def _parameter(field: dict[str, Any]) -> dict[str, Any]:
    schema = _JSON_TYPES.get(field["type"], {"type": field["type"]})
    return {**schema, **({"default": json.loads(field["default"])} if field["default"] else {})}


if __name__ == "__main__":
    made = json.dumps(document(int(sys.argv[2])), indent=1)
    (Path(sys.argv[1]) / "openapi.json").write_text(made, encoding="utf-8")

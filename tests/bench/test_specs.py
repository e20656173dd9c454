"""The two documents that the benchmark gives to us and to the peers say the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tongwen.pipeline import read

from bench import openapi, specs
from tests.support import parse

SIZE = 30
Facts = dict[str, Any]


def ours(project: Path) -> Facts:
    """What the files of calls say that OpenAPI has a place for, in English."""
    merged: Facts = {"apis": {}, "types": {}}
    for file in sorted((project / "spec").glob("calls-*.yaml")):
        for kind, entries in parse(file.read_text(encoding="utf-8")).items():
            merged.setdefault(kind, {}).update(entries)
    calls = {name.removeprefix("tea."): _call(call) for name, call in merged["apis"].items()}
    types = {
        name: (entry["summary"]["en"], {key: _field(field) for key, field in entry["fields"].items()})
        for name, entry in merged["types"].items()
    }
    return {"calls": calls, "types": types}


def _call(call: Facts) -> Facts:
    return {
        "summary": call["summary"]["en"],
        "description": call["description"]["en"],
        "parameters": {
            name: (*_field(entry), entry.get("required", False), str(entry.get("default", "")).lower())
            for name, entry in call["parameters"].items()
        },
        # OpenAPI 3.0 has no place for words beside a reference
        "result": {
            name: (entry["type"], None) if entry["type"] in SCHEMAS else _field(entry)
            for name, entry in call["result"].items()
        },
    }


def _field(entry: Facts) -> tuple[str, str]:
    return entry["type"], entry["description"]["en"]


DOCUMENT = openapi.document(SIZE)
SCHEMAS: Facts = DOCUMENT["components"]["schemas"]


def theirs(document: Facts) -> Facts:
    """What the OpenAPI document says."""
    calls = {path.removeprefix("/"): _operation(methods["get"]) for path, methods in document["paths"].items()}
    types = {
        name: (schema["description"], {key: _schema(field) for key, field in schema["properties"].items()})
        for name, schema in document["components"]["schemas"].items()
    }
    return {"calls": calls, "types": types}


def _operation(operation: Facts) -> Facts:
    result = operation["responses"]["200"]["content"]["application/json"]["schema"]["properties"]
    return {
        "summary": operation["summary"],
        "description": operation["description"],
        "parameters": {
            entry["name"]: (
                _schema(entry["schema"])[0],
                entry["description"],
                entry["required"],
                str(entry["schema"].get("default", "")).lower(),
            )
            for entry in operation["parameters"]
        },
        "result": {name: _schema(schema) for name, schema in result.items()},
    }


def _schema(schema: Facts) -> tuple[str, str | None]:
    if "$ref" in schema:
        return schema["$ref"].removeprefix("#/components/schemas/"), None
    kind = f"{schema['items']['type']}[]" if schema["type"] == "array" else schema["type"]
    return kind, schema.get("description")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("specs")
    specs.spec(folder, SIZE)
    return folder


def test_both_documents_hold_the_same_facts(project: Path) -> None:
    assert len(ours(project)["calls"]) == SIZE
    assert ours(project) == theirs(DOCUMENT)


def test_a_fact_that_one_of_them_lacks_would_be_seen(project: Path) -> None:
    lacking = openapi.document(SIZE)
    for operation in lacking["paths"].values():
        for parameter in operation["get"]["parameters"]:
            parameter["schema"].pop("default", None)
    assert ours(project) != theirs(lacking)


def test_the_spec_has_no_fault(project: Path) -> None:
    assert read(project).found == []


def test_each_sentence_is_reworded_in_both_languages_and_back(project: Path) -> None:
    plain = (project / "spec" / "calls-00000.yaml").read_text(encoding="utf-8")
    second = specs.reworded(plain, 2)
    sentences = sum(line.endswith((".", "。")) for line in plain.splitlines())
    assert second.count("(edition 2).\n") == second.count("（第 2 版）。\n") == sentences / 2
    assert specs.reworded(specs.reworded(second, 3), 2) == second


def test_one_description_and_no_other_line_is_reworded(project: Path) -> None:
    second = specs.reworded((project / "spec" / "calls-00000.yaml").read_text(encoding="utf-8"), 2)
    third = specs.redescribed(second, 3)
    changed = [old for old, new in zip(second.splitlines(), third.splitlines(), strict=True) if old != new]
    assert [line.strip()[:2] for line in changed] == ["en", "zh"]
    assert "is kept by the house" in changed[0]

"""The schema for editors: what it lets pass, what it refuses, and how people get it."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from tongwen.model.editor import editor_schema
from tongwen.model.schema import schema
from tongwen.model.spec import Document
from tongwen.pipeline import read

from tests.checks.cases import shows
from tests.support import GARDEN, ROOT, document, project, run_cli

FILE = ROOT / "editor" / "spec.schema.json"
SPEC = sorted((ROOT / "spec").rglob("*.yaml"))


class _Core(yaml.SafeLoader):
    """The core schema of YAML 1.2, as editors read it."""


_Core.yaml_implicit_resolvers = {}
for tag, pattern in {
    "bool": "^(true|True|TRUE|false|False|FALSE)$",
    "null": "^(~|null|Null|NULL|)$",
    "int": "^[-+]?[0-9]+$",
    "float": r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$",
}.items():
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), None)


def validator() -> Draft202012Validator:
    made: Any = Draft202012Validator(json.loads(FILE.read_text(encoding="utf-8")))
    return made  # type: ignore[no-any-return]


@pytest.mark.parametrize("loaded", ["ours", "another"])
def test_every_file_of_the_spec_is_valid_however_its_yaml_is_read(loaded: str) -> None:
    checker = validator()
    data = {f.path: f.data for f in read(ROOT).sources.files}
    if loaded == "another":
        data = {file.as_posix(): yaml.load(file.read_text(encoding="utf-8"), Loader=_Core) for file in SPEC}  # noqa: S506
    assert len(data) == len(SPEC) > 50
    assert {name: [e.message for e in checker.iter_errors(one)] for name, one in data.items()} == {
        name: [] for name in data
    }


FAULTS: dict[str, Any] = {
    "an unknown kind": {"scoops": {}},
    "an unknown key": {"groups": {"a": {"title": {"en": "A", "zh": "一"}, "colour": "red"}}},
    "a language is missing": {"platforms": {"a": {"title": {"en": "A"}, "order": 1}}},
    "a key is missing": {"platforms": {"a": {"order": 1}}},
    "an id of the wrong form": {"platforms": {"Bad_Id": {"title": {"en": "A", "zh": "一"}, "order": 1}}},
    "a list for a text": {"platforms": {"a": {"title": {"en": ["A"], "zh": "一"}, "order": 1}}},
    "a value that is not listed": {
        "sources": {"a": {"kind": "rumour"}},
    },
    "nothing for a text": {"platforms": {"a": {"title": {"en": None, "zh": "一"}, "order": 1}}},
    "a text for a list": {"notes": {"a": {"about": "x"}}},
    "a type of no kind": {"types": {"A": {"kind": "thing"}}},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_was_planted_is_found(fault: str) -> None:
    assert list(validator().iter_errors(FAULTS[fault]))


def described(shape: Any) -> list[dict[str, Any]]:
    """Every shape with a description."""
    inside = list(shape.values()) if isinstance(shape, dict) else shape if isinstance(shape, list) else []
    own = [shape] if isinstance(shape, dict) and isinstance(shape.get("markdownDescription"), str) else []
    return own + [found for value in inside for found in described(value)]


def test_every_kind_and_every_key_is_described_in_both_languages() -> None:
    made = json.loads(FILE.read_text(encoding="utf-8"))
    records = {name: shape for name, shape in made["$defs"].items() if not name.startswith("id-")}
    assert set(records) == set(schema()["$defs"])
    for name, shape in records.items():
        assert "\n\n" in shape["markdownDescription"], name
        for key, value in shape["properties"].items():
            assert value.get("markdownDescription"), f"{name}.{key}"
            assert value["description"] == value["markdownDescription"]
            english, _, chinese = value["description"].partition("\n\n")
            assert not any("\u4e00" <= char <= "\u9fff" for char in english), f"{name}.{key}"
            assert any("\u4e00" <= char <= "\u9fff" for char in chinese), f"{name}.{key}"


def test_a_spec_without_entries_has_a_schema_without_ids() -> None:
    made = editor_schema(Document(), str)
    assert [name for name in made["$defs"] if name.startswith("id-") and not name.startswith("id-type")] == []
    assert not list(Draft202012Validator(made).iter_errors({"scopes": {}}))


def test_ids_are_offered_with_what_they_are_called() -> None:
    made = editor_schema(document(GARDEN), str)
    listed = made["$defs"]["id-scopes"]["anyOf"][0]
    assert listed == {"enum": ["scope.water"], "markdownEnumDescriptions": ["Watering · 浇水"]}


def test_below_a_dimension_its_values_are_offered() -> None:
    made = editor_schema(read(ROOT).document, str)
    given = made["$defs"]["Rule"]["properties"]["given"]["properties"]["consent"]
    assert given["anyOf"][0] == given["anyOf"][1]["items"] == {"$ref": "#/$defs/id-value-of-consent"}
    assert made["$defs"]["id-value-of-consent"]["anyOf"][0]["enum"] == ["unasked", "granted", "denied"]


HOSTILE = ["![x](https://evil.example/x.png)", "<img src=x>", "# big", "- item", "1. item", "`code`", "[a](command:x)"]


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_of_the_spec_is_markup_in_an_editor(title: str) -> None:
    spec = document(GARDEN.replace("{en: Watering, zh: 浇水}", json.dumps({"en": title, "zh": title})))
    made = editor_schema(spec, str)
    (shown,) = made["$defs"]["id-scopes"]["anyOf"][0]["markdownEnumDescriptions"]
    assert html.unescape(shown) == title
    assert not re.search(r"[!\[\]<>`#]|^- |^1\. ", re.sub("&#[0-9]+;", "", shown))


def test_it_is_one_of_the_outputs_so_that_it_cannot_be_stale(tmp_path: Path) -> None:
    base = GARDEN.replace("targets: {}", "targets: {editor: {output: editor}}")
    folder = project(tmp_path, base=base)
    assert run_cli(["build"], folder).returncode == 0
    assert run_cli(["build", "--check"], folder).returncode == 0
    (folder / "spec" / "tongwen.yaml").write_text(base.replace("scope.water", "scope.rain"), encoding="utf-8")
    done = run_cli(["build", "--check"], folder)
    assert (done.returncode, "editor/spec.schema.json:1:1: error TW6" in done.stderr) == (1, True)


def test_the_command_prints_what_the_build_writes() -> None:
    done = run_cli(["schema"], ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == FILE.read_text(encoding="utf-8")


def test_the_bytes_do_not_depend_on_the_language_of_the_command_line() -> None:
    assert run_cli(["schema", "--lang", "zh"], ROOT).stdout == FILE.read_text(encoding="utf-8")


def test_outside_of_a_project_the_command_gives_the_language_without_ids(tmp_path: Path) -> None:
    done = run_cli(["schema"], tmp_path)
    assert done.returncode == 0
    made = json.loads(done.stdout)
    assert "markdownEnumDescriptions" in made["$defs"]["id-type"]["anyOf"][0]
    assert "id-scopes" not in made["$defs"]


def test_a_spec_with_mistakes_still_gives_the_ids_that_could_be_read(tmp_path: Path) -> None:
    done = run_cli(["schema"], project(tmp_path, {"spec/broken.yaml": "apis: [\n"}))
    assert done.returncode == 0
    assert "scope.water" in done.stdout


def test_it_is_written_to_a_file_whose_folder_need_not_be_there(tmp_path: Path) -> None:
    done = run_cli(["schema", "--output", "a/b/spec.json"], project(tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "scope.water" in (tmp_path / "a/b/spec.json").read_text(encoding="utf-8")


@shows("TW603")
def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    done = run_cli(["schema", "--output", "spec/tongwen.yaml/x.json"], project(tmp_path))
    assert done.returncode == 2
    assert done.stderr.startswith("error TW603: ")


def test_a_new_project_has_the_settings_of_this_one() -> None:
    for name in ("settings.json", "extensions.json"):
        here, started = (folder / ".vscode" / name for folder in (ROOT, ROOT / "templates" / "starter"))
        assert here.read_bytes() == started.read_bytes()
    (path,) = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert (ROOT / path).resolve() == FILE

"""What an entry may look like."""

from __future__ import annotations

from pathlib import Path

import pytest
from tongwen.diagnostics import as_text
from tongwen.load.files import load_files
from tongwen.model import kinds, schema
from tongwen.model.assemble import assemble
from tongwen.pipeline import read

from tests.checks.cases import Case, case, changed, complete, holds, shows
from tests.support import GARDEN, found, problems, project

CASES = [
    case("TW201", "an unknown kind of entry", "▸scoops: {}\n"),
    case(
        "TW201",
        "an unknown key",
        """
        glossary:
          leave: {en: leave, zh: 许可, definition: {en: A leave., zh: 许可。}, ▸wrong_cn: [x]}
        """,
    ),
    case(
        "TW202",
        "a missing key",
        """
        glossary:
          ▸leave: {en: leave, definition: {en: A leave., zh: 许可。}}
        """,
    ),
    case(
        "TW202",
        "a type without its kind",
        """
        types:
          ▸Leave: {summary: {en: A leave., zh: 许可。}}
        """,
    ),
    case(
        "TW203",
        "no Chinese",
        """
        glossary:
          leave: {en: leave, zh: 许可, ▸definition: {en: A leave.}}
        """,
    ),
    case(
        "TW203",
        "no English",
        """
        glossary:
          leave: {en: leave, zh: 许可, ▸definition: {zh: 许可。}}
        """,
    ),
    case("TW204", "nothing for a mapping", "glossary:▸\n"),
    case("TW204", "a list for a mapping", "glossary: ▸[leave]\n"),
    case("TW204", "nothing for an entry", "glossary:\n  leave:▸\n"),
    case(
        "TW204",
        "a list for a text",
        """
        glossary:
          leave: {en: leave, zh: 许可, definition: {en: ▸[A leave.], zh: 许可。}}
        """,
    ),
    case(
        "TW204",
        "a text for one of several shapes",
        """
        scopes:
          scope.gate:
            title: {en: Gate, zh: 门}
            description: {en: The gate., zh: 大门。}
            profiles: ▸keeper
        """,
    ),
    changed("TW204", "a word for a number", "    order: 1\n", "    order: ▸first\n"),
    changed(
        "TW204",
        "a number for a truth value",
        "valve: {type: integer, required: true",
        "valve: {type: integer, required: ▸1",
    ),
    case(
        "TW205", "an id in capitals", "glossary:\n  ▸Leave: {en: leave, zh: 许可, definition: {en: A., zh: 许可。}}\n"
    ),
    case(
        "TW210",
        "a kind of type that there is not",
        """
        types:
          Leave: {kind: ▸recrod, summary: {en: A leave., zh: 许可。}}
        """,
    ),
    changed("TW205", "an underscore in a name", "  garden.openValve:\n", "  ▸garden.open_valve:\n"),
    changed("TW210", "a word that is not on the list", "style: callback", "style: ▸callbak"),
    case(
        "TW205",
        "an example in a language that there is not",
        """
        examples:
          open: {title: {en: Open, zh: 打开}, code: {▸java: "garden.openValve()"}}
        """,
    ),
    changed("TW205", "a release in words", "release: 0.1.0", "release: ▸first"),
    changed("TW205", "a release in full-width digits", "release: 0.1.0", "release: ▸０.１.０"),
    changed("TW210", "a version of the language that there never was", "version: 1\n", "version: ▸0\n"),
    changed("TW211", "another version of the language", "version: 1\n", "version: ▸2\n"),
    changed("TW205", "a line break at the end of a name", "client: Keeper", 'client: ▸"Keeper\\n"'),
    changed("TW205", "an output above the project", "targets: {}", "targets: {docs: {output: ▸../docs}}"),
    changed("TW205", "an output from the root", "targets: {}", "targets: {docs: {output: ▸/srv/docs}}"),
    changed("TW205", "an output on a drive", "targets: {}", 'targets: {docs: {output: ▸"C:\\\\docs"}}'),
    changed("TW205", "an output in a hidden folder", "targets: {}", "targets: {docs: {output: ▸.git/hooks}}"),
    changed("TW205", "an output with a step up inside", "targets: {}", "targets: {docs: {output: ▸a/../../b}}"),
    case(
        "TW206",
        "an entry twice",
        "groups:\n  ▸water: {title: {en: W, zh: 水}, description: {en: W., zh: 水。}, order: 2}\n",
        file="spec/water.yaml",
    ),
    case("TW206", "the manifest twice", "▸" + GARDEN.partition("profiles:")[0], file="spec/zz.yaml"),
    changed("TW208", "an empty type", "valve: {type: integer", 'valve: {▸type: ""'),
    case("TW209", "a long id", f"glossary:\n  ▸{'a' * 81}: {{en: a, zh: 甲, definition: {{en: A., zh: 甲。}}}}\n"),
    changed("TW209", "a long type", "valve: {type: integer", f"valve: {{type: ▸{'A' * 401}"),
    case(
        "TW208",
        "a text of white space",
        """
        glossary:
          leave: {en: leave, zh: 许可, definition: {▸en: " ", zh: 许可。}}
        """,
    ),
]


@pytest.mark.parametrize("example", CASES, ids=str)
def test_an_entry_with_one_mistake_is_reported_there_and_nowhere_else(example: Case, tmp_path: Path) -> None:
    holds(example, tmp_path)


@shows("TW207")
def test_what_the_schema_allows_and_the_records_refuse_is_reported_in_the_records_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "shape_errors", lambda data: [])
    [one] = found(project(tmp_path, {"spec/case.yaml": "glossary: [leave]\n"}))
    assert (one.code, str(one.place)) == ("TW207", "spec/case.yaml:1:1")
    assert one.message() == "this entry does not have the right shape: Expected `object`, got `array` - at `$.glossary`"
    complete(one)


def test_an_unknown_key_is_answered_with_the_nearest_known_one(tmp_path: Path) -> None:
    assert "did you mean scopes?" in as_text(found(project(tmp_path, {"spec/case.yaml": "scoops: {}\n"})))


def test_a_word_that_is_not_on_the_list_is_answered_with_the_nearest_one(tmp_path: Path) -> None:
    seen = found(project(tmp_path, base=GARDEN.replace("style: callback", "style: callbak")))
    assert [d.help() for d in seen] == ["did you mean callback? Known here: callback, listener, return"]


def test_a_double_definition_names_both_places(tmp_path: Path) -> None:
    group = "{title: {en: W, zh: 水}, description: {en: W., zh: 水。}, order: 2}"
    seen = found(project(tmp_path, {"spec/other.yaml": f"groups:\n  water: {group}\n"}))
    assert [(d.kind, str(d.place), [str(p) for p in d.related]) for d in seen] == [
        (kinds.DUPLICATE_ID, "spec/tongwen.yaml:29:3", ["spec/other.yaml:2:3"])
    ]


def test_every_wrong_key_of_every_file_is_reported_in_one_run(tmp_path: Path) -> None:
    folder = project(tmp_path, {"spec/a.yaml": "scoops: {}\napsi: {}\n", "spec/b/c.yaml": "profiels: {}\n"})
    assert problems(folder) == [
        ("TW201", "spec/a.yaml:1:1"),
        ("TW201", "spec/a.yaml:2:1"),
        ("TW201", "spec/b/c.yaml:1:1"),
    ]


@pytest.mark.parametrize("written", ["1.0", "no", "null", "~", "true", "12", "2001-01-01"])
def test_a_text_that_looks_like_something_else_is_a_text(written: str, tmp_path: Path) -> None:
    term = f"glossary:\n  leave: {{en: leave, zh: 许可, definition: {{en: {written}, zh: 许可。}}}}\n"
    document = read(project(tmp_path, {"spec/case.yaml": term})).good
    assert document is not None
    assert document.glossary["leave"].definition.en.raw == written


def test_the_schema_accepts_what_the_records_accept(tmp_path: Path) -> None:
    sources = load_files(project(tmp_path)).sources
    assert assemble(sources).found == []
    assert [schema.shape_errors(file.data) for file in sources.files] == [[]]

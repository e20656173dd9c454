"""What only the authors of a YAML file notice is no change: each of these gives nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tongwen.diff.compare import compare
from tongwen.model.spec import Document
from tongwen.pipeline import read

from tests.diff.yard import YARD
from tests.support import parse, project

Files = dict[str, str]
REFACTORINGS: dict[str, Callable[[], Files]] = {}


def refactoring(function: Callable[[], Files]) -> Callable[[], Files]:
    REFACTORINGS[function.__name__] = function
    return function


def dumped(data: dict[str, Any], **style: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, **style)


def whole(text: str) -> Files:
    return {"spec/tongwen.yaml": text}


def replaced(*edits: tuple[str, str]) -> Files:
    text = YARD
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return whole(text)


@refactoring
def a_file_for_each_kind() -> Files:
    files = {f"spec/{kind}.yaml": dumped({kind: entries}) for kind, entries in parse(YARD).items()}
    return {("spec/tongwen.yaml" if "tongwen" in name else name): text for name, text in files.items()}


@refactoring
def a_file_for_each_entry() -> Files:
    data = parse(YARD)
    files = whole(dumped({"tongwen": data.pop("tongwen")}))
    for kind, entries in data.items():
        for i, (name, entry) in enumerate(entries.items()):
            files[f"spec/{kind}/{i}.yaml"] = dumped({kind: {name: entry}})
    return files


def backwards(value: Any, path: tuple[str, ...] = ()) -> Any:
    """Keys in reverse order, save where the order is a fact: arguments have places, the first state is the start."""
    if isinstance(value, list):
        return [backwards(inside, path) for inside in value]
    if not isinstance(value, dict):
        return value
    ordered = path[-1:] == ("parameters",) or path[:1] == ("dimensions",)
    keys = list(value) if ordered else list(reversed(value))
    return {key: backwards(value[key], (*path, key)) for key in keys}


@refactoring
def keys_and_entries_in_reverse_order() -> Files:
    return whole(dumped(backwards(parse(YARD))))


@refactoring
def blocks_instead_of_braces() -> Files:
    return whole(dumped(parse(YARD), default_flow_style=False))


@refactoring
def braces_instead_of_blocks() -> Files:
    return whole(
        "\n".join(
            f"{kind}: {dumped(entries, default_flow_style=True).strip()}" for kind, entries in parse(YARD).items()
        )
    )


@refactoring
def every_text_in_quotes() -> Files:
    return replaced(("{en: Opens a valve., zh: 打开一个阀门。}", "{en: 'Opens a valve.', zh: \"打开一个阀门。\"}"))


@refactoring
def a_folded_text() -> Files:
    return replaced(
        (
            "{en: Opens a valve., zh: 打开一个阀门。}",
            "\n      en: >-\n        Opens\n        a valve.\n      zh: 打开一个阀门。",
        )
    )


@refactoring
def a_literal_text_with_other_line_breaks() -> Files:
    return replaced(
        (
            "{en: Opens a valve., zh: 打开一个阀门。}",
            "\n      en: |\n        Opens\n        a valve.\n      zh: |\n        打开\n        一个阀门。",
        )
    )


@refactoring
def comments_and_empty_lines() -> Files:
    return whole("# the yard\n\n" + re.sub(r"(?m)^(\w+:)$", r"\n# about \1\n\1", YARD))


@refactoring
def a_list_of_profiles_as_a_mapping() -> Files:
    return replaced(("    profiles: [keeper, guest]\n", "    profiles: {guest: {}, keeper: {}}\n"))


@refactoring
def lists_in_another_order() -> Files:
    return replaced(("[keeper, guest]", "[guest, keeper]"), ("[handbook#rules]", "['handbook#rules']"))


@refactoring
def defaults_spelled_out() -> Files:
    return replaced(
        ("track: {type:", "track: {required: false, type:"),
        ("litres: {type: number, desc", "litres: {confidence: documented, optional: false, type: number, desc"),
        ("keeper: {since: 1.2.0", "keeper: {status: active, since: 1.2.0"),
        ("    rest: Levels\n", "    rest: Levels\n    form: callback\n    promise: false\n    needs: []\n"),
    )


@refactoring
def alternatives_of_a_type_in_another_order() -> Files:
    return replaced(('"Track | string"', '"(string)|Track"'))


@refactoring
def a_limit_to_all_profiles() -> Files:
    return replaced(("pace: {type: Pace,", "pace: {type: Pace, profiles: [keeper, guest],"))


@refactoring
def other_numbers_in_the_same_order() -> Files:
    return replaced(
        ("    order: 1\n", "    order: 10\n"),
        ("    order: 2\n", "    order: 20\n"),
        ("    order: 10\n    applies", "    order: 5\n    applies"),
        ("order: 1}", "order: 100}"),
        ("order: 2}", "order: 200}"),
    )


@refactoring
def one_value_as_a_list() -> Files:
    return replaced(
        ("given: {leave: withheld}", "given: {leave: [withheld]}"),
        ("    for: others\n", "    for: [others]\n"),
        ("when: {leave: given}", "when: {leave: [given]}"),
    )


WITHHELD = "    for: gated\n    title: {en: Withheld before, zh: 此前已拒绝}\n"
GIVEN = """\
  given-works:
    for: gated
    title: {en: Given before, zh: 此前已允许}
    note: {en: It simply works., zh: 直接成功。}
    given: {leave: given}
    then: {prompt: none, result: success}
"""


@refactoring
def a_rule_split_in_two() -> Files:
    wet = GIVEN.replace("given-works", "works-when-wet").replace("{leave: given}", "{leave: given, weather: wet}")
    dry = GIVEN.replace("given-works", "works-in-a-drought").replace(
        "{leave: given}", "{leave: given, weather: drought}"
    )
    return replaced((GIVEN, wet + dry))


@refactoring
def an_exception_that_says_the_same() -> Files:
    exception = GIVEN.replace("given-works", "still-works").replace(
        "{leave: given}", "{leave: given, weather: drought}\n    overrides: [given-works]"
    )
    return replaced((GIVEN, GIVEN + exception))


@refactoring
def a_rule_under_another_name() -> Files:
    return replaced(("  withheld-fails:\n", "  fails-after-a-refusal:\n"))


@refactoring
def a_rule_for_a_class_of_another_name() -> Files:
    return replaced(("  gated: {title", "  needing-leave: {title"), ("for: gated", "for: needing-leave"))


@refactoring
def a_class_made_of_its_calls() -> Files:
    calls = "apis: [garden.openValve, garden.lightLamp, garden.both, pool]"
    return replaced(("受控接口}, gated: true}", f"受控接口}}, gated: true, {calls}}}"))


@refactoring
def a_state_that_stays_as_it_was() -> Files:
    works = "    given: {leave: given}\n    then: {prompt: none, result: success"
    fails = "    then: {prompt: none, result: refused"
    return replaced((works + "}", works + ", consent: granted}"), (fails + "}", fails + ", consent: denied}"))


@refactoring
def an_approval() -> Files:
    approval = "approvals:\n  lamp: {change: 'api-removed:x', release: 9.0.0, reason: {en: R., zh: 因。}}\n"
    return whole(YARD + approval)


@refactoring
def a_version_that_is_a_text() -> Files:
    return replaced(("since: 1.2.0", 'since: "1.2.0"'), ("minutes: {type: integer", 'minutes: {"type": integer'))


def good(folder: Path) -> Document:
    checked = read(folder)
    assert checked.found == []
    return checked.document


@pytest.mark.parametrize("name", REFACTORINGS)
def test_a_refactoring_is_no_change_in_either_direction(name: str, tmp_path: Path) -> None:
    before = good(project(tmp_path / "before", base=YARD))
    files = REFACTORINGS[name]()
    after = good(project(tmp_path / "after", files, base=files["spec/tongwen.yaml"]))
    assert compare(before, after) == []
    assert compare(after, before) == []


@pytest.mark.parametrize("name", REFACTORINGS)
def test_a_refactoring_changes_the_files(name: str) -> None:
    assert REFACTORINGS[name]() != whole(YARD)


def test_there_are_enough_of_them() -> None:
    assert len(REFACTORINGS) >= 20

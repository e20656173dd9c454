"""What somebody who writes the spec sees in an editor: the server that VS Code and others run, with our schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editor.server import At, Editor, editing
from tests.npm import install
from tests.support import ROOT

NPM = Path(__file__).with_name("npm")
PROGRAM = "yaml-language-server/bin/yaml-language-server"
MARK = "▸"


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """The project as it is committed, in an editor."""
    node = install(NPM, [PROGRAM], tmp_path_factory)
    with editing(node, NPM / "node_modules" / PROGRAM, ROOT) as found:
        yield found


def at(text: str) -> tuple[str, At]:
    """A text without its mark, and where the mark stood."""
    before, _, after = text.partition(MARK)
    return before + after, At(before.count("\n"), len(before) - before.rfind("\n") - 1)


_opened = iter(range(1000))


def opened(editor: Editor, text: str) -> tuple[str, At, list[str]]:
    """Open a text as a new file of the spec: its path, where the mark stood, and the messages of what is marked."""
    plain, place = at(text)
    path = f"spec/new-{next(_opened)}.yaml"
    return path, place, [found["message"] for found in editor.open(path, plain)]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        (MARK, ["scopes", "apis", "glossary"]),
        (f"apis:\n  wx.a:\n    {MARK}\n", ["needs", "group", "summary"]),
        (f"apis:\n  wx.a:\n    needs:\n      - {MARK}\n", ["scope.record", "scope.camera"]),
        (f"apis:\n  wx.a:\n    needs: [{MARK}]\n", ["scope.record"]),
        (f"apis:\n  wx.a:\n    group: {MARK}\n", ["location"]),
        (f"apis:\n  wx.a:\n    profiles:\n      {MARK}\n", ["plugin", "mini-game-2018"]),
        (f"apis:\n  wx.a:\n    profiles:\n      - {MARK}\n", ["plugin"]),
        (f"apis:\n  wx.a:\n    sources:\n      - {MARK}\n", ["miniprogram-typings", "mini-game-guide-en#scope-list"]),
        (f"apis:\n  wx.a:\n    returns: {MARK}\n", ["string", "AuthSetting"]),
        (f"rules:\n  a:\n    for: {MARK}\n", ["gated-calls"]),
        (f"rules:\n  a:\n    given:\n      {MARK}\n", ["consent"]),
        (f"rules:\n  a:\n    given:\n      consent: {MARK}\n", ["unasked", "granted"]),
        (f"errors:\n  a:\n    confidence: {MARK}\n", ["documented", "observed", "inferred"]),
    ],
)
def test_it_offers_keys_and_the_ids_that_the_spec_has(editor: Editor, text: str, offered: list[str]) -> None:
    path, place, _ = opened(editor, text)
    found = editor.complete(path, place)
    assert [name for name in offered if name not in found] == []


def test_what_is_offered_is_explained_in_both_languages(editor: Editor) -> None:
    path, place, _ = opened(editor, f"apis:\n  wx.a:\n    {MARK}\n")
    words = editor.complete(path, place)["needs"]["documentation"]["value"]
    assert "All the scopes that the user must have granted." in words
    assert "用户必须全部允许的 scope" in words
    path, place, _ = opened(editor, f"apis:\n  wx.a:\n    needs:\n      - {MARK}\n")
    assert editor.complete(path, place)["scope.record"]["documentation"]["value"] == "Microphone · 麦克风"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"apis:\n  wx.a:\n    ne{MARK}eds: [scope.record]\n", ["that the user must have granted", "用户必须全部允许"]),
        (f"apis:\n  wx.a:\n    profiles: {{plugin: {{sin{MARK}ce: 2.10}}}}\n", ["First version that has it.", "最早"]),
        (f"rules:\n  a:\n    given: {{con{MARK}sent: denied}}\n", ["Consent · 授权状态"]),
    ],
)
def test_the_pointer_on_a_key_shows_what_it_is_for_in_both_languages(
    editor: Editor, text: str, words: list[str]
) -> None:
    path, place, _ = opened(editor, text)
    shown = editor.hover(path, place)
    assert [part for part in words if part not in shown] == []


WHOLE = """\
apis:
  wx.a:
    group: settings
    summary: {en: A call., zh: 一个接口。}
    profiles: {plugin: {since: 2.10}}
    needs: [scope.newOne]
"""


def test_a_new_entry_is_not_marked_though_it_names_what_the_schema_has_not_yet_seen(editor: Editor) -> None:
    assert opened(editor, WHOLE)[2] == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("needs:", "neds:", "Property neds is not allowed."),
        ("group: settings", "group: Bad_Group", "Value is not accepted"),
        ("since: 2.10", "since: soon", "请写带点的版本号"),
        (", zh: 一个接口。", "", 'Missing property "zh".'),
        ("    group: settings\n", "", 'Missing property "group".'),
        ("[scope.newOne]", "scope.newOne", "Incorrect type"),
    ],
)
def test_a_mistake_is_marked_while_it_is_made(editor: Editor, old: str, new: str, message: str) -> None:
    assert WHOLE.count(old) == 1
    (found,) = opened(editor, WHOLE.replace(old, new))[2]
    assert message in found


@pytest.mark.parametrize("name", ["apis/location.yaml", "behaviour/rules.yaml", "types/settings.yaml", "tongwen.yaml"])
def test_nothing_is_marked_in_the_spec_as_it_is(editor: Editor, name: str) -> None:
    file = ROOT / "spec" / name
    assert editor.open(f"spec/{name}", file.read_text(encoding="utf-8")) == []

"""A client that is written in parts is the same client: same methods, same types, same imports."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from tongwen import paths
from tongwen.desk import Prepared
from tongwen.diagnostics import Diagnostic
from tongwen.load.files import Sources
from tongwen.model.base import Localized
from tongwen.model.manifest import Target as Settings
from tongwen.model.spec import Document
from tongwen.render.files import Renderer
from tongwen.targets import parts
from tongwen.targets.base import BadName, Request
from tongwen.targets.python import TARGET
from tongwen.text.opaque import Text
from tongwen.text.phrase import Catalogue

from tests.sinks import hostile
from tests.support import GARDEN, document, weixin
from tests.unit.test_python_target import skeleton

Files = dict[str, str]


def request(spec: Document) -> Request:
    return Request(spec, Sources(()), Settings(output="sdk", options={"package": "wxauth"}))


def render(spec: Document) -> Files:
    """Path to content of every file that the target makes."""
    made = Renderer(paths.templates(), Catalogue({})).render("sdk", TARGET.plan(request(spec)))
    files = [file for file in made if not isinstance(file, Diagnostic)]
    return {file.path.removeprefix("sdk/"): file.content.decode() for file in files}


@pytest.fixture(scope="module")
def whole() -> Files:
    return render(weixin())


@pytest.fixture(scope="module")
def divided() -> Files:
    """The package of the real spec, as if its clients had many calls."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MANY_CALLS", 8)
        return render(weixin())


@pytest.fixture(scope="module")
def package(divided: Files, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The same, imported."""
    folder = write(
        tmp_path_factory.mktemp("divided"), {p.replace("wxauth/", "divided/"): t for p, t in divided.items()}
    )
    sys.path.insert(0, str(folder))
    yield importlib.import_module("divided")
    sys.path.remove(str(folder))


def write(folder: Path, files: Files) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return folder


def methods(files: Files, client: str) -> dict[str, list[str]]:
    """Each method of a client, as code: of its class and of those that it is put together of."""
    classes = {
        node.name: node
        for path, text in files.items()
        if path.endswith(".py")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef)
    }
    found: dict[str, list[str]] = {}
    for name in (client, *(base.id for base in classes[client].bases if isinstance(base, ast.Name))):
        for node in classes[name].body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(ast.dump(node))
    return found


def clients() -> list[str]:
    return [prefix + profile.client for profile in weixin().profiles.values() for prefix in ("", "Async")]


@pytest.mark.parametrize("client", clients())
def test_a_divided_client_has_the_same_methods_in_the_same_words(whole: Files, divided: Files, client: str) -> None:
    assert methods(divided, client) == methods(whole, client)
    assert len(methods(whole, client)) > 8


def test_only_the_modules_of_clients_and_types_differ(whole: Files, divided: Files) -> None:
    stems = {f"wxauth/{name}.py" for name in ("_wx", "_wx_plugin", "_wx_mini_game", "_wx_mini_game2018")}
    stems |= {name.replace("/_", "/_async_") for name in stems} | {"wxauth/_types.py"}
    importing = {f"wxauth/{name}.py" for name in ("__init__", "_objects", "_async_objects")}
    changed = {path for path, text in whole.items() if divided[path] != text}
    assert stems <= changed <= stems | importing
    more = set(divided) - set(whole)
    assert len(more) > 30
    assert {path for path in more if not any(path.startswith(stem.removesuffix(".py")) for stem in stems)} == set()


def test_the_public_names_are_the_same_and_so_are_the_types(whole: Files, divided: Files) -> None:
    def public(files: Files) -> str:
        return files["wxauth/__init__.py"].partition("__all__ = ")[2]

    def classes(files: Files) -> dict[str, str]:
        return {
            node.name: ast.dump(node)
            for path, text in files.items()
            if path.startswith("wxauth/_types")
            for node in ast.parse(text).body
            if isinstance(node, ast.ClassDef)
        }

    assert public(divided) == public(whole)
    assert classes(divided) == classes(whole)
    assert "GetLocationResult" in divided["wxauth/_types_location.py"]
    assert "GetLocationResult" not in divided["wxauth/_types.py"]


def test_a_divided_client_works_and_has_no_room_for_other_attributes(package: ModuleType) -> None:
    calls: list[tuple[str, list[object]]] = []

    class Host:
        def call(self, method: str, args: list[object]) -> object:
            calls.append((method, args))
            return {"errMsg": "getSetting:ok", "authSetting": {"scope.record": True}}

    client: Any = package.Wx(Host())
    assert isinstance(client.get_setting(), package.GetSettingResult)
    assert [method for method, _ in calls] == ["getSetting"]
    with pytest.raises(AttributeError):
        client.typo = 1
    assert package.Wx.__module__ == "divided._wx"


def test_the_linter_finds_nothing_in_it(divided: Files, tmp_path: Path) -> None:
    folder = write(tmp_path, divided)
    command = ["ruff", "check", "--no-cache", "--config", "pyproject.toml", "."]
    done = subprocess.run([sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_call_is_shown_from_its_part(monkeypatch: pytest.MonkeyPatch) -> None:
    def shown() -> str:
        assert TARGET.sample
        sample = TARGET.sample(request(weixin()), "wx.getLocation")
        assert sample
        (made,) = Renderer(paths.templates(), Catalogue({})).render("sdk", [sample.file])
        assert not isinstance(made, Diagnostic)
        return sample.cut(made.content.decode())

    before = shown()
    assert "def get_location" in before
    monkeypatch.setattr(parts, "MANY_CALLS", 8)
    assert shown() == before


def test_a_part_that_is_called_like_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = weixin()
    plugin = msgspec.structs.replace(spec.profiles["plugin"], client="WxLocation")
    clash = msgspec.structs.replace(spec, profiles={**spec.profiles, "plugin": plugin})
    assert list(TARGET.plan(request(clash)))
    monkeypatch.setattr(parts, "MANY_CALLS", 8)
    with pytest.raises(BadName, match="would define WxLocation twice"):
        list(TARGET.plan(request(clash)))


def crowd(calls: int) -> Document:
    """A spec with a client of so many calls, in two groups."""
    base = document(
        GARDEN,
        "groups: {east: {title: {en: East, zh: 东}, description: {en: E., zh: 东。}, order: 1},\n"
        "  west: {title: {en: West, zh: 西}, description: {en: W., zh: 西。}, order: 2}}\n",
    )
    one = next(iter(base.apis.values()))
    many = {f"garden.call{n}": msgspec.structs.replace(one, group=("east", "west")[n % 2]) for n in range(calls)}
    return msgspec.structs.replace(base, apis=many)


def test_a_client_is_divided_from_the_first_call_beyond_the_limit() -> None:
    whole, divided = (render(crowd(parts.MANY_CALLS + more)) for more in (0, 1))
    assert set(divided) - set(whole) == {
        f"wxauth/_{kind}keeper_{group}.py" for kind in ("", "async_") for group in ("east", "west")
    }
    assert divided["wxauth/_types.py"] == whole["wxauth/_types.py"]  # the calls give nothing
    assert divided["wxauth/__init__.py"] == whole["wxauth/__init__.py"]
    assert len(methods(divided, "Keeper")) == parts.MANY_CALLS + 1
    assert set(methods(whole, "Keeper")) < set(methods(divided, "Keeper"))


def test_the_parts_of_a_group_are_made_by_one_process(whole: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MANY_CALLS", 8)
    files = tuple(("sdk", file) for file in TARGET.plan(request(weixin())))
    batches = Prepared({}, files, {}, Renderer(paths.templates(), Catalogue({})), Sources(()), []).batches(size=3)
    assert sorted(number for batch in batches for number in batch) == list(range(len(files)))
    groups = [{files[number][1].family for number in batch} for batch in batches]
    assert {file.path for _, file in files if file.family} == {file.path for _, file in files} - set(whole)
    for family in {file.family for _, file in files} - {""}:
        assert sum(family in group for group in groups) == 1, family
    assert len(batches) > len(weixin().groups)


def test_texts_of_groups_stay_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MANY_CALLS", 1)
    plain = crowd(2)

    def said(text: str) -> Document:
        words = Localized(en=Text(text), zh=Text(text))
        groups = {k: msgspec.structs.replace(g, title=words, description=words) for k, g in plain.groups.items()}
        return msgspec.structs.replace(plain, groups=groups)

    neutral = {path: skeleton(text) for path, text in render(said("words")).items() if "keeper_" in path}
    assert len(neutral) == 4
    for text in hostile().values():
        made = render(said(text))
        assert {path: skeleton(made[path]) for path in neutral} == neutral

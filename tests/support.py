"""What several tests need: small specs and projects written inline, the real spec, the command line, other tools."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import dedent
from typing import Any

import msgspec
import pytest
import yaml
from tongwen.diagnostics import Diagnostic, in_order
from tongwen.model.spec import Document
from tongwen.pipeline import read
from tongwen.text.opaque import Text

ROOT = Path(__file__).resolve().parent.parent


class _Loader(yaml.CSafeLoader):
    """Scalars as the spec language reads them: only `true`, `false` and decimal integers are typed."""


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(0|-?[1-9][0-9]*)$"), list("-0123456789"))


def parse(source: str) -> dict[str, Any]:
    """YAML as plain values."""
    parsed = yaml.load(source, Loader=_Loader)  # noqa: S506 - a safe loader with fewer types
    return {} if parsed is None else dict(parsed)


def document(*sources: str) -> Document:
    """A spec from the texts of its files."""
    merged: dict[str, Any] = {}
    for source in sources:
        for kind, entries in parse(source).items():
            merged[kind] = entries if kind == "tongwen" else {**merged.get(kind, {}), **entries}
    return msgspec.convert(merged, Document, dec_hook=_text)


@functools.cache
def weixin() -> Document:
    """The spec that ships with Tongwen."""
    files = sorted((ROOT / "spec").rglob("*.yaml"))
    return document(*(file.read_text(encoding="utf-8") for file in files))


def _text(kind: type, value: object) -> Text:
    if kind is Text and isinstance(value, str):
        return Text(value)
    raise TypeError(kind)


#: A small spec without a fault: one file, one profile, one scope, a call that asks for it and a call that needs it.
GARDEN = """\
tongwen:
  version: 1
  name: garden
  title: {en: Garden leave, zh: 花园许可}
  description: {en: Who may open which valve., zh: 谁可以打开哪个阀门。}
  release: 0.1.0
  namespace: garden
  library: {en: gate, zh: 门禁库}
  targets: {}
profiles:
  keeper:
    title: {en: Keeper, zh: 园丁}
    description: {en: A program of the keeper., zh: 园丁的程序。}
    client: Keeper
    module: keeper
    order: 1
    ask: garden.askLeave
    read: garden.askLeave
platforms:
  tablet: {title: {en: Tablet, zh: 平板}, order: 1}
forms:
  callback:
    style: callback
    title: {en: Callbacks, zh: 回调}
    description: {en: Takes one object., zh: 接受一个对象。}
    callbacks:
      success: {on: [success], description: {en: Called afterwards., zh: 之后调用。}}
groups:
  water: {title: {en: Water, zh: 水}, description: {en: All about water., zh: 关于水的一切。}, order: 1}
scopes:
  scope.water:
    title: {en: Watering, zh: 浇水}
    description: {en: Lets a program open valves., zh: 允许程序打开阀门。}
    profiles: [keeper]
apis:
  garden.askLeave:
    group: water
    summary: {en: Asks for a scope., zh: 请求一个许可。}
    profiles: [keeper]
    parameters:
      scope: {type: string, required: true, scope: any, description: {en: The scope., zh: 所请求的许可。}}
  garden.openValve:
    group: water
    summary: {en: Opens a valve., zh: 打开一个阀门。}
    profiles: [keeper]
    needs: [scope.water]
    parameters:
      valve: {type: integer, required: true, description: {en: Its number., zh: 阀门编号。}}
      minutes: {type: integer, default: 5, description: {en: How long., zh: 时长。}}
    result:
      litres: {type: number, description: {en: What flowed., zh: 流出的水量。}}
classes:
  every-call: {title: {en: Every call, zh: 所有接口}}
rules:
  every-call-succeeds:
    for: every-call
    title: {en: Every call succeeds, zh: 接口总是成功}
    note: {en: Nobody is refused here., zh: 这里不会拒绝任何人。}
    then: {prompt: none, result: success}
"""


def project(tmp_path: Path, files: Mapping[str, str | bytes] | None = None, *, base: str = GARDEN) -> Path:
    """A project with the small spec and the given files, by path below the project. Texts lose their common indent."""
    for path, content in {"spec/tongwen.yaml": base, **(files or {})}.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())
    return tmp_path


def found(folder: Path) -> list[Diagnostic]:
    """Everything that is wrong with the spec of a project, in the order in which it is printed."""
    return in_order(read(folder).found)


def problems(folder: Path) -> list[tuple[str, str]]:
    """The same as pairs of code and `file:line:column`."""
    return [(d.code, str(d.place or "-")) for d in found(folder)]


def run_cli(
    args: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, in English unless `env` says otherwise."""
    kept = {k: v for k, v in os.environ.items() if k != "TONGWEN_LANG" and not k.startswith(("LANG", "LC_"))}
    path = {"PYTHONPATH": str(ROOT / "generator"), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "tongwen", *args],
        cwd=cwd,
        env={**kept, **path, **(env or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        **options,
    )


def require(tool: str) -> str:
    """The path of a program that a test needs. Without it the test is skipped, or fails if nothing may be."""
    path = shutil.which(tool)
    if path is None and os.environ.get("TONGWEN_REQUIRE_ALL") == "1":
        pytest.fail(f"{tool} is not installed, and TONGWEN_REQUIRE_ALL=1 allows no skips")
    if path is None:
        pytest.skip(f"{tool} is not installed")
    return path

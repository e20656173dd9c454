"""Our declarations beside the official typings: each may stand where the other is expected, save for what is listed."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tongwen.model.spec import Document

from tests.support import weixin
from tests.typescript.test_typescript import HERE, node

__all__ = ["node"]  # a fixture
LISTED: dict[str, Any] = json.loads((HERE / "official.json").read_text(encoding="utf-8"))
THEIRS = {
    "mini-program": ("miniprogram-api-typings", "WechatMiniprogram.Wx", "wxauth-types", "Wx"),
    "mini-game": ("minigame-api-typings", "WechatMinigame.Wx", "wxauth-types/mini-game", "WxMiniGame"),
}
PROMISES = "any promise of theirs as ours"


def shared(document: Document, profile: str) -> list[str]:
    """The functions of a profile that the official typings have as well."""
    text = "".join(
        path.read_text(encoding="utf-8") for path in (HERE / "node_modules" / THEIRS[profile][0]).rglob("*.d.ts")
    )
    names = [
        name.partition(".")[2]
        for name, api in document.apis.items()
        if name.startswith("wx.") and profile in api.profiles
    ]
    return [name for name in names if re.search(rf"(?m)^\s+{name}\s*[<(]", text)]


@cache
def differing(node: str, profile: str, folder: Path) -> dict[str, set[str]]:
    """The functions that cannot stand in for the other's, by direction."""
    package, theirs, module, ours = THEIRS[profile]
    names = shared(weixin(), profile)
    assert len(names) > 15
    lines = [
        f'import type {{ {ours} }} from "{module}";',
        f"declare const ours: {ours};",
        f"declare const theirs: {theirs};",
    ]
    lines += [f'export const a{i}: Pick<{theirs}, "{name}"> = ours;' for i, name in enumerate(names)]
    lines += [f'export const b{i}: Pick<{ours}, "{name}"> = theirs;' for i, name in enumerate(names)]
    (folder / "both.ts").write_text("\n".join(lines) + "\n", encoding="utf-8")
    options = {"types": [package], "typeRoots": [str(HERE / "node_modules")], "skipLibCheck": True, "lib": ["ES2020"]}
    settings = {
        "extends": str(HERE / "tsconfig.json"),
        "compilerOptions": options,
        "include": [str(folder / "both.ts")],
    }
    (folder / "tsconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [node, str(HERE / "node_modules" / "typescript" / "bin" / "tsc"), "-p", str(folder), "--pretty", "false"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, encoding="utf-8", check=False)
    found: dict[str, set[str]] = {"ours as theirs": set(), "theirs as ours": set()}
    for line in done.stdout.splitlines():
        at = re.match(r"\S*both\.ts\((\d+),\d+\): error TS(\d+)", line)
        if at is None:
            assert line.startswith(" "), line
            continue
        assert at[2] in ("2322", "2741", "2739"), line
        place = int(at[1]) - 4
        direction = "ours as theirs" if place < len(names) else "theirs as ours"
        found[direction].add(names[place % len(names)])
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("official")


@pytest.mark.parametrize("profile", THEIRS)
def test_ours_may_be_passed_where_theirs_is_expected(node: str, profile: str, folder: Path) -> None:
    assert differing(node, profile, folder)["ours as theirs"] == set(LISTED["ours as theirs"][profile])


@pytest.mark.parametrize("profile", THEIRS)
def test_theirs_may_be_passed_where_ours_is_expected_but_for_promises(node: str, profile: str, folder: Path) -> None:
    promising = {name.partition(".")[2] for name, api in weixin().apis.items() if api.promise}
    found = differing(node, profile, folder)["theirs as ours"]
    assert LISTED[PROMISES]
    assert found & promising, "the general reason is not needed any more"
    assert found - promising == set(LISTED["theirs as ours"][profile])


def test_fewer_than_fifteen_differences_are_listed_and_each_has_a_reason() -> None:
    reasons = [
        reason
        for way in ("ours as theirs", "theirs as ours")
        for listed in LISTED[way].values()
        for reason in listed.values()
    ]
    assert len(reasons) + 1 < 15
    assert all(len(reason.split()) > 5 for reason in [*reasons, LISTED[PROMISES]])

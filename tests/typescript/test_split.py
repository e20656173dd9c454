"""A client that is written in parts: the same names and types as a whole one, for programs of every kind."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tongwen.targets import parts

from bench import specs
from tests.support import document
from tests.typescript.split import Files, Packages, both, exported, misfits, modules, packages, tsc, write
from tests.typescript.test_package import lint, pack, resolve
from tests.typescript.test_typescript import COMPILERS, node
from tests.unit.test_typescript_target import render

__all__ = ["node", "packages"]  # fixtures
#: Whatever takes a type argument that it does not have by itself.
ARGUMENTS = {"Callbacks": "<{ x: 1 }>", "WithoutCallbacks": "<{ x: 1 }>"}
SAME = """\
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(all: Same<A, B>) => all;
"""


# The same names and types.


def comparison(whole: Files, module: str) -> str:
    """A program that compiles if every name of a module is the same type in both packages."""
    lines = [f'import type * as a from "./whole/{module}.js";', f'import type * as b from "./parts/{module}.js";', SAME]
    for name in sorted(exported(whole[f"{module}.d.ts"])):
        if re.search(rf"export declare const {name}\b", whole[f"{module}.d.ts"]):
            lines.append(f"same<typeof a.{name}, typeof b.{name}>(true);")
        else:
            of = ARGUMENTS.get(name, "")
            lines.append(f"same<a.{name}{of}, b.{name}{of}>(true);")
            lines.append(f"export const to{name} = (it: a.{name}{of}): b.{name}{of} => it;")
            lines.append(f"export const from{name} = (it: b.{name}{of}): a.{name}{of} => it;")
    return "\n".join(lines) + "\n"


def compare(node: str, folder: Path, whole: Files, split: Files, compiler: str = "typescript-7") -> str:
    """What a compiler says of two packages that shall have the same types."""
    write(folder / "whole", whole)
    write(folder / "parts", split)
    for module in modules(split):
        (folder / f"use-{module}.ts").write_text(comparison(whole, module), encoding="utf-8")
    return tsc(node, compiler, folder, "--module", "ESNext", "--moduleResolution", "bundler", "--target", "ES2020")


@pytest.mark.parametrize("spec", ["small", "real"])
def test_every_name_has_the_same_type_as_in_a_whole_client(
    node: str, packages: Packages, spec: str, tmp_path: Path
) -> None:
    whole, split = packages[spec]
    assert compare(node, tmp_path, whole, split) == ""
    for module, files in modules(split).items():
        assert len(files) > 2
        ((client, listed),) = re.findall(r"export interface (\w+) extends([^{]*) \{\}\n", split[files[0]])
        interfaces = set(re.findall(r"\w+", listed))
        assert all(name.startswith(client) for name in interfaces)
        assert len(interfaces) == len(files) - 1
        names = [name for file in files for name in exported(split[file])]
        assert sorted(names) == sorted(exported(whole[f"{module}.d.ts"]) | interfaces)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("log?: string[];", "log: string[];"),
        ("  readLeave(options?:", "  readLeave(options:"),
        ('export * from "./index-fire.js";\n', ""),
        ("extends KeeperWater, ", "extends "),
    ],
)
def test_another_type_or_a_missing_name_would_be_seen(
    node: str, packages: Packages, old: str, new: str, tmp_path: Path
) -> None:
    whole, split = packages["small"]
    assert any(old in text for text in split.values())
    spoilt = {name: text.replace(old, new) for name, text in split.items()}
    assert "error TS" in compare(node, tmp_path, whole, spoilt)


def test_a_client_just_above_the_limit_is_in_parts_and_has_the_same_types(node: str, tmp_path: Path) -> None:
    specs.spec(tmp_path, parts.MANY_CALLS - 4)  # the starter has five
    spec = document(*(file.read_text(encoding="utf-8") for file in (tmp_path / "spec").iterdir()))
    split = render(spec, package="made-types")
    with pytest.MonkeyPatch.context() as patch:
        whole, _ = both(spec, patch)
    assert len(modules(split)["index"]) > 3
    assert modules(split)["counter"] == ["counter.d.ts"]  # with a call less, as many as may be
    assert misfits(split) == []
    assert compare(node, tmp_path / "both", whole, split) == ""


# The package.


#: Compilers with the ways in which they find a package: module and resolution. The newest has not the old ones.
WAYS = [(compiler, ("NodeNext", "NodeNext")) for compiler in COMPILERS]
WAYS += [("typescript-7", ("ESNext", "bundler"))]
WAYS += [("typescript-5-0", way) for way in (("ESNext", "bundler"), ("CommonJS", "node10"), ("ES2020", "classic"))]
PROGRAM = """\
import {{ garden, type Keeper, type KeeperFire, type OpenGateOptions, type Ash }} from "{of}";
export const light = (it: KeeperFire, how: OpenGateOptions, ash: Ash) => [it.light({{ at: "empty" }}), how, ash.of];
export const read = (it: Keeper): Promise<string[]> => it.readLeave({{ withLog: true }}).then((result) => result.log);
export const lit = light(garden, {{ side: "left" }}, {{ of: "leaves" }});
// @ts-expect-error - there is no such reason
garden.light({{ at: "rain" }});
"""


@pytest.mark.parametrize(("compiler", "way"), WAYS)
def test_programs_of_both_kinds_compile_with_it(
    node: str, packages: Packages, compiler: str, way: tuple[str, str], tmp_path: Path
) -> None:
    module, resolution = way
    write(tmp_path / "node_modules" / "made-types", packages["small"][1])
    of = "./node_modules/made-types/index" if resolution == "classic" else "made-types"
    kinds = {"NodeNext": ("mts", "cts"), "bundler": ("mts",)}.get(resolution, ("ts",))
    for kind in kinds:
        (tmp_path / f"use.{kind}").write_text(PROGRAM.format(of=of), encoding="utf-8")
    options = ("--module", module, "--moduleResolution", resolution, "--target", "ES2020", "--noUnusedLocals")
    assert tsc(node, compiler, tmp_path, *options) == ""


@pytest.mark.parametrize("missing", ["index-fire.d.ts", "index.d.ts"])
def test_a_package_without_one_of_its_files_would_not_compile(
    node: str, packages: Packages, missing: str, tmp_path: Path
) -> None:
    files = {name: text for name, text in packages["small"][1].items() if name != missing}
    write(tmp_path / "node_modules" / "made-types", files)
    (tmp_path / "use.mts").write_text(PROGRAM.format(of="made-types"), encoding="utf-8")
    assert "error TS" in tsc(node, "typescript-7", tmp_path, "--module", "NodeNext")


def test_the_parts_are_shipped_and_are_no_entry_points(node: str, packages: Packages, tmp_path: Path) -> None:
    whole, split = packages["real"]
    old, new = (json.loads(files["package.json"]) for files in (whole, split))
    assert {*new["files"]} == {*split} - {"package.json", "README.md"}
    assert {*new["files"]} - {*old["files"]} == {*split} - {*whole}
    assert new["exports"] == old["exports"]
    assert split["README.md"] == whole["README.md"]
    tarball = pack(write(tmp_path / "sdk", split), tmp_path)
    assert lint(node, tarball) == "All good!"
    found = resolve(node, tarball, "declarations")
    assert found.returncode == 0, found.stdout

"""The TypeScript client in parts: names that would become one, and where a call is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tongwen.load.files import Sources
from tongwen.model.manifest import Target as Settings
from tongwen.pipeline import Options, build
from tongwen.targets import parts
from tongwen.targets.base import BadName, Request
from tongwen.targets.typescript import TARGET

from tests.support import GARDEN as WATER
from tests.support import document, project
from tests.typescript.split import MORE
from tests.unit.test_docs_showcase import TARGETS, home
from tests.unit.test_typescript_target import GARDEN, render

AGAIN = "two declarations of one module are called"
#: A group more, and its line in the spec of the tests.
GROUP = "  {}: {{title: {{en: A, zh: 甲}}, description: {{en: A., zh: 甲。}}, order: 9}}\n"


@pytest.fixture(autouse=True)
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MANY_CALLS", 1)


def made(*changes: tuple[str, str]) -> dict[str, str]:
    """The files of a spec of two groups after some changes."""
    spec = f"{GARDEN}\n---\n{MORE}".replace("TEXT", "left")
    for before, after in changes:
        assert before in spec
        spec = spec.replace(before, after)
    return render(document(*spec.split("\n---\n")))


def test_a_part_is_named_after_its_profile_and_its_group() -> None:
    files = made()
    assert [name for name in files if re.search(r"-\w+\.d\.ts", name)] == [
        "index-water.d.ts",
        "guest-water.d.ts",
        "index-fire.d.ts",
        "guest-fire.d.ts",
    ]
    assert "export interface KeeperWater extends KeeperFire" not in files["index.d.ts"]
    assert "export interface Keeper extends KeeperWater, KeeperFire {}\n" in files["index.d.ts"]


def test_the_parts_of_a_group_are_one_family() -> None:
    spec = document(*f"{GARDEN}\n---\n{MORE}".replace("TEXT", "left").split("\n---\n"))
    planned = TARGET.plan(Request(spec, Sources(()), Settings(output="sdk")))
    families = {file.path: file.family for file in planned if "-" in file.path}
    assert families == {f"{name}-{group}.d.ts": group for group in ("water", "fire") for name in ("index", "guest")}


def test_a_long_list_of_parts_has_one_on_each_line() -> None:
    files = made(("fire: {title", f"fire-{'a' * 60}: {{title"), ("group: fire", f"group: fire-{'a' * 60}"))
    assert f"Keeper extends\n  KeeperWater,\n  KeeperFireA{'a' * 59} {{}}\n" in files["index.d.ts"]


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("  Bed:\n", "  KeeperFire:\n", f"{AGAIN} KeeperFire"),
        ("  Bed:\n", "  LightOptions:\n", f"{AGAIN} LightOptions"),
        ("  Bed:\n", "  OpenGateScope:\n", f"{AGAIN} OpenGateScope"),
        ("client: Keeper", "client: LightOptions", f"{AGAIN} LightOptions"),
        ("garden.embers", "garden.readLeaveWithLog", f"{AGAIN} ReadLeaveWithLogOptions"),
        ("module: guest", "module: index-fire", "two modules are called index-fire"),
    ],
)
def test_names_that_would_become_one_are_refused(before: str, after: str, problem: str) -> None:
    with pytest.raises(BadName, match=re.escape(problem)):
        made((before, after))


def test_groups_whose_interfaces_would_have_one_name_are_refused() -> None:
    one, other = ("fire: {title", "a-1b: {title"), ("group: fire", "group: a-1b")
    assert "KeeperA1b" in made(one, other)["index.d.ts"]
    changes = ("groups:\n  a-1b", "groups:\n" + GROUP.format("a1b") + "  a-1b"), ("group: water", "group: a1b")
    with pytest.raises(BadName, match=f"{AGAIN} KeeperA1b"):
        made(one, other, *changes)


def test_modules_of_parts_of_two_profiles_that_would_be_one_are_refused() -> None:
    changes = (
        ("module: guest", "module: index-a"),
        ("fire: {title", "a-water: {title"),
        ("group: fire", "group: a-water"),
    )
    with pytest.raises(BadName, match="two modules are called index-a-water"):
        made(*changes)


SECOND = WATER.replace("targets: {}", TARGETS.replace("SHOWN", "openValve"))
SECOND = SECOND.replace("groups:\n", "groups:\n" + GROUP.format("valves"))
SECOND = SECOND.replace("openValve:\n    group: water", "openValve:\n    group: valves")


def test_the_build_says_which_group_would_have_the_file_of_another_profile(tmp_path: Path) -> None:
    guest = SECOND.partition("profiles:\n")[2].partition("platforms:")[0]
    for before, after in (("keeper:", "guest:"), ("client: Keeper", "client: Guest"), ("keeper\n", "keeper-valves\n")):
        assert before in guest
        guest = guest.replace(before, after)
    spec = SECOND.replace("platforms:\n", f"{guest}platforms:\n").replace("[keeper]", "[keeper, guest]")
    project(tmp_path, base=spec)
    found = [d for d in build(tmp_path, Options()).found if d.severity == "error"]
    line = spec.partition("  valves: ")[0].count("\n") + 1
    assert [(d.code, str(d.place)) for d in found] == [("TW704", f"spec/tongwen.yaml:{line}:3")]
    assert "two modules are called keeper-valves" in found[0].message()


def test_a_name_that_two_parts_have_is_reported_once(tmp_path: Path) -> None:
    types = "types:\n  OpenValveOptions: {kind: record, summary: {en: A., zh: 甲。}, fields: {}}\nclasses:\n"
    project(tmp_path, base=SECOND.replace("classes:\n", types))
    found = [d for d in build(tmp_path, Options()).found if d.severity == "error"]
    assert [(d.code, d.message()) for d in found if "OpenValveOptions" in d.message()] == [
        ("TW704", f"the target typescript cannot be made: {AGAIN} OpenValveOptions")
    ]


def test_an_entry_on_the_home_page_is_shown_from_its_part(tmp_path: Path) -> None:
    page = home(tmp_path, spec=SECOND)
    assert (tmp_path / "sdk/typescript/keeper-valves.d.ts").is_file()
    assert "openValve(" in page.partition("```ts")[2].partition("```")[0]

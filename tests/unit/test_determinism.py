"""One digest of all outputs: wherever the spec lies, whoever builds it, in whatever order and by whatever processes.

CI runs this on every Python that is supported, so that the outputs in the checkout, with which all are compared, are
those of every one of them. `python -m bench.worlds PYTHON...` compares several on one machine.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import ROOT
from tests.worlds import COMBINATIONS, VARIATIONS, World, built, copied, digest, guilty, world

STARTER = ROOT / "templates" / "starter"


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(ROOT, tmp_path_factory.mktemp("usual"), World())


def test_the_outputs_in_the_checkout_have_the_digest_of_a_build(usual: dict[str, bytes]) -> None:
    committed = {name: (ROOT / name).read_bytes() for name in usual if (ROOT / name).is_file()}
    assert digest(committed) == digest(usual), [name for name in usual if usual[name] != committed.get(name)]


@pytest.mark.parametrize("combination", COMBINATIONS)
def test_all_outputs_have_one_digest_in_every_world(combination: str, usual: dict[str, bytes], tmp_path: Path) -> None:
    names = COMBINATIONS[combination]
    made = built(ROOT, tmp_path / "all", world(names))
    if digest(made) != digest(usual):
        other = [name for name in sorted({*made, *usual}) if made.get(name) != usual.get(name)]
        alone = guilty(names, digest(usual), ROOT, tmp_path / "each")
        pytest.fail(f"{alone or 'only together'}: {len(other)} files differ, {other[:5]}")


def test_every_variation_is_part_of_one_combination() -> None:
    used = [name for names in COMBINATIONS.values() for name in names]
    assert sorted(used) == sorted(VARIATIONS)
    for names in COMBINATIONS.values():
        settings = [key for name in names for key in (*VARIATIONS[name], *VARIATIONS[name].get("env", {}))]
        twice = {key for key in settings if settings.count(key) > 1}
        assert twice <= {"env"}, "one variation would hide the other"


def test_no_output_names_the_place_of_its_making(usual: dict[str, bytes]) -> None:
    assert [name for name, content in usual.items() if str(ROOT).encode() in content] == []


#: A variation, and an expression inside of the renderer that it alone makes another.
DEPENDENCES = {
    "a hash seed": "list({*'abcdefgh'})",
    "the C locale": "__import__('locale').getencoding()",
    "a far time zone": "__import__('time').tzname",
    "the first day": "__import__('time').gmtime(__import__('time').time()).tm_year",
    "the last year": "__import__('datetime').date.today().year",
    "an order of listings": "__import__('os').listdir('spec')",
    "another order of listings": "[it.name for it in __import__('os').scandir('spec')]",
    "a path with marks": "__import__('pathlib').Path.cwd().name",
    "something else was there": "sorted(__import__('os').listdir('.'))",
    "processes started anew": "__import__('multiprocessing').parent_process() is None",
    "five forked processes": "self.__dict__.setdefault('before', []).append(1) or len(self.__dict__['before'])",
    "a checkout on Windows": "(self._folder / 'python' / 'init.py.j2').read_bytes()[-2:]",
}


def changed(folder: Path, name: str, old: str, new: str) -> Path:
    """A tool with another piece of code."""
    tool = copied(ROOT, folder / "tool")
    file = tool / "generator" / "tongwen" / name
    source = file.read_text(encoding="utf-8")
    assert source.count(old) == 1
    file.unlink()  # it is a link to ours
    file.write_text(source.replace(old, new), encoding="utf-8")
    return tool


@pytest.fixture(scope="module")
def dependent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tool whose outputs end with what the expression in `templates/expression` gives."""
    told = "repr(eval((self._folder / 'expression').read_text()))"
    folder = tmp_path_factory.mktemp("dependent")
    return changed(folder, "render/files.py", "seal(content)", f"seal(content + ({told}).encode())")


def usually(tool: Path, expression: str, folder: Path) -> str:
    (tool / "templates" / "expression").write_text(expression, encoding="utf-8")
    return digest(built(STARTER, folder / "usual", World(), tool=tool))


def test_of_a_combination_that_differs_the_guilty_variations_are_named(dependent: Path, tmp_path: Path) -> None:
    expected = usually(dependent, DEPENDENCES["a path with marks"], tmp_path)
    names = COMBINATIONS["next door"]
    assert digest(built(STARTER, tmp_path / "all", world(names), tool=dependent)) != expected
    assert guilty(names, expected, STARTER, tmp_path, tool=dependent) == ["a path with marks", "a folder below"]


def test_each_dependence_on_the_world_is_seen(dependent: Path, tmp_path: Path) -> None:
    several = {name: told for name, told in DEPENDENCES.items() if name != "five forked processes"}
    expected = usually(dependent, f"[{','.join(several.values())}]", tmp_path)
    assert guilty(list(several), expected, STARTER, tmp_path, tool=dependent) == list(several)


def test_a_dependence_on_what_a_process_did_before_is_seen(dependent: Path, tmp_path: Path) -> None:
    expected = usually(dependent, DEPENDENCES["five forked processes"], tmp_path)
    made = built(STARTER, tmp_path / "all", world(["five forked processes"]), tool=dependent)
    assert digest(made) != expected


def test_a_spec_that_is_read_in_the_order_of_the_listing_is_seen(usual: dict[str, bytes], tmp_path: Path) -> None:
    tool = changed(tmp_path, "load/files.py", "return sorted(found)\n", "return found\n")
    made = built(ROOT, tmp_path, world(["an order of listings"]), tool=tool)
    assert digest(made) != digest(usual)


def test_another_word_or_another_name_of_a_file_is_another_digest(usual: dict[str, bytes]) -> None:
    name = next(iter(usual))
    assert digest({**usual, name: usual[name] + b"x"}) != digest(usual)
    assert digest({("x" + key if key == name else key): content for key, content in usual.items()}) != digest(usual)

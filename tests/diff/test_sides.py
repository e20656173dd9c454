"""Where specs to compare come from, and what is said of those that cannot be read."""

from __future__ import annotations

import itertools
import os
import random
import stat
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from tongwen.diff import git, kinds, wheel
from tongwen.diff.sides import Side, Sides, sides

from tests.checks.cases import changed, complete, holds, shows
from tests.diff.yard import YARD
from tests.support import GARDEN, project, require

LAMP = YARD.replace("garden.lightLamp", "garden.switchLamp")
NEWER = GARDEN.replace("  version: 1\n", "  version: 2\n  colour: green\n")
BROKEN = GARDEN.replace("needs: [scope.water]", "needs: [scope.watre]")


#: Commits of the same files in the same second would be one commit.
_NUMBERS = itertools.count()


def run(folder: Path, *arguments: str) -> str:
    names = {f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run([require("git"), *arguments], cwd=folder, env=env, capture_output=True, check=True)
    return done.stdout.decode().strip()


def commit(folder: Path, text: str = "", files: Mapping[str, str] | None = None) -> str:
    """Commit a spec (or none), and give the commit."""
    if not (folder / ".git").exists():
        folder.mkdir(parents=True, exist_ok=True)
        run(folder, "init", "-q", "-b", "main")
    if text or files:
        project(folder, files, base=text or YARD)
    run(folder, "add", "-A")
    run(folder, "commit", "-q", "--allow-empty", "-m", str(next(_NUMBERS)))
    return run(folder, "rev-parse", "HEAD")


def archive(path: Path, files: Mapping[str, str | bytes], inside: str = wheel.INSIDE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(inside + name, content)
    return path


def good(read: Sides) -> tuple[Side, Side]:
    assert read.found == []
    assert read.base is not None
    assert read.head is not None
    return read.base, read.head


def codes(read: Sides) -> list[str]:
    for found in read.found:
        complete(found)
    return [found.code for found in read.found]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits of main with the tag of a release, a branch with a third, and the work tree of that."""
    folder = tmp_path / "repository"
    commit(folder, YARD)
    run(folder, "tag", "v0.1.0")
    run(folder, "checkout", "-q", "-b", "feature")
    commit(folder, LAMP)
    run(folder, "checkout", "-q", "main")
    commit(folder, YARD.replace("0.1.0", "0.2.0"))
    run(folder, "checkout", "-q", "feature")
    return folder


def test_a_revision_is_compared_with_the_files_as_they_are(repository: Path) -> None:
    project(repository, base=YARD.replace("garden.lightLamp", "garden.dimLamp"))
    base, head = good(sides("HEAD", None, repository))
    assert "garden.switchLamp" in base.document.apis
    assert "garden.dimLamp" in head.document.apis
    assert (base.name, base.kind, base.prefix) == ("HEAD", "revision", "HEAD:")
    assert (head.name, head.kind, head.prefix) == ("work tree", "work tree", "")


@pytest.mark.parametrize(
    ("arguments", "releases", "lamps"),
    [
        (("main", "feature"), ("0.2.0", "0.1.0"), ("lightLamp", "switchLamp")),
        (("main..feature", None), ("0.2.0", "0.1.0"), ("lightLamp", "switchLamp")),
        (("main...feature", None), ("0.1.0", "0.1.0"), ("lightLamp", "switchLamp")),
        (("main...", None), ("0.1.0", "0.1.0"), ("lightLamp", "switchLamp")),
        (("main...", "main"), ("0.2.0", "0.2.0"), ("lightLamp", "lightLamp")),
        (("v0.1.0", "HEAD"), ("0.1.0", "0.1.0"), ("lightLamp", "switchLamp")),
    ],
)
def test_revisions_are_written_as_git_writes_them(
    arguments: tuple[str, str | None], releases: tuple[str, str], lamps: tuple[str, str], repository: Path
) -> None:
    both = good(sides(*arguments, repository))
    assert tuple(side.release for side in both) == releases
    assert all(f"garden.{lamp}" in side.document.apis for side, lamp in zip(both, lamps, strict=True))


def test_nothing_in_the_checkout_changes_when_a_revision_is_read(repository: Path) -> None:
    def state() -> dict[Path, tuple[int, int]]:
        return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(repository.rglob("*"))}

    project(repository, base=YARD.replace("Opens", "Shuts"))
    before = state()
    good(sides("main", "v0.1.0", repository))
    assert state() == before


def test_a_project_in_a_folder_of_its_repository_is_found_in_its_revisions(tmp_path: Path) -> None:
    project(tmp_path / "specs" / "yard", base=YARD)
    commit(tmp_path)
    base, _ = good(sides("HEAD", None, tmp_path / "specs" / "yard"))
    assert [file.path for file in base.sources.files] == ["spec/tongwen.yaml"]


def test_files_that_a_spec_does_not_read_are_not_read_from_a_revision(tmp_path: Path) -> None:
    commit(tmp_path, YARD, {"spec/.hidden/x.yaml": "a: [", "spec/.x.yaml": "a: [", "spec/notes.txt": "a: ["})
    base, _ = good(sides("HEAD", None, tmp_path))
    assert len(base.sources.files) == 1


def test_folders_are_compared_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = project(tmp_path / "one", base=YARD), project(tmp_path / "other", base=LAMP)
    monkeypatch.setenv("PATH", str(tmp_path))
    base, head = good(sides(str(one), str(other), tmp_path))
    assert (base.kind, head.kind) == ("folder", "folder")
    assert str(base.place(("apis", "garden.lightLamp"))).startswith(f"{one.as_posix()}/spec/tongwen.yaml:")


def test_a_folder_with_the_name_of_a_branch_needs_a_dot(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(repository / "main", base=YARD.replace("0.1.0", "0.9.0"))
    monkeypatch.chdir(repository)
    assert good(sides("main", None, repository))[0].release == "0.2.0"
    assert good(sides("./main", None, repository))[0].release == "0.9.0"


def test_wheels_are_compared(tmp_path: Path) -> None:
    one = archive(tmp_path / "one.whl", {"spec/tongwen.yaml": YARD, "templates/x.yaml": "a: ["})
    other = archive(tmp_path / "other.whl", {"spec/tongwen.yaml": LAMP})
    base, head = good(sides(str(one), str(other), tmp_path))
    assert (base.kind, head.kind) == ("wheel", "wheel")
    assert "garden.switchLamp" in head.document.apis


def test_members_of_a_wheel_with_other_paths_are_not_looked_at(tmp_path: Path) -> None:
    evil = {
        "spec/tongwen.yaml": YARD,
        "spec/../../../escaped.yaml": "a: [",
        "spec//etc/x.yaml": "a: [",
        "spec/.x.yaml": "[",
    }
    good(sides(str(archive(tmp_path / "in" / "x.whl", evil)), str(project(tmp_path / "p", base=YARD)), tmp_path))
    assert sorted(path.name for path in tmp_path.rglob("*.yaml")) == ["tongwen.yaml"]


@shows("TW901")
def test_without_git_only_folders_and_wheels_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert codes(sides("main", None, project(tmp_path, base=YARD))) == ["TW901"]


def test_a_folder_that_is_gone_is_told(repository: Path) -> None:
    assert codes(sides("HEAD", "HEAD", repository / "gone")) == ["TW906", "TW906"]


@shows("TW902")
def test_outside_of_a_repository_only_folders_and_wheels_are_known(tmp_path: Path) -> None:
    require("git")
    assert codes(sides("main", None, project(tmp_path, base=YARD))) == ["TW902"]


@shows("TW903")
@pytest.mark.parametrize(
    "name", ["nowhere", "v9", "nowhere..HEAD", "nowhere...", "HEAD^{tree}x", "./nowhere", "x.whl", "-q"]
)
def test_an_unknown_revision_folder_or_wheel_is_told(name: str, repository: Path) -> None:
    assert codes(sides(name, None, repository)) == ["TW903"]


@shows("TW917")
@pytest.mark.parametrize("name", ["main", "main..."])
def test_a_branch_that_only_the_remote_has_is_told_by_its_longer_name(
    name: str, repository: Path, tmp_path: Path
) -> None:
    run(tmp_path, "clone", "-q", "repository", "clone")
    assert codes(sides(name, None, tmp_path / "clone")) == ["TW917"]
    assert sides(f"origin/{name}", None, tmp_path / "clone").found == []


@shows("TW904")
def test_revisions_without_a_common_ancestor_are_told(repository: Path) -> None:
    run(repository, "checkout", "-q", "--orphan", "alone")
    commit(repository, YARD)
    assert codes(sides("main...", None, repository)) == ["TW904"]


@shows("TW905")
def test_a_side_without_a_spec_is_told(repository: Path, tmp_path: Path) -> None:
    run(repository, "checkout", "-q", "--orphan", "empty")
    run(repository, "rm", "-rfq", ".")
    commit(repository)
    run(repository, "checkout", "-q", "main")
    (tmp_path / "folder").mkdir()
    assert codes(sides("empty", None, repository)) == ["TW905"]
    assert codes(sides("HEAD", "empty", repository)) == ["TW905"]
    assert codes(sides(str(tmp_path / "folder"), None, repository)) == ["TW905"]
    assert codes(sides(str(archive(tmp_path / "x.whl", {"templates/x": ""})), None, repository)) == ["TW905"]
    assert codes(sides("HEAD", None, tmp_path / "folder")) == ["TW902", "TW905"]


@shows("TW906")
def test_a_repository_that_lost_a_file_is_told(repository: Path) -> None:
    blob = run(repository, "rev-parse", "HEAD:spec/tongwen.yaml")
    file = repository / ".git" / "objects" / blob[:2] / blob[2:]
    file.chmod(stat.S_IRWXU)
    file.unlink()
    assert codes(sides("HEAD", None, repository)) == ["TW906"]


def test_a_link_in_a_revision_is_not_followed(repository: Path) -> None:
    (repository / "spec" / "more.yaml").symlink_to("/etc/hostname")
    commit(repository)
    [found] = sides("HEAD", None, repository).found[:1]
    assert (found.code, str(found.values["problem"])) == ("TW906", "spec/more.yaml is a link")


@shows("TW907")
@pytest.mark.parametrize("content", [b"", b"no archive at all", b"PK\x03\x04" + b"\0" * 40])
def test_a_wheel_that_is_no_archive_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.whl"
    path.write_bytes(content)
    assert codes(sides(str(path), None, project(tmp_path, base=YARD))) == ["TW907"]


def test_a_damaged_wheel_is_told(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.whl", {"spec/tongwen.yaml": YARD})
    raw = bytearray(path.read_bytes())
    raw[90:200] = bytes(110)
    path.write_bytes(raw)
    assert codes(sides(str(path), None, project(tmp_path, base=YARD))) == ["TW907"]


def test_a_pipe_is_not_waited_for_and_a_name_of_any_length_is_looked_up(repository: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.whl")
    assert codes(sides(str(tmp_path / "x.whl"), None, repository)) == ["TW907"]
    assert codes(sides("x" * 5000, None, repository)) == ["TW903"]
    assert codes(sides("./" + "x" * 5000, None, repository)) == ["TW903"]


def test_no_damage_to_a_wheel_raises_anything(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.whl", {"spec/tongwen.yaml": YARD})
    raw, chance = path.read_bytes(), random.Random(6)  # noqa: S311 - the same damage in every run
    for _ in range(500):
        damaged = bytearray(raw)
        for _ in range(3):
            damaged[-chance.randrange(1, 300)] = chance.randrange(256)
        path.write_bytes(damaged)
        found = wheel.files(path)
        assert isinstance(found, list) or found.code in ("TW907", "TW908")


@shows("TW908")
def test_a_side_that_is_too_large_is_told(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path / "x.whl", {"spec/tongwen.yaml": YARD})
    monkeypatch.setattr(git, "LIMIT", 1000)
    monkeypatch.setattr(wheel, "LIMIT", 1000)
    assert codes(sides("HEAD", None, repository)) == ["TW908"]
    assert codes(sides(str(path), None, repository)) == ["TW908"]


def test_a_wheel_that_lies_about_its_sizes_is_not_read_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive(tmp_path / "x.whl", {"spec/tongwen.yaml": YARD})
    monkeypatch.setattr(wheel, "LIMIT", 1000)
    monkeypatch.setattr(zipfile.ZipInfo, "file_size", property(lambda _: 1, lambda *_: None), raising=False)
    assert codes(sides(str(path), None, project(tmp_path, base=YARD))) in (["TW908"], ["TW907"])


@shows("TW909")
def test_errors_of_the_base_are_told_as_such_with_their_places_in_it(repository: Path) -> None:
    commit(repository, BROKEN)
    broken = run(repository, "rev-parse", "--short", "HEAD")
    commit(repository, GARDEN)
    read = sides(broken, None, repository)
    assert codes(read) == ["TW909", "TW301"]
    assert read.found[0].message().startswith(f"the spec of {broken} has errors")
    assert str(read.found[1].place) == f"{broken}:spec/tongwen.yaml:46:13"


def test_errors_of_the_head_and_of_both_sides_are_told(repository: Path) -> None:
    project(repository, base=BROKEN)
    read = sides("HEAD", None, repository)
    assert codes(read) == ["TW909", "TW301"]
    assert read.found[0].message().startswith("the spec of your files has errors")
    assert str(read.found[1].place) == "spec/tongwen.yaml:46:13"
    commit(repository)
    assert codes(sides("HEAD", None, repository)) == ["TW909", "TW301", "TW909", "TW301"]


def test_a_broken_folder_and_a_broken_wheel_are_told_with_their_places(tmp_path: Path) -> None:
    home = project(tmp_path / "home", base=GARDEN)
    folder = project(tmp_path / "broken", base=BROKEN)
    path = archive(tmp_path / "x.whl", {"spec/tongwen.yaml": BROKEN})
    assert str(sides(str(folder), None, home).found[1].place) == f"{folder.as_posix()}/spec/tongwen.yaml:46:13"
    assert str(sides(str(path), None, home).found[1].place) == f"{path}:spec/tongwen.yaml:46:13"


def test_a_slip_in_prose_does_not_keep_a_spec_from_being_compared(repository: Path) -> None:
    project(repository, base=YARD.replace("[[Flow]]", "[[Flw]]"))
    good(sides("HEAD", None, repository))


def test_a_file_that_is_no_yaml_keeps_a_spec_from_being_compared(repository: Path) -> None:
    project(repository, {"spec/x.yaml": "apis: ["}, base=YARD)
    assert codes(sides("HEAD", None, repository))[:2] == ["TW909", "TW104"]


CASES = [
    changed("TW211", "a spec of a later language", "  version: 1\n", "  version: ▸2\n"),
    changed("TW211", "with words of its own", "  version: 1\n", "  version: ▸3\n  colour: green\n  name: [1]\n"),
]


@pytest.mark.parametrize("example", CASES, ids=str)
@shows("TW211")
def test_a_spec_of_a_later_language_is_told_as_such_and_nothing_else(example: object, tmp_path: Path) -> None:
    holds(example, tmp_path)  # type: ignore[arg-type]


def test_a_side_in_a_later_language_is_told(repository: Path) -> None:
    commit(repository, NEWER)
    project(repository, base=GARDEN)
    read = sides("HEAD", None, repository)
    assert codes(read) == ["TW909", "TW211"]
    assert str(read.found[1].place) == "HEAD:spec/tongwen.yaml:2:12"


def test_every_kind_is_explained() -> None:
    from tongwen.diagnostics import Kind
    from tongwen.targets.docs.tool.about_diff import EXPLAINED

    codes = {kind.code for kind in vars(kinds).values() if isinstance(kind, Kind)}
    assert codes | {"TW211"} == set(EXPLAINED)

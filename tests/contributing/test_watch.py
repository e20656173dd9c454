"""`tongwen build --watch`: what somebody sees who writes with it running."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tongwen.watch import Seen, Watch, look, watched

from tests.support import GARDEN, ROOT, project, run_cli

BASE = GARDEN.replace("targets: {}", "targets: {editor: {output: editor}}")
#: Seconds after which a watch that says nothing is ended, so that a test fails and does not hang.
PATIENCE = 60.0


class Watching:
    """A watch in a process of its own."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self.process = process
        self.folder = folder

    def line(self) -> str:
        """The next line that it prints."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def write(self, path: str, text: str) -> None:
        """Save a file as an editor does: all at once."""
        new = self.folder / "new.tmp"
        new.write_text(text, encoding="utf-8")
        new.replace(self.folder / path)

    def end(self, how: int) -> tuple[int, str]:
        """Press Ctrl-C; gives the exit code and everything on standard error."""
        self.process.send_signal(how)
        _, told = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, told


@contextmanager
def watching(folder: Path, *args: str, language: str = "en") -> Iterator[Watching]:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "generator"), "TONGWEN_LANG": language, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "tongwen", "build", "--watch", *args]
    with subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        watchdog = threading.Timer(PATIENCE, process.kill)
        watchdog.start()
        try:
            yield Watching(process, folder)
        finally:
            watchdog.cancel()
            process.kill()


def test_it_builds_after_each_change_and_goes_on_after_a_mistake(tmp_path: Path) -> None:
    folder = project(
        tmp_path, {"spec/terms.yaml": "glossary:\n  a: {en: a, zh: 一, definition: {en: A., zh: 一。}}\n"}, base=BASE
    )
    schema = folder / "editor" / "spec.schema.json"
    with watching(folder) as watch:
        assert re.fullmatch(r"everything: 2 written, 0 removed, \d+\.\d s", watch.line())
        watch.write("spec/tongwen.yaml", BASE.replace("en: Watering", "en: Sprinkling"))
        assert re.fullmatch(r"spec/tongwen\.yaml: 1 written, 0 removed, \d+\.\d s", watch.line())
        assert "Sprinkling" in schema.read_text(encoding="utf-8")
        watch.write("spec/terms.yaml", "glossary: [\n")
        assert re.fullmatch(r"spec/terms\.yaml: 1 error, \d+\.\d s", watch.line())
        assert "Sprinkling" in schema.read_text(encoding="utf-8")
        watch.write("spec/terms.yaml", "glossary: {}\n")
        assert watch.line().startswith("spec/terms.yaml: 1 written, 0 removed, "), "the record of translations"
        (folder / "spec" / "terms.yaml").unlink()
        assert watch.line().startswith("spec/terms.yaml: 0 written, 0 removed, ")
        code, told = watch.end(signal.SIGINT)
    assert code == 0
    assert "Watching the spec. Ctrl-C ends it." in told
    assert "spec/terms.yaml:2:1: error TW104: " in told
    assert told.endswith("Stopped.\n")
    assert "Traceback" not in told
    assert "\x1b" not in told


def test_it_speaks_chinese(tmp_path: Path) -> None:
    with watching(project(tmp_path, base=BASE), language="zh") as watch:
        assert re.fullmatch(r"全部：写入 2 个，删除 0 个，\d+\.\d 秒", watch.line())
        code, told = watch.end(signal.SIGINT)
    assert (code, told) == (0, "正在监视 spec，按 Ctrl-C 结束。\n已停止。\n")


def test_a_spec_that_is_broken_from_the_start_is_watched_until_it_is_mended(tmp_path: Path) -> None:
    with watching(project(tmp_path, base="tongwen: [\n")) as watch:
        assert watch.line().startswith("everything: 1 error, ")
        watch.write("spec/tongwen.yaml", BASE)
        assert watch.line().startswith("spec/tongwen.yaml: 2 written, 0 removed, ")


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["--check"], 2, "leave out --check"),
        (["--diff"], 2, "leave out --diff"),
        (["--target", "pyhton"], 2, "There is no target pyhton."),
    ],
)
def test_what_does_not_go_with_it_is_refused(tmp_path: Path, args: list[str], code: int, words: str) -> None:
    done = run_cli(["build", "--watch", *args], project(tmp_path))
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr


def test_without_a_project_it_ends_at_once(tmp_path: Path) -> None:
    done = run_cli(["build", "--watch"], tmp_path)
    assert done.returncode == 1
    assert "TW120" in done.stderr


class Turns:
    """Waits so many times and no more, without any time going by."""

    def __init__(self, count: int) -> None:
        self.left = count

    def wait(self, timeout: float) -> bool:
        assert 0 < timeout < 1
        self.left -= 1
        return self.left < 0


def seen(**files: int) -> Seen:
    return frozenset((name, 1, time) for name, time in files.items())


@pytest.mark.parametrize(
    ("looks", "changes"),
    [
        ([seen(a=1), seen(a=1), seen(a=1)], []),
        ([seen(a=1), seen(a=2), seen(a=2), seen(a=2)], [["a"]]),
        ([seen(a=1), seen(a=2), seen(a=2, b=1), seen(a=2, b=2), seen(a=2, b=2)], [["a", "b"]]),
        ([seen(a=1), seen(), seen(a=2), seen(a=2)], [["a"]]),
        ([seen(a=1), seen(a=2), seen(a=2), seen(a=2, b=1), seen(a=2, b=1)], [["a"], ["b"]]),
    ],
    ids=["nothing", "one", "several steps", "deleted and written", "two"],
)
def test_changes_that_follow_one_another_at_once_are_one(looks: list[Seen], changes: list[list[str]]) -> None:
    coming = iter(looks)

    def next_look(_folders: Iterable[Path]) -> Seen:
        return next(coming)

    assert list(Watch([], next_look).changes(Turns(len(looks) - 1))) == changes


def test_what_the_build_has_written_itself_is_no_change(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    watch = Watch([tmp_path])
    for name in ("a", "b"):
        (tmp_path / name).write_text("other words", encoding="utf-8")
    watch.absorb([tmp_path / "a"])
    assert list(watch.changes(Turns(2))) == [[str(tmp_path / "b")]]


def test_it_sees_spec_templates_and_wording_and_not_what_is_generated(tmp_path: Path) -> None:
    names = ["spec/a/b.yaml", "templates/x.j2", "locales/zh_Hans/LC_MESSAGES/messages.po"]
    others = ["sdk/x.py", "spec/.hidden/x.yaml", "site/docs/x.md", "spec/__pycache__/x"]
    for name in (*names, *others):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = {Path(path).relative_to(tmp_path).as_posix() for path, _, _ in look(watched(tmp_path, tmp_path))}
    assert found == set(names)


def test_a_catalogue_that_changes_is_read_anew(tmp_path: Path) -> None:
    from tongwen.cli.follow import forget
    from tongwen.text.catalogue import translations

    po = tmp_path / "zh_Hans" / "LC_MESSAGES" / "messages.po"
    po.parent.mkdir(parents=True)
    for words in ("一", "二"):
        po.write_text(
            f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "a"\nmsgstr "{words}"\n',
            encoding="utf-8",
        )
        forget([str(po)])
        assert translations(tmp_path, "zh") == {"a": words}

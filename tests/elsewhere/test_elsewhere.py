"""Rendering in processes that share nothing with this one gives the same bytes, whatever happens to them."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest
from distributed import LocalCluster
from tongwen.desk import Finished, Prepared
from tongwen.diagnostics import Diagnostic
from tongwen.elsewhere import cluster, pool
from tongwen.elsewhere.bundle import Bundle, bundle, render
from tongwen.reading import read

from tests.checks.cases import shows
from tests.support import ROOT, run_cli


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "templates/starter/spec", folder / "spec")
    assert run_cli(["build"], folder).returncode == 0
    return folder


@pytest.fixture(scope="module")
def sent(project: Path) -> Bundle:
    return bundle(project, read(project).sources, ())


@pytest.fixture(scope="module")
def batches(project: Path) -> list[list[int]]:
    return [[number] for number in range(len(outputs(project)))]


def outputs(project: Path) -> dict[str, bytes]:
    """Path to content of everything that was built, but for the record of translations."""
    folders = [project / name for name in ("sdk", "docs", "tests", "editor")]
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in files}


def gathered(made: list[list[Finished]]) -> dict[str, bytes | None]:
    return {one.path: one.content for batch in made for one in batch}


@pytest.fixture
def dask() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1") as made:
        yield made


def results(found: Iterator[list[Finished] | Diagnostic]) -> Iterator[list[Finished]]:
    for batch in found:
        assert not isinstance(batch, Diagnostic), batch.message()
        yield batch


def test_the_same_files_with_the_same_bytes_come_of_a_bundle(
    project: Path, sent: Bundle, batches: list[list[int]]
) -> None:
    assert gathered([render(sent, batch) for batch in batches]) == outputs(project)


def test_the_spec_that_was_checked_is_sent_and_not_what_lies_there_now(tmp_path: Path, project: Path) -> None:
    shutil.copytree(project / "spec", tmp_path / "spec")
    sources = read(tmp_path).sources
    before = bundle(tmp_path, sources, ())
    (tmp_path / "spec" / "pages.yaml").write_text("guides: {}\n")
    assert bundle(tmp_path, sources, ()) == before


def test_no_file_depends_on_what_was_rendered_before_it(sent: Bundle, batches: list[list[int]]) -> None:
    forwards = [render(sent, batch) for batch in batches]
    backwards = [render(sent, batch) for batch in reversed(batches)]
    assert forwards == backwards[::-1]


def test_processes_that_are_started_anew_give_the_same_even_when_they_are_killed(
    project: Path, sent: Bundle, batches: list[list[int]]
) -> None:
    found = pool.rendered(sent, batches, 2)
    made = [next(found)]
    for child in active_children():
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
    assert gathered([*made, *found]) == outputs(project)


def test_a_cluster_gives_the_same_with_a_worker_killed_in_the_middle(
    project: Path, sent: Bundle, batches: list[list[int]], dask: LocalCluster
) -> None:
    found = results(cluster.rendered(sent, batches, dask.scheduler_address))
    made = [next(found)]
    os.kill(next(iter(dask.workers.values())).process.pid, signal.SIGKILL)
    assert gathered([*made, *found]) == outputs(project)


def test_what_is_lost_with_the_last_worker_that_had_the_spec_is_sent_again(
    project: Path, sent: Bundle, batches: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def planned_here(sent: Bundle) -> Prepared:
        raise AssertionError("rendered in this process though a worker has come back")

    monkeypatch.setattr("tongwen.elsewhere.bundle._prepared", planned_here)
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1") as dask:
        found = results(cluster.rendered(sent, batches, dask.scheduler_address))
        made = [next(found)]
        os.kill(next(iter(dask.workers.values())).process.pid, signal.SIGKILL)
        assert gathered([*made, *found]) == outputs(project)


def test_what_a_cluster_without_workers_leaves_undone_is_done_here(
    project: Path, sent: Bundle, batches: list[list[int]], dask: LocalCluster
) -> None:
    found = results(cluster.rendered(sent, batches, dask.scheduler_address, patience=2))
    made = [next(found)]
    dask.scale(0)
    assert gathered([*made, *found]) == outputs(project)


def test_the_command_builds_on_a_cluster(project: Path, tmp_path: Path, dask: LocalCluster) -> None:
    shutil.copytree(project / "spec", tmp_path / "spec")
    done = run_cli(["build", "--executor", "dask", "--scheduler", dask.scheduler_address], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert outputs(tmp_path) == outputs(project)


@shows("TW642")
def test_a_worker_with_another_tool_is_told_of(sent: Bundle, batches: list[list[int]], dask: LocalCluster) -> None:
    (found,) = cluster.rendered(sent._replace(tool="0.0.1 (abc)"), batches, dask.scheduler_address)
    assert isinstance(found, Diagnostic)
    assert found.code == "TW642"
    assert "0.0.1 (abc)" in found.message()


@shows("TW641")
def test_a_scheduler_that_does_not_answer_is_named(sent: Bundle) -> None:
    (found,) = cluster.rendered(sent, [[0]], "tcp://127.0.0.1:9", patience=0.2)
    assert isinstance(found, Diagnostic)
    assert found.code == "TW641"
    assert "tcp://127.0.0.1:9" in found.message()


@shows("TW641")
def test_a_scheduler_without_workers_is_named(sent: Bundle) -> None:
    with LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0", host="127.0.0.1") as empty:
        (found,) = cluster.rendered(sent, [[0]], empty.scheduler_address, patience=0.2)
    assert isinstance(found, Diagnostic)
    assert found.code == "TW641"


@shows("TW640")
def test_without_dask_the_extra_is_named(sent: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ModuleNotFoundError(f"No module named {name!r}")

    monkeypatch.setattr(cluster, "import_module", missing)
    (found,) = cluster.rendered(sent, [[0]], "tcp://127.0.0.1:9")
    assert isinstance(found, Diagnostic)
    assert found.code == "TW640"
    assert "tongwen[dask]" in (found.help() or "")


@pytest.mark.parametrize("options", [["--executor", "dask"], ["--scheduler", "tcp://127.0.0.1:9"]])
def test_the_executor_and_its_scheduler_need_one_another(options: list[str], project: Path) -> None:
    done = run_cli(["build", *options], project)
    assert done.returncode == 2
    assert "need one another" in done.stderr


def test_processes_can_be_asked_for(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project / "spec", tmp_path / "spec")
    assert run_cli(["build", "--executor", "spawn", "--jobs", "2"], tmp_path).returncode == 0
    assert outputs(tmp_path) == outputs(project)

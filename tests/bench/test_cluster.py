"""The comparison of a cluster with processes of this machine says what differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import cluster
from bench.cluster import Built

SAME, OTHER = Built(1.0, 1.0, 2, "aa"), Built(1.0, 1.0, 2, "bb")


@pytest.mark.parametrize(
    ("made", "code"),
    [((SAME, 1), 0), ((OTHER, 1), 1), ((SAME._replace(files=1), 1), 1), ((SAME, 0), 1)],
    ids=["all alike", "other bytes", "a file less", "nobody was killed"],
)
def test_it_fails_where_files_differ_and_where_no_worker_was_lost(
    made: tuple[Built, int],
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(cluster, "build", lambda *_: SAME)
    monkeypatch.setattr(cluster, "on_cluster", lambda _, kill: (made[0], made[1] if kill else 0))
    assert cluster.main(["--sizes", "1", "--memory", str(tmp_path)]) == code
    assert ("DIFFERENT" in capsys.readouterr().out) == (made[0] != SAME)


def test_files_are_told_apart_by_path_and_by_content(tmp_path: Path) -> None:
    def digests(**files: str) -> dict[str, str]:
        for name, content in files.items():
            (tmp_path / name).write_text(content)
        return dict(cluster._digests(tmp_path))

    assert digests(a="1", b="2") != digests(a="2", b="1")
    (tmp_path / ".tongwen").mkdir()
    (tmp_path / ".tongwen" / "record.json").write_text("{}")
    assert sorted(digests()) == ["a", "b"]

"""What was measured, as it is kept in `results.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

FILE = Path(__file__).resolve().parent / "results.json"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A job at one size, in one place."""

    size: int
    job: str
    place: str
    wall: Sequence[float]
    """Seconds of each run; short jobs run several times in each round."""
    cpu: Sequence[float]
    """Seconds of processor time of each run; empty where the system does not tell."""
    peak: int | None = None
    """Bytes at most, of all processes together; None if nobody asked, or the system does not tell."""
    files: int = 0
    bytes: int = 0


@dataclass(frozen=True, kw_only=True)
class Results:
    """All of one run, and what is needed to understand it."""

    date: str
    rounds: int
    machine: dict[str, str]
    """In words: nothing that names a computer or a folder of it."""
    versions: dict[str, str]
    missing: dict[str, str] = field(default_factory=dict)
    """What could not be measured, and why."""
    measured: Sequence[Measured] = ()

    def find(self, size: int, job: str, place: str) -> Measured | None:
        """One job, if it was measured."""
        found = (one for one in self.measured if (one.size, one.job, one.place) == (size, job, place))
        return next(found, None)

    def wall(self, size: int, job: str, place: str) -> float | None:
        """The median of its seconds."""
        found = self.find(size, job, place)
        return median(found.wall) if found else None

    def cpu(self, size: int, job: str, place: str) -> float | None:
        """The median of its seconds of processor time."""
        found = self.find(size, job, place)
        return median(found.cpu) if found and found.cpu else None

    def peak(self, size: int, job: str, place: str) -> int | None:
        """Its highest memory in bytes."""
        found = self.find(size, job, place)
        return found.peak if found else None

    def sizes(self) -> list[int]:
        """All sizes, ascending."""
        return sorted({one.size for one in self.measured})

    def jobs(self, size: int, place: str) -> list[str]:
        """The jobs of a size, in the order in which they took turns."""
        return [one.job for one in self.measured if (one.size, one.place) == (size, place)]


def ratio(part: float | None, whole: float | None) -> float | None:
    """One over the other, if both are there."""
    return part / whole if part is not None and whole else None


def save(results: Results, path: Path = FILE) -> None:
    """Write the file: a line for each job, so that a new run can be read as a difference."""
    plain = asdict(results)
    rows = ",\n".join("  " + json.dumps(row) for row in plain.pop("measured"))
    head = json.dumps(plain, indent=1, ensure_ascii=False).removesuffix("\n}")
    path.write_text(f'{head},\n "measured": [\n{rows}\n ]\n}}\n', encoding="utf-8")


def load(path: Path = FILE) -> Results:
    """Read the file."""
    plain: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Results(**{**plain, "measured": [Measured(**row) for row in plain["measured"]]})

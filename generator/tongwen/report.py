"""What is asked of a build, and what came of it. Imports hardly anything, as a build with nothing to do must."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from tongwen.diagnostics import Diagnostic

#: What a file of the outputs was found to be, beside what it should be.
State = Literal["unchanged", "missing", "stale", "edited", "in-the-way", "orphaned", "edited-orphan", "foreign"]


class Options(NamedTuple):
    """What the user asked for. `only` names targets; empty means all."""

    only: tuple[str, ...] = ()
    check: bool = False
    force: bool = False
    #: Whether to keep the new contents of files that differ.
    contents: bool = False
    #: Over how many processes to spread the work; 0: as many as there are processors.
    jobs: int = 0
    #: Where files are rendered: `fork`, `spawn` or `dask`; empty for what is best here.
    executor: str = ""
    #: The address of the scheduler of a Dask cluster.
    scheduler: str = ""
    #: Is told how many files are done, and how many there are.
    progress: Callable[[int, int], None] = lambda _done, _total: None


class Reason(NamedTuple):
    """Why a build could not make do with less: words with `{file}` and `{path}`."""

    words: str
    file: str = ""
    path: str = ""


class Report:
    """What came of it: problems, and the state that each file of each target was found in."""

    def __init__(self, found: Iterable[Diagnostic] = ()) -> None:
        self.found: list[Diagnostic] = [*found]
        self.states: dict[str, dict[str, State]] = {}
        #: How many files of each target are not among its states, because they were left as they were, unread.
        self.left: dict[str, int] = {}
        #: Path to digest of every file that was made.
        self.digests: dict[str, str] = {}
        #: New contents of files that differ from what lies there, if they were asked for.
        self.new: dict[str, bytes] = {}
        #: What the build changed on the disk; None where it came to nothing, or only looked.
        self.changed: frozenset[State] | None = None
        #: Why all outputs were made; None where only words have changed, or nothing.
        self.reason: Reason | None = None
        #: Where only words have changed: which texts each of the files says that follow from them.
        self.texts: dict[str, tuple[str, ...]] = {}

    @property
    def failed(self) -> bool:
        """An error was found."""
        return any(d.severity == "error" for d in self.found)

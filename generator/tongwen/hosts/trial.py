"""Cases against a host that nobody vouches for: each in a time limit, in a thread that can be left behind."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from tongwen.hosts.claims import Claims, claims
from tongwen.hosts.guard import Guarded
from tongwen.hosts.protocol import Host
from tongwen.hosts.runner import CaseData, Difference, Verdict, run_case

Make = Callable[[], Host]
Task = Callable[[Guarded], Any]
UNANSWERED = 10
"""After so many cases in a row that cost the time limit for nothing, or had no host, the rest is not tried."""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one case."""

    case: CaseData
    rule: Annotated[str, Meta(description="The rule that was broken; if none was, the one that the case holds.")]
    state: Literal["passed", "failed", "not-run"]
    differences: tuple[Difference, ...] = ()
    lacking: Annotated[
        str, Meta(description="Of a case that was not run: the entry of `cannot`; empty: the host had stopped.")
    ] = ""
    seconds: Annotated[float, Meta(description="How long it took.")] = 0.0

    @property
    def id(self) -> str:
        """The case's id."""
        return str(self.case["id"])


class NotStarted(Exception):
    """No host could be made; the text says why."""


class Trial:
    """A host under trial. `make` gives a host; it is asked again whenever the last one hung, raised or was cut off."""

    def __init__(self, make: Make, timeout: float = 10.0) -> None:
        """`timeout`: seconds that the host has for one case, and for letting go of what it holds."""
        self._make = make
        self._timeout = timeout
        self._worker: _Worker | None = None
        self._in_vain = 0
        self.left: list[Thread] = []
        self.claims = Claims(())

    @property
    def stuck(self) -> bool:
        """Whether a thread that was given up is still inside the host."""
        return any(thread.is_alive() for thread in self.left)

    def open(self) -> None:
        """Make the first host and read its `cannot`. Raises `NotStarted`."""
        told = self._do(lambda host: claims(host.host))
        if isinstance(told, BaseException):
            raise NotStarted(_told(told, self._timeout)) from told
        self.claims = Claims(told)

    def run(self, case: CaseData) -> Result:
        """Run one case. Whatever the host does becomes a result."""
        lacking = self.claims.lacking(case)
        if lacking or self._in_vain >= UNANSWERED:
            return Result(case=case, rule=str(case["rule"]), state="not-run", lacking=lacking)
        start = time.perf_counter()
        told = self._do(lambda host: run_case(case, host))
        seconds = time.perf_counter() - start
        verdict = told if isinstance(told, Verdict) else _failed(case, told, self._timeout)
        unanswered = any(found.what == "host" for found in verdict.differences)
        if unanswered:
            self._renew()
        # a host may have a time limit of its own, shorter than ours, and then raise; or hang while it is closed
        slow = unanswered and time.perf_counter() - start >= self._timeout / 2
        self._in_vain = self._in_vain + 1 if slow or isinstance(told, _Unmade) else 0
        return Result(
            case=case,
            rule=verdict.rule,
            state="passed" if verdict.passed else "failed",
            differences=verdict.differences,
            seconds=seconds,
        )

    def run_all(self, cases: Iterable[CaseData]) -> Iterator[Result]:
        """Run cases one after the other."""
        return map(self.run, cases)

    def close(self) -> None:
        """Let the host go, and wait until it has let go of what it holds; not longer than the time limit."""
        self._renew()

    def _do(self, task: Task) -> Any:
        """The task's value, or the exception that it ended with, or silence."""
        if self._worker is None:
            self._worker = _Worker(self._make)
        try:
            return self._worker.ask(task, self._timeout)
        except Empty:
            self._give_up(self._worker, 0)
            return _Silence()

    def _renew(self) -> None:
        """The next case gets a new host and a new thread, once the old host is closed: there may be one port only."""
        if self._worker is not None:
            self._give_up(self._worker, self._timeout)

    def _give_up(self, worker: _Worker, patience: float) -> None:
        self._worker = None
        if not worker.dismiss(patience):
            self.left.append(worker.thread)


class _Silence(Exception):
    """The host has not answered in time."""


class _Unmade(Exception):
    """No host could be made; the text says why."""


class _Worker:
    """A thread with a host of its own, which is made there: a host that hangs in its making hangs only there."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._answers: SimpleQueue[Any] = SimpleQueue()
        # a daemon, as are the threads that the host starts in it: none of them keeps the program from ending
        self.thread = Thread(target=self._work, name="tongwen-host", daemon=True)
        self.thread.start()

    def ask(self, task: Task, timeout: float) -> Any:
        """Raises `Empty` when there is no answer in time."""
        self._tasks.put(task)
        return self._answers.get(timeout=timeout)

    def dismiss(self, patience: float) -> bool:
        """Close the host when it is done. Gives whether that was so within `patience` seconds."""
        self._tasks.put(None)
        self.thread.join(patience)
        return not self.thread.is_alive()

    def _work(self) -> None:
        host: Guarded | None = None
        while (task := self._tasks.get()) is not None:
            try:
                if host is None:
                    host = self._made()
                answer: Any = task(host)
            except BaseException as error:  # a host may even call sys.exit
                answer = error
            self._answers.put(answer)
        try:
            if host is not None:
                host.close()
        except BaseException:  # noqa: S110 (it was given up, and nobody listens)
            pass

    def _made(self) -> Guarded:
        try:
            return Guarded(self._make())
        except BaseException as error:
            raise _Unmade(said(error)) from error


def _failed(case: CaseData, told: Any, timeout: float) -> Verdict:
    rule = str(case["rule"])
    seen = _told(told, timeout)
    return Verdict(
        case=str(case["id"]),
        rule=rule,
        differences=(Difference(rule=rule, what="host", expected="an answer", seen=seen),),
    )


def _told(error: Any, timeout: float) -> str:
    if isinstance(error, _Silence):
        return f"no answer within {timeout:g} s"
    return str(error) if isinstance(error, _Unmade) else said(error)


def said(error: BaseException) -> str:
    """An exception of a stranger in words, whatever its `str` does."""
    try:
        words = str(error)
    except Exception:
        words = ""
    name = type(error).__name__
    return f"{name}: {words}" if words else name

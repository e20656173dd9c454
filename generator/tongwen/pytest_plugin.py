"""Run the test matrix against a host inside a test suite of one's own.

`pytest --tongwen-host my.module:Host` adds each case of the matrix as a test of its own. Nothing else of Tongwen is
imported where the option is not given: this module is loaded by every run of pytest where Tongwen is installed.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tongwen.diagnostics import Translate
    from tongwen.hosts.runner import CaseData
    from tongwen.hosts.trial import Result, Trial
    from tongwen.verify.matrix import Matrix

MARK = "tongwen(profile, platform, rule): a case of the test matrix, added by --tongwen-host"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("tongwen", "Tongwen: the test matrix against a host")
    group.addoption("--tongwen-host", metavar="HOST", help="simulated, ws://HOST:PORT, or package.module:Host")
    group.addoption("--tongwen-matrix", metavar="FILE", help="matrix.json (default: made from the spec around rootdir)")
    for name, meaning in (
        ("profile", "this profile"),
        ("rule", "cases of this rule"),
        ("platform", "cases of this platform"),
        ("case", "this case"),
    ):
        words = f"only {meaning}; * matches anything; may be repeated"
        group.addoption(f"--tongwen-{name}", metavar=name.upper(), action="append", default=[], help=words)
    group.addoption("--tongwen-timeout", metavar="SECONDS", type=float, default=10.0, help="for one case (default: 10)")
    group.addoption("--tongwen-lang", metavar="LANG", choices=["en", "zh"], default="en", help="language of failures")


def pytest_configure(config: pytest.Config) -> None:
    """Find the cases and the host. What is wrong with the options is told before anything is collected."""
    config.addinivalue_line("markers", MARK)
    if config.getoption("--tongwen-host"):
        config.stash[PLAN] = Plan(config)


@pytest.hookimpl(tryfirst=True)  # before -k, -m and --lf choose among all items
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add the cases to what was collected."""
    if PLAN in config.stash:
        cases = list(HostMatrix.from_parent(session, name="tongwen", nodeid="tongwen").collect())
        items.extend(cases)
        # for those that count what is collected
        session.ihook.pytest_collectreport(report=pytest.CollectReport("tongwen", "passed", None, list(cases)))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Keep the exit code for the end."""
    if PLAN in session.config.stash:
        session.config.stash[PLAN].exit_code = int(session.exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """End the program even where a host that hangs has something that Python would wait for."""
    plan = config.stash.get(PLAN, None)
    if plan and plan.trial.stuck and plan.exit_code is not None and _pytest_is_the_program(config):
        config.get_terminal_writer().flush()
        sys.stderr.flush()
        os._exit(plan.exit_code)


def _pytest_is_the_program(config: pytest.Config) -> bool:
    """Whether nothing comes after pytest; the workers of xdist have a parent that ends them."""
    started = Path(getattr(sys.modules["__main__"], "__file__", None) or "")
    return not hasattr(config, "workerinput") and bool({"pytest", "py.test"} & {started.stem, started.parent.name})


class Plan:
    """The chosen cases and the host. The cases share one host until it hangs, raises or is cut off."""

    def __init__(self, config: pytest.Config) -> None:
        """Raises `pytest.UsageError`."""
        self.config = config
        self.exit_code: int | None = None
        self.host: str = config.getoption("--tongwen-host")
        self.language: str = config.getoption("--tongwen-lang")
        self.translate: Translate = partial(_look_up, self.language)
        self.matrix = self._matrix()
        self.cases = self._chosen()
        self.trial = self._trial()

    def _matrix(self) -> Matrix:
        from tongwen import paths
        from tongwen.load.project import find_project
        from tongwen.verify.matrix import Matrix, of_file, of_project

        file = self.config.getoption("--tongwen-matrix")
        home = find_project(self.config.rootpath) or paths.data_root()
        found = of_file(Path(file)) if file else of_project(home, self.language)
        if isinstance(found, Matrix):
            return found
        raise self._usage(*(found if isinstance(found, list) else [found]))

    def _chosen(self) -> list[CaseData]:
        from tongwen.diagnostics import Diagnostic
        from tongwen.verify.select import Filter, select

        sorts = ("profile", "rule", "platform", "case")
        names = {f"{sort}s": self.config.getoption(f"--tongwen-{sort}") for sort in sorts}
        chosen = select(self.matrix.cases, Filter(**names), "--tongwen-")
        if isinstance(chosen, Diagnostic):
            raise self._usage(chosen)
        return chosen

    def _trial(self) -> Trial:
        from tongwen.diagnostics import Diagnostic
        from tongwen.hosts.trial import NotStarted, Trial
        from tongwen.verify import kinds
        from tongwen.verify.choose import choose

        make = choose(self.host, self.config.invocation_params.dir)
        if isinstance(make, Diagnostic):
            raise self._usage(make)
        trial = Trial(make, self.config.getoption("--tongwen-timeout"))
        self.config.add_cleanup(trial.close)
        if self.config.getoption("collectonly"):
            return trial
        try:
            trial.open()
        except NotStarted as error:
            raise self._usage(kinds.HOST_START.at(None, name=self.host, problem=str(error))) from None
        if self.config.getoption("numprocesses", None):
            trial.close()  # with xdist each worker has a host of its own; here it was only seen that it starts
        return trial

    def _usage(self, *found: Any) -> pytest.UsageError:
        from tongwen.diagnostics import as_text

        return pytest.UsageError(as_text(found, self.translate))

    def again(self, case: str) -> str:
        """What to type to run one case again. Its id is no path, so that pytest cannot find it by that."""
        options = {"host": self.host, "matrix": self.config.getoption("--tongwen-matrix"), "case": case}
        words = [word for name, value in options.items() if value for word in (f"--tongwen-{name}", value)]
        return shlex.join(["pytest", *words, "-m", "tongwen"])


PLAN = pytest.StashKey[Plan]()


class HostMatrix(pytest.Collector):
    """All chosen cases."""

    def collect(self) -> Iterator[Case]:
        plan = self.config.stash[PLAN]
        for case in plan.cases:
            yield Case.from_parent(self, name=case["id"], case=case, plan=plan)


class Case(pytest.Item):
    """One case."""

    def __init__(self, *, case: CaseData, plan: Plan, **rest: Any) -> None:
        super().__init__(**rest)
        self.case = case
        self.plan = plan
        platform = case["world"].get("platform", "")
        self.add_marker(pytest.mark.tongwen(profile=case["profile"], platform=platform, rule=case["rule"]))

    def runtest(self) -> None:
        from tongwen.verify.words import reason

        result = self.plan.trial.run(self.case)
        if result.state == "not-run":
            pytest.skip(reason(result.lacking, self.plan.translate))
        if result.state == "failed":
            raise HostIsWrong(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, HostIsWrong):
            return self._told(excinfo.value.result)
        return super().repr_failure(excinfo, style)

    def _told(self, result: Result) -> str:
        """What differs, the rule with its place and words, and what to change; no traceback, which shows only us."""
        from tongwen.verify.told import failure

        lines = failure(result, self.plan.matrix.rules.get(result.rule), self.plan.translate)
        return "\n".join([*lines, f"$ {self.plan.again(result.id)}"])

    def reportinfo(self) -> tuple[os.PathLike[str], int | None, str]:
        return self.config.rootpath, None, self.name


class HostIsWrong(Exception):
    """The host does not do what the rule says."""

    def __init__(self, result: Result) -> None:
        super().__init__(result.id)
        self.result = result


def _look_up(language: str, message: str) -> str:
    from tongwen.text.catalogue import translated

    return translated(message, language)

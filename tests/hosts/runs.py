"""Runs for the tests of `verify`: the real matrix, a few of its cases, and reports on hosts."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from tongwen import paths
from tongwen.hosts.protocol import Host
from tongwen.hosts.runner import CaseData
from tongwen.hosts.trial import Trial
from tongwen.text.catalogue import translations
from tongwen.verify.matrix import Matrix, of_project
from tongwen.verify.report import Report
from tongwen.verify.run import Called, run

from tests.hosts.wrong import TARGET
from tests.support import ROOT


@functools.cache
def matrix(language: str = "en") -> Matrix:
    """The matrix of the spec that ships with Tongwen."""
    made = of_project(ROOT, language)
    assert isinstance(made, Matrix), made
    return made


@functools.cache
def example(call: str = TARGET, consent: str = "unasked.allow") -> CaseData:
    """The case of a mini program on iOS that calls `call` where the user is asked and allows."""
    found = [
        case
        for case in matrix().cases
        if case["id"].startswith(f"mini-program.{call.removeprefix('wx.')}.{consent}.") and not case["arrange"]
    ]
    return found[0]


OTHER = "wx.joinVoIPChat"


def translate(language: str) -> Callable[[str], str]:
    """Our words in a language."""
    return lambda message: translations(paths.locales(), language).get(message, message)


def report(make: Callable[[], Host], cases: Sequence[CaseData] | None = None, language: str = "en") -> Report:
    """The report on a host; on the whole matrix if no cases are given."""
    known = matrix(language)
    called = Called(host="my:Host", command=("tongwen", "verify", "--host", "my:Host"))
    trial = Trial(make, 10)
    found, _ = run(trial, known, known.cases if cases is None else cases, called, lambda *_: None)
    assert found is not None
    return found


def small(folder: Path, *prefixes: str) -> Path:
    """A matrix.json of the few cases whose ids begin so."""
    known = matrix()
    cases = [case for case in known.cases if case["id"].startswith(prefixes or SMALL)]
    rules = {name: words.place.replace(":", "#L") for name, words in known.rules.items()}
    file = folder / "small.json"
    file.write_text(
        json.dumps({"spec": known.spec, "release": known.release, "rules": rules, "cases": cases}), encoding="utf-8"
    )
    return file


SMALL = ("mini-program.startRecord.denied.", "mini-program.joinVoIPChat.unasked.allow.", "plugin.startRecord.denied.")

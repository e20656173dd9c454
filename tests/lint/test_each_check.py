"""A check that cannot fail is a bug: with any one of them gone, the catalogue has a case that turns red."""

from __future__ import annotations

from pathlib import Path

import pytest
from tongwen.diagnostics import Kind
from tongwen.lint import registry, suppressions, typography
from tongwen.lint.registry import Lint, all_lints
from tongwen.lint.run import check
from tongwen.pipeline import read
from tongwen.targets.docs.tool.codes import EXPLAINED

from tests.checks.cases import Case, shows
from tests.lint import test_entries, test_prose, test_suppressions
from tests.lint.support import holds, linted
from tests.support import ROOT, project

CATALOGUE = [*test_prose.CASES, *test_entries.CASES, *test_suppressions.CASES]
#: Shown by tests of their own, below and in `test_fix.py`.
APART = {"TW500"}
CODES = [code for code in all_lints() if code not in APART]


def without(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a check find nothing."""
    gone = all_lints()[code]._replace(look=lambda _subject: iter(()))
    monkeypatch.setitem(registry._LINTS, code, gone)
    if code in ("TW576", "TW579"):  # found after all others have run
        late = suppressions.idle
        monkeypatch.setattr("tongwen.lint.run.idle", lambda *given: (f for f in late(*given) if f.kind.code != code))


def example_of(code: str) -> Case:
    return next(example for example in CATALOGUE if example.code == code)


@pytest.mark.parametrize("code", CODES)
def test_without_the_check_its_case_turns_red(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holds(example_of(code), tmp_path)
    without(code, monkeypatch)
    with pytest.raises(AssertionError):
        holds(example_of(code), tmp_path)


def test_the_catalogue_has_more_than_one_case_for_what_is_subtle() -> None:
    assert len(CATALOGUE) > 120
    assert {example.code for example in CATALOGUE} == set(CODES)


@pytest.mark.parametrize("entry", all_lints().values(), ids=lambda entry: entry.code)
def test_a_check_says_what_it_looks_at_and_has_its_page(entry: Lint) -> None:
    assert (entry.look.__doc__ or "").strip().endswith(".")
    assert EXPLAINED[entry.code]
    assert isinstance(entry.kind, Kind)


@shows("TW500")
def test_without_the_library_a_note_says_that_typography_is_checked_in_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typography, "_autocorrect", lambda: None)
    example = next(e for e in CATALOGUE if e.code == "TW523")
    [note] = linted(project(tmp_path, example.files))
    assert (note.code, note.severity, note.place) == ("TW500", "note", None)
    assert "tongwen[lint]" in note.help()


def test_the_real_spec_gives_nothing_and_few_things_are_suppressed() -> None:
    checked = read(ROOT)
    outcome = check(checked.document, checked.sources)
    assert [d.message() for d in outcome.diagnostics(checked.sources)] == []
    assert len(checked.document.suppressions) <= 5
    assert outcome.suppressed <= 8


def test_the_spec_that_init_starts_gives_nothing_without_a_suppression() -> None:
    checked = read(ROOT / "templates" / "starter")
    assert check(checked.document, checked.sources).findings == []
    assert checked.document.suppressions == {}

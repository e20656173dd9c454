"""`tongwen build` after a few texts have changed: only the places that say them are written, in a tenth of a second."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tongwen.diagnostics import N_, Diagnostic
from tongwen.incremental import splice
from tongwen.incremental.changes import Change, Files, More, changed_lines, changes, compared
from tongwen.incremental.respell import Output, Respeller
from tongwen.incremental.splice import Patch, Spliced
from tongwen.incremental.store import Lost, Reader, Since, keep_since
from tongwen.report import Options, Reason, Report
from tongwen.text.hearing import NoRecipe
from tongwen.translation import lock
from tongwen.translation.kinds import STALE
from tongwen.write import record, shelf, swap

#: After so many changes of words a full build is due: they are all kept beside the notes until then.
_MOST = 10_000
#: To look for the texts in so many lines at once takes as long as to make all outputs.
_MANY = 4_000
TOO_MANY = N_("too many words have changed since all outputs were made")
#: Of notes that are whole, and yet not what they should be.
UNUSABLE = Reason(N_("the notes of the last build cannot be used"))


def build(project: Path, look: record.Look, options: Options) -> Report | Reason:
    """Bring the outputs up to date where nothing but words has changed; else why all must be made anew.

    Raises `OSError` where files cannot be written, and `Busy` if another command is at work.
    """
    try:
        with swap.locked(project, shared=options.check):
            kept = Reader(project, look.record["notes"])
            try:
                return _build(project, look, kept, options)
            finally:
                kept.close()
    except More as more:
        return more.reason
    except Lost:
        return Reason(N_("there are no notes of the last build"))
    except (NoRecipe, LookupError, TypeError, ValueError, AttributeError):  # forged, or a fault of ours
        return UNUSABLE


def _build(project: Path, look: record.Look, kept: Reader, options: Options) -> Report | Reason:
    changed = _specs(look)
    _must_still_hold(look.said, changed)
    files = [compared(project, path, kept.input(path)) for path in changed]
    if sum(map(changed_lines, files)) > _MANY:
        raise More(TOO_MANY)
    found = [change for file in files for change in changes(file)]
    made = Respeller(project, kept, files).outputs(found)
    made += _recorded(project, found, look.said)
    report = _report(look, made)
    report.found += look.said
    if (spoiled := look.spoiled()) is not None:
        return spoiled
    if options.contents:
        report.new = {output.file.path: splice.content(project, output.file) for output in made}
    if not options.check:
        since = _since(kept.since, files, made)
        written = _write(project, [output.file for output in made], report)
        if written:
            notes = {**look.record["notes"], "since": keep_since(project, since)}
            record.renew(project, look, report.digests, notes)
    return report


def _write(project: Path, files: list[Spliced], report: Report) -> bool:
    """Write the files; whether all of it was done. What was not is added to the report."""
    report.changed = frozenset({"stale"})
    if not files:
        return True
    with swap.Stage(project) as stage:
        named = splice.put(project, files, stage)
        report.digests = {file.path: name for file, name in zip(files, named, strict=True)}
        left = swap.commit(project, [*report.digests], ())
    report.found += left
    return not left


def _specs(look: record.Look) -> list[str]:
    """The files of the spec that have changed. Raises `More` if anything else has, or one has come or gone."""
    for name in look.changed:
        if name not in look.inputs or name not in look.record["inputs"]:
            raise More(N_("{file} has come or gone"), name)
        if not name.startswith("spec/"):
            raise More(N_("{file} has changed, from which all outputs may follow"), name)
    if len(look.changed) > _MANY:
        raise More(TOO_MANY)
    return sorted(look.changed)


def _must_still_hold(said: Iterable[Diagnostic], changed: Iterable[str]) -> None:
    """Raises `More` if what the last build had to say may be otherwise now, or may stand on another line."""
    about = {place.file for one in said for place in (one.place, *one.related) if place}
    for name in changed:
        if name in about:
            raise More(N_("the last build had something to say about {file}"), name)


def _recorded(project: Path, found: Iterable[Change], said: Iterable[Diagnostic]) -> list[Output]:
    """The record of translations with the new words, if it changes.

    Raises `More` if one of these texts may have become the copy of one whose Chinese lags behind, and lags behind too.
    """
    rows = []
    for change in found:
        name, old, new = lock.written(change.path), change.old.pair(), change.new.pair()
        if old != new:
            rows.append((change, name, old, new))
    if not rows:
        return []
    with open(project / lock.FILE, "rb") as file:
        behind = {lock.recorded(file, str(one.values["id"])).zh for one in said if one.code == STALE.code}
        lines = [(lock.row(name, old).encode(), lock.row(name, new).encode()) for _, name, old, new in rows]
        patches = [Patch(lock.place(file, old), old, new) for old, new in lines]
    for _, name, _, new in rows:
        if new.zh in behind:
            raise More(N_("{path} says what a text says that has to be translated anew"), path=name)
    if not all(patch.at for patch in patches):
        raise More(N_("{file} is not as it was noted"), lock.FILE)
    return [Output(Spliced(lock.FILE, sorted(patches), -1), {}, tuple(change for change, *_ in rows))]


def _since(before: Since, files: list[Files], made: list[Output]) -> Since:
    inputs = before.inputs | {file.path: file.new for file in files}
    moved = before.moved | {output.file.path: output.moved for output in made if output.moved}
    if sum(map(len, moved.values())) > _MOST:
        raise More(TOO_MANY)
    return Since(inputs, moved)


def _report(look: record.Look, made: list[Output]) -> Report:
    report = Report()
    report.texts = {output.file.path: tuple(lock.written(change.path) for change in output.texts) for output in made}
    kept = record.shelves(look.record)
    for root in look.record["roots"]:
        inside = {folder: files for folder, files in kept.items() if f"{folder}/".startswith(f"{root}/")}
        changed = [path for path in report.texts if path.rpartition("/")[0] in inside]
        report.states[root] = dict.fromkeys(changed, "stale")
        report.left[root] = shelf.count(inside) - len(changed)
    return report

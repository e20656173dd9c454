"""Begins an entry: looks whether it can be, writes it beside its like, and nothing if it would break the spec."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from tongwen.checks.links import nearest
from tongwen.checks.wording import UNWRITTEN
from tongwen.diagnostics import N_, Diagnostic, Place, Words
from tongwen.load.files import Loaded, Sources, SpecFile, load_files, load_text
from tongwen.model.base import RULES
from tongwen.model.schema import schema
from tongwen.model.spec import Document
from tongwen.pipeline import checked
from tongwen.skeleton import kinds
from tongwen.skeleton.draft import Wish, draft
from tongwen.skeleton.insert import Added, add
from tongwen.text.catalogue import translated
from tongwen.write.put import put

#: Codes of problems that a new entry must not bring: broken files, wrong shapes, names that lead nowhere.
_BREAKING = ("TW1", "TW2", "TW3")


class Begun(NamedTuple):
    """A new entry: where it stands, and what is to be written."""

    place: Place
    open: list[Diagnostic]
    #: The keys whose values were taken from entries like it, and not from whoever began it.
    guessed: list[str]


def begin(project: Path, wish: Wish, file: Path | None = None) -> Begun | list[Diagnostic]:
    """Write the skeleton of an entry, or say why not. `file` is the one to add it to; by default that of its like."""
    loaded = load_files(project)
    before = checked(loaded)
    problems = list(_problems(before.document, loaded.sources, wish))
    if problems:
        return problems
    path = _below(project, file) if file else _beside(before.document, loaded.sources, wish)
    if path is None:
        return [kinds.NO_ROOM.at(None, file=str(file), problem=Words(N_("it is not a YAML file below spec/")))]
    lines = draft(before.document, wish, lambda words: translated(words, "zh"))
    try:
        made = add(_content(project / path), path, wish.kind, wish.id, lines)
    except OSError as error:
        return [kinds.NO_ROOM.at(None, file=path, problem=error.strerror or str(error))]
    if isinstance(made, Words):
        return [kinds.NO_ROOM.at(None, file=path, problem=made)]
    after = checked(_with(loaded, path, made))
    if broken := _broken(before.found, after.found):
        return broken
    lines_of_it = range(made.line, made.line + len(lines) + 1)
    unwritten = [d for d in after.found if d.kind is UNWRITTEN and d.place and d.place.file == path]
    inside = [d for d in unwritten if d.place and d.place.line in lines_of_it]
    return put(project, {path: made.content}) or Begun(Place(path, made.line, made.column), inside, wish.guessed(lines))


def _broken(before: list[Diagnostic], after: list[Diagnostic]) -> list[Diagnostic]:
    """What the new entry would break."""
    known = Counter((d.code, d.message()) for d in before)
    found = []
    for problem in after:
        key = (problem.code, problem.message())
        known[key] -= 1
        if known[key] < 0 and problem.severity == "error" and problem.code.startswith(_BREAKING):
            found.append(problem)
    return found


def _problems(document: Document, sources: Sources, wish: Wish) -> Iterator[Diagnostic]:
    shape = schema()["$defs"]["Document"]["properties"][wish.kind]["propertyNames"]
    if not re.search(shape["pattern"], wish.id) or len(wish.id) > shape["maxLength"]:
        yield kinds.BAD_ID.at(None, id=wish.id, kind=wish.kind, rule=Words(RULES[shape["pattern"]]))
    if (line := sources.line(wish.kind, wish.id)) is not None:
        yield kinds.TAKEN_ID.at(Place(*line), id=wish.id, kind=wish.kind)
    for kind, name in wish.named:
        known = list(getattr(document, kind))
        if name not in known:
            yield kinds.NOT_THERE.at(None, name=name, kinds=kind, nearest=nearest(name, known))


def _beside(document: Document, sources: Sources, wish: Wish) -> str:
    """The file of the calls that need the same; else a new file in the folder of its kind; else the kind's one file."""
    files = [file.path for file in sources.files if wish.kind in file.data]
    alike = [
        line[0]
        for name, api in (document.apis.items() if wish.kind == "apis" else ())
        if set(api.needs) & set(wish.needs) and (line := sources.line("apis", name))
    ]
    if alike:
        return Counter(alike).most_common(1)[0][0]
    if len(files) == 1:
        return files[0]
    folder = Counter(str(PurePosixPath(file).parent) for file in files).most_common(1)[0][0] if files else "spec"
    return f"{folder}/{_slug(wish) if files else wish.kind}.yaml"


def _slug(wish: Wish) -> str:
    """A file's name for an entry: the last part of its id in lower-case words."""
    return re.sub("(?<=[a-z0-9])(?=[A-Z])", "-", wish.id.rpartition(".")[2]).lower()


def _below(project: Path, file: Path) -> str | None:
    """A file that somebody has named, as seen from the project; None where no file of the spec can be."""
    spec = project / "spec"
    for path in (Path(os.path.abspath(file)), Path(os.path.normpath(project / file))):
        inside = path.is_relative_to(spec) and Path(os.path.realpath(path)).is_relative_to(os.path.realpath(spec))
        hidden = any(part.startswith(".") for part in path.parts[len(spec.parts) :])
        if inside and not hidden and not path.is_symlink() and path.suffix in (".yaml", ".yml"):
            return path.relative_to(project).as_posix()
    return None


def _content(file: Path) -> bytes:
    """What the file holds; nothing where there is none yet. Raises `OSError`."""
    if not os.path.lexists(file):
        return b""
    if not stat.S_ISREG(os.stat(file).st_mode):  # a pipe would be waited for
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return file.read_bytes()


def _with(loaded: Loaded, path: str, made: Added) -> Loaded:
    """The files of the spec as they will be."""
    new, _ = load_text(made.content, path)
    files: dict[str, SpecFile] = {file.path: file for file in loaded.sources.files}
    if new is not None:
        files[path] = new
    return loaded._replace(sources=Sources(tuple(files[name] for name in sorted(files))))

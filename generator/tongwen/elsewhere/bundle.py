"""A spec on its way to another process, and what is done with it there.

Rendering is a pure function of the spec and of the numbers of planned files. So whoever has the same Tongwen and the
same files plans the same outputs, and gives the same bytes for the same numbers.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tongwen import __version__, paths
from tongwen.desk import Finished, Prepared, prepare
from tongwen.load.files import Sources, load_files, no_collector
from tongwen.model.assemble import assemble
from tongwen.reading import Checked
from tongwen.translation.compare import compare


class Bundle(NamedTuple):
    """The files of a spec without errors, by path below the project, and what is to be made of them."""

    files: tuple[tuple[str, bytes], ...]
    only: tuple[str, ...]
    #: The Tongwen that has checked it: see `tool`.
    tool: str


class OtherTool(RuntimeError):
    """The process that is to render has another Tongwen. Its arguments are the tool there and the tool here."""


def bundle(project: Path, sources: Sources, only: tuple[str, ...]) -> Bundle:
    """Everything of a project that its outputs follow from: the spec as it was checked, whatever lies there now."""
    spec = [(file.path, file.utf8) for file in sources.files]
    own = [(path.relative_to(project).as_posix(), path.read_bytes()) for path in _below(project / "locales")]
    return Bundle((*spec, *own), only, tool())


def render(sent: Bundle, numbers: Iterable[int]) -> list[Finished]:
    """The planned files with these numbers. Raises `OtherTool`."""
    if sent.tool != tool():
        raise OtherTool(tool(), sent.tool)
    with no_collector():
        prepared = _prepared(sent)
        return [prepared.render(number) for number in numbers]


@lru_cache(maxsize=1)
def _prepared(sent: Bundle) -> Prepared:
    """Planned once for all that this process is asked to render. The spec has been checked where it comes from."""
    with TemporaryDirectory(prefix="tongwen-") as folder:
        project = Path(folder)
        for name, content in sent.files:
            file = project / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        loaded = load_files(project)
        document = assemble(loaded.sources).document
        translations = compare(project, document, loaded.sources)
        spec = Checked(document=document, sources=loaded.sources, found=[], translations=translations)
        return prepare(project, spec, sent.only)


@lru_cache(maxsize=1)
def tool() -> str:
    """The version of this Tongwen, and a digest of all of its code, templates and catalogues."""
    digest = hashlib.sha256()
    package, data = Path(__file__).resolve().parent.parent, paths.data_root()
    for root, ending in ((package, ".py"), (data / "templates", ""), (data / "locales", ".po")):
        for path in sorted(_below(root)):
            if path.name.endswith(ending):
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{__version__} ({digest.hexdigest()[:12]})"


def _below(root: Path) -> Iterator[Path]:
    for folder, names, files in os.walk(root):
        names[:] = [name for name in names if not name.startswith(("__pycache__", "_bundled", "."))]
        yield from (Path(folder) / name for name in files)

"""What can be wrong with an output folder."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from tongwen.diagnostics import N_, Diagnostic, Kind

OUTSIDE = Kind(
    "TW601", "error", N_("the output {path} lies outside the project"), N_("choose a folder below the project")
)
LINK = Kind(
    "TW602",
    "error",
    N_("{path} is a link: nothing is written through links"),
    N_("replace it by a real folder or file"),
)
UNWRITABLE = Kind(
    "TW603", "error", N_("{path} cannot be written: {problem}"), N_("check its permissions and the free space")
)
EDITED = Kind(
    "TW604",
    "error",
    N_("this generated file was edited by hand"),
    N_("move the edit into the spec or a template, or overwrite it with `tongwen build --force`"),
)
IN_THE_WAY = Kind(
    "TW605",
    "error",
    N_("a file that Tongwen did not write stands where a generated file belongs"),
    N_("move it away, or overwrite it with `tongwen build --force`"),
)
STALE = Kind("TW606", "error", N_("this generated file is stale"), N_("run `tongwen build`"))
MISSING = Kind("TW607", "error", N_("this generated file is missing"), N_("run `tongwen build`"))
ORPHANED = Kind(
    "TW608",
    "error",
    N_("nothing in the spec makes this generated file any more"),
    N_("run `tongwen build`, which removes it"),
)
EDITED_ORPHAN = Kind(
    "TW609",
    "error",
    N_("nothing in the spec makes this generated file any more, and it was edited by hand"),
    N_("save the edit, then delete the file or run `tongwen build --force`"),
)
FOREIGN = Kind(
    "TW610", "note", N_("Tongwen did not write this file; it is left alone"), N_("move it if it should not be here")
)
NOT_A_FILE = Kind("TW611", "error", N_("{path} is not a regular file"), N_("move it away"))
BUSY = Kind("TW612", "error", N_("another build is at work in this project"), N_("wait until it has finished"))
CLASH = Kind(
    "TW613",
    "error",
    N_("two targets would write below {path}"),
    N_("give each target its own output folder, none inside another"),
)
TAKEN = Kind("TW614", "error", N_("{path} is a folder that Tongwen itself needs"), N_("choose another output folder"))
STRANGE_JOURNAL = Kind(
    "TW615",
    "warning",
    N_("an interrupted command left a journal that is damaged or from another folder; nothing of it was carried out"),
    N_("see with `git status` whether a file that you keep is half changed"),
)
CHANGED_MEANWHILE = Kind(
    "TW616",
    "warning",
    N_("this file changed while a command was about to write or remove it; it was left as it is"),
    N_("look at it, then run the command again"),
)
FINISHED_FIRST = Kind(
    "TW617",
    "error",
    N_("a command that had been interrupted was finished first, so that files may have changed"),
    N_("run the command again"),
)
BAD_PATH = Kind(
    "TW618",
    "error",
    N_("the target {target} would write {path}, which not every system can have as a file"),
    N_("use letters, digits, dots, hyphens and underscores, no name of a device, and at most 200 characters a name"),
)
OPEN_FILES = Kind(
    "TW619",
    "error",
    N_("{path} cannot be opened: {problem}"),
    N_("close other programs, or let a program have more files open at once, as `ulimit -n 1024` does"),
)
NOT_IN_MANIFEST = Kind(
    "TW703", "error", N_("the manifest has no target {name}"), N_("add it below targets: with its output folder")
)


def unwritable(error: OSError, place: Path, project: Path | None = None) -> Diagnostic:
    """What kept something from being written: the file that the error names, else `place`; told from the project."""
    path = Path(os.fsdecode(error.filename)) if error.filename else place
    shown = path.relative_to(project).as_posix() if project and path.is_relative_to(project) else str(path)
    if error.errno == errno.ELOOP:
        return LINK.at(None, path=shown)
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return OPEN_FILES.at(None, path=shown, problem=error.strerror or str(error))
    return UNWRITABLE.at(None, path=shown, problem=error.strerror or str(error))

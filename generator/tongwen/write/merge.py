"""After a change is decided: moving what is staged to its place, and removing what is to go. May be done again."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from tongwen.write.folder import Folder
from tongwen.write.journal import Sight
from tongwen.write.survey import by_folder, reached, sight_of


def merge(stage: Folder, target: Folder, seen: Mapping[str, Sight], prefix: str = "") -> list[str]:
    """Move everything in one folder into another; the paths of files that somebody changed since they were `seen`.

    A folder that is not there yet is moved as a whole, which is as quick for thousands of files as for one.
    """
    left: list[str] = []
    for entry in stage.entries():
        path = prefix + entry.name
        if entry.is_folder:
            left += _merge_folder(stage, target, entry.name, seen, prefix)
        elif entry.is_file and path in seen:
            there = sight_of(target.look(entry.name))
            if there is None or there == seen[path]:
                _move_file(stage, target, entry.name)
            else:
                left.append(path)
    return left


def _merge_folder(stage: Folder, target: Folder, name: str, seen: Mapping[str, Sight], prefix: str) -> list[str]:
    inner = target.enter(name)
    if inner is None:
        try:
            stage.move(name, target, name)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            inner = target.make(name)
        else:
            return []
    with inner, stage.make(name) as staged:
        return merge(staged, inner, seen, f"{prefix}{name}/")


def _move_file(stage: Folder, target: Folder, name: str) -> None:
    try:
        stage.move(name, target, name)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        stage.copy(name, target)  # the target is a file system of its own
        stage.unlink(name)


def remove_files(home: Folder, seen: Mapping[str, Sight]) -> list[str]:
    """Remove files, and folders that this leaves empty; the paths of files that somebody changed."""
    left: list[str] = []
    for parent, names in by_folder(seen).items():
        with reached(home, parent) as folder:
            for name in names:
                if folder is None:
                    break
                there = sight_of(folder.look(name))
                if there == seen[parent + name]:
                    folder.unlink(name)
                elif there is not None:
                    left.append(parent + name)
        _prune(home, parent)
    return left


def _prune(home: Folder, path: str) -> None:
    """Remove a folder if it is empty, and then those around it."""
    steps = path.strip("/").split("/") if path else []
    while steps:
        with reached(home, "/".join(steps[:-1])) as folder:
            if folder is not None:
                folder.drop(steps[-1])
        steps.pop()

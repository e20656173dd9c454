"""The least that any generator pays the disk: create files of given sizes in an empty folder, and nothing else.

Run as `python bench/floor.py LIST FOLDER`; each line of the list is a size and a path.
"""

from __future__ import annotations

import sys
from pathlib import Path


def write(listed: str, folder: Path) -> None:
    """Create the files of a list."""
    content = b"\0" * max((int(line.split(" ", 1)[0]) for line in listed.splitlines()), default=0)
    made: set[Path] = set()
    for line in listed.splitlines():
        size, path = line.split(" ", 1)
        target = folder / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        with open(target, "wb") as file:
            file.write(content[: int(size)])


if __name__ == "__main__":
    write(Path(sys.argv[1]).read_text(encoding="utf-8"), Path(sys.argv[2]))

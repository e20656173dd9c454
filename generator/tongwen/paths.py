"""Where the package's data lies: beside it in a wheel, two levels up in a checkout."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def data_root() -> Path:
    """The folder that holds `templates/`, `locales/` and `spec/`. Raises `FileNotFoundError` for a broken install."""
    package = Path(__file__).resolve().parent
    for folder in (package / "_bundled", package.parent.parent):
        if (folder / "templates").is_dir():
            return folder
    raise FileNotFoundError(f"no templates beside {package}: the installation is incomplete")


def templates() -> Path:
    """The folder of templates."""
    return data_root() / "templates"


def locales() -> Path:
    """The folder of gettext catalogues."""
    return data_root() / "locales"

"""Forms of a report that are not a list of findings."""

from __future__ import annotations

from enum import StrEnum


class Shape(StrEnum):
    """How a report is printed."""

    text = "text"
    json = "json"

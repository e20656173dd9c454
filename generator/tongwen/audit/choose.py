"""As what a document is read: its profile, and the source of the spec that it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from tongwen.audit import kinds
from tongwen.diagnostics import Diagnostic
from tongwen.model.spec import Document


def unknown(document: Document, profile: str | None) -> Diagnostic | None:
    """What is wrong with the name of a profile that was given."""
    if profile is None or profile in document.profiles:
        return None
    return kinds.NO_PROFILE.at(None, name=profile, known=", ".join(document.profiles))


def sources_of(
    document: Document, profile: str, sorts: Sequence[Literal["document", "article", "typings"]]
) -> list[str]:
    """Sources of these kinds that speak of a profile."""
    return [name for name, each in document.sources.items() if each.kind in sorts and profile in each.product]


def best(scores: Iterable[tuple[float, str]]) -> str:
    """The name with the highest score, of equals the first."""
    return max(scores, key=lambda pair: pair[0])[1]

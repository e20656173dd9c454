"""Simulated hosts with one mistake each. A matrix that lets one of them pass has a hole."""

from __future__ import annotations

from typing import Final

from tongwen.hosts.mutants import (
    asking,
    background,
    consent,
    declarations,
    messages,
    pages,
    privacy,
    products,
    settings,
    two_scopes,
)
from tongwen.hosts.mutants.registry import Mutant

MUTANTS: Final[list[Mutant]] = [
    *consent.MUTANTS,
    *asking.MUTANTS,
    *two_scopes.MUTANTS,
    *background.MUTANTS,
    *declarations.MUTANTS,
    *privacy.MUTANTS,
    *settings.MUTANTS,
    *pages.MUTANTS,
    *products.MUTANTS,
    *messages.MUTANTS,
]
"""All of them, by theme."""

__all__ = ["MUTANTS", "Mutant"]

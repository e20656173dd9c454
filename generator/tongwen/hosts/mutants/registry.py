"""How a mutant is entered: a subclass of the simulated host that breaks one thing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from tongwen.hosts.simulated import SimulatedHost

Broken = TypeVar("Broken", bound=type[SimulatedHost])
_HUMP = re.compile(r"(?<!^)(?=[A-Z])")


class Mutant(msgspec.Struct, frozen=True, kw_only=True):
    """A host with one mistake, which some case must notice."""

    name: Annotated[str, Meta(description="Unique, in kebab-case.")]
    about: Annotated[str, Meta(description="The mistake in one sentence, to be translated.")]
    theme: Annotated[str, Meta(description="The module that it stands in: `consent`, `messages` ...")]
    make: Annotated[Callable[[], SimulatedHost], Meta(description="Makes the host.")]
    equivalent: Annotated[str, Meta(description="Why no case can notice it; empty: some case must.")] = ""


class Mutants(list[Mutant]):
    """The mutants of one theme, in the order in which they are written."""

    def __init__(self, theme: str) -> None:
        super().__init__()
        self._theme = theme

    def add(self, about: str, equivalent: str = "") -> Callable[[Broken], Broken]:
        """Enter a class under the name that its own name gives: `_AlwaysGrants` is `always-grants`."""

        def entered(broken: Broken) -> Broken:
            name = _HUMP.sub("-", broken.__name__.lstrip("_")).lower()
            self.append(Mutant(name=name, about=about, theme=self._theme, make=broken, equivalent=equivalent))
            return broken

        return entered

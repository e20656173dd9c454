"""What the matrix needs of a host: public actions only, the same that a developer and a user have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Protocol

import msgspec
from msgspec import Meta


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What a call gives back, and what the user has seen meanwhile."""

    ok: Annotated[bool, Meta(description="Whether the call succeeded.")]
    prompts: Annotated[
        tuple[str, ...],
        Meta(description="What the user saw, in order: `scope`, `privacy`, `scope-with-privacy`, `settings`."),
    ] = ()
    message: Annotated[str, Meta(description="The `errMsg`.")] = ""
    errno: Annotated[int | None, Meta(description="The error number, where the host gives one.")] = None
    result: Annotated[Mapping[str, Any], Meta(description="The fields of the success result.")] = {}


class Host(Protocol):
    """A client that runs a program. One host serves one case at a time; `reset` begins the next.

    A host may also have:

    - `cannot: frozenset[str]`, what it cannot do. Cases that need it are reported as not run, and never counted as
      passed. An entry is the value of a dimension (`android`, `privacy-before-prompt`; or `platform=android` where a
      value alone is not clear), the name of a call or component (`wx.chooseAddress`), a scope (`scope.werun`), a
      profile (`plugin`), or an action (`set`, `delete`, `subscribe`, `page`, `place`). `*` stands for any run of
      characters: `wx.choose*`.
    - `close()`, called when it is not needed any more.
    """

    def reset(self, world: Mapping[str, str]) -> None:
        """Start a program that the user has never met, in this environment: `profile`, `platform` and more."""

    def call(self, name: str, arguments: Mapping[str, Any], user: Mapping[str, str]) -> Reply:
        """Call an API, while the user answers as told: `answer`, `privacy-answer`, `tap`, `page-choice` ..."""

    def place(self, name: str, arguments: Mapping[str, Any], user: Mapping[str, str]) -> Reply:
        """Put a component on the page, while the user answers as told."""

    def switch(self, scope: str, value: str) -> None:
        """The user changes a switch of the settings page: `granted`, `denied`, or another value it offers."""

    def page(self) -> frozenset[str]:
        """The scopes that have a switch on the settings page now."""

    def delete(self) -> None:
        """The user deletes the program, and opens it anew."""

    def subscribe(self, template: str, answer: str, *, keep: bool) -> None:
        """The user answers the subscription panel for one message template."""


class HostError(Exception):
    """A host could not do what it was asked; the case fails, and the run goes on."""

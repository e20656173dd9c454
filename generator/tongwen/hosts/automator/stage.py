"""The program that is served: one host, one user, and the dialog that the user has in front of them."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Mapping

from tongwen.hosts.automator.rehearsal import Act, make, would_ask
from tongwen.hosts.protocol import Host, HostError, Reply

MOST = 256
"""Scopes and message templates that a program may have asked for. A real one has a dozen; a host keeps them all."""


class Stage:
    """A host that several clients drive at once. All of it runs in one event loop, so that nothing needs a lock.

    The host must be one that `copy.deepcopy` copies: a call is rehearsed before it is made.
    """

    def __init__(self, host: Host, world: Mapping[str, str]) -> None:
        self.host = host
        self.world: Mapping[str, str] = {}
        self.beforehand: Mapping[str, str] = {}
        self._turn = asyncio.Lock()  # a user sees one dialog at a time; the others wait in the order of their calls
        self._dialog: tuple[str, asyncio.Future[str]] | None = None
        self._life = _Life()
        self._templates: set[str] = set()
        self.restart(world)

    @property
    def prompt(self) -> str:
        """What the user is asked now; empty if nothing."""
        return self._dialog[0] if self._dialog else ""

    def restart(self, world: Mapping[str, str]) -> None:
        """Start a program that the user has never met. Dialogs close without an answer."""
        gone = copy.deepcopy(self.host)
        self.host.reset(world)
        self.world = dict(world)
        self.beforehand = {}
        self._end(gone)

    def forget(self) -> None:
        """The user deletes the program, and with it all answers. Dialogs close without an answer."""
        gone = copy.deepcopy(self.host)
        self.host.delete()
        self._end(gone)

    def answer(self, answer: str) -> bool:
        """The user answers the dialog: `allow`, `deny` or `dismiss`. `False`: there is none, or it has its answer."""
        dialog, self._dialog = self._dialog, None
        if dialog is None or dialog[1].done():
            return False
        dialog[1].set_result(answer)
        return True

    def subscribe(self, template: str, answer: str, *, keep: bool) -> None:
        """The user answers the subscription panel for one message template. Raises `HostError` if there are many."""
        self.check_room()
        self._templates.add(template)
        self.host.subscribe(template, answer, keep=keep)

    def check_room(self) -> None:
        """Raise `HostError` before the program asks for so much that the host's memory would only grow."""
        if len(self.host.page()) + len(self._templates) >= MOST:
            raise HostError(f"this program has asked for {MOST} things; begin anew with Tongwen.reset")

    async def ask(self, act: Act) -> Reply:
        """Make a call; while the user is asked, it waits for `answer`. Cancelled before that, it was never made.

        What was answered beforehand is not asked; a tap happens only if it was announced beforehand.
        """
        self.check_room()
        fixed = {"tap": "untapped", **self.beforehand}
        if not would_ask(self.host, act, fixed, ()):
            return make(self.host, act, fixed, ())
        life = self._life
        async with self._turn:
            given: list[str] = []
            while life.program is None:
                # tried anew each time: others may have been answered, or have changed the settings, meanwhile
                prompt = would_ask(self.host, act, fixed, given)
                if not prompt:
                    return make(self.host, act, fixed, given)
                given.append(await self._show(prompt))
        return make(life.program, act, fixed, ())

    async def _show(self, prompt: str) -> str:
        answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        dialog = (prompt, answer)
        self._dialog = dialog
        try:
            return await answer
        finally:
            if self._dialog is dialog:
                self._dialog = None

    def _end(self, program: Host) -> None:
        self._templates = set()
        self._life.program = program
        self._life = _Life()
        self.answer("dismiss")


class _Life:
    """From one start of the program to the next."""

    def __init__(self) -> None:
        #: The program as it was at the end. A call that outlives it fails there, and does not touch the next one.
        self.program: Host | None = None

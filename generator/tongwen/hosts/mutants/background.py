"""Mistakes with the one location entry that has three values."""

from __future__ import annotations

from typing import Final

from tongwen.diagnostics import N_
from tongwen.hosts import offers
from tongwen.hosts.memory import Memory
from tongwen.hosts.mutants.registry import Mutants
from tongwen.hosts.protocol import Reply
from tongwen.hosts.simulated import SimulatedHost, User

MUTANTS: Final = Mutants("background")
CALL: Final = "wx.startLocationUpdateBackground"


@MUTANTS.add(N_("Clients below 8.0.0 ask for background location."))
class _AsksForBackgroundInOldClients(SimulatedHost):
    def can_prompt(self, name: str, scope: str) -> bool:
        asked = scope == offers.BACKGROUND and name == "wx.authorize"
        return asked or super().can_prompt(name, scope)


@MUTANTS.add(N_("Newer clients do not ask for background location either."))
class _NeverAsksForBackground(SimulatedHost):
    def can_prompt(self, name: str, scope: str) -> bool:
        return scope != offers.BACKGROUND and super().can_prompt(name, scope)


@MUTANTS.add(N_("The call that locates in the background asks by itself."))
class _BackgroundCallAsks(SimulatedHost):
    def can_prompt(self, name: str, scope: str) -> bool:
        return name == CALL or super().can_prompt(name, scope)


@MUTANTS.add(N_("Location while using the program is enough for locating in the background."))
class _WhileUsingIsEnough(SimulatedHost):
    def granted(self, name: str, scope: str) -> bool:
        return super().granted(name, offers.PRECISE if scope == offers.BACKGROUND else scope)


@MUTANTS.add(N_("The third location value opens nothing in clients below 8.0.0."))
class _ThirdValueNeedsANewClient(SimulatedHost):
    def granted(self, name: str, scope: str) -> bool:
        old = scope == offers.BACKGROUND and self.world.get("client-version") == "below-8-0-0"
        return not old and super().granted(name, scope)


@MUTANTS.add(N_("Whoever refused location is asked for background location all the same."))
class _AsksForBackgroundWithoutLocation(SimulatedHost):
    def refused(self, scope: str) -> bool:
        return self.memory.state(scope) is False


@MUTANTS.add(N_("A refused background location is asked for again."))
class _AsksForBackgroundAgain(SimulatedHost):
    def refused(self, scope: str) -> bool:
        return super().refused(scope) and not (scope == offers.BACKGROUND and self.memory.background_refused)


@MUTANTS.add(N_("A refused call for background location fails as if its own prompt had been refused."))
class _BackgroundCallSaysDenied(SimulatedHost):
    def refuse(self, name: str, scope: str) -> Reply:
        return self.fail("denied", name, scope)


class _Apart(Memory):
    """Background location is a scope like any other."""

    def state(self, scope: str) -> bool | None:
        return self.answers.get(scope) if scope == offers.BACKGROUND else super().state(scope)

    def remember(self, scope: str, granted: bool) -> None:
        if scope == offers.BACKGROUND:
            self.answers[scope] = granted
        else:
            super().remember(scope, granted)


@MUTANTS.add(N_("Background location is a scope like any other, and grants no location."))
class _KeepsBackgroundApart(SimulatedHost):
    def fresh(self) -> Memory:
        return _Apart()


class _Whole(Memory):
    """A refusal of background location refuses location."""

    def remember(self, scope: str, granted: bool) -> None:
        super().remember(scope, granted)
        if scope == offers.BACKGROUND and not granted:
            self.location = "denied"


@MUTANTS.add(N_("Whoever refuses background location loses location as well."))
class _RefusesLocationWithBackground(SimulatedHost):
    def fresh(self) -> Memory:
        return _Whole()


@MUTANTS.add(N_("Background location is listed as `false` as soon as location is granted."))
class _ListsBackgroundWithLocation(SimulatedHost):
    def listed(self) -> dict[str, bool]:
        found = super().listed()
        return {offers.BACKGROUND: False, **found} if found.get(offers.PRECISE) else found


@MUTANTS.add(N_("Background location is listed as `true` as soon as location is granted."))
class _ListsBackgroundAsGranted(SimulatedHost):
    def listed(self) -> dict[str, bool]:
        found = super().listed()
        return {offers.BACKGROUND: True, **found} if found.get(offers.PRECISE) else found


@MUTANTS.add(N_("A refused background location is not listed."))
class _HidesRefusedBackground(SimulatedHost):
    def listed(self) -> dict[str, bool]:
        return {scope: state for scope, state in super().listed().items() if state or scope != offers.BACKGROUND}


@MUTANTS.add(N_("Background location is never listed."))
class _HidesBackground(SimulatedHost):
    def listed(self) -> dict[str, bool]:
        return {scope: state for scope, state in super().listed().items() if scope != offers.BACKGROUND}


@MUTANTS.add(N_("The third location value cannot be chosen on the open settings page."))
class _IgnoresTheThirdValue(SimulatedHost):
    def change(self, user: User) -> None:
        super().change({**user, "location-choice": "keep-location"})


@MUTANTS.add(N_("The third location value, chosen in the settings, counts as while using."))
class _TakesTheThirdValueForTheSecond(SimulatedHost):
    def switch(self, scope: str, value: str) -> None:
        super().switch(scope, "granted" if value == "always" else value)


@MUTANTS.add(N_("The third location value does not undo an earlier refusal of background location."))
class _KeepsTheBackgroundRefusal(SimulatedHost):
    def change(self, user: User) -> None:
        before = self.memory.background_refused
        super().change(user)
        if before and user.get("location-choice") == "choose-always":
            self.memory.location, self.memory.background_refused = "while-using", True


@MUTANTS.add(N_("The third location value grants background location and forgets location."))
class _ThirdValueForgetsLocation(SimulatedHost):
    def listed(self) -> dict[str, bool]:
        found = super().listed()
        always = found.get(offers.BACKGROUND)
        return {scope: state for scope, state in found.items() if not always or scope != offers.PRECISE}

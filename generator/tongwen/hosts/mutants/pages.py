"""Mistakes of the settings page: what it shows, what it needs, and what a change on it does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tongwen.diagnostics import N_
from tongwen.hosts.mutants.registry import Mutants
from tongwen.hosts.protocol import HostError, Reply
from tongwen.hosts.simulated import SimulatedHost, User

MUTANTS: Final = Mutants("pages")
Given = Mapping[str, Any]


@MUTANTS.add(N_("The settings page opens without a tap."))
class _NeedsNoTap(SimulatedHost):
    def needs_tap(self) -> bool:
        return False


@MUTANTS.add(N_("The settings page needs a tap even before base library 2.3.0."))
class _AlwaysNeedsATap(SimulatedHost):
    def needs_tap(self) -> bool:
        return True


@MUTANTS.add(N_("The settings page cannot be opened from a tap, only without one."))
class _OpensWithoutATapOnly(SimulatedHost):
    def open_settings(self, name: str, arguments: Given, user: User) -> Reply:
        opposite = {"tapped": "untapped", "untapped": "tapped"}
        return super().open_settings(name, arguments, {**user, "tap": opposite.get(user.get("tap", ""), "untapped")})


@MUTANTS.add(N_("The settings page opens before the missing tap is noticed."))
class _OpensBeforeItLooksForTheTap(SimulatedHost):
    def open_settings(self, name: str, arguments: Given, user: User) -> Reply:
        reply = super().open_settings(name, arguments, user)
        if reply.ok:
            return reply
        self.prompts.append("settings")
        return self.fail("tap-required", name)


@MUTANTS.add(N_("The settings page is reported as opened, and nobody sees it."))
class _OpensNothing(SimulatedHost):
    def open_settings(self, name: str, arguments: Given, user: User) -> Reply:
        reply = super().open_settings(name, arguments, user)
        self.prompts = []
        return self.succeed(**reply.result) if reply.ok else reply


@MUTANTS.add(N_("Opening the settings page gives the answers from before the user changed them."))
class _GivesTheStateBefore(SimulatedHost):
    def open_settings(self, name: str, arguments: Given, user: User) -> Reply:
        before = self.listed()
        reply = super().open_settings(name, arguments, user)
        return self.succeed(**{**reply.result, "authSetting": before}) if reply.ok else reply


@MUTANTS.add(N_("Opening the settings page gives no record."))
class _GivesNoOutcome(SimulatedHost):
    def open_settings(self, name: str, arguments: Given, user: User) -> Reply:
        reply = super().open_settings(name, arguments, user)
        return self.succeed() if reply.ok else reply


@MUTANTS.add(N_("Opening the settings page lists the remembered answers and leaves out withdrawn scopes."))
class _GivesNoWithdrawnScopes(SimulatedHost):
    def open_settings(self, name: str, arguments: Given, user: User) -> Reply:
        reply = super().open_settings(name, arguments, user)
        return self.succeed(**{**reply.result, "authSetting": self.memory.listed()}) if reply.ok else reply


@MUTANTS.add(N_("Opening the settings page gives scopes that were never asked for."))
class _GivesEveryScope(SimulatedHost):
    def open_settings(self, name: str, arguments: Given, user: User) -> Reply:
        reply = super().open_settings(name, arguments, user)
        never = dict.fromkeys((scope for scopes in self.gated().values() for scope in scopes), False)
        return self.succeed(**{**reply.result, "authSetting": {**never, **self.listed()}}) if reply.ok else reply


@MUTANTS.add(N_("The settings page has a switch for every scope."))
class _ShowsEverySwitch(SimulatedHost):
    def page(self) -> frozenset[str]:
        return frozenset(scope for scopes in self.gated().values() for scope in scopes)


@MUTANTS.add(N_("The settings page has switches for withdrawn scopes."))
class _ShowsWithdrawnSwitches(SimulatedHost):
    def page(self) -> frozenset[str]:
        return frozenset(self.listed())


@MUTANTS.add(N_("The settings page has switches for granted scopes only."))
class _ShowsGrantedSwitchesOnly(SimulatedHost):
    def page(self) -> frozenset[str]:
        return frozenset(scope for scope, granted in self.memory.listed().items() if granted)


@MUTANTS.add(N_("The settings page has switches for refused scopes only."))
class _ShowsRefusedSwitchesOnly(SimulatedHost):
    def page(self) -> frozenset[str]:
        return frozenset(scope for scope, granted in self.memory.listed().items() if not granted)


@MUTANTS.add(N_("A switch that is turned in the settings changes nothing."))
class _IgnoresTheSettingsPage(SimulatedHost):
    def switch(self, *_: object) -> None:
        pass


@MUTANTS.add(N_("A scope that is turned on in the settings stays refused."))
class _IgnoresTurningOn(SimulatedHost):
    def switch(self, scope: str, value: str) -> None:
        if value != "granted":
            super().switch(scope, value)


@MUTANTS.add(N_("A scope that is turned off in the settings stays granted."))
class _IgnoresTurningOff(SimulatedHost):
    def switch(self, scope: str, value: str) -> None:
        if value != "denied":
            super().switch(scope, value)


@MUTANTS.add(N_("A scope that is turned off in the settings is asked for again."))
class _TakesTurningOffForForgetting(SimulatedHost):
    def switch(self, scope: str, value: str) -> None:
        super().switch(scope, value)
        if value == "denied":
            self.memory.forget(scope)


@MUTANTS.add(N_("A change in the settings counts only from the call after the next."))
class _CountsChangesLate(SimulatedHost):
    def reset(self, world: Mapping[str, str]) -> None:
        super().reset(world)
        self.pending: list[tuple[str, str]] = []

    def switch(self, scope: str, value: str) -> None:
        if scope not in self.page():
            raise HostError(scope)
        self.pending.append((scope, value))

    def call(self, name: str, arguments: Given, user: User) -> Reply:
        due, self.pending = self.pending, []
        reply = super().call(name, arguments, user)
        for scope, value in due:
            super().switch(scope, value)
        return reply


@MUTANTS.add(N_("A change on the open page changes nothing."))
class _IgnoresTheOpenPage(SimulatedHost):
    def change(self, *_: object) -> None:
        pass


@MUTANTS.add(N_("A scope that is turned on while the page is open stays refused."))
class _IgnoresTurningOnOnTheOpenPage(SimulatedHost):
    def change(self, user: User) -> None:
        if user.get("page-choice") != "turn-on":
            super().change(user)


@MUTANTS.add(N_("A scope that is turned off while the page is open stays granted."))
class _IgnoresTurningOffOnTheOpenPage(SimulatedHost):
    def change(self, user: User) -> None:
        if user.get("page-choice") != "turn-off":
            super().change(user)


@MUTANTS.add(N_("A change on the open page is given to the caller and forgotten."))
class _ForgetsTheOpenPage(SimulatedHost):
    def open_settings(self, name: str, arguments: Given, user: User) -> Reply:
        before = dict(self.memory.answers)
        reply = super().open_settings(name, arguments, user)
        self.memory.answers = before
        return reply

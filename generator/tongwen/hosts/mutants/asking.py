"""Mistakes of the call that asks in advance, and of scopes that cannot be asked for."""

from __future__ import annotations

from typing import Final

from tongwen.diagnostics import N_
from tongwen.hosts import offers
from tongwen.hosts.mutants.registry import Mutants
from tongwen.hosts.protocol import Reply
from tongwen.hosts.simulated import SimulatedHost, User

MUTANTS: Final = Mutants("asking")


@MUTANTS.add(N_("What was answered in advance is not remembered."))
class _ForgetsWhatWasAskedInAdvance(SimulatedHost):
    def remember(self, name: str, scope: str, *, granted: bool) -> None:
        if "authorize" not in name:
            super().remember(name, scope, granted=granted)


@MUTANTS.add(N_("Asking in advance brings up the prompt even where the scope is granted."))
class _AsksInAdvanceAlthoughGranted(SimulatedHost):
    def granted(self, name: str, scope: str) -> bool:
        return "authorize" not in name and super().granted(name, scope)


@MUTANTS.add(N_("Asking in advance brings up the prompt even where the scope was refused."))
class _AsksInAdvanceAlthoughRefused(SimulatedHost):
    def ask(self, name: str, scope: str, user: User) -> Reply:
        if self.memory.state(scope) is False:
            self.memory.forget(scope)
        return super().ask(name, scope, user)


@MUTANTS.add(N_("Asking in advance fails where the scope is granted already."))
class _FailsWhenAskedInAdvanceAgain(SimulatedHost):
    def ask(self, name: str, scope: str, user: User) -> Reply:
        again = self.memory.state(scope) is True
        return self.fail("not-promptable", name, scope) if again else super().ask(name, scope, user)


@MUTANTS.add(N_("Asking in advance succeeds at once, and the prompt is left to the first call."))
class _LeavesThePromptToTheCall(SimulatedHost):
    def ask(self, name: str, scope: str, user: User) -> Reply:
        reply = super().ask(name, scope, {**user, "answer": "dismiss"})
        return self.succeed() if "scope" in reply.prompts else reply


@MUTANTS.add(N_("A call never asks; it works only if somebody has asked in advance."))
class _AsksInAdvanceOnly(SimulatedHost):
    def can_prompt(self, name: str, scope: str) -> bool:
        return "authorize" in name and super().can_prompt(name, scope)


@MUTANTS.add(N_("User information is asked for wherever it is needed."))
class _AsksForUserInformation(SimulatedHost):
    def can_prompt(self, name: str, scope: str) -> bool:
        return scope == offers.USER_INFO or super().can_prompt(name, scope)


@MUTANTS.add(N_("A mini game's user information can be asked for in advance."))
class _AsksForUserInformationInAdvance(SimulatedHost):
    def can_prompt(self, name: str, scope: str) -> bool:
        return (name == "wx.authorize" and scope == offers.USER_INFO) or super().can_prompt(name, scope)


@MUTANTS.add(N_("The user information button of a mini game shows no prompt and fails."))
class _ButtonDoesNotAsk(SimulatedHost):
    def can_prompt(self, name: str, scope: str) -> bool:
        return name != "wx.createUserInfoButton" and super().can_prompt(name, scope)


@MUTANTS.add(N_("The answer given to the user information button does not count for other calls."))
class _ButtonCountsForItselfOnly(SimulatedHost):
    def granted(self, name: str, scope: str) -> bool:
        button = scope != offers.USER_INFO or self.world["profile"] != "mini-game" or name == "wx.createUserInfoButton"
        return button and super().granted(name, scope)


@MUTANTS.add(N_("The user information button asks again after a refusal."))
class _ButtonAsksAgain(SimulatedHost):
    def settle(self, name: str, scopes: tuple[str, ...], user: User) -> Reply:
        if name == "wx.createUserInfoButton":
            self.memory.answers.pop(offers.USER_INFO, None)
        return super().settle(name, scopes, user)


@MUTANTS.add(N_("Asking a mini program's user for user information succeeds at once."))
class _GrantsUserInformationInAdvance(SimulatedHost):
    def ask(self, name: str, scope: str, user: User) -> Reply:
        granted = scope == offers.USER_INFO and self.world["profile"] == "mini-program"
        return self.succeed() if granted and name == "wx.authorize" else super().ask(name, scope, user)


@MUTANTS.add(N_("Asking for a withdrawn scope fails."))
class _RefusesToAskForWithdrawnScopes(SimulatedHost):
    def ask(self, name: str, scope: str, user: User) -> Reply:
        withdrawn = scope in self.withdrawn() and name == "wx.authorize"
        return self.fail("not-promptable", name, scope) if withdrawn else super().ask(name, scope, user)


@MUTANTS.add(N_("Calls of a withdrawn scope ask as they did before."))
class _AsksForWithdrawnScopes(SimulatedHost):
    def use(self, name: str, scopes: tuple[str, ...], user: User) -> Reply:
        withdrawn = scopes[0] in self.withdrawn() and self.undeclared(name, scopes[0]) is None
        return self.settle(name, scopes, user) if withdrawn else super().use(name, scopes, user)


@MUTANTS.add(N_("Calls of a withdrawn scope fail because nobody can be asked."))
class _FailsCallsOfWithdrawnScopes(SimulatedHost):
    def use(self, name: str, scopes: tuple[str, ...], user: User) -> Reply:
        withdrawn = scopes[0] in self.withdrawn() and self.undeclared(name, scopes[0]) is None
        return self.fail("denied", name, scopes[0]) if withdrawn else super().use(name, scopes, user)

"""Mistakes of a call that needs two scopes."""

from __future__ import annotations

from typing import Final

from tongwen.diagnostics import N_
from tongwen.hosts.mutants.registry import Mutants
from tongwen.hosts.protocol import Reply
from tongwen.hosts.simulated import SimulatedHost, User

MUTANTS: Final = Mutants("two-scopes")
Scopes = tuple[str, ...]


@MUTANTS.add(N_("A call that needs two scopes looks at the first only."))
class _LooksAtTheFirstScopeOnly(SimulatedHost):
    def settle(self, name: str, scopes: Scopes, user: User) -> Reply:
        return super().settle(name, scopes[:1], user)


@MUTANTS.add(N_("A call that needs two scopes looks at the second only."))
class _LooksAtTheSecondScopeOnly(SimulatedHost):
    def settle(self, name: str, scopes: Scopes, user: User) -> Reply:
        return super().settle(name, scopes[-1:], user)


@MUTANTS.add(N_("A call that needs two scopes asks for the second first."))
class _AsksForTheSecondScopeFirst(SimulatedHost):
    def settle(self, name: str, scopes: Scopes, user: User) -> Reply:
        return super().settle(name, scopes[::-1], user)


@MUTANTS.add(N_("One prompt asks for both scopes of a call."))
class _AsksForBothScopesAtOnce(SimulatedHost):
    def settle(self, name: str, scopes: Scopes, user: User) -> Reply:
        reply = super().settle(name, scopes, user)
        self.prompts = self.prompts[:1] if self.prompts == ["scope", "scope"] else self.prompts
        return self.succeed() if reply.ok else reply


@MUTANTS.add(N_("One grant of a call's first scope grants the second as well."))
class _GrantsTheSecondWithTheFirst(SimulatedHost):
    def settle(self, name: str, scopes: Scopes, user: User) -> Reply:
        reply = super().settle(name, scopes, user)
        if len(scopes) > 1 and self.memory.state(scopes[0]) and self.memory.state(scopes[1]) is None:
            self.memory.remember(scopes[1], granted=True)
        return reply


@MUTANTS.add(N_("When the user refuses a call's first scope, the second counts as refused, too."))
class _RefusesTheSecondWithTheFirst(SimulatedHost):
    def settle(self, name: str, scopes: Scopes, user: User) -> Reply:
        reply = super().settle(name, scopes, user)
        if len(scopes) > 1 and self.memory.state(scopes[0]) is False and self.memory.state(scopes[1]) is None:
            self.memory.remember(scopes[1], granted=False)
        return reply


@MUTANTS.add(N_("When the user refuses a call's first scope, the second counts as granted."))
class _GrantsTheSecondOnRefusalOfTheFirst(SimulatedHost):
    def settle(self, name: str, scopes: Scopes, user: User) -> Reply:
        reply = super().settle(name, scopes, user)
        if len(scopes) > 1 and not reply.ok and self.prompts and self.memory.state(scopes[0]) is False:
            self.memory.remember(scopes[1], granted=True)
        return reply


@MUTANTS.add(N_("When the user refuses the first scope, the second is asked for all the same."))
class _AsksOnAfterARefusal(SimulatedHost):
    def settle(self, name: str, scopes: Scopes, user: User) -> Reply:
        replies = [super(_AsksOnAfterARefusal, self).settle(name, (scope,), user) for scope in scopes]
        first = next((reply for reply in replies if not reply.ok), replies[-1])
        return self.fail("denied", name, scopes[0]) if not first.ok and len(scopes) > 1 else replies[-1]


@MUTANTS.add(N_("The first scope is asked for although the second was refused before."))
class _AsksBeforeItLooksAtTheSecond(SimulatedHost):
    def settle(self, name: str, scopes: Scopes, user: User) -> Reply:
        for scope in scopes:
            reply = super().settle(name, (scope,), user)
            if not reply.ok:
                return reply
        return self.succeed()


@MUTANTS.add(N_("A grant of the first scope is lost when the user refuses the second."))
class _LosesTheFirstWithTheSecond(SimulatedHost):
    def settle(self, name: str, scopes: Scopes, user: User) -> Reply:
        reply = super().settle(name, scopes, user)
        if len(scopes) > 1 and self.prompts and self.memory.state(scopes[1]) is False:
            self.memory.answers.pop(scopes[0], None)
        return reply


@MUTANTS.add(N_("Whoever has granted one scope of a call may use it without the other."))
class _OneOfTwoScopesIsEnough(SimulatedHost):
    def settle(self, name: str, scopes: Scopes, user: User) -> Reply:
        enough = len(scopes) > 1 and any(self.memory.state(scope) for scope in scopes)
        return self.succeed() if enough else super().settle(name, scopes, user)

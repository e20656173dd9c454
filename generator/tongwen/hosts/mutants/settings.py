"""Mistakes of the settings record that a program reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tongwen.diagnostics import N_
from tongwen.hosts import offers
from tongwen.hosts.memory import Memory
from tongwen.hosts.mutants.registry import Mutants
from tongwen.hosts.protocol import Reply
from tongwen.hosts.simulated import SimulatedHost

MUTANTS: Final = Mutants("settings")


@MUTANTS.add(N_("A scope that was never asked for is listed as `false`."))
class _ListsWhatWasNeverAsked(SimulatedHost):
    def listed(self) -> dict[str, bool]:
        return {offers.RECORD: False, **super().listed()}


@MUTANTS.add(N_("All scopes of the product are listed from the start."))
class _ListsEverything(SimulatedHost):
    def listed(self) -> dict[str, bool]:
        return {**dict.fromkeys((s for scopes in self.gated().values() for s in scopes), False), **super().listed()}


@MUTANTS.add(N_("Withdrawn scopes are not listed."))
class _HidesWithdrawnScopes(SimulatedHost):
    def listed(self) -> dict[str, bool]:
        return self.memory.listed()


@MUTANTS.add(N_("Withdrawn scopes are listed as `false`."))
class _ListsWithdrawnScopesAsRefused(SimulatedHost):
    def listed(self) -> dict[str, bool]:
        return {**super().listed(), **dict.fromkeys(self.withdrawn(), False)}


@MUTANTS.add(N_("The `scope.` in front of the names is left out."))
class _DropsThePrefix(SimulatedHost):
    def listed(self) -> dict[str, bool]:
        return {scope.removeprefix("scope."): state for scope, state in super().listed().items()}


@MUTANTS.add(N_("Names of scopes are listed in small letters."))
class _ListsInSmallLetters(SimulatedHost):
    def listed(self) -> dict[str, bool]:
        return {scope.lower(): state for scope, state in super().listed().items()}


@MUTANTS.add(N_("Only granted scopes are listed."))
class _HidesRefusals(SimulatedHost):
    def listed(self) -> dict[str, bool]:
        return {scope: state for scope, state in super().listed().items() if state}


@MUTANTS.add(N_("Granted scopes are not listed."))
class _HidesGrants(SimulatedHost):
    def listed(self) -> dict[str, bool]:
        withdrawn = self.withdrawn()
        return {scope: state for scope, state in super().listed().items() if not state or scope in withdrawn}


@MUTANTS.add(N_("Answers are listed as words and not as truth values."))
class _ListsWords(SimulatedHost):
    def listed(self) -> dict[str, Any]:
        return {scope: str(state).lower() for scope, state in super().listed().items()}


@MUTANTS.add(N_("Answers are listed the wrong way round."))
class _ListsTheOpposite(SimulatedHost):
    def listed(self) -> dict[str, bool]:
        return {scope: not state for scope, state in super().listed().items()}


class _Closed(Memory):
    """Lists what was asked for last."""

    def listed(self) -> dict[str, bool]:
        found = list(super().listed().items())
        return dict(found[-1:])


@MUTANTS.add(N_("Only the scope that was asked for last is listed."))
class _ListsTheLastAnswerOnly(SimulatedHost):
    def fresh(self) -> Memory:
        return _Closed()


@MUTANTS.add(N_("Reading the settings asks the user."))
class _AsksWhenItIsRead(SimulatedHost):
    def read(self, arguments: Mapping[str, Any]) -> Reply:
        self.prompts.append("scope")
        return super().read(arguments)


@MUTANTS.add(N_("Reading the settings opens the settings page."))
class _OpensThePageWhenItIsRead(SimulatedHost):
    def read(self, arguments: Mapping[str, Any]) -> Reply:
        self.prompts.append("settings")
        return super().read(arguments)


@MUTANTS.add(N_("Reading the settings fails as long as nothing is remembered."))
class _FailsToReadNothing(SimulatedHost):
    def read(self, arguments: Mapping[str, Any]) -> Reply:
        return super().read(arguments) if self.memory.listed() else self.fail("denied", "wx.getSetting")


@MUTANTS.add(N_("Reading the settings gives no record."))
class _ReadsNothing(SimulatedHost):
    def read(self, *_: object) -> Reply:
        return self.succeed()


@MUTANTS.add(N_("Reading the settings breaks the connection."))
class _Raises(SimulatedHost):
    def read(self, *_: object) -> Reply:
        raise ConnectionResetError("gone")


@MUTANTS.add(N_("Reading the settings forgets the refusals."))
class _ForgetsRefusalsWhenItIsRead(SimulatedHost):
    def read(self, arguments: Mapping[str, Any]) -> Reply:
        reply = super().read(arguments)
        self.memory.answers = {scope: state for scope, state in self.memory.answers.items() if state}
        return reply


@MUTANTS.add(N_("The subscription settings are given although nobody asked for them."))
class _AlwaysGivesSubscriptions(SimulatedHost):
    def subscriptions(self, *_: object) -> dict[str, Any]:
        return super().subscriptions({"withSubscriptions": True})


@MUTANTS.add(N_("The subscription settings are not given even if asked for."))
class _NeverGivesSubscriptions(SimulatedHost):
    def subscriptions(self, *_: object) -> dict[str, Any]:
        return {}


@MUTANTS.add(N_("Choices that the user does not keep are given, too."))
class _KeepsEverySubscription(SimulatedHost):
    def subscribe(self, template: str, answer: str, **_: bool) -> None:
        super().subscribe(template, answer, keep=True)


@MUTANTS.add(N_("Choices that the user keeps are forgotten."))
class _KeepsNoSubscription(SimulatedHost):
    def subscribe(self, *_: object, **__: object) -> None:
        pass


@MUTANTS.add(N_("Accepted choices are given as rejected, and the reverse."))
class _GivesTheWrongChoice(SimulatedHost):
    def subscribe(self, template: str, answer: str, *, keep: bool) -> None:
        super().subscribe(template, "reject" if answer == "accept" else "accept", keep=keep)

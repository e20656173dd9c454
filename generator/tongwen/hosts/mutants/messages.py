"""Mistakes in the words and numbers of failures."""

from __future__ import annotations

from typing import Final

from tongwen.diagnostics import N_
from tongwen.hosts import phrases
from tongwen.hosts.mutants.registry import Mutants
from tongwen.hosts.protocol import Reply
from tongwen.hosts.simulated import SimulatedHost

MUTANTS: Final = Mutants("messages")


class _Elsewhere(SimulatedHost):
    """One platform speaks like another."""

    here = there = ""

    def platform(self) -> str:
        own = super().platform()
        return self.there if own == self.here else own


@MUTANTS.add(N_("iOS speaks like Android."))
class _IosSpeaksLikeAndroid(_Elsewhere):
    here, there = "ios", "android"


@MUTANTS.add(N_("Android speaks like iOS."))
class _AndroidSpeaksLikeIos(_Elsewhere):
    here, there = "android", "ios"


@MUTANTS.add(N_("DevTools speak like Android."))
class _DevtoolsSpeakLikeAndroid(_Elsewhere):
    here, there = "devtools", "android"


@MUTANTS.add(N_("DevTools speak like iOS."))
class _DevtoolsSpeakLikeIos(_Elsewhere):
    here, there = "devtools", "ios"


@MUTANTS.add(N_("iOS speaks like DevTools."))
class _IosSpeaksLikeDevtools(_Elsewhere):
    here, there = "ios", "devtools"


class _Confused(SimulatedHost):
    """One error is reported as another."""

    error = told = ""

    def fail(self, error: str, name: str, scope: str = "") -> Reply:
        return super().fail(self.told if error == self.error else error, name, scope)


@MUTANTS.add(N_("A closed prompt is reported as a refusal."))
class _CallsADismissalARefusal(_Confused):
    error, told = "dismissed", "denied"


@MUTANTS.add(N_("A refusal is reported as a closed prompt."))
class _CallsARefusalADismissal(_Confused):
    error, told = "denied", "dismissed"


@MUTANTS.add(N_("A refusal is reported as a scope that cannot be asked for."))
class _CallsARefusalUnaskable(_Confused):
    error, told = "denied", "not-promptable"


@MUTANTS.add(N_("A scope that cannot be asked for is reported as a refusal."))
class _CallsTheUnaskableARefusal(_Confused):
    error, told = "not-promptable", "denied"


@MUTANTS.add(N_("A missing tap is reported as a refusal."))
class _CallsAMissingTapARefusal(_Confused):
    error, told = "tap-required", "denied"


@MUTANTS.add(N_("A scope that a plugin may not ask for is reported as a refusal."))
class _CallsAnUnsupportedScopeARefusal(_Confused):
    error, told = "scope-not-supported", "denied"


@MUTANTS.add(N_("A call that does not exist is reported as refused."))
class _CallsAnAbsentCallARefusal(_Confused):
    error, told = "api-absent", "denied"


@MUTANTS.add(N_("A missing system permission is reported as a refusal of the scope."))
class _CallsTheSystemPermissionARefusal(_Confused):
    error, told = "system-permission-missing", "denied"


@MUTANTS.add(N_("A missing usage statement is reported as a missing declaration of the call."))
class _CallsAMissingStatementUndeclared(_Confused):
    error, told = "usage-statement-missing", "api-not-declared"


@MUTANTS.add(N_("A call that is not declared is reported as undeclared background location."))
class _CallsAnUndeclaredCallBackground(_Confused):
    error, told = "api-not-declared", "background-not-declared"


@MUTANTS.add(N_("The method's name is left out of messages."))
class _LeavesOutTheMethod(SimulatedHost):
    def message(self, error: str, name: str, scope: str) -> str:
        return super().message(error, name, scope).partition(":")[2]


@MUTANTS.add(N_("Messages name the call with its `wx.`."))
class _WritesTheWholeName(SimulatedHost):
    def message(self, error: str, name: str, scope: str) -> str:
        return "wx." + super().message(error, name, scope)


@MUTANTS.add(N_("Messages name the asking call, whichever call has failed."))
class _NamesTheWrongMethod(SimulatedHost):
    def message(self, error: str, name: str, scope: str) -> str:
        del name
        return super().message(error, "wx.authorize", scope)


@MUTANTS.add(N_("Messages name every call as it is called, even where the platform names its insides."))
class _KnowsNoInnerNames(SimulatedHost):
    def message(self, error: str, name: str, scope: str) -> str:
        told = super().message(error, name, scope)
        return told.replace(phrases.SUBJECT[name], name.rpartition(".")[2]) if name in phrases.SUBJECT else told


@MUTANTS.add(N_("Messages are written in capital letters."))
class _Shouts(SimulatedHost):
    def message(self, error: str, name: str, scope: str) -> str:
        return super().message(error, name, scope).upper()


@MUTANTS.add(N_("Messages are empty."))
class _SaysNothing(SimulatedHost):
    def message(self, *_: str) -> str:
        return ""


@MUTANTS.add(N_("Messages end with a full stop that the platform does not print."))
class _AddsAFullStop(SimulatedHost):
    def message(self, error: str, name: str, scope: str) -> str:
        return super().message(error, name, scope) + "."


@MUTANTS.add(N_("Failures say that all is well."))
class _SaysOk(SimulatedHost):
    def message(self, error: str, name: str, scope: str) -> str:
        return super().message(error, name, scope).partition(":")[0] + ":ok"


@MUTANTS.add(N_("The message of an unsupported scope leaves out the front of its name."))
class _ShortensTheScope(SimulatedHost):
    def message(self, error: str, name: str, scope: str) -> str:
        return super().message(error, name, scope.removeprefix("scope."))


@MUTANTS.add(N_("Every failure comes with the number of a system error."))
class _GivesTheWrongNumber(SimulatedHost):
    def errno(self, *_: str) -> int | None:
        return -1


@MUTANTS.add(N_("The numbers of a refused and of an undeclared privacy agreement are exchanged."))
class _ExchangesNumbers(SimulatedHost):
    def errno(self, error: str) -> int | None:
        number = super().errno(error)
        return {104: 112, 112: 104}.get(number or 0, number)

"""Mistakes with what must be configured, and with the phone's own permission."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tongwen.diagnostics import N_
from tongwen.hosts.mutants.registry import Mutants
from tongwen.hosts.protocol import Reply
from tongwen.hosts.simulated import SimulatedHost, User

MUTANTS: Final = Mutants("declarations")


class _Blind(SimulatedHost):
    """Does not see a part of the world."""

    blind = ""

    def reset(self, world: Mapping[str, str]) -> None:
        super().reset({name: value for name, value in world.items() if name != self.blind})


@MUTANTS.add(N_("Nothing needs to be declared."))
class _IgnoresDeclarations(SimulatedHost):
    def undeclared(self, *_: object) -> Reply | None:
        return None


@MUTANTS.add(N_("Location is asked for without a usage statement."))
class _NeedsNoUsageStatement(_Blind):
    blind = "usage-statement"


@MUTANTS.add(N_("Calls need not be listed in `requiredPrivateInfos`."))
class _NeedsNoPrivateInfo(_Blind):
    blind = "private-info"


@MUTANTS.add(N_("Background location need not be declared."))
class _NeedsNoBackgroundMode(_Blind):
    blind = "background-mode"


@MUTANTS.add(N_("A missing declaration is noticed only after the user has been asked."))
class _AsksBeforeItLooksAtDeclarations(SimulatedHost):
    def undeclared(self, name: str, scope: str) -> Reply | None:
        reply = super().undeclared(name, scope)
        if reply is not None:
            self.prompts.append("scope")
        return reply and self.fail("api-not-declared", name, scope)


@MUTANTS.add(N_("Asking in advance does not look at declarations."))
class _AsksInAdvanceWithoutDeclarations(SimulatedHost):
    def undeclared(self, name: str, scope: str) -> Reply | None:
        return None if name == "wx.authorize" else super().undeclared(name, scope)


@MUTANTS.add(N_("A missing usage statement is reported as a refusal when somebody asks in advance."))
class _TakesAMissingStatementForARefusal(SimulatedHost):
    def undeclared(self, name: str, scope: str) -> Reply | None:
        missing = super().undeclared(name, scope)
        stated = self.world.get("usage-statement") != "no-usage-statement"
        return missing if stated or name != "wx.authorize" else self.fail("denied", name, scope)


@MUTANTS.add(N_("A call of a withdrawn scope needs no declaration."))
class _WithdrawnScopesNeedNoDeclaration(SimulatedHost):
    def undeclared(self, name: str, scope: str) -> Reply | None:
        return None if scope in self.withdrawn() else super().undeclared(name, scope)


@MUTANTS.add(N_("The phone's own location permission does not matter."))
class _IgnoresTheSystemPermission(SimulatedHost):
    def system(self, *_: object) -> Reply | None:
        return None


@MUTANTS.add(N_("A missing system permission goes unnoticed; only the switch is looked at."))
class _SeesOnlyTheLocationSwitch(SimulatedHost):
    def system(self, name: str) -> Reply | None:
        denied = self.world.get("system-permission") == "system-permission-denied"
        return None if denied else super().system(name)


@MUTANTS.add(N_("Location that is switched off is reported as a missing permission."))
class _TakesTheSwitchForThePermission(SimulatedHost):
    def fail(self, error: str, name: str, scope: str = "") -> Reply:
        return super().fail("system-permission-missing" if error == "location-switch-off" else error, name, scope)


@MUTANTS.add(N_("A missing system permission brings up the scope's prompt."))
class _AsksWhenThePhoneRefuses(SimulatedHost):
    def system(self, name: str) -> Reply | None:
        if self.world.get("system-permission") == "system-permission-denied":
            self.prompts.append("scope")
        return super().system(name)


@MUTANTS.add(N_("A missing system permission counts as a refusal of the scope from then on."))
class _TakesThePhoneForTheUser(SimulatedHost):
    def use(self, name: str, scopes: tuple[str, ...], user: User) -> Reply:
        reply = super().use(name, scopes, user)
        if self.world.get("system-permission") == "system-permission-denied" and not reply.ok:
            self.memory.remember(scopes[0], granted=False)
        return reply

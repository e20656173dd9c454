"""Mistakes between products: a plugin, a game, or the game of 2018 that behaves like another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tongwen.diagnostics import N_
from tongwen.hosts import offers
from tongwen.hosts.mutants.registry import Mutants
from tongwen.hosts.protocol import Reply
from tongwen.hosts.simulated import SimulatedHost, User

MUTANTS: Final = Mutants("products")


@MUTANTS.add(N_("A plugin may ask for any scope."))
class _LetsPluginsAskForAnything(SimulatedHost):
    def may_ask(self, *_: object) -> bool:
        return True


@MUTANTS.add(N_("A plugin may ask for nothing at all."))
class _LetsPluginsAskForNothing(SimulatedHost):
    def may_ask(self, *_: object) -> bool:
        return self.world["profile"] != "plugin"


@MUTANTS.add(N_("A plugin may ask for the microphone and the album, and not for the camera."))
class _LetsPluginsAskForTwoScopes(SimulatedHost):
    def may_ask(self, scope: str) -> bool:
        return super().may_ask(scope) and (self.world["profile"] != "plugin" or scope != offers.CAMERA)


@MUTANTS.add(N_("A plugin may call the asking call of a mini program, and a mini program that of a plugin."))
class _OffersEveryAskingCall(SimulatedHost):
    def ask(self, name: str, scope: str, user: User) -> Reply:
        del name
        return super().ask(offers.ASKING[self.world["profile"]], scope, user)


@MUTANTS.add(N_("A plugin has `wx.authorize`."))
class _OffersAuthorizeToPlugins(SimulatedHost):
    def ask(self, name: str, scope: str, user: User) -> Reply:
        plugin = self.world["profile"] == "plugin"
        return super().ask(offers.ASKING["plugin"] if plugin else name, scope, user)


@MUTANTS.add(N_("`wx.authorizeForMiniProgram` works outside plugins."))
class _OffersThePluginsCallEverywhere(SimulatedHost):
    def ask(self, name: str, scope: str, user: User) -> Reply:
        outside = name == offers.ASKING["plugin"] and self.world["profile"] != "plugin"
        return self.settle(name, (scope,), user) if outside else super().ask(name, scope, user)


@MUTANTS.add(N_("A plugin finds the host's answers in `authSetting`."))
class _PutsTheHostsAnswersIntoThePluginsField(SimulatedHost):
    def read(self, arguments: Mapping[str, Any]) -> Reply:
        return self.succeed(authSetting=self.listed(), **self.subscriptions(arguments))


@MUTANTS.add(N_("A plugin asks for scopes that its host no longer asks for."))
class _PluginsKnowNoWithdrawnScopes(SimulatedHost):
    def withdrawn(self) -> tuple[str, ...]:
        return () if self.world["profile"] == "plugin" else super().withdrawn()


@MUTANTS.add(N_("A mini program asks for user information, as games did in 2018."))
class _AsksForUserInformationAsOldGamesDid(SimulatedHost):
    def withdrawn(self) -> tuple[str, ...]:
        return tuple(scope for scope in super().withdrawn() if scope != offers.USER_INFO)

    def ask(self, name: str, scope: str, user: User) -> Reply:
        old = scope == offers.USER_INFO and name == "wx.authorize"
        return self.settle(name, (scope,), user) if old else super().ask(name, scope, user)


@MUTANTS.add(N_("A mini game has the withdrawn scopes of a mini program."))
class _WithdrawsScopesInGames(SimulatedHost):
    def withdrawn(self) -> tuple[str, ...]:
        return offers.WITHDRAWN["mini-program" if self.world["profile"] == "mini-game" else self.world["profile"]]


@MUTANTS.add(N_("User information was withdrawn in 2018 already."))
class _WithdrawsUserInformationTooEarly(SimulatedHost):
    def withdrawn(self) -> tuple[str, ...]:
        return (offers.USER_INFO,) if self.world["profile"] == "mini-game-2018" else super().withdrawn()


@MUTANTS.add(N_("The game of 2018 never asks for user information, like the games of today."))
class _NeverAskedForUserInformation(SimulatedHost):
    def can_prompt(self, name: str, scope: str) -> bool:
        old = self.world["profile"] == "mini-game-2018" and scope == offers.USER_INFO
        return not old and super().can_prompt(name, scope)


@MUTANTS.add(N_("The games of today offer only the calls that there were in 2018."))
class _OffersGamesTheOldCalls(SimulatedHost):
    def gated(self) -> Mapping[str, tuple[str, ...]]:
        return offers.GATED["mini-game-2018"] if self.world["profile"] == "mini-game" else super().gated()


@MUTANTS.add(N_("A mini program offers only the calls that a game has."))
class _OffersProgramsTheCallsOfGames(SimulatedHost):
    def gated(self) -> Mapping[str, tuple[str, ...]]:
        return offers.GATED["mini-game"] if self.world["profile"] == "mini-program" else super().gated()


@MUTANTS.add(N_("Fuzzy location and location are one scope."))
class _TakesFuzzyForPreciseLocation(SimulatedHost):
    def gated(self) -> Mapping[str, tuple[str, ...]]:
        found = super().gated()
        return {**found, "wx.getFuzzyLocation": (offers.PRECISE,)} if "wx.getFuzzyLocation" in found else found


@MUTANTS.add(N_("A component on the page asks nobody and always works."))
class _LetsComponentsThrough(SimulatedHost):
    def place(self, *_: object) -> Reply:
        self.prompts = []
        return self.succeed()

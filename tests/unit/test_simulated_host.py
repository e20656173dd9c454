"""The matrix of the real spec holds for the simulated host, and for no host that is wrong in one thing."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from typing import Any

import pytest
from tongwen.behaviour.cases import cases, plain
from tongwen.hosts import offers
from tongwen.hosts.protocol import Reply
from tongwen.hosts.runner import Verdict, run, run_case
from tongwen.hosts.simulated import SimulatedHost, User

from tests.support import weixin


@functools.cache
def matrix() -> list[dict[str, Any]]:
    """The cases as they are read back from `matrix.json`."""
    return list(json.loads(json.dumps(plain(cases(weixin())))))


def failures(host: SimulatedHost) -> list[Verdict]:
    return [verdict for verdict in run(matrix(), host) if not verdict.passed]


def case(name: str) -> dict[str, Any]:
    return next(case for case in matrix() if case["id"] == name)


def test_every_case_passes_on_the_simulated_host() -> None:
    assert [(verdict.case, verdict.differences) for verdict in failures(SimulatedHost())] == []


def test_every_rule_of_the_spec_is_held_by_a_case() -> None:
    assert {case["rule"] for case in matrix()} == set(weixin().rules)


class AlwaysGrants(SimulatedHost):
    def granted(self, name: str, scope: str) -> bool:
        return True


class AsksAgainAfterARefusal(SimulatedHost):
    def refused(self, scope: str) -> bool:
        return False


class ForgetsAGrant(SimulatedHost):
    def remember(self, name: str, scope: str, *, granted: bool) -> None:
        if not granted:
            super().remember(name, scope, granted=granted)


class ForgetsARefusal(SimulatedHost):
    def remember(self, name: str, scope: str, *, granted: bool) -> None:
        if granted:
            super().remember(name, scope, granted=granted)


class GrantsOneCallButNotItsSiblings(SimulatedHost):
    def reset(self, world: Mapping[str, str]) -> None:
        super().reset(world)
        self.granted_to: set[tuple[str, str]] = set()

    def remember(self, name: str, scope: str, *, granted: bool) -> None:
        self.granted_to.add((name, scope))
        super().remember(name, scope, granted=granted)

    def granted(self, name: str, scope: str) -> bool:
        return super().granted(name, scope) and (name, scope) in self.granted_to


class UsesAnotherPlatformsWords(SimulatedHost):
    def platform(self) -> str:
        return {"ios": "android", "android": "ios"}.get(super().platform(), "devtools")


class OpensTheSettingsWithoutATap(SimulatedHost):
    def needs_tap(self) -> bool:
        return False


class AlwaysNeedsATap(SimulatedHost):
    def needs_tap(self) -> bool:
        return True


class ListsWhatWasNeverAsked(SimulatedHost):
    def listed(self) -> dict[str, bool]:
        return {offers.RECORD: False, **super().listed()}


class DoesNotListWithdrawnScopes(SimulatedHost):
    def listed(self) -> dict[str, bool]:
        return self.memory.listed()


class DropsThePrefixOfScopes(SimulatedHost):
    def listed(self) -> dict[str, bool]:
        return {scope.removeprefix("scope."): state for scope, state in super().listed().items()}


class ShowsEverySwitch(SimulatedHost):
    def page(self) -> frozenset[str]:
        gated = offers.GATED[self.world["profile"]].values()
        return frozenset(scope for scopes in gated for scope in scopes)


class RemembersAfterDeletion(SimulatedHost):
    def delete(self) -> None:
        pass


class IgnoresTheSettingsPage(SimulatedHost):
    def switch(self, scope: str, value: str) -> None:
        pass


class IgnoresChoicesOnTheOpenPage(SimulatedHost):
    def change(self, user: User) -> None:
        pass


class AsksForUserInformation(SimulatedHost):
    def can_prompt(self, name: str, scope: str) -> bool:
        return scope == offers.USER_INFO or super().can_prompt(name, scope)


class AsksForBackgroundLocationInOldClients(SimulatedHost):
    def can_prompt(self, name: str, scope: str) -> bool:
        return scope == offers.BACKGROUND or super().can_prompt(name, scope)


class AlwaysReturnsSubscriptions(SimulatedHost):
    def subscriptions(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        return super().subscriptions({"withSubscriptions": True})


class KeepsEverySubscription(SimulatedHost):
    def subscribe(self, template: str, answer: str, *, keep: bool) -> None:
        super().subscribe(template, answer, keep=True)


class LetsPluginsAskForAnything(SimulatedHost):
    def ask(self, name: str, scope: str, user: User) -> Reply:
        plugin = self.world["profile"] == "plugin" and name == offers.ASKING["plugin"]
        return self.settle(name, (scope,), user) if plugin else super().ask(name, scope, user)


class OffersAuthorizeEverywhere(SimulatedHost):
    def ask(self, name: str, scope: str, user: User) -> Reply:
        return super().ask(offers.ASKING[self.world["profile"]], scope, user)


class IgnoresDeclarations(SimulatedHost):
    def undeclared(self, name: str, scope: str) -> Reply | None:
        return None


class IgnoresThePrivacyAgreement(SimulatedHost):
    def privacy(self, user: User) -> str:
        return ""


class AsksEvenWhenTheAgreementIsRefused(SimulatedHost):
    def privacy(self, user: User) -> str:
        error = super().privacy(user)
        return "" if error == "privacy-refused" else error


class TakesADismissalForARefusal(SimulatedHost):
    def prompt(self, name: str, scope: str, user: User) -> str:
        error = super().prompt(name, scope, user)
        if error == "dismissed":
            self.remember(name, scope, granted=False)
        return error


class CallsADismissalARefusal(SimulatedHost):
    def fail(self, error: str, name: str, scope: str = "") -> Reply:
        return super().fail("denied" if error == "dismissed" else error, name, scope)


class ForgetsTheSystemPermission(SimulatedHost):
    def system(self, name: str) -> Reply | None:
        return None


class AsksForTheFirstOfTwoScopesOnly(SimulatedHost):
    def settle(self, name: str, scopes: tuple[str, ...], user: User) -> Reply:
        return super().settle(name, scopes[:1], user)


class ReadsThePluginsOwnAnswers(SimulatedHost):
    def read(self, arguments: Mapping[str, Any]) -> Reply:
        return self.succeed(authSetting=self.listed(), **self.subscriptions(arguments))


class Raises(SimulatedHost):
    def read(self, arguments: Mapping[str, Any]) -> Reply:
        raise ConnectionResetError("gone")


WRONG: dict[type[SimulatedHost], str] = {
    AlwaysGrants: "first-use-asks-denied",
    AsksAgainAfterARefusal: "denied-fails-without-prompt",
    ForgetsAGrant: "granted-succeeds",
    ForgetsARefusal: "denied-asking-fails-without-prompt",
    GrantsOneCallButNotItsSiblings: "one-grant-covers-the-scope",
    UsesAnotherPlatformsWords: "first-use-asks-denied",
    OpensTheSettingsWithoutATap: "settings-page-needs-tap",
    AlwaysNeedsATap: "settings-page-opens-without-tap",
    ListsWhatWasNeverAsked: "reading-omits-unasked",
    DoesNotListWithdrawnScopes: "reading-lists-withdrawn",
    DropsThePrefixOfScopes: "reading-lists-granted",
    ShowsEverySwitch: "settings-page-omits-unasked",
    RemembersAfterDeletion: "deletion-forgets-allowed",
    IgnoresTheSettingsPage: "settings-on-counts-at-next-call",
    IgnoresChoicesOnTheOpenPage: "settings-page-turned-off",
    AsksForUserInformation: "user-info-never-asks",
    AsksForBackgroundLocationInOldClients: "background-never-asks-below-8",
    AlwaysReturnsSubscriptions: "reading-omits-unasked",
    KeepsEverySubscription: "reading-with-subscriptions",
    LetsPluginsAskForAnything: "plugin-asks-three-scopes-only",
    OffersAuthorizeEverywhere: "plugin-authorize-absent",
    IgnoresDeclarations: "usage-statement-missing-fails",
    IgnoresThePrivacyAgreement: "privacy-quiet-period-fails",
    AsksEvenWhenTheAgreementIsRefused: "privacy-agreement-refused",
    TakesADismissalForARefusal: "first-use-asks-dismissed",
    CallsADismissalARefusal: "asking-in-advance-dismissed",
    ForgetsTheSystemPermission: "system-permission-missing-fails",
    AsksForTheFirstOfTwoScopesOnly: "two-scopes-second-denied",
    ReadsThePluginsOwnAnswers: "plugin-reading-lists-granted",
    Raises: "reading-lists-denied",
}


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.__name__)
def test_a_wrong_host_is_reported_with_the_rule_it_breaks(wrong: type[SimulatedHost]) -> None:
    assert WRONG[wrong] in {difference.rule for verdict in failures(wrong()) for difference in verdict.differences}


def test_a_difference_says_what_was_expected_and_what_was_seen() -> None:
    name = "mini-program.getLocation.denied.ios.fails-without-prompt"
    verdict = run_case(case(name), UsesAnotherPlatformsWords())
    assert (verdict.case, verdict.rule, verdict.passed) == (name, "denied-fails-without-prompt", False)
    (difference,) = verdict.differences
    assert (difference.what, difference.seen) == ("message", "getLocation:fail:auth denied")
    assert "getLocation:fail auth deny" in difference.expected


def test_a_host_that_raises_fails_the_case_and_not_the_run() -> None:
    verdicts = list(run(matrix()[:3], Raises()))
    assert [verdict.differences[0].seen for verdict in verdicts] == ["ConnectionResetError: gone"] * 3


@pytest.mark.parametrize(
    "changed",
    [
        {"prompts": ["scope"]},
        {"result": "success"},
        {"messages": ["getLocation:ok"]},
        {"afterwards": {"scope.userLocation": True}},
        {"afterwards": {"scope.userLocation": None}},
        {"page": {"scope.userLocation": False}},
    ],
    ids=str,
)
def test_a_changed_expectation_turns_a_case_red(changed: dict[str, Any]) -> None:
    right = case("mini-program.getLocation.denied.ios.fails-without-prompt")
    assert run_case(right, SimulatedHost()).passed
    assert not run_case({**right, "expect": {**right["expect"], **changed}}, SimulatedHost()).passed


def test_the_simulated_host_does_not_read_the_rules() -> None:
    import tongwen.hosts.memory
    import tongwen.hosts.phrases
    import tongwen.hosts.simulated

    for module in (tongwen.hosts.simulated, tongwen.hosts.memory, tongwen.hosts.phrases, offers):
        names = {getattr(value, "__module__", None) or "" for value in vars(module).values()}
        assert not any(name.startswith(("tongwen.behaviour", "tongwen.model")) for name in names)

"""Mistakes with the privacy agreement that stands before the prompt, or in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tongwen.diagnostics import N_
from tongwen.hosts.mutants.registry import Mutants
from tongwen.hosts.protocol import Reply
from tongwen.hosts.simulated import SimulatedHost, User

MUTANTS: Final = Mutants("privacy")


class _Elsewhere(SimulatedHost):
    """Takes one state of the agreement for another."""

    taken: Mapping[str, str] = {}

    def reset(self, world: Mapping[str, str]) -> None:
        state = world.get("privacy", "")
        super().reset({**world, "privacy": self.taken.get(state, state)})


@MUTANTS.add(N_("There is no privacy agreement."))
class _IgnoresThePrivacyAgreement(SimulatedHost):
    def privacy(self, *_: object) -> str:
        return ""


@MUTANTS.add(N_("The privacy agreement before the prompt is never shown."))
class _ShowsNoAgreement(_Elsewhere):
    taken = {"privacy-before-prompt": "privacy-agreed"}


@MUTANTS.add(N_("The privacy agreement inside the prompt is never shown."))
class _LeavesTheAgreementOut(_Elsewhere):
    taken = {"privacy-inside-prompt": "privacy-agreed"}


@MUTANTS.add(N_("The privacy agreement is shown inside the prompt in versions that show it before."))
class _ShowsTheAgreementInsideTooEarly(_Elsewhere):
    taken = {"privacy-before-prompt": "privacy-inside-prompt"}


@MUTANTS.add(N_("The privacy agreement is shown before the prompt in versions that show it inside."))
class _ShowsTheAgreementBeforeTooLate(_Elsewhere):
    taken = {"privacy-inside-prompt": "privacy-before-prompt"}


@MUTANTS.add(N_("The privacy agreement is shown although the user has agreed."))
class _ShowsTheAgreementAgain(_Elsewhere):
    taken = {"privacy-agreed": "privacy-before-prompt"}


@MUTANTS.add(N_("Right after a refusal the privacy agreement is shown again."))
class _KnowsNoQuietPeriod(_Elsewhere):
    taken = {"privacy-refused-just-now": "privacy-before-prompt"}


@MUTANTS.add(N_("Nobody looks whether the privacy guide declares the data."))
class _NeedsNoDeclaredData(_Elsewhere):
    taken = {"privacy-data-undeclared": "privacy-agreed"}


@MUTANTS.add(N_("Nobody looks whether there is a privacy guide."))
class _NeedsNoPrivacyGuide(_Elsewhere):
    taken = {"privacy-guide-absent": "privacy-agreed"}


@MUTANTS.add(N_("A missing privacy guide is reported as data that it does not declare."))
class _TakesNoGuideForAnIncompleteOne(_Elsewhere):
    taken = {"privacy-guide-absent": "privacy-data-undeclared"}


@MUTANTS.add(N_("The privacy agreement is shown twice."))
class _ShowsTheAgreementTwice(SimulatedHost):
    def privacy(self, user: User) -> str:
        error = super().privacy(user)
        self.prompts += self.prompts[-1:]
        return error


@MUTANTS.add(N_("The prompt comes first, and the privacy agreement after it."))
class _ShowsTheAgreementAfterThePrompt(SimulatedHost):
    def prompt(self, name: str, scope: str, user: User) -> str:
        error = super().prompt(name, scope, user)
        self.prompts.sort(key=lambda shown: shown == "privacy")
        return error


@MUTANTS.add(N_("The prompt is shown although the user refused the privacy agreement."))
class _AsksWithoutTheAgreement(SimulatedHost):
    def privacy(self, user: User) -> str:
        error = super().privacy(user)
        return "" if error == "privacy-refused" else error


@MUTANTS.add(N_("The call fails although the user agrees to the privacy agreement."))
class _TakesAgreementForRefusal(SimulatedHost):
    def privacy(self, user: User) -> str:
        return super().privacy({**user, "privacy-answer": "disagree"})


@MUTANTS.add(N_("Whoever refuses the privacy agreement has refused the scope."))
class _RefusesTheScopeWithTheAgreement(SimulatedHost):
    def prompt(self, name: str, scope: str, user: User) -> str:
        error = super().prompt(name, scope, user)
        if error == "privacy-refused":
            self.remember(name, scope, granted=False)
        return error


@MUTANTS.add(N_("Whoever accepts the privacy agreement has granted the scope."))
class _GrantsTheScopeWithTheAgreement(SimulatedHost):
    def privacy(self, user: User) -> str:
        self.agreed = user.get("privacy-answer") == "agree"
        return super().privacy(user)

    def prompt(self, name: str, scope: str, user: User) -> str:
        error = super().prompt(name, scope, user)
        if self.agreed and error == "dismissed":
            self.remember(name, scope, granted=True)
        return error


@MUTANTS.add(N_("A refused privacy agreement is reported as a refused scope."))
class _CallsThePrivacyRefusalARefusal(SimulatedHost):
    def fail(self, error: str, name: str, scope: str = "") -> Reply:
        return super().fail("denied" if error == "privacy-refused" else error, name, scope)

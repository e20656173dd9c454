"""Mistakes with answers: asking when nobody should be asked, and forgetting or inventing what was said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tongwen.diagnostics import N_
from tongwen.hosts.mutants.registry import Mutants
from tongwen.hosts.protocol import Reply
from tongwen.hosts.simulated import SimulatedHost, User

MUTANTS: Final = Mutants("consent")


@MUTANTS.add(N_("Every scope counts as granted from the start."))
class _AlwaysGrants(SimulatedHost):
    def granted(self, *_: object) -> bool:
        return True


@MUTANTS.add(N_("Whatever the user answers counts as allowed."))
class _TakesEveryAnswerForYes(SimulatedHost):
    def prompt(self, name: str, scope: str, user: User) -> str:
        return super().prompt(name, scope, {**user, "answer": "allow"})


@MUTANTS.add(N_("A refused call asks the user again."))
class _AsksAgainAfterARefusal(SimulatedHost):
    def refused(self, *_: object) -> bool:
        return False


@MUTANTS.add(N_("A refused call shows the prompt once more, and fails before the user can answer."))
class _ShowsThePromptBeforeItRefuses(SimulatedHost):
    def refuse(self, name: str, scope: str) -> Reply:
        self.prompts.append("scope")
        return super().refuse(name, scope)


@MUTANTS.add(N_("A refused call succeeds as long as it does not ask."))
class _LetsRefusedCallsThrough(SimulatedHost):
    def refuse(self, *_: str) -> Reply:
        return self.succeed()


@MUTANTS.add(N_("A grant is not remembered."))
class _ForgetsAGrant(SimulatedHost):
    def remember(self, name: str, scope: str, *, granted: bool) -> None:
        if not granted:
            super().remember(name, scope, granted=granted)


@MUTANTS.add(N_("A refusal is not remembered."))
class _ForgetsARefusal(SimulatedHost):
    def remember(self, name: str, scope: str, *, granted: bool) -> None:
        if granted:
            super().remember(name, scope, granted=granted)


@MUTANTS.add(N_("Refusals are remembered as grants."))
class _RemembersTheOpposite(SimulatedHost):
    def remember(self, name: str, scope: str, *, granted: bool) -> None:
        super().remember(name, scope, granted=not granted)


@MUTANTS.add(N_("A grant serves a single call and is gone afterwards."))
class _SpendsAGrant(SimulatedHost):
    def use(self, name: str, scopes: tuple[str, ...], user: User) -> Reply:
        was = [scope for scope in scopes if self.memory.state(scope) is True]
        reply = super().use(name, scopes, user)
        for scope in was:
            self.memory.forget(scope)
        return reply


class _ByCall(SimulatedHost):
    """Remembers which call asked."""

    def reset(self, world: Mapping[str, str]) -> None:
        super().reset(world)
        self.answered: set[tuple[str, str, bool]] = set()

    def remember(self, name: str, scope: str, *, granted: bool) -> None:
        self.answered.add((name, scope, granted))
        super().remember(name, scope, granted=granted)

    def elsewhere(self, name: str, scope: str, granted: bool) -> bool:
        """Whether the answer was given to another call of the scope, not one that asks in advance."""
        calls = {call for call, of, what in self.answered if (of, what) == (scope, granted)}
        return bool(calls) and name not in calls and not any("authorize" in call for call in calls)


@MUTANTS.add(N_("A grant counts for the call that asked, and not for the other calls of the scope."))
class _GrantsOneCallButNotItsSiblings(_ByCall):
    def granted(self, name: str, scope: str) -> bool:
        return super().granted(name, scope) and not self.elsewhere(name, scope, granted=True)


@MUTANTS.add(N_("A refusal counts for the call that asked; the other calls of the scope ask again."))
class _RefusesOneCallButNotItsSiblings(_ByCall):
    def settle(self, name: str, scopes: tuple[str, ...], user: User) -> Reply:
        if len(scopes) == 1 and self.elsewhere(name, scopes[0], granted=False):
            self.memory.forget(scopes[0])
        return super().settle(name, scopes, user)


@MUTANTS.add(N_("One grant opens every scope of the program."))
class _GrantsAllScopesAtOnce(SimulatedHost):
    def granted(self, name: str, scope: str) -> bool:
        return super().granted(name, scope) or True in self.memory.answers.values()


@MUTANTS.add(N_("One refusal closes every scope of the program."))
class _RefusesAllScopesAtOnce(SimulatedHost):
    def refused(self, scope: str) -> bool:
        return super().refused(scope) or False in self.memory.answers.values()


@MUTANTS.add(N_("A prompt that is closed without an answer counts as a refusal from then on."))
class _TakesADismissalForARefusal(SimulatedHost):
    def prompt(self, name: str, scope: str, user: User) -> str:
        error = super().prompt(name, scope, user)
        if error == "dismissed":
            self.remember(name, scope, granted=False)
        return error


@MUTANTS.add(N_("A prompt that is closed without an answer counts as a grant from then on."))
class _TakesADismissalForAGrant(SimulatedHost):
    def prompt(self, name: str, scope: str, user: User) -> str:
        error = super().prompt(name, scope, user)
        if error == "dismissed":
            self.remember(name, scope, granted=True)
        return error


@MUTANTS.add(N_("A call whose prompt is closed without an answer succeeds."))
class _SucceedsWhenThePromptIsClosed(SimulatedHost):
    def prompt(self, name: str, scope: str, user: User) -> str:
        error = super().prompt(name, scope, user)
        return "" if error == "dismissed" else error


@MUTANTS.add(N_("After a prompt was closed without an answer the user is not asked again; the call fails."))
class _AsksOnlyOnceAfterADismissal(SimulatedHost):
    def reset(self, world: Mapping[str, str]) -> None:
        super().reset(world)
        self.closed: set[str] = set()

    def prompt(self, name: str, scope: str, user: User) -> str:
        if scope in self.closed:
            return "denied"
        error = super().prompt(name, scope, user)
        if error == "dismissed":
            self.closed.add(scope)
        return error


@MUTANTS.add(N_("The call that asks fails although the user allows; only the next one succeeds."))
class _FailsTheCallThatAsks(SimulatedHost):
    def prompt(self, name: str, scope: str, user: User) -> str:
        return super().prompt(name, scope, user) or "denied"


@MUTANTS.add(N_("The call that asks succeeds although the user refuses; only the next one fails."))
class _SucceedsWhileTheUserRefuses(SimulatedHost):
    def prompt(self, name: str, scope: str, user: User) -> str:
        error = super().prompt(name, scope, user)
        return "" if error == "denied" else error


@MUTANTS.add(N_("The user is asked twice for one scope."))
class _AsksTwice(SimulatedHost):
    def prompt(self, name: str, scope: str, user: User) -> str:
        error = super().prompt(name, scope, user)
        self.prompts += [shown for shown in self.prompts[-1:] if shown.startswith("scope")]
        return error


@MUTANTS.add(N_("The answer is made up; the user sees no prompt."))
class _ShowsNoPrompt(SimulatedHost):
    def prompt(self, name: str, scope: str, user: User) -> str:
        error = super().prompt(name, scope, user)
        self.prompts = []
        return error


@MUTANTS.add(N_("What was granted is asked for again at every call."))
class _AsksAlthoughGranted(SimulatedHost):
    def granted(self, *_: object) -> bool:
        return False


@MUTANTS.add(N_("Answers outlast the program and reach the next one, of whatever profile."))
class _LeaksBetweenPrograms(SimulatedHost):
    def reset(self, world: Mapping[str, str]) -> None:
        before = self.memory
        super().reset(world)
        self.memory = before


@MUTANTS.add(N_("Answers are kept when the program is deleted."))
class _RemembersAfterDeletion(SimulatedHost):
    def delete(self) -> None:
        pass


@MUTANTS.add(N_("Deleting the program clears refusals and keeps grants."))
class _KeepsGrantsAfterDeletion(SimulatedHost):
    def delete(self) -> None:
        kept = [scope for scope, granted in self.memory.listed().items() if granted]
        super().delete()
        for scope in kept:
            self.memory.remember(scope, granted=True)


@MUTANTS.add(N_("Deleting the program clears grants and keeps refusals."))
class _KeepsRefusalsAfterDeletion(SimulatedHost):
    def delete(self) -> None:
        kept = [scope for scope, granted in self.memory.listed().items() if not granted]
        super().delete()
        for scope in kept:
            self.memory.remember(scope, granted=False)

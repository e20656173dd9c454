"""Whether a call would ask the user: it is tried on a copy of the host, which is then thrown away.

The host decides at once, with the answers that it is given. Here they are given one by one, and the first that is
lacking ends the rehearsal with the prompt that the user would see. Only when none is lacking is the call really made,
so that a prompt nobody answers leaves no trace: not even of an earlier prompt of the same call.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from tongwen.hosts.protocol import Host, HostError, Reply

Act = Callable[[Host, Mapping[str, str]], Reply]
"""A call or a component, with its arguments, to be made on a host while the user answers."""

PROMPTS: Final = {"answer": "scope", "privacy-answer": "privacy"}
"""What the host asks of the user, and the prompt that asks it."""

WORDS: Final = {
    "answer": {"allow": "allow", "deny": "deny", "dismiss": "dismiss"},
    "privacy-answer": {"allow": "agree", "deny": "disagree", "dismiss": "disagree"},
}
"""The user's answers to a prompt, in the words of the host."""

#: No call asks more often; a host that does is broken.
_MOST = 16


class Unanswered(BaseException):
    """The host wants an answer that the user has not given yet. No host that catches `Exception` keeps it."""

    def __init__(self, prompt: str) -> None:
        super().__init__(prompt)
        self.prompt = prompt


class Answers(Mapping[str, str]):
    """A user whose answers to prompts are handed out in order, each once; everything else is fixed beforehand.

    A host that looks up an answer has shown the prompt: it must not look before, nor twice.
    """

    def __init__(self, fixed: Mapping[str, str], given: Sequence[str]) -> None:
        self._fixed = fixed
        self._given = list(given)

    def __getitem__(self, key: str) -> str:
        if key in self._fixed:
            return self._fixed[key]
        if key not in PROMPTS:
            raise KeyError(key)
        if not self._given:
            raise Unanswered(PROMPTS[key])
        return WORDS[key][self._given.pop(0)]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._fixed, **PROMPTS})

    def __len__(self) -> int:
        return len({**self._fixed, **PROMPTS})


def would_ask(host: Host, act: Act, fixed: Mapping[str, str], given: Sequence[str]) -> str:
    """The prompt that the user would see next, once the answers given are used up; empty: the call goes through."""
    if len(given) >= _MOST:
        return ""
    try:
        act(copy.deepcopy(host), Answers(fixed, given))
    except Unanswered as lacking:
        return lacking.prompt
    return ""


def make(host: Host, act: Act, fixed: Mapping[str, str], given: Sequence[str]) -> Reply:
    """Make the call. What is still asked then is closed without an answer. Raises `HostError` if that has no end."""
    try:
        return act(host, Answers(fixed, [*given, *["dismiss"] * _MOST]))
    except Unanswered:
        raise HostError("the host asks again and again") from None

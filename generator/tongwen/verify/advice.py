"""What the author of a host should change, from what was seen and what should have been."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tongwen.diagnostics import N_
from tongwen.hosts.runner import Difference

NOTHING = "[]"
NO_ENTRY = "not listed"
RECORD = "a record"


def advice(differences: Iterable[Difference]) -> list[str]:
    """Sentences to be translated, each once; of several cases, see `common_advice`."""
    return list(dict.fromkeys(_sentence(found) for found in differences))


def common_advice(cases: Iterable[Sequence[Difference]]) -> dict[str, int]:
    """The advice for several cases, with the number of cases that call for it.

    What differs first in most cases comes first: the rest often follows from it.
    """
    first: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for differences in cases:
        sentences = advice(differences)
        first.update(sentences[:1])
        total.update(sentences)
    return {sentence: total[sentence] for sentence in sorted(total, key=lambda name: (-first[name], -total[name]))}


def _sentence(found: Difference) -> str:
    by_part = {"prompts": _prompts, "result": _result, "message": _message, "host": _host}
    if found.what in by_part:
        return by_part[found.what](found)
    if found.what in _FIXED:
        return _FIXED[found.what]
    if found.what.startswith("page "):
        return N_("The settings page has a switch for each scope that the user was asked for, and for no other.")
    if found.expected == RECORD:
        return N_("The field must hold a record, with an entry for each scope that the user was asked for.")
    return _entry(found) if "[" in found.what else _CHOICES


_CHOICES = N_(
    "Give the user's choices for message templates only when they were asked for: those that are kept, and no others."
)
_FIXED = {
    "errno": N_("Give the error number that belongs to the error, or none."),
    "reading": N_("Reading the settings must succeed at any time."),
}


def _prompts(found: Difference) -> str:
    if found.expected == NOTHING:
        return N_("Show nothing to the user here: what was answered, or cannot be asked, is not asked again.")
    if found.seen == NOTHING:
        return N_("Ask the user here; the host shows nothing.")
    return N_("Show the user what is expected, in that order, each once.")


def _result(found: Difference) -> str:
    if found.expected == "success":
        return N_("The call must succeed here; the host makes it fail.")
    return N_("The call must fail here; the host lets it succeed.")


def _message(found: Difference) -> str:
    if found.expected.startswith("a message of "):
        return N_("Do not fail with the message of another error: programs tell errors apart by it.")
    return N_("Fail with one of the messages that the platform of the case uses; programs compare them.")


def _host(found: Difference) -> str:
    if found.seen.startswith("no answer within "):
        return N_("The host did not answer. If it is slow and not stuck, give it more time with `--timeout`.")
    return N_(
        "The host gave no proper answer: it raised or was cut off, or its answer has the wrong form. Each method must "
        "return what `tongwen.hosts.protocol.Host` says."
    )


def _entry(found: Difference) -> str:
    if found.expected == NO_ENTRY:
        return N_("Do not list a scope in the settings before the user was asked for it.")
    if found.seen == NO_ENTRY:
        return N_("Remember the answer, and list it in the settings under the whole id of the scope, prefix included.")
    if found.seen not in {"true", "false"}:
        return N_("The settings hold true or false for each scope, and nothing else.")
    return N_("The settings must hold the last answer: true for allowed, false for refused.")

"""Fixed words for the values that the spec language itself has: confidence, status, what the user sees."""

from __future__ import annotations

from typing import Any

from tongwen.model.behaviour import Outcome
from tongwen.targets.docs import naming
from tongwen.text.phrase import Phrase

CONFIDENCE = {
    "documented": Phrase("Documented"),
    "observed": Phrase("Observed"),
    "inferred": Phrase("Inferred"),
}
STATUS = {
    "active": Phrase("The user is asked"),
    "withdrawn": Phrase("Withdrawn: works without asking"),
    "retired": Phrase("Retired"),
}
PROMPTS = {
    "none": Phrase("Nothing"),
    "scope": Phrase("Scope prompt"),
    "scope-twice": Phrase("Two scope prompts, one after the other"),
    "settings": Phrase("Settings page"),
    "privacy": Phrase("Privacy agreement"),
    "privacy-then-scope": Phrase("Privacy agreement, then the scope prompt"),
    "scope-with-privacy": Phrase("Scope prompt with the privacy agreement inside"),
}
CONSENT = {
    "unasked": Phrase("Not asked"),
    "granted": Phrase("Granted"),
    "denied": Phrase("Refused"),
}
UNCHANGED = Phrase("As before")
SUCCESS = Phrase("Success")
DIMENSIONS = {
    "environment": Phrase("Set up before the program starts"),
    "state": Phrase("Left behind by earlier actions"),
    "answer": Phrase("Done by the user during the call"),
    "argument": Phrase("Passed by the caller"),
}
#: The parts in which rules are told: title, and what they are about.
CHAPTERS = {
    "using": (
        Phrase("Rules for calls that need a scope"),
        Phrase("What a call that needs a scope does before and after the user has been asked."),
    ),
    "asking": (
        Phrase("Rules for asking in advance"),
        Phrase("What a call does that only asks for a scope, or that the profile does not offer."),
    ),
    "conditions": (
        Phrase("Rules for what must be set up first"),
        Phrase("What happens when a declaration, a permission of the system or the privacy agreement stands between."),
    ),
    "reading": (
        Phrase("Rules for reading the answers"),
        Phrase("What the settings record holds of each scope."),
    ),
    "settings": (
        Phrase("Rules for the settings page"),
        Phrase("When the settings page opens, what it lists, and what a change on it does."),
    ),
}
SOURCES = {
    "document": Phrase("Document"),
    "typings": Phrase("Type declarations"),
    "report": Phrase("Reports"),
    "article": Phrase("Article"),
}
LANGUAGES = {
    "en": Phrase("English"),
    "zh": Phrase("Chinese"),
    "none": Phrase("No language"),
}
DIFFERENCES = {
    "edition": Phrase("Editions differ"),
    "contradiction": Phrase("Contradiction"),
    "typo": Phrase("Misprint"),
    "translation": Phrase("Translation"),
    "omission": Phrase("Omission"),
    "defect": Phrase("Defect"),
    "format": Phrase("Format"),
    "external": Phrase("Seen elsewhere"),
}
#: What each built-in output is good for, by its name in the manifest.
OUTPUTS = {
    "python": Phrase("Typed Python client"),
    "typescript": Phrase("TypeScript declarations"),
    "docs": Phrase("This site, in English and Chinese"),
    "matrix": Phrase("Test matrix"),
    "editor": Phrase("Completion in editors"),
}
_HELD = {
    ("setting", "granted"): Phrase("the scope's entry is {value}", value=naming.span("true")),
    ("setting", "denied"): Phrase("the scope's entry is {value}", value=naming.span("false")),
    ("setting", "absent"): Phrase("the scope has no entry"),
    ("subscriptions", "kept"): Phrase("the result holds the subscriptions that the user keeps"),
    ("subscriptions", "absent"): Phrase("the result holds no subscriptions"),
    ("page", "listed"): Phrase("the page lists the scope"),
    ("page", "unlisted"): Phrase("the page does not list the scope"),
}


def held(outcome: Outcome) -> tuple[Phrase, ...]:
    """What the result holds, in words."""
    found = [_HELD[pair] for pair in _pairs(outcome.holds) if pair in _HELD]
    if isinstance(field := outcome.holds.get("field"), str):
        found.append(Phrase("read from {field}", field=naming.span(field)))
    return tuple(found)


def _pairs(holds: dict[str, Any]) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, value in holds.items()]


def after(outcome: Outcome) -> tuple[Phrase, ...]:
    """What the host remembers afterwards: of the call's scope, and of its second scope if that changes."""
    first = CONSENT[outcome.consent] if outcome.consent else UNCHANGED
    if outcome.second is None:
        return (first,)
    return first, Phrase("second scope: {state}", state=CONSENT[outcome.second])

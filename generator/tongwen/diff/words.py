"""What the reports share: sections, sentences in one language, counts, advice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from tongwen import paths
from tongwen.diagnostics import N_, Translate
from tongwen.diff.changes import OUTPUTS, Change, Severity
from tongwen.diff.telling import joined, listed
from tongwen.diff.verdict import Verdict
from tongwen.encode.comment import Commenter
from tongwen.encode.voice import Voice
from tongwen.text.catalogue import translations
from tongwen.text.grammar import span
from tongwen.text.opaque import Text
from tongwen.text.phrase import Catalogue, Phrase

OUTPUT_NAMES = {
    "python": Phrase("Python client"),
    "typescript": Phrase("TypeScript declarations"),
    "behaviour": Phrase("Behaviour"),
}
SEVERITY_NAMES: dict[Severity, Phrase] = {
    "breaking": Phrase("breaking"),
    "addition": Phrase("addition"),
    "compatible": Phrase("compatible"),
    "none": Phrase("no change"),
}
_COUNTS = {
    "breaking": (Phrase("{count} breaking change"), Phrase("{count} breaking changes")),
    "approved": (Phrase("{count} approved breaking change"), Phrase("{count} approved breaking changes")),
    "addition": (Phrase("{count} addition"), Phrase("{count} additions")),
    "compatible": (Phrase("{count} compatible change"), Phrase("{count} compatible changes")),
    "none": (Phrase("{count} change of pages only"), Phrase("{count} changes of pages only")),
}


class Section(NamedTuple):
    """Changes that weigh the same."""

    name: str
    title: Phrase
    changes: list[Change]


class Teller:
    """Writes sentences in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = Catalogue({language: translations(paths.locales(), language)})
        self.voice = Voice((language,), self._catalogue)
        self._write = Commenter(self.voice, lambda target: target, 100)

    def line(self, words: Any) -> str:
        """Words on one line, names in backticks."""
        return self._write.line(words)

    def catalogued(self, message: str) -> str:
        """A message of ours, translated; its `{names}` are still to be filled."""
        return self._catalogue.get(self.language, message)

    def say(self, told: Callable[[Translate], str]) -> str:
        """What a diagnostic says, by one of its methods."""
        return told(self.catalogued)

    def listed(self, parts: Iterable[str]) -> str:
        """Parts with commas between them."""
        return self.catalogued(N_(", ")).join(parts)


def sections(verdict: Verdict) -> list[Section]:
    """The changes by weight, those that nobody agreed to first. Sections without a change are left out."""
    agreed = [change for change in verdict.of("breaking") if change.id in verdict.approved]
    found = [
        Section("breaking", Phrase("Breaking changes"), verdict.breaking),
        Section("approved", Phrase("Breaking changes that were approved"), agreed),
        Section("addition", Phrase("Additions"), verdict.of("addition")),
        Section("compatible", Phrase("Compatible changes"), verdict.of("compatible")),
        Section("none", Phrase("Pages and wording"), verdict.of("none")),
    ]
    return [section for section in found if section.changes]


def counted(verdict: Verdict, teller: Teller) -> str:
    """`2 breaking changes, 1 addition`."""
    parts = []
    for section in sections(verdict):
        count = len(section.changes)
        parts.append(teller.line(_COUNTS[section.name][count != 1](count=count)))
    return teller.listed(parts) or teller.line(Phrase("nothing changed for users"))


def advice(verdict: Verdict) -> Phrase:
    """How to call the next release."""
    step, release, enough = verdict.advice
    if step == "none":
        return Phrase("Nothing changed for users, so no release is needed.")
    reasons = {
        "breaking": Phrase("something breaks"),
        "addition": Phrase("something can be used that could not"),
        "compatible": Phrase("nothing breaks and nothing new can be used"),
        "none": Phrase("only pages and comments differ"),
    }
    values: dict[str, Any] = {
        "reason": reasons[verdict.changes[0].severity],
        "part": {"major": Phrase("major"), "minor": Phrase("minor"), "patch": Phrase("patch")}[step],
        "old": verdict.base.release,
        "release": release,
    }
    shown = {key: span(value) if isinstance(value, str) else value for key, value in values.items()}
    if enough:
        words = Phrase("The release number {new} is high enough: {reason}, which asks for {release} ({part}) at least.")
        return words(**shown, new=span(verdict.head.release))
    return Phrase("Call the next release {release} ({part}) after {old}: {reason}.", **shown)


def outputs(change: Change, teller: Teller) -> str:
    """`Python client: breaking, Behaviour: compatible`; nothing where no output differs."""
    parts = [
        teller.line(Phrase("{output}: {severity}", output=OUTPUT_NAMES[name], severity=SEVERITY_NAMES[severity]))
        for name, severity in zip(OUTPUTS, change.impact, strict=True)
        if severity != "none"
    ]
    return teller.listed(parts)


def notes(verdict: Verdict, change: Change) -> list[Phrase]:
    """What is said of a change beside its sentence: what to use instead, fields, profiles, why it was approved."""
    found = [] if change.hint is None else [change.hint]
    if change.parts:
        fields = dict.fromkeys(".".join(map(str, path)) for path in change.parts)
        found.append(Phrase("Fields: {names}", names=listed([span(name) for name in fields])))
    every = [name for name in verdict.head.document.profiles if name in verdict.base.document.profiles]
    if change.profiles and not set(change.profiles) >= set(every):
        shown = joined([span(name) for name in change.profiles], Phrase("{one}, {other}"))
        found.append(Phrase("Profiles: {names}", names=shown))
    if change.id in verdict.approved:
        name, approval = verdict.approved[change.id]
        found.append(Phrase("Approved as {name}: {reason}", name=span(name), reason=approval.reason))
    return found


#: Heads of the columns of `table`.
HEADS = (Phrase("Breaking"), Phrase("Additions"), Phrase("Compatible"))
_COLUMNS: tuple[Severity, ...] = ("breaking", "addition", "compatible")


def table(verdict: Verdict) -> list[tuple[Phrase | Text, tuple[int, ...]]]:
    """For each output, then for each profile where there are several, how many changes weigh how much."""
    rows: list[tuple[Phrase | Text, tuple[int, ...]]] = []
    for i, name in enumerate(OUTPUTS):
        weights = [change.impact[i] for change in verdict.changes]
        rows.append((OUTPUT_NAMES[name], tuple(weights.count(column) for column in _COLUMNS)))
    profiles = dict.fromkeys([*verdict.base.document.profiles, *verdict.head.document.profiles])
    for profile in profiles if len(profiles) > 1 else ():
        weights = [change.severity for change in verdict.changes if profile in change.profiles]
        rows.append((span(profile), tuple(weights.count(column) for column in _COLUMNS)))
    return rows

"""The words for what happened before and what happens now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tongwen.diff.cells import Happening
from tongwen.diff.scene import Scene
from tongwen.text.grammar import span
from tongwen.text.opaque import Text
from tongwen.text.phrase import Bilingual, Phrase

Words = Phrase | Text | Bilingual
#: Names of calls that a sentence holds; the rest are counted.
MOST = 3
_ASKED = {
    "scope": Phrase("asked"),
    "scope-twice": Phrase("asked twice"),
    "settings": Phrase("opened the settings page"),
    "privacy": Phrase("showed the privacy agreement"),
    "privacy-then-scope": Phrase("showed the privacy agreement and asked"),
    "scope-with-privacy": Phrase("asked with the privacy agreement in the prompt"),
}
_ASKS = {
    "scope": Phrase("asks"),
    "scope-twice": Phrase("asks twice"),
    "settings": Phrase("opens the settings page"),
    "privacy": Phrase("shows the privacy agreement"),
    "privacy-then-scope": Phrase("shows the privacy agreement and asks"),
    "scope-with-privacy": Phrase("asks with the privacy agreement in the prompt"),
}


def sentence(
    scene: Scene,
    calls: Sequence[str],
    conditions: Iterable[tuple[str, tuple[str, ...]]],
    before: Happening,
    after: Sequence[Happening],
) -> Phrase:
    """`garden.openValve`, when Consent is Refused: failed at once with `denied`, and now asks, then succeeds."""
    situation = _situation(scene, list(conditions))
    told = _told(before, after)
    who = listed([span(call) for call in calls])
    if situation is None:
        return Phrase("{calls}: {told}", calls=who, told=told)
    return Phrase("{calls}, when {situation}: {told}", calls=who, situation=situation, told=told)


def listed(names: Sequence[Words]) -> Words:
    """The first few names, and how many more there are."""
    shown = joined(names[:MOST], Phrase("{one}, {other}"))
    if len(names) <= MOST:
        return shown
    return Phrase("{names} and {count} more", names=shown, count=len(names) - MOST)


def joined(parts: Sequence[Words], between: Phrase) -> Words:
    """Parts one after the other; `between` says how `{one}` and `{other}` are joined."""
    whole = parts[0]
    for part in parts[1:]:
        whole = between(one=whole, other=part)
    return whole


def _situation(scene: Scene, conditions: list[tuple[str, tuple[str, ...]]]) -> Words | None:
    parts: list[Words] = []
    for name, values in conditions:
        dimension = scene.head.dimensions.get(name) or scene.base.dimensions[scene.before("dimensions", name)]
        titles: list[Words] = [
            dimension.values[value].title if value in dimension.values else span(value) for value in values
        ] or [Phrase("of no matter")]
        one_of = joined(titles, Phrase("{one}” or “{other}"))
        parts.append(Phrase("“{dimension}” is “{value}”", dimension=dimension.title, value=one_of))
    return joined(parts, Phrase("{one} and {other}")) if parts else None


def _told(before: Happening, after: Sequence[Happening]) -> Phrase:
    if any((now.prompt, now.result) != (before.prompt, before.result) for now in after):
        return Phrase("{before}, and now {after}", before=_was(before), after=_is(after))
    if any(now.holds != before.holds for now in after):
        now = joined([_pairs(one.holds) for one in after], Phrase("{one} or {other}"))
        return Phrase("the result held {before}, and now holds {after}", before=_pairs(before.holds), after=now)
    now = joined([_pairs(one.memory) for one in after], Phrase("{one} or {other}"))
    words = Phrase("what the host then remembered was {before}, and is now {after}")
    return words(before=_pairs(before.memory), after=now)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Words:
    shown = ", ".join(f"{name}={value}" for name, value in pairs)
    return span(shown) if shown else Phrase("nothing")


def _was(before: Happening) -> Phrase:
    failed = before.result != "success"
    error = span(before.result)
    if before.prompt == "none":
        return Phrase("failed at once with {error}", error=error) if failed else Phrase("succeeded at once")
    asked = _ASKED[before.prompt]
    if failed:
        return Phrase("{asked}, then failed with {error}", asked=asked, error=error)
    return Phrase("{asked}, then succeeded", asked=asked)


def _is(after: Sequence[Happening]) -> Words:
    results: dict[str, list[str]] = {}
    for now in after:
        results.setdefault(now.prompt, []).append(now.result)
    return joined(
        [_ends(prompt, list(dict.fromkeys(ends))) for prompt, ends in results.items()], Phrase("{one}, or {other}")
    )


def _ends(prompt: str, results: list[str]) -> Phrase:
    errors = [span(result) for result in results if result != "success"]
    error = joined(errors, Phrase("{one} or {other}")) if errors else None
    succeeds = "success" in results
    if prompt == "none":
        if error is None:
            return Phrase("succeeds at once")
        if succeeds:
            return Phrase("succeeds at once or fails at once with {error}", error=error)
        return Phrase("fails at once with {error}", error=error)
    asks = _ASKS[prompt]
    if error is None:
        return Phrase("{asks}, then succeeds", asks=asks)
    if succeeds:
        return Phrase("{asks}, then succeeds or fails with {error}", asks=asks, error=error)
    return Phrase("{asks}, then fails with {error}", asks=asks, error=error)

"""What a call does in each state of consent, from the decision table: the ordinary situations, and the other rules."""

from __future__ import annotations

from collections.abc import Iterable

from tongwen.behaviour.situations import Situation
from tongwen.behaviour.table import Group
from tongwen.behaviour.whole import Part
from tongwen.model.base import Localized, Record
from tongwen.model.behaviour import Dimension, Outcome, Rule
from tongwen.model.spec import Document
from tongwen.targets.docs import naming
from tongwen.targets.docs.labels import CONFIDENCE, PROMPTS, after, held
from tongwen.text.phrase import Phrase

#: A row's values, several in a column where they make no difference, and its rule.
_Row = tuple[tuple[tuple[str, ...], ...], str]
_Key = tuple[tuple[str, ...], tuple[_Row, ...]]
#: Kinds of calls that are looked at once for each scope.
_BY_SCOPE = ("ask", "read", "settings")
#: In a cell of a dimension that does not matter in the row.
_NOTHING = naming.bilingual("–", "–")


class Case(Record, frozen=True, kw_only=True):
    """A row: the situation, what the user sees, and what comes of the call."""

    values: tuple[tuple[Localized, ...], ...]
    prompt: Phrase
    error: str
    held: tuple[Phrase, ...]
    after: tuple[Phrase, ...]
    rule: str


class Where(Record, frozen=True, kw_only=True):
    """A profile, and the scopes for which the table holds there."""

    profile: str
    scopes: tuple[str, ...]


class Cases(Record, frozen=True, kw_only=True):
    """A table that holds in some profiles, perhaps for some scopes only."""

    where: tuple[Where, ...]
    by_scope: bool
    columns: tuple[Localized, ...]
    rows: tuple[Case, ...]


class Said(Record, frozen=True, kw_only=True):
    """A rule that speaks of the call."""

    target: str
    note: Localized
    confidence: Phrase
    certain: bool


def error_target(outcome: Outcome) -> str:
    """The error as a reference; empty: success."""
    return "" if outcome.result == "success" else f"error:{outcome.result}"


class Usual:
    """What calls do in ordinary situations: found out once for each group of the table, and put into words once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._keys: dict[int, tuple[Group, _Key]] = {}
        self._rows: dict[_Key, tuple[Case, ...]] = {}

    def cases(self, parts: Iterable[Part], *, by_scope: bool = True) -> tuple[Cases, ...]:
        """One table for each set of calls that behave alike in ordinary situations, with their scopes if `by_scope`."""
        alike: dict[_Key, list[Where]] = {}
        for group, calls in parts:
            scopes = tuple(call.scopes[0] for call in calls if by_scope and call.kind in _BY_SCOPE)
            alike.setdefault(self._key(group), []).append(Where(profile=f"profile:{group.profile}", scopes=scopes))
        return tuple(self._cases(key, _joined(where)) for key, where in alike.items())

    def _key(self, group: Group) -> _Key:
        if id(group) not in self._keys:  # by identity: a group is too large to be compared
            self._keys[id(group)] = group, _ordinary(self._document, group)
        return self._keys[id(group)][1]

    def _cases(self, key: _Key, where: tuple[Where, ...]) -> Cases:
        columns, rows = key
        if key not in self._rows:
            self._rows[key] = tuple(_case(self._document, columns, values, rule) for values, rule in rows)
        return Cases(
            where=where,
            by_scope=any(place.scopes for place in where),
            columns=tuple(self._document.dimensions[name].title for name in columns),
            rows=self._rows[key],
        )


def _joined(places: Iterable[Where]) -> tuple[Where, ...]:
    scopes: dict[str, tuple[str, ...]] = {}
    for place in places:
        scopes[place.profile] = (*scopes.get(place.profile, ()), *place.scopes)
    return tuple(Where(profile=profile, scopes=listed) for profile, listed in scopes.items())


def _ordinary(document: Document, group: Group) -> _Key:
    """The dimensions that matter, and the rule for each combination of their values."""
    cells = {_spoken(cell.situation, document.dimensions): cell.rule for cell in group.cells if cell.rule}
    kept = [pairs for pairs in cells if pairs is not None]
    rows = {pairs: cells[pairs] for pairs in kept}
    for name in reversed([*dict.fromkeys(name for pairs in rows for name, _ in pairs)]):
        fewer: dict[tuple[tuple[str, str], ...], set[str]] = {}
        for pairs, rule in rows.items():
            fewer.setdefault(tuple(pair for pair in pairs if pair[0] != name), set()).add(rule)
        if all(len(rules) == 1 for rules in fewer.values()):
            rows = {pairs: min(rules) for pairs, rules in fewer.items()}
    columns = tuple(dict.fromkeys(name for pairs in rows for name, _ in pairs))
    given: list[_Row] = [
        (tuple((dict(pairs).get(name, ""),) for name in columns), rule) for pairs, rule in rows.items()
    ]
    return columns, tuple(_merged(given))


def _merged(rows: Iterable[_Row]) -> list[_Row]:
    """Rows that follow one another under one rule and differ in one column only become one."""
    out: list[_Row] = []
    for values, rule in rows:
        before, other = out[-1] if out else ((), "")
        apart = [i for i, pair in enumerate(zip(before, values, strict=False)) if pair[0] != pair[1]]
        if other == rule and len(apart) == 1:
            at = apart[0]
            out[-1] = ((*before[:at], before[at] + values[at], *before[at + 1 :]), rule)
        else:
            out.append((values, rule))
    return out


def _spoken(situation: Situation, dimensions: dict[str, Dimension]) -> tuple[tuple[str, str], ...] | None:
    """A situation without its ordinary values; none if one of its values is out of the ordinary."""
    said = []
    for name, value in situation.items():
        values = dimensions[name].values
        if not any(entry.silent for entry in values.values()):
            said.append((name, value))
        elif not values[value].silent:
            return None
    return tuple(said)


def _case(document: Document, columns: tuple[str, ...], values: tuple[tuple[str, ...], ...], rule: str) -> Case:
    then = document.rules[rule].then
    return Case(
        values=tuple(
            tuple(document.dimensions[name].values[value].title if value else _NOTHING for value in chosen)
            for name, chosen in zip(columns, values, strict=True)
        ),
        prompt=PROMPTS[then.prompt],
        error=error_target(then),
        held=held(then),
        after=after(then),
        rule=f"rule:{rule}",
    )


def deciding(parts: Iterable[Part]) -> set[str]:
    """Rules that decide some situation of the calls."""
    return {cell.rule for group, _ in parts for cell in group.cells if cell.rule}


def said(document: Document, names: Iterable[str]) -> tuple[Said, ...]:
    """Rules in words, in the order of the spec."""
    chosen = set(names)
    return tuple(_said(name, rule) for name, rule in document.rules.items() if name in chosen)


def _said(name: str, rule: Rule) -> Said:
    certain = rule.confidence == "documented"
    return Said(target=f"rule:{name}", note=rule.note, confidence=CONFIDENCE[rule.confidence], certain=certain)

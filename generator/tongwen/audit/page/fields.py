"""Tables of parameters, results and fields in a page, compared with those of the spec."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tongwen.audit import kinds
from tongwen.audit.facts import VERSION, Facts, versions
from tongwen.audit.found import Found, found
from tongwen.audit.page.lines import Page, Run
from tongwen.audit.page.listings import TYPES, tables
from tongwen.audit.page.names import Names, distance
from tongwen.diagnostics import N_, Words
from tongwen.model.base import availability
from tongwen.model.entries import Member, Parameter, RecordType

_ASPECTS = {
    "required": Words(N_("whether it must be given")),
    "default": Words(N_("the default")),
    "since": Words(N_("the first version")),
}
_YES = frozenset("yes true required y 是 必填 必需 ✓ ✔".split())
_NO = frozenset("no false optional n 否 选填 可选".split())
_REQUIRED = re.compile(r"required|mandatory|必填|必需|必须", re.IGNORECASE)
_DEFAULT = re.compile(r"default|默认|缺省", re.IGNORECASE)
_NUMBERING = r"[\s\d.、．)）(（#§]*"


class Given(NamedTuple):
    """A row of a table: the field, the rest of the row by the words of the header."""

    name: Run
    rest: Run
    required: str | None = None
    default: str | None = None


class Group(NamedTuple):
    """Rows that belong together; `columns` are the words of the header."""

    rows: tuple[Given, ...]
    header: Run | None
    owner: str
    first: int


def compare(page: Page, names: Names, facts: Facts) -> Iterator[Found]:
    """Everything in which the tables of fields differ."""
    groups = _groups(page, names, facts)
    for group in groups:
        yield from _group(page, group, facts)
    for owner in dict.fromkeys(group.owner for group in groups if group.owner in facts.document.apis):
        yield from _version(page, owner, names, facts)


def subjects(page: Page, names: Names, facts: Facts) -> list[str]:
    """For each line the call or type whose section it is in, empty where none was named."""
    found_, now = [], ""
    known = {*names.apis, *facts.document.types}
    for line in page.lines:
        if line.sort in ("heading", "text") and len(line.text) < 80:
            match = re.fullmatch(
                _NUMBERING + r"(?P<name>[A-Za-z][\w.]*)\s*(?:[(（][^{}]*)?[.:：]?", line.text, re.ASCII
            )
            if match and match["name"] in known:
                now = match["name"]
        found_.append(now)
    return found_


def _groups(page: Page, names: Names, facts: Facts) -> list[Group]:
    owners = subjects(page, names, facts)
    groups = [*_from_tables(page, owners), *_from_lines(page, owners, names)]
    whole = [group for group in groups if group.owner and (group.header or len(group.rows) > 1)]
    return sorted(whole, key=lambda group: group.first)


def _from_tables(page: Page, owners: list[str]) -> Iterator[Group]:
    for start, header, rows in tables(page):
        if header is None or not all(
            re.fullmatch(r"[A-Za-z]\w*", row.cells[0].text, re.ASCII) for row in rows if row.cells
        ):
            continue
        titles = [cell.text for cell in header.cells]
        required = next((i for i, title in enumerate(titles) if _REQUIRED.search(title)), None)
        default = next((i for i, title in enumerate(titles) if _DEFAULT.search(title)), None)

        def at(row: tuple[Run, ...], column: int | None) -> str | None:
            return row[column].text.strip() if column is not None and column < len(row) else None

        given = tuple(
            Given(row.cells[0], Run(row.run.text, row.run.at), at(row.cells, required), at(row.cells, default))
            for row in rows
            if row.cells and row.cells[0].text
        )
        if given:
            yield Group(given, header.run, owners[start], start)


def _from_lines(page: Page, owners: list[str], names: Names) -> Iterator[Group]:
    sort = "|".join([f"(?i:{TYPES})", *map(re.escape, names.document.types)])
    name = rf"(?!(?i:{TYPES})\b)(?P<name>[A-Za-z]\w*)"
    after = re.compile(rf"{name}\s+(?:{sort})(?:\[\])?(?=\s|$)(?P<rest>.*)", re.ASCII)
    before = re.compile(rf"(?:{sort})(?:\[\])?\s+{name}(?P<rest>)", re.ASCII)
    rows: list[Given] = []
    first, header, last = 0, None, -1
    for number, line in enumerate(page.lines):
        run = line.run
        match = (after.fullmatch(run.text) or before.fullmatch(run.text)) if line.sort in ("text", "item") else None
        ends = owners[number] != owners[last] or _head(run.text) if last >= 0 else False
        if rows and ends:
            yield Group(tuple(rows), header, owners[last], first)
            rows, header, last = [], None, -1
        if match and not _head(run.text):
            first = first if rows else number
            rest = run.part(match.start("rest"), match.end("rest"))
            rows.append(Given(run.part(match.start("name"), match.end("name")), rest, *_said(rest.text, header)))
            last = number
        elif _head(run.text) and line.sort == "text":
            header = run
    if rows:
        yield Group(tuple(rows), header, owners[last], first)


def _head(text: str) -> bool:
    """The words above the columns of a table."""
    words = text.split()
    return (
        len(words) > 1
        and len(text) < 60
        and bool(
            re.match(r"(?i)(?:属性|参数|字段|名称|name|property|parameter|field|attribute|key)\s+(?:类型|type)", text)
        )
    )


def _said(rest: str, header: Run | None) -> tuple[str | None, str | None]:
    """What a row of plain text says in the columns for the default and for what is required."""
    if header is None:
        return None, None
    words = rest.split()[:2]
    required = (
        next((word for word in words if word.lower() in _YES | _NO), "") if _REQUIRED.search(header.text) else None
    )
    return required, None


def _group(page: Page, group: Group, facts: Facts) -> Iterator[Found]:
    found_ = _expected(group, facts)
    if found_ is None:
        return
    ours, others = found_
    seen = set()
    for row in group.rows:
        name = row.name.text
        if name in ours:
            seen.add(name)
            yield from _field(page, group, row, ours[name], facts)
        elif name not in others:
            near = next((known for known in ours if known not in seen and _near(name, known)), None)
            place = page.place(row.name)
            if near:
                seen.add(near)
                yield found(kinds.MISSPELT, f"misspelt:{group.owner}.{name}", place, name, name=name, meant=near)
            else:
                yield found(kinds.EXTRA, f"extra:{group.owner}.{name}", place, name, owner=group.owner, name=name)
    for name, field in ours.items():
        if name not in seen and facts.here(field):
            place = page.place(group.header or group.rows[0].name)
            yield found(kinds.MISSING, f"missing:{group.owner}.{name}", place, owner=group.owner, name=name)


def _near(one: str, other: str) -> bool:
    return distance(one.lower(), other.lower(), 2) <= min(2, len(other) // 4)


def _expected(group: Group, facts: Facts) -> tuple[Mapping[str, Parameter | Member], set[str]] | None:
    """The fields that a table should have, and those that it may have: whichever set the rows are most like."""
    document = facts.document
    names = {row.name.text for row in group.rows}
    if group.owner in document.apis:
        api = document.apis[group.owner]
        form = document.forms.get(api.form)
        callbacks, result, failure = (form.callbacks, form.result, form.failure) if form else ({}, {}, {})
        choices: list[tuple[Mapping[str, Parameter | Member], set[str]]] = [
            (api.parameters, {*callbacks}),
            (api.result, {*result, *failure}),
        ]
    else:
        entry = document.types[group.owner]
        choices = [(entry.fields, set())] if isinstance(entry, RecordType) else []
    likely = [(_likeness(names, ours, others), ours, others) for ours, others in choices]
    best = max(likely, key=lambda each: each[0], default=None)
    return (best[1], best[2]) if best and best[0] else None


def _likeness(names: set[str], ours: Mapping[str, object], others: set[str]) -> float:
    near = sum(any(_near(name, known) for known in ours) for name in names - ours.keys() - others)
    return len(names & ours.keys()) * 2 + len(names & others) + near / 2


def _field(page: Page, group: Group, row: Given, field: Parameter | Member, facts: Facts) -> Iterator[Found]:
    name = f"{group.owner}.{row.name.text}"
    place = page.place(row.name)

    def differs(aspect: str, one: str, other: str) -> Found:
        values = {"name": name, "aspect": _ASPECTS[aspect], "theirs": one, "ours": other}
        return found(kinds.CONTRADICTED, f"{aspect}:{name}", place, row.name.text, **values)

    if isinstance(field, Parameter) and row.required is not None:
        said = row.required.lower()
        if (field.required and said in _NO) or (not field.required and said in _YES):
            yield differs("required", row.required, Words(N_("required") if field.required else N_("optional")))
        elif field.required and not said:
            ours = Words(N_("required"))
            yield found(kinds.UNSAID, f"unsaid:{name}", place, owner=name, aspect=_ASPECTS["required"], ours=ours)
    default = field.default
    if row.default and isinstance(default, str | int) and not _same_value(row.default, default):
        yield differs("default", row.default, _written(default))
    stated = re.findall(rf"(?<![\w.]){VERSION}(?![\w.])", row.rest.text, re.ASCII)
    if len(stated) == 1 and field.since and stated[0] != field.since and stated[0] not in _history(group.owner, facts):
        yield differs("since", stated[0], field.since)


def _written(value: str | int) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _same_value(said: str, ours: str | int) -> bool:
    said = said.strip("`'\"“”‘’ ")
    return said.lower() in (_written(ours).lower(), "-", "–", "—", "无")


def _history(owner: str, facts: Facts) -> set[str]:
    api = facts.document.apis.get(owner)
    return {change.version for change in api.history} if api else set()


def _version(page: Page, owner: str, names: Names, facts: Facts) -> Iterator[Found]:
    """Since when a call exists, as its section says it."""
    owners = subjects(page, names, facts)
    lines = [line for line, own in zip(page.lines, owners, strict=True) if own == owner]
    text = "\n".join(line.text for line in lines if line.sort != "code")
    have = availability(facts.document.apis[owner].profiles)
    ours = next((have[profile].since for profile in (facts.profile, *have) if profile in have), None)
    stated = versions(text, facts.document).since
    start = page.place(lines[0].run)
    if ours and stated and ours not in text:
        values = {"name": owner, "aspect": _ASPECTS["since"], "theirs": stated, "ours": ours}
        yield found(kinds.CONTRADICTED, f"since:{owner}", start, stated, **values)
    elif ours and ours not in text:
        aspect = _ASPECTS["since"]
        yield found(kinds.UNSAID, f"unsaid:{owner}", start, owner=owner, aspect=aspect, ours=ours)

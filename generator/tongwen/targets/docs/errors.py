"""Pages of errors, and the table of errors on the pages of calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tongwen.behaviour.calls import Call
from tongwen.behaviour.whole import Part
from tongwen.behaviour.wordings import reason
from tongwen.model.base import Localized, Record
from tongwen.model.behaviour import Error, Message
from tongwen.targets.base import Later
from tongwen.targets.docs import consent, naming
from tongwen.targets.docs.consent import Said
from tongwen.targets.docs.labels import CONFIDENCE
from tongwen.targets.docs.parts import Head, Made, Origin, Site, origin, source_targets
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase

ANYWHERE = Phrase("Every platform")
_PLACEHOLDER = naming.span("{api}")


class Printed(Record, frozen=True, kw_only=True):
    """One wording of an error."""

    text: Code
    platforms: tuple[Localized | Phrase, ...]
    numbers: tuple[Phrase, ...] = ()
    calls: tuple[str, ...] = ()
    situation: Localized | None = None
    confidence: Phrase | None = None
    sources: tuple[str, ...] = ()
    error: str = ""


class Failure(Record, frozen=True, kw_only=True):
    """An error on the page of a call: what the call prints, and what to do."""

    target: str
    remedy: Localized
    messages: tuple[Printed, ...]
    numbers: tuple[int, ...]


class ErrorPage(Record, frozen=True, kw_only=True):
    """The page of an error."""

    head: Head
    title: Localized
    name: Code
    parent: Localized | None
    children: tuple[str, ...]
    numbers: tuple[int, ...]
    scoped: bool
    description: Localized
    remedy: Localized
    placeholder: Code
    messages: tuple[Printed, ...]
    calls: tuple[str, ...]
    rules: tuple[Said, ...]
    origin: Origin


class Listed(Record, frozen=True, kw_only=True):
    """An error in the list of all, indented below its parent."""

    target: str
    parent: str
    numbers: tuple[int, ...]
    remedy: Localized


class OfPlatform(Record, frozen=True, kw_only=True):
    """All messages of one platform."""

    title: Localized | Phrase
    heading: Code
    messages: tuple[Printed, ...]


class ErrorIndex(Record, frozen=True, kw_only=True):
    """The list of errors, and all messages by platform."""

    head: Head
    errors: tuple[Listed, ...]
    placeholder: Code
    platforms: tuple[OfPlatform, ...]


def pages(site: Site) -> Iterator[Made]:
    """A page for each error, and their list."""
    yield Made("errors/index.md", "docs/errors.md.j2", Later(_index, site))
    for name, error in site.document.errors.items():
        yield Made(naming.page_path("errors", name), "docs/error.md.j2", Later(_page, site, name, error))


def failures(site: Site, api: str, names: Iterable[str], parts: Iterable[Part]) -> tuple[Failure, ...]:
    """The errors of a call: those that it names and those that a rule gives it."""
    rules = site.document.rules
    decided = {rules[rule].then.result for rule in consent.deciding(parts)}
    chosen = {*names, *decided}
    return tuple(
        Failure(
            target=f"error:{name}",
            remedy=error.remedy,
            messages=_of_call(site, error, api),
            numbers=tuple(error.errno),
        )
        for name, error in site.document.errors.items()
        if name in chosen
    )


def implied(site: Site) -> list[str]:
    """The errors with which every call that needs a scope can fail."""
    return [name for name, error in site.document.errors.items() if error.scoped]


def _of_call(site: Site, error: Error, api: str) -> tuple[Printed, ...]:
    """Each wording once, with all the platforms that print it."""
    merged: dict[str, list[str]] = {}
    for message in error.messages:
        if not message.apis or api in message.apis:
            platforms = merged.setdefault(_filled(message.pattern, api), [])
            platforms += [p for p in message.platforms or [""] if p not in platforms]
    return tuple(Printed(text=naming.span(text), platforms=_platforms(site, names)) for text, names in merged.items())


def _filled(pattern: str, api: str) -> str:
    return pattern.replace("{api}", api.rpartition(".")[2])


def _platforms(site: Site, names: Iterable[str]) -> tuple[Localized | Phrase, ...]:
    return tuple(site.document.platforms[name].title if name else ANYWHERE for name in names)


def _printed(site: Site, message: Message, error: str) -> Printed:
    numbers = [Phrase("errno {number}", number=message.errno)] if message.errno is not None else []
    numbers += [Phrase("code {code}", code=naming.span(message.code))] if message.code else []
    return Printed(
        text=naming.span(message.pattern),
        platforms=_platforms(site, message.platforms or [""]),
        numbers=tuple(numbers),
        calls=tuple(message.apis),
        situation=message.situation,
        confidence=CONFIDENCE[message.confidence],
        sources=source_targets(message.sources),
        error=f"error:{error}",
    )


def _sought(error: Error) -> Iterator[str]:
    """The numbers and the words of the messages: what a developer has before them."""
    yield from map(str, error.errno)
    yield from dict.fromkeys(reason(message.pattern) for message in error.messages)


def _page(site: Site, name: str, error: Error) -> ErrorPage:
    document = site.document
    return ErrorPage(
        head=Head(
            title=error.title,
            description=error.description,
            source=site.request.source("errors", name),
            sought=tuple(_sought(error)),
            weight=naming.weight(3),
        ),
        title=error.title,
        name=naming.span(name),
        parent=naming.mention(f"error:{error.parent}") if error.parent else None,
        children=tuple(f"error:{other}" for other, entry in document.errors.items() if entry.parent == name),
        numbers=tuple(error.errno),
        scoped=error.scoped,
        description=error.description,
        remedy=error.remedy,
        placeholder=_PLACEHOLDER,
        messages=tuple(_printed(site, message, name) for message in error.messages),
        calls=_calls(site, name, error),
        rules=consent.said(document, (rule for rule, entry in document.rules.items() if entry.then.result == name)),
        origin=origin(site.request.source("errors", name), error.sources, error.confidence),
    )


def _calls(site: Site, name: str, error: Error) -> tuple[str, ...]:
    """Calls that name the error, print it, or are given it by a rule. Not all the calls of a scoped error."""
    document = site.document
    found = {api for message in error.messages for api in message.apis}
    for kind in (document.apis, document.components):
        found |= {call for call, entry in kind.items() if name in entry.errors}
    if not error.scoped:
        found |= {call.api for call in _given(site, name)}
    return tuple(call for kind in (document.apis, document.components) for call in kind if call in found)


def _given(site: Site, name: str) -> Iterator[Call]:
    rules = site.document.rules
    for group in site.table.groups:
        if any(cell.rule and rules[cell.rule].then.result == name for cell in group.cells):
            yield from group.calls


def _index(site: Site) -> ErrorIndex:
    document = site.document
    listed = tuple(
        Listed(
            target=f"error:{name}",
            parent=f"error:{error.parent}" if error.parent else "",
            numbers=tuple(error.errno),
            remedy=error.remedy,
        )
        for name, error in document.errors.items()
    )
    return ErrorIndex(
        head=Head(
            title=Phrase("Errors"),
            description=Phrase("Every way in which a call can fail, the messages of each platform, and what to do."),
            source="",
        ),
        errors=listed,
        placeholder=_PLACEHOLDER,
        platforms=messages_by_platform(site),
    )


def messages_by_platform(site: Site, *, scoped: bool = False) -> tuple[OfPlatform, ...]:
    """All messages of each platform, then those of every platform; or only those of scopes."""
    titles = site.document.platforms
    found = []
    for name in [*sorted(titles, key=lambda name: (titles[name].order, name)), ""]:
        messages = _on(site, name, scoped)
        if messages or (name and not scoped):
            heading = naming.heading("platform", name) if name else naming.heading("every-platform")
            title = titles[name].title if name else ANYWHERE
            found.append(OfPlatform(title=title, heading=heading, messages=messages))
    return tuple(found)


def _on(site: Site, platform: str, scoped: bool) -> tuple[Printed, ...]:
    return tuple(
        _printed(site, message, name)
        for name, error in site.document.errors.items()
        if error.scoped or not scoped
        for message in error.messages
        if (platform in message.platforms if platform else not message.platforms)
    )

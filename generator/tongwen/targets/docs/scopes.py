"""Pages of scopes, and the list of scopes for each profile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tongwen.behaviour.whole import Part
from tongwen.model.base import Localized, Record
from tongwen.model.entries import Api, Component, Scope, ScopeMembership
from tongwen.targets.base import Later
from tongwen.targets.docs import naming, states
from tongwen.targets.docs.about import About, notes
from tongwen.targets.docs.atlas import Page
from tongwen.targets.docs.consent import Cases
from tongwen.targets.docs.declared import Required, required
from tongwen.targets.docs.errors import implied
from tongwen.targets.docs.fields import version
from tongwen.targets.docs.labels import STATUS
from tongwen.targets.docs.lists import Entry, entry
from tongwen.targets.docs.parts import Badge, Head, Line, Made, Origin, Site, history, origin, source_targets
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase


class OfProfile(Record, frozen=True, kw_only=True):
    """What a profile makes of the scope."""

    profile: str
    title: Localized
    status: Phrase
    since: Code | None
    replacement: str
    note: Localized | None
    sources: tuple[str, ...]


class Asks(Record, frozen=True, kw_only=True):
    """A call that asks for the scope, and the profiles in which it does."""

    call: str
    profiles: tuple[str, ...]


class ScopePage(Record, frozen=True, kw_only=True):
    """The page of a scope."""

    head: Head
    title: Localized
    name: Code
    words: Code
    badges: tuple[Badge, ...]
    description: Localized
    profiles: tuple[OfProfile, ...]
    opens: tuple[Entry, ...]
    asks: tuple[Asks, ...]
    cases: tuple[Cases, ...]
    states: states.OfScope | None
    usual: Code
    setting: Localized | None
    declarations: Required | None
    errors: tuple[str, ...]
    examples: tuple[str, ...]
    notes: tuple[About, ...]
    history: tuple[Line, ...]
    origin: Origin


class Row(Record, frozen=True, kw_only=True):
    """A scope in the list of a profile."""

    target: str
    title: Localized
    status: Phrase
    calls: tuple[str, ...]


class ScopeList(Record, frozen=True, kw_only=True):
    """The scopes of a profile, in the order of the spec."""

    profile: str
    mention: Localized
    title: Localized
    heading: Code
    rows: tuple[Row, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.rows)


class ScopeIndex(Record, frozen=True, kw_only=True):
    """The lists of scopes."""

    head: Head
    lists: tuple[ScopeList, ...]


def pages(site: Site) -> Iterator[Made]:
    """A page for each scope, and the lists."""
    yield Made("scopes/index.md", "docs/scopes.md.j2", Later(_index, site))
    for name, scope in site.document.scopes.items():
        path = naming.page_path("scopes", name)
        yield Made(path, "docs/scope.md.j2", Later(_page, site, path, name, scope))


def lists(site: Site) -> tuple[ScopeList, ...]:
    """The list of every profile."""
    profiles = site.document.profiles
    return tuple(scope_list(site, name) for name in sorted(profiles, key=lambda name: (profiles[name].order, name)))


def scope_list(site: Site, profile: str) -> ScopeList:
    """The scopes of one profile, each with the calls that it opens there."""
    document = site.document
    opened = site.uses.opened
    return ScopeList(
        profile=f"profile:{profile}",
        mention=naming.mention(f"profile:{profile}"),
        title=document.profiles[profile].title,
        heading=naming.heading("profile", profile),
        rows=tuple(
            Row(
                target=scope,
                title=member.title or document.scopes[scope].title,
                status=STATUS[member.status],
                calls=tuple(name for name, call in opened.get(scope, {}).items() if profile in call.profiles),
            )
            for scope, member in site.members[profile].items()
        ),
    )


def _page(site: Site, path: str, name: str, scope: Scope) -> ScopePage:
    document = site.document
    page = site.page(path)
    of = {profile: members[name] for profile, members in site.members.items() if name in members}
    opens = site.uses.opened.get(name, {})
    place = site.request.source("scopes", name)
    asking = site.known.asking.get(name, [])
    return ScopePage(
        head=Head(
            title=Phrase("Permission: {title} ({name})", title=scope.title, name=naming.bare(name)),
            description=scope.description,
            source=place,
            sought=(scope.title, name, naming.sayable(name)),
            weight=naming.weight(4, begins=site.atlas.begins("scopes", name)),
        ),
        title=scope.title,
        name=naming.span(name),
        words=naming.spoken(name),
        badges=tuple(_badges(site, page, of)),
        description=scope.description,
        profiles=tuple(_of_profile(scope, profile, member) for profile, member in of.items()),
        opens=tuple(entry(call_name, call) for call_name, call in opens.items()),
        asks=_asks(asking),
        cases=site.usual.cases(asking, by_scope=False),
        states=states.of(site, name),
        usual=page.at(naming.Address("behaviour/index.md", "states")),
        setting=scope.setting,
        declarations=required(document, scope.declarations, {"$scope": name}),
        errors=tuple(f"error:{error}" for error in implied(site)),
        examples=_examples(opens.values()),
        notes=notes(site, name),
        history=history(scope.history),
        origin=origin(place, scope.sources),
    )


def _badges(site: Site, page: Page, of: Mapping[str, ScopeMembership]) -> Iterator[Badge]:
    """One for each profile that has the scope; what is no longer asked for says so."""
    for profile, member in of.items():
        title = site.document.profiles[profile].title
        since = version(member.since)
        text = Phrase("{profile} {version}+", profile=title, version=since) if since else title
        yield Badge(text=text, to=page.to(f"profile:{profile}"))
    for status in dict.fromkeys(member.status for member in of.values() if member.status != "active"):
        yield Badge(text=STATUS[status])


def _examples(calls: Iterable[Api | Component]) -> tuple[str, ...]:
    """The examples of every call that the scope opens."""
    names = (name for call in calls for name in call.examples)
    return tuple(f"example:{name}" for name in dict.fromkeys(names))


def _of_profile(scope: Scope, profile: str, member: ScopeMembership) -> OfProfile:
    return OfProfile(
        profile=f"profile:{profile}",
        title=member.title or scope.title,
        status=STATUS[member.status],
        since=version(member.since),
        replacement=member.replacement or "",
        note=member.note,
        sources=source_targets(member.sources),
    )


def _asks(asking: Iterable[Part]) -> tuple[Asks, ...]:
    profiles: dict[str, list[str]] = {}
    for group, calls in asking:
        for call in calls:
            profiles.setdefault(call.api, []).append(f"profile:{group.profile}")
    return tuple(Asks(call=call, profiles=tuple(dict.fromkeys(names))) for call, names in profiles.items())


def _index(site: Site) -> ScopeIndex:
    return ScopeIndex(
        head=Head(
            title=Phrase("Scopes"),
            description=Phrase("Every permission that a user can grant or refuse, for each profile."),
            source="",
            sought=(Phrase("authorization"), Phrase("permission")),
            weight=naming.weight(4),
        ),
        lists=lists(site),
    )

"""Pages of profiles: what each product or edition has, alone and side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tongwen.model.base import Localized, Record, availability
from tongwen.model.entries import Api, Component
from tongwen.model.manifest import Profile
from tongwen.targets.base import Later
from tongwen.targets.docs import naming
from tongwen.targets.docs.fields import Words, version
from tongwen.targets.docs.labels import STATUS
from tongwen.targets.docs.parts import Head, Made, Origin, Site, origin
from tongwen.targets.docs.scopes import ScopeList, scope_list
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase

ABSENT = naming.bilingual("–", "–")
PRESENT = Phrase("Yes")


class Offered(Record, frozen=True, kw_only=True):
    """A call that the profile has."""

    target: str
    summary: Localized
    since: Code | None
    scopes: tuple[str, ...]


class Other(Record, frozen=True, kw_only=True):
    """A scope that changed between two editions."""

    target: str
    before: Words
    now: Words


class Changed(Record, frozen=True, kw_only=True):
    """What a profile has that its earlier edition has not, or has otherwise; and what it has no more."""

    title: Phrase
    new: tuple[str, ...]
    other: tuple[Other, ...]
    gone: tuple[str, ...]


class ProfilePage(Record, frozen=True, kw_only=True):
    """The page of a profile."""

    head: Head
    title: Localized
    name: Code
    description: Localized
    ask: str
    read: str
    settings: str
    scopes: ScopeList
    scope_lists: tuple[ScopeList, ...]
    calls: tuple[Offered, ...]
    only: tuple[str, ...]
    earlier: Localized | None
    changed: tuple[Changed, ...]
    origin: Origin


class Compared(Record, frozen=True, kw_only=True):
    """An entry, and a word for each profile."""

    target: str
    title: Localized | None
    cells: tuple[Words, ...]


class Described(Record, frozen=True, kw_only=True):
    """A profile in a few sentences."""

    target: str
    description: Localized


class ProfileIndex(Record, frozen=True, kw_only=True):
    """The profiles side by side."""

    head: Head
    profiles: tuple[str, ...]
    described: tuple[Described, ...]
    scopes: tuple[Compared, ...]
    calls: tuple[Compared, ...]


def pages(site: Site) -> Iterator[Made]:
    """A page for each profile, and the comparison."""
    yield Made("profiles/index.md", "docs/profiles.md.j2", Later(_index, site))
    for name, profile in site.document.profiles.items():
        yield Made(naming.page_path("profiles", name), "docs/profile.md.j2", Later(_page, site, name, profile))


def _calls(site: Site) -> Mapping[str, Api | Component]:
    return {**site.document.apis, **site.document.components}


def _page(site: Site, name: str, profile: Profile) -> ProfilePage:
    place = site.request.source("profiles", name)
    scopes = scope_list(site, name)
    calls = {call: entry for call, entry in _calls(site).items() if name in entry.profiles}
    return ProfilePage(
        head=Head(title=profile.title, description=profile.description, source=place),
        title=profile.title,
        name=naming.span(name),
        description=profile.description,
        ask=profile.ask,
        read=profile.read,
        settings=profile.settings or "",
        scopes=scopes,
        scope_lists=(scopes,),
        calls=tuple(
            Offered(
                target=call,
                summary=entry.summary,
                since=version(availability(entry.profiles)[name].since),
                scopes=tuple(entry.needs),
            )
            for call, entry in calls.items()
        ),
        only=tuple(call for call, entry in calls.items() if len(entry.profiles) == 1),
        earlier=naming.mention(f"profile:{profile.earlier}") if profile.earlier else None,
        changed=tuple(_changed(site, profile.earlier, name)) if profile.earlier else (),
        origin=origin(place, profile.sources),
    )


def _changed(site: Site, before: str, now: str) -> Iterator[Changed]:
    """The difference between two editions: of scopes with their names and status, of calls."""
    old, new = site.members[before], site.members[now]
    every = _calls(site).items()
    calls = {edition: [call for call, entry in every if edition in entry.profiles] for edition in (before, now)}
    yield Changed(
        title=Phrase("Scopes"),
        new=tuple(name for name in new if name not in old),
        other=tuple(
            Other(target=name, before=STATUS[old[name].status], now=STATUS[new[name].status])
            for name in new
            if name in old and old[name].status != new[name].status
        ),
        gone=tuple(name for name in old if name not in new),
    )
    yield Changed(
        title=Phrase("Calls"),
        new=tuple(name for name in calls[now] if name not in calls[before]),
        other=(),
        gone=tuple(name for name in calls[before] if name not in calls[now]),
    )


def ordered(site: Site) -> list[str]:
    """Ids of the profiles in the order in which readers meet them."""
    profiles = site.document.profiles
    return sorted(profiles, key=lambda name: (profiles[name].order, name))


def _index(site: Site) -> ProfileIndex:
    document = site.document
    profiles = ordered(site)
    members = site.members
    return ProfileIndex(
        head=Head(
            title=Phrase("Profiles"),
            description=Phrase("Which product or edition has which scopes and calls, side by side."),
            source="",
        ),
        profiles=tuple(f"profile:{profile}" for profile in profiles),
        described=tuple(
            Described(target=f"profile:{profile}", description=document.profiles[profile].description)
            for profile in profiles
        ),
        scopes=tuple(
            Compared(
                target=name,
                title=scope.title,
                cells=tuple(
                    STATUS[members[profile][name].status] if name in members[profile] else ABSENT
                    for profile in profiles
                ),
            )
            for name, scope in document.scopes.items()
        ),
        calls=tuple(
            Compared(target=name, title=None, cells=tuple(_since(entry, profile) for profile in profiles))
            for name, entry in _calls(site).items()
        ),
    )


def _since(entry: Api | Component, profile: str) -> Words:
    having = availability(entry.profiles).get(profile)
    if having is None:
        return ABSENT
    return Phrase("{version}+", version=naming.bare(having.since)) if having.since else PRESENT

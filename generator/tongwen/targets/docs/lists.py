"""The lists of APIs, by group, and of components; and the ways in which calls give their results."""

from __future__ import annotations

from tongwen.model.base import Localized, Record, availability
from tongwen.model.entries import Api, Component
from tongwen.model.manifest import Form
from tongwen.targets.docs import naming
from tongwen.targets.docs.fields import profile_targets
from tongwen.targets.docs.parts import Head, Site, source_targets
from tongwen.targets.parts import by_group
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase


class Event(Record, frozen=True, kw_only=True):
    """A name and what it means: an event, a callback, a field."""

    name: Code
    description: Localized


class Entry(Record, frozen=True, kw_only=True):
    """A call in a list."""

    target: str
    summary: Localized
    scopes: tuple[str, ...]
    profiles: tuple[str, ...]


class Chapter(Record, frozen=True, kw_only=True):
    """A part of a list of calls, usually a group."""

    title: Localized | None = None
    heading: Code | None = None
    description: Localized | None = None
    entries: tuple[Entry, ...]


class Way(Record, frozen=True, kw_only=True):
    """A form of calls, explained."""

    title: Localized
    heading: Code
    description: Localized
    callbacks: tuple[Event, ...]
    result: tuple[Event, ...]
    failure: tuple[Event, ...]
    sources: tuple[str, ...]


class ApiIndex(Record, frozen=True, kw_only=True):
    """The list of APIs by group, and the ways in which they give their results."""

    head: Head
    chapters: tuple[Chapter, ...]
    ways: tuple[Way, ...]


class ComponentIndex(Record, frozen=True, kw_only=True):
    """The list of components."""

    head: Head
    chapters: tuple[Chapter, ...]


def entry(name: str, call: Api | Component) -> Entry:
    """A call in a list."""
    profiles = profile_targets(availability(call.profiles))
    return Entry(target=name, summary=call.summary, scopes=tuple(call.needs), profiles=profiles)


def apis(site: Site) -> ApiIndex:
    """The list of APIs."""
    document = site.document
    groups = sorted(document.groups, key=lambda name: (document.groups[name].order, name))
    calls = by_group(document, document.apis)
    return ApiIndex(
        head=Head(
            title=Phrase("APIs"),
            description=Phrase("Every function and method, by group, with the scopes that it needs."),
            source="",
        ),
        chapters=tuple(
            Chapter(
                title=document.groups[group].title,
                heading=naming.heading("group", group),
                description=document.groups[group].description,
                entries=tuple(entry(name, document.apis[name]) for name in calls.get(group, ())),
            )
            for group in groups
        ),
        ways=tuple(_way(name, form) for name, form in document.forms.items()),
    )


def _way(name: str, form: Form) -> Way:
    def rows(entries: dict[str, Localized]) -> tuple[Event, ...]:
        return tuple(Event(name=naming.span(field), description=text) for field, text in entries.items())

    return Way(
        title=form.title,
        heading=naming.heading("form", name),
        description=form.description,
        callbacks=rows({field: item.description for field, item in form.callbacks.items()}),
        result=rows({field: item.description for field, item in form.result.items()}),
        failure=rows({field: item.description for field, item in form.failure.items()}),
        sources=source_targets(form.sources),
    )


def components(site: Site) -> ComponentIndex:
    """The list of components."""
    return ComponentIndex(
        head=Head(
            title=Phrase("Components"),
            description=Phrase("Components that need a scope before they work."),
            source="",
        ),
        chapters=(Chapter(entries=tuple(entry(name, item) for name, item in site.document.components.items())),),
    )

"""Pages of functions, methods and components."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tongwen.model.base import Localized, Record
from tongwen.model.entries import Api, Component
from tongwen.targets.base import Later
from tongwen.targets.docs import consent, lists, naming
from tongwen.targets.docs.about import About, notes, related
from tongwen.targets.docs.atlas import Page
from tongwen.targets.docs.consent import Cases, Said
from tongwen.targets.docs.declared import Required, required
from tongwen.targets.docs.errors import Failure, failures, implied
from tongwen.targets.docs.fields import Fields, Membership, Words, deprecation, fields, memberships
from tongwen.targets.docs.labels import CONFIDENCE
from tongwen.targets.docs.lists import Event
from tongwen.targets.docs.parts import (
    Badge,
    Head,
    Line,
    Made,
    Origin,
    Shown,
    Site,
    examples,
    history,
    origin,
    profile_badges,
)
from tongwen.targets.docs.play import Play
from tongwen.targets.docs.signature import signature
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase


class CallPage(Record, frozen=True, kw_only=True):
    """The page of an API or a component."""

    head: Head
    name: Code
    words: Code
    summary: Localized
    badges: tuple[Badge, ...]
    deprecated: tuple[Words, ...]
    description: Localized | None
    signature: str
    cases: tuple[Cases, ...]
    play: Play | None
    parameters_title: Phrase
    parameters: tuple[Fields, ...]
    events: tuple[Event, ...] = ()
    form_link: Localized | None = None
    result: tuple[Fields, ...] = ()
    returns: Code | None = None
    rest: Code | None = None
    promise: bool = False
    callbacks: bool = False
    failures: tuple[Failure, ...]
    declarations: Required | None = None
    examples: tuple[Shown, ...]
    notes: tuple[About, ...]
    rules: tuple[Said, ...]
    more: int
    memberships: tuple[Membership, ...]
    history: tuple[Line, ...] = ()
    related: tuple[str, ...]
    origin: Origin


def pages(site: Site) -> Iterator[Made]:
    """A page for each API and component, and their lists."""
    yield Made("apis/index.md", "docs/apis.md.j2", Later(lists.apis, site))
    for name in site.document.apis:
        path = naming.page_path("apis", name)
        yield Made(path, "docs/call.md.j2", Later(_api, site, path, name))
    yield Made("components/index.md", "docs/components.md.j2", Later(lists.components, site))
    for name in site.document.components:
        path = naming.page_path("components", name)
        yield Made(path, "docs/call.md.j2", Later(_component, site, path, name))


def _api(site: Site, path: str, name: str) -> CallPage:
    document, page = site.document, site.page(path)
    api = document.apis[name]
    parts = site.known.of_api.get(name, [])
    shown = site.usual.cases(parts)
    told = {row.rule.partition(":")[2] for table in shown for row in table.rows}
    rules = consent.said(document, consent.deciding(parts) - told)
    place = site.request.source("apis", name)
    return CallPage(
        head=_head(site, "apis", name, place),
        name=naming.span(name),
        words=naming.spoken(name),
        summary=api.summary,
        badges=tuple(_badges(site, page, api)),
        deprecated=tuple(deprecation(api.deprecated)),
        description=api.description,
        signature=signature(document, name, api),
        cases=shown,
        play=site.plays.of(parts),
        parameters_title=Phrase("Parameters"),
        parameters=fields(page, api.parameters, "parameter"),
        form_link=naming.mention(f"form:{api.form}"),
        result=fields(page, api.result, "result"),
        returns=page.type(api.returns) if api.returns and api.returns != "void" else None,
        rest=page.type(api.rest) if api.rest else None,
        promise=api.promise,
        callbacks=bool(document.forms[api.form].callbacks),
        failures=failures(site, name, [*api.errors, *(implied(site) if api.needs else ())], parts),
        declarations=_declarations(site, name, api),
        examples=examples(document, api.examples),
        notes=notes(site, name),
        rules=rules,
        more=len(rules),
        memberships=memberships(api.profiles),
        history=history(api.history),
        related=related(site, api.related),
        origin=origin(place, api.sources, api.confidence),
    )


def _head(site: Site, kind: Literal["apis", "components"], name: str, place: str) -> Head:
    entry: Api | Component = getattr(site.document, kind)[name]
    return Head(
        title=naming.bilingual(name, name),
        description=entry.summary,
        source=place,
        sought=(name, name.rpartition(".")[2], naming.sayable(name)),
        # what asks the user is looked for most
        weight=naming.weight(3 if entry.needs else 2, begins=site.atlas.begins(kind, name)),
    )


def _badges(site: Site, page: Page, api: Api) -> Iterator[Badge]:
    yield from profile_badges(site.document, page, api.profiles)
    for scope in api.needs:
        yield Badge(text=Phrase("needs {scope}", scope=naming.bare(scope)), to=page.to(scope))
    if api.promise:
        yield Badge(text=Phrase("promise"), to=page.to(f"form:{api.form}"))
    if api.deprecated:
        yield Badge(text=Phrase("deprecated"))
    if api.confidence != "documented":
        yield Badge(text=CONFIDENCE[api.confidence])


def _declarations(site: Site, name: str, api: Api) -> Required | None:
    scopes = site.document.scopes
    names = [*(item for scope in api.needs for item in scopes[scope].declarations), *api.declarations]
    words = {"$api": name, "$method": name.rpartition(".")[2]}
    return required(site.document, names, words | ({"$scope": api.needs[0]} if api.needs else {}))


def _component(site: Site, path: str, name: str) -> CallPage:
    document, page = site.document, site.page(path)
    component = document.components[name]
    parts = site.known.of_api.get(name, [])
    shown = site.usual.cases(parts)
    told = {row.rule.partition(":")[2] for table in shown for row in table.rows}
    rules = consent.said(document, consent.deciding(parts) - told)
    place = site.request.source("components", name)
    badges = profile_badges(document, page, component.profiles)
    badges += [
        Badge(text=Phrase("needs {scope}", scope=naming.bare(scope)), to=page.to(scope)) for scope in component.needs
    ]
    declared = [item for scope in component.needs for item in document.scopes[scope].declarations]
    return CallPage(
        head=_head(site, "components", name, place),
        name=naming.span(name),
        words=naming.spoken(name),
        summary=component.summary,
        badges=tuple(badges),
        deprecated=(),
        description=component.description,
        signature="",
        cases=shown,
        play=site.plays.of(parts),
        parameters_title=Phrase("Attributes"),
        parameters=fields(page, component.attributes, "attribute"),
        events=tuple(Event(name=naming.placed(e, "event", e), description=d) for e, d in component.events.items()),
        failures=failures(site, name, component.errors, parts),
        declarations=required(document, declared, {}),
        examples=examples(document, component.examples),
        notes=notes(site, name),
        rules=rules,
        more=len(rules),
        memberships=memberships(component.profiles),
        related=related(site, component.related),
        origin=origin(place, component.sources),
    )

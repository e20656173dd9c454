"""The bilingual reference: Markdown for mkdocs-material, its paths, anchors and structure the same in each language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tongwen.behaviour.calls import memberships
from tongwen.behaviour.cases import matrix
from tongwen.behaviour.table import Table, decide
from tongwen.diagnostics import N_
from tongwen.model.spec import Document
from tongwen.targets.base import PlannedFile, Request, Target
from tongwen.targets.docs import (
    apis,
    behaviour,
    coverage,
    errors,
    guides,
    home,
    library,
    profiles,
    rules,
    scopes,
    types,
)
from tongwen.targets.docs.graph import graphs
from tongwen.targets.docs.naming import Page
from tongwen.targets.docs.parts import Site

LANGUAGES = ("en", "zh")
_PARTS = (home, guides, scopes, apis, types, errors, rules, behaviour, coverage, profiles, library)


def plan(request: Request) -> Iterator[PlannedFile]:
    """Every page in every language, and the navigation of each language for the site's configuration."""
    languages = tuple(request.option("languages", list(LANGUAGES)))
    manifest = request.document.tongwen
    if manifest is None:
        return
    document = request.document
    members = {profile: memberships(document, profile) for profile in document.profiles}
    table = decide(document)
    site = Site(request, document, manifest, table, members, _tests(document, table), graphs(document, table))
    for part in _PARTS:
        for made in part.pages(site):
            yield from made.planned(site.document, languages)
    navigation = home.navigation(site)
    for language in languages:
        link = Page(site.document, "index.md").linker(language)
        yield PlannedFile(f"nav.{language}.yml", "docs/nav.yml.j2", navigation, "markdown", (language,), link)


def _tests(document: Document, table: Table) -> dict[str, tuple[str, ...]]:
    """The ids of the cases that hold each rule, in the order of the matrix."""
    found: dict[str, list[str]] = {name: [] for name in document.rules}
    for case in matrix(document, table).cases:
        found[case.rule].append(case.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _some_languages(value: Any) -> bool:
    if not isinstance(value, list) or not all(item in LANGUAGES for item in value):
        return False
    return bool(value) and len(set(value)) == len(value)


TARGET = Target(
    name="docs",
    plan=plan,
    options={"languages": (_some_languages, N_("write a list of `en` and `zh`, without repetition"))},
)

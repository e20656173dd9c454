"""The bilingual reference: Markdown for mkdocs-material, its paths, anchors and structure the same in each language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tongwen.behaviour.calls import memberships
from tongwen.behaviour.table import decide
from tongwen.diagnostics import N_
from tongwen.targets.base import PlannedFile, Request, Target
from tongwen.targets.docs import apis, behaviour, errors, guides, home, library, profiles, scopes, types
from tongwen.targets.docs.naming import Page
from tongwen.targets.docs.parts import Site

LANGUAGES = ("en", "zh")
_PARTS = (home, guides, scopes, apis, types, errors, behaviour, profiles, library)


def plan(request: Request) -> Iterator[PlannedFile]:
    """Every page in every language, and the navigation of each language for the site's configuration."""
    languages = tuple(request.option("languages", list(LANGUAGES)))
    manifest = request.document.tongwen
    if manifest is None:
        return
    document = request.document
    members = {profile: memberships(document, profile) for profile in document.profiles}
    site = Site(request, document, manifest, decide(document), members)
    for part in _PARTS:
        for made in part.pages(site):
            yield from made.planned(site.document, languages)
    navigation = home.navigation(site)
    for language in languages:
        link = Page(site.document, "index.md").linker(language)
        yield PlannedFile(f"nav.{language}.yml", "docs/nav.yml.j2", navigation, "markdown", (language,), link)


def _some_languages(value: Any) -> bool:
    if not isinstance(value, list) or not all(item in LANGUAGES for item in value):
        return False
    return bool(value) and len(set(value)) == len(value)


TARGET = Target(
    name="docs",
    plan=plan,
    options={"languages": (_some_languages, N_("write a list of `en` and `zh`, without repetition"))},
)

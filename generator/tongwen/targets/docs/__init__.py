"""The bilingual reference: Markdown for mkdocs-material, its paths, anchors and structure the same in each language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tongwen.behaviour.calls import memberships
from tongwen.behaviour.cases import Matrix, Writer, matrix
from tongwen.behaviour.table import Table, decide
from tongwen.diagnostics import N_
from tongwen.model.spec import Document
from tongwen.targets.base import PlannedFile, Request, Target, are_languages
from tongwen.targets.docs import (
    apis,
    behaviour,
    coverage,
    errors,
    guides,
    home,
    library,
    playground,
    profiles,
    rules,
    scopes,
    tool,
    types,
)
from tongwen.targets.docs.atlas import Atlas
from tongwen.targets.docs.audit import audit, look
from tongwen.targets.docs.graph import graphs
from tongwen.targets.docs.parts import Held, Site

LANGUAGES = ("en", "zh")
_PARTS = (home, guides, scopes, apis, types, errors, rules, behaviour, coverage, playground, profiles, library, tool)


def plan(request: Request) -> Iterator[PlannedFile]:
    """Every page in every language, and the navigation of each language for the site's configuration."""
    languages = tuple(request.option("languages", list(LANGUAGES)))
    manifest = request.document.tongwen
    if manifest is None:
        return
    document = request.document
    members = {profile: memberships(document, profile) for profile in document.profiles}
    table = decide(document)
    whole = matrix(document, table)
    site = Site(
        request=request,
        document=document,
        manifest=manifest,
        table=table,
        members=members,
        matrix=whole,
        cells=tuple(_held(document, table)),
        tests=_tests(document, whole),
        walks=_walks(whole),
        graphs=graphs(document, table),
        atlas=Atlas(document),
    )
    for part in _PARTS:
        for made in part.pages(site):
            yield from made.planned(site, languages)
    navigation = home.navigation(site)
    for language in languages:
        link = site.page("index.md").linker(language, request.catalogue)
        yield PlannedFile(f"nav.{language}.yml", "docs/nav.yml.j2", navigation, "markdown", (language,), link)


def _held(document: Document, table: Table) -> Iterator[Held]:
    """The cells with the cases that hold them; also those that a matrix with a limit leaves out."""
    writer = Writer(document, table)
    for group in table.groups:
        for call in group.calls:
            for cell in group.cells:
                case = writer.case(call, cell) if cell.rule else None
                if case is not None:
                    yield Held(call, cell, case)


def _tests(document: Document, whole: Matrix) -> dict[str, tuple[str, ...]]:
    """The ids of the cells that each rule decides, in the order of the matrix."""
    found: dict[str, list[str]] = {name: [] for name in document.rules}
    for case in whole.cells:
        found[case.rule].append(case.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _walks(whole: Matrix) -> Counter[str]:
    """How many walks look at each rule, at one of their steps at least."""
    return Counter(rule for case in whole.walks for rule in {case.rule, *(step.rule for step in case.arrange)})


TARGET = Target(
    name="docs",
    plan=plan,
    options={
        "languages": (are_languages, N_("write a list of languages such as `en` and `zh`, without repetition")),
        "showcase": (lambda value: isinstance(value, str), N_("write the id of an API, for the home page")),
        "tool": (lambda value: isinstance(value, bool), N_("write true or false")),
    },
    look=look,
    audit=audit,
    languages="languages",
)

"""The bilingual reference: Markdown for mkdocs-material, its paths, anchors and structure the same in each language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tongwen.behaviour import whole
from tongwen.behaviour.calls import memberships
from tongwen.behaviour.cases import Matrix
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
from tongwen.targets.docs.consent import Usual
from tongwen.targets.docs.graph import by_scope, graphs
from tongwen.targets.docs.parts import Site, Tested
from tongwen.targets.docs.play import Plays
from tongwen.targets.docs.uses import Uses

LANGUAGES = ("en", "zh")
#: How many of a rule's cases are named.
NAMED = 5
_PARTS = (home, guides, scopes, apis, types, errors, rules, behaviour, coverage, playground, profiles, library, tool)


def plan(request: Request) -> Iterator[PlannedFile]:
    """Every page in every language, and the navigation of each language for the site's configuration."""
    languages = tuple(request.option("languages", list(LANGUAGES)))
    manifest = request.document.tongwen
    if manifest is None:
        return
    document = request.document
    members = {profile: memberships(document, profile) for profile in document.profiles}
    known = whole.behaviour(document)
    drawn = graphs(document, known.graphs)
    site = Site(
        request=request,
        document=document,
        manifest=manifest,
        known=known,
        members=members,
        tests=_tests(document, known.matrix),
        graphs=drawn,
        graphs_of=by_scope(drawn),
        usual=Usual(document),
        plays=Plays(document, known.writer),
        atlas=Atlas(document),
        uses=Uses(document),
    )
    for part in _PARTS:
        for made in part.pages(site):
            yield from made.planned(site, languages)
    navigation = home.navigation(site)
    for language in languages:
        link = site.page("index.md").linker(language, request.catalogue)
        yield PlannedFile(f"nav.{language}.yml", "docs/nav.yml.j2", navigation, "markdown", (language,), link)


def _tests(document: Document, matrix: Matrix) -> dict[str, Tested]:
    """How often each rule is tested, and where first, in the order of the matrix."""
    counts: Counter[str] = Counter()
    first: dict[str, list[str]] = {name: [] for name in document.rules}
    for call, common in matrix.held():
        rule = common.cell.rule
        counts[rule] += 1
        if len(first[rule]) < NAMED:
            first[rule].append(matrix.writer.id(call, common))
    walks = matrix.walked.looked_at
    return {name: Tested(counts[name], tuple(ids), walks[name]) for name, ids in first.items()}


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

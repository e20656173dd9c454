"""A page for each diagnostic: what it says, why it is one, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module

from tongwen.diagnostics import Kind
from tongwen.model.base import Record
from tongwen.targets.base import Later
from tongwen.targets.docs import naming
from tongwen.targets.docs.parts import Badge, Head, Made, Site
from tongwen.targets.docs.tool.about_audit import EXPLAINED as ABOUT_AUDIT
from tongwen.targets.docs.tool.about_diff import EXPLAINED as ABOUT_DIFF
from tongwen.targets.docs.tool.about_diff import UNUSABLE
from tongwen.targets.docs.tool.about_lint import EXPLAINED as ABOUT_LINT
from tongwen.targets.docs.tool.about_runs import EXPLAINED as ABOUT_RUNS
from tongwen.targets.docs.tool.about_spec import EXPLAINED as ABOUT_SPEC
from tongwen.targets.docs.tool.about_translations import EXPLAINED as ABOUT_TRANSLATIONS
from tongwen.targets.docs.tool.about_writing import EXPLAINED as ABOUT_WRITING
from tongwen.targets.docs.tool.words import told
from tongwen.text.opaque import Code
from tongwen.text.phrase import Bilingual, Phrase

#: The modules that define kinds of diagnostics. They are looked up by name: the pages describe the whole tool, of which
#: the later stages know this one and not the other way round.
MODULES = (
    "tongwen.load.kinds",
    "tongwen.model.kinds",
    "tongwen.checks.entries",
    "tongwen.checks.links",
    "tongwen.checks.identifiers",
    "tongwen.checks.behaviour",
    "tongwen.translation.kinds",
    "tongwen.lint.fix",
    "tongwen.lint.gates",
    "tongwen.lint.glossary",
    "tongwen.lint.languages",
    "tongwen.lint.repeats",
    "tongwen.lint.sentences",
    "tongwen.lint.suppressions",
    "tongwen.lint.twins",
    "tongwen.lint.typography",
    "tongwen.lint.unused",
    "tongwen.lint.versions",
    "tongwen.checks.wording",
    "tongwen.skeleton.kinds",
    "tongwen.write.kinds",
    "tongwen.targets.table",
    "tongwen.targets.base",
    "tongwen.targets.docs.audit",
    "tongwen.render.files",
    "tongwen.verify.kinds",
    "tongwen.diff.kinds",
    "tongwen.site.kinds",
    "tongwen.cli.ports",
    "tongwen.elsewhere.kinds",
    "tongwen.audit.kinds",
)
EXPLAINED = {
    **ABOUT_SPEC,
    **ABOUT_LINT,
    **ABOUT_TRANSLATIONS,
    **ABOUT_RUNS,
    **ABOUT_DIFF,
    **ABOUT_AUDIT,
    **ABOUT_WRITING,
}
#: First characters of the codes of a family, in order; the longest that fits counts.
FAMILIES = {
    "TW1": Phrase("Reading the files"),
    "TW2": Phrase("The shape of entries"),
    "TW3": Phrase("Names and values"),
    "TW4": Phrase("Rules and situations"),
    "TW5": Phrase("Prose and usage"),
    "TW58": Phrase("Translations"),
    "TW6": Phrase("Writing the outputs"),
    "TW7": Phrase("Targets and templates"),
    "TW8": Phrase("Other commands"),
    "TW9": Phrase("Comparing specs"),
    "TW93": Phrase("Reading documents from outside"),
    "TW94": Phrase("What documents from outside say"),
    "TW96": Phrase("New entries"),
}
SEVERITIES = {"error": Phrase("Error"), "warning": Phrase("Warning"), "note": Phrase("Note")}
EFFECTS = {
    "error": Phrase("The command ends with exit code 1. Nothing is written."),
    "warning": Phrase("The command goes on. `tongwen lint` ends with exit code 1."),
    "note": Phrase("The command goes on, and its exit code does not change."),
}
_UNUSABLE = Phrase("The command ends with exit code 2. Nothing is written.")
_PROSE_ERROR = Phrase("`tongwen lint` ends with exit code 1. A build does not look for it.")


class CodePage(Record, frozen=True, kw_only=True):
    """The page of a diagnostic."""

    head: Head
    name: Code
    words: Code
    badges: tuple[Badge, ...]
    message: Bilingual
    explained: Bilingual
    remedy: Bilingual
    effect: Phrase


class Row(Record, frozen=True, kw_only=True):
    """A diagnostic in the list."""

    name: Code
    to: Code
    message: Bilingual
    severity: Phrase


class Family(Record, frozen=True, kw_only=True):
    """Diagnostics that belong together."""

    title: Phrase
    heading: Code
    rows: tuple[Row, ...]


class CodeIndex(Record, frozen=True, kw_only=True):
    """All diagnostics."""

    head: Head
    families: tuple[Family, ...]


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """Every kind of diagnostic that the tool can give, by its code."""
    modules = [import_module(name) for name in MODULES]
    found = {kind.code: kind for module in modules for kind in vars(module).values() if isinstance(kind, Kind)}
    return dict(sorted(found.items()))


def path(code: str) -> str:
    """The page of a code."""
    return f"diagnostics/{code}.md"


def of_family(family: str) -> list[Kind]:
    """The kinds of a family, in order."""
    return [kind for code, kind in kinds().items() if family_of(code) == family]


def family_of(code: str) -> str:
    """The family that a code belongs to."""
    return max((name for name in FAMILIES if code.startswith(name)), key=len)


def pages(site: Site) -> Iterator[Made]:
    """A page for each code, and their list."""
    yield Made("diagnostics/index.md", "docs/tool/codes.md.j2", Later(_index, site))
    for code, kind in kinds().items():
        yield Made(path(code), "docs/tool/code.md.j2", Later(_page, site, kind))


def _page(site: Site, kind: Kind) -> CodePage:
    message = told(kind.message)
    family = family_of(kind.code)
    page = site.page(path(kind.code))
    to_family = page.at(naming.Address("diagnostics/index.md", naming.anchor("family", family)))
    return CodePage(
        head=Head(title=naming.bilingual(kind.code, kind.code), description=message, source=""),
        name=naming.bare(kind.code),
        words=naming.spoken(kind.code),
        badges=(Badge(text=SEVERITIES[kind.severity]), Badge(text=FAMILIES[family], to=to_family)),
        message=message,
        explained=told(EXPLAINED.get(kind.code, "")),
        remedy=told(kind.help),
        effect=_effect(kind),
    )


def _effect(kind: Kind) -> Phrase:
    if kind.code in UNUSABLE:
        return _UNUSABLE
    return _PROSE_ERROR if kind.code in ABOUT_LINT and kind.severity == "error" else EFFECTS[kind.severity]


def _index(site: Site) -> CodeIndex:
    page = site.page("diagnostics/index.md")
    families = tuple(
        Family(
            title=title,
            heading=naming.heading("family", name),
            rows=tuple(
                Row(
                    name=naming.bare(kind.code),
                    to=page.at(naming.Address(path(kind.code))),
                    message=told(kind.message),
                    severity=SEVERITIES[kind.severity],
                )
                for kind in of_family(name)
            ),
        )
        for name, title in FAMILIES.items()
    )
    head = Head(
        title=Phrase("Diagnostics"),
        description=Phrase("Every message that the tool gives about a spec or a run, by its code."),
        source="",
    )
    return CodeIndex(head=head, families=families)

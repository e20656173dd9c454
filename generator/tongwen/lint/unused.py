"""Entries that nothing uses, and scopes that nothing needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tongwen.diagnostics import N_, Finding, Kind
from tongwen.lint import glossary
from tongwen.lint.registry import lint
from tongwen.lint.subject import Subject
from tongwen.model.entries import ObjectType
from tongwen.model.expressions import types_in
from tongwen.model.walk import records

ERROR = Kind(
    "TW560",
    "warning",
    N_("nothing can fail with the error {name}"),
    N_("name it in `errors` of a call or in a rule, or remove it"),
)
TYPE = Kind("TW561", "warning", N_("nothing has the type {name}"), N_("use it, or remove it"))
EXAMPLE = Kind(
    "TW562",
    "warning",
    N_("no page shows the example {name}"),
    N_("name it in `examples` of a call, component or guide, or remove it"),
)
SOURCE = Kind(
    "TW563",
    "warning",
    N_("nothing is taken from the source {name}"),
    N_("name it in `sources` where it was used, or remove it"),
)
TERM = Kind(
    "TW564",
    "warning",
    N_("no text uses the term {name}: neither {en} nor {zh}"),
    N_("use the words in the texts, or remove the entry"),
)
DECLARATION = Kind(
    "TW565",
    "warning",
    N_("nothing requires the declaration {name}"),
    N_("name it in `declarations` of a scope or call, or remove it"),
)
SCOPE = Kind(
    "TW566",
    "warning",
    N_("no call and no component needs the scope {name}"),
    N_("name it in `needs` of what it opens, or remove it"),
)
EMPTY = Kind("TW567", "warning", N_("no call belongs to {name}, which is among the {kind}"), N_("use it, or remove it"))
CLASS = Kind("TW568", "warning", N_("no rule speaks of the class {name}"), N_("write a rule for it, or remove it"))


def _unused(subject: Subject, kind: str, report: Kind, besides: Iterable[str] = ()) -> Iterator[Finding]:
    named, others = subject.named, set(besides)
    for name in subject.ids(kind):
        if (kind, name) not in named and name not in others:
            yield report.found((kind, name), name=name)


@lint(ERROR)
def errors_are_used(subject: Subject) -> Iterator[Finding]:
    """An error is the result of a rule, or named by a call, a text or a more special error, or common to all scopes."""
    results = {rule.then.result for rule in subject.document.rules.values()}
    scoped = {name for name, error in subject.document.errors.items() if error.scoped}
    yield from _unused(subject, "errors", ERROR, results | scoped)


@lint(TYPE)
def types_are_used(subject: Subject) -> Iterator[Finding]:
    """A type occurs in the type of a parameter, result or field of another, or a text refers to it."""
    owners = {name.partition(".")[0] for name in subject.document.apis}
    used = {name for name, kind in subject.document.types.items() if isinstance(kind, ObjectType) and name in owners}
    for path, record in records(subject.document):
        for field in ("type", "returns", "rest", "values"):
            source = getattr(record, field, None)
            if isinstance(source, str):
                used |= {name for name in types_in(source) if path[:2] != ("types", name)}
    yield from _unused(subject, "types", TYPE, used)


@lint(EXAMPLE)
def examples_are_shown(subject: Subject) -> Iterator[Finding]:
    """An example stands on the page of a call, a component or a guide."""
    yield from _unused(subject, "examples", EXAMPLE)


@lint(SOURCE)
def sources_are_used(subject: Subject) -> Iterator[Finding]:
    """A source is named where facts were taken from it."""
    yield from _unused(subject, "sources", SOURCE)


@lint(TERM)
def terms_are_used(subject: Subject) -> Iterator[Finding]:
    """A term occurs in a text, in one of the languages at least, or guards against wrong words."""
    terms = subject.document.glossary
    used = glossary.used(subject, terms) | {name for kind, name in subject.named if kind == "glossary"}
    for name, term in terms.items():
        if name not in used:
            yield TERM.found(("glossary", name), name=name, en=term.en, zh=term.zh)


@lint(DECLARATION)
def declarations_are_required(subject: Subject) -> Iterator[Finding]:
    """A declaration is required by a scope or a call."""
    yield from _unused(subject, "declarations", DECLARATION)


@lint(SCOPE)
def scopes_open_something(subject: Subject) -> Iterator[Finding]:
    """A scope is needed by a call or a component."""
    apis, components = subject.document.apis.values(), subject.document.components.values()
    needed = {name for needs in [*(a.needs for a in apis), *(c.needs for c in components)] for name in needs}
    for name in subject.document.scopes:
        if name not in needed:
            yield SCOPE.found(("scopes", name), name=name)


@lint(EMPTY)
def groups_and_forms_have_calls(subject: Subject) -> Iterator[Finding]:
    """A group of the reference lists a call, and a form is that of a call."""
    for kind, field in (("groups", "group"), ("forms", "form")):
        used = {getattr(api, field) for api in subject.document.apis.values()}
        for name in subject.ids(kind):
            if name not in used:
                yield EMPTY.found((kind, name), name=name, kind=kind)


@lint(CLASS)
def classes_are_spoken_of(subject: Subject) -> Iterator[Finding]:
    """A class of calls is named by a rule, a dimension or another class."""
    yield from _unused(subject, "classes", CLASS)

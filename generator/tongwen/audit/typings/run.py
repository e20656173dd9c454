"""From declaration files to what differs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tongwen.audit import kinds
from tongwen.audit.choose import best, sources_of, unknown
from tongwen.audit.facts import Facts
from tongwen.audit.found import explained, unused
from tongwen.audit.read import TYPINGS_LIMIT, read_text
from tongwen.audit.report import Audited
from tongwen.audit.typings.compare import compare, find_root
from tongwen.audit.typings.declared import Declarations
from tongwen.audit.typings.parse import read_into
from tongwen.diagnostics import N_, Diagnostic, Place, Words
from tongwen.model.spec import Document


def audit(document: Document, paths: Iterable[Path], profile: str | None) -> Audited | list[Diagnostic]:
    """Compare files, taken together, with a spec; or why that cannot be done."""
    wrong = unknown(document, profile)
    if wrong:
        return [wrong]
    declarations = Declarations()
    bad: list[Diagnostic] = []
    files = [str(path) for path in dict.fromkeys(paths)]
    for file in files:
        text = read_text(Path(file), TYPINGS_LIMIT)
        if isinstance(text, Diagnostic):
            bad.append(text)
        else:
            try:
                read_into(declarations, text, file)
            except RecursionError:
                bad.append(kinds.NOT_PARSED.at(Place(file), words=Words(N_("types nested without end"))))
    if bad:
        return bad
    facts = Facts(document, profile or _guess(document, declarations))
    source = next(iter(sources_of(document, facts.profile, ["typings"])), None)
    product = document.sources[source].product if source else []
    compared = compare(facts, declarations, product)
    if compared is None:
        damages = [kinds.NOT_PARSED.at(damage.place, words=damage.words) for damage in declarations.damages]
        namespace = document.tongwen.namespace if document.tongwen else "-"
        return damages or [kinds.NOTHING.at(None, name=namespace)]
    unread = [r.diagnostic for r in compared.results if r.diagnostic.kind is kinds.NOT_PARSED]
    if unread:
        return unread
    results = explained(compared.results, document, source)
    if source:  # what is recorded of one of its profiles may be found with that one only
        others = [compare(Facts(document, each), declarations, product) for each in product if each != facts.profile]
        every = [*results, *(result for other in others if other for result in other.results)]
        results += unused(every, document, source)
    return Audited(tuple(files), facts.profile, profile is None, source, results, compared.aside)


def _guess(document: Document, declarations: Declarations) -> str:
    """The profile whose calls are declared: those that are there, less those that are not."""

    def score(profile: str) -> float:
        facts = Facts(document, profile)
        root = find_root(facts, declarations)
        plain = [name.partition(".")[2] for name in facts.apis()]
        return sum(1 if root and name in root.members else -1 for name in plain if name)

    return best((score(profile), profile) for profile in document.profiles)

"""The cases, and what a reader should know about the rule behind each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from tongwen.behaviour.cases import Matrix as Whole
from tongwen.behaviour.matrix import Case, Read, Tour
from tongwen.behaviour.whole import behaviour
from tongwen.diagnostics import Diagnostic
from tongwen.encode.comment import Commenter
from tongwen.encode.voice import Voice
from tongwen.hosts.runner import CaseData
from tongwen.hosts.unfold import unfold
from tongwen.load.files import Sources
from tongwen.model.spec import Document
from tongwen.pipeline import read
from tongwen.translation.catalogues import load
from tongwen.verify import kinds


class RuleWords(msgspec.Struct, frozen=True, kw_only=True):
    """A rule in the reader's language."""

    place: Annotated[str, Meta(description="File and line of the spec; empty: unknown.")] = ""
    title: str = ""
    note: str = ""


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """What a host is verified against."""

    spec: str
    release: str
    cases: list[CaseData]
    rules: dict[str, RuleWords]
    document: Annotated[Document | None, Meta(description="The spec; none: the matrix came from a file.")] = None


def of_project(home: Path, language: str) -> Matrix | list[Diagnostic]:
    """The matrix of a project's spec, or what is wrong with the spec."""
    checked = read(home)
    document = checked.good
    if document is None or document.tongwen is None:
        return checked.found
    return Matrix(
        spec=document.tongwen.name,
        release=document.tongwen.release,
        cases=_cases(behaviour(document).matrix),
        rules=_rules(home, document, checked.sources, language),
        document=document,
    )


def of_file(path: Path) -> Matrix | Diagnostic:
    """A matrix that `tongwen build` has written. It knows the places of the rules, and not their words."""
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        found = msgspec.convert(data, _File)
        return Matrix(
            spec=found.spec,
            release=found.release,
            cases=unfold(data),
            rules={name: RuleWords(place=place.replace("#L", ":")) for name, place in found.rules.items()},
        )
    except OSError as error:
        return kinds.MATRIX.at(None, path=str(path), problem=error.strerror or str(error))
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, or not a matrix
        return kinds.MATRIX.at(None, path=str(path), problem=str(error))


class _File(msgspec.Struct):
    """`matrix.json`."""

    spec: str
    release: str
    rules: dict[str, str]
    cases: list[Case]
    reads: dict[str, Read] = {}
    walks: list[Tour] = []


def _cases(made: Whole) -> list[CaseData]:
    """The cases in the form of a file, so that those that share something share it here as well."""
    parts = {"reads": made.reads, "cases": list(made.bare()), "walks": list(made.walked)}
    data: dict[str, Any] = msgspec.to_builtins(parts)
    return unfold(data)


def _rules(home: Path, document: Document, sources: Sources, language: str) -> dict[str, RuleWords]:
    voice = Voice((language,), load(home, [language]).catalogue)
    write = Commenter(voice, lambda target: target, 100)
    found = {}
    for name, rule in document.rules.items():
        line = sources.line("rules", name)
        place = f"{line[0]}:{line[1]}" if line else ""
        found[name] = RuleWords(place=place, title=write.line(rule.title), note=write.line(rule.note))
    return found

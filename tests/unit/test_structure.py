"""A whole spec with every text replaced, by hostile ones and by harmless ones of the same shape: files keep theirs."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tongwen import paths, planning
from tongwen.diagnostics import Diagnostic, as_text
from tongwen.encode import literal, markdown, python, typescript
from tongwen.load.files import Sources, load_files
from tongwen.model.assemble import assemble
from tongwen.model.base import Localized, Record
from tongwen.model.behaviour import Message
from tongwen.model.pages import Difference, Example, Term
from tongwen.model.spec import Document
from tongwen.render.files import Rendered, Renderer
from tongwen.render.samples import Samples
from tongwen.targets.base import Request
from tongwen.targets.table import names
from tongwen.text.catalogue import translations
from tongwen.text.grammar import references
from tongwen.text.opaque import Text
from tongwen.text.phrase import Catalogue

from tests.sinks import hostile, neutral, plain_words
from tests.skeletons import skeleton
from tests.support import ROOT

#: Strings that are no `Text` and yet hold whatever an author, or somebody's platform, has written.
LOOSE = {(Message, "pattern"), (Difference, "printed"), (Example, "prints"), (Example, "code")}
#: Strings that are shown as titles.
TITLES = {(Term, "en"), (Term, "zh")}
STARTER = ROOT / "templates" / "starter"
#: Texts that a loader could pass on and that name no entry.
TEXTS = [raw for raw in hostile().values() if raw.strip() and not references(Text(raw))]
Words = Callable[[str], str]


def harmless(raw: str) -> str:
    """Harmless words on as many lines; different texts stay different, since equal messages are shown once."""
    return "\n".join(f"{line}{TEXTS.index(raw)}" for line in plain_words(raw).split("\n"))


@functools.cache
def read(project: Path) -> tuple[Document, Sources]:
    """A spec as it stands, checked or not."""
    loaded = load_files(project)
    assembled = assemble(loaded.sources)
    assert assembled.document is not None, as_text(assembled.found)
    return assembled.document, loaded.sources


def replaced(value: Any, words: Words, loose: Words, texts: Iterator[str]) -> Any:
    """The same records with other words: every text, and every loose string, takes the next of the texts."""
    if isinstance(value, Localized):
        raw = next(texts)
        return Localized(en=Text(words(raw)), zh=Text(words(raw)))
    if isinstance(value, Record):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        for name, inner in fields.items():
            kind = (type(value), name)
            if kind in TITLES:
                fields[name] = words(next(texts))
            elif kind in LOOSE and inner is not None:
                fields[name] = loose(next(texts)) if isinstance(inner, str) else {k: loose(next(texts)) for k in inner}
            else:
                fields[name] = replaced(inner, words, loose, texts)
        return msgspec.structs.replace(value, **fields)
    if isinstance(value, dict):
        return {key: replaced(inner, words, loose, texts) for key, inner in value.items()}
    if isinstance(value, list):
        return [replaced(inner, words, loose, texts) for inner in value]
    return value


def rendered(project: Path, target: str, words: Words | None, loose: Words = str) -> dict[str, tuple[str, str]]:
    """Path to language and content of every file of a target."""
    document, sources = read(project)
    if words is not None:
        document = replaced(document, words, loose, cycle(TEXTS))
    catalogue = Catalogue({"zh": translations(paths.locales(), "zh")})
    renderer = Renderer(paths.templates(), catalogue)
    samples = Samples(document, sources, renderer)
    request = Request(document, sources, planning.NO_SETTINGS, samples, catalogue)
    plans, found = planning.plan(request, (target,), ("en", "zh"))
    assert not found, as_text(found)
    files = {}
    for folder, planned in plans.items():
        for file, made in zip(planned, renderer.render(folder, planned), strict=True):
            assert isinstance(made, Rendered), as_text([made] if isinstance(made, Diagnostic) else [])
            language = "yaml" if file.path.endswith(".yml") else file.language
            files[made.path] = (language, made.content.decode())
    return files


def differing(project: Path, target: str) -> list[str]:
    """Files whose structure follows the words."""
    loud = rendered(project, target, lambda raw: raw, lambda raw: raw)
    quiet = rendered(project, target, neutral, harmless)
    assert loud.keys() == quiet.keys()
    return [
        path
        for path, (language, content) in loud.items()
        if content != quiet[path][1] and skeleton(language, content) != skeleton(language, quiet[path][1])
    ]


@pytest.mark.parametrize("target", names())
def test_the_structure_of_the_starter_does_not_follow_its_words(target: str) -> None:
    assert differing(STARTER, target) == []


@pytest.mark.parametrize("target", names())
def test_the_structure_of_the_real_spec_does_not_follow_its_words(target: str) -> None:
    assert differing(ROOT, target) == []


@pytest.mark.parametrize("target", ["python", "typescript", "docs"])
def test_a_target_that_mixes_words_into_code_would_be_seen(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((markdown, "_ACTIVE"), (python, "_ESCAPED"), (typescript, "_TAG"), (literal, "_QUOTED")):
        monkeypatch.setattr(module, name, re.compile("((?!))"))
    try:
        seen = differing(STARTER, target)
    except (AssertionError, ValueError, SyntaxError):  # a file that its language does not even read
        seen = [target]
    assert seen != []


def test_a_template_that_forgets_an_encoder_would_be_seen() -> None:
    assert skeleton("markdown", "words\n") != skeleton("markdown", "<b>words</b>\n")
    assert skeleton("python", "x = 'words'\n") != skeleton("python", "x = '' or 'words'\n")
    assert skeleton("typescript", "/** a */ x") != skeleton("typescript", "/** @a */ x")
    assert skeleton("json", '{"a": ""}') != skeleton("json", '{"a": {}}')

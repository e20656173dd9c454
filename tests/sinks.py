"""Every place where text from a spec ends up in a file, as a small template, and hostile texts to put there."""

from __future__ import annotations

import functools
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import yaml
from tongwen.encode.svg import Arc, Picture
from tongwen.render.filters import filters_for
from tongwen.render.sheet import Sheet
from tongwen.render.templates import Templates
from tongwen.text.doc import Prose, Sample, Tag
from tongwen.text.grammar import Inlines, Items, Link, Paragraph, Plain, Reference, Span, Strong, parse
from tongwen.text.opaque import Code, Text
from tongwen.text.phrase import Catalogue, Known, Phrase

HERE = Path(__file__).resolve().parent


class Sink(NamedTuple):
    """A template with one text in it. `prose`: the text's small grammar is rendered; otherwise it is taken as it is.

    A text in two languages stands beside a harmless one: `languages` are those that the file is written in.
    """

    language: str
    template: str
    prose: bool = True
    languages: tuple[str, ...] = ("en",)


BOTH = ("en", "zh")


SINKS = {
    "python-docstring": Sink("python", "x = 1\n\n\ndef f() -> None:\n    {{ view.doc | doc(4) }}\n"),
    "python-module-docstring": Sink("python", "{{ view.prose | doc }}\nx = 1\n"),
    "python-comment": Sink(
        "python", "x = 1\ny = 2\n{{ view.text | comment }}\nif x:\n    {{ view.text | comment(4) }}\n    x = 2\n"
    ),
    "python-literal": Sink(
        "python", "X = {{ view.text | lit }}\nY = f({{ view.raw | lit }}, key={{ view.text | lit }})\n", False
    ),
    "python-text": Sink(
        "python",
        "X = {{ view.text | text }}\n"
        "if X:\n    Y = f({{ view.text | text(4, 10) }}, [{{ view.text | text(4, 90) }}])\n",
    ),
    "typescript-jsdoc": Sink("typescript", "{{ view.script | jsdoc }}\nexport declare const x: 1;\n"),
    "typescript-jsdoc-indented": Sink(
        "typescript", "export interface A {\n  {{ view.prose | jsdoc(2) }}\n  readonly a: 1;\n}\n"
    ),
    "typescript-literal": Sink(
        "typescript", "export declare const x: {{ view.text | lit }} | {{ view.raw | lit }};\n", False
    ),
    "python-docstring-in-both-languages": Sink(
        "python",
        "def f() -> None:\n    {{ view.said | doc(4) }}\n\n\ndef g() -> None:\n    {{ view.also | doc(4) }}\n",
        languages=BOTH,
    ),
    "typescript-jsdoc-in-both-languages": Sink(
        "typescript",
        "{{ view.said | jsdoc }}\nexport declare const x: 1;\n{{ view.also | jsdoc }}\nexport declare const y: 1;\n",
        languages=BOTH,
    ),
    "markdown-in-both-languages": Sink(
        "markdown", "{{ view.first | md }}\n\n- {{ view.second | line }}\n\nAfter.\n", languages=BOTH
    ),
    "markdown-in-chinese": Sink(
        "markdown", "{{ view.first | md }}\n\n{{ view.second | md }}\n\nAfter.\n", languages=("zh",)
    ),
    "markdown-blocks": Sink("markdown", "# Title {: #title }\n\n{{ view.text | md }}\n\nAfter.\n"),
    "markdown-blocks-in-a-box": Sink("markdown", "!!! note\n\n    {{ view.text | md(4) }}\n\n    Inside.\n\nAfter.\n"),
    "markdown-heading": Sink("markdown", "## {{ view.text | line }} {: #here }\n\nAfter.\n"),
    "markdown-heading-alone": Sink("markdown", '<h2 id="here" markdown="span">{{ view.text | line }}</h2>\n\nAfter.\n'),
    "markdown-cell": Sink(
        "markdown", "| A | B |\n|---|---|\n| {{ view.text | line }} | {{ view.text | line }} |\n\nAfter.\n"
    ),
    "markdown-item": Sink("markdown", "- {{ view.text | line }}\n- second\n\nAfter.\n"),
    "markdown-phrase": Sink(
        "markdown",
        "{{ _('Before {words} after')(words=view.text) | md }}\n\n{{ _('{words}')(words=view.text) | line }}\n",
    ),
    "markdown-front": Sink("markdown", "---\ntitle: {{ view.text | front }}\n---\n\nAfter.\n"),
    "markdown-code": Sink(
        "markdown", "Here: {{ view.raw | code }}.\n\n| A |\n|---|\n| {{ view.raw | code }} |\n", False
    ),
    "markdown-fence": Sink(
        "markdown",
        '{{ view.raw | fence("text") }}\n\nAfter.\n\n!!! note\n\n    {{ view.raw | fence("text", 4) }}\n\nEnd.\n',
        False,
    ),
    "markdown-graph": Sink("markdown", "Before.\n\n{{ view.picture | graph }}\n\nAfter.\n"),
    "markdown-reference": Sink("markdown", "See {{ view.raw | ref }}.\n\n- {{ view.raw | ref }}\n", False),
    "markdown-json": Sink(
        "markdown", '<script type="application/json">{{ view.text | json }}</script>\n\nAfter.\n', False
    ),
    "json": Sink("json", "{{ view.data | json }}\n", False),
    "json-compact": Sink("json", "[{{ view.data | compact }}, {{ view.text | json(2) }}]\n", False),
    "json-lines": Sink("json", "[\n{{ view.records | lines }}\n]\n", False),
    "toml": Sink("toml", "[project]\ndescription = {{ view.text | lit }}\nname = {{ view.raw | lit }}\n", False),
}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a long list."""

    text: str


class View:
    """The same text in the forms that the filters take."""

    def __init__(self, language: str, text: Text) -> None:
        name = Code(language, "name")
        self.text = text
        self.raw = text.raw
        self.prose = (Prose(text),)
        tags = tuple(Tag(kind, name, text, (text,)) for kind in ("param", "raises"))
        self.doc = (Prose(text), *tags, Tag("returns", None, text), Tag("see", None, Phrase("See {words}", words=text)))
        self.doc = (*self.doc, Sample(text, text.raw))
        self.script = self.doc
        self.picture = Picture("graph-1", text, Phrase("{words}", words=text), (text,), (Arc(0, 0, 1),))
        self.first = Known(en=text, zh=Text("无害。"))
        self.second = Known(en=Text("Harmless."), zh=text)
        self.said, self.also = (Prose(self.first),), (Prose(self.second),)
        self.records = (Row(text=text.raw), Row(text="words"))
        self.data = {"plain": text, "list": [text.raw, {"inner": text}], "number": 1}


class Crowd(NamedTuple):
    """Views of many texts, for one file with all of them."""

    views: tuple[View, ...]


#: Between the places of two texts on one page.
PARTING = '<hr id="parting">'
_ONCE = {
    "markdown-code": "Here: {{ item.raw | code }}.",
    "markdown-reference": "- {{ item.raw | ref }}",
    "markdown-fence": '{{ item.raw | fence("text") }}\n\nAfter.',
}
#: Sinks that cannot simply stand below one another, or that have a text more often than many texts need.
_CROWDS = {
    "markdown-front": (
        "---\ntitles:\n{% for item in view.views %}\n- {{ item.text | front }}\n{% endfor %}\n---\n\nAfter.\n"
    ),
    "json": "[\n{% for item in view.views %}\n{{ item.data | json }},\n{% endfor %}\n0]\n",
    "json-compact": (
        "[\n{% for item in view.views %}\n[{{ item.data | compact }}, {{ item.text | json(2) }}],\n{% endfor %}\n0]\n"
    ),
    "json-lines": "[\n{% for item in view.views %}\n[{{ item.records | lines }}],\n{% endfor %}\n0]\n",
    "toml": (
        "texts = [\n{% for item in view.views %}\n{{ item.text | lit }},\n{{ item.raw | lit }},\n{% endfor %}\n]\n"
    ),
}


def crowded(name: str) -> str:
    """The template of a sink for many texts: the sink again and again, with something between that no text can be."""
    again = _ONCE.get(name) or SINKS[name].template.replace("view.", "item.")
    parting = f"\n\n{PARTING}" if SINKS[name].language == "markdown" else ""
    return _CROWDS.get(name, f"{{% for item in view.views %}}\n{again}{parting}\n\n{{% endfor %}}\n")


@functools.cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory()
    (Path(folder.name) / "crowd").mkdir()
    for name, sink in SINKS.items():
        (Path(folder.name) / f"{name}.j2").write_text(sink.template, encoding="utf-8")
        (Path(folder.name) / "crowd" / f"{name}.j2").write_text(crowded(name), encoding="utf-8")
    return folder


@functools.cache
def _templates(language: str, prose: tuple[str, ...]) -> Templates:
    return Templates(Path(_folder().name), language, filters_for(language, prose, Catalogue({})))


def _made(name: str, template: str, view: View | Crowd) -> str:
    sheet = Sheet()
    _templates(SINKS[name].language, SINKS[name].languages).render(template, view, str, sheet)
    sheet.gather()
    return sheet.content.decode()


def render(name: str, raw: str) -> str:
    """The sink's file with this text in it, through the templates, filters and encoders of the product."""
    return _made(name, f"{name}.j2", View(SINKS[name].language, Text(raw)))


def render_all(name: str, texts: Sequence[str]) -> str:
    """One file with the sink repeated for each of the texts."""
    views = tuple(View(SINKS[name].language, Text(raw)) for raw in texts)
    return _made(name, f"crowd/{name}.j2", Crowd(views))


@functools.cache
def hostile() -> dict[str, str]:
    """Name to text of our hostile texts."""
    source = (HERE / "hostile" / "texts.yaml").read_text(encoding="utf-8")
    entries = yaml.load(source, Loader=yaml.SafeLoader)
    return {entry["id"]: entry["text"] for entry in entries}


def neutral(raw: str) -> str:
    """Harmless words in the same paragraphs, items and marks: with these instead, only words may change."""
    blocks = []
    for block in parse(Text(raw)):
        if isinstance(block, Paragraph):
            blocks.append(_words(block.inside))
        elif isinstance(block, Items):
            blocks.append("\n".join(f"- {_words(item)}" for item in block.items))
    return "\n\n".join(blocks)


def _words(parts: Inlines) -> str:
    out = []
    for part in parts:
        match part:
            case Plain(text):
                out.append("words" if text.strip() else " ")
            case Span():
                out.append("`word`")
            case Strong(inside):
                out.append(f"**{_words(inside)}**")
            case Link(inside, _):
                out.append(f"[{_words(inside)}](https://example.org/)")
            case Reference():
                out.append("[[word]]")
    return "".join(out)


def plain_words(raw: str) -> str:
    """For sinks without the grammar: harmless words on as many lines."""
    lines = raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("words" if line.strip() else "" for line in lines) if raw else ""


def flat(raw: str) -> str:
    """The words of a description as a reader sees them, all in one."""
    out: list[str] = []
    for block in parse(Text(raw)):
        for parts in [block.inside] if isinstance(block, Paragraph) else block.items:
            _flatten(parts, out)
    return "".join(out)


def _flatten(parts: Inlines, out: list[str]) -> None:
    for part in parts:
        match part:
            case Plain(text) | Span(text) | Reference(text):
                out.append(text)
            case Strong(inside) | Link(inside, _):
                _flatten(inside, out)


def counterpart(name: str, raw: str) -> str:
    """The harmless text to compare with in a sink."""
    return neutral(raw) if SINKS[name].prose else plain_words(raw)


def as_json(value: Any) -> str:
    """For Node."""
    return json.dumps(value)

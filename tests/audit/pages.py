"""Pages of our own about a spec, written from the spec, in several formats: right ones, and ways to make them wrong."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec
from tongwen.audit.facts import Facts, membership
from tongwen.audit.found import Found
from tongwen.audit.page.names import Names
from tongwen.audit.page.run import audit
from tongwen.audit.report import Audited
from tongwen.diagnostics import Diagnostic
from tongwen.model.entries import Parameter
from tongwen.model.spec import Document

from tests.support import GARDEN, document, weixin

WORDS = {
    "en": {
        "head": ["Scope", "Calls", "What it is"],
        "fields": ["Name", "Type", "Default", "Required", "What it does"],
        "yes": "yes",
        "no": "no",
        "none": "-",
        "component": " component",
        "since": "Since {library} {version}.",
        "intro": "This page lists what a program may ask for.",
        "list": "All scopes",
        "end": "More about this elsewhere.",
    },
    "zh": {
        "head": ["scope", "对应接口", "描述"],
        "fields": ["属性", "类型", "默认值", "必填", "说明"],
        "yes": "是",
        "no": "否",
        "none": "-",
        "component": "组件",
        "since": "{library} {version} 起支持。",
        "intro": "本页列出程序可以请求的内容。",
        "list": "全部列表",
        "end": "其余内容见别处。",
    },
}
FORMATS = ("md", "html", "txt", "lines.txt", "apart.txt")


class Row(NamedTuple):
    """A row of the list: the scope, its calls, what it is called."""

    scope: str
    calls: tuple[str, ...]
    title: str


class Field(NamedTuple):
    """A row of a table of parameters."""

    name: str
    type: str
    default: str
    required: str


class Content(NamedTuple):
    """What a page says."""

    language: str
    rows: tuple[Row, ...]
    api: str
    since: str
    fields: tuple[Field, ...]
    record: str
    keys: tuple[str, ...]


@functools.cache
def garden() -> Document:
    """The small spec of the tests."""
    return document(GARDEN)


@functools.cache
def unrecorded() -> Document:
    """The spec that ships with Tongwen, as if nothing had been recorded about its sources."""
    return msgspec.structs.replace(weixin(), differences={})


@functools.cache
def names(which: Callable[[], Document]) -> Names:
    """The names of a spec."""
    return Names(which())


def content(spec: Document, profile: str, language: str, api: str) -> Content:
    """What a page without a fault says about a profile and one of its calls."""
    words = WORDS[language]
    facts = Facts(spec, profile)
    rows = []
    for name in facts.scopes():
        entry = spec.scopes[name]
        member = membership(entry, profile)
        title = getattr(member.title if member and member.title else entry.title, language).raw
        calls = (call if "." in call else call + words["component"] for call in facts.gated(name))
        rows.append(Row(name, tuple(calls), title))
    library = getattr(spec.tongwen.library, language).raw if spec.tongwen else ""
    since = facts.since(api)
    fields = [_field(name, field, words) for name, field in spec.apis[api].parameters.items() if facts.here(field)]
    record = next((name for name, entry in spec.types.items() if type(entry).__name__ == "SettingsType"), "")
    return Content(
        language,
        tuple(rows),
        api,
        words["since"].format(library=library, version=since) if since else "",
        tuple(fields),
        record,
        tuple(facts.scopes()) if record else (),
    )


def _field(name: str, field: Parameter, words: dict[str, str]) -> Field:
    default = field.default
    shown = str(default).lower() if isinstance(default, bool) else str(default)
    known = shown if isinstance(default, str | int) else words["none"]
    return Field(name, field.type, known, words["yes" if field.required else "no"])


def written(page: Content, form: str) -> str:
    """The page in a format: tables, or rows of plain text, whose cells stand on one line or on lines of their own."""
    if form in ("html", "md"):
        return _html(page) if form == "html" else _markdown(page)
    return _plain(page, {"txt": " ", "lines.txt": "\n", "apart.txt": "\n\n"}[form])


def _markdown(page: Content) -> str:
    words = WORDS[page.language]
    rows = [f"| `{row.scope}` | {', '.join(row.calls)} | {row.title} |" for row in page.rows]
    fields = [f"| {f.name} | `{f.type}` | {f.default} | {f.required} | - |" for f in page.fields]
    keys = [f"- boolean `{key}`" for key in page.keys]
    parts = [
        words["intro"],
        "## " + words["list"],
        "\n".join([f"| {' | '.join(words['head'])} |", "| --- | --- | --- |", *rows]),
        *([f"## {page.record}", "\n".join(keys)] if keys else []),
        f"## [{page.api}](https://example.org/wx.other.html)",
        page.since,
        "\n".join([f"| {' | '.join(words['fields'])} |", "| --- | --- | --- | --- | --- |", *fields]),
        words["end"],
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _html(page: Content) -> str:
    words = WORDS[page.language]

    def table(head: list[str], rows: list[list[str]]) -> str:
        first = "".join(f"<th>{cell}</th>" for cell in head)
        body = "".join("<tr>\n" + "\n".join(f"<td>{cell}</td>" for cell in row) + "\n</tr>\n" for row in rows)
        return f"<table>\n<thead><tr>{first}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>"

    rows = [
        [row.scope, "<br>".join(f'<a href="/wx.other.html">{call}</a>' for call in row.calls), f"<em>{row.title}</em>"]
        for row in page.rows
    ]
    fields = [[f.name, f"<code>{f.type}</code>", f.default, f.required, "-"] for f in page.fields]
    keys = "".join(f"<li>boolean <code>{key}</code></li>\n" for key in page.keys)
    parts = [
        "<!doctype html>\n<html><head><title>wx.nothing</title><style>a.wx{}</style></head><body>",
        f"<p>{words['intro']}\n&amp; more</p>",
        f"<h2>{words['list']}</h2>",
        table(words["head"], rows),
        f"<h2>{page.record}</h2>\n<ul>\n{keys}</ul>" if keys else "",
        f"<h2>{page.api}</h2>\n<p>{page.since}</p>",
        table(words["fields"], fields),
        f"<p>{words['end']}</p></body></html>",
    ]
    return "\n".join(filter(None, parts)) + "\n"


def _plain(page: Content, between: str) -> str:
    words = WORDS[page.language]
    comma = between if between.strip(" ") else ", "
    rows = []
    for row in page.rows:
        calls = comma.join(row.calls)
        rows.append(f"{row.scope} {calls}{between}{row.title}" if calls else f"{row.scope} {row.title}")
    fields = [f"{f.name} {f.type} {f.default} {f.required} ..." for f in page.fields]
    keys = [f"  • boolean {key}" for key in page.keys]
    parts = [
        words["intro"],
        (between if comma == between else "\n").join([" ".join(words["head"]), *rows]),
        *([f"3.1、{page.record}", "\n".join(keys)] if keys else []),
        f"3.2、{page.api}",
        page.since,
        "\n".join([" ".join(words["fields"]), *fields]),
        words["end"],
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def audited(folder: Path, which: Callable[[], Document], text: str, form: str, profile: str | None) -> Audited:
    """The audit of a text as a page."""
    path = folder / f"page.{form}"
    path.write_text(text, encoding="utf-8")
    done = audit(which(), names(which), path, profile)
    assert not isinstance(done, Diagnostic), done.message()
    return done


def new(done: Audited) -> list[Found]:
    """What is not recorded."""
    return done.open


__all__ = [
    "FORMATS",
    "Content",
    "Field",
    "Row",
    "audited",
    "content",
    "garden",
    "new",
    "unrecorded",
    "weixin",
    "written",
]

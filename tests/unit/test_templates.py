"""What templates may not say: each way round the encoders is refused, with the template and the line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tongwen.diagnostics import Diagnostic
from tongwen.render.files import Rendered, Renderer
from tongwen.targets.base import PlannedFile
from tongwen.text.doc import Prose
from tongwen.text.opaque import Code, Text
from tongwen.text.phrase import Catalogue


class Endless:
    """Raises a list's own kind of error in the middle of a loop."""

    def __iter__(self) -> Iterator[str]:
        raise KeyError("gone")


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a list."""

    name: Code = Code("python", "name")
    text: Text = Text("words")


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Something of every kind."""

    text: Text = Text('evil"; import os')
    raw: str = "evil"
    name: Code = Code("python", "name")
    script: Code = Code("typescript", "name")
    doc: tuple[Prose, ...] = (Prose(Text("words")),)
    items: tuple[Item, ...] = (Item(), Item())
    flag: bool = True
    number: int = 3
    real: float = 1.5
    none: None = None
    endless: Any = Endless()


#: Template to a word of what is said about it. Each starts on the second line.
REFUSED = {
    # Printing what is no code.
    "{{ view.text }}": "Text in a python file",
    "{{ view.raw }}": "str in a python file",
    "{{ view.flag }}": "bool in a python file",
    "{{ view.none }}": "NoneType in a python file",
    "{{ view.real }}": "float in a python file",
    "{{ view.items }}": "tuple in a python file",
    "{{ view }}": "View in a python file",
    "{{ link }}": "'link' is undefined",
    "{{ 'words' }}": "str in a python file",
    "{{ _('words') }}": "Phrase in a python file",
    "{{ view.script }}": "Code in a python file",
    "{{ missing }}": "'missing' is undefined",
    "{{ view.missing }}": "no attribute 'missing'",
    "{{ view.missing | lit }}": "",
    # Encoders of another language, wrong values, wrong arguments.
    "{{ view.text | jsdoc }}": "No filter named 'jsdoc'",
    "{{ view.text | md }}": "No filter named 'md'",
    "{{ view.text | safe }}": "No filter named 'safe'",
    "{{ view.text | e }}": "No filter named 'e'",
    "{{ view.text | upper | lit }}": "Filter cannot stand here",
    "{{ view.text | replace('a', 'b') | lit }}": "Filter cannot stand here",
    "{{ view.raw | doc }}": "",
    "{{ view.name | comment }}": "Code is not prose",
    "{{ view.doc | lit }}": "",
    "{{ view.text | lit(1, 2) }}": "",
    "{{ view.doc | doc(view.raw) }}": "",
    # Cutting a token up.
    "{% set cut %}{{ view.text | lit }}{% endset %}{{ cut[1:-1] }}": "",
    "{% set cut = view.text %}{{ cut | lit }}": "",
    "{{ (view.text | lit)[1:-1] }}": "",
    "{{ view.raw[0] }}": "Getitem",
    "{{ view['text'] }}": "Getitem",
    "{{ view.items[0].name }}": "Getitem",
    "{% for char in view.raw %}{{ char }}{% endfor %}": "str in a python file",
    "{% for char in view.text %}{{ char }}{% endfor %}": "Text is opaque",
    "{% for char in view.name %}x{% endfor %}": "Code is opaque",
    "{% for item in view.number %}x{% endfor %}": "not iterable",
    "{% for item in view.endless %}x{% endfor %}": "gone",
    "{{ (view.text | lit).source }}": "",
    "{{ view.text.raw }}": "str in a python file",
    # Making strings out of values.
    "{{ view.text ~ view.raw }}": "Concat",
    "{{ view.raw + view.raw }}": "Add",
    "{{ view.raw * 3 }}": "Mul",
    "{{ 'a' * 10 ** 9 }}": "",
    "{{ 9 ** 9 ** 9 }}": "Pow",
    "{{ view.number - 1 }}": "Sub",
    "{{ -view.number }}": "Neg",
    "{{ '%s' % view.text }}": "Mod",
    "{{ '{}'.format(view.text) }}": "the only call is",
    "{{ view.raw.join(view.items) }}": "the only call is",
    "{{ view.raw.upper() }}": "the only call is",
    "{{ ''|attr('format') }}": "No filter named 'attr'",
    "{{ [view.raw] }}": "List",
    "{{ {'a': view.raw} }}": "Dict",
    "{{ view.raw if view.flag else 1 }}": "CondExpr",
    "{{ view.number > 2 }}": "Compare",
    "{{ view.raw is string }}": "",
    "{% if view.number == 3 %}x{% endif %}": "Compare",
    "{% if view.raw in view.items %}x{% endif %}": "Compare",
    # Reaching what is not there.
    "{{ cycler.__init__.__globals__ }}": "unsafe",
    "{{ lipsum.__globals__ }}": "unsafe",
    "{{ range(10) }}": "the only call is",
    "{{ dict(a=1) }}": "the only call is",
    "{{ namespace(a=1) }}": "the only call is",
    "{{ self._TemplateReference__context }}": "",
    "{{ view.__class__ }}": "unsafe",
    "{{ view.text.__class__.__mro__ }}": "unsafe",
    "{{ _.__globals__ }}": "__globals__",
    "{{ loop.index }}": "",
    "{{ now() }}": "the only call is",
    # Words that are no literal.
    "{{ _(view.raw) | comment }}": "the only call is",
    "{{ _('a' ~ view.raw) | comment }}": "",
    "{{ _('a', 'b') | comment }}": "the only call is",
    "{{ _(*view.items) | comment }}": "the only call is",
    "{{ _('{a}')(a=view.raw) | comment }}": "str is not prose",
    "{% for _ in view.items %}{{ _('a') | comment }}{% endfor %}": "",
    # Other statements.
    "{% macro m() %}x{% endmacro %}{{ m() }}": "",
    "{% filter lit %}words{% endfilter %}": "",
    "{% autoescape false %}x{% endautoescape %}": "",
    "{% block b %}x{% endblock %}": "Block",
    "{% extends 'python/x.j2' %}": "Extends",
    "{% import 'python/x.j2' as x %}": "Import",
    "{% from 'python/x.j2' import x %}": "FromImport",
    "{% with a = view.raw %}{{ a | lit }}{% endwith %}": "With",
    "{% call view.raw() %}x{% endcall %}": "",
    "{% include view.raw %}": "include takes a literal name",
    "{% include ['python/x.j2', 'python/y.j2'] %}": "",
    "{% include '../secrets' %}": "../secrets",
    "{% include '/etc/hostname' %}": "/etc/hostname",
    "{% include 'python/missing.j2' %}": "python/missing.j2",
    "{% include 'python/broken.j2' %}": "str in a python file",
    "{% include 'python/bypass.j2' %}": "recursion",
    "{% do view.items %}": "unknown tag 'do'",
    "{% trans %}x{% endtrans %}": "unknown tag 'trans'",
    "{% for x in view.items recursive %}{{ loop(x) }}{% endfor %}": "the only call is",
    "{% unknown %}": "unknown tag 'unknown'",
    "{{ view.text | lit": "",
    # Delimiters of the template's own.
    'v = "{{ view.text | lit }}"': "a quote stands beside an insertion",
    "v = '{{ view.text | lit }}'": "",
    'v = "{{ view.name }}"': "",
    'v = " {{ view.text | lit }} "': 'inside " of the template',
    'v = f"{x}{{ view.text | lit }}{y}"': 'inside " of the template',
    'v = {{ view.text | lit }}"': "a quote stands beside an insertion",
    'v = "{% if view.flag %}{{ view.text | lit }}{% endif %}"': "",
    'v = "{% for i in view.items %}{{ i.text | lit }}{% endfor %}"': "",
    '"""\n{{ view.text | lit }}\n"""': 'inside """ of the template',
    "'''a {{ view.name }} b'''": "inside ''' of the template",
    '"""a "b" \\""" {{ view.name }}"""': 'inside """ of the template',
    "# {{ view.text | lit }}": "inside # of the template",
    "# about {{ view.doc | doc }}": "inside # of the template",
    'x = "a"  # it\'s {{ view.name }}': "inside # of the template",
    'x = "{% if view.flag %}a{% else %}b"{% endif %} + {{ view.name }}': 'inside " of the template',
    "\"{% include 'python/good.j2' %}\"": "",
}
ALLOWED = {
    "x = {{ view.text | lit }}": 'x = "evil\\"; import os"',
    "x = {{ view.number }}": "x = 3",
    "{{ view.name }} = 1": "name = 1",
    "{% for item in view.items %}{{ item.name }}{% if not loop.last %}, {% endif %}{% endfor %}": "name, name",
    "{% if view.flag and not view.none %}x{% else %}y{% endif %}": "x",
    "{% if view.none or view.text %}x{% endif %}": "x",
    "{{ view.doc | doc }}": '"""words"""',
    "{{ _('About {name}.')(name=view.text) | comment }}": '# About evil"; import os.',
    "x = 'a \\' b'\ny = {{ view.name }}": "x = 'a \\' b'\ny = name",
    '# it\'s "so"\ny = {{ view.name }}': '# it\'s "so"\ny = name',
    '"""A "docstring"."""\ny = {{ view.name }}': '"""A "docstring"."""\ny = name',
    "{% include 'python/good.j2' %}": "x = name",
    "{# words #}x": "x",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    python = tmp_path / "python"
    python.mkdir()
    (python / "good.j2").write_text("x = {{ view.name }}")
    (python / "broken.j2").write_text("\n\n{{ view.raw }}")
    (python / "loop.j2").write_text("{% include 'python/loop.j2' %}")
    return tmp_path


def rendered(folder: Path, source: str, language: str = "python") -> Rendered | Diagnostic:
    """What becomes of a template."""
    (folder / "python" / "bypass.j2").write_text("\n" + source, encoding="utf-8")
    file = PlannedFile("out.py", "python/bypass.j2", View(), language)
    return next(Renderer(folder, Catalogue({})).render("out", [file]))


@pytest.mark.parametrize("source", REFUSED)
def test_a_way_round_the_encoders_is_refused_at_its_place(folder: Path, source: str) -> None:
    found = rendered(folder, source)
    assert isinstance(found, Diagnostic), found
    assert found.code == "TW710"
    assert REFUSED[source] in found.message() or found.message().endswith(REFUSED[source])
    assert found.place is not None
    if "broken" in source:
        assert found.place[:2] == ("templates/python/broken.j2", 3)
    else:
        last = 2 + source.count("\n")
        assert found.place.file == "templates/python/bypass.j2"
        assert 2 <= found.place.line <= last


@pytest.mark.parametrize("source", ALLOWED)
def test_what_templates_need_is_allowed(folder: Path, source: str) -> None:
    assert rendered(folder, source) == Rendered("out/out.py", ("\n" + ALLOWED[source]).encode())


@pytest.mark.parametrize(
    ("source", "refused"),
    [
        ("const x = '{{ view.text | lit }}'", True),
        ("// {{ view.text | lit }}", True),
        ("/* a */ /* {{ view.text | lit }} */", True),
        ("/**\n * {{ view.text | lit }}\n */", True),
        ("const x = `${{ view.text | lit }}`", True),
        ("const x = ` a ' ${ {{ view.text | lit }} }`", True),
        ("// it's\nconst x = {{ view.text | lit }}", False),
        ("/* it's */ const x = {{ view.text | lit }}", False),
        ("const y = 'a'; const x = {{ view.text | lit }}", False),
        ("{{ view.doc | jsdoc }}\n{{ view.script }}", False),
    ],
)
def test_typescript_has_delimiters_of_its_own(folder: Path, source: str, refused: bool) -> None:
    assert isinstance(rendered(folder, source, "typescript"), Diagnostic) == refused


@pytest.mark.parametrize(
    ("language", "source"),
    [("python", "x = ("), ("json", "{"), ("json", '{"a": 1} {"b": 2}'), ("toml", "a = "), ("python", "x = \0")],
)
def test_a_file_that_would_not_parse_is_reported_and_not_written(folder: Path, language: str, source: str) -> None:
    found = rendered(folder, source, language)
    assert isinstance(found, Diagnostic)
    assert (found.code, found.place) == ("TW711", None)
    assert "out.py would not parse" in found.message()


def test_one_bad_template_does_not_hide_another(folder: Path) -> None:
    for name, source in (("a", "{{ view.text }}"), ("b", "{{ view.name }}"), ("c", "{{ missing }}")):
        (folder / "python" / f"{name}.j2").write_text(source)
    plan = [PlannedFile(f"{name}.py", f"python/{name}.j2", View(), "python") for name in "abc"]
    found = list(Renderer(folder, Catalogue({})).render("out", plan))
    assert [type(item) for item in found] == [Diagnostic, Rendered, Diagnostic]


def test_templates_see_nothing_but_their_view(folder: Path) -> None:
    for name in ("range", "dict", "lipsum", "cycler", "joiner", "namespace", "environment", "request", "config"):
        found = rendered(folder, "{{ %s }}" % name)  # noqa: UP031
        assert isinstance(found, Diagnostic)
        assert f"'{name}' is undefined" in found.message()


def compiled_files(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("python.bypass.j2.*"))


def test_a_template_is_compiled_once_and_again_when_it_has_changed(folder: Path) -> None:
    assert rendered(folder, "{{ view.name }}") == Rendered("out/out.py", b"\nname")
    (kept,) = compiled_files(folder)
    before = kept.stat().st_mtime_ns
    assert rendered(folder, "{{ view.name }}") == Rendered("out/out.py", b"\nname")
    assert kept.stat().st_mtime_ns == before
    assert rendered(folder, "{{ view.name }}2") == Rendered("out/out.py", b"\nname2")
    assert kept.stat().st_mtime_ns != before


@pytest.mark.parametrize("damage", [b"", b"x" * 200, None])
def test_what_was_compiled_may_be_damaged(folder: Path, damage: bytes | None) -> None:
    assert rendered(folder, "{{ view.name }}") == Rendered("out/out.py", b"\nname")
    (kept,) = compiled_files(folder)
    whole = kept.read_bytes()
    kept.write_bytes(whole[:64] + whole[65:] if damage is None else damage)
    assert rendered(folder, "{{ view.name }}") == Rendered("out/out.py", b"\nname")
    assert kept.read_bytes() == whole


def test_what_was_compiled_for_one_language_does_not_serve_another(folder: Path) -> None:
    assert rendered(folder, "{{ view.name }}") == Rendered("out/out.py", b"\nname")
    assert isinstance(rendered(folder, "{{ view.name }}", "typescript"), Diagnostic)


def test_a_folder_that_cannot_be_written_needs_no_place_for_what_was_compiled(folder: Path) -> None:
    (folder / "__pycache__").write_text("in the way")
    assert rendered(folder, "{{ view.name }}") == Rendered("out/out.py", b"\nname")

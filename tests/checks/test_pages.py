"""What the docs target finds when it looks over its finished pages, each fault with the line of the spec."""

from __future__ import annotations

from pathlib import Path

import pytest
from tongwen.diagnostics import Place
from tongwen.pipeline import Options, build
from tongwen.targets.docs.audit import audit, look

from tests.checks.cases import shows
from tests.support import GARDEN, project

HEAD = '---\nseal: x\ntitle: "T"\nsource: "spec/apis/gate.yaml#L7"\n---\n\n# Gate { #top }\n\n'
NAV = 'nav:\n  - "Gate": "gate.md"\n'


def codes(body: str, nav: str = NAV, **others: str) -> list[tuple[str, Place | None]]:
    files = {"en/gate.md": HEAD + body, "nav.en.yml": nav, **{f"en/{k}.md": v for k, v in others.items()}}
    seen = {path: look(path, text) for path, text in files.items()}
    return [(found.code, found.place) for found in audit(seen)]


LINE = Place("spec/apis/gate.yaml", 7)


@shows("TW720", "TW721", "TW722")
@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("## One { #a }\n\n## Two { #a }\n", "TW720"),
        ('## One { #a }\n\n| <code id="a">x</code> |\n', "TW720"),
        ("[there](gone.md)\n", "TW721"),
        ("[there](#gone)\n", "TW721"),
        ("[there](gate.md#gone)\n", "TW721"),
        ('<a href="#gone">there</a>\n', "TW721"),
        ("![](gate.svg)\n", "TW722"),
        ('<img src="gate.svg">\n', "TW722"),
        ('<img src="gate.svg" alt="">\n', "TW722"),
    ],
)
def test_a_fault_is_reported_at_the_line_that_the_page_is_made_from(body: str, code: str) -> None:
    assert codes(body) == [(code, LINE)]


def test_a_good_page_is_passed() -> None:
    body = "## One { #a }\n\n[up](#a) [top](gate.md#top) [out](https://example.org/x.md) ![a gate](gate.svg)\n"
    assert codes(body) == []


def test_what_stands_in_a_code_block_is_no_link_and_no_anchor() -> None:
    assert codes("```text\n[there](gone.md) { #top }\n```\n\n    ````md\n    ![](x)\n    ````\n") == []


@shows("TW723")
def test_a_page_that_the_navigation_does_not_list_is_reported() -> None:
    assert codes("", nav="nav: []\n") == [("TW723", LINE)]


@shows("TW724")
def test_an_entry_of_the_navigation_without_a_page_is_reported() -> None:
    assert codes("", nav=NAV + '  - "Gone": "gone.md"\n') == [("TW724", None)]


def test_a_build_stops_at_a_section_that_is_named_like_a_part_of_every_page(tmp_path: Path) -> None:
    guide = """\
guides:
  opening:
    title: {en: Opening, zh: 打开}
    summary: {en: You open., zh: 打开。}
    order: 1
    sections:
      top: {title: {en: First, zh: 首先}, text: {en: Push., zh: 推。}}
"""
    base = GARDEN.replace("targets: {}", "targets: {docs: {output: site/docs}}")
    folder = project(tmp_path, {"spec/guides.yaml": guide}, base=base)
    found = build(folder, Options()).found
    assert [(d.code, str(d.place)) for d in found if d.severity == "error"] == [
        ("TW720", "spec/guides.yaml:2:1"),
        ("TW720", "spec/guides.yaml:2:1"),
    ]
    assert not (folder / "site").exists()

"""Hostile texts through mkdocs as the site has it: in titles, descriptions, headings, navigation and search.

Two specs become two sites: one has hostile texts, the other harmless words in their place. Only words may differ.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tongwen.load.files import load_text
from tongwen.pipeline import Options, build, read
from tongwen.site.build import build_site
from tongwen.site.layout import site_of
from tongwen.targets.docs.audit import Page, look

from tests.sinks import flat, hostile, neutral
from tests.skeletons import as_browser_shows, squeezed
from tests.support import GARDEN, project

#: A page for every so many texts; all of them are sections of one page.
EVERY = 6
LANGUAGE = "zh"
BASE = GARDEN.replace("targets: {}", f"targets: {{docs: {{output: docs, options: {{languages: [{LANGUAGE}]}}}}}}")
#: Values that hold words, or addresses that are made of them.
WORDS = ("content", "title", "aria-label", "alt", "href")
HARMLESS = re.compile(r"(https?:)?[^:]*")


def guide(order: int, first: str, sections: list[str]) -> dict[str, Any]:
    """A page about nothing, its words in the given texts."""
    words = {"en": first, "zh": first}
    listed = [{"en": raw, "zh": raw} for raw in sections]
    made = {f"part-{number}": {"title": text, "text": text} for number, text in enumerate(listed)}
    return {"title": words, "summary": words, "order": order, "sections": made}


def guides(texts: list[str]) -> bytes:
    """The file of a spec with all of them."""
    pages = {f"page-{number}": guide(number, raw, [raw]) for number, raw in enumerate(texts[::EVERY], 2)}
    return json.dumps({"guides": {"all": guide(1, "All", texts), **pages}}, ensure_ascii=False).encode()


def accepted() -> list[str]:
    """Hostile texts that the loader lets through; they would lead nowhere if they were references."""
    found = []
    for raw in hostile().values():
        content = json.dumps({"a": raw}, ensure_ascii=False).encode("utf-8", "surrogatepass")
        if raw and "[[" not in raw and not load_text(content, "a.yaml")[1]:
            found.append(raw)
    return found


def built(folder: Path, texts: list[str], title: str) -> Path:
    """The pages of a site with these texts; also the site itself and a group of calls have a title."""
    words = json.dumps({"en": title, "zh": title})
    base = BASE
    for old in (
        "{en: Garden leave, zh: 花园许可}",
        "{en: Who may open which valve., zh: 谁可以打开哪个阀门。}",
        "{en: Water, zh: 水}",
    ):
        assert base.count(old) == 1
        base = base.replace(old, words)
    made = project(folder, {"spec/guides.yaml": guides(texts)}, base=base)
    assert build(made, Options(jobs=1)).found == []
    manifest = read(made).document.tongwen
    assert manifest is not None
    site = site_of(made, manifest, address="https://garden.example")
    assert site is not None
    result = build_site(site)
    assert result.found == [], [found.message() for found in result.found]
    return site.out / LANGUAGE


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    texts = accepted()
    assert len(texts) > 140
    folder = tmp_path_factory.mktemp("sites")
    harmless = built(folder / "harmless", [neutral(raw) for raw in texts], "words")
    return built(folder / "hostile", texts, '</title>"><img src=x onerror=alert(1)>'), harmless


class Structure(HTMLParser):
    """Every tag with everything but words; what colours code is left out, for it follows the words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[Any] = []
        self._code = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._code += tag == "code"
        if not (self._code and tag == "span"):
            self.tags.append((tag, [(name, _kind(name, value or "")) for name, value in attrs]))

    def handle_endtag(self, tag: str) -> None:
        if not (self._code and tag == "span"):
            self.tags.append(tag)
        self._code -= tag == "code"

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", data))


def _kind(name: str, value: str) -> str:
    """An address by what it begins with; other words by there being any."""
    if name == "href" and not value.lower().startswith(("https:", "http:", "mailto:", "data:", "javascript:")):
        return re.sub(r"#.*", "#", value)
    if name == "href":
        return value.partition(":")[0].lower()
    return "words" if name in WORDS and value else value


def pages(site: Path) -> dict[str, str]:
    return {
        file.relative_to(site).as_posix(): file.read_text(encoding="utf-8") for file in sorted(site.rglob("*.html"))
    }


def differing(hostile_pages: dict[str, str], harmless: dict[str, str]) -> list[str]:
    """Pages that have another structure."""
    assert [*hostile_pages] == [*harmless]
    return [name for name, html in harmless.items() if Structure(hostile_pages[name]).tags != Structure(html).tags]


def test_nothing_but_words_differs_on_any_page_of_the_site(sites: tuple[Path, Path]) -> None:
    one, other = map(pages, sites)
    assert len(one) > 30
    assert differing(one, other) == []


def test_the_words_of_titles_arrive(sites: tuple[Path, Path]) -> None:
    one = pages(sites[0])
    for number, raw in enumerate(accepted()[::EVERY], 2):
        html = one[f"guides/page-{number}/index.html"]
        heading = re.search(r"<h1[^>]*>(.*?)<a class=\"headerlink\"", html, re.DOTALL)
        assert heading is not None
        shown = HTMLText(heading[1]).text
        assert squeezed(shown) == squeezed(as_browser_shows(flat(raw)))


class Labels(HTMLParser):
    """What attributes of links around the page say, each with the words that it stands for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self._label = ""
        self._shown: str | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        kinds = given.get("class", "").split()
        if "md-footer__link" in kinds:
            self._label = given["aria-label"].partition(": ")[2]
        elif "md-logo" in kinds:
            self.pairs.append((given["title"], given["aria-label"]))
        elif "md-ellipsis" in kinds and self._label:
            self._shown = ""

    def handle_data(self, data: str) -> None:
        if self._shown is not None:
            self._shown += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._shown is not None:
            self.pairs.append((self._label, self._shown))
            self._label, self._shown = "", None


def test_attributes_say_the_words_and_not_their_html(sites: tuple[Path, Path]) -> None:
    pairs = [pair for html in pages(sites[0]).values() for pair in Labels(html).pairs]
    assert len({shown for _, shown in pairs}) > 20
    assert [pair for pair in pairs if squeezed(pair[0]) != squeezed(pair[1])] == []


class HTMLText(HTMLParser):
    """What is left without tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data


def test_what_stands_beside_the_pages_has_the_same_entries(sites: tuple[Path, Path]) -> None:
    found = []
    for site in sites:
        index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
        places = [entry["location"] for entry in index["docs"]]
        elements = [element.tag for element in ET.parse(site / "sitemap.xml").iter()]  # noqa: S314 - our own
        found.append((places, elements, sorted(path.relative_to(site).as_posix() for path in site.rglob("*"))))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "raw",
    [
        "<b>words</b>",
        '<a href="javascript:alert(1)">words</a>',
        '<img src=x onerror="alert(1)">',
        "</title><script>alert(1)</script>",
        "<!-- words -->",
        '<p class="words">',
    ],
)
def test_a_text_that_got_through_would_be_seen(raw: str, sites: tuple[Path, Path]) -> None:
    one, other = map(pages, sites)
    name = "guides/page-2/index.html"
    planted = one[name].replace("</h1>", f"</h1>{raw}", 1)
    assert differing({**one, name: planted}, other) == [name]


def test_words_of_the_front_matter_are_neither_links_nor_images() -> None:
    page = look("en/a.md", '---\ntitle: "![](a.png) and [b](c.md)"\n---\n\nWords.\n')
    assert isinstance(page, Page)
    assert (page.blind, len(page.links)) == (False, 0)
    page = look("en/a.md", '---\ntitle: "Words"\n---\n\n![](a.png) and [b](c.md)\n')
    assert isinstance(page, Page)
    assert page.blind
    assert page.links

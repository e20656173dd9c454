"""Every page in a browser, in both languages, on a desk and on a phone, light and dark."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, ViewportSize
from tongwen import paths
from tongwen.model.schema import schema
from tongwen.text.catalogue import translations

from tests.browser.shapes import Shape, chosen, shape
from tests.browser.support import ADDRESS, DESK, PHONE, Watched, pages, watch
from tests.support import weixin

TAGS = {"en": "en", "zh": "zh-Hans"}
ALL = [page for language in TAGS for page in pages(language)]
#: The folder of pages that come of one template and are as many as all others. Of these a browser looks at some.
THINNED = "diagnostics"
WHOLE = [page for page in ALL if page.split("/")[1] != THINNED]
#: So many pages are one test: a browser that is open goes on quickly.
CHUNK = 20
CHUNKS = [WHOLE[i : i + CHUNK] for i in range(0, len(WHOLE), CHUNK)]

#: What a page tells of itself: whether it is too wide, and its pieces of text.
LOOK = """() => {
  const root = document.documentElement;
  const wide = [...document.querySelectorAll("body *")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && box.right > innerWidth + 1 && !e.closest("pre, .md-typeset__scrollwrap, .md-sidebar, .md-tabs");
  });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest("code, pre, script, style, [lang=en]")) texts.push(node.data.trim());
  }
  return {
    overflow: root.scrollWidth > innerWidth ? [root.scrollWidth, ...wide.slice(0, 3).map((e) => e.outerHTML)] : [],
    lang: root.lang,
    texts: texts.filter(Boolean),
    title: document.title,
  };
}"""
SWITCH = """(page) => {
  const link = document.querySelector(`a.md-select__link[hreflang="${page}"]`);
  const plain = link.href;
  location.hash = "#somewhere";
  link.dispatchEvent(new MouseEvent("pointerover", { bubbles: true }));
  return [plain, link.href];
}"""
#: All rules once; those that depend on colours and on what scrolls once more on a phone in the dark.
RULES: dict[str, object] = {
    "default": ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"],
    "slate": {"type": "rule", "values": ["color-contrast", "link-in-text-block", "scrollable-region-focusable"]},
}
AXE = """async (runOnly) => {
  dispatchEvent(new Event("resize"));  // the page takes its time to look which tables are too wide
  const found = await axe.run(document, { resultTypes: ["violations"], runOnly, preload: false });
  const told = (node) => `${node.html.slice(0, 160)} ${node.any.map((one) => one.message).join()}`;
  return found.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map(told).join(" | ")}`);
}"""


@cache
def fixed_wording() -> frozenset[str]:
    """English wording of ours that has a Chinese form: on a Chinese page it is a mistake."""
    chinese = translations(paths.locales(), "zh")
    # a type, or a record of the spec language, may be called what we call something else
    names = {*weixin().types, *weixin().groups, *schema()["$defs"]}
    return frozenset(en for en, zh in chinese.items() if en != zh and "{" not in en and en not in names)


def faults(watched: Watched, path: str, axe: str) -> list[str]:
    """What is wrong with a page."""
    page, language = watched.page, path.partition("/")[0]
    watched.wrong.clear()
    found: list[str] = []
    for size, scheme in ((DESK, "default"), (PHONE, "slate")):
        page.set_viewport_size(size)
        if size is DESK:
            watched.open(path)
            page.evaluate(axe)
        page.evaluate("(scheme) => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
        told = page.evaluate(LOOK)
        found += [f"too wide at {size['width']}: {told['overflow']}"] if told["overflow"] else []
        found += page.evaluate(AXE, RULES[scheme])
        page.evaluate("(scheme) => document.body.setAttribute('data-md-color-scheme', scheme)", "default")
    other = next(name for name in TAGS if name != language)
    there = f"{ADDRESS}/{other}/{path.partition('/')[2]}"
    switched = page.evaluate(SWITCH, TAGS[other])
    found += [] if switched == [there, f"{there}#somewhere"] else [f"the switch leads to {switched}"]
    if told["lang"] != TAGS[language]:
        found.append(f"lang is {told['lang']}")
    if language == "zh":
        found += [f"not translated: {text}" for text in told["texts"] if text in fixed_wording()]
    return [f"{path}: {fault}" for fault in [*found, *watched.wrong]]


@pytest.mark.parametrize("chunk", range(len(CHUNKS)))
def test_every_page_is_sound(browser: Browser, axe: str, chunk: int) -> None:
    with browser.new_context(reduced_motion="reduce") as context:
        watched = watch(context)
        found = [fault for path in CHUNKS[chunk] for fault in faults(watched, path, axe)]
    assert found == []


@pytest.fixture(scope="module")
def thinned(site: Path) -> dict[str, Shape]:
    """Address to shape of every page that a browser need not look at."""
    return {page: shape(html(site, page)) for page in ALL if page not in WHOLE}


def html(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text(encoding="utf-8")


def test_of_pages_with_one_structure_those_with_the_longest_words_are_sound(
    browser: Browser, axe: str, thinned: dict[str, Shape]
) -> None:
    some = chosen(thinned)
    assert 4 <= len(some) < len(thinned) / 8
    with browser.new_context(reduced_motion="reduce") as context:
        watched = watch(context)
        found = [fault for path in some for fault in faults(watched, path, axe)]
    assert found == []


def values(page: str, its: Shape) -> list[str]:
    """What is wrong with a page beside its structure."""
    language, _, rest = page.partition("/")
    to = {TAGS[name]: urljoin(f"/{page}", f"/{name}/{rest}") for name in TAGS}
    leads = {tag: urljoin(f"/{page}", href) for tag, href in its.others.items()}
    return [
        *its.wrong,
        *([] if its.lang == TAGS[language] else [f"lang is {its.lang}"]),
        *([] if leads == to else [f"the switch leads to {leads}"]),
        *(f"not translated: {text}" for text in its.texts if language == "zh" and text in fixed_wording()),
    ]


def test_what_no_browser_looks_at_is_right_in_its_values(thinned: dict[str, Shape]) -> None:
    assert len(thinned) > 300
    assert [f"{page}: {fault}" for page, its in thinned.items() for fault in values(page, its)] == []


#: A fault, the piece of the page it takes the place of, and whether a browser is needed to see it.
PLANTED = {
    "no contrast": ("<h1", '<h1 style="color:#eee"', True),
    "too wide": ("</h1>", '</h1><p style="width:3000px">.</p>', True),
    "a word without end": ("</h1>", f"</h1><p>{'x' * 400}</p>", True),
    "a longer code": ("<code>", f"<code>{'x' * 400}", True),
    "an image without text": ("</h1>", '</h1><img src="../../assets/images/favicon.png">', True),
    "a link without text": ("</h1>", '</h1><a href="../"></a>', True),
    "a script that fails": ("</body>", "<script>nothing()</script></body>", True),
    "a missing image": ("</h1>", '</h1><img src="nowhere.png" alt="Nothing">', True),
    "a frame from elsewhere": ("</h1>", '</h1><iframe title="A" src="https://evil.example/"></iframe>', True),
    "another language": ('lang="zh-Hans"', 'lang="en"', True),
    "an id twice": ("</h1>", '</h1><p id="__search">.</p>', False),
    "a label that is not there": ("<h1", '<h1 aria-labelledby="nothing"', False),
    "a switch that leads elsewhere": ('/" hreflang="en" lang', '/elsewhere/" hreflang="en" lang', False),
    "English": ("</h1>", "</h1><p>Signature</p>", False),
}


@pytest.fixture(scope="module")
def passed_over(site: Path, thinned: dict[str, Shape]) -> tuple[str, str]:
    """The address and the HTML of a page that a browser does not look at."""
    page = next(page for page in thinned if page.startswith("zh/") and page not in chosen(thinned))
    return page, html(site, page)


@pytest.mark.parametrize("fault", PLANTED)
def test_a_fault_in_a_page_that_was_passed_over_is_seen(
    fault: str, browser: Browser, axe: str, thinned: dict[str, Shape], passed_over: tuple[str, str]
) -> None:
    page, content = passed_over
    old, new, needs_browser = PLANTED[fault]
    planted = content.replace(old, new, 1)
    assert planted != content
    its = shape(planted)
    if not needs_browser:
        assert values(page, its) != []
        return
    assert page in chosen({**thinned, page: its})
    with browser.new_context(reduced_motion="reduce") as context:
        watched = watch(context)
        answer = lambda route: route.fulfill(body=planted, content_type="text/html; charset=utf-8")  # noqa: E731
        watched.page.route(f"{ADDRESS}/{page}", answer)
        assert faults(watched, page, axe) != []


def test_pages_of_every_other_template_are_all_looked_at() -> None:
    looked_at = [page for chunk in CHUNKS for page in chunk]
    assert sorted(page for page in ALL if page not in looked_at and page.split("/")[1] != THINNED) == []
    assert {page.split("/")[1] for page in looked_at} | {THINNED} == {page.split("/")[1] for page in ALL}


#: One page of each kind, for the combinations of width and theme that not every page is looked at in.
KINDS = sorted({page.split("/")[1]: page for page in ALL if page.startswith("zh/")}.values())


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "slate"), (PHONE, "default")], ids=["desk-dark", "phone-light"])
def test_a_page_of_each_kind_is_sound_in_the_other_combinations(
    browser: Browser, axe: str, size: ViewportSize, scheme: str
) -> None:
    found = []
    assert len(KINDS) > 8
    with browser.new_context(reduced_motion="reduce", viewport=size) as context:
        watched = watch(context)
        for path in KINDS:
            watched.open(path)
            watched.page.evaluate(axe)
            watched.page.evaluate("(scheme) => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
            told = watched.page.evaluate(LOOK)["overflow"]
            found += [f"{path}: {fault}" for fault in [*told, *watched.page.evaluate(AXE, RULES["default"])]]
    assert found == []
    assert watched.wrong == []


@pytest.mark.parametrize(("locale", "language"), [("zh-CN", "zh"), ("zh-TW", "zh"), ("en-GB", "en"), ("fr-FR", "en")])
def test_the_first_page_leads_to_the_language_of_the_reader(browser: Browser, locale: str, language: str) -> None:
    with browser.new_context(locale=locale) as context:
        watched = watch(context)
        watched.page.goto(f"{ADDRESS}/#top")
        watched.page.wait_for_url(f"{ADDRESS}/{language}/#top")
        assert watched.wrong == []


@pytest.mark.parametrize("path", ["404.html", "en/404.html", "zh/404.html"])
def test_the_page_for_wrong_addresses_leads_back(browser: Browser, axe: str, path: str) -> None:
    with browser.new_context(reduced_motion="reduce", viewport=PHONE) as context:
        watched = watch(context)
        watched.open(path)
        watched.page.evaluate(axe)
        assert watched.page.evaluate(LOOK)["overflow"] == []
        assert watched.page.evaluate(AXE, RULES["default"]) == []
        links = watched.page.evaluate("[...document.querySelectorAll('main a, article a')].map((a) => a.href)")
        assert any(re.fullmatch(rf"{ADDRESS}/(en|zh)/", link) for link in links), links
        assert watched.wrong == []


ID = re.compile(r'\sid="?([^">\s]+)')
HREF = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
SOURCE = re.compile(r'<(?:img|script|link)\b[^>]*?\s(?:src|href)="([^"]*)"')


def test_every_link_leads_to_a_page_and_an_anchor(site: Path) -> None:
    files = sorted(site.rglob("*.html"))
    texts = {file.relative_to(site).as_posix(): file.read_text(encoding="utf-8") for file in files}
    ids = {name: {unescape(found) for found in ID.findall(text)} for name, text in texts.items()}
    assert sum(map(len, ids.values())) > 5_000
    broken = [
        f"{name}: {href}"
        for name, text in texts.items()
        for href in {*HREF.findall(text), *SOURCE.findall(text)}
        if not leads_somewhere(site, ids, name, unescape(href))
    ]
    assert broken == []


def leads_somewhere(site: Path, ids: dict[str, set[str]], name: str, href: str) -> bool:
    """A link outside is not looked at; the texts link to the platform's own pages."""
    target = urlsplit(urljoin(f"{ADDRESS}/{name}", href))
    if target.netloc != urlsplit(ADDRESS).netloc:
        return target.scheme in ("https", "data") or href == "javascript:void(0)"  # the theme's button to the top
    path = unquote(target.path).lstrip("/")
    path = f"{path}index.html" if path.endswith("/") or not path else path
    if not (site / path).is_file():
        return False
    return not target.fragment or path not in ids or unquote(target.fragment) in ids[path] | {"__skip", "__search"}


@pytest.mark.parametrize(
    "href", ["../nowhere/", "../scopes/#nowhere", "#nowhere", "assets/none.css", "http://evil.example"]
)
def test_a_link_that_leads_nowhere_would_be_seen(site: Path, href: str) -> None:
    ids = {"en/scopes/index.html": {"top"}, "en/index.html": {"top"}}
    assert leads_somewhere(site, ids, "en/index.html", "scopes/#top")
    assert not leads_somewhere(site, ids, "en/index.html", href)


def test_the_switch_is_followed_after_moving_through_the_site_without_loading_pages(browser: Browser) -> None:
    with browser.new_context() as context:
        watched = watch(context)
        page = watched.page
        watched.open("en/apis/wx.getLocation/")
        page.click("a[href$='/scopes/userLocation/'] >> nth=0")
        page.wait_for_url("**/en/scopes/userLocation/")
        page.evaluate("location.hash = '#top'")
        page.hover("button[aria-label='Select language']")
        page.click("a.md-select__link[hreflang='zh-Hans']")
        page.wait_for_url("**/zh/scopes/userLocation/#top")
        assert page.evaluate("document.documentElement.lang") == "zh-Hans"
        assert page.locator("h1#top").count() == 1
        assert watched.wrong == []


def test_every_anchor_of_a_page_is_an_anchor_of_its_twin(site: Path) -> None:
    """So that who changes the language stays where they are, on each page and at each anchor."""
    wrong, count = [], 0
    for file in sorted((site / "en").rglob("index.html")):
        name = file.relative_to(site / "en")
        here, there = (set(ID.findall((site / language / name).read_text(encoding="utf-8"))) for language in TAGS)
        count += len(here)
        wrong += [] if here == there else [f"{name}: {sorted(here ^ there)[:5]}"]
    assert count > 5_000
    assert wrong == []

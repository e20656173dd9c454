"""What readers type leads to the right page: among the first three, in either language."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from tongwen.model.base import Localized

from tests.browser.support import ADDRESS, watch
from tests.support import weixin

#: The pages found, each once, in their order. The theme shows them some time after the key was let go.
ASK = """async (query) => {
  const list = document.querySelector(".md-search-result__list");
  const shown = new Promise((resolve) => {
    const observer = new MutationObserver(() => { observer.disconnect(); setTimeout(resolve, 30); });
    observer.observe(list, { childList: true });
    setTimeout(resolve, 1500);
  });
  const field = document.querySelector(".md-search__input");
  field.focus();
  field.value = query;
  field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  await shown;
  return [...list.querySelectorAll("a.md-search-result__link")].map((link) => link.href);
}"""
#: Queries of readers, and the pages of which one is right.
TYPED = {
    "getLocation": ["apis/wx.getLocation/"],
    "getlocation": ["apis/wx.getLocation/"],
    "get location": ["apis/wx.getLocation/"],
    "location": ["scopes/userLocation/", "scopes/userFuzzyLocation/", "apis/wx.getLocation/"],
    "scope.userLocation": ["scopes/userLocation/"],
    "auth deny": ["errors/denied/"],
    "103": ["errors/denied/"],
    "104": ["errors/dismissed/", "errors/privacy-refused/"],
    "1509008": ["errors/system-permission-missing/"],
    "2003001": ["errors/system-permission-missing/"],
}
CHINESE = {
    "授权": ["scopes/", "guides/what-a-scope-is/"],
    "地理位置": ["scopes/userLocation/", "scopes/userFuzzyLocation/"],
    "位置": ["scopes/userLocation/", "scopes/userFuzzyLocation/"],
    "用户拒绝": ["errors/denied/"],
}
#: Titles that say no more than that there is such a page; the reader's next word decides.
FIRST = 3


def plain(title: Localized, language: str) -> str:
    """A title as it stands on the page."""
    return str(getattr(title, language).raw)


def searching(browser: Browser, language: str) -> Iterator[Page]:
    with browser.new_context() as context:
        watched = watch(context)
        watched.open(f"{language}/")
        watched.page.evaluate(ASK, "anything")  # the index is loaded with the first question
        watched.page.wait_for_selector(".md-search-result__meta")
        yield watched.page


def found(page: Page, query: str, language: str) -> list[str]:
    """The first pages that are shown for a query, without their sections."""
    links = [urlsplit(link).path.removeprefix(f"/{language}/") for link in page.evaluate(ASK, query)]
    return list(dict.fromkeys(links))[:FIRST]


def named(language: str) -> dict[str, list[str]]:
    """Every call and scope by name, and every scope by title; scopes with one title are both right."""
    wanted = {name: [f"apis/{name}/"] for name in weixin().apis}
    for name, scope in weixin().scopes.items():
        path = f"scopes/{name.rpartition('.')[2]}/"
        wanted[name] = [path]
        wanted.setdefault(plain(scope.title, language), []).append(path)
    return wanted


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_readers_type_finds_the_right_page(browser: Browser, language: str) -> None:
    asked = {**TYPED, **(CHINESE if language == "zh" else {}), **named(language)}
    assert len(asked) > 80
    for page in searching(browser, language):
        misses = {
            query: told for query, right in asked.items() if not set(told := found(page, query, language)) & set(right)
        }
    assert misses == {}


def test_a_query_that_finds_nothing_is_a_miss(browser: Browser) -> None:
    for page in searching(browser, "en"):
        assert found(page, "xyzzyquux", "en") == []
        assert page.url.startswith(ADDRESS)

"""The playground: agrees with the matrix in every cell, can be used with the keyboard, replays, needs no server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tongwen import paths
from tongwen.hosts.unfold import unfold
from tongwen.text.catalogue import translations

from tests.browser.support import ADDRESS, Watched, watch
from tests.support import ROOT, weixin

HOME = "behaviour/playground/"
PROMPTS = {
    (): "Nothing",
    ("scope",): "Scope prompt",
    ("scope", "scope"): "Two scope prompts, one after the other",
    ("settings",): "Settings page",
    ("privacy",): "Privacy agreement",
    ("privacy", "scope"): "Privacy agreement, then the scope prompt",
    ("scope-with-privacy",): "Scope prompt with the privacy agreement inside",
}
STATES = {True: "Granted", False: "Refused", None: "Not asked"}
#: What the page shows for each case of a list, by the words in front of it.
READ = """([ids, heads]) => {
  const playground = document.querySelector("div.tw-play-data").playground;
  const box = document.querySelector(".tw-play-now");
  return ids.map((id) => {
    if (!playground.show(id)) return null;
    const found = {};
    for (const head of box.querySelectorAll("dt")) {
      const links = [...head.nextElementSibling.querySelectorAll("a")].map((link) => link.href);
      const codes = [...head.nextElementSibling.querySelectorAll("code")].map((code) => code.textContent);
      found[heads.indexOf(head.textContent)] = [head.nextElementSibling.innerText, links, codes];
    }
    return found;
  });
}"""
HEADS = ["The user sees", "Outcome", "Message", "Consent afterwards", "Rule", "Test"]


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    with browser.new_context(reduced_motion="reduce") as context:
        yield watch(context)


def cells() -> list[dict[str, Any]]:
    """The cells of the matrix, without its walks."""
    data = json.loads((ROOT / "tests" / "matrix" / "matrix.json").read_text(encoding="utf-8"))
    return [dict(case) for case in unfold({**data, "walks": []})]


def words(language: str) -> dict[str, str]:
    """Fixed wording by its English form."""
    return dict(translations(paths.locales(), "zh")) if language == "zh" else {}


def disagreements(page: Page, language: str, cases: list[dict[str, Any]]) -> list[str]:
    """Cases of which the page shows something else than the matrix says."""
    said = words(language)
    heads = [said.get(head, head) for head in HEADS]
    shown = page.evaluate(READ, [[case["id"] for case in cases], heads])
    return [
        f"{case['id']}: {found}"
        for case, found in zip(cases, shown, strict=True)
        if found is None or not agrees(case, found, said)
    ]


def agrees(case: dict[str, Any], found: dict[str, Any], said: dict[str, str]) -> bool:
    """Whether what is shown is what the case expects."""
    expect = case["expect"]
    prompt, outcome, message, after, rule, test = (found.get(str(number), ["", [], []]) for number in range(len(HEADS)))
    numbers = [f"errno {', '.join(map(str, expect['errno']))}"] if expect.get("errno") else []
    seen = PROMPTS[tuple(expect["prompts"])]
    success = expect["result"] == "success"
    return (
        prompt[0] == said.get(seen, seen)
        and (outcome[0].split("\n")[0] == said.get("Success", "Success")) == success
        and [link.split("/")[-2] for link in outcome[1]] == ([] if success else [expect["error"]])
        and message[2] == [*expect.get("messages", []), *numbers]
        and (bool(message[0]) or success)
        and [link.partition("#")[2] for link in rule[1]] == [f"rule-{case['rule']}"]
        and test[2] == [case["id"]]
        and remembered(case, after[0].split("\n")[0], said)
    )


def remembered(case: dict[str, Any], shown: str, said: dict[str, str]) -> bool:
    """Whether the state that is shown is the one that a later reading holds."""
    as_before = said.get("As before", "As before")
    api = weixin().apis.get(case["act"]["call"])
    scopes = [case["act"].get("arguments", {}).get("scope"), *(api.needs if api else ())]
    held = {**case["read"].get("others", {}), **case["expect"].get("afterwards", {})}
    scope = next((name for name in scopes if name in (*held, *case["read"].get("absent", []))), None)
    if shown == as_before or scope is None:
        return bool(shown)
    state = STATES[held.get(scope)]
    return shown == said.get(state, state)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_playground_agrees_with_the_matrix_in_every_cell(watched: Watched, language: str) -> None:
    watched.open(f"{language}/{HOME}")
    cases = cells()
    assert len(cases) > 2_500
    assert disagreements(watched.page, language, cases) == []
    assert watched.wrong == []


def test_the_playground_of_a_call_agrees_with_the_matrix(watched: Watched) -> None:
    watched.open("zh/apis/wx.getLocation/")
    cases = [case for case in cells() if case["act"]["call"] == "wx.getLocation"]
    assert len(cases) > 30
    assert disagreements(watched.page, "zh", cases) == []


@pytest.mark.parametrize(
    "change",
    [
        "cell[1] += 1",
        "cell[2].pop()",
        "cell[3] = [1]",
        "cell[0] += 'x'",
        "for (const [, prompt] of playground.rules) prompt.textContent += '!'",
    ],
)
def test_a_playground_that_disagrees_is_found(watched: Watched, change: str) -> None:
    watched.open(f"en/{HOME}")
    case = next(case for case in cells() if case["id"] == "mini-program.getLocation.unasked.deny.ios.asks-and-fails")
    assert disagreements(watched.page, "en", [case]) == []
    watched.page.evaluate(
        f"""(id) => {{
          const playground = document.querySelector("div.tw-play-data").playground;
          const cells = Object.values(playground.data.calls).flatMap((it) => Object.values(it)).flat();
          const cell = cells.find(([name]) => name === id);
          {change};
        }}""",
        case["id"],
    )
    assert disagreements(watched.page, "en", [case]) != []


def test_a_session_is_made_with_the_keyboard_and_replayed_from_its_address(watched: Watched) -> None:
    page = watched.page
    watched.open("en/apis/wx.getLocation/")
    status = page.locator(".tw-play-now [role=status]")
    page.get_by_label("Answer to the prompt").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.name") == "answer"
    assert "auth deny" in status.inner_text()
    for _ in range(10):
        if page.evaluate("document.activeElement.textContent") == "Make the call":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Make the call"
    assert page.locator("select[name=consent]").evaluate("it => it.selectedOptions[0].text") == "Refused"
    page.keyboard.press("Enter")
    steps = page.locator(".tw-play-past li")
    made = steps.all_inner_texts()
    assert len(made) == 2
    assert page.url.count("play=") == 2
    link = page.locator(".tw-play-past a", has_text="Link to this session").evaluate("it => it.href")
    here = page.url.partition("#")[0]  # the theme adds the section that is in view, some time after the page has come
    assert link.partition("#")[0] == here
    shown = status.inner_text()
    page.goto(here)
    steps.nth(1).wait_for()
    assert (steps.all_inner_texts(), status.inner_text()) == (made, shown)
    page.get_by_role("button", name="Start over").click()
    assert (steps.count(), "play=" in page.url) == (0, False)
    assert watched.wrong == []


def test_what_the_host_remembers_goes_with_the_scope_and_not_with_the_call(watched: Watched) -> None:
    page = watched.page
    watched.open(f"en/{HOME}?play=mini-program.getLocation.unasked.deny.ios.asks-and-fails")
    call, consent = (page.locator(f"select[name={name}]") for name in ("call", "consent"))
    chosen = "it => it.selectedOptions[0].text"
    call.select_option("wx.startLocationUpdate")
    assert consent.evaluate(chosen) == "Refused", "another call of the same scope"
    call.select_option("RecorderManager.start")
    assert consent.evaluate(chosen) == "Not asked yet", "a call of another scope"
    page.get_by_role("button", name="Start over").click()
    call.select_option("wx.startLocationUpdate")
    assert consent.evaluate(chosen) == "Not asked yet"


def test_each_number_of_the_coverage_view_leads_to_a_case_of_its_rule(watched: Watched) -> None:
    watched.open("zh/behaviour/coverage/")
    links = watched.page.evaluate(
        """() => [...document.querySelectorAll("td a[href*='play=']")].map((link) => [
          link.href, link.closest("tr").querySelector("a").hash,
        ])"""
    )
    assert len(links) > 300
    rules = {case["id"]: f"#rule-{case['rule']}" for case in cells()}
    start = f"{ADDRESS}/zh/{HOME}?play="
    assert [link for link, rule in links if rules.get(link.removeprefix(start)) != rule] == []
    watched.page.goto(links[-1][0])
    assert links[-1][0].removeprefix(start) in watched.page.inner_text(".tw-play-past")
    assert watched.wrong == []


def test_an_address_with_a_case_that_there_is_not_is_an_address_without(watched: Watched) -> None:
    watched.open(f"en/{HOME}?play=%3Cimg%20src%3Dx%3E&play=nothing")
    assert watched.page.locator(".tw-play-now li").count() == 0
    assert watched.page.locator(".tw-play-now dl").count() == 1
    assert watched.wrong == []


def test_the_playground_follows_pages_that_are_replaced_without_loading(watched: Watched) -> None:
    watched.open("en/behaviour/")
    watched.page.evaluate("window.kept = true")
    watched.page.click("article a[href*='playground']")
    watched.page.wait_for_selector(".tw-play-now")
    assert watched.page.url == f"{ADDRESS}/en/{HOME}"
    assert watched.page.evaluate("window.kept")


def test_the_playground_works_from_a_file(watched: Watched, site: Path) -> None:
    page = watched.page
    address = (site / "en" / HOME / "index.html").as_uri()
    page.goto(f"{address}?play=mini-program.getLocation.unasked.allow.asks-and-succeeds")
    assert page.locator(".tw-play-past li").count() == 1
    page.get_by_role("button", name="Make the call").click()
    page.get_by_role("link", name="Link to this session").click()
    page.wait_for_url("**play=**play=**")
    assert page.locator(".tw-play-past li").count() == 2
    wrong = [fault for fault in watched.wrong if not fault.startswith("outside: file:")]
    assert [fault for fault in wrong if "blocked by CORS" not in fault and "file:" not in fault] == []

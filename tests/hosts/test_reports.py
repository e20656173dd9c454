"""Reports on hosts: both languages, the forms that programs read, and that a host's words stay words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import msgspec
import pytest
from tongwen.encode.html import element
from tongwen.encode.html import page as document
from tongwen.hosts.protocol import Host, Reply
from tongwen.hosts.runner import CaseData, Difference
from tongwen.hosts.simulated import SimulatedHost
from tongwen.verify.advice import advice
from tongwen.verify.data import BrokenRule, CaseResult, DifferenceData, ReportData, as_json
from tongwen.verify.junit import as_junit
from tongwen.verify.page import as_html
from tongwen.verify.report import Report
from tongwen.verify.told import RULES, as_text
from tongwen.verify.words import difference, seen

from tests.hosts import wrong
from tests.hosts.runs import example, matrix, report, translate

CJK = re.compile("[\u4e00-\u9fff]")

ALWAYS_GRANTS = {
    "first-use-asks-denied",
    "first-use-asks-dismissed",
    "asking-in-advance-denied",
    "denied-fails-without-prompt",
    "denied-asking-fails-without-prompt",
    "one-refusal-covers-the-scope",
    "settings-off-counts-at-next-call",
    "two-scopes-first-denied",
    "deletion-forgets-denied",
}
ASKS_AGAIN = {
    "background-asking-denied-fails",
    "denied-asking-fails-without-prompt",
    "denied-fails-without-prompt",
    "one-refusal-covers-the-scope",
    "settings-off-counts-at-next-call",
    "two-scopes-first-denied",
    "two-scopes-second-denied",
}
DROPS_PREFIX = {"first-use-asks-allowed", "first-use-asks-denied", "reading-lists-granted", "reading-lists-denied"}
MUST_FAIL = "The call must fail here; the host lets it succeed."
SHOW_NOTHING = "Show nothing to the user here: what was answered, or cannot be asked, is not asked again."
WHOLE_ID = "Remember the answer, and list it in the settings under the whole id of the scope, prefix included."
WILD = [
    (wrong.AlwaysGrants, ALWAYS_GRANTS, MUST_FAIL),
    (wrong.AsksAgain, ASKS_AGAIN, SHOW_NOTHING),
    (wrong.DropsPrefix, DROPS_PREFIX, WHOLE_ID),
]


def rules(found: Report) -> set[str]:
    return {broken.rule for broken in found.broken}


@pytest.mark.parametrize(("host", "broken", "sentence"), WILD)
def test_a_wrong_host_of_the_wild_is_told_which_rules_it_breaks_and_what_to_change(
    host: Callable[[], Host], broken: set[str], sentence: str
) -> None:
    found = report(host)
    assert broken <= rules(found)
    assert next(iter(found.changes())) == sentence
    assert not found.green
    told = as_text(found, str)
    page = text_of(as_html(found, "en", str))
    for rule in found.broken:
        assert f"{len(rule.failed)}/{rule.run}" in told
        assert f" {rule.rule} " in told
        assert rule.rule in page
        assert rule.words.place in page
    assert " ".join(sentence.split()) in " ".join(told.split())
    assert sentence in page


@pytest.mark.parametrize(("host", "broken", "sentence"), WILD)
def test_the_same_is_told_in_chinese(host: Callable[[], Host], broken: set[str], sentence: str) -> None:
    found = report(host, language="zh")
    chinese = translate("zh")
    assert broken <= rules(found)
    told, page = as_text(found, chinese), text_of(as_html(found, "zh", chinese))
    assert CJK.search(chinese(sentence))
    for words in (told, page):
        assert "".join(chinese(sentence).split()) in "".join(words.split())
        assert not re.search(
            r"\b(the|host|expected|failed|change)\b", re.sub(r"\$ tongwen.*|[\w.-]+[-.:/][\w.:/-]+|my:Host", "", words)
        )
    assert as_html(found, "zh", chinese).startswith(b'<!doctype html>\n<html lang="zh-Hans">')


def test_asking_again_breaks_these_rules_and_no_others() -> None:
    assert rules(report(wrong.AsksAgain)) == ASKS_AGAIN


def test_a_right_host_breaks_nothing() -> None:
    found = report(SimulatedHost)
    assert (found.green, found.broken, found.changes()) == (True, [], {})
    assert as_text(found, str).startswith(f"my:Host: {len(matrix().cases)} passed, 0 failed, 0 not run, in ")


def walks() -> list[CaseData]:
    return [case for case in matrix().cases if any(step.get("expect") for step in case["arrange"])]


def test_a_walk_fails_by_the_rule_of_the_step_and_tells_which_step_it_was() -> None:
    found = report(wrong.AsksAgain, walks())
    assert rules(found) <= ASKS_AGAIN
    broken = next(group for group in found.broken if any(r.case["rule"] != group.rule for r in group.failed))
    result = next(r for r in broken.failed if r.case["rule"] != broken.rule)
    number = result.differences[0].step
    assert result.case["arrange"][number - 1]["rule"] == broken.rule
    count = len(result.case["arrange"]) + 1
    told = as_text(report(wrong.AsksAgain, [result.case]), str)
    assert re.search(rf"^    step {number} of {count}: call wx\.", told, re.MULTILINE)
    assert f"      {number}. call " in told
    assert f"      {number + 1}. " not in told, "what follows the failure was not done"


def test_cases_count_for_the_rules_that_they_have_looked_at() -> None:
    case = next(c for c in walks() if len({step["rule"] for step in c["arrange"]}) > 2)
    broken = report(wrong.AsksAgain, [case]).broken
    assert [group.run for group in broken] == [1]


def test_a_case_is_told_with_its_steps_what_differs_and_how_to_run_it_again() -> None:
    case = next(c for c in matrix().cases if c["id"].startswith("mini-program.startRecord.denied.android."))
    assert as_text(report(wrong.AsksAgain, [case]), str).splitlines()[:-1] == [
        "Failed  Rule broken                  In the spec",
        "------  ---------------------------  -----------------------------",
        f"   1/1  denied-fails-without-prompt  {matrix().rules['denied-fails-without-prompt'].place}",
        "",
        "What to change, and how many cases call for it:",
        "  1  Show nothing to the user here: what was answered, or cannot be asked, is not asked again.",
        "  1  Fail with one of the messages that the platform of the case uses; programs compare them.",
        "",
        "denied-fails-without-prompt: 1 of 1 cases failed",
        f"  {matrix().rules['denied-fails-without-prompt'].place}",
        "  Refused before",
        "  If the user has refused the scope, the call goes straight to its `fail` callback with",
        "  `error:denied`. No prompt appears. Lead the user to the settings page.",
        "  What to change:",
        "  - Show nothing to the user here: what was answered, or cannot be asked, is not asked again.",
        "  - Fail with one of the messages that the platform of the case uses; programs compare them.",
        "  Case mini-program.startRecord.denied.android.fails-without-prompt",
        "      profile=mini-program platform=android",
        "      1. call wx.authorize; arguments scope=scope.record; the user: answer=deny",
        "      2. call wx.startRecord",
        "    > shown to the user: expected no prompt, seen scope",
        "    > message: expected startRecord:fail:auth denied | jsapi user authorize denied, seen",
        "      startRecord:fail authorize no response",
        "    $ tongwen verify --host my:Host --case mini-program.startRecord.denied.android.fails-without-prompt",
        "",
    ]


def test_what_all_failed_cases_share_is_told() -> None:
    class WrongOnAndroid(SimulatedHost):
        def call(self, name: str, arguments: Mapping[str, Any], user: Mapping[str, str]) -> Reply:
            reply = super().call(name, arguments, user)
            android = self.world["platform"] == "android" and name == wrong.TARGET
            return msgspec.structs.replace(reply, message="no") if android and not reply.ok else reply

    found = report(WrongOnAndroid)
    only = {group.rule: group.only for group in found.broken}
    assert only["denied-fails-without-prompt"]["platform"] == "android"
    assert re.search(r"cases failed, all with .*platform=android", as_text(found, str))


def test_only_the_first_rules_are_told_about_and_the_others_are_counted() -> None:
    found = report(wrong.AlwaysGrants)
    told = as_text(found, str)
    assert len(re.findall(r"^\S+: \d+ of \d+ cases failed", told, re.MULTILINE)) == RULES
    assert f"Not told here: {len(found.broken) - RULES} more rules of the table; see `--rule NAME`" in told


def test_what_was_not_run_is_counted_by_the_entry_that_took_it_out() -> None:
    found = report(wrong.NoPlugins)
    plugin = sum(case["profile"] == "plugin" for case in matrix().cases)
    assert found.lacking["plugin"] == plugin
    assert found.count("passed") + sum(found.lacking.values()) == len(matrix().cases)
    line = f"not run: {plugin}, because the host says that it cannot: plugin"
    assert line in as_text(found, str)
    assert "These cases are not counted as passed" in text_of(as_html(found, "en", str))
    assert json.loads(as_json(found, str))["cannot"] == found.lacking


def differing(what: str, expected: str, seen: str) -> Difference:
    return Difference(rule="r", what=what, expected=expected, seen=seen)


@pytest.mark.parametrize(
    ("found", "told", "sentence"),
    [
        (
            ("prompts", "[]", "['scope']"),
            "shown to the user: expected no prompt, seen scope",
            "Show nothing to the user",
        ),
        (("prompts", "['scope']", "[]"), "shown to the user: expected scope, seen no prompt", "Ask the user here"),
        (
            ("prompts", "['scope', 'scope']", "['scope']"),
            "shown to the user: expected scope, scope, seen scope",
            "Show the user what is expected",
        ),
        (("result", "success", "failure no"), "outcome: expected success, seen failure: no", "The call must succeed"),
        (
            ("result", "failure denied", "success ok"),
            "outcome: expected failure with denied, seen success: ok",
            "The call must fail",
        ),
        (("message", "a | b", "[]"), "message: expected a | b, seen []", "Fail with one of the messages"),
        (
            ("message", "a message of dismissed", "x"),
            "message: expected a message of dismissed, seen x",
            "Do not fail with the message of another error",
        ),
        (("errno", "[103]", "104"), "error number: expected [103], seen 104", "Give the error number"),
        (
            ("authSetting afterwards[scope.record]", "true", "not listed"),
            "authSetting read afterwards: scope.record: expected true, seen not listed",
            "Remember the answer",
        ),
        (
            ("authSetting[scope.record]", "not listed", "true"),
            "authSetting of the result: scope.record: expected not listed, seen true",
            "Do not list a scope",
        ),
        (
            ("authSetting[scope.record]", "true", "false"),
            "authSetting of the result: scope.record: expected true, seen false",
            "The settings must hold the last answer",
        ),
        (
            ("authSetting[scope.record]", "true", "1"),
            "authSetting of the result: scope.record: expected true, seen 1",
            "The settings hold true or false",
        ),
        (
            ("authSetting afterwards", "a record", "[]"),
            "authSetting read afterwards: expected a record, seen []",
            "The field must hold a record",
        ),
        (
            ("page scope.record", "has a switch", "has no switch"),
            "settings page: scope.record: expected has a switch, seen has no switch",
            "The settings page has a switch",
        ),
        (
            ("subscriptionsSetting.itemSettings", "not listed", "{'a': 'accept'}"),
            "subscriptionsSetting.itemSettings: expected not listed, seen {'a': 'accept'}",
            "Give the user's choices for message templates",
        ),
        (("reading", "success", "no"), "reading the settings: expected success, seen no", "Reading the settings must"),
        (
            ("host", "an answer", "no answer within 2 s"),
            "answer of the host: expected an answer, seen no answer within 2 s",
            "The host did not answer.",
        ),
        (
            ("host", "an answer", "KeyError: 'a'"),
            "answer of the host: expected an answer, seen KeyError: 'a'",
            "The host gave no proper answer",
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_every_difference_has_its_words_and_its_advice_in_both_languages(
    found: tuple[str, str, str], told: str, sentence: str
) -> None:
    one = differing(*found)
    assert difference(one, str) == told
    (said,) = advice([one])
    assert said.startswith(sentence)
    chinese = translate("zh")
    assert CJK.search(chinese(said))
    assert CJK.search(difference(one, chinese))


# Forms for programs.


def test_the_json_report_is_what_its_records_promise() -> None:
    found = report(wrong.AsksAgain)
    data = json.loads(as_json(found, str))
    jsonschema.Draft202012Validator(msgspec.json.schema(ReportData)).validate(data)
    assert set(data) == set(ReportData.__struct_fields__)
    assert {key for entry in data["broken"] for key in entry} == set(BrokenRule.__struct_fields__)
    assert {key for entry in data["cases"] for key in entry} <= set(CaseResult.__struct_fields__)
    assert (data["passed"], data["failed"], data["green"]) == (found.count("passed"), found.count("failed"), False)
    failed = [entry for entry in data["cases"] if entry["state"] == "failed"]
    assert Counter(entry["rule"] for entry in failed) == {entry["rule"]: entry["failed"] for entry in data["broken"]}
    assert all(entry["differences"] and entry["again"].endswith(entry["id"]) for entry in failed)


def test_the_fields_of_the_json_report_stay_as_they_are() -> None:
    """Programs rely on them: add to these lists, and never take away; `format` rises when a meaning changes."""
    fields = {kind: kind.__struct_fields__ for kind in (ReportData, BrokenRule, CaseResult, DifferenceData)}
    assert set(fields[ReportData]) >= {
        *("format", "host", "spec", "release", "green", "passed", "failed", "not_run"),
        *("cannot", "seconds", "change", "broken", "cases"),
    }
    assert set(fields[BrokenRule]) >= {"rule", "place", "title", "note", "failed", "run", "only", "change"}
    assert set(fields[CaseResult]) >= {"id", "state", "rule", "step", "cannot", "differences", "again", "seconds"}
    assert set(fields[DifferenceData]) >= {"what", "expected", "seen"}
    assert msgspec.json.schema(ReportData)["$defs"]["ReportData"]["properties"]["format"]["enum"] == [1]


#: The usual schema of JUnit reports: attributes that each element must and may have, and its children.
JUNIT: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": (set(), {"name", "time", "tests", "failures", "errors", "disabled"}, {"testsuite"}),
    "testsuite": (
        {"name", "tests"},
        {"failures", "errors", "time", "disabled", "skipped", "timestamp", "hostname", "id", "package"},
        {"testcase"},
    ),
    "testcase": ({"name", "classname"}, {"time", "assertions", "status"}, {"failure", "skipped", "error"}),
    "failure": (set(), {"message", "type"}, set()),
    "skipped": (set(), {"message"}, set()),
}


def junit(found: Report) -> ET.Element:
    """The parsed report, once it has the usual form and its counts are right."""
    root = ET.fromstring(as_junit(found, str))  # noqa: S314 - written here
    assert root.tag == "testsuites"
    for node in root.iter():
        must, may, children = JUNIT[node.tag]
        assert must <= set(node.attrib) <= must | may
        assert {child.tag for child in node} <= children
        assert len(node) <= 1 or node.tag in {"testsuites", "testsuite"}
    for level in (root, *root):
        cases = list(level.iter("testcase"))
        assert int(level.attrib["tests"]) == len(cases)
        assert int(level.attrib["failures"]) == sum(case.find("failure") is not None for case in cases)
        assert int(level.attrib["errors"]) == 0
        assert float(level.attrib["time"]) >= 0
    for suite in root:
        assert int(suite.attrib["skipped"]) == len(list(suite.iter("skipped")))
    return root


def test_the_junit_report_has_the_usual_form() -> None:
    class Host(wrong.AsksAgain):
        cannot = frozenset({"plugin"})

    found = report(Host)
    root = junit(found)
    assert [suite.attrib["name"] for suite in root] == list(dict.fromkeys(c["profile"] for c in matrix().cases))
    names = [(case.attrib["classname"], case.attrib["name"]) for case in root.iter("testcase")]
    assert names == [(case["rule"], case["id"]) for case in matrix().cases]
    failure = next(root.iter("failure"))
    assert failure.attrib["message"].startswith("shown to the user: expected no prompt, seen scope")
    assert failure.text is not None
    assert {"What to change:", f"- {SHOW_NOTHING}", "How to see it:"} <= set(failure.text.splitlines())
    assert "spec/behaviour/rules.yaml:" in failure.text
    assert "the host says that it cannot: plugin" in {skipped.attrib["message"] for skipped in root.iter("skipped")}


def test_a_case_has_the_same_name_in_the_junit_report_whichever_rule_it_breaks() -> None:
    def names(host: Callable[[], Host]) -> list[tuple[str, str]]:
        return [
            (case.attrib["classname"], case.attrib["name"]) for case in junit(report(host, walks())).iter("testcase")
        ]

    assert names(wrong.AsksAgain) == names(SimulatedHost)


# Words of a host.

HOSTILE = {
    "markup": "</td></table></section><script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)\' style=x',
    "control": "a\x00b\x1b[31mc\x7f\x85d",
    "bidi": "a\u202eb\u2066c\u200fd\ufeff",
    "xml": "]]>\ufffe\uffff\x0b<!--",
    "surrogate": "\ud800 and \udfff",
    "lines": "a\r\nb\u2028c",
    "huge": "<b>" * 350_000,
}


def said(words: str) -> Report:
    """The report on a host that fails with these words, asks in them, and lists them."""

    class Says(SimulatedHost):
        def call(self, name: str, arguments: Mapping[str, Any], user: Mapping[str, str]) -> Reply:
            if name == wrong.TARGET:
                return Reply(ok=False, prompts=(words,), message=words)
            return super().call(name, arguments, user)

    found = report(Says, [example()])
    return msgspec.structs.replace(found, host=words[:1000], command=("tongwen", "verify", "--host", words[:1000]))


class Skeleton(HTMLParser):
    """The elements of a page with their attributes, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)


def skeleton(page: bytes) -> Skeleton:
    parsed = Skeleton()
    parsed.feed(page.decode())
    parsed.close()
    assert parsed.open == []
    return parsed


def text_of(page: bytes) -> str:
    return " ".join(skeleton(page).words)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_words_of_a_host_never_become_markup(words: str) -> None:
    page = as_html(said(words), "en", str)
    assert skeleton(page).tags == skeleton(as_html(said("plain"), "en", str)).tags
    assert len(page) < 50_000, "a megabyte is not shown whole"
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", page.decode())


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_words_of_a_host_never_break_the_xml_the_json_or_the_terminal(words: str) -> None:
    found = said(words)
    root = junit(found)
    plain = junit(said("plain"))
    assert [element.tag for element in root.iter()] == [element.tag for element in plain.iter()]
    failure = root.find(".//failure")
    assert failure is not None
    assert len(failure.text or "") < 20_000
    data = as_json(found, str)
    assert data.isascii()
    msgspec.json.decode(data, type=ReportData)
    told = as_text(found, str)
    assert all(character.isprintable() or character == "\n" for character in told)
    assert max(map(len, told.splitlines())) < 6000


def test_words_never_leave_an_attribute_however_it_is_quoted() -> None:
    made = element("a", "b", title="\" ' ` = < > &", class_="c\u202ed").source
    assert made == '<a title="&#34; &#39; &#96; &#61; &#60; &#62; &#38;" class="c\\u202ed">b</a>'


@pytest.mark.parametrize("name", ["a onload", "A", "", "a>"])
def test_a_tag_or_an_attribute_is_never_made_of_anything(name: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(name)):
        element(name)
    with pytest.raises(ValueError, match=r"^a$"):
        element("a", **{name: "b"})


@pytest.mark.parametrize("style", ["</style><script>", "a{background:url(x)}", "@import 'x'"])
def test_a_style_sheet_that_ends_its_element_or_loads_anything_is_refused(style: str) -> None:
    with pytest.raises(ValueError, match="style sheet"):
        document("en", "title", style)


def test_a_long_answer_is_cut_and_says_so() -> None:
    assert seen(differing("message", "a", "x" * 301), str) == "x" * 300 + "…"
    assert seen(differing("message", "a", "x" * 300), str) == "x" * 300


def test_the_page_asks_nothing_of_the_network_and_runs_nothing() -> None:
    page = as_html(report(wrong.AlwaysGrants), "en", str).decode()
    names = {name for _, names in skeleton(page.encode()).tags for name in names}
    assert {tag for tag, _ in skeleton(page.encode()).tags}.isdisjoint({"script", "link", "img", "iframe", "object"})
    assert not [name for name in names if name.startswith("on") or name in {"src", "style"}]
    assert set(re.findall(r' href="(.)', page)) == {"#"}
    assert (
        '<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; '
        'style-src &#39;unsafe-inline&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;">'
    ) in page
    assert not re.search(r"url\(|@import|https?:", page)


def test_every_rule_of_the_table_leads_to_its_section() -> None:
    page = as_html(report(wrong.AlwaysGrants), "en", str).decode()
    targets = re.findall(r' href="#([^"]+)"', page)
    assert targets
    assert targets == re.findall(r'<section id="([^"]+)"', page)

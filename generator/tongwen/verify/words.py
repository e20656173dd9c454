"""What a runner has seen, in the reader's words: the runner's own terms are translated, a host's are shown as given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tongwen.diagnostics import N_, Translate, fill
from tongwen.hosts.runner import CaseData, Difference

LONGEST = 300
"""Characters of a value that are shown; a host may answer with a megabyte."""
_PARTS = {
    "prompts": N_("shown to the user"),
    "result": N_("outcome"),
    "message": N_("message"),
    "errno": N_("error number"),
    "reading": N_("reading the settings"),
    "host": N_("answer of the host"),
}
_VALUES = {
    "an answer": N_("an answer"),
    "a record": N_("a record"),
    "not listed": N_("not listed"),
    "has a switch": N_("has a switch"),
    "has no switch": N_("has no switch"),
    "success": N_("success"),
}
_ENTRY = re.compile(r"(?P<field>\w+)(?P<later> afterwards)?(?:\[(?P<scope>[^\]]*)\])?\Z")
_LIST = re.compile(r"\['[a-z-]+'(?:, '[a-z-]+')*\]\Z")
_LATE = re.compile(r"no answer within (\S+) s\Z")


def difference(found: Difference, translate: Translate) -> str:
    """One difference on a line."""
    shown = {"what": part(found, translate), "expected": expected(found, translate), "seen": seen(found, translate)}
    return fill(translate(N_("{what}: expected {expected}, seen {seen}")), shown)


def part(found: Difference, translate: Translate) -> str:
    """Which part of the expectation it is about."""
    if found.what in _PARTS:
        return translate(_PARTS[found.what])
    if found.what.startswith("page "):
        return fill(translate(N_("settings page: {scope}")), {"scope": found.what.removeprefix("page ")})
    entry = _ENTRY.match(found.what)
    if entry is None:
        return cut(found.what)
    words = N_("{field} read afterwards") if entry["later"] else N_("{field} of the result")
    return ": ".join(filter(None, [fill(translate(words), {"field": entry["field"]}), entry["scope"]]))


def expected(found: Difference, translate: Translate) -> str:
    """What the spec says."""
    if found.what == "result" and found.expected.startswith("failure "):
        return fill(translate(N_("failure with {error}")), {"error": found.expected.removeprefix("failure ")})
    if found.expected.startswith("a message of "):
        return fill(translate(N_("a message of {error}")), {"error": found.expected.removeprefix("a message of ")})
    return _value(found, found.expected, translate)


def seen(found: Difference, translate: Translate) -> str:
    """What the host did."""
    late = _LATE.match(found.seen) if found.what == "host" else None
    if late:
        return fill(translate(N_("no answer within {seconds} s")), {"seconds": late[1]})
    for outcome, words in (("success ", N_("success: {message}")), ("failure ", N_("failure: {message}"))):
        if found.what == "result" and found.seen.startswith(outcome):
            return fill(translate(words), {"message": found.seen.removeprefix(outcome)})
    if found.what in {"message", "host", "reading"}:  # a host's own words, which may look like ours
        return cut(found.seen)
    return _value(found, found.seen, translate)


def _value(found: Difference, text: str, translate: Translate) -> str:
    if found.what == "prompts" and text == "[]":
        return translate(N_("no prompt"))
    if text in _VALUES:
        return translate(_VALUES[text])
    return text[1:-1].replace("'", "") if _LIST.match(text) else cut(text)


def reason(lacking: str, translate: Translate) -> str:
    """Why a case was not run."""
    words = N_("the host says that it cannot: {name}") if lacking else N_("the host had stopped answering")
    return fill(translate(words), {"name": lacking})


def cut(text: str) -> str:
    """The beginning of a value of a host. Who prints it shows characters that cannot be seen as escapes."""
    return text[:LONGEST] + ("…" if len(text) > LONGEST else "")


def steps(case: CaseData, translate: Translate) -> list[str]:
    """How the case goes, a line for each public action; the last is the call that the case is about."""
    return [*(_step(step, translate) for step in case.get("arrange", ())), _act(case["act"], translate)]


def at_step(case: CaseData, number: int, translate: Translate) -> str:
    """`step 3 of 9: call wx.authorize ...`; 0 is the last step, which needs no number unless steps are looked at."""
    told = steps(case, translate)
    if not number and not any(step.get("expect") for step in case.get("arrange", ())):
        return ""
    place = number if 0 < number <= len(told) else len(told)
    words = translate(N_("step {number} of {count}: {action}"))
    return fill(words, {"number": place, "count": len(told), "action": told[place - 1]})


def _step(step: Mapping[str, Any], translate: Translate) -> str:
    if step["do"] == "call":
        return _act(step["act"], translate)
    if step["do"] == "set":
        words = N_("the user sets {scope} to {value} on the settings page")
        return fill(translate(words), {"scope": step.get("scope", ""), "value": step.get("value", "")})
    if step["do"] == "delete":
        return translate(N_("the user deletes the program and opens it anew"))
    words = (
        N_("the user answers the panel of the message template {template}: {answer}, to be kept")
        if step.get("keep")
        else N_("the user answers the panel of the message template {template}: {answer}")
    )
    return fill(translate(words), {"template": step.get("template", ""), "answer": step.get("answer", "")})


def _act(act: Mapping[str, Any], translate: Translate) -> str:
    words = N_("put {call} on the page") if act.get("kind") == "component" else N_("call {call}")
    told = [fill(translate(words), {"call": act["call"]})]
    if act.get("arguments"):
        told.append(fill(translate(N_("arguments {values}")), {"values": pairs(act["arguments"])}))
    if act.get("user"):
        told.append(fill(translate(N_("the user: {values}")), {"values": pairs(act["user"])}))
    return translate(N_("; ")).join(told)


def pairs(values: Mapping[str, Any]) -> str:
    """`scope=scope.record answer=deny`."""
    shown = {name: str(value).lower() if isinstance(value, bool) else value for name, value in values.items()}
    return " ".join(f"{name}={value}" for name, value in shown.items())

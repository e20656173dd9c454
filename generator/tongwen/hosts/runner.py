"""Run cases of `matrix.json` against a host."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from tongwen.hosts.protocol import Host, Reply

CaseData = Mapping[str, Any]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was seen and should not have been, or the reverse."""

    rule: Annotated[str, Meta(description="The rule that the case holds.")]
    what: Annotated[str, Meta(description="Which part of the expectation: `prompts`, `result`, `message` ...")]
    expected: Annotated[str, Meta(description="What the spec says.")]
    seen: Annotated[str, Meta(description="What the host did.")]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """One case, and how the host differs from it."""

    case: Annotated[str, Meta(description="The case's id.")]
    rule: str
    differences: tuple[Difference, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


def run(cases: Iterable[CaseData], host: Host) -> Iterator[Verdict]:
    """Run cases one after the other; a host that raises fails the case and not the run."""
    for case in cases:
        yield run_case(case, host)


def run_case(case: CaseData, host: Host) -> Verdict:
    """Run one case: reset, arrange, act, compare, read the settings, compare again."""
    rule = str(case["rule"])
    try:
        found = tuple(
            Difference(rule=rule, what=what, expected=str(expected), seen=str(seen))
            for what, expected, seen in _differences(case, host)
        )
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        found = (Difference(rule=rule, what="host", expected="an answer", seen=told),)
    return Verdict(case=str(case["id"]), rule=rule, differences=found)


Seen = tuple[str, object, object]


def _differences(case: CaseData, host: Host) -> Iterator[Seen]:
    host.reset(case["world"])
    for step in case.get("arrange", ()):
        _take(step, host)
    reply = _make(case["act"], host)
    expect = case["expect"]
    yield from _outcome(expect, reply)
    yield from _held(expect, reply)
    for scope, listed in expect.get("page", {}).items():
        if (scope in host.page()) != listed:
            yield f"page {scope}", _listed(listed), _listed(not listed)
    yield from _later(case, host)


def _take(step: Mapping[str, Any], host: Host) -> None:
    if step["do"] == "call":
        _make(step["act"], host)
    elif step["do"] == "set":
        host.switch(step["scope"], step["value"])
    elif step["do"] == "subscribe":
        host.subscribe(step["template"], step["answer"], keep=step.get("keep", False))
    else:
        host.delete()


def _make(act: Mapping[str, Any], host: Host) -> Reply:
    do = host.place if act.get("kind") == "component" else host.call
    return do(act["call"], act.get("arguments", {}), act.get("user", {}))


def _outcome(expect: Mapping[str, Any], reply: Reply) -> Iterator[Seen]:
    if list(reply.prompts) != expect["prompts"]:
        yield "prompts", expect["prompts"], list(reply.prompts)
    result = "success" if reply.ok else "failure"
    if result != expect["result"]:
        yield "result", f"{expect['result']} {expect.get('error', '')}".strip(), f"{result} {reply.message}".strip()
    elif not reply.ok:
        messages, errno = expect.get("messages", []), expect.get("errno", [])
        if messages and reply.message not in messages:
            yield "message", " | ".join(messages), reply.message
        if reply.message in expect.get("unlike", []):
            yield "message", f"a message of {expect['error']}", reply.message
        if reply.errno is not None and errno and reply.errno not in errno:
            yield "errno", errno, reply.errno


def _held(expect: Mapping[str, Any], reply: Reply) -> Iterator[Seen]:
    """What the call's own result holds."""
    if expect["result"] != "success" or not reply.ok:
        return
    if expect.get("setting"):
        yield from _entries(expect["field"], expect["setting"], reply.result.get(expect["field"], {}))
    wanted = expect.get("subscriptions")
    if wanted is not None:
        setting = reply.result.get("subscriptionsSetting")
        seen = {} if setting is None else dict(setting.get("itemSettings", {}))
        if seen != wanted or (setting is not None) != bool(wanted):
            yield "subscriptionsSetting", wanted or "none", "none" if setting is None else seen


def _later(case: CaseData, host: Host) -> Iterator[Seen]:
    """What a later reading of the settings holds."""
    read = case.get("read")
    wanted = case["expect"].get("afterwards", {})
    if read is None or not wanted:
        return
    reply = host.call(read["call"], {}, {})
    if not reply.ok:
        yield "reading", "success", reply.message
        return
    yield from _entries(f"{read['field']} afterwards", wanted, reply.result.get(read["field"], {}))


def _entries(where: str, wanted: Mapping[str, bool | None], seen: Mapping[str, Any]) -> Iterator[Seen]:
    for scope, value in wanted.items():
        if seen.get(scope) is not value:
            yield f"{where}[{scope}]", _entry(value), _entry(seen.get(scope))


def _entry(value: object) -> str:
    return "not listed" if value is None else str(value).lower() if isinstance(value, bool) else repr(value)


def _listed(listed: bool) -> str:
    return "has a switch" if listed else "has no switch"

"""Run cases of `matrix.json` against a host."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from tongwen.hosts.protocol import Host, Reply

CaseData = Mapping[str, Any]
NOTHING = "not listed"


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was seen and should not have been, or the reverse."""

    rule: Annotated[str, Meta(description="The rule that is broken.")]
    what: Annotated[str, Meta(description="Which part of the expectation: `prompts`, `result`, `message` ...")]
    expected: Annotated[str, Meta(description="What the spec says.")]
    seen: Annotated[str, Meta(description="What the host did.")]
    step: Annotated[int, Meta(description="Number of the step, from 1; 0: the act itself.")] = 0


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """One case, and how the host differs from it."""

    case: Annotated[str, Meta(description="The case's id.")]
    rule: Annotated[str, Meta(description="The rule that is broken; if none is, the one that decides the act.")]
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
    """Run one case: reset, take the steps, act, compare, read the settings, compare again.

    The steps of a walk are compared as well. The first that differs is the last that is taken: what follows would
    differ because of it.
    """
    rule = str(case["rule"])
    for number, rule, step, expect in _moments(case):
        try:
            reply = _take(step, host)
            seen = list(_checked(expect, reply, case.get("read"), host)) if expect else []
        except Exception as error:
            seen = [("host", "an answer", f"{type(error).__name__}: {error}")]
        if seen:
            found = (Difference(rule=rule, what=w, expected=str(e), seen=str(s), step=number) for w, e, s in seen)
            return Verdict(case=str(case["id"]), rule=rule, differences=tuple(found))
    return Verdict(case=str(case["id"]), rule=rule)


Seen = tuple[str, object, object]
Read = Mapping[str, Any] | None
Given = Mapping[str, Any]


def _moments(case: CaseData) -> Iterator[tuple[int, str, Given, Given | None]]:
    """All that is done, in order: its number, its rule, what is done, and what must be seen if anything must."""
    rule = str(case["rule"])
    yield 0, rule, {"do": "reset", "world": case["world"]}, None
    for number, step in enumerate(case.get("arrange", ()), 1):
        yield number, str(step.get("rule") or rule), step, step.get("expect")
    yield 0, rule, {"do": "call", "act": case["act"]}, case["expect"]


def _take(step: Given, host: Host) -> Reply | None:
    """Take a step; gives the reply of a call, and nothing for what the user does elsewhere."""
    if step["do"] == "call":
        return _make(step["act"], host)
    if step["do"] == "reset":
        host.reset(step["world"])
    elif step["do"] == "set":
        host.switch(step["scope"], step["value"])
    elif step["do"] == "subscribe":
        host.subscribe(step["template"], step["answer"], keep=step.get("keep", False))
    else:
        host.delete()
    return None


def _make(act: Given, host: Host) -> Reply:
    do = host.place if act.get("kind") == "component" else host.call
    return do(act["call"], act.get("arguments", {}), act.get("user", {}))


def _checked(expect: Given, reply: Reply | None, read: Read, host: Host) -> Iterator[Seen]:
    """Every difference between what must be seen and what is."""
    if reply is not None:
        yield from _outcome(expect, reply)
        yield from _held(expect, reply)
    for scope, listed in expect.get("page", {}).items():
        if (scope in host.page()) != listed:
            yield f"page {scope}", _listed(listed), _listed(not listed)
    yield from _later(expect, read, host)


def _outcome(expect: Given, reply: Reply) -> Iterator[Seen]:
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


def _held(expect: Given, reply: Reply) -> Iterator[Seen]:
    """What the call's own result holds."""
    if expect["result"] != "success" or not reply.ok:
        return
    if expect.get("setting"):
        yield from _entries(expect["field"], expect["setting"], reply.result.get(expect["field"]))
    wanted = expect.get("subscriptions")
    if wanted is not None:
        outer, _, inner = expect["choices"].partition(".")
        record = reply.result.get(outer)
        seen = record.get(inner, {}) if isinstance(record, Mapping) else record
        if seen != (wanted or None):
            yield expect["choices"], wanted or NOTHING, NOTHING if seen is None else seen


def _later(expect: Given, read: Read, host: Host) -> Iterator[Seen]:
    """What a later reading of the settings holds: of the scopes that were touched, and of all others."""
    if read is None:
        return
    reply = host.call(read["call"], {}, {})
    if not reply.ok:
        yield "reading", "success", reply.message
        return
    where, seen = f"{read['field']} afterwards", reply.result.get(read["field"])
    wanted = expect.get("afterwards", {})
    yield from _entries(where, wanted, seen)
    if seen is None or isinstance(seen, Mapping):
        others = {scope: value for scope, value in read.get("others", {}).items() if scope not in wanted}
        strays = [scope for scope in seen or () if scope not in wanted and scope not in others]
        absent = read.get("absent", ()) if strays else ()
        yield from _entries(where, others | {scope: None for scope in strays if scope in absent}, seen)


def _entries(where: str, wanted: Mapping[str, bool | None], seen: object) -> Iterator[Seen]:
    if seen is not None and not isinstance(seen, Mapping):
        yield where, "a record", repr(seen)
        return
    for scope, value in wanted.items():
        found = seen.get(scope) if seen else None
        if found is not value:
            yield f"{where}[{scope}]", _entry(value), _entry(found)


def _entry(value: object) -> str:
    return NOTHING if value is None else str(value).lower() if isinstance(value, bool) else repr(value)


def _listed(listed: bool) -> str:
    return "has a switch" if listed else "has no switch"

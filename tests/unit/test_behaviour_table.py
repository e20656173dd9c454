"""The decision table: complete, clear, and honest about what is wrong with the rules."""

from __future__ import annotations

import msgspec
import pytest
from tongwen.behaviour.cases import cases, matrix, plain
from tongwen.behaviour.findings import Finding
from tongwen.behaviour.situations import told
from tongwen.behaviour.table import Table, decide
from tongwen.model.spec import Document

from tests.support import document, weixin

TITLE = "title: {en: T, zh: T}"
WORDS = "title: {en: T, zh: T}, description: {en: D, zh: D}"
BASE = f"""
profiles:
  app: {{{WORDS}, client: App, module: app, order: 1, ask: wx.ask, read: wx.read}}
platforms:
  ios: {{{TITLE}, order: 1}}
scopes:
  mic: {{{WORDS}, profiles: [app]}}
apis:
  wx.record: {{group: g, summary: {{en: S, zh: S}}, profiles: [app], needs: [mic]}}
  wx.ask:
    group: g
    summary: {{en: S, zh: S}}
    profiles: [app]
    parameters:
      scope: {{type: string, required: true, scope: any, description: {{en: D, zh: D}}}}
errors:
  denied: {{{WORDS}, remedy: {{en: R, zh: R}}}}
classes:
  calls: {{{TITLE}, scopes: [mic]}}
  asking: {{{TITLE}, asks: true}}
dimensions:
  consent:
    {TITLE}
    description: {{en: D, zh: D}}
    kind: state
    order: 1
    values:
      unasked: {{{TITLE}}}
      granted: {{{TITLE}, arrange: [{{do: ask, answer: allow}}], leaves: {{first: granted}}}}
  answer:
    {TITLE}
    description: {{en: D, zh: D}}
    kind: answer
    order: 2
    applies: [{{when: {{consent: unasked}}}}]
    values:
      allow: {{{TITLE}}}
      deny: {{{TITLE}}}
"""


def rule(name: str, fields: str, then: str = "{prompt: scope, result: success, consent: granted}") -> str:
    """One rule of an inline spec."""
    return f"rules:\n  {name}: {{{TITLE}, note: {{en: N, zh: N}}, {fields}, then: {then}}}\n"


def extra(order: int, applies: str) -> str:
    """One more dimension of an inline spec."""
    return f"dimensions:\n  d: {{{WORDS}, kind: answer, order: {order}, values: {{a: {{{TITLE}}}}}, {applies}}}\n"


ALLOW = rule("allowed", "for: calls, given: {consent: unasked, answer: allow}")
DENY = rule("refused", "for: calls, given: {consent: unasked, answer: deny}", "{prompt: scope, result: denied}")
GRANTED = rule("granted", "for: calls, given: {consent: granted}", "{prompt: none, result: success}")
COMPLETE = (BASE, ALLOW, DENY, GRANTED)


def findings(*sources: str) -> list[Finding]:
    return list(decide(document(*sources)).findings)


def kinds(*sources: str) -> list[str]:
    return [finding.kind for finding in findings(*sources)]


def test_a_complete_table_has_no_findings_and_one_rule_for_each_cell() -> None:
    table = decide(document(*COMPLETE))
    assert table.findings == ()
    assert [cell.rule for group in table.groups for cell in group.cells] == ["allowed", "refused", "granted"] * 2
    assert table.count() == table.count("app") == 6


def test_a_gap_names_the_profile_the_calls_and_the_cell() -> None:
    gaps = findings(BASE, ALLOW, GRANTED)
    assert [(gap.kind, gap.profile, gap.cell) for gap in gaps] == [("gap", "app", "consent=unasked, answer=deny")] * 2
    assert {call for gap in gaps for call in gap.calls} == {"wx.record", "wx.ask(mic)"}


def test_a_contradiction_names_both_rules_and_the_cell() -> None:
    again = rule("again", "for: asking, given: {consent: granted}", "{prompt: none, result: success}")
    found = findings(*COMPLETE, again)
    assert [finding.kind for finding in found] == ["contradiction", "never-wins"]
    assert found[0].rules == ("granted", "again")
    assert (found[0].calls, found[0].cell) == (("wx.ask(mic)",), "consent=granted")


def test_an_override_settles_a_contradiction() -> None:
    exception = rule("again", "for: asking, given: {consent: granted}, overrides: [granted]")
    table = decide(document(*COMPLETE, exception))
    assert table.findings == ()
    assert [cell.rule for group in table.groups for cell in group.cells].count("again") == 1


def test_an_exception_to_an_exception_wins_over_both() -> None:
    first = rule("first", "for: calls, given: {consent: granted}, overrides: [granted]")
    second = rule("second", "for: asking, given: {consent: granted}, overrides: [first]")
    rules = [cell.rule for group in decide(document(*COMPLETE, first, second)).groups for cell in group.cells]
    assert sorted(set(rules)) == ["allowed", "first", "refused", "second"]


def test_an_override_of_nothing_is_found() -> None:
    useless = rule("granted", "for: calls, given: {consent: granted}, overrides: [refused]")
    found = findings(BASE, ALLOW, DENY, useless)
    assert [(finding.kind, finding.rules) for finding in found] == [("useless-override", ("granted", "refused"))]
    assert found[0].path == ("rules", "granted", "overrides")


def test_a_rule_that_never_wins_is_found() -> None:
    idle = rule("idle", "for: calls, given: {consent: granted, answer: allow}")
    assert [(finding.kind, finding.rules) for finding in findings(*COMPLETE, idle)] == [("never-wins", ("idle",))]


def test_rules_that_override_one_another_are_found_once() -> None:
    circle = rule("other", "for: calls, given: {consent: granted}, overrides: [granted]")
    granted = rule("granted", "for: calls, given: {consent: granted}, overrides: [other]")
    found = [finding for finding in findings(BASE, ALLOW, DENY, granted, circle) if finding.kind == "override-cycle"]
    assert [finding.rules for finding in found] == [("granted", "other")]


def test_a_value_marked_explicit_is_left_open_by_a_rule_that_does_not_name_it() -> None:
    silent = BASE.replace(f"granted: {{{TITLE}, arrange", f"granted: {{{TITLE}, explicit: true, arrange")
    assert kinds(silent, ALLOW, DENY, GRANTED) == []
    loose = rule("granted", "for: calls, given: {answer: deny}") + rule("any", "for: calls").removeprefix("rules:\n")
    assert "gap" in kinds(silent, ALLOW, DENY, loose)


@pytest.mark.parametrize(
    ("broken", "kind", "name"),
    [
        (rule("x", "for: nobody"), "unknown-class", "nobody"),
        (rule("x", "for: calls, given: {mood: good}"), "unknown-dimension", "mood"),
        (rule("x", "for: calls, given: {consent: maybe}"), "unknown-value", "maybe"),
        (rule("x", "for: calls, overrides: [y]"), "unknown-rule", "y"),
        (rule("x", "for: calls, profiles: [web]"), "unknown-profile", "web"),
        (rule("x", "for: calls", "{prompt: none, result: broken}"), "unknown-result", "broken"),
        (f"classes:\n  none: {{{TITLE}, scopes: [camera]}}\n", "empty-class", "none"),
        (f"classes:\n  c: {{{TITLE}, unless: [d]}}\n", "unknown-class", "d"),
        (
            extra(0, "applies: [{when: {consent: granted}}]"),
            "unknown-dimension",
            "consent",
        ),
        (
            extra(9, "applies: [{for: asking, when: {consent: granted, answer: deny}}]"),
            "unused-dimension",
            "a",
        ),
    ],
)
def test_a_name_that_leads_nowhere_is_found(broken: str, kind: str, name: str) -> None:
    assert (kind, name) in [(finding.kind, finding.name) for finding in findings(*COMPLETE, broken)]


def test_a_state_that_no_call_can_reach_is_found() -> None:
    silent = rule("allowed", "for: calls, given: {consent: unasked, answer: allow}", "{prompt: none, result: success}")
    spec = document(BASE, silent, DENY, GRANTED)
    whole = matrix(spec, decide(spec))
    assert {finding.kind for finding in whole.unreachable} == {"unreachable"}
    assert not [case for case in whole.cases if ".granted." in case.id]


def test_states_are_reached_by_asking_in_advance() -> None:
    spec = document(*COMPLETE)
    case = next(case for case in cases(spec) if case.id == "app.record.granted.succeeds-without-prompt")
    assert plain([case])[0]["arrange"] == [
        {
            "do": "call",
            "act": {"call": "wx.ask", "arguments": {"scope": "mic"}, "user": {"answer": "allow"}},
            "scope": "mic",
        }
    ]
    assert case.expect.afterwards == {"mic": True}


@pytest.fixture(scope="module")
def table() -> Table:
    return decide(weixin())


def test_the_table_of_weixin_is_complete_and_free_of_contradiction(table: Table) -> None:
    assert table.findings == ()


def test_every_profile_of_weixin_has_cells_and_the_whole_has_1500(table: Table) -> None:
    assert all(table.count(profile) > 250 for profile in weixin().profiles)
    assert table.count() >= 1500


def test_every_cell_of_weixin_is_reached_and_named_once(table: Table) -> None:
    whole = matrix(weixin(), table)
    assert (whole.unreachable, whole.dropped) == ([], [])
    assert len(whole.cells) == table.count()
    assert len({case.id for case in whole.cases}) == len(whole.cases) == len(whole.cells) + len(whole.walks)


def test_above_the_limit_every_cell_keeps_a_call_and_every_call_every_value(table: Table) -> None:
    whole, small = matrix(weixin(), table), matrix(weixin(), table, limit=2000)
    assert len(small.cells) < len(whole.cells)
    assert len(small.cells) + sum(len(left.calls) for left in small.dropped) == len(whole.cells)
    assert {case.rule for case in small.cells} == set(weixin().rules)
    assert small.walks == whole.walks
    for group in table.groups:
        dropped = {told(left.situation): left.calls for left in small.dropped if left.profile == group.profile}
        for cell in group.cells:
            left_out = set(dropped.get(told(cell.situation), ())) & {call.name for call in group.calls}
            assert len(left_out) < len(group.calls)


def test_a_limit_that_is_not_reached_drops_nothing(table: Table) -> None:
    assert matrix(weixin(), table, limit=table.count()).dropped == []


def test_cases_come_in_the_same_order_every_time() -> None:
    assert [case.id for case in cases(weixin())] == [case.id for case in cases(weixin())]


@pytest.mark.parametrize("name", sorted(weixin().rules))
def test_no_rule_of_weixin_can_be_left_out(name: str) -> None:
    spec = weixin()
    rules = {other: entry for other, entry in spec.rules.items() if other != name}
    shorter: Document = msgspec.structs.replace(spec, rules=rules)
    assert "gap" in {finding.kind for finding in decide(shorter).findings}

"""The matrix of the real spec fails for every host that is wrong in one thing, and every case of it can fail."""

from __future__ import annotations

import functools
import json
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

import msgspec
import pytest
from click.exceptions import Exit
from tongwen.cli.mutants import prove as prove_command
from tongwen.cli.shape import Shape
from tongwen.hosts.mutants import MUTANTS, Mutant
from tongwen.hosts.runner import Verdict, run
from tongwen.hosts.simulated import SimulatedHost
from tongwen.verify import kinds, mutants
from tongwen.verify.matrix import Matrix, of_file
from tongwen.verify.mutants import Proof, of_host
from tongwen.verify.proof import ProofData, as_json, as_text
from tongwen.verify.select import Filter

from tests.checks.cases import complete, shows
from tests.hosts.broken_rules import BREAKS
from tests.hosts.runs import matrix, translate
from tests.support import ROOT, run_cli

HARMLESS = Mutant(name="harmless", about="Nothing is wrong with it.", theme="planted", make=SimulatedHost)
FEW = Filter(rules=("first-use-asks-denied",))


@functools.cache
def failures() -> dict[str, list[Verdict]]:
    """What every mutant fails, over the whole matrix."""
    cases = matrix().cases
    return {mutant.name: [v for v in run(cases, mutant.make()) if not v.passed] for mutant in MUTANTS}


def proof(wanted: Filter = FEW, planted: Sequence[Mutant] = MUTANTS[:3], read: Matrix | None = None) -> Proof:
    made = mutants.prove(read or matrix(), wanted, lambda *_: None, planted)
    assert isinstance(made, Proof), made
    return made


def test_there_are_at_least_sixty_mutants_and_no_two_are_called_or_described_alike() -> None:
    assert len(MUTANTS) >= 60
    for told in (attrgetter("name"), attrgetter("about"), attrgetter("make")):
        assert [value for value, count in Counter(map(told, MUTANTS)).items() if count > 1] == []


def test_no_two_mutants_are_seen_to_do_the_same() -> None:
    shown: dict[tuple[object, ...], list[str]] = {}
    for name, verdicts in failures().items():
        shown.setdefault(tuple((v.case, v.differences) for v in verdicts), []).append(name)
    assert [names for names in shown.values() if len(names) > 1] == []


def test_every_mutant_is_noticed_unless_there_is_a_reason_that_it_cannot_be() -> None:
    reasons = {mutant.name for mutant in MUTANTS if mutant.equivalent}
    assert {name for name, verdicts in failures().items() if not verdicts} == reasons
    assert len(reasons) <= 3


def test_every_case_fails_for_some_mutant() -> None:
    failed = {verdict.case for verdicts in failures().values() for verdict in verdicts}
    assert [case["id"] for case in matrix().cases if case["id"] not in failed] == []


def test_every_rule_of_the_spec_is_broken_by_some_mutant() -> None:
    document = matrix().document
    assert document is not None
    broken = {d.rule for verdicts in failures().values() for v in verdicts for d in v.differences}
    assert broken == set(document.rules)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_is_reported_with_the_rule_that_it_breaks(mutant: Mutant) -> None:
    assert BREAKS[mutant.name] in {d.rule for v in failures()[mutant.name] for d in v.differences}


def test_a_mutant_fails_because_it_is_wrong_and_not_because_it_is_out_of_order() -> None:
    """Only a host that says so breaks the connection; others may lack a switch that a step wants to turn."""
    odd = {
        (name, d.seen)
        for name, verdicts in failures().items()
        for v in verdicts
        for d in v.differences
        if d.what == "host" and not d.seen.startswith("HostError: ")
    }
    assert odd == {("raises", "ConnectionResetError: gone")}


def test_a_matrix_that_expects_nothing_notices_nothing() -> None:
    def emptied(expect: dict[str, object]) -> dict[str, object]:
        return {"prompts": expect["prompts"], "result": expect["result"]}

    blind = [
        case
        for case in matrix().cases
        if case["rule"] == "reading-lists-granted" and not case["arrange"][0].get("expect")
    ]
    told = {"lists-the-opposite", "hides-grants", "drops-the-prefix"}
    for mutant in (mutant for mutant in MUTANTS if mutant.name in told):
        assert of_host(mutant, blind).state == "killed"
        blinder = [{**case, "expect": emptied(case["expect"]), "read": None} for case in blind]
        assert of_host(mutant, blinder).state == "survived"


def test_a_mutant_that_changes_nothing_is_reported_as_survived() -> None:
    made = proof(planted=[HARMLESS])
    assert (made.count("host", "survived"), made.holds) == (1, False)
    assert as_text(made, str).startswith(
        "Survived: no case notices this mistake. Add one, or say why none can.\n"
        "  harmless\n      Nothing is wrong with it.\n\n"
    )
    assert as_text(made, str).splitlines()[-1].startswith("The matrix has holes: see above (")


def test_a_mutant_that_changes_nothing_may_survive_with_a_reason() -> None:
    made = proof(planted=[msgspec.structs.replace(HARMLESS, equivalent="it is right")])
    assert (made.count("host", "equivalent"), made.holds) == (1, True)
    assert "Equivalent: nothing can notice it, because it is right\n  harmless\n" in as_text(made, str)


def test_a_reason_does_not_help_a_mutant_that_is_noticed() -> None:
    made = proof(planted=[msgspec.structs.replace(MUTANTS[0], equivalent="who cares")])
    assert (made.count("host", "refuted"), made.holds) == (1, False)
    assert "Noticed after all" in as_text(made, str)
    assert f"      noticed by {made.proved[0].killed_by}" in as_text(made, str)


def test_a_mutant_that_only_other_cases_notice_is_counted_apart() -> None:
    (tapless,) = [mutant for mutant in MUTANTS if mutant.name == "needs-no-tap"]
    made = proof(planted=[tapless])
    assert (made.count("host", "elsewhere"), made.holds) == (1, True)
    assert "1 mutants of the host are noticed by cases that were not chosen" in as_text(made, str)


def test_only_the_rules_asked_for_are_broken() -> None:
    assert {one.name.split(":")[1] for one in proof().proved if one.kind == "rule"} == {"first-use-asks-denied"}


def test_a_matrix_from_a_file_is_proved_on_hosts_alone() -> None:
    read = of_file(ROOT / "tests/matrix/matrix.json")
    assert isinstance(read, Matrix)
    green = [case for case in matrix().cases if case["rule"] == FEW.rules[0]]
    made = proof(read=msgspec.structs.replace(read, cases=green))
    assert {one.kind for one in made.proved} == {"host"}
    assert "A matrix.json holds no rules" in as_text(made, str)


@shows("TW859")
def test_a_spec_that_the_simulated_host_does_not_keep_is_refused() -> None:
    wrong = [{**case, "expect": {**case["expect"], "prompts": ["curtain"]}} for case in matrix().cases[:2]]
    read = msgspec.structs.replace(matrix(), cases=[*wrong, *matrix().cases[2:4]])
    found = mutants.prove(read, Filter(), lambda *_: None)
    assert isinstance(found, list)
    assert [d.kind for d in found] == [kinds.MUTANTS_MISFIT]
    complete(found[0])
    assert found[0].message() == (
        f"the simulated host does not keep this spec: 2 of 4 cases fail unbroken, first {wrong[0]['id']}"
    )
    with pytest.raises(Exit) as ended:
        prove_command(read, Filter(), Shape.text)
    assert ended.value.exit_code == 1


def test_a_name_that_fits_no_case_is_wrong_usage() -> None:
    with pytest.raises(Exit) as ended:
        prove_command(matrix(), Filter(rules=("no-such-rule",)), Shape.text)
    assert ended.value.exit_code == 2


def test_the_command_ends_with_one_when_a_mutant_survives(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mutants.prove, "__defaults__", ([HARMLESS],))
    with pytest.raises(Exit) as ended:
        prove_command(matrix(), FEW, Shape.text)
    assert ended.value.exit_code == 1
    assert "harmless" in capsys.readouterr().out


def test_the_whole_proof_holds_for_the_spec_that_ships_with_tongwen() -> None:
    result = run_cli(["verify", "--mutants", "--format", "json"], ROOT)
    assert (result.returncode, result.stderr) == (0, "")
    told = msgspec.json.decode(result.stdout, type=ProofData)
    assert told.holds
    assert told.counts["host"]["killed"] == len(MUTANTS) - sum(bool(mutant.equivalent) for mutant in MUTANTS)
    assert {one.state for one in told.mutants} <= {"killed", "equivalent"}
    assert all(one.killed_by for one in told.mutants if one.state == "killed")
    assert all(one.equivalent for one in told.mutants if one.state == "equivalent")
    assert all(one.place.startswith("spec/behaviour/") for one in told.mutants if one.kind == "rule")
    assert result.stdout.isascii()


def test_a_proof_for_programs_says_who_noticed_each_mutant() -> None:
    data = json.loads(as_json(proof(), matrix(), str))
    assert data["mutants"][0] == {
        "kind": "host",
        "name": "always-grants",
        "about": "Every scope counts as granted from the start.",
        "place": "",
        "state": "killed",
        "killed_by": data["mutants"][0]["killed_by"],
        "equivalent": "",
    }
    assert data["mutants"][0]["killed_by"] in {case["id"] for case in matrix().cases}


def test_a_proof_can_be_read_in_chinese() -> None:
    made = proof(planted=[msgspec.structs.replace(HARMLESS, about=MUTANTS[0].about)])
    assert as_text(made, translate("zh")).startswith("存活：")

"""The numbers that the READMEs name are those of the spec and of the tool."""

from __future__ import annotations

import re

import pytest
from tongwen.behaviour.mutants import rule_mutants
from tongwen.behaviour.table import decide
from tongwen.hosts.mutants import MUTANTS

from tests.support import ROOT, weixin


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_numbers_in_the_readme_are_right(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = {int(number.replace(",", "")) for number in re.findall(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+", text)}
    spec = weixin()
    wanted = [len(spec.scopes), decide(spec).count(), len(MUTANTS), sum(1 for _ in rule_mutants(spec))]
    assert [number for number in wanted if number not in named] == []

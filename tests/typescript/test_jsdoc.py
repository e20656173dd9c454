"""What the real compiler reads in comments. tests/unit/test_hostile_texts.py puts the hostile texts through it."""

from __future__ import annotations

from tests.crowds import Compiler
from tests.typescript.test_typescript import node

__all__ = ["node"]


def test_the_compiler_would_see_a_tag_a_type_a_link_and_a_declaration(node: str) -> None:
    plain = "/** words */ declare const x: 1"
    typed = ("/** @returns words */ declare const x: 1", "/** @returns {words} */ declare const x: 1")
    sources = ["/** @words */ declare const x: 1", "/** {@link x} */ declare const x: 1", f"{plain}; let y", "/** x"]
    compiler = Compiler(node)
    try:
        found = [compiler.read(source)["found"] for source in (plain, *sources, *typed)]
    finally:
        compiler.close()
    assert all(other != found[0] for other in found[1:])
    assert found[-1] != found[-2]

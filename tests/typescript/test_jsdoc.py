"""Comments with hostile texts, as the real compiler reads them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.sinks import SINKS, counterpart, hostile, render
from tests.typescript.test_typescript import node

__all__ = ["node"]
HERE = Path(__file__).resolve().parent
SCRIPT = [name for name, sink in SINKS.items() if sink.language == "typescript"]
#: For each source: the kinds of all nodes, the tags of all comments, the number of links in them, and what is wrong.
READ = """
const ts = require('typescript')
const sources = JSON.parse(require('fs').readFileSync(0, 'utf8'))
const isLink = (part) => part.kind !== ts.SyntaxKind.JSDocText
const inline = (comment) => Array.isArray(comment) ? comment.filter(isLink).length : 0
function read(source) {
  const file = ts.createSourceFile('a.d.ts', source, ts.ScriptTarget.Latest, true)
  const found = [file.parseDiagnostics.length, (file.commentDirectives || []).length]
  const visit = (node) => {
    found.push(ts.SyntaxKind[node.kind])
    for (const doc of node.jsDoc || []) {
      found.push(inline(doc.comment), ...(doc.tags || []).flatMap((tag) => [tag.tagName.text, inline(tag.comment)]))
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}
process.stdout.write(JSON.stringify(sources.map(read)))
"""


def read(node: str, sources: list[str]) -> list[list[object]]:
    """What the compiler finds in each source."""
    done = subprocess.run(
        [node, "-e", READ], cwd=HERE, input=json.dumps(sources), capture_output=True, encoding="utf-8", check=True
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_the_compiler_finds_the_same_declarations_and_tags_whatever_the_words(node: str) -> None:
    names = [(sink, text) for sink in SCRIPT for text in hostile()]
    loud = read(node, [render(sink, hostile()[text]) for sink, text in names])
    quiet = read(node, [render(sink, counterpart(sink, hostile()[text])) for sink, text in names])
    assert [name for name, one, other in zip(names, loud, quiet, strict=True) if one != other] == []


def test_the_compiler_would_see_a_tag_a_link_and_a_declaration(node: str) -> None:
    plain = "/** words */ declare const x: 1"
    sources = [plain, "/** @words */ declare const x: 1", "/** {@link x} */ declare const x: 1", f"{plain}; let y"]
    found = read(node, sources)
    assert all(other != found[0] for other in found[1:])

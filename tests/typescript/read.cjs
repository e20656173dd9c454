// Reads sources, one JSON string a line, with the real compiler, and answers each with a line: what it finds in one.
const ts = require('typescript')
const isLink = (part) => part.kind !== ts.SyntaxKind.JSDocText
const inline = (comment) => (Array.isArray(comment) ? comment.filter(isLink).length : 0)
const shape = (tag) => [tag.tagName.text, inline(tag.comment), tag.typeExpression ? tag.typeExpression.kind : 0]

function read(source) {
  const file = ts.createSourceFile('a.d.ts', source, ts.ScriptTarget.Latest, true)
  const found = [file.parseDiagnostics.length, (file.commentDirectives || []).length, file.referencedFiles.length]
  const texts = []
  const visit = (node) => {
    found.push(node.kind)
    if (ts.isStringLiteral(node)) texts.push(node.text)
    for (const doc of node.jsDoc || []) {
      found.push(inline(doc.comment), ...(doc.tags || []).flatMap(shape))
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return { found, texts }
}

const ascii = (json) => json.replace(/[^ -~]/g, (unit) => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0'))
require('readline')
  .createInterface({ input: process.stdin })
  .on('line', (line) => process.stdout.write(ascii(JSON.stringify(read(JSON.parse(line)))) + '\n'))

// Prints, as JSON, the links in comments of the given files that lead nowhere, and how many there are in all.
const ts = require('typescript')
const program = ts.createProgram(process.argv.slice(2), { strict: true, types: [] })
const checker = program.getTypeChecker()
const broken = []
let count = 0

function link(file, part) {
  if (!part.name) return
  count += 1
  if (!checker.getSymbolAtLocation(part.name)) broken.push([file.fileName, part.name.getText(file)])
}

for (const file of program.getSourceFiles()) {
  if (!process.argv.includes(file.fileName)) continue
  const visit = (node) => {
    for (const doc of node.jsDoc || []) {
      for (const { comment } of [doc, ...(doc.tags || [])]) {
        if (Array.isArray(comment)) comment.forEach((part) => link(file, part))
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
}
process.stdout.write(JSON.stringify({ broken, count }))

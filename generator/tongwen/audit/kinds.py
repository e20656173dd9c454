"""What can be wrong with an outside document, and what an audit can find in it."""

from __future__ import annotations

from tongwen.diagnostics import N_, Kind

UNREADABLE = Kind(
    "TW930", "error", N_("{path} cannot be read: {problem}"), N_("give the path of a file that you may read")
)
NOT_TEXT = Kind(
    "TW931",
    "error",
    N_("{path} is not text: it holds the byte {byte}"),
    N_("save the page as HTML, Markdown or plain text; pictures and archives cannot be compared"),
)
NOT_UTF8 = Kind("TW932", "error", N_("{path} is not UTF-8"), N_("save it as UTF-8"))
EMPTY = Kind("TW933", "error", N_("{path} holds no text"), N_("look whether the download was complete"))
TOO_LARGE = Kind(
    "TW934",
    "error",
    N_("{path} is too large: {size} bytes, where {limit} are allowed"),
    N_("cut out the part that is about the spec"),
)
NOT_PARSED = Kind(
    "TW935",
    "error",
    N_("this does not parse as TypeScript: {words}"),
    N_("mend the declaration, or give the file as it was published"),
)
NO_PROFILE = Kind("TW936", "error", N_("the spec has no profile {name}"), N_("give one of these: {known}"))
NOTHING = Kind(
    "TW937",
    "error",
    N_("no declaration in these files is in the spec, so nothing can be compared"),
    N_("give the file that declares the members of {name}"),
)
SKIPPED = Kind(
    "TW939",
    "note",
    N_("the parser does not understand this part, and the spec does not need it: {words}"),
    N_("nothing to do"),
)
MISSPELT = Kind(
    "TW940",
    "error",
    N_("{name} is not in the spec; it looks like {meant} misspelt"),
    N_("tell the publisher, and record it under `differences:` in the spec with `printed: {name}`"),
)
MISSING = Kind(
    "TW941",
    "error",
    N_("{owner} lacks {name}, which the spec has"),
    N_("mend the spec if the document is right; else record the difference with `audits: ['{id}']`"),
)
EXTRA = Kind(
    "TW942",
    "error",
    N_("{owner} has {name}, which the spec does not have there"),
    N_("mend the spec if the document is right; else record the difference with `audits: ['{id}']`"),
)
MISPLACED = Kind(
    "TW943",
    "error",
    N_("{name} stands beside {owner}; in the spec it needs: {needs}"),
    N_("mend `needs:` if the document is right; else record the difference with `audits: ['{id}']`"),
)
CONTRADICTED = Kind(
    "TW944",
    "error",
    N_("{name}: {aspect} is {theirs} in the document and {ours} in the spec"),
    N_("mend the spec if the document is right; else record the difference with `audits: ['{id}']`"),
)
OTHER_WORDS = Kind(
    "TW945",
    "note",
    N_("{name} is described as “{theirs}”; the spec says “{ours}”"),
    N_("see whether both mean the same; if not, record the difference with `audits: ['{id}']`"),
)
WRONG_WORD = Kind(
    "TW946",
    "note",
    N_("“{words}” is a wrong word for “{term}”, says the glossary"),
    N_("see whether the page means it; if so, record the difference with `printed: {words}`"),
)
UNSAID = Kind(
    "TW947",
    "note",
    N_("{owner}: the page leaves out {aspect} ({ours} in the spec)"),
    N_("tell the publisher, or record the difference with `audits: ['{id}']`"),
)
COLLAPSED = Kind(
    "TW948",
    "note",
    N_("a table has collapsed into one line; it was read as a table all the same"),
    N_("tell the publisher, or record the difference with `audits: ['{id}']`"),
)
RECORDED = Kind(
    "TW949",
    "note",
    N_("the page still prints what the spec has recorded as faulty: “{words}”"),
    N_("nothing to do; the recorded difference says what is right"),
)
UNUSED = Kind(
    "TW938",
    "warning",
    N_("the difference {name} expects {id}, which the document does not show any more"),
    N_("take it out of `audits:`, or the whole difference if nothing is left of it"),
)

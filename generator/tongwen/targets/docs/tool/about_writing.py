"""Why the diagnostics about writing a spec are what they are."""

from __future__ import annotations

from tongwen.diagnostics import N_

EXPLAINED = {
    "TW960": N_(
        "An id is written once in the spec. `tongwen new` names the place of the entry that has it, and writes nothing."
    ),
    "TW961": N_(
        "Ids become names of pages, functions and constants, so their form is fixed for each kind of entry. Nothing "
        "was written."
    ),
    "TW962": N_(
        "A new entry is put after the last one of its kind, and every byte that was there stays. Where that cannot be "
        "done safely, because the file does not parse, writes its entries in braces, or lies elsewhere, nothing is "
        "written."
    ),
    "TW963": N_(
        "A profile, scope, group or source that was given to `tongwen new` is not in the spec. Write that entry first; "
        "nothing was written."
    ),
    "TW964": N_(
        "An entry begun with `tongwen new` has marks where its author must write: `TODO:` in English, `待写：` in "
        "Chinese. A text that still begins with a mark would reach every output, so it stops the build until it is "
        "written."
    ),
}

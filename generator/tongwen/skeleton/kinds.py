"""What can be wrong with an entry that somebody wants to begin."""

from __future__ import annotations

from tongwen.diagnostics import N_, Kind

TAKEN_ID = Kind(
    "TW960",
    "error",
    N_("there is an entry {id} among the {kind} already"),
    N_("change that one, or choose another id"),
)
BAD_ID = Kind("TW961", "error", N_("{id} cannot be an id of {kind}"), N_("{rule}"))
NO_ROOM = Kind(
    "TW962",
    "error",
    N_("the entry cannot be added to {file}: {problem}"),
    N_("name another file with `--file`, or write the entry by hand"),
)
NOT_THERE = Kind(
    "TW963",
    "error",
    N_("there is no {name} among the {kinds} that the entry could name"),
    N_("did you mean {nearest}?"),
)

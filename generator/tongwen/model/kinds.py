"""What can be wrong with the shape of an entry."""

from __future__ import annotations

from tongwen.diagnostics import N_, Kind

UNKNOWN_KEY = Kind("TW201", "error", N_("unknown key {key}"), N_("did you mean {nearest}? Known here: {known}"))
MISSING_KEY = Kind("TW202", "error", N_("{key} is missing"), N_("add the key {key}"))
MISSING_LANGUAGE = Kind("TW203", "error", N_("the text has no {language}"), N_("write it in both languages: en and zh"))
WRONG_TYPE = Kind("TW204", "error", N_("{found} stands where {expected} is expected"), N_("write {expected} here"))
WRONG_VALUE = Kind("TW205", "error", N_("{value} is not allowed here"), N_("{rule}"))
DUPLICATE_ID = Kind(
    "TW206", "error", N_("{id} is defined twice among the {kind}"), N_("rename or remove one of the two")
)
WRONG_SHAPE = Kind(
    "TW207",
    "error",
    N_("this entry does not have the right shape: {problem}"),
    N_("compare it with the reference of the spec language"),
)
EMPTY_TEXT = Kind("TW208", "error", N_("the text is empty"), N_("write it, or remove the key"))
TOO_LONG = Kind("TW209", "error", N_("too long: {size} characters, where {limit} are allowed"), N_("shorten it"))
NOT_LISTED = Kind(
    "TW210", "error", N_("{value} is not allowed here"), N_("did you mean {nearest}? Known here: {known}")
)
NEWER = Kind(
    "TW211",
    "error",
    N_("the spec is written in version {version} of the spec language, and this Tongwen reads version {known}"),
    N_("install a newer Tongwen: `pip install -U tongwen`"),
)

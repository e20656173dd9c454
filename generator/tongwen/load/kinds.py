"""Everything that can be wrong with a spec file before its content is looked at."""

from __future__ import annotations

from tongwen.diagnostics import N_, Kind

NOT_UTF8 = Kind("TW101", "error", N_("the file is not UTF-8"), N_("save it as UTF-8 without a byte order mark"))
BOM = Kind("TW102", "error", N_("the file starts with a byte order mark"), N_("save it as UTF-8 without one"))
CHARACTER = Kind(
    "TW103",
    "error",
    N_("character U+{number} is not allowed: it is invisible, a control, or changes the direction of text"),
    N_("remove it; a line break is written as a line break"),
)
SYNTAX = Kind("TW104", "error", N_("this is not valid YAML: {problem}"), N_("mend the YAML at this place"))
TAG = Kind("TW105", "error", N_("the tag {tag} is not allowed"), N_("remove it; the spec language needs no tags"))
ANCHOR = Kind(
    "TW106", "error", N_("anchors and aliases are not allowed: {name}"), N_("write the value out where it is needed")
)
MERGE = Kind("TW107", "error", N_("the merge key << is not allowed"), N_("write the keys out"))
DUPLICATE_KEY = Kind("TW108", "error", N_("the key {key} is written twice in one mapping"), N_("keep one of them"))
SECOND_DOCUMENT = Kind(
    "TW109", "error", N_("the file holds a second YAML document"), N_("remove the --- line, or split the file")
)
KEY = Kind("TW110", "error", N_("a key must be plain text on one line"), N_("write a name before the colon"))
DEPTH = Kind(
    "TW111", "error", N_("nested more than {limit} levels deep"), N_("the spec language needs no more than ten")
)
SIZE = Kind("TW112", "error", N_("too large: {size}, where {limit} are allowed"), N_("split it into several"))
EMPTY = Kind("TW113", "error", N_("the file is empty"), N_("write an entry, or delete the file"))
NOT_MAPPING = Kind(
    "TW114", "error", N_("a spec file must be a mapping of kinds to entries"), N_("start with a kind such as scopes:")
)
DIRECTIVE = Kind("TW115", "error", N_("YAML directives are not allowed"), N_("remove the line that starts with %"))
NOT_NFC = Kind(
    "TW116",
    "error",
    N_("the text {text} is not in Unicode normal form C: it looks the same as other text, and is not"),
    N_("write it as {better}"),
)
UNREADABLE = Kind(
    "TW117",
    "error",
    N_("the file cannot be read: {problem}"),
    N_("check its permissions and, if it is a link, where it leads"),
)
NUMBER = Kind("TW118", "error", N_("a number of {digits} digits"), N_("quote it if it is text"))
TOO_MANY = Kind("TW119", "error", N_("the spec has more than {limit} files"), N_("put several entries into one file"))
TOO_MUCH = Kind(
    "TW123",
    "error",
    N_("the files of the spec are larger than {limit} bytes together; from here on they are not read"),
    N_("make several specs of it"),
)
NOT_A_FILE = Kind(
    "TW124",
    "error",
    N_("a pipe, a device or something else that is no regular file has the name of a file of the spec"),
    N_("move it out of spec/"),
)
INVISIBLE_NAME = Kind("TW125", "error", N_("the name of the file holds invisible characters"), N_("rename the file"))
OPEN_FILES = Kind(
    "TW126",
    "error",
    N_("the file cannot be opened: {problem}"),
    N_("close other programs, or let a program have more files open at once, as `ulimit -n 1024` does"),
)
NO_MANIFEST = Kind(
    "TW120",
    "error",
    N_("there is no spec/tongwen.yaml in {folder} or any folder above it"),
    N_("start a spec with `tongwen init DIR`, or go to a folder that has one"),
)

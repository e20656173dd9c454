"""What can be wrong with translations and with the files that hold or record them."""

from __future__ import annotations

from tongwen.diagnostics import N_, Kind

STALE = Kind(
    "TW580",
    "warning",
    N_("the English of {id} has changed since its Chinese was written"),
    N_("change the Chinese as well; if it still holds, `tongwen i18n accept {id}`"),
)
BAD_LINE = Kind(
    "TW581",
    "error",
    N_("this line of the translation record cannot be read: {text}"),
    N_("after a merge keep the lines of one side; a line is `path: digest digest`"),
)
TWICE = Kind(
    "TW582",
    "error",
    N_("the translation record has two lines for {id}"),
    N_("keep the line that belongs to the text as it is now; `tongwen i18n status` tells whether it does"),
)
NEWER = Kind(
    "TW583",
    "error",
    N_("the translation record has version {version}; this Tongwen reads version {known}"),
    N_("update Tongwen"),
)
UNREADABLE = Kind(
    "TW584",
    "error",
    N_("the catalogue cannot be read: {problem}"),
    N_("save it as UTF-8; `msgfmt --check` or any gettext editor shows what is wrong"),
)
DIFFERENT = Kind(
    "TW585",
    "warning",
    N_("the translation of {text} does not have the same {parts}"),
    N_("take over every name in braces, reference and code of the original; until then the original is shown"),
)
NO_CATALOGUE = Kind(
    "TW586",
    "error",
    N_("there is no catalogue for the language {language}"),
    N_("start one with `tongwen i18n update {language}`; known languages: {known}"),
)
NOTHING_THERE = Kind(
    "TW587",
    "error",
    N_("the spec has no text at {id}"),
    N_("give the id of an entry, or a path as `tongwen i18n status` prints it"),
)
TWO_ENTRIES = Kind("TW589", "error", N_("the catalogue has two entries for {text}"), N_("keep the one that is right"))
BAD_LANGUAGE = Kind(
    "TW588",
    "error",
    N_("{language} is no language code"),
    N_("write a code such as ja, fr or pt-BR; en and zh are written in the spec itself"),
)

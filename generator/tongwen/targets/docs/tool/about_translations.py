"""What the codes mean that are about translations, their record and their catalogues."""

from tongwen.diagnostics import N_

#: Code to the paragraph on its page; what to do stands in the kind itself.
EXPLAINED = {
    "TW580": N_(
        "The record of translations holds, for each text, which English its Chinese was made from. The English is "
        "another one now, and the Chinese is as it was: perhaps it no longer says the same. The page of the entry says "
        "so to its readers. `tongwen build` goes on; `tongwen build --check` and `tongwen lint` fail. Changes of line "
        "breaks, of ids and of the order of entries do not count."
    ),
    "TW581": N_(
        "The record of translations is written by Tongwen, one line for each text. A line that is none of its own was "
        "left by a merge, or typed by hand."
    ),
    "TW582": N_(
        "Two branches changed the same text, and both of their lines were kept. Only one of them can be true of the "
        "text as it is now."
    ),
    "TW583": N_("The record was written by a later version of Tongwen, which may mean something else by it."),
    "TW584": N_(
        "A catalogue is a gettext file in UTF-8. Nothing of it is used while it cannot be read, and nothing is written."
    ),
    "TW585": N_(
        "A translation must keep what is not language: `{names}` that values fill, references, code, and addresses. "
        "Otherwise a value or a link would be missing on the page. Such a translation is not used."
    ),
    "TW586": N_(
        "A target of the manifest asks for a language that has no catalogue, neither in the project's `locales/` nor "
        "in the tool."
    ),
    "TW587": N_("`tongwen i18n accept` was given a path or an id, and no text of the spec has it."),
    "TW589": N_("Tools take one of the two without a word, and not all of them the same one."),
    "TW588": N_(
        "Languages are named as in HTML: two or three small letters, and a script or region after a hyphen where "
        "needed."
    ),
}

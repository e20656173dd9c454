"""What the codes mean that are about comparing pages and typings of others with the spec."""

from tongwen.diagnostics import N_

#: Code to the paragraph on its page; what to do stands in the kind itself.
EXPLAINED = {
    "TW930": N_(
        "The file is not there, may not be read, or is a folder or a device. The other files are compared all the same."
    ),
    "TW931": N_("Text has no such byte. Pictures, archives, and text in two-byte encodings have."),
    "TW932": N_(
        "Every name is compared letter by letter, so a page in another encoding is not guessed at. Many older Chinese "
        "pages are in GBK."
    ),
    "TW933": N_("There is nothing but white space, as after a download that was cut off."),
    "TW934": N_("Nobody reads a page of this size. Most often it is not the page, but an archive of a site."),
    "TW935": N_(
        "The parser goes on after what it cannot read, but a call that is declared there would seem to be missing. So "
        "nothing is compared."
    ),
    "TW936": N_(
        "A document is compared with one profile. It can be given, or is guessed from what the document names."
    ),
    "TW937": N_(
        "The comparison starts at the type of the variable that is called like the namespace of the spec, else at the "
        "interface that has most of its calls. There is neither."
    ),
    "TW939": N_(
        "Declaration files may hold syntax that the parser does not know yet. Where nothing that the spec names lies "
        "in it, it does no harm. It is listed only with `--all`."
    ),
    "TW940": N_(
        "A name that the spec does not have differs from one that it has by a letter or two, by capital letters, or by "
        "its prefix. Names whose every word the spec uses somewhere are never taken for misprints."
    ),
    "TW941": N_(
        "A scope is missing from a list that has most of its profile, a call from the row of its scope, a field from "
        "a table, or a declaration from the typings."
    ),
    "TW942": N_(
        "The document has something at this place that the spec has not, or has for another profile only. Calls that "
        "a page mentions in passing are not counted."
    ),
    "TW943": N_("The spec says which scopes each call needs. The one that it stands beside is not among them."),
    "TW944": N_(
        "Both speak of the same field or call and say different things: whether it must be given, its default, its "
        "type, or the first version that has it."
    ),
    "TW945": N_(
        "A program cannot decide whether two descriptions mean the same. This one shares few words with the title "
        "that the spec gives the scope in this profile."
    ),
    "TW946": N_(
        "The glossary lists, for each term, words that must not be used for it. They are often mistranslations."
    ),
    "TW947": N_(
        "The page has a table of this call, with a column for it or none, and does not say what the spec says. Cells "
        "get lost when a page is copied as plain text."
    ),
    "TW948": N_("The rows of the table follow one another on one line, so that no reader of Markdown sees a table."),
    "TW949": N_(
        "A recorded difference has the faulty words under `printed:`. They stand in the page, as they do in the source "
        "that the page is taken for."
    ),
    "TW938": N_(
        "A difference lists under `audits:` what an audit of its source finds. If it is not found any more, the source "
        "was mended, and the record would hide the next mistake at the same place."
    ),
}

"""What the codes mean that are about a spec: its files, shapes, names, rules."""

from tongwen.diagnostics import N_

#: Code to the paragraph on its page; what to do stands in the kind itself.
EXPLAINED = {
    "TW101": N_(
        "Spec files are read as UTF-8 and as nothing else, so that the same bytes mean the same text on every "
        "machine. Editors that save as GBK or UTF-16 cause this most often."
    ),
    "TW102": N_(
        "A byte order mark is invisible and would become part of the first key. Most editors offer to save as "
        "UTF-8 without it."
    ),
    "TW103": N_(
        "Control characters, invisible characters and marks that turn the direction of text can make a "
        "reviewer read something other than what the machine reads. None of them is needed in a spec."
    ),
    "TW104": N_(
        "The file ends earlier, or goes on otherwise, than YAML allows. A quote that is not closed and a "
        "colon followed by a space inside unquoted text are the usual causes. Nothing of the file is used "
        "until it is mended."
    ),
    "TW105": N_(
        "A YAML tag such as `!!python/object` or `!include` asks the reader to do something special with a "
        "value. The spec language has no such values."
    ),
    "TW106": N_(
        "An alias repeats a part of the file elsewhere, so that the line of an error would no longer be the "
        "line to change, and a small file could unfold into a very large one."
    ),
    "TW107": N_(
        "A merge key copies the keys of another mapping without showing them. In a spec everything that holds "
        "for an entry stands at the entry."
    ),
    "TW108": N_(
        "Most readers of YAML keep the last of two equal keys and drop the other without a word. Here it is "
        "an error, and both places are given."
    ),
    "TW109": N_(
        "A line of three hyphens starts a second document, and what follows would be left out. Each spec file "
        "holds one document."
    ),
    "TW110": N_(
        "A key that is a list, a mapping or a text over several lines cannot be the name of an entry or field."
    ),
    "TW111": N_(
        "Depth beyond any real spec is stopped before it can exhaust memory. A mapping that opens brace after "
        "brace is usually a slip of copying."
    ),
    "TW112": N_(
        "A file, or the spec as a whole, is larger than the tool will read. Files can be split in any way: "
        "entries of one kind may stand in several files."
    ),
    "TW113": N_(
        "An empty file says nothing, and may be what is left after a failed save. It is reported so that it "
        "does not go unnoticed."
    ),
    "TW114": N_(
        "At the top of a spec file stand kinds such as `scopes:` or `apis:`, and below them the entries. A "
        "list or a bare text stands there instead."
    ),
    "TW115": N_(
        "Directives such as `%YAML 1.1` change how the rest of the file is read. All spec files are read in "
        "the same way."
    ),
    "TW116": N_(
        "Two texts that look alike on the screen can consist of different characters, and then a search or a "
        "name does not match. Form C is what keyboards and editors normally produce; text copied out of a PDF "
        "often has another form."
    ),
    "TW117": N_(
        "The operating system did not let the tool open the file, or it vanished meanwhile. Without it the "
        "spec would only seem to be whole, so nothing is built."
    ),
    "TW118": N_(
        "A number this long is most likely an identifier. Written without quotes it would be a number, and in "
        "some languages would lose its last digits."
    ),
    "TW119": N_(
        "Each file costs time to find and to open, and a spec has no reason to consist of so many. Files beyond the "
        "limit were not read."
    ),
    "TW120": N_(
        "Tongwen looks for `spec/tongwen.yaml` in the folder it is started in, then in each folder above. "
        "There is no project around this folder."
    ),
    "TW121": N_(
        "Without at least one entry of this kind no output can be made: a client needs calls, a call needs a "
        "form and a group, a scope needs a profile."
    ),
    "TW122": N_(
        "The manifest names the spec, its namespace and the outputs to be made. It is the key `tongwen:` in "
        "one file of the spec."
    ),
    "TW123": N_(
        "A spec is held in memory as a whole. The limit is far above what an API of a hundred thousand calls needs; "
        "whatever is larger is no spec, or a mistake."
    ),
    "TW124": N_(
        "Who opens a pipe waits until somebody writes to it, and a device may have no end. So what is not an ordinary "
        "file is not opened at all, and as the spec would only seem to be whole without it, nothing is built."
    ),
    "TW125": N_(
        "Such a name looks like another one, or turns the line that tells of it into something else on the screen. "
        "Messages write these characters as escapes, so that you can find the file."
    ),
    "TW126": N_(
        "The operating system lets a program, and all programs together, have so many files open at once. Tongwen "
        "reads one file of the spec at a time, so others hold most of them."
    ),
    "TW201": N_(
        "The key is not part of the spec language at this place, most often because of a slip of the pen or "
        "because it belongs one level higher or lower. It is refused because a key that nobody reads is a "
        "fact that gets lost."
    ),
    "TW202": N_(
        "The entry cannot be understood without this key. The reference of the spec language lists the keys "
        "that each kind of entry must have."
    ),
    "TW203": N_(
        "Every text that readers see is written in English and Chinese. If you know only one of the two, "
        "write that one, say so in the pull request, and somebody will add the other."
    ),
    "TW204": N_(
        "The value is of another type than this key holds: a list instead of a mapping, a mapping instead of "
        "a text, or the like."
    ),
    "TW205": N_(
        "The value has the right type but not the right form. The help says which form is wanted, with an example."
    ),
    "TW206": N_(
        "Ids are unique within their kind over all files of the spec, because a reference must lead to one "
        "entry. Both places are given."
    ),
    "TW207": N_("The entry breaks a rule of its shape that no more specific message covers."),
    "TW208": N_(
        "A text that is there but empty would leave a gap on a page. Leave the key out if there is nothing to say."
    ),
    "TW209": N_(
        "The length of names and texts is limited, so that no output becomes unreadable and no file name too "
        "long for a file system."
    ),
    "TW210": N_("Only the values that are listed may stand here. The nearest of them is suggested."),
    "TW301": N_(
        "A field such as `needs`, `errors`, `group` or `sources` names an entry that no file of the spec "
        "defines. Mind upper and lower case."
    ),
    "TW302": N_(
        "A reference in double brackets becomes a link on the pages and in the comments of both SDKs, so it "
        "must name an entry, or a field of one, that exists."
    ),
    "TW303": N_(
        "Parents of errors, exceptions among rules and exclusions among classes must come to an end. Here "
        "following them leads back to the start."
    ),
    "TW304": N_(
        "Types are written in a small language: basic types, names of types, `T[]`, `map<T>` and `A | B`. The "
        "message says at which character the reading stopped."
    ),
    "TW305": N_(
        "The expression names a type that is neither basic nor an entry of `types`. Both SDKs would refer to "
        "a class that does not exist."
    ),
    "TW310": N_("Ids become names in Python and TypeScript. A word that one of the languages reserves cannot be one."),
    "TW311": N_(
        "Names are rewritten in the style of each language, `getSetting` to `get_setting` for example. Two "
        "different ids must not end up as the same name."
    ),
    "TW312": N_(
        "Each entry becomes a file of the site. On Windows and macOS two names that differ only in upper and "
        "lower case are one file, and one page would overwrite the other."
    ),
    "TW313": N_(
        "Names such as `con`, `nul` or `com1` cannot be files on Windows, so nobody could check out the outputs there."
    ),
    "TW314": N_(
        "What stands before the dot of an API is the namespace of the manifest, or a type of the kind "
        "`object`. Otherwise no client has a place for the method."
    ),
    "TW315": N_("A program passes parameters and callbacks in one object, in which a key has one meaning only."),
    "TW320": N_(
        "The default would not pass the type checkers of the generated clients. `true`, `false` and whole "
        "numbers are written without quotes."
    ),
    "TW321": N_("The parameter lists the values that it takes, and the default is not one of them."),
    "TW322": N_(
        "A caller who must give the value never sees the default. Either the parameter is optional, or it has "
        "no default."
    ),
    "TW323": N_(
        "The values of an enumeration or parameter of whole numbers are written as text, and must read as "
        "whole numbers."
    ),
    "TW324": N_("A result that is present only for certain arguments names a parameter of the same call."),
    "TW325": N_(
        "Whether a call has a result object, a promise or a direct return value depends on its form. The two "
        "contradict each other here."
    ),
    "TW326": N_(
        "A field can be limited to some of the profiles that its entry has, but not to one in which the entry "
        "does not exist."
    ),
    "TW328": N_(
        "The calls by which a profile asks, reads and opens the settings page are used to walk through the "
        "states of consent, so the profile must have them."
    ),
    "TW329": N_(
        "A result whose keys are not known beforehand, such as one answer for each id that was asked for, is described "
        "by a map type. Known keys belong to that type, so the call has no fields of its own beside it."
    ),
    "TW401": N_(
        "The rules are expanded into a table of all situations, and every cell must have an answer. The "
        "message names the call, the profile and the situation that nothing speaks of."
    ),
    "TW402": N_(
        "Several rules speak of one situation and none is an exception to the others, so the spec contradicts "
        "itself or leaves the outcome to chance. Their lines are given."
    ),
    "TW403": N_(
        "An override is there to settle a conflict. These two rules never apply to the same situation, so the "
        "override misleads the reader."
    ),
    "TW404": N_(
        "Wherever the rule applies, an exception to it wins, or its conditions can never hold together. A "
        "rule that decides nothing cannot be tested."
    ),
    "TW405": N_("A rule or condition uses a value that the dimension does not list."),
    "TW406": N_("The result of a rule is the word `success` or the id of an error."),
    "TW407": N_("The conditions of the class leave no call of any profile. A rule for it would never apply."),
    "TW408": N_(
        "The value can be left out without any effect, because no call in any profile is ever in a situation "
        "that has it."
    ),
    "TW409": N_(
        "Tests reach a state by what anybody can do: call, answer, change a switch. There is no such way to "
        "this cell, so the rule that decides it could never be tested."
    ),
    "TW410": N_("Dimensions are tried in the order of `order`, so one may depend only on those before it."),
    "TW411": N_(
        "Every dimension multiplies the situations of the calls that it applies to, and each of them becomes rows of "
        "tables and tests. So many could neither be read nor run."
    ),
}

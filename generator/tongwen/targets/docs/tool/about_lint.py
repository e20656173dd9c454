"""What the codes mean that `tongwen lint` alone gives: prose in both languages, usage, versions, suppressions."""

from tongwen.diagnostics import N_

#: Code to the paragraph on its page; what to do stands in the kind itself.
EXPLAINED = {
    "TW500": N_(
        "A part of the rules for setting Chinese is those of the library autocorrect. It is an extra, because nothing "
        "but `tongwen lint` needs it. Without it the other checks run all the same."
    ),
    "TW501": N_(
        "Names and values in backticks mean the same in every language, so both texts must hold the same ones. What "
        "stands in one of them only was forgotten, mistyped or left out in translation."
    ),
    "TW502": N_(
        "References in double brackets become links. A reader of the other language would miss a link, or be led to "
        "another entry."
    ),
    "TW503": N_(
        "A number that differs between the two languages makes one of them wrong. Digits may answer to words: `ten` to "
        "10, the name of a month to its number, Chinese numerals and units such as 万 to digits."
    ),
    "TW504": N_(
        "Version numbers are the facts that readers copy from a page. They are compared as a whole, apart from other "
        "numbers."
    ),
    "TW505": N_("The two languages link to different addresses, or only one of them has a link."),
    "TW506": N_(
        "Readers switch between the languages in the middle of a page and compare paragraph by paragraph. Tables, "
        "comments and banners rely on the same shape, too."
    ),
    "TW510": N_(
        "The glossary lists words that are not to be used for a term, usually because a translation by machine or an "
        "older document has them. Whole words are matched in any case. Words in quotation marks are spoken about, not "
        "used."
    ),
    "TW511": N_(
        "The glossary lists words that are not to be used for a term, usually because they look right and mean "
        "something else. Words in quotation marks are spoken about, not used."
    ),
    "TW512": N_(
        "A term has one translation, so that readers of both languages recognize it. Only terms of several words and "
        "names are looked at: a single English word has other meanings besides, and nothing can be concluded from it."
    ),
    "TW513": N_("What one entry of the glossary wants, another one forbids. Whatever a text says, it would be wrong."),
    "TW514": N_(
        "Two entries of the glossary have the same word in one of the languages, so readers cannot tell them apart."
    ),
    "TW520": N_(
        "Chinese is set with full-width punctuation. Half-width commas, colons, brackets and quotation marks beside "
        "Chinese characters come from a keyboard in the wrong mode. Code, addresses and numbers are left alone."
    ),
    "TW521": N_(
        "Between Chinese characters and Latin letters, digits or code this project sets a space, as most technical "
        "writing in Chinese does."
    ),
    "TW522": N_(
        "Full-width marks bring their own white space, and between Chinese characters there is none. Such a space is "
        "often left over where a line was broken by hand."
    ),
    "TW523": N_(
        "The library autocorrect would change the text. It knows finer rules than the checks before it, such as the "
        "width of digits and the space beside a percent sign."
    ),
    "TW525": N_(
        "Full-width commas, brackets, letters or digits in English text are left over from a Chinese keyboard. They "
        "look odd, and a search does not find the words. Beside Chinese words that the text quotes they stay."
    ),
    "TW526": N_(
        "Two spaces where one is meant, a space before a comma or full stop, or white space at an end of the text. It "
        "is not seen on the pages, but in comments and in every comparison of versions."
    ),
    "TW527": N_("A bracket or quotation mark is opened and never closed in its paragraph, or closed and never opened."),
    "TW528": N_("A comma, full stop or colon stands twice. Three dots are an ellipsis and stay."),
    "TW530": N_(
        "The Chinese text has no Chinese character, though it is not the same as the English. Perhaps something was "
        "pasted in the wrong place."
    ),
    "TW531": N_(
        "Latin words in a Chinese text are names, units or code. A word with a capital or a digit inside counts as a "
        "name; so do ids, the words of the glossary, and what the manifest lists in `names`. Any other word seems to "
        "have been left untranslated."
    ),
    "TW532": N_(
        "A reader of English cannot read it. Words that the text speaks about stand in quotation marks or as code."
    ),
    "TW533": N_(
        "Somebody has copied the text into the other language, to translate it later. Names that both languages write "
        "alike belong in `names` of the manifest."
    ),
    "TW540": N_("A description such as `user name` for `userName` tells readers nothing that they do not see already."),
    "TW541": N_(
        "Title, summary and description stand one below the other on a page. Saying the same twice wastes the place "
        "where readers look for more."
    ),
    "TW542": N_(
        "Two entries of a kind, or two fields or values side by side, are told in the same words in one language. "
        "Mostly the text of one was copied to the other and then forgotten."
    ),
    "TW550": N_("Titles are headings, entries of menus and links. None of them takes a full stop."),
    "TW551": N_(
        "Summaries, descriptions and notes are whole sentences, so that they can stand beside others on a page or in a "
        "comment. This one ends without a mark, and may have been cut off."
    ),
    "TW552": N_(
        "Titles are written like sentences, not With A Capital For Each Word. A word counts as an ordinary one only if "
        "the spec writes it with a small letter elsewhere, and neither the glossary nor `names` has it."
    ),
    "TW553": N_("A word follows itself, as happens when a sentence is rewritten. Words that may do so are let pass."),
    "TW554": N_(
        "English titles and sentences start with a capital. Names with a small letter at the start, ids and names of "
        "fields are let pass; code is better marked as code."
    ),
    "TW555": N_(
        "The meaning of a value may be a sentence or a few words. In one language this one is a sentence, and in the "
        "other it is not."
    ),
    "TW560": N_(
        "Neither a rule nor a call nor a text names the error, and it does not go for all scopes. Nobody can meet it, "
        "yet both SDKs would define it."
    ),
    "TW561": N_(
        "No parameter, result or field has the type, and no text refers to it. Both SDKs would define it in vain."
    ),
    "TW562": N_("The example is checked and run, but no page shows it."),
    "TW563": N_(
        "The list of sources tells readers what the spec rests on. Nothing in it rests on this one, or somebody forgot "
        "to say so."
    ),
    "TW564": N_(
        "The word of the entry stands in no text of its language, and the entry guards against no wrong words. Perhaps "
        "the texts use another word for the same thing."
    ),
    "TW565": N_("The declaration describes something to be configured, but neither a scope nor a call asks for it."),
    "TW566": N_(
        "A scope stands before calls or components. This one stands before none, so readers cannot see what it is for, "
        "and the test matrix cannot ask for it by a call."
    ),
    "TW567": N_("The chapter of the reference would be empty, or the form of calls is that of no call."),
    "TW568": N_("Classes of calls exist for the rules. No rule, dimension or other class speaks of this one."),
    "TW570": N_(
        "A parameter or field cannot be older than the call that has it. Either its version or that of the call is "
        "wrong; if it came with the call, it needs no version of its own."
    ),
    "TW571": N_("Readers follow a history from its start to today. These two changes stand in the wrong order."),
    "TW572": N_("The version in which it is deprecated comes before the one that brought it. One of the two is wrong."),
    "TW573": N_("The history tells of a change in a version in which the entry did not exist yet in any profile."),
    "TW574": N_(
        "In both languages a sentence says that the call needs a scope, without any word of denial, and its data says "
        "that it needs none. Clients, tests and tables go by the data."
    ),
    "TW575": N_(
        "A fix is applied only if the file then reads as exactly what was wanted and nothing else has changed. Here "
        "that was not certain, or the file could not be replaced, so it was left as it was."
    ),
    "TW576": N_(
        "What was suppressed has been mended, or has moved. A suppression that stays behind would hide the next "
        "finding at this place."
    ),
    "TW577": N_("A suppression names a code that nothing in the tool has, so it can never suppress anything."),
    "TW578": N_(
        "Only warnings and notes of `tongwen lint` can be a matter of opinion. Errors, and what the other commands "
        "find, have to be mended."
    ),
    "TW579": N_(
        "The place of a suppression is written as the keys from the kind down to the text. Here no file of the spec "
        "has such keys: perhaps an entry was renamed."
    ),
}

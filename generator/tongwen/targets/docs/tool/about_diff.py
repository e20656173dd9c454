"""What the codes mean that are about comparing two specs."""

from tongwen.diagnostics import N_

#: Code to the paragraph on its page; what to do stands in the kind itself.
EXPLAINED = {
    "TW211": N_(
        "The manifest says in which version of the spec language the spec is written. Words of a later version mean "
        "nothing to this Tongwen, so it does not guess and reports nothing else."
    ),
    "TW901": N_("Revisions are read with git. Folders and wheels need none, but nothing of that name was found."),
    "TW902": N_(
        "A name that is neither a folder nor a wheel is looked up among the revisions of the repository around the "
        "project. There is none here."
    ),
    "TW903": N_(
        "The name was looked up as a revision, then as a folder and as a wheel. Machines of a CI service often fetch "
        "one commit only, and then know no other."
    ),
    "TW904": N_("`A...B` compares B with the commit where it left A. There is no such commit, or this clone lacks it."),
    "TW905": N_(
        "A spec has a manifest. The revision, folder or wheel has none at this place: it may be older than the spec, "
        "or the project may have lain in another folder of the repository then."
    ),
    "TW906": N_(
        "The revision is there, but git could not hand out its files: the repository is damaged, an object was never "
        "fetched, or a file of the spec is a link."
    ),
    "TW907": N_("A file was named, and it is not an archive that a wheel could be, or it is damaged."),
    "TW908": N_(
        "Specs from elsewhere are read into memory. One of this size is not a spec, whatever its archive says."
    ),
    "TW909": N_(
        "What an incomplete or contradictory spec says is not known, so a comparison with it would report changes that "
        "nobody made. The errors follow, with their places in that revision, folder or wheel."
    ),
    "TW910": N_(
        "An approval names a change by its id. This one was added between the two specs, and none of their changes has "
        "that id; most likely it is misspelt, and the change that it was meant for still fails the comparison."
    ),
    "TW911": N_(
        "An approval holds for the step to the release that it names. That release is out, so another change with the "
        "same id would have to be approved anew."
    ),
    "TW912": N_(
        "Without an argument, the changelog starts at the newest tag before the current commit. There is none."
    ),
    "TW913": N_(
        "The generated lines go under the heading of what is not released yet. The file has no such heading, and "
        "guessing another place could spoil it."
    ),
    "TW914": N_(
        "The generated lines stand between two marks and are replaced as a whole. With a mark missing or out of place, "
        "replacing could delete lines that somebody wrote."
    ),
    "TW915": N_("With `--check` nothing is written. The lines between the marks are not those that the specs give."),
    "TW916": N_("The changelog exists, and it could not be read as UTF-8 text."),
    "TW917": N_(
        "A clone has a branch of its own for what was checked out only. Other branches of the repository that it came "
        "from are known by their longer names."
    ),
}
#: Codes that end the command with 2, because there was nothing to compare or no place to write.
UNUSABLE = frozenset(EXPLAINED) - {"TW211", "TW910", "TW911", "TW915"}

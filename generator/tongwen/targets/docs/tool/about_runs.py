"""What the codes mean that are about a run of the tool: its outputs, targets, hosts."""

from tongwen.diagnostics import N_

#: Code to the paragraph on its page; what to do stands in the kind itself.
EXPLAINED = {
    "TW601": N_(
        "Outputs are written below the project only. A path that leads out of it is refused before anything is written."
    ),
    "TW602": N_(
        "A link could lead anywhere on the disk, so nothing is written through one and nothing behind it is removed."
    ),
    "TW603": N_(
        "The operating system refused the write: no permission, no space, or a path that is too long. The "
        "last good outputs are still in place."
    ),
    "TW604": N_(
        "Every generated file carries a seal of its content. It no longer fits, so somebody changed the file, "
        "and the build keeps the change instead of overwriting it."
    ),
    "TW605": N_("A file without the seal of Tongwen has the name of a file that is to be written. It is kept."),
    "TW606": N_(
        "The spec, a template or the tool changed since the file was written. With `--check` the build only "
        "says so, which is how CI finds outputs that were not renewed."
    ),
    "TW607": N_("The spec makes a file that is not there. With `--check` the build only says so."),
    "TW608": N_(
        "The entry that made the file was removed or renamed. Only files that Tongwen wrote and nobody "
        "changed are removed."
    ),
    "TW609": N_(
        "The entry that made the file is gone, but the file was changed by hand, so it is not removed without "
        "being told to."
    ),
    "TW610": N_(
        "A file in an output folder that Tongwen neither wrote nor would write. It does no harm, but a "
        "publication of the folder would contain it."
    ),
    "TW611": N_("A folder, a device or a pipe stands where a file is to be written."),
    "TW612": N_(
        "Two builds of one project would overwrite each other's files. If no other build is running, the lock "
        "goes with the process that held it, and the next attempt succeeds."
    ),
    "TW613": N_(
        "A build removes what it no longer makes. If the folder of one target lay in that of another, one "
        "would remove the files of the other."
    ),
    "TW614": N_("The spec itself, the record of builds and the repository are no places for outputs."),
    "TW615": N_(
        "Before files are moved to their places, what is to be moved and removed is written into a journal, and the "
        "next command finishes what a killed one had begun. This journal is damaged, or it came with a copy of the "
        "folder. It could name any file, so nothing in it is followed; the build compares every output instead."
    ),
    "TW616": N_(
        "Between the moment when a command looked at a file and the moment when it would have written or removed it, "
        "or while a command that was killed waited to be finished, somebody changed the file. The change is kept."
    ),
    "TW617": N_(
        "What the command was about to write follows from files that it had read before the interrupted one was "
        "finished. It has written nothing."
    ),
    "TW618": N_(
        "Outputs are checked out on Linux, macOS and Windows. A path that leads out of its folder, names a device, or "
        "holds what one of the systems hides or forbids is not written anywhere."
    ),
    "TW619": N_(
        "The operating system lets a program, and all programs together, have so many files open at once. A build "
        "needs a few dozen of them, however large the spec is. The last good outputs are still in place."
    ),
    "TW701": N_(
        "The manifest or the command line names an output that neither Tongwen nor an installed package offers."
    ),
    "TW702": N_("The option exists, but its value is not one that the target can use. The help says what it must be."),
    "TW703": N_("Only targets that the manifest lists can be built, because the manifest says where their files go."),
    "TW704": N_(
        "The target has no way to express the entry: its language has no such name, or two entries would get one file."
    ),
    "TW705": N_("Each target has options of its own. This name is not among them."),
    "TW710": N_(
        "A template may loop, ask a flag, include another and insert what a filter has encoded, and nothing "
        "else. It does not fit its view, or it inserts text that no filter has made safe."
    ),
    "TW711": N_(
        "Every file that is made is read by a parser of its language before it is written. This one does not "
        "parse, so nothing is written."
    ),
    "TW851": N_(
        "A host is given as `simulated`, as the address of a host that speaks the automator protocol, or as a "
        "Python class."
    ),
    "TW852": N_("The module was not found, has no such name, or fails while it is imported."),
    "TW853": N_("The host was found, but making it or connecting to it failed."),
    "TW854": N_("The cases of the matrix are chosen by profile, rule or name. Nothing in the matrix has this one."),
    "TW855": N_("The file is not JSON, or not the matrix that this version of the tool writes."),
    "TW856": N_("A run without any case would be green whatever the host does, so it counts as a failure."),
    "TW857": N_(
        "A host lists what it cannot do, so that the cases that need it are left out and counted. This entry "
        "leaves nothing out."
    ),
    "TW858": N_("Hosts that are reached over the wire need a package that a plain installation leaves out."),
    "TW859": N_(
        "Wrong hosts are made by breaking the right one. They prove nothing about a spec that the right one "
        "does not keep."
    ),
    "TW861": N_("Another program, or another run of this one, listens on the port."),
    "TW862": N_(
        "The operating system did not open the port: those below 1024 need special rights, and some are reserved."
    ),
    "TW863": N_("A plain installation leaves out what only this command needs."),
    "TW871": N_("A site is made from the pages that the target `docs` writes. This spec does not ask for them."),
    "TW872": N_(
        "The pages are built by mkdocs, which stops at every warning. Pages that nobody has touched have been looked "
        "over before, so look first for a page or a setting that was changed by hand."
    ),
    "TW874": N_(
        "A site takes the place of the whole folder. Only a folder that is new or empty, or that an earlier site was "
        "built into, is replaced, so that nothing of yours is lost."
    ),
    "TW873": N_(
        "The settings of the site are YAML files: those in the folder `site/` of the project, or those that come with "
        "the tool, and the navigation that was generated."
    ),
    "TW720": N_(
        "A link to the anchor would lead to the first of the two. Guides give each section the anchor that its id "
        "says, so a section must not be called like a part that every page has."
    ),
    "TW721": N_(
        "Every link between pages is followed before anything is written, in each language. References in texts are "
        "checked earlier; what is found here comes from a template or a view."
    ),
    "TW722": N_("Readers who do not see the image, and search, have nothing but its text."),
    "TW723": N_("A page that nothing lists can be reached by search only, and previous and next pass it by."),
    "TW724": N_("The site generator would refuse the entry, in every language."),
    "TW640": N_(
        "`--executor dask` hands the work to Dask, which is a package of its own and comes with the extra `dask`. The "
        "workers need it as well."
    ),
    "TW641": N_(
        "The scheduler did not answer in time, or has no worker. Nothing was written. Without `--executor` the same "
        "files are made on this machine."
    ),
    "TW642": N_(
        "Every worker plans the outputs anew from the spec that it is sent, so the code, the templates and the "
        "catalogues must be the same everywhere; otherwise one build would hold files of two versions. Nothing was "
        "written."
    ),
}

"""What can keep two specs from being compared, and what is wrong with approvals and changelogs."""

from __future__ import annotations

from tongwen.diagnostics import N_, Kind

NO_GIT = Kind(
    "TW901",
    "error",
    N_("git is not installed, and {name} is neither a folder nor a wheel"),
    N_("install git, or name two folders or wheels"),
)
NO_REPOSITORY = Kind(
    "TW902",
    "error",
    N_("{folder} is not in a git repository, and {name} is neither a folder nor a wheel"),
    N_("go to a checkout, or name two folders or wheels"),
)
UNKNOWN_REVISION = Kind(
    "TW903",
    "error",
    N_("there is no revision, folder or wheel {name}"),
    N_("correct the name, or fetch the revision first; a shallow clone in CI lacks it unless `fetch-depth: 0` is set"),
)
NO_ANCESTOR = Kind(
    "TW904",
    "error",
    N_("{one} and {other} have no common ancestor"),
    N_("name a revision without the dots; in CI a shallow clone may lack the ancestor: set `fetch-depth: 0`"),
)
NO_SPEC = Kind(
    "TW905",
    "error",
    N_("{side} has no spec: there is no {path}"),
    N_("name a revision, folder or wheel that has one"),
)
GIT = Kind("TW906", "error", N_("git cannot read the revision: {problem}"), N_("see what the git command says"))
NOT_ARCHIVE = Kind(
    "TW907",
    "error",
    N_("{path} cannot be read as a wheel: {problem}"),
    N_("download or build it again, or name a folder or revision"),
)
LARGE = Kind(
    "TW908",
    "error",
    N_("the spec of {side} is too large to be read: {size} bytes or more, where {limit} are allowed"),
    N_("name another revision, folder or wheel"),
)
BROKEN = Kind(
    "TW909",
    "error",
    N_("the spec of {side} has errors, so it cannot be compared: {count} in all, listed here"),
    N_("mend them, or name another revision, folder or wheel"),
)
APPROVES_NOTHING = Kind(
    "TW910",
    "warning",
    N_("the approval {name} is new, and nothing has changed that it could approve: {change}"),
    N_("copy the id from the output of `tongwen diff`, or take the approval out"),
)
LATE_APPROVAL = Kind(
    "TW911",
    "warning",
    N_("the approval {name} is for release {release}, but {base} has been released already"),
    N_("name the first release that has the change"),
)
NO_RELEASE = Kind(
    "TW912",
    "error",
    N_("no tag says which release came last"),
    N_("name what to compare with: `tongwen changelog BASE`"),
)
NO_HEADING = Kind(
    "TW913",
    "error",
    N_("{path} has no heading for what is not released yet, so nothing was written"),
    N_("add the line `## {heading}` where the newest changes belong"),
)
MARKS = Kind(
    "TW914",
    "error",
    N_("{path}: the marks around the generated lines are damaged, so nothing was written"),
    N_("keep one `{start}` and one `{end}` below it, both under the heading of what is unreleased, or remove both"),
)
NOT_CURRENT = Kind(
    "TW915",
    "error",
    N_("{path} does not say what has changed"),
    N_("run `tongwen changelog` and commit what it writes"),
)
NOT_TEXT = Kind("TW916", "error", N_("{path} cannot be read: {problem}"), N_("mend the file, or move it away"))
ON_REMOTE = Kind(
    "TW917",
    "error",
    N_("there is no revision {name} in this clone, but there is {near}"),
    N_("write {near}, or make the branch with `git branch {name} {near}`"),
)

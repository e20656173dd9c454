"""What can keep a host from being verified."""

from __future__ import annotations

from tongwen.diagnostics import N_, Kind

HOST_NAME = Kind(
    "TW851",
    "error",
    N_("{name} does not name a host"),
    N_("write `simulated`, `ws://127.0.0.1:9420`, or `package.module:Host`"),
)
HOST_LOAD = Kind(
    "TW852",
    "error",
    N_("the host {name} cannot be loaded: {problem}"),
    N_(
        "start in the folder that holds the module, or install it; after the colon stands a class, or what makes a host"
    ),
)
HOST_START = Kind(
    "TW853",
    "error",
    N_("the host {name} does not start: {problem}"),
    N_("see that it runs and can be reached; it must have the methods of `tongwen.hosts.protocol.Host`"),
)
NOTHING_CHOSEN = Kind("TW854", "error", N_("no case has {option} {value}"), N_("known: {known}"))
MATRIX = Kind(
    "TW855",
    "error",
    N_("{path} is no test matrix: {problem}"),
    N_("give the matrix.json that `tongwen build` writes"),
)
NOTHING_RUN = Kind(
    "TW856",
    "error",
    N_("no case was run, so nothing is known about the host"),
    N_("choose other cases, or take entries out of the host's `cannot`"),
)
USELESS_CLAIM = Kind(
    "TW857",
    "warning",
    N_("`cannot` of the host names {name}, which no case needs"),
    N_("correct the name, or take the entry out"),
)
HOST_EXTRA = Kind(
    "TW858",
    "error",
    N_("the host {name} needs a package that is not installed: {problem}"),
    N_("run `pip install 'tongwen[hosts]'`"),
)
MUTANTS_MISFIT = Kind(
    "TW859",
    "error",
    N_("the simulated host does not keep this spec: {count} of {total} cases fail unbroken, first {case}"),
    N_("mutants prove the matrix of a spec that the simulated host keeps; run `tongwen verify` to see what differs"),
)

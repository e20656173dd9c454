"""What can go wrong between machines."""

from __future__ import annotations

from tongwen.diagnostics import N_, Kind

NO_DASK = Kind(
    "TW640", "error", N_("Dask is not installed here: {problem}"), N_("install it with the extra: `tongwen[dask]`")
)
NO_ANSWER = Kind(
    "TW641",
    "error",
    N_("no worker can be reached through the scheduler {address}: {problem}"),
    N_("start a scheduler and a worker, or give the address that `dask scheduler` prints"),
)
OTHER_TOOL = Kind(
    "TW642",
    "error",
    N_("a worker has another Tongwen than this machine: {there}, and not {here}"),
    N_("install the same version and the same templates on every worker"),
)

"""Ports that commands open: what is said when one is taken, and which is offered instead."""

from __future__ import annotations

import errno
import os
import socket

from tongwen.diagnostics import N_, Diagnostic, Kind

PORT_TAKEN = Kind("TW861", "error", N_("port {port} is in use"), N_("use the next free one: `{command} --port {free}`"))
NO_PORT = Kind("TW862", "error", N_("port {port} cannot be opened: {problem}"), N_("choose another with `--port`"))
EXTRA_MISSING = Kind(
    "TW863",
    "error",
    N_("this needs the package {package}, which is not installed"),
    N_("install the extra `{extra}`: `pip install 'tongwen[{extra}]'`"),
)
#: How many ports after the wanted one are tried before any free one is named.
_NEAR = 100


def refused(problem: OSError, port: int, command: str) -> Diagnostic:
    """Why a port could not be opened."""
    if problem.errno == errno.EADDRINUSE:
        return PORT_TAKEN.at(None, port=port, free=_free_after(port), command=command)
    reason = os.strerror(problem.errno) if problem.errno else str(problem)
    return NO_PORT.at(None, port=port, problem=reason)


def _free_after(port: int) -> int:
    """The next port that could be opened now; where none is near, whichever the system gives."""
    for candidate in [*range(port + 1, min(port + _NEAR, 65536)), 0]:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", candidate))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    return 0

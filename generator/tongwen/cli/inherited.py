"""What a process has from whoever started it, and cannot work with."""

from __future__ import annotations

import os
import signal
import sys


def mend() -> None:
    """Give the process its three streams and its children back, where the parent has closed or ignored them.

    A file that is opened later would else become the standard output; and a child whose end is ignored is gone before
    it can be asked for, so that its number may be that of somebody else's process.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):  # in this order: each takes its own number
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - as long as the process
    if hasattr(signal, "SIGCHLD") and signal.getsignal(signal.SIGCHLD) is signal.SIG_IGN:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)

"""Waiting until what was written is on the disk, so that a power failure finds it there."""

from __future__ import annotations

import os
import sys


def flush(folder: str) -> None:
    """Wait for everything on the folder's file system. Raises `OSError` if the disk could not take it."""
    if not sys.platform.startswith("linux"):
        if hasattr(os, "sync"):
            os.sync()
        return
    import ctypes  # Python has no syncfs, and `os.sync` waits for what others write to other disks

    fd = os.open(folder, os.O_RDONLY)
    try:
        if ctypes.CDLL(None, use_errno=True).syncfs(fd):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), folder)
    finally:
        os.close(fd)

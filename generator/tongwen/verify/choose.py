"""Which host is meant: `simulated`, `ws://...`, or `package.module:Host`."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from tongwen.diagnostics import Diagnostic
from tongwen.hosts.protocol import Host
from tongwen.hosts.trial import Make
from tongwen.verify import kinds

SIMULATED = "simulated"
_NAMED = re.compile(r"([^\W\d]\w*(?:\.[^\W\d]\w*)*):([^\W\d]\w*(?:\.[^\W\d]\w*)*)\Z")


def choose(name: str, folder: Path) -> Make | Diagnostic:
    """What makes the host of this name. Modules are looked for in `folder`, too."""
    if name == SIMULATED:
        from tongwen.hosts.simulated import SimulatedHost

        return SimulatedHost
    if name.startswith(("ws://", "wss://")):
        return _automator(name)
    named = _NAMED.match(name)
    return _module(name, named[1], named[2], folder) if named else kinds.HOST_NAME.at(None, name=name)


def _automator(name: str) -> Make | Diagnostic:
    try:
        client = import_module("tongwen.hosts.automator.client")
    except ImportError as error:
        return kinds.HOST_EXTRA.at(None, name=name, problem=str(error))
    make: Callable[[str], Host] = client.AutomatorHost
    return partial(make, name)


def _module(name: str, module: str, attribute: str, folder: Path) -> Make | Diagnostic:
    if str(folder) not in sys.path:  # the program's own folder is there already, the user's is not
        sys.path.insert(0, str(folder))
    try:
        found: Any = import_module(module)
        for part in attribute.split("."):
            found = getattr(found, part)
    except (Exception, SystemExit) as error:  # whatever a stranger's module does while it is loaded
        return kinds.HOST_LOAD.at(None, name=name, problem=f"{type(error).__name__}: {error}")
    if callable(found):
        make: Make = found
        return make
    if not hasattr(found, "reset"):
        return kinds.HOST_LOAD.at(None, name=name, problem=f"{attribute}: {type(found).__name__}")
    return lambda: found  # an instance: the one host there is

"""A Dask cluster: the spec goes to every worker once, numbers of files go out, bytes come back."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from importlib import import_module
from typing import Any

from tongwen.desk import Finished
from tongwen.diagnostics import Diagnostic
from tongwen.elsewhere import kinds
from tongwen.elsewhere.bundle import Bundle, OtherTool, render

#: Seconds that a scheduler, or its first worker, may take to answer; and that a cluster may be without any worker.
PATIENCE = 15
#: Seconds between two looks at whether there still are workers.
_LOOK = 1
#: How often Dask may hand a batch to another worker after the one that had it is gone.
_TRIES = 10


def rendered(
    sent: Bundle, batches: Sequence[Sequence[int]], address: str, patience: float = PATIENCE
) -> Iterator[list[Finished] | Diagnostic]:
    """The planned files, batch by batch, in any order; or what keeps the cluster from working at all.

    A lost worker's batches go to the others. What the cluster leaves undone is done here.
    """
    try:
        dask: Any = import_module("distributed")
    except ImportError as error:
        yield kinds.NO_DASK.at(None, problem=str(error))
        return
    try:
        client = dask.Client(address, timeout=patience, set_as_default=False)
    except (OSError, ValueError) as error:
        yield kinds.NO_ANSWER.at(None, address=address, problem=str(error))
        return
    with client, client.as_current():
        try:
            client.wait_for_workers(1, timeout=patience)
        except TimeoutError as error:
            yield kinds.NO_ANSWER.at(None, address=address, problem=str(error))
            return
        undone = dict(enumerate(batches))
        try:
            for which, made in _results(dask, client, sent, batches, patience):
                del undone[which]
                yield made
        except OtherTool as error:
            there, here = error.args
            yield kinds.OTHER_TOOL.at(None, there=there, here=here)
            return
    for batch in undone.values():
        yield render(sent, batch)


def _results(
    dask: Any, client: Any, sent: Bundle, batches: Sequence[Sequence[int]], patience: float
) -> Iterator[tuple[int, list[Finished]]]:
    (held,) = client.scatter([sent], broadcast=True, hash=False)
    waiting = {client.submit(render, held, batch, pure=False, retries=_TRIES): i for i, batch in enumerate(batches)}
    seen = time.monotonic()
    while waiting and time.monotonic() - seen < patience:
        try:
            done = dask.wait(list(waiting), timeout=_LOOK, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            done = set()
        except dask.CancelledError:  # with the last worker that had the spec
            return
        if done or client.scheduler_info()["workers"]:
            seen = time.monotonic()
        for future in done:
            which = waiting.pop(future)
            made = _made(future)
            if made is not None:
                yield which, made


def _made(future: Any) -> list[Finished] | None:
    """What a batch came to; None where it is lost with the worker that had it."""
    try:
        made: list[Finished] = future.result()
    except OtherTool:
        raise
    except (Exception, CancelledError):  # whatever it is: the batch is done here, and shows it if it is ours
        return None
    return made

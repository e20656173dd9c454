"""A Dask cluster: the spec goes to every worker once, numbers of files go out, bytes come back."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
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
#: How often a batch may be handed to another worker after the one that had it is gone.
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
    """Batches by number. With the last worker that had the spec all that needs it is lost: both are sent once more."""
    left = dict(enumerate(batches))
    for _ in range(_TRIES):
        deserted = yield from _round(dask, client, sent, left, patience)
        if deserted or not left:
            return


def _round(
    dask: Any, client: Any, sent: Bundle, left: dict[int, Sequence[int]], patience: float
) -> Generator[tuple[int, list[Finished]], None, bool]:
    """Send the spec and what is left of it; what is lost stays in `left`. True if no worker is there to be sent to."""
    try:
        client.wait_for_workers(1, timeout=patience)
        (held,) = client.scatter([sent], broadcast=True, hash=False, timeout=patience)
    except OSError:  # too late, or a worker went while the spec was on its way
        return True
    waiting = {client.submit(render, held, batch, pure=False, retries=_TRIES): i for i, batch in left.items()}
    seen = time.monotonic()
    while waiting:
        with suppress(TimeoutError, CancelledError):  # what is done or cancelled is seen below
            dask.wait(list(waiting), timeout=_LOOK, return_when="FIRST_COMPLETED")
        done = [future for future in waiting if future.done()]
        if done or client.scheduler_info()["workers"]:
            seen = time.monotonic()
        elif time.monotonic() - seen >= patience:
            return True
        for future in done:
            which = waiting.pop(future)
            try:
                made = _made(future)
            except CancelledError:
                continue
            del left[which]
            if made is not None:
                yield which, made
    return False


def _made(future: Any) -> list[Finished] | None:
    """What a batch came to; None where it failed. Raises `CancelledError` where it is lost with its workers."""
    try:
        made: list[Finished] = future.result()
    except (OtherTool, CancelledError):
        raise
    except Exception:  # whatever it is: the batch is done here, and shows it if it is ours
        return None
    return made

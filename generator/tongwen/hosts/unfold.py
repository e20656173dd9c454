"""The cases of `matrix.json`, which says once what many of them share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tongwen.hosts.runner import CaseData


def unfold(data: Mapping[str, Any]) -> list[CaseData]:
    """All cases of a matrix as `run_case` takes them, by profile: the cells, and then the walks.

    Raises `ValueError` if a walk takes a step that is not there, or does not end with a call that is looked at. What
    cases share, they share here as well: none of it may be changed.
    """
    reads = data.get("reads", {})
    found = [{"read": reads.get(case["profile"]), **case} for case in data["cases"]]
    found += [case for tour in data.get("walks", ()) for case in _walks(tour, reads.get(tour["profile"]))]
    order = {profile: place for place, profile in enumerate(dict.fromkeys(case["profile"] for case in found))}
    return sorted(found, key=lambda case: order[case["profile"]])


def _walks(tour: Mapping[str, Any], read: Mapping[str, Any] | None) -> Iterator[dict[str, Any]]:
    steps = tour["steps"]
    for walk in tour["walks"]:
        places = walk["take"]
        if not places or max(places) >= len(steps) or not {"act", "expect", "rule"} <= steps[places[-1]].keys():
            raise ValueError(f"the walk {walk['id']} does not lead through the steps to a call")
        *before, last = (steps[place] for place in places)
        yield {
            "id": walk["id"],
            "profile": tour["profile"],
            "rule": last["rule"],
            "world": walk["world"],
            "arrange": before,
            "act": last["act"],
            "read": read,
            "expect": last["expect"],
        }

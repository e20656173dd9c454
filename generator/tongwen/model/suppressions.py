"""What the author of a spec has looked at and leaves as it is."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from tongwen.diagnostics import N_
from tongwen.model.base import Localized, Record, whole


class Suppression(Record, frozen=True, kw_only=True):
    """Findings of `tongwen lint` that are not to be reported, and why. To suppress nothing is a finding itself."""

    check: Annotated[
        str,
        Meta(
            pattern=whole("TW[0-9]{3}", N_("write the code of a check, such as `TW531`")),
            description="Code of the check.",
        ),
    ]
    at: Annotated[
        list[str],
        Meta(
            min_length=1,
            description="Places, as keys from the kind down with `/` between them: `guides/first-steps/summary/zh`. "
            "What lies below a place belongs to it. `~1` stands for a `/` inside a key.",
        ),
    ]
    reason: Annotated[Localized, Meta(description="Why it is right as it stands.")]

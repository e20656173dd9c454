"""Breaking changes that somebody has agreed to, with the reason: what `tongwen diff` no longer fails for."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from tongwen.diagnostics import N_
from tongwen.model.base import Localized, Record, whole

ChangeId = Annotated[
    str,
    Meta(
        pattern=whole(r"[a-z]+(-[a-z]+)*:\S{1,300}", N_("copy the id of the change from the output of `tongwen diff`")),
        description="Id of the change, as `tongwen diff` prints it: `SORT:WHAT`.",
    ),
]


class Approval(Record, frozen=True, kw_only=True):
    """A breaking change that was agreed to."""

    change: ChangeId
    release: Annotated[
        str,
        Meta(
            pattern=whole(r"[0-9]+\.[0-9]+\.[0-9]+", N_("write a version of three numbers, such as `1.2.0`")),
            description="First release with the change. Compared with this or a later one, nothing is approved.",
        ),
    ]
    reason: Annotated[Localized, Meta(description="Why the change is right although it breaks something.")]

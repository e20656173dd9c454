"""The records of the matrix: one case for each cell, enough to run it in any language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from tongwen.model.base import Record

Value = str | bool | int


class Act(Record, frozen=True, kw_only=True):
    """A call that the program makes, and what the user does meanwhile."""

    call: Annotated[str, Meta(description="Id of the API or component.")]
    kind: Annotated[Literal["api", "component"], Meta(description="Whether it is called or put on the page.")] = "api"
    arguments: Annotated[dict[str, Value], Meta(description="Arguments that matter to the case.")] = {}
    user: Annotated[
        dict[str, str],
        Meta(description="What the user does, by the name of the dimension: `answer: allow`, `tap: untapped`."),
    ] = {}


class Read(Record, frozen=True, kw_only=True):
    """How the answers of a profile are read, and what they are where a case does not say."""

    call: Annotated[str, Meta(description="The call that reads them.")]
    field: Annotated[str, Meta(description="Field of its result that holds them.")]
    others: Annotated[
        dict[str, bool], Meta(description="The entries that it holds of scopes that a case does not name.")
    ] = {}
    absent: Annotated[
        list[str], Meta(description="The scopes of which it holds no entry, unless a case names them.")
    ] = []


class Expect(Record, frozen=True, kw_only=True):
    """What must be seen. Absent parts are not looked at."""

    prompts: Annotated[list[str], Meta(description="What the user sees, in order.")]
    result: Annotated[Literal["success", "failure"], Meta(description="Which callback is called.")]
    error: Annotated[str, Meta(description="Id of the error; empty on success.")] = ""
    messages: Annotated[list[str], Meta(description="The messages that the platform may use; empty: any.")] = []
    unlike: Annotated[
        list[str],
        Meta(description="Messages of other errors, none of which it may be; only where `messages` is empty."),
    ] = []
    errno: Annotated[list[int], Meta(description="The numbers that may come with it, if one comes; empty: any.")] = []
    setting: Annotated[
        dict[str, bool | None],
        Meta(description="Entries of the call's own result by scope; `null`: there must be none."),
    ] = {}
    field: Annotated[str, Meta(description="Field of the call's result that `setting` speaks of.")] = ""
    subscriptions: Annotated[
        dict[str, str] | None,
        Meta(description="The choices that the user keeps, by template; empty: the result must not hold any."),
    ] = None
    choices: Annotated[str, Meta(description="Where the result holds them: a field, a dot, and the field in it.")] = ""
    page: Annotated[dict[str, bool], Meta(description="Whether the settings page shows a scope's switch.")] = {}
    afterwards: Annotated[
        dict[str, bool | None],
        Meta(
            description="What a later reading holds of the scopes that were touched; `null`: there must be no entry. "
            "All other scopes of the profile must be as `others` and `absent` of its `reads` say."
        ),
    ] = {}


class Step(Record, frozen=True, kw_only=True):
    """One public action that leads to the situation, or one step of a walk."""

    do: Annotated[Literal["call", "set", "delete", "subscribe"], Meta(description="What is done.")]
    act: Annotated[Act | None, Meta(description="The call of a `call` step.")] = None
    scope: Annotated[str, Meta(description="The scope that the step is about.")] = ""
    value: Annotated[str, Meta(description="What the switch of a `set` step is set to.")] = ""
    template: Annotated[str, Meta(description="The message template of a `subscribe` step.")] = ""
    answer: Annotated[str, Meta(description="The answer to the panel of a `subscribe` step.")] = ""
    keep: Annotated[bool, Meta(description="The user ticks that the choice is kept.")] = False
    rule: Annotated[str, Meta(description="The rule that decides a step of a walk.")] = ""
    expect: Annotated[
        Expect | None, Meta(description="What must be seen at a step of a walk. None: the step is not looked at.")
    ] = None


class Case(Record, frozen=True, kw_only=True):
    """One cell of the decision table, or a walk from state to state; reached by public actions only."""

    id: Annotated[
        str, Meta(description="Readable and unique: profile, call, situation, outcome; or scope and number of a walk.")
    ]
    profile: str
    rule: Annotated[str, Meta(description="The rule that decides the act.")]
    world: Annotated[dict[str, str], Meta(description="The environment, by dimension.")]
    arrange: Annotated[list[Step], Meta(description="How the situation is reached.")]
    act: Act
    expect: Expect
    read: Annotated[
        Read | None, Meta(description="How the answers are read afterwards. In a file: as `reads` says of the profile.")
    ] = None


class Walk(Record, frozen=True, kw_only=True):
    """A walk of a tour: a case whose steps are those of the tour."""

    id: Annotated[str, Meta(description="Profile, scope and number.")]
    world: Annotated[dict[str, str], Meta(description="The environment, by dimension.")]
    take: Annotated[
        list[Annotated[int, Meta(ge=0)]],
        Meta(description="Places in `steps`, from 0, in order; the last is the call that the case is about."),
    ]


class Tour(Record, frozen=True, kw_only=True):
    """All walks over one graph of consent; each step that they share stands here once."""

    profile: str
    steps: Annotated[list[Step], Meta(description="The steps. One without `expect` is not looked at.")]
    walks: list[Walk]

    def cases(self, read: Read | None) -> Iterator[Case]:
        """The walks as cases."""
        for walk in self.walks:
            *before, last = (self.steps[place] for place in walk.take)
            if last.act is None or last.expect is None:
                raise ValueError(walk.id)  # a walk ends with a call that is looked at
            yield Case(
                id=walk.id,
                profile=self.profile,
                rule=last.rule,
                world=walk.world,
                arrange=before,
                act=last.act,
                expect=last.expect,
                read=read,
            )

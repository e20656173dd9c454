"""Behaviour as data: dimensions of a situation, classes of calls, rules, errors."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from tongwen.diagnostics import N_
from tongwen.model.base import CallId, Confidence, FieldName, Localized, Record, ScopeId, Slug, SourceRef, whole


class Action(Record, frozen=True, kw_only=True):
    """A step that anybody can take with the program in hand: how a state is reached."""

    do: Annotated[
        Literal["ask", "set", "delete", "subscribe"],
        Meta(
            description="`ask`: make a call that asks for the scope and answer the prompt. "
            "`set`: change the switch on the settings page. `delete`: delete the program. "
            "`subscribe`: answer the subscription panel for a message template."
        ),
    ]
    answer: Annotated[
        Literal["allow", "deny", "dismiss", "accept", "reject"] | None,
        Meta(description="The answer to the prompt or to the panel."),
    ] = None
    value: Annotated[Slug | None, Meta(description="What the switch is set to.")] = None
    scope: Annotated[
        ScopeId,
        Meta(description="Which scope the step is about: the call's `first` or `second`, or one by name."),
    ] = "first"
    template: Annotated[Slug | None, Meta(description="The message template of a `subscribe` step.")] = None
    keep: Annotated[bool, Meta(description="The user ticks that the choice is kept.")] = False


class Applies(Record, frozen=True, kw_only=True, rename={"calls": "for"}):
    """Where a dimension, or one of its values, matters. All the conditions given must hold."""

    calls: Annotated[Slug | list[Slug] | None, Meta(description="Only for these classes of calls.")] = None
    when: Annotated[
        dict[Slug, Slug | list[Slug]], Meta(description="Only where earlier dimensions have these values.")
    ] = {}
    unless: Annotated[
        dict[Slug, Slug | list[Slug]], Meta(description="Not where an earlier dimension has one of these values.")
    ] = {}
    profiles: Annotated[list[Slug] | None, Meta(description="Only in these profiles.")] = None


ConsentState = Annotated[
    Literal["unasked", "granted", "denied"], Meta(description="What the host remembers of the user's answer.")
]


class DimensionValue(Record, frozen=True, kw_only=True):
    """One value of a dimension, and how to get there."""

    title: Localized
    arrange: Annotated[
        list[Action], Meta(description="Public actions that reach it. None: it holds at the start.")
    ] = []
    leaves: Annotated[
        dict[ScopeId, ConsentState],
        Meta(description="What the host remembers after the actions, by scope: `first`, `second` or a name."),
    ] = {}
    ask_with: Annotated[
        Literal["asking-call", "another-call"] | None,
        Meta(description="What `ask` steps use: the asking call where it can ask, or another call of the same scope."),
    ] = None
    arguments: Annotated[
        dict[FieldName, str | bool | int], Meta(description="Arguments that the call is made with.")
    ] = {}
    silent: Annotated[bool, Meta(description="The ordinary value: left out of the names of cases.")] = False
    explicit: Annotated[
        bool, Meta(description="Only a rule that names it may decide: what happens here must be said, not implied.")
    ] = False
    applies: Annotated[list[Applies], Meta(description="Where it is possible: any of these. Empty: anywhere.")] = []


class Dimension(Record, frozen=True, kw_only=True):
    """Something that the outcome of a call may depend on. Dimensions are tried in the order of `order`."""

    title: Localized
    description: Localized
    kind: Annotated[
        Literal["environment", "state", "answer", "argument"],
        Meta(
            description="`environment`: set up before the program starts. `state`: what earlier actions left behind. "
            "`answer`: what the user does during the call. `argument`: what the caller passes."
        ),
    ]
    order: Annotated[int, Meta(description="Place in the expansion; a dimension may depend on earlier ones only.")]
    values: dict[Slug, DimensionValue]
    applies: Annotated[list[Applies], Meta(description="Where it matters: any of these. Empty: to every call.")] = []


class CallClass(Record, frozen=True, kw_only=True):
    """A named set of calls: those that meet all the conditions given."""

    title: Localized
    apis: Annotated[list[CallId] | None, Meta(description="One of these APIs or components.")] = None
    gated: Annotated[bool | None, Meta(description="Has, or has not, a scope in `needs`.")] = None
    asks: Annotated[bool | None, Meta(description="Is, or is not, a call that only asks for a scope.")] = None
    needs: Annotated[int | None, Meta(description="Needs exactly this many scopes.")] = None
    scopes: Annotated[
        list[ScopeId] | None, Meta(description="Needs, asks for, or reads the answer for, one of these scopes.")
    ] = None
    status: Annotated[
        list[Literal["active", "withdrawn", "retired", "absent"]] | None,
        Meta(description="Its scope has one of these statuses in the profile; `absent`: the profile has it not."),
    ] = None
    declares: Annotated[
        list[Slug] | None, Meta(description="It, or its scope, requires one of these declarations.")
    ] = None
    shared: Annotated[
        bool | None, Meta(description="Has, or has not, another call in the profile that needs the same scope.")
    ] = None
    offered: Annotated[bool, Meta(description="`false`: calls that other profiles have and this one has not.")] = True
    profiles: Annotated[list[Slug] | None, Meta(description="Only in these profiles.")] = None
    unless: Annotated[list[Slug], Meta(description="Classes whose calls are left out.")] = []


class Outcome(Record, frozen=True, kw_only=True):
    """What happens when the call is made."""

    prompt: Annotated[
        Literal["none", "scope", "scope-twice", "settings", "privacy", "privacy-then-scope", "scope-with-privacy"],
        Meta(
            description="What the user sees: nothing, the scope prompt (or two, one after the other), the settings "
            "page, a privacy agreement alone, before the scope prompt, or inside it."
        ),
    ]
    result: Annotated[
        str,
        Meta(
            pattern=whole(r"(success|[a-z][a-z0-9]*(-[a-z0-9]+)*)", N_("write `success` or the id of an error")),
            description="`success` or an error's id.",
        ),
    ]
    consent: Annotated[
        ConsentState | None, Meta(description="State of the call's scope afterwards; none: as before.")
    ] = None
    second: Annotated[
        ConsentState | None, Meta(description="State of the call's second scope afterwards; none: as before.")
    ] = None
    also: Annotated[
        dict[ScopeId, ConsentState], Meta(description="State of other scopes, which follows from the same answer.")
    ] = {}
    holds: Annotated[
        dict[Slug, str | bool],
        Meta(
            description="What the result holds. `setting`: `granted`, `denied` or `absent`, the scope's entry; "
            "`field`: where, unless in the call's only settings field; `subscriptions`: `kept` or `absent`; "
            "`page`: `listed` or `unlisted`."
        ),
    ] = {}


class Rule(Record, frozen=True, kw_only=True, rename={"calls": "for"}):
    """A sentence of the documents in a form that can be computed with."""

    calls: Annotated[Slug | list[Slug], Meta(description="Classes of calls that the rule speaks of.")]
    title: Localized
    note: Annotated[Localized, Meta(description="The rule in words, for readers.")]
    then: Outcome
    given: Annotated[
        dict[Slug, Slug | list[Slug]], Meta(description="Values of dimensions under which the rule holds.")
    ] = {}
    profiles: Annotated[list[Slug] | None, Meta(description="Only in these profiles.")] = None
    overrides: Annotated[list[Slug], Meta(description="Rules to which this one is an exception.")] = []
    confidence: Confidence = "documented"
    sources: list[SourceRef] = []


class Note(Record, frozen=True, kw_only=True):
    """A fact about behaviour that no single call decides: how long an answer lasts, what a page lists."""

    title: Localized
    text: Localized
    about: Annotated[list[str], Meta(description="Ids of the entries whose pages show it.")] = []
    rules: Annotated[list[Slug], Meta(description="Rules that compute with it.")] = []
    profiles: list[Slug] | None = None
    confidence: Confidence = "documented"
    sources: list[SourceRef] = []


class Message(Record, frozen=True, kw_only=True):
    """The words in which a platform reports an error."""

    pattern: Annotated[
        str,
        Meta(max_length=300, description="The message; `{api}` stands for the method's name, `{scope}` for its scope."),
    ]
    platforms: Annotated[list[Slug], Meta(description="Where it was seen; empty: everywhere.")] = []
    apis: Annotated[list[CallId], Meta(description="Calls that print it; empty: every call.")] = []
    errno: Annotated[int | None, Meta(description="`errno` that comes with it.")] = None
    code: Annotated[str | None, Meta(description="Other code that comes with it, as printed.")] = None
    situation: Annotated[Localized | None, Meta(description="When this wording is used rather than another.")] = None
    confidence: Confidence = "observed"
    sources: list[SourceRef] = []


class Error(Record, frozen=True, kw_only=True):
    """One meaning of failure, however a platform words it."""

    title: Localized
    description: Annotated[Localized, Meta(description="What has happened.")]
    remedy: Annotated[Localized, Meta(description="What the developer should do.")]
    parent: Annotated[Slug | None, Meta(description="The more general error.")] = None
    scoped: Annotated[bool, Meta(description="Every call that needs a scope can fail with it.")] = False
    errno: Annotated[list[int], Meta(description="Numbers of the platform's table with this meaning.")] = []
    messages: list[Message] = []
    confidence: Confidence = "documented"
    sources: list[SourceRef] = []


class Declaration(Record, frozen=True, kw_only=True):
    """Something that must be configured before a scope can be asked for."""

    title: Localized
    description: Localized
    file: Annotated[str | None, Meta(description="File that holds it: `app.json`; none: the platform's console.")] = (
        None
    )
    snippet: Annotated[
        dict[str, Any] | None,
        Meta(description="What to write there; `$scope`, `$api` and `$method` are replaced."),
    ] = None
    since: Annotated[str | None, Meta(description="Version or date from which it is required.")] = None
    profiles: list[Slug] | None = None
    sources: list[SourceRef] = []

"""Declarations of scopes, of the types of the spec, and of what the calls of a form share."""

from __future__ import annotations

from collections.abc import Iterator

from tongwen.model.base import Deprecation
from tongwen.model.entries import (
    EnumerationType,
    FunctionType,
    MapType,
    RecordType,
    ScopeMembership,
    SettingsType,
    Type,
)
from tongwen.model.manifest import Callback, Form
from tongwen.targets.typescript import naming
from tongwen.targets.typescript.profile import Profile
from tongwen.targets.typescript.views import Alias, Declaration, Field, Interface
from tongwen.text.doc import DocBlock, Meanings
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase

SCOPE = "Scope"


def scope_type(profile: Profile) -> Alias:
    """The union of the profile's scopes."""
    scopes = profile.scopes()
    titles = tuple(
        (naming.value("string", key), member.title or scope.title) for key, (scope, member) in scopes.items()
    )
    prose = Phrase("The name of a permission that the user grants or refuses as a whole.")
    return Alias(
        doc=profile.docs.of(prose, more=[Meanings(None, titles)]),
        name=profile.names.declare(SCOPE),
        type=naming.values("string", scopes, room=naming.COLUMNS - len("export type Scope = ;")),
    )


def value_types(profile: Profile) -> Iterator[Declaration]:
    """The records, enumerations, maps and functions of the spec."""
    for name, kind in profile.value_types().items():
        yield _declared(profile, name, kind)


def _declared(profile: Profile, name: str, kind: Type) -> Declaration:
    more: list[DocBlock] = []
    if isinstance(kind, EnumerationType):
        more = [profile.docs.meanings(kind.base, kind.values)]
    elif isinstance(kind, FunctionType):
        for key, parameter in profile.of(kind.parameters).items():
            more += profile.docs.parameter(key, parameter)
    source = profile.request.source("types", name)
    doc = profile.docs.of(kind.summary, kind.description, more=more, source=source)
    declared = profile.names.declare(name)
    match kind:
        case EnumerationType():
            room = naming.COLUMNS - len(f"export type {name} = ;")
            return Alias(doc=doc, name=declared, type=naming.values(kind.base, kind.values, room=room))
        case FunctionType():
            return Alias(doc=doc, name=declared, type=_function(profile, kind))
        case SettingsType():
            return Interface(doc=doc, name=declared, fields=tuple(_settings(profile, kind)))
        case MapType():
            return Interface(doc=doc, name=declared, fields=tuple(_map(profile, kind)))
        case RecordType():
            return Interface(doc=doc, name=declared, fields=tuple(_record(profile, kind)))
    raise TypeError(type(kind).__name__)


def _function(profile: Profile, kind: FunctionType) -> Code:
    return naming.function(
        (naming.binding(key), not parameter.required, value_of(profile, parameter.type, parameter.values, given=False))
        for key, parameter in profile.of(kind.parameters).items()
    )


def _settings(profile: Profile, kind: SettingsType) -> Iterator[Field]:
    for key, (scope, member) in profile.scopes().items():
        doc = profile.docs.of(
            scope.setting or scope.description,
            None if member.status == "retired" else member.note,
            since=member.since,
            deprecated=_retirement(member),
            source=profile.request.source("scopes", key),
        )
        yield Field(
            doc=doc,
            name=naming.property_name(key),
            type=profile.types.of(kind.values),
            optional=True,
            readonly=True,
        )


def _retirement(member: ScopeMembership) -> Deprecation | None:
    if member.status != "retired":
        return None
    return Deprecation(replacement=member.replacement, note=member.note)


def _map(profile: Profile, kind: MapType) -> Iterator[Field]:
    of = profile.types.of(kind.values)
    for key, meaning in kind.known.items():
        doc = profile.docs.of(meaning)
        yield Field(doc=doc, name=naming.property_name(key), type=of, optional=True, readonly=True)
    yield Field(doc=profile.docs.of(kind.keys), name=naming.index_key(), type=naming.absent(of), readonly=True)


def _record(profile: Profile, kind: RecordType) -> Iterator[Field]:
    for key, member in profile.of(kind.fields).items():
        yield Field(
            doc=profile.docs.member(member),
            name=naming.property_name(key),
            type=value_of(profile, member.type, member.values, given=False),
            optional=member.optional,
        )


def value_of(profile: Profile, kind: str, values: object, *, given: bool) -> Code:
    """The type of a field or parameter: the only values allowed where they are listed."""
    if isinstance(values, dict):
        return naming.values(kind, values, indent=2, room=naming.COLUMNS - 24)
    return profile.types.of(kind, given=given)


def form_types(profile: Profile) -> Iterator[Declaration]:
    """What the calls of each form share: results, failures, callbacks."""
    for name in profile.forms_used():
        form = profile.document.forms[name]
        yield _shared(profile, name, "Success", form)
        yield _shared(profile, name, "Failure", form)
        yield _callbacks(profile, name, form)
        if any(profile.promises(api) and api.form == name for api in profile.apis().values()):
            yield _without_callbacks(profile, name, form)


def _shared(profile: Profile, name: str, part: str, form: Form) -> Interface:
    if part == "Success":
        fields, prose, more = form.result, Phrase("What every call gives when it succeeds."), []
    else:
        fields, prose, more = form.failure, Phrase("What every call gives when it fails."), _scoped_errors(profile)
    return Interface(
        doc=profile.docs.of(prose, more=more, source=profile.request.source("forms", name)),
        name=profile.names.declare(profile.forms.name(name, part)),
        fields=tuple(
            Field(
                doc=profile.docs.of(field.description),
                name=naming.property_name(key),
                type=profile.types.of(field.type),
                optional=field.optional,
            )
            for key, field in fields.items()
        ),
    )


def _scoped_errors(profile: Profile) -> list[DocBlock]:
    ids = [key for key, error in profile.document.errors.items() if error.scoped]
    return profile.docs.errors(ids, Phrase("A call that needs a scope can fail for these reasons:"))


def _callbacks(profile: Profile, name: str, form: Form) -> Interface:
    fields = [
        Field(
            doc=profile.docs.of(callback.description),
            name=naming.property_name(key),
            type=_callback(profile, name, callback),
            optional=True,
        )
        for key, callback in form.callbacks.items()
    ]
    return Interface(
        doc=profile.docs.of(form.description, source=profile.request.source("forms", name)),
        name=profile.names.declare(profile.forms.name(name, "Callbacks")),
        generic=naming.applied("Result"),
        fields=tuple(fields),
    )


def _callback(profile: Profile, form: str, callback: Callback) -> Code:
    success, failure = naming.applied("Result"), naming.applied(profile.forms.name(form, "Failure"))
    if "success" in callback.on and "failure" in callback.on:
        return naming.callback("outcome", naming.union([success, failure]))
    return naming.callback("result", success) if "success" in callback.on else naming.callback("failure", failure)


def _without_callbacks(profile: Profile, name: str, form: Form) -> Alias:
    prose = Phrase("The same options without callbacks. The call then returns a promise.")
    return Alias(
        doc=profile.docs.of(prose),
        name=profile.names.declare(profile.forms.name(name, "WithoutCallbacks")),
        generic=naming.applied("Options"),
        type=naming.without("Options", form.callbacks),
    )

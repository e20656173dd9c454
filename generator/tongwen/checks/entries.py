"""Entries that contradict themselves or one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import UNSET

from tongwen.checks.registry import check, check_parts, check_records
from tongwen.diagnostics import N_, Finding, Kind, Path
from tongwen.model.base import availability
from tongwen.model.entries import EnumerationType, MapType, Member, Parameter
from tongwen.model.spec import Document

NONE_OF_KIND = Kind(
    "TW121", "error", N_("the spec has no {kind}"), N_("write at least one; `tongwen init DIR` shows how")
)
DEFAULT_TYPE = Kind("TW320", "error", N_("the default {value} is no {type}"), N_("write a value of the type {type}"))
DEFAULT_VALUE = Kind("TW321", "error", N_("the default {value} is not among the values"), N_("one of: {values}"))
REQUIRED_DEFAULT = Kind("TW322", "error", N_("a required parameter has a default"), N_("remove one of the two"))
INTEGER_VALUE = Kind("TW323", "error", N_("the value {value} of an integer is no integer"), N_("write digits"))
PRESENT = Kind(
    "TW324", "error", N_("present: names {name}, which is no parameter of this call"), N_("name one of: {known}")
)
FORM = Kind("TW325", "error", N_("the form {form} gives no {what}"), N_("choose another form, or remove {what}"))
OUTSIDE_PROFILE = Kind(
    "TW326",
    "error",
    N_("{name} is limited to the profile {profile}, which its entry does not have"),
    N_("one of: {known}"),
)
NO_MANIFEST_KEY = Kind("TW122", "error", N_("the manifest is missing"), N_("write tongwen: in spec/tongwen.yaml"))

_INTEGER = re.compile("0|-?[1-9][0-9]*")
#: Decimals load as text, so that 2.10 stays 2.10; a default of a number may be one all the same.
_FRACTION = re.compile(r"-?[0-9]+\.[0-9]+")

NOT_ITS_CALL = Kind(
    "TW328",
    "error",
    N_("the profile {profile} does not have the call {name}"),
    N_("name a call of the profile, or add the profile to the call"),
)


REST = Kind(
    "TW329",
    "error",
    N_("rest: {name} needs a map type, and no result beside it"),
    N_("name a type of `kind: map`; keys that are known stand in its `known`"),
)


@check
def the_spec_is_not_empty(document: Document) -> Iterator[Finding]:
    """A spec has a manifest (TW122), and at least one profile, platform, form, group, scope and API (TW121)."""
    if document.tongwen is None:
        yield NO_MANIFEST_KEY.found(())
    for kind in ("profiles", "platforms", "forms", "groups", "scopes", "apis"):
        if not getattr(document, kind):
            yield NONE_OF_KIND.found(("tongwen",), kind=kind)


@check_records(Parameter, Member)
def defaults_fit(path: Path, record: Parameter | Member, document: Document) -> Iterator[Finding]:
    """A default has the type of its parameter (TW320), is one of its values (TW321), and is not required (TW322)."""
    value = record.default
    if value is UNSET:
        return
    if isinstance(record, Parameter) and record.required:
        yield REQUIRED_DEFAULT.found((*path, "default"))
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    wanted = {"boolean": bool, "integer": int, "number": int, "string": str}.get(record.type)
    fraction = record.type == "number" and isinstance(value, str) and _FRACTION.fullmatch(value)
    if wanted and type(value) is not wanted and not fraction:
        yield DEFAULT_TYPE.found((*path, "default"), value=shown, type=record.type)
    enumeration = document.types.get(record.type)
    values = record.values or (enumeration.values if isinstance(enumeration, EnumerationType) else None)
    if values and shown not in values:
        yield DEFAULT_VALUE.found((*path, "default"), value=shown, values=", ".join(values))


@check_records(Parameter, Member, EnumerationType)
def integers_are_integers(
    path: Path, record: Parameter | Member | EnumerationType, _document: Document
) -> Iterator[Finding]:
    """The values of an integer, written as strings like all values, must be integers (TW323)."""
    kind = record.base if isinstance(record, EnumerationType) else record.type
    for value in record.values or () if kind == "integer" else ():
        if not _INTEGER.fullmatch(value):
            yield INTEGER_VALUE.found((*path, "values", value), value=value)


@check_parts
def conditions_name_parameters(document: Document) -> Iterator[Finding]:
    """`present` of a result field names parameters of the same call (TW324)."""
    for name, api in document.apis.items():
        for field, member in api.result.items():
            for parameter in member.present or ():
                if parameter not in api.parameters:
                    path = ("apis", name, "result", field, "present", parameter)
                    yield PRESENT.found(path, name=parameter, known=", ".join(api.parameters) or "-")


@check
def forms_fit(document: Document) -> Iterator[Finding]:
    """Only a call with callbacks has a result and a promise; only one without them returns directly (TW325)."""
    for name, api in document.apis.items():
        form = document.forms.get(api.form)
        if form is None:
            continue
        if form.style != "callback" and (api.result or api.rest or api.promise):
            what = "result" if api.result else "rest" if api.rest else "promise"
            yield FORM.found(("apis", name, what), form=api.form, what=what)
        if form.style == "callback" and api.returns:
            yield FORM.found(("apis", name, "returns"), form=api.form, what="returns")


@check_parts
def unknown_keys_have_a_map(document: Document) -> Iterator[Finding]:
    """`rest` names a map type, and stands instead of `result` (TW329)."""
    for name, api in document.apis.items():
        kind = document.types.get(api.rest) if api.rest else None
        if api.rest and (api.result or (kind and not isinstance(kind, MapType))):
            yield REST.found(("apis", name, "rest"), name=api.rest)


@check
def profiles_have_their_calls(document: Document) -> Iterator[Finding]:
    """The calls by which a profile asks, reads and opens the settings page are among its own (TW328)."""
    for profile, entry in document.profiles.items():
        for role in ("ask", "read", "settings"):
            name = getattr(entry, role)
            api = document.apis.get(name) if name else None
            if api is not None and profile not in availability(api.profiles):
                yield NOT_ITS_CALL.found(("profiles", profile, role), name=name, profile=profile)


@check
def limits_lie_inside(document: Document) -> Iterator[Finding]:
    """A field can be limited only to profiles that its entry has (TW326)."""
    for name, api in document.apis.items():
        for part, fields in (("parameters", api.parameters), ("result", api.result)):
            for field, record in fields.items():
                for i, profile in enumerate(record.profiles or ()):
                    if profile not in availability(api.profiles):
                        path = ("apis", name, part, field, "profiles", i)
                        known = ", ".join(availability(api.profiles))
                        yield OUTSIDE_PROFILE.found(path, name=field, profile=profile, known=known)

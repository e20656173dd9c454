"""Declarations of single calls: their options, their results, and their signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from itertools import combinations
from typing import NamedTuple

from tongwen.model.base import availability
from tongwen.model.entries import Api, Member, Parameter
from tongwen.model.manifest import Form
from tongwen.targets.typescript import naming
from tongwen.targets.typescript import views as v
from tongwen.targets.typescript.declared import SCOPE, value_of
from tongwen.targets.typescript.profile import Profile
from tongwen.text.doc import Doc
from tongwen.text.opaque import Code
from tongwen.text.phrase import Phrase

Condition = dict[str, str | bool | int]


class Variant(NamedTuple):
    """A call with some parameters fixed, which makes fields of its result certain. Without any: the call itself."""

    name: str
    condition: Condition


class Call:
    """One call as one profile sees it."""

    def __init__(self, profile: Profile, key: str) -> None:
        self.profile = profile
        self.key = key
        self.api: Api = profile.document.apis[key]
        self.form: Form = profile.document.forms[self.api.form]
        self.name = naming.call_name(profile.document, key)
        self.parameters: dict[str, Parameter] = profile.of(self.api.parameters)
        self.result = {field: m for field, m in profile.of(self.api.result).items() if self._possible(m)}
        self.base = Variant(self.name, {})
        self.variants = [*self._conditions(), self.base]

    @cached_property
    def link(self) -> Code:
        """A link to the call, or its name where nothing can lead to it."""
        return self.profile.links.code(self.key)

    def _possible(self, member: Member) -> bool:
        """A field whose condition names a parameter that the profile has not can never be there."""
        return not member.present or all(name in self.parameters for name in member.present)

    def _conditions(self) -> list[Variant]:
        """Every combination of conditions that can hold at once, the most exact first."""
        single: list[Condition] = []
        for member in self.result.values():
            if member.present and member.present not in single:
                single.append(member.present)
        found = []
        for size in range(len(single), 0, -1):
            for chosen in combinations(single, size):
                merged: Condition = {}
                for condition in chosen:
                    merged = {**merged, **condition}
                if all(merged[name] == value for condition in chosen for name, value in condition.items()):
                    found.append(Variant(naming.variant_name(self.name, merged), merged))
        return found

    @property
    def has_callbacks(self) -> bool:
        """The result goes to functions in the options."""
        return self.form.style == "callback"

    @property
    def positional(self) -> bool:
        """Parameters are passed one by one, not in an options object."""
        return self.form.style == "listener"

    def shared(self, part: str) -> str:
        """The name of one of the types that calls of the form share, which is used."""
        return self.profile.names.use(self.profile.forms.name(self.api.form, part))

    def result_name(self, variant: Variant) -> str:
        """The type of the success result."""
        return f"{variant.name}Result" if self.result or self.api.rest else self.shared("Success")

    def names(self) -> Iterator[str]:
        """The names of `declarations`, without what they say."""
        return (name for name, _ in self._parts())

    def declarations(self) -> Iterator[v.Declaration]:
        """The types that belong to the call alone."""
        return (make(self.profile.names.declare(name)) for name, make in self._parts())

    def _parts(self) -> Iterator[tuple[str, Callable[[Code], v.Declaration]]]:
        """The name of each declaration, and what makes it."""
        if self.positional:
            return
        for key, parameter in self.parameters.items():
            if isinstance(parameter.scope, list):
                yield self.name + naming.pascal(key), partial(self._scope_type, parameter.scope)
        if self.parameters or self.has_callbacks:
            yield f"{self.name}Options", self._options
        for variant in self.variants[:-1]:
            yield f"{variant.name}Options", partial(self._variant_options, variant)
        if self.api.rest and self.has_callbacks:
            yield f"{self.name}Result", partial(self._keyed, self.api.rest)
        if self.result and self.has_callbacks:
            yield f"{self.name}Result", self._result
            for variant in self.variants[:-1]:
                yield f"{variant.name}Result", partial(self._variant_result, variant)

    def _scope_type(self, accepted: list[str], name: Code) -> v.Alias:
        listed = [scope for scope in accepted if scope in self.profile.scopes()]
        return v.Alias(
            doc=self.profile.docs.of(Phrase("The scopes that {call} accepts.", call=self.link)),
            name=name,
            type=naming.values("string", listed, room=naming.COLUMNS - len(f"export type {name.source} = ;")),
        )

    def _options(self, name: Code) -> v.Declaration:
        doc = self.profile.docs.of(Phrase("The options of {call}.", call=self.link))
        generic = len(self.variants) > 1
        bases = self._callbacks("Result" if generic else self.result_name(self.base)) if self.has_callbacks else None
        if not self.parameters and bases:
            return v.Alias(doc=doc, name=name, type=bases)
        return v.Interface(
            doc=doc,
            name=name,
            generic=naming.parameter_with_default("Result", self.result_name(self.base)) if generic else None,
            bases=bases,
            fields=tuple(self._parameter(key, parameter) for key, parameter in self.parameters.items()),
        )

    def _callbacks(self, result: str) -> Code:
        return naming.applied(self.shared("Callbacks"), result)

    def _parameter(self, key: str, parameter: Parameter) -> v.Field:
        return v.Field(
            doc=self.profile.docs.member(parameter),
            name=naming.property_name(key),
            type=self._type(key, parameter),
            optional=not parameter.required,
        )

    def _type(self, key: str, parameter: Parameter) -> Code:
        if parameter.scope is not None:
            whole = parameter.scope == "any"
            return naming.identifier(self.profile.names.use(SCOPE) if whole else self.name + naming.pascal(key))
        return value_of(self.profile, parameter.type, parameter.values, given=True)

    def _variant_options(self, variant: Variant, name: Code) -> v.Interface:
        phrase = Phrase(
            "The options of {call} with {condition}.", call=self.link, condition=naming.condition(variant.condition)
        )
        return v.Interface(
            doc=self.profile.docs.of(phrase),
            name=name,
            bases=naming.applied(f"{self.name}Options", self.result_name(variant)),
            fields=tuple(
                v.Field(
                    doc=self.profile.docs.of(self.parameters[key].description),
                    name=naming.property_name(key),
                    type=naming.constant(value),
                )
                for key, value in variant.condition.items()
            ),
        )

    def _result(self, name: Code) -> v.Interface:
        return v.Interface(
            doc=self.profile.docs.of(Phrase("The result of {call}.", call=self.link)),
            name=name,
            bases=naming.applied(self.shared("Success")),
            fields=tuple(self._member(key, member, self.base) for key, member in self.result.items()),
        )

    def _keyed(self, rest: str, name: Code) -> v.Alias:
        """A result with keys that are not known beforehand. An interface would force their type on the known ones."""
        return v.Alias(
            doc=self.profile.docs.of(Phrase("The result of {call}.", call=self.link)),
            name=name,
            type=naming.both(naming.applied(self.shared("Success")), self.profile.types.of(rest)),
        )

    def _variant_result(self, variant: Variant, name: Code) -> v.Interface:
        phrase = Phrase(
            "The result of {call} with {condition}.", call=self.link, condition=naming.condition(variant.condition)
        )
        certain = {
            key: m for key, m in self.result.items() if m.present and m.present.items() <= variant.condition.items()
        }
        return v.Interface(
            doc=self.profile.docs.of(phrase),
            name=name,
            bases=naming.applied(f"{self.name}Result"),
            fields=tuple(self._member(key, member, variant) for key, member in certain.items()),
        )

    def _member(self, key: str, member: Member, variant: Variant) -> v.Field:
        uncertain = bool(member.present) and not variant.condition
        only = None
        if uncertain:
            only = Phrase("Present only with {condition}.", condition=naming.condition(member.present or {}))
        return v.Field(
            doc=self.profile.docs.member(member, *([only] if only else [])),
            name=naming.property_name(key),
            type=value_of(self.profile, member.type, member.values, given=False),
            optional=member.optional or uncertain,
        )

    def methods(self) -> Iterator[v.Method]:
        """The signatures: with a promise first, the most exact first."""
        name = naming.identifier(self.key.partition(".")[2])
        for number, (parameters, returns, remark) in enumerate(self._signatures()):
            yield v.Method(doc=self._doc(number == 0, remark), name=name, parameters=parameters, returns=returns)

    def _signatures(self) -> Iterator[tuple[tuple[v.Parameter, ...], Code, Phrase | None]]:
        nothing = self.profile.types.of(self.api.returns or "void")
        if self.positional:
            yield tuple(self._argument(key, parameter) for key, parameter in self.parameters.items()), nothing, None
            return
        if not self.has_callbacks and not self.parameters:
            yield (), nothing, None
            return
        if self.profile.promises(self.api):
            for variant in self.variants:
                promise = naming.promise(naming.identifier(self.result_name(variant)))
                yield (self._options_argument(variant, callbacks=False),), promise, None
        remark = Phrase("Given a callback, the call returns nothing.") if self.profile.promises(self.api) else None
        for variant in self.variants:
            yield (self._options_argument(variant, callbacks=True),), nothing, remark

    def _argument(self, key: str, parameter: Parameter) -> v.Parameter:
        kind = self._type(key, parameter)
        return v.Parameter(name=naming.binding(key), type=kind, optional=not parameter.required)

    def _options_argument(self, variant: Variant, *, callbacks: bool) -> v.Parameter:
        name = f"{variant.name}Options"
        needed = bool(variant.condition) or any(parameter.required for parameter in self.parameters.values())
        kind = naming.applied(name) if callbacks else naming.applied(self.shared("WithoutCallbacks"), name)
        # with a promise form before it, the form with callbacks is never reached without options
        optional = not needed and not (callbacks and self.profile.promises(self.api))
        return v.Parameter(name=naming.identifier("options"), type=kind, optional=optional)

    def _doc(self, full: bool, remark: Phrase | None) -> Doc:
        """All that is known stands at the first signature; the others repeat what a hover must show."""
        docs, api = self.profile.docs, self.api
        here = availability(api.profiles)[self.profile.name]
        since, deprecated = here.since, here.deprecated or api.deprecated
        if not full:
            return docs.of(api.summary, remark, since=since, deprecated=deprecated)
        more = docs.errors(api.errors, Phrase("Can fail for these reasons:"))
        if self.positional:
            for key, parameter in self.parameters.items():
                more += docs.parameter(key, parameter)
        return docs.of(
            api.summary,
            api.description,
            here.note,
            more=[*more, *docs.needs(api.needs)],
            since=since,
            deprecated=deprecated,
            source=self.profile.request.source("apis", self.key),
            last=docs.examples(api.examples),
        )

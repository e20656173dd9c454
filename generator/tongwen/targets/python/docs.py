"""What docstrings say: documentation trees from the entries of the spec."""

from __future__ import annotations

from collections.abc import Iterable

from tongwen.model.base import Availability, Deprecation, availability
from tongwen.model.behaviour import Error
from tongwen.model.entries import Api, EnumerationType, MapType, Member, Parameter, Type
from tongwen.model.names import find
from tongwen.model.spec import Document
from tongwen.targets.base import Request
from tongwen.targets.python.naming import (
    Names,
    argument_list,
    code,
    constant,
    name_list,
    scope_member,
    variable,
    wire_literal,
    words,
)
from tongwen.text.doc import Doc, DocBlock, Prose, Sample, Tag, Words
from tongwen.text.opaque import Code, Text
from tongwen.text.phrase import Bilingual, Phrase


class Links:
    """What a reference `[[...]]` becomes in the file of one profile."""

    def __init__(self, names: Names, profile: str | None = None, *, asynchronous: bool = False) -> None:
        self.names = names
        self.document = names.document
        self.profile = profile
        self.prefix = "Async" if asynchronous else ""

    def __call__(self, target: str) -> Code | str:
        """The Python name of what the reference names; its id where Python has no name for it."""
        found = find(self.document, target)
        if found is None:
            return target
        made: Code | str = found.id
        match found.kind:
            case "apis":
                made = self._api(found.id, found.field)
            case "scopes":
                made = code(f"Scope.{scope_member(found.id)}")
            case "errors":
                made = code(self.names.error(found.id))
            case "types":
                made = self._type(found.id, found.field)
            case "profiles":
                made = code(self.prefix + self.document.profiles[found.id].client)
        return made

    def _type(self, name: str, field: str) -> Code | str:
        kind = self.document.types[name]
        if not field:
            return code(name)
        if isinstance(kind, MapType):
            return field
        own = constant(field) if isinstance(kind, EnumerationType) else variable(field)
        return code(f"{name}.{own}")

    def _api(self, name: str, field: str) -> Code | str:
        api = self.document.apis[name]
        if field in api.result:
            return code(f"{self.names.result(name)}.{variable(field)}")
        if field in api.parameters:
            return variable(field)
        owner, _, method = name.partition(".")
        if owner != self.names.namespace:
            return code(f"{self.prefix}{owner}.{variable(method)}")
        profiles = availability(api.profiles)
        known = [name for name in profiles if name in self.document.profiles]
        if not known:
            return f"{owner}.{method}"
        profile = self.profile if self.profile in known else known[0]
        return code(f"{self.prefix}{self.document.profiles[profile].client}.{variable(method)}")


class Docs:
    """Documentation trees of one spec."""

    def __init__(self, request: Request, names: Names) -> None:
        self.request = request
        self.document: Document = request.document
        self.names = names
        self.library = names.manifest.library
        #: The trees of calls, which profiles share where nothing differs.
        self._apis: dict[tuple[object, ...], Doc] = {}

    def type(self, name: str, kind: Type) -> Doc:
        """A type: summary, description, where it is written."""
        return (Prose(kind.summary), *prose(kind.description), *self.place("types", name))

    def member(self, member: Member | Parameter) -> Doc:
        """A field: its meaning, when it is there, since when."""
        notes: list[DocBlock] = []
        present = getattr(member, "present", None)
        if present:
            given = argument_list(present)
            notes.append(Prose(Phrase("Present only when the call was made with {arguments}.", arguments=given)))
        if member.since:
            notes.append(Prose(self.since(member.since)))
        if member.deprecated:
            notes += [Prose(part) for part in self.deprecation(member.deprecated)]
        return (Prose(member.description), *notes)

    def error(self, name: str, error: Error) -> Doc:
        """An error: title, what happened, what to do."""
        title = Phrase("{title}.", title=error.title)
        remedy = (Prose(Phrase("What to do:")), Prose(error.remedy))
        return (Prose(title), Prose(error.description), *remedy, *self.place("errors", name))

    def api(self, name: str, profile: str, *, samples: bool) -> Doc:
        """A call as one profile has it. The same tree for each profile in which it is the same."""
        api = self.document.apis[name]
        here = availability(api.profiles)[profile]
        parameters = tuple([f for f, p in api.parameters.items() if p.profiles is None or profile in p.profiles])
        fields = tuple([f for f, m in api.result.items() if m.profiles is None or profile in m.profiles])
        shown = tuple(self._samples(api, profile)) if samples and api.examples else ()
        key = (name, id(here), parameters, fields, *(sample.code for sample in shown))
        if key not in self._apis:
            self._apis[key] = (*self._call(api, here, parameters, fields), *shown, *self.place("apis", name))
        return self._apis[key]

    def _call(
        self, api: Api, here: Availability, parameters: tuple[str, ...], fields: tuple[str, ...]
    ) -> Iterable[DocBlock]:
        blocks: list[DocBlock] = [Prose(api.summary), *prose(api.description), *prose(here.note)]
        for field in parameters:
            parameter = api.parameters[field]
            blocks.append(Tag("param", code(variable(field)), parameter.description, self._notes(parameter)))
        blocks += self._returns(api, fields)
        for error in self._errors(api):
            blocks.append(Tag("raises", code(self.names.error(error)), _sentence(self.document.errors[error].title)))
        for scope in api.needs:
            if scope in self.document.scopes:
                title = self.document.scopes[scope].title
                blocks.append(Tag("needs", code(f"Scope.{scope_member(scope)}"), _sentence(title)))
        if here.since:
            version = words(here.since)
            blocks.append(Tag("since", None, Phrase("{library} {version}.", library=self.library, version=version)))
        for deprecated in (api.deprecated, here.deprecated):
            if deprecated:
                blocks += [Tag("deprecated", None, part) for part in self.deprecation(deprecated)]
        return blocks

    def since(self, version: str) -> Phrase:
        """Since which version of the library something is there."""
        return Phrase("Since {library} {version}.", library=self.library, version=words(version))

    def deprecation(self, deprecated: Deprecation) -> list[Words]:
        """Since when something is deprecated, what replaces it, and why."""
        out: list[Words] = []
        if deprecated.since:
            version = words(deprecated.since)
            out.append(Phrase("Deprecated since {library} {version}.", library=self.library, version=version))
        elif not deprecated.note:
            out.append(Phrase("Deprecated."))
        if deprecated.replacement:
            link = Links(self.names)(deprecated.replacement)
            out.append(Phrase("Use {name} instead.", name=link if isinstance(link, Code) else Text(link)))
        return out + ([deprecated.note] if deprecated.note else [])

    def place(self, kind: str, name: str) -> tuple[Tag, ...]:
        """Where the entry stands in the spec."""
        place = self.request.source(kind, name)
        return (Tag("see", None, Text(place)),) if place else ()

    def _notes(self, parameter: Parameter) -> tuple[Words, ...]:
        notes: list[Words] = []
        if isinstance(parameter.default, str | bool | int):
            notes.append(Phrase("Default: {value}.", value=wire_literal(parameter.default)))
        if parameter.since:
            notes.append(self.since(parameter.since))
        if parameter.deprecated:
            notes += self.deprecation(parameter.deprecated)
        return tuple(notes)

    def _returns(self, api: Api, fields: tuple[str, ...]) -> Iterable[DocBlock]:
        if api.result:
            yield Tag("returns", None, Phrase("A record of {fields}.", fields=name_list(fields)))
        elif api.rest or (api.returns and api.returns != "void"):
            kind = self.document.types.get(api.rest or api.returns or "")
            yield Tag("returns", None, kind.summary if kind else Phrase("What the host answers."))

    def _errors(self, api: Api) -> list[str]:
        implied = [name for name, error in self.document.errors.items() if error.scoped and api.needs]
        named = [name for name in api.errors if name in self.document.errors and name not in implied]
        return [*implied, *named]

    def _samples(self, api: Api, profile: str) -> Iterable[Sample]:
        for name in api.examples:
            example = self.document.examples.get(name)
            if example and "python" in example.code and (example.profiles is None or profile in example.profiles):
                yield Sample(example.title, example.code["python"])


def prose(text: Bilingual | None) -> tuple[Prose, ...]:
    """The text as a block, if there is one."""
    return (Prose(text),) if text is not None else ()


def _sentence(title: Bilingual) -> Phrase:
    return Phrase("{title}.", title=title)

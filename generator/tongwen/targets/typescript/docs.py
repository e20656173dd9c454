"""What the comments say, as documentation trees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import UNSET

from tongwen.model.base import Deprecation, Localized
from tongwen.model.entries import Member, Parameter
from tongwen.model.spec import Document
from tongwen.targets.typescript import naming
from tongwen.targets.typescript.links import Links
from tongwen.text.doc import Doc, DocBlock, Meanings, Prose, Sample, Tag, Words
from tongwen.text.phrase import Phrase

Default = str | bool | int


#: The comments of fields that are the same in every profile, by the identity of the field.
Shared = dict[int, Doc]
#: Comments that are kept, at most: then all are let go, as files that have comments in common are made one after the
#: other. There may be very many fields, and the comments take more memory than they do.
_MOST = 20_000


class Docs:
    """Builds the comments of one file."""

    def __init__(self, document: Document, links: Links, profile: str, shared: Shared) -> None:
        self._shared = shared
        self._document = document
        self._links = links
        self._profile = profile

    def of(
        self,
        *prose: Words | None,
        more: Iterable[DocBlock] = (),
        since: str | None = None,
        deprecated: Deprecation | None = None,
        source: str = "",
        last: Iterable[DocBlock] = (),
    ) -> Doc:
        """Paragraphs, what follows them, and the tags that every declaration may have."""
        blocks: list[DocBlock] = [Prose(words) for words in prose if words is not None]
        blocks += more
        blocks += [Tag("since", naming.version(since), None)] if since else []
        blocks += [self.deprecation(deprecated)] if deprecated else []
        blocks += [Tag("see", naming.place(source), None)] if source else []
        return (*blocks, *last)

    def member(self, member: Parameter | Member, *prose: Words | None) -> Doc:
        """The comment of a property: description, values, default, version."""
        if prose or member.deprecated:  # of which the words depend on the profile
            return self._member(member, *prose)
        doc = self._shared.get(id(member))
        if doc is None:
            doc = self._member(member)
            if len(self._shared) >= _MOST:
                self._shared.clear()
            self._shared[id(member)] = doc
        return doc

    def _member(self, member: Parameter | Member, *prose: Words | None) -> Doc:
        more: list[DocBlock] = [self.meanings(member.type, member.values)] if member.values else []
        if member.default is not UNSET and member.default is not None:
            more.append(Tag("default", naming.default(member.type, member.default, self._document), None))
        return self.of(member.description, *prose, more=more, since=member.since, deprecated=member.deprecated)

    def parameter(self, name: str, parameter: Parameter) -> list[DocBlock]:
        """The `@param` tag of a function's parameter, the list of its values before it."""
        out: list[DocBlock] = [self.meanings(parameter.type, parameter.values)] if parameter.values else []
        return [*out, Tag("param", naming.identifier(name), parameter.description)]

    def meanings(self, kind: str, values: Mapping[str, Localized]) -> Meanings:
        """The values of a closed list, as they are written in code."""
        return Meanings(None, tuple((naming.value(kind, name), text) for name, text in values.items()))

    def deprecation(self, deprecated: Deprecation) -> Tag:
        """`@deprecated`, with the version, the replacement and the reason."""
        notes: list[Words] = []
        if deprecated.since:
            notes.append(Phrase("Since {version}.", version=naming.version(deprecated.since)))
        if deprecated.replacement:
            notes.append(Phrase("Use {name} instead.", name=self._links.code(deprecated.replacement)))
        if deprecated.note:
            notes.append(deprecated.note)
        return Tag("deprecated", None, None, tuple(notes))

    def needs(self, scopes: list[str]) -> list[DocBlock]:
        """The scopes that the user must have granted."""
        held = [name for name in scopes if name in self._document.scopes and self._profile in self._scope(name)]
        return [Tag("needs", None, Phrase("Needs {scopes}.", scopes=naming.span(*held)))] if held else []

    def _scope(self, name: str) -> Iterable[str]:
        return self._document.scopes[name].profiles

    def errors(self, ids: list[str], heading: Words) -> list[DocBlock]:
        """The errors of a call, by their titles."""
        items = tuple((naming.error(name), self._document.errors[name].title) for name in ids)
        return [Meanings(heading, items)] if items else []

    def examples(self, ids: list[str]) -> list[DocBlock]:
        """The examples of a call that this profile can run."""
        out: list[DocBlock] = []
        for name in ids:
            example = self._document.examples[name]
            code = example.code.get("typescript") or example.code.get("javascript")
            if code and (example.profiles is None or self._profile in example.profiles):
                out.append(Sample(example.title, code))
        return out

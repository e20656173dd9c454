"""Interfaces of whatever has calls: the namespace, and the objects of the platform."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tongwen.model.base import Localized
from tongwen.targets.base import Each
from tongwen.targets.typescript import naming
from tongwen.targets.typescript import views as v
from tongwen.targets.typescript.calls import Call
from tongwen.targets.typescript.profile import Profile
from tongwen.text.doc import Doc
from tongwen.text.phrase import Phrase


def object_types(profile: Profile, calls: Mapping[str, Call]) -> Iterator[v.Declaration]:
    """The objects of the platform with their methods."""
    for name, kind in profile.objects().items():
        obtained = kind.obtain and profile.links.has_api(kind.obtain)
        phrase = (
            Phrase("Obtained with {call}.", call=profile.links.code(kind.obtain)) if obtained and kind.obtain else None
        )
        doc = profile.docs.of(kind.summary, kind.description, phrase, source=profile.request.source("types", name))
        methods = tuple(method for key in profile.apis_of(name) for method in calls[key].methods())
        declared = profile.names.declare(name)
        if methods:
            yield v.Interface(doc=doc, name=declared, methods=methods)
        else:
            yield v.Alias(doc=doc, name=declared, type=naming.some_object())


def client(profile: Profile, calls: Mapping[str, Call]) -> v.Interface:
    """The interface of the namespace."""
    own = [calls[key] for key in profile.apis_of(profile.manifest.namespace)]
    return v.Interface(
        doc=client_doc(profile, profile.entry.title),
        name=profile.names.declare(profile.entry.client),
        methods=_methods(own),
    )


def client_part(profile: Profile, group: str, calls: Iterable[Call], *, at_once: bool) -> v.Interface:
    """The interface of the calls of one group of the namespace, with its methods made at once or when they are used."""
    methods = _methods(calls)
    return v.Interface(
        doc=client_doc(profile, profile.document.groups[group].title),
        name=profile.names.declare(naming.part_client(profile.entry.client, group)),
        methods=tuple(methods) if at_once else methods,
    )


def client_doc(profile: Profile, title: Localized) -> Doc:
    """What is said of the namespace, or of a part of it."""
    return profile.docs.of(Phrase("The calls of {name}.", name=naming.span(profile.manifest.namespace)), title)


def _methods(calls: Iterable[Call]) -> Each:
    return Each(lambda: (method for call in calls for method in call.methods()))

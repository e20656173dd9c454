"""What the helpers need to know of each profile: how it reads an answer, asks, and names its scopes."""

from __future__ import annotations

from tongwen.model.entries import Member, SettingsType
from tongwen.model.manifest import Profile
from tongwen.targets.python import views
from tongwen.targets.python.docs import Docs
from tongwen.targets.python.naming import code, variable
from tongwen.targets.python.results import Results
from tongwen.targets.python.scopes import scope_set


def helpers_view(docs: Docs, results: Results) -> views.Helpers:
    """`_helpers.py`. A profile without a reading and an asking call has no helper to ensure a scope."""
    document, names = docs.document, docs.names
    ways = [
        way
        for key, profile in sorted(document.profiles.items(), key=lambda item: item[1].order)
        if (way := _way(docs, results, key, profile))
    ]
    denied = code(names.error("denied")) if "denied" in document.errors else None
    return views.Helpers(root=code(names.root), ways=tuple(ways) if denied else (), denied=denied, imports=())


def _way(docs: Docs, results: Results, key: str, profile: Profile) -> views.Way | None:
    document = docs.document
    ask, read = document.apis.get(profile.ask), results.of(profile.read, key)
    if ask is None or read is None or not document.scopes:
        return None
    asked = next((name for name, parameter in ask.parameters.items() if parameter.scope), None)
    field = _field(docs, read.fields, key)
    if asked is None or field is None or key not in ask.profiles:
        return None
    narrow = isinstance(ask.parameters[asked].scope, list)
    scopes = docs.names.values(docs.names.of_api(profile.ask), asked) if narrow else scope_set(profile.client)
    return views.Way(
        client=code(profile.client),
        async_client=code(f"Async{profile.client}"),
        scopes=code(scopes),
        scopes_name=scopes,
        api=profile.ask,
        read=code(variable(profile.read.partition(".")[2])),
        field=code(variable(field)),
        ask=code(variable(profile.ask.partition(".")[2])),
        parameter=code(variable(asked)),
    )


def _field(docs: Docs, fields: dict[str, Member], profile: str) -> str | None:
    """The field that holds the answers; where a profile has one of its own beside the general one, its own."""
    settings = [
        name
        for name, member in fields.items()
        if isinstance(kind := docs.document.types.get(member.type), SettingsType) and kind.values == "boolean"
    ]
    own = [name for name in settings if fields[name].profiles == [profile]]
    return next(iter(own or settings), None)

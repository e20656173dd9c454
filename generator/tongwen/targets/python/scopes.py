"""Scopes and the settings by scope: the views of `_scopes.py` and `_settings.py`."""

from __future__ import annotations

from tongwen.model.entries import SettingsType
from tongwen.targets.python import views
from tongwen.targets.python.docs import Docs
from tongwen.targets.python.naming import code, constants, scope_member, variable, wire_literal
from tongwen.text.doc import Prose
from tongwen.text.phrase import Phrase


def scopes_view(docs: Docs) -> views.Scopes:
    """`_scopes.py`: the scopes, and for each profile and each narrower parameter the set that it takes."""
    document = docs.document
    members = tuple(
        views.Constant(
            name=code(made),
            value=wire_literal(name),
            doc=(Prose(Phrase("{title}.", title=scope.title)), Prose(scope.description), *docs.place("scopes", name)),
        )
        for name, made in constants(document.scopes, ("scopes",), scope_member).items()
        for scope in (document.scopes[name],)
    )
    sets = [
        _scope_set(
            scope_set(profile.client),
            [name for name, scope in document.scopes.items() if key in scope.profiles],
            Phrase("The scopes of {profile}.", profile=profile.title),
        )
        for key, profile in sorted(document.profiles.items(), key=lambda item: item[1].order)
    ]
    for name, api in document.apis.items():
        for field, parameter in api.parameters.items():
            if isinstance(parameter.scope, list):
                text = Phrase("The scopes that {name} takes.", name=code(variable(name.partition(".")[2])))
                sets.append(_scope_set(docs.names.values(docs.names.of_api(name), field), parameter.scope, text))
    doc = (Prose(Phrase("What a user grants or refuses as a whole, by its name on the wire.")),)
    return views.Scopes(doc=doc, members=members, sets=tuple(s for s in sets if s.members))


def scope_set(client: str) -> str:
    """The alias of a profile's scopes."""
    return f"{client}Scope"


def _scope_set(name: str, scopes: list[str], text: Phrase) -> views.ScopeSet:
    members = tuple(code(f"Scope.{scope_member(scope)}") for scope in scopes)
    return views.ScopeSet(name=code(name), members=members, doc=(Prose(text),))


def settings_view(docs: Docs) -> views.SettingsModule:
    """`_settings.py`."""
    found = tuple(
        views.Documented(name=code(name), doc=docs.type(name, kind))
        for name, kind in docs.document.types.items()
        if isinstance(kind, SettingsType) and kind.values == "boolean"
    )
    return views.SettingsModule(settings=found)

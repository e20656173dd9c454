"""Looking entries up by the names that texts use: `[[wx.getSetting]]`, `[[Type.field]]`, `[[error:denied]]`."""

from __future__ import annotations

from typing import NamedTuple

from tongwen.model.entries import Api, EnumerationType, MapType, RecordType
from tongwen.model.spec import Document

#: Prefix of a reference to the kind it names.
PREFIXES = {
    "error": "errors",
    "guide": "guides",
    "rule": "rules",
    "note": "notes",
    "term": "glossary",
    "profile": "profiles",
    "declaration": "declarations",
    "example": "examples",
    "source": "sources",
    "dimension": "dimensions",
    "difference": "differences",
    "platform": "platforms",
    "form": "forms",
    "group": "groups",
}
#: Kinds that are named without a prefix, in the order in which a bare name is looked up.
BARE = ("apis", "scopes", "types", "components")


class Found(NamedTuple):
    """What a reference names: an entry, and perhaps one of its fields."""

    kind: str
    id: str
    field: str = ""


def find(document: Document, target: str) -> Found | None:
    """The entry that a reference names, or None."""
    prefix, colon, rest = target.partition(":")
    if colon:
        kind = PREFIXES.get(prefix, "")
        return Found(kind, rest) if kind and rest in getattr(document, kind) else None
    for kind in BARE:
        if target in getattr(document, kind):
            return Found(kind, target)
    owner, dot, field = target.rpartition(".")
    return _field(document, owner, field) if dot else None


def _field(document: Document, owner: str, field: str) -> Found | None:
    api = document.apis.get(owner)
    if api is not None and _has(api, field, document):
        return Found("apis", owner, field)
    kind = document.types.get(owner)
    if isinstance(kind, RecordType) and field in kind.fields:
        return Found("types", owner, field)
    if isinstance(kind, EnumerationType) and field in kind.values:
        return Found("types", owner, field)
    if isinstance(kind, MapType) and field in kind.known:
        return Found("types", owner, field)
    return None


def _has(api: Api, field: str, document: Document) -> bool:
    form = document.forms.get(api.form)
    return field in api.parameters or field in api.result or (form is not None and field in form.callbacks)


def all_names(document: Document) -> list[str]:
    """Every name that a reference may use, for suggestions."""
    bare = [name for kind in BARE for name in getattr(document, kind)]
    prefixed = [f"{prefix}:{name}" for prefix, kind in PREFIXES.items() for name in getattr(document, kind)]
    return bare + prefixed

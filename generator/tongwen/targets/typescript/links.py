"""What a reference in a text becomes: a link where the profile declares the entry, else a code span."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tongwen.model.entries import Api, MapType, Member, Parameter, RecordType
from tongwen.model.names import Found, find
from tongwen.model.spec import Document
from tongwen.targets.typescript import naming
from tongwen.text.opaque import Code


class Forms:
    """How the shared types of a form are called. They carry its name where a spec has several such forms."""

    def __init__(self, document: Document) -> None:
        with_callbacks = [name for name, form in document.forms.items() if form.style == "callback"]
        self._only = with_callbacks[0] if len(with_callbacks) == 1 else ""

    def name(self, form: str, part: str) -> str:
        """`Callbacks`, `Success`, `Failure` or `WithoutCallbacks` of a form."""
        return part if form == self._only else naming.pascal(form) + part


class Links:
    """Resolves references for one profile."""

    def __init__(self, document: Document, profile: str, use: Callable[[str], str] = str) -> None:
        """`use` is told of each declaration that a link leads to."""
        self._document = document
        self._profile = profile
        self._use = use
        self._client = document.profiles[profile].client
        self._forms = Forms(document)

    def __call__(self, target: str) -> Code | str:
        """The link, or the words for a code span."""
        found = find(self._document, target)
        path = self._path(found) if found else ""
        if path:
            self._use(path.partition(".")[0])
            return naming.link(path, target)
        return target.partition(":")[2] or target

    def code(self, target: str) -> Code:
        """The same for wording of ours, which takes code."""
        made = self(target)
        return made if isinstance(made, Code) else naming.span(made)

    def has_type(self, name: str) -> bool:
        """The profile has the type."""
        kind = self._document.types.get(name)
        return kind is not None and (kind.profiles is None or self._profile in kind.profiles)

    def has_api(self, name: str) -> bool:
        """The profile has the call."""
        api = self._document.apis.get(name)
        return api is not None and self._profile in api.profiles

    def method(self, api: str) -> str:
        """`Wx.getSetting`: where the call is declared; empty for an object that the profile has not."""
        owner, _, method = api.partition(".")
        if self._document.tongwen and owner == self._document.tongwen.namespace:
            return f"{self._client}.{method}"
        return api if self.has_type(owner) else ""

    def _path(self, found: Found) -> str:
        if found.kind == "types" and self.has_type(found.id):
            return f"{found.id}.{found.field}" if found.field and self._declares(found) else found.id
        if found.kind == "apis" and self.has_api(found.id):
            return self._field(found) if found.field else self.method(found.id)
        return ""

    def _declares(self, found: Found) -> bool:
        """The field is a property of the type. A value of an enumeration is not: the link leads to the type."""
        kind = self._document.types[found.id]
        if isinstance(kind, MapType):
            return found.field in kind.known and naming.is_identifier(found.field)
        field = kind.fields.get(found.field) if isinstance(kind, RecordType) else None
        return field is not None and self._has(field)

    def _has(self, field: Member | Parameter) -> bool:
        return field.profiles is None or self._profile in field.profiles

    def _can_hold(self, api: Api, condition: Mapping[str, object]) -> bool:
        """The profile has the parameters of a condition, without which a field can never be there."""
        return all(name in api.parameters and self._has(api.parameters[name]) for name in condition)

    def _field(self, found: Found) -> str:
        api: Api = self._document.apis[found.id]
        form = self._document.forms[api.form]
        call = naming.call_name(self._document, found.id)
        if form.style == "listener":
            return self.method(found.id)
        parts: tuple[tuple[str, Mapping[str, Member | Parameter]], ...]
        parts = ("Options", api.parameters), ("Result", api.result)
        for part, fields in parts:
            field = fields.get(found.field)
            if field is not None:
                condition = field.present if isinstance(field, Member) else None
                here = self._has(field) and self._can_hold(api, condition or {})
                return f"{call}{part}.{found.field}" if here else ""
        if found.field in form.callbacks:
            return f"{self._forms.name(api.form, 'Callbacks')}.{found.field}"
        return self.method(found.id)

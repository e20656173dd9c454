"""Which names a module uses, and the import statements that bring them in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from functools import cache
from operator import attrgetter
from typing import Any

from tongwen.targets.python import views
from tongwen.targets.python.naming import code, identifiers, module_path
from tongwen.text.opaque import Code


def import_order(name: str) -> tuple[int, str]:
    """Constants, classes, functions; each by name: the order of linters."""
    return (_rank(name), name.lower())


def export_order(name: str) -> tuple[int, str]:
    """The order of `__all__`: the same, capitals before small letters."""
    return (_rank(name), name)


def _rank(name: str) -> int:
    return 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2


def among(found: Set[str], names: Iterable[str]) -> list[str]:
    """Those of the names that are found, in the order of import statements."""
    return sorted(found & set(names), key=import_order)


def statements(modules: dict[str, list[str]]) -> tuple[views.Import, ...]:
    """An import statement for each module of which names are used."""
    return tuple(
        views.Import(
            module=module_path(name),
            names=tuple(code(n) for n in names),
            single=code(names[0]) if len(names) == 1 else None,
        )
        for name, names in modules.items()
        if names
    )


def used(view: views.View) -> frozenset[str]:
    """Every identifier in the code of a view."""
    codes: set[str] = set()
    waiting: list[views.View | tuple[Any, ...]] = [view]
    while waiting:
        made = waiting.pop()
        for piece in made if isinstance(made, tuple) else _coded(type(made))(made):
            if type(piece) is Code:
                codes.add(piece.source)
            elif piece and isinstance(piece, tuple | views.View):
                waiting.append(piece)
    return frozenset().union(*map(identifiers, codes))


@cache
def _coded(kind: type[views.View]) -> Callable[[views.View], tuple[Any, ...]]:
    """What takes from a view the fields that may hold code: all but plain values and documentation."""
    names = [name for name, made in kind.__annotations__.items() if made not in ("str", "bool", "int", "Doc")]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda view: tuple(getattr(view, name) for name in names)

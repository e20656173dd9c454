"""A target of the tests' own: a page for each scope. As other projects would write one for the entry point."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from tongwen.diagnostics import N_
from tongwen.model.base import Localized
from tongwen.targets.base import BadName, PlannedFile, Request, Target

#: The templates that it needs, by path.
TEMPLATES = {
    "plain/scope.md.j2": "<!-- Made by a test. tongwen:0000000000000000 -->\n# {{ view.title | line }}\n",
    "plain/broken.md.j2": "<!-- tongwen:0000000000000000 -->\n{{ view.missing | line }}\n",
    "plain/broken.py.j2": "# tongwen:0000000000000000\ndef\n",
}


class Page(NamedTuple):
    """What the template may ask."""

    title: Localized


def plan(request: Request) -> Iterable[PlannedFile]:
    """A file for each scope; with the option `also` something that cannot be made."""
    for name, scope in request.document.scopes.items():
        yield PlannedFile(f"scopes/{name}.md", "plain/scope.md.j2", Page(scope.title), "markdown")
    if request.option("also", "") == "page":
        yield PlannedFile("broken.md", "plain/broken.md.j2", Page(Localized(**_words())), "markdown")
    if request.option("also", "") == "module":
        yield PlannedFile("broken.py", "plain/broken.py.j2", None, "python")
    if request.option("also", "") == "name":
        raise BadName("scope.water is no name here", ("scopes", "scope.water"))


def _words() -> dict[str, Any]:
    from tongwen.text.opaque import Text

    return {"en": Text("Broken"), "zh": Text("坏")}


TARGET = Target(
    name="plain",
    plan=plan,
    options={"also": (lambda value: value in ("page", "module", "name"), N_("page, module or name"))},
)

"""What a target is, and what it may say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from tongwen.diagnostics import N_, Diagnostic, Finding, Kind, Path, Words
from tongwen.load.files import Sources
from tongwen.model.manifest import Target as Settings
from tongwen.model.spec import Document
from tongwen.text.catalogue import is_code
from tongwen.text.opaque import Code
from tongwen.text.phrase import Catalogue

BAD_OPTION = Kind("TW702", "error", N_("the option {option} of the target {target} is not like this"), N_("{rule}"))
NO_OPTION = Kind("TW705", "error", N_("the target {target} has no option {option}"), N_("known options: {known}"))


BAD_NAME = Kind(
    "TW704",
    "error",
    N_("the target {target} cannot be made: {problem}"),
    N_("rename the entry, or adjust its profiles"),
)


class BadName(ValueError):
    """A name or type that the target's language cannot express. The message says which; `path` where, if known."""

    def __init__(self, problem: str, path: Path = ()) -> None:
        super().__init__(problem)
        self.path = path


class Later:
    """A view that is made where and when its file is rendered, which may be in another process."""

    __slots__ = ("_arguments", "_make")

    def __init__(self, make: Callable[..., Any], *arguments: Any) -> None:
        self._make = make
        self._arguments = arguments

    def __call__(self) -> Any:
        """The view. May raise `BadName`."""
        return self._make(*self._arguments)


class Each:
    """Views that are made while a template goes through them, and let go one by one: there may be very many."""

    __slots__ = ("_arguments", "_make")

    def __init__(self, make: Callable[..., Iterable[Any]], *arguments: Any) -> None:
        """`make` must give the same each time that it is called."""
        self._make = make
        self._arguments = arguments

    def __iter__(self) -> Iterator[Any]:
        return iter(self._make(*self._arguments))


class PlannedFile(NamedTuple):
    """A file that will be written: `path` below the target's folder, and what it is made of."""

    path: str
    template: str
    #: What the template shows, or `Later` to make it.
    view: Any
    #: Family of encoders: `python`, `typescript`, `markdown`, `json`, `toml`.
    language: str
    #: Languages of its prose, in order.
    prose: tuple[str, ...] = ("en",)
    #: What a reference `[[...]]` becomes in this file.
    link: Callable[[str], Code | str] = str
    #: Files of one family, one after the other in the plan, share what is made for them: one process makes them all.
    family: str = ""


class Sample(NamedTuple):
    """How an output shows one entry: the file that holds it, and what to cut out of that file's text."""

    file: PlannedFile
    cut: Callable[[str], str]
    #: The name that highlighters know its language by.
    language: str


class Shown(NamedTuple):
    """A piece of an output."""

    text: str
    language: str


_ENGLISH = Catalogue({})


def _nothing(_name: str) -> Mapping[str, Shown]:
    return {}


class Request(NamedTuple):
    """What a target is given: the spec, where its entries stand, and the target's settings in the manifest."""

    document: Document
    sources: Sources
    settings: Settings
    #: An API's id to what each target of the manifest makes of it.
    samples: Callable[[str], Mapping[str, Shown]] = _nothing
    #: Where the words come from, for labels of links.
    catalogue: Catalogue = _ENGLISH
    #: Entries with Chinese that is older than its English: kind and id of each.
    stale: frozenset[tuple[str, str]] = frozenset()

    def option(self, name: str, default: Any) -> Any:
        """An option of the manifest, or its default."""
        return self.settings.options.get(name, default)

    def source(self, kind: str, name: str) -> str:
        """`spec/apis/location.yaml#L3`: where an entry stands."""
        line = self.sources.line(kind, name)
        return f"{line[0]}#L{line[1]}" if line else ""


def are_languages(value: Any) -> bool:
    """A list of codes of languages, each once. Whether there are catalogues for them is looked up by the pipeline."""
    if not isinstance(value, list) or not all(isinstance(item, str) and is_code(item) for item in value):
        return False
    return bool(value) and len(set(value)) == len(value)


class Target(NamedTuple):
    """An output language. `plan` must be a pure function of its request."""

    name: str
    plan: Callable[[Request], Iterable[PlannedFile]]
    #: Checks the options of the manifest: name of each to a rule that says what it must be.
    options: Mapping[str, tuple[Callable[[Any], bool], str]]
    #: How it shows one API, for pages that put the outputs side by side.
    sample: Callable[[Request, str], Sample | None] | None = None
    #: What `audit` needs to know of a finished file: path below the target's folder, text. Plain values that marshal.
    look: Callable[[str, str], Any] | None = None
    #: Looks over all of its finished files together: path to what `look` has seen of it.
    audit: Callable[[Mapping[str, Any]], Iterable[Diagnostic]] | None = None
    #: The option that lists the languages of its prose; empty if there is none.
    languages: str = ""

    def bad_options(self, settings: Settings) -> Iterable[Finding]:
        """Options that the target does not have or that have no sensible value."""
        for name, value in settings.options.items():
            path = ("tongwen", "targets", self.name, "options", name)
            if name not in self.options:
                known = ", ".join(sorted(self.options)) or "-"
                yield NO_OPTION.found(path, target=self.name, option=name, known=known)
                continue
            fits, rule = self.options[name]
            if not fits(value):
                yield BAD_OPTION.found(path, target=self.name, option=name, rule=Words(rule))

"""Where the parts of a site lie, and the settings that mkdocs is given."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from babel import Locale, UnknownLocaleError

from tongwen import paths
from tongwen.diagnostics import Diagnostic, Place
from tongwen.model.manifest import Manifest
from tongwen.site.kinds import BAD_SETTINGS

STATE = ".tongwen/site"
#: The one folder of the work that is for others: what is published.
OUT = "site/out"
_HOOK = Path(__file__).with_name("titles.py")


class Site(NamedTuple):
    """A site of a project: its pages, its settings, and where it is built."""

    project: Path
    pages: Path
    settings: Path
    languages: tuple[str, ...]
    manifest: Manifest
    out: Path
    #: The address under which it will be published, without a language; empty while it is not known.
    address: str = ""
    #: Where the settings that mkdocs reads are written; by default in the project's folder for such things.
    state: Path | None = None

    def shown(self, path: Path) -> str:
        """A path as it is told: below the project from there."""
        inside = path.is_relative_to(self.project)
        return path.relative_to(self.project).as_posix() if inside else str(path)

    def configuration(self, language: str) -> Path:
        """The file that mkdocs reads for a language."""
        return (self.state or self.project / STATE) / f"mkdocs.{language}.yml"


def site_of(project: Path, manifest: Manifest, out: Path | None = None, address: str = "") -> Site | None:
    """The site of a project; None if it makes no pages. A project without settings of its own has those of the tool."""
    target = manifest.targets.get("docs")
    if target is None:
        return None
    own = project / "site"
    languages = tuple(target.options.get("languages", ("en", "zh")))
    return Site(
        project=project,
        pages=project / target.output,
        settings=own if (own / "base.yml").is_file() else paths.data_root() / "site",
        languages=languages,
        manifest=manifest,
        out=out or project / OUT,
        address=address.rstrip("/"),
    )


class _Loader(yaml.SafeLoader):
    """Reads what mkdocs reads. A value from the environment is its default: the site command knows better."""


def _environment(loader: _Loader, node: yaml.Node) -> Any:
    values = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else [None]
    return values[-1]


_Loader.add_constructor("!ENV", _environment)


def settings(site: Site, language: str) -> dict[str, Any] | Diagnostic:
    """What mkdocs is told: what both languages share, the navigation that was generated, what the language adds."""
    made: dict[str, Any] = {}
    own = site.settings / f"mkdocs.{language}.yml"
    for file in (
        site.settings / "base.yml",
        site.pages / f"nav.{language}.yml",
        own if own.is_file() else site.settings / "mkdocs.en.yml",
    ):
        try:
            with file.open("rb") as stream:
                read = yaml.load(stream, Loader=_Loader)  # noqa: S506 - a safe loader
        except (OSError, yaml.YAMLError) as problem:
            return _unreadable(site, file, problem)
        made = merged(made, {key: value for key, value in (read or {}).items() if key != "INHERIT"})
    theme = {**made.get("theme", {}), "custom_dir": str(site.settings / "overrides")}
    if not own.is_file():
        theme["language"] = _theme_language(language)
    extra = {**made.get("extra", {}), **_extra(site, language)}
    extra["alternate"] = alternates(site, extra.get("alternate", []))
    address = f"{site.address}/{language}/" if site.address else ""
    return {
        **made,
        "hooks": [*made.get("hooks", []), str(_HOOK)],
        "plugins": _plugins(site, made.get("plugins", [])),
        "theme": theme,
        "extra": extra,
        "site_url": address,
        "docs_dir": str(site.pages / language),
        "site_dir": str(site.out / language),
    }


def _extra(site: Site, language: str) -> dict[str, Any]:
    """What the templates of the theme ask for."""
    repository = site.manifest.repository
    root = f"{site.address}/" if site.address else ""
    return {"language": language, "edit": f"{repository}/edit/main/" if repository else "", "root": root}


def alternates(site: Site, listed: list[dict[str, str]]) -> list[dict[str, str]]:
    """The languages that a reader can switch to: as the settings list them, or by the names they give themselves."""
    known = {one["link"].strip("./"): one for one in listed}
    return [
        known.get(name) or {"name": _own_name(name), "link": f"../{name}/", "lang": name} for name in site.languages
    ]


def _own_name(language: str) -> str:
    try:
        return str(Locale.parse(language, sep="-").get_display_name() or language)
    except (UnknownLocaleError, ValueError):
        return language


def _theme_language(language: str) -> str:
    """A language without settings of its own has those of English, and the theme's wording if it speaks it."""
    found = find_spec("material")
    places = found.submodule_search_locations or [] if found else []
    files = [Path(place) / "templates/partials/languages" / f"{language}.html" for place in places]
    return language if any(file.is_file() for file in files) else "en"


def _plugins(site: Site, plugins: list[Any]) -> list[Any]:
    """Names of files in the settings of a plugin are seen from the settings; mkdocs runs elsewhere."""
    words = site.settings / "jieba_user.txt"
    made = []
    for plugin in plugins:
        options = plugin.get("search") if isinstance(plugin, dict) else None
        if isinstance(options, dict) and "jieba_dict_user" in options and words.is_file():
            made.append({"search": {**options, "jieba_dict_user": str(words)}})
        else:
            made.append(plugin)
    return made


def merged(first: Any, second: Any) -> Any:
    """As mkdocs inherits: mappings are merged, anything else is replaced."""
    if isinstance(first, dict) and isinstance(second, dict):
        return {**first, **{key: merged(first.get(key), value) for key, value in second.items()}}
    return second


def _unreadable(site: Site, file: Path, problem: Exception) -> Diagnostic:
    shown = site.shown(file)
    mark = getattr(problem, "problem_mark", None)
    place = Place(shown, mark.line + 1, mark.column + 1) if mark else None
    said = getattr(problem, "problem", None) or getattr(problem, "strerror", None) or str(problem)
    return BAD_SETTINGS.at(place, file=shown, problem=said)

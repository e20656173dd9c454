"""What stands around the pages: the first page, the page for wrong addresses, Markdown versions, lists for machines."""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tongwen.site.layout import Site, settings

_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_HIDDEN = re.compile(r'(?m)^<span class="tw-words" hidden>.*</span>\n')
_ATTRIBUTES = re.compile(r" ?\{:? ?[#.][^{}\n]*\}")
_SIGNS = re.compile(r"[\\`*_\[\]<>#|~]")
_FENCED = re.compile(r"(?ms)^( *(?:`{3,}|~{3,}).*?^ *(?:`{3,}|~{3,}) *$)")


class Tongue(NamedTuple):
    """A language of the site: its folder, its tag, its name, what the site is called, and what it says when lost."""

    folder: str
    tag: str
    name: str
    title: str
    description: str
    lost: str


class Leaf(NamedTuple):
    """A page of the navigation; `path` is empty for a heading."""

    depth: int
    title: str
    path: str


def finish(site: Site) -> None:
    """Write everything that mkdocs does not."""
    tongues = [_tongue(site, language) for language in site.languages]
    _write(site.out / "index.html", _first_page(tongues))
    _write(site.out / "404.html", _lost(site, tongues))
    _write(site.out / ".nojekyll", "")
    for tongue in tongues:
        _markdown(site, tongue.folder)
        _write(site.out / tongue.folder / "llms.txt", _list(site, tongue))
    _write(site.out / "llms.txt", _lists(tongues))
    if site.address:
        _write(site.out / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.address}/sitemap.xml\n")
        _write(site.out / "sitemap.xml", _sitemaps(site))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def navigation(site: Site, language: str) -> dict[str, Any]:
    """The file of the navigation, which also holds the title and the description."""
    text = (site.pages / f"nav.{language}.yml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text) or {})


def _tongue(site: Site, language: str) -> Tongue:
    told = settings(site, language)
    read = told if isinstance(told, dict) else {}
    extra = read.get("extra", {})
    own: dict[str, str] = next((one for one in extra.get("alternate", []) if one["link"].strip("./") == language), {})
    return Tongue(
        folder=language,
        tag=own.get("lang", language),
        name=own.get("name", language),
        title=unescape(str(read.get("site_name", ""))),
        description=unescape(str(read.get("site_description", ""))),
        lost=str(extra.get("words", {}).get("lost", "404")),
    )


def _first_page(tongues: list[Tongue]) -> str:
    """Leads on to the language of the reader's browser; without scripts it offers all of them."""
    rows = [
        f'<li lang="{escape(one.tag)}"><a href="{one.folder}/" hreflang="{escape(one.tag)}">{_both(one)}</a></li>'
        for one in tongues
    ]
    known = ",".join(f'"{one.folder}"' for one in tongues)
    script = (
        f"const known=[{known}];"
        "const wanted=(navigator.languages||[navigator.language]).map((l)=>l.slice(0,2).toLowerCase());"
        "location.replace((wanted.find((l)=>known.includes(l))||known[0])+'/'+location.hash)"
    )
    return _page(tongues[0].title, f"<ul>{''.join(rows)}</ul><script>{script}</script>")


def _both(one: Tongue) -> str:
    return escape(f"{one.title} · {one.name}")


def _lost(site: Site, tongues: list[Tongue]) -> str:
    """For addresses that are in no language's folder."""
    base = escape(site.address or ".")
    rows = [
        f'<p lang="{escape(one.tag)}">{escape(one.lost)} · <a href="{base}/{one.folder}/">{escape(one.title)}</a></p>'
        for one in tongues
    ]
    return _page("404", f"<h1>404</h1>{''.join(rows)}")


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<link rel="icon" href="data:,">\n'  # else the browser asks for one that is not there
        f"<title>{escape(title)}</title>\n"
        "<style>body{font:1rem/1.7 system-ui,sans-serif;margin:3rem auto;max-width:36rem;padding:0 1rem}</style>\n"
        f"<main>{body}</main>\n</html>\n"
    )


def _markdown(site: Site, language: str) -> None:
    """Each page as Markdown, under the address of the page with `.md`; the links between them work."""
    folder = site.pages / language
    for file in sorted(folder.rglob("*.md")):
        _write(site.out / language / file.relative_to(folder), plain(file.read_text(encoding="utf-8")))


def plain(text: str) -> str:
    """A page without what only mkdocs understands."""
    text = _HIDDEN.sub("", _HEAD.sub("", text, count=1)).lstrip("\n")
    parts = _FENCED.split(text)
    return "".join(part if i % 2 else _ATTRIBUTES.sub("", part) for i, part in enumerate(parts))


def leaves(tree: Any, depth: int = 0) -> list[Leaf]:
    """The navigation from top to bottom."""
    found: list[Leaf] = []
    for entry in tree or []:
        for title, below in entry.items():
            if isinstance(below, str):
                found.append(Leaf(depth, unescape(str(title)), below))
            else:
                found += [Leaf(depth, unescape(str(title)), ""), *leaves(below, depth + 1)]
    return found


def _list(site: Site, tongue: Tongue) -> str:
    """`llms.txt` of a language: the pages with what each is about."""
    lines = [f"# {_inert(tongue.title)}", "", f"> {_inert(tongue.description)}", ""]
    for leaf in leaves(navigation(site, tongue.folder).get("nav")):
        if not leaf.path:
            lines += ["", f"{'#' * min(leaf.depth + 2, 6)} {_inert(leaf.title)}", ""]
            continue
        about = _description(site.pages / tongue.folder / leaf.path)
        lines.append(f"- [{_inert(leaf.title)}]({leaf.path}){f': {_inert(about)}' if about else ''}")
    return "\n".join(lines) + "\n"


def _inert(text: str) -> str:
    """Words on one line of Markdown, whatever signs they hold."""
    return _SIGNS.sub(r"\\\g<0>", " ".join(text.split()))


def _description(file: Path) -> str:
    head = _HEAD.match(file.read_text(encoding="utf-8")) if file.is_file() else None
    read = yaml.safe_load(head[1]) if head else None
    return unescape(str(read.get("description", ""))) if isinstance(read, dict) else ""


def _lists(tongues: list[Tongue]) -> str:
    """`llms.txt` of the whole site."""
    rows = [f"- [{_inert(one.title)}]({one.folder}/llms.txt): {_inert(one.name)}" for one in tongues]
    head = [f"# {_inert(tongues[0].title)}", "", f"> {_inert(tongues[0].description)}", ""]
    return "\n".join([*head, *rows]) + "\n"


def _sitemaps(site: Site) -> str:
    rows = "".join(
        f"<sitemap><loc>{escape(site.address)}/{language}/sitemap.xml</loc></sitemap>\n" for language in site.languages
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{space}">\n{rows}</sitemapindex>\n'

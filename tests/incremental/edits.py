"""Random edits of a project, one after the other, as people make them; the same seed makes the same edits.

The spec is kept as data, and its files are written anew from it: so every edit gives a file that can be read.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.support import parse

WORDS = (
    "The call. It waits for the guest's answer. Nothing is kept, and nothing is sent. a b `code` **strong words** "
    '[words](https://example.org/a) """ */ <b> {x} {{ y }} | # - \\ $ % @tag ${z} 100% e.g. wx.y'
).split()
SIGNS = "接口 客人 允许 拒绝 。 ， ： 水壶 茶 《书》 “引号” （括号） `code` **重点** 第 3 号 100%".split()
_REFERENCE = re.compile(r"\[\[[^\[\]\s]+\]\]")
Text = dict[str, str]
#: How likely it is at each edit that Chinese which lags behind is written.
_CATCHES_UP = 0.2


class Project:
    """A project, its spec as data by file, and what is done to it."""

    def __init__(self, folder: Path, templates: Path, seed: int) -> None:
        """`templates` is a copy of the tool's data that may be changed."""
        self.folder = folder
        self.data = templates
        self.random = random.Random(seed)  # noqa: S311 - no secret hangs on it
        paths = sorted((folder / "spec").rglob("*.yaml"))
        self.files = {path: parse(path.read_text(encoding="utf-8")) for path in paths}
        self.made = 0
        #: A text with Chinese that lags behind: while there is one, a build has something to say.
        self.behind: tuple[Path, Text] | None = None
        #: Files among the outputs that nobody has generated, which a build speaks of as well.
        self.strays: list[Path] = []
        for path in self.files:
            self.write(path)

    def write(self, path: Path) -> None:
        """A file of the spec from its data: every text on one line."""
        words = yaml.safe_dump(self.files[path], allow_unicode=True, sort_keys=False, width=1 << 20)
        path.write_text(words, encoding="utf-8")
        self._settle(path)

    def _settle(self, path: Path) -> None:
        """Let the time stamp differ from any that it had, and from now: else a build looks at the file twice."""
        self.made += 1
        os.utime(path, ns=(1_700_000_000_000_000_000 + self.made,) * 2)

    def texts(self) -> list[tuple[Path, tuple[str | int, ...], Text]]:
        """Every text of the spec: its file, its path, and what may be changed in place."""
        return [(path, steps, text) for path, data in self.files.items() for steps, text in _texts(data, ())]

    def pages(self) -> Path:
        """The folder of the reference."""
        manifest = self.files[self.folder / "spec" / "tongwen.yaml"]
        return self.folder / str(manifest["tongwen"]["targets"]["docs"]["output"])

    def edit(self) -> tuple[str, ...]:
        """Change something. What was done, for whoever must find out what went wrong."""
        if self.behind is not None and self.random.random() < _CATCHES_UP:
            return "caught up", *map(str, caught_up(self))
        kinds = self.random.choices(list(EDITS), [weight for _, weight in EDITS.values()])
        return kinds[0], *(str(part) for part in EDITS[kinds[0]][0](self))

    def chosen(self) -> tuple[Path, tuple[str | int, ...], Text]:
        return self.random.choice(self.texts())

    def calls(self) -> list[tuple[Path, str]]:
        return [(path, name) for path, data in self.files.items() for name in data.get("apis", {})]


def _texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    if isinstance(value, dict):
        if set(value) == {"en", "zh"}:
            yield path, value
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*path, number))


def _english(project: Project, old: str) -> str:
    """Other words, with the references of the old ones."""
    some = project.random.choices(WORDS, k=project.random.choice((1, 4, 12, 40)))
    gap = project.random.choice((" ", " ", " ", "\n\n"))
    return (" ".join(some[:6]) + gap + " ".join([*some[6:], *_REFERENCE.findall(old)])).strip()


def _chinese(project: Project, old: str) -> str:
    some = project.random.choices(SIGNS, k=project.random.choice((1, 4, 12, 40)))
    return project.random.choice(("", " ")).join([*some, *_REFERENCE.findall(old)]).strip()


def _reword(project: Project, text: Text, english: str, chinese: str) -> None:
    """Put both in a text. Chinese that is the same by chance would lag behind, and nobody would ever write it."""
    text |= {"en": english, "zh": chinese if chinese != text["zh"] else f"{chinese} {project.made}"}


def words(project: Project) -> tuple[object, ...]:
    """Other words in both languages."""
    path, steps, text = project.chosen()
    _reword(project, text, _english(project, text["en"]), _chinese(project, text["zh"]))
    project.write(path)
    return path.name, *steps


def chinese(project: Project) -> tuple[object, ...]:
    """Other Chinese."""
    path, steps, text = project.chosen()
    text["zh"] = _chinese(project, text["zh"])
    project.write(path)
    return path.name, *steps


def english(project: Project) -> tuple[object, ...]:
    """Other English: the Chinese lags behind."""
    if project.behind is not None:
        return words(project)
    path, steps, text = project.chosen()
    text["en"] = _english(project, text["en"])
    project.behind = path, text
    project.write(path)
    return path.name, *steps


def caught_up(project: Project) -> tuple[object, ...]:
    """The Chinese of a text whose English was changed."""
    assert project.behind is not None
    path, text = project.behind
    project.behind = None
    text["zh"] = f"{_chinese(project, text['zh'])} {project.made}"
    project.write(path)
    return (path.name,)


def same(project: Project) -> tuple[object, ...]:
    """The words of another text."""
    path, steps, text = project.chosen()
    other = project.chosen()[2]
    if _REFERENCE.search(text["en"] + text["zh"] + other["en"] + other["zh"]):
        return ("nothing",)
    _reword(project, text, other["en"], other["zh"])
    project.write(path)
    return path.name, *steps


def several(project: Project) -> tuple[object, ...]:
    """Other words in some texts of all files."""
    for _ in range(project.random.randrange(2, 8)):
        words(project)
    return ()


def reference(project: Project) -> tuple[object, ...]:
    """A reference that was not there, or gone; to a call that stays."""
    path, steps, text = project.chosen()
    _, name = project.random.choice([call for call in project.calls() if not call[0].name.startswith("more-")])
    for language in text:
        bare = _REFERENCE.sub(r"x", text[language])
        text[language] = bare if bare != text[language] else f"{text[language]} [[{name}]]"
    project.write(path)
    return path.name, *steps


def moved(project: Project) -> tuple[object, ...]:
    """A comment at the top: everything below it stands on another line."""
    path = project.random.choice(list(project.files))
    path.write_text(f"# {project.made}\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    project._settle(path)
    return (path.name,)


def turned(project: Project) -> tuple[object, ...]:
    """The entries of a file in another order."""
    path = project.random.choice(list(project.files))
    data = project.files[path]
    for kind in data:
        if kind != "tongwen":
            data[kind] = dict(reversed(data[kind].items()))
    project.write(path)
    return (path.name,)


def added(project: Project) -> tuple[object, ...]:
    """A call like another, in a file of its own."""
    path, name = project.random.choice(project.calls())
    owner = name.partition(".")[0]
    new = project.folder / "spec" / f"more-{project.made}.yaml"
    project.files[new] = {"apis": {f"{owner}.more{project.made}": {**project.files[path]["apis"][name]}}}
    project.files[new] = parse(yaml.safe_dump(project.files[new]))  # nothing in common with the other
    project.write(new)
    return new.name, name


def removed(project: Project) -> tuple[object, ...]:
    """A call that was added."""
    more = [path for path in project.files if path.name.startswith("more-")]
    if not more:
        return added(project)
    path = project.random.choice(more)
    if project.behind is not None and project.behind[0] == path:
        project.behind = None
    del project.files[path]
    path.unlink()
    return (path.name,)


def renamed(project: Project) -> tuple[object, ...]:
    """Another name for a call that was added."""
    more = [path for path in project.files if path.name.startswith("more-")]
    if not more:
        return added(project)
    path = project.random.choice(more)
    ((name, entry),) = project.files[path]["apis"].items()
    project.files[path]["apis"] = {f"{name}x": entry}
    project.write(path)
    return path.name, name


def parameter(project: Project) -> tuple[object, ...]:
    """A parameter more, or one with another type."""
    path, name = project.random.choice(project.calls())
    given = project.files[path]["apis"][name].setdefault("parameters", {})
    kind = project.random.choice(("string", "integer", "boolean", "string[]"))
    given["extra"] = {"type": kind, "description": {"en": f"More of {kind}.", "zh": f"更多 {kind}。"}}
    project.write(path)
    return path.name, name


def option(project: Project) -> tuple[object, ...]:
    """The languages of a client's comments."""
    path = project.folder / "spec" / "tongwen.yaml"
    targets = project.files[path]["tongwen"]["targets"]
    target, name = project.random.choice((("python", "docstrings"), ("typescript", "comments")))
    comments = project.random.choice((["en"], ["zh"], ["en", "zh"], ["zh", "en"]))
    targets[target]["options"][name] = comments
    project.write(path)
    return target, *comments


def template(project: Project) -> tuple[object, ...]:
    """A line more in a template."""
    files = sorted((project.data / "templates" / "docs").glob("*.md.j2"))
    path = project.random.choice(files)
    path.write_text(path.read_text(encoding="utf-8") + f"\n<!-- {project.made} -->\n", encoding="utf-8")
    project._settle(path)
    return (path.name,)


def catalogue(project: Project) -> tuple[object, ...]:
    """Wording of the project's own."""
    path = project.folder / "locales" / "zh_Hans" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    path.write_text(f'{head}msgid "Parameters"\nmsgstr "参数 {project.made}"\n', encoding="utf-8")
    project._settle(path)
    return ()


def touched(project: Project) -> tuple[object, ...]:
    """A file of the spec written again as it was."""
    path = project.random.choice(list(project.files))
    project._settle(path)
    return (path.name,)


def strayed(project: Project) -> tuple[object, ...]:
    """Somebody's own file among the outputs, or another than before, or none any more."""
    if project.strays and project.random.random() < 1 / 2:
        path = project.strays.pop()
        path.unlink()
        return "gone", path.name
    folder = project.random.choice(("", "en", "notes", "notes/deep"))
    path = project.pages() / folder / f"own-{project.made % 3}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"Somebody's, {project.made}.\n", encoding="utf-8")
    if path not in project.strays:
        project.strays.append(path)
    project._settle(path)
    return folder, path.name


def lost(project: Project) -> tuple[object, ...]:
    """An output is gone."""
    path = project.random.choice(sorted(project.pages().rglob("*.md")))
    path.unlink()
    return (path.name,)


def damaged(project: Project) -> tuple[object, ...]:
    """What the tool remembers is gone, cut off, or not what it was."""
    kept = [
        path
        for path in sorted((project.folder / ".tongwen").iterdir())
        if path.name in ("notes", "since", "record.json")
    ]
    if not kept:
        return ("nothing",)
    path = project.random.choice(kept)
    content = path.read_bytes()
    at = project.random.randrange(len(content))
    spoilt = bytes([content[at] ^ 1 << project.random.randrange(8)])
    how = project.random.choice(("gone", "cut off", "spoilt"))
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(content[:at] + (spoilt + content[at + 1 :] if how == "spoilt" else b""))
    return path.name, how, at


def forgotten(project: Project) -> tuple[object, ...]:
    """All that the tool remembers is gone."""
    shutil.rmtree(project.folder / ".tongwen")
    return ()


#: What is done, and how often among all.
EDITS: dict[str, tuple[Callable[[Project], tuple[object, ...]], int]] = {
    made.__name__: (made, weight)
    for made, weight in (
        (words, 30),
        (chinese, 10),
        (english, 4),
        (same, 6),
        (several, 10),
        (reference, 3),
        (moved, 2),
        (turned, 2),
        (added, 3),
        (removed, 2),
        (renamed, 3),
        (parameter, 4),
        (option, 3),
        (template, 3),
        (catalogue, 3),
        (touched, 3),
        (strayed, 4),
        (lost, 3),
        (damaged, 8),
        (forgotten, 1),
    )
}

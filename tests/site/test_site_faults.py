"""Pages with a fault: the build of the site fails, and names the line of the spec that the page was made from."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tongwen.pipeline import Options, build, read
from tongwen.site.build import Built, build_site
from tongwen.site.finish import plain
from tongwen.site.layout import Site, site_of
from tongwen.site.mkdocs import Ran, problems

from tests.checks.cases import shows
from tests.support import run_cli

PAGE = "apis/tea.orderTea.md"
PLACE = "spec/apis.yaml:"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tea") / "house"
    assert run_cli(["init", str(folder)], folder.parent).returncode == 0
    assert not build(folder, Options()).failed
    return folder


@pytest.fixture
def site(made: Path, tmp_path: Path) -> Site:
    folder = Path(shutil.copytree(made, tmp_path / "house"))
    manifest = read(folder).document.tongwen
    assert manifest is not None
    found = site_of(folder, manifest)
    assert found is not None
    return found


def add(text: str, page: str = f"en/{PAGE}") -> Callable[[Site], None]:
    def change(site: Site) -> None:
        file = site.pages / page
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")

    return change


def lonely(site: Site) -> None:
    (site.pages / "zh" / "lonely.md").write_text('---\nsource: "spec/apis.yaml#L7"\n---\n# 独页\n', encoding="utf-8")


def ghost(site: Site) -> None:
    file = site.pages / "nav.en.yml"
    file.write_text(file.read_text(encoding="utf-8") + '  - "Ghost": "ghost.md"\n', encoding="utf-8")


FAULTS: dict[str, tuple[str, Callable[[Site], None], str]] = {
    "a link to no page": ("TW872", add("\n[x](nowhere.md)\n"), PLACE),
    "a link to no anchor of the page": ("TW873", add("\n[x](#nowhere)\n"), PLACE),
    "a link to no anchor of another": ("TW873", add("\n[x](index.md#nowhere)\n"), PLACE),
    "a page that nothing leads to": ("TW874", lonely, "spec/apis.yaml:7:1"),
    "a page that does not exist": ("TW875", ghost, ""),
    "an anchor that stands twice": ("TW876", add("\n## Again { #parameters }\n"), PLACE),
    "an anchor of a cell that stands twice": ("TW876", add('\n<span id="top">x</span>\n', f"zh/{PAGE}"), PLACE),
    "an image without text": ("TW877", add("\n![ ](pot.svg)\n"), PLACE),
    "an image of HTML without text": ("TW877", add('\n<img src="pot.svg">\n'), PLACE),
}


def told(built: Built) -> list[tuple[str, str]]:
    return [(d.code, str(d.place or "")) for d in built.found]


@shows("TW872", "TW873", "TW874", "TW875", "TW876", "TW877")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_stops_the_build_at_its_line(site: Site, fault: str) -> None:
    code, change, place = FAULTS[fault]
    change(site)
    ((found, where),) = told(build_site(site))
    assert found == code
    assert where.startswith(place)


def test_what_only_looks_like_a_fault_is_none(site: Site) -> None:
    code = '\n```html\n<img src="a.png"> ## X { #top }\n```\n\n`![ ](x)` ![A pot](index.md)\n'
    add(code)(site)
    assert told(build_site(site)) == []


@shows("TW878")
def test_anything_else_that_mkdocs_complains_about_is_passed_on(site: Site) -> None:
    (site.pages / "nav.zh.yml").write_text("site_name: x\nnav: 3\n", encoding="utf-8")
    ((code, _),) = told(build_site(site))
    assert code == "TW878"


def test_a_failure_without_a_complaint_is_still_a_failure(site: Site) -> None:
    (found,) = problems(site, Ran("zh", done=False, printed="Traceback\nKeyError: 'x'\n"))
    assert (found.code, found.message()) == ("TW878", "mkdocs says of the pages in zh: KeyError: 'x'")


def test_plain_markdown_keeps_code_as_it_is() -> None:
    page = '---\ntitle: "x"\n---\n\n# A { #top }\n\n[b](c.md){ .tw-badge }\n\n```css\na { #b }\n```\n'
    assert plain(page) == "# A\n\n[b](c.md)\n\n```css\na { #b }\n```\n"

"""Pages that somebody has spoilt: the build of the site fails, and names the line that the page was made from."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tongwen.pipeline import Options, build, read
from tongwen.site.build import build_site
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


def broken(site: Site) -> None:
    (site.pages / "nav.zh.yml").write_text("site_name: x\nnav: 3\n", encoding="utf-8")


FAULTS: dict[str, tuple[Callable[[Site], None], str, str]] = {
    "a link to no page": (add("\n[x](nowhere.md)\n"), PLACE, "nowhere.md"),
    "a link to no anchor of the page": (add("\n[x](#nowhere)\n"), PLACE, "#nowhere"),
    "a link to no anchor of another": (add("\n[x](index.md#nowhere)\n"), PLACE, "index.md#nowhere"),
    "a page that nothing leads to": (lonely, "", "lonely.md"),
    "a page that does not exist": (ghost, "", "ghost.md"),
    "a navigation that is none": (broken, "", "nav"),
}


@shows("TW872")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_was_made_by_hand_stops_the_build_at_its_line(site: Site, fault: str) -> None:
    change, place, named = FAULTS[fault]
    change(site)
    (found,) = build_site(site).found
    assert found.code == "TW872"
    assert named in found.message()
    assert str(found.place or "").startswith(place)


def test_a_failure_without_a_complaint_is_still_a_failure(site: Site) -> None:
    (found,) = problems(site, Ran("zh", done=False, printed="Traceback\nKeyError: 'x'\n"))
    assert (found.code, found.message()) == ("TW872", "mkdocs says of the pages in zh: KeyError: 'x'")


def test_plain_markdown_keeps_code_as_it_is() -> None:
    page = '---\ntitle: "x"\n---\n\n# A { #top }\n\n[b](c.md){ .tw-badge }\n\n```css\na { #b }\n```\n'
    assert plain(page) == "# A\n\n[b](c.md)\n\n```css\na { #b }\n```\n"

"""One entry of the spec beside its outputs, on the home page."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest
from tongwen.pipeline import Options, build
from tongwen.targets.python.sample import cut as cut_python
from tongwen.targets.typescript.sample import cut as cut_typescript

from tests.support import GARDEN, project

TARGETS = """targets:
    python: {output: sdk/python}
    typescript: {output: sdk/typescript}
    docs: {output: site/docs, options: {showcase: garden.SHOWN}}
    matrix: {output: tests/matrix}"""


def garden_with(name: str) -> str:
    return GARDEN.replace("targets: {}", TARGETS.replace("garden.SHOWN", name))


def home(folder: Path, name: str = "garden.openValve", language: str = "en", spec: str = "") -> str:
    project(folder, base=spec or garden_with(name))
    report = build(folder, Options())
    assert [d for d in report.found if d.severity == "error"] == []
    return (folder / f"site/docs/{language}/index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_home_page_shows_an_entry_and_its_outputs(tmp_path: Path, language: str) -> None:
    page = home(tmp_path, language=language)
    assert "\ngarden.openValve:\n  group: water\n" in page
    assert "def open_valve(" in page
    assert "openValve(" in page.partition("```ts")[2].partition("```")[0]
    assert '"call": "garden.openValve"' in page
    assert "(apis/garden.openValve.md)" in page


def test_the_pieces_are_those_of_the_outputs(tmp_path: Path) -> None:
    page = home(tmp_path)
    client = "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "sdk/python").rglob("_keeper.py"))
    shown = page.partition("```python\n")[2].partition("```")[0]
    for line in shown.strip().split("\n")[:-1]:
        assert line in client


def test_an_entry_ends_where_the_next_one_starts(tmp_path: Path) -> None:
    entry = home(tmp_path).partition("```yaml\n")[2].partition("```")[0]
    names = [line for line in entry.split("\n") if line and not line.startswith(" ")]
    assert names == ["garden.openValve:"]


def test_an_api_that_there_is_not_is_reported_at_the_option(tmp_path: Path) -> None:
    project(tmp_path, base=garden_with("garden.closeValve"))
    found = [d for d in build(tmp_path, Options()).found if d.severity == "error"]
    assert [d.code for d in found] == ["TW704"]
    assert "garden.closeValve" in found[0].message()
    assert found[0].place is not None
    assert found[0].place.file == "spec/tongwen.yaml"


def test_an_entry_cannot_leave_its_block(tmp_path: Path) -> None:
    spec = garden_with("garden.openValve")
    before = "summary: {en: Opens"
    assert before in spec
    hostile = spec.replace(before, "summary: {en: '</div></div> ``` <script>x</script> Opens", 1)
    line = next(row for row in hostile.split("\n") if "<script>" in row)
    fixed = line.replace(", zh:", "', zh:", 1)
    pages = [home(tmp_path / "a"), home(tmp_path / "b", spec=hostile.replace(line, fixed))]
    made = [_html(page) for page in pages]
    assert made[0].count("<div") == made[1].count("<div")
    assert made[0].count("</div") == made[1].count("</div")
    assert "<script" not in made[1]


def _html(page: str) -> str:
    extensions = ["tables", "attr_list", "md_in_html", "pymdownx.superfences"]
    return markdown.markdown(page.split("---\n", 2)[2], extensions=extensions)


def test_what_is_not_there_is_not_cut_out() -> None:
    assert cut_python("class A:\n    def b(self) -> None:\n        '''B.'''\n", "c") == ""
    assert cut_typescript("  /**\n   * B.\n   */\n  b(): void;\n", "c") == ""
    assert cut_typescript("  /**\n   * B.\n   */\n  b(): void;\n", "b") == "/** B. */\nb(): void;"

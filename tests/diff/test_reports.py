"""What a comparison looks like: on the terminal, for programs, on a pull request, in both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
from tongwen.diff.data import DiffData, as_json
from tongwen.diff.github import as_annotations
from tongwen.diff.markdown import LIMIT, as_markdown
from tongwen.diff.text import COLUMNS, as_text
from tongwen.diff.verdict import Verdict
from tongwen.encode.wrap import width

from tests.diff.pairs import pair, pairs
from tests.diff.test_verdict import GONE, approval, verdict
from tests.diff.yard import YARD
from tests.support import parse, run_cli

ASKS = pair("after a refusal a call asks again").text
CJK = re.compile("[\u4e00-\u9fff]")


def of(tmp_path: Path, head: str, base: str = YARD) -> Verdict:
    return verdict(tmp_path, base, head)


def test_a_rule_that_failed_and_now_asks_is_breaking_and_says_so_in_both_languages(tmp_path: Path) -> None:
    found = of(tmp_path, ASKS)
    change = found.breaking[0]
    assert (change.sort, change.impact.behaviour) == ("behaviour-changed", "breaking")
    english, chinese = (json.loads(as_json(found, language))["changes"][0]["message"] for language in ("en", "zh"))
    assert english == (
        "`garden.both`, `garden.lightLamp`, `garden.openValve` and 1 more, when “Leave” is “Withheld”: "
        "failed at once with `refused`, and now asks, then succeeds or fails with `refused`"
    )
    assert chinese == (
        "`garden.both`、`garden.lightLamp`、`garden.openValve` 以及另外 1 项，当“许可”为“已拒绝”时："
        "原来直接失败（`refused`），现在弹窗询问用户，然后成功或失败（`refused`）"
    )


def test_the_text_tells_sides_changes_counts_and_advice(tmp_path: Path) -> None:
    found = of(tmp_path, GONE)
    base, head = found.base.name, found.head.name
    line = YARD.partition("  Pump.start:")[0].count("\n") + 1
    lines = as_text(found, "en").split("\n")
    assert lines == [
        f"{base} (0.1.0) → {head} (0.1.0)",
        "",
        "Breaking changes",
        "  - API `Pump.start` was removed",
        "    Profiles: `keeper`",
        "    Python client: breaking, TypeScript declarations: breaking, Behaviour: breaking",
        f"    api-removed:Pump.start  {base}/spec/tongwen.yaml:{line}:3",
        "",
        "                         Breaking  Additions  Compatible",
        "Python client                   1          -           -",
        "TypeScript declarations         1          -           -",
        "Behaviour                       1          -           -",
        "`keeper`                        1          -           -",
        "`guest`                         -          -           -",
        "",
        "1 breaking change",
        "Call the next release `0.2.0` (minor) after `0.1.0`: something breaks.",
    ]


def test_approved_changes_are_told_with_their_reason(tmp_path: Path) -> None:
    found = of(tmp_path, GONE + approval())
    assert "Approved as `no-pump`: Nobody has one." in as_text(found, "en")
    assert "批准 `no-pump`：没有人有水泵。" in as_text(found, "zh")
    assert "1 approved breaking change" in as_text(found, "en")
    assert "Approved as `no-pump`: Nobody has one." in as_markdown(found, "en")


@pytest.mark.parametrize("example", pairs(), ids=str)
def test_every_change_is_told_in_both_languages(example: object, tmp_path: Path) -> None:
    found = of(tmp_path, example.text)  # type: ignore[attr-defined]
    for change in json.loads(as_json(found, "zh"))["changes"]:
        assert CJK.search(change["message"])
        assert not re.search(r"\{\w+\}", re.sub(r"`[^`]*`", "", change["message"]))
    for change in json.loads(as_json(found, "en"))["changes"]:
        assert not CJK.search(change["message"])
    for language in ("en", "zh"):
        names = [set(re.findall(r"`([^`]+)`", c["message"])) for c in json.loads(as_json(found, language))["changes"]]
        assert names == [
            set(re.findall(r"`([^`]+)`", c["message"])) for c in json.loads(as_json(found, "en"))["changes"]
        ]


def test_lines_of_the_text_fit_a_terminal(tmp_path: Path) -> None:
    for language in ("en", "zh"):
        prose = [
            line for line in as_text(of(tmp_path / language, ASKS), language).split("\n")[1:] if "spec/" not in line
        ]
        assert max(map(width, prose)) <= COLUMNS


def test_the_json_is_what_its_records_promise(tmp_path: Path) -> None:
    raw = as_json(of(tmp_path, ASKS + approval("behaviour-changed:withheld-fails/leave=withheld")), "en")
    assert raw.isascii()
    data = msgspec.json.decode(raw, type=DiffData, strict=True)
    assert (data.format, data.breaking, data.advice.step) == (1, False, "minor")
    change = data.changes[0]
    assert change.entry == ["rules", "asks-allowed"]
    assert change.profiles == ["keeper", "guest"]
    assert change.place is not None
    assert change.approved is not None
    assert change.details == {
        "rule": "withheld-fails",
        "calls": ["garden.both", "garden.lightLamp", "garden.openValve", "pool"],
        "cells": 5,
        "situation": {"leave": ["withheld"]},
        "before": {"prompt": "none", "result": "refused", "memory": {}, "holds": {}},
        "after": [
            {"prompt": "scope", "result": "success", "memory": {"first": "granted"}, "holds": {}},
            {"prompt": "scope", "result": "refused", "memory": {}, "holds": {}},
        ],
    }


def test_the_json_keeps_its_fields(tmp_path: Path) -> None:
    data = json.loads(as_json(of(tmp_path, GONE), "en"))
    assert list(data) == ["format", "base", "head", "breaking", "advice", "changes", "notes"]
    assert list(data["changes"][0]) == [
        "id", "sort", "severity", "impact", "entry", "profiles", "message", "hint", "fields", "details", "side",
        "place", "approved",
    ]  # fmt: skip


def test_the_comment_starts_with_counts_advice_and_a_table(tmp_path: Path) -> None:
    lines = as_markdown(of(tmp_path, ASKS), "en").split("\n")
    assert lines[0] == "### 1 breaking change, 2 compatible changes"
    assert lines[2] == "Call the next release `0.2.0` (minor) after `0.1.0`: something breaks."
    assert lines[4:11] == [
        "| | Breaking | Additions | Compatible |",
        "|---|---|---|---|",
        "| Python client |  |  |  |",
        "| TypeScript declarations |  |  |  |",
        "| Behaviour | 1 |  | 2 |",
        "| `keeper` | 1 |  | 1 |",
        "| `guest` | 1 |  | 1 |",
    ]
    assert lines[12] == "#### Breaking changes"
    folded = "\n".join(lines).partition("<details>")[2]
    assert "Compatible changes (2)" in folded
    assert folded.count("</details>") == 1


HOSTILE = "Hi @everyone <img src=x onerror=alert(1)> | </details> # x ![a](https://e.org/@b) [c](https://e.org/@d) `@e`"


def test_texts_of_the_spec_cannot_become_structure_of_the_comment(tmp_path: Path) -> None:
    head = ASKS.replace(
        "title: {en: Leave, zh: 许可}", f"title: {{en: {json.dumps(HOSTILE)}, zh: {json.dumps(HOSTILE)}}}"
    )
    head += (
        f"approvals:\n  x: {{change: 'api-removed:x', release: 0.2.0, reason: {{en: {json.dumps(HOSTILE)}, zh: 因}}}}\n"
    )
    for language in ("en", "zh"):
        made = as_markdown(of(tmp_path / language, head), language)
        bare = re.sub(r"`[^`\n]*`", "", made)
        assert "<img" not in bare
        assert made.count("<details>") == made.count("</details>")
        assert re.search(r"@(?!<!-- -->)\w", re.sub(r"\]\([^)]*\)", "", bare)) is None
        assert "e\\.org" not in made
        assert not any(line.startswith("# ") for line in made.split("\n"))


def test_the_comment_is_no_longer_than_github_takes(tmp_path: Path) -> None:
    apis = "".join(
        f"  garden.call{i}:\n    group: water\n    summary: {{en: C{i}., zh: 接口{i}。}}\n    profiles: [keeper]\n"
        for i in range(900)
    )
    made = as_markdown(of(tmp_path, YARD, YARD.replace("components:\n", f"{apis}components:\n")), "en")
    assert len(made) < LIMIT + 1000
    assert re.search(r"- and [0-9]+ more: `tongwen diff` tells all", made)


def test_annotations_stand_on_the_lines_of_the_head(tmp_path: Path) -> None:
    found = of(tmp_path, ASKS)
    lines = as_annotations(found, "en").split("\n")
    line = ASKS.partition("  asks-allowed:")[0].count("\n") + 1
    assert lines[0].startswith(
        f"::error file={found.head.prefix}spec/tongwen.yaml,line={line},col=3,title=behaviour-changed::"
    )
    assert [re.match(r"::(\w+)", line)[1] for line in lines] == ["error", "notice", "notice", "notice"]  # type: ignore[index]
    assert lines[-1].startswith("::notice title=tongwen-diff::1 breaking change, 2 compatible changes ")


def test_annotations_of_what_is_gone_stand_in_the_file_where_it_was(tmp_path: Path) -> None:
    found = of(tmp_path / "1", GONE)
    place = found.base.place(("apis", "Pump.start"))
    assert place is not None
    assert f"file={found.head.prefix}spec/tongwen.yaml,line={place.line}," in as_annotations(found, "en")
    warned = as_annotations(of(tmp_path / "2", GONE + approval()), "en")
    assert warned.startswith("::warning ")


def test_wording_is_not_annotated(tmp_path: Path) -> None:
    assert as_annotations(of(tmp_path, pair("the wording changes").text), "en").count("\n") == 0


@pytest.mark.parametrize("form", ["text", "json", "markdown", "github"])
@pytest.mark.parametrize(("name", "code"), [("an API is gone", 1), ("an API is new", 0), ("the wording changes", 0)])
def test_the_exit_code_says_whether_something_breaks(form: str, name: str, code: int, tmp_path: Path) -> None:
    found = of(tmp_path, pair(name).text)
    done = run_cli(["diff", found.base.name, found.head.name, "--format", form], tmp_path)
    assert (done.returncode, done.stderr) == (code, "")
    assert done.stdout


def test_an_approved_change_does_not_fail_the_command(tmp_path: Path) -> None:
    found = of(tmp_path, GONE + approval())
    assert run_cli(["diff", found.base.name, found.head.name], tmp_path).returncode == 0


def test_nothing_is_said_on_standard_output_where_nothing_can_be_compared(tmp_path: Path) -> None:
    for form in ("text", "json", "markdown", "github"):
        done = run_cli(["diff", "./nowhere", "./nowhere", "--format", form], tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert "TW903" in done.stderr


def test_the_command_speaks_chinese(tmp_path: Path) -> None:
    found = of(tmp_path, GONE)
    done = run_cli(["diff", found.base.name, found.head.name, "--lang", "zh"], tmp_path)
    assert "API `Pump.start` 已移除" in done.stdout


def test_the_spec_without_changes_gives_one_sentence(tmp_path: Path) -> None:
    assert as_text(of(tmp_path, YARD), "en").endswith("\n\nnothing changed for users")
    assert as_markdown(of(tmp_path / "2", YARD), "zh") == "### 对使用者没有变化\n"


def test_the_yard_has_every_kind_of_entry() -> None:
    from tongwen.model.spec import Document

    assert set(Document.__struct_fields__) - set(parse(YARD)) == {"approvals", "suppressions"}

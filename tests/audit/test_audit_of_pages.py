"""`tongwen audit page`: a page that says what the spec says has no finding; each planted fault is found at its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from tongwen.audit.found import Found
from tongwen.model.spec import Document

from tests.audit.pages import FORMATS, Content, Field, Row, audited, content, garden, new, unrecorded, written
from tests.checks.cases import complete, shows

Change = Callable[[Content], Content]
SUBJECTS: dict[str, tuple[Callable[[], Document], str, str]] = {
    "mini-program": (unrecorded, "mini-program", "wx.getSetting"),
    "mini-game": (unrecorded, "mini-game", "wx.getLocation"),
    "mini-game-2018": (unrecorded, "mini-game-2018", "wx.authorize"),
    "plugin": (unrecorded, "plugin", "wx.authorizeForMiniProgram"),
    "garden": (garden, "keeper", "garden.openValve"),
}
LANGUAGES = ("en", "zh")


def page(subject: str, language: str) -> Content:
    which, profile, api = SUBJECTS[subject]
    return content(which(), profile, language, api)


def told(found: list[Found]) -> list[str]:
    return [f"{each.diagnostic.place} {each.id} {each.diagnostic.message()}" for each in found]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_page_that_says_what_the_spec_says_has_no_finding(
    tmp_path: Path, subject: str, language: str, form: str
) -> None:
    which, profile, _ = SUBJECTS[subject]
    done = audited(tmp_path, which, written(page(subject, language), form), form, profile)
    assert told(new(done)) == []
    assert not done.empty


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_profile_is_guessed_from_the_page(tmp_path: Path, subject: str, language: str, form: str) -> None:
    which, profile, _ = SUBJECTS[subject]
    done = audited(tmp_path, which, written(page(subject, language), form), form, None)
    assert (done.profile, done.guessed) == (profile, True)


class Fault(NamedTuple):
    """A way to make a page wrong: the change, and the name, code and words of what must be found."""

    what: str
    change: Change
    id: str
    code: str
    words: str


def row(scope: str, change: Callable[[Row], Row | None]) -> Change:
    def changed(page: Content) -> Content:
        assert any(each.scope == scope for each in page.rows)
        rows = tuple(kept for each in page.rows if (kept := change(each) if each.scope == scope else each))
        return page._replace(rows=rows)

    return changed


def field(name: str, change: Callable[[Field], Field | None]) -> Change:
    def changed(page: Content) -> Content:
        assert any(each.name == name for each in page.fields)
        fields = tuple(kept for each in page.fields if (kept := change(each) if each.name == name else each))
        return page._replace(fields=fields)

    return changed


def called(scope: str, old: str, new: str) -> Change:
    """One call in the row of a scope becomes another; an empty one is added or taken out."""

    def change(row: Row) -> Row:
        calls = [new if call == old else call for call in row.calls] if old else [*row.calls, new]
        assert calls != list(row.calls)
        return row._replace(calls=tuple(filter(None, calls)))

    return row(scope, change)


ROWS = [
    Fault(
        "first letter lost",
        row("scope.record", lambda r: r._replace(scope="cope.record")),
        "misspelt:cope.record",
        "TW940",
        "cope.record",
    ),
    Fault(
        "prefix lost",
        row("scope.addPhoneContact", lambda r: r._replace(scope="addPhoneContact")),
        "misspelt:addPhoneContact",
        "TW940",
        "addPhoneContact",
    ),
    Fault(
        "letters exchanged",
        row("scope.camera", lambda r: r._replace(scope="scope.camrea")),
        "misspelt:scope.camrea",
        "TW940",
        "scope.camrea",
    ),
    Fault(
        "wrong case",
        row("scope.werun", lambda r: r._replace(scope="scope.weRun")),
        "misspelt:scope.weRun",
        "TW940",
        "scope.weRun",
    ),
    Fault("scope left out", row("scope.werun", lambda r: None), "missing:scope.werun", "TW941", ""),
    Fault(
        "scope of another profile",
        row("scope.invoice", lambda r: r._replace(scope="scope.gameClubData")),
        "extra:scope.gameClubData",
        "TW942",
        "scope.gameClubData",
    ),
    Fault(
        "unknown scope",
        row("scope.invoice", lambda r: r._replace(scope="scope.nearbyShops")),
        "extra:scope.nearbyShops",
        "TW942",
        "scope.nearbyShops",
    ),
    Fault(
        "call in capitals",
        called("scope.record", "RecorderManager.start", "RecorderManager.Start"),
        "misspelt:RecorderManager.Start",
        "TW940",
        "RecorderManager.Start",
    ),
    Fault(
        "call misspelt",
        called("scope.bluetooth", "wx.openBluetoothAdapter", "wx.openBluetothAdapter"),
        "misspelt:wx.openBluetothAdapter",
        "TW940",
        "wx.openBluetothAdapter",
    ),
    Fault(
        "call left out",
        called("scope.writePhotosAlbum", "wx.saveVideoToPhotosAlbum", ""),
        "missing:scope.writePhotosAlbum#wx.saveVideoToPhotosAlbum",
        "TW941",
        "",
    ),
    Fault(
        "call of another scope",
        called("scope.werun", "wx.getWeRunData", "wx.addPhoneContact"),
        "misplaced:scope.werun#wx.addPhoneContact",
        "TW943",
        "wx.addPhoneContact",
    ),
    Fault(
        "only call left out",
        called("scope.werun", "wx.getWeRunData", ""),
        "missing:scope.werun#wx.getWeRunData",
        "TW941",
        "",
    ),
    Fault(
        "unknown call",
        called("scope.werun", "", "wx.getStepGoals"),
        "extra:scope.werun#wx.getStepGoals",
        "TW942",
        "wx.getStepGoals",
    ),
]
"""Faults of the list of mini programs."""


def shown(found: list[Found], fault: Fault, text: str) -> None:
    """Assert that the fault is found once, with its code, at the line where its words stand."""
    here = [each for each in found if each.id == fault.id]
    assert here, told(found)
    assert {each.diagnostic.code for each in here} == {fault.code}
    for each in here:
        complete(each.diagnostic)
    if fault.words:
        lines = {i for i, line in enumerate(text.split("\n"), 1) if fault.words in line}
        assert {each.place.line for each in here} <= lines
        line = text.split("\n")[here[0].place.line - 1]
        assert line[here[0].place.column - 1 :].startswith(fault.words)


@shows("TW940", "TW941", "TW942", "TW943")
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", ROWS, ids=lambda fault: fault.what)
def test_a_fault_in_the_list_of_scopes_is_found_at_its_line(
    tmp_path: Path, fault: Fault, language: str, form: str
) -> None:
    text = written(fault.change(page("mini-program", language)), form)
    found = new(audited(tmp_path, unrecorded, text, form, "mini-program"))
    shown(found, fault, text)
    follows = ("missing:", "extra:", "misplaced:")  # a row that is wrong is lacking, too
    assert all(each.id == fault.id or each.id.startswith(follows) for each in found), told(found)
    assert len(found) <= 4


FIELDS = [
    Fault(
        "parameter misspelt",
        field("withSubscriptions", lambda f: f._replace(name="withSubscription")),
        "misspelt:wx.getSetting.withSubscription",
        "TW940",
        "withSubscription",
    ),
    Fault(
        "unknown parameter",
        lambda page: page._replace(fields=(*page.fields, Field("colour", "string", "-", "-"))),
        "extra:wx.getSetting.colour",
        "TW942",
        "colour",
    ),
    Fault(
        "wrong default",
        field("withSubscriptions", lambda f: f._replace(default="true")),
        "default:wx.getSetting.withSubscriptions",
        "TW944",
        "withSubscriptions",
    ),
    Fault(
        "wrong version",
        lambda page: page._replace(since=page.since.replace("1.2.0", "1.9.0")),
        "since:wx.getSetting",
        "TW944",
        "wx.getSetting",
    ),
    Fault("no version", lambda page: page._replace(since=""), "unsaid:wx.getSetting", "TW947", "wx.getSetting"),
]
"""Faults of the table of parameters."""


@shows("TW940", "TW942", "TW944", "TW947")
@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", FIELDS, ids=lambda fault: fault.what)
def test_a_fault_in_a_table_of_parameters_is_found_at_its_line(
    tmp_path: Path, fault: Fault, language: str, form: str
) -> None:
    text = written(fault.change(page("mini-program", language)), form)
    found = new(audited(tmp_path, unrecorded, text, form, "mini-program"))
    shown(found, fault, text)
    assert [each.id for each in found] == [fault.id]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_required_parameter_that_is_said_to_be_optional_is_found(tmp_path: Path, language: str, form: str) -> None:
    no = {"en": "no", "zh": "否"}[language]
    change = field("scope", lambda f: f._replace(required=no))
    text = written(change(page("mini-game-2018", language)), form)
    found = new(audited(tmp_path, unrecorded, text, form, "mini-game-2018"))
    assert [each.id for each in found] == ["required:wx.authorize.scope"]


@shows("TW947")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_column_whose_cells_were_lost_is_found_where_the_parameter_is_required(tmp_path: Path, language: str) -> None:
    change = field("scope", lambda f: f._replace(required="", default=""))
    text = written(change(page("mini-game-2018", language)), "txt")
    found = new(audited(tmp_path, unrecorded, text, "txt", "mini-game-2018"))
    assert [(each.id, each.diagnostic.code) for each in found] == [("unsaid:wx.authorize.scope", "TW947")]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_that_the_settings_record_lacks_is_found_at_the_record(tmp_path: Path, language: str, form: str) -> None:
    whole = page("mini-program", language)
    lacking = whole._replace(keys=tuple(key for key in whole.keys if key != "scope.bluetooth"))
    text = written(lacking, form)
    found = new(audited(tmp_path, unrecorded, text, form, "mini-program"))
    assert [each.id for each in found] == ["missing:AuthSetting.scope.bluetooth"]
    first = next(i for i, line in enumerate(text.split("\n"), 1) if "boolean" in line)
    assert found[0].place.line == first


@shows("TW945", "TW946")
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("language", "words", "code"),
    [
        ("en", "Thickness of the paper", "TW945"),
        ("zh", "纸张的厚度", "TW945"),
        ("en", "Increase in invoice", "TW946"),
        ("zh", "发票标题", "TW946"),
    ],
)
def test_a_description_that_says_something_else_is_listed_for_review_and_does_not_fail(
    tmp_path: Path, form: str, language: str, words: str, code: str
) -> None:
    change = row("scope.invoiceTitle", lambda r: r._replace(title=words))
    text = written(change(page("mini-program", language)), form)
    done = audited(tmp_path, unrecorded, text, form, "mini-program")
    assert [each.diagnostic.code for each in new(done)] == [code]
    assert new(done)[0].place.line == next(i for i, line in enumerate(text.split("\n"), 1) if words in line)
    assert not done.fails


@pytest.mark.parametrize(
    ("language", "said"), [("en", "The invoice title (no longer asked for)"), ("zh", "发票抬头（已取消授权）")]
)
def test_a_remark_in_brackets_does_not_make_a_description_another(tmp_path: Path, language: str, said: str) -> None:
    change = row("scope.invoiceTitle", lambda r: r._replace(title=said))
    text = written(change(page("mini-program", language)), "md")
    assert told(new(audited(tmp_path, unrecorded, text, "md", "mini-program"))) == []


@shows("TW948")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_that_collapsed_into_one_line_is_read_all_the_same(tmp_path: Path, language: str) -> None:
    change = row("scope.werun", lambda r: r._replace(scope="scope.weRun"))
    lines = written(change(page("mini-program", language)), "md").split("\n")
    rows = [i for i, line in enumerate(lines) if (line.startswith("| ") and "scope" in line.lower()) or "---" in line]
    first, last = rows[0], max(i for i in rows if "scope" in lines[i])
    text = "\n".join([*lines[:first], " ".join(lines[first : last + 1]), *lines[last + 1 :]])
    found = new(audited(tmp_path, unrecorded, text, "md", "mini-program"))
    assert [each.id for each in found] == ["format:table", "misspelt:scope.weRun"]
    assert {each.place.line for each in found} == {first + 1}


GARDEN_FAULTS = [
    Fault(
        "scope misspelt",
        row("scope.water", lambda r: r._replace(scope="scope.wather")),
        "misspelt:scope.wather",
        "TW940",
        "scope.wather",
    ),
    Fault(
        "call misspelt",
        called("scope.water", "garden.openValve", "garden.opneValve"),
        "misspelt:garden.opneValve",
        "TW940",
        "garden.opneValve",
    ),
    Fault(
        "unknown call",
        called("scope.water", "", "garden.paintFence"),
        "extra:scope.water#garden.paintFence",
        "TW942",
        "garden.paintFence",
    ),
    Fault(
        "parameter misspelt",
        field("minutes", lambda f: f._replace(name="minuts")),
        "misspelt:garden.openValve.minuts",
        "TW940",
        "minuts",
    ),
    Fault("parameter left out", field("valve", lambda f: None), "missing:garden.openValve.valve", "TW941", ""),
    Fault(
        "wrong default",
        field("minutes", lambda f: f._replace(default="7")),
        "default:garden.openValve.minutes",
        "TW944",
        "minutes",
    ),
]


@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", GARDEN_FAULTS, ids=lambda fault: fault.what)
def test_faults_are_found_with_any_spec(tmp_path: Path, fault: Fault, language: str, form: str) -> None:
    text = written(fault.change(page("garden", language)), form)
    found = new(audited(tmp_path, garden, text, form, "keeper"))
    shown(found, fault, text)
    assert [each.id for each in found] == [fault.id]


@pytest.mark.parametrize(
    "text",
    [
        "Call `wx.stopRecord` when you are done, and `wx.offLocationChange` to hear no more.",
        "const found = res.userInfo.nickName; my.getSetting(); recorderManager.start()",
        "See https://example.org/wx.getSeting and [the list](scope.recrod.html).",
        "<!-- scope.recrod --> ![wx.getSeting](wx.getSeting.png) `Scope.RECORD`",
        "The file scope.record.md.gz is in package.wx.json.",
    ],
)
def test_names_that_only_look_alike_are_no_misprints(tmp_path: Path, text: str) -> None:
    found = new(audited(tmp_path, unrecorded, f"# wx.getSetting\n\n{text}\n", "md", "mini-program"))
    assert [each for each in told(found) if "misspelt" in each] == []


def test_a_name_that_ran_together_with_the_next_word_is_found(tmp_path: Path) -> None:
    text = "Whoever needs scope.userLocationmust say why.\n"
    found = new(audited(tmp_path, unrecorded, text, "txt", "mini-program"))
    assert [(each.id, each.place.column) for each in found] == [("misspelt:scope.userLocationmust", 15)]


def test_code_in_a_fence_and_quoted_words_are_not_looked_at_for_wrong_words(tmp_path: Path) -> None:
    text = '# wx.getSetting\n\nDo not say "applet".\n\n```js\n// an applet\n```\n\n`applet`\n'
    assert told(new(audited(tmp_path, unrecorded, text, "md", "mini-program"))) == []
    said = text.replace('"applet"', "applet")
    assert [each.place.line for each in audited(tmp_path, unrecorded, said, "md", "mini-program").results] == [3]

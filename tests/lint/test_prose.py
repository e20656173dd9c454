"""Faults of prose: each is found where it is, and nothing is found where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.cases import Case
from tests.lint.support import holds, linted, meaning, prose, title
from tests.support import project

CASES = [
    # what differs between the languages
    prose("TW501", "code in English only", "Call `openValve` first.", "请先打开阀门。"),
    prose("TW501", "code in other letters", "Pass `true` to stop.", "传入 `True` 即可停止。"),
    prose("TW501", "code in emphasis", "**Never `null`** here.", "此处**绝不为空**。"),
    prose("TW502", "a reference forgotten", "See [[garden.openValve]].", "请参阅另一个接口。"),
    prose("TW502", "another reference", "See [[garden.openValve]].", "请参阅 [[garden.askLeave]]。"),
    prose("TW503", "other digits", "It takes 10 seconds.", "需要 15 秒。"),
    prose("TW503", "digits and another word", "It takes 10 seconds.", "需要九秒。"),
    prose("TW503", "a number in Chinese only", "It takes some time.", "需要 30 秒。"),
    prose("TW503", "a month that is another", "Since July 2022.", "从 2022 年 8 月起。"),
    prose("TW503", "a thousand too few", "At most 10,000 litres.", "最多 1 千升。"),
    prose("TW503", "a decimal", "At most 2.5 litres.", "最多 2.05 升。"),
    prose("TW503", "a range", "From 2018-2020.", "从 2018 年到 2021 年。"),
    prose("TW503", "a product of two words", "Two thousand litres.", "共 200 升。"),
    prose("TW504", "another version", "Since 2.10.1 it waits.", "自 2.10.2 起会等待。"),
    prose("TW504", "a version in one language", "Since 2.10.1 it waits.", "现在会等待。"),
    prose("TW505", "another address", "See [the list](https://a.example/en).", "请参阅[列表](https://a.example/cn)。"),
    prose("TW505", "no link", "See [the list](https://a.example/).", "请参阅列表。"),
    prose("TW506", "one paragraph", "It opens.\n\nIt closes.", "先打开，再关闭。"),
    prose("TW506", "an item forgotten", "- It opens.\n- It closes.\n- It waits.", "- 打开。\n- 关闭，并等待。"),
    prose("TW506", "a list that is a paragraph", "It does:\n\n- open.", "其作用是：\n\n打开。"),
    # how it is set
    prose("TW520", "a comma between characters", "It opens, then waits.", "先打开,再等待。"),
    prose("TW520", "a comma and a space", "It opens, then waits.", "先打开, 再等待。"),
    prose("TW520", "a comma after Latin letters", "On iOS, it waits.", "在 iOS,会等待。"),
    prose("TW520", "a colon before code", "Result: `null`.", "结果: `null`。"),
    prose("TW520", "a colon before a character", "Result: none.", "结果:无。"),
    prose("TW520", "brackets", "It opens (now).", "打开(立即)。"),
    prose("TW520", "brackets around Latin letters", "It opens (iOS).", "可以打开 (iOS)。"),
    prose("TW520", "quotation marks", 'It says "done".', '会显示"完成"。'),
    prose("TW520", "a full stop at the end", "It opens.", "会打开."),
    prose("TW520", "a full stop within", "It opens. It waits.", "会打开.然后等待。"),
    prose("TW520", "a question mark", "Who opens it? You do.", "由谁打开?由你打开。"),
    prose("TW520", "after emphasis", "**It opens**, then waits.", "**先打开**,再等待。"),
    title("TW520", "in a title", "Ten beds, one valve", "十块苗床,一个阀门"),
    prose("TW521", "a character before Latin letters", "It opens on iOS.", "在iOS 上打开。"),
    prose("TW521", "a digit before a character", "Since 2.3.0 it opens.", "自 2.3.0起会打开。"),
    prose("TW521", "a version after a character", "Since 2.3.0 it opens.", "自版本2.3.0 起会打开。"),
    prose("TW521", "code", "Call `open` now.", "请调用`open`。"),
    prose("TW521", "a reference", "Call [[garden.openValve]] now.", "请调用[[garden.openValve]]。"),
    prose("TW521", "emphasis", "On **iOS** it opens.", "在**iOS** 上打开。"),
    prose("TW521", "a unit", "It takes 10 seconds.", "需要 10秒。"),
    prose("TW522", "before a full-width comma", "On iOS, too.", "在 iOS ，也是。"),
    prose("TW522", "after a full stop", "It opens. It waits.", "会打开。 然后等待。"),
    prose("TW522", "between characters", "It opens at once.", "会 立即打开。"),
    prose("TW522", "inside brackets", "It opens (at once).", "会打开（ 立即）。"),
    prose("TW523", "a percent sign", "Of the water 20% is lost.", "20%的水会流失。"),
    prose("TW523", "full-width digits", "It takes 10 seconds.", "需要 １０ 秒，不是 10 分。"),
    prose("TW525", "a full-width comma", "It opens，then waits.", "先打开，再等待。", at="en"),
    prose("TW525", "a comma before a reference", "First，[[group:water]].", "先看 [[group:water]]。", at="en"),
    prose("TW525", "a full-width full stop", "It opens。", "会打开。", at="en"),
    prose("TW525", "full-width brackets", "It opens（at once）.", "会打开（立即）。", at="en"),
    prose("TW525", "full-width letters", "It opens on ｉＯＳ.", "会打开。", at="en"),
    prose("TW526", "two spaces", "It opens  and waits.", "会打开并等待。", at="en"),
    prose("TW526", "a space before a comma", "It opens , then waits.", "先打开，再等待。", at="en"),
    prose("TW526", "a space at the end", "It opens. ", "会打开。", at="en"),
    prose("TW526", "a space at the start", "It opens.", " 会打开。"),
    prose("TW526", "two spaces beside Latin letters", "It opens on iOS.", "在  iOS 上打开。"),
    title("TW526", "a space before a colon", "Beds : who digs them", "苗床：由谁翻土", at="en"),
    prose("TW527", "a bracket that stays open", "It opens (at once.", "会打开。", at="en"),
    prose("TW527", "a bracket that was never opened", "It opens at once.", "会打开，立即）。"),
    prose("TW527", "a quotation mark that stays open", "It opens.", "显示“已打开。"),
    prose("TW527", "closed in the next paragraph", "It opens (now.\n\nAnd closes).", "会打开。\n\n并关闭。", at="en"),
    prose("TW528", "two full stops", "It opens..", "会打开。", at="en"),
    prose("TW528", "two Chinese full stops", "It opens.", "会打开。。"),
    prose("TW528", "two commas", "It opens, then waits.", "先打开，，再等待。"),
    # which language it is in
    prose("TW530", "English in the place of Chinese", "It opens the valve.", "Opens a valve."),
    title("TW530", "a title in other English", "Opening", "Open it"),
    prose("TW531", "a word left", "It opens the valve.", "会打开 valve。"),
    prose("TW531", "a sentence left", "It opens. Then it waits.", "会打开。Then it waits。"),
    title("TW531", "a word left in a title", "Opening a valve", "打开 valve"),
    meaning("TW531", "a word left in a meaning", "Roses only", "仅限 roses"),
    prose("TW532", "characters left", "It opens the 阀门.", "会打开阀门。", at="en"),
    title("TW532", "characters left in a title", "Opening a 阀门", "打开阀门", at="en"),
    prose("TW533", "a copy", "It opens the valve.", "It opens the valve."),
    title("TW533", "a copied title", "Opening a valve", "Opening a valve"),
    # the form of sentences
    title("TW550", "a full stop in English", "Opening a valve.", "打开阀门", at="en"),
    title("TW550", "a full stop in Chinese", "Opening a valve", "打开阀门。"),
    prose("TW551", "no end in English", "It opens the valve", "会打开阀门。", at="en"),
    prose("TW551", "no end in Chinese", "It opens the valve.", "会打开阀门"),
    prose("TW551", "cut off after a list", "It opens:\n\n- one,\n- two", "会打开：\n\n- 第一个，\n- 第二个。", at="en"),
    title("TW552", "capitals", "Opening The Bed", "打开苗床", at="en"),
    prose("TW553", "an article twice", "It opens the the valve.", "会打开阀门。", at="en"),
    prose("TW553", "a word twice, one with a capital", "The the valve opens.", "阀门会打开。", at="en"),
    prose("TW553", "a particle twice", "It opens my valve.", "会打开我的的阀门。"),
    prose("TW554", "a sentence", "it opens the valve.", "会打开阀门。", at="en"),
    title("TW554", "a title", "opening a valve", "打开阀门", at="en"),
    meaning("TW555", "a sentence in English only", "The bed with roses.", "种玫瑰的苗床"),
    meaning("TW555", "a sentence in Chinese only", "The bed with roses", "种玫瑰的苗床。"),
    # what says nothing
    meaning("TW540", "of a value", "Rose bed", "玫瑰苗床", at="en"),
    meaning("TW540", "of a value, as a sentence", "Rose bed.", "玫瑰苗床。", at="en"),
    prose("TW541", "the summary again", "Looks at a bed.", "仔细查看一块苗床。", at="en"),
    prose("TW541", "the Chinese summary again", "It looks at a bed with care.", "查看苗床。"),
]

GOOD = [
    prose(
        "-",
        "code, a reference, a version",
        "Since 2.3.0, `a, b` is [[garden.openValve]].",
        "自 2.3.0 起，`a, b` 即 [[garden.openValve]]。",
    ),
    prose("-", "code more often in one language", "Pass `a`. It is kept.", "传入 `a`，之后 `a` 会保留。"),
    prose("-", "numbers in words", "Three beds need 10 litres.", "3 块苗床需要十升水。"),
    prose("-", "a month", "Since 14 July 2022.", "从 2022 年 7 月 14 日起。"),
    prose("-", "a year in Chinese numerals", "Since 2022.", "二〇二二年起。"),
    prose("-", "large units", "At most 10,000 litres.", "最多 1 万升。"),
    prose("-", "a range", "From 2018-2020.", "从 2018 年到 2020 年。"),
    prose("-", "a date in digits", "On 2022-07-14.", "在 2022 年 7 月 14 日。"),
    prose("-", "two words for a number", "Two thousand litres, twenty-five beds.", "共 2000 升，25 块苗床。"),
    prose("-", "a version of one number", "It speaks v2 and SHA-1.", "支持第 2 版和 SHA-1。"),
    prose("-", "an ordinal", "It is the second bed.", "这是第 2 块苗床。"),
    prose("-", "once", "It opens once.", "只打开 1 次。"),
    prose("-", "a number in code only", "Pass `0x10` here.", "此处传入 `0x10`。"),
    prose("-", "a port in an address", "See [it](https://a.example:8080/).", "请参阅[说明](https://a.example:8080/)。"),
    prose("-", "punctuation in code", "Write `a,b` (or `x:y`).", "写作 `a,b`（或 `x:y`）。"),
    prose("-", "a time", "It opens at 10:30 sharp.", "在 10:30 准时打开。"),
    prose("-", "a ratio beside a character", "The ratio is 16:9 here.", "比例为 16:9 时打开。"),
    prose("-", "half-width marks in a Latin run", "Write a, b and c.", "写作“a, b and c”。"),
    prose("-", "an ellipsis", "It waits...", "会等待……"),
    prose("-", "a list", "It does:\n\n- `open`: opens;\n- waits.", "作用如下：\n\n- `open`：打开；\n- 等待。"),
    prose("-", "a list with brackets at its start", "It does:\n\n- (now) opens.", "作用如下：\n\n- （立即）打开。"),
    prose("-", "counting brackets", "Do 1) this and 2) that.", "先做 1) 再做 2) 即可。"),
    prose("-", "an apostrophe", "The keeper's bed isn't dug.", "园丁的苗床没有翻土。"),
    prose("-", "quoted Chinese", "It says “完成”.", "会显示“完成”。"),
    prose("-", "quoted English", "It says “done”.", "会显示“done”。"),
    prose("-", "a unit", "At 44.1 kHz it takes 3 ms.", "采样率为 44.1 kHz 时需要 3 ms。"),
    prose(
        "-",
        "names with capitals inside",
        "VisionKit on iPhone, by JSON and SHA-1.",
        "iPhone 上的 VisionKit，使用 JSON 和 SHA-1。",
    ),
    prose("-", "true and false", "Is it true?", "是否为 true？"),
    prose("-", "a word that may follow itself", "It is clear that that bed had had water.", "那块苗床显然浇过水。"),
    prose(
        "-", "characters that may follow themselves", "The valves open one by one.", "阀门的的确确会打开，个个如此。"
    ),
    prose("-", "a sentence that starts with code", "`open` comes first.", "先调用 `open`。"),
    prose("-", "a sentence that starts with a field", "minutes is a number.", "这是一个数。"),
    prose("-", "a sentence that ends in brackets", "It opens (at once.)", "会打开（立即。）"),
    prose("-", "a sentence that ends in a quotation", "It says “done.”", "会显示“完成。”"),
    prose("-", "a sentence that ends in code", "It is always `true`.", "始终为 `true`。"),
    prose("-", "emphasis at the end", "It opens **at once.**", "会**立即打开。**"),
    title("-", "a question", "Who opens the valve?", "谁来打开阀门"),
    title("-", "code at the start", "`open` at once", "立即 `open`"),
    title("-", "a name in the middle", "Opening on VisionKit", "在 VisionKit 上打开"),
    title("-", "a name with a small letter at the start", "iOS and its valves", "iOS 及其阀门"),
    title("-", "a word that the spec never writes small", "Opening in English", "用英语打开"),
    title("-", "the same name in both languages", "iOS", "iOS"),
    title("-", "a capital after a colon", "Opening: The bed", "打开：苗床"),
    meaning("-", "a single word", "Rose", "玫瑰"),
    meaning("-", "a sentence in both languages", "The bed with roses.", "种玫瑰的苗床。"),
    meaning("-", "a unit alone", "8 kHz", "8 kHz"),
]


@pytest.mark.parametrize("example", CASES, ids=str)
def test_a_fault_gives_exactly_its_code_at_its_place_in_both_languages(example: Case, tmp_path: Path) -> None:
    holds(example, tmp_path)


@pytest.mark.parametrize("example", GOOD, ids=str)
def test_sound_prose_gives_nothing(example: Case, tmp_path: Path) -> None:
    assert [(d.code, d.message()) for d in linted(project(tmp_path, example.files))] == []


def test_there_are_many_of_both_sorts() -> None:
    assert len(CASES) > 60
    assert len(GOOD) > 30

"""The docs target: a page per entry, two languages of one structure, links that lead somewhere, inert texts."""

from __future__ import annotations

import functools
import html
import posixpath
import re
from collections import Counter
from typing import Any

import jinja2
import markdown
import msgspec
import pytest
import yaml
from tongwen import paths
from tongwen.behaviour import whole
from tongwen.behaviour.cases import matrix
from tongwen.behaviour.table import decide
from tongwen.diagnostics import Diagnostic
from tongwen.load.files import Sources
from tongwen.model.manifest import Target as Settings
from tongwen.model.spec import Document
from tongwen.render.files import Renderer
from tongwen.targets.base import Request
from tongwen.targets.docs import TARGET
from tongwen.targets.docs.atlas import Atlas, Page
from tongwen.targets.docs.graph import graphs
from tongwen.targets.docs.naming import anchor, chapter, page_path, rule_page
from tongwen.targets.matrix import TARGET as MATRIX
from tongwen.text.catalogue import translations
from tongwen.text.opaque import Code, OpaqueError, Text
from tongwen.text.phrase import Catalogue

from tests.support import GARDEN, document, weixin

MORE = """\
errors:
  refused:
    title: {en: Refused, zh: 被拒绝}
    description: {en: The keeper said no. TEXT, zh: 园丁不同意。TEXT}
    remedy: {en: Ask again in spring. TEXT, zh: 春天再问。TEXT}
    scoped: true
    errno: [7]
    messages:
      - {pattern: "{api}:fail no", platforms: [tablet], situation: {en: In winter. TEXT, zh: 冬天。TEXT}}
types:
  Bed:
    kind: record
    summary: {en: A bed. TEXT, zh: 一块苗床。TEXT}
    fields:
      kind:
        type: string | integer
        description: {en: What grows, zh: 种什么}
        values: {"a b": {en: Roses, zh: 玫瑰}, a|b: {en: Lilies, zh: 百合}}
  Colour:
    kind: enumeration
    summary: {en: A colour. TEXT, zh: 一种颜色。TEXT}
    values: {'<i>|{ #x }': {en: Red, zh: 红}, '~"': {en: Blue, zh: 蓝}}
  Leaves:
    kind: settings
    summary: {en: All answers. TEXT, zh: 全部答复。TEXT}
components:
  sprinkler:
    summary: {en: Sprinkles. TEXT, zh: 洒水。TEXT}
    profiles: {keeper: {since: 1.2.0, note: {en: Loud. TEXT, zh: 声音大。TEXT}}}
    needs: [scope.water]
    events: {dry: {en: No water. TEXT, zh: 没有水。TEXT}}
declarations:
  permit:
    title: {en: Permit, zh: 许可证}
    description: {en: A paper. TEXT, zh: 一张纸。TEXT}
    file: garden.json
    snippet: {permits: {$scope: {why: TEXT}}}
sources:
  almanac:
    title: {en: Almanac, zh: 年鉴}
    kind: document
    language: en
    product: [keeper]
    date: "1900"
    description: {en: Old. TEXT, zh: 旧。TEXT}
    sections: {spring: {title: {en: Spring, zh: 春}, scopes: [scope.water]}}
examples:
  open:
    title: {en: Open, zh: 打开}
    code: {javascript: "garden.openValve({ valve: 1 })\\n", python: "open()\\n"}
    prints: TEXT
guides:
  start:
    title: {en: Start, zh: 开始}
    summary: {en: You will water. TEXT, zh: 学会浇水。TEXT}
    order: 1
    sections:
      first:
        title: {en: First, zh: 第一步}
        text:
          en: See [[garden.openValve.minutes]], [[source:almanac]]. TEXT
          zh: 见 [[garden.openValve.minutes]]、[[source:almanac]]。TEXT
        examples: [open]
        show: [scopes, errors, declarations, consent, withdrawn, messages]
glossary:
  valve:
    en: valve
    zh: 阀门
    definition: {en: It opens. TEXT, zh: 可以打开。TEXT}
    wrong_zh: [龙头]
notes:
  winter:
    title: {en: Winter, zh: 冬天}
    text: {en: Nothing grows. TEXT, zh: 什么也不长。TEXT}
    about: [garden.openValve, scope.water]
    sources: [almanac#spring]
differences:
  d01:
    kind: typo
    about: [garden.openValve, permit]
    found: {en: Two spellings. TEXT, zh: 两种写法。TEXT}
    resolution: {en: One is kept. TEXT, zh: 保留一种。TEXT}
    printed: TEXT
    sources: [almanac#spring]
"""


def _chinese() -> dict[str, str]:
    try:
        return translations(paths.locales(), "zh")
    except OSError:
        return {}


_CHINESE = _chinese()


class Marked(Catalogue):
    """Every fixed wording in Chinese is a mark with its number, so that none can be missed."""

    def __init__(self) -> None:
        super().__init__({})
        self.asked: dict[str, int] = {}

    def get(self, language: str, message: str) -> str:
        number = self.asked.setdefault(message, len(self.asked))
        names = "".join(re.findall(r"\{\w+\}", message))
        return message if language == "en" else f"〔{number}{names}〕"


def made(spec: Document, catalogue: Catalogue | None = None, **options: Any) -> dict[str, str]:
    settings = Settings(output="site/docs", options=options)
    renderer = Renderer(paths.templates(), catalogue or Catalogue({}))
    planned = list(TARGET.plan(Request(spec, Sources(()), settings)))
    out = {}
    for file in renderer.render("site/docs", planned):
        assert not isinstance(file, Diagnostic), file
        out[file.path.removeprefix("site/docs/")] = file.content.decode()
    assert len(out) == len(planned), "two files of one path"
    return out


def garden() -> Document:
    return document(GARDEN, MORE)


@functools.cache
def real() -> tuple[dict[str, str], Marked]:
    catalogue = Marked()
    return made(weixin(), catalogue), catalogue


def pages(files: dict[str, str], language: str) -> dict[str, str]:
    return {path[3:]: text for path, text in files.items() if path.startswith(f"{language}/")}


_FENCE = re.compile(r"(?ms)^ *(`{3,})\S*\n.*?^ *\1 *$")
_ID = re.compile(r'id="([^"]+)"|\{ #([^ }]+) \}')
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`|<code[^>]*>(.*?)</code>")


def skeleton(page: str) -> dict[str, Any]:
    """What must be the same in both languages: heading ids, rows and cells of tables, fences, code spans, links."""
    fences = [match[0] for match in _FENCE.finditer(page)]
    prose = _FENCE.sub("", page.split("---\n", 2)[2])
    unlinked = re.compile(r"<[^>]+>|\[|\]\([^)]*\)")
    code = (one or html.unescape(unlinked.sub("", other)) for one, other in _CODE.findall(prose))
    return {
        "headings": re.findall(r"(?m)^(#+) .*\{ #([^ }]+) \}$", prose),
        "bare headings": re.findall(r"(?m)^#+ (?!.*\{ #).*$", prose),
        "rows": [row.count("|") for row in re.findall(r"(?m)^\|.*\|$", prose)],
        "items": len(re.findall(r"(?m)^(?:- |1\. )", prose)),
        "fences": fences,
        "code": Counter(code),
        "links": Counter(_LINK.findall(prose)),
        "ids": _ID.findall(prose),
    }


def test_every_entry_has_its_page_in_both_languages() -> None:
    files, _ = real()
    spec = weixin()
    for kind in ("apis", "scopes", "types", "components", "errors", "guides", "profiles"):
        for name in getattr(spec, kind):
            for language in ("en", "zh"):
                assert f"{language}/{page_path(kind, name)}" in files
    assert pages(files, "en").keys() == pages(files, "zh").keys()


def test_both_languages_have_one_structure() -> None:
    files, _ = real()
    chinese = pages(files, "zh")
    apart = []
    for path, english in pages(files, "en").items():
        one, other = skeleton(english), skeleton(chinese[path])
        apart += [(path, part, one[part], other[part]) for part in one if one[part] != other[part]]
        assert not one["bare headings"], path
    assert not apart, apart[:3]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_link_and_anchor_leads_somewhere(language: str) -> None:
    texts = pages(real()[0], language)
    ids = {path: [a or b for a, b in _ID.findall(_FENCE.sub("", text))] for path, text in texts.items()}
    for path, text in texts.items():
        assert len(ids[path]) == len(set(ids[path])), (path, Counter(ids[path]).most_common(2))
        for target in _LINK.findall(_FENCE.sub("", text)):
            if target.startswith("https://"):
                continue
            file, _, place = target.partition("#")
            file = file.partition("?")[0]
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
            assert there in texts, (path, target)
            assert not place or place in ids[there], (path, target)


def test_every_page_is_in_the_navigation_once() -> None:
    files, _ = real()
    for language in ("en", "zh"):
        navigation = yaml.safe_load(files[f"nav.{language}.yml"])
        assert navigation["INHERIT"] == "../base.yml"
        assert Counter(_leaves(navigation["nav"])) == Counter(pages(files, language).keys())


def _leaves(tree: Any) -> list[str]:
    if isinstance(tree, str):
        return [tree]
    parts = tree if isinstance(tree, list) else tree.values()
    return [leaf for part in parts for leaf in _leaves(part)]


def test_no_fixed_wording_is_left_in_english() -> None:
    """With a catalogue that marks every message, no message's English stands in the prose of a Chinese page."""
    files, catalogue = real()
    phrases = [m for m in catalogue.asked if re.search(r"[A-Za-z]{3,} [A-Za-z]{2,}", m) and "{" not in m]
    assert len(phrases) > 60
    for path, text in pages(files, "zh").items():
        prose = _CODE.sub("", _FENCE.sub("", text.partition("\n# ")[2]))
        assert not [m for m in phrases if m in prose], path
        heads = re.findall(r"(?m)^#+ (.*) \{ #", prose) + re.findall(r"(?m)^\|(.*)\|\n\| ---", prose)
        labels = {label.strip() for head in heads for label in head.split("|")}
        assert not labels & catalogue.asked.keys(), path


def test_every_wording_has_its_chinese() -> None:
    _, catalogue = real()
    assert not [message for message in catalogue.asked if message not in _CHINESE]


def test_the_head_of_a_page_is_plain_data() -> None:
    files, _ = real()
    head = yaml.safe_load(files["en/apis/wx.getSetting.md"].split("---\n")[1])
    assert head["title"] == "wx.getSetting"
    assert re.fullmatch("tongwen:[0-9a-f]{16}", head["seal"])
    for path, text in {**pages(files, "en"), **pages(files, "zh")}.items():
        front = yaml.safe_load(text.split("---\n")[1])
        assert set(front) <= {"seal", "title", "description", "source", "hide", "tags", "search"}, path
        assert "[" not in front["description"] or "](" not in front["description"], path


def test_an_api_page_has_its_parts_in_order() -> None:
    page = real()[0]["en/apis/wx.getLocation.md"]
    parts = re.findall(r"(?m)^## .*\{ #(\S+) \}$", page)
    order = ["signature", "consent", "play", "parameters", "result", "errors", "declarations", "examples", "behaviour"]
    assert parts == [*order, "profiles", "history", "_related", "_sources"]
    assert "`wgs84`" in page
    assert '"requiredPrivateInfos": [\n    "getLocation"\n  ]' in page
    assert '=== "JavaScript"' in page


def test_the_consent_table_says_what_the_rules_say() -> None:
    page = real()[0]["en/apis/wx.getLocation.md"]
    table = page.partition("{ #consent }")[2].partition("\n## ")[0]
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in re.findall(r"(?m)^\|.*\|$", table)]
    assert rows[2][:5] == ["Not asked yet", "Allows", "Scope prompt", "Success", "Granted"]
    assert rows[-1][:3] == ["Refused", "–", "Nothing"]
    assert "../errors/denied.md" in rows[-1][3]
    assert len(rows) == 2 + 5


def test_a_scope_page_names_what_it_opens_and_who_asks() -> None:
    page = real()[0]["zh/scopes/record.md"]
    assert "[`RecorderManager.start`](../apis/RecorderManager.start.md)" in page
    assert "[`wx.authorizeForMiniProgram`](../apis/wx.authorizeForMiniProgram.md)" in page


def test_a_small_spec_makes_a_whole_site() -> None:
    files = made(garden())
    assert "en/apis/garden.openValve.md" in files
    assert 'id="field-scope.2e.water"' in files["en/types/Leaves.md"]
    guide = files["en/guides/start.md"]
    assert "[`garden.openValve.minutes`](../apis/garden.openValve.md#parameter-minutes)" in guide
    assert "### Open { #example-open }" in guide
    assert "[Almanac · Spring](../sources.md#source-almanac_spring)" in files["en/behaviour/notes.md"]
    assert "`openValve" not in files["en/errors/refused.md"]
    assert "openValve&#58;fail no" in files["en/apis/garden.openValve.md"]


def test_values_of_any_kind_stay_in_their_cell() -> None:
    page = made(garden())["en/types/Bed.md"]
    row = next(line for line in page.splitlines() if "field-kind" in line)
    assert row.count("|") == 4
    assert "<li>`a b` · Roses</li>" in row
    assert "a&#124;b" in row


def test_values_of_an_enumeration_are_no_markup() -> None:
    page = made(garden())["en/types/Colour.md"]
    built = markdown.markdown(page.split("---\n", 2)[2], extensions=["attr_list", "tables"])
    cells = re.findall(r"<td>(.*?)</td>", built)
    assert [html.unescape(re.sub("<[^>]+>", "", cell)) for cell in cells] == ["<i>|{ #x }", "Red", '~"', "Blue"]
    assert re.findall(r'<code id="([^"]+)"', built) == ["field-.3c.i.3e..7c..7b..20..23.x.20..7d.", "field-.7e..22."]


def test_templates_write_no_words_of_their_own() -> None:
    """Whatever readers read comes from the spec or from the catalogue; a template writes marks, tags and anchors."""
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True)  # noqa: S701 (it renders nothing)
    for file in sorted((paths.templates() / "docs").rglob("*.md.j2")):
        data = [text for _, kind, text in environment.lex(file.read_text(encoding="utf-8")) if kind == "data"]
        words = re.sub(r"(?s)<[^<>]*>|!!! warning|\{ [#.][^{}]* \}", "", "".join(data))
        assert set(re.findall(r"[A-Za-z]{2,}", words)) <= _MARKS.get(file.name, set()), file.name


_MARKS = {
    "head.md.j2": {
        *"Generated by Tongwen from spec Do not edit seal tongwen title description source".split(),
        *"hide navigation toc tags search boost true".split(),
    },
    "errors.md.j2": {"errno"},
}


def test_every_rule_is_told_once_on_the_page_of_its_chapter() -> None:
    files, _ = real()
    spec = weixin()
    index = files["en/behaviour/index.md"]
    told: Counter[str] = Counter()
    for name in spec.rules:
        path = rule_page(chapter(spec, name))
        told[path] += 1
        assert f"{{ #{anchor('rule', name)} }}" in files[f"en/{path}"]
        assert f"]({path.removeprefix('behaviour/')}#{anchor('rule', name)})" in index
    assert sum(told.values()) == sum(text.count("{ #rule-") for text in pages(files, "en").values())
    assert max(told.values()) <= 30


def test_a_rule_names_the_first_of_the_cases_that_hold_it() -> None:
    files, _ = real()
    spec = weixin()
    held: dict[str, list[str]] = {}
    made = matrix(spec, decide(spec))
    for case in made.cells:
        held.setdefault(case.rule, []).append(case.id)
    for name, ids in held.items():
        page = files[f"en/{rule_page(chapter(spec, name))}"]
        section = page.partition(f"{{ #{anchor('rule', name)} }}")[2].partition("\n## ")[0]
        walked = sum(name in (walk.rule, *(step.rule for step in walk.arrange)) for walk in made.walks)
        assert f"Cases in the test matrix: {len(ids)}. Walks that look at it as well: {walked}." in section
        assert re.findall(r"(?m)^- (?:`|<code>)(.*?)(?:`|</code>)$", section) == ids[:5]


def test_plans_decide_the_table_and_make_the_matrix_once_for_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    called: Counter[str] = Counter()
    for name in ("decide", "Matrix"):
        real_one = getattr(whole, name)

        def counted(*given: Any, name: str = name, real_one: Any = real_one) -> Any:
            called[name] += 1
            return real_one(*given)

        monkeypatch.setattr(whole, name, counted)
    request = Request(msgspec.structs.replace(garden()), Sources(()), Settings(output="site/docs"))
    for target in (TARGET, MATRIX):
        list(target.plan(request))
    assert called == {"decide": 1, "Matrix": 1}


def _states(page: str) -> list[list[str]]:
    """The rows of the tables of ways, without links: number, states, what happens."""
    rows = re.findall(r"(?m)^\| (\d+) \| (.*?)<br>→ (.*?) \| (.*?) \|", page)
    return [[number, before, after, re.sub(r"\[(.*?)\]\([^)]*\)", r"\1", done)] for number, before, after, done in rows]


def test_the_usual_graph_says_what_the_rules_say() -> None:
    page = real()[0]["en/behaviour/index.md"]
    assert _states(page) == [
        ["1", "Not asked yet", "Not asked yet", "Scope prompt: Closes the prompt"],
        ["2", "Not asked yet", "Allowed", "Scope prompt: Allows"],
        ["3", "Not asked yet", "Refused", "Scope prompt: Refuses"],
        ["4", "Allowed", "Not asked yet", "The program was deleted"],
        ["5", "Allowed", "Allowed", "Call without a prompt: Success"],
        ["6", "Allowed", "Refused", "The switch was turned off"],
        ["6", "Allowed", "Refused", "Settings page: Turns it off"],
        ["7", "Refused", "Not asked yet", "The program was deleted"],
        ["8", "Refused", "Allowed", "The switch was turned on"],
        ["8", "Refused", "Allowed", "Settings page: Turns it on"],
        ["9", "Refused", "Refused", "Call without a prompt: Denied by the user"],
    ]
    assert page.count('class="tw-way"') == 9
    assert page.count('class="tw-state"') == 3


def test_a_graph_changes_with_the_rules() -> None:
    spec = weixin()
    rules = dict(spec.rules)
    for name in ("first-use-asks-denied", "asking-in-advance-denied"):
        then = msgspec.structs.replace(rules[name].then, consent="granted")
        rules[name] = msgspec.structs.replace(rules[name], then=then)
    broken = msgspec.structs.replace(spec, rules=rules)
    usual = graphs(broken, whole.behaviour(broken).graphs)[0]
    assert ("unasked", "denied") not in {way[:2] for way in usual.ways}


def test_a_scope_shows_its_own_graph_where_it_differs() -> None:
    files, _ = real()
    location = _states(files["en/scopes/userLocationBackground.md"])
    assert ["3", "Not asked yet", "While using the mini program", "Prompt for `scope.userLocation`: Allows"] in location
    bluetooth = files["en/scopes/bluetooth.md"].partition("{ #states }")[2].partition("\n## ")[0]
    assert "[As with most scopes](../behaviour/index.md#states) · [Mini program]" in bluetooth
    assert "(../profiles/plugin.md){ .tw-badge }" in bluetooth
    assert bluetooth.count("<svg ") == 1
    assert "Settings page" not in bluetooth
    assert "{ #states }" not in files["en/scopes/address.md"]


def test_coverage_counts_every_case_once_for_each_dimension_that_it_has() -> None:
    page = real()[0]["en/behaviour/coverage.md"]
    tables = re.findall(r"(?m)^\| Rule \|.*\n\| --- .*\n((?:\|.*\n)+)", page)
    assert len(tables) == len(weixin().dimensions)
    for table in tables:
        total, *rows = [
            [int(n) for n in re.findall(r"(?<=\| )\[?(\d+)(?:\]\([^)]+\))?(?= \|)", row)] for row in table.splitlines()
        ]
        assert total == [sum(column) for column in zip(*rows, strict=True)]
        assert all(total)
    assert f"Cases in the test matrix: {decide(weixin()).count()}." in page


def test_one_language_alone() -> None:
    assert {path.split("/")[0] for path in made(garden(), languages=["zh"])} == {"zh", "nav.zh.yml"}


@pytest.mark.parametrize("value", [[], ["French"], "en", ["en", "en"], [["en"]], None])
def test_languages_must_be_a_list_of_codes(value: object) -> None:
    settings = Settings(output="site/docs", options={"languages": value})
    assert [finding.values["option"] for finding in TARGET.bad_options(settings)] == ["languages"]


HOSTILE = [
    " <script>alert(1)</script> <b>x</b>",
    " ](https://evil.example) [x](javascript:alert(1)) ![x](y)",
    " | a | b | {#x} { .y } {: #z onclick=q }",
    " ``` ~~~ `x <!-- --> &lt; *a* __b__ #h",
    ' === \\"tab\\" !!! note ??? x --8<-- {{ view }} {% if %} $scope',
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_stays_text(words: str) -> None:
    """The built pages have the same elements, whatever a description says, save those of the small grammar."""
    hostile = _with_words(garden(), Text(words.strip().replace('\\"', '"')))
    calm = made(garden())
    files = made(hostile)
    assert sum(files[path] != calm[path] for path in files) > 30
    for path, text in files.items():
        if path.endswith(".md"):
            assert _elements(text) == _elements(calm[path]), path
        assert text.startswith(("---\n# Generated", "# Generated")), path


def _with_words(spec: Any, words: Text) -> Any:
    """The same spec with every description that ends in the sample word replaced."""
    if isinstance(spec, Text):
        return words if spec.raw.endswith("TEXT") and "[[" not in spec.raw else spec
    if isinstance(spec, msgspec.Struct):
        fields = {name: _with_words(getattr(spec, name), words) for name in spec.__struct_fields__}
        return type(spec)(**fields)
    if isinstance(spec, dict):
        return {key: _with_words(value, words) for key, value in spec.items()}
    return [_with_words(value, words) for value in spec] if isinstance(spec, list) else spec


def _elements(page: str) -> Counter[str]:
    extensions = ["admonition", "attr_list", "md_in_html", "tables", "toc", "pymdownx.superfences", "pymdownx.tabbed"]
    built = markdown.markdown(page.split("---\n", 2)[2], extensions=extensions)
    tags = Counter(re.findall(r"<(\w+)[ >]", built))
    tags["id"] = len(re.findall(r"\sid=", built))
    tags["on"] = len(re.findall(r"<[^>]*\son\w+=", built))
    for inline in ("a", "code", "strong", "p"):  # the small grammar may make these, and blocks of its own
        del tags[inline]
    return tags


def test_anchors_never_meet() -> None:
    assert anchor("field", "a b") != anchor("field", "a-b") != anchor("field", "a.20.b")
    assert re.fullmatch(r"[A-Za-z0-9._-]+", anchor("field", 'x"> {#y} \n 中'))


def test_a_name_that_is_none_makes_no_page() -> None:
    with pytest.raises(OpaqueError):
        page_path("apis", "../secret")
    assert page_path("types", "Index") == "types/index-page.md"


def test_a_reference_is_the_same_address_in_both_languages() -> None:
    page = Page(Atlas(weixin()), "guides/plugins.md")
    one, other = (page.linker(language, Catalogue({}))("error:denied") for language in ("en", "zh"))
    assert isinstance(one, Code)
    assert isinstance(other, Code)
    assert one.source == "[Denied by the user](../errors/denied.md)"
    assert other.source.partition("(")[2] == one.source.partition("(")[2]


def test_two_plans_are_the_same_bytes() -> None:
    assert made(garden()) == made(garden())

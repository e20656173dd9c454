"""What is committed of a run: the chart, and the tables between marks in the READMEs, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.chart import svg
from bench.goals import goals
from bench.jobs import FULL, HUGE_SIZE, MEMORY, YARDSTICK
from bench.peers import ROOT, peers
from bench.results import Results, ratio
from bench.tables import number

CHART = "docs/images/bench.svg"
BEGIN, END = "<!-- bench: written by `python3 dev.py bench --publish` -->\n", "<!-- /bench -->\n"


@dataclass(frozen=True, kw_only=True)
class Words:
    """The wording of one language."""

    alt: str
    measured: str
    head: str
    peak: str
    ours: str
    goal: tuple[str, str, str, str]
    met: dict[bool | None, str]
    between: str
    colon: str
    machine: dict[str, str]
    """How the facts of the machine are worded that do not speak for themselves."""


EN = Words(
    alt="Two charts with logarithmic axes: seconds and peak memory of Tongwen and of four other generators, "
    "by number of calls",
    measured="Seconds for a whole process that writes to memory, and in brackets the ratio to openapi-typescript. "
    "Median of {rounds}; all tools took turns in one run on {machine}. Versions: {versions}.",
    head="Seconds, by number of calls",
    peak="Peak MiB at {size}",
    ours="**Tongwen**: Python client, TypeScript types, pages in two languages, test matrix",
    goal=("What", "Measured", "At most", "Met"),
    met={True: "yes", False: "**no**", None: "not measured"},
    between=", ",
    colon=": ",
    machine={"cores": "{} cores", "memory": "{} of memory"},
)
ZH = Words(
    alt="两幅对数坐标图：同文与另外四种生成器的耗时和内存峰值随接口数的变化",
    measured="表中是整个进程写入内存时所用的秒数，括号内是与 openapi-typescript 之比。取 {rounds} 次的中位数；"
    "所有工具在同一次运行中轮流进行，机器为 {machine}。版本：{versions}。",
    head="耗时（秒），按接口数",
    peak="{size} 个接口时的内存峰值（MiB）",
    ours="**同文**：Python 客户端、TypeScript 类型、双语页面、测试矩阵",
    goal=("项目", "实测", "上限", "达到"),
    met={True: "是", False: "**否**", None: "未测"},
    between="、",
    colon="：",
    machine={"cores": "{} 核", "memory": "{} 内存"},
)
LANGUAGES = {"en": EN, "zh": ZH}


def files(results: Results) -> dict[str, str]:
    """Path in the checkout to content, for all that follows from a run."""
    found = {CHART: svg(results)}
    for path, language, part in (
        ("README.md", "en", readme),
        ("README.zh.md", "zh", readme),
        ("bench/README.md", "en", targets),
        ("bench/README.zh.md", "zh", targets),
    ):
        found[path] = between_marks((ROOT / path).read_text(encoding="utf-8"), part(results, language))
    return found


def write(results: Results) -> None:
    """Write them."""
    for path, content in files(results).items():
        (ROOT / path).write_text(content, encoding="utf-8")


def between_marks(text: str, part: str) -> str:
    """A text with another part between its marks. Raises `ValueError` if it has not both."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the marks {BEGIN.strip()} and {END.strip()} are missing")
    return f"{before}{begin}\n{part}\n{end}{after}"


def readme(results: Results, language: str) -> str:
    """The chart and the table of all tools."""
    words = LANGUAGES[language]
    return (
        f"![{words.alt}]({CHART})\n\n" + "\n".join(_tools(results, language, words)) + f"\n\n{_how(results, words)}\n"
    )


def _tools(results: Results, language: str, words: Words) -> Iterator[str]:
    sizes = [size for size in results.sizes() if results.jobs(size, MEMORY)]
    common = [size for size in sizes if size < HUGE_SIZE]
    weighed = common[-1:] + [size for size in sizes if size >= HUGE_SIZE]
    heads = [words.head, *(f"{size:,}" for size in sizes), *(words.peak.format(size=f"{size:,}") for size in weighed)]
    yield _row(heads)
    yield "|---|" + "---:|" * (len(heads) - 1)
    for tool in [FULL, *peers()]:
        if not any(results.find(size, tool, MEMORY) for size in sizes):
            continue
        peaks = [results.peak(size, tool, MEMORY) for size in weighed]
        yield _row(
            [
                words.ours if tool == FULL else f"{tool}{words.colon}{peers()[tool].makes[language]}",
                *(_cell(results, size, tool) for size in sizes),
                *(number(None if peak is None else peak / 2**20, 0) for peak in peaks),
            ]
        )


def _cell(results: Results, size: int, tool: str) -> str:
    wall = results.wall(size, tool, MEMORY)
    against = ratio(wall, results.wall(size, YARDSTICK, MEMORY))
    return number(wall, 2) + (f" ({against:.2f})" if against is not None else "")


def _how(results: Results, words: Words) -> str:
    machine = words.between.join(
        words.machine.get(name, "{}").format(value) for name, value in results.machine.items() if name != "disk"
    )
    versions = words.between.join(f"{name} {version}" for name, version in results.versions.items())
    return words.measured.format(rounds=results.rounds, machine=machine, versions=versions)


def targets(results: Results, language: str) -> str:
    """The table of goals."""
    words = LANGUAGES[language]
    rows = [_row(words.goal), "|---|---:|---:|---|"]
    for goal in goals(results):
        text = goal.zh if language == "zh" else goal.en
        figure = f"{number(goal.figure, 2)} {goal.unit}" if goal.figure is not None else "–"
        rows.append(_row([text, figure, f"{goal.limit:g} {goal.unit}", words.met[goal.met]]))
    return "\n".join(rows) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"

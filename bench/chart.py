"""The figure for the READMEs: time and peak memory against the number of calls, both axes logarithmic.

One figure serves both languages, on light and on dark pages.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bench.jobs import FULL, MEMORY
from bench.peers import peers
from bench.results import Results

#: Of the whole figure and of the plane of one panel, in pixels.
WIDTH, HEIGHT = 1040, 400
PLANE_WIDTH, PLANE_HEIGHT, TOP = 262, 266, 68
LEFTS = (56, 570)
#: Pixels from one label to the next, so that none covers another.
APART = 19
#: For each tool its colour on light pages and on dark ones, and the outline of its marks around (0, 0).
TOOLS = {
    FULL: ("#b3401a", "#ff9a6b", "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z"),
    "openapi-typescript": ("#1d64a8", "#74b8ff", "M-4.5 -4.5H4.5V4.5H-4.5Z"),
    "hey-api": ("#7443a8", "#c9a6ff", "M0 -6L5.5 4H-5.5Z"),
    "datamodel-code-generator": ("#1f7347", "#79d6a4", "M0 -6L6 0L0 6L-6 0Z"),
    "openapi-python-client": ("#5b6168", "#b9c0c8", "M0 6L5.5 -4H-5.5Z"),
}
HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="t d" \
font-family="system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif">
<title id="t">Time and memory by number of calls · 耗时与内存随接口数的变化</title>
<desc id="d">{told}</desc>
<style>
.page {{ fill: #ffffff; }} .ink {{ fill: #1e2b25; }} .soft {{ fill: #45574e; }} .grid {{ stroke: #d9dfdb; }}
text {{ font-size: 13px; }} .title {{ font-size: 15px; font-weight: 600; }} .ours {{ font-weight: 700; }}
.line {{ fill: none; stroke-width: 2; }} .lead {{ stroke-width: 1; stroke-dasharray: 2 3; }}
{light}
@media (prefers-color-scheme: dark) {{
.page {{ fill: #14191c; }} .ink {{ fill: #eef3f0; }} .soft {{ fill: #b9c9c0; }} .grid {{ stroke: #37423c; }}
{dark}
}}
</style>
<rect class="page" width="{width}" height="{height}" rx="8"/>
"""


@dataclass(frozen=True, kw_only=True)
class Line:
    """The figures of one tool, by number of calls."""

    tool: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A logarithmic axis from `low` at 0 to `high` at `length` pixels."""

    low: float
    high: float
    length: float

    def at(self, value: float) -> float:
        """Pixels from the beginning of the axis."""
        return math.log(value / self.low) / math.log(self.high / self.low) * self.length

    def ticks(self) -> Iterator[float]:
        """The powers of ten on it."""
        for power in range(math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9) + 1):
            yield 10.0**power


def svg(results: Results) -> str:
    """The whole figure."""
    seconds = _lines(results, lambda size, tool: results.wall(size, tool, MEMORY))
    mebibytes = _lines(results, lambda size, tool: _mebibytes(results.peak(size, tool, MEMORY)))
    parts = [_head(seconds)]
    for left, lines, en, zh in (
        (LEFTS[0], seconds, "Seconds", "耗时（秒）"),
        (LEFTS[1], mebibytes, "Peak memory, MiB", "内存峰值（MiB）"),
    ):
        parts += _panel(left, lines, f"{en} · {zh}")
    return "".join(f"{part}\n" for part in [*parts, "</svg>"])


def _mebibytes(peak: int | None) -> float | None:
    return None if peak is None else peak / 2**20


def _lines(results: Results, figure: Callable[[int, str], float | None]) -> list[Line]:
    found = []
    for tool in [FULL, *peers()]:
        read = [(size, figure(size, tool)) for size in results.sizes()]
        points = [(float(size), value) for size, value in read if value is not None]
        if points:
            found.append(Line(tool=tool, points=points))
    return found


def _head(lines: Sequence[Line]) -> str:
    drawn = list(enumerate(TOOLS.values()))
    told = "; ".join(
        f"{line.tool}: " + ", ".join(f"{n:,.0f} calls {value:.2f} s" for n, value in line.points) for line in lines
    )
    styles = [
        "\n".join(f".t{n} {{ stroke: {tool[page]}; }} .f{n} {{ fill: {tool[page]}; }}" for n, tool in drawn)
        for page in (0, 1)
    ]
    return HEAD.format(width=WIDTH, height=HEIGHT, told=escape(told), light=styles[0], dark=styles[1]).rstrip("\n")


def _panel(left: int, lines: Sequence[Line], title: str) -> Iterator[str]:
    if not lines:
        return
    across = _scale([n for line in lines for n, _ in line.points], PLANE_WIDTH)
    up = _scale([value for line in lines for _, value in line.points], PLANE_HEIGHT)
    yield f'<g transform="translate({left} {TOP})">'
    yield f'<text class="ink title" x="0" y="-30">{escape(title)}</text>'
    yield from _axes(across, up)
    for line in lines:
        yield from _drawn(line, across, up)
    yield from _labels(lines, across, up)
    yield "</g>"


def _scale(values: Sequence[float], length: float) -> Scale:
    """An axis that holds all values and begins and ends a little outside them."""
    low, high = min(values), max(values)
    return Scale(low=low / 1.3, high=max(high, low * 10) * 1.3, length=length)


def _axes(across: Scale, up: Scale) -> Iterator[str]:
    for tick in across.ticks():
        x = across.at(tick)
        yield f'<path class="grid" d="M{x:.1f} 0V{PLANE_HEIGHT}"/>'
        yield f'<text class="soft" x="{x:.1f}" y="{PLANE_HEIGHT + 20}" text-anchor="middle">{tick:,.0f}</text>'
    for tick in up.ticks():
        y = PLANE_HEIGHT - up.at(tick)
        yield f'<path class="grid" d="M0 {y:.1f}H{PLANE_WIDTH}"/>'
        yield f'<text class="soft" x="-8" y="{y + 4:.1f}" text-anchor="end">{tick:,g}</text>'
    middle = PLANE_WIDTH / 2
    yield f'<text class="soft" x="{middle:g}" y="{PLANE_HEIGHT + 42}" text-anchor="middle">calls · 接口数</text>'


def _drawn(line: Line, across: Scale, up: Scale) -> Iterator[str]:
    number, mark = _number(line.tool), TOOLS[line.tool][2]
    places = [(across.at(n), PLANE_HEIGHT - up.at(value)) for n, value in line.points]
    yield f'<path class="line t{number}" d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in places)}"/>'
    for x, y in places:
        yield f'<path class="f{number}" transform="translate({x:.1f} {y:.1f})" d="{mark}"/>'


def _labels(lines: Sequence[Line], across: Scale, up: Scale) -> Iterator[str]:
    """The name of each tool beside the end of its line, from the top down, none closer to the next than `APART`."""
    ends = [(PLANE_HEIGHT - up.at(line.points[-1][1]), line) for line in lines]
    ends.sort(key=lambda end: end[0])
    for (y, line), place in zip(ends, spread([y for y, _ in ends]), strict=True):
        number, x = _number(line.tool), across.at(line.points[-1][0])
        weight = " ours" if line.tool == FULL else ""
        yield f'<path class="lead t{number}" d="M{x + 7:.1f} {y:.1f}L{PLANE_WIDTH + 8} {place:.1f}"/>'
        yield f'<text class="f{number}{weight}" x="{PLANE_WIDTH + 12}" y="{place + 4:.1f}">{escape(line.tool)}</text>'


def spread(wanted: Sequence[float]) -> list[float]:
    """Places near the wanted ones, which ascend, `APART` from each to the next; inside the panel if they fit."""
    places: list[float] = []
    for y in wanted:
        places.append(max(y, places[-1] + APART) if places else y)
    limit = float(PLANE_HEIGHT)
    for index in range(len(places) - 1, -1, -1):
        places[index] = min(places[index], limit)
        limit = places[index] - APART
    return places


def _number(tool: str) -> int:
    return list(TOOLS).index(tool)

"""A graph of states as inline SVG: states in a column, ways down on the left, ways up on the right, each numbered.

Words in it are states only, so that it stays readable on a phone and has the same geometry in every language; what
the numbers mean is said beside it. Colours come from the page's style sheet, with the colour of the text as fallback.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, NamedTuple

from tongwen.encode.literal import UNSAFE_OR_PUNCTUATION
from tongwen.encode.summary import Summary
from tongwen.encode.voice import Linker, Voice

#: All lengths are in units of the picture, which is shown at one unit to a pixel where there is room.
_BOX = 156
#: Room for three lines of words.
_HEIGHT = 56
_GAP = 44
#: At least this far apart do ways meet a box.
_BETWEEN = 14
#: How far ways swing out: past one state, and more for each further one.
_SWING = 40
_STEP = 26
_RADIUS = 9
_HARMFUL = UNSAFE_OR_PUNCTUATION
_NAME = re.compile(r"[a-z][a-z0-9-]*\Z")


class Arc(NamedTuple):
    """A way from one state to another, or back to itself, by their numbers in the picture."""

    before: int
    after: int
    #: Written on it.
    number: int


class Picture(NamedTuple):
    """A graph. `name` is the start of its ids, unlike any other on its page; the rest is prose."""

    name: str
    title: Any
    description: Any
    states: tuple[Any, ...]
    arcs: tuple[Arc, ...]


class _Box(NamedTuple):
    """Where a state stands."""

    top: int
    height: int


def inert(text: str) -> str:
    """Words as content of an element: nothing in them can end it, nor be markup for what reads the page before."""
    return _HARMFUL.sub(lambda match: f"&#{ord(match[0])};", text)


def graph(picture: Picture, link: Linker, voice: Voice) -> str:
    """The picture as one block of HTML without empty lines."""
    if not _NAME.match(picture.name):
        raise ValueError(f"not the start of an id: {picture.name!a}")
    told = Summary(voice, link, 1000)
    boxes = _boxes(len(picture.states), picture.arcs)
    reach = max((abs(arc.after - arc.before) for arc in picture.arcs), default=1)
    side = _swing(max(reach, 1)) + _RADIUS + 2
    width, height = _BOX + 2 * side, boxes[-1].top + boxes[-1].height + 8 if boxes else 8
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    told_by = f'aria-labelledby="{picture.name}-title {picture.name}-desc"'
    out = [
        '<figure class="tw-graph">',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" {told_by}>',
        f'<title id="{picture.name}-title">{inert(told.line(picture.title))}</title>',
        f'<desc id="{picture.name}-desc">{inert(told.line(picture.description))}</desc>',
    ]
    ends = _ends(picture.arcs, boxes)
    for at, arc in enumerate(picture.arcs):
        out.append(_arc(arc, ends[at, 0], ends[at, 1], side))
    words = [inert(told.line(state)) for state in picture.states]
    out += [_state(box, side, name) for box, name in zip(boxes, words, strict=True)]
    return "\n".join([*out, "</svg>", "</figure>"])


def _boxes(states: int, arcs: tuple[Arc, ...]) -> list[_Box]:
    """Boxes high enough for the ways that meet either side. Words change nothing: too many of them are cut off."""
    meeting = Counter((end, arc.after > arc.before) for arc in arcs for end in arc[:2])
    found: list[_Box] = []
    top = 8
    for state in range(states):
        height = max(_HEIGHT, _BETWEEN * (max(meeting[state, True], meeting[state, False]) + 1))
        found.append(_Box(top, height))
        top += height + _GAP
    return found


def _swing(states: int) -> int:
    return _SWING + _STEP * (states - 1)


def _ends(arcs: tuple[Arc, ...], boxes: list[_Box]) -> dict[tuple[int, int], int]:
    """The height at which each end of each arc meets its box; spread so that arcs of one side do not cross."""
    sides: dict[tuple[int, bool], list[tuple[tuple[int, int], tuple[int, int]]]] = {}
    for at, arc in enumerate(arcs):
        far = abs(arc.after - arc.before)
        down = arc.after > arc.before
        for end, (here, there) in enumerate(((arc.before, arc.after), (arc.after, arc.before))):
            order = (1, end) if not far else (0, far) if there < here else (2, -far)
            sides.setdefault((here, down), []).append((order, (at, end)))
    found = {}
    for (state, _), meeting in sides.items():
        box = boxes[state]
        for place, (_, key) in enumerate(sorted(meeting), 1):
            found[key] = box.top + round(box.height * place / (len(meeting) + 1))
    return found


def _arc(arc: Arc, start: int, end: int, side: int) -> str:
    """A curve, its head and its number; on the left if it leads down."""
    sign = -1 if arc.after > arc.before else 1
    edge = side if sign < 0 else side + _BOX
    loop = arc.after == arc.before
    out = (_SWING - 8) if loop else _swing(abs(arc.after - arc.before))
    control = edge + sign * round(out / 0.75)  # the middle of the curve is at three quarters of the way to there
    x, y = edge + sign * out, (start + end) // 2
    return (
        f'<path class="tw-way" fill="none" stroke="currentColor" '
        f'd="M{edge} {start}C{control} {start} {control} {end} {edge + sign * 6} {end}"/>'
        f'<path class="tw-head" fill="currentColor" d="M{edge} {end}l{sign * 9} -4v8z"/>'
        f'<circle class="tw-mark" fill="none" stroke="currentColor" cx="{x}" cy="{y}" r="{_RADIUS}"/>'
        f'<text class="tw-number" x="{x}" y="{y + 4}" text-anchor="middle" font-size="11">{arc.number}</text>'
    )


def _state(box: _Box, side: int, words: str) -> str:
    """A box; the browser breaks its words, in whatever language they are."""
    place = f'x="{side}" y="{box.top}" width="{_BOX}" height="{box.height}"'
    return (
        f'<rect class="tw-state" fill="none" stroke="currentColor" {place} rx="8"/>'
        f'<foreignObject {place}><div class="tw-name">{words}</div></foreignObject>'
    )

"""Graphs of states as inline SVG: one geometry in every language, words that stay words."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from tongwen.encode import svg
from tongwen.encode.svg import Arc, Picture
from tongwen.encode.voice import Voice
from tongwen.text.opaque import Text
from tongwen.text.phrase import Catalogue

from tests.sinks import flat, hostile, render
from tests.skeletons import PAGE, as_browser_shows, squeezed, to_html, visible

VOICE = Voice(("en",), Catalogue({}))
SVG = "{http://www.w3.org/2000/svg}"
WAYS = ((0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2))


def picture(ways: tuple[tuple[int, int], ...] = WAYS, words: str = "State", states: int = 3) -> Picture:
    arcs = tuple(Arc(before, after, number) for number, (before, after) in enumerate(ways, 1))
    return Picture("graph-1", Text("Title"), Text("Description"), tuple(Text(words) for _ in range(states)), arcs)


def drawn(of: Picture) -> ET.Element:
    made = ET.fromstring(svg.graph(of, str, VOICE))  # noqa: S314 (it is ours)
    found = made.find(f"{SVG}svg")
    assert found is not None
    return found


def ends(of: Picture) -> list[tuple[int, int, int]]:
    """Edge, start and end of each way."""
    paths = [path.get("d", "") for path in drawn(of).iter(f"{SVG}path") if path.get("class") == "tw-way"]
    found = [re.fullmatch(r"M(\d+) (\d+)C\S+ \d+ \S+ \d+ \d+ (\d+)", path) for path in paths]
    return [(int(match[1]), int(match[2]), int(match[3])) for match in found if match]


def test_a_picture_has_a_name_and_a_description_that_readers_of_screens_find() -> None:
    made = drawn(picture())
    names = [child.get("id") for child in made if child.tag in (f"{SVG}title", f"{SVG}desc")]
    assert made.get("role") == "img"
    assert made.get("aria-labelledby", "").split() == names == ["graph-1-title", "graph-1-desc"]


def test_every_way_has_its_number_and_ends_of_its_own() -> None:
    found = ends(picture())
    assert len(found) == len(WAYS)
    places = [(edge, height) for edge, start, end in found for height in (start, end)]
    assert len(set(places)) == len(places)
    numbers = [text.text for text in drawn(picture()).iter(f"{SVG}text")]
    assert numbers == [str(number) for number in range(1, len(WAYS) + 1)]


def test_ways_down_are_on_the_left_and_ways_up_on_the_right() -> None:
    (left, top, bottom), (right, low, high) = ends(picture(((0, 1), (1, 0)), states=2))
    assert left < right
    assert top < bottom
    assert low > high


def test_numbers_do_not_cover_one_another() -> None:
    ways = tuple((before, after) for before in range(5) for after in range(5))
    marks = [(int(c.get("cx", "")), int(c.get("cy", ""))) for c in drawn(picture(ways, states=5)).iter(f"{SVG}circle")]
    near = [(a, b) for n, a in enumerate(marks) for b in marks[:n] if (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 < 18**2]
    assert len(marks) == 25
    assert near == []


def test_a_picture_of_five_states_fits_a_phone() -> None:
    ways = tuple((before, after) for before in range(5) for after in range(5) if abs(before - after) < 4)
    assert int(drawn(picture(ways, states=5)).get("width", "")) <= 390


def test_words_change_no_geometry() -> None:
    def shape(words: str) -> list[tuple[str, list[tuple[str, str]]]]:
        return [(part.tag, sorted(part.attrib.items())) for part in drawn(picture(words=words)).iter()]

    assert shape("A") == shape("尚未询问" * 40)


def test_nothing_to_draw_is_an_empty_picture() -> None:
    assert [child.tag for child in drawn(picture((), states=0))] == [f"{SVG}title", f"{SVG}desc"]


@pytest.mark.parametrize("name", ["", "1", 'a"b', "a b", "a\n"])
def test_the_start_of_an_id_is_a_word(name: str) -> None:
    with pytest.raises(ValueError, match="not the start of an id"):
        svg.graph(picture()._replace(name=name), str, VOICE)


@pytest.mark.parametrize("text", hostile())
def test_hostile_words_arrive_three_times_and_make_no_element(text: str) -> None:
    raw = hostile()[text]
    shown = squeezed(visible(to_html(render("markdown-graph", raw), PAGE)))
    words = as_browser_shows(flat(raw))
    assert shown == squeezed(f"Before.{words}{words}1{words}After.")


def test_the_block_has_no_empty_line_that_would_end_it() -> None:
    assert "\n\n" not in svg.graph(picture(words="a\n\nb"), str, VOICE)

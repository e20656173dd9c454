"""Whatever a host answers, a call gives its typed result or an error of the package: never anything else."""
# ruff: noqa: PT017, S301 - an error or a result, both are looked at; the pickle is our own

from __future__ import annotations

import copy
import inspect
import pickle
import sys
import typing
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import ROOT

sys.path.insert(0, str(ROOT / "sdk" / "python"))
import wxauth

CLIENTS = [wxauth.Wx, wxauth.WxPlugin, wxauth.WxMiniGame, wxauth.WxMiniGame2018]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
TEXT = st.text(max_size=60)


class Answering:
    """A host that gives one answer, or fails with one failure."""

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def call(self, method: str, args: list[object]) -> object:
        del method, args
        if isinstance(self.answer, Exception):
            raise self.answer
        return copy.deepcopy(self.answer)

    def listen(self, method: str, listener: object) -> None:
        del method, listener


def calls() -> list[tuple[str, str]]:
    """Every call of every client."""
    return [
        (client.__name__, name)
        for client in CLIENTS
        for name, member in vars(client).items()
        if inspect.isfunction(member) and not name.startswith("_")
    ]


def sample(kind: Any) -> object:
    """Some value of a type of the package."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return inner[0]
    if origin in (typing.Union, type(int | str)):
        return sample(inner[0])
    if inspect.isclass(kind) and is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        needed = [f.name for f in kind.__dataclass_fields__.values() if f.default is not None]
        return kind(**{name: sample(hints[name]) for name in needed})
    plain = {str: "x", int: 1, float: 1.0, bool: True, object: object()}
    if kind in plain:
        return plain[kind]
    if inspect.isclass(kind) and hasattr(kind, "__members__"):
        return next(iter(kind))
    return (lambda *_: None) if origin is not None and "Callable" in str(origin) else []


def make(client: str, name: str, answer: object) -> object:
    """Make a call with some arguments that it takes."""
    function = getattr(getattr(wxauth, client)(Answering(answer)), name)
    hints = typing.get_type_hints(function)
    needed = [p.name for p in inspect.signature(function).parameters.values() if p.default is inspect.Parameter.empty]
    positional = [
        n for n in needed if inspect.signature(function).parameters[n].kind is not inspect.Parameter.KEYWORD_ONLY
    ]
    keywords = {n: sample(hints[n]) for n in needed if n not in positional}
    return function(*(sample(hints[n]) for n in positional), **keywords)


def told(error: BaseException) -> None:
    """An error of the package names the call, and keeps what was said."""
    assert isinstance(error, wxauth.WxError)
    assert error.api
    assert str(error)


def test_there_are_calls_to_look_at() -> None:
    assert len(calls()) > 80


@pytest.mark.parametrize(("client", "name"), calls())
def test_the_arguments_of_these_tests_are_right(client: str, name: str) -> None:
    """Else no answer would ever be looked at."""
    try:
        make(client, name, {})
    except wxauth.WxError as error:
        assert isinstance(error, wxauth.WrongAnswerError)


@pytest.mark.parametrize(("client", "name"), calls())
@settings(max_examples=25)
@given(answer=JSON)
def test_an_arbitrary_answer_gives_the_result_or_an_error_that_names_the_call(
    client: str, name: str, answer: object
) -> None:
    try:
        make(client, name, answer)
    except wxauth.WxError as error:
        told(error)
        if isinstance(error, wxauth.WrongAnswerError):
            assert error.raw == answer


def fields(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of all fields of an answer, however deep."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from fields(inner, (*path, key))


def changed(answer: Any, path: tuple[Any, ...], value: object) -> Any:
    """The answer with one field changed, or left out."""
    made = copy.deepcopy(answer)
    place = made
    for key in path[:-1]:
        place = place[key]
    if value is fields:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return made


LOCATION = {
    "latitude": 1.5,
    "longitude": 2.5,
    "speed": 0,
    "accuracy": 1,
    "altitude": 0,
    "verticalAccuracy": 0,
    "horizontalAccuracy": 0,
    "errMsg": "getLocation:ok",
}
SETTING = {
    "authSetting": {"scope.record": True},
    "subscriptionsSetting": {"mainSwitch": True, "itemSettings": {"t": "accept"}},
    "errMsg": "getSetting:ok",
}


@pytest.mark.parametrize(
    ("name", "answer", "root"),
    [("get_location", LOCATION, "wx.getLocation"), ("get_setting", SETTING, "wx.getSetting")],
)
@pytest.mark.parametrize(
    "value",
    [fields, None, "text", -1.5, [], {}, True],
    ids=["missing", "null", "text", "number", "list", "object", "true"],
)
def test_one_wrong_field_is_named_with_the_call_and_the_answer(
    name: str, answer: Any, root: str, value: object
) -> None:
    for path in fields(answer):
        bad = changed(answer, path, value)
        client = wxauth.Wx(Answering(bad))
        try:
            getattr(client, name)()
        except wxauth.WrongAnswerError as error:
            where = ".".join(map(str, path))
            assert (error.api, error.raw) == (root, bad)
            assert error.field.startswith(where) or where.startswith(error.field)
            assert root in str(error)
            assert error.field in str(error)


def test_an_unknown_field_and_a_scope_of_tomorrow_are_kept_or_passed_over() -> None:
    answer = {**SETTING, "new": 1, "authSetting": {"scope.tomorrow": False, "scope.record": True}}
    setting = wxauth.Wx(Answering(answer)).get_setting().auth_setting
    assert dict(setting) == {"scope.tomorrow": wxauth.Consent.DENIED, wxauth.Scope.RECORD: wxauth.Consent.GRANTED}
    assert setting["scope.camera"] is wxauth.Consent.UNASKED


@settings(max_examples=300)
@given(message=TEXT, errno=JSON, code=JSON, platform=st.none() | TEXT)
def test_an_arbitrary_failure_is_an_error_that_keeps_its_words(
    message: str, errno: object, code: object, platform: str | None
) -> None:
    failure = wxauth.HostFailure(message, errno=errno, code=code, platform=platform, raw={"errMsg": message})
    with pytest.raises(wxauth.WxError) as caught:
        wxauth.Wx(Answering(failure)).get_location()
    error = caught.value
    assert (error.message, error.api, error.platform, error.scope) == (
        message,
        "wx.getLocation",
        platform,
        "scope.userLocation",
    )
    assert error.raw == {"errMsg": message}
    assert error.errno is None or (isinstance(error.errno, int) and not isinstance(error.errno, bool))


@pytest.mark.parametrize("message", [None, 7, {"errMsg": "x"}, b"x"], ids=str)
def test_a_message_that_is_no_text_is_kept_as_well(message: object) -> None:
    failure = wxauth.HostFailure(message, errno="103")  # type: ignore[arg-type]
    with pytest.raises(wxauth.WxError) as caught:
        wxauth.Wx(Answering(failure)).get_location()
    assert caught.value.__cause__ is failure or message in caught.value.args or str(message) in str(caught.value)


@pytest.mark.parametrize(
    "make_copy",
    [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))],
    ids=["copy", "deepcopy", "pickle"],
)
def test_results_and_errors_can_be_copied_and_sent_elsewhere(make_copy: Any) -> None:
    location = wxauth.Wx(Answering(LOCATION)).get_location()
    assert make_copy(location) == location
    setting = wxauth.Wx(Answering(SETTING)).get_setting()
    assert make_copy(setting) == setting
    error = wxauth.AuthorizationDenied(
        "getLocation:fail auth deny", api="wx.getLocation", errno=103, scope="scope.userLocation"
    )
    again = make_copy(error)
    assert (type(again), again.message, again.api, again.errno, again.scope) == (
        type(error),
        error.message,
        error.api,
        error.errno,
        error.scope,
    )
    assert Path(wxauth.__file__).is_relative_to(ROOT / "sdk")

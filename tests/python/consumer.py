"""A program that uses the generated clients, and every mistake that a type checker must find in it.

A line that is marked as wrong must be reported with exactly the codes that follow: those of pyright begin with
`report`, the others are mypy's. Every other line must be clean, in the strictest mode of both; it shows how the wrong
line beside it should have been written.
"""
# ruff: noqa: T201 - to print is to use

from __future__ import annotations

from typing import assert_type

from wxauth import (
    AsyncWx,
    AuthorizationDenied,
    AuthSetting,
    Consent,
    GetSettingResult,
    GetSettingResultWithSubscriptions,
    Host,
    HostFailure,
    Scope,
    SubscriptionsSetting,
    Wx,
    WxError,
    WxMiniGame,
    WxMiniGame2018,
    WxPlugin,
    ensure,
    ensure_async,
    explain_refusal,
)


class Good:
    """A host."""

    def call(self, method: str, args: list[object]) -> object:
        """Fail."""
        raise HostFailure(f"{method}:fail auth deny", errno=103, raw=args)


class Bad:
    """Not a host: it takes one argument."""

    def call(self, method: str) -> object:
        """Give nothing."""
        return method


def hosts(good: Good, bad: Bad) -> None:
    """A client wants a host."""
    Wx(good)
    Wx(bad)  # wrong: arg-type reportArgumentType
    Wx()  # wrong: call-arg reportCallIssue
    AsyncWx(good)  # wrong: arg-type reportArgumentType
    host: Host = good
    other: Host = bad  # wrong: assignment reportAssignmentType
    print(host, other)


def scopes(wx: Wx, plugin: WxPlugin, game: WxMiniGame, old: WxMiniGame2018, text: str) -> None:
    """Scopes are a closed list for each product."""
    wx.authorize(scope=Scope.RECORD)
    wx.authorize(scope="scope.record")  # wrong: arg-type reportArgumentType
    wx.authorize(scope="scope.microphone")  # wrong: arg-type reportArgumentType
    wx.authorize(scope="record")  # wrong: arg-type reportArgumentType
    wx.authorize(scope=text)  # wrong: arg-type reportArgumentType
    wx.authorize(scope=Scope.GAME_CLUB_DATA)  # wrong: arg-type reportArgumentType
    wx.authorize(scope=None)  # wrong: arg-type reportArgumentType
    wx.authorize(scope=[Scope.RECORD])  # wrong: arg-type reportArgumentType
    wx.authorize()  # wrong: call-arg reportCallIssue
    wx.authorize(Scope.RECORD)  # wrong: call-arg reportCallIssue
    wx.authorize(scopes=Scope.RECORD)  # wrong: call-arg reportCallIssue
    game.authorize(scope=Scope.GAME_CLUB_DATA)
    game.authorize(scope=Scope.CAMERA)  # wrong: arg-type reportArgumentType
    old.authorize(scope=Scope.USER_INFO)
    old.authorize(scope=Scope.ADDRESS)  # wrong: arg-type reportArgumentType
    plugin.authorize_for_mini_program(scope=Scope.CAMERA)
    plugin.authorize_for_mini_program(scope=Scope.BLUETOOTH)  # wrong: arg-type reportArgumentType


def products(wx: Wx, plugin: WxPlugin, game: WxMiniGame, old: WxMiniGame2018) -> None:
    """What a product does not have is not on its client."""
    wx.start_location_update_background()
    plugin.start_location_update_background()  # wrong: attr-defined reportAttributeAccessIssue
    plugin.authorize(scope=Scope.RECORD)  # wrong: attr-defined reportAttributeAccessIssue
    wx.authorize_for_mini_program(scope=Scope.RECORD)  # wrong: attr-defined reportAttributeAccessIssue
    game.choose_address()  # wrong: attr-defined reportAttributeAccessIssue
    game.get_game_club_data(data_type_list=[])
    wx.get_game_club_data(data_type_list=[])  # wrong: attr-defined reportAttributeAccessIssue
    old.open_setting()  # wrong: attr-defined reportAttributeAccessIssue
    wx.getSetting()  # wrong: attr-defined reportAttributeAccessIssue
    plugin.get_setting(with_subscriptions=True)  # wrong: call-arg reportCallIssue


def results(wx: Wx, plugin: WxPlugin) -> None:
    """Results are records; what may be absent has to be looked at first."""
    assert_type(wx.get_setting(), GetSettingResult)
    assert_type(wx.get_setting(with_subscriptions=True), GetSettingResultWithSubscriptions)
    full = wx.get_setting(with_subscriptions=True)
    assert_type(full.subscriptions_setting, SubscriptionsSetting)
    print(full.subscriptions_setting.main_switch)
    plain = wx.get_setting()
    print(plain.subscriptions_setting.main_switch)  # wrong: union-attr reportOptionalMemberAccess
    if plain.subscriptions_setting is not None:
        print(plain.subscriptions_setting.main_switch)
    plain.auth_setting = full.auth_setting  # wrong: misc reportAttributeAccessIssue
    print(plain.authSetting)  # wrong: attr-defined reportAttributeAccessIssue
    print(plain["auth_setting"])  # wrong: index reportIndexIssue
    print(plain.miniprogram_auth_setting)  # wrong: attr-defined reportAttributeAccessIssue
    print(plugin.get_setting().miniprogram_auth_setting)
    latitude: float = wx.get_location().latitude
    word: str = wx.get_location().latitude  # wrong: assignment reportAssignmentType
    print(latitude, word)


def answers(setting: AuthSetting) -> None:
    """An answer has three values, and a record of answers does not change."""
    assert_type(setting[Scope.RECORD], Consent)
    if setting[Scope.RECORD] is Consent.UNASKED:
        print("ask")
    if setting["scope.of.tomorrow"] is Consent.DENIED:
        print("keep")
    answer: bool = setting[Scope.RECORD]  # wrong: assignment reportAssignmentType
    setting[Scope.RECORD] = Consent.GRANTED  # wrong: index reportIndexIssue
    print(answer, Consent.ALLOWED)  # wrong: attr-defined reportAttributeAccessIssue


def arguments(wx: Wx) -> None:
    """Arguments have the types of the platform."""
    wx.get_location(type="gcj02", altitude=True)
    wx.get_location(type="mars")  # wrong: arg-type reportArgumentType
    wx.get_location(altitude="yes")  # wrong: arg-type reportArgumentType
    wx.get_location(high_accuracy_expire_time=4000)
    wx.get_location(high_accuracy_expire_time=0.5)  # wrong: arg-type reportArgumentType
    wx.get_location(isHighAccuracy=True)  # wrong: call-arg reportCallIssue
    wx.save_image_to_photos_album(file_path="a.png")
    wx.save_image_to_photos_album()  # wrong: call-arg reportCallIssue
    wx.save_image_to_photos_album(file_path=b"a.png")  # wrong: arg-type reportArgumentType
    recorder = wx.get_recorder_manager()
    recorder.start(duration=60000, format="mp3")
    recorder.start(format="flac")  # wrong: arg-type reportArgumentType
    recorder.start(sample_rate=44100)
    recorder.start(sample_rate=1)  # wrong: arg-type reportArgumentType
    recorder.go()  # wrong: attr-defined reportAttributeAccessIssue


async def waiting(wx: AsyncWx, sync: Wx) -> None:
    """Asynchronous calls are awaited, and the others are not."""
    assert_type(await wx.get_setting(), GetSettingResult)
    print(wx.get_setting().auth_setting)  # wrong: attr-defined reportAttributeAccessIssue
    await sync.get_setting()  # wrong: misc reportGeneralTypeIssues
    wx.authorize(scope=Scope.RECORD)  # wrong: unused-coroutine reportUnusedCoroutine
    await wx.authorize(scope=Scope.RECORD)
    await ensure_async(wx, Scope.CAMERA)
    await ensure_async(sync, Scope.CAMERA)  # wrong: call-overload reportArgumentType reportCallIssue


def helpers(wx: Wx, plugin: WxPlugin) -> None:
    """The helpers know what each client may ask for."""
    ensure(wx, Scope.BLUETOOTH)
    ensure(plugin, Scope.CAMERA)
    ensure(plugin, Scope.BLUETOOTH)  # wrong: call-overload reportArgumentType reportCallIssue
    ensure(Scope.CAMERA, wx)  # wrong: call-overload reportArgumentType reportCallIssue
    try:
        wx.start_record()
    except AuthorizationDenied as error:
        print(explain_refusal(error), error.scope, error.errno)
        number: int = error.errno  # wrong: assignment reportAssignmentType
        print(number, error.reason)  # wrong: attr-defined reportAttributeAccessIssue
    except WxError as error:
        print(error.message, error.raw)
    explain_refusal("auth deny")  # wrong: arg-type reportArgumentType

"""What the simulated host offers in each product, written by hand from the documents.

It does not come from the spec: that the two can disagree is what makes the matrix worth running.
"""

from __future__ import annotations

from typing import Final

PRECISE: Final = "scope.userLocation"
FUZZY: Final = "scope.userFuzzyLocation"
BACKGROUND: Final = "scope.userLocationBackground"
USER_INFO: Final = "scope.userInfo"
CAMERA: Final = "scope.camera"
RECORD: Final = "scope.record"
ALBUM: Final = "scope.writePhotosAlbum"

WITHDRAWN: Final = {
    "mini-program": ("scope.address", "scope.invoiceTitle", "scope.invoice", USER_INFO),
    "plugin": ("scope.address", "scope.invoiceTitle", "scope.invoice", USER_INFO),
    "mini-game": (),
    "mini-game-2018": (),
}
"""Scopes that are reported as granted although nobody is asked. A plugin shares the list of its host."""

MINI_PROGRAM: Final[dict[str, tuple[str, ...]]] = {
    "wx.getLocation": (PRECISE,),
    "wx.startLocationUpdate": (PRECISE,),
    "MapContext.moveToLocation": (PRECISE,),
    "wx.getFuzzyLocation": (FUZZY,),
    "wx.startLocationUpdateBackground": (BACKGROUND,),
    "wx.startRecord": (RECORD,),
    "wx.joinVoIPChat": (RECORD,),
    "RecorderManager.start": (RECORD,),
    "camera": (CAMERA,),
    "live-pusher": (CAMERA, RECORD),
    "wx.createVKSession": (CAMERA,),
    "wx.openBluetoothAdapter": ("scope.bluetooth",),
    "wx.createBLEPeripheralServer": ("scope.bluetooth",),
    "wx.saveImageToPhotosAlbum": (ALBUM,),
    "wx.saveVideoToPhotosAlbum": (ALBUM,),
    "wx.addPhoneContact": ("scope.addPhoneContact",),
    "wx.addPhoneRepeatCalendar": ("scope.addPhoneCalendar",),
    "wx.addPhoneCalendar": ("scope.addPhoneCalendar",),
    "wx.getWeRunData": ("scope.werun",),
    "wx.chooseAddress": ("scope.address",),
    "wx.chooseInvoiceTitle": ("scope.invoiceTitle",),
    "wx.chooseInvoice": ("scope.invoice",),
    "wx.getUserInfo": (USER_INFO,),
}
NOT_IN_PLUGINS: Final = frozenset(
    {
        "camera",
        "live-pusher",
        "wx.startLocationUpdateBackground",
        "wx.addPhoneRepeatCalendar",
        "wx.addPhoneCalendar",
        "wx.getWeRunData",
    }
)
MINI_GAME: Final[dict[str, tuple[str, ...]]] = {
    "wx.getUserInfo": (USER_INFO,),
    "wx.getLocation": (PRECISE,),
    "wx.getFuzzyLocation": (FUZZY,),
    "wx.getWeRunData": ("scope.werun",),
    "wx.saveImageToPhotosAlbum": (ALBUM,),
    "RecorderManager.start": (RECORD,),
    "wx.joinVoIPChat": (RECORD,),
    "wx.getGameClubData": ("scope.gameClubData",),
}
MINI_GAME_2018: Final[dict[str, tuple[str, ...]]] = {
    "wx.getUserInfo": (USER_INFO,),
    "wx.getLocation": (PRECISE,),
    "wx.getWeRunData": ("scope.werun",),
    "wx.startRecord": (RECORD,),
    "RecorderManager.start": (RECORD,),
    "wx.saveImageToPhotosAlbum": (ALBUM,),
}
GATED: Final = {
    "mini-program": MINI_PROGRAM,
    "plugin": {name: scopes for name, scopes in MINI_PROGRAM.items() if name not in NOT_IN_PLUGINS},
    "mini-game": MINI_GAME,
    "mini-game-2018": MINI_GAME_2018,
}
"""The calls and components that need scopes, and which."""

SCOPES: Final = frozenset(scope for product in GATED.values() for scopes in product.values() for scope in scopes) | {
    "scope.WxFriendInteraction"
}
"""Every scope of any product. The documents do not say what becomes of another; here nobody is ever asked for one."""

ASKING: Final = {
    "mini-program": "wx.authorize",
    "plugin": "wx.authorizeForMiniProgram",
    "mini-game": "wx.authorize",
    "mini-game-2018": "wx.authorize",
}
"""The one call that asks in advance."""

PLUGIN_MAY_ASK: Final = frozenset({RECORD, ALBUM, CAMERA})
STATEMENT_NEEDED: Final = {
    "mini-program": frozenset({PRECISE, FUZZY, BACKGROUND}),
    "mini-game": frozenset({PRECISE, FUZZY}),
}
"""Location scopes that are not asked for before a usage statement has been configured."""

PRIVATE_INFO: Final = frozenset(
    {
        "wx.getLocation",
        "wx.getFuzzyLocation",
        "wx.startLocationUpdate",
        "wx.startLocationUpdateBackground",
        "wx.chooseAddress",
    }
)
"""Gated calls that a mini program must list in `requiredPrivateInfos`."""

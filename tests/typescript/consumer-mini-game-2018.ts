import { wx, type Scope } from "wxauth-types/mini-game-2018";

const all: Record<Scope, true> = {
  "scope.userInfo": true,
  "scope.userLocation": true,
  "scope.werun": true,
  "scope.record": true,
  "scope.writePhotosAlbum": true,
};
export const count = Object.keys(all).length;

wx.authorize({ scope: "scope.werun", success: () => wx.getWeRunData() });
wx.startRecord({ success: ({ tempFilePath }) => tempFilePath });
wx.getUserInfo({ success: ({ userInfo: { gender } }) => gender === 1 });

// @ts-expect-error - TS2820: this edition knows no such scope
wx.authorize({ scope: "scope.userFuzzyLocation" });

// @ts-expect-error - TS2339: this edition has no call that opens the settings
wx.openSetting();

// @ts-expect-error - TS2551: nor one that reads the approximate location
wx.getFuzzyLocation({});

// @ts-expect-error - TS2345 TS2353: this option came later
wx.getSetting({ withSubscriptions: true });

// @ts-expect-error - TS2345 TS2353: this option came later
wx.getLocation({ isHighAccuracy: true });

// @ts-expect-error - TS2367: there is no such gender
wx.getUserInfo({ success: ({ userInfo: { gender } }) => gender === 3 });

// @ts-expect-error - TS2339 TS7006: promises came later: here a call returns nothing
wx.getSetting().then((result) => result);

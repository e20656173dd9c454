import { wx, type AuthorizeForMiniProgramScope, type Scope } from "wxauth-types/plugin";

const scopes: readonly AuthorizeForMiniProgramScope[] = ["scope.record", "scope.writePhotosAlbum", "scope.camera"];
scopes.forEach((scope: Scope) => scope);

wx.authorizeForMiniProgram({ scope: "scope.camera", success: ({ errMsg }) => errMsg, fail: ({ errno }) => errno });

wx.getSetting().then(({ authSetting, miniprogramAuthSetting }) => [
  authSetting["scope.camera"],
  miniprogramAuthSetting["scope.record"],
]);

// @ts-expect-error - TS2322: a plugin cannot ask for the location
wx.authorizeForMiniProgram({ scope: "scope.userLocation" });

// @ts-expect-error - TS2339: this call returns no promise
wx.authorizeForMiniProgram({ scope: "scope.camera" }).then(() => undefined);

// @ts-expect-error - TS2345 TS2741: the scope is required
wx.authorizeForMiniProgram({ success() {} });

// @ts-expect-error - TS2339: plugins do not have this call
wx.authorize({ scope: "scope.camera" });

// @ts-expect-error - TS2769: subscriptions cannot be read here
wx.getSetting({ withSubscriptions: true });

// @ts-expect-error - TS2339: the field is not there
wx.getSetting().then(({ subscriptionsSetting }) => subscriptionsSetting);

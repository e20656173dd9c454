import { wx, type AuthSetting, type Failure, type GetSettingResult, type Scope, type Success, type Wx } from "wxauth-types";

// Every statement that is marked must fail to compile, and every other one must compile.

declare const anyText: string;
declare const maybe: boolean;

export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
export const is = <_Holds extends true>(): void => undefined;

// --- Promise or nothing -------------------------------------------------------------------------------------------

const asked: Promise<Success> = wx.authorize({ scope: "scope.record" });
const nothing: void = wx.authorize({ scope: "scope.record", success: ({ errMsg }) => errMsg.length });
wx.authorize({ scope: "scope.camera", complete() {} });

export const both = async (): Promise<string> => (await asked).errMsg + String(nothing);

// @ts-expect-error - TS2339: with a callback there is no promise
wx.authorize({ scope: "scope.record", success() {} }).then(() => undefined);

// @ts-expect-error - TS2339: `fail` alone is a callback, too
wx.authorize({ scope: "scope.record", fail() {} }).catch(() => undefined);

// @ts-expect-error - TS2322: so is `complete`
export const completed: Promise<Success> = wx.authorize({ scope: "scope.record", complete() {} });

// @ts-expect-error - TS2339: this call takes callbacks only
wx.getFuzzyLocation({}).then(() => undefined);

// @ts-expect-error - TS2769: a callback that is given is a function
wx.authorize({ scope: "scope.record", success: undefined });

// --- Scopes -------------------------------------------------------------------------------------------------------

const scopes: readonly Scope[] = ["scope.userLocation", "scope.userLocationBackground", "scope.address"];
scopes.forEach((scope) => wx.authorize({ scope }));

// @ts-expect-error - TS2769: there is no such scope
wx.authorize({ scope: "scope.microphone" });

// @ts-expect-error - TS2769: only mini games have this scope
wx.authorize({ scope: "scope.WxFriendInteraction" });

// @ts-expect-error - TS2769: not every text is a scope
wx.authorize({ scope: anyText });

// @ts-expect-error - TS2769: the scope is required
wx.authorize({});

// @ts-expect-error - TS2554: so are the options
wx.authorize();

// @ts-expect-error - TS2769: one call asks for one scope
wx.authorize({ scope: ["scope.record", "scope.camera"] });

// @ts-expect-error - TS2769: there is no such option
wx.authorize({ scope: "scope.record", scopes: [] });

// --- Reading the settings -----------------------------------------------------------------------------------------

export const consent = (setting: AuthSetting, scope: Scope): "granted" | "denied" | "unasked" => {
  const answer = setting[scope];
  return answer === undefined ? "unasked" : answer ? "granted" : "denied";
};

wx.getSetting().then(({ authSetting }) => {
  is<Same<(typeof authSetting)["scope.userLocationBackground"], boolean | undefined>>();

  // @ts-expect-error - TS2322: absent is not `false`
  const granted: boolean = authSetting["scope.record"];

  // @ts-expect-error - TS2540: only the user changes an answer
  authSetting["scope.record"] = true;

  // @ts-expect-error - TS7053: there is no such scope
  return [granted, authSetting["scope.microphone"]];
});

wx.getSetting({
  success(result) {
    is<Same<typeof result, GetSettingResult>>();
  },
});

// @ts-expect-error - TS2339: the field has another name
wx.getSetting().then(({ authSettings }) => authSettings);

// @ts-expect-error - TS2339: only plugins are told the answers given to their host
wx.getSetting().then(({ miniprogramAuthSetting }) => miniprogramAuthSetting);

// --- A field that depends on a parameter --------------------------------------------------------------------------

wx.getSetting({ withSubscriptions: true }).then(({ subscriptionsSetting }) => subscriptionsSetting.mainSwitch);
wx.getSetting({ withSubscriptions: true, success: ({ subscriptionsSetting }) => subscriptionsSetting.mainSwitch });
wx.openSetting({ withSubscriptions: true }).then(({ subscriptionsSetting }) => subscriptionsSetting.itemSettings);
wx.getSetting({ withSubscriptions: maybe }).then(({ subscriptionsSetting }) => subscriptionsSetting?.mainSwitch);

// @ts-expect-error - TS18048: not asked for, so it may be missing
wx.getSetting().then(({ subscriptionsSetting }) => subscriptionsSetting.mainSwitch);

// @ts-expect-error - TS18048: not asked for, so it may be missing
wx.getSetting({ withSubscriptions: false }).then(({ subscriptionsSetting }) => subscriptionsSetting.mainSwitch);

// @ts-expect-error - TS18048: perhaps asked for, so it may be missing
wx.getSetting({ withSubscriptions: maybe }).then(({ subscriptionsSetting }) => subscriptionsSetting.mainSwitch);

// @ts-expect-error - TS18048: the same in a callback
wx.getSetting({ success: ({ subscriptionsSetting }) => subscriptionsSetting.mainSwitch });

// @ts-expect-error - TS2769: a truth value, not a text
wx.getSetting({ withSubscriptions: "true" });

wx.getSetting({ withSubscriptions: true }).then(({ subscriptionsSetting: { itemSettings } }) => {
  const answers = itemSettings ?? {};
  is<Same<(typeof answers)[string], "accept" | "reject" | "ban" | undefined>>();

  // @ts-expect-error - TS2532: a message that the user was not asked about is missing
  answers["template"].length;

  // @ts-expect-error - TS2367: there is no such answer
  return answers["template"] === "accepted";
});

// --- Failures -----------------------------------------------------------------------------------------------------

const explain = ({ errMsg, errno }: Failure): string => (errno === 103 ? "denied" : errMsg);
wx.getLocation({ type: "gcj02", fail: (failure) => explain(failure) });

// @ts-expect-error - TS18048: not every failure has a number
wx.getLocation({ fail: ({ errno }) => errno.toFixed() });

// @ts-expect-error - TS2769: a failure is an object
wx.getLocation({ fail: (failure: string) => failure });

// @ts-expect-error - TS2345: the code may be a text
wx.getLocation({ fail: ({ errCode }) => Math.abs(errCode ?? 0) });

wx.getLocation({
  complete: (outcome) => {
    if ("latitude" in outcome) return outcome.latitude;

    // @ts-expect-error - TS2339: what is left may be a failure
    return outcome.longitude;
  },
});

// --- Values -------------------------------------------------------------------------------------------------------

const recorder = wx.getRecorderManager();
recorder.start();
recorder.start({ duration: 10_000, sampleRate: 44100, numberOfChannels: 1, format: "mp3" });

// @ts-expect-error - TS2322: there is no such format
recorder.start({ format: "ogg" });

// @ts-expect-error - TS2322: there is no such sample rate
recorder.start({ sampleRate: 9000 });

// @ts-expect-error - TS2345 TS2353: it reports by events
recorder.start({ success() {} });

// @ts-expect-error - TS2769: there is no such kind of coordinates
wx.getLocation({ type: "bd09" });

// @ts-expect-error - TS2769: a list, not one text
wx.requestSubscribeMessage({ tmplIds: "template" });

const templates: readonly string[] = ["template"];
wx.requestSubscribeMessage({ tmplIds: templates });

// @ts-expect-error - TS2345 TS2353: passed directly, not in options
wx.onNeedPrivacyAuthorization({ listener: () => undefined });

wx.onNeedPrivacyAuthorization((resolve, { referrer }) => {
  resolve({ event: "agree", buttonId: referrer });

  // @ts-expect-error - TS2322: there is no such answer
  resolve({ event: "accept" });
});

// --- What this edition does not have ------------------------------------------------------------------------------

// @ts-expect-error - TS2339: plugins only
wx.authorizeForMiniProgram({ scope: "scope.record" });

// @ts-expect-error - TS2339: mini games only
wx.getGameClubData({ dataTypeList: [] });

// @ts-expect-error - TS2339: mini games only
wx.createUserInfoButton;

// --- Other objects of the same shape ------------------------------------------------------------------------------

export const read = async (api: Pick<Wx, "getSetting">): Promise<AuthSetting> => (await api.getSetting()).authSetting;
export const answers = read(wx);

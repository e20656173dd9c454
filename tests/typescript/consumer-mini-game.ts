import { wx, type GameClubDataType, type Scope } from "wxauth-types/mini-game";

const own: readonly Scope[] = ["scope.WxFriendInteraction", "scope.gameClubData", "scope.userInfo"];
own.forEach((scope) => wx.authorize({ scope }).then(({ errMsg }) => errMsg));

const figures: GameClubDataType[] = [{ type: 3 }, { type: 10, subKey: "topic" }];
wx.getGameClubData({ dataTypeList: figures, success: ({ cloudID }) => cloudID?.length });

const style = { left: 0, top: 0, width: 200, height: 40, backgroundColor: "#07c160", textAlign: "center" } as const;
const button = wx.createUserInfoButton({ type: "text", text: "Sign in", style });
button.onTap(({ userInfo }) => userInfo?.nickName);
button.offTap();
button.destroy();

// @ts-expect-error - TS2769: mini games have no camera scope
wx.authorize({ scope: "scope.camera" });

// @ts-expect-error - TS2339: mini games have no addresses
wx.chooseAddress();

// @ts-expect-error - TS2322: the number 2 is not in use
wx.getGameClubData({ dataTypeList: [{ type: 2 }] });

// @ts-expect-error - TS2345 TS2741: the style is required
wx.createUserInfoButton({ type: "text" });

// @ts-expect-error - TS2322: there is no such alignment
wx.createUserInfoButton({ type: "text", style: { ...style, textAlign: "justify" } });

// @ts-expect-error - TS18048: after a refusal there is no profile
button.onTap(({ userInfo }) => userInfo.nickName);

// @ts-expect-error - TS2345 TS2353: the listener is passed directly
button.onTap({ listener: () => undefined });

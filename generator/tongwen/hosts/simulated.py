"""A host in memory, written by hand from the documents. It reads neither the rules nor the decision table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongwen.hosts import offers
from tongwen.hosts.memory import Memory
from tongwen.hosts.phrases import ERRNO, phrase
from tongwen.hosts.protocol import HostError, Reply

User = Mapping[str, str]


class SimulatedHost:
    """Weixin as the documents describe it: mini program, plugin, mini game, and the mini game of 2018.

    Every decision has a method of its own, so that a test can break one of them and nothing else.
    """

    def __init__(self) -> None:
        self.world: Mapping[str, str] = {}
        self.memory = Memory()
        self.prompts: list[str] = []

    # What a user and a test can do.

    def reset(self, world: Mapping[str, str]) -> None:
        """Start a program that the user has never met."""
        if world.get("profile") not in offers.GATED:
            raise HostError(f"unknown profile {world.get('profile')!r}")
        self.world = dict(world)
        self.memory = self.fresh()

    def delete(self) -> None:
        """Deleting the program clears every answer, allowed and refused alike."""
        self.memory = self.fresh()

    def fresh(self) -> Memory:
        """What is remembered of a program that the user has never met: nothing."""
        return Memory()

    def switch(self, scope: str, value: str) -> None:
        """A change on the settings page; the page has switches only for what was asked."""
        if scope not in self.page():
            raise HostError(f"the settings page has no switch for {scope}")
        if scope in (offers.PRECISE, offers.BACKGROUND) and value == "always":
            self.memory.choose_location("always")
        else:
            self.memory.remember(scope, value == "granted")

    def page(self) -> frozenset[str]:
        """The settings page shows the scopes that were asked for."""
        return frozenset(self.memory.listed())

    def subscribe(self, template: str, answer: str, *, keep: bool) -> None:
        """Only a choice that the user keeps is remembered."""
        if keep:
            self.memory.kept[template] = answer

    def place(self, name: str, arguments: Mapping[str, Any], user: User) -> Reply:
        """A component asks when it is put on the page, just as a call does."""
        return self.call(name, arguments, user)

    def call(self, name: str, arguments: Mapping[str, Any], user: User) -> Reply:
        """Call an API while the user answers."""
        self.prompts = []
        profile = self.world["profile"]
        if name in ("wx.authorize", "wx.authorizeForMiniProgram"):
            return self.ask(name, str(arguments.get("scope", "")), user)
        if name == "wx.createUserInfoButton" and profile == "mini-game":
            return self.settle(name, (offers.USER_INFO,), user)
        if name == "wx.getSetting":
            return self.read(arguments)
        if name == "wx.openSetting" and profile != "mini-game-2018":
            return self.open_settings(name, arguments, user)
        if name in self.gated():
            return self.use(name, self.gated()[name], user)
        return self.fail("api-absent", name)

    # What the product offers.

    def gated(self) -> Mapping[str, tuple[str, ...]]:
        """The calls and components that need scopes."""
        return offers.GATED[self.world["profile"]]

    def withdrawn(self) -> tuple[str, ...]:
        """The scopes for which nobody is asked any more."""
        return offers.WITHDRAWN[self.world["profile"]]

    def may_ask(self, scope: str) -> bool:
        """A plugin may ask for three scopes only."""
        return self.world["profile"] != "plugin" or scope in offers.PLUGIN_MAY_ASK

    # Asking in advance, and using what a scope opens.

    def ask(self, name: str, scope: str, user: User) -> Reply:
        """Ask for a scope without calling anything that it opens."""
        profile = self.world["profile"]
        if name != offers.ASKING[profile]:
            return self.fail("api-absent", name, scope)
        if not self.may_ask(scope):
            return self.fail("scope-not-supported", name, scope)
        if scope not in offers.SCOPES:
            raise HostError(f"there is no scope {scope[:80]!a}")
        if scope == offers.USER_INFO and profile == "mini-program":
            return self.fail("not-promptable", name, scope)
        if scope in self.withdrawn():
            return self.succeed()
        return self.undeclared(name, scope) or self.settle(name, (scope,), user)

    def use(self, name: str, scopes: tuple[str, ...], user: User) -> Reply:
        """Make a call that needs scopes."""
        obstacle = self.undeclared(name, scopes[0])
        if obstacle is not None:
            return obstacle
        if scopes[0] in self.withdrawn():
            return self.succeed()
        reply = self.settle(name, scopes, user)
        return self.system(name) or reply if reply.ok else reply

    def undeclared(self, name: str, scope: str) -> Reply | None:
        """Configuration that must be there before anybody is asked."""
        profile = self.world["profile"]
        needs_statement = scope in offers.STATEMENT_NEEDED.get(profile, ())
        if needs_statement and self.world.get("usage-statement") == "no-usage-statement":
            return self.fail("usage-statement-missing", name, scope)
        private = profile == "mini-program" and name in offers.PRIVATE_INFO
        if private and self.world.get("private-info") == "api-undeclared":
            return self.fail("api-not-declared", name, scope)
        if scope == offers.BACKGROUND and self.world.get("background-mode") == "background-undeclared":
            return self.fail("background-not-declared", name, scope)
        return None

    def system(self, name: str) -> Reply | None:
        """Weixin itself needs the phone's permission to read the position."""
        state = self.world.get("system-permission")
        if name not in ("wx.getLocation", "wx.getFuzzyLocation"):
            return None
        if state == "system-permission-denied":
            return self.fail("system-permission-missing", name)
        return self.fail("location-switch-off", name) if state == "location-switch-off" else None

    # Consent.

    def settle(self, name: str, scopes: tuple[str, ...], user: User) -> Reply:
        """Go through the scopes: what is refused fails at once, what is unasked is asked for, one after the other."""
        for scope in scopes:
            if self.refused(scope):
                return self.refuse(name, scope)
        for scope in scopes:
            if self.granted(name, scope):
                continue
            if not self.can_prompt(name, scope):
                return self.fail("not-promptable", name, scope)
            error = self.prompt(name, scope, user)
            if error:
                return self.fail(error, name, scope)
        return self.succeed()

    def granted(self, name: str, scope: str) -> bool:
        """One grant covers every call of the scope."""
        del name
        return self.memory.state(scope) is True

    def refused(self, scope: str) -> bool:
        """A refusal lasts. Who refuses location refuses it in the background as well."""
        if scope == offers.BACKGROUND and self.memory.location == "denied":
            return True
        return self.memory.state(scope) is False

    def refuse(self, name: str, scope: str) -> Reply:
        """A call for what was refused before: it fails, and nothing is shown."""
        background_call = name == "wx.startLocationUpdateBackground"
        return self.fail("not-promptable" if background_call else "denied", name, scope)

    def can_prompt(self, name: str, scope: str) -> bool:
        """Some scopes have no prompt: user information in mini games, background location in old clients."""
        if scope == offers.USER_INFO and self.world["profile"] == "mini-game":
            return name == "wx.createUserInfoButton"
        if scope == offers.BACKGROUND:
            return name == "wx.authorize" and self.world.get("client-version") != "below-8-0-0"
        return True

    def prompt(self, name: str, scope: str, user: User) -> str:
        """Show the prompt and take the answer. Gives the error, or nothing when the user allows."""
        error = self.privacy(user)
        if error:
            return error
        inside = self.world.get("privacy") == "privacy-inside-prompt"
        self.prompts.append("scope-with-privacy" if inside else "scope")
        answer = user.get("answer", "dismiss")
        if answer == "dismiss":
            return "dismissed"
        self.remember(name, scope, granted=answer == "allow")
        return "" if answer == "allow" else "denied"

    def privacy(self, user: User) -> str:
        """The privacy agreement stands before the prompt. Gives the error, or nothing when the user agrees."""
        state = self.world.get("privacy")
        errors = {
            "privacy-guide-absent": "privacy-guide-missing",
            "privacy-data-undeclared": "privacy-scope-undeclared",
            "privacy-refused-just-now": "privacy-quiet-period",
        }
        if state in errors:
            return errors[state]
        if state == "privacy-before-prompt":
            self.prompts.append("privacy")
            return "" if user.get("privacy-answer") == "agree" else "privacy-refused"
        return ""

    def remember(self, name: str, scope: str, *, granted: bool) -> None:
        """Keep an answer until the program is deleted."""
        del name
        self.memory.remember(scope, granted)

    # Settings.

    def listed(self) -> dict[str, bool]:
        """What was asked for with the answers, and what is withdrawn."""
        withdrawn = dict.fromkeys(self.withdrawn(), True)
        return {**self.memory.listed(), **withdrawn}

    def read(self, arguments: Mapping[str, Any]) -> Reply:
        """The settings record; a plugin reads its host's answers in a field of their own."""
        if self.world["profile"] == "plugin":
            return self.succeed(authSetting={}, miniprogramAuthSetting=self.listed(), **self.subscriptions(arguments))
        return self.succeed(authSetting=self.listed(), **self.subscriptions(arguments))

    def subscriptions(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """The subscription settings, if asked for: only choices that the user keeps."""
        if arguments.get("withSubscriptions") is not True:
            return {}
        return {"subscriptionsSetting": {"mainSwitch": True, "itemSettings": dict(self.memory.kept)}}

    def open_settings(self, name: str, arguments: Mapping[str, Any], user: User) -> Reply:
        """Open the settings page, let the user change something, give the outcome."""
        if self.needs_tap() and user.get("tap") == "untapped":
            return self.fail("tap-required", name)
        self.prompts.append("settings")
        self.change(user)
        return self.succeed(authSetting=self.listed(), **self.subscriptions(arguments))

    def needs_tap(self) -> bool:
        """Since base library 2.3.0."""
        return self.world.get("base-library") != "below-2-3-0"

    def change(self, user: User) -> None:
        """What the user does on the page: one switch is turned, or the third location value is chosen."""
        choice = user.get("page-choice")
        if choice in ("turn-on", "turn-off"):
            for scope, granted in self.memory.listed().items():
                if granted != (choice == "turn-on"):
                    self.memory.remember(scope, choice == "turn-on")
        if user.get("location-choice") == "choose-always":
            self.memory.choose_location("always")

    # Answers to the caller.

    def succeed(self, **result: Any) -> Reply:
        """A success with its result."""
        return Reply(ok=True, prompts=tuple(self.prompts), message="ok", result=result)

    def fail(self, error: str, name: str, scope: str = "") -> Reply:
        """A failure in the words of the platform."""
        return Reply(
            ok=False,
            prompts=tuple(self.prompts),
            message=self.message(error, name, scope),
            errno=self.errno(error),
        )

    def message(self, error: str, name: str, scope: str) -> str:
        """What the program reads."""
        return phrase(error, name, scope, self.platform())

    def errno(self, error: str) -> int | None:
        """The number that comes with the message, if any."""
        return ERRNO.get(error)

    def platform(self) -> str:
        """Whose words are used."""
        return self.world.get("platform", "ios")

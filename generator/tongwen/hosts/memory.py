"""What the simulated host remembers of the user's answers."""

from __future__ import annotations

from tongwen.hosts.offers import BACKGROUND, PRECISE


class Memory:
    """Answers by scope, and the one location entry with its three values, until the program is deleted."""

    def __init__(self) -> None:
        self.answers: dict[str, bool] = {}
        self.location: str | None = None
        self.background_refused = False
        self.kept: dict[str, str] = {}

    def state(self, scope: str) -> bool | None:
        """True: granted. False: refused. None: never asked."""
        if scope == PRECISE:
            return None if self.location is None else self.location != "denied"
        if scope == BACKGROUND:
            return self._background()
        return self.answers.get(scope)

    def _background(self) -> bool | None:
        if self.location == "always":
            return True
        return False if self.background_refused else None

    def remember(self, scope: str, granted: bool) -> None:
        """Record an answer."""
        if scope == PRECISE:
            self.location = "while-using" if granted else "denied"
        elif scope == BACKGROUND:
            self.background_refused = not granted
            if granted:
                self.location = "always"
        else:
            self.answers[scope] = granted

    def forget(self, scope: str) -> None:
        """As if the user had never been asked for the scope."""
        if scope == PRECISE:
            self.location = None
        elif scope == BACKGROUND:
            self.background_refused = False
        else:
            self.answers.pop(scope, None)

    def choose_location(self, value: str) -> None:
        """The user picks one of the three values of the location entry."""
        self.location = value
        self.background_refused = False

    def listed(self) -> dict[str, bool]:
        """The scopes that the user has been asked for, with the answers."""
        found = dict(self.answers)
        for scope in (PRECISE, BACKGROUND):
            state = self.state(scope)
            if state is not None:
                found[scope] = state
        return found

"""The fixtures of `support`, for all tests of this folder."""

from tests.browser.support import axe, browser, site

__all__ = ["axe", "browser", "site"]

"""For every test."""

import gc
import os

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("tests.support", "tests.checks.cases")

# tools run as children print without colour, also where a CI service asks for it
os.environ["NO_COLOR"] = "1"
for name in ("FORCE_COLOR", "CLICOLOR_FORCE", "CI", "GITHUB_ACTIONS"):
    os.environ.pop(name, None)

# the same examples in every run, and no folder of examples in the checkout
settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")


def pytest_unconfigure() -> None:
    """msgspec frees its types in the wrong order when the last collection finds them: ADR 0007."""
    gc.freeze()

"""For every test."""

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("tests.support", "tests.checks.cases")

# the same examples in every run, and no folder of examples in the checkout
settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")

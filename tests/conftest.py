"""For every test."""

import pytest

pytest.register_assert_rewrite("tests.support", "tests.checks.cases")

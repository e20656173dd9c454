"""Names in the generated tests."""

from __future__ import annotations

from tongwen.text.opaque import Code


def module_name(profile: str) -> str:
    """A profile as part of a file name; profile ids are lower-case words joined by hyphens."""
    name = profile.replace("-", "_")
    if not name.isidentifier():
        raise ValueError(profile)
    return name


def function_name(profile: str) -> Code:
    """The test function of a profile."""
    return Code("python", f"test_{module_name(profile)}")

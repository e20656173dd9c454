"""Measurements beside the tests: how long, how much memory, next to what others take."""

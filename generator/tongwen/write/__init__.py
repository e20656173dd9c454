"""Rendered files to disk: compare, stage, swap, prune, record. Nothing that people wrote is ever lost silently."""

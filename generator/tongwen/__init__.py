"""Tongwen: one YAML spec of a permission-scoped API in two languages, many outputs that cannot drift apart."""

__version__ = "0.1.0"

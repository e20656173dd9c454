"""Begins a new entry of the spec: its keys in both languages, put where its like stand."""

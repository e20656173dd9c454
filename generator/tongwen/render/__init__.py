"""Planned files to bytes: strict templates, encoders for each language, a seal in each file."""

"""Outputs as data: each target says which files it will write, from which template, with which view."""

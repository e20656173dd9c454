"""Hosts: what a matrix can be run against, and the runner that does it."""

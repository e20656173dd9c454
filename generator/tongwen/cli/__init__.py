"""The command line: options in, a report out, an exit code. One file for each command, and no logic."""

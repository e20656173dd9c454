"""Untrusted text and trusted code: the two kinds of string that Tongwen never mixes."""

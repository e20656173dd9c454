"""Words of front matter and navigation: YAML strings of what themes put into HTML, and into its attributes, as it is.

mkdocs knows no escaping of titles and descriptions: its templates hold them to be HTML already.
"""

from __future__ import annotations

from tongwen.encode.literal import unsafe_or, yaml_string

#: What neither language would leave as it is.
_EITHER = unsafe_or('&<>"\\')
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def front(text: str) -> str:
    """A YAML string; whoever wants the words and not HTML undoes its entities."""
    if not _EITHER.search(text):
        return f'"{text}"'
    return yaml_string(text.translate(_ENTITIES))

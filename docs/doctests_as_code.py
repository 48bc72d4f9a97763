"""For mkdocstrings: examples in docstrings become blocks of code.

griffe takes only those in a section "Examples:" for code; ours stand as paragraphs, as doctest finds them.
"""

from __future__ import annotations

import re
from typing import Any

import griffe

# From a prompt at the head of a line to the next blank line, which is where doctest ends an answer.
_EXAMPLE = re.compile(r"^>>> .*(?:\n.*\S.*)*", re.MULTILINE)


class DoctestsAsCode(griffe.Extension):
    """Puts a fence around each example."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Change a docstring before anybody reads it."""
        if obj.docstring is not None:
            obj.docstring.value = _EXAMPLE.sub(r"```pycon\n\g<0>\n```", obj.docstring.value)

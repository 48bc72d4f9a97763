"""An article as JSON: a line of a JSONL file, or an item of a list for people to read."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from typing import Any

from newsclean.model import Article

__all__ = ["to_json_item", "to_json_line", "with_fields"]

# What makes a record thirty times as long (measured on the samples: 73 KB with it, 2.4 KB without).
_RECEIPT = ("blocks", "facts", "source")
# JSON leaves these as they are, but many readers of lines (``str.splitlines`` is one) end a line there.
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def to_json_line(article: Article, *, receipt: bool = False) -> str:
    """One line of JSON.

    Args:
        article: What to write.
        receipt: Whether to write ``blocks``, ``facts`` and ``source`` too; ``Article.from_dict`` does without.
    """
    return _json(_fields(article, receipt=receipt), indent=None) + "\n"


def to_json_item(article: Article, *, receipt: bool = False) -> str:
    """The same over several lines, indented as an item of a list; no line feed at the end."""
    return textwrap.indent(_json(_fields(article, receipt=receipt), indent=2), "  ")


def with_fields(rendered: str, fields: Mapping[str, Any]) -> str:
    r"""A record that was written before, with what only its batch knows of it.

    Args:
        rendered: What ``to_json_line`` or ``to_json_item`` gave.
        fields: Values that JSON can hold.

    >>> with_fields('{"text": "A"}\n', {"carried": {"source": "kelm"}})
    '{"text": "A", "carried": {"source": "kelm"}}\n'
    """
    body = rendered.rstrip()
    if rendered.endswith("\n"):
        return f"{body[:-1]}, {_json(dict(fields), indent=None)[1:]}\n"
    more = textwrap.indent(_json(dict(fields), indent=2), "  ").strip()
    return f"{body[:-1].rstrip()},{more[1:]}"


def _fields(article: Article, *, receipt: bool) -> dict[str, Any]:
    if receipt:
        return article.to_dict()
    fields = article.without_receipt().to_dict()
    return {name: value for name, value in fields.items() if name not in _RECEIPT}


def _json(fields: dict[str, Any], indent: int | None) -> str:
    text = json.dumps(fields, ensure_ascii=False, indent=indent)
    for sign, escaped in _LINE_ENDS.items():
        # Hardly any record has one. ``str.translate`` looks at every character, which took longer than writing them.
        text = text.replace(sign, escaped)
    try:
        text.encode()
    except UnicodeEncodeError:
        # A lone surrogate cannot be written as UTF-8, but its escape can.
        return json.dumps(fields, indent=indent)
    return text

"""Writing: an article in the forms that people and programs read, as text; where it goes is the caller's business."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from attrs import frozen

from newsclean.model import Article
from newsclean.writing.markdown import to_markdown
from newsclean.writing.plain import to_plain
from newsclean.writing.records import to_json_item, to_json_line
from newsclean.writing.table import HEADER, to_row

__all__ = ["FORMATS", "Format"]


@frozen
class Format:
    """How articles become a file.

    Attributes:
        suffix: Of a file that holds one article, or all of them.
        render: Writes one article. At module level, so that other processes can do it.
        render_with_receipt: The same with blocks, facts and source, where the format has room for them.
        head: What a file of many articles begins with.
        between: What stands between two articles of one file.
        tail: What it ends with.
        apart: Whether many articles are better off in a file each.
    """

    suffix: str
    render: Callable[[Article], str]
    render_with_receipt: Callable[[Article], str] | None = None
    head: str = ""
    between: str = ""
    tail: str = ""
    apart: bool = False


def _json_line_with_receipt(article: Article) -> str:
    return to_json_line(article, receipt=True)


def _json_item_with_receipt(article: Article) -> str:
    return to_json_item(article, receipt=True)


#: The formats by the names that the console script gives them. Paragraphs never hold two blank lines, nor Markdown
#: paragraphs a rule, so that files of many articles can be cut again.
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "jsonl": Format(".jsonl", to_json_line, _json_line_with_receipt),
        "json": Format(".json", to_json_item, _json_item_with_receipt, head="[\n", between=",\n", tail="\n]\n"),
        "text": Format(".txt", to_plain, between="\n\n", apart=True),
        "markdown": Format(".md", to_markdown, between="\n---\n\n", apart=True),
        "csv": Format(".csv", to_row, head=HEADER),
    }
)

"""An article as Markdown: title, a line of facts, standfirst, body with subheadings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.model import Article, Block, Role
from newsclean.writing.structure import laid_out, settings

__all__ = ["escape", "to_markdown"]

# What starts emphasis, code, links, images, HTML and entities anywhere in a line; "~" strikes out in GitHub's Markdown.
_INLINE = re.compile(r"[\\`*_\[\]<~]|&(?=[#A-Za-z])")
# What starts headings, quotations, lists and rules at the head of a line.
_BLOCK = re.compile(r"[#>+-]|[0-9]{1,9}(?=[.)])")


def to_markdown(article: Article, *, links: bool = False, images: bool = True) -> str:
    r"""The article as CommonMark; the tables of pages as GitHub has them.

    The facts (authors, date, section, site, address) stand on one line in italics under the title, the standfirst is
    bold, subheadings are second-level headings. Subheadings are known by the blocks: an article without its receipt
    has plain paragraphs. What was a heading, a list, a quotation or a table on a page is one again. Whatever the text
    holds, none of it becomes markup; where an address stands in it, many renderers make it a link.

    Args:
        article: The article.
        links: Keep the links in the text of a page.
        images: Keep the pictures between the first and the last paragraph that have an alternative text.

    >>> print(to_markdown(Article(title="Harbour opens", authors=("Ada Byron",), text="It has *four* docks.")), end="")
    # Harbour opens
    <BLANKLINE>
    *Ada Byron*
    <BLANKLINE>
    It has \*four\* docks.
    """
    parts = []
    if title := _folded(article.title):
        parts.append(_heading("#", title))
    if facts := " · ".join(_facts(article)):
        parts.append(f"*{escape(facts)}*")
    parts.extend(_paragraphs(article, links=links, images=images))
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    r"""One line of text such that Markdown shows it as it is.

    >>> print(escape("1. *No* <b>markup</b> & no list"))
    1\. \*No\* \<b>markup\</b> & no list
    """
    text = _INLINE.sub(r"\\\g<0>", text)
    if start := _BLOCK.match(text):
        # A number keeps its digits and loses the list to its full stop: "1986\. A good year".
        place = start.end() if start.group()[0].isdigit() else 0
        text = f"{text[:place]}\\{text[place:]}"
    return text


def _heading(level: str, text: str) -> str:
    return _closed_heading(level, escape(text))


def _closed_heading(level: str, text: str) -> str:
    # A row of "#" at the end would be taken for the heading's closing marks.
    return f"{level} {text[:-1]}\\#" if text.endswith("#") and not text.endswith("\\#") else f"{level} {text}"


def _facts(article: Article) -> Iterator[str]:
    moment = article.published_at.isoformat(" ", "minutes") if article.published_at else ""
    day = article.date.isoformat() if article.date else ""
    for fact in (
        ", ".join(article.authors),
        moment or day,
        " › ".join(article.section),
        article.site_name,
        article.url,
    ):
        if folded := _folded(fact):
            yield folded


def _paragraphs(article: Article, *, links: bool, images: bool) -> Iterator[str]:
    blocks = [block for block in article.blocks if block.in_text]
    if "\n\n".join(block.text for block in blocks) != article.text:
        for paragraph in article.text.split("\n\n"):
            role = Role.STANDFIRST if paragraph == article.standfirst else Role.BODY
            if folded := _folded(paragraph):
                yield _written(role, escape(folded), None)
        return
    for hints, members in article.receipt.markup:
        if hints is not None:
            written = settings(hints, members, _block_written, escape, links=links, images=images)
            if laid := laid_out(written):
                yield laid
            continue
        for block in members:
            if block.in_text and (paragraph := _folded(block.text)):
                yield _written(block.role, escape(paragraph), None)


def _block_written(block: Block, text: str, level: int | None) -> str:
    return _written(block.role, text, level)


# In words, as the longest subheading of the labeller.
_LONGEST_HEADING = 14


def _written(role: Role, text: str, level: int | None) -> str:
    if role is Role.STANDFIRST:
        return f"**{text}**"
    # A page may print what introduces a story as a heading.
    is_paragraph = text.endswith(".") and text.count(" ") >= _LONGEST_HEADING
    # The first level is the headline's.
    if not is_paragraph and (level or (role is Role.SUBHEADING and level is None)):
        return _closed_heading("#" * max(level or 2, 2), text)
    return text


def _folded(text: str | None) -> str:
    return " ".join(text.split()) if text else ""

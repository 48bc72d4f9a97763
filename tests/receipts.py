"""Reading receipts in tests: which roles stand on which line, and what ``text`` must be by the blocks alone."""

from __future__ import annotations

from newsclean.model import BODY_ROLES, Article


def fold(text: str) -> str:
    """White space folded as in ``Article.text``, paragraph breaks included."""
    return " ".join(text.split())


def roles_by_line(article: Article) -> dict[int, list[str]]:
    """The roles on every non-blank line of the dump, in order of appearance, counted from 0."""
    lines = article.source.split("\n")
    roles: dict[int, list[str]] = {number: [] for number, line in enumerate(lines) if line.strip()}
    start = 0
    for number, line in enumerate(lines):
        end = start + len(line)
        if number in roles:
            found = [b.role.value for b in article.blocks if b.span.start < end and b.span.end > start]
            roles[number] = list(dict.fromkeys(found))
        start = end + 1
    return roles


def text_by_the_receipt(article: Article) -> str:
    """``Article.text``, rebuilt from the source and the spans and roles of the blocks: nothing else may enter it."""
    kept = [block for block in article.blocks if block.role in BODY_ROLES]
    return "\n\n".join(fold(article.source[block.span.start : block.span.end]) for block in kept)


def breaches_of_the_receipt(article: Article) -> list[str]:
    """Where blocks overlap, come out of order, are blank, or leave something of the dump without a role."""
    breaches = []
    reached = 0
    for block in article.blocks:
        gap = article.source[reached : block.span.start]
        if block.span.start < reached:
            breaches.append(f"{block.span} begins before {reached}, where its predecessor ends")
        elif gap.strip():
            breaches.append(f"no role for {gap.strip()!r} before {block.span}")
        if not article.source[block.span.start : block.span.end].strip():
            breaches.append(f"{block.span} is blank")
        reached = block.span.end
    if rest := article.source[reached:].strip():
        breaches.append(f"no role for {rest!r} at the end")
    return breaches

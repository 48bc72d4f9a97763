"""The receipt for people: the dump with role, confidence and reason of every block in the margins."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.model import BODY_ROLES, Article, Block, Evidence, Fact, Role
from newsclean.writing.terminal import columns, printable, wrap

__all__ = ["SHARE", "deciding", "margin"]

_FACTS = frozenset({Role.TITLE, Role.BYLINE, Role.DATE, Role.DATELINE, Role.CAPTION, Role.CREDIT, Role.TAGS})
_KEPT, _FACT, _REMOVED = "+", "·", "-"
# Green, cyan and red of the terminal's own palette; the mark says the same to those who see no colours.
_COLOURS = {_KEPT: "32", _FACT: "36", _REMOVED: "31"}
_DIM = "2"
_ROLE_WIDTH = max(len(role) for role in Role)
# Mark, role and confidence, with the blanks between and behind them.
_LEFT = 2 + _ROLE_WIDTH + 1 + 4 + 2
# Below this many columns of text beside them the reasons go under the text.
_NARROWEST_TEXT = 30
_NARROWEST_REASON = 22
_SEPARATOR = " │ "
#: What a feature adds to the score is evidence by a rule of this name; the votes of detectors have their own.
SHARE = "labeller."
# Parts of a score that are no feature of the block.
_NO_FEATURES = frozenset({f"{SHARE}{name}" for name in ("others", "intercept", "cut")})
_SHARES_SHOWN = 5


def margin(article: Article, *, color: bool = False, width: int = 100, all_evidence: bool = False) -> str:
    """The dump with role, confidence and the deciding reason of every block beside it.

    Args:
        article: An article with its receipt.
        color: Whether to colour it for a terminal.
        width: Columns to fill; at least 40 are taken.
        all_evidence: Whether every vote on a block and the largest shares of its score are listed under it.

    Returns:
        Rows that begin with ``+`` (in the text), ``·`` (a fact) or ``-`` (removed), then the readings of every fact.
        Control characters are written as escapes, so that a hostile dump cannot drive the terminal.
    """
    width = max(width, 40)
    lines: list[str] = []
    for block in article.blocks:
        lines.extend(_rows(block, width, color))
        if all_evidence:
            lines.extend(_evidence_rows(article, block, color))
    lines.extend(("", *_summary(article, color)))
    return "\n".join(lines) + "\n"


def _rows(block: Block, width: int, color: bool) -> Iterator[str]:
    mark = _KEPT if block.in_text else _FACT if block.role in _FACTS else _REMOVED
    label = f"{mark} {block.role:<{_ROLE_WIDTH}} {block.confidence:4.2f}  "
    reason = deciding(block)
    told = printable(reason.reason) if reason is not None else ""
    # Just under a third: at 100 columns the commonest reason of all fits on one row.
    reason_width = max(_NARROWEST_REASON, width // 3 - 2)
    text_width = width - _LEFT - len(_SEPARATOR) - reason_width
    beside = text_width >= _NARROWEST_TEXT
    if not beside:
        text_width = reason_width = width - _LEFT
    texts = wrap(printable(block.text), text_width)
    reasons = wrap(told, reason_width)
    blank = " " * _LEFT
    for number in range(max(len(texts), len(reasons)) if beside else len(texts)):
        text = texts[number] if number < len(texts) else ""
        left = _painted(label, _COLOURS[mark], color) if number == 0 else blank
        shown = _painted(text, _DIM, color) if mark == _REMOVED else text
        if beside and number < len(reasons):
            gap = " " * (text_width - columns(text))
            yield f"{left}{shown}{gap}{_painted(_SEPARATOR + reasons[number], _DIM, color)}"
        else:
            yield f"{left}{shown}".rstrip()
    if not beside:
        for row in reasons:
            yield blank + _painted(row, _DIM, color)


def deciding(block: Block) -> Evidence | None:
    """Why the block has its role: the strongest vote for it, else what moved the score most to its side."""
    votes = [vote for vote in block.evidence if vote.role is block.role and not vote.rule.startswith(SHARE)]
    strongest = max(votes, key=lambda vote: vote.weight, default=None)
    if strongest is not None and strongest.weight > 0:
        return strongest
    side = 1.0 if block.role in BODY_ROLES else -1.0
    shares = [
        share
        for share in block.evidence
        if share.rule.startswith(SHARE) and share.rule not in _NO_FEATURES and share.weight * side > 0
    ]
    return max(shares, key=lambda share: share.weight * side, default=None)


def _evidence_rows(article: Article, block: Block, color: bool) -> Iterator[str]:
    votes = [vote for vote in block.evidence if not vote.rule.startswith(SHARE)]
    shares = [share for share in block.evidence if share.rule.startswith(SHARE)]
    shares.sort(key=lambda share: -abs(share.weight))
    for vote in votes:
        yield _painted(f"{' ' * _LEFT}{_vote(article, block, vote)}", _DIM, color)
    for share in shares[:_SHARES_SHOWN]:
        row = printable(f"{share.weight:+6.2f} {'score':<{_ROLE_WIDTH}} {share.rule}: {share.reason}")
        yield _painted(f"{' ' * _LEFT}{row}", _DIM, color)


def _vote(article: Article, block: Block, vote: Evidence) -> str:
    row = f"{vote.weight:+6.2f} {vote.role:<{_ROLE_WIDTH}} {vote.rule}: {vote.reason}"
    if vote.part is not None:
        row += f" [{vote.part}]"
    if vote.span != block.span:
        row += f" on {_shortened(article.source[vote.span.start : vote.span.end])!r}"
    if vote.value:
        row += f" = {_shortened('; '.join(vote.value))}"
    return printable(row)


def _summary(article: Article, color: bool) -> Iterator[str]:
    kept = sum(block.in_text for block in article.blocks)
    doubts = f"; doubts: {', '.join(article.doubts)}" if article.doubts else ""
    yield f"{kept} of {len(article.blocks)} blocks are in the text; confidence {article.confidence:.2f}{doubts}"
    for fact in article.facts:
        yield _painted(_fact(fact), _COLOURS[_FACT] if fact.chosen else _DIM, color)


def _fact(fact: Fact) -> str:
    where = f" at {fact.span.start}-{fact.span.end}" if fact.span is not None else ""
    rival = "" if fact.chosen else ", not chosen"
    return printable(f"{fact.name:<12} {_shortened(fact.value)}  ({fact.origin}{where}{rival})")


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:79] + "…"


def _painted(text: str, code: str, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color and text else text

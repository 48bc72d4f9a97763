"""Where on the page something stands that its markup says: in the head of the story, near it, or in something else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsclean.model import Role, Span

if TYPE_CHECKING:
    from newsclean.blocks import Blocks

__all__ = ["Places"]

# What is marked as a name or a day in these is that of a reader, of another story, or of the site.
_FOREIGN = frozenset(
    {Role.COMMENTS, Role.RELATED, Role.READ_MORE, Role.NAVIGATION, Role.LEGAL, Role.PROMOTION, Role.ADVERT}
)


class Places:
    """The blocks that the spans of facts are in."""

    def __init__(self, blocks: Blocks, roles: Sequence[Role], near: range, head: range) -> None:
        self._starts = blocks.starts
        self._roles = roles
        self._near = near
        self._head = head

    def is_own(self, span: Span | None) -> bool:
        """Whether what stands there may speak of the story; what nobody sees may."""
        if span is None or not self._roles:
            return True
        number = self._block(span)
        return number in self._head or (number in self._near and self._roles[number] not in _FOREIGN)

    def is_comment(self, span: Span | None) -> bool:
        """Whether it stands in what a reader wrote."""
        return span is not None and bool(self._roles) and self._roles[self._block(span)] is Role.COMMENTS

    def in_head(self, span: Span | None) -> bool:
        """Whether it stands between headline and story."""
        return span is not None and bool(self._roles) and self._block(span) in self._head

    def _block(self, span: Span) -> int:
        return max(bisect_right(self._starts, span.start) - 1, 0)

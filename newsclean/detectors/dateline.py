"""The dateline: where a story was reported from, at the very beginning of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.blocks import Blocks
from newsclean.model import Dump, Evidence, Role, Span

__all__ = ["dateline"]

# Up to three words with capitals: "Moscow", "NEW YORK", "San Salvador de Jujuy" is rare enough.
_PLACE = r"(?P<place>[^\W\d_a-z][\w.'’-]{1,20}+(?:[ -][^\W\d_a-z][\w.'’-]{1,20}+){0,2})"
# "KYIV, May 3 (Reuters) - The", "PARIS (AFP) – ", "Berlin (dpa) - ", "Washington D.C. – "
_WITH_DASH = re.compile(_PLACE + r"(?:, [^\n–—]{1,30}?)?(?: ?[(/][^()\n]{2,30}[)/])? ?(?:--|[–—]| - )\s*+(?=\S)")
# "Moscow: Vladimir Putin …"
_WITH_COLON = re.compile(_PLACE + r"(?: ?\([^()\n]{2,30}\))?: (?=[^\W\d_a-z])")
# 新华社北京3月5日电 / 本报上海3月5日讯
_CHINESE = re.compile(
    "(?:[\u4e00-\u9fff]{1,4}(?:社|网|報|报))(?P<place>[\u4e00-\u9fff]{2,5})\\d{1,2}月\\d{1,2}日(?:电|電|讯|訊)"
)
# Only the first paragraphs of a story carry one; standfirst and caption may stand before.
_PARAGRAPHS = 3


def dateline(dump: Dump, blocks: Blocks) -> Iterator[Evidence]:
    """Name the place at the head of the story. The vote weighs nothing: the paragraph stays what it is."""
    core = blocks.core
    tried = 0
    for number in range(core.start, core.end):
        if not core.prose[number]:
            continue
        tried += 1
        text = blocks.texts[number]
        found = _WITH_DASH.match(text) or (_WITH_COLON.match(text) if tried == 1 else None) or _CHINESE.match(text)
        if found is not None:
            start = blocks.starts[number] + found.start("place")
            place = found.group("place")
            # White space was folded in the block's text; a place with a line break inside is left alone.
            if dump.text.startswith(place, start):
                span = Span(start, start + len(place))
                yield Evidence(
                    span, Role.DATELINE, 0.0, "dateline", "a place before the first sentence", value=(place,)
                )
                return
        if tried >= _PARAGRAPHS:
            return

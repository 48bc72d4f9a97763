"""Who took a picture, at the end of its caption, in Japanese and Chinese: "壊れた橋を見つめる住民＝佐藤健撮影"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsclean.detectors.pictures.inner_credits import LONGEST_CAPTION, LONGEST_CREDIT

if TYPE_CHECKING:
    from newsclean.blocks import Blocks

__all__ = ["photographers"]

# What a line ends with, the verb first, and where in it the name stands. Chinese names have two to four characters and
# stand behind a stop, a blank, a bracket or "reporter"; Japanese ones have three at least, of few kinds.
_VERBS = (
    (
        ("撮影", "撮影）", "撮影)"),
        re.compile(r"(?:^|[=＝、（(]|(?<=。))([\u4e00-\u9fff々ヶ]{3,6})撮影[)）]?$"),
    ),
    (
        ("摄", "摄）", "摄)", "攝", "攝）", "攝)"),
        # 拍摄 is to shoot a film, 翻摄 to take a picture of a picture, 航摄 from the air, 偷摄 in secret.
        re.compile(
            r"(?:^|(?<=[。！？”」])|[ （(／/])[（( ]?(?:本报记者|本報記者|记者|記者|通讯员|通訊員)? ?"
            r"([\u4e00-\u9fff]{1,3}(?![拍翻航偷])[\u4e00-\u9fff]) ?[摄攝][)）]?$"
        ),
    ),
)
# Nobody is called so: photographs from the air, of weddings, of groups, for remembrance.
_NO_PHOTOGRAPHERS = frozenset({"宣材写真", "航空写真", "結婚写真", "家族写真", "集合写真", "記念写真", "証明写真"})
_CLOSING = ")）"


def photographers(blocks: Blocks) -> Iterator[tuple[int, int, str, str]]:
    """The lines that end with a photographer: number of the block, where what names him begins, the name, the verb."""
    for ends, named in _VERBS:
        # One look through the dump costs less than one at the end of every line. A line may break inside the word.
        if not any(end[-1] in blocks.dump.text for end in ends if end[-1] not in _CLOSING):
            continue
        for number, text in enumerate(blocks.texts):
            if not text.endswith(ends) or blocks.shape.words[number] > LONGEST_CAPTION + LONGEST_CREDIT:
                continue
            found = named.search(text)
            if found is not None and found.group(1) not in _NO_PHOTOGRAPHERS:
                yield number, found.start(), found.group(1), ends[0]

"""What the elements around a block are called: makers of pages name them for what they are for, in common words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from newsclean.hints import LONGEST_CLASSES, words_of_name
from newsclean.labeller.features.tree import Held, Tree

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CHROME", "FEATURES", "KINDS", "kinds_of", "name_rows"]

#: The kinds of names, in the order of ``names.toml``.
KINDS = "story content comments stories sidebar furniture offers pictures boxes hidden facts lead".split()
# In elements: a name further up than this says nothing.
_FAR = 9
# The whole page is called what it is about and how many columns it has.
_WHOLE = frozenset({"html", "body"})
_HIDDEN = KINDS.index("hidden")
_WAYS_TO_SHOW = frozenset({"block", "flex", "grid", "inline", "table"})
#: The kinds that speak for other things than the story.
CHROME = ("comments", "stories", "sidebar", "furniture", "offers")

FEATURES: dict[str, str] = {
    **{f"name.{kind}": f"an element called so is near around it, 9 for its own: {kind}" for kind in KINDS},
    "name.story_prose": "share of the prose in the nearest element that is called a story's text",
    "name.content_prose": "share of the prose in the nearest element that is called content",
    "name.chrome_prose": "share of the prose in the nearest element that is called something else than a story",
}


def name_rows(tree: Tree, held: Held) -> Iterator[NDArray[np.float64] | NDArray[np.intp]]:
    """The rows of ``FEATURES``."""
    # The nearest element of each kind around each element, parents before children; most elements have no name.
    nearest: list[tuple[int, ...]] = []
    depths: list[int] = []
    none = (-1,) * len(KINDS)
    for number, (tag, classes, parent) in enumerate(zip(tree.tags, tree.classes, tree.parents.tolist(), strict=True)):
        around = nearest[parent] if number else none
        depths.append(depths[parent] + 1 if number else 0)
        kinds = kinds_of(classes[:LONGEST_CLASSES]) if classes and tag not in _WHOLE else ()
        if kinds:
            named = list(around)
            for kind in kinds:
                named[kind] = number
            around = tuple(named)
        nearest.append(around)
    at = np.array(nearest, dtype=np.intp)[tree.element]
    depth = np.array(depths, dtype=np.intp)
    steps = depth[tree.element][:, None] - depth[at]
    yield np.where(at >= 0, np.maximum(_FAR - steps, 0), 0).T
    # The last place is for none.
    shares = np.append(held.shares, 0.0)
    yield shares[at[:, KINDS.index("story")]]
    yield shares[at[:, KINDS.index("content")]]
    yield shares[at[:, [KINDS.index(kind) for kind in CHROME]].max(axis=1)]


@cache
def _known() -> dict[str, int]:
    data = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))
    known: dict[str, int] = {}
    for number, kind in enumerate(KINDS):
        for word in data[kind]["words"]:
            known.setdefault(word, number)
    return known


@lru_cache(maxsize=4096)
def kinds_of(classes: str) -> tuple[int, ...]:
    """The kinds that the names of one element are of: a pair of words tells more than each of them."""
    known = _known()
    found: set[int] = set()
    names = classes.split()
    for name in names:
        words = words_of_name(name)
        told = {pair: known[pair] for pair in map("-".join, pairwise(words)) if pair in known}
        if "".join(words) in known:
            told[name] = known["".join(words)]
        kinds = set(told.values() or (known[word] for word in words if word in known))
        if name not in told and words != [name]:
            # "overflow-hidden" and "md:hidden" hide nothing, or on some screens alone.
            kinds.discard(_HIDDEN)
        found |= kinds
    if _HIDDEN in found and any(map(_shows, names)):
        found.discard(_HIDDEN)
    return tuple(sorted(found))


def _shows(name: str) -> bool:
    """Whether a name shows on some screens what another hides: "md:block", "d-lg-flex"."""
    *widths, way = name.replace(":", "-").split("-")
    return len(widths) > 0 and way in _WAYS_TO_SHOW and ("d" in widths or ":" in name)

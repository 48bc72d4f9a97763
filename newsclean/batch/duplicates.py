"""Equal and nearly equal articles of a batch, found by MinHash signatures of their texts.

An article is a duplicate of the first one before it that has nearly the same text; it is not compared with duplicates.
What is found depends on the articles and their order alone.
"""

from __future__ import annotations

import base64
import json
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from attrs import define, evolve, field
from numpy.typing import NDArray

from newsclean.batch.names import SIGNATURES
from newsclean.batch.outcome import Outcome, Status
from newsclean.batch.outputs import whole_file

__all__ = ["Duplicates", "sign", "signatures_name"]

# Words of a shingle, as Lee et al. (2022) took them for near-duplicates; characters in scripts without blanks.
_SHINGLE = 5
# Bands of so many rows: articles that share 77 % of their shingles, (1/8)^(1/8), are as likely compared as not, those
# that share 90 % with a probability of 0.99.
_BANDS, _ROWS = 8, 8
_VALUES = _BANDS * _ROWS
_SEED = 1
# Articles that are remembered, the latest; each takes about 1.7 KB, as measured with ids of ten characters.
_REMEMBERED = 100_000


def sign(text: str) -> bytes:
    """The signature of a text: 64 values of 4 bytes, little-endian; empty for a text without a word.

    Words are compared in lower case, without their punctuation, so that an edited comma does not count.
    """
    from rensa import RMinHash

    words = "".join(character if character.isalnum() else " " for character in text.lower()).split()
    # One long "word" is a script without blanks.
    pieces = list("".join(words)) if words and len(text) > 20 * len(words) else words
    if not pieces:
        return b""
    sketch = RMinHash(_VALUES, _SEED)
    last = max(len(pieces) - _SHINGLE, 0)
    sketch.update(sorted({" ".join(pieces[start : start + _SHINGLE]) for start in range(last + 1)}))
    return np.array(sketch.digest(), dtype="<u4").tobytes()


def signatures_name(shard: int) -> str:
    """The file with the signatures of a shard's articles, which a run that goes on reads again."""
    return f"{SIGNATURES}{shard:05}.jsonl"


@define(eq=False)
class Duplicates:
    """The articles that came so far.

    Attributes:
        similarity: Share of the shingles that two articles must have in common, as their signatures estimate it.
        drop: Whether duplicates are to be left out.
        remembered: How many articles are remembered.
    """

    similarity: float = 0.8
    drop: bool = False
    remembered: int = _REMEMBERED
    # By number, in the order in which they came; the first go when there are too many.
    _articles: OrderedDict[int, tuple[str, NDArray[np.uint32]]] = field(factory=OrderedDict)
    _bands: list[dict[bytes, int]] = field(factory=lambda: [{} for _ in range(_BANDS)])
    _count: int = 0
    _new: list[tuple[str, bytes]] = field(factory=list)

    def judged(self, outcome: Outcome) -> Outcome:
        """The same, with the id of the first article that is nearly equal."""
        if not outcome.signature:
            return outcome
        first = self._first(outcome.signature)
        if first is None:
            self._remember(outcome.id, outcome.signature)
            self._new.append((outcome.id, outcome.signature))
            return outcome
        marked = evolve(outcome, duplicate_of=first)
        return evolve(marked, status=Status.DUPLICATE, rendered=None) if self.drop else marked

    def close_shard(self, folder: Path, number: int) -> list[str]:
        """Write the signatures of the shard's articles; the names of the files."""
        with whole_file(folder / signatures_name(number)) as stream:
            for name, signature in self._new:
                line = {"id": name, "signature": base64.b64encode(signature).decode("ascii")}
                stream.write(json.dumps(line).encode("ascii") + b"\n")
        self._new.clear()
        return [signatures_name(number)]

    def load(self, folder: Path, shards: int) -> None:
        """Remember what the shards of an earlier run held."""
        for number in range(shards):
            with (folder / signatures_name(number)).open("rb") as stream:
                for line in stream:
                    data = json.loads(line)
                    self._remember(data["id"], base64.b64decode(data["signature"]))

    def _first(self, signature: bytes) -> str | None:
        values = np.frombuffer(signature, dtype="<u4")
        # Of a band, the latest article alone is known; the first of those that are near enough is meant.
        near = {number for band, key in _keys(signature) if (number := self._bands[band].get(key)) is not None}
        for number in sorted(near):
            name, others = self._articles[number]
            if np.count_nonzero(values == others) >= self.similarity * _VALUES:
                return name
        return None

    def _remember(self, name: str, signature: bytes) -> None:
        number = self._count
        self._count += 1
        self._articles[number] = (name, np.frombuffer(signature, dtype="<u4"))
        for band, key in _keys(signature):
            self._bands[band][key] = number
        if len(self._articles) > self.remembered:
            oldest, (_, values) = self._articles.popitem(last=False)
            for band, key in _keys(values.tobytes()):
                # Another article may have taken its place.
                if self._bands[band].get(key) == oldest:
                    del self._bands[band][key]


def _keys(signature: bytes) -> Iterator[tuple[int, bytes]]:
    width = _ROWS * 4
    for band in range(_BANDS):
        yield band, signature[band * width : (band + 1) * width]

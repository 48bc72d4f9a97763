"""The development pages as numbers: the features of every block, and how much of it is the gold's story."""

from __future__ import annotations

import hashlib
import itertools
import json
import multiprocessing
import random
import sys
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from alignment import aligned_shares
from attrs import evolve, frozen
from grown import grown_dumps, grown_pages

from newsclean.blocks import Blocks
from newsclean.detectors import DETECTORS
from newsclean.labeller.features import feature_rows
from newsclean.labeller.roles import settle_roles
from newsclean.labeller.votes import ROLES, Ballot, Votes, votes_by_block
from newsclean.language import identify
from newsclean.lexicon import Lexicon
from newsclean.model import BODY_ROLES, Dump, Role
from newsclean.second_opinion import heard
from newsclean.segmentation import segment
from newsclean.shape import WordIndex
from newsclean.sources import read

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
from bench import HTML, Record, read_dumps, read_gold, read_html, read_pages, scorer

__all__ = [
    "CLEAN",
    "FRAMED",
    "GROWN",
    "HEARD",
    "HTML",
    "INJECTED",
    "OWN",
    "SAMPLES",
    "UNKNOWN",
    "Example",
    "examples",
    "fold_of",
    "grown_samples",
    "is_made_unknown",
    "judged",
    "known_share",
    "own_samples",
    "page_dump",
    "site_of",
]

#: The names of three flatteners of our own: the gold text as a dump, the same with chrome between its paragraphs, and
#: the dump of another flattener with more chrome above it and below.
CLEAN, INJECTED, FRAMED = "gold", "gold with chrome", "dump with chrome"
#: The flattener's name of dumps read as if they were in a language of which hardly a phrase is known.
UNKNOWN = "unknown language"
#: The flattener's names of dumps that nobody would collect: figures are without them.
OWN = (CLEAN, INJECTED, FRAMED, UNKNOWN)
#: The flattener's name of pages with a second opinion; those without one are called ``HTML``.
HEARD = "html, second opinion"
#: The bench of the project's own sample dumps.
SAMPLES = "samples"
#: The bench of stories that nobody has written; see ``grown.py``.
GROWN = "grown"

_CHUNK = 16
# Of pages, in characters; the longest of the development pages has 2.9 million.
_LONGEST = 50_000_000
_CHROME_EVERY = 4
# Rows of the lexicon that are chrome wherever they stand, and what stands around stories.
_INJECTED_ROLES = frozenset({Role.READ_MORE, Role.SHARE, Role.PROMOTION, Role.ADVERT, Role.EXPANDER, Role.ACCOUNT})
_FRAME_ROLES = _INJECTED_ROLES | {Role.NAVIGATION, Role.INTERFACE, Role.CONSENT, Role.LEGAL}
# So few dumps are framed, with at most so many lines on each side: where a story stands in a dump should say little.
_FRAMED_EVERY, _MOST_FRAME = 16, 12
# One dump in so many is learned from as if its language were unknown: half of them by what is chrome in any language
# alone, the others by so many of the lexicon's rows, as languages have of which little was written down. Measured on
# languages that were left out (2026-11); docs/what-was-tried.md, "Languages that nobody knows".
_UNKNOWN_EVERY, _FEW_ROWS = 4, 0.3


@frozen(eq=False)
class Told:
    """A ``WordIndex`` that takes little room.

    Attributes:
        counts: For every block, how many words it has.
        number: For every word of the dump, its number.
        distinct: The distinct words in the order of their numbers, parted by blanks.
    """

    counts: np.ndarray
    number: np.ndarray
    distinct: str

    @classmethod
    def of(cls, index: WordIndex) -> Told:
        """Pack it."""
        return cls(index.counts.astype(np.int32), index.number.astype(np.int32), " ".join(index.number_of))

    @property
    def index(self) -> WordIndex:
        """What was packed; nobody who reads it here asks which blocks are unspaced."""
        count = len(self.counts)
        owner = np.arange(count).repeat(self.counts)
        number_of = {word: number for number, word in enumerate(self.distinct.split(" "))}
        return WordIndex(self.counts.astype(np.intp), owner, self.number, number_of, np.zeros(count, np.bool_))


@frozen(eq=False)
class Example:
    """One dump, ready to be learned from.

    Attributes:
        record: What it is a dump of, with the gold.
        site: The site that the page is from.
        rows: The features of its blocks; shape ``(features, blocks)``.
        shares: How much of each block is the gold's story; ``nan`` where nobody should learn from it.
        is_text: Which blocks would be in the text if all were story: all but headlines.
        words: The words of each block, counted as the scorer counts.
        vocabulary: The numbers of all those words, one after the other.
        gold: How often the gold has each word of ``vocabulary``; the last entry is for the words that the dump lacks.
        told: The words of each block as newsclean counts them; see ``word_index``.
    """

    record: Record
    site: str
    rows: np.ndarray
    shares: np.ndarray
    is_text: np.ndarray
    words: np.ndarray
    vocabulary: np.ndarray
    gold: np.ndarray
    told: Told

    def scores(self, kept: np.ndarray) -> tuple[float, float, float]:
        """Word-F1, precision and recall of the text that keeps some of the blocks."""
        found = np.bincount(self.vocabulary[np.repeat(kept & self.is_text, self.words)], minlength=len(self.gold))
        shared, all_found, all_gold = np.minimum(found, self.gold).sum(), found.sum(), self.gold.sum()
        if not all_gold:
            return (0.0, 0.0, 0.0) if all_found else (1.0, 1.0, 1.0)
        if not shared:
            return 0.0, 0.0, 0.0
        return 2 * shared / (all_found + all_gold), shared / all_found, shared / all_gold


def examples(folder: Path, flatteners: Sequence[str] = (), processes: int = 2) -> list[Example]:
    """All pages and dumps of a bench folder, and the gold texts as dumps, in a fixed order.

    Every page comes twice, without a second opinion and, where the second reader has one, with it.

    Args:
        folder: The bench.
        flatteners: Only the dumps of these; of all if none is named.
        processes: How many work at it.
    """
    gold = read_gold(folder)
    dumps = list(read_dumps(folder, gold, flatteners))
    unknown = [evolve(record, flattener=UNKNOWN) for record in dumps if is_made_unknown(record)]
    dumps = [*read_pages(gold), *dumps, *map(_framed, dumps[::_FRAMED_EVERY]), *unknown]
    doubtful = _doubtful_pages()
    for page_id, record in sorted(gold.items()):
        if page_id in doubtful:
            continue
        language = record.get("lang") or "?"
        for flattener, text in ((CLEAN, record["gold_body"]), (INJECTED, _with_chrome(record))):
            dumps.append(Record(page_id, record["bench"], flattener, language, text, record))
    chunks = itertools.batched(dumps, _CHUNK) if sys.version_info >= (3, 12) else _batched(dumps)
    with multiprocessing.Pool(processes) as pool:
        found = pool.imap(_examples, ((folder, list(chunk), doubtful) for chunk in chunks))
        return [example for chunk in found for example in chunk]


def own_samples(folder: Path) -> list[Example]:
    """The project's own samples, dumps and pages, whose stories stand in the files beside them.

    They are short pages in fourteen languages, where the development pages are long and mostly English.
    """
    found = []
    for path in sorted((Path(__file__).parents[1] / "samples").glob("*.json")):
        body = json.loads(path.read_text("utf-8"))["text"]
        for source in (path.with_suffix(".txt"), path.with_suffix(".html")):
            if source.exists():
                gold = {"id": source.name, "bench": SAMPLES, "site": SAMPLES, "gold_body": body}
                dump = read(source, longest=_LONGEST)
                record = Record(source.name, SAMPLES, SAMPLES, "?", dump.text, gold)
                found.append(_example(folder, record, *judged(dump), is_doubtful=False))
    return found


def grown_samples(folder: Path) -> list[Example]:
    """Stories grown in every language of ``newsclean.testing``, with chrome in them and around them."""
    dumps = [(name, language, Dump(text), body) for name, language, text, body in grown_dumps()]
    for name, language, markup, body in grown_pages():
        dumps.append((name, language, read({"html": markup}, longest=_LONGEST), body))
    found = []
    for name, language, dump, body in dumps:
        gold = {"id": name, "bench": GROWN, "site": GROWN, "gold_body": body}
        record = Record(name, GROWN, GROWN, language, dump.text, gold)
        found.append(_example(folder, record, *judged(dump), is_doubtful=False))
    return found


def page_dump(folder: Path, record: Record) -> Dump:
    """A page as ``newsclean.clean`` reads it."""
    page = {"html": read_html(folder, record.text), "id": record.id}
    return read(page, longest=_LONGEST)


def judged(dump: Dump, lexicon: Lexicon | None = None) -> tuple[Blocks, Votes]:
    """A dump or a page on its way up to the labeller."""
    lexicon = lexicon or Lexicon.load()
    blocks = segment(dump, lexicon)
    blocks.language = dump.language or identify(blocks.texts)
    blocks.cues = lexicon.match(blocks.folded)
    return blocks, votes_by_block(blocks, Ballot(detector(dump, blocks) for detector in DETECTORS))


def site_of(gold: dict[str, Any]) -> str:
    """The site of a page: no site may stand in two folds."""
    if gold.get("site"):
        return str(gold["site"])
    if gold["bench"] == "daniel-dev":
        return str(gold["id"]).split("/")[1].split("_")[1]
    return urlsplit(gold.get("url") or "").netloc.removeprefix("www.") or str(gold["id"])


def fold_of(site: str, folds: int) -> int:
    """The fold that a site is held out in: the same on every machine."""
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % folds


def is_made_unknown(record: Record) -> bool:
    """Whether a dump is learned from as ``UNKNOWN``, and not as it is: pages never are, nor dumps of our own making."""
    if record.flattener in (HTML, HEARD, *OWN):
        return False
    return zlib.crc32(f"{record.id} {record.flattener}".encode()) % _UNKNOWN_EVERY == 0


def known_share(record: Record) -> float:
    """How much of the lexicon a dump is read with: of what is chrome in any language it is always all."""
    if record.flattener != UNKNOWN:
        return 1.0
    return _FEW_ROWS if zlib.crc32(record.text.encode()) % 2 else 0.0


@cache
def _known_phrases(share: float) -> Lexicon:
    chance = random.Random(share)
    rows = Lexicon.load().rows
    return Lexicon(tuple(row for row in rows if row.language == "any" or chance.random() < share))


def _batched(dumps: Sequence[Record]) -> Iterator[Sequence[Record]]:
    return (dumps[start : start + _CHUNK] for start in range(0, len(dumps), _CHUNK))


def _examples(task: tuple[Path, list[Record], frozenset[str]]) -> list[Example]:
    folder, records, doubtful = task
    found = []
    for record in records:
        dump = page_dump(folder, record) if record.flattener == HTML else Dump(record.text)
        blocks, votes = judged(dump, _known_phrases(known_share(record)))
        if not len(blocks):
            continue
        example = _example(folder, record, blocks, votes, is_doubtful=record.id in doubtful)
        found.append(example)
        with_opinion = heard(dump)
        if with_opinion is not None:
            blocks.dump = with_opinion
            found.append(evolve(example, record=evolve(record, flattener=HEARD), rows=feature_rows(blocks, votes)))
    return found


def _example(folder: Path, record: Record, blocks: Blocks, votes: Votes, *, is_doubtful: bool) -> Example:
    tokenize = scorer(folder).tokenize
    body = record.gold["gold_body"]
    shares = np.array(aligned_shares(blocks.texts, body, tokenize), dtype=np.float32)
    if is_doubtful:
        shares[:] = np.nan
    elif record.gold.get("doubtful"):
        doubted = aligned_shares(blocks.texts, "\n".join(record.gold["doubtful"]), tokenize)
        shares[np.array(doubted) > 0.5] = np.nan
    numbers: dict[str, int] = {}
    words = [[numbers.setdefault(word, len(numbers)) for word in tokenize(text)] for text in blocks.texts]
    gold = np.zeros(len(numbers) + 1, dtype=np.int32)
    for word, times in Counter(tokenize(body)).items():
        gold[numbers.get(word, len(numbers))] += times
    roles = settle_roles(blocks, votes, np.ones(len(blocks), dtype=np.bool_))
    return Example(
        record,
        site_of(record.gold),
        feature_rows(blocks, votes),
        shares,
        np.array([ROLES[role] in BODY_ROLES for role in roles]),
        np.array([len(block) for block in words], dtype=np.int32),
        np.array([number for block in words for number in block], dtype=np.int32),
        gold,
        Told.of(blocks.words),
    )


@cache
def _chrome_of(language: str, roles: frozenset[Role]) -> tuple[str, ...]:
    rows = [row for row in Lexicon.load().rows if row.role in roles and row.part is None and row.casts_votes]
    own = [row for row in rows if row.language == language] or [row for row in rows if row.language == "en"]
    return tuple(text for row in own for text in row.finds)


def _with_chrome(gold: dict[str, Any]) -> str:
    """The gold text with lines from the lexicon between its paragraphs, as a site puts them."""
    paragraphs = [paragraph for paragraph in gold["gold_body"].split("\n") if paragraph.strip()]
    chance = random.Random(gold["id"])
    lines = _chrome_of(gold.get("lang") or "en", _INJECTED_ROLES)
    printed = []
    for paragraph in paragraphs:
        printed.append(paragraph)
        if chance.randrange(_CHROME_EVERY) == 0:
            printed.append(chance.choice(lines))
    return "\n".join(printed)


def _framed(record: Record) -> Record:
    """A dump with lines from the lexicon above it and below."""
    chance = random.Random(f"{record.id} {record.flattener}")
    lines = _chrome_of(record.language, _FRAME_ROLES)
    above, below = (chance.choices(lines, k=chance.randint(0, _MOST_FRAME)) for _ in range(2))
    return evolve(record, flattener=FRAMED, text="\n".join([*above, record.text, *below]))


@cache
def _doubtful_pages() -> frozenset[str]:
    """The pages whose gold is wrong: left out of training, never out of scoring."""
    data = tomllib.loads((Path(__file__).parent / "doubtful_gold.toml").read_text("utf-8"))
    return frozenset(page["id"] for page in data["page"])

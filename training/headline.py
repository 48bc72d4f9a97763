#!/usr/bin/env python3
"""Learn how much each feature of a headline is worth, and write ``newsclean/detectors/headline.json``.

    python training/headline.py ../shared/bench            # report held-out figures, write the weights
    python training/headline.py ../shared/bench --dry-run  # report only

Two sums are learned, both by a softmax over the candidates of a dump (a conditional logit). The first look ranks all
blocks above the story; the closer look ranks the few that are left, their pieces, and "there is no headline". What the
first look says of a page in training was learned from other sites, and so are all figures: five folds by site. Nothing
is random, and the same bench gives the same weights.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import click
import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from newsclean.blocks import Blocks
from newsclean.detectors._headline_candidates import FEATURES, Close
from newsclean.detectors._headline_choice import shortlist
from newsclean.detectors._headline_shortlist import COLUMNS, Surroundings
from newsclean.language import identify
from newsclean.lexicon import Lexicon
from newsclean.segmentation import segment
from newsclean.sources import read

_TARGET = Path(__file__).parent.parent / "newsclean" / "detectors" / "headline.json"
_FOLDS = 5
# The pull of every weight towards 0; 1 to 10 make no difference that could be told from noise.
_RIDGE = 3.0
# News is what counts: a dump of a bench of news weighs more than one of wcxb-dev, where there are many.
_WEIGHT = defaultdict(lambda: 1.5, {"wcxb-dev": 1.0})
# The first look is learned from every other page: it has millions of blocks, and few weights.
_EVERY = 2
# Where the gold title does not stand in the dump, a candidate that shares so many of its words is the headline all the
# same: gold is often the page's title with the name of the site, or an editor's second wording.
_ALIKE = 0.55
_LONGEST_TEXT = 50_000_000


@define
class Dump:
    """A dump with gold, as both looks see it."""

    id: str
    bench: str
    flattener: str
    fold: int
    gold: str
    text: str
    features: list[dict[str, float]] = field(factory=list)
    texts: list[str] = field(factory=list)
    is_right: list[bool] = field(factory=list)
    found: str | None = None


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Write no weights.")
@click.option("--every", type=click.IntRange(min=1), default=1, show_default=True, help="Only every so many-th page.")
def main(folder: Path, dry_run: bool, every: int) -> None:
    """Learn from the dumps and the gold titles of a bench FOLDER."""
    scorer = _scorer(folder)
    dumps = [dump for dump in read_dumps(folder, scorer) if _number(dump.id) % every == 0]
    first_looks = learn_first_looks(dumps, scorer)
    for dump, blocks in blocks_of(dumps):
        look_closely(dump, blocks, first_looks[dump.fold], scorer)
    for fold in range(_FOLDS):
        close, none = learn_close_look([dump for dump in dumps if dump.fold != fold])
        predict([dump for dump in dumps if dump.fold == fold], close, none)
    click.echo("\n\n".join(report(dumps, scorer)))
    if not dry_run:
        close, none = learn_close_look(dumps)
        data = {
            "first_look": _rounded(zip(COLUMNS, first_looks[_FOLDS].tolist(), strict=True)),
            "close": _rounded(zip(FEATURES, close.tolist(), strict=True)),
            "none": round(none, 3),
        }
        _TARGET.write_text(json.dumps(data, indent=2) + "\n", "utf-8")
        click.echo(f"\nwritten: {_TARGET}")


def _rounded(weights: Any) -> dict[str, float]:
    return {name: round(weight, 3) for name, weight in weights}


def _scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _number(name: str) -> int:
    return zlib.crc32(name.encode())


def read_dumps(folder: Path, scorer: ModuleType) -> Iterator[Dump]:
    """The dumps of the pages whose title is known."""
    gold = {record["id"]: record for path in sorted(folder.glob("gold*.jsonl.gz")) for record in _lines(path)}
    for path in sorted(folder.glob("dumps*.jsonl.gz")):
        for record in _lines(path):
            page = gold[record["id"]]
            title = tokens(scorer, page.get("gold_title"))
            if title:
                fold = _number(_site(page)) % _FOLDS
                yield Dump(record["id"], page["bench"], record["flattener"], fold, title, record["text"])


def tokens(scorer: ModuleType, text: str | None) -> str:
    """What two titles have in common that are the same for the scorer."""
    return " ".join(scorer.tokenize(text))


def _site(page: dict[str, Any]) -> str:
    """The host of the page's address, or the one in the name of a page without an address."""
    host = urlsplit(page["url"]).netloc if page.get("url") else page["id"].partition("/")[2].split("_")[1:2]
    return (host if isinstance(host, str) else "".join(host)).removeprefix("www.") or page["id"]


def blocks_of(dumps: Sequence[Dump]) -> Iterator[tuple[Dump, Blocks]]:
    """The dumps with their blocks, those without a block left out."""
    lexicon = Lexicon.load()
    for dump in dumps:
        blocks = segment(read(dump.text, kind="text", longest=_LONGEST_TEXT), lexicon)
        if len(blocks):
            blocks.language = identify(blocks.texts)
            blocks.cues = lexicon.match(blocks.folded)
            yield dump, blocks


def learn_first_looks(dumps: Sequence[Dump], scorer: ModuleType) -> list[NDArray[np.float32]]:
    """The weights of the first look: for every fold those learned from the others, and last those from all."""
    rows: list[NDArray[np.float32]] = []
    owners: list[NDArray[np.intp]] = []
    right: list[list[bool]] = []
    folds: list[int] = []
    weights: list[float] = []
    for dump, blocks in blocks_of([dump for dump in dumps if _number(dump.id) // 7 % _EVERY == 0]):
        around = Surroundings.of(blocks)
        possible = around.possible()
        same = [tokens(scorer, blocks.texts[number]) == dump.gold for number in possible.tolist()]
        if any(same):
            rows.append(around.columns[:, possible].T)
            owners.append(np.full(len(possible), len(folds)))
            right.append(same)
            folds.append(dump.fold)
            weights.append(_WEIGHT[dump.bench])
    matrix, owner, is_right = np.concatenate(rows), np.concatenate(owners), np.concatenate(right)
    learned = []
    for fold in range(_FOLDS + 1):
        kept = np.array(folds) != fold
        number = np.cumsum(kept) - 1
        chosen = kept[owner]
        learned.append(
            conditional_logit(
                matrix[chosen].astype(np.float64), number[owner[chosen]], is_right[chosen], np.array(weights)[kept]
            ).astype(np.float32)
        )
    return learned


def look_closely(dump: Dump, blocks: Blocks, first_look: NDArray[np.float32], scorer: ModuleType) -> None:
    """Put the candidates into a dump, and which of them are right."""
    around = Surroundings.of(blocks)
    close = Close(blocks, shortlist(around, first_look), around.first_prose, around.end)
    alike = []
    for candidate in close.candidates():
        dump.features.append(close.features(candidate))
        dump.texts.append(candidate.text)
        alike.append(_alike(tokens(scorer, candidate.text), dump.gold))
    best = max(alike, default=0.0)
    dump.is_right = [share == best >= _ALIKE for share in alike]


def _alike(text: str, gold: str) -> float:
    words, gold_words = set(text.split()), set(gold.split())
    if text == gold:
        return 2.0
    return len(words & gold_words) / len(words | gold_words) if len(words) >= 3 else 0.0


def learn_close_look(dumps: Sequence[Dump]) -> tuple[NDArray[np.float64], float]:
    """The weights of the closer look, and the score of "there is no headline"."""
    places = {name: place for place, name in enumerate(FEATURES)}
    rows, owners, right = [], [], []
    for owner, dump in enumerate(dumps):
        matrix = np.zeros((len(dump.features) + 1, len(places) + 1))
        for row, features in zip(matrix, dump.features, strict=False):
            row[[places[name] for name in features]] = list(features.values())
        matrix[-1, -1] = 1.0
        rows.append(matrix)
        owners.append(np.full(len(matrix), owner))
        right.append([*dump.is_right, not any(dump.is_right)])
    weights = np.array([_WEIGHT[dump.bench] for dump in dumps])
    learned = conditional_logit(np.concatenate(rows), np.concatenate(owners), np.concatenate(right), weights)
    return learned[:-1], float(learned[-1])


def conditional_logit(
    rows: NDArray[np.float64], owner: NDArray[np.intp], is_right: NDArray[np.bool_], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The weights under which the right candidates of each dump together are likeliest; by Newton's method.

    Args:
        rows: The features of the candidates.
        owner: The dump of each candidate, from 0, ascending.
        is_right: Whether each is right; at least one of every dump is.
        weight: What each dump counts.
    """
    first = np.searchsorted(owner, np.arange(len(weight)))
    of_row = weight[owner]

    def shares(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
        scores = rows @ values
        likelihood = np.exp(scores - np.maximum.reduceat(scores, first)[owner])
        total = np.add.reduceat(likelihood, first)
        of_right = likelihood * is_right
        total_right = np.maximum(np.add.reduceat(of_right, first), 1e-300)
        loss = float((weight * np.log(total / total_right)).sum()) + 0.5 * _RIDGE * float(values @ values)
        return loss, likelihood / total[owner], of_right / total_right[owner]

    values = np.zeros(rows.shape[1])
    loss, share, right_share = shares(values)
    for _ in range(100):
        gradient = rows.T @ ((share - right_share) * of_row) + _RIDGE * values
        mean = np.add.reduceat(rows * share[:, None], first, axis=0)
        curvature = (rows * (share * of_row)[:, None]).T @ rows - (mean * weight[:, None]).T @ mean
        step = np.linalg.solve(curvature + _RIDGE * np.eye(len(values)), gradient)
        length = 1.0
        while (better := shares(values - length * step))[0] > loss and length > 1e-3:
            length /= 2.0
        values, gained = values - length * step, loss - better[0]
        loss, share, right_share = better
        if gained < 1e-6 * abs(loss):
            break
    return values


def predict(dumps: Sequence[Dump], close: NDArray[np.float64], none: float) -> None:
    """Choose the text whose candidates together are likeliest, if it is likelier than none.

    ``newsclean`` does the same, but believes a line above a byline, a date or a share bar a little more.
    """
    by_name = dict(zip(FEATURES, close.tolist(), strict=True))
    for dump in dumps:
        likelihood: dict[str, float] = defaultdict(float)
        for text, features in zip(dump.texts, dump.features, strict=True):
            likelihood[text] += float(np.exp(sum(by_name[name] * value for name, value in features.items())))
        best = max(likelihood, key=likelihood.__getitem__, default=None)
        dump.found = best if best is not None and likelihood[best] > np.exp(none) else None


def report(dumps: Sequence[Dump], scorer: ModuleType) -> Iterator[str]:
    """Held-out figures by bench, by flattener, and by both, as Markdown."""
    yield _table(dumps, scorer, "bench", lambda dump: dump.bench)
    yield _table(dumps, scorer, "flattener", lambda dump: dump.flattener)
    yield _table(dumps, scorer, "bench, flattener", lambda dump: f"{dump.bench}, {dump.flattener}")


def _table(dumps: Sequence[Dump], scorer: ModuleType, title: str, group: Any) -> str:
    groups: dict[str, list[Dump]] = defaultdict(list)
    for dump in dumps:
        groups[group(dump)].append(dump)
    lines = [
        f"| {title} | n | exact | among the candidates | a title is given | exact where given |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, members in [*sorted(groups.items()), ("all", list(dumps))]:
        exact = [tokens(scorer, dump.found) == dump.gold for dump in members]
        reached = [any(tokens(scorer, text) == dump.gold for text in dump.texts) for dump in members]
        given = [dump.found is not None for dump in members]
        cells = [np.mean(exact), np.mean(reached), np.mean(given), sum(exact) / max(sum(given), 1)]
        lines.append(f"| {name} | {len(members)} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()

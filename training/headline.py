#!/usr/bin/env python3
"""Learn which line is the headline, and write ``newsclean/detectors/headlines/headline.json``.

    python training/headline.py ../shared/bench            # report held-out figures, write the weights
    python training/headline.py ../shared/bench --dry-run  # report only

Both looks are learned by a softmax over the candidates of a dump. The first look, a weighted sum (a conditional logit),
ranks all blocks above the story; the closer look, small trees (CatBoost, QuerySoftMax), ranks the few that are left,
their pieces, and "there is no headline". What the first look says of a page in training was learned from other sites,
and so are all figures: five folds by site. The same bench and the same CatBoost give the same weights to the byte.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import multiprocessing
import pickle
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import click
import numpy as np
from attrs import define, field
from catboost import CatBoost, Pool
from grown import grown_dumps
from numpy.typing import NDArray
from oblivious import in_lines, plain_trees

from newsclean.blocks import Blocks
from newsclean.detectors.headlines.candidates import Close
from newsclean.detectors.headlines.choice import Weights, likeliest, shortlist
from newsclean.detectors.headlines.feature_names import FEATURES
from newsclean.detectors.headlines.features import feature_rows
from newsclean.detectors.headlines.lines import Candidate
from newsclean.detectors.headlines.shortlist import COLUMNS, Surroundings
from newsclean.language import identify
from newsclean.lexicon import Lexicon
from newsclean.segmentation import segment
from newsclean.sources import read
from newsclean.testing import story_in
from newsclean.trees import Trees

_TARGET = Path(__file__).parent.parent / "newsclean" / "detectors" / "headlines" / "headline.json"
_FOLDS = 5
# The pull of every weight towards 0; 1 to 10 make no difference that could be told from noise.
_RIDGE = 3.0
# News is what counts: a dump of a bench of news weighs more than one of wcxb-dev, where there are many.
_OWN, _ALONE, _HEADED, _GROWN = "own", "alone", "headed", "grown"
_WEIGHT = defaultdict(lambda: 1.5, {"wcxb-dev": 1.0, _OWN: 0.5})
# The first look is learned from every fourth page: it has millions of blocks, and few weights.
_EVERY = 4
# Measured by sites held out (2026-11): see docs/what-was-tried.md.
_TREES, _DEPTH, _LEARNING_RATE, _BORDERS = 350, 6, 0.08, 32
_CHUNK = 16
# Where the gold title does not stand in the dump, a candidate that shares so many of its words is the headline all the
# same: gold is often the page's title with the name of the site, or an editor's second wording.
_ALIKE = 0.55
_LONGEST_TEXT = 50_000_000


@define
class Dump:
    """A dump with gold, as both looks see it.

    Attributes:
        rows: The features of the candidates, a row for each, the last one that of "there is no headline".
        candidates: The candidates.
        texts: What the scorer compares of them.
        is_right: Which of them is the headline.
    """

    id: str
    bench: str
    flattener: str
    fold: int
    gold: str
    text: str
    rows: NDArray[np.float32] = field(factory=lambda: np.zeros((0, 0), dtype=np.float32))
    candidates: list[Candidate] = field(factory=list)
    texts: list[str] = field(factory=list)
    is_right: list[bool] = field(factory=list)
    found: str | None = None


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Write no weights.")
@click.option("--every", type=click.IntRange(min=1), default=1, show_default=True, help="Only every so many-th page.")
@click.option("--processes", type=click.IntRange(min=1), default=2, show_default=True)
@click.option(
    "--cache", "kept", type=click.Path(dir_okay=False, path_type=Path), help="Keep the features here between runs."
)
def main(folder: Path, dry_run: bool, every: int, processes: int, kept: Path | None) -> None:
    """Learn from the dumps and the gold titles of a bench FOLDER."""
    first_look, dumps = _cached(folder, every, processes, kept)
    for fold in range(_FOLDS):
        trees = learn_close_look([dump for dump in dumps if dump.fold != fold])
        predict([dump for dump in dumps if dump.fold == fold], Weights(first_look, Trees.from_data(trees)))
    click.echo("\n\n".join(report(dumps)))
    if not dry_run:
        looked = {name: round(weight, 3) for name, weight in zip(COLUMNS, first_look.tolist(), strict=True)}
        _TARGET.write_text(in_lines({"first_look": looked, **learn_close_look(dumps)}), "utf-8")
        click.echo(f"\nwritten: {_TARGET}")


def _cached(folder: Path, every: int, processes: int, kept: Path | None) -> tuple[NDArray[np.float32], list[Dump]]:
    # The cache is this script's own, on the machine of whoever trains, and nobody else's pickle is read.
    if kept and kept.exists():
        with kept.open("rb") as file:
            found: tuple[NDArray[np.float32], list[Dump]] = pickle.load(file)
        return found
    dumps = [dump for dump in read_dumps(folder, _scorer(folder)) if _number(dump.id) % every == 0]
    own = [dump for dump in own_dumps(folder, _scorer(folder)) if _number(dump.id) % every == 0]
    with multiprocessing.Pool(processes) as pool:
        chosen = [dump for dump in dumps if _number(dump.id) // 7 % _EVERY == 0]
        first_looks = learn_first_looks(pool.imap(_look, ((dump, folder) for dump in chosen), _CHUNK))
        tasks = ((dump, first_looks[dump.fold], folder) for dump in [*dumps, *own])
        dumps = [dump for dump in pool.imap(_look_closely, tasks, _CHUNK) if dump.rows.size]
    if kept:
        with kept.open("wb") as file:
            pickle.dump((first_looks[_FOLDS], dumps), file, protocol=5)
    return first_looks[_FOLDS], dumps


@cache
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


def own_dumps(folder: Path, scorer: ModuleType) -> Iterator[Dump]:
    """The gold texts with their headlines and without, and grown stories: texts with no page around them.

    Of a text that no page stands around, a paragraph is lost if it is taken for the headline.
    """
    for path in sorted(folder.glob("gold*.jsonl.gz")):
        for page in _lines(path):
            title, body = page.get("gold_title"), page["gold_body"]
            if title and body:
                for flattener, text in ((_ALONE, body), (_HEADED, f"{title}\n{body}")):
                    fold = _number(_site(page)) % _FOLDS
                    yield Dump(page["id"], _OWN, flattener, fold, tokens(scorer, title), text)
    for name, language, text, _ in grown_dumps():
        title = story_in(language).title
        gold = tokens(scorer, title) if title in text.splitlines() else ""
        yield Dump(name, _OWN, _GROWN, _number(name) % _FOLDS, gold, text)


def tokens(scorer: ModuleType, text: str | None) -> str:
    """What two titles have in common that are the same for the scorer."""
    return " ".join(scorer.tokenize(text))


def _site(page: dict[str, Any]) -> str:
    """The host of the page's address, or the one in the name of a page without an address."""
    host = urlsplit(page["url"]).netloc if page.get("url") else page["id"].partition("/")[2].split("_")[1:2]
    return (host if isinstance(host, str) else "".join(host)).removeprefix("www.") or page["id"]


def blocks_of(dump: Dump) -> Blocks:
    """The blocks of a dump, with what detectors know of them."""
    lexicon = Lexicon.load()
    blocks = segment(read(dump.text, kind="text", longest=_LONGEST_TEXT), lexicon)
    blocks.language = identify(blocks.texts)
    blocks.cues = lexicon.match(blocks.folded)
    return blocks


def _look(task: tuple[Dump, Path]) -> tuple[Dump, NDArray[np.float32], list[bool]]:
    """The columns of the blocks that may be the headline, a row for each, and which of them is."""
    dump, folder = task
    blocks = blocks_of(dump)
    if not len(blocks):
        return dump, np.zeros((0, len(COLUMNS)), dtype=np.float32), []
    scorer = _scorer(folder)
    around = Surroundings.of(blocks)
    possible = around.possible()
    same = [tokens(scorer, blocks.texts[number]) == dump.gold for number in possible.tolist()]
    return dump, around.columns[:, possible].T, same


def learn_first_looks(looks: Iterable[tuple[Dump, NDArray[np.float32], list[bool]]]) -> list[NDArray[np.float32]]:
    """The weights of the first look: for every fold those learned from the others, and last those from all."""
    kept = [(dump, rows, same) for dump, rows, same in looks if any(same)]
    learned = []
    for fold in range(_FOLDS + 1):
        seen = [(dump, rows, same) for dump, rows, same in kept if dump.fold != fold]
        owner = np.repeat(np.arange(len(seen)), [len(same) for _, _, same in seen])
        rows = np.concatenate([rows for _, rows, _ in seen]).astype(np.float64)
        is_right = np.concatenate([same for _, _, same in seen])
        weight = np.array([_WEIGHT[dump.bench] for dump, _, _ in seen])
        learned.append(conditional_logit(rows, owner, is_right, weight).astype(np.float32))
    return learned


def _look_closely(task: tuple[Dump, NDArray[np.float32], Path]) -> Dump:
    """A dump with its candidates, and which of them are right."""
    dump, first_look, folder = task
    blocks = blocks_of(dump)
    if not len(blocks):
        return dump
    scorer = _scorer(folder)
    around = Surroundings.of(blocks)
    close = Close.of(blocks, shortlist(around, first_look), around.first_prose, around.end)
    dump.candidates = list(close.candidates())
    dump.rows = feature_rows(close, around, dump.candidates).T
    dump.texts = [tokens(scorer, candidate.text) for candidate in dump.candidates]
    alike = [_alike(text, dump.gold) for text in dump.texts]
    best = max(alike, default=0.0)
    dump.is_right = [share == best >= _ALIKE for share in alike]
    dump.text = ""
    return dump


def _alike(text: str, gold: str) -> float:
    words, gold_words = set(text.split()), set(gold.split())
    if text == gold:
        return 2.0
    return len(words & gold_words) / len(words | gold_words) if len(words) >= 3 else 0.0


def learn_close_look(dumps: Sequence[Dump]) -> dict[str, Any]:
    """The trees of the closer look, as ``newsclean.trees`` reads them."""
    rows = np.concatenate([dump.rows for dump in dumps])
    right = np.concatenate([[*dump.is_right, not any(dump.is_right)] for dump in dumps])
    counts = [len(dump.rows) for dump in dumps]
    owner = np.repeat(np.arange(len(dumps)), counts)
    weight = np.repeat([_WEIGHT[dump.bench] for dump in dumps], counts)
    model = CatBoost(
        {
            "loss_function": "QuerySoftMax",
            "iterations": _TREES,
            "depth": _DEPTH,
            "learning_rate": _LEARNING_RATE,
            "border_count": _BORDERS,
            "random_seed": 1,
            "thread_count": 2,
            "allow_writing_files": False,
            "verbose": False,
        }
    )
    model.fit(Pool(rows, right.astype(float), group_id=owner, group_weight=weight, feature_names=list(FEATURES)))
    return plain_trees(model, list(FEATURES))


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


def predict(dumps: Sequence[Dump], weights: Weights) -> None:
    """Choose the text whose candidates together are likeliest, if it is likelier than none.

    ``newsclean`` does the same, but believes a line above a byline, a date or a share bar a little more.
    """
    for dump in dumps:
        *scores, none = weights.trees.scores(weights.asked(dump.rows.T)).tolist()
        if scores:
            best, likelihood, _ = likeliest(dump.candidates, scores)
            place = next(place for place, found in enumerate(dump.candidates) if found.folded.strip() == best)
            dump.found = dump.texts[place] if likelihood > np.exp(none) else None


def report(dumps: Sequence[Dump]) -> Iterator[str]:
    """Held-out figures by bench, by flattener, and by both, as Markdown; of the dumps of its own making apart."""
    own = [dump for dump in dumps if dump.bench == _OWN]
    dumps = [dump for dump in dumps if dump.bench != _OWN]
    yield _table(own, "own", lambda dump: dump.flattener)
    yield _table(dumps, "bench", lambda dump: dump.bench)
    yield _table(dumps, "flattener", lambda dump: dump.flattener)
    yield _table(dumps, "bench, flattener", lambda dump: f"{dump.bench}, {dump.flattener}")


def _table(dumps: Sequence[Dump], title: str, group: Any) -> str:
    groups: dict[str, list[Dump]] = defaultdict(list)
    for dump in dumps:
        groups[group(dump)].append(dump)
    lines = [
        f"| {title} | n | exact | among the candidates | a title is given | exact where given |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, members in [*sorted(groups.items()), ("all", list(dumps))]:
        exact = [dump.found == (dump.gold or None) for dump in members]
        reached = [dump.gold in dump.texts for dump in members]
        given = [dump.found is not None for dump in members]
        cells = [np.mean(exact), np.mean(reached), np.mean(given), sum(exact) / max(sum(given), 1)]
        lines.append(f"| {name} | {len(members)} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()

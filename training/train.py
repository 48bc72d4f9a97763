#!/usr/bin/env python3
"""Train the labeller on the pages of a bench folder, and measure it on sites that it has not seen.

    python training/train.py ../shared/bench --output newsclean/labeller/weights.json
    python training/train.py ../shared/bench --folds 5 --predictions out-of-fold.jsonl

The same data and the same versions of CatBoost and JAX give the same file to the byte. See ``training/README.md``.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import numpy as np
from attrs import evolve
from calibration import CUTS, decoded, document_confidence, log_odds, scaled, scaled_learned, table
from catboost import CatBoost, CatBoostClassifier, Pool, sum_models
from dataset import (
    HEARD,
    HTML,
    OWN,
    UNKNOWN,
    Example,
    examples,
    fold_of,
    grown_samples,
    is_made_unknown,
    own_samples,
)
from held_out import write_predictions
from network import Lesson, fit_network
from oblivious import in_lines, plain_trees
from words import lines_of, tell

from newsclean.labeller import Weights
from newsclean.labeller.features import FEATURES

# Set by hand, on the development pages (2026-11), before anything was learned: what a block is worth by the plainest of
# its looks, and what the votes are. Votes are log-odds already; those of a site's phrases and structures count twice.
# Trees add to it only where the votes leave open what a block is, so that none can take a vote back: a phrase that the
# lexicon knows comes out wherever it stands, and a clean text stays as it is.
BY_HAND = {
    "coarse.under_3_words": -0.6,
    "coarse.under_6_words": -0.2,
    "coarse.under_10_words": -0.3,
    "coarse.under_20_words": -0.5,
    "coarse.from_20_words": 0.9,
    "coarse.commas": 0.4,
    "coarse.prose_before": 0.5,
    "coarse.prose_after": 0.5,
    "coarse.prose_between": 0.5,
    "coarse.chrome": -2.0,
    "coarse.just_before": -0.3,
    "coarse.just_after": 0.3,
    "coarse.far_before": -0.8,
    "coarse.far_after": -1.5,
    "shape.sentence": 0.8,
    "shape.truncated": -1.0,
    "shape.colon": 0.5,
    "shape.capitalised": -0.8,
    "shape.upper": -1.2,
    "shape.digits": -1.0,
    "words.common": 1.2,
    "words.story": 1.2,
    "words.repeated": -1.2,
    "near.prose_before_3": 0.4,
    "near.prose_after_3": 0.4,
    "core.inside_6": 1.0,
    "core.inside_2": 1.0,
    "tail.after_heading": -3.0,
    "evidence.chrome": -1.0,
    "evidence.site": -1.0,
    "evidence.fact": -1.25,
    "evidence.story": 0.5,
    "dump.clean": 9.0,
    "decoding.ends_short": 6.0,
    "decoding.turns": 9.0,
    "decoding.between": 3.5,
    "decoding.adrift": -6.0,
    # No block of a copy stays, however sure of it the labeller is.
    "decoding.again": -30.0,
}
# At full weight the prior is so sure of itself that trees do not outweigh it where the markup shows better: at half of
# it, word-F1 on held-out sites was higher by 0.002 on text dumps and by 0.004 on pages (2026-11).
_BELIEVED = 0.5
INTERCEPT = -0.8 * _BELIEVED
PRIOR = {name: weight * _BELIEVED for name, weight in BY_HAND.items()}
# What decides nothing for an open block, or is there for the prior alone.
NOT_ASKED = ("coarse.", "evidence.open", "dump.clean", "order.", "decoding.")

# Measured five-fold by site (2026-11): 150 to 300 trees differ by less than 0.002 in word-F1. With words to ask for,
# eight questions a tree gained 0 to 0.004 on one fold over six, and cost two hundredths of a millisecond a dump.
TREES, DEPTH, LEARNING_RATE, BORDERS = 160, 8, 0.12, 32
# What ships is the mean of so many fits: from one to the next a bench of a few dozen dumps differs by a hundredth of
# word-F1. Held out, one fit stands for all, and calibrates them: the slope of two is that of one within half a per
# cent. See docs/what-was-tried.md, "The mean of two fits".
SEEDS = (1, 2)
# The trees for pages alone, which begin where those for all have ended. Measured five-fold by site (2026-11): slow
# learning that looks at a third of the features for every question left the least to be explained, 4 % less than
# without these trees; docs/what-was-tried.md, "What the markup says".
PAGE_TREES, PAGE_DEPTH, PAGE_LEARNING_RATE, PAGE_FEATURES, PAGE_RESTRAINT = 200, 6, 0.06, 0.3, 10.0
# Of what is learned, so much is what the network says of blocks in their order, and the rest what the trees say.
# Measured on two of five folds (2026-11); docs/what-was-tried.md, "Blocks in their order".
NETWORK, NETWORK_SHARE = "order.network", 0.5
# A block counts by this power of its words: the measure counts words, the reader counts blocks.
WORD_POWER = 0.5
# News is what counts, and there is less of it.
NEWS_WEIGHT, OWN_WEIGHT = 2.0, 0.5
# A page comes twice, its dumps up to eight times: so that both count alike, pages count for more.
PAGE_WEIGHT = 2.0
# The samples are few and short: as often as this they are learned from.
SAMPLE_TIMES = 12
# Of blocks that are plainly no story so many are learned from, drawn at random, and count for the others: most of a
# page is such blocks, and the fits take half the time.
CHROME_TAKEN = 0.4
# A block is learned from where it is plainly story or plainly none.
NO_STORY, STORY = 0.2, 0.6

# Words are learned without the site of the block that they tell, in so many folds where none are asked for.
FOLDS = 5


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Train on everything; write it here.")
# One fold is held out, one does without its own words, and some must be left.
@click.option("--folds", type=click.IntRange(min=3), help="Hold every site out once; print what that measures.")
@click.option(
    "--predictions", type=click.Path(dir_okay=False, path_type=Path), help="Write the held-out articles here."
)
@click.option("--only-pages", is_flag=True, help="Write no held-out articles of dumps.")
@click.option("--without", multiple=True, help="Leave out the features that begin so; may be repeated.")
@click.option("--flattener", "flatteners", multiple=True, help="Only these; may be repeated.")
@click.option("--cache", type=click.Path(dir_okay=False, path_type=Path), help="Keep the features here between runs.")
@click.option("--trees", type=click.IntRange(min=1), default=TREES, show_default=True)
def main(
    folder: Path,
    output: Path | None,
    folds: int | None,
    predictions: Path | None,
    only_pages: bool,
    without: tuple[str, ...],
    flatteners: tuple[str, ...],
    cache: Path | None,
    trees: int,
) -> None:
    """Train the labeller on the pages of a bench FOLDER."""
    data = _cached(folder, flatteners, cache)
    asked = [name for name in FEATURES if not name.startswith((*NOT_ASKED, *without))]
    blocks = sum(len(example.words) for example in data)
    click.echo(f"{len(data)} dumps, {blocks} blocks, {len(asked)} features", err=True)
    taught = [example for example in data if not is_made_unknown(example.record)]
    samples = [*own_samples(folder) * SAMPLE_TIMES, *grown_samples(folder)]
    lines = lines_of(data, PRIOR, folds or FOLDS, _is_plain, _block_weights)
    held_out: list[np.ndarray] = [np.zeros(0)] * len(data)
    if folds:
        models = []
        for fold in range(folds):
            words = tell([*data, *samples], lines, folds, held_out=fold)
            seen = [example for example in taught if fold_of(example.site, folds) != fold]
            models.append(evolve(fit([*seen, *samples], asked, trees), words=words))
            for number, example in enumerate(data):
                if fold_of(example.site, folds) == fold:
                    held_out[number] = scored(models[fold], example)
            click.echo(f"fold {fold + 1} of {folds}", err=True)
        slope, offset = log_odds(data, held_out)
        click.echo(f"calibration: {slope:.4f} * score + {offset:.4f}", err=True)
        judge = scaled(models[0], slope, offset)
        held_out = [
            decoded(judge, example, slope * scores + offset) for example, scores in zip(data, held_out, strict=True)
        ]
        confidence = document_confidence(data, held_out)
        click.echo(table(data, held_out))
    if output:
        words = tell([*data, *samples], lines, folds or FOLDS)
        weights = evolve(fit([*taught, *samples], asked, trees, SEEDS), words=words)
        if folds:
            weights = evolve(scaled(weights, slope, offset), confidence=confidence)
        output.write_text(dumped(weights), encoding="utf-8")
    if folds and predictions:
        calibrated = [evolve(scaled(model, slope, offset), confidence=confidence) for model in models]
        write_predictions(folder, predictions, data, calibrated, only_pages=only_pages)


def fit(data: Sequence[Example], asked: Sequence[str], trees: int, seeds: Sequence[int] = SEEDS[:1]) -> Weights:
    """Learn from some dumps: trees and a network that reads blocks in their order, of which the mean is believed."""
    learned = scaled_learned(fit_trees(data, asked, trees, seeds), 1.0 - NETWORK_SHARE)
    prior = {**learned.prior, NETWORK: NETWORK_SHARE}
    return evolve(learned, prior=prior, network=fit_network(list(map(_lesson(asked), data)), asked))


def fit_trees(data: Sequence[Example], asked: Sequence[str], trees: int, seeds: Sequence[int]) -> Weights:
    """Trees for all dumps, the mean of a fit for each seed, and behind them trees for pages alone."""
    numbers = [list(FEATURES).index(name) for name in asked]
    rows = np.concatenate([example.rows[numbers].T for example in data])
    shares = np.concatenate([example.shares for example in data])
    weights = np.concatenate([_block_weights(example) for example in data])
    baseline = np.full(len(rows), INTERCEPT)
    for name, weight in PRIOR.items():
        baseline += weight * _column(data, name)
    is_open = _column(data, "evidence.open")
    weights *= is_open
    is_chrome = shares <= NO_STORY
    drawn = np.random.default_rng(1).random(len(shares)) < CHROME_TAKEN
    weights[is_chrome] /= CHROME_TAKEN
    plain = ((is_chrome & drawn) | (shares >= STORY)) & (is_open > 0)
    is_story = (shares >= STORY).astype(int)
    pool = Pool(rows[plain], is_story[plain], weight=_evened(weights[plain]), baseline=baseline[plain])
    fits = [_classifier(seed, iterations=trees, depth=DEPTH, learning_rate=LEARNING_RATE).fit(pool) for seed in seeds]
    model = sum_models(fits, weights=[1.0 / len(fits)] * len(fits))
    learned = converted(model, asked)
    plain &= _column(data, "hint.present") > 0
    if not PAGE_TREES or not plain.any():
        return learned
    pages = rows[plain]
    reached = baseline[plain] + model.predict(pages, prediction_type="RawFormulaVal")
    pool = Pool(pages, is_story[plain], weight=_evened(weights[plain]), baseline=reached)
    model = _classifier(
        SEEDS[0],
        iterations=PAGE_TREES,
        depth=PAGE_DEPTH,
        learning_rate=PAGE_LEARNING_RATE,
        rsm=PAGE_FEATURES,
        l2_leaf_reg=PAGE_RESTRAINT,
    ).fit(pool)
    return evolve(learned, page_trees=converted(model, asked).trees)


def _lesson(asked: Sequence[str]) -> Callable[[Example], Lesson]:
    """What the network learns from a dump."""
    numbers = [list(FEATURES).index(name) for name in asked]

    def lesson(example: Example) -> Lesson:
        baseline = INTERCEPT + sum(weight * _column([example], name) for name, weight in PRIOR.items())
        weights = _block_weights(example) * _is_plain(example)
        words = example.words * example.is_text * ~np.isnan(example.shares)
        return Lesson(example.rows[numbers], baseline, np.nan_to_num(example.shares), weights, words)

    return lesson


def scored(model: Weights, example: Example) -> np.ndarray:
    """The scores of the blocks of a dump, the network asked first."""
    rows = example.rows.copy()
    model.note_order(rows)
    return model.scores(rows)


def _classifier(seed: int, **settings: float) -> CatBoostClassifier:
    return CatBoostClassifier(
        border_count=BORDERS,
        bootstrap_type="Bernoulli",
        subsample=0.7,
        random_seed=seed,
        thread_count=2,
        allow_writing_files=False,
        verbose=False,
        **settings,
    )


def _column(data: Sequence[Example], name: str) -> np.ndarray:
    number = list(FEATURES).index(name)
    return np.concatenate([example.rows[number] for example in data])


def _evened(weights: np.ndarray) -> np.ndarray:
    """The same weights with a mean of 1."""
    return weights * len(weights) / weights.sum()


def _is_plain(example: Example) -> np.ndarray:
    """Of which blocks the trees learn: what they are is left open by the votes, and plain from the gold."""
    is_open = example.rows[list(FEATURES).index("evidence.open")] > 0
    found: np.ndarray = is_open & ((example.shares <= NO_STORY) | (example.shares >= STORY))
    return found


def _block_weights(example: Example) -> np.ndarray:
    weights = example.words**WORD_POWER
    weight = 1.0 if example.record.bench == "wcxb-dev" else NEWS_WEIGHT
    if example.record.flattener in OWN and example.record.flattener != UNKNOWN:
        weight *= OWN_WEIGHT
    elif example.record.flattener in (HTML, HEARD):
        weight *= PAGE_WEIGHT
    return weight * weights / max(weights.sum(), 1e-9)


def converted(model: CatBoost, asked: Sequence[str]) -> Weights:
    """CatBoost's trees, with what was set by hand."""
    return Weights.from_data({"intercept": INTERCEPT, "prior": PRIOR, "cuts": CUTS, **plain_trees(model, asked)})


def dumped(weights: Weights) -> str:
    """The weights as the JSON that newsclean reads, a tree a line and ten words a line."""
    return in_lines(weights.to_data())


def _cached(folder: Path, flatteners: Sequence[str], cache: Path | None) -> list[Example]:
    # The cache is this script's own, on the machine of whoever trains: the one place where a pickle is read.
    if cache and cache.exists():
        with cache.open("rb") as file:
            found: list[Example] = pickle.load(file)
        return found
    data = examples(folder, flatteners)
    if cache:
        with cache.open("wb") as file:
            pickle.dump(data, file, protocol=5)
    return data


if __name__ == "__main__":
    sys.exit(main())

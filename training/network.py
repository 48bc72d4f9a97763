"""Fit the network that reads blocks in their order; ``newsclean/labeller/network.py`` says what it is.

It is fitted with JAX. The same data and the same versions of JAX, optax and numpy give the same network on the same
machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from attrs import frozen

from newsclean.labeller.network import FARTHEST, Layer, Network

__all__ = ["Lesson", "fit_network"]

# Measured on two of five folds (2026-11): "Blocks in their order" in ``docs/what-was-tried.md`` tells what a wider, a
# narrower and a longer fit gave.
WIDTH, DISTANCES = 48, (1, 2, 4, 8)
EPOCHS, LEARNING_RATE, WEIGHT_DECAY = 5, 3e-3, 1e-2
# So much of what is seen, and of what is heard of the blocks around, is left out at random in every step.
SEEN_DROPPED, HEARD_DROPPED = 0.15, 0.25
# An epoch reads so many of the dumps, drawn anew: a page comes in nine flatteners that say much the same.
EPOCH_SHARE = 0.4
# Dumps are padded to one of these lengths, in blocks; what is longer is cut into pieces.
_LENGTHS = (32, 64, 128, 320)
_BLOCKS_A_STEP = 6_000
# Beside the log loss of its blocks counts, so many times, what a dump lacks of the best word-F1: that asks which blocks
# have the words, and of a dump where all is sure no more. Measured on two of five folds (2026-11); "Blocks in their
# order" in ``docs/what-was-tried.md``.
F1_WEIGHT = 1.0
# Centers and widths are those of so many blocks, without the outermost hundredth on either side.
_SAMPLED, _OUTERMOST = 100_000, 0.01
_LEAST_WIDTH = 1e-6

Weights = dict[str, jax.Array]


@frozen(eq=False)
class Lesson:
    """A dump, or a piece of one, to learn from; all but ``seen`` have an entry a block.

    Attributes:
        seen: The features of its blocks; shape ``(features, blocks)``.
        baseline: Their scores before anything was learned.
        shares: How much of each is story.
        weights: How much each counts as a block: nothing where it is not plain what it is.
        words: How many words it has in the text, if it is kept.
    """

    seen: np.ndarray
    baseline: np.ndarray
    shares: np.ndarray
    weights: np.ndarray
    words: np.ndarray

    def pieces(self) -> Iterator[Lesson]:
        """The lesson in pieces of at most the greatest length."""
        for start in range(0, len(self.weights), _LENGTHS[-1]):
            part = slice(start, start + _LENGTHS[-1])
            by_block = (self.baseline, self.shares, self.weights, self.words)
            yield Lesson(self.seen[:, part], *(values[part] for values in by_block))


def fit_network(lessons: Sequence[Lesson], features: Sequence[str], seed: int = 1) -> Network:
    """Learn from some dumps what their blocks say in their order.

    Args:
        lessons: The dumps.
        features: The names of their features.
        seed: Of all that is drawn.
    """
    random = np.random.default_rng(seed)
    centers, widths = _middles(lessons, random)
    pieces = [piece for lesson in lessons for piece in lesson.pieces() if piece.weights.any()]
    mean_weight = sum(float(piece.weights.sum()) for piece in pieces) / sum(
        np.count_nonzero(piece.weights) for piece in pieces
    )
    keys = jax.random.split(jax.random.key(seed), 2)
    weights = _start(keys[0], len(features))
    steps = [_drawn(pieces, random) for _ in range(EPOCHS)]
    optimizer = _optimizer(sum(map(len, steps)))
    state = optimizer.init(weights)
    key = keys[1]
    for batch in (batch for epoch in steps for batch in epoch):
        key, drop = jax.random.split(key)
        arrays = _padded([pieces[number] for number in batch], centers, widths, mean_weight)
        gradient = _gradient(weights, *arrays, drop)
        updates, state = optimizer.update(gradient, state, weights)
        weights = optax.apply_updates(weights, updates)
    arrays = {name: np.asarray(value, dtype=np.float64) for name, value in weights.items()}
    return _network(arrays, features, centers, widths)


def _middles(lessons: Sequence[Lesson], random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The center and the width of every feature."""
    blocks = np.concatenate([lesson.seen for lesson in lessons], axis=1)
    blocks = blocks[:, random.choice(blocks.shape[1], min(_SAMPLED, blocks.shape[1]), replace=False)]
    low, high = np.quantile(blocks, [_OUTERMOST, 1.0 - _OUTERMOST], axis=1)
    inner = np.clip(blocks, low[:, None], high[:, None])
    # What is the same but for fewer blocks than are left out is measured with these.
    inner = np.where((low == high)[:, None], blocks, inner)
    centers, widths = inner.mean(axis=1, dtype=np.float64), inner.std(axis=1, dtype=np.float64)
    return centers.round(4), np.maximum(widths, _LEAST_WIDTH).round(6)


def _drawn(pieces: Sequence[Lesson], random: np.random.Generator) -> list[list[int]]:
    """The numbers of the pieces of one epoch, those of a step together: all of a step are padded to one length."""
    drawn = random.random(len(pieces)) < EPOCH_SHARE
    lengths = np.searchsorted(_LENGTHS, [len(piece.weights) for piece in pieces])
    steps = []
    for number, length in enumerate(_LENGTHS):
        chosen = random.permutation(np.flatnonzero(drawn & (lengths == number))).tolist()
        size = _BLOCKS_A_STEP // length
        steps += [chosen[start : start + size] for start in range(0, len(chosen), size)]
    return [steps[number] for number in random.permutation(len(steps))]


def _padded(
    pieces: Sequence[Lesson], centers: np.ndarray, widths: np.ndarray, mean_weight: float
) -> tuple[np.ndarray, ...]:
    """What is seen of the blocks of a step, which places have one, baselines, shares, weights and words."""
    length = next(length for length in _LENGTHS if all(len(piece.weights) <= length for piece in pieces))
    shape = _BLOCKS_A_STEP // length, length
    seen = np.zeros((*shape, len(centers)), dtype=np.float32)
    is_there, baseline, shares, weights, words = (np.zeros(shape, dtype=np.float32) for _ in range(5))
    for row, piece in enumerate(pieces):
        count = len(piece.weights)
        seen[row, :count] = np.clip((piece.seen.T - centers) / widths, -FARTHEST, FARTHEST)
        is_there[row, :count] = 1.0
        baseline[row, :count] = piece.baseline
        shares[row, :count] = piece.shares
        weights[row, :count] = piece.weights / mean_weight
        words[row, :count] = piece.words
    return seen, is_there, baseline, shares, weights, words


def _start(key: jax.Array, features: int) -> Weights:
    """Weights that have learned nothing: the first scores are the baselines."""
    keys = iter(jax.random.split(key, 1 + 2 * len(DISTANCES)))
    weights: Weights = {
        "first": jax.random.normal(next(keys), (features, WIDTH)) / np.sqrt(features),
        "bias": jnp.zeros(WIDTH),
        "last": jnp.zeros(WIDTH),
        "straight": jnp.zeros(features),
    }
    for distance in DISTANCES:
        weights[f"around {distance}"] = jax.random.normal(next(keys), (3, WIDTH, WIDTH)) / np.sqrt(3 * WIDTH)
        # The mean of the dump begins with less to say.
        weights[f"mean {distance}"] = 0.3 * jax.random.normal(next(keys), (WIDTH, WIDTH)) / np.sqrt(WIDTH)
        weights[f"bias {distance}"] = jnp.zeros(WIDTH)
    return weights


def _optimizer(steps: int) -> Any:
    rates = optax.cosine_onecycle_schedule(steps, LEARNING_RATE, pct_start=0.1)
    return optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rates, weight_decay=WEIGHT_DECAY))


@jax.jit
@jax.grad
def _gradient(
    weights: Weights,
    seen: jax.Array,
    is_there: jax.Array,
    baseline: jax.Array,
    shares: jax.Array,
    block_weights: jax.Array,
    words: jax.Array,
    key: jax.Array,
) -> jax.Array:
    scores = _scores(weights, seen, is_there, key) + baseline
    # Shares of blocks that weigh anything are plain: near nothing or near all.
    losses = jnp.maximum(scores, 0.0) - scores * (shares > 0.5) + jnp.log1p(jnp.exp(-jnp.abs(scores)))
    lost = 1.0 - _expected_f1(jax.nn.sigmoid(scores), shares, words)
    return ((block_weights * losses).sum() + F1_WEIGHT * (block_weights.sum(axis=1) * lost).sum()) / _BLOCKS_A_STEP


def _expected_f1(probabilities: jax.Array, shares: jax.Array, words: jax.Array) -> jax.Array:
    """The word-F1 of each dump, were every block kept in part: as much of it as it is thought to be story."""
    # One word more on either side: a dump without a word has nothing to lose.
    kept, story = (words * probabilities).sum(axis=1) + 1.0, (words * shares).sum(axis=1) + 1.0
    return 2.0 * ((words * probabilities * shares).sum(axis=1) + 1.0) / (kept + story)


def _scores(weights: Weights, seen: jax.Array, is_there: jax.Array, key: jax.Array) -> jax.Array:
    """What ``Network.scores`` gives, for the dumps of a step, with some of what is seen and heard left out."""
    keys = iter(jax.random.split(key, 1 + len(DISTANCES)))
    there = is_there[..., None]
    blocks = jnp.maximum(is_there.sum(axis=1), 1.0)[:, None]
    seen = _with_some(seen, SEEN_DROPPED, next(keys))
    heard = jnp.maximum(seen @ weights["first"] + weights["bias"], 0.0) * there
    for distance in DISTANCES:
        before, own, behind = weights[f"around {distance}"]
        padded = jnp.pad(heard, ((0, 0), (distance, distance), (0, 0)))
        heard_here = padded[:, : -2 * distance] @ before + heard @ own + padded[:, 2 * distance :] @ behind
        mean = heard.sum(axis=1) / blocks
        heard_here += (mean @ weights[f"mean {distance}"])[:, None] + weights[f"bias {distance}"]
        heard_here = _with_some(jnp.maximum(heard_here, 0.0), HEARD_DROPPED, next(keys))
        heard = (heard + heard_here) * there
    return heard @ weights["last"] + seen @ weights["straight"]


def _with_some(values: jax.Array, dropped: float, key: jax.Array) -> jax.Array:
    """The values with a share of them left out, and the others larger by as much."""
    return jnp.where(jax.random.bernoulli(key, 1.0 - dropped, values.shape), values / (1.0 - dropped), 0.0)


def _network(
    weights: dict[str, np.ndarray], features: Sequence[str], centers: np.ndarray, widths: np.ndarray
) -> Network:
    layers = tuple(
        Layer(distance, *weights[f"around {distance}"], weights[f"mean {distance}"], weights[f"bias {distance}"])
        for distance in DISTANCES
    )
    first, bias, last, straight = (weights[name] for name in ("first", "bias", "last", "straight"))
    network = Network(tuple(features), centers, widths, first, bias, layers, last, straight)
    # What is measured is what is written.
    return Network.from_data(network.to_data())

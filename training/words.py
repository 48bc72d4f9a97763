"""What the words of a block say about it: log-odds of story by word, learned from the blocks of many sites.

Biographies, disclosures, comments and pitches are prose like any story: only their words tell. A logistic regression
over the words of a block, and beside them over what the prior sees, learns what each word says beyond that; only the
words are kept. A word must stand on many sites, so that no site's name and no topic gets in.

The trees ask for it as ``learned.*``. They must not trust it more than it deserves on a site that nobody has seen: for
their training every block is told by words that were learned without its site.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from attrs import field, frozen
from dataset import HEARD, HTML, OWN, Example, fold_of, known_share
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

from newsclean.labeller.features import FEATURES, learned
from newsclean.labeller.features.learned import learned_rows, plain_word

__all__ = ["Lines", "lines_of", "tell"]

# Measured on two of five folds (2026-11); see docs/what-was-tried.md.
_FEWEST_SITES = 15
# What the squares of the weights cost: those of the words, and those of what is seen beside them.
_RIDGE, _RIDGE_BESIDE = 8.0, 0.1
# Words that say less are left out, in hundredths of a log-odd.
_LEAST = 5
_STEPS = 60
_FIRST = list(FEATURES).index(next(iter(learned.FEATURES)))
_ROWS = slice(_FIRST, _FIRST + len(learned.FEATURES))


@frozen(eq=False)
class Lines:
    """The blocks that words are learned from.

    Attributes:
        names: The words, without the marks at their ends.
        words: How often each block has each word, by the root of how many words it has; shape ``(blocks, words)``.
        beside: What is seen of each block beside its words; shape ``(blocks, features)``.
        is_story: 1.0 where a block is story, 0.0 where it is none.
        weights: What each counts.
        sites: The number of the site of each.
        folds: The fold that each is held out in.
    """

    names: Sequence[str]
    words: csr_matrix
    beside: csr_matrix
    is_story: np.ndarray
    weights: np.ndarray
    sites: np.ndarray
    folds: np.ndarray
    _learned: dict[frozenset[int], dict[str, int]] = field(init=False, factory=dict)

    def without(self, folds: Iterable[int] = ()) -> dict[str, int]:
        """What each word says, in hundredths of a log-odd, learned from all folds but some."""
        left_out = frozenset(folds)
        if left_out not in self._learned:
            self._learned[left_out] = self._without(left_out)
        return self._learned[left_out]

    def _without(self, folds: frozenset[int]) -> dict[str, int]:
        seen = ~np.isin(self.folds, list(folds))
        words, is_story, sites = self.words[seen], self.is_story[seen], self.sites[seen]
        by_site = csr_matrix((np.ones(len(sites)), (sites, np.arange(len(sites)))))
        often = (np.asarray((by_site @ words > 0).sum(axis=0)).ravel() >= _FEWEST_SITES).nonzero()[0]
        seen_of_each = hstack([words[:, often], self.beside[seen]], format="csr")
        seen_by_each = seen_of_each.T.tocsr()
        weights = self.weights[seen] * len(sites) / self.weights[seen].sum()
        ridge = np.repeat([_RIDGE, _RIDGE_BESIDE], [len(often), self.beside.shape[1]])

        def loss(worth: np.ndarray) -> tuple[float, np.ndarray]:
            scores = seen_of_each @ worth
            errors = weights * (1.0 / (1.0 + np.exp(-scores)) - is_story)
            total = (weights * (np.logaddexp(0.0, scores) - is_story * scores)).sum() + 0.5 * (ridge * worth**2).sum()
            return total, seen_by_each @ errors + ridge * worth

        found = minimize(loss, np.zeros(len(ridge)), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
        worth = np.round(found.x[: len(often)] * 100.0).astype(int).tolist()
        named = zip(map(self.names.__getitem__, often.tolist()), worth, strict=True)
        return {name: value for name, value in sorted(named) if abs(value) >= _LEAST}


def lines_of(
    examples: Iterable[Example],
    beside: Iterable[str],
    folds: int,
    is_plain: Callable[[Example], np.ndarray],
    weigh: Callable[[Example], np.ndarray],
) -> Lines:
    """Gather blocks to learn words from: every block of a page once, whatever dumps of it there are.

    Dumps of our own making have the lexicon's chrome and no other, and are left out.

    Args:
        examples: Dumps and pages.
        beside: The names of the features that are seen beside the words.
        folds: How many there are.
        is_plain: Says of which blocks of a dump it is plain what they are.
        weigh: Says what each block of a dump counts.
    """
    number_of, site_number = (defaultdict[str, int](itertools.count().__next__) for _ in range(2))
    rows = [list(FEATURES).index(name) for name in beside]
    seen: set[tuple[str, bytes]] = set()
    words, others, numbers = [], [], []
    for example in examples:
        if example.record.flattener in (HTML, HEARD, *OWN):
            continue
        index, weights, fold = example.told.index, weigh(example), fold_of(example.site, folds)
        site = site_number[example.site]
        word = np.array([number_of[plain_word(word)] for word in index.number_of], dtype=np.int32)[index.number]
        words_of = np.split(word, index.counts.cumsum()[:-1])
        for block in is_plain(example).nonzero()[0].tolist():
            key = example.record.id, words_of[block].tobytes()
            if key not in seen:
                seen.add(key)
                words.append(words_of[block])
                others.append(example.rows[rows, block])
                numbers.append((example.shares[block] > 0.5, weights[block], site, fold))
    counts = np.array([len(found) for found in words])
    owner = np.arange(len(words)).repeat(counts)
    times = (1.0 / np.sqrt(np.maximum(counts, 1))).repeat(counts), (owner, np.concatenate(words))
    is_story, weight, sites, fold_numbers = np.array(numbers, dtype=np.float64).T
    return Lines(
        list(number_of),
        csr_matrix(times, shape=(len(words), len(number_of))),
        csr_matrix(np.column_stack([np.array(others, dtype=np.float64), np.ones(len(words))])),
        is_story,
        weight,
        sites.astype(int),
        fold_numbers.astype(int),
    )


def tell(examples: Iterable[Example], lines: Lines, folds: int, held_out: int | None = None) -> Mapping[str, int]:
    """Note in the features of dumps and pages what words say that were learned without their fold.

    Where a dump is read as if no phrase of its language were known, they say nothing.

    Args:
        examples: The dumps and pages.
        lines: What words are learned from.
        folds: How many folds there are.
        held_out: A fold that nothing may be learned from.

    Returns:
        The words for sites of ``held_out``, or for any others.
    """
    without = frozenset() if held_out is None else frozenset({held_out})
    for example in dict.fromkeys(examples):
        folds_left_out = without | {fold_of(example.site, folds)}
        words = lines.without(folds_left_out) if known_share(example.record) else {}
        example.rows[_ROWS] = learned_rows(example.told.index, words)
    return lines.without(without)

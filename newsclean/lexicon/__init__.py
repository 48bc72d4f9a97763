"""What news sites print around a story, in many languages: literal phrases as data, and a quick way to find them.

The phrases live beside this file, one file a language; ``README.md`` there tells how to add one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path

from attrs import evolve, frozen

from newsclean.lexicon.folding import fold
from newsclean.lexicon.index import CueHit, Index, build_index
from newsclean.lexicon.loading import Match, Row, read_rows, shipped_files
from newsclean.lexicon.matching import find_cues, may_begin_with_cue
from newsclean.model import BODY_ROLES, Role

__all__ = ["CueHit", "Lexicon", "Match", "Row", "fold"]


@frozen(slots=False)
class Lexicon:
    """Phrases with their roles, ready to be found.

    Attributes:
        rows: The rows of the lexicon's files. Of two rows with the same phrase for the same role, the earlier one signs
            the hit.
    """

    rows: tuple[Row, ...]

    @classmethod
    def load(cls, *paths: str | os.PathLike[str]) -> Lexicon:
        """The lexicon that comes with newsclean, and the rows of ``paths`` before its own.

        Args:
            paths: TOML files of the same form. The stem of a file's name takes the place of the language in the names
                of its rules.

        Raises:
            LexiconError: A file says what a lexicon may not say; the error names file, row and mend.
        """
        if not paths:
            return _shipped()
        return cls(read_rows(map(Path, paths)) + _shipped().rows)

    def match(
        self, folded: Sequence[str], with_words: Callable[[frozenset[str]], Mapping[int, Collection[str]]] | None = None
    ) -> dict[int, tuple[CueHit, ...]]:
        """Find the phrases of all languages in the blocks of one dump.

        Args:
            folded: The blocks' texts as ``fold`` gives them, runs of white space folded to one blank.
            with_words: Tells which of some words each block has, if that can be told faster than by looking at each.

        Returns:
            The hits by block number, ascending; a block without a hit is missing. A block has at most one hit of each
            role and part, the one with the longest phrase. Linear in the length of the texts.

        >>> lexicon = Lexicon.load()
        >>> [hit.role.value for hit in lexicon.match([fold("Read more: Storm closes schools")])[0]]
        ['read_more']
        """
        return find_cues(self._index, folded, with_words)

    def mentioned(self, texts: Sequence[str]) -> dict[int, Role]:
        """What blocks that are no story are by a word in them, by number: "newsletter" tells a pitch from a headline.

        >>> Lexicon.load().mentioned(["Our newsletter comes every week, to all who like the sea."])
        {0: <Role.PROMOTION: 'promotion'>}
        """
        found = find_cues(self._mentions, list(map(fold, texts)))
        return {number: max(hits, key=lambda hit: len(hit.phrase)).role for number, hits in found.items()}

    @cached_property
    def speaks_for_story(self) -> bool:
        """Whether a row says of a phrase that it is story; none of those that come with newsclean does."""
        return any(row.role in BODY_ROLES for row in self.rows)

    def phrases(
        self,
        role: Role | None = None,
        part: str | None = None,
        language: str | None = None,
        match: Match | None = None,
    ) -> tuple[str, ...]:
        """The phrases as printed, each once, in the order of the rows; ``None`` takes all."""
        return tuple(
            dict.fromkeys(
                phrase
                for row in self.rows
                if role in (None, row.role) and part in (None, row.part) and language in (None, row.language)
                for kind, phrases in row.phrases.items()
                if match in (None, kind)
                for phrase in phrases
            )
        )

    @cached_property
    def labels(self) -> frozenset[str]:
        """The folded phrases, bare of decoration, that stand for themselves (``is``) and are chrome, not facts."""
        index = self._index
        is_fact = [row.role in _FACTS for row in index.rows]
        facts = (form for form, numbers in index.namesakes.items() if any(is_fact[number] for number in numbers))
        return frozenset(form for form, number in index.whole.items() if not is_fact[number]).difference(facts)

    @cached_property
    def networks(self) -> frozenset[str]:
        """The folded names of networks, which are the same in every language."""
        return frozenset(map(fold, self.phrases(Role.SHARE, language="any", match="is")))

    @cached_property
    def label_first_words(self) -> frozenset[str]:
        """The first words of ``labels``."""
        return frozenset(form.split(" ", 1)[0] for form in self.labels)

    @cached_property
    def cue_first_words(self) -> frozenset[str]:
        """The first words of the phrases that introduce something: "by", "tags", "read"."""
        index = self._index
        return frozenset(
            form.split(" ", 1)[0].strip(":")
            for form, match in zip(index.forms, index.matches, strict=True)
            if match in ("starts", "opens")
        )

    def cue_at(self, folded: str) -> int:
        """Where the phrase ends with which a folded text begins, if it introduces something; else 0."""
        if not may_begin_with_cue(self._index, folded):
            return 0
        return max((hit.end for hit in self.at_ends(folded) if hit.match in ("starts", "opens")), default=0)

    def at_ends(self, folded: str) -> Sequence[CueHit]:
        """The hits on the phrases that a folded text is, begins with or ends with."""
        return find_cues(self._index, [folded], inside=False).get(0, ())

    def pointing_elsewhere(self, lines: Sequence[str]) -> list[int]:
        """The numbers of the lines that begin with a phrase that points at another story, or are one.

        >>> Lexicon.load().pointing_elsewhere(["Read more: Storm closes schools", "Read more books, she said."])
        [0]
        """
        found = find_cues(self._index, list(map(fold, lines)), inside=False)
        return [
            number
            for number, hits in found.items()
            if any(hit.role is Role.READ_MORE and hit.match in ("is", "starts") for hit in hits)
        ]

    def is_credit(self, words: str) -> bool:
        """Whether a few words behind a caption are its credit: an agency's name, or a credit's label and what follows.

        >>> Lexicon.load().is_credit("Reuters")
        True
        """
        names, labels = self._credits
        folded = fold(words)
        return folded.startswith(labels.get(folded[:2], ())) or folded.strip(" .()[]/-:") in names

    @cached_property
    def offices(self) -> frozenset[str]:
        """What newsrooms and those who work there are called, folded: "newsroom", "la rédaction"."""
        return frozenset(map(fold, self.phrases(Role.BYLINE, "position", match="is")))

    @cached_property
    def _credits(self) -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
        """Names that are credits, and labels that begin one, by their first two characters."""
        names = self.phrases(Role.BYLINE, "agency") + self.phrases(Role.CREDIT, match="is")
        labels = self.phrases(Role.CREDIT, match="starts") + self.phrases(Role.CREDIT, match="opens")
        by_head: dict[str, tuple[str, ...]] = {}
        for label in map(fold, labels):
            by_head[label[:2]] = (*by_head.get(label[:2], ()), label)
        return frozenset(map(fold, names)), by_head

    @cached_property
    def _index(self) -> Index:
        return build_index(self.rows)

    @cached_property
    def _mentions(self) -> Index:
        rows = (row for row in self.rows if "mentions" in row.phrases)
        return build_index(evolve(row, phrases={"contains": row.phrases["mentions"]}) for row in rows)

    def __reduce__(self) -> tuple[Callable[..., Lexicon], tuple[tuple[Row, ...], ...]]:
        # What every process can read for itself need not travel, and the index is larger than the rows it is built of.
        if _shipped.cache_info().currsize and self is _shipped():
            return _shipped, ()
        return Lexicon, (self.rows,)


# What these roles announce is read or is story, not taken out.
_FACTS = BODY_ROLES | {Role.BYLINE, Role.DATE, Role.DATELINE, Role.CAPTION, Role.CREDIT, Role.TAGS}


@cache
def _shipped() -> Lexicon:
    return Lexicon(read_rows(shipped_files()))

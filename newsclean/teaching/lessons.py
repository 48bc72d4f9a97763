"""Learning: phrases are tried on the corrected documents and weigh as little as is enough."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from newsclean.cleaner import Cleaner
from newsclean.comparison import DocumentChange, compare
from newsclean.errors import InputError, LexiconError
from newsclean.evaluation.subjects import Found
from newsclean.lexicon import Lexicon, Row, fold
from newsclean.lexicon.loading import parse, read_rows
from newsclean.model import BODY_ROLES, Article, Block, Role
from newsclean.site_profile import SiteProfile
from newsclean.teaching.corrections import Corrected, Correction
from newsclean.teaching.phrases import WEIGHTS, Phrase, lines_of, phrases_of, rows_of, to_toml
from newsclean.teaching.sites import fingerprint_of, parted, taught_of, with_lines

__all__ = ["Failed", "Lesson", "learn", "preview", "written"]


@frozen
class Failed:
    """A correction that the lesson does not bring about.

    Attributes:
        document: Name of its document.
        correction: What was asked for.
        role: What the block is all the same.
    """

    document: str
    correction: Correction
    role: Role

    @property
    def is_better(self) -> bool:
        """Whether the block is at least out of the text, or in it, as it should be and was not."""
        was, now = (role in BODY_ROLES for role in (self.correction.was, self.role))
        return now is self.correction.is_story is not was


@frozen
class Lesson:
    """What was learned.

    Attributes:
        rows: The new rows of the lexicon.
        lines: What the profile learned, each with its site.
        known: Phrases that the lexicon or the profile has already.
        held: Corrections that hold.
        failed: Those that do not.
        cleaner: Cleans as before.
        taught: Cleans with what was learned.
    """

    rows: tuple[Row, ...]
    lines: tuple[Phrase, ...]
    known: tuple[str, ...]
    held: int
    failed: tuple[Failed, ...]
    cleaner: Cleaner
    taught: Cleaner


def learn(
    documents: Sequence[Corrected],
    lexicon: str | os.PathLike[str] | None = None,
    profile: SiteProfile | None = None,
) -> Lesson:
    """Find phrases that make the corrections hold.

    Args:
        documents: What was corrected.
        lexicon: The user's lexicon; it need not exist yet, and is not written. See ``written``.
        profile: What is known of the sites. Without a lexicon it learns every line, for the site of its document; with
            one, lines that the pages of their site repeat, and the lexicon all others.

    Raises:
        LexiconError: The lexicon is none.
        InputError: A line is to be learned for a site, and nobody knows which.
        ValueError: There is neither a lexicon nor a profile.
    """
    if lexicon is None and profile is None:
        raise ValueError("there is nothing to learn into; give a lexicon, a profile, or both")
    path = Path(lexicon) if lexicon is not None else None
    own = read_rows([path]) if path is not None and path.exists() else ()
    base = Lexicon((*own, *Lexicon.load().rows)) if own else Lexicon.load()
    cleaner = Cleaner(lexicon=base, profile=profile)
    story = list(_story(cleaner, documents))
    by_site, elsewhere = ({}, _corrections(documents)) if profile is None else parted(documents, profile, lexicon)
    lines = [line for site, corrections in by_site.items() for line in lines_of(site, corrections)]
    phrases, known = _new([*lines, *phrases_of(elsewhere, story)], own, profile)

    def tried(phrases: Sequence[Phrase]) -> tuple[list[Row], Cleaner, tuple[Failed, ...]]:
        name = path.stem if path is not None else ""
        rows = rows_of([one for one in phrases if one.site is None], story, name, len(own) + 1)
        # Before the others, so that of two rows with the same phrase the new one signs the hit.
        taught = Lexicon((*rows, *base.rows)) if rows else base
        after = Cleaner(lexicon=taught, profile=profile and with_lines(profile, phrases)) if phrases else cleaner
        return rows, after, tuple(_failures(after, documents))

    rows, taught, failed = tried(phrases)
    while (heavier := [_heavier(phrase) if _fails(phrase, failed) else phrase for phrase in phrases]) != phrases:
        phrases = heavier
        rows, taught, failed = tried(phrases)
    # A phrase that does not bring about what it is for would only do harm elsewhere.
    in_vain = [failure for failure in failed if not failure.is_better]
    useful = [phrase for phrase in phrases if not _fails(phrase, in_vain, all)]
    if len(useful) < len(phrases):
        phrases = useful
        rows, taught, failed = tried(phrases)
    lines = [phrase for phrase in phrases if phrase.site is not None]
    held = len(_corrections(documents)) - len(failed)
    return Lesson(tuple(rows), tuple(lines), tuple(known), held, failed, cleaner, taught)


def _corrections(documents: Iterable[Corrected]) -> list[Correction]:
    return [correction for document in documents for correction in document.corrections]


def written(rows: Sequence[Row], lexicon: str | os.PathLike[str]) -> str:
    """The lexicon with new rows at its end; what stands in it, comments too, stays as it is.

    Raises:
        LexiconError: It cannot be read.
    """
    path = Path(lexicon)
    try:
        former = path.read_text("utf-8") if path.exists() else ""
    except (OSError, ValueError) as error:
        raise LexiconError(f"{path}: cannot be read ({error}).") from None
    text = former.rstrip("\n") + "\n\n" + to_toml(rows) if former.strip() else to_toml(rows)
    # It is ours to write what can be read again.
    parse(text)
    return text


def preview(lesson: Lesson, documents: Sequence[Corrected], corpus: Iterable[tuple[str, Any]]) -> Iterator[Previewed]:
    """What the lesson changes in other dumps.

    Args:
        lesson: What was learned.
        documents: What was corrected: the blocks that were marked, in the documents of these names, are no news.
        corpus: Names and dumps, as ``Cleaner.clean`` takes them.

    Yields:
        For each dump what else is different, or why it cannot be cleaned.
    """
    marked: dict[str, set[str]] = {}
    for document in documents:
        texts = {correction.text for correction in document.corrections}
        marked.setdefault(document.id or document.name, set()).update(texts)
        marked.setdefault(document.name, set()).update(texts)
    for name, raw in corpus:
        try:
            if isinstance(raw, InputError):
                raise raw
            old, new = (cleaner.clean(raw) for cleaner in (lesson.cleaner, lesson.taught))
        except InputError as error:
            yield InputError(error.reason, record=name)
            continue
        change = compare(name, Found.of(old), Found.of(new))
        own = marked.get(old.id or name) or marked.get(name) or set()
        yield evolve(
            change,
            blocks=tuple(block for block in change.blocks if block.text not in own),
            gained=tuple(text for text in change.gained if text not in own),
            lost=tuple(text for text in change.lost if text not in own),
        )


Previewed = DocumentChange | InputError


def _story(cleaner: Cleaner, documents: Iterable[Corrected]) -> Iterator[str]:
    """The lines of the documents that are story, once they are corrected."""
    for document in documents:
        chrome = {correction.span for correction in document.corrections if not correction.is_story}
        for block in _article(cleaner, document).blocks:
            if block.in_text and block.span not in chrome:
                yield block.text
        yield from (correction.text for correction in document.corrections if correction.is_story)


def _article(cleaner: Cleaner, document: Corrected) -> Article:
    return cleaner.clean(document.raw(), kind="text")


def _new(phrases: Iterable[Phrase], own: Sequence[Row], profile: SiteProfile | None) -> tuple[list[Phrase], list[str]]:
    """The phrases that the user's lexicon or the profile does not have, and those that it has."""
    has = {
        (row.role, match, fold(text))
        for row in own
        for match, texts in row.phrases.items()
        for text in texts
        if row.part is None
    }
    new: list[Phrase] = []
    known = []
    for phrase in phrases:
        if phrase.site is not None and profile is not None:
            is_known = (fingerprint_of(phrase.text), phrase.role) in taught_of(profile, phrase.site)
        else:
            is_known = (phrase.role, phrase.match, fold(phrase.text)) in has
        if is_known:
            known.append(phrase.text)
        else:
            new.append(phrase)
    return new, known


def _fails(phrase: Phrase, failed: Iterable[Failed], how: Callable[[Iterable[bool]], bool] = any) -> bool:
    """Whether any or all of the corrections that a phrase is for fail."""
    missed = {failure.correction.text for failure in failed}
    return how(find in missed for find in phrase.finds)


def _heavier(phrase: Phrase) -> Phrase:
    """The same with the next weight; what weighs most stays, and so does what speaks for the story."""
    if phrase.role in BODY_ROLES:
        return phrase
    return evolve(phrase, weight=WEIGHTS[min(WEIGHTS.index(phrase.weight) + 1, len(WEIGHTS) - 1)])


def _failures(cleaner: Cleaner, documents: Iterable[Corrected]) -> Iterator[Failed]:
    for document in documents:
        blocks = _article(cleaner, document).blocks
        for correction in document.corrections:
            there = [block for block in blocks if _overlap(block, correction)]
            wrong = next((block for block in there if not _is_right(block, correction)), None)
            if wrong is not None or not there:
                yield Failed(document.name, correction, wrong.role if wrong else correction.was)


def _overlap(block: Block, correction: Correction) -> bool:
    return block.span.start < correction.span.end and correction.span.start < block.span.end


def _is_right(block: Block, correction: Correction) -> bool:
    return block.in_text if correction.is_story else block.role is correction.role

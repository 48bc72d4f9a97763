"""The whole corridor on one screen: read, segment, detect, label, assemble."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from newsclean.errors import InputError
from newsclean.model import Article, Dump

if TYPE_CHECKING:
    from newsclean.blocks import Blocks
    from newsclean.labeller import Labels
    from newsclean.labeller.votes import Votes
    from newsclean.lexicon import Lexicon
    from newsclean.model import Evidence
    from newsclean.site_profile import SiteProfile

__all__ = ["Bias", "Cleaner", "Detector", "Kind", "OnError", "Raw", "SecondOpinion", "clean", "clean_many", "explain"]

#: What can be cleaned: text, bytes, the path of a file, a record with named fields, or a dump that was read before.
Raw = str | bytes | os.PathLike[str] | Mapping[str, Any] | Dump
Kind = Literal["text", "html"]
Bias = Literal["precision", "balanced", "recall"]
OnError = Literal["raise", "return"]
SecondOpinion = Literal["when-unsure", "always", "never"]
Detector = Callable[["Dump", "Blocks"], "Iterable[Evidence]"]

# A hundred novels. A longer text is no page of news, and a limit keeps hostile input from taking all memory.
_MAX_CHARACTERS = 50_000_000


@frozen
class Cleaner:
    """Cleans dumps; configured once, used often, safe to share between threads and to send to other processes.

    Attributes:
        lexicon: Phrases to look for; ``None`` for those that come with newsclean. ``Lexicon.load(path)`` adds your own.
        detectors: The detectors that vote; ``None`` for ``newsclean.detectors.DETECTORS``.
        identify_language: Tells the language of a list of texts, or ``None`` if it cannot; ``None`` here for
            newsclean's own. It is not asked when the caller gives a language.
        second_opinion: When trafilatura is asked what it would keep of a page: ``"when-unsure"``, ``"always"`` or
            ``"never"``. What it says is one hint among others. Text dumps are never shown to it.
        max_characters: Longer dumps are refused with an ``InputError``.
        profile: What the sites of the dumps repeat, as ``SiteProfile.learn`` has found it; one more detector.

    Raises:
        TypeError: An option is of a type that it cannot have, such as the path of a lexicon.
        ValueError: ``second_opinion`` is none of the three, or ``max_characters`` is less than 1.
    """

    lexicon: Lexicon | None = None
    detectors: tuple[Detector, ...] | None = None
    identify_language: Callable[[Sequence[str]], str | None] | None = None
    second_opinion: SecondOpinion = "when-unsure"
    max_characters: int = _MAX_CHARACTERS
    profile: SiteProfile | None = None

    def __attrs_post_init__(self) -> None:
        _refuse_other_type(self.lexicon, self.profile)
        _refuse_second_opinion(self.second_opinion)
        for name, value, is_right, wanted in (
            ("detectors", self.detectors, _are_detectors, "a tuple of functions or None"),
            ("identify_language", self.identify_language, _is_function, "a function or None"),
            ("max_characters", self.max_characters, _is_whole_number, "an int"),
        ):
            if not is_right(value):
                raise TypeError(f"{name} is {value!r:.80}; it can be {wanted}")
        if self.max_characters < 1:
            raise ValueError(f"max_characters is {self.max_characters}; it can be 1 or more")

    def clean(
        self,
        raw: Raw,
        *,
        url: str | None = None,
        kind: Kind | None = None,
        language: str | None = None,
        bias: Bias = "balanced",
        collected_at: datetime.datetime | None = None,
        second_opinion: SecondOpinion | None = None,
    ) -> Article:
        """Clean one dump; see ``newsclean.clean``."""
        from newsclean.assembly import assemble
        from newsclean.detectors import DETECTORS
        from newsclean.labeller.votes import Ballot, votes_by_block, without_headlines_told_as_story
        from newsclean.long_dumps import MOST_BLOCKS, in_parts
        from newsclean.segmentation import segment
        from newsclean.sources import read

        if bias not in ("precision", "balanced", "recall"):
            raise ValueError(f"bias is {bias!r}; it can be 'precision', 'balanced' or 'recall'")
        asked = self.second_opinion if second_opinion is None else second_opinion
        _refuse_second_opinion(asked)
        dump = read(raw, url=url, kind=kind, language=language, collected_at=collected_at, longest=self.max_characters)
        lexicon = self._lexicon()
        blocks = segment(dump, lexicon)
        blocks.language = dump.language or self._identify(blocks.texts)
        detectors = DETECTORS if self.detectors is None else self.detectors

        def judge(dump: Dump, blocks: Blocks) -> Article:
            blocks.cues, blocks.lexicon = lexicon.match(blocks.folded, blocks.with_words), lexicon
            if self.profile is not None:
                blocks.cues = self.profile.cues(dump, blocks)
            evidence = Ballot(detector(dump, blocks) for detector in detectors)
            if self.profile is not None:
                evidence = self.profile.with_votes(dump, blocks, evidence)
            if lexicon.speaks_for_story or (self.profile is not None and self.profile.speaks_for_story):
                evidence = without_headlines_told_as_story(blocks, evidence)
            return assemble(dump, blocks, _labels(blocks, votes_by_block(blocks, evidence), bias, asked))

        return judge(dump, blocks) if len(blocks) <= MOST_BLOCKS else in_parts(dump, blocks, judge, MOST_BLOCKS)

    def clean_many(
        self, records: Iterable[Raw], *, workers: int | None = None, on_error: OnError = "raise", **options: Any
    ) -> Iterator[Article | InputError]:
        """Clean many dumps; see ``newsclean.clean_many``."""
        from newsclean.batch import clean_stream

        return clean_stream(self, records, workers=workers, on_error=on_error, options=options)

    def explain(self, raw: Raw, **options: Any) -> str:
        """The dump with role, confidence and reason in the margin; see ``newsclean.explain``."""
        from newsclean.writing.margin import margin

        return margin(self.clean(raw, **options))

    def _lexicon(self) -> Lexicon:
        from newsclean.lexicon import Lexicon

        return Lexicon.load() if self.lexicon is None else self.lexicon

    def _identify(self, texts: Sequence[str]) -> str | None:
        if self.identify_language is not None:
            return self.identify_language(texts)
        from newsclean.language import identify

        return identify(texts)


def _labels(blocks: Blocks, votes: Votes, bias: Bias, asked: SecondOpinion) -> Labels:
    """The labeller's verdict, and where it is unsure of a page, its verdict once the second reader was heard."""
    from newsclean.labeller import label_votes, shipped_weights
    from newsclean.second_opinion import UNSURE, heard

    weights = shipped_weights()
    labels = label_votes(blocks, votes, bias, weights)
    if blocks.dump.markup is None or asked == "never":
        return labels
    if asked == "when-unsure":
        # Whoever is asked must not depend on the bias: what one keeps, the next must keep.
        plain = labels if bias == "balanced" else label_votes(blocks, votes, "balanced", weights)
        if plain.confidence >= UNSURE:
            return labels
    dump = heard(blocks.dump)
    if dump is None:
        return labels
    blocks.dump = dump
    return label_votes(blocks, votes, bias, weights)


def _refuse_other_type(lexicon: object, profile: object) -> None:
    """Refuse what holds no phrases or no sites. The rooms of both are entered only where there is something."""
    if lexicon is not None:
        from newsclean.lexicon import Lexicon

        _refuse_unless("lexicon", lexicon, Lexicon)
    if profile is not None:
        from newsclean.site_profile import SiteProfile

        _refuse_unless("profile", profile, SiteProfile)


def _refuse_unless(name: str, value: object, wanted: type) -> None:
    if isinstance(value, str | os.PathLike):
        path = str(value)
        raise TypeError(f"{name} is the path {path!r}; hand in {wanted.__name__}.load({path!r})")
    if not isinstance(value, wanted):
        raise TypeError(f"{name} is {value!r:.80}; it can be a {wanted.__name__} or None")


def _refuse_second_opinion(asked: object) -> None:
    if asked not in ("when-unsure", "always", "never"):
        raise ValueError(f"second_opinion is {asked!r:.80}; it can be 'when-unsure', 'always' or 'never'")


def _is_whole_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_function(value: object) -> bool:
    return value is None or callable(value)


def _are_detectors(detectors: object) -> bool:
    return detectors is None or (isinstance(detectors, list | tuple) and all(map(callable, detectors)))


_CLEANER = Cleaner()


def clean(
    raw: Raw,
    *,
    url: str | None = None,
    kind: Kind | None = None,
    language: str | None = None,
    bias: Bias = "balanced",
    collected_at: datetime.datetime | None = None,
    second_opinion: SecondOpinion | None = None,
) -> Article:
    r"""Clean one dump of a news page.

    Args:
        raw: The dump as ``str`` or ``bytes``, the path of a file as ``os.PathLike``, or a mapping with the dump under
            ``"text"`` or ``"html"`` and any of ``url``, ``id``, ``language``, ``collected_at`` beside it. A ``str`` is
            never a path: one that is nothing but the name of a file, or an address, is refused, unless ``kind`` is
            given; and so is the path of a file that holds many records (``.jsonl``, ``.csv`` and the like).
        url: Address of the page, if known.
        kind: ``"text"`` or ``"html"``; by default they are told apart.
        language: ISO 639-1 code, code of three letters or BCP 47 tag ("de", "deu", "pt-BR"), if known; by default it is
            identified.
        bias: ``"precision"`` keeps only what is surely story, ``"recall"`` removes only what is surely chrome.
        collected_at: When the page was fetched; only with it does "2 hours ago" become a time.
        second_opinion: ``"when-unsure"`` asks trafilatura for its view of a page where the labeller is unsure of it,
            ``"always"`` of every page, ``"never"`` of none; by default as the ``Cleaner`` says.

    Returns:
        The article with its receipt. Dumps without a story give an article with an empty text.

    Raises:
        InputError: The record cannot be read; the error names it and says why.
        ValueError: An option has a value or a type that it cannot have, such as the language ``"german"``.

    >>> import newsclean
    >>> article = newsclean.clean("The ferry sails again.\nRead more: Island waits for its post")
    >>> article.text
    'The ferry sails again.'
    >>> article.related[0].title
    'Island waits for its post'
    """
    return _CLEANER.clean(
        raw,
        url=url,
        kind=kind,
        language=language,
        bias=bias,
        collected_at=collected_at,
        second_opinion=second_opinion,
    )


def clean_many(
    records: Iterable[Raw], *, workers: int | None = None, on_error: OnError = "raise", **options: Any
) -> Iterator[Article | InputError]:
    """Clean many dumps, one after the other or in several processes, in order and without collecting them.

    Args:
        records: Anything that ``clean`` takes; read as the results are taken, never all at once.
        workers: Number of processes; ``None`` or 1 for none but this one. In processes of its own, a record that takes
            more than 300 seconds, or that two of them die of, gives an ``InputError`` too, and no other is lost.
        on_error: ``"raise"`` stops at the first record that cannot be read; ``"return"`` gives its ``InputError`` in
            its place, so that there is one result for each record.
        **options: As for ``clean``; they hold for all records.

    Yields:
        An article for each record, in the order of the records; with ``on_error="return"``, the error of those that
        have none.

    Raises:
        InputError: A record cannot be read, and ``on_error`` is ``"raise"``; raised when its turn comes.
        TypeError: ``records`` is one dump; raised at once, as is the next.
        ValueError: ``workers`` is less than 1 or no whole number, or ``on_error`` none of the two.
    """
    return _CLEANER.clean_many(records, workers=workers, on_error=on_error, **options)


def explain(raw: Raw, **options: Any) -> str:
    """The dump with role, confidence and reason of every block in the margin, for people.

    Args:
        raw: As for ``clean``.
        **options: As for ``clean``, with its errors.

    Returns:
        Lines of at most 100 columns without colours: role, confidence, text and reason of each block, then the facts.
    """
    return _CLEANER.explain(raw, **options)

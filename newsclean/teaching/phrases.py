"""Corrections become rows of a lexicon: the narrowest phrases that say it, what they find and what they must leave."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from newsclean.lexicon import Lexicon, Match, Row, fold
from newsclean.model import Role
from newsclean.teaching.corrections import Correction

__all__ = ["WEIGHTS", "Phrase", "lines_of", "phrases_of", "rows_of", "to_toml"]

#: What a phrase of chrome may weigh, the least first: the usual weight of its match, then more. Detectors' evidence
#: counts up to 8; what weighs more is believed against the structure that it stands in, too. A phrase of the story
#: needs no more than its usual weight.
WEIGHTS: tuple[float | None, ...] = (None, 6.0, 8.0, 16.0)
# A label before the rest of a line ("Puzzle of the day: …") has at most so many characters: as many as all but a
# handful of the lexicon's phrases.
_LONGEST_LABEL = 40
_LABEL = re.compile(rf"([^:：]{{2,{_LONGEST_LABEL}}}[:：])\s*+\S")
_FEWEST_LABEL_WORDS = 2
_KEEPS, _FINDS = 2, 3
_LONGEST_EXAMPLE = 300


@frozen
class Phrase:
    """One phrase to be learned.

    Attributes:
        role: What it speaks for.
        match: How it is to be found; see ``newsclean.lexicon``.
        text: The phrase, as printed.
        finds: The corrected blocks that it comes from.
        weight: Its log-odds, or ``None`` for the usual weight of the match.
        site: The site that it is learned for; ``None`` for a row of the lexicon, which holds everywhere.
    """

    role: Role
    match: Match
    text: str
    finds: tuple[str, ...]
    weight: float | None = None
    site: str | None = None


def lines_of(site: str, corrections: Iterable[Correction]) -> list[Phrase]:
    """The lines that are learned for one site, as they are."""
    found: dict[tuple[Role, str], Phrase] = {}
    for one in corrections:
        role = Role.BODY if one.is_story else one.role
        found.setdefault((role, fold(one.text)), Phrase(role, "is", one.text, (one.text,), site=site))
    return list(found.values())


def phrases_of(corrections: Sequence[Correction], story: Sequence[str]) -> list[Phrase]:
    """The narrowest phrases that the corrections need.

    A line is learned as it is. Of a line with a label in front ("Puzzle of the day: …") the label is learned, if it has
    two words or was seen twice, and no line of the story begins with it.

    Args:
        corrections: What is to be learned.
        story: Lines that are story, as far as is known.
    """
    labels = Counter(label for label in map(_label, corrections) if label)
    beginnings = [fold(line) for line in story]
    found: dict[tuple[Role, Match, str], Phrase] = {}
    for correction in corrections:
        role = Role.BODY if correction.is_story else correction.role
        label = _label(correction)
        match: Match = "is"
        text = correction.text
        is_label = len(label.split()) >= _FEWEST_LABEL_WORDS or labels[label] > 1
        if is_label and not correction.is_story and not any(line.startswith(fold(label)) for line in beginnings):
            match, text = "starts", label
        place = role, match, fold(text)
        former = found.get(place)
        finds = (*(former.finds if former else ()), correction.text)
        found[place] = Phrase(role, match, former.text if former else text, tuple(dict.fromkeys(finds)))
    return list(found.values())


def _label(correction: Correction) -> str:
    match = _LABEL.match(correction.text)
    return match[1] if match else ""


def rows_of(phrases: Sequence[Phrase], story: Sequence[str], name: str, first: int = 1) -> list[Row]:
    """Rows for phrases, one for each role and weight, in the order of the roles.

    Args:
        phrases: What is to be learned.
        story: Lines of the story, for ``keeps``: the most tempting ones that the row does not hit.
        name: The stem of the lexicon's file.
        first: The number of the first row.
    """
    groups: dict[tuple[Role, float | None], list[Phrase]] = {}
    for phrase in sorted(phrases, key=lambda one: (tuple(Role).index(one.role), one.weight or 0.0)):
        groups.setdefault((phrase.role, phrase.weight), []).append(phrase)
    rows: list[Row] = []
    for (role, weight), members in groups.items():
        lists: dict[Match, tuple[str, ...]] = {}
        for match in ("is", "starts"):
            if texts := sorted((one.text for one in members if one.match == match), key=str.casefold):
                lists[match] = tuple(texts)
        finds = [find for one in members for find in one.finds[:_FINDS]]
        row = Row(name, first + len(rows), role, None, lists, tuple(dict.fromkeys(finds)), (), weight, _SOURCE)
        rows.append(evolve(row, keeps=tuple(_tempting(row, story))))
    return rows


_SOURCE = "corrected in a report"


def _tempting(row: Row, story: Sequence[str]) -> Iterator[str]:
    """The lines of the story that have most words in common with the row, and are not hit by it."""
    wanted = {word for phrases in row.phrases.values() for phrase in phrases for word in fold(phrase).split()}
    lexicon = Lexicon((row,))
    lines = [line for line in dict.fromkeys(story) if line.strip() and len(line) <= _LONGEST_EXAMPLE]
    lines = [line for line in lines if line not in row.finds]
    hits = lexicon.match([fold(line) for line in lines])
    ranked = sorted(
        (number for number in range(len(lines)) if number not in hits),
        key=lambda number: (-len(wanted.intersection(fold(lines[number]).split())), number),
    )
    yield from (lines[number] for number in ranked[:_KEEPS])
    if not ranked:
        phrase = next(phrase for phrases in row.phrases.values() for phrase in phrases)
        yield f"The words “{phrase}” stood in a story."


def to_toml(rows: Iterable[Row]) -> str:
    """Rows as TOML, in the plain form of the lexicon's own files."""
    return "\n".join(_row_to_toml(row) for row in rows)


def _row_to_toml(row: Row) -> str:
    lines = ["[[cue]]", f"role = {_quoted(row.role)}"]
    for match, phrases in row.phrases.items():
        lines.append(f"{match} = {_list(phrases)}")
    lines += [f"finds = {_list(row.finds)}", f"keeps = {_list(row.keeps)}"]
    if row.weight is not None:
        lines.append(f"weight = {row.weight}")
    if row.source:
        lines.append(f"source = {_quoted(row.source)}")
    return "\n".join(lines) + "\n"


def _list(texts: Sequence[str]) -> str:
    if len(texts) == 1:
        return f"[{_quoted(texts[0])}]"
    return "[\n" + "".join(f"    {_quoted(text)},\n" for text in texts) + "]"


def _quoted(text: str) -> str:
    # A string of JSON is one of TOML, but for the delete character, and for surrogates, which TOML does not have.
    quoted = json.dumps(str(text), ensure_ascii=False).replace("\x7f", "\\u007f")
    return re.sub("[\ud800-\udfff]", "\ufffd", quoted)

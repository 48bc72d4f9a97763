"""Reading lexicon files: strictly, so that a slip of the pen is told at once and with its mend."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal, cast

from attrs import field, frozen

from newsclean.errors import LexiconError
from newsclean.lexicon.folding import fold
from newsclean.model import BODY_ROLES, Role

__all__ = ["MATCHES", "STORY_WEIGHT", "WEIGHTS", "Match", "Row", "parse", "read_rows", "shipped_files", "usual_weight"]

Match = Literal["is", "starts", "opens", "ends", "contains", "mentions"]

#: Weight of a hit where the row gives none, in log-odds (natural log) against story text. Hand weights, to be tuned
#: with the labeller; ordered by the share of hits that were story lines in the English development dumps of 2026-11.
WEIGHTS: Final[Mapping[Match, float]] = {
    "is": 5.0,
    "starts": 4.5,
    "contains": 3.5,
    "opens": 3.0,
    "ends": 2.5,
}
#: The same for a row of a role of the story, whatever its match: somebody has looked at these very words, and is
#: believed against everything. A unit of it is worth 0.203 in the labeller's sum; a label of a menu with every share of
#: the prior and all votes against it is at -17, and the highest cut at 2.2 (2026-11; ``labeller/weights.json``).
STORY_WEIGHT: Final = 96.0
MATCHES: Final[tuple[Match, ...]] = ("is", "starts", "opens", "ends", "contains", "mentions")

#: The parts that a row of a role may name; a role that is not listed has none.
PARTS: Final[Mapping[Role, frozenset[str]]] = {
    Role.DATE: frozenset({"published", "modified"}),
    Role.BYLINE: frozenset({"person", "agency", "position"}),
    Role.CREDIT: frozenset({"label"}),
    Role.CAPTION: frozenset({"label"}),
    Role.TAGS: frozenset({"label"}),
    Role.NAVIGATION: frozenset({"heading"}),
    Role.PROMOTION: frozenset({"heading"}),
    Role.COMMENTS: frozenset({"heading"}),
    Role.RELATED: frozenset({"heading", "reading_time", "age", "kicker"}),
    Role.INTERFACE: frozenset({"icon", "summary"}),
}

# What stands in the text or above it: a removed block cannot be called so.
_KEPT = BODY_ROLES | {Role.TITLE}
_KEYS = ("role", "part", *MATCHES, "finds", "keeps", "weight", "source")


@frozen
class Row:
    """One ``[[cue]]`` of a lexicon file.

    Attributes:
        language: ISO 639-1 code, or ``"any"``: the stem of the file's name.
        number: Which row of its file, from 1.
        role: What a block with one of the phrases seems to be.
        part: What it is within a fact or a structure; see ``PARTS``.
        phrases: The phrases of each way of matching, as printed.
        finds: Example blocks that the row must hit.
        keeps: Story sentences that it must not.
        weight: Log-odds of a hit, or ``None`` for the usual weight of the match.
        source: Where the phrases were seen, or why they are safe.
        rule: The stable name that receipts show: ``"lexicon.en.date.published"``.
    """

    language: str
    number: int
    role: Role
    part: str | None
    phrases: Mapping[Match, tuple[str, ...]]
    finds: tuple[str, ...]
    keeps: tuple[str, ...]
    weight: float | None = None
    source: str | None = None

    rule: str = field(init=False, eq=False)

    @rule.default
    def _rule(self) -> str:
        return ".".join(filter(None, ("lexicon", self.language, str(self.role), self.part)))

    @property
    def casts_votes(self) -> bool:
        """Whether a block can have one of its phrases by sight; what a row ``mentions`` names blocks afterwards."""
        return any(match in WEIGHTS for match in self.phrases)

    def __str__(self) -> str:
        return f"{self.language}.toml, row {self.number} ({'.'.join(filter(None, (str(self.role), self.part)))})"


def shipped_files() -> tuple[Path, ...]:
    """The lexicon files of the package: what belongs to no language first, then English, then by code.

    Of two languages with the same phrase for the same role the first one signs the hit, and pages of all countries
    borrow their widgets from English.
    """
    files = Path(__file__).parent.glob("*.toml")
    return tuple(sorted(files, key=lambda path: (path.stem != "any", path.stem != "en", path.stem)))


def read_rows(paths: Iterable[Path]) -> tuple[Row, ...]:
    """Read lexicon files.

    Raises:
        LexiconError: A file cannot be read, is no TOML, or says what a lexicon may not say.
    """
    return tuple(row for path in paths for row in _read_file(path))


def _read_file(path: Path) -> list[Row]:
    try:
        data = parse(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read ({error.strerror}). Check the path.") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: not UTF-8 at byte {error.start}. Save the file as UTF-8.") from error
    except ValueError as error:
        raise LexiconError(f"{path}: no valid TOML: {error}. Quote each phrase, separate phrases by commas.") from error
    cues = data.pop("cue", [])
    if data:
        raise LexiconError(f"{path}: unknown key {_quoted(data)}. A lexicon holds [[cue]] tables and nothing else.")
    if not isinstance(cues, list) or not cues:
        raise LexiconError(f"{path}: no rows. Begin each row with a line [[cue]].")
    rows = [_row(cue, f"{path}, row {number}", path.stem, number) for number, cue in enumerate(cues, 1)]
    _refuse_repeats(rows, path)
    return rows


_COMMENT_LINES = re.compile(r"^[ \t]*#.*\n", re.MULTILINE)
_KEY = re.compile(r"^(\w+) = ", re.MULTILINE)


def parse(text: str) -> dict[str, Any]:
    """Read TOML; quickly, if it is as plain as a lexicon usually is.

    Strings, numbers and lists on lines ``key = value`` under ``[[cue]]`` are JSON but for the frame, and the JSON
    reader of the standard library is written in C: a tenth of the time that ``tomllib`` takes. Whatever it does not
    understand, ``tomllib`` reads or refuses.

    Raises:
        ValueError: It is no TOML.
    """
    before, *tables = _COMMENT_LINES.sub("", text).split("[[cue]]\n")
    if tables and not before.strip():
        try:
            # No string of TOML goes over the end of a line unless it has three quotes, which JSON refuses.
            members = (_KEY.sub(r',"\1":', table).replace(",\n]", "]") for table in tables)
            return {"cue": [json.loads(f"{{{text[1:]}}}", object_pairs_hook=_distinct) for text in members]}
        except ValueError:
            pass
    # Imported here: 14 ms that a lexicon in plain form does not need.
    import tomllib

    return tomllib.loads(text)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a key is there twice")
    return members


def _row(cue: Mapping[str, Any], where: str, language: str, number: int) -> Row:
    if unknown := [key for key in cue if key not in _KEYS]:
        raise LexiconError(f"{where}: unknown key {_quoted(unknown)}. The keys are {', '.join(_KEYS)}.")
    try:
        role = Role(cue.get("role", ""))
    except ValueError:
        said = f"unknown role {_quoted([str(cue['role'])])}" if "role" in cue else "no role"
        raise LexiconError(f"{where}: {said}. The roles are {', '.join(Role)}.") from None
    part = cue.get("part")
    if part is not None and part not in PARTS.get(role, ()):
        parts = ", ".join(sorted(PARTS[role])) if role in PARTS else ""
        mend = f"The parts of {role} are {parts}." if parts else f"Leave it out: {role} has no parts."
        raise LexiconError(f"{where}: unknown part {_quoted([str(part)])}. {mend}")
    phrases = {match: _texts(cue[match], match, where) for match in MATCHES if match in cue}
    if not phrases:
        raise LexiconError(f"{where}: no phrases. Give at least one of the lists {', '.join(MATCHES)}.")
    if "mentions" in phrases and role in _KEPT:
        raise LexiconError(f"{where}: mentions names what is no story, and {role} is kept. Take another list.")
    for examples in ("finds", "keeps"):
        if examples not in cue:
            raise LexiconError(f"{where}: no {examples}. {_WHY_EXAMPLES[examples]}")
    weight, source = cue.get("weight"), cue.get("source")
    if weight is not None and (
        isinstance(weight, bool) or not isinstance(weight, int | float) or not math.isfinite(weight)
    ):
        raise LexiconError(f"{where}: the weight is no number. Write log-odds such as 3.5, or leave it out.")
    if source is not None and not isinstance(source, str):
        raise LexiconError(f"{where}: the source is no text. Write where the phrase was seen, in quotes.")
    finds, keeps = (_texts(cue[examples], examples, where) for examples in ("finds", "keeps"))
    return Row(language, number, role, part, phrases, finds, keeps, None if weight is None else float(weight), source)


_WHY_EXAMPLES = {
    "finds": "Give at least one block that the row must hit.",
    "keeps": "Give at least one story sentence that the row must leave.",
}


def _texts(value: object, key: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not set(map(type, value)) <= {str}:
        raise LexiconError(f'{where}: {key} is no list of texts. Write {key} = ["…", "…"].')
    if not value:
        raise LexiconError(f"{where}: {key} is empty. {_WHY_EXAMPLES.get(key, 'Fill the list or leave it out.')}")
    if not all(map(str.strip, value)):
        raise LexiconError(f"{where}: {key} has an empty text, which would be found everywhere. Take it out.")
    return tuple(cast("list[str]", value))


def _refuse_repeats(rows: Sequence[Row], path: Path) -> None:
    # All at once: folding costs less on one text than on each of a thousand lists.
    phrases = [" ".join(phrase.split()) for row in rows for phrases in row.phrases.values() for phrase in phrases]
    folded = iter(fold("\n".join(phrases)).split("\n"))
    taken: dict[tuple[Match, Role, str | None], dict[str, int]] = {}
    for row in rows:
        for match, printed in row.phrases.items():
            forms = list(islice(folded, len(printed)))
            known = taken.setdefault((match, row.role, row.part), {})
            new = dict.fromkeys(forms, row.number)
            if len(new) == len(forms) and known.keys().isdisjoint(new):
                known.update(new)
                continue
            for number, form in enumerate(forms):
                if form in known or form in forms[:number]:
                    before = f"in row {known[form]}" if form in known else "above in this list"
                    where = f"{path}, row {row.number}: {match}"
                    raise LexiconError(
                        f"{where} has {_quoted([printed[number]])} twice, {before} already. Take one out."
                    )


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def usual_weight(role: Role, match: Match) -> float:
    """What a hit weighs where the row gives no weight."""
    return STORY_WEIGHT if role in BODY_ROLES else WEIGHTS[match]

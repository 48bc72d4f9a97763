"""Which language a dump is in: the same answer for the same text, always, or none where the text is too little.

A cascade, the cheapest question first: the script of the letters; function words; and for what is still open, the
letters that only some languages write and langdetect's own profiles, evaluated exactly. How often each is right, and
what it costs, is measured by ``benchmarks/language.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from newsclean.language.sampling import sample_words
from newsclean.language.scripts import LANGUAGE_OF, leading_script
from newsclean.language.vocabulary import foreign_letters, function_words, languages_of, votes

__all__ = ["LanguageIdentifier", "function_words", "identify"]

# All weights and thresholds were chosen on the development pages (2026-11) and on sentences of 60 languages from the
# translated messages of GNU programs. Measure again: python benchmarks/language.py BENCH_FOLDER

# Less text than this has no language: 20 Latin letters, 10 of other alphabets, 7 Chinese characters.
_LEAST: Final = 20
# So much of the letters is looked at to tell the script.
_SCRIPT_LETTERS: Final = 400

# Function words decide alone when the first language has them for a tenth of all words, and leads by five words and by
# 15 % of its own. So they decide 98 % of the development dumps that the script leaves open, and none of them wrongly.
_CLEAR_SHARE: Final = 0.10
_CLEAR_WORDS: Final = 5
_CLEAR_LEAD: Final = 0.15

# Otherwise all evidence is summed, in natural logarithms of odds.
_FUNCTION_WORD: Final = 8.0
_FOREIGN_LETTER: Final = -4.0
# A language that langdetect has no profile of (Malay, Serbian, Galician …) is given that of the best one, less this: it
# must be told from its neighbour by at least two words or three letters.
_NO_PROFILE: Final = -12.0
# What the first must be ahead of the second. Nine headlines in ten reach it, and one in 140 of these is told wrongly;
# without it one in 20 would be.
_CLEAR_MARGIN: Final = 8.0

# No language is written without function words: so many words with fewer of them than this are in none that is known
# here (Zulu has 1 to 3 in 100 words of its seeming neighbour; the least in a known language's story was 10).
_MANY_WORDS: Final = 50
_LEAST_SHARE: Final = 0.05


class LanguageIdentifier(Protocol):
    """Whatever tells the language of a dump: ``identify``, or one's own around py3langid, fastText or lingua.

    A module-level function pickles, and so works in batches too.
    """

    def __call__(self, texts: Sequence[str]) -> str | None:
        """Tell the language of the blocks of a dump by its ISO 639-1 code; ``None`` if it cannot be told."""
        ...


def identify(texts: Sequence[str]) -> str | None:
    """Tell the language of a dump.

    Long blocks are read, in a sample of about 800 letters, so that an English menu around a Greek story says nothing.
    Case says nothing either. There is no chance in it: same blocks, same answer.

    Args:
        texts: The blocks of a dump, in order.

    Returns:
        ISO 639-1 code: ``"zh"`` for both scripts of Chinese, ``"no"`` for Bokmål and Nynorsk. ``None`` for too little
        text, for one between two languages, and for languages that are not known here.

    >>> identify(["Home", "News", "Der Hafen bleibt am Montag wegen des Sturms geschlossen, teilte die Stadt mit."])
    'de'
    """
    words = sample_words(texts)
    letters = "".join(words)
    # Every nth letter, over the whole sample: a quarter of the time, and the script is just as clear.
    step = len(letters) // _SCRIPT_LETTERS + 1
    script, amount = leading_script(letters[::step])
    if script is None or amount * step < _LEAST:
        return None
    if script in LANGUAGE_OF:
        return LANGUAGE_OF[script]
    found = votes(words, script)
    return by_function_words(found, len(words)) or _by_all_evidence(words, script, found)


def by_function_words(found: Mapping[str, int], words: int) -> str | None:
    """The language whose function words leave no doubt."""
    first, second = _best_two(found)
    most = found.get(first, 0)
    lead = most - found.get(second, 0)
    clear = most >= _CLEAR_SHARE * words and lead >= max(_CLEAR_WORDS, _CLEAR_LEAD * most)
    return first if clear else None


def _by_all_evidence(words: Sequence[str], script: str, found: Mapping[str, int]) -> str | None:
    # Here, for most dumps do not need it, and it needs numpy.
    from newsclean.language.profiles import scores

    totals = scores(words, script)
    without_profile = max(totals.values(), default=0.0) + _NO_PROFILE
    foreign = foreign_letters(words, script)
    for language in languages_of(script):
        total = totals.get(language, without_profile)
        totals[language] = total + _FUNCTION_WORD * found.get(language, 0) + _FOREIGN_LETTER * foreign.get(language, 0)
    first, second = _best_two(totals)
    if totals[first] - totals.get(second, 0.0) < _CLEAR_MARGIN:
        return None
    if len(words) >= _MANY_WORDS and found.get(first, 0) < _LEAST_SHARE * len(words):
        return None
    return first


def _best_two(scores: Mapping[str, float]) -> tuple[str, str]:
    """The two languages with the highest scores, equal ones by code; empty strings where there are not as many."""
    ranked = sorted(scores, key=lambda language: (-scores[language], language))
    first, second, *_ = (*ranked, "", "")
    return first, second

#!/usr/bin/env python3
"""Measure language identification: how often right, how often no answer, and how long, beside langdetect.

    python benchmarks/language.py ../shared/bench
    python benchmarks/language.py ../shared/bench --pages 100

Pages whose gold has no language are left out. Where the gold calls a page English for its menus, and its story is in
another language, the right answer counts as wrong here: the table of confusions below the figures shows them.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import click
from attrs import frozen
from bench import Record, markdown_table, read_dumps, read_gold, sampled_ids
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from newsclean.language import by_function_words, identify
from newsclean.language.profiles import scores
from newsclean.language.sampling import sample_words
from newsclean.language.scripts import LANGUAGE_OF, leading_script
from newsclean.language.vocabulary import votes

_Identifier = Callable[[Sequence[str]], str | None]
#: How many confusions are shown.
_SHOWN = 12


@frozen
class Text:
    """One text, as blocks, and its language."""

    blocks: Sequence[str]
    language: str


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--pages", type=int, help="Only so many pages, spread over the benches; their dumps with them.")
@click.option("--every", type=int, default=8, show_default=True, help="langdetect is asked about one dump in so many.")
def main(folder: Path, pages: int | None, every: int) -> None:
    """Print how well and how fast languages are told in FOLDER, a bench folder."""
    gold = read_gold(folder)
    gold = {page: gold[page] for page in sampled_ids(gold, pages) if gold[page].get("lang")}
    gold = dict(sorted(gold.items()))
    records = read_dumps(folder, gold)
    langdetect = _langdetect()
    slow = {
        "langdetect, seed 0, 500 characters": langdetect(500),
        "langdetect, seed 0, everything": langdetect(None),
    }
    fast: dict[str, _Identifier] = {
        "newsclean.language.identify": identify,
        "script and most function words": _by_words,
        "script and langdetect's profiles, exactly": _by_profiles,
    }
    rows = []
    for name, texts in {
        "gold titles": [Text([page["gold_title"]], page["lang"]) for page in gold.values() if page["gold_title"]],
        "gold bodies": [Text(_lines(page["gold_body"]), page["lang"]) for page in gold.values() if page["gold_body"]],
        "dumps": [_text(record) for record in records if record.text.strip()],
        f"1 dump in {every}": [_text(record) for record in records[::every] if record.text.strip()],
    }.items():
        methods = fast if name == "dumps" else fast | slow
        rows += [_row(name, method, texts, methods[method]) for method in methods]
    click.echo(markdown_table(("texts", "number", "method", "right %", "wrong %", "none %", "µs each"), rows))
    click.echo()
    click.echo(_confusions(records))
    click.echo(f"\n{_decided(records)}")


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if not line.isspace()]


def _text(record: Record) -> Text:
    return Text(_lines(record.text), record.language)


def _row(name: str, method: str, texts: Sequence[Text], function: _Identifier) -> tuple[str, ...]:
    function(texts[0].blocks)  # what is loaded once is not counted
    started = time.process_time()
    answers = [function(text.blocks) for text in texts]
    microseconds = (time.process_time() - started) / len(texts) * 1e6
    none = sum(answer is None for answer in answers)
    right = sum(answer == text.language for answer, text in zip(answers, texts, strict=True))
    shares = (f"{100 * count / len(texts):.2f}" for count in (right, len(texts) - right - none, none))
    return name, f"{len(texts):,}", method, *shares, f"{microseconds:,.0f}"


def _langdetect() -> Callable[[int | None], _Identifier]:
    """langdetect on the first characters of a text, the factory seeded on its own instance."""
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(0)

    def limited(characters: int | None) -> _Identifier:
        def ask(blocks: Sequence[str]) -> str | None:
            detector = factory.create()
            detector.append("\n".join(blocks)[:characters])
            try:
                return str(detector.detect()).partition("-")[0]
            except LangDetectException:
                return None

        return ask

    return limited


def _by_words(blocks: Sequence[str]) -> str | None:
    """Whatever language has most function words, however few."""
    words = sample_words(blocks)
    script, _ = leading_script("".join(words))
    if script is None or script in LANGUAGE_OF:
        return LANGUAGE_OF.get(script or "")
    found = votes(words, script)
    return max(sorted(found), key=found.__getitem__, default=None)


def _by_profiles(blocks: Sequence[str]) -> str | None:
    """Whatever profile fits best, however badly."""
    words = sample_words(blocks)
    script, _ = leading_script("".join(words))
    if script is None or script in LANGUAGE_OF:
        return LANGUAGE_OF.get(script or "")
    found = scores(words, script)
    return max(sorted(found), key=found.__getitem__, default=None)


def _confusions(records: Sequence[Record]) -> str:
    counts = Counter(
        (record.language, identify(_lines(record.text)) or "none", record.id)
        for record in records
        if record.text.strip()
    )
    wrong = [(*key, str(count)) for key, count in sorted(counts.items()) if key[0] != key[1]]
    wrong.sort(key=lambda row: -int(row[3]))
    return markdown_table(("gold", "answer", "page", "dumps"), wrong[:_SHOWN]) if wrong else "No dump was misjudged."


def _decided(records: Sequence[Record]) -> str:
    """Which step of the cascade decided."""
    counts: Counter[str] = Counter()
    for record in records:
        words = sample_words(_lines(record.text))
        script, _ = leading_script("".join(words))
        if script is None:
            counts["nothing to read"] += 1
        elif script in LANGUAGE_OF:
            counts["script"] += 1
        elif by_function_words(votes(words, script), len(words)):
            counts["function words"] += 1
        else:
            counts["all evidence"] += 1
    shares = (f"{name} {100 * count / len(records):.1f} %" for name, count in counts.most_common())
    return "Dumps decided by: " + ", ".join(shares)


if __name__ == "__main__":
    main()

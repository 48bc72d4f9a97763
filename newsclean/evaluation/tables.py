"""An evaluation as tables for people; they are Markdown, so that they can be pasted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from newsclean.evaluation.judging import MEASURES, Judgement
from newsclean.evaluation.summing import TEXT_MEASURES, Evaluation, Means
from newsclean.evaluation.words import shortened
from newsclean.writing.terminal import columns, printable

__all__ = ["sweep_table", "tables", "worst_list"]

_HEADINGS = {name: name.replace("_", " ") for name in MEASURES}
# A gold of news has hundreds of sites: the worst are what one looks for, and the file has all.
_SITES_SHOWN = 20
_TAKEN_FOR = 3
# What is told of one page.
_OF_TEXT = ("f1", "precision", "recall", "with", "without")


def tables(evaluation: Evaluation) -> Iterator[str]:
    """A table of all pages, one by each thing that is known of them, and one by role."""
    shown = [name for name in MEASURES if name in evaluation.total.measures]
    yield _means_table("all", {"all": evaluation.total}, shown)
    for name, group in evaluation.groups.items():
        if name == "site" and len(group) > _SITES_SHOWN:
            lowest = sorted(group, key=lambda key: (group[key].measures.get("f1", 2.0), key))[:_SITES_SHOWN]
            table = _means_table(name, {key: group[key] for key in lowest}, shown)
            yield f"{table}\n\nThe {_SITES_SHOWN} lowest of {len(group):,} sites; --json FILE has all."
        else:
            yield _means_table(name, group, shown)
    if evaluation.roles:
        yield _roles_table(evaluation)


def sweep_table(evaluations: Mapping[str, Evaluation]) -> str:
    """A row for each bias."""
    totals = {bias: evaluation.total for bias, evaluation in evaluations.items()}
    shown = [name for name in MEASURES if any(name in means.measures for means in totals.values())]
    return _means_table("bias", totals, shown)


def worst_list(evaluation: Evaluation, count: int) -> str:
    """The worst pages one under the other, with what was lost and what was kept too much; empty if all are right."""
    known = [name for name in TEXT_MEASURES if name in evaluation.total.measures]
    order = f"the lowest of {', '.join(known[:-1])} and {known[-1]}" if len(known) > 1 else "".join(known)
    listed = "\n".join(map(printable, _worst_lines(evaluation.worst(count))))
    return f"Worst, by {order}\n\n{listed}" if listed else ""


def _worst_lines(judgements: Iterable[Judgement]) -> Iterator[str]:
    for judgement in judgements:
        where = "".join(f" {part}" for part in (judgement.flattener, judgement.language) if part)
        figures = [f"{name} {judgement.measures[name]:.3f}" for name in _OF_TEXT if name in judgement.measures]
        yield f"{judgement.id}{where}: {', '.join(figures).replace('f1', 'F1')}"
        for mark, word, count, excerpts in (
            ("-", "lost", judgement.lost_words, judgement.lost),
            ("+", "too much", judgement.extra_words, judgement.extra),
        ):
            if excerpts:
                yield f"  {word}, {count:,} words:"
                yield from (f"  {mark} {excerpt}" for excerpt in excerpts)
        for mark, word, snippets in (
            ("-", "must be there", judgement.missing_snippets),
            ("+", "must not be there", judgement.unwanted_snippets),
        ):
            if snippets:
                yield f"  {word}:"
                yield from (f"  {mark} {shortened(snippet)}" for snippet in snippets)


def _means_table(heading: str, rows: Mapping[str, Means], shown: Sequence[str]) -> str:
    cells = [
        [key, f"{means.count:,}", *(_cell(means.measures.get(name)) for name in shown)] for key, means in rows.items()
    ]
    return _table([heading, "n", *(_HEADINGS[name] for name in shown)], cells, figures_from=1)


def _roles_table(evaluation: Evaluation) -> str:
    rows = []
    for score in evaluation.roles:
        others = sum(count for _, count in score.mistaken)
        taken = ", ".join(f"{role or 'none'} {count / others:.0%}" for role, count in score.mistaken[:_TAKEN_FOR])
        figures = map(_cell, (score.f1, score.precision, score.recall))
        rows.append([str(score.role), f"{score.characters:,}", *figures, taken])
    return _table(["role", "characters", "f1", "precision", "recall", "the rest was taken for"], rows, 1, text_from=5)


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _table(header: list[str], rows: Sequence[list[str]], figures_from: int, text_from: int = 99) -> str:
    """Markdown whose columns stand under each other on a terminal, too; figures stand to the right."""
    lines = [header, *([printable(cell).replace("|", "\\|") for cell in row] for row in rows)]
    widths = [max(3, *(columns(line[number]) for line in lines)) for number in range(len(header))]
    right = [figures_from <= number < text_from for number in range(len(header))]
    rule = [f"{'-' * (width - is_right)}{':' * is_right}" for width, is_right in zip(widths, right, strict=True)]
    padded = [
        [
            f"{' ' * (width - columns(cell))}{cell}" if is_right else f"{cell}{' ' * (width - columns(cell))}"
            for cell, width, is_right in zip(line, widths, right, strict=True)
        ]
        for line in lines
    ]
    padded.insert(1, rule)
    return "\n".join(f"| {' | '.join(line)} |" for line in padded)

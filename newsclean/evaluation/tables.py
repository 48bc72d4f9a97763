"""An evaluation as tables for people; they are Markdown, so that they can be pasted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from newsclean.evaluation.judging import MEASURES, Judgement
from newsclean.evaluation.summing import Evaluation, Means
from newsclean.writing.terminal import columns, printable

__all__ = ["sweep_table", "tables", "worst_list"]

_HEADINGS = {name: name.replace("_", " ") for name in MEASURES}
# A gold of news has hundreds of sites: the worst are what one looks for, and the file has all.
_SITES_SHOWN = 20
_TAKEN_FOR = 3


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


def worst_list(judgements: Iterable[Judgement]) -> str:
    """The pages one under the other, with what was lost and what was kept too much."""
    lines = []
    for judgement in judgements:
        f1, precision, recall = (judgement.measures[name] for name in ("f1", "precision", "recall"))
        known = (judgement.flattener, judgement.language)
        where = "".join(f" {part}" for part in known if part)
        lines.append(f"{judgement.id}{where}: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}")
        for mark, word, count, excerpts in (
            ("-", "lost", judgement.lost_words, judgement.lost),
            ("+", "too much", judgement.extra_words, judgement.extra),
        ):
            if excerpts:
                lines.append(f"  {word}, {count:,} words:")
                lines += [f"  {mark} {excerpt}" for excerpt in excerpts]
    return "\n".join(map(printable, lines))


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

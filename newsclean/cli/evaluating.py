"""``newsclean evaluate``: how well pages come out whose story is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from newsclean import InputError, __version__
from newsclean.cli.console import (
    Failure,
    cleaner_with,
    cleaning_options,
    print_text,
    say,
    say_passed_over,
    workers_option,
)
from newsclean.cli.formats import field_options, take_source_arguments
from newsclean.cli.outputs import STANDARD_OUTPUT, file_or_stream, named, opened, refuse_output
from newsclean.cli.progress import shown
from newsclean.cli.rejects import SaidOnce

if TYPE_CHECKING:
    from newsclean.batch.pool import Lost
    from newsclean.batch.records import BadRecord, Record
    from newsclean.cleaner import Bias, Kind, Raw
    from newsclean.evaluation import Evaluation, Found, Gold, Judgement, Matching, Subject

__all__ = ["evaluate_command"]

_BIASES: tuple[Bias, ...] = ("precision", "balanced", "recall")
# Ids that are named; all are counted, and the JSON file has all.
_NAMED = 5


@click.command(
    "evaluate",
    short_help="Compare with gold: pages whose story you know.",
    epilog="""\b
Fields of GOLD, all but id optional; null means unknown:
  id                                   names the page
  text, body, gold_body                the story
  title, gold_title                    the headline
  authors, author, gold_author         a list, or one text
  date, gold_date                      ISO 8601; "" if the page has none
  with, without                        snippets that must stay, or go
  roles                                [[start, end, role], ...] in the dump
  language, lang, site, url, bench     what the tables go by
  flattener                            the one dump that the record is for

\b
Examples:
  newsclean evaluate gold.jsonl dumps/ --worst 20
  newsclean evaluate gold.jsonl.gz dumps.jsonl.gz --sweep --json scores.json
  newsclean evaluate gold.jsonl other-tool.jsonl --cleaned

\b
Exit status:
  0  every page of GOLD and every record of INPUT found its partner
  1  an id is in only one of both or there twice, or a record cannot be read
  2  the command line is wrong""",
)
@click.argument("gold_path", metavar="GOLD", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument(
    "inputs", nargs=-1, required=True, metavar="INPUT...", type=click.Path(exists=True, path_type=Path)
)  # fmt: skip
@click.option(
    "--worst", type=click.IntRange(min=0), default=10, show_default=True, metavar="N",
    help="List so many of the pages whose text is wrong, with what was lost and what was kept too much. They come by "
    "the lowest of word-F1 and the shares of with and without that hold.",
)  # fmt: skip
@click.option("--sweep", is_flag=True, help="Clean with every bias, and show a row for each.")
@click.option(
    "--json", "json_output", type=file_or_stream, callback=named, metavar="FILE|-",
    help="Write all figures, of every page too, as JSON. A file appears when it is whole; - is standard output, and "
    "shows no tables.",
)  # fmt: skip
@click.option("--cleaned", is_flag=True, help="The records are articles of another tool: clean nothing.")
@field_options
@cleaning_options
@workers_option
@click.option("-q", "--quiet", is_flag=True, help="No progress bar; problems are still reported.")
def evaluate_command(
    gold_path: Path,
    inputs: tuple[Path, ...],
    worst: int,
    sweep: bool,
    json_output: str | None,
    cleaned: bool,
    lexicons: tuple[str, ...],
    profile_path: str | None,
    kind: Kind | None,
    bias: Bias,
    workers: int | None,
    quiet: bool,
    **options: Any,
) -> int:
    """Compare what newsclean makes of INPUT with GOLD.

    GOLD is a JSONL file, gzipped if its name ends with .gz, with a record a page. INPUT is what newsclean clean takes:
    folders of dumps or pages, whose file names without their endings are ids; and files of records with an id. A record
    with text or html is cleaned first; an article that newsclean clean has written is judged as it is.

    Text is compared by word-F1: words as bags, in lower case, the mean over the pages. In scripts without blanks every
    character is a word. A title is right if its words are. A date is right, wrong or missed, or invented where the gold
    says that there is none. Authors: the share of names that both have. Roles: by characters, where the gold has roles.
    """
    from newsclean.batch.sources import SCORES_MARK
    from newsclean.batch.stream import cores
    from newsclean.evaluation import Evaluation, Matching, judge_subject, read_gold

    if json_output is not None:
        refuse_output("--json", json_output, (gold_path, *inputs), SCORES_MARK)
    source = take_source_arguments(options)
    try:
        gold = read_gold(gold_path)
    except InputError as error:
        raise Failure(str(error)) from None
    matching = Matching(gold)
    biases = _BIASES if sweep else (bias,)
    work = partial(judge_subject, cleaner_with(lexicons, profile_path), {**options, "kind": kind}, biases)
    pairs = shown(matching.pairs(_subjects(inputs, kind, source, cleaned=cleaned)), quiet, unit="pages")
    # What cannot be written is told before hours of work.
    with nullcontext() if json_output is None else opened(json_output) as stream:
        judged, problems = _judged(pairs, work, biases, workers or cores())
        evaluations = {one: Evaluation.of(judgements) for one, judgements in judged.items()}
        if not evaluations[bias].judgements:
            raise Failure(_nothing_matched(matching, gold_path))
        unused = matching.unused()
        if stream is not None:
            _write(stream, evaluations[bias], evaluations if sweep else {}, bias, matching, unused, problems)
    if json_output != STANDARD_OUTPUT:
        _print(evaluations[bias], evaluations if sweep else {}, worst)
    complaints = [*_complaints(matching, unused, gold_path)]
    for complaint in complaints:
        say(f"newsclean: {complaint}")
    return 1 if complaints or problems else 0


def _judged(
    pairs: Iterable[tuple[Subject, Gold | None]],
    work: Callable[[tuple[Subject, Gold | None]], tuple[Judgement, ...] | InputError],
    biases: tuple[Bias, ...],
    workers: int,
) -> tuple[dict[str, list[Judgement]], list[str]]:
    """The judgements on all pages by bias, and what kept others from being judged, which is told as it comes."""
    from newsclean.batch.stream import in_order

    judged: dict[str, list[Judgement]] = {one: [] for one in biases}
    problems, told = [], SaidOnce()
    with closing(in_order(work, pairs, workers=workers, when_lost=_lost)) as results:
        for result in results:
            if isinstance(result, InputError):
                problems.append(str(result))
                told.tell(result.record or "-", result.reason)
                continue
            if len(result) < len(biases):
                raise click.UsageError(f"--sweep: {result[0].name} is an article already; give the dumps.")
            for one, judgement in zip(biases, result, strict=True):
                judged[one].append(judgement)
    told.close()
    return judged, problems


def _lost(pair: tuple[Subject, Gold | None], lost: Lost) -> InputError:
    return InputError(lost.reason, record=pair[0].name)


def _subjects(
    inputs: tuple[Path, ...], kind: Kind | None, source: dict[str, Any], *, cleaned: bool
) -> Iterator[Subject]:
    from newsclean.batch.articles import FIELDS, account_files
    from newsclean.batch.records import Record
    from newsclean.batch.sources import Written, open_source
    from newsclean.evaluation import read_subjects
    from newsclean.evaluation.lines import holds_lines

    has_own_fields = any(value for value in source.values())
    written = Written(say_passed_over)
    for path in inputs:
        if not path.is_dir() and holds_lines(path) and not has_own_fields:
            yield from read_subjects(path, cleaned=cleaned)
        else:
            told = {**source, "keep_fields": (*FIELDS, "flattener"), "keep_empty": True}
            for record in open_source((path,), kind=kind, leave_out=account_files(path), written=written, **told):
                if cleaned and isinstance(record, Record) and "text" not in record.carried:
                    raise click.UsageError(f"--cleaned: {path} is no file of articles.")
                yield _subject(record, cleaned=cleaned)


def _subject(record: Record | BadRecord, *, cleaned: bool) -> Subject:
    """A record of any input: a dump, or an article."""
    from newsclean.batch.articles import as_fields, is_article
    from newsclean.batch.records import BadRecord
    from newsclean.evaluation import Found, Subject, keys_of

    # An id of its own, else what its file is called.
    keys = keys_of(record.id) if record.id != record.place else keys_of(record.output_name, record.place)
    flattener = record.carried.get("flattener")
    content: Raw | Found | InputError
    # A table has an empty cell for the text of an article without a story.
    has_no_story = is_article(record.carried) and record.carried.get("text", "") is None
    if isinstance(record, BadRecord) and not has_no_story:
        content = InputError(record.reason, record=record.place)
    elif isinstance(record, BadRecord) or cleaned or is_article(record.carried):
        text = "" if isinstance(record, BadRecord) else record.content
        try:
            content = Found.from_data({"text": text, **as_fields(record.carried)}, record=record.place)
        except InputError as error:
            content = InputError(error.reason, record=record.place)
    else:
        # The place, not the id: errors should lead to the record.
        content = record.raw() | {"id": record.place}
    return Subject(record.place, keys, content, flattener if isinstance(flattener, str) else None)


def _print(evaluation: Evaluation, sweep: dict[str, Evaluation], worst: int) -> None:
    from newsclean.evaluation.tables import sweep_table, tables, worst_list

    parts = [*tables(evaluation)]
    if sweep:
        parts.append(sweep_table(sweep))
    if worst and (listed := worst_list(evaluation, worst)):
        parts.append(listed)
    print_text("\n\n".join(parts) + "\n")


def _complaints(matching: Matching, unused: list[str], gold_path: Path) -> Iterator[str]:
    if unused:
        yield f"{len(unused):,} of {gold_path} found no input: {_listed(unused)}"
    if matching.strangers:
        yield f"{len(matching.strangers):,} of the input are not in {gold_path}: {_listed(matching.strangers)}"
    if matching.repeated:
        names = _listed(matching.repeated)
        yield f"{len(matching.repeated):,} of the input have an id that came before and were left out: {names}"


def _nothing_matched(matching: Matching, gold_path: Path) -> str:
    if not matching.ids:
        return "no input could be read"
    wanted = _listed([record.id for record in matching.gold.values()])
    return f"no id of the input is in {gold_path}. The input has {_listed(matching.ids)}; the gold has {wanted}."


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _write(
    stream: BinaryIO,
    evaluation: Evaluation,
    sweep: dict[str, Evaluation],
    bias: Bias,
    matching: Matching,
    unused: list[str],
    problems: list[str],
) -> None:
    import json

    from newsclean.batch.outputs import encode
    from newsclean.evaluation import FORMAT

    # It begins with what ``SCORES_MARK`` says.
    data = {
        "format": FORMAT,
        "newsclean": __version__,
        "bias": bias,
        **evaluation.to_dict(),
        "sweep": {one: other.total.to_dict() for one, other in sweep.items()},
        "only_in_gold": unused,
        "only_in_input": matching.strangers,
        "repeated": matching.repeated,
        "problems": problems,
    }
    stream.write(encode(json.dumps(data, ensure_ascii=False, indent=1) + "\n"))

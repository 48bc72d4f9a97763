"""Batches of dumps in, batches of articles out: what engines build on."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import newsclean
from newsclean import Article, Cleaner
from newsclean.arrow import clean_batches, output_schema, to_fields

ROOT = Path(__file__).parent.parent
DUMPS = [path.read_text("utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))[:4]]


def batches(rows: Sequence[dict[str, Any]], size: int = 2, schema: pa.Schema | None = None) -> Iterator[pa.RecordBatch]:
    yield from pa.Table.from_pylist(list(rows), schema=schema).to_batches(max_chunksize=size)


def cleaned(rows: Sequence[dict[str, Any]], **options: Any) -> list[dict[str, Any]]:
    return [row for batch in clean_batches(batches(rows), **options) for row in batch.to_pylist()]


@pytest.mark.parametrize("receipt", [False, True])
def test_rows_become_the_articles_that_clean_gives(receipt: bool) -> None:
    rows = [{"id": str(number), "text": dump, "url": "https://kelm.example"} for number, dump in enumerate(DUMPS)]
    for row, found in zip(rows, cleaned(rows, receipt=receipt), strict=True):
        article = newsclean.clean(row)
        assert Article.from_dict(to_fields(found)) == (article if receipt else article.without_receipt())
        assert found["problem"] is None


def test_every_row_has_a_row_and_none_stops_the_others() -> None:
    rows = [
        {"id": "a", "text": DUMPS[0]},
        {"id": "b", "text": None},
        {"id": "c", "text": ""},
        {"id": None, "text": DUMPS[1]},
    ]
    found = cleaned(rows)
    assert [row["id"] for row in found] == ["a", "b", "c", None]
    assert found[1]["problem"] == "the record has neither a field 'text' nor a field 'html'; it has: id"
    assert found[1]["text"] is None
    assert found[1]["authors"] is None
    assert [row["problem"] for row in found[2:]] == [None, None]


def broken(texts: Any) -> str | None:
    raise RuntimeError("no such table")


def test_a_defect_of_ours_is_the_problem_of_one_row() -> None:
    (row,) = cleaned([{"text": DUMPS[0]}], cleaner=Cleaner(identify_language=broken))
    assert row["problem"] == "newsclean failed on it (RuntimeError: no such table); please report this"


def test_columns_can_be_named_and_kept() -> None:
    rows = [{"key": 7, "body": DUMPS[0], "source": "kelm"}, {"key": 8, "body": None, "source": "kelm"}]
    found = cleaned(rows, text_field="body", id_field="key", keep_fields=["source"])
    assert [row["id"] for row in found] == ["7", "8"]
    assert [json.loads(row["carried"]) for row in found] == [{"source": "kelm"}] * 2
    assert found[1]["problem"] == "the record has no field 'body'; it has: key, source"


def test_columns_that_are_not_known_give_a_problem_for_each_row() -> None:
    found = cleaned([{"x": number} for number in range(130)])
    assert len(found) == 130
    assert {row["problem"] for row in found} == {
        "the record has neither a field 'text' nor a field 'html'; it has: none"
    }


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string()), pa.binary()])
def test_text_may_have_any_type_of_text(kind: pa.DataType) -> None:
    (batch,) = clean_batches(batches([{"text": DUMPS[0].encode()}], schema=pa.schema({"text": pa.binary()})))
    column = pa.array([DUMPS[0].encode()], pa.binary())
    column = column if pa.types.is_binary(kind) else column.cast(pa.string()).cast(kind)
    (other,) = clean_batches(iter([pa.RecordBatch.from_arrays([column], ["text"])]))
    ((found,), (wanted,)) = other.to_pylist(), batch.to_pylist()
    # Only bytes were decoded.
    assert found.pop("encoding") == ("utf-8" if pa.types.is_binary(kind) else None)
    assert wanted.pop("encoding") == "utf-8"
    assert found == wanted


@pytest.mark.parametrize("options", [{}, {"receipt": True}, {"keep_fields": ["source"]}])
def test_the_schema_is_known_beforehand(options: dict[str, Any]) -> None:
    found = list(clean_batches(batches([{"text": dump, "source": "k"} for dump in DUMPS]), **options))
    assert all(batch.schema.equals(output_schema(**options), check_metadata=True) for batch in found)
    assert list(clean_batches(iter([]), **options)) == []


def test_it_can_be_sent_to_other_processes() -> None:
    work = pickle.loads(pickle.dumps(partial(clean_batches, cleaner=Cleaner(), text_field="body", bias="recall")))
    (batch,) = work(batches([{"body": DUMPS[0]}]))
    assert batch.column("text").to_pylist() == [newsclean.clean(DUMPS[0], bias="recall").text]


def test_batches_are_read_as_they_are_asked_for() -> None:
    taken = 0

    def endless() -> Iterator[pa.RecordBatch]:
        nonlocal taken
        while True:
            taken += 1
            yield from batches([{"text": "A dump."}])

    found = clean_batches(endless())
    next(found)
    next(found)
    assert taken == 2

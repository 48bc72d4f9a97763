"""What the adapters to Ray and datatrove do without these engines; with them, scripts/check_engines.py runs them."""

from __future__ import annotations

import pickle
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest

import newsclean
from newsclean.adapters import ray
from newsclean.adapters.datatrove import NewsCleaner
from newsclean.adapters.spark import spark_schema
from newsclean.arrow import output_schema

DUMP = (Path(__file__).parent.parent.parent / "samples" / "06-german.txt").read_text("utf-8")


class Dataset:
    """As much of a dataset as the adapter touches."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    def map_batches(self, work, *, batch_format, batch_size):
        assert batch_format == "pyarrow"
        pieces = [work(self.table.slice(start, batch_size)) for start in range(0, self.table.num_rows, batch_size)]
        return pa.concat_tables(pieces)


def test_ray_gets_a_function_from_table_to_table() -> None:
    dumps = Dataset(pa.Table.from_pylist([{"id": "a", "text": DUMP}, {"id": "b", "text": None}]))
    articles = ray.clean(dumps, batch_size=1, receipt=True)
    assert articles.schema == output_schema(receipt=True)
    assert articles.column("text").to_pylist() == [newsclean.clean(DUMP).text, None]


def test_an_empty_table_has_the_schema_too() -> None:
    assert ray.clean_table(pa.table({"text": pa.array([], pa.string())})).schema == output_schema()


def test_datatrove_gets_a_function_that_puts_the_article_in_the_place_of_the_dump() -> None:
    step = pickle.loads(pickle.dumps(NewsCleaner(options={"language": "de"})))
    documents = [SimpleNamespace(text=text, id="a", metadata={"url": "https://kelm.example"}) for text in (DUMP, 5)]
    first, second = step(documents, rank=1, world_size=2)
    wanted = newsclean.clean(DUMP, language="de")
    assert first.text == wanted.text
    assert (first.metadata["article"]["title"], first.metadata["article"]["url"]) == (
        wanted.title,
        "https://kelm.example",
    )
    assert set(first.metadata["article"]) & {"text", "blocks", "facts", "source"} == set()
    assert (second.text, second.metadata["problem"][:20]) == ("", "field 'text' is an i")


@pytest.mark.parametrize("options", [{}, {"receipt": True}, {"keep_fields": ["source"]}])
def test_the_schema_for_spark_names_every_column(options) -> None:
    schema = spark_schema(**options)
    assert all(f"{name} " in schema for name in output_schema(**options).names)
    assert "published_at timestamp_ntz" in schema

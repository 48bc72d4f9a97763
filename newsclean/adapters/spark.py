"""Apache Spark: dumps of a data frame become articles of a data frame, through ``mapInArrow``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from newsclean.arrow import clean_batches, output_schema

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

__all__ = ["clean", "spark_schema"]


def clean(dumps: DataFrame, **options: Any) -> DataFrame:
    """Clean the dumps of a data frame; lazily, as Spark does all things.

    Args:
        dumps: A row a dump; its columns are those that ``newsclean.arrow.clean_batches`` takes.
        **options: As for ``clean_batches``.

    Returns:
        A row for each row, of ``spark_schema``; ``problem`` says why a row gave no article.
    """
    schema = spark_schema(receipt=options.get("receipt", False), keep_fields=options.get("keep_fields", ()))
    return dumps.mapInArrow(partial(clean_batches, **options), schema)


def spark_schema(**options: Any) -> str:
    """The schema of the articles, as Spark writes schemas.

    Args:
        **options: As for ``newsclean.arrow.output_schema``.

    >>> spark_schema()[:74]
    'text string, title string, standfirst string, dateline string, date date, '
    """
    return ", ".join(f"{field.name} {_type(field.type)}" for field in output_schema(**options))


def _type(kind: pyarrow.DataType) -> str:
    import pyarrow as pa

    if pa.types.is_list(kind):
        return f"array<{_type(kind.value_type)}>"
    if pa.types.is_struct(kind):
        fields = (kind.field(number) for number in range(kind.num_fields))
        return f"struct<{', '.join(f'{field.name}: {_type(field.type)}' for field in fields)}>"
    return {
        pa.string(): "string",
        pa.bool_(): "boolean",
        pa.int32(): "int",
        pa.int64(): "bigint",
        pa.float64(): "double",
        pa.date32(): "date",
        # Without a zone, as printed; "timestamp" would take it for the zone of the session.
        pa.timestamp("us"): "timestamp_ntz",
    }[kind]

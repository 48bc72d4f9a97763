"""Spark in local mode over a folder of Parquet files gives what the local batch gives. Runs where pyspark is installed.

``newsclean[spark]`` has it; Java must be there. In a process of its own: Spark starts servers and leaves threads. The
page of the docs on Spark runs here, too; ``python tests/adapters/test_spark.py`` writes down what its blocks show now.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from newsclean.arrow import clean_batches, output_schema

pytestmark = pytest.mark.skipif(
    find_spec("pyspark") is None or shutil.which("java") is None, reason="needs newsclean[spark] and Java"
)

ROOT = Path(__file__).parent.parent.parent
_JOB = """
import sys
from pyspark.sql import SparkSession
from newsclean.adapters import spark

session = (
    SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    .config("spark.driver.memory", "1g").config("spark.sql.session.timeZone", "Asia/Tokyo").getOrCreate()
)
dumps = session.read.parquet(sys.argv[1])
spark.clean(dumps, keep_fields=["source"]).write.parquet(f"{sys.argv[2]}/articles")
spark.clean(dumps, receipt=True).write.parquet(f"{sys.argv[2]}/receipts")
session.stop()
"""

_PAGE = """
import sys
from pathlib import Path
import test_docs

folder = Path(sys.argv[1], "page")
folder.mkdir()
shown = test_docs.as_shown_now(test_docs.SPARK_PAGE.read_text("utf-8"), folder)
Path(sys.argv[1], "shown.md").write_text(shown, encoding="utf-8")
"""


def test_spark_gives_what_the_local_batch_gives(tmp_path: Path) -> None:
    dumps = tmp_path / "dumps"
    dumps.mkdir()
    paths = sorted((ROOT / "samples").glob("*.txt"))
    rows = [{"id": path.name, "text": path.read_text("utf-8"), "source": path.suffix} for path in paths]
    # What is no dump must not end the job.
    rows[3]["text"] = None
    for number in range(3):
        parquet.write_table(pa.Table.from_pylist(rows[number::3]), dumps / f"{number}.parquet")
    subprocess.run(
        [sys.executable, "-c", _JOB, str(dumps), str(tmp_path)],
        check=True,
        capture_output=True,
        env={**os.environ, "PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(ROOT)},
        timeout=900,
    )
    for name, options in (("articles", {"keep_fields": ["source"]}), ("receipts", {"receipt": True})):
        found = parquet.read_table(tmp_path / name)
        wanted = pa.Table.from_batches(clean_batches(iter(pa.Table.from_pylist(rows).to_batches()), **options))
        assert found.schema.names == output_schema(**options).names
        assert by_id(found) == by_id(wanted)
        assert sum(row["problem"] is not None for row in found.to_pylist()) == 1


def test_the_page_on_spark_shows_what_its_blocks_show(tmp_path: Path) -> None:
    said = (ROOT / "docs" / "how-to" / "spark.md").read_text("utf-8")
    subprocess.run(
        [sys.executable, "-c", _PAGE, str(tmp_path)],
        check=True,
        capture_output=True,
        env={**os.environ, "PYSPARK_PYTHON": sys.executable, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
        timeout=900,
    )
    assert (tmp_path / "shown.md").read_text("utf-8") == said, "python tests/adapters/test_spark.py writes it down"


def by_id(table: pa.Table) -> dict[str, str]:
    return {row["id"]: json.dumps(row, default=str) for row in table.to_pylist()}


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tests"))
    import test_docs

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    test_docs.refresh([test_docs.SPARK_PAGE])

"""What goes wrong in Spark, in words."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from urllib.parse import unquote

from ....dsl.errors import DataError
from ...files import UNREADABLE_FILE
from ...project import shown_path
from ...result_columns import too_many_points
from .scans import local_path

_OUT_OF_RANGE = ("NUMERIC_VALUE_OUT_OF_RANGE", "ARITHMETIC_OVERFLOW", "CAST_OVERFLOW")
_FILE = re.compile(r"(?:file|at) ((?:file:|[a-z0-9]+://)[^\s]*?)(?:\.\s|\.$|,|\s|$)")
_CONDITION = re.compile(r"\[([A-Z][A-Z0-9_.]+)\] ?(.*)")
_MEMORY = (
    "give it more: `spark.driver.memory` (local) or `spark.executor.memory` in [spark] of leadwright.toml, or --memory"
)


@contextmanager
def in_words() -> Generator[None]:
    """Errors of Spark's as DataError."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise failure(str(error)) from error


def failure(said: str) -> DataError:
    """What went wrong, of what Spark said."""
    if any(word in said for word in _OUT_OF_RANGE):
        return too_many_points()
    if "OutOfMemoryError" in said or "bigger than spark.driver.maxResultSize" in said:
        return DataError("Spark ran out of memory", _MEMORY)
    if "No module named 'leadwright'" in said:
        return DataError(
            "leadwright is not installed where Spark's workers run, and stages that hold and deadlines need it there",
            "install it there (see docs/spark.md), or take `holds until` and `within …` of routes out of the model",
        )
    if "SparkContext was shut down" in said or "stopped SparkContext" in said or "Master removed" in said:
        return DataError("the Spark cluster went away, or gave no executors", "is the master still running?")
    found = _CONDITION.findall(said)
    kind, what = found[-1] if found else ("", _first_line(said))
    file = _FILE.search(said)
    if (
        "FILE" in kind
        or "PATH" in kind
        or any("FAILED_READ_FILE" in k for k, _ in found)
        or "not a Parquet file" in said
    ):
        return DataError(f"{_shown(file[1]) if file else 'a file'} cannot be read: {what}", None, UNREADABLE_FILE)
    if kind == "TABLE_OR_VIEW_NOT_FOUND":
        return DataError(
            f"Spark has no such table: {what.partition('.')[0]}", "`spark-sql -e 'SHOW TABLES'` lists them"
        )
    return DataError(f"Spark says: {what}")


def _first_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    causes = [line for line in lines if line.startswith(("Caused by:", ": "))]
    return (causes[-1] if causes else lines[0] if lines else said).removeprefix("Caused by:").lstrip(": ")


def _shown(uri: str) -> str:
    path = local_path(uri)
    return unquote(uri) if path is None else shown_path(path)

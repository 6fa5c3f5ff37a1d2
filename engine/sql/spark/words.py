"""What goes wrong in Spark, in words."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from urllib.parse import unquote

from ....dsl.errors import DataError
from ...files import UNREADABLE_FILE
from ...project import shown_path
from ...result_columns import too_many_points
from .scans import BROKEN, local_path

_OUT_OF_RANGE = ("NUMERIC_VALUE_OUT_OF_RANGE", "ARITHMETIC_OVERFLOW", "CAST_OVERFLOW")
_FILE = re.compile(r"(?:file|exist:|at) ((?:file:|[a-z0-9]+://).*?)(?:\.? +SQLSTATE|\.(?:\s|$)|\s*$)", re.MULTILINE)
_CONDITION = re.compile(r"\[([A-Z][A-Z0-9_.]+)\] ?(.*)")
_SQLSTATE = re.compile(r"\.? *SQLSTATE: \w+$")
_MEMORY = (
    "give it more: `spark.driver.memory` (local) or `spark.executor.memory` in [spark] of leadwright.toml, or --memory"
)


@contextmanager
def in_words() -> Generator[None]:
    """Errors of Spark's as DataError."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        with _unlogged():
            yield
    except (PySparkException, Py4JError) as error:
        raise failure(str(error)) from error


@contextmanager
def _unlogged() -> Generator[None]:
    """Errors that are put into words are not written to standard error as well."""
    from pyspark.logger import PySparkLogger

    loggers = [PySparkLogger.getLogger(f"{kind}QueryContextLogger") for kind in ("SQL", "DataFrame")]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled


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
    missing = re.search(r"ClassNotFoundException: Class (\S+) not found|No FileSystem for scheme \"(\w+)\"", said)
    if missing:
        return DataError(
            f"Spark does not know such places: {missing[1] or missing[2]} is not there",
            'add its connector to [spark]: conf = { "spark.jars.packages" = "org.apache.hadoop:hadoop-aws:3.4.2" }',
        )
    found = _CONDITION.findall(said)
    kinds = [kind for kind, _ in found]
    what = _SQLSTATE.sub("", found[-1][1] if found else _first_line(said)).rstrip(".")
    if any("FILE" in kind or "PATH" in kind for kind in kinds) or "is not a Parquet file" in said:
        file = _FILE.search(said)
        return DataError(f"{_shown(file[1]) if file else 'a file'} cannot be read: {what}", BROKEN, UNREADABLE_FILE)
    if "TABLE_OR_VIEW_NOT_FOUND" in kinds:
        name = re.search(r"`\S+`", what)
        return DataError(f"Spark has no table {name[0] if name else ''}".rstrip(), "`SHOW TABLES` lists those it has")
    return DataError(f"Spark says: {what}")


def _first_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    causes = [line for line in lines if line.startswith(("Caused by:", ": "))]
    return (causes[-1] if causes else lines[0] if lines else said).removeprefix("Caused by:").lstrip(": ")


def _shown(uri: str) -> str:
    path = local_path(uri)
    return unquote(uri) if path is None else shown_path(path)

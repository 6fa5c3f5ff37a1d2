"""Results written by Spark, whole or not at all: a folder of Parquet files, or a table of its catalogue."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ....dsl.errors import DataError
from ...result_columns import ResultFormat
from ...result_target import FileTarget, SparkTarget, Target

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_ROWS_OF_FILE = 1_000_000

Save = Callable[["DataFrame", int], None]
"""Writes results, of which there are so many."""


def save(target: Target) -> Save | None:
    """What writes to a target; None if Spark does not write there."""
    match target:
        case FileTarget(path, ResultFormat.PARQUET):
            uri = path.absolute().as_uri()
            return lambda results, count: _save_folder(uri, str(path), results, count)
        case SparkTarget(str(url)):
            return lambda results, count: _save_folder(url, url, results, count)
        case SparkTarget(None, str(table)):
            return lambda results, count: _save_table(table, results, count)
        case _:
            return None


def _in_files(results: "DataFrame", count: int) -> "DataFrame":
    """The results in as many files as it takes, and no more."""
    files = -(-count // _ROWS_OF_FILE) or 1
    return results.repartition(files) if files < results.rdd.getNumPartitions() else results


def _save_folder(uri: str, shown: str, results: "DataFrame", count: int) -> None:
    """Written aside, then renamed."""
    java: Any = results.sparkSession
    jvm, context = java._jvm, java._jsc
    path = jvm.org.apache.hadoop.fs.Path(uri)
    files = path.getFileSystem(context.hadoopConfiguration())
    _check_place(files, path, shown)
    token = secrets.token_hex(8)
    scratch = jvm.org.apache.hadoop.fs.Path(path.getParent(), f"{path.getName()}.{token}.part")
    old = jvm.org.apache.hadoop.fs.Path(path.getParent(), f"{path.getName()}.{token}.old")
    try:
        _in_files(results, count).write.parquet(scratch.toString())
        was_there = files.exists(path)
        if was_there and not files.rename(path, old):
            raise DataError(f"cannot replace {shown}")
        if not files.rename(scratch, path):
            if was_there:
                files.rename(old, path)
            raise DataError(f"cannot write {shown}")
        if was_there:
            files.delete(old, True)
    except BaseException:
        with suppress(Exception):
            files.delete(scratch, True)
        raise


def _check_place(files: Any, path: Any, shown: str) -> None:
    """Raises DataError if something else than a folder of Spark's is there, or if there is nowhere to put it."""
    parent = path.getParent()
    if not files.exists(parent) and files.getScheme() == "file":
        raise DataError(f"cannot write {shown}: there is no folder to put it in")
    if not files.exists(path):
        return
    if not files.getFileStatus(path).isDirectory():
        raise DataError(
            f"cannot write {shown}: it is a file, and Spark writes a folder of files",
            "name another --out, or remove it first",
        )
    names = [status.getPath().getName() for status in files.listStatus(path)]
    strange = sorted(name for name in names if not name.startswith(("part-", "_SUCCESS", ".part-", "._SUCCESS")))
    if strange:
        raise DataError(
            f"cannot write {shown}: the folder holds {strange[0]}, which Spark did not write",
            "name another --out",
        )


def _save_table(table: str, results: "DataFrame", count: int) -> None:
    """Written under another name, then renamed."""
    spark = results.sparkSession
    parts = [part.replace("`", "``") for part in table.split(".")]
    name = ".".join(f"`{part}`" for part in parts)
    other = [*parts[:-1], f"leadwright_{secrets.token_hex(8)}"]
    scratch = ".".join(f"`{part}`" for part in other)
    try:
        _in_files(results, count).write.saveAsTable(scratch)
        spark.sql(f"DROP TABLE IF EXISTS {name}")
        spark.sql(f"ALTER TABLE {scratch} RENAME TO {name}")
    except BaseException:
        with suppress(Exception):
            spark.sql(f"DROP TABLE IF EXISTS {scratch}")
        raise

"""Results written by Spark, whole or not at all: a folder of Parquet files, or a table of its catalogue."""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ....dsl.errors import DataError
from ...result_columns import ResultFormat
from ...result_target import FileTarget, SparkTarget, Target

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_ROWS_OF_FILE = 1_000_000
_OF_SPARK = ("part-", "_SUCCESS", ".part-", "._SUCCESS")
"""How the names of what Spark writes into a folder begin."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of Parquet files. ``uri`` as Hadoop takes it."""

    uri: str
    shown: str

    def check(self, spark: "SparkSession") -> None:
        """Raises DataError if something else than a folder of Spark's is there, or if there is nowhere to put it."""
        files, path = self._found(spark)
        parent = path.getParent()
        if files.getScheme() == "file" and not files.exists(parent):
            raise DataError(f"cannot write {self.shown}: there is no folder to put it in")
        if not files.exists(path):
            return
        if not files.getFileStatus(path).isDirectory():
            raise DataError(
                f"cannot write {self.shown}: it is a file, and Spark writes a folder of files",
                "name another --out, or remove it first",
            )
        names: list[str] = [status.getPath().getName() for status in files.listStatus(path)]
        strange = sorted(name for name in names if not name.startswith(_OF_SPARK))
        if strange:
            raise DataError(
                f"cannot write {self.shown}: the folder holds {strange[0]}, which Spark did not write",
                "name another --out",
            )

    def write(self, results: "DataFrame", count: int) -> None:
        """Written aside, then renamed; what was there before stays until that is done."""
        files, path = self._found(results.sparkSession)
        token = secrets.token_hex(8)
        scratch, old = path.suffix(f".{token}.part"), path.suffix(f".{token}.old")
        try:
            _in_files(results, count).write.parquet(scratch.toString())
            was_there: bool = files.exists(path)
            if was_there and not files.rename(path, old):
                raise DataError(f"cannot replace {self.shown}")
            if not files.rename(scratch, path):
                if was_there:
                    files.rename(old, path)
                raise DataError(f"cannot write {self.shown}")
            if was_there:
                files.delete(old, True)
        except BaseException:
            with suppress(Exception):
                files.delete(scratch, True)
            raise

    def _found(self, spark: "SparkSession") -> tuple[Any, Any]:
        """Hadoop's file system and path."""
        java: Any = spark
        path = java._jvm.org.apache.hadoop.fs.Path(self.uri)
        return path.getFileSystem(java._jsc.hadoopConfiguration()), path


@dataclass(frozen=True, slots=True)
class CatalogueTable:
    """A table of Spark's catalogue, such as ``crm.scores``."""

    name: str

    def check(self, spark: "SparkSession") -> None:
        """Raises DataError if its schema is not there."""
        schema = self.name.rpartition(".")[0]
        if schema and not spark.catalog.databaseExists(schema):
            raise DataError(
                f"cannot write the table {self.name}: Spark has no schema {schema}", "CREATE SCHEMA makes one"
            )

    def write(self, results: "DataFrame", count: int) -> None:
        """Written under another name, then renamed."""
        spark = results.sparkSession
        parts = [part.replace("`", "``") for part in self.name.split(".")]
        name = ".".join(f"`{part}`" for part in parts)
        scratch = ".".join(f"`{part}`" for part in (*parts[:-1], f"leadwright_{secrets.token_hex(8)}"))
        try:
            _in_files(results, count).write.saveAsTable(scratch)
            spark.sql(f"DROP TABLE IF EXISTS {name}")
            spark.sql(f"ALTER TABLE {scratch} RENAME TO {name}")
        except BaseException:
            with suppress(Exception):
                spark.sql(f"DROP TABLE IF EXISTS {scratch}")
            raise


def place_of(target: Target) -> Folder | CatalogueTable | None:
    """Where Spark writes for a target; None if it does not write there."""
    match target:
        case FileTarget(path, ResultFormat.PARQUET):
            return Folder(f"file:{path.absolute()}", str(path))
        case SparkTarget(str(url)):
            return Folder(url, url)
        case SparkTarget(None, str(table)):
            return CatalogueTable(table)
        case _:
            return None


def _in_files(results: "DataFrame", count: int) -> "DataFrame":
    """The results in as many files as it takes, and no more."""
    files = -(-count // _ROWS_OF_FILE) or 1
    return results.repartition(files) if files < results.rdd.getNumPartitions() else results

"""A Spark session: which one, with which settings; what goes wrong when it starts, in words.

The master is, in this order: the environment's LEADWRIGHT_SPARK_MASTER, ``master`` in [spark] of the project file,
``spark.master`` of Spark's own configuration (spark-submit, spark-defaults.conf), `local[*]`. A session that is there
already, as in a notebook, is used as it is.
"""

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ....dsl.errors import DataError
from ...project import SparkSettings

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MASTER = "LEADWRIGHT_SPARK_MASTER"
MISSING_EXTRA = "pip install 'leadwright[spark]'"
_JAVA = "install Java 17 or later (apt install openjdk-17-jre-headless, brew install openjdk@17), or set JAVA_HOME"
_MASTERS = "masters are local[*], spark://host:7077, yarn, k8s://…; see docs/spark.md"
_PATIENCE = 10
"""Seconds that a master has to answer."""
_LEAST_MEMORY = 512
"""Megabytes; Spark does not start with less."""

_DEFAULTS: Mapping[str, str] = {
    "spark.app.name": "leadwright",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.buffer.pageSize": "1m",
}
"""What holds unless somebody says otherwise. Pages are small, since many sums and joins work at the same time."""

_MEANING: Mapping[str, str] = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "true",
    "spark.sql.csv.parser.columnPruning.enabled": "false",
    "spark.sql.legacy.parquet.nanosAsLong": "true",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.session.timeZone": "UTC",
}
"""What the statements, the reading and the results rely upon, whatever the session's settings are.

Plans are not changed as they run: data is divided by lead once, in the beginning, and is not moved after that.
"""


def session(settings: SparkSettings, memory: int | None = None) -> "SparkSession":
    """A session of its own, with temporary views of its own, on the Spark that runs, or that is started now.

    ``memory``: bytes for the one process in which a local Spark works, if it is started now. Raises DataError if
    PySpark or Java is not installed, if Spark cannot be started, or if the master cannot be reached.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise DataError("to score with Spark, PySpark has to be installed", MISSING_EXTRA) from None
    from py4j.protocol import Py4JError

    spark = SparkSession.getActiveSession()
    if spark is None:
        spark = _started(settings, memory, (PySparkException, Py4JError, OSError))
    result = spark.newSession()
    for key, value in _MEANING.items():
        result.conf.set(key, value)
    return result


def _started(settings: SparkSettings, memory: int | None, errors: tuple[type[Exception], ...]) -> "SparkSession":
    from pyspark.sql import SparkSession

    _find_java()
    master = os.environ.get(MASTER) or settings.master
    if master is not None:
        _reach(master)
    conf = {**_DEFAULTS, **{key: _text(value) for key, value in settings.conf.items()}}
    if master is not None:
        conf["spark.master"] = master
    if memory is not None and (master or "local").startswith("local"):
        conf.setdefault("spark.driver.memory", f"{max(memory >> 20, _LEAST_MEMORY)}m")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder
    for key, value in conf.items():
        builder = builder.config(key, value)
    with _errors_kept() as said:
        try:
            return builder.getOrCreate()
        except errors as error:
            raise _not_started(master, str(error), said()) from error


def _text(value: str | int | float | bool) -> str:
    """A setting as Spark writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _find_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = Path(home, "bin", "java").is_file() if home else shutil.which("java") is not None
    if not java:
        why = f"there is no bin/java in JAVA_HOME, which is {home}" if home else "there is no `java` on the PATH"
        raise DataError(f"Spark runs on Java, and {why}", _JAVA)


def _reach(master: str) -> None:
    """Raises DataError if no standalone master answers at its address: Spark would try for a minute."""
    if master.startswith("sc://"):
        raise DataError(f"{master} is Spark Connect, which cannot write whole or not at all", _MASTERS)
    if not master.startswith("spark://"):
        return
    refused = ""
    for address in master.removeprefix("spark://").split(","):
        host, _, port = address.rpartition(":")
        if not host or not port.isdecimal():
            raise DataError(f"cannot read the Spark master {master}", _MASTERS)
        try:
            socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()
        except OSError as error:
            refused = error.strerror or str(error)
        else:
            return
    raise DataError(f"the Spark master {master} does not answer: {refused}", "is it running, and is this its address?")


def _not_started(master: str | None, said: str, log: str) -> DataError:
    if "UnsupportedClassVersionError" in log:
        return DataError("Spark runs on Java 17 or later, and the one that is found is older", _JAVA)
    lines = [line.strip() for line in (log if "JAVA_GATEWAY_EXITED" in said else said).splitlines() if line.strip()]
    why = next((line for line in lines if "Exception" in line or "rror" in line), lines[-1] if lines else said)
    return DataError(f"Spark did not start{f' with the master {master}' if master else ''}: {why}", _MASTERS)


@contextmanager
def _errors_kept() -> "Generator[Callable[[], str]]":
    """What is written to standard error meanwhile, and later on by the Java process that is started, is kept from it:
    Spark says a lot that is no trouble. Gives what was written so far."""
    try:
        shown = os.dup(2)
    except OSError:  # there is no standard error
        yield lambda: ""
        return
    with tempfile.TemporaryFile() as kept:
        os.dup2(kept.fileno(), 2)
        try:
            yield lambda: os.pread(kept.fileno(), 1_000_000, 0).decode("utf-8", "replace")
        finally:
            os.dup2(shown, 2)
            os.close(shown)

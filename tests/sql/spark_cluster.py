"""A standalone Spark cluster on loopback: a master and two workers, each a process of its own, stopped in the end."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

_PATIENCE = 120


def spark_class() -> Path:
    import pyspark

    return Path(pyspark.__file__).parent / "bin" / "spark-class"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def _running(folder: Path, name: str, *arguments: str) -> Iterator[Path]:
    """A process of Spark's; gives the file with what it says."""
    log = folder / f"{name}.log"
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_NO_DAEMONIZE": "1"}
    with log.open("w") as out:
        process = subprocess.Popen(
            [str(spark_class()), *arguments], stdout=out, stderr=subprocess.STDOUT, env=environment, cwd=folder
        )
        try:
            yield log
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(log: Path, word: str) -> None:
    end = time.monotonic() + _PATIENCE
    while word not in log.read_text("utf-8", "replace"):
        if time.monotonic() > end:
            pytest.fail(f"{log.name} never said {word!r}: {log.read_text('utf-8', 'replace')[-2000:]}")
        time.sleep(0.2)


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Gives the master's URL once both workers have found it."""
    port = free_port()
    url = f"spark://127.0.0.1:{port}"
    deploy = "org.apache.spark.deploy"
    with ExitStack() as stack:
        place = ["--host", "127.0.0.1", "--webui-port", "0"]
        master = [f"{deploy}.master.Master", *place, "--port", str(port)]
        log = stack.enter_context(_running(folder, "master", *master))
        _wait_for(log, "I have been elected leader")
        for number in (1, 2):
            work = ["--cores", "1", "--memory", "1g", "--work-dir", str(folder / f"work{number}")]
            worker = [f"{deploy}.worker.Worker", url, *place, *work]
            log = stack.enter_context(_running(folder, f"worker{number}", *worker))
            _wait_for(log, "Successfully registered with master")
        yield url

"""Measuring commands: each in a process of its own, its time, processor time and peak memory; tables of what came out.

Import nothing heavy here or in ``run.py``: a process begins with the peak memory of the one that started it.
"""

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass

_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of the clock and of the processor, bytes of memory at the most; ``out`` is what was printed.

    ``failed``: why there are no figures, in the words of what failed.
    """

    seconds: float = 0.0
    processor: float = 0.0
    peak: int = 0
    out: str = ""
    failed: str | None = None


def measure(arguments: Sequence[str], runs: int = 1) -> Measured:
    """Run a command so many times, each time anew, and give the quickest. Stops at the first failure."""
    best: Measured | None = None
    for _ in range(runs):
        found = _once(arguments)
        if found.failed is not None:
            return found
        if best is None or found.seconds < best.seconds:
            best = found
    assert best is not None
    return best


def _once(arguments: Sequence[str]) -> Measured:
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        started = time.perf_counter()
        process = subprocess.Popen(arguments, stdout=out, stderr=errors, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        failed = None
        if process.returncode:
            failed = f"exit code {process.returncode}: {_reason(errors.read())}"
        return Measured(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _PEAK_UNIT, out.read(), failed)


def _reason(said: str) -> str:
    """The first line that a command said; of a traceback the error itself."""
    lines = [line for line in said.splitlines() if line.strip()]
    if lines and lines[0].startswith("Traceback"):
        lines = [line for line in lines[1:] if not line.startswith(" ")]
    return lines[0] if lines else "nothing said"


def python(module: str, *arguments: object) -> list[str]:
    """The command line of a module of leadwright's: ``python -m leadwright.…``."""
    return [sys.executable, "-m", f"leadwright.{module}" if module else "leadwright", *map(str, arguments)]


def machine() -> str:
    """``2 cores, 23 GB, Linux; Python 3.11.4, DuckDB 2.0.1, NumPy 2.4.6``"""
    from importlib.metadata import version

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    packages = ", ".join(f"{shown} {version(name)}" for name, shown in _PACKAGES.items())
    return f"{_cores()} cores, {memory:.0f} GB, {platform.system()}; Python {platform.python_version()}, {packages}"


_PACKAGES = {"duckdb": "DuckDB", "numpy": "NumPy", "pyarrow": "PyArrow"}


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown: the first column of words, the others of figures."""
    shown = [list(columns), *([*row, *[""] * (len(columns) - len(row))] for row in rows)]
    widths = [max(len(row[i]) for row in shown) for i in range(len(columns))]

    def line(cells: Sequence[str]) -> str:
        padded = (c.rjust(w) if i else c.ljust(w) for i, (c, w) in enumerate(zip(cells, widths, strict=True)))
        return f"| {' | '.join(padded)} |"

    rule = f"| {' | '.join('-' * (w - 1) + ':' if i else '-' * w for i, w in enumerate(widths))} |"
    return "\n".join([f"\n{title}\n", line(shown[0]), rule, *map(line, shown[1:])])


def seconds(value: float) -> str:
    """``0.012``, ``1.23``, ``45.6``, ``123``: three digits are enough."""
    return (
        f"{value:.3f}"
        if value < 1
        else f"{value:.2f}"
        if value < 10
        else f"{value:.1f}"
        if value < 100
        else f"{value:.0f}"
    )


def megabytes(value: int) -> str:
    return f"{value / 1e6:,.0f}"


def ratio(value: float, of: float) -> str:
    return f"{value / of:.2f}" if of else ""

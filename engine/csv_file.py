"""CSV files: the header, what separates values, and what is wrong with a file that cannot be read.

DuckDB reads the rows; it is told the header and the separator, so that nothing is guessed from the rows.
"""

import csv
import gzip
import sys
import unicodedata
import zlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from ..dsl.errors import DataError
from .files import UNREADABLE_FILE, DataFile

_SEPARATORS = (",", ";", "\t", "|")
_ENCODINGS = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "latin-1": "latin-1"}
_SHOWN = 90
_LONGEST_VALUE = 16_000_000


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, each once, and what separates them; ``repeated`` are names that stood twice."""

    names: tuple[str, ...]
    delimiter: str
    repeated: tuple[str, ...] = ()


def read_header(file: DataFile, delimiter: str | None, encoding: str) -> Header:
    """Read a CSV file's first row. Raises DataError if it is not there or cannot be read."""
    with _opened(file, encoding) as text:
        lines = iter(text)
        first = next(lines, "")
        if not first.strip():
            raise _broken(file, "has no header: " + ("its first line is empty" if first else "it is empty"))
        delimiter = delimiter or ("\t" if file.is_tabbed else _separator(first))

        def rest() -> Iterator[str]:
            yield first
            yield from lines

        try:
            row = next(csv.reader(rest(), delimiter=delimiter, strict=True))
        except csv.Error as error:
            raise _broken(file, f"has a header that cannot be read: {error}") from None
    names: list[str] = []
    repeated: list[str] = []
    for number, found in enumerate(row, 1):
        name = unicodedata.normalize("NFC", found) or f"column {number}"
        if name in names:
            repeated.append(name)
            name = next(f"{name} ({n})" for n in range(2, number + 2) if f"{name} ({n})" not in names)
        names.append(name)
    return Header(tuple(names), delimiter, tuple(repeated))


def _separator(first_line: str) -> str:
    def columns(separator: str) -> int:
        try:
            return len(next(csv.reader([first_line], delimiter=separator)))
        except csv.Error:
            return 0

    return max(_SEPARATORS, key=columns)


def explain_broken(file: DataFile, header: Header, encoding: str) -> None:
    """Find out why DuckDB could not read a CSV file.

    Raises DataError that says how many rows are broken, and where and how the first one is. Returns if every
    row can be read here: DuckDB is stricter (it refuses line ends of two kinds in one file).
    """
    rows = _Rows(len(header.names))
    with _opened(file, encoding) as text:
        reader = csv.reader(text, delimiter=header.delimiter, strict=True)
        next(reader, None)
        rows.line = reader.line_num + 1
        try:
            for row in reader:
                rows.add(row, reader.line_num, header.delimiter)
        except csv.Error as error:
            where = f"row {rows.number + 1} (from line {rows.line})"
            if "end of data" in str(error):
                raise _broken(
                    file,
                    f"cannot be read: a quote that is opened in {where} is never closed",
                    'a " inside a value must be doubled, and the value stand between two "',
                ) from None
            raise _broken(
                file,
                f"cannot be read: in {where}, something stands between a closing quote and the separator",
                'a " inside a value must be doubled, and the value stand between two "',
            ) from None
    rows.judge(file)


class _Rows:
    """What is seen of the rows while looking for broken ones. ``number`` counts the header as row 1."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.number = 1
        self.line = 2
        self.overquoted = 0
        self.misfits = 0
        self.first_overquoted = ""
        self.first_misfit = ""

    def add(self, row: Sequence[str], last_line: int, delimiter: str) -> None:
        line, self.line = self.line, last_line + 1
        if not row:
            return
        self.number += 1
        if len(row) == self.width:
            return
        if len(row) == 1 and _width(row[0], delimiter) == self.width:
            self.overquoted += 1
            self.first_overquoted = self.first_overquoted or (
                f"row {self.number} (line {line}), which starts {_cut(chr(34) + row[0])}"
            )
            return
        self.misfits += 1
        values = "1 value" if len(row) == 1 else f"{len(row)} values"
        self.first_misfit = self.first_misfit or (
            f"row {self.number} (line {line}) has {values}: {_cut(delimiter.join(row))}"
        )

    def judge(self, file: DataFile) -> None:
        all_rows = f"{self.number - 1:,} rows"
        if self.overquoted:
            one = self.overquoted == 1
            raise _broken(
                file,
                f"cannot be read: {self.overquoted:,} of its {all_rows} {'is' if one else 'are'} wrapped in quotes"
                f" as a whole, so that {'it is' if one else 'each is'} one value instead of {self.width}. "
                f"The first is {self.first_overquoted}",
                "some program quoted these rows a second time. Export the file anew; or, in these rows, take away "
                'the " at both ends and make every "" one "',
            )
        if self.misfits:
            raise _broken(
                file,
                f"cannot be read: {self.misfits:,} of its {all_rows} "
                f"{'does' if self.misfits == 1 else 'do'} not have the header's {self.width} values. "
                f"The first: {self.first_misfit}",
                "a value that holds the separator or a line end must stand between two quotes",
            )


def _width(text: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([text], delimiter=delimiter, strict=True), ()))
    except csv.Error:
        return 0


def _cut(text: str) -> str:
    text = text.replace("\r", "").replace("\n", "⏎")
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def write_plain_copy(file: DataFile, header: Header, encoding: str, target: Path) -> None:
    """Write the rows of a CSV file in UTF-8 with one kind of line end."""
    with _opened(file, encoding) as text, target.open("w", encoding="utf-8", newline="") as copy:
        writer = csv.writer(copy, delimiter=header.delimiter, lineterminator="\n")
        writer.writerows(row for row in csv.reader(text, delimiter=header.delimiter, strict=True) if row)


@contextmanager
def _opened(file: DataFile, encoding: str) -> Generator[TextIO, None, None]:
    """The file as text; whatever goes wrong while it is read is a DataError."""
    csv.field_size_limit(min(_LONGEST_VALUE, sys.maxsize))
    opener = gzip.open if file.path.name.lower().endswith(".gz") else open
    try:
        with opener(file.path, "rt", encoding=_ENCODINGS[encoding], newline="") as text:
            yield text  # pyright: ignore[reportReturnType]
    except (EOFError, zlib.error):
        raise _broken(file, "is cut short: the compressed data ends in the middle") from None
    except UnicodeError:
        raise _broken(
            file,
            f"is not {encoding} text",
            'save it as UTF-8, or say encoding = "latin-1" or "utf-16" beside its `source` in leadwright.toml',
        ) from None
    except gzip.BadGzipFile:
        raise _broken(file, "ends in .gz but is not compressed with gzip") from None
    except OSError as error:
        raise _broken(file, f"cannot be read: {error.strerror or error}") from None


def _broken(file: DataFile, what: str, help: str | None = None) -> DataError:
    return DataError(f"{file.shown} {what}", help, UNREADABLE_FILE)

"""Make the examples' data: ``python -m leadwright.examples.generate [NAME…] [--out DIR] [--leads N]``.

The same names, numbers of leads and version of this file always give the same data, byte for byte (Parquet: row for
row). More leads leave the first ones as they are. Everything is made up.
"""

import argparse
import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .b2b_crm_data import b2b_crm
from .history import Dataset, Row
from .marketing_automation_data import marketing_automation
from .small_data import minimal, tour


@dataclass(frozen=True, slots=True)
class Example:
    """How an example's data are made, how many leads are committed, and the files below its folder."""

    make: Callable[[int], Dataset]
    leads: int
    leads_file: str = "data/leads.csv"
    events_file: str = "data/events.csv"
    outcomes_file: str = "data/outcomes.csv"


EXAMPLES = {
    "b2b_crm": Example(b2b_crm, 300),
    "marketing_automation": Example(
        marketing_automation, 500, "data/leads.jsonl", "data/events.parquet", "data/outcomes.jsonl"
    ),
    "minimal": Example(minimal, 5),
    "tour": Example(tour, 40),
}


def generate(name: str, folder: Path, leads: int | None = None) -> list[Path]:
    """Write the data of example ``name`` below ``folder``; gives back the files: leads, events, outcomes if there are.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     [file.name for file in generate("minimal", Path(folder))]
    ['leads.csv', 'events.csv']
    """
    example = EXAMPLES[name]
    made = example.make(example.leads if leads is None else leads)
    files = [folder / example.leads_file, folder / example.events_file]
    write(files[0], made.lead_columns, made.leads)
    write(files[1], made.event_columns, made.events)
    if made.outcome_columns:
        files.append(folder / example.outcomes_file)
        write(files[2], made.outcome_columns, made.outcomes)
    return files


def write(file: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Rows as CSV, JSON lines or Parquet, by the file's ending."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix == ".parquet":
        _write_parquet(file, columns, rows)
        return
    with file.open("w", encoding="utf-8", newline="") as out:
        if file.suffix == ".jsonl":
            for row in rows:
                known = {column: row[column] for column in columns if row.get(column) is not None}
                out.write(json.dumps(known, ensure_ascii=False) + "\n")
            return
        table = csv.writer(out, lineterminator="\n")
        table.writerow(columns)
        table.writerows([row.get(column) for column in columns] for row in rows)


def _write_parquet(file: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    import duckdb

    with TemporaryDirectory() as folder, duckdb.connect() as database:
        lines = Path(folder) / "rows.jsonl"
        write(lines, columns, rows)
        declared = ", ".join(f"'{column}': '{_sql_type(column, rows)}'" for column in columns)
        database.execute("SET threads = 1")
        database.execute(
            f"COPY (FROM read_json('{_quoted(lines)}', format = 'newline_delimited', columns = {{{declared}}})) "
            f"TO '{_quoted(file)}' (FORMAT parquet, COMPRESSION zstd)"
        )


def _sql_type(column: str, rows: Sequence[Row]) -> str:
    first = next((row[column] for row in rows if row.get(column) is not None), "")
    if isinstance(first, bool):
        return "BOOLEAN"
    if isinstance(first, int):
        return "BIGINT"
    return "TIMESTAMP" if column == "ts" else "VARCHAR"


def _quoted(file: Path) -> str:
    return str(file).replace("'", "''")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m leadwright.examples.generate", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(EXAMPLES)}; all, if left out")
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).parent, help="each example gets its own folder in it"
    )
    parser.add_argument("--leads", type=int, help="how many leads, for each example")
    options = parser.parse_args(arguments)
    names: list[str] = options.names or list(EXAMPLES)
    if unknown := [name for name in names if name not in EXAMPLES]:
        parser.error(f"no example is called {', '.join(unknown)}; there are {', '.join(EXAMPLES)}")
    if options.leads is not None and options.leads < 1:
        parser.error("--leads takes a number from 1")
    for name in names:
        for file in generate(name, options.out / name, options.leads):
            print(file)


if __name__ == "__main__":
    main()

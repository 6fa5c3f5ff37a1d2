"""Whether two files of results are equal: ``python -m leadwright.benchmarks.agreement A B``. Exit code 1 if not.

Compared lead by lead, in all columns that both have.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import duckdb


def differences(a: Path, b: Path) -> list[str]:
    """What differs, a line a column; nothing if the files agree."""
    with duckdb.connect() as database:
        columns = [[str(row[0]) for row in database.execute(f"DESCRIBE FROM '{file}'").fetchall()] for file in (a, b)]
        shared = [name for name in columns[0] if name in columns[1] and name != "lead_id"]
        counts = database.execute(f"SELECT (SELECT count(*) FROM '{a}'), (SELECT count(*) FROM '{b}')").fetchone()
        found: list[str] = []
        assert counts is not None
        if counts[0] != counts[1]:
            found.append(f"{a} has {counts[0]:,} leads, {b} has {counts[1]:,}")
        for name in shared:
            row = database.execute(
                f'SELECT count(*), min(lead_id), any_value(a."{name}"), any_value(b."{name}") '
                f"FROM '{a}' a FULL JOIN '{b}' b USING (lead_id) WHERE a.\"{name}\" IS DISTINCT FROM b.\"{name}\""
            ).fetchone()
            assert row is not None
            if row[0]:
                found.append(f"{name}: {row[0]:,} leads, such as {row[1]}: one has {row[2]}, one has {row[3]}")
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("a", type=Path)
    options.add_argument("b", type=Path)
    given = options.parse_args(arguments)
    found = differences(given.a, given.b)
    print("\n".join(found) or "equal")
    if found:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

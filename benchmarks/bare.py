"""What reading alone takes: ``python -m leadwright.benchmarks.bare scan|group --events F``.

``scan`` reads every value of every column once; ``group`` counts the events of each lead.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import duckdb


def sql(what: str, events: Path) -> str:
    """``bit_xor`` of a hash, since counts and extremes are answered by the file's statistics without reading."""
    source = f"read_parquet('{events}')"
    if what == "group":
        return f"SELECT max(events) FROM (SELECT lead_id, count(*) AS events FROM {source} GROUP BY lead_id)"
    return (
        f"SELECT bit_xor(hash(lead_id, ts, type, path, title, form, seconds, amount, campaign, feature)) FROM {source}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=["scan", "group"])
    options.add_argument("--events", type=Path, required=True, metavar="F")
    given = options.parse_args(arguments)
    with duckdb.connect() as database:
        print(database.execute(sql(given.what, given.events)).fetchall())


if __name__ == "__main__":
    main()

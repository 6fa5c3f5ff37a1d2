"""A backtest as CSV, JSON or Markdown."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from ...dsl.values import points_text, time_text
from .report import Backtest
from .tables import Cell, Column, Kind, Part, Sheet, sheet
from .words import summary, told

_RIGHT = frozenset(Kind) - {Kind.TEXT, Kind.TIME}


def as_csv(found: Backtest, part: Part) -> str:
    """One part: shares as fractions of one, points with a point, times in UTC."""
    table = sheet(part, found)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_plain(c, cell) for c, cell in zip(table.columns, row, strict=True)] for row in table.rows)
    return out.getvalue()


def _plain(column: Column, cell: Cell) -> Cell:
    if cell is None:
        return None
    if column.kind is Kind.POINTS:
        return points_text(int(cell))
    return time_text(int(cell)) if column.kind is Kind.TIME else cell


def as_json(found: Backtest, parts: Sequence[Part]) -> str:
    """One object: the figures, and each part as a list of objects."""
    document: dict[str, Any] = {
        "model": found.model,
        "moment": found.moment,
        "segment": found.segment,
        "first_moment": None if found.first is None else time_text(found.first),
        "last_moment": None if found.last is None else time_text(found.last),
        "weeks": found.weeks,
        "said": list(found.said),
        "leads": found.leads,
        "compared": found.compared,
        "won": found.won,
        "conversion": found.conversion,
        "open": found.open,
        "left_out": asdict(found.left),
        "decided_by_their_moment": found.early,
        "roc_area": found.ranking.roc_area,
        "pr_area": found.ranking.pr_area,
        "threshold": None
        if found.threshold is None
        else {"at": found.threshold.at / 100, "source": found.threshold.source},
        "outcomes": [
            {"outcome": value, "result": {1: "won", 0: "lost"}.get(result, "open"), "rows": rows}
            for value, (result, rows) in found.values.items()
        ],
    }
    for part in parts:
        table = sheet(part, found)
        document[part.value] = [
            {c.name: _value(c, cell) for c, cell in zip(table.columns, row, strict=True)} for row in table.rows
        ]
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _value(column: Column, cell: Cell) -> Cell:
    if cell is not None and column.kind is Kind.POINTS:
        return int(cell) // 100 if int(cell) % 100 == 0 else int(cell) / 100
    return _plain(column, cell)


def as_markdown(found: Backtest, parts: Sequence[Part]) -> str:
    return "\n".join(_markdown(found, parts)) + "\n"


def _markdown(found: Backtest, parts: Sequence[Part]) -> Iterator[str]:
    yield f"## Backtest of {_escaped(found.model)}"
    yield ""
    yield from (f"- **{word}**: {_escaped(sentence)}" for word, sentence in summary(found))
    for part in parts:
        table = sheet(part, found)
        if not table.rows:
            continue
        yield ""
        yield f"### {table.title}"
        yield ""
        if table.said:
            yield f"{_escaped(table.said[:1].upper() + table.said[1:])}."
            yield ""
        yield from markdown_table(table)


def markdown_table(table: Sheet) -> Iterator[str]:
    columns = [(n, c) for n, c in enumerate(table.columns) if c.brief]
    yield f"| {' | '.join(c.head for _, c in columns)} |"
    yield f"| {' | '.join('---:' if c.kind in _RIGHT else '---' for _, c in columns)} |"
    for row in table.rows:
        yield f"| {' | '.join(_escaped(told(c.kind, row[n])) for n, c in columns)} |"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")

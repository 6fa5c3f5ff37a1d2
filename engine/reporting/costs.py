"""What marketing spent: a CSV file with a month, a source and an amount in each row."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from ...dsl.errors import DataError
from ..project import shown_path

EVERYTHING = ""
"""The source of what was spent for all of them."""
_MONTH = re.compile(r"([0-9]{4}-(?:0[1-9]|1[0-2]))(?:-[0-9]{2})?")
_AMOUNT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_HELP = "a CSV file with the columns month (2026-01), source (may be left out) and amount (1250.00)"


@dataclass(frozen=True, slots=True)
class Costs:
    """Amounts by source and month; exact."""

    amounts: Mapping[tuple[str, str], Fraction]

    @property
    def months(self) -> tuple[str, ...]:
        return tuple(sorted({month for _, month in self.amounts}))

    def of_month(self, month: str) -> Fraction | None:
        """What all sources cost in a month; None if nothing is said of it."""
        found = [amount for (_, at), amount in self.amounts.items() if at == month]
        return sum(found, Fraction(0)) if found else None

    def of_source(self, source: str, months: frozenset[str]) -> Fraction | None:
        """What a source cost in some months."""
        found = [amount for (name, at), amount in self.amounts.items() if name == source and at in months]
        return sum(found, Fraction(0)) if found else None

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(source for source, _ in self.amounts))


def read_costs(path: Path) -> Costs:
    """Raises DataError, with the line, for what cannot be read."""
    shown = shown_path(path)
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{shown} is not in UTF-8", _HELP) from error
    except OSError as error:
        raise DataError(f"cannot read {shown}: {error.strerror}", _HELP) from None
    amounts: defaultdict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for source, month, amount in _rows(text, shown):
        amounts[source, month] += amount
    return Costs(dict(amounts))


def _rows(text: str, shown: str) -> Iterator[tuple[str, str, Fraction]]:
    lines = csv.reader(text.splitlines(), delimiter=_delimiter(text))
    head = [name.strip().lower() for name in next(lines, list[str]())]
    lacking = [name for name in ("month", "amount") if name not in head]
    if lacking:
        raise DataError(f"{shown}: there is no column `{lacking[0]}`", _HELP)
    for number, cells in enumerate(lines, 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(head):
            raise DataError(f"{shown}:{number}: {len(cells)} values, where the header has {len(head)} columns", _HELP)
        row = dict(zip(head, (cell.strip() for cell in cells), strict=True))
        month, amount = _MONTH.fullmatch(row["month"]), _AMOUNT.fullmatch(row["amount"])
        if month is None:
            raise DataError(f'{shown}:{number}: "{row["month"]}" is no month', "write 2026-01")
        if amount is None:
            raise DataError(f'{shown}:{number}: "{row["amount"]}" is no amount', "write 1250.00, without other signs")
        yield row.get("source", EVERYTHING), month[1], Fraction(amount[0])


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)

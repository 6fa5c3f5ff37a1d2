"""Which columns of a table say what became of which lead, and when: those that are named, else those that can only be
it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...dsl.comparing import fold
from ...dsl.errors import DataError
from ...dsl.nearest import nearest
from ..project import OutcomesSettings
from ..source import MISSING_COLUMN
from ..table import Column, Table

WON_WORDS = ("won", "true", "yes", "t", "y", "1")
"""What counts as won if the settings name nothing: flags that are true."""
LOST_WORDS = ("lost", "false", "no", "f", "n", "0")
"""What counts as lost if the settings name nothing."""

_LEAD_NAMES = ("id", "lead", "leadid", "lead id", "contact_id", "customer_id", "email")
_OUTCOME_PARTS = ("outcome", "result", "convert", "conversion", "won", "bought", "purchased", "is_customer")
_TIME_ENDINGS = ("_at", "_on", " at", " on", "date", "time", "day", "_ts")


@dataclass(frozen=True, slots=True)
class OutcomeColumns:
    """``said``: in words which were taken that are not called by the settings or their defaults, or why none was."""

    lead: Column
    outcome: Column
    at: Column | None
    said: tuple[str, ...]


def outcome_columns(table: Table, settings: OutcomesSettings, lead_id: str) -> OutcomeColumns:
    """The columns of a table of outcomes. ``lead_id``: what the leads' own table calls the id.

    Raises DataError if one that the settings name is not there, or if it cannot be told which one it is.
    """
    return _Choosing(table, settings, lead_id).columns()


class _Choosing:
    def __init__(self, table: Table, settings: OutcomesSettings, lead_id: str) -> None:
        self.table = table
        self.settings = settings
        self.lead_id = lead_id
        self.said: list[str] = []

    def columns(self) -> OutcomeColumns:
        settings = self.settings
        lead = self._named("lead", settings.lead) or self._lead()
        outcome = self._named("outcome", settings.outcome) or self._outcome(lead)
        at = self._named("at", settings.at) or self._at(lead, outcome)
        if at is not None and not _can_be_times(at):
            raise DataError(
                f"{self.table.shown}: the column `{at.found}`, which should hold the day or time of the outcome (the "
                f"setting outcomes.at), holds {at.type}",
                "days are dates, timestamps, or texts such as 2026-01-15",
                MISSING_COLUMN,
            )
        return OutcomeColumns(lead, outcome, at, tuple(self.said))

    def _named(self, setting: str, name: str | None) -> Column | None:
        """The column that a setting names; None if it names none."""
        if name is None:
            return None
        column = self.table.columns.get(name)
        if column is None:
            close = nearest(name, self.table.columns)
            raise DataError(
                f"{self.table.shown}: there is no column `{name}` (the setting outcomes.{setting})",
                f"{f'did you mean `{close}`? ' if close else ''}{self._there()}",
                MISSING_COLUMN,
            )
        return column

    def _lead(self) -> Column:
        found = self._called("lead_id") or self._called(self.lead_id)
        if found is not None:
            return found
        return self._only("lead", "the lead's id", (lambda c: fold(c.found) in _LEAD_NAMES,
                                                    lambda c: fold(c.found).endswith(("_id", " id"))))  # fmt: skip

    def _outcome(self, lead: Column) -> Column:
        found = self._called("outcome")
        if found is not None:
            return found
        return self._only("outcome", "what became of the lead", (
            lambda c: any(part in fold(c.found) for part in _OUTCOME_PARTS),
            lambda c: c.type == "BOOLEAN",
            lambda c: not _looks_like_time(c),
        ), (lead,))  # fmt: skip

    def _at(self, lead: Column, outcome: Column) -> Column | None:
        found = self._called("at")
        if found is not None:
            return found
        others = [c for c in self.table.columns.values() if c not in (lead, outcome)]
        found = [c for c in others if c.type.startswith(("TIMESTAMP", "DATE"))] or [
            c for c in others if c.type == "VARCHAR" and _looks_like_time(c)
        ]
        if len(found) == 1:
            self.said.append(f"its day from `{found[0].found}`")
            return found[0]
        if found:
            could = " and ".join(f"`{c.found}`" for c in found)
            self.said.append(f"no day: {could} could be it (set `at` in [outcomes])")
        else:
            self.said.append("no day")
        return None

    def _called(self, name: str) -> Column | None:
        return self.table.columns.get(name)

    def _only(
        self, setting: str, what: str, tests: Iterable[Callable[[Column], bool]], without: tuple[Column, ...] = ()
    ) -> Column:
        """The one column that passes the first of some tests that any passes."""
        others = [c for c in self.table.columns.values() if c not in without]
        for test in tests:
            found = [c for c in others if test(c)]
            if len(found) == 1:
                self.said.append(f"{what} from `{found[0].found}`")
                return found[0]
            if found:
                could = ", ".join(f"`{c.found}`" for c in found)
                raise DataError(
                    f"{self.table.shown}: {what} could be in several columns: {could}",
                    f'set `{setting} = "…"` in [outcomes] of leadwright.toml',
                    MISSING_COLUMN,
                )
        raise DataError(
            f"{self.table.shown}: no column holds {what}",
            f'set `{setting} = "…"` in [outcomes] of leadwright.toml. {self._there()}',
            MISSING_COLUMN,
        )

    def _there(self) -> str:
        return f"Columns: {', '.join(f'`{name}`' for name in self.table.columns) or 'none'}"


def _looks_like_time(column: Column) -> bool:
    return column.type.startswith(("TIMESTAMP", "DATE")) or fold(column.found).endswith(_TIME_ENDINGS)


def _can_be_times(column: Column) -> bool:
    return column.type.startswith(("TIMESTAMP", "DATE", "VARCHAR", "ENUM", "JSON")) or column.type == '"NULL"'

"""What is wrong with a table of outcomes, in words: as of leads and events, each kind counted, its first row shown."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...dsl.errors import DataError
from ..project import DataSettings
from ..report import Problem, counted, shown_value
from ..source import Data
from ..store.unreadable import texts_at

Positions = NDArray[np.int64]
"""Of rows, from 0."""


class OutcomeProblems:
    """Collects problems. The settings of ``[data]`` say what is an error, as they do of leads and events."""

    def __init__(self, data: Data, settings: DataSettings) -> None:
        self.data = data
        self.settings = settings
        self.found: list[Problem] = []

    def raise_errors(self) -> None:
        errors = [problem for problem in self.found if problem.severity == "error"]
        if errors:
            helps = dict.fromkeys(problem.help for problem in errors if problem.help)
            message = "\n".join(problem.message for problem in errors)
            raise DataError(message, "\n          ".join(helps) or None, errors[0].code)

    def without_id(self, rows: Positions) -> None:
        """``rows``: those without a lead's id."""
        count = len(rows)
        self._add(
            "LW803",
            count,
            f"{counted(count, 'outcome')} {'has' if count == 1 else 'have'} no lead id (the column "
            f"`{self.data.lead.found}`)",
            int(rows[0]),
            None,
            self.settings.event_of_unknown_lead == "error",
            _left_out(count),
        )

    def unknown_leads(self, rows: Positions) -> None:
        """``rows``: those whose lead is not among the leads."""
        count = len(rows)
        if count:
            key, _ = self._shown(int(rows[0]))
            self._add(
                "LW803",
                count,
                f"{counted(count, 'outcome is', 'outcomes are')} of a lead that is not among the leads",
                int(rows[0]),
                key,
                self.settings.event_of_unknown_lead == "error",
                _left_out(count),
            )

    def unreadable_times(self, rows: Positions) -> None:
        count = len(rows)
        if not count:
            return
        assert self.data.time is not None
        _, time = self._shown(int(rows[0]))
        self._add(
            "LW807",
            count,
            f"{counted(count, 'day')} of an outcome cannot be read (the column `{self.data.time.found}`)",
            int(rows[0]),
            time,
            self.settings.unreadable_value == "error",
            "counts as unknown" if count == 1 else "count as unknown",
            "days are written 2026-01-15, times 2026-01-15T12:00:00Z or 2026-01-15 12:00",
        )

    def repeated(self, rows: Positions, new: NDArray[np.bool_]) -> None:
        """``rows``: those of leads, lead by lead in their order; ``new``: where one is the first of its lead."""
        rule = self.settings.duplicate_lead
        again = np.flatnonzero(~new)
        starts = np.flatnonzero(new)
        several = np.unique(np.searchsorted(starts, again, side="right") - 1)
        firsts = rows[starts[several]]
        one = int(np.argmin(firsts))
        first, second = int(firsts[one]), int(rows[starts[several[one]] + 1])
        key, _ = self._shown(first)
        place = self.data.table.place
        done = f", of which the {rule} counts: {counted(len(again), 'row')} {_left_out(len(again))}"
        message = (
            f"{counted(len(several), 'lead has', 'leads have')} more than one outcome{'' if rule == 'error' else done}"
            f"; the first is {shown_value(key)}, in {place(second + 1)}, after {place(first + 1)}"
        )
        self.found.append(
            Problem(
                "LW804",
                len(again),
                message,
                'keep one row of each lead, or set duplicate_lead = "first" or "last" in [data]'
                if rule == "error"
                else None,
                "error" if rule == "error" else "warning",
                None,
                place(first + 1),
                key,
            )
        )

    def _add(
        self,
        code: str,
        count: int,
        what: str,
        first: int,
        example: str | None,
        stop: bool,
        done: str,
        help: str | None = None,
    ) -> None:
        severity: Literal["error", "warning"] = "error" if stop else "warning"
        where = self.data.table.place(first + 1)
        shown = "" if example is None else f" {shown_value(example)}"
        message = f"{what}{'' if stop else f' and {done}'}; the first is{shown} in {where}"
        self.found.append(Problem(code, count, message, help, severity, None, where, example))

    def _shown(self, row: int) -> tuple[str, str]:
        """The id and the time that stand in a row."""
        time = "NULL" if self.data.time is None else f"{self.data.time.sql}::VARCHAR"
        key, at = texts_at(self.data.table, [row + 1], [self.data.lead_key, time])[row + 1]
        return str(key), str(at)


def _left_out(count: int) -> str:
    return "was left out" if count == 1 else "were left out"

"""What was found while data was read: counts, and each kind of problem with what was done about it."""

from dataclasses import dataclass, field
from typing import Literal

from ..dsl import codes


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of problem. ``message`` says how often, what was done, and shows the first; ``count`` is rows.

    ``field`` is the field (``employees``) or property (``page_view.seconds``) that it is about, if it is.
    """

    code: str
    count: int
    message: str
    help: str | None = None
    severity: Literal["error", "warning"] = "warning"
    field: str | None = None
    where: str | None = None
    """File and row of the first one."""
    example: str | None = None
    """The value of the first one."""

    @property
    def name(self) -> str:
        return codes.ALL[self.code].name

    def __str__(self) -> str:
        first = f"{self.severity}[{self.code}]: {self.message}"
        return f"{first}\n  = help: {self.help}" if self.help else first


@dataclass(slots=True)
class DataReport:
    """Filled while leads are read, complete once the last one was."""

    leads: int = 0
    """Leads delivered."""
    events: int = 0
    """Events delivered."""
    lead_rows: int = 0
    """Rows of leads in the data."""
    event_rows: int = 0
    """Rows of events in the data."""
    problems: list[Problem] = field(default_factory=list[Problem])

    def __str__(self) -> str:
        counts = f"{self.leads:,} leads, {self.events:,} events"
        return "\n".join([counts, *map(str, self.problems)])


def shown_value(value: object) -> str:
    """A value inside a message: in quotes, cut if it is long."""
    text = str(value).replace("\r", "").replace("\n", "⏎")
    return f'"{text}"' if len(text) <= 60 else f'"{text[:59]}…"'


def counted(count: int, one: str, many: str | None = None) -> str:
    """``1 event``, ``1,204 events``.

    >>> counted(1, "event"), counted(1204, "event")
    ('1 event', '1,204 events')
    """
    return f"1 {one}" if count == 1 else f"{count:,} {many or one + 's'}"

"""As of which moment each lead is scored, as people write it: ``48h after created_at``, ``1d before outcome``,
``stage MQL``, ``2026-01-15``."""

import re
from dataclasses import dataclass

from ...dsl.build import microseconds_of
from ...dsl.errors import DataError
from ...dsl.nearest import nearest
from ...dsl.values import time_text
from ..project import parse_as_of

HELP = 'write "48h after created_at", "1d before outcome", "stage MQL", a day (2026-01-15), a time, or now'


@dataclass(frozen=True, slots=True)
class AfterField:
    """So many microseconds after the date or time in a field of the lead."""

    field: str
    delay: int
    text: str

    def __str__(self) -> str:
        return f"{self.text} after {self.field}"


@dataclass(frozen=True, slots=True)
class BeforeOutcome:
    """So many microseconds before the lead was won or lost."""

    lead_time: int
    text: str

    def __str__(self) -> str:
        return f"{self.text} before outcome"


@dataclass(frozen=True, slots=True)
class AtStage:
    """When the lead first reached a stage."""

    stage: str

    def __str__(self) -> str:
        return f"stage {self.stage}"


@dataclass(frozen=True, slots=True)
class AtTime:
    """One moment for all leads."""

    at: int

    def __str__(self) -> str:
        return time_text(self.at)


Moment = AfterField | BeforeOutcome | AtStage | AtTime

DEFAULT = BeforeOutcome(86_400_000_000, "1d")
"""If nothing is said and it is known when outcomes were."""

_DURATION = re.compile(r"\d+(?:[dhw]|[ \t]*(?:minute|hour|day|week)s?)")
_NAME = re.compile(r"`[^`\n]+`|[^\W\d][\w.]*")


def moment_of(text: str) -> Moment:
    """The moment that a text says. Raises DataError, with the part that cannot be read, if it says none.

    >>> str(moment_of("48h  after `created at`")), str(moment_of("stage MQL"))
    ('48h after created at', 'stage MQL')
    """
    words = text.strip()
    if found := re.fullmatch(r"stage\s+(.+)", words):
        return AtStage(_name(found[1], text))
    if found := re.fullmatch(r"(.+?)\s+after\s+(.+)", words):
        length, written = _duration(found[1], text)
        return AfterField(_name(found[2], text), length, written)
    if found := re.fullmatch(r"(.+?)\s+before\s+outcome", words):
        return BeforeOutcome(*_duration(found[1], text))
    try:
        return AtTime(parse_as_of(words))
    except DataError:
        raise DataError(f'cannot read the moment "{text}"', _guess(words)) from None


def _duration(words: str, whole: str) -> tuple[int, str]:
    if not _DURATION.fullmatch(words) or not 0 < (length := microseconds_of(words)) <= 100_000 * 86_400_000_000:
        raise DataError(
            f'cannot read the moment "{whole}": "{words}" is no length of time',
            "lengths are whole: 30 minutes, 48h, 7d, 2w",
        )
    return length, " ".join(words.split())


def _name(words: str, whole: str) -> str:
    if not _NAME.fullmatch(words):
        raise DataError(f'cannot read the moment "{whole}": "{words}" is no name', "other names stand in backticks")
    return words.strip("`")


def _guess(words: str) -> str:
    close = nearest(words.split(" ")[0], ("stage", "outcome")) if words else None
    return f"did you mean `{close}`? {HELP}" if close else HELP

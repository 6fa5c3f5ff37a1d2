"""A time zone as tables, against the calendar that gives it its meaning."""

import random
from datetime import datetime, timedelta

import pytest
from leadwright.dsl.types import MICROSECONDS_PER_DAY
from leadwright.dsl.zones import Calendar
from leadwright.engine.sql import zone

DAY = MICROSECONDS_PER_DAY
HOUR = DAY // 24
ZONES = (
    "America/New_York",
    "America/St_Johns",  # the clocks went back over midnight
    "America/Sao_Paulo",  # and forward at midnight
    "Pacific/Apia",  # a day was skipped
    "Africa/Casablanca",  # four changes a year
    "Africa/Monrovia",  # offsets of odd seconds
    "Australia/Lord_Howe",  # changes of half an hour
    "Asia/Kathmandu",
)


def shift(spans: tuple[zone.Span, ...], at: int) -> int:
    (found,) = (span for span in spans if span.start <= at < span.end)
    return found.shift


@pytest.fixture(params=ZONES)
def calendar(request: pytest.FixtureRequest) -> Calendar:
    return Calendar(request.param)


def instants(calendar: Calendar) -> list[int]:
    """Around every change of the offset, and anywhere between 1800 and 2099."""
    dice = random.Random(1)
    changes = [span.start for span in zone.offsets(calendar.name)[1:]]
    near = [at + by for at in changes for by in (-HOUR, -1, 0, 1, HOUR)]
    return near + [dice.randrange(-62_000 * DAY, zone.LAST_DAY * DAY) for _ in range(500)]


def test_the_day_of_an_instant(calendar: Calendar) -> None:
    spans = zone.offsets(calendar.name)
    for at in instants(calendar):
        assert (at + shift(spans, at)) // DAY == calendar.day(at)


def test_the_first_instant_of_a_day(calendar: Calendar) -> None:
    spans = zone.midnights(calendar.name)
    for day in {at // DAY + by for at in instants(calendar) for by in (-1, 0, 1, 2)}:
        if day < zone.LAST_DAY:
            assert day * DAY + shift(spans, day) == calendar.first_instant(day)


def test_the_instant_of_a_clock_time(calendar: Calendar) -> None:
    spans = zone.local_offsets(calendar.name)
    for clock in instants(calendar):
        local = datetime(1970, 1, 1) + timedelta(microseconds=clock)
        assert clock + shift(spans, clock) == calendar.instant(local)


@pytest.mark.parametrize("name", ZONES)
def test_years_find_their_spans(name: str) -> None:
    spans = zone.offsets(name)
    first, last = zone.years_of(spans, zone.YEAR)
    table = list(zone.in_years(spans, zone.YEAR))
    for at in instants(Calendar(name)):
        year = min(max((at + zone.YEARS_BEFORE * zone.YEAR) // zone.YEAR, first), last)
        (found,) = (span for number, span in table if number == year and span.start <= at < span.end)
        assert found.shift == shift(spans, at)


def test_a_zone_without_changes_is_one_span() -> None:
    assert zone.offsets("UTC") == zone.midnights("UTC") == (zone.Span(-zone.FAR, zone.FAR, 0),)

"""Calendar days in zones whose clocks do odd things. Where a value is not obvious it is from the IANA data's text."""

from datetime import UTC, datetime, timedelta

import pytest
from leadwright.dsl.zones import Calendar, day_number, zone, zone_names
from leadwright.engine.routes import after_business_days

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def at(text: str) -> int:
    return (datetime.fromisoformat(text) - EPOCH) // timedelta(microseconds=1)


def day(text: str) -> int:
    found = day_number(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "date", "first"),
    [
        ("UTC", "2026-01-15", "2026-01-15T00:00:00Z"),
        ("Etc/UTC", "1969-12-31", "1969-12-31T00:00:00Z"),
        ("America/New_York", "2026-01-15", "2026-01-15T05:00:00Z"),
        ("America/New_York", "2026-03-08", "2026-03-08T05:00:00Z"),
        ("America/New_York", "2026-03-09", "2026-03-09T04:00:00Z"),  # 8 March has 23 hours
        ("America/New_York", "2026-11-01", "2026-11-01T04:00:00Z"),
        ("America/New_York", "2026-11-02", "2026-11-02T05:00:00Z"),  # 1 November has 25
        ("Asia/Kathmandu", "2026-01-15", "2026-01-14T18:15:00Z"),
        ("Asia/Kathmandu", "1986-01-01", "1985-12-31T18:30:00Z"),  # 00:00 → 00:15
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"),  # 00:00 → 01:00
        ("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z"),  # the 17th has 23:00 to 24:00 twice
        ("America/Havana", "2025-11-02", "2025-11-02T04:00:00Z"),  # 01:00 → 00:00: the first of two midnights
        ("America/Toronto", "1919-03-31", "1919-03-31T04:30:00Z"),  # 23:30 → 00:30
        ("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z"),  # +11:00; goes to +10:30 at 02:00
        ("Australia/Lord_Howe", "2026-04-06", "2026-04-05T13:30:00Z"),
        ("Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z"),  # −10:00
        ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"),  # there was no such day: it begins as the next does
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"),  # +14:00
    ],
)
def test_the_first_instant_of_a_day(name: str, date: str, first: str) -> None:
    calendar = Calendar(name)
    assert calendar.first_instant(day(date)) == at(first)
    assert calendar.day(at(first) - 1) < day(date) <= calendar.day(at(first))


@pytest.mark.parametrize(
    "name", ["America/St_Johns", "Africa/Cairo", "America/Scoresbysund", "Asia/Gaza", "America/Nuuk"]
)
def test_every_day_begins_at_its_first_instant(name: str) -> None:
    calendar = Calendar(name)
    for number in range(day("2000-01-01"), day("2030-01-01")):
        first = calendar.first_instant(number)
        assert calendar.day(first - 1) < number == calendar.day(first)


def test_days_before_1970_and_the_ends_of_the_calendar() -> None:
    new_york = Calendar("America/New_York")
    assert new_york.day(-1) == -1
    assert new_york.day(at("1970-01-01T04:59:59.999999+00:00")) == -1
    assert new_york.day(at("1970-01-01T05:00:00+00:00")) == 0
    for text in ("0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999+00:00"):
        for name in ("America/New_York", "Pacific/Kiritimati", "UTC"):
            assert abs(Calendar(name).day(at(text)) - at(text) // 86_400_000_000) <= 1
    assert Calendar("UTC").first_instant(day("0001-01-01")) == at("0001-01-01T00:00:00+00:00")
    assert Calendar("Asia/Tokyo").first_instant(day("0001-01-02")) < at("0001-01-02T00:00:00+00:00")


@pytest.mark.parametrize("name", ["UTC", "America/New_York", "Asia/Tokyo", "Pacific/Kiritimati"])
def test_the_ends_of_the_calendar_have_first_instants(name: str) -> None:
    calendar = Calendar(name)
    for number in (day("0001-01-01"), day("0001-01-02"), day("9999-12-31"), day("9999-12-31") + 1):
        first = calendar.first_instant(number)
        assert abs(first - number * 86_400_000_000) < 86_400_000_000
        assert calendar.day(first - 1) < number


def test_zones_are_named_letter_by_letter() -> None:
    assert zone("Europe/Berlin") is not None
    assert zone("Europe/Atlantis") is None
    assert zone("../zones") is None
    assert zone("") is None
    assert zone("Europe") is None
    assert zone("tzdata.zi") is None
    assert "Europe/Berlin" in zone_names()
    with pytest.raises(ValueError, match="no time zone"):
        Calendar("Europe/Atlantis")


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-01-15T12:00:00Z", 1, "2026-01-16T12:00:00Z"),  # Thursday → Friday
        ("2026-01-16T12:00:00Z", 1, "2026-01-19T12:00:00Z"),  # Friday → Monday
        ("2026-01-16T23:59:59.999999Z", 1, "2026-01-19T23:59:59.999999Z"),
        ("2026-01-17T00:00:00Z", 1, "2026-01-20T00:00:00Z"),  # Saturday counts as Monday 00:00
        ("2026-01-18T23:59:59Z", 1, "2026-01-20T00:00:00Z"),  # Sunday, too
        ("2026-01-19T00:00:00Z", 1, "2026-01-20T00:00:00Z"),
        ("2026-01-15T12:00:00Z", 2, "2026-01-19T12:00:00Z"),
        ("2026-01-15T12:00:00Z", 5, "2026-01-22T12:00:00Z"),
        ("2026-01-16T12:00:00Z", 10, "2026-01-30T12:00:00Z"),
        ("2026-01-17T12:00:00Z", 5, "2026-01-26T00:00:00Z"),
        ("2026-01-14T12:00:00Z", 7, "2026-01-23T12:00:00Z"),
    ],
)
def test_business_days(start: str, days: int, due: str) -> None:
    assert after_business_days(at(start), days, Calendar("UTC")) == at(due)


@pytest.mark.parametrize(
    ("zone", "start", "days", "due"),
    [
        # Friday 17:00 −05:00 → Monday 17:00 −04:00: the clocks went ahead on Sunday.
        ("America/New_York", "2026-03-06T22:00:00Z", 1, "2026-03-09T21:00:00Z"),
        # Friday 17:00 −04:00 → Monday 17:00 −05:00.
        ("America/New_York", "2026-10-30T21:00:00Z", 1, "2026-11-02T22:00:00Z"),
        # Saturday in New York, Sunday in UTC: counts as Monday 00:00 −04:00.
        ("America/New_York", "2026-03-08T03:00:00Z", 1, "2026-03-10T04:00:00Z"),
        # Sunday 20:00 in New York is Monday in UTC.
        ("America/New_York", "2026-01-19T01:00:00Z", 1, "2026-01-20T05:00:00Z"),
        # Friday evening in UTC is Saturday in Kathmandu: Monday 00:00 +05:45, a day on.
        ("Asia/Kathmandu", "2026-01-16T18:15:00Z", 1, "2026-01-19T18:15:00Z"),
        # In Cairo the clocks went from Friday 00:00 to 01:00 on 2025-04-25: the clock time is skipped.
        ("Africa/Cairo", "2025-04-23T22:30:00Z", 1, "2025-04-24T22:30:00Z"),
        # In Cairo Friday 2025-10-31 00:00 went back to Thursday 23:00: 23:30 is twice, the first counts.
        ("Africa/Cairo", "2025-10-29T20:30:00Z", 1, "2025-10-30T20:30:00Z"),
    ],
)
def test_business_days_keep_the_clock_time(zone: str, start: str, days: int, due: str) -> None:
    assert after_business_days(at(start), days, Calendar(zone)) == at(due)

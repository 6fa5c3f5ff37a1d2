"""Deadlines of many moments at once against those of one at a time, about every change of clocks."""

import random

import numpy as np
import pytest
from leadwright.dsl.zones import Calendar
from leadwright.engine.columnar.deadlines import business_days_after
from leadwright.engine.routes import after_business_days

DAY = 86_400_000_000
ZONES = ["UTC", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata", "Europe/Dublin"]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("days", [1, 2, 5, 8])
def test_as_one_by_one(zone: str, days: int) -> None:
    calendar = Calendar(zone)
    changes = [at for at, _ in calendar.shifts(1_262_304_000_000_000, 1_767_225_600_000_000)]
    dice = random.Random(days)
    moments = [at + by for at in changes for by in (-3 * DAY, -2 * DAY, -DAY - 1, -DAY, -1, 0, 1)]
    moments += [dice.choice(changes) + dice.randrange(-9 * DAY, 3 * DAY) for _ in range(500)]
    found = business_days_after(np.array(moments, np.int64), days, calendar)
    assert found.tolist() == [after_business_days(at, days, calendar) for at in moments]


def test_moments_of_many_centuries() -> None:
    calendar = Calendar("Europe/Berlin")
    moments = [-30_000_000_000_000_000, 0, 1_767_225_600_000_000]
    found = business_days_after(np.array(moments, np.int64), 3, calendar)
    assert found.tolist() == [after_business_days(at, 3, calendar) for at in moments]
    assert len(business_days_after(np.zeros(0, np.int64), 3, calendar)) == 0

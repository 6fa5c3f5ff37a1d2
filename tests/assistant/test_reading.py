"""Words, numbers, times, places and outlines, as they are read before any name of a project is known."""

import pytest
from drafting import draft
from leadwright.assistant.reading.numbers import bound_at, written
from leadwright.assistant.reading.numerals import with_number_words
from leadwright.assistant.reading.outline import outline
from leadwright.assistant.reading.people import title_at
from leadwright.assistant.reading.places import code_of, place_at
from leadwright.assistant.reading.times import window_at
from leadwright.assistant.reading.tokens import same_length, tokens_of


def tokens(text: str) -> tuple:
    return with_number_words(tokens_of(same_length(text)))


@pytest.mark.parametrize(
    ("text", "low", "high", "low_in", "high_in"),
    [
        ("50-500", 50, 500, True, True),
        ("50 – 500", 50, 500, True, True),
        ("between 50 and 500", 50, 500, True, True),
        ("from 50 to 500", 50, 500, True, True),
        ("more than 50", 50, None, False, True),
        ("over 1,000", 1000, None, False, True),
        ("at least two", 2, None, True, True),
        ("3+", 3, None, True, True),
        ("3 or more", 3, None, True, True),
        ("fewer than 50", None, 50, True, False),
        ("up to 50", None, 50, True, True),
        ("no more than 50", None, 50, True, True),
        ("≥ $20M", 20_000_000, None, True, True),
        ("$5-50M", 5_000_000, 50_000_000, True, True),
        ("more than 50 but fewer than 500", 50, 500, False, False),
        ("1.000 or more", 1000, None, True, True),
    ],
)
def test_bounds(text: str, low: int | None, high: int | None, low_in: bool, high_in: bool) -> None:
    found = bound_at(tokens(text), 0)
    assert found is not None and found[1] == len(tokens(text))
    b = found[0]
    assert (b.low, b.high) == (low, high)
    assert b.low_included == low_in and b.high_included == high_in


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("in the last 30 days", "30d"),
        ("past week", "7d"),
        ("within a fortnight", "14d"),
        ("in the last two weeks", "14d"),
        ("over the past 6 months", "180d"),
        ("this quarter", "90d"),
        ("in a week", "7d"),
        ("within 24 hours", "24h"),
    ],
)
def test_windows(text: str, window: str) -> None:
    found = window_at(tokens(text), 0)
    assert found is not None and found[0].text == window and found[1] == len(tokens(text))


def test_a_month_and_a_quarter_are_assumptions() -> None:
    found = window_at(tokens("this quarter"), 0)
    assert found is not None and "90 days" in found[0].assumption


def test_places_and_pronouns() -> None:
    assert [code_of(x) for x in ("US", "united states", "Germany", "Atlantis")] == ["US", "US", "DE", None]
    assert place_at(tokens("us"), 0) is None
    assert place_at(tokens("the us"), 0) is not None
    found = place_at(tokens("DACH"), 0)
    assert found is not None and found[0].codes == ("DE", "AT", "CH") and found[0].region is not None


def test_titles_and_above() -> None:
    found = title_at(tokens("director or above"), 0)
    assert found is not None and {"director", "vp", "ceo"} <= set(found[0].mentions)
    assert "manager" not in found[0].mentions


def test_numbers_as_the_language_writes_them() -> None:
    from decimal import Decimal

    assert [written(Decimal(x)) for x in ("50", "20000000", "1500000", "1000000000", "0.5")] == [
        "50",
        "20M",
        "1.5M",
        "1B",
        "0.5",
    ]


def test_an_outline_keeps_places_and_nests_lists() -> None:
    text = "MQL:\n- US\n- one of:\n  - demo\n  - webinar\nThanks"
    top = outline(text)
    assert [c.words(text) for c in top] == ["MQL:", "Thanks"]
    assert [c.words(text) for c in top[0].below] == ["US", "one of:"]
    assert [c.words(text) for c in top[0].below[1].below] == ["demo", "webinar"]


def test_right_words_are_left_alone() -> None:
    for word in ("contract", "printing", "county", "logic", "conversion", "employer", "channels"):
        assert not any(f"“{word}”" in a for a in draft(f"{word} signed +5").assumptions)
    assert "read “emloyees” as “employees”" in draft("50+ emloyees +5").assumptions

"""Later turns with whoever wants them, about all but some, about the whole, about bounds: read, asked or reported."""

import pytest
from drafting import draft, holds, names_in, talk

TWO = "demo request +50\nwebinar attended +10"
THREE = "demo request +50\nwebinar attended +10\nwhitepaper +5"
BOUND = "20 points for a demo request in the last 30 days"
STAGE = "MQL at 50 points"

WANTED = (
    "Alan would rather see 30 points there for the webinar.",
    "Tom from sales wants the webinar at 30",
    "the boss said the webinar should be 30",
    "per finance, 30 for the webinar",
    "30 for the webinar, says Alan",
    "webinar at 30 instead of 10 (per legal)",
    "my manager asked if we could make the webinar 30",
    "They said the webinar must be 30",
    "I spoke to Tom: he'd like the webinar at 30.",
    "turns out the webinar should be 30",
    "Anna thinks 10 is too low for the webinar. 30 is better.",
    "the branches find 10 too low for the webinar, make it 30",
    "For the webinar: make it 30",
    "the boss isn't happy with 10, 30 pls",
    "the team lead would like 20 more on the webinar",
    "Marketing: make the webinar 30",
    "after talking to Jim: webinar 30",
    "the VP of marketing prefers 30 for the webinar",
    "make the 10 a 30",
    "webinar up from 10 to 30",
    "change 10 to 30",
)
"""All of them give 30 points for the webinar."""


@pytest.mark.parametrize("said", WANTED)
def test_whoever_wants_it_the_change_is_made(said: str) -> None:
    found = talk(TWO, said)
    holds(found, "given webinar_attendance expect score = 30")
    holds(found, "given demo_request expect score = 50")


@pytest.mark.parametrize(
    "said",
    [
        "Alan would rather see 30 points there on Mondays.",
        "Jane wants 65 from the third call on",
        "Alan has 30 points",
        "In Germany: make it 30",
        "For the ebook: make it 30",
        "make the 40 a 35",
        "the 20 days should be 60",
        "30 points if they are from a bank we like",
        "make everything except the trial 15",
    ],
)
def test_what_would_be_half_of_it_is_not_done(said: str) -> None:
    found = talk("demo request +50", said)
    assert found.outcome != "draft" or found.unread, found


def test_who_says_so_is_shown() -> None:
    found = talk(TWO, "Alan would rather see 30 for the webinar")
    assert any("Alan would rather see" in note for note in found.assumptions)


SAID = (
    ((BOUND, "The client prefers 14 days instead of 30."), "given demo_request 15d ago expect score = 0"),
    ((BOUND, "the 30 days should be 60"), "given demo_request 59d ago expect score = 20"),
    ((BOUND, "30 days is way too long for Peter. He'd go for 14."), "given demo_request 15d ago expect score = 0"),
    ((BOUND, "60 days please, Mia says 30 days is too short"), "given demo_request 59d ago expect score = 20"),
    (("15 points for a demo request", "and only if it happened in the past 60 days"),
     "given demo_request 61d ago expect score = 0"),
    (("15 points for a demo request", "legal wants a 14 day window"), "given demo_request 15d ago expect score = 0"),
    ((STAGE, "Sales think 50 is too low, they want 65."), "given email_open expect score = 0"),
    ((THREE, "everything except the demo 20"),
     "given demo_request given webinar_attendance given whitepaper expect score = 90"),
    ((THREE, "all but the webinar should be 25"),
     "given demo_request given webinar_attendance given whitepaper expect score = 60"),
    ((THREE, "remove everything except the demo"),
     "given demo_request given webinar_attendance given whitepaper expect score = 50"),
    ((THREE, "the demo 30 and all the others 8"),
     "given demo_request given webinar_attendance given whitepaper expect score = 46"),
    ((THREE, "Whitepaper and webinar: 15"), "given whitepaper expect score = 15"),
    ((THREE, "Whitepaper and webinar: 15"), "given whitepaper given webinar_attendance expect score = 30"),
    ((THREE, "whitepaper and webinar 15 each"), "given whitepaper 3 times expect score = 15"),
    ((THREE, "webinar and whitepaper should be the same: 12"), "given whitepaper expect score = 12"),
    ((THREE, "the demo only 5"), "given demo_request expect score = 5"),
    ((THREE, "just 3 for the whitepaper"), "given whitepaper expect score = 3"),
    ((THREE, "Cap the total at 60"),
     "given demo_request given webinar_attendance given whitepaper expect score = 60"),
    ((THREE, "nobody gets more than 60 in total"),
     "given demo_request given webinar_attendance given whitepaper expect score = 60"),
    ((THREE, "max 60 points overall", "make the total 55"),
     "given demo_request given webinar_attendance given whitepaper expect score = 55"),
    (("demo +20, -20 for an unsubscribe", "take off 25 for the unsubscribe instead of 20"),
     "given unsubscribe expect score = -25"),
    (("20 points for 500+ employees", "or a budget above 50k"), "given lead budget 60000 expect score = 20"),
    (("20 points for a demo request", "or a whitepaper"), "given whitepaper expect score = 20"),
    (("webinar attended +10, max 30 for webinars", "the webinar down to 5"),
     "given webinar_attendance expect score = 5"),
    (("500+ employees 30, 50-499 20", "500 should be 600", "at 499, as it does"),
     "given lead employees 550 expect score = 0"),
    (("500+ employees 30, 50-499 20", "500 should be 600", "at 599"), "given lead employees 550 expect score = 20"),
    (("500+ employees 30, 50-499 20", "make it 40 instead of 50"), "given lead employees 45 expect score = 20"),
    (("page visits +1 each", "only visits to /blog"), "given page_view with path \"/blog/a\" expect score = 1"),
)  # fmt: skip


@pytest.mark.parametrize(("said", "test"), SAID)
def test_what_was_meant(said: tuple[str, ...], test: str) -> None:
    holds(talk(*said), test)


def test_a_threshold_that_somebody_wants() -> None:
    assert "score >= 65" in talk(STAGE, "Sales think 50 is too low, they want 65.").rules
    assert "score >= 60" in talk(STAGE, "per finance, 60 points").rules


def test_another_name() -> None:
    assert "stage Qualified" in talk(STAGE, "rename MQL to Qualified").rules
    segment = 'segment "Hot": demo request in the last 7 days'
    assert 'segment "Burning"' in talk(segment, "call it Burning").rules
    assert talk(TWO, "rename the webinar to event").outcome != "draft"


def test_a_segment_is_narrowed_not_everybody_kept_out() -> None:
    found = talk('segment "Hot": demo request in the last 7 days', "Lena says make it 10 days. And leave out students.")
    assert "disqualify" not in found.rules
    assert "within 10d" in found.rules
    assert "student" in found.rules
    assert any("not of all leads" in note for note in found.assumptions)


def test_what_an_alternative_goes_with_is_asked() -> None:
    first = 'segment "Hot": demo request in the last 7 days and 50+ employees'
    found = talk(first, "or a budget above 50k")
    assert found.outcome == "ask"
    inner = talk(first, "or a budget above 50k", found.questions[0].choices[1])
    assert "(employees >= 50 or budget > 50000)" in inner.rules
    open_since = talk('segment "Hot": demo request in the last 7 days', "or a webinar")
    assert open_since.outcome == "ask"


def test_of_two_that_have_the_value_the_one_meant_is_asked() -> None:
    found = talk("demo request +20\nwebinar attended +10\nwhitepaper +20", "change the 20 to 25")
    assert found.outcome == "ask"
    assert not any("webinar" in c for c in found.questions[0].choices)


CALLS = names_in("lead\n  email text\nevent call\n  minutes number\nevent meeting\nevent video_watch\n  title text\n")


def test_which_events_count() -> None:
    rules = draft("meeting 50 points, each call 5 points", names=CALLS).rules
    assert "each call add 5" in rules
    only = talk("meeting 50 points, each call 5 points", "only calls longer than 3 minutes", names=CALLS)
    assert "each call[minutes > 3] add 5" in only.rules
    assert "meeting" in only.rules


def test_so_many_for_each_and_up_to() -> None:
    found = talk("5 points per video watched", "Make it 6 per video please and cap that at 18.", names=CALLS)
    assert "each video_watch add 6 up to 18" in found.rules


def test_what_depends_on_something_is_not_made_for_all() -> None:
    assert talk(BOUND, "60 days if it's a director").outcome != "draft"


def test_all_three_are_no_three_points() -> None:
    found = talk(THREE, "all three only for companies with 50+ employees")
    holds(found, "given lead employees 60 given demo_request expect score = 50")
    holds(found, "given lead employees 40 given demo_request expect score = 0")


def test_the_window_of_one_condition_of_several() -> None:
    first = "MQL: visited pricing 3 times in 14 days and downloaded a whitepaper"
    assert (
        "visits >= 2 within 14d and whitepaper within 30d" in talk(first, "pricing 2x, whitepaper within 30 days").rules
    )
    assert "within 21d and whitepaper" in talk(first, "the pricing visits within 21 days").rules


@pytest.mark.parametrize(
    "said", ["no students and no competitors", "no students, no competitors", "no students and competitors"]
)
def test_neither_the_one_nor_the_other(said: str) -> None:
    first = "20 points for a demo request"
    student = 'given lead job_title "student", email "a@firm.example" given demo_request expect score = 0'
    rival = 'given lead job_title "nurse", email "a@rival.example" given demo_request expect score = 0'
    holds(talk(first, said), student)
    holds(talk(first, said), rival)


def test_unless_both_is_unless_both() -> None:
    found = talk("20 points for a demo request", "unless they are students and from the US")
    holds(found, 'given lead job_title "student", country "DE" given demo_request expect score = 20')


@pytest.mark.parametrize(
    "said",
    [
        "Alan wants 20 for the webinar, I don't",
        "Alan said 20 for the webinar. Ignore him.",
        "people in Germany want 20 for the webinar",
        "management only: 20 for the webinar",
    ],
)
def test_who_is_not_heeded_changes_nothing(said: str) -> None:
    assert talk(TWO, said).outcome != "draft"


def test_what_somebody_wants_with_an_exception_is_no_rule_more() -> None:
    found = talk(TWO, "Alan wants 20 for the webinar unless it is a student")
    holds(found, "given webinar_attendance expect score = 20")

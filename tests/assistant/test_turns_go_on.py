"""What a later turn changes: the smallest difference, and nothing of what was said is dropped."""

import pytest
from drafting import draft, holds, talk

TWO = "demo request +50\nwebinar attended +10"

CHANGED = (
    (("the webinar should give 15",), "given webinar_attendance expect score = 15"),
    (("bump the webinar to 20",), "given webinar_attendance expect score = 20"),
    (("webinar: 20 instead",), "given webinar_attendance expect score = 20"),
    (("5 more for the webinar",), "given webinar_attendance expect score = 15"),
    (("double the webinar",), "given webinar_attendance expect score = 20"),
    (("webinars attended are worth 25",), "given webinar_attendance expect score = 25"),
    (("webinars should count each time",), "given webinar_attendance 3 times expect score = 30"),
    (("cap the webinar at 20 points in total",), "given webinar_attendance 9 times expect score = 20"),
    (("cap the webinar at 20", "no cap"), "given webinar_attendance 9 times expect score = 90"),
    (("the webinar only within the last 30 days",), "given webinar_attendance 31d ago expect score = 0"),
    (("the demo should expire after 30 days", "no time limit"), "given demo_request 99d ago expect score = 50"),
    (("halve the demo every 14 days",), "given demo_request 15d ago expect score = 25"),
    (("but not for students",), 'given demo_request given lead job_title "Student" expect score = 0'),
    (("Sales has come back to me: make the webinar 12, please.",), "given webinar_attendance expect score = 12"),
    (("actually, scrap the webinar",), "given webinar_attendance expect score = 0"),
    (("scrap the webinar line and make the demo 40",), "given webinar_attendance given demo_request expect score = 40"),
    (("also another 5 for attending a webinar",), "given webinar_attendance expect score = 15"),
    (("only for companies with more than 200 employees",), "given demo_request expect score = 0"),
)


@pytest.mark.parametrize(("turns", "probe"), CHANGED)
def test_the_smallest_difference(turns: tuple[str, ...], probe: str) -> None:
    holds(talk(TWO, *turns), probe)
    if "demo" not in " ".join(turns) and not turns[0].startswith(("but", "only")):
        holds(talk(TWO, *turns), "given demo_request expect score = 50")


TURNS = (
    (("email click +2 each, max 10", "max 3 clicks"), "given email_click 9 times expect score = 6"),
    (("email click +2 each, max 10", "once a day at most"), "given email_click 9 times expect score = 2"),
    ((TWO, "everything should expire after 90 days"), "given demo_request 91d ago expect score = 0"),
    ((TWO, "lower both by 5"), "given demo_request given webinar_attendance expect score = 50"),
    ((TWO, "not in Germany"), 'given demo_request given lead country "DE" expect score = 0'),
    ((TWO, "also -10 for unsubscribes, and students are DQ'd"), "given unsubscribe expect score = -10"),
)


@pytest.mark.parametrize(("turns", "probe"), TURNS)
def test_of_one_or_of_all(turns: tuple[str, ...], probe: str) -> None:
    holds(talk(*turns), probe)


def test_a_country_is_no_word_of_courtesy() -> None:
    found = talk("demo request +40", "demo request in the US +60")
    holds(found, "given demo_request expect score = 40")


def test_other_events_of_a_like_name_are_added() -> None:
    found = talk("pricing page +5 per visit, max 20", "page views +1 each, max 10")
    holds(found, 'given page_view with path "/blog" expect score = 1')
    holds(found, "given pricing_page expect score = 6")


def test_a_bare_number_that_may_be_points_or_days_is_asked_about() -> None:
    assert talk("demo request +40 within 30 days", "60").outcome == "ask"


COUNTRIES = ("same for Canada", "Canada too", "also Canada", "Canada counts as well", "please add Canada to the list")


@pytest.mark.parametrize("said", COUNTRIES)
def test_one_country_more(said: str) -> None:
    found = talk("US companies +10", said)
    holds(found, 'given lead country "CA" expect score = 10 given lead country "US" expect score = 10')


@pytest.mark.parametrize(
    "said", ["Canada instead of the US", "make it Canada", "replace the US with Canada", "not the US but Canada"]
)
def test_another_country(said: str) -> None:
    holds(
        talk("US companies +10", said),
        'given lead country "US" expect score = 0 given lead country "CA" expect score = 10',
    )


REFUSED = ("make it purple", "swap the two", "remove everything", "make it 15 visits", "halve it", "raise it by a lot")


@pytest.mark.parametrize("said", REFUSED)
def test_what_cannot_be_done_is_said(said: str) -> None:
    assert talk(TWO, said).outcome != "draft"


ANSWERED = (
    ("10 points each", "given webinar_attendance 3 times expect score = 30"),
    ("10 each, up to 20", "given webinar_attendance 3 times expect score = 20"),
    ("10, but only in the US", "given webinar_attendance expect score = 0"),
    ("10 points, gone after 30 days", "given webinar_attendance 31d ago expect score = 0"),
)


@pytest.mark.parametrize(("answer", "probe"), ANSWERED)
def test_an_answer_that_says_more(answer: str, probe: str) -> None:
    holds(talk("Give points for attending a webinar", answer), probe)


def test_numbers_for_what_was_said_before() -> None:
    probe = "given pricing_page 9 times expect score = 30 wait 31d expect score = 0"
    holds(talk("Pricing page visits add points, capped.", "10 pts a visit, max 30, only the last 30 days"), probe)
    holds(draft("Pricing page visits add points. 10 a visit, max 30."), "given page_view 2 times expect score = 0")


def test_a_question_that_is_not_answered_is_not_forgotten() -> None:
    found = talk("Give points for attending a webinar", "demo request +20")
    assert found.outcome == "draft"
    assert any("webinar" in u.words for u in found.unread)
    found = talk("+10 for a good credit history", "demo request +20")
    assert any("credit" in u.words for u in found.unread)


def test_the_threshold_is_that_of_the_stage() -> None:
    found = talk("MQL at 50 points. demo request +50", "raise the threshold to 60")
    assert "score >= 60" in found.rules
    assert "add 50" in found.rules

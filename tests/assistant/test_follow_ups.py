"""Answers to questions, and follow-ups that change a draft as little as can be."""

from drafting import draft, holds, talk

PRICING = "Give 25 points when someone visits the pricing page 2 or more times in a week."


def test_another_window_other_points() -> None:
    found = talk(PRICING, "make it 14 days", "20 points")
    before = draft(PRICING).rules
    assert found.rules == before.replace("within 7d", "within 14d").replace("add 25", "add 20")
    assert any("make it 14 days" in a for a in found.assumptions)


def test_only_some_leads() -> None:
    found = talk(PRICING, "only in the US")
    holds(found, 'given pricing_page 2 times expect score = 0 given lead country "US" expect score = 25')


def test_more_is_added_and_taken_away_again() -> None:
    more = talk(PRICING, "also +10 for attending a webinar")
    holds(more, "given webinar_attendance expect score = 10 given pricing_page 2 times expect score = 35")
    less = talk(PRICING, "also +10 for attending a webinar", "remove the webinar one")
    assert less.rules == draft(PRICING).rules


def test_quotes_stay_with_their_lines() -> None:
    found = talk("demo +50\nwhitepaper +10", "remove the demo one")
    assert [(q.line, q.words) for q in found.quotes] == [(1, "whitepaper +10")]
    assert found.rules.splitlines()[0].startswith("when whitepaper")


def test_what_could_be_meant_in_two_places_is_asked() -> None:
    asked = talk("demo +50\nwhitepaper +10", "make it 60 points")
    assert asked.outcome == "ask" and len(asked.questions[0].choices) == 3
    found = talk("demo +50\nwhitepaper +10", "make it 60 points", "2")
    assert "add 50" in found.rules and "add 60" in found.rules


def test_answers_by_number_by_word_and_of_their_own() -> None:
    for answer in ("2", "the second one", "email_click", "option 2"):
        assert "when email_click add 5" in talk("email +5", answer).rules
    assert "employees > 750" in talk("people from large companies get 20 points", "more than 750").rules
    assert "add 15" in talk("Give points for visiting the pricing page", "15").rules
    assert "within 60d" in talk("recent demo request +10", "60 days").rules


def test_several_answers_at_once() -> None:
    said = "Someone who is really engaged with our site recently."
    for answer in ("1, 30 days, it makes an MQL", "visited 3 or more pages; 30 days; it makes an MQL"):
        holds(
            talk(said, answer), 'given page_view 3 times 29d ago expect stage is "MQL" wait 2d expect stage is "none"'
        )


def test_the_reading_that_was_chosen() -> None:
    said = "in the US and has 50+ employees or requested a demo"
    holds(talk(said, "2"), 'given demo_request expect stage is "MQL"')
    holds(talk(said, "1"), 'given demo_request expect stage is "none"')

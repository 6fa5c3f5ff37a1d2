"""Nothing that was said is lost in silence, whoever reads it: numbers, names, bounds, words that turn round."""

from pathlib import Path

import pytest
from leadwright.assistant.drafts import Draft, Request, Turn
from leadwright.assistant.gate import Gate
from leadwright.assistant.offline.accounts import Accounts
from leadwright.assistant.offline.drafter import OfflineDrafter
from leadwright.assistant.offline.names.lexicon import Lexicon
from leadwright.assistant.offline.turnsaid import all_done
from leadwright.assistant.reading.tokens import same_length, tokens_of

GATE = Gate.of_text('use "vocabulary.lead"\n', Path(__file__).parents[2] / "examples" / "b2b_crm")
LEXICON = Lexicon(GATE.names)


def draft(*said: str) -> Draft:
    turns: tuple[Turn, ...] = ()
    for words in said:
        found = OfflineDrafter().draft(Request(words, GATE.names, GATE.rules_text, turns), GATE)
        turns += (Turn(words, found),)
    return turns[-1].draft


def lost(said: str, rules: str) -> list[str]:
    return [said[x.start : x.end] for x in Accounts(LEXICON).lost(tokens_of(same_length(said)), rules)]


@pytest.mark.parametrize(
    ("said", "rules", "missing"),
    [
        ("20 points for a demo in 14 days", "when demo_request add 20", ["14"]),
        ("20 points for a demo in 2 weeks", "when demo_request within 14d add 20", []),
        ("companies over 10k employees 20", "when employees > 10000 add 20", []),
        ("VPs in Germany: 10", "when job_title mentions any of (\"vp\") add 10", ["Germany"]),
        ("VPs in Germany: 10", "when country is \"DE\" add 10", ["VPs"]),
        ("no demo request: -10", "when demo_request add 10", ["no"]),
        ("over 50 employees: 10", "when employees >= 50 add 10", ["50"]),
        ("over 50 employees: 10", "when employees >= 51 add 10", []),
        ("at most 50 employees: 10", "when employees < 50 add 10", ["50"]),
        ("3 different webinars: 10", "when webinar_attendance >= 3 add 10", ["different"]),
        ("a demo request or a whitepaper: 10", "when demo_request and whitepaper add 10", ["or"]),
        ("employees (in thousands) 1-5: 10", "by employees 1 to 5 add 10", ["in"]),
        ("20 points for 3 emails in a row", "when email_open opens >= 3 add 20", ["in"]),
    ],
)  # fmt: skip
def test_what_is_not_found_again(said: str, rules: str, missing: list[str]) -> None:
    assert lost(said, rules) == missing


def test_what_a_rule_says_of_itself_is_no_account() -> None:
    assert lost("demo in 14 days", 'when demo_request add 5 as within_14 because "demo in 14 days"') == ["14"]


CURRENT = Draft("draft", "when demo_request within 60d\n  add 20 as demo_request\n")


def test_a_turn_of_which_nothing_is_done_is_declined() -> None:
    found = all_done("Alan sees 30 points there.", CURRENT, CURRENT, LEXICON, lambda _: CURRENT)
    assert found.outcome == "decline"
    assert [u.words for u in found.unread] == ["Alan sees 30 points there."]


def test_the_sentence_that_is_lost_is_reported_beside_what_is_done() -> None:
    done = Draft("draft", "when demo_request within 60d\n  add 25 as demo_request\n")
    found = all_done("Kim sees 120 days. 25 points now.", CURRENT, done, LEXICON, lambda _: done)
    assert found.rules == done.rules
    assert [u.words for u in found.unread] == ["Kim sees 120 days"]


def test_a_restriction_that_is_lost_takes_all_of_the_turn_with_it() -> None:
    done = Draft("draft", "when demo_request within 60d\n  add 25 as demo_request\n")
    found = all_done("25 points. But only in Germany.", CURRENT, done, LEXICON, lambda _: done)
    assert found.outcome == "decline"


def test_changes_by_so_many_are_found_again() -> None:
    done = Draft("draft", "when demo_request within 60d\n  add 25 as demo_request\n")
    assert all_done("5 points more please", CURRENT, done, LEXICON, lambda _: done) == done


def test_the_wider_row_of_a_table_does_not_hide_the_narrower() -> None:
    assert draft("EU: 10 points, Germany: 15 points").outcome != "draft"
    assert draft("Germany: 15 points, EU: 10 points").outcome == "draft"


def test_what_stands_behind_all_of_them_is_of_all() -> None:
    found = draft("Email opens: 1 point, clicks: 3 points, each capped at 10")
    assert "each email_open add 1 up to 10" in found.rules
    found = draft("5 to 10 visits: 10 points, over 10 visits: 20 points, in 30 days")
    assert "by page_view visits within 30d" in " ".join(found.rules.split())


def test_who_comes_back_comes_twice() -> None:
    assert draft("20 points if they come back to the pricing page within 10 days").outcome != "draft"


def test_minutes_are_no_window_where_days_were() -> None:
    found = draft("20 points for a demo in the last 30 days", "make it 20 minutes")
    assert "minutes" not in found.rules


def test_a_number_of_a_band_may_be_its_bound() -> None:
    said = "companies with 50-200 employees get 10, over 200 get 20"
    assert draft(said, "make the second band 250").outcome != "draft"
    assert "above 200  add 25" in draft(said, "make the second band 25 points").rules

"""Definitions as they are typed in chats, mails and tables: webinars, bands that overlap, short forms, follow-ups."""

import pytest
from drafting import VOCABULARY, draft, holds, names_in, talk

READ = [
    ("webnar +10", "given webinar_registration expect score = 0 given webinar_attendance expect score = 10"),
    ("5 points per webinar, max 20", "given webinar_attendance 5 times expect score = 20"),
    (
        "register for a webinar +5",
        "given webinar_attendance expect score = 0 given webinar_registration expect score = 5",
    ),
    (
        "500+ employees 30, 50+ 20",
        "given lead employees 500 expect score = 30 given lead employees 499 expect score = 20",
    ),
    ("50+ employees: 20 points.\n500+ employees: 30 points", "given lead employees 600 expect score = 30"),
    ("10 points if from the US, 5 if from Canada, otherwise none", 'given lead country "CA" expect score = 5'),
    ("Germany 10 points, everyone else nothing", 'given lead country "FR" expect score = 0'),
    (
        "demo request +60. MQL needs 60 points, a demo request and a US address",
        'given demo_request expect stage is "none" given lead country "US" expect stage is "MQL"',
    ),
    (
        "pricing page +5 per visit, max 25, last 30 days only",
        "given pricing_page 6 times expect score = 25 wait 31d expect score = 0",
    ),
    ("Every webinar they attend is worth 10", "given webinar_attendance 2 times expect score = 20"),
    ("+5/email click (max 20)", "given email_click 6 times expect score = 20"),
    (
        "registered but did not attend: 5 points",
        "expect score = 0 given webinar_registration expect score = 5 given webinar_attendance expect score = 0",
    ),
    (
        "Pricing page viewed twice in a week → +10. Three or more → +25.",
        "given pricing_page 2 times expect score = 10 given pricing_page expect score = 25",
    ),
    ("webinar no-shows: -5", "given webinar_registration expect score = -5 given webinar_attendance expect score = 0"),
    ("revenue 1M+ 10, 10M+ 20, 50M+ 30", "given lead revenue 10M expect score = 20"),
    (
        "VP+ 20, Director 15, rest 0",
        'given lead job_title "CEO" expect score = 20 given lead job_title "Sales Director" expect score = 15',
    ),
    ("employees 50+ 20, 500+ 30, otherwise none", "given lead employees 500 expect score = 30"),
    ("webinar: 10, webinar signup: 5", "given webinar_registration expect score = 5"),
    ("registered for the webinar 5 pts, attended 15", "given webinar_attendance expect score = 15"),
    ("demo request | 50\nemail click | 2", "given demo_request given email_click expect score = 52"),
    ("Action\tPoints\ndemo request\t50", "given demo_request expect score = 50"),
    ("if someone opens 3 emails in a week give em 5", "given email_open 3 times expect score = 5"),
    ("US 10, else nothing", 'expect score = 0 given lead country "US" expect score = 10'),
    ("US: 10 points", 'given lead country "CA" expect score = 0 given lead country "US" expect score = 10'),
    ("US: 10. Canada: 5. otherwise none.", 'expect score = 0 given lead country "CA" expect score = 5'),
    ("US 10; Canada 5; others none. whitepaper +5", 'given lead country "US" given whitepaper expect score = 15'),
    (
        "demo request +50. email click: +3 per click; max 15; last 14 days only",
        "given email_click 6 times expect score = 15 given demo_request expect score = 65 wait 15d expect score = 50",
    ),
    ("+5 per email click; max 15; webinar +10", "given email_click 4 times given webinar_attendance expect score = 25"),
    (
        "whitepaper +50. MQL at 50 points. SQL needs MQL and a known budget",
        'given lead budget 500 expect stage is "none" given whitepaper expect stage is "SQL"',
    ),
    (
        "whitepaper +50. MQL: 50 points. SQL: MQL as well as a known budget",
        'given lead budget 500 expect stage is "none" given whitepaper expect stage is "SQL"',
    ),
    (
        "whitepaper +50. MQL: 50 points. A lead becomes sales qualified when it is an MQL and we know the budget",
        'given lead budget 500 expect stage is "none" given whitepaper expect stage is "SQL"',
    ),
    (
        "whitepaper +50. MQL at 50 points. sales-qualified = MQL + budget known + need is yes",
        'given lead budget 500, need "yes" expect stage is "none" given whitepaper expect stage is "SQL"',
    ),
    (
        "2+ pricing visits 10, 5+ pricing visits 25",
        "given pricing_page 2 times expect score = 10 given pricing_page 3 times expect score = 25",
    ),
]


@pytest.mark.parametrize(("said", "probe"), READ)
def test_is_read_whole(said: str, probe: str) -> None:
    found = draft(said)
    holds(found, probe)
    assert not found.unread


def test_what_a_webinar_is_taken_for_is_stated() -> None:
    assert "read “webinar” as attending it: a registration alone gives nothing" in draft("webinar: 10").assumptions
    assert not any("registration alone" in a for a in draft("attended a webinar: 10").assumptions)


def test_that_the_highest_band_alone_counts_is_stated() -> None:
    found = draft("500+ employees 30, 50+ 20")
    assert found.assumptions == ("only the highest band of `employees` that a lead reaches counts",)


@pytest.mark.parametrize(
    "said",
    [
        "50+ employees: 20 points, another 10 for 500+",
        "50+ employees: 20 points. 500+ employees: 10 points",
        "50+ employees: +20. 500+ employees: +30.",
        "2+ pricing visits +10, 5+ pricing visits +25",
        "5+ pricing visits 10, 2+ pricing visits 25",
        "2 visits of the pricing page: 10 points. 3 visits of the pricing page: 20 points.",
    ],
)
def test_what_may_be_added_up_is_asked(said: str) -> None:
    assert draft(said).outcome == "ask"


@pytest.mark.parametrize(
    "said",
    [
        "+5/day",
        "VP+ 20",
        "US 10, UK 5, everyone else is disqualified",
        "demo request 10, else nothing",
        "employees 50, else nothing",
        "MQL at 50. Otherwise none",
        "10 pts for a webinar, double if they attended two",
        "registered for webinar 'ROI Day' but did not attend: 5 points",
    ],
)
def test_what_is_in_doubt_is_not_drafted(said: str) -> None:
    assert draft(said).outcome == "decline"


def test_what_a_rule_should_be_worth() -> None:
    said = "whitepaper +10. webinar attended +5"
    holds(talk(said, "whitepaper should be 20"), "given whitepaper expect score = 20")
    assert talk(said, "ebooks should be 20").outcome != "draft"


def test_what_the_most_should_be() -> None:
    said = "10 points per webinar, max 30"
    for more in ("max should be 40", "the cap should be 40", "set the max to 40"):
        holds(
            talk(said, more), "given webinar_attendance 5 times expect score = 40 given demo_request expect score = 40"
        )
    holds(talk(said, "webinar should be 15"), "given webinar_attendance expect score = 15")


def test_what_a_row_should_be() -> None:
    said = "500+ employees 30, 50+ 20"
    holds(talk(said, "500+ should be 40"), "given lead employees 500 expect score = 40")
    changed = talk(said, "50+ employees should be 25 points")
    holds(changed, "given lead employees 50 expect score = 25 given lead employees 500 expect score = 30")
    assert talk(said, "200+ should be 25").outcome == "decline"
    assert talk(f"{said}. revenue 500+ 10, 50+ 5", "500+ should be 40").outcome == "ask"
    assert talk(f"{said}. 500+ page views 10 points", "500+ should be 40").outcome == "decline"


def test_a_stage_of_the_rules_goes_before() -> None:
    found = draft("SQL needs MQL and a known budget", names=names_in(f"{VOCABULARY}stage MQL\n  when demo_request\n"))
    assert "stage SQL after MQL\n  when budget is known" in found.rules

"""Lists, tables, policies and mails: what headings say of their lines, and what an unread line takes with it."""

import pytest
from drafting import draft, holds

US = 'given lead country "US"'

READ = [
    # headings that say nothing
    ("quick wins for Q3:\n• demo request +40\n• whitepaper +5", "given demo_request expect score = 40"),
    ("decay (finally!)\n- whitepaper +5\n- login +1", "given login expect score = 1"),
    (
        "Hi all,\n\nhope you had a good break! As promised, here is what we agreed on Monday:\n\n"
        "demo request = 40\nwhitepaper = 5\n\nShout if anything is off.\n\nCheers,\nDana\nHead of Demand | +1 555 0102",
        "given demo_request given whitepaper expect score = 45",
    ),
    ("Lead scoring policy, version 2.1\n\n1. Fit\n1.1 US: +10\n2. Intent\n2.1 Demo: +40", f"{US} expect fit = 10"),
    ("Fit\nUS: 10\nDirector: 15\n\nBehaviour\ndemo: 40", "given demo_request expect behaviour = 40 and fit = 0"),
    ("**Fit**\n\nUS: 10\n\n## Behaviour\ndemo: 40", f"{US} expect score = 10"),
    ("Behaviour: demo +40, whitepaper +5", "given demo_request given whitepaper expect behaviour = 45"),
    ("On the fit side: US +10, directors +15", f"{US} expect fit = 10"),
    ("For fit, US companies get 10 points. For behaviour, a demo gets 40.", f"{US} expect fit = 10"),
    ("IMPORTANT: competitors are never scored.\n\ndemo +40", 'given lead email "a@rival.example" expect disqualified'),
    ("demo +5\n\nWhat disqualifies?\nCompetitors\nStudents", 'given lead job_title "Student" expect disqualified'),
    ("Bad stuff:\n- unsubscribed: 20", "given unsubscribe expect score = -20"),
    # headings that bind their lines
    (
        "For EU leads:\n- demo +40",
        f'{US} given demo_request expect score = 0 given lead country "FR" expect score = 40',
    ),
    ("US only:\ndemo +40\nwebinar +10", f"given demo_request expect score = 0 {US} expect score = 40"),
    ("Lead scoring for directors:\n- demo +10", "given demo_request expect score = 0"),
    (
        "The rules below only apply to companies with 50+ employees:\n- demo +40",
        "given demo_request expect score = 0 given lead employees 50 expect score = 40",
    ),
    ("20 points each:\n- demo\n- whitepaper", "given demo_request given whitepaper expect score = 40"),
    ("High value (+20):\n * demo\n\nLow value (+1)\n * email open", "given email_open expect score = 1"),
    ("Tier 1 (10 points): US, Canada\nTier 2 (5 points): France", f"{US} expect score = 10"),
    ("Hot (20 pts): demo, whitepaper", "given demo_request given whitepaper expect score = 40"),
    # sentences that bind the others
    ("Only score leads from DACH. Demo request +50.", "given demo_request expect score = 0"),
    ("demo +40\nlogin +1\nAll of this only for the US.", f"given demo_request expect score = 0 {US} expect score = 40"),
    (
        "Only leads from Germany or the UK can become an MQL. MQL at 50 points. demo +50",
        'given demo_request expect stage is "none" and score = 50 given lead country "GB" expect stage is "MQL"',
    ),
    # what lines are about
    ("Webinars\n- registered: 5\n- attended: 15", "given webinar_registration expect score = 5"),
    (
        "Pricing page\n- 1 visit: 5\n- 2-3 visits: 10\n- 4+ visits: 20",
        "given pricing_page expect score = 5 given pricing_page expect score = 10 given pricing_page 2 times "
        "expect score = 20",
    ),
    ("Company size\n1-49: 0\n50-499: 10\n500+: 20", "given lead employees 499 expect score = 10"),
    ("Title:\n- CEO: 30\n- VP: 20\n- Other: 0", 'given lead job_title "VP" expect score = 20'),
    ("Country points:\nUS 10\nCanada 8\nRest of world 1", 'given lead country "FR" expect score = 1'),
    # numbers at the ends of lines, or before them
    ("Points:\ndemo request 50\nwhitepaper 5", "given demo_request expect score = 50"),
    ("demo request 50\nwhitepaper 5\nlogin 1", "given login expect score = 1"),
    ("50: demo request\n5: whitepaper", "given demo_request expect score = 50"),
    ("demo request ..... 50\nwhitepaper ..... 5", "given whitepaper expect score = 5"),
    ("Demo request: 50. Whitepaper: 5. That's it for now!", "given whitepaper expect score = 5"),
    # tables
    (
        "Headcount        Pts\n1 - 49           0\n50 - 199         10\n1000+            15",
        "given lead employees 50 expect score = 10",
    ),
    ("Job title\tPoints\nCEO\t30\nDirector\t10", 'given lead job_title "Director" expect score = 10'),
    (
        "Criterion | Value | Points\nCountry | US | 10\nEmployees | 500+ | 20",
        "given lead employees 500 expect score = 20",
    ),
    ("Action | Points | Max\nlogin | 5 | 20", "given login 9 times expect score = 20"),
    ("| # | Signal | Weight |\n|--|--|--|\n| 1 | Demo | 40 |\n| 2 | Login | 1 |", "given login expect score = 1"),
    ("| | Points |\n|--|--|\n| **Fit** | |\n| US | 10 |\n| **Intent** | |\n| demo | 40 |", f"{US} expect fit = 10"),
    ("Category | Action | Points\nFit | US | 10\nIntent | demo | 40", "given demo_request expect intent = 40"),
    ("Score   Action\n50      demo request\n5       whitepaper", "given whitepaper expect score = 5"),
    # names that the definition gives
    (
        "Mid-market = 100-999 employees, enterprise = 1,000+. Mid-market +10, enterprise +20.",
        "given lead employees 999 expect score = 10 given lead employees 1000 expect score = 20",
    ),
    ("Mid-market means 100 to 999 employees.\n\nMid-market: +10", "given lead employees 100 expect score = 10"),
    ("ICP:\n- US or Canada\n- 50+ employees\n\nICP +40\ndemo +20", f"{US}, employees 50 expect score = 40"),
    (
        "Window shoppers (5+ page views in 30 days): -10",
        "given page_view 4 times expect score = 0 given page_view expect score = -10",
    ),
    # titles
    (
        "SQL definition\n\nRegion: US\nTitle: director",
        'given lead country "US", job_title "Director" expect stage is "SQL"',
    ),
    (
        "MQL definition (agreed with sales)\n\nAccount: mid-market. Mid-market = 100-999 employees.\nRegion: US.\n"
        "Engagement, any one of these in the last 60 days:\n - demo request\n - 5+ page views\nExclude: students.",
        f'{US}, employees 100 given demo_request expect stage is "MQL" wait 60d expect stage is "none"',
    ),
]


@pytest.mark.parametrize(("said", "probe"), READ)
def test_does_what_was_said(said: str, probe: str) -> None:
    holds(draft(said), probe)


PARTLY = [
    ("• demo request +40\n• G2 profile view +15\n• login +1", ["G2 profile view +15"]),
    ("Ignore the old ones:\n- demo +10\n\nNew ones:\n- demo +50", ["Ignore the old ones:", "demo +10"]),
    ("Nice to have:\n- 50+ employees\n\nPoints:\n- demo +10", ["Nice to have:", "50+ employees"]),
    ("MQL:\n- US\n- uses Salesforce\n\nPoints\n- demo +40", ["uses Salesforce", "US"]),
    ("Fit:\n- US +10\n- only with a contract\nBehaviour:\n- demo +40", ["only with a contract", "US +10"]),
    ("1. demo +40. Only once a moon.\n2. login +1", ["Only once a moon", "demo +40"]),
    ("Any of these:\n- demo +10\n- login +5\n\nFit:\n- US +10", ["Any of these:", "demo +10", "login +5"]),
    ("Webinar 'ROI Day':\n- attended +15\n\nOther:\n- demo +10", ["Webinar 'ROI Day':", "attended +15"]),
]


@pytest.mark.parametrize(("said", "unread"), PARTLY)
def test_what_is_not_read_takes_only_its_own_with_it(said: str, unread: list[str]) -> None:
    found = draft(said)
    assert found.outcome == "draft", found
    words = [u.words for u in found.unread]
    assert all(any(w in x for x in words) for w in unread), words
    assert not any(w in found.rules for w in ("G2", "Salesforce"))


@pytest.mark.parametrize(
    "said",
    [
        "Demo +40. Only score leads from DACH except Austria.",
        "Only score leads that are nice. Webinar +10.",
        "MQL definition\n\nRegion: US\nUses: Salesforce\n\nExclude: competitors",
        "Ignore the old ones:\n- demo +10",
        "Consultancies (under 10 employees): -10",
    ],
)
def test_what_may_bind_all_of_it_is_not_left_out(said: str) -> None:
    assert draft(said).outcome == "decline"


def test_a_heading_that_changes_nothing_is_stated() -> None:
    found = draft("quick wins for Q3:\n• demo request +40")
    assert "“quick wins for Q3” is read as a heading that changes nothing below it" in found.assumptions


def test_no_condition_is_made_of_what_is_nice_to_have() -> None:
    found = draft("Must have: US\nNice to have: 50+ employees\nMQL if demo request")
    assert found.outcome == "ask" and [u.words for u in found.unread] == ["Nice to have: 50+ employees"]


MORE = [
    (
        "Inactivity (the deductions are not cumulative; only the highest one applies)\n\n"
        "30 days without any activity: -5\n60 days without any activity: -15",
        "given login 40d ago expect score = -5 wait 30d expect score = -15",
    ),
    ("Web (highest only)\n- demo: 5\n- whitepaper: 15", "given demo_request given whitepaper expect score = 15"),
    (
        "Fit\nUS +10\nDirector +70\n\nThe fit score is capped at 70 points.",
        f'{US}, job_title "Director" expect fit = 70',
    ),
    (
        "What we call a qualified prospect (enterprise team)\n\n* US\n* 50+ employees",
        f'{US}, employees 49 expect stage is "none" given lead employees 50 expect stage is "Qualified prospect"',
    ),
    (
        "MQL: at least two of the following three are met: US; 50+ employees; demo request.",
        f'{US} expect stage is "none" given demo_request expect stage is "MQL"',
    ),
    (
        "A lead is an MQL when all of the following are true:\na) US;\nb) 50+ employees; and\nc) demo request.",
        f'{US}, employees 50 expect stage is "none" given demo_request expect stage is "MQL"',
    ),
]


@pytest.mark.parametrize(("said", "probe"), MORE)
def test_does_what_was_said_too(said: str, probe: str) -> None:
    holds(draft(said), probe)


def test_a_limit_of_no_group_that_is_there_is_not_left_out() -> None:
    assert draft("demo +10\n\nFit is capped at 70 points.").outcome == "decline"


AGAIN = [
    ("Last 30 days:\n- demo +40\n- whitepaper +5", "given whitepaper expect score = 5 wait 31d expect score = 0"),
    ("- email click +1\n  - max 10\n- demo +40", "given email_click 20 times given demo_request expect score = 50"),
    (
        "Give 10 points for each webinar attended in the last\n90 days, up to 30 points.",
        "given webinar_attendance 4 times expect score = 30",
    ),
    ("Current:\n- demo +10\n\nNew:\n- demo +20", "given demo_request expect score = 20"),
    ("MQL definition (effective Q1): US and a demo request", f'{US} given demo_request expect stage is "MQL"'),
    ("Fit scoring (0-50)\n- US: 40\n- Director: 40", f'{US}, job_title "Director" expect fit = 50'),
    ("Knock-outs (auto DQ):\n- students", 'given lead job_title "Student" expect disqualified'),
    (
        "Employees of 500 or more = 20 pts, 50 to 499 = 10, under 10 minus 10",
        "given lead employees 9 expect score = -10 given lead employees 50 expect score = 10",
    ),
    (
        "demo +40\nlogin +1\n\nOnly companies in the US.\n",
        f"given demo_request expect score = 0 {US} expect score = 40",
    ),
]


@pytest.mark.parametrize(("said", "probe"), AGAIN)
def test_does_what_was_said_again(said: str, probe: str) -> None:
    holds(draft(said), probe)


@pytest.mark.parametrize(
    "said",
    [
        "Action | Old points | New points\ndemo request | 10 | 40\nwhitepaper | 5 | 8",
        "Company | Employees | Revenue\nAcme | 50 | 100\nInitech | 500 | 1000",
        "MQL if:\npricing page 3\nwebinar 2\ndemo request 1",
        "webinar (the big one): +10",
        "pricing page (mobile): +10",
        "For example, a director from the US gets 25.",
        "Fit (40%)\n- US: 10\nIntent (60%)\n- demo: 40",
    ],
)
def test_what_is_said_otherwise_is_not_drafted(said: str) -> None:
    assert draft(said).outcome == "decline"

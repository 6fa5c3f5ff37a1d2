"""The ten definitions that were agreed on, graded by running what is drafted."""

from drafting import draft, holds


def test_points_for_two_visits_in_a_week() -> None:
    found = draft("Give 25 points when someone visits the pricing page 2 or more times in a week.")
    holds(
        found,
        """given pricing_page 1d ago expect score = 0 given pricing_page 2d ago expect score = 25
        given pricing_page 3 times 1d ago expect score = 25""",
    )
    holds(found, "given pricing_page 1d ago given pricing_page 8d ago expect score = 0")


MQL = (
    "An MQL is: company in USA, mid-market (50-500 employees), AND has done one of these in the last 30 days: "
    "downloaded whitepaper 'CRM Implementation Guide'; attended webinar 'Sales Pipeline Management'; "
    "visited 3+ pages on our website; submitted demo request."
)


def test_a_definition_of_an_mql() -> None:
    found = draft(MQL)
    assert found.assumptions
    for employees, stage in ((49, "none"), (50, "MQL"), (500, "MQL"), (501, "none")):
        lead = f'given lead country "US", employees {employees}'
        holds(found, f'{lead} given demo_request 1d ago expect stage is "{stage}" expect score = 0')
    lead = 'given lead country "US", employees 100'
    holds(found, f'{lead} given demo_request 31d ago expect stage is "none"')
    holds(found, f'{lead} given whitepaper with title "CRM Implementation Guide" 1d ago expect stage is "MQL"')
    holds(found, f'{lead} given whitepaper with title "Another" 1d ago expect stage is "none"')
    webinar = 'with title "Sales Pipeline Management" 1d ago'
    holds(found, f'{lead} given webinar_registration {webinar} expect stage is "none"')
    holds(found, f'{lead} given webinar_attendance {webinar} expect stage is "MQL"')
    holds(found, f'{lead} given page_view 2 times 1d ago expect stage is "none" given page_view expect stage is "MQL"')
    holds(found, 'given lead country "CA", employees 100 given demo_request 1d ago expect stage is "none"')


def test_bands_of_a_number() -> None:
    found = draft("Companies with over 500 employees get 30 points, 50 to 500 get 20, fewer than 50 get 5.")
    for employees, points in ((500, 20), (501, 30), (50, 20), (49, 5)):
        holds(found, f"given lead employees {employees} expect score = {points}")
    holds(found, "expect score = 0")


def test_titles_in_industries() -> None:
    found = draft("Directors, VPs and C-level people in software or fintech: +20.")
    for title in ("Sales Director", "VP Marketing", "Chief Revenue Officer", "CEO"):
        holds(found, f'given lead job_title "{title}", industry "Fintech" expect score = 20')
    holds(found, 'given lead job_title "Manager", industry "Software" expect score = 0')
    holds(found, 'given lead job_title "CEO", industry "Retail" expect score = 0')


def test_points_taken_off() -> None:
    found = draft("If they unsubscribed in the last 180 days take 50 off.")
    holds(found, "given unsubscribe 179d ago expect score = -50 wait 2d expect score = 0")


def test_and_and_or_with_the_reading_shown() -> None:
    found = draft("Company is in the US or Canada and has more than 100 employees or more than $20M revenue.")
    assert any("(employees > 100 or revenue > 20M)" in a for a in found.assumptions)
    holds(found, 'given lead country "CA", employees 101 expect stage is "MQL"')
    holds(found, 'given lead country "US", employees 100, revenue 20000001 expect stage is "MQL"')
    holds(found, 'given lead country "DE", employees 500, revenue 90M expect stage is "none"')
    holds(found, 'given lead country "US", employees 100, revenue 20M expect stage is "none"')


def test_headings_on_one_line() -> None:
    found = draft(
        "Fit: • B2B SaaS • 50+ employees / Intent (any one, 14 days): • demo • pricing 3x / "
        "Disqualify: • competitor domain acme.com • student."
    )
    lead = 'given lead industry "B2B SaaS", employees 50'
    holds(found, f'{lead} expect stage is "none" given demo_request 13d ago expect stage is "MQL"')
    holds(found, f'{lead} given demo_request 15d ago expect stage is "none"')
    holds(found, f'{lead} given pricing_page 2 times expect stage is "none" given pricing_page expect stage is "MQL"')
    holds(found, f'{lead}, email "a@acme.com" given demo_request expect disqualified')
    holds(found, f'{lead}, job_title "PhD Student" given demo_request expect disqualified')
    holds(found, 'given lead industry "B2B SaaS", employees 49 given demo_request expect stage is "none"')


def test_vague_words_are_asked_about() -> None:
    found = draft("Someone who is really engaged with our site recently.")
    assert found.outcome == "ask" and not found.rules
    assert 2 <= len(found.questions) <= 3 and all(q.choices for q in found.questions)


def test_what_nobody_records_is_declined() -> None:
    found = draft("Score by how likely they are to buy according to LinkedIn Sales Navigator.")
    assert found.outcome == "decline" and "import" in found.reason
    assert [u.words for u in found.unread] == [
        "Score by how likely they are to buy according to LinkedIn Sales Navigator"
    ]


def test_typing_mistakes_are_put_right_and_listed() -> None:
    from drafting import VOCABULARY, names_in

    vocabulary = VOCABULARY.replace("event webinar_registration", "event booking").replace(
        "webinar_attendance", "webinar"
    )
    found = draft("pricng page 2x in 7 dyas = 25pts; webnar +10.", names=names_in(vocabulary))
    read = " ".join(found.assumptions)
    for wrong, right in (("pricng", "pricing"), ("dyas", "days"), ("webnar", "webinar")):
        assert f"read “{wrong}” as “{right}”" in read
    holds(found, "given pricing_page 2 times 1d ago expect score = 25 given webinar expect score = 35", vocabulary)

"""The same said in other words: who is spared, "same for", points without numbers, bands of "those", signed lists."""

from drafting import draft, holds, talk


def test_whom_but_not_spares_is_not_kept_out_by_it():
    found = draft("Demo request 40 points. dq competitors but not students")
    holds(found, 'given lead email "a@rival.example", job_title "Head of IT"\nexpect disqualified')
    holds(found, 'given lead email "a@rival.example", job_title "Student"\nexpect not disqualified')
    holds(found, 'given lead email "a@fine.example", job_title "Head of IT"\nexpect not disqualified')
    assert draft("dq competitors, interns but not students").outcome != "draft"


def test_same_for_others():
    found = draft("Demo request 40 points. dq anyone on a competitor domain, same for students")
    holds(found, 'given lead job_title "Student"\nexpect disqualified')
    holds(found, 'given lead email "a@rival.example"\nexpect disqualified')


def test_signed_parts_of_a_list_speak_of_the_leads():
    found = draft("+20 for a demo request, +10 if they are in the US, and -10 if their NPS is under 6")
    holds(found, 'given lead country "US"\ngiven demo_request 2d ago\nexpect score = 30')
    assert [u.words for u in found.unread] == ["-10 if their NPS is under 6"]
    assert draft("20 for a demo request, 30 if they are in the US").outcome != "draft"


def test_bands_of_those():
    found = draft("Companies with revenue below $1M get 0 points, those from $1M to $10M 10 and those above $10M 25")
    for revenue, points in (("900k", 0), ("1M", 10), ("10M", 10), ("11M", 25)):
        holds(found, f"given lead revenue {revenue}\nexpect score = {points}")


def test_points_that_are_to_be_confirmed_are_asked_for():
    found = draft("Activity\tPoints\nDemo request\ttbd\nPricing page\ttbc\nLogin\tto be decided")
    assert found.outcome == "ask"
    assert len(found.questions) == 3


def test_once_however_many():
    found = draft("Whitepaper download: 15 once, however many papers")
    holds(found, "given whitepaper 3 times 2d ago\nexpect score = 15")
    assert draft("Whitepaper download: 15 each, however many papers").outcome != "draft"


def test_a_big_number_is_no_number_of_points():
    found = talk("50 points for a budget over $20K", "make that 25k")
    holds(found, "given lead budget 22000\nexpect score = 0")
    holds(found, "given lead budget 26000\nexpect score = 50")

"""Lines whose layout says which number is the points: dots, boxes, parentheses, bare numbers at the ends."""

import pytest
from drafting import draft, holds

READ = [
    (
        "(15) attended a webinar\n(40) demo form\n(-20) competitor",
        'given demo_request given lead email "a@rival.example" expect score = 20',
    ),
    ("[20 pts] attended a webinar\n[40 pts] demo form", "given demo_request expect score = 40"),
    ("(1) attended a webinar +15\n(2) demo form +40", "given demo_request expect score = 40"),
    (
        "Activation (max 30 from this section)\n[x] demo request ....... 25\n[ ] 2+ logins .. 15",
        "given demo_request given login 2 times expect score = 30",
    ),
    ("- demo request  40\n- whitepaper\t10", "given whitepaper expect score = 10"),
    (
        "`demo_request` → **40**\n`employees` 50+ → **10**",
        "given demo_request given lead employees 50 expect score = 50",
    ),
    ("Scores\ndemo request 50\nwhitepaper 10\nwebinar attended 20", "given whitepaper expect score = 10"),
    (
        "- Email open 1\n- Email click 3\n- 4+ pricing page visits 10\n- demo 20\nMQL = 25",
        'given demo_request given pricing_page 4 times expect stage is "MQL"',
    ),
    (
        "Engagement scoring (per contact, max 5):\nEmail open 1\nEmail click 3\nwhitepaper 10",
        "given whitepaper expect engagement = 5",
    ),
    (
        "Employees\n500 or more: 30\n50 to 499: 20\nunder 50: 5\n\nRevenue\n10M+: 10\nunder 10M: 0",
        "given lead employees 60, revenue 20M expect score = 30",
    ),
    ("Company\n- 50+ employees +10\n- software or fintech +5", 'given lead industry "fintech" expect score = 5'),
]


@pytest.mark.parametrize(("said", "probe"), READ)
def test_marked_lines_are_read(said: str, probe: str) -> None:
    holds(draft(said), probe)


@pytest.mark.parametrize(
    "said",
    [
        "- email open 1\n- email click 3\n- employees 50 to 200\n- webinars in the last 30",
        "An MQL has all of these:\n- email opens 3\n- email clicks 2\n- whitepapers 1\n- employees over 50",
    ],
)
def test_numbers_at_the_ends_are_not_always_points(said: str) -> None:
    assert "add" not in draft(said).rules

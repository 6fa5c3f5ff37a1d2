"""Rules in plain English: every kind of rule, measure, window and condition."""

from pathlib import Path

import pytest
from leadwright.assistant.describing import about, card
from leadwright.assistant.describing.about import asked_about
from leadwright.assistant.gate import Gate

AUTOMATION = Path(__file__).parents[2] / "examples" / "marketing_automation"


def described(rules: str) -> str:
    checked = Gate.of_text(f'use "vocabulary.lead"\n\ngroup g\n  {rules}\n', AUTOMATION).base
    assert checked.model is not None, [d.message for d in checked.diagnostics]
    return card(checked).partition("## G (`g`)\n\n")[2].partition("\n\n")[0]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("when page_view visits > 2 add 5", "Adds 5 points if there were more than 2 `page_view`."),
        ("when page_view visits = 3 add 1", "Adds 1 point if there were exactly 3 `page_view`."),
        ("when page_view add 2.5", "Adds 2.5 points if there was at least one `page_view`."),
        ("when no login within 30d subtract 10", "Takes 10 points off if there was no `login` in the last 30 days."),
        (
            "when no activity within 1d subtract 1",
            "Takes 1 point off if there was no event of any kind in the last day.",
        ),
        (
            "when login days >= 3 within 7d add 5",
            "Adds 5 points if there was a `login` on at least 3 days in the last 7 days.",
        ),
        (
            "when feature_used distinct feature < 3 add 5",
            "Adds 5 points if there was a `feature_used` with fewer than 3 different values of `feature`.",
        ),
        (
            "when call total minutes >= 20 within 36h add 5",
            "Adds 5 points if the total `minutes` of `call` in the last 36 hours is at least 20.",
        ),
        (
            "when days since last reply >= 60 subtract 5",
            "Takes 5 points off if the number of days since the last `reply` is at least 60.",
        ),
        (
            "when days until trial_ends between 0 and 7 add 5",
            "Adds 5 points if the number of days until `trial_ends` is between 0 and 7.",
        ),
        ("when created_at within 30d add 5", "Adds 5 points if `created_at` lies in the last 30 days."),
        ("when created_at older than 30d add 5", "Adds 5 points if `created_at` lies more than 30 days back."),
        ("when trial_ends before 2026-03-01 add 5", "Adds 5 points if `trial_ends` is below 2026-03-01."),
        ("when opted_out subtract 5", "Takes 5 points off if `opted_out` is true."),
        ("when not opted_out add 5", "Adds 5 points if it is not so that `opted_out` is true."),
        ("when phone is known add 5", "Adds 5 points if `phone` is known."),
        ('when industry is not "Retail" add 5', "Adds 5 points if `industry` is not “Retail”."),
        ('when country in ("US", "CA") add 5', "Adds 5 points if `country` is “US” or “CA”."),
        ("when country not in tier_1 add 5", "Adds 5 points if `country` is not in the list `tier_1`."),
        ("when revenue >= 20M add 5", "Adds 5 points if `revenue` is at least 20,000,000."),
        ('when job_title not contains "intern" add 5', "Adds 5 points if `job_title` does not contain “intern”."),
        ('when email domain ends with ".edu" add 5', "Adds 5 points if the domain of `email` ends with “.edu”."),
        (
            'when country is "US" and (employees > 100 or revenue > 20M) add 5',
            "Adds 5 points if `country` is “US”, and (`employees` is more than 100 or `revenue` is more than "
            "20,000,000).",
        ),
        (
            'when at least 2 of (phone is known, country is "US", opted_out) add 5',
            "Adds 5 points if at least 2 of these hold: `phone` is known, `country` is “US” and `opted_out` is true.",
        ),
        (
            "when video_watch then demo_request spanning 7d within 90d add 20",
            "Adds 20 points if `video_watch`, then `demo_request` within 7 days in the last 90 days.",
        ),
        (
            "when page_view visits within 7d > page_view visits between 7d and 14d ago add 5",
            "Adds 5 points if the number of `page_view` in the last 7 days is more than the number of `page_view` "
            "7 to 14 days ago.",
        ),
        (
            "when email_click clicks >= 20% of email_open opens within 90d add 5",
            "Adds 5 points if the number of `email_click` in the last 90 days is at least 20% of the number of "
            "`email_open` in the last 90 days.",
        ),
        (
            "when login since last recycled add 5",
            "Adds 5 points if there was at least one `login` since the last `recycled`.",
        ),
        (
            "when login within 24h of first trial_start add 5",
            "Adds 5 points if there was at least one `login` in the day after the first `trial_start`.",
        ),
        (
            "each webinar[attended is true] within 90d add 10 once per title up to 30",
            "Adds 10 points for each `webinar` where attended is true in the last 90 days, counting one for each "
            "different `title`, at most 30 points in all.",
        ),
        ("each login add 2 once per 3d", "Adds 2 points for each `login`, counting one in 3 days."),
        ("each login add 2 once per week", "Adds 2 points for each `login`, counting one a week."),
        (
            "latest reply add 12 fade 20% every 7d",
            "Adds 12 points for the latest `reply`, losing 20% of what is left every 7 days.",
        ),
        (
            "latest reply add 12 fade 25% linearly every 1d",
            "Adds 12 points for the latest `reply`, losing 25% of the full points every day.",
        ),
        ("each adjustment add points", "Adds as many points as `points` says for each `adjustment`."),
        (
            "latest quote subtract 5% of amount",
            "Takes as many points as 5% of `amount` says off for the latest `quote`.",
        ),
        (
            'when login add 5 as works because "uses it" from 2026-02-01 until 2026-03-01',
            "**works**: adds 5 points if there was at least one `login`. Because: uses it. "
            "In force from 2026-02-01 until 2026-03-01.",
        ),
    ],
)  # fmt: skip
def test_a_rule_in_a_sentence(rule: str, said: str) -> None:
    assert described(rule) == f"- {said}"


def test_tables_and_choices_are_lists() -> None:
    rows = ("below 10 subtract 5", "10 to 49 add 0", 'above 49 add 5 as big because "buys"', "unknown add 1")
    table = "\n ".join(("by employees as size", *rows))
    assert described(table).splitlines() == [
        "- **size**: points by `employees`, the first row that fits:",
        "  - below 10: −5 points",
        "  - 10 to 49: 0 points",
        "  - more than 49: 5 points (`big`), because: buys",
        "  - not known: 1 point",
    ]
    choice = "when phone is known choose\n if login within 7d add 5\n otherwise subtract 1"
    assert described(choice).splitlines() == [
        "- Points by the first of these that is true if `phone` is known:",
        "  - there was at least one `login` in the last 7 days: 5 points",
        "  - otherwise: −1 point",
    ]


def test_a_long_condition_is_a_list() -> None:
    rule = (
        'when industry is "Healthcare" and employees between 50 and 500 and any of (demo_request, contact_request, '
        'webinar[attended is true] attended, whitepaper[title is "A very long title of a whitepaper"]) within 30d add 5'
    )
    lines = described(rule).splitlines()
    assert lines[0] == "- Adds 5 points if all of these hold:"
    assert (
        "  - one of these holds:" in lines
        and "    - there was at least one `demo_request` in the last 30 days" in lines
    )


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("explain pricing_intent", "pricing_intent"),
        ("What does the rule pricing_intent do?", "pricing_intent"),
        ("what is MQL", "MQL"),
        ("describe the group fit", "fit"),
        ("what does `works with trial` mean?", "works with trial"),
        ("10 points for a webinar", None),
        ("make it 14 days", None),
        ("what", None),
    ],
)
def test_which_sentences_ask_for_an_explanation(said: str, name: str | None) -> None:
    assert asked_about(said) == name


def test_names_of_all_kinds_can_be_explained() -> None:
    crm = Gate.of_file(AUTOMATION.parent / "b2b_crm" / "model.lead").base
    assert about(crm, "company size") == (
        "- **company_size**: adds 15 points if `employees` is more than 50.\n  It belongs to the group `fit`."
    )
    for name, said in {
        "engagement": "for each `webinar_attendance`",
        "sql": "only once **SAL** is reached",
        "private address": "The segment “Private address”",
        "works_with_trial": "`works_with_trial` means that all of these hold:",
        "whitepaper": 'signal whitepaper = content_download[kind is "whitepaper"]',
        "employees": "`employees` is a field of the lead: head count of the company.",
        "recycled": "`recycled` is an event: sales handed the lead back.",
        "everything": "# B2B CRM software",
    }.items():
        assert said in (about(crm, name) or ""), name
    assert about(crm, "nothing_of_the_kind") is None

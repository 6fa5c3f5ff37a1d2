"""What people say they did, in other words than the names of events: each as the rule that it becomes, and its
neighbours that are something else."""

import re

import pytest
from drafting import draft, names_in

SHOP = names_in("""
lead
  email        text
  job_title    text
  country      text    "ISO code of the country where the workshop is"
  industry     text
  fleet        number  "vans that the workshop runs"
  yearly_spend number  "US dollars a year on tools"
  seats        number  "seats on the account"
  plan         text    "free, team or business"
event page_view "a page of the site was seen"
  path text
event catalogue_download
  title text
event form_submit
  form text "contact or demo"
event trial_start
  plan text
event login
event feature_used
  feature text
event invite "a colleague was invited"
event seat_added "a colleague joined"
event webinar_registration "a seat was booked; says nothing about who came"
event webinar_attendance "the lead was there"
event stand_visit "talked to us at our stand"
event support_ticket
  priority text "low or urgent"
event limit_reached
  kind text "seats or storage"
event sales_touch "sales called or wrote"
event recycled "sales handed the lead back"
event opportunity
  amount number "US dollars"
event meeting
event cost_calculator "the savings calculator was used"
event file_import
  rows number
event callback_request
event review
  stars number
signal pricing_page = page_view[path starts with "/pricing"]
""")


def _rules(said: str) -> str:
    found = draft(said, names=SHOP)
    rules = re.sub(r'\s+because "[^"]*"', "", found.rules)
    return " ".join(re.sub(r" as \w+", "", rules).replace("group lead_points", "").split())


@pytest.mark.parametrize(
    ("said", "condition"),
    [
        ("landed on the pricing page", "pricing_page"),
        ("had a peek at pricing", "pricing_page"),
        ("pulled up the pricing page 3 times", "pricing_page visits >= 3"),
        ("grabbed the catalogue", "catalogue_download"),
        ("got hold of a prospectus", "catalogue_download"),
        ("got in touch via the contact form", 'form_submit[form is "contact"]'),
        ("contact form filled out", 'form_submit[form is "contact"]'),
        ("kicked off a trial", "trial_start"),
        ("a trial was kicked off", "trial_start"),
        ("started a business trial", 'trial_start[plan is "business"]'),
        ("signed in 4 times", "login logins >= 4"),
        ("tried out a feature", "feature_used"),
        ("brought in a coworker", "invite"),
        ("invited someone from their team", "invite"),
        ("tuned in to a webinar", "webinar_attendance"),
        ("booked a webinar seat", "webinar_registration"),
        ("stopped by our stand", "stand_visit"),
        ("opened up a ticket", "support_ticket"),
        ("raised an urgent ticket", 'support_ticket[priority is "urgent"]'),
        ("hit the storage limit", 'limit_reached[kind is "storage"]'),
        ("sales got in touch", "sales_touch"),
        ("sales gave the lead back", "recycled"),
        ("handed back by sales", "recycled"),
        ("opportunity created", "opportunity"),
        ("meeting held", "meeting"),
        ("ran the calculator", "cost_calculator"),
        ("imported more than 500 rows", "file_import[rows > 500]"),
        ("asked to be called back", "callback_request"),
        ("wants a callback", "callback_request"),
        ("left a review", "review"),
        ("never landed on the pricing page", "no pricing_page"),
    ],
)
def test_said_in_other_words(said: str, condition: str) -> None:
    assert _rules(f"{said}: 5") == f"when {condition} add 5"


@pytest.mark.parametrize(
    "said",
    [
        "opened the pricing page email",
        "clicked the pricing page link in the email",
        "has an open opportunity",
        "open opportunities",
        "opportunity not created",
        "meeting not held",
        "contact form not filled out",
        "took the catalogue back",
        "hosted a webinar",
        "cancelled the trial",
        "in a trial",
        "closed the ticket",
        "walked out of the webinar",
        "uses Acme",
        "wants to see a demo",
        "grabbed the catalogue only in March",
        "wants no callback",
        "found us on the pricing page",
    ],
)
def test_what_means_something_else(said: str) -> None:
    found = draft(f"{said}: 5", names=SHOP)
    assert found.outcome != "draft" or found.unread, found.rules


def test_a_limit_is_reached_or_set() -> None:
    assert _rules("pricing page: 5 each, limit 20") == "each pricing_page add 5 up to 20"
    assert _rules("hit a limit: 5") == "when limit_reached add 5"


def test_what_a_lead_has_is_no_event() -> None:
    assert _rules("account with 10 or more seats: 5") == "when seats >= 10 add 5"
    assert _rules("workshop with over 10 seats: 5") == "when seats > 10 add 5"
    assert _rules("added a seat: 5") == "when seat_added add 5"


def test_numbers_by_the_verb_of_their_description() -> None:
    assert _rules("runs more than 20 vans: 5") == "when fleet > 20 add 5"
    assert _rules("spends over $50k a year on tools: 5") == "when yearly_spend > 50000 add 5"
    assert draft("runs more than 20 errands: 5", names=SHOP).outcome == "decline"

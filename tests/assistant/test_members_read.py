"""Single members of lists, of what a lead is: departments, sources, states, ages, in the words that people use."""

import re

import pytest
from drafting import draft, names_in

BANK = names_in("""
lead
  email         text
  country       text    "ISO code"
  state         text    "two letters: TX, FL, …"
  city          text
  age           number
  household     number  "how many persons live there"
  income        number  "US dollars a year"
  credit_score  number  "300 to 850"
  loan_amount   number  "US dollars that they ask for"
  debt_ratio    number  "percent of the income"
  purpose       text    "purchase, refinance or equity"
  employment    text    "employed, self-employed, retired or student"
  lead_source   text    "branch, broker or referral"
  founded       date    "when the business was founded"
event application "a full loan application"
event branch_visit
event email_open
event fair_visit
""")
OFFICE = names_in("""
lead
  email      text
  job_title  text
  seniority  text  "C-Level, VP, Director or Manager"
  country    text  "ISO code"
  industry   text  "Retail, Banking, Food & Beverage, Manufacturing"
  employees  number
  plan       text  "weekly, monthly or enterprise"
event login
""")


def _rules(said: str, names: object) -> str:
    found = draft(said, names=names)  # type: ignore[arg-type]
    rules = re.sub(r'\s+because "[^"]*"', "", found.rules)
    return " ".join(re.sub(r" as \w+", "", rules).replace("group lead_points", "").split())


@pytest.mark.parametrize(
    ("said", "condition"),
    [
        ("lives in Texas or New Mexico", 'state in ("TX", "NM")'),
        ("in Texas but not in Houston", 'state is "TX" and city is not "Houston"'),
        ("outside Texas", 'state is not "TX"'),
        ("lives in Boston", 'city is "Boston"'),
        ("between 25 and 40 years old", "age between 25 and 40"),
        ("4+ people in the household", "household >= 4"),
        ("earns over 60k a year", "income > 60000"),
        ("FICO of 700 or more", "credit_score >= 700"),
        ("asks for more than 50k", "loan_amount > 50000"),
        ("debt ratio under 43%", "debt_ratio < 43"),
        ("refinancing", 'purpose is "refinance"'),
        ("retirees", 'employment is "retired"'),
        ("came through a broker", 'lead_source is "broker"'),
        ("referral", 'lead_source is "referral"'),
        ("in business for at least 2 years", "founded older than 730d"),
        ("in business for less than 1 year", "founded within 365d"),
        ("submitted a loan application", "application"),
        ("walked into a branch", "branch_visit"),
        ("British or Irish", 'country in ("GB", "IE")'),
    ],
)
def test_borrowers(said: str, condition: str) -> None:
    assert _rules(f"{said}: 5", BANK) == f"when {condition} add 5"


@pytest.mark.parametrize(
    ("said", "condition"),
    [
        ("seniority is VP or Director", 'seniority in ("VP", "Director")'),
        ("food and beverage", 'industry is "Food & Beverage"'),
        ("retailers", 'industry is "Retail"'),
        ("manufacturers", 'industry is "Manufacturing"'),
        ("someone in marketing", 'job_title mentions "marketing"'),
        ("works in HR", 'job_title mentions any of ("hr", "human resources")'),
        ("on the weekly plan", 'plan is "weekly"'),
        ("plan is enterprise", 'plan is "enterprise"'),
    ],
)
def test_companies(said: str, condition: str) -> None:
    assert _rules(f"{said}: 5", OFFICE) == f"when {condition} add 5"


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("not refinancing the house", BANK),
        ("refinancing is not an option", BANK),
        ("referral traffic to our site", BANK),
        ("no referral", BANK),
        ("trading for 5 years", BANK),
        ("walked out of a branch", BANK),
        ("British wine", BANK),
        ("finance team of at least 10 people", OFFICE),
        ("someone outside marketing", OFFICE),
        ("IT decision makers", OFFICE),
        ("weekly login 3 months running", OFFICE),
        ("over 50% of employees", OFFICE),
        ("banking fees", OFFICE),
    ],
)
def test_what_is_not_said_of_a_lead(said: str, names: object) -> None:
    found = draft(f"{said}: 5", names=names)  # type: ignore[arg-type]
    assert found.outcome != "draft" or found.unread, found.rules


def test_a_department_looked_for_in_the_title_is_said() -> None:
    found = draft("someone in marketing: 5", names=OFFICE)
    assert any("nothing tells of departments" in note for note in found.assumptions)

"""Drafts by patterns, and runs what was drafted on made-up leads."""

from pathlib import Path

from leadwright.assistant.drafts import Draft, Request, Turn
from leadwright.assistant.names import Names, names_of
from leadwright.assistant.offline import OfflineDrafter
from leadwright.dsl.check import check
from leadwright.engine.testing import run_tests

ROOT = Path(__file__).parent

VOCABULARY = """
lead
  country    text    "ISO code of the company's country"
  employees  number  "head count of the company"
  revenue    number  "US dollars a year"
  industry   text    "software, fintech, retail or B2B SaaS"
  job_title  text
  email      text
  source     text    "how the lead was won: organic, paid search, referral"
  phone      text
  budget     number
  authority  text    "decision maker, influencer or no say"
  need       text
  opted_out  flag
  created_at time
event page_view "a page of the site was seen"
  path  text
event content_download
  kind   text  "whitepaper, ebook or case study"
  title  text
event webinar_registration "a seat was booked; says nothing about who came"
  title  text
event webinar_attendance "the lead was there"
  title  text
event form_submit
  form  text  "demo, contact or newsletter"
event email_open
event email_click
event unsubscribe
event login
event trial_start
signal whitepaper   = content_download[kind is "whitepaper"]
signal pricing_page = page_view[path starts with "/pricing"]
signal demo_request = form_submit[form is "demo"]
list competitors = ["rival.example"]
list free_mail   = ["gmail.com", "yahoo.com"]
"""


def names_in(text: str = VOCABULARY) -> Names:
    path = ROOT / "names.lead"
    return names_of(check([path], ROOT, {path: text}))


NAMES = names_in()


def draft(said: str, *turns: Turn, names: Names = NAMES, rules: str = "") -> Draft:
    found = OfflineDrafter().draft(Request(said, names, rules, turns))
    texts = [said, *(t.said for t in turns)]
    assert all(any(q.words in text for text in texts) for q in found.quotes)
    return found


def talk(*said: str, names: Names = NAMES, rules: str = "") -> Draft:
    """What comes of the last thing that is said."""
    turns: list[Turn] = []
    for words in said:
        turns.append(Turn(words, draft(words, *turns, names=names, rules=rules)))
    return turns[-1].draft


def holds(found: Draft, test: str, vocabulary: str = VOCABULARY) -> None:
    """Runs the steps of a `test` statement on a draft."""
    assert found.outcome == "draft", found
    text = f'{vocabulary}\n{found.rules}\ntest "probe"\n{test}\n'
    path = ROOT / "draft.lead"
    checked = check([path], ROOT, {path: text})
    assert checked.model is not None, [d.message for d in checked.diagnostics]
    (tested,) = run_tests(checked.model)
    assert tested.passed, (found.rules, [(f.expected, f.found) for f in tested.failures])

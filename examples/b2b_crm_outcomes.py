"""What became of the leads of ``b2b_crm``: the better a lead fits and the more it does, the likelier it buys; and luck.

Only what a lead did before the day of its outcome counts, as in life.
"""

from datetime import UTC, datetime
from math import exp
from random import Random

from .history import AS_OF, DAY, Row, day

OUTCOME_COLUMNS = ("lead_id", "outcome", "decided_at")

_NOW = int(AS_OF.timestamp())
_WORTH = {"page_view": 0.25, "content_download": 0.8, "webinar_attendance": 0.8, "login": 0.05, "email_click": 0.05}
"""What each event adds to the logarithm of the odds, and the most that all of one type do."""
_MOST = {"page_view": 1.5, "content_download": 1.2, "webinar_attendance": 0.8, "login": 0.5, "email_click": 0.3}
_HAND_RAISE = 1.4
_ACTIVITY = ("page_view", "content_download", "webinar_attendance", "form_submit", "chatbot", "feature_used")
_STRANGERS = ("student", "intern")


def outcomes_of(leads: list[Row], events: list[Row]) -> list[Row]:
    """The outcomes of those leads that have one by now, in the order of the leads."""
    own: dict[object, list[Row]] = {lead["lead_id"]: [] for lead in leads}
    for event in events:
        own[event["lead_id"]].append(event)
    found = (_outcome(lead, own[lead["lead_id"]]) for lead in leads)
    return [outcome for outcome in found if outcome is not None]


def _outcome(lead: Row, events: list[Row]) -> Row | None:
    rng = Random(f"b2b_crm outcome {lead['lead_id']}")
    wait, talk, luck, shown = rng.randrange(21, 160), rng.randrange(3, 28), rng.random(), rng.randrange(100)
    bought = next((event for event in events if event["type"] == "customer"), None)
    at = _second(lead["created_at"]) + wait * DAY
    if bought is not None:
        at = _second(bought["ts"])
    elif active := [_second(event["ts"]) for event in events if event["type"] in _ACTIVITY]:
        at = max(active) + talk * DAY
    if at >= _NOW:
        return _row(lead, "In progress", None) if shown < 35 else None
    if bought is not None:
        return _row(lead, "Closed Won", at)
    before = [event for event in events if _second(event["ts"]) < at - DAY]
    title = str(lead["job_title"] or "").lower()
    if any(word in title for word in _STRANGERS):
        return _row(lead, "Disqualified", at)
    if luck < 1 / (1 + exp(-_likelihood(lead, before))):
        return _row(lead, "Closed Won", at)
    return _row(lead, "Closed Lost" if shown < 80 else "Disqualified", at)


def _row(lead: Row, outcome: str, at: int | None) -> Row:
    return {"lead_id": lead["lead_id"], "outcome": outcome, "decided_at": None if at is None else day(at)}


def _likelihood(lead: Row, events: list[Row]) -> float:
    """The logarithm of the odds."""
    size = lead["employees"]
    odds = -4.2
    odds += 0.8 if lead["country"] == "US" else 0.0
    odds += 1.0 if isinstance(size, int) and 50 <= size <= 500 else 0.4 if isinstance(size, int) and size > 500 else 0.0
    for kind, worth in _WORTH.items():
        odds += min(worth * sum(event["type"] == kind for event in events), _MOST[kind])
    raised = any(event["type"] == "chatbot" or event.get("form") in ("demo", "contact") for event in events)
    return odds + (_HAND_RAISE if raised else 0.0)


def _second(stamp: object) -> int:
    return int(datetime.fromisoformat(str(stamp)).replace(tzinfo=UTC).timestamp())

"""Leads and events of the two small projects, ``minimal`` and ``tour``."""

from random import Random

from .history import AS_OF, DAY, Dataset, History, Row, in_order, moment, stamp
from .world import chance, pick, somebody

_NOW = int(AS_OF.timestamp())


def minimal(count: int) -> Dataset:
    """Leads that look at the prices; the first five show the edges of the one rule."""
    edges = ((1, 3), (6, 20), (2,), (7 * DAY, 0), ())
    leads: list[Row] = []
    events: list[Row] = []
    for number in range(1, count + 1):
        rng = Random(f"minimal {number}")
        who = somebody(rng, number - 1)
        lead_id = f"M-{number}"
        leads.append({"lead_id": lead_id, "name": who.name, "company": who.company.name})
        if number == 4:  # one visit lies exactly seven days back: it no longer counts
            moments = [_NOW - 7 * DAY, _NOW - 3600]
        else:
            days = edges[number - 1] if number <= len(edges) else [rng.randrange(30) for _ in range(rng.randrange(5))]
            moments = [moment(rng, days_ago) for days_ago in days]
        events.extend({"lead_id": lead_id, "ts": stamp(second), "type": "pricing_page"} for second in moments)
    return Dataset(("lead_id", "name", "company"), ("lead_id", "ts", "type"), leads, in_order(events))


_TOUR_LEAD = (
    "lead_id", "name", "company", "source", "country", "employees", "industry", "job_title", "email", "created_at",
    "budget", "authority", "need",
)  # fmt: skip
_TOUR_EVENT = ("lead_id", "ts", "type", "path", "seconds", "title", "form", "points", "amount")
_TITLES = ("CRM Implementation Guide", "The State of Sales 2026", "Data Quality in Ten Steps")
_PATHS = ("/", "/product", "/pricing", "/pricing/teams", "/customers", "/blog/forecasting", "/jobs/sales")


def tour(count: int) -> Dataset:
    """Leads that make each rule of the tour fire for somebody."""
    leads: list[Row] = []
    events: list[Row] = []
    for number in range(1, count + 1):
        rng = Random(f"tour {number}")
        who = somebody(rng, number - 1)
        at = who.company
        history = History(f"T-{number:03d}", rng, 2 + rng.randrange(200))
        heat = pick(rng, {"cold": 55, "warm": 30, "hot": 15})
        domain = who.email.partition("@")[2]
        lead: Row = {
            "lead_id": history.lead_id,
            "name": who.name,
            "company": at.name,
            "source": pick(rng, {"organic": 4, "paid search": 3, "referral": 2, "event": 1}),
            "country": at.country if not chance(rng, 5) else None,
            "employees": at.employees if not chance(rng, 8) else None,
            "industry": at.industry,
            "job_title": who.title if not chance(rng, 8) else None,
            "email": who.email.replace(domain, "acme.com") if who.seniority == "competitor" else who.email,
            "created_at": stamp(moment(rng, history.days_known)),
        }
        _tour_events(history, lead, heat)
        leads.append(lead)
        events.extend(history.rows)
    return Dataset(_TOUR_LEAD, _TOUR_EVENT, leads, in_order(events))


def _tour_events(history: History, lead: Row, heat: str) -> None:
    rng = history.rng
    warm, hot = heat != "cold", heat == "hot"
    oldest = 21 if hot else 60 if warm else 200
    for second in history.spread(rng.randrange(3) + (2 if warm else 0) + (3 if hot else 0), 0, oldest):
        history.visit(second, [rng.choice(_PATHS) for _ in range(1 + rng.randrange(3 if warm else 2))])
    for second in history.spread(rng.randrange(8), 0, 120):
        history.add(second, "email_click")
    if chance(rng, 6):
        history.add(moment(rng, rng.randrange(90)), "unsubscribe")
    if not warm:
        return
    for second in history.spread(1 + rng.randrange(3), 0, 80):
        history.add(second, "content_download", title=rng.choice(_TITLES))
        history.visit(second + rng.randrange(30, 3 * DAY), ["/pricing"])
    if chance(rng, 60):
        second = history.spread(1, 0, 60)[0]
        history.add(second, "webinar", title=rng.choice(("Sales Pipeline Management", "Forecasting for Beginners")))
    if not hot:
        return
    second = moment(rng, 1 + rng.randrange(6))
    history.add(second, "form_submit", form=pick(rng, {"demo": 5, "contact": 3, "trial": 2}))
    history.add(second, "page_view", path="/thank-you")
    second = history.add(second + rng.randrange(900, DAY), "sales_touch")
    if chance(rng, 50):
        history.add(second, "adjustment", points=rng.choice((-10, 5, 10, 15)))
    lead["budget"] = rng.choice((None, 12000, 30000))
    lead["authority"] = rng.choice((None, "no", "yes", "yes"))
    lead["need"] = rng.choice((None, "one place for all customers", "forecasts"))
    if chance(rng, 20):
        history.add(second + 3600, "recycled")
    elif chance(rng, 45):
        amount = rng.randrange(4, 40) * 1000
        history.add(second + 3600, "opportunity", amount=amount)
        history.add(second + 7200, "customer", amount=amount)

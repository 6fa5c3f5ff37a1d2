"""Leads and events of ``b2b_crm``: most leads stay cold, some warm up, few buy."""

from collections.abc import Iterator
from random import Random

from .history import DAY, DAYS, Dataset, History, Row, day, in_order, moment, stamp
from .outcomes import Market, decided
from .world import Person, chance, pick, somebody

LEAD_COLUMNS = (
    "lead_id", "name", "email", "job_title", "company", "country", "employees", "industry", "source", "created_at",
    "budget", "authority", "need", "timeline",
)  # fmt: skip
EVENT_COLUMNS = (
    "lead_id", "ts", "type", "path", "seconds", "source", "kind", "title", "form", "topic", "campaign", "feature",
    "reason", "amount",
)  # fmt: skip

OUTCOME_COLUMNS = ("lead_id", "outcome", "decided_at")

SOURCES = {"organic": 30, "paid search": 18, "webinar": 12, "referral": 12, "social": 12, "event": 8, "list": 8}
GUIDE = "CRM Implementation Guide"
PIPELINE = "Sales Pipeline Management"
WHITEPAPERS = (GUIDE, GUIDE, "The State of Sales 2026", "Data Quality in Ten Steps")
EBOOKS = ("Cold Calls That Work", GUIDE)
WEBINARS = (PIPELINE, PIPELINE, "Forecasting for Beginners")
PAGES = ("/", "/product", "/product/pipeline", "/product/reports", "/blog/forecasting", "/blog/crm-or-spreadsheet",
         "/customers", "/about")  # fmt: skip
FEATURES = ("import", "pipeline", "reports", "e-mail sync", "forecast", "mobile app")


def b2b_crm(count: int) -> Dataset:
    """``count`` leads; the first of them are the same however many there are."""
    leads: list[Row] = []
    events: list[Row] = []
    for number in range(1, count + 1):
        rng = Random(f"b2b_crm {number}")
        who = somebody(rng, number - 1)
        history = History(f"L-{number:05d}", rng, 3 + rng.randrange(DAYS - 3))
        lead: Row = _lead(history, who)
        _newsletter(history)
        _act(history, lead, who)
        leads.append(lead)
        events.extend(history.rows)
    outcomes = list(_outcomes(leads, events))
    return Dataset(LEAD_COLUMNS, EVENT_COLUMNS, leads, in_order(events), OUTCOME_COLUMNS, outcomes)


def _lead(history: History, who: Person) -> Row:
    rng, at = history.rng, who.company
    private = who.email.partition("@")[2] != at.domain
    return {
        "lead_id": history.lead_id,
        "name": who.name,
        "email": who.email if not chance(rng, 2) else None,
        "job_title": who.title if not chance(rng, 7) else None,
        "company": at.name if not (private and chance(rng, 40)) else None,
        "country": at.country if not chance(rng, 4) else None,
        "employees": at.employees if not chance(rng, 8) else None,
        "industry": at.industry if not chance(rng, 6) else None,
        "source": pick(rng, SOURCES),
        "created_at": stamp(moment(rng, history.days_known)),
    }


def _newsletter(history: History) -> None:
    rng = history.rng
    if chance(rng, 15):
        return
    months = history.days_known // 30
    for second in history.spread(rng.randrange(3 + 4 * months)):
        campaign = f"newsletter {stamp(second)[:7]}"
        history.add(second, "email_open", campaign=campaign)
        if chance(rng, 18):
            clicked = history.add(second + rng.randrange(5, 60), "email_click", campaign=campaign)
            if chance(rng, 10):
                history.visit(clicked, [rng.choice(PAGES[4:6])], source="newsletter")


def _act(history: History, lead: Row, who: Person) -> None:
    """What the lead does beside reading mail; the better it fits, the likelier it gets far."""
    rng, at = history.rng, who.company
    if who.seniority == "student":
        _visits(history, 1, 2, 0, 3)
        _download(history, 1 + rng.randrange(2), 0, 200)
        return
    if who.seniority == "competitor":
        _visits(history, 3, 4, 0, 5)
        history.add(moment(rng, rng.randrange(60)), "webinar_registration", title=PIPELINE)
        return
    fits = at.country == "US" and 50 <= at.employees <= 500
    kind = pick(
        rng,
        {"cold": 46, "lapsed": 7, "warm": 20, "hot": 15, "trial": 6, "bought": 5, "chat": 1}
        if fits
        else {"cold": 69, "lapsed": 6, "warm": 14, "hot": 3, "trial": 4, "bought": 1, "chat": 2, "job seeker": 2},
    )
    if kind == "cold":
        _visits(history, rng.randrange(3), 2, 15)
        if chance(rng, 12):
            _webinar(history, 0, 200)
        if chance(rng, 6):
            _download(history, 1, 31, 200)
    elif kind == "lapsed":
        _visits(history, 1 + rng.randrange(3), 2, 45, 240)
        _download(history, rng.randrange(2), 45, 240)
        if chance(rng, 40):
            _webinar(history, 45, 240)
        if chance(rng, 15):
            _handed_back(history)
    elif kind == "warm":
        _visits(history, rng.randrange(3), 2, 0, 60)
        _download(history, rng.randrange(2), 0, 60)
        if chance(rng, 35):
            _webinar(history, 0, 60)
    elif kind == "hot":
        _visits(history, 2 + rng.randrange(3), 4, 0, 40)
        _download(history, 1 + rng.randrange(2), 0, 45)
        if chance(rng, 70):
            _webinar(history, 0, 45)
        asked = _raise_hand(history, rng.randrange(28)) if chance(rng, 55) else moment(rng, 2 + rng.randrange(20))
        if chance(rng, 60):
            _sales(history, lead, asked)
    elif kind == "trial":
        _trial(history, lead)
    elif kind == "bought":
        start = 60 + rng.randrange(150)
        _visits(history, 3 + rng.randrange(2), 4, start, start + 40)
        _download(history, 1, start, start + 30)
        asked = _raise_hand(history, start)
        _sales(history, lead, asked, buys=True)
        _logins(history, 60 + rng.randrange(90), start - 30)
    elif kind == "chat":
        _raise_hand(history, rng.randrange(40), "chat")
    else:
        _visits(history, 1, 2, 0, 60)
        second = moment(rng, rng.randrange(60))
        history.visit(second, ["/careers", "/careers/account-executive", "/careers/engineer"], source="organic")


def _visits(history: History, count: int, pages: int, newest: int = 0, oldest: int = DAYS) -> None:
    """``count`` visits of one to ``pages`` pages or one more; some end at the prices."""
    rng = history.rng
    for second in history.spread(count, newest, oldest):
        paths = [rng.choice(PAGES) for _ in range(1 + rng.randrange(pages))]
        if chance(rng, 8 * pages):
            paths.append("/pricing")
        history.visit(second, paths, source=pick(rng, SOURCES))


def _download(history: History, count: int, newest: int, oldest: int) -> None:
    """Downloads, each in the very second in which its page is seen."""
    rng = history.rng
    for second in history.spread(count, newest, oldest):
        kind = pick(rng, {"whitepaper": 72, "ebook": 18, "case study": 10})
        title = {"whitepaper": rng.choice(WHITEPAPERS), "ebook": rng.choice(EBOOKS)}.get(kind, "Harbor Health")
        history.visit(second, ["/resources"], source=pick(rng, SOURCES))
        history.add(second, "content_download", kind=kind, title=title)


def _webinar(history: History, newest: int, oldest: int) -> None:
    """A seat is booked; two of three come."""
    rng = history.rng
    second = history.spread(1, newest, oldest)[0]
    title = rng.choice(WEBINARS)
    history.add(second, "webinar_registration", title=title)
    if chance(rng, 65):
        history.add(second + (1 + rng.randrange(8)) * DAY, "webinar_attendance", title=title)


def _raise_hand(history: History, days_ago: int, how: str = "") -> int:
    rng = history.rng
    second = moment(rng, days_ago)
    how = how or pick(rng, {"demo": 5, "contact": 2, "chat": 2})
    if how == "chat":
        history.visit(second - 70, ["/pricing"], source="organic")
        topic = pick(rng, {"sales": 60, "pricing": 15, "support": 25})
        return history.add(second, "chatbot", topic=topic)
    history.visit(second - 95, ["/demo" if how == "demo" else "/contact"], source="organic")
    history.add(second, "form_submit", form=how)
    history.add(second, "page_view", path="/thank-you", source="organic")
    return second


def _sales(history: History, lead: Row, asked: int, buys: bool = False) -> None:
    """Sales call, perhaps accept, find out about the purchase, perhaps sell; or hand back."""
    rng = history.rng
    second = asked + rng.randrange(1800, 2 * DAY)
    history.add(second, "sales_touch")
    if not buys and chance(rng, 35):
        return
    second = history.add(second + rng.randrange(600, DAY), "sales_accept")
    lead["budget"] = rng.choice((None, None, 4000, 9500, 12000, 18000, 25000, 60000))
    lead["authority"] = rng.choice((None, "no say", "influencer", "influencer", "decision maker"))
    lead["need"] = rng.choice((None, "no", "yes", "yes"))
    lead["timeline"] = day(second + rng.randrange(20, 400) * DAY) if chance(rng, 60) else None
    if not buys and chance(rng, 15):
        history.add(second + rng.randrange(1, 9) * DAY, "recycled", reason=rng.choice(("no budget", "no answer")))
        return
    if buys or chance(rng, 35):
        amount = rng.randrange(4, 40) * 1500
        if not lead["budget"]:
            lead["budget"] = amount
        lead["authority"] = "decision maker"
        second = history.add(second + rng.randrange(2, 12) * DAY, "opportunity", amount=amount)
        if buys:
            history.add(second + rng.randrange(7, 45) * DAY, "customer", amount=amount)


def _handed_back(history: History) -> None:
    second = _raise_hand(history, 45 + history.rng.randrange(100))
    history.add(second + DAY, "sales_touch")
    history.add(second + 9 * DAY, "recycled", reason="no answer")


def _trial(history: History, lead: Row) -> None:
    rng = history.rng
    started = 2 + rng.randrange(60)
    second = moment(rng, started)
    _visits(history, 1, 3, started, started + 10)
    history.visit(second - 40, ["/trial"], source=pick(rng, SOURCES))
    history.add(second, "trial_start")
    history.add(second, "login")
    for _ in range(1 + rng.randrange(2)):
        history.add(second + rng.randrange(60, 3000), "feature_used", feature=rng.choice(FEATURES))
    if chance(rng, 30):
        return
    _logins(history, 15 + rng.randrange(40), started)
    for at in history.spread(rng.randrange(3), 0, started):
        history.add(at, "invite")
    if chance(rng, 30):
        _sales(history, lead, moment(rng, rng.randrange(started)))


def _logins(history: History, count: int, oldest: int) -> None:
    """Days of work with the product: a login and, mostly, some features."""
    rng = history.rng
    for second in history.spread(count, 0, oldest):
        history.add(second, "login")
        for _ in range(rng.randrange(4)):
            history.add(second + rng.randrange(3600), "feature_used", feature=rng.choice(FEATURES))


def _fit(lead: Row) -> float:
    size = lead["employees"]
    right = 1.0 if isinstance(size, int) and 50 <= size <= 500 else 0.4 if isinstance(size, int) and size > 500 else 0.0
    return right + (0.8 if lead["country"] == "US" else 0.0)


def _is_stranger(lead: Row) -> bool:
    title = str(lead["job_title"] or "").lower()
    return "student" in title or "intern" in title


MARKET = Market(
    usual=-4.2,
    fit=_fit,
    worth={
        "page_view": (0.25, 1.5),
        "content_download": (0.8, 1.2),
        "webinar_attendance": (0.8, 0.8),
        "login": (0.05, 0.5),
        "email_click": (0.05, 0.3),
    },
    hand_raise=1.4,
    raises=lambda event: event["type"] == "chatbot" or event.get("form") in ("demo", "contact"),
    stranger=_is_stranger,
    active=frozenset(("page_view", "content_download", "webinar_attendance", "form_submit", "chatbot", "feature_used")),
)


def _outcomes(leads: list[Row], events: list[Row]) -> Iterator[Row]:
    """As a CRM has them: of the open ones some are there as well."""
    for found in decided("b2b_crm", MARKET, leads, events):
        if found.at is None and found.shown >= 35:
            continue
        outcome = "Closed Won" if found.won else "Closed Lost" if found.shown < 80 else "Disqualified"
        if found.stranger and not found.won:
            outcome = "Disqualified"
        if found.at is None:
            outcome = "In progress"
        at = None if found.at is None else day(found.at)
        yield {"lead_id": found.lead["lead_id"], "outcome": outcome, "decided_at": at}

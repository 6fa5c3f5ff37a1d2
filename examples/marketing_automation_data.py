"""Leads and events of ``marketing_automation``: a year's mails, fairs, trials and talks of a large team."""

from collections.abc import Iterator
from random import Random

from .history import AS_OF, DAY, DAYS, Dataset, History, Row, day, in_order, moment, stamp
from .outcomes import Market, decided
from .world import Person, chance, pick, somebody

LEAD_COLUMNS = (
    "lead_id", "name", "email", "phone", "job_title", "department", "company", "country", "industry", "employees",
    "revenue", "current_system", "lead_source", "opted_out", "trial_ends", "created_at",
)  # fmt: skip
EVENT_COLUMNS = (
    "lead_id", "ts", "type", "path", "seconds", "form", "title", "kind", "percent", "campaign", "hard", "network",
    "attended", "minutes", "fair", "plan", "feature", "system", "what", "amount", "points", "reason",
)  # fmt: skip

OUTCOME_COLUMNS = ("lead_id", "won", "closed_on")

_NOW = int(AS_OF.timestamp())
SOURCES = {"organic": 24, "paid search": 16, "paid social": 10, "webinar": 10, "event": 9, "referral": 8, "partner": 5,
           "list purchase": 10, "Select": 8}  # fmt: skip
SYSTEMS = {"pen and paper": 12, "spreadsheet": 25, "RivalCRM": 14, "PipelineHub": 10, "SalesOrbit": 5,
           "built in-house": 8}  # fmt: skip
DEPARTMENTS = {"Marketing": 38, "Sales": 26, "Operations": 12, "IT": 10, "Finance": 4, "Human Resources": 3}
PAGES = ("/", "/product", "/product/campaigns", "/product/journeys", "/product/reports", "/blog/deliverability",
         "/blog/lead-scoring", "/customers/harborhealth", "/customers/cedarfreight", "/docs/api", "/about")  # fmt: skip
WHITEPAPERS = ("The Lead Scoring Handbook", "Journeys That Convert", "Benchmarks 2026")
CASE_STUDIES = ("Harbor Health", "Cedar Freight", "Maple Retail")
WEBINARS = ("Scoring Without Guesswork", "Mails That Arrive", "From Trial to Contract")
FAIRS = ("Growth Summit", "Marketing Days", "RevOps Forum")
FEATURES = ("campaigns", "journeys", "forms", "reports", "segments", "scoring", "import")


def marketing_automation(count: int) -> Dataset:
    """``count`` leads; the first of them are the same however many there are."""
    leads: list[Row] = []
    events: list[Row] = []
    for number in range(1, count + 1):
        rng = Random(f"marketing_automation {number}")
        who = somebody(rng, number - 1)
        history = History(f"MA-{number:05d}", rng, 3 + rng.randrange(DAYS - 3))
        lead = _lead(history, who)
        _mails(history, lead)
        _act(history, lead, who)
        leads.append(lead)
        events.extend(history.rows)
    outcomes = list(_outcomes(leads, events))
    return Dataset(LEAD_COLUMNS, EVENT_COLUMNS, leads, in_order(events), OUTCOME_COLUMNS, outcomes)


def _lead(history: History, who: Person) -> Row:
    rng, at = history.rng, who.company
    return {
        "lead_id": history.lead_id,
        "name": who.name,
        "email": who.email,
        "phone": f"+1 555 01{rng.randrange(100):02d}" if chance(rng, 45) else None,
        "job_title": who.title if not chance(rng, 8) else None,
        "department": pick(rng, DEPARTMENTS) if not chance(rng, 25) else None,
        "company": at.name,
        "country": at.country if not chance(rng, 5) else None,
        "industry": at.industry if not chance(rng, 6) else None,
        "employees": at.employees if not chance(rng, 12) else None,
        "revenue": at.revenue if not chance(rng, 40) else None,
        "current_system": pick(rng, SYSTEMS) if not chance(rng, 45) else None,
        "lead_source": pick(rng, SOURCES),
        "opted_out": chance(rng, 4),
        "trial_ends": None,
        "created_at": stamp(moment(rng, history.days_known)),
    }


def _mails(history: History, lead: Row) -> None:
    """A mail about every three weeks; some readers open, few click; some addresses are dead."""
    rng = history.rng
    reader = pick(rng, {"never": 35, "sometimes": 45, "often": 20})
    opens, clicks = {"never": (4, 0), "sometimes": (40, 12), "often": (85, 35)}[reader]
    dead = chance(rng, 4)
    for days_ago in range(history.days_known, -1, -21):
        second = moment(rng, days_ago)
        campaign = f"news {stamp(second)[:7]}"
        if lead["opted_out"] or (dead and days_ago < 100):
            if dead:
                history.add(second, "email_bounce", hard=True)
            return
        if chance(rng, 2):
            history.add(second, "email_bounce", hard=False)
            continue
        history.add(second, "email_delivered", campaign=campaign)
        if chance(rng, 3):  # the service that checks the links: in the second of the delivery
            history.add(second, "email_click", campaign="link check")
        if chance(rng, opens):
            opened = history.add(second + rng.randrange(60, 2 * DAY), "email_open", campaign=campaign)
            if chance(rng, clicks):
                clicked = history.add(opened + rng.randrange(5, 50), "email_click", campaign=campaign)
                if chance(rng, 40):
                    history.visit(clicked, [rng.choice(PAGES[5:9])])
    if chance(rng, 3):
        history.add(moment(rng, rng.randrange(history.days_known + 1)), "unsubscribe")


def _act(history: History, lead: Row, who: Person) -> None:
    rng, at = history.rng, who.company
    if who.seniority in ("student", "competitor"):
        _visits(history, 1 + rng.randrange(3), 3)
        _downloads(history, rng.randrange(3), 0, 120)
        return
    able = at.employees >= 50 and who.seniority in ("chief", "vp", "director", "manager")
    kind = pick(
        rng,
        {"cold": 46, "warm": 25, "hot": 11, "trial": 9, "sold": 5, "handed back": 4}
        if able
        else {"cold": 68, "warm": 16, "hot": 2, "trial": 5, "sold": 1, "handed back": 2, "job seeker": 4, "machine": 2},
    )
    if kind == "cold":
        _visits(history, rng.randrange(2), 2, 25)
        _reach(history, rng.randrange(2))
    elif kind == "warm":
        _visits(history, 1 + rng.randrange(3), 3, 0, 90)
        _downloads(history, rng.randrange(3), 0, 150)
        _events(history, 40)
        _reach(history, rng.randrange(3))
    elif kind == "hot":
        _visits(history, 4 + rng.randrange(4), 4, 0, 35, prices=45)
        _downloads(history, 1 + rng.randrange(3), 0, 60)
        _events(history, 70)
        _reach(history, rng.randrange(4))
        asked = _ask(history, rng.randrange(20)) if chance(rng, 65) else moment(rng, rng.randrange(20))
        if chance(rng, 60):
            _sales(history, asked)
    elif kind == "trial":
        _trial(history, lead, rng.randrange(60))
    elif kind == "sold":
        start = 50 + rng.randrange(150)
        _visits(history, 4, 4, start, start + 30, prices=40)
        _downloads(history, 2, start, start + 40)
        _trial(history, lead, start)
        _sales(history, _ask(history, start), sells=True)
    elif kind == "handed back":
        start = 30 + rng.randrange(120)
        _visits(history, 4, 4, start, start + 25, prices=40)
        _downloads(history, 2, start, start + 30)
        back = _sales(history, _ask(history, start), gives_back=True)
        history.add(back + 20 * DAY, "sales_touch")
        if chance(rng, 50):  # and later the interest comes back
            _visits(history, 2, 3, 0, max(0, (_NOW - back) // DAY - 2))
    elif kind == "job seeker":
        for second in history.spread(1 + rng.randrange(4), 0, 80):
            history.visit(second, ["/careers", rng.choice(("/careers/engineer", "/careers/marketing"))])
    else:
        second = _NOW - rng.randrange(1, 3600)
        for hour in range(24):  # every hour the same page
            history.add(second - 3600 * hour, "page_view", path="/pricing", seconds=0)


def _visits(history: History, count: int, pages: int, newest: int = 0, oldest: int = DAYS, prices: int = 15) -> None:
    """``count`` visits of one to ``pages`` pages, ``prices`` in a hundred of them with a look at the prices."""
    rng = history.rng
    for second in history.spread(count, newest, oldest):
        paths = [rng.choice(PAGES) for _ in range(1 + rng.randrange(pages))]
        if chance(rng, prices):
            paths.append(rng.choice(("/pricing", "/pricing/teams")))
        history.visit(second, paths)
        if chance(rng, 10):
            history.add(second + 240, "video_watch", title=rng.choice(WEBINARS), percent=rng.randrange(5, 101, 5))
        if chance(rng, 3):
            history.visit(second + 900, ["/internal/preview"])


def _downloads(history: History, count: int, newest: int, oldest: int) -> None:
    rng = history.rng
    for second in history.spread(count, newest, oldest):
        kind = pick(rng, {"whitepaper": 50, "case study": 20, "buyer's guide": 12, "template": 18})
        title = {"whitepaper": rng.choice(WHITEPAPERS), "case study": rng.choice(CASE_STUDIES)}.get(kind, "Buying Well")
        history.add(second, "page_view", path="/resources")
        history.add(second, "content_download", kind=kind, title=title)
        if chance(rng, 25):
            history.visit(second + rng.randrange(60, 5 * DAY), ["/pricing"])


def _events(history: History, percent: int) -> None:
    """Webinars and fairs."""
    rng = history.rng
    if chance(rng, percent):
        second = history.spread(1, 0, 120)[0]
        title = rng.choice(WEBINARS)
        came = chance(rng, 60)
        minutes = rng.choice((12, 31, 44, 58, 60)) if came else None
        history.add(second, "webinar", title=title, attended=came, minutes=minutes)
    if chance(rng, percent // 3):
        history.add(history.spread(1, 0, 150)[0], "booth_visit", fair=rng.choice(FAIRS))


def _reach(history: History, count: int) -> None:
    rng = history.rng
    for second in history.spread(count, 0, 120):
        if chance(rng, 60):
            history.add(second, "ad_click", campaign=rng.choice(("brand", "scoring", "rivals")))
            history.visit(second, ["/product"])
        else:
            history.add(second, "social_engagement", network=rng.choice(("professional", "short video")))


def _ask(history: History, days_ago: int) -> int:
    rng = history.rng
    second = moment(rng, days_ago)
    if chance(rng, 20):
        return history.add(second, "chat", minutes=rng.choice((2, 6, 9, 15)))
    history.visit(second - 100, ["/pricing", "/demo"])
    history.add(second, "form_submit", form=pick(rng, {"demo": 6, "contact": 3, "event": 1}))
    history.add(second, "page_view", path="/thank-you")
    return second


def _sales(history: History, asked: int, sells: bool = False, gives_back: bool = False) -> int:
    """The way through sales; gives back the last step's second."""
    rng = history.rng
    second = history.add(asked + rng.randrange(900, 2 * DAY), "sales_touch")
    if not (sells or gives_back) and chance(rng, 15):
        return history.add(second + DAY, "sales_reject", reason=rng.choice(("too small", "no project", "wrong person")))
    second = history.add(second + rng.randrange(600, DAY), "sales_accept")
    second = history.add(second + rng.randrange(600, 3 * DAY), "call", minutes=rng.randrange(3, 40))
    if chance(rng, 30):
        history.add(second + 60, "adjustment", points=rng.choice((-20, -5, 5, 10, 15)), reason="after the call")
    if chance(rng, 40):
        history.add(second + rng.randrange(600, DAY), "reply")
    if gives_back:
        return history.add(second + rng.randrange(2, 15) * DAY, "recycled", reason=rng.choice(("no budget", "later")))
    if not sells and chance(rng, 45):
        return second
    second = history.add(second + rng.randrange(1, 6) * DAY, "meeting")
    amount = rng.randrange(4, 50) * 1000
    second = history.add(second + rng.randrange(3600, 4 * DAY), "quote", amount=amount)
    if sells or chance(rng, 50):
        second = history.add(second + 60, "opportunity", amount=amount)
    if sells and chance(rng, 75):
        second = history.add(second + rng.randrange(5, 30) * DAY, "customer", amount=amount)
    return second


def _trial(history: History, lead: Row, days_ago: int) -> None:
    """Thirty days with the product; half of them find a result."""
    rng = history.rng
    second = moment(rng, days_ago)
    lead["trial_ends"] = day(second + 30 * DAY)
    history.visit(second - 60, ["/trial"])
    history.add(second, "trial_start", plan=rng.choice(("team", "business")))
    history.add(second, "login")
    if chance(rng, 30):
        return
    for at in history.spread(4 + rng.randrange(16), max(0, days_ago - 30), days_ago):
        at = max(at, second + 60)
        history.add(at, "login")
        for _ in range(rng.randrange(3)):
            history.add(at + rng.randrange(1800), "feature_used", feature=rng.choice(FEATURES))
    if chance(rng, 50):
        what = rng.choice(("report sent", "campaign run"))
        history.add(second + rng.randrange(DAY, 45 * DAY), "success", what=what)
    if chance(rng, 35):
        system = rng.choice(("web shop", "data warehouse"))
        history.add(second + rng.randrange(3600, 20 * DAY), "integration_connected", system=system)
    for _ in range(rng.randrange(4)):
        history.add(second + rng.randrange(3600, 25 * DAY), "invite")
    if chance(rng, 40):
        _visits(history, 2, 3, max(0, days_ago - 20), days_ago, prices=60)
    if chance(rng, 25):
        _sales(history, _ask(history, max(0, days_ago - 10)))


def _fit(lead: Row) -> float:
    size, title = lead["employees"], str(lead["job_title"] or "")
    fit = 1.0 if isinstance(size, int) and size >= 250 else 0.5 if isinstance(size, int) and size >= 50 else 0.0
    fit += 0.7 if any(word in title for word in ("Chief", "VP", "Vice President", "Director", "Head")) else 0.0
    fit += 0.4 if lead["department"] == "Marketing" else 0.0
    return fit + (0.4 if lead["country"] in ("US", "CA", "GB", "DE") else 0.0)


MARKET = Market(
    usual=-4.3,
    fit=_fit,
    worth={
        "page_view": (0.06, 0.9),
        "content_download": (0.35, 1.0),
        "webinar": (0.6, 0.9),
        "booth_visit": (0.6, 0.6),
        "login": (0.12, 1.0),
        "integration_connected": (0.8, 0.8),
        "email_click": (0.1, 0.4),
    },
    hand_raise=1.3,
    raises=lambda event: event["type"] == "chat" or event.get("form") in ("demo", "contact"),
    stranger=lambda lead: "student" in str(lead["job_title"] or "").lower() or bool(lead["opted_out"]),
    active=frozenset(("page_view", "content_download", "webinar", "form_submit", "chat", "login")),
)


def _outcomes(leads: list[Row], events: list[Row]) -> Iterator[Row]:
    """Of the open ones nothing is known."""
    for found in decided("marketing_automation", MARKET, leads, events):
        if found.at is not None:
            yield {"lead_id": found.lead["lead_id"], "won": found.won, "closed_on": day(found.at)}

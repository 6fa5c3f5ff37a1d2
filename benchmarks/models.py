"""Models to measure with: the one of 62 rules, and models of any number of rules.

``rules(n)`` grows as real models do: most rules ask the same few signals again, for another window or another number,
and every now and then somebody adds one page, title or campaign. A longer model begins with the rules of a shorter.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from . import vocabulary as v

MODEL = Path(__file__).parent / "model.lead"
"""The model of 62 rules."""

_EDIT = ("when pricing_page visits >= 2 within 7d", "when pricing_page visits >= 2 within 9d")
_REWARD = ("fade 50% every 14d as pricing", "fade 40% every 14d as pricing")


def edited(text: str, what: str = "window") -> str:
    """The model of 62 rules with one of them changed: its ``window``, or the ``points`` that it gives."""
    before, after = _EDIT if what == "window" else _REWARD
    if text.count(before) != 1:
        raise ValueError(f"the model has no rule `{before}`, or several")
    return text.replace(before, after)


@dataclass(frozen=True, slots=True)
class Signal:
    """A stream of events: its source, its rules' group, what one is called, the properties it can be asked for."""

    name: str
    source: str
    group: str
    noun: str
    text: str | None = None
    number: str | None = None


_PAGE = {"group": "web", "noun": "visits", "text": "path", "number": "seconds"}
_SIGNALS = (
    Signal("page_view", "", **_PAGE),
    Signal("pricing_page", 'page_view[path starts with "/pricing"]', **_PAGE),
    Signal("product_page", 'page_view[path starts with "/product/"]', **_PAGE),
    Signal("email_open", "", "mail", "opens", "campaign"),
    Signal("email_click", "", "mail", "clicks", "campaign"),
    Signal("demo_request", "", "content", "requests"),
    Signal("content_download", "", "content", "downloads", "title"),
    Signal("webinar", "", "content", "events", "title", "seconds"),
    Signal("form_submit", "", "content", "submissions", "form"),
    Signal("login", "", "product", "logins"),
    Signal("feature_used", "", "product", "events", "feature"),
    Signal("customer_page", 'page_view[path starts with "/customers/"]', **_PAGE),
    Signal("hand_raise", 'demo_request or form_submit[form in ("contact", "trial")]', "content", "requests"),
    Signal("case_study", 'content_download[title starts with "case study"]', "content", "downloads", "title"),
    Signal("whitepaper", 'content_download[title starts with "whitepaper"]', "content", "downloads", "title"),
    Signal("blog_page", 'page_view[path starts with "/blog/"]', **_PAGE),
    Signal("docs_page", 'page_view[path starts with "/docs/"]', **_PAGE),
    Signal("long_view", "page_view[seconds >= 120]", **_PAGE),
    Signal("video_watch", "", "content", "events", "title", "seconds"),
    Signal("chat", "", "conversation", "chats", None, "seconds"),
    Signal("meeting", "", "conversation", "meetings"),
    Signal("ad_click", "", "mail", "clicks", "campaign"),
    Signal("email_reply", "", "mail", "replies"),
    Signal("purchase", "", "conversation", "purchases", None, "amount"),
    Signal("sales_touch", "", "conversation", "events"),
)

_GROUPS = {
    "fit": "group fit max 100 min -50",
    "web": "group web max 150 resets on recycled",
    "mail": "group mail max 80 min -40 resets on recycled",
    "content": "group content max 150 resets on recycled",
    "product": "group product max 100",
    "conversation": "group conversation max 100 min -60",
}

_HEAD = """\
model "{n} rules"
  min 0
  max 500

lead
  country      text
  employees    number
  industry     text
  job_title    text
  source       text
  created_at   time
  budget       number
  is_customer  flag

event page_view
  path     text
  seconds  number
event email_open
  campaign  text
event email_click
  campaign  text
event email_reply
  campaign  text
event ad_click
  campaign  text
event content_download
  title  text
event webinar
  title    text
  seconds  number
event video_watch
  title    text
  seconds  number
event form_submit
  form  text
event demo_request
event chat
  seconds  number
event login
event feature_used
  feature  text
event purchase
  amount  number
event meeting
event sales_touch
event recycled
"""

_TAIL = """
stage MQL
  when score >= 60
  or when demo_request within 7d since last recycled because "hand raiser"

stage Customer
  when is_customer

segment "Large" when employees > 2500
"""

_DAYS = (1, 3, 7, 14, 30, 45, 60, 90, 120, 180, 365)


def rules(n: int, seed: int = 1) -> str:
    """The text of a model of ``n`` rules. The same numbers always give the same text."""
    grown = list(_first(n, Random(seed)))
    used = " ".join(text for _, text in grown)
    signals = [s for s in _SIGNALS if s.source and s.name in used]
    width = max((len(s.name) for s in signals), default=0)
    parts = [_HEAD.format(n=n), *(f"signal {s.name:<{width}} = {s.source}" for s in signals), ""]
    for group, head in _GROUPS.items():
        lines = [text for name, text in grown if name == group]
        if lines:
            parts += [head, *lines, ""]
    return "\n".join(parts) + _TAIL


def _first(n: int, random: Random) -> Iterator[tuple[str, str]]:
    """The first ``n`` rules: each with its group, no two with the same words."""
    kinds = [kind for kind, weight in _KINDS.items() for _ in range(weight)]
    known: set[str] = set()
    while len(known) < n:
        group, head, rest = random.choice(kinds)(random, len(known))
        if head not in known:
            known.add(head)
            yield group, f"  {head} {rest}".format(name=f"rule_{len(known)}").rstrip()


_Rule = tuple[str, str, str]
"""A rule's group, what it asks and what it gives; `{name}` is the place of its name."""


def _signal(random: Random, age: int, has: str | None = None) -> Signal:
    """A signal; the first of the list more often, all of them only once the model is of some age."""
    fitting = [s for s in _SIGNALS[: 10 + age // 3] if has is None or getattr(s, has)]
    return fitting[int(len(fitting) * random.random() ** 1.7)]


def _asked(random: Random, signal: Signal, age: int) -> str:
    """The signal, or a part of it that somebody asked for: one page, one title, one campaign."""
    values: dict[str, Sequence[str]] = {
        "path": v.PATHS, "title": v.TITLES, "campaign": v.CAMPAIGNS, "form": v.FORMS, "feature": v.FEATURES,
    }  # fmt: skip
    if signal.source or signal.text is None or random.random() > 0.1 + min(age, 500) / 1500:
        return signal.name
    return f'{signal.name}[{signal.text} is "{random.choice(values[signal.text])}"]'


def _days(random: Random, least: int = 1, most: int = 365) -> int:
    return random.choice([d for d in _DAYS if least <= d <= most])


def _points(random: Random) -> str:
    return f"add {random.choice((1, 2, 3, 5, 5, 8, 10, 12, 15, 20, 25))} as {{name}}"


def _count(random: Random, age: int) -> _Rule:
    s = _signal(random, age)
    asked = _asked(random, s, age)
    least = random.choice((1, 2, 2, 3, 3, 5, 10))
    return s.group, f"when {asked} {s.noun} >= {least} within {_days(random)}d", _points(random)


def _each_period(random: Random, age: int) -> _Rule:
    s = _signal(random, age)
    period = random.choice(("day", "day", "week", "month"))
    days = _days(random, 14 if period == "day" else 30)
    given = f"add {random.choice((1, 2, 3, 5))} as {{name}} once per {period} up to {random.choice((10, 15, 20))}"
    return s.group, f"each {_asked(random, s, age)} within {days}d", given


def _each(random: Random, age: int) -> _Rule:
    s = _signal(random, age)
    given = f"add {random.choice((0.5, 1, 2, 3))} as {{name}} up to {random.choice((10, 20, 30))}"
    return s.group, f"each {_asked(random, s, age)} within {_days(random)}d", given


def _each_fading(random: Random, age: int) -> _Rule:
    s = _signal(random, age)
    given = f"add {random.choice((2, 3, 5))} as {{name}} fade {random.choice((10, 20, 50))}% every 7d up to 30"
    return s.group, f"each {_asked(random, s, age)} within {_days(random, 14)}d", given


def _latest(random: Random, age: int) -> _Rule:
    s = _signal(random, age)
    fade = random.choice(("20% every 7d", "50% every 14d", "25% linearly every 14d"))
    given = f"add {random.choice((10, 20, 30))} as {{name}} fade {fade}"
    return s.group, f"latest {_asked(random, s, age)} within {_days(random, 30)}d", given


def _once_per_property(random: Random, age: int) -> _Rule:
    s = _signal(random, age, "text")
    given = f"add {random.choice((1, 2, 5))} as {{name}} once per {s.text} up to {random.choice((10, 20))}"
    return s.group, f"each {s.name} within {_days(random, 7)}d", given


def _distinct(random: Random, age: int) -> _Rule:
    s = _signal(random, age, "text")
    least = random.choice((2, 3, 5))
    return s.group, f"when {s.name} distinct {s.text} >= {least} within {_days(random, 7)}d", _points(random)


def _active_days(random: Random, age: int) -> _Rule:
    s = _signal(random, age)
    asked = _asked(random, s, age)
    return s.group, f"when {asked} days >= {random.choice((2, 3, 5))} within {_days(random, 7)}d", _points(random)


def _of_number(random: Random, age: int) -> _Rule:
    s = _signal(random, age, "number")
    measure, factor = random.choice((("total", 5), ("total", 10), ("largest", 2), ("average", 1), ("last", 2)))
    least = factor * random.choice((60, 100, 150, 300))
    return s.group, f"when {s.name} {measure} {s.number} >= {least} within {_days(random, 7)}d", _points(random)


def _sequence(random: Random, age: int) -> _Rule:
    first, second = _signal(random, age), _signal(random, age)
    spanning = _days(random, 3, 30)
    within = _days(random, spanning + 1)
    asked = f"when {_asked(random, first, age)} then {second.name} spanning {spanning}d within {within}d"
    return second.group, asked, _points(random)


def _rising(random: Random, age: int) -> _Rule:
    s = _signal(random, age)
    days = _days(random, 7, 60)
    asked = f"when {s.name} {s.noun} within {days}d > {s.name} {s.noun} between {days}d and {2 * days}d ago"
    return s.group, asked, _points(random)


def _ratio(random: Random, age: int) -> _Rule:
    part, percent = random.choice(("pricing_page", "product_page")), random.choice((10, 20, 30, 40, 50))
    asked = f"page_view visits >= 5 and {part} visits >= {percent}% of page_view visits"
    return "web", f"when ({asked}) within {_days(random, 7)}d", _points(random)


def _recency(random: Random, age: int) -> _Rule:
    s = _signal(random, age)
    if random.random() < 0.5:
        return s.group, f"when no {s.name} within {_days(random, 30)}d", "subtract 5 as {name}"
    return s.group, f"when days since last {_asked(random, s, age)} <= {_days(random, 3)}", _points(random)


def _table(random: Random, age: int) -> _Rule:
    s = _signal(random, age)
    low = random.choice((2, 3, 5))
    rows = f"below {low} add 0 {low} to {4 * low} add 5 above {4 * low} add 10"
    return s.group, f"by {s.name} {s.noun} within {_days(random, 7)}d as {{name}}", rows


def _choose(random: Random, age: int) -> _Rule:
    s = _signal(random, age)
    asked = _asked(random, s, age)
    near = _days(random, 3, 30)
    far = _days(random, near + 1, 180)
    branches = f"if {asked} within {near}d add 10 if {asked} within {far}d add 4"
    return s.group, f"choose as {{name}} {branches}", ""


def _fit(random: Random, _age: int) -> _Rule:
    field = random.choice(
        (
            f'country in ("{random.choice(v.COUNTRIES[30:])}", "{random.choice(v.COUNTRIES[:40])}")',
            f'industry is "{random.choice(v.INDUSTRIES)}"',
            f'job_title mentions "{random.choice(v.JOB_TITLES)}"',
            f"employees between {random.choice((1, 10, 50))} and {random.choice((100, 250, 500, 2500))}",
            f"budget >= {random.choice((1, 5, 10, 25, 50, 100))}k",
            f"days since created_at <= {_days(random, 7)}",
            f'source is "{random.choice(v.SOURCES)}"',
        )
    )
    also = random.choice(("", "", f" and employees >= {random.choice((20, 200, 1000))}", " and not is_customer"))
    if "employees" in field:
        also = also if "customer" in also else ""
    return "fit", f"when {field}{also}", _points(random)


_KINDS: dict[Callable[[Random, int], _Rule], int] = {
    _count: 24, _each_period: 12, _each: 8, _each_fading: 6, _latest: 8, _once_per_property: 4, _distinct: 4,
    _active_days: 4, _of_number: 5, _sequence: 4, _rising: 2, _ratio: 2, _recency: 5, _table: 3, _choose: 3, _fit: 8,
}  # fmt: skip
"""Kinds of rules, and how frequent each is."""

"""Random models that pass the check, and random leads for them, over one small vocabulary.

``model_parts()`` gives a model as its statements, so that a test may put them in another order; ``leads()`` gives
leads whose events lie at, just before and just after the ends of the windows that the models have, many at one instant.
Statements are made from seeds, one each: Hypothesis leaves out those that a failure does not need.
"""

import random
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from hypothesis import strategies as st
from leadwright.dsl import model as m
from leadwright.dsl.check import check
from leadwright.dsl.types import Value
from leadwright.engine.evaluate import Evaluator
from leadwright.engine.records import Event, Lead

HOUR = 3_600_000_000
DAY = 24 * HOUR
NOON = 1_768_478_400_000_000  # 2026-01-15T12:00Z

VOCABULARY = """
lead
  country text
  title   text
  size    number
  budget  number
  joined  time
  renewal date
  vip     flag
event view
  path text
  secs number
event form
  name   text
  points number
  sent   time
event click
event recycled
signal pricing = view[path starts with "/p"]
signal hand    = form[name is "demo"] or click
list names     = ["demo", "x"]
let recent     = 7d
define keen    = view visits >= 2
define asked   = any of (hand, form[points > 1] within 14d)
"""
ZONES = ("UTC", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Sao_Paulo")
LENGTHS = {"1d": DAY, "36h": 36 * HOUR, "7d": 7 * DAY, "14d": 14 * DAY, "30 minutes": HOUR // 2}
TEXTS = ("demo", "DEMO", "x", "/pricing", "/", "Vice-President, Sales", "İstanbul ΟΔΟΣ", "straße")
NUMBERS = (0, 1, 2, 5, 10, -3, 100, 1.5, 0.000001, 33.333333)


class Writer:
    """Writes random parts of a model. Without ``calendar`` nothing in them asks for calendar days."""

    def __init__(self, seed: int, calendar: bool) -> None:
        self.random = random.Random(seed)
        self.calendar = calendar

    def one(self, *choices: object) -> str:
        """One of some texts, or what one of some functions gives."""
        chosen = self.random.choice(choices)
        return chosen if isinstance(chosen, str) else chosen()  # type: ignore[operator]

    def length(self) -> str:
        return self.one(*LENGTHS)

    def number(self) -> str:
        return f"{self.random.choice(NUMBERS):f}".rstrip("0").rstrip(".")

    def points(self) -> str:
        return self.one("0", "1", "2.5", "10", "33.33", "0.01", "100")

    def text(self) -> str:
        return f'"{self.random.choice(TEXTS)}"'

    def date(self) -> str:
        return self.one("2026-01-01", "2026-01-08", "2025-12-25", "2026-01-15")

    def share(self) -> str:
        return self.one("50%", "33.3%", "200%")

    def sign(self) -> str:
        return self.one("=", "!=", "<", "<=", ">", ">=")

    # --- events

    def source(self) -> str:
        return self.one(
            "view",
            "form",
            "click",
            "activity",
            "pricing",
            "hand",
            lambda: f"view[{self.filter('path', 'secs')}]",
            lambda: f"form[{self.filter('name', 'points')}]",
        )

    def filter(self, text: str, number: str) -> str:
        found = [
            lambda: f"{text} is {self.text()}",
            lambda: f"{text} is not {self.text()}",
            lambda: f"{text} {self.text_test()}",
            lambda: f"{number} {self.sign()} {self.number()}",
            lambda: f"{number} is {self.one('known', 'unknown')}",
            lambda: f"not ({text} in names)",
            lambda: f"{text} is {self.text()} {self.one('and', 'or')} {number} > {self.number()}",
        ]
        if text == "name":
            found.append(lambda: f"sent {self.one('within', 'older than')} {self.length()}")
            if self.calendar:
                found.append(lambda: f"sent {self.one('before', 'after', '=')} {self.date()}")
        return self.one(*found)

    def text_test(self) -> str:
        return self.one(
            lambda: f"contains {self.text()}",
            lambda: f"starts with {self.text()}",
            lambda: f"ends with {self.text()}",
            lambda: f"mentions any of ({self.text()}, {self.text()})",
            lambda: f'matches "{self.one("*", "?*", "d*o", "/p*")}"',
            "not contains any of names",
        )

    def window(self) -> str:
        found = [
            lambda: f"within {self.length()}",
            lambda: f"within {self.length()}",
            "within recent",
            f"between {self.one('1d', '36h')} and {self.one('7d', '14d')} ago",
            lambda: f"since {self.one('last', 'first')} {self.source()}",
            "since joined",
            lambda: f"within {self.length()} of {self.one('last', 'first')} {self.source()}",
        ]
        if self.calendar:
            found += [lambda: f"since {self.date()}", "since renewal"]
        return self.one(*found)

    def windows(self) -> str:
        return self.one("", self.window, self.window, lambda: f"{self.window()} {self.window()}")

    # --- measures and conditions

    def event_number(self) -> str:
        found = [
            lambda: f"{self.source()} events",
            lambda: f"{self.source()} events",
            "view distinct path",
            "form distinct points",
            "view total secs",
            "form largest points",
            "view smallest secs",
            "view average secs",
            "form last points",
            "view first secs",
            lambda: f"days since {self.one('last', 'first')} {self.source()}",
        ]
        if self.calendar:
            found.append(lambda: f"{self.source()} days")
        return self.one(*found)

    def field_number(self) -> str:
        found = ["size", "budget", "days since joined", "days until joined"]
        if self.calendar:
            found += ["days since renewal", "days until renewal"]
        return self.one(*found)

    def condition(self, depth: int = 2, bound: bool = True) -> str:
        windows = self.windows if bound else lambda: ""
        found = [
            lambda: f"{self.source()} {windows()}",
            lambda: f"{self.one('not', '')} {self.event_number()} {windows()} {self.sign()} {self.number()}",
            lambda: f"{self.event_number()} {windows()} {self.sign()} {self.event_number()} {windows()}",
            lambda: (
                f"{self.event_number()} {self.sign()} "
                f"{self.one('50%', '33.3%', '200%')} of {self.event_number()} {windows()}"
            ),
            lambda: f"{self.event_number()} {windows()} between {self.one('0', '-1')} and {self.one('1', '2.5', '5')}",
            lambda: f"no {self.source()} {windows()}",
            lambda: f"{self.source()} then {self.source()} spanning {self.length()} {windows()}",
            lambda: f"form {self.one('last', 'first')} name {windows()} {self.one('is', 'is not', '<')} {self.text()}",
            lambda: f"{self.field_number()} {self.sign()} {self.number()}",
            lambda: f"{self.field_number()} {self.sign()} {self.field_number()}",
            lambda: f"{self.field_number()} {self.sign()} 50% of {self.event_number()} {windows()}",
            lambda: f"country {self.one('is', 'is not')} {self.text()}",
            lambda: f"title {self.text_test()}",
            lambda: f"joined {self.one('within', 'older than')} {self.length()}",
            lambda: f"{self.one('vip', 'country', 'size')} is {self.one('known', 'unknown')}",
            "vip",
            "not vip",
            "keen",
            "asked",
            lambda: f"form largest sent {windows()} older than {self.length()}",
        ]
        if self.calendar:
            found += [
                lambda: f"{self.one('joined', 'renewal')} {self.one('before', 'after', '=')} {self.date()}",
                lambda: f"renewal {self.one('within', 'older than')} {self.length()}",
                lambda: f"form last sent {windows()} {self.one('before', 'after')} {self.date()}",
            ]
        if depth:
            part = lambda: f"({self.condition(depth - 1, bound)})"  # noqa: E731
            found += [
                lambda: f"{part()} {self.one('and', 'or')} {part()}",
                lambda: f"not {part()}",
                lambda: f"at least {self.one('1', '2')} of ({part()}, {part()}, {part()})",
                lambda: f"{self.one('any', 'all')} of ({part()}, {part()})",
            ]
            if bound:
                found.append(
                    lambda: f"(view or {self.condition(depth - 1, False)} or form events >= 1) {self.window()}"
                )
        return self.one(*found)

    # --- statements

    def effect(self) -> str:
        return f"{self.one('add', 'add', 'subtract')} {self.points()}"

    def fade(self) -> str:
        return f"fade {self.one('50%', '25%', '100%', '10%')} {self.one('', 'linearly')} every {self.length()}"

    def each(self) -> str:
        source = self.one("view", "form", "click", "pricing", self.source)
        of_form = source == "form" or source.startswith("form[")
        worth = (
            self.one("add points", "subtract points", "add 12.5% of points", "add budget", "add 10% of size")
            if of_form
            else ""
        )
        if worth and self.random.random() < 0.5:
            modifiers = ""
        else:
            worth, modifiers = self.effect(), self.one("", "", self.fade)
        if self.random.random() < 0.3:
            return f"latest {source} {self.windows()} {worth} {modifiers}"
        periods = ["", ""]
        if self.calendar:
            periods += [f"once per {p}" for p in ("day", "week", "month", "3d")]
        if of_form:
            periods += ["once per name", "once per points", "once per sent"]
        limit = self.one("", f"up to {self.points()}")
        return f"each {source} {self.windows()} {worth} {self.one(*periods)} {modifiers} {limit}"

    def table(self) -> str:
        end = self.one("", f"otherwise {self.effect()}", f"unknown {self.effect()}")
        if self.random.random() < 0.4:
            measure = self.one("country", "title", lambda: f"form last name {self.windows()}")
            rows = (
                f"{self.text()}, {self.text()} {self.effect()} {self.text_test().removeprefix('not ')} {self.effect()}"
            )
        else:
            measure = self.one(lambda: f"{self.event_number()} {self.windows()}", self.field_number)
            rows = f"5 {self.effect()} below 0 {self.effect()} 0 to 1.5 {self.effect()} above 10 {self.effect()}"
        return f"by {measure} {rows} {end}"

    def rule(self) -> str:
        guard = self.one("", "", f"when {self.condition(1)}")
        days = ""
        if self.calendar:
            days = self.one("", "", "", f"from {self.date()}", f"until {self.date()}")
        return self.one(
            f"when {self.condition()} {self.effect()} {days}",
            f"{guard} {self.each()} {days}",
            f"{guard} {self.table()}",
            f"{guard} choose if {self.condition(1)} {self.effect()} if {self.condition(1)} {self.effect()}"
            f" {self.one('', f'otherwise {self.effect()}')}",
        )

    def group(self, name: str) -> str:
        clauses = [self.one("", "max 50", "max 10 min -10", "min 1")]
        clauses.append(self.one("", "", "resets on recycled", f"resets on {self.one('hand', 'form')}"))
        clauses.append({"second": "in first", "third": "apart"}.get(name, ""))
        clauses.append(self.one("", "", "", f"for {self.condition(1)}"))
        return f"group {name} {' '.join(clauses)}"

    def outcome(self) -> str:
        return self.one(
            lambda: f"score {self.sign()} {self.points()}",
            lambda: f"first {self.sign()} {self.points()}",
            lambda: f"(third > 0 and {self.condition(1)})",
            lambda: f"(score >= 1 or {self.condition(1)})",
            self.condition,
            self.condition,
        )

    def stage(self, name: str) -> str:
        after = "" if name == "A" else self.one("", f"after {chr(ord(name) - 1)}")
        holds = self.one("", "", "holds until recycled", f"holds until {self.source()}")
        routes = self.one(
            "",
            f'route to "x" within {self.one("2 days", "30 minutes")} met by {self.source()} for {self.condition(1)}',
            'route to "x" within 1 business day' if self.calendar else 'route to "x" within 1 day',
        )
        more = self.one("", f"or when {self.outcome()}")
        return f"stage {name} {after} {holds} when {self.outcome()} {more} {routes}"


@dataclass(frozen=True)
class Parts:
    """A model's statements; ``rules`` by group, "" for those of none; ``stages`` keep their order."""

    head: str
    loose: tuple[str, ...]
    groups: dict[str, str]
    rules: dict[str, tuple[str, ...]]
    stages: tuple[str, ...]

    def text(self, shuffled_by: random.Random | None = None) -> str:
        """The file; by default in one order, else in another one that means the same."""
        mix = (lambda items: items) if shuffled_by is None else (lambda items: shuffled_by.sample(items, len(items)))
        grouped = [[self.groups[g], *mix(list(self.rules.get(g, ())))] for g in self.groups]
        before, after = [self.head, VOCABULARY], list(self.loose)
        if shuffled_by is not None:
            cut = shuffled_by.randint(0, len(after))
            after = mix(after)
            before, after = mix([*before, *after[:cut]]), after[cut:]
        stages = list(self.stages)
        rest = [*after, *stages]
        if shuffled_by is not None:  # the stages anywhere among the others, in their order
            places = sorted(shuffled_by.sample(range(len(rest)), len(stages)))
            others = iter(after)
            rest = [stages[places.index(i)] if i in places else next(others) for i in range(len(rest))]
        lines = [
            *mix(list(self.rules.get("", ()))),
            *before,
            *[line for group in mix(grouped) for line in group],
            *rest,
        ]
        return "\n".join(lines)


def model_parts(calendar: bool = True, stages: bool = True) -> st.SearchStrategy[Parts]:
    """Without ``calendar``: in UTC, and nothing asks for calendar days."""
    seeds = st.integers(0, 2**32 - 1)
    some = st.lists(seeds, min_size=1, max_size=3)
    return st.builds(
        lambda zone, head, rules, group, first, second, third, stage, loose: parts_of(
            zone if calendar else "UTC",
            head,
            {"": rules, "first": first, "second": second, "third": third},
            group,
            stage if stages else [],
            loose,
            calendar,
        ),
        st.sampled_from(ZONES),
        seeds,
        some,
        seeds,
        some,
        st.lists(seeds, max_size=2),
        st.lists(seeds, max_size=2),
        some,
        some,
    )


def parts_of(
    zone: str,
    head: int,
    rules: dict[str, list[int]],
    group: int,
    stage: list[int],
    loose: list[int],
    calendar: bool,
) -> Parts:
    first = Writer(head, calendar)
    limits = first.one("", "baseline 5", "max 40 min -5", "baseline -2.5 max 10")
    others = {
        "segment": lambda w, i: f'segment "s{i}" when {w.outcome()}',
        "disqualify": lambda w, i: f"disqualify when {w.condition(1)}",
        "ignore": lambda w, i: (
            "ignore " + w.one('view[path is "/"]', "form[points < 0]", "activity[secs > 50]", "form[sent within 36h]")
        ),
    }
    found: list[str] = []
    for i, seed in enumerate(loose):
        writer = Writer(seed, calendar)
        kind = writer.random.choice(["segment", "segment", "disqualify", "ignore"])
        if not any(line.startswith(kind) for line in found) or kind == "segment":
            found.append(others[kind](writer, i))
    if first.random.random() < 0.7:
        found.append("grade first A from 20, B from 0.01, C from -5 score 1 from 30, 2")
    return Parts(
        f'model "m" {limits} timezone "{zone}"',
        tuple(found),
        {name: Writer(group + i, calendar).group(name) for i, name in enumerate(("first", "second", "third"))},
        {name: tuple(Writer(s, calendar).rule() for s in seeds) for name, seeds in rules.items()},
        tuple(Writer(s, calendar).stage("ABC"[i]) for i, s in enumerate(stage)),
    )


@lru_cache(256)
def model_of(text: str) -> m.Model:
    path = Path(__file__).parent / "random.lead"
    checked = check([path], path.parent, {path: text})
    assert checked.model is not None, "\n".join(
        [text, *(f"{d.code.id} {d.message}" for d in checked.diagnostics if d.code.severity == "error")]
    )
    return checked.model


def evaluator_of(text: str) -> Evaluator:
    return Evaluator(model_of(text))


# --- leads

as_ofs = st.one_of(
    st.just(NOON),
    st.sampled_from([NOON + 12 * HOUR, NOON + 1, 1_772_953_200_000_000, 1_541_300_400_000_000]),  # days of odd length
    st.integers(NOON - 400 * DAY, NOON + 400 * DAY),
)
_ages = st.one_of(
    st.builds(
        lambda length, jitter: length + jitter,
        st.sampled_from([0, *LENGTHS.values(), 2 * DAY, 3 * DAY, 7 * DAY + HOUR, 15 * DAY, 21 * DAY, 44 * DAY]),
        st.sampled_from([0, 0, 0, 1, -1]),
    ),
    st.integers(-DAY, 60 * DAY),
)
_texts = st.sampled_from([*TEXTS, "/pricing/x"])
_numbers = st.sampled_from([round(n * 1_000_000) for n in NUMBERS])


@st.composite
def leads(draw: st.DrawFn, as_of: int, upcoming: bool = True) -> Lead:
    """A lead whose fields and properties may be missing; ``upcoming``: with events after ``as_of``, too."""
    fields: dict[str, Value] = {}
    for name, values in (
        ("country", _texts),
        ("title", _texts),
        ("size", _numbers),
        ("budget", _numbers),
        ("vip", st.booleans()),
        ("joined", _ages.map(lambda a: as_of - a)),
        ("renewal", _ages.map(lambda a: (as_of - a) // DAY)),
    ):
        if draw(st.booleans()):
            fields[name] = draw(values)
    events = [e for e in draw(st.lists(_events(as_of), max_size=8)) if upcoming or e.at <= as_of]
    return Lead("x", fields, in_order(events))


@st.composite
def _events(draw: st.DrawFn, as_of: int) -> Event:
    type = draw(st.sampled_from(["view", "view", "form", "form", "click", "recycled", "other"]))
    at = as_of - draw(_ages)
    properties: dict[str, Value] = {}
    known = {"view": {"path": _texts, "secs": _numbers}, "form": {"name": _texts, "points": _numbers}}
    for name, values in known.get(type, {}).items():
        if draw(st.integers(0, 3)):
            properties[name] = draw(values)
    if type == "form" and draw(st.booleans()):
        properties["sent"] = as_of - draw(_ages)
    return Event(at, type, properties)


def in_order(events: list[Event]) -> list[Event]:
    return sorted(events, key=lambda e: e.at)


def shifted(lead: Lead, by: int) -> Lead:
    """The lead with every time moved; it must not have dates."""
    assert "renewal" not in lead.fields
    fields = {name: value + by if name == "joined" else value for name, value in lead.fields.items()}  # type: ignore[operator]
    events = [
        replace(e, at=e.at + by, properties={n: v + by if n == "sent" else v for n, v in e.properties.items()})  # type: ignore[operator]
        for e in lead.events
    ]
    return Lead(lead.id, fields, events)

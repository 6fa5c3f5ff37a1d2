"""The sections of a report that are about leads on their way: funnel, MQLs, conversion, times, responses."""

from collections.abc import Iterator, Sequence

import numpy as np

from ..simulation.promises import Kept
from ..simulation.words import length_text, share_text
from . import charts
from .conversions import Cohort, Conversion
from .parts import NOTHING, Card, Chart, Column, Section, Table, count_text
from .run import Figures
from .verdicts import ENTERPRISE, GENERAL, conversion_verdict

_DAY = 86_400_000_000
_MINUTE = 60_000_000
_FEW = 5
"""Leads of a month that a share says little of."""
_SPANS = (("under a day", 1), ("1–7 days", 7), ("8–30 days", 30), ("31–90 days", 90), ("91–180 days", 180))
_BANDS = (
    ("B2B at large 20–40 %", "band2", *GENERAL),
    ("enterprise 45–52 %", "band", *ENTERPRISE),
)


def cards(figures: Figures) -> Iterator[Card]:
    """The figures that people ask for first."""
    simulation, to_sql, to_customer = figures.simulation, figures.to_sql, figures.to_customer
    mql = figures.roles.mql.name
    yield Card("New leads", f"{sum(simulation.beginnings):,}", f"of {simulation.known:,} in all")
    course = next(c for c in simulation.courses if c.stage == mql)
    yield Card(f"New {mql}s", f"{course.first:,}", f"{course.steps[-1].at_end:,} are {mql}s now")
    if figures.roles.sql is not None:
        sql = figures.roles.sql.name
        tone = conversion_verdict(*to_sql.settled)[1]
        said = f"{to_sql.went_on:,} of {to_sql.count:,} so far"
        yield Card(f"{mql} → {sql}", share_text(to_sql.went_on, to_sql.count) or NOTHING, said, tone)
        if figures.knows_customers:
            share = share_text(to_customer.went_on, to_customer.count) or NOTHING
            yield Card(f"{sql} → customer", share, f"{to_customer.went_on:,} of {to_customer.count:,} so far")
    time = next(t for t in simulation.times if t.stage == mql)
    p90 = "" if time.p90 is None else f"90 % within {length_text(time.p90)}"
    yield Card(f"Median time to {mql}", length_or_nothing(time.median), p90)
    kept = figures.kept
    if kept is not None and kept.kept.decided:
        share = kept.kept.share or 0.0
        tone = "good" if share >= 0.9 else "fair" if share >= 0.6 else "poor"
        said = f"{kept.kept.in_time:,} of {kept.kept.decided:,} promises"
        yield Card("Answered in time", f"{100 * share:.0f} %", said, tone)


def height_beside(rows: int) -> float:
    """Inches of a chart that stands beside a table of so many rows."""
    return min(max(0.21 * rows + 0.4, 2.2), 3.4)


def length_or_nothing(length: int | None) -> str:
    return NOTHING if length is None else length_text(length)


def funnel(figures: Figures) -> Section:
    """Of the leads that began in this time, how many came how far."""
    found, names = figures.funnel, [figures.roles.mql.name]
    counts = [found.leads, found.mqls]
    if figures.roles.sql is not None:
        names.append(figures.roles.sql.name)
        counts.append(found.sqls)
        if figures.knows_customers:
            names.append("Customer")
            counts.append(found.customers)
    labels = ["Leads", *names]

    def said(place: int) -> str:
        share = share_text(counts[place], counts[place - 1]) if place else None
        before = "leads" if place == 1 else f"{labels[place - 1]}s"
        return f"{counts[place]:,}" + (f"  ({share} of {before})" if share else "")

    shades = ["pale", "blue", "blue", "green"][: len(labels)]
    rows = tuple(
        (label, f"{count:,}", share_text(count, counts[n - 1]) or NOTHING if n else NOTHING,
         share_text(count, counts[0]) or NOTHING)
        for n, (label, count) in enumerate(zip(labels, counts, strict=True))
    )  # fmt: skip
    return Section(
        "funnel",
        "Funnel",
        f"Of {found.leads:,} leads that began in this time, {found.mqls:,} have become {names[0]}s so far.",
        means=(
            ("Funnel", "leads that began in this time, and what has become of the same leads by its end. Each step is "
             "a part of the one above it: who skips a step is not in it."),
        ),
        charts=(Chart("The funnel", lambda: charts.drawn(
            charts.bars(labels, counts, shades, said), "The funnel", 0.4 * len(labels) + 0.2)),),
        tables=(Table((Column("", True), Column("leads"), Column("of the step before"), Column("of all")), rows),),
    )  # fmt: skip


def mqls(figures: Figures) -> Section:
    """How many came and left, month by month."""
    simulation, name = figures.simulation, figures.roles.mql.name
    course = next(c for c in simulation.courses if c.stage == name)
    labels = [step.label for step in course.steps]
    height = height_beside(len(labels))
    rows = tuple(
        (step.label, count_text(begun), count_text(step.first), count_text(step.again), count_text(step.left),
         count_text(step.at_end))
        for step, begun in zip(course.steps, simulation.beginnings, strict=True)
    )  # fmt: skip
    total = (
        "in all", count_text(sum(simulation.beginnings)), count_text(course.first), count_text(course.again),
        count_text(course.left), count_text(course.steps[-1].at_end),
    )  # fmt: skip
    series = (("for the first time", "blue", [float(step.first) for step in course.steps]),
              ("again", "pale", [float(step.again) for step in course.steps]))  # fmt: skip
    if not course.again:
        series = series[:1]
    title = f"{name}s per month"
    heads = ("month", "new leads", f"new {name}s", "again", "left", "at the end")
    return Section(
        "mqls",
        title,
        means=(
            (f"New {name}", f"a lead that is at the stage {name} for the first time, at the exact moment; a lead that "
             "is disqualified is at no stage."),
            ("Again", "a lead that had left the stage and came back."),
        ),
        charts=(Chart(title, lambda: charts.drawn(charts.columns(labels, series), title, height)),),
        tables=(Table(tuple(Column(h, n == 0) for n, h in enumerate(heads)), rows, total),),
    )  # fmt: skip


def conversion(figures: Figures) -> Section | None:
    """MQL to SQL by the month of the MQL, against what people hold for healthy."""
    if figures.roles.sql is None:
        return None
    mql, sql, found = figures.roles.mql.name, figures.roles.sql.name, figures.to_sql
    cohorts = shown_cohorts(figures, found)
    verdict, tone = conversion_verdict(*found.settled)
    if verdict and found.settled[0] < found.count:
        verdict = f"Of the {mql}s that have had time enough: {verdict}"
    rows = tuple(
        (c.label + (" *" if c.is_young and c.count else ""), count_text(c.count), count_text(c.went_on),
         share_text(c.went_on, c.count) or NOTHING, length_or_nothing(c.median))
        for c in cohorts
    )  # fmt: skip
    total = ("in all", count_text(found.count), count_text(found.went_on),
             share_text(found.went_on, found.count) or NOTHING, length_or_nothing(found.median))  # fmt: skip
    labels, pale = [c.label for c in cohorts], [c.is_young or c.count < _FEW for c in cohorts]
    title = f"{mql} → {sql}"
    heads = (f"month of the {mql}", f"{mql}s", f"became {sql}", "share", "median time")
    return Section(
        "conversion",
        title,
        verdict=verdict,
        tone=tone,
        means=(
            (title, f"of the leads that became {mql} for the first time in a month, the share that was {sql} at "
             "that moment or at any time later, up to the end of this report."),
            ("Bands", "from MQL to SQL 45–52 % is held for healthy in enterprise marketing, 20–40 % in B2B at large. "
             "Above about 50 % the bar for an MQL is probably too high; below 45 % enterprise teams call it poor."),
            ("Pale", f"with a star, so late that one in ten who become {sql} would not have done so yet; or fewer than "
             f"{_FEW} leads."),
        ),
        charts=(Chart(title, lambda: charts.drawn(
            charts.rates(labels, [c.share for c in cohorts], pale, _BANDS), title, height_beside(len(cohorts)))),),
        tables=(Table(tuple(Column(h, n == 0) for n, h in enumerate(heads)), rows, total),),
    )  # fmt: skip


def shown_cohorts(figures: Figures, found: Conversion) -> Sequence[Cohort]:
    """Without the months before anything happened."""
    count = len(figures.simulation.beginnings)
    return found.cohorts[len(found.cohorts) - count :]


def customers(figures: Figures) -> Section | None:
    """SQL to customer by the month of the SQL."""
    if figures.roles.sql is None or not figures.knows_customers:
        return None
    sql, found = figures.roles.sql.name, figures.to_customer
    cohorts = shown_cohorts(figures, found)
    knows_lost = found.lost > 0
    series = [("customer", "green", [float(c.went_on) for c in cohorts])]
    if knows_lost:
        series.append(("lost", "amber", [float(c.lost) for c in cohorts]))
    series.append(("open", "pale", [float(c.count - c.went_on - c.lost) for c in cohorts]))

    def row(label: str, c: Cohort | Conversion) -> tuple[str, ...]:
        cells = [label, count_text(c.count), count_text(c.went_on), share_text(c.went_on, c.count) or NOTHING]
        if knows_lost:
            decided = c.went_on + c.lost
            cells += [count_text(c.lost), share_text(c.went_on, decided) or NOTHING]
        return *cells, *([length_or_nothing(c.median)] if figures.knows_when else [])

    heads = [f"month of the {sql}", f"{sql}s", "customers", "share"]
    heads += ["lost", "of decided"] if knows_lost else []
    heads += ["median time"] if figures.knows_when else []
    title = f"{sql} → customer"
    stage = figures.roles.customer
    who = "the outcomes say so" if figures.has_outcomes or stage is None else f"they came to {stage.name}"
    return Section(
        "customers",
        title,
        means=(
            (title, f"of the leads that became {sql} for the first time in a month, the share that has bought by the "
             f"end of this report: {who}."),
            *((("Of decided", "the same among the leads that are won or lost by now."),) if knows_lost else ()),
        ),
        charts=(Chart(title, lambda: charts.drawn(
            charts.columns([c.label for c in cohorts], series), title, height_beside(len(cohorts)))),),
        tables=(Table(tuple(Column(h, n == 0) for n, h in enumerate(heads)), tuple(row(c.label, c) for c in cohorts),
                      row("in all", found)),),
    )  # fmt: skip


def time_to_mql(figures: Figures) -> Section:
    """How long it took the leads that began in this time."""
    name, taken = figures.roles.mql.name, figures.days_to_mql
    bounds = np.array([days * _DAY for _, days in _SPANS], np.int64)
    counts = np.bincount(np.searchsorted(bounds, taken, side="right"), minlength=len(_SPANS) + 1).tolist()
    labels = [*(label for label, _ in _SPANS), "longer"]
    waiting = figures.to_mql.count - figures.to_mql.went_on
    title = f"Time to {name}"
    times = {time.stage: time for time in figures.simulation.times}
    rows = tuple(
        (t.stage, count_text(t.count), length_or_nothing(t.median), length_or_nothing(t.p90), count_text(t.waiting))
        for t in times.values()
    )
    heads = ("stage", "leads", "median", "90 % within", "not there yet")
    begin = f"the time in {figures.simulation.begins}" if figures.simulation.begins else "their first event"
    return Section(
        "time",
        title,
        f"Of the leads that began in this time, {len(taken):,} became {name}; {waiting:,} have not so far.",
        means=(
            ("Time to a stage", f"from a lead's beginning ({begin}) to its first moment at the stage. The median is "
             "that of the leads that came to it in this time; those that are not there yet are counted apart."),
        ),
        charts=(Chart(title, lambda: charts.drawn(
            charts.columns(labels, ((f"{name}s", "blue", [float(c) for c in counts]),)), title)),),
        tables=(Table(tuple(Column(h, n == 0) for n, h in enumerate(heads)), rows),),
    )  # fmt: skip


def responses(figures: Figures) -> Section | None:
    """How soon MQLs were answered, and whether as promised."""
    kept = figures.kept
    if kept is None or (not kept.kept.due and kept.kept.median is None):
        return None  # nobody promised anything
    name = figures.roles.mql.name
    months = [step.label for step in figures.simulation.courses[0].steps]
    by_month = dict(kept.by_period)
    shares = [by_month[m].share if m in by_month else None for m in months]
    pale = [m in by_month and (by_month[m].open > 0 or by_month[m].decided < _FEW) for m in months]
    counts = ("came", "in time", "late", "missed", "open", "in time of decided", "median")

    def cells(kept: Kept) -> tuple[str, ...]:
        numbers = map(count_text, (kept.came, kept.in_time, kept.late, kept.missed, kept.open))
        return *numbers, share_text(kept.in_time, kept.decided) or NOTHING, length_or_nothing(kept.median)

    monthly = tuple((m, *(cells(by_month[m]) if m in by_month else (NOTHING,) * len(counts))) for m in months)
    routes = tuple(
        (r.stage, r.queue, r.promise or NOTHING, *cells(r.kept)) for r in figures.simulation.routes if r.kept.came
    )
    heads = (Column("stage", True), Column("queue", True), Column("promise", True), *map(Column, counts))
    said = ""
    if kept.kept.median is not None:
        median = "a minute" if kept.kept.median < _MINUTE else length_text(kept.kept.median)
        said = f"Of the {name}s that were answered, half were within {median}."
    if kept.kept.missed:
        said += f" {kept.kept.missed:,} of {kept.kept.decided:,} were not answered at all, and the time is over."
    return Section(
        "responses",
        "Speed to lead",
        said.strip(),
        means=(
            ("In time", "of the promises that are decided: met by the deadline of the route. Missed ones are past "
             "their deadline without an answer; open ones are neither, and do not count. Business days are Monday "
             f"to Friday in the model's zone ({figures.model.timezone})."),
            ("Median", "from the stage to the first event that meets the promise, of those that were met."),
            ("Pale", f"promises are still open, or fewer than {_FEW} are decided."),
        ),
        charts=(Chart("In time, by month", lambda: charts.drawn(
            charts.rates(months, shares, pale), f"Share of {name}s answered in time", height_beside(len(months)))),),
        tables=(Table((Column("month", True), *map(Column, counts)), monthly, ("in all", *cells(kept.kept))),
                Table(heads, routes)),
    )  # fmt: skip

"""The sections of a report about where MQLs come from, and what they cost."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from ..simulation.splits import SEGMENT, Share, Split
from ..simulation.words import share_text
from . import charts
from .costs import EVERYTHING, Costs
from .parts import NOTHING, Card, Chart, Column, Section, Table, count_text
from .run import Figures
from .sections import height_beside, length_or_nothing


def sources(figures: Figures) -> Section | None:
    """By the field that tells where leads come from."""
    split = next((s for s in figures.simulation.splits if s.by == figures.source), None)
    if split is None or not split.shares:
        return None
    return _split(figures, split, "sources", "By source", f"the value of the field {split.by}")


def segments(figures: Figures) -> Section | None:
    """By the segments of the model."""
    split = next((s for s in figures.simulation.splits if s.by == SEGMENT), None)
    if split is None or not split.shares:
        return None
    what = "leads that were ever in a segment; of their stages those that they came to while they were in it"
    return _split(figures, split, "segments", "By segment", what)


def _split(figures: Figures, split: Split, id: str, title: str, what: str) -> Section:
    mql, sql = figures.roles.mql, figures.roles.sql
    at_mql = split.stages.index(mql.name)
    at_sql = None if sql is None else split.stages.index(sql.name)
    costs = _costs_by_source(figures) if id == "sources" else {}

    def row(share: Share) -> tuple[str, ...]:
        to_mql = share.stages[at_mql]
        cells = [
            share.value,
            count_text(share.leads),
            count_text(to_mql.first),
            share_text(to_mql.reached, share.leads) or NOTHING,
            length_or_nothing(to_mql.time_to.median),
        ]
        if at_sql is not None:
            cells += [count_text(share.stages[at_sql].first)]
        if costs:
            cells += list(costs.get(share.value, (NOTHING, NOTHING)))
        return tuple(cells)

    heads = [split.by, "leads", f"new {mql.name}s", f"share ever {mql.name}", "median time"]
    if sql is not None:
        heads.append(f"new {sql.name}s")
    heads += ["cost", f"per {mql.name}"] if costs else []
    labels = [share.value for share in split.shares]
    counts = [share.stages[at_mql].first for share in split.shares]

    def said(place: int) -> str:
        return f"{counts[place]:,}"

    chart = Chart(
        f"{mql.name}s {title.lower()}",
        lambda: charts.drawn(
            charts.bars(labels, counts, ["blue"] * len(labels), said),
            f"{mql.name}s {title.lower()}",
            0.25 * len(labels) + 0.2,
        ),
    )
    return Section(
        id,
        f"{mql.name}s {title.lower()}",
        means=((title, f"{what}."), (f"Share ever {mql.name}", "of all its leads, those that were ever at the stage.")),
        charts=(chart,),
        tables=(Table(tuple(Column(h, n == 0) for n, h in enumerate(heads)), tuple(map(row, split.shares))),),
    )


# --- costs


def costs(figures: Figures) -> Section | None:
    """What an MQL cost, month by month."""
    found = figures.costs
    if found is None:
        return None
    mql, sql = figures.roles.mql.name, figures.roles.sql
    courses = {course.stage: course for course in figures.simulation.courses}
    months = [step.label for step in courses[mql].steps]
    mqls = {step.label: step.first for step in courses[mql].steps}
    sqls = {} if sql is None else {step.label: step.first for step in courses[sql.name].steps}
    known = [month for month in months if found.of_month(month) is not None]
    if not known:
        said = f"The costs are for {', '.join(found.months) or 'no month'}: none of them is in this time."
        return Section("costs", f"Cost per {mql}", said)

    def row(label: str, which: Sequence[str]) -> tuple[str, ...]:
        amount = sum((found.of_month(month) or Fraction(0) for month in which), Fraction(0))
        counts = [sum(of.get(month, 0) for month in which) for of in (mqls, sqls)]
        cells = [label, _amount(figures, amount), count_text(counts[0]), _each(figures, amount, counts[0])]
        return *cells, *([_each(figures, amount, counts[1])] if sql is not None else [])

    heads = ["month", "cost", f"new {mql}s", f"per {mql}"] + ([f"per {sql.name}"] if sql is not None else [])
    each = [float((found.of_month(m) or Fraction(0)) / mqls[m]) if mqls[m] else 0.0 for m in known]
    title = f"Cost per {mql}"

    def drawn() -> str:
        return charts.drawn(charts.columns(known, ((title, "amber", each),), money), title, height_beside(len(known)))

    def money(value: float) -> str:
        return f"{figures.settings.currency}{value:,.0f}"

    return Section(
        "costs",
        title,
        means=((title, f"what was spent in a month, divided by the leads that became {mql} for the first time in it. "
                "The money of a month also works in later ones: read it over several."),),
        charts=(Chart(title, drawn),),
        tables=(Table(tuple(Column(h, n == 0) for n, h in enumerate(heads)),
                      tuple(row(month, [month]) for month in known), row("in all", known)),),
    )  # fmt: skip


def cost_card(figures: Figures) -> Card | None:
    """What an MQL cost on the whole."""
    found, mql = figures.costs, figures.roles.mql.name
    if found is None:
        return None
    course = next(c for c in figures.simulation.courses if c.stage == mql)
    known = [step for step in course.steps if found.of_month(step.label) is not None]
    amount = sum((found.of_month(step.label) or Fraction(0) for step in known), Fraction(0))
    count = sum(step.first for step in known)
    if not count:
        return None
    return Card(f"Cost per {mql}", _each(figures, amount, count), f"{_amount(figures, amount)} for {count:,}")


def _costs_by_source(figures: Figures) -> dict[str, tuple[str, str]]:
    """Cost and cost per MQL by source, in the months that have costs of it."""
    found = figures.costs
    if found is None or set(found.sources) <= {EVERYTHING}:
        return {}
    mql = figures.roles.mql.name
    months = frozenset(s.label for c in figures.simulation.courses if c.stage == mql for s in c.steps)
    result: dict[str, tuple[str, str]] = {}
    for source in found.sources:
        amount = found.of_source(source, months)
        if amount is not None:
            paid = _paid_months(found, source) & months
            counts = Counter({m: n for (name, m), n in figures.by_source.items() if name == source and m in paid})
            result[source] = _amount(figures, amount), _each(figures, amount, counts.total())
    return result


def _paid_months(costs: Costs, source: str) -> frozenset[str]:
    return frozenset(month for name, month in costs.amounts if name == source)


def _amount(figures: Figures, amount: Fraction) -> str:
    return f"{figures.settings.currency}{round(amount):,}"


def _each(figures: Figures, amount: Fraction, count: int) -> str:
    if not count:
        return NOTHING
    each = amount / count
    return f"{figures.settings.currency}{float(each):,.2f}" if each < 100 else _amount(figures, each)

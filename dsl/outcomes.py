"""Grade, stages, disqualification, segments: from nodes to the model."""

from collections.abc import Mapping
from dataclasses import replace

from . import codes, model
from . import nodes as n
from .conditions import condition
from .constants import Scope, duration, points
from .diagnostics import Related
from .implied import implies
from .modifiers import once
from .streams import stream
from .values import points_text

AFTER_POINTS = frozenset({"score", "grade"})
IN_STAGES = AFTER_POINTS
IN_SEGMENTS = frozenset({"score", "grade", "stage", "disqualified"})
IN_EXPECTATIONS = frozenset({"score", "grade", "stage", "segment", "disqualified"})


Limits = Mapping[str | None, tuple[int | None, int | None]]
"""The smallest and the most points of each group, and of the score (None), in hundredths."""


def grade(node: n.Grade, limits: Limits, scope: Scope) -> tuple[model.GradeLine, ...]:
    lines: list[model.GradeLine] = []
    for line in node.lines:
        names = scope.names
        if line.of is not None:
            name = line.of.text
            if name not in names.groups:
                kind = names.kind(name)
                if kind is not None:
                    names.report(codes.WRONG_KIND, f"`{name}` is {kind}, not a group", scope.place(line.of), kind)
                else:
                    names.report_unknown(codes.UNKNOWN_NAME, "group", name, scope.place(line.of), names.groups,
                                         "a line of `grade` begins with a group or `score`")  # fmt: skip
                continue
            names.used.add(name)
        of = line.of.text if line.of else None
        bands = _bands(line, scope)
        _out_of_reach(line, bands, limits.get(of, (None, None)), scope)
        lines.append(model.GradeLine(of, bands))
    return tuple(lines)


def _bands(line: n.GradeLine, scope: Scope) -> tuple[model.GradeBand, ...]:
    bands: list[model.GradeBand] = []
    before: tuple[int, n.GradeBand] | None = None
    for i, band in enumerate(line.bands):
        label = band.label.written if isinstance(band.label, n.Number) else (
            band.label.text if isinstance(band.label, n.Name) else band.label.value
        )  # fmt: skip
        if band.threshold is None:
            if i != len(line.bands) - 1:
                scope.names.report(
                    codes.BAD_GRADE,
                    f"the label `{label}` needs `from N`: only the last may stand alone",
                    scope.place(band),
                    "",
                )
            bands.append(model.GradeBand(label, None))
            continue
        threshold = points(band.threshold, scope, "thresholds", signed=True)
        if threshold is None:
            continue
        if before is not None and threshold >= before[0]:
            scope.names.report(
                codes.BAD_GRADE,
                f"thresholds fall from left to right: `{label}` begins at or above the label before it",
                scope.place(band),
                "not below the one before",
                related=(Related(scope.place(before[1]), "the one before"),),
            )
        before = (threshold, band)
        bands.append(model.GradeBand(label, threshold))
    return tuple(bands)


def _out_of_reach(
    line: n.GradeLine, bands: tuple[model.GradeBand, ...], limits: tuple[int | None, int | None], scope: Scope
) -> None:
    """Labels that the limits of the group leave no points for."""
    least, most = limits
    what = f"`{line.of.text}`" if line.of else "the score"
    if len(bands) != len(line.bands):
        return
    for node, band, before in zip(line.bands, bands, (None, *bands), strict=False):
        if band.threshold is not None and most is not None and band.threshold > most:
            why = f"{what} is at most {points_text(most)}"
        elif before and before.threshold is not None and least is not None and before.threshold <= least:
            why = f"{what} is at least {points_text(least)}"
        else:
            continue
        scope.names.report(
            codes.DEAD_ROW, f"the label `{band.label}` is never given: {why}", scope.place(node), "never given"
        )


def stage(node: n.Stage, earlier: list[str], scope: Scope) -> model.Stage | None:
    """A stage, ``earlier`` being those declared before it; None after a report."""
    names = scope.names
    inside = replace(scope, outcomes=IN_STAGES)
    if node.name.text == "none":
        names.report(
            codes.RESERVED_NAME,
            "a stage cannot be called `none`: that says that no stage is reached",
            scope.place(node.name),
            "",
        )
    once(node.clauses, scope)
    after: str | None = None
    holds: model.Stream | None = None
    whole = True
    for clause in node.clauses:
        match clause.keyword, clause.value:
            case "after", n.Name() as name:
                after = _after(node, name, earlier, scope)
                whole = whole and after is not None
            case "holds", n.Source() as source:
                holds = stream(source, scope)
                whole = whole and holds is not None
            case _:
                pass
    whens = [when(w.condition, w.because, inside, w) for w in node.whens]
    routes = [_route(r, inside) for r in node.routes]
    _dead_routes(node, routes, scope)
    if not whole or any(w is None for w in whens) or any(r is None for r in routes):
        return None
    return model.Stage(
        node.name.text,
        tuple(w for w in whens if w is not None),
        after,
        holds,
        tuple(r for r in routes if r is not None),
        scope.place(node.name),
    )


def _dead_routes(node: n.Stage, routes: list[model.Route | None], scope: Scope) -> None:
    for i, (at, route) in enumerate(zip(node.routes, routes, strict=True)):
        for before, earlier in zip(node.routes[:i], routes[:i], strict=True):
            if earlier is None or route is None:
                continue
            if earlier.only_for is None:
                why = "which has no `for`"
            elif route.only_for is not None and implies(route.only_for, earlier.only_for):
                why = "whose `for` is true whenever this one's is"
            else:
                continue
            scope.names.report(
                codes.DEAD_ROW,
                f"no lead gets past the route to `{earlier.queue}`, {why}",
                scope.place(at),
                "never taken",
                "the first route that fits is taken: put the narrower ones first",
                related=(Related(scope.place(before), "taken before"),),
            )
            break


def _after(node: n.Stage, name: n.Name, earlier: list[str], scope: Scope) -> str | None:
    names = scope.names
    if name.text in earlier:
        return name.text
    if name.text == node.name.text:
        names.report(codes.STAGE_ORDER, f"stage `{name.text}` comes after itself", scope.place(name), "itself")
    elif name.text in names.stages:
        other, source = names.stages[name.text]
        names.report(
            codes.STAGE_ORDER,
            f"`{node.name.text}` comes after `{name.text}`, which is declared later",
            scope.place(name),
            "",
            "stages are declared in the order in which leads go through them",
            related=(Related(replace(scope, source=source).place(other.name), "declared here"),),
        )
    else:
        names.report_unknown(codes.UNKNOWN_NAME, "stage", name.text, scope.place(name), names.stages)
    return None


def when(node: n.Condition, because: n.Because | None, scope: Scope, place: n.Node) -> model.When | None:
    found = condition(node, scope)
    if found is None:
        return None
    return model.When(found, because.text.value if because else None, scope.words(node), scope.place(place))


def _route(node: n.Route, scope: Scope) -> model.Route | None:
    once(node.clauses, scope)
    within: int | None = None
    business_days: int | None = None
    met_by: model.Stream | None = None
    whole = True
    for clause in node.clauses:
        match clause.keyword, clause.value:
            case "within", n.BusinessDays(count):
                business_days = count
                if not 0 < count <= 10_000:
                    scope.names.report(codes.BAD_DURATION, f"`{scope.words(clause.value)}` is not a time to respond in",
                                       scope.place(clause.value))  # fmt: skip
                    whole = False
            case "within", (n.Duration() | n.Name()) as length:
                within = duration(length, scope)
                whole = whole and within is not None
            case "met", n.Source() as source:
                met_by = stream(source, scope)
                whole = whole and met_by is not None
            case _:
                pass
    only_for = None if node.only_for is None else condition(node.only_for, scope)
    if not whole or (node.only_for is not None and only_for is None):
        return None
    return model.Route(node.queue.value, within, business_days, met_by, only_for)

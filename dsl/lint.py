"""What is probably a mistake in a model that means something: an ordered tuple of checks, each a plain function.

A bad warning is worse than none: each says only what is certain. What is wrong with one comparison or one pair of
conditions is said where it is read (``conditions.py``).
"""

from collections.abc import Callable, Iterator

from . import codes, model
from .diagnostics import Diagnostic, Related
from .implied import implies
from .model import Condition, Measure, Model
from .sets import EVERY_NUMBER, NEVER_UNKNOWN, Ranges, Values, allowed, both, covers, is_empty, is_within, step, union
from .types import NUMBER_SCALE, POINT_SCALE, Type
from .values import date_text, number_text

Lint = Callable[[Model], Iterator[Diagnostic]]

MOST_COMPARED = 50
"""A branch is compared with so many before it: nobody writes more by hand, and every pair takes its time."""


def lint(model: Model) -> Iterator[Diagnostic]:
    for one in LINTS:
        yield from one(model)


# --- tables


def _tables(model_: Model) -> Iterator[model.Table]:
    for rule in model_.rules:
        if isinstance(rule.body, model.Table):
            yield rule.body


def dead_rows(model_: Model) -> Iterator[Diagnostic]:
    """Rows that cannot match, or that rows above take everything from."""
    for table in _tables(model_):
        taken: Values | None = None
        for i, row in enumerate(table.rows):
            dead = _dead_row(row, table.rows[:i], taken, table.measure)
            if dead is not None:
                why, by = dead
                yield _dead(f"the row `{row.text}`", why, row, by)
            found = _values_of(row)
            if found is not None:
                taken = found if taken is None else union([taken, found], table.measure)


def _dead_row(
    row: model.Row, above: tuple[model.Row, ...], taken: Values | None, measure: Measure
) -> tuple[str, model.Row | None] | None:
    """Why a row never matches, and the row that is to blame; None if it may match. ``taken``: by the rows above."""
    if row.matches is None:
        unknown_taken = isinstance(measure, NEVER_UNKNOWN) or any(_is_unknown(r.matches) for r in above)
        if unknown_taken and taken is not None and covers(taken, measure):
            return "the rows above take every value", None
        return None
    if _is_unknown(row.matches) and isinstance(measure, NEVER_UNKNOWN):
        return "this is never unknown", None
    found = _values_of(row)
    if found is not None and is_empty(found):
        return "no value is like that", None
    covered = found is not None and taken is not None and is_within(found, taken)
    for earlier in above:
        # What is listed or a range is compared with all rows above at once.
        if not (covered or found is None or isinstance(earlier.matches, model.TextTest)):
            continue
        if earlier.matches is not None and implies(row.matches, earlier.matches):
            return f"the row `{earlier.text}` above takes all of it", earlier
    return ("the rows above take all of it", None) if covered else None


def _is_unknown(condition: Condition | None) -> bool:
    return isinstance(condition, model.IsKnown) and not condition.known


def _dead(what: str, why: str, row: model.Row | model.Branch, by: model.Row | model.Branch | None) -> Diagnostic:
    assert row.place is not None
    related = (Related(by.place, "takes it before"),) if by is not None and by.place is not None else ()
    return Diagnostic(
        codes.DEAD_ROW,
        f"{what} is never reached: {why}",
        row.place,
        "never reached",
        ("the first one that matches counts: put the narrower one first",) if by is not None else (),
        related,
    )


def gaps(model_: Model) -> Iterator[Diagnostic]:
    """Numbers or days between two ranges of a table that no row takes."""
    for table in _tables(model_):
        measure = table.measure
        if any(row.matches is None for row in table.rows):
            continue
        found = [(row, _range_of(row)) for row in table.rows]
        ranges = [(row, r) for row, r in found if r is not None and r.ranges]
        every = union([v for row in table.rows if (v := _values_of(row)) is not None] or [Ranges(())], measure)
        if not isinstance(every, Ranges):
            continue
        for (_, end), (begin, _) in zip(every.ranges, every.ranges[1:], strict=False):
            below = next((row for row, r in ranges if any(high == end for _, high in r.ranges)), None)
            above = next((row for row, r in ranges if any(low == begin for low, _ in r.ranges)), None)
            if below is not None and above is not None:
                yield _gap(measure, end, begin, below, above)


def _values_of(row: model.Row) -> Values | None:
    found = None if row.matches is None else allowed(row.matches)
    return None if found is None else found[1]


def _range_of(row: model.Row) -> Ranges | None:
    """The values of a row that is a range, not a list of single values."""
    found = None if isinstance(row.matches, model.Among) else _values_of(row)
    return found if isinstance(found, Ranges) else None


def _gap(measure: Measure, end: int, begin: int, below: model.Row, above: model.Row) -> Diagnostic:
    low, high = _shown(measure, end + step(measure), up=False), _shown(measure, begin - step(measure), up=True)
    between = f"{_shown(measure, end, up=False)} and {_shown(measure, begin, up=True)}"
    what = f"{low}" if low == high else f"what lies between {between}"
    assert above.place is not None
    return Diagnostic(
        codes.GAP,
        f"no row takes {what}: there is a gap between `{below.text}` and `{above.text}`",
        above.place,
        "begins too late",
        ("let the two rows meet: a value that both take goes to the first; or end the table with `otherwise`",),
        (Related(below.place, "ends here"),) if below.place is not None else (),
    )


def _shown(measure: Measure, value: int, *, up: bool) -> str:
    """An end of a range in words: `below 50` ends just before 50, which is shown as 50."""
    if measure.type is not Type.NUMBER:
        return date_text(value)
    if step(measure) == 1 and value % NUMBER_SCALE in (1, NUMBER_SCALE - 1):
        value += 1 if value % NUMBER_SCALE == NUMBER_SCALE - 1 else -1
    return number_text(value)


# --- choices


def dead_branches(model_: Model) -> Iterator[Diagnostic]:
    """Branches of a `choose` that an earlier one takes all leads from."""
    for rule in model_.rules:
        if not isinstance(rule.body, model.Choose):
            continue
        branches = rule.body.branches
        taken: dict[Measure, list[Values]] = {}
        for i, branch in enumerate(branches):
            full = any(isinstance(m, NEVER_UNKNOWN) and covers(union(v, m), m) for m, v in taken.items())
            by = next((b for b in branches[max(0, i - MOST_COMPARED) : i] if _takes(b, branch)), None)
            if full or by is not None:
                why = "one of the branches above is always true" if by is None else f"`{by.text}` above takes all of it"
                yield _dead(f"the branch `{branch.text}`", why, branch, by)
            found = None if branch.condition is None else allowed(branch.condition)
            if found is not None:
                taken.setdefault(found[0], []).append(found[1])


def _takes(earlier: model.Branch, later: model.Branch) -> bool:
    if earlier.condition is None or later.condition is None:
        return False
    return implies(later.condition, earlier.condition)


# --- points


def no_points(model_: Model) -> Iterator[Diagnostic]:
    """Rules all of whose points are 0."""
    for rule in model_.rules:
        points = list(rule.all_points())
        nothing = bool(points) and all(p.amount == 0 for p in points)
        limited = isinstance(rule.body, model.Tally) and rule.body.limit == 0
        place = (points[0].place if points else None) or rule.place
        if (nothing or limited) and place is not None:
            yield Diagnostic(
                codes.NO_POINTS,
                f"this rule never gives points: {'they are held to 0' if limited and not nothing else 'all are 0'}",
                place,
                "no points",
                ("give it points, or take it out",),
            )


def idle_fades(model_: Model) -> Iterator[Diagnostic]:
    """Fades that the window ends before they begin."""
    for rule in model_.rules:
        body = rule.body
        if not isinstance(body, model.Tally) or body.fade is None or body.points.place is None:
            continue
        for window in body.events.windows:
            if isinstance(window, model.Within) and window.length <= body.fade.every:
                yield Diagnostic(
                    codes.IDLE_FADE,
                    "the fade changes nothing: the window ends before its first step",
                    body.points.place,
                    "never fades",
                    ("make the window longer than the time after `every`, or leave `fade` out",),
                )
                break


# --- points that limits leave no room for


def out_of_reach(model_: Model) -> Iterator[Diagnostic]:
    """Stages and disqualifications that ask for points beyond the limits of a group or of the model."""
    for when in [*(w for stage in model_.stages for w in stage.whens), *model_.disqualifications]:
        for part in _joined(when.condition):
            found = allowed(part)
            if found is None or not isinstance(found[0], model.Score | model.GroupPoints):
                continue
            least, most, what = _limits(found[0], model_)
            lowest, highest = EVERY_NUMBER.ranges[0]
            held = Ranges(((lowest if least is None else least, highest if most is None else most),))
            if is_empty(both(found[1], held)) and when.place is not None:
                ends = " and ".join(
                    f"at {word} {number_text(end)}"
                    for word, end in (("least", least), ("most", most))
                    if end is not None
                )
                yield Diagnostic(
                    codes.ALWAYS_SAME, f"`{when.text}` is never true: {what} is {ends}", when.place, "never true"
                )


def _joined(condition: Condition) -> Iterator[Condition]:
    """The conditions that all have to be true."""
    match condition:
        case model.AllOf(parts):
            for part in parts:
                yield from _joined(part)
        case model.Named(inner):
            yield from _joined(inner)
        case _:
            yield condition


def _limits(measure: model.Score | model.GroupPoints, model_: Model) -> tuple[int | None, int | None, str]:
    """The least and the most points, in millionths, and whose they are."""
    if isinstance(measure, model.Score):
        least, most, what = model_.minimum, model_.maximum, "the score"
    else:
        group = next(g for g in model_.groups if g.name == measure.group)
        least, most, what = group.minimum, group.maximum, f"`{group.name}`"
    scale = NUMBER_SCALE // POINT_SCALE
    return None if least is None else least * scale, None if most is None else most * scale, what


LINTS: tuple[Lint, ...] = (dead_rows, gaps, dead_branches, no_points, idle_fades, out_of_reach)

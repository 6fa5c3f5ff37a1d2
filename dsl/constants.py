"""Constants: what a literal, or the `let` that a name stands for, is worth as what is asked of it."""

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from . import codes
from . import nodes as n
from .diagnostics import Edit, Fix
from .model import Stream, Window
from .names import Names
from .source import Place, SourceText
from .types import MICROSECONDS_PER_DAY, NUMBER_SCALE, POINT_SCALE, Type, Value
from .words import written_text
from .zones import day_number

LONGEST = 100_000 * MICROSECONDS_PER_DAY
MOST_POINTS = 1_000_000 * POINT_SCALE
_NUMBER_BOUND = 10**12

KINDS: dict[type[n.Node], str] = {
    n.Text: "a text",
    n.Number: "a number",
    n.Percent: "a percentage",
    n.Duration: "a duration",
    n.Date: "a day",
    n.Flag: "true or false",
}
TYPE_OF: dict[type[n.Node], Type] = {n.Text: Type.TEXT, n.Number: Type.NUMBER, n.Date: Type.DATE, n.Flag: Type.FLAG}
A_TYPE = {
    Type.TEXT: "a text",
    Type.NUMBER: "a number",
    Type.FLAG: "a flag (true or false)",
    Type.DATE: "a date",
    Type.TIME: "a time",
}


class Use:
    """Whether windows that were handed down bounded anything."""

    def __init__(self) -> None:
        self.any = False


@dataclass(frozen=True, slots=True)
class Scope:
    """Where something stands. ``windows`` are handed down by the parentheses around it, ``resets`` by its group.

    ``outcomes``: which of score, grade, stage, segment, disqualified may be asked for. ``filtering``: the event types
    (None: any) whose properties a filter looks at; empty outside a filter. ``within_defines``: those being unfolded,
    ``asked_by`` the place outside of them that asked for the first.
    """

    names: Names
    source: SourceText
    windows: tuple[Window, ...] = ()
    use: Use | None = None
    resets: tuple[Stream, ...] = ()
    outcomes: frozenset[str] = frozenset()
    filtering: tuple[str | None, ...] = ()
    within_defines: tuple[str, ...] = ()
    asked_by: Place | None = None

    def place(self, node: n.Node) -> Place:
        return Place(self.source, node.span)

    def words(self, node: n.Node) -> str:
        """The words of a node on one line."""
        return " ".join(self.source[node.span].split())

    def bounded(self, windows: tuple[Window, ...], use: Use | None) -> "Scope":
        return replace(self, windows=windows, use=use)


def literal_of(term: n.Term, scope: Scope, wanted: str) -> tuple[n.Literal, Scope] | None:
    """The literal itself, or that of the `let` which a name stands for; None after a report."""
    if not isinstance(term, n.Name):
        return term, scope
    names = scope.names
    kind = names.kind(term.text)
    if kind == "a let":
        let, source = names.lets[term.text]
        return let.value, replace(scope, source=source)
    place = scope.place(term)
    if kind is not None:
        names.report(codes.WRONG_KIND, f"`{term.text}` is {kind}; here stands {wanted}", place, kind)
    elif not names.is_broken(term.text):
        if wanted in ("a text", "a text or a list"):
            names.report(
                codes.UNKNOWN_NAME, f"unknown name `{term.text}` where {wanted} is expected", place, "not declared",
                f"a text stands in double quotes: `{written_text(term.text)}`",
                fix=Fix("put it in quotes", (Edit(term.span, written_text(term.text)),)),
            )  # fmt: skip
        else:
            names.report_unknown(
                codes.UNKNOWN_NAME, "name", term.text, place, names.names_of("a let"), f"here stands {wanted}"
            )
    return None


def constant(term: n.Term, type: Type, scope: Scope, of: str) -> Value | None:
    """A constant to compare ``of`` (its words) with, as the value that data of that type is held as; a time is
    compared with days. None after a report."""
    wanted = {Type.TIME: "a day"}.get(type, A_TYPE[type])
    found = literal_of(term, scope, "a text" if type is Type.TEXT else wanted)
    if found is None:
        return None
    literal, at = found
    match literal, type:
        case n.Text(value), Type.TEXT:
            return value
        case n.Number(), Type.NUMBER:
            return number(literal, at)
        case n.Flag(value), Type.FLAG:
            return value
        case n.Date(), (Type.DATE | Type.TIME):
            return day(literal, at)
        case _:
            pass
    help = ""
    if isinstance(literal, n.Duration) and type is Type.NUMBER:
        help = "write the number alone: `days since …` counts days"
    elif isinstance(literal, n.Duration) and type in (Type.DATE, Type.TIME):
        help = f"write `{of} within {scope.words(term)}` or `{of} older than {scope.words(term)}`"
    elif isinstance(literal, n.Number) and type is Type.TEXT:
        help = f'write `"{scope.words(term)}"`, or declare the name as a number'
    elif isinstance(literal, n.Text) and type is Type.NUMBER and _is_number(literal.value):
        help = f"numbers stand without quotes: `{literal.value}`"
    elif isinstance(literal, n.Text) and type in (Type.DATE, Type.TIME) and day_number(literal.value) is not None:
        help = f"days stand without quotes: `{literal.value}`"
    elif isinstance(literal, n.Percent):
        help = "a percentage is always of something: `20% of …`"
    elif type is Type.FLAG:
        help = f"a flag is a condition by itself: `{of}`, `not {of}`"
    scope.names.report(
        codes.WRONG_TYPE,
        f"`{of}` is {A_TYPE[type]}, compared with {KINDS[literal.__class__]}",
        scope.place(term),
        KINDS[literal.__class__],
        *([help] if help else []),
    )
    return None


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


def number(literal: n.Number, scope: Scope) -> int | None:
    """In millionths; further digits are rounded half away from zero."""
    if abs(literal.value) >= _NUMBER_BOUND:
        scope.names.report(
            codes.BAD_NUMBER,
            f"`{scope.words(literal)}` has more than 12 digits before the point",
            scope.place(literal),
            "too many digits",
            "numbers have at most 12 digits before the point and six after",
        )
        return None
    return int((literal.value * NUMBER_SCALE).to_integral_value(ROUND_HALF_UP))


def day(literal: n.Date, scope: Scope) -> int | None:
    found = day_number(literal.text)
    if found is None:
        scope.names.report(
            codes.BAD_DATE, f"there is no day {literal.text}", scope.place(literal), "not in the calendar",
            "days are written YYYY-MM-DD",
        )  # fmt: skip
    return found


def day_of(term: n.Term, scope: Scope) -> int | None:
    """A calendar day: days since 1970-01-01."""
    found = literal_of(term, scope, "a day such as `2026-01-31`")
    if found is None:
        return None
    literal, at = found
    if isinstance(literal, n.Date):
        return day(literal, at)
    _wrong(term, literal, scope, "a day such as `2026-01-31`")
    return None


def duration(term: n.Term, scope: Scope) -> int | None:
    """In microseconds, positive."""
    found = literal_of(term, scope, "a duration such as `7d`")
    if found is None:
        return None
    literal, at = found
    if not isinstance(literal, n.Duration):
        _wrong(term, literal, scope, "a duration such as `7d`")
        return None
    if not 0 < literal.microseconds <= LONGEST:
        what = "is no time at all" if literal.microseconds == 0 else "is more than 100,000 days"
        scope.names.report(codes.BAD_DURATION, f"`{at.words(literal)}` {what}", at.place(literal), "")
        return None
    return literal.microseconds


def percentage(term: n.Term, scope: Scope) -> Decimal | None:
    found = literal_of(term, scope, "a percentage such as `50%`")
    if found is None:
        return None
    literal, _ = found
    if not isinstance(literal, n.Percent):
        _wrong(term, literal, scope, "a percentage such as `50%`")
        return None
    return literal.value


def percent_millionths(term: n.Percent | n.Name, scope: Scope) -> int | None:
    found = percentage(term, scope)
    if found is None:
        return None
    if found >= 1_000_000 or found.as_tuple().exponent < -6:  # type: ignore[operator]
        scope.names.report(codes.BAD_NUMBER, f"`{scope.words(term)}` has too many digits", scope.place(term), "",
                           "a percentage has at most six digits before the point and six after")  # fmt: skip
        return None
    return int(found * NUMBER_SCALE)


def points(term: n.Term, scope: Scope, what: str = "points", *, signed: bool = False) -> int | None:
    """Points, or a limit of points, in hundredths. ``signed``: may be below 0."""
    found = literal_of(term, scope, f"a number of {what}" if what == "points" else f"a number for {what}")
    if found is None:
        return None
    literal, at = found
    if not isinstance(literal, n.Number):
        _wrong(term, literal, scope, "a number")
        return None
    hundredths = literal.value * POINT_SCALE
    place = scope.place(term)
    shown = at.words(literal)
    if literal.value < 0 and not signed:
        scope.names.report(codes.BAD_POINTS, f"{what} are not negative: `{shown}`", place, "below 0",
                           *(["use `subtract`"] if what == "points" else []))  # fmt: skip
    elif hundredths != hundredths.to_integral_value():
        scope.names.report(codes.BAD_POINTS, f"{what} have at most two decimals: `{shown}`", place, "too fine")
    elif abs(hundredths) > MOST_POINTS:
        scope.names.report(codes.BAD_POINTS, f"{what} are at most 1,000,000: `{shown}`", place, "too many")
    else:
        return int(hundredths)
    return None


def _wrong(term: n.Term, literal: n.Literal, scope: Scope, wanted: str) -> None:
    kind = KINDS[literal.__class__]
    scope.names.report(codes.WRONG_TYPE, f"here stands {wanted}, not {kind}", scope.place(term), kind)

"""Measures, windows and conditions as English people say them; names stand in backticks, as they are in the rules."""

import re
from collections.abc import Sequence
from typing import assert_never

from ...dsl import model as m
from ...dsl.comparing import Comparable
from ...dsl.types import MICROSECONDS_PER_DAY, NUMBER_SCALE, POINT_SCALE, Type
from ...dsl.values import number_text, points_text
from ...dsl.zones import Calendar
from ...engine.phrases import value_text

_MINUTE = 60_000_000
_FEW = 12
LONG = 100
"""A condition of more letters is told in lines."""


def duration(length: int) -> str:
    """`7 days`, `1 hour`, `30 minutes`."""
    for unit, word in ((MICROSECONDS_PER_DAY, "day"), (60 * _MINUTE, "hour"), (_MINUTE, "minute")):
        if length % unit == 0:
            return counted(length // unit, word)
    return counted(length // _MINUTE, "minute")


def every(length: int) -> str:
    """`every day`, `every 14 days`."""
    return f"every {duration(length).removeprefix('1 ')}"


def counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'s' * (count != 1)}"


def points(hundredths: int) -> str:
    """`25 points`, `1 point`, `2.5 points`."""
    return f"{plain(points_text(abs(hundredths)))} point{'s' * (abs(hundredths) != POINT_SCALE)}"


def plain(number: str) -> str:
    """A number with thousands signs."""
    whole, dot, part = number.partition(".")
    sign = "−" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}{dot}{part}" if whole.lstrip("-").isdigit() else number


def code(words: str) -> str:
    return f"`{words}`" if "`" not in words else f"`` {words} ``"


def listed(parts: Sequence[str], word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`"""
    return f" {word} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


class English:
    """``calendar``: of the model, for days."""

    def __init__(self, model: m.Model) -> None:
        self.calendar = Calendar(model.timezone)

    # --- events

    def stream(self, stream: m.Stream) -> str:
        """`pricing_page`; of one with a filter, what it asks for behind it."""
        words = " ".join(stream.text.split())
        name, bracket, rest = words.partition("[")
        if name == "activity":
            name = "event of any kind"
            return f"{name} where {_filter(rest)}" if bracket else name
        return f"{code(name)} where {_filter(rest)}" if bracket else code(name)

    def window(self, window: m.Window) -> str:
        match window:
            case m.Within(length):
                return f"in the last {duration(length).removeprefix('1 ')}"
            case m.BetweenAgo(near, far):
                if near % MICROSECONDS_PER_DAY == far % MICROSECONDS_PER_DAY == 0:
                    return f"{near // MICROSECONDS_PER_DAY} to {duration(far)} ago"
                return f"between {duration(near)} and {duration(far)} ago"
            case m.FromMoment(at):
                return f"since {value_text(self.calendar.day(at), Type.DATE, self.calendar)}"
            case m.AfterField(field):
                return f"since {code(field.name)}"
            case m.AfterEvent(which, stream):
                return f"since the {which} {self.stream(stream)}"
            case m.Following(length, which, stream):
                return f"in the {duration(length).removeprefix('1 ')} after the {which} {self.stream(stream)}"
        assert_never(window)

    def windows(self, events: m.Events) -> str:
        """With a blank before it; empty if all time counts. What a group resets on is told of the group."""
        return "".join(f" {self.window(w)}" for w in events.windows)

    # --- values and measures

    def value(self, value: Comparable | None, type: Type) -> str:
        if isinstance(value, str):
            return f"“{value}”"
        words = value_text(value, type, self.calendar)
        return plain(words) if type is Type.NUMBER else words

    def measure(self, measure: m.Measure) -> str:
        """As the subject of a sentence."""
        match measure:
            case m.FieldValue(name) | m.PropertyValue(name):
                return code(name)
            case m.CalendarDay(of):
                return self.measure(of)
            case m.DomainOf(of):
                return f"the domain of {self.measure(of)}"
            case m.Count(events):
                return f"the number of {self.stream(events.stream)}{self.windows(events)}"
            case m.ActiveDays(events):
                return f"the number of days with {self.stream(events.stream)}{self.windows(events)}"
            case m.Distinct(events, p):
                return f"the number of different {code(p.name)} of {self.stream(events.stream)}{self.windows(events)}"
            case m.Total(events, p):
                return f"the total {code(p.name)} of {self.stream(events.stream)}{self.windows(events)}"
            case m.Average(events, p):
                return f"the average {code(p.name)} of {self.stream(events.stream)}{self.windows(events)}"
            case m.Extreme(kind, events, p) | m.Edge(kind, events, p):
                return f"the {kind} {code(p.name)} of {self.stream(events.stream)}{self.windows(events)}"
            case m.DaysSinceEvent(which, events):
                return f"the number of days since the {which} {self.stream(events.stream)}{self.windows(events)}"
            case m.DaysFromField(direction, field):
                return f"the number of days {direction} {code(field.name)}"
            case m.Score():
                return "the score"
            case m.GroupPoints(group):
                return f"the points of {code(group)}"
            case m.GradeText():
                return "the grade"
            case m.StageText():
                return "the stage"
        assert_never(measure)

    # --- conditions

    def condition(self, condition: m.Condition) -> str:
        match condition:
            case m.Named(name=name):
                return f"{code(name)} holds"
            case m.AllOf(parts):
                return _joined([self._inside(p) for p in parts], "and")
            case m.AnyOf(parts):
                return _joined([self._inside(p) for p in parts], "or")
            case m.AtLeast(number, parts):
                shown = [code(p.name) if isinstance(p, m.Named) else self._inside(p) for p in parts]
                return f"at least {number} of these hold: {listed(shown)}"
            case m.Not(part):
                return f"it is not so that {self._inside(part)}"
            case m.Exists(events, wanted):
                there = self.stream(events.stream)
                if not wanted:
                    return f"there was no {there}{self.windows(events)}"
                return f"there was at least one {there}{self.windows(events)}"
            case m.Sequence(steps, spanning, windows):
                behind = self.windows(m.Events(steps[0], windows))
                return f"{', then '.join(self.stream(s) for s in steps)} within {duration(spanning)}{behind}"
            case m.IsTrue(left):
                return f"{self.measure(left)} is true"
            case m.IsKnown(left, known):
                return f"{self.measure(left)} is {'known' if known else 'not known'}"
            case m.Relation(left, sign, right):
                return self._relation(left, sign, right)
            case m.Ratio(left, sign, right, percent):
                share = "" if percent == 100 * NUMBER_SCALE else f"{number_text(percent)}% of "
                return f"{self.measure(left)} is {_SIGNS[sign]} {share}{self.measure(right)}"
            case m.Among(left, values, negated, text):
                among = f"in the list {code(text)}" if text else self._one_of(values, left.type)
                return f"{self.measure(left)} is {'not ' * negated}{among}"
            case m.Between(left, low, high):
                ends = f"between {self.value(low, left.type)} and {self.value(high, left.type)}"
                if isinstance(left, m.Count):
                    return f"there were {ends} {self.stream(left.events.stream)}{self.windows(left.events)}"
                return f"{self.measure(left)} is {ends}"
            case m.TextTest(left, sign, patterns, negated, text):
                shown = f"any of the list {code(text)}" if text else listed(_quoted(patterns), "or")
                verb = _VERBS[sign][negated]
                return f"{self.measure(left)} {verb} {shown}"
            case m.Recent(left, length):
                return f"{self.measure(left)} lies in the last {duration(length).removeprefix('1 ')}"
            case m.Older(left, length):
                return f"{self.measure(left)} lies more than {duration(length)} back"
            case m.InSegment(label):
                return f"the lead is in the segment “{label}”"
            case m.IsDisqualified():
                return "the lead is disqualified"
        assert_never(condition)

    def _relation(self, left: m.Measure, sign: m.Sign, right: Comparable) -> str:
        if isinstance(left, m.Count | m.ActiveDays | m.Distinct) and isinstance(right, int):
            return self._count(left, sign, right // NUMBER_SCALE)
        if isinstance(right, str):
            return f"{self.measure(left)} is {'' if sign == '=' else 'not '}{self.value(right, left.type)}"
        are = "are" if isinstance(left, m.GroupPoints) else "is"
        return f"{self.measure(left)} {are} {self.bound(left, sign, right)}"

    def bound(self, left: m.Measure, sign: m.Sign, right: Comparable) -> str:
        """`at least 50`, `below 10`"""
        return f"{_SIGNS[sign]}{' ' * bool(_SIGNS[sign])}{self.value(right, left.type)}"

    def _count(self, left: m.Count | m.ActiveDays | m.Distinct, sign: m.Sign, number: int) -> str:
        source, when = self.stream(left.events.stream), self.windows(left.events)
        if (sign, number) in ((">=", 1), (">", 0)):
            return f"there was at least one {source}{when}"
        if (sign, number) in (("=", 0), ("<", 1), ("<=", 0)):
            return f"there was no {source}{when}"
        how_many = _COUNTS[sign].format(f"{number:,}")
        match left:
            case m.Count():
                return f"there were {how_many} {source}{when}"
            case m.ActiveDays():
                return f"there was a {source} on {how_many} days{when}"
            case m.Distinct(_, p):
                return f"there was a {source} with {how_many} different values of {code(p.name)}{when}"

    def _one_of(self, values: Sequence[object], type: Type) -> str:
        shown = [self.value(v, type) for v in values[:_FEW]]  # type: ignore[arg-type]
        more = [f"{len(values) - _FEW:,} more"] if len(values) > _FEW else []
        return listed([*shown, *more], "or")

    def _inside(self, condition: m.Condition) -> str:
        words = self.condition(condition)
        return f"({words})" if isinstance(condition, m.AllOf | m.AnyOf | m.AtLeast) else words

    # --- in lines

    def lines(self, condition: m.Condition, depth: int = 0) -> list[str]:
        """A condition as a list, where it is too long for a sentence; the first line ends a sentence before it."""
        margin = "  " * depth
        if isinstance(condition, m.AllOf | m.AnyOf | m.AtLeast):
            found: list[str] = []
            for part in condition.parts:
                words = self.condition(part)
                words = words.removesuffix(" holds") if isinstance(part, m.Named) else words
                if len(words) > LONG and isinstance(part, m.AllOf | m.AnyOf | m.AtLeast):
                    found.append(f"{margin}- {head(part)}:")
                    found += self.lines(part, depth + 1)
                else:
                    found.append(f"{margin}- {words}")
            return found
        return [f"{margin}- {self.condition(condition)}"]


def head(condition: m.AllOf | m.AnyOf | m.AtLeast) -> str:
    """What holds of the parts below."""
    match condition:
        case m.AllOf():
            return "all of these hold"
        case m.AnyOf():
            return "one of these holds"
        case m.AtLeast(number):
            return f"at least {number} of these hold"
    assert_never(condition)


_SIGNS: dict[m.Sign, str] = {
    "=": "", "!=": "not", "<": "below", "<=": "at most", ">": "more than", ">=": "at least",
}  # fmt: skip
_COUNTS: dict[m.Sign, str] = {
    "=": "exactly {}", "!=": "not exactly {}", "<": "fewer than {}", "<=": "at most {}", ">": "more than {}",
    ">=": "at least {}",
}  # fmt: skip
_VERBS = {
    "contains": ("contains", "does not contain"),
    "mentions": ("mentions", "does not mention"),
    "starts with": ("starts with", "does not start with"),
    "ends with": ("ends with", "does not end with"),
    "matches": ("matches", "does not match"),
}


def _joined(parts: Sequence[str], word: str) -> str:
    """Parts that hold an `and` or `or` themselves are set apart by a comma."""
    if any(" or " in part or " and " in part for part in parts):
        return f", {word} ".join(parts)
    return listed(parts, word)


def _quoted(patterns: Sequence[str]) -> list[str]:
    shown = [f"“{p}”" for p in patterns[:_FEW]]
    return [*shown, f"{len(patterns) - _FEW:,} more"] if len(patterns) > _FEW else shown


def _filter(words: str) -> str:
    """The words in the brackets of a filter, texts in other quotes."""
    return re.sub(r'"((?:[^"]|"")*)"', lambda t: "“" + t[1].replace('""', '"') + "”", words.removesuffix("]"))

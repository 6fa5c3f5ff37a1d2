"""Nodes as text that knows where its lines may end: the words and signs of the language, but no statement's shape."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import assert_never

from . import nodes as n
from .comments import Comment
from .layout import Break, Group, Nest, Piece
from .parse import grammar
from .types import MICROSECONDS_PER_DAY
from .words import written_name, written_text

_NOT_WORDS = frozenset({"NAME", "BLANK", "COMMENT"})
_UNITS = ((MICROSECONDS_PER_DAY, "d"), (MICROSECONDS_PER_DAY // 24, "h"), (MICROSECONDS_PER_DAY // 1440, " minutes"))
_CLAUSES = {"resets": "resets on", "holds": "holds until", "met": "met by"}


class Wording:
    """Pieces for the nodes of one source; ``comments`` are stepped over where a sign has to be found in it."""

    def __init__(self, text: str, comments: Sequence[Comment]) -> None:
        self._text = text
        self._comments = comments
        self._starts = [c.span.start for c in comments]

    def find(self, sign: str, start: int) -> int:
        """Where a sign or word stands at or after an offset, not counting comments."""
        while True:
            at = self._text.index(sign, start)
            before = bisect_right(self._starts, at) - 1
            if before < 0 or self._comments[before].span.end <= at:
                return at
            start = self._comments[before].span.end

    # --- conditions

    def condition(self, c: n.Condition) -> Piece:
        match c:
            case n.Either(parts):
                return self._joined("or ", parts)
            case n.Both(parts):
                return self._joined("and ", parts)
            case n.Negated(part):
                return ("not ", self.condition(part))
            case n.Parenthesised(part, windows):
                return (self._enclosed("(", (part,), c.span.start, ")"), self.windows(windows))
            case n.Quantified(least, parts, windows):
                if isinstance(least, n.Number):
                    opening, end = f"at least {number(least)} of (", least.span.end
                else:
                    opening, end = f"{least} of (", c.span.start
                return (self._enclosed(opening, parts, end, ")"), self.windows(windows))
            case n.NoEvent(counted, windows):
                return ("no ", self.counted(counted), self.windows(windows))
            case n.Sequence(steps, spanning, windows):
                later = [(Break(a.span.end, b.span.start), "then ", self.counted(b)) for a, b in pairwise(steps)]
                end = (f" spanning {term(spanning)}", self.windows(windows))
                return Group((self.counted(steps[0]), Nest((*later, *end))))
            case n.Plain(measure, windows):
                return (self.measure(measure), self.windows(windows))
            case n.Compared(measure, comparison, before, after):
                return (
                    self.measure(measure),
                    self.windows(before),
                    " ",
                    self.comparison(comparison),
                    self.windows(after),
                )
            case n.InSegment(label):
                return f"segment {text(label)}"
            case n.Disqualified():
                return "disqualified"
            case _:
                assert_never(c)

    def _joined(self, word: str, parts: tuple[n.Condition, ...]) -> Group:
        pieces: list[Piece] = [self._part(parts[0])]
        for before, part in pairwise(parts):
            pieces += (Break(before.span.end, part.span.start), word, self._part(part))
        return Group(tuple(pieces))

    def _part(self, part: n.Condition) -> Piece:
        piece = self.condition(part)
        return Nest(piece) if isinstance(part, n.Both | n.Either) else piece

    def _enclosed(
        self, opening: str, items: Sequence[n.Condition | n.Literal | n.Name], start: int, closing: str
    ) -> Piece:
        """Items between brackets, one a line if they do not fit; the bracket is looked for from ``start`` on."""
        if not items:
            return opening + closing
        opened = self.find(opening[-1], start) + 1
        pieces: list[Piece] = [Break(opened, items[0].span.start, ""), self._item(items[0])]
        for before, item in pairwise(items):
            pieces += (",", Break(before.span.end, item.span.start), self._item(item))
        end = items[-1].span.end
        return Group((opening, Nest(tuple(pieces)), Break(end, self.find(closing, end), "", closing=True), closing))

    def _item(self, item: n.Condition | n.Literal | n.Name) -> Piece:
        match item:
            case n.Text() | n.Number() | n.Percent() | n.Duration() | n.Date() | n.Flag() | n.Name():
                return term(item)
            case _:
                return self.condition(item)

    # --- events and measures

    def source(self, s: n.Source) -> Piece:
        if s.name is None:
            word, end = "activity", s.span.start
        else:
            word, end = name(s.name), s.name.span.end
        return word if s.filter is None else (word, self._enclosed("[", (s.filter,), end, "]"))

    def counted(self, c: n.Counted) -> Piece:
        return self.source(c.source) if c.noun is None else (self.source(c.source), " ", c.noun)

    def measure(self, m: n.Measure) -> Piece:
        match m:
            case n.Occurrences(counted):
                return self.counted(counted)
            case n.ActiveDays(source):
                return (self.source(source), " days")
            case n.Aggregated(source, kind, prop):
                return (self.source(source), f" {kind} {name(prop)}")
            case n.DaysSinceEvent(which, counted):
                return (f"days since {which} ", self.counted(counted))
            case n.DaysFromField(direction, field):
                return f"days {direction} {name(field)}"
            case n.Domain(field):
                return f"{name(field)} domain"
            case n.Outcome(what):
                return what
            case _:
                assert_never(m)

    def windows(self, windows: tuple[n.Window, ...]) -> Piece:
        return tuple((" ", self._window(w)) for w in windows)

    def _window(self, w: n.Window) -> Piece:
        match w:
            case n.Within(duration):
                return f"within {term(duration)}"
            case n.BetweenAgo(near, far):
                return f"between {term(near)} and {term(far)} ago"
            case n.Since(moment):
                return f"since {term(moment)}"
            case n.SinceEvent(which, counted):
                return (f"since {which} ", self.counted(counted))
            case n.WithinOf(duration, which, counted):
                return (f"within {term(duration)} of {which} ", self.counted(counted))
            case _:
                assert_never(w)

    # --- comparisons

    def comparison(self, c: n.Comparison) -> Piece:
        match c:
            case n.Relation(sign, right):
                return (f"{sign} ", self._right(right))
            case n.Known(known):
                return "is known" if known else "is unknown"
            case n.Membership(negated, among):
                return ("not " if negated else "", self.membership(among, c.span.start))
            case n.Between(low, high):
                return f"between {term(low)} and {term(high)}"
            case n.TextTest():
                return self.text_test(c)
            case n.Calendar(sign, day):
                return f"{sign} {term(day)}"
            case n.Older(duration):
                return f"older than {term(duration)}"
            case _:
                assert_never(c)

    def _right(self, right: n.Literal | n.Measure | n.Share) -> Piece:
        match right:
            case n.Text() | n.Number() | n.Percent() | n.Duration() | n.Date() | n.Flag():
                return term(right)
            case n.Share(percent, measure):
                return (f"{term(percent)} of ", self.measure(measure))
            case _:
                return self.measure(right)

    def membership(self, among: n.Name | tuple[n.Term, ...], start: int) -> Piece:
        return f"in {name(among)}" if isinstance(among, n.Name) else self._enclosed("in (", among, start, ")")

    def text_test(self, t: n.TextTest) -> Piece:
        sign = f"not {t.sign}" if t.negated else t.sign
        if isinstance(t.patterns, n.Name):
            return f"{sign} any of {name(t.patterns)}"
        if not t.any_of:
            return f"{sign} {term(t.patterns[0])}"
        return self._enclosed(f"{sign} any of (", t.patterns, t.span.start, ")")

    def key(self, key: n.Key) -> Piece:
        match key:
            case n.OneOfKey(values):
                return self.separated(values)
            case n.InKey(among):
                return self.membership(among, key.span.start)
            case n.TextKey(test):
                return self.text_test(test)
            case n.RangeKey("below", _, high):
                return f"below {_bound(high)}"
            case n.RangeKey("above", low, _):
                return f"above {_bound(low)}"
            case n.RangeKey("to", low, high):
                return f"{_bound(low)} to {_bound(high)}"
            case n.RangeKey("or more", low, _):
                return f"{_bound(low)} or more"
            case n.RangeKey():
                raise AssertionError(key.kind)
            case n.UnknownKey():
                return "unknown"
            case _:
                assert_never(key)

    def separated(self, values: Sequence[n.Term | n.Assignment | n.GradeBand]) -> Group:
        """Values with commas between."""
        pieces: list[Piece] = [self._value(values[0])]
        for before, value in pairwise(values):
            pieces += (",", Break(before.span.end, value.span.start), self._value(value))
        return Group(tuple(pieces))

    def _value(self, value: n.Term | n.Assignment | n.GradeBand) -> str:
        match value:
            case n.Assignment(target, literal):
                return f"{name(target)} {term(literal)}"
            case n.GradeBand(label, threshold):
                return term(label) if threshold is None else f"{term(label)} from {term(threshold)}"
            case _:
                return term(value)

    def listed(self, values: n.ListOf) -> Piece:
        return self._enclosed("[", values.values, values.name.span.end, "]")

    # --- points

    def effect(self, e: n.Effect) -> Group:
        amount = (
            f"{term(e.amount.percent)} of {name(e.amount.name)}" if isinstance(e.amount, n.ShareOf) else term(e.amount)
        )
        return self._with_modifiers(f"{e.verb} {amount}", e.amount.span.end, e.modifiers)

    def _with_modifiers(self, words: Piece, end: int, modifiers: tuple[n.Modifier, ...]) -> Group:
        """Lines end before and after a reason, and before the days; elsewhere only if that is not enough."""
        lines: list[Piece] = []
        line: list[Piece] = [words]
        before: n.Modifier | None = None
        for m in modifiers:
            gap = Break(end, m.span.start)
            end = m.span.end
            if (
                isinstance(m, n.Because | n.FromDay)
                or (isinstance(m, n.UntilDay) and not isinstance(before, n.FromDay))
                or isinstance(before, n.Because)
            ):
                lines += (Group(tuple(line)), gap)
                line = [modifier(m)]
            else:
                line.append(Nest((gap, modifier(m))))
            before = m
        return Group((lines[0], Nest((*lines[1:], Group(tuple(line)))))) if lines else Group(tuple(line))

    def modifiers(self, end: int, modifiers: tuple[n.Modifier, ...]) -> Piece:
        """Each after a break; the first stands after what ends at ``end``."""
        pieces: list[Piece] = []
        for m in modifiers:
            pieces += (Break(end, m.span.start), modifier(m))
            end = m.span.end
        return tuple(pieces)

    def clause(self, c: n.Clause) -> Piece:
        word = _CLAUSES.get(c.keyword, c.keyword)
        match c.value:
            case None:
                return word
            case n.Source():
                return (f"{word} ", self.source(c.value))
            case n.BusinessDays(count):
                return f"{word} {count} business day{'' if count == 1 else 's'}"
            case _:
                return f"{word} {term(c.value)}"


def modifier(m: n.Modifier) -> str:
    match m:
        case n.UpTo(limit):
            return f"up to {term(limit)}"
        case n.OncePer(per):
            return f"once per {per if isinstance(per, str) else term(per)}"
        case n.Fade(percent, every, linearly):
            return f"fade {term(percent)} {'linearly ' if linearly else ''}every {term(every)}"
        case n.As(label):
            return f"as {name(label)}"
        case n.Because(reason):
            return f"because {text(reason)}"
        case n.FromDay(day):
            return f"from {term(day)}"
        case n.UntilDay(day):
            return f"until {term(day)}"
        case _:
            assert_never(m)


def term(t: n.Term) -> str:
    match t:
        case n.Name():
            return name(t)
        case n.Text():
            return text(t)
        case n.Number():
            return number(t)
        case n.Percent(value):
            return f"{_plain(value)}%"
        case n.Duration(microseconds, written):
            return written or _duration(microseconds)
        case n.Date(day):
            return day
        case n.Flag(value):
            return "true" if value else "false"
        case _:
            assert_never(t)


def name(node: n.Name) -> str:
    """In backticks where it has to be, and where it stood in some and is a word that the grammar knows."""
    written = written_name(node.text)
    return f"`{written}`" if node.quoted and written[0] != "`" and _is_keyword(written) else written


def text(node: n.Text) -> str:
    return written_text(node.value)


def number(node: n.Number) -> str:
    return node.written or _plain(node.value)


def _plain(value: Decimal) -> str:
    return format(value, "f")


def _duration(microseconds: int) -> str:
    for length, unit in _UNITS:
        if microseconds % length == 0:
            return f"{microseconds // length}{unit}"
    raise AssertionError(microseconds)


def _bound(bound: n.Number | n.Date | n.Name | None) -> str:
    assert bound is not None
    return term(bound)


@cache
def _is_keyword(word: str) -> bool:
    return any(re.fullmatch(t.pattern.to_regexp(), word) for t in grammar().terminals if str(t.name) not in _NOT_WORDS)

"""From the parser's reductions to nodes: one method a rule of the grammar.

Lark calls these while it parses, so no parse tree is ever built. Every method gets what the rule matched, in order:
tokens, nodes, and tuples of nodes.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar, cast

from lark import Token, Transformer

from . import nodes as n
from .types import MICROSECONDS_PER_DAY
from .words import name_of

Children = list[Any]
T = TypeVar("T")

_HOUR = MICROSECONDS_PER_DAY // 24
_UNITS = {"m": _HOUR // 60, "h": _HOUR, "d": MICROSECONDS_PER_DAY, "w": 7 * MICROSECONDS_PER_DAY}
_MAGNITUDES = {"k": Decimal(1_000), "M": Decimal(1_000_000), "B": Decimal(1_000_000_000)}


def number_of(written: str) -> Decimal:
    magnitude = _MAGNITUDES.get(written[-1])
    return Decimal(written[:-1]) * magnitude if magnitude else Decimal(written)


def _whole(digits: str) -> int:
    """The number, at most 10**18: Python refuses to read thousands of digits, and no length of time needs them."""
    return int(digits) if len(digits) <= 18 else min(int(digits.lstrip("0")[:19] or "0"), 10**18)


def microseconds_of(written: str) -> int:
    """The length of ``7d``, ``36h``, ``30 minutes``."""
    digits = written.rstrip("abcdefghijklmnopqrstuvwxyz").rstrip()
    return _whole(digits) * _UNITS[written[len(digits) :].strip()[0]]


def _ends(child: Any) -> tuple[int, int]:
    """Where a token, a node, or a tuple of nodes begins and ends."""
    if isinstance(child, Token):
        return child.start_pos or 0, child.end_pos or 0
    if isinstance(child, n.Node):
        return child.span
    return child[0].span.start, child[-1].span.end


def _span(children: Sequence[Any]) -> n.Span:
    return n.Span(_ends(children[0])[0], _ends(children[-1])[1])


def _word(*tokens: Token) -> Any:
    """Keywords as the text that nodes hold: one of those that the grammar has made sure of."""
    return " ".join(tokens)


def _of(children: Children, kind: Any) -> tuple[Any, ...]:
    """The children of a kind."""
    return tuple(c for c in children if isinstance(c, kind))


def _first(children: Children, kind: type[T]) -> T | None:
    return next((c for c in children if isinstance(c, kind)), None)


def _tuple(children: Children) -> Any:
    """The child that is several nodes (windows, assignments); none is an empty tuple."""
    for child in children:
        if isinstance(child, tuple):
            return cast("Any", child)
    return ()


def _windows(children: Children) -> tuple[n.Window, ...]:
    return _tuple(children)


def _term(token: Token) -> Any:
    """A literal or a name, from its token: a ``Term``, of the kind that the grammar has made sure of."""
    span = n.Span(token.start_pos or 0, token.end_pos or 0)
    match token.type:
        case "NAME":
            return n.Name(name_of(token), quoted="`" in token, span=span)
        case "STRING":
            return n.Text(token[1:-1].replace('""', '"'), span=span)
        case "NUMBER":
            return n.Number(number_of(token), str(token), span=span)
        case "PERCENT":
            return n.Percent(Decimal(token[:-1]), span=span)
        case "DURATION":
            return n.Duration(microseconds_of(token), " ".join(token.split()), span=span)
        case "DATE":
            return n.Date(str(token), span=span)
        case "TRUE" | "FALSE":
            return n.Flag(token.type == "TRUE", span=span)
        case other:
            raise AssertionError(other)


_TERMS = frozenset({"NAME", "STRING", "NUMBER", "PERCENT", "DURATION", "DATE", "TRUE", "FALSE"})


def _terms(children: Children) -> Children:
    """The children with literals and names made nodes."""
    return [_term(c) if isinstance(c, Token) and c.type in _TERMS else c for c in children]


def _tokens(children: Children) -> list[str]:
    return [c.type for c in children if isinstance(c, Token)]


class Chain(NamedTuple):
    """The statements read so far: the last, and those before it. (A rule with `*` would copy them all each time.)"""

    before: "Chain | None"
    last: n.Statement

    def statements(self) -> tuple[n.Statement, ...]:
        found = [self.last]
        chain = self.before
        while chain is not None:
            found.append(chain.last)
            chain = chain.before
        return tuple(reversed(found))


class NodeBuilder(Transformer[Token, n.File]):
    """One method for each rule and alias of ``grammars/rules.lark``."""

    def start(self, c: Children) -> n.File:
        return n.File(c[0].statements() if c else ())

    def first_statement(self, c: Children) -> "Chain":
        return Chain(None, c[0])

    def next_statement(self, c: Children) -> "Chain":
        return Chain(c[0], c[1])

    # --- declarations

    def model(self, c: Children) -> n.Model:
        return n.Model(_term(c[1]), tuple(c[2:]), span=_span(c))

    def clause(self, c: Children) -> n.Clause:
        value: Any = None
        if len(c) > 1:
            value = c[-1]
            if isinstance(value, Token):
                value = self._business_days(value) if value.type == "BUSINESS_DAYS" else _term(value)
        return n.Clause(_word(c[0]), value, span=_span(c))

    def _business_days(self, token: Token) -> n.BusinessDays:
        return n.BusinessDays(_whole(token.split()[0]), span=_span([token]))

    def only_for(self, c: Children) -> n.Condition:
        return c[1]

    def use(self, c: Children) -> n.Use:
        return n.Use(_term(c[1]), span=_span(c))

    def lead(self, c: Children) -> n.Lead:
        return n.Lead(tuple(c[1:]), span=_span(c))

    def event(self, c: Children) -> n.Event:
        description = _term(c[2]) if len(c) > 2 and isinstance(c[2], Token) else None
        return n.Event(_term(c[1]), description, _of(c, n.Declared), span=_span(c))

    def declared(self, c: Children) -> n.Declared:
        return n.Declared(_term(c[0]), _word(c[1]), _term(c[2]) if len(c) > 2 else None, span=_span(c))

    def type(self, c: Children) -> Token:
        return c[0]

    def signal(self, c: Children) -> n.Signal:
        return n.Signal(_term(c[1]), _of(c, n.Source), span=_span(c))

    def list_of(self, c: Children) -> n.ListOf:
        return n.ListOf(_term(c[1]), tuple(c[4:-1][::2]), span=_span(c))

    def list_from(self, c: Children) -> n.ListFrom:
        return n.ListFrom(_term(c[1]), _term(c[3]), span=_span(c))

    def literals(self, c: Children) -> tuple[n.Literal, ...]:
        return tuple(c[::2])

    def let(self, c: Children) -> n.Let:
        return n.Let(_term(c[1]), c[3], span=_span(c))

    def define(self, c: Children) -> n.Define:
        return n.Define(_term(c[1]), c[3], span=_span(c))

    def ignore(self, c: Children) -> n.Ignore:
        return n.Ignore(c[1], c[2] if len(c) > 2 else None, span=_span(c))

    # --- groups, grade, stages

    def group(self, c: Children) -> n.Group:
        only_for = c[-1] if len(c) > 2 and not isinstance(c[-1], n.Clause) else None
        return n.Group(_term(c[1]), _of(c, n.Clause), only_for, span=_span(c))

    def grade(self, c: Children) -> n.Grade:
        return n.Grade(tuple(c[1:]), span=_span(c))

    def grade_line(self, c: Children) -> n.GradeLine:
        of = None if c[0].type == "SCORE" else _term(c[0])
        return n.GradeLine(of, _of(c, n.GradeBand), span=_span(c))

    def graded(self, c: Children) -> Token:
        return c[0]

    def grade_band(self, c: Children) -> n.GradeBand:
        return n.GradeBand(c[0], _term(c[2]) if len(c) > 2 else None, span=_span(c))

    def label(self, c: Children) -> n.Term:
        return _term(c[0])

    def stage(self, c: Children) -> n.Stage:
        return n.Stage(_term(c[1]), _of(c, n.Clause), _of(c, n.When), _of(c, n.Route), span=_span(c))

    def when(self, c: Children) -> n.When:
        return n.When(c[0], c[1] if len(c) > 1 else None, span=_span(c))

    def route(self, c: Children) -> n.Route:
        last = c[-1]
        only_for = None if isinstance(last, Token | n.Clause) else last
        return n.Route(_term(c[2]), _of(c, n.Clause), only_for, span=_span(c))

    def disqualify(self, c: Children) -> n.Disqualify:
        return n.Disqualify(c[2], c[3] if len(c) > 3 else None, span=_span(c))

    def segment(self, c: Children) -> n.Segment:
        return n.Segment(_term(c[1]), c[3], span=_span(c))

    # --- rules

    def guarded_rule(self, c: Children) -> n.Rule:
        return n.Rule(c[1], c[2], span=_span(c))

    def rule(self, c: Children) -> n.Rule:
        return n.Rule(None, c[0], span=_span(c))

    def tally(self, c: Children) -> n.Tally:
        return n.Tally(_word(c[0]), c[1], _windows(c), c[-1], span=_span(c))

    def table(self, c: Children) -> n.Table:
        return n.Table(c[1], _windows(c), _of(c, n.Modifier), _of(c, n.Row), span=_span(c))

    def row(self, c: Children) -> n.Row:
        return n.Row(c[0], c[1], span=_span(c))

    def otherwise(self, c: Children) -> n.Row:
        return n.Row(None, c[1], span=_span(c))

    def choose(self, c: Children) -> n.Choose:
        branches = tuple(
            n.Branch(None, x.effect, span=x.span) if isinstance(x, n.Row) else x
            for x in c
            if isinstance(x, n.Branch | n.Row)
        )
        return n.Choose(_of(c, n.Modifier), branches, span=_span(c))

    def branch(self, c: Children) -> n.Branch:
        return n.Branch(c[1], c[2], span=_span(c))

    def effect(self, c: Children) -> n.Effect:
        return n.Effect(_word(c[0]), c[1], tuple(c[2:]), span=_span(c))

    def amount(self, c: Children) -> n.Node:
        return c[0]

    def share(self, c: Children) -> n.ShareOf:
        return n.ShareOf(_term(c[0]), _term(c[2]), span=_span(c))

    def up_to(self, c: Children) -> n.UpTo:
        return n.UpTo(c[2], span=_span(c))

    def once_per(self, c: Children) -> n.OncePer:
        per = c[2]
        return n.OncePer(_term(per) if per.type in _TERMS else _word(per), span=_span(c))

    def fade(self, c: Children) -> n.Fade:
        return n.Fade(_term(c[1]), c[-1], "LINEARLY" in _tokens(c), span=_span(c))

    def as_name(self, c: Children) -> n.As:
        return n.As(_term(c[1]), span=_span(c))

    def modifier(self, c: Children) -> n.Modifier:
        return c[0]

    def because(self, c: Children) -> n.Because:
        return n.Because(_term(c[1]), span=_span(c))

    def from_day(self, c: Children) -> n.FromDay:
        return n.FromDay(c[1], span=_span(c))

    def until_day(self, c: Children) -> n.UntilDay:
        return n.UntilDay(c[1], span=_span(c))

    def day(self, c: Children) -> n.Term:
        return _term(c[0])

    def key_literals(self, c: Children) -> n.OneOfKey:
        return n.OneOfKey(c[0], span=_span(c))

    def key_in(self, c: Children) -> n.InKey:
        return n.InKey(_term(c[1]) if len(c) == 2 else c[2], span=_span(c))

    def key(self, c: Children) -> n.TextKey:
        return n.TextKey(c[0], span=_span(c))

    def key_below(self, c: Children) -> n.RangeKey:
        return n.RangeKey("below", None, _terms(c)[1], span=_span(c))

    def key_above(self, c: Children) -> n.RangeKey:
        return n.RangeKey("above", _terms(c)[1], None, span=_span(c))

    def key_range(self, c: Children) -> n.RangeKey:
        return n.RangeKey("to", _term(c[0]), _term(c[2]), span=_span(c))

    def key_or_more(self, c: Children) -> n.RangeKey:
        return n.RangeKey("or more", _term(c[0]), None, span=_span(c))

    def key_unknown(self, c: Children) -> n.UnknownKey:
        return n.UnknownKey(span=_span(c))

    # --- conditions

    def either(self, c: Children) -> n.Either:
        return n.Either(tuple(c[::2]), span=_span(c))

    def both(self, c: Children) -> n.Both:
        return n.Both(tuple(c[::2]), span=_span(c))

    def negated(self, c: Children) -> n.Negated:
        return n.Negated(c[1], span=_span(c))

    def parenthesised(self, c: Children) -> n.Parenthesised:
        return n.Parenthesised(c[1], _windows(c), span=_span(c))

    def quantified(self, c: Children) -> n.Quantified:
        least = _term(c[2]) if c[0].type == "AT" else _word(c[0])
        parts = _of(c, n.Condition)
        return n.Quantified(least, parts, _windows(c), span=_span(c))

    def none(self, c: Children) -> n.NoEvent:
        return n.NoEvent(c[1], _windows(c), span=_span(c))

    def sequence(self, c: Children) -> n.Sequence:
        spanning = c[-2] if isinstance(c[-1], tuple) else c[-1]
        return n.Sequence(_of(c, n.Counted), spanning, _windows(c), span=_span(c))

    def plain(self, c: Children) -> n.Plain:
        return n.Plain(c[0], tuple(c[1:]), span=_span(c))

    def compared(self, c: Children) -> n.Compared:
        before = tuple(x for x in c[1:] if isinstance(x, n.Window))
        comparison = c[1 + len(before)]
        return n.Compared(c[0], comparison, before, _windows(c), span=_span(c))

    def in_segment(self, c: Children) -> n.InSegment:
        return n.InSegment(_term(c[1]), span=_span(c))

    def disqualified(self, c: Children) -> n.Disqualified:
        return n.Disqualified(span=_span(c))

    def occurrences(self, c: Children) -> n.Occurrences:
        return n.Occurrences(c[0], span=_span(c))

    def active_days(self, c: Children) -> n.ActiveDays:
        return n.ActiveDays(c[0], span=_span(c))

    def aggregated(self, c: Children) -> n.Aggregated:
        return n.Aggregated(c[0], _word(c[1]), _term(c[2]), span=_span(c))

    def aggregate(self, c: Children) -> Token:
        return c[0]

    def days_since_event(self, c: Children) -> n.DaysSinceEvent:
        return n.DaysSinceEvent(_word(c[2]), c[3], span=_span(c))

    def days_from_field(self, c: Children) -> n.DaysFromField:
        return n.DaysFromField(_word(c[1]), _term(c[2]), span=_span(c))

    def domain(self, c: Children) -> n.Domain:
        return n.Domain(_term(c[0]), span=_span(c))

    def outcome(self, c: Children) -> n.Outcome:
        return n.Outcome(_word(c[0]), span=_span(c))

    def counted(self, c: Children) -> n.Counted:
        return n.Counted(c[0], _word(c[1]) if len(c) > 1 else None, span=_span(c))

    def source(self, c: Children) -> n.Source:
        name = _term(c[0]) if c[0].type == "NAME" else None
        return n.Source(name, c[2] if len(c) > 1 else None, span=_span(c))

    # --- comparisons

    def relation(self, c: Children) -> n.Relation:
        return n.Relation(_word(*c[:-1]), c[-1], span=_span(c))

    def operand(self, c: Children) -> n.Node:
        return c[0]

    def operand_share(self, c: Children) -> n.Share:
        return n.Share(_term(c[0]), c[2], span=_span(c))

    def known(self, c: Children) -> n.Known:
        return n.Known(c[1].type == "KNOWN", span=_span(c))

    def membership(self, c: Children) -> n.Membership:
        among = _term(c[-1]) if isinstance(c[-1], Token) and c[-1].type == "NAME" else c[-2]
        return n.Membership("NOT" in _tokens(c), among, span=_span(c))

    def between(self, c: Children) -> n.Between:
        return n.Between(c[1], c[3], span=_span(c))

    def text_comparison(self, c: Children) -> n.TextTest:
        test: n.TextTest = c[-1]
        if len(c) == 1:
            return test
        return n.TextTest(test.sign, test.patterns, test.any_of, True, span=_span(c))

    def text_test(self, c: Children) -> n.TextTest:
        sign = 2 if c[0].type in ("STARTS", "ENDS") else 1
        any_of = isinstance(c[sign], Token) and c[sign].type == "ANY"
        last = c[-1]
        if not any_of:
            patterns = (_term(last),)
        elif last.type == "NAME":
            patterns = _term(last)
        else:
            patterns = c[-2]
        return n.TextTest(_word(*c[:sign]), patterns, any_of, span=_span(c))

    def calendar(self, c: Children) -> n.Calendar:
        return n.Calendar(_word(c[0]), c[1], span=_span(c))

    def older(self, c: Children) -> n.Older:
        return n.Older(c[2], span=_span(c))

    # --- windows

    def windows(self, c: Children) -> tuple[n.Window, ...]:
        return tuple(c)

    def within(self, c: Children) -> n.Within:
        return n.Within(c[1], span=_span(c))

    def between_ago(self, c: Children) -> n.BetweenAgo:
        return n.BetweenAgo(c[1], c[3], span=_span(c))

    def since(self, c: Children) -> n.Since:
        return n.Since(_term(c[1]), span=_span(c))

    def since_event(self, c: Children) -> n.SinceEvent:
        return n.SinceEvent(_word(c[1]), c[2], span=_span(c))

    def within_of(self, c: Children) -> n.WithinOf:
        return n.WithinOf(c[1], _word(c[3]), c[4], span=_span(c))

    # --- values

    def value(self, c: Children) -> n.Term:
        return _term(c[0])

    duration = value
    literal = value

    def bound(self, c: Children) -> Any:
        return c[0] if isinstance(c[0], n.Node) else _term(c[0])

    literal_or_name = bound

    def values(self, c: Children) -> tuple[n.Term, ...]:
        return tuple(_terms(c[::2]))

    # --- tests

    def test(self, c: Children) -> n.Test:
        at = c[3] if len(c) > 3 and isinstance(c[2], Token) else None
        return n.Test(_term(c[1]), at, _of(c, n.Step), span=_span(c))

    def given_lead(self, c: Children) -> n.GivenLead:
        return n.GivenLead(_assignments(c[2:]), span=_span(c))

    def given_event(self, c: Children) -> n.GivenEvent:
        properties: tuple[n.Assignment, ...] = _tuple(c)
        return n.GivenEvent(c[1], properties, _first(c, n.Number), _first(c, n.Duration), span=_span(c))

    def given_with(self, c: Children) -> tuple[n.Assignment, ...]:
        return _assignments(c[1:])

    def repeated(self, c: Children) -> n.Number:
        return n.Number(number_of(c[0]), _word(c[0]), span=_span(c))

    def earlier(self, c: Children) -> n.Duration:
        return n.Duration(microseconds_of(c[0]), " ".join(c[0].split()), span=_span(c))

    def wait(self, c: Children) -> n.Wait:
        return n.Wait(c[1], span=_span(c))

    def expect(self, c: Children) -> n.Expect:
        return n.Expect(c[1], span=_span(c))

    def expect_rule(self, c: Children) -> n.ExpectRule:
        return n.ExpectRule(_term(c[1]), c[2].type == "FIRES", span=_span(c))


def _assignments(c: Children) -> tuple[n.Assignment, ...]:
    """From NAME value COMMA NAME value …"""
    return tuple(
        n.Assignment(_term(name), value, span=_span([name, value])) for name, value in zip(c[::3], c[1::3], strict=True)
    )

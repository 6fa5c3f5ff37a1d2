"""Conditions as SQL: SQL's three-valued logic is Kleene's, which is the language's."""

from dataclasses import dataclass
from typing import Protocol, assert_never

from sqlglot import exp

from ...dsl import model as m
from ...dsl.comparing import fold, words
from ...dsl.types import Value
from ..phrases import duration_text
from . import expressions as x
from .dialect import Dialect
from .ratios import ratio


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measure's value: ``sql`` × ``unit`` / ``per``, null if it is unknown.

    Texts are folded; numbers in millionths, which is what ``unit`` and ``per`` (an average's count) are for.
    """

    sql: exp.Expr
    unit: int = 1
    per: exp.Expr | None = None
    is_small: bool = False
    """Whether ``sql`` is a count or a number of days or points: far less than 64 bits hold."""


class Scope(Protocol):
    """Where conditions stand: over an event, or over a lead."""

    def quantity(self, measure: m.Measure) -> Quantity: ...

    def words(self, measure: m.Measure) -> exp.Expr:
        """A text as `mentions` sees it."""
        ...

    def moment(self, measure: m.Measure) -> exp.Expr:
        """The instant of a time, the first of a date."""
        ...

    def age(self, moment: exp.Expr) -> exp.Expr:
        """Microseconds from a moment to the as-of time."""
        ...

    def events_truth(self, condition: m.Exists | m.Sequence) -> exp.Expr: ...

    def shared(self, condition: m.Condition) -> exp.Expr | None:
        """The column with a condition that is worked out once."""
        ...

    def is_disqualified(self) -> exp.Expr: ...


class Conditions:
    """Writes conditions over one scope."""

    def __init__(self, dialect: Dialect, scope: Scope) -> None:
        self.dialect = dialect
        self.scope = scope

    def truth(self, condition: m.Condition) -> exp.Expr:
        """True, false, or null: unknown."""
        return self.scope.shared(condition) or self.written(condition)

    def is_true(self, condition: m.Condition) -> exp.Expr:
        """True or false, never null."""
        return x.or_else(self.truth(condition), x.false())

    def written(self, condition: m.Condition) -> exp.Expr:
        match condition:
            case m.AllOf(parts):
                return x.all_of(self.truth(p) for p in parts)
            case m.AnyOf(parts):
                return x.any_of(self.truth(p) for p in parts)
            case m.AtLeast(number, parts):
                return at_least(number, [self.truth(p) for p in parts])
            case m.Not(part):
                return x.negated(self.truth(part))
            case m.Named(part):
                return self.truth(part)
            case m.Exists() | m.Sequence():
                return self.scope.events_truth(condition)
            case m.IsTrue(left):
                return self.scope.quantity(left).sql
            case m.IsKnown(left, known):
                sql = self.scope.quantity(left).sql
                return x.is_known(sql) if known else x.is_unknown(sql)
            case m.Relation(left, sign, right):
                return self._relation(self.scope.quantity(left), sign, right)
            case m.Ratio(left, sign, right, percent):
                return ratio(self.dialect, self.scope.quantity(left), sign, self.scope.quantity(right), percent)
            case m.Among(left, values, negated):
                found = self._among(self.scope.quantity(left), values)
                return x.negated(found) if negated else found
            case m.Between(left, low, high):
                quantity = self.scope.quantity(left)
                return x.all_of([self._relation(quantity, ">=", low), self._relation(quantity, "<=", high)])
            case m.TextTest(left, sign, patterns, negated):
                found = self._text_test(left, sign, patterns)
                return x.negated(found) if negated else found
            case m.Recent(left, length):
                age = self.scope.age(self.scope.moment(left))
                return x.all_of(
                    [
                        x.compared(age, ">=", x.integer(0)),
                        x.compared(age.copy(), "<", x.integer(length, duration_text(length))),
                    ]
                )
            case m.Older(left, length):
                age = self.scope.age(self.scope.moment(left))
                return x.compared(age, ">=", x.integer(length, duration_text(length)))
            case m.IsDisqualified():
                return self.scope.is_disqualified()
            case m.InSegment():
                raise AssertionError("only tests ask for segments")
        assert_never(condition)

    def _constant(self, value: Value) -> exp.Expr:
        if isinstance(value, bool):
            return x.truth_of(value)
        return self.dialect.literal(fold(value)) if isinstance(value, str) else x.integer(value)

    def _relation(self, left: Quantity, sign: m.Sign, right: Value) -> exp.Expr:
        if left.per is not None:
            assert isinstance(right, int)
            bound = x.times(self.dialect.call("wide", left.per), right)
            return x.compared(left.sql, sign, bound)
        if isinstance(right, str) or left.unit == 1:
            return x.compared(left.sql, sign, self._constant(right))
        whole, rest = divmod(right, left.unit)
        if not rest:
            return x.compared(left.sql, sign, x.integer(whole))
        match sign:
            case "<" | "<=":
                return x.compared(left.sql, "<=", x.integer(whole))
            case ">" | ">=":
                return x.compared(left.sql, ">", x.integer(whole))
            case "=":
                return x.if_known(left.sql, x.false())
            case "!=":
                return x.if_known(left.sql, x.true())
        assert_never(sign)

    def _among(self, left: Quantity, values: tuple[Value, ...]) -> exp.Expr:
        if left.per is not None:
            return x.any_of(self._relation(left, "=", v) for v in values) if values else x.if_known(left.sql, x.false())
        found: dict[Value, exp.Expr] = {}
        for value in values:
            if isinstance(value, str):
                found[fold(value)] = self._constant(value)
            elif isinstance(value, bool) or left.unit == 1:
                found[value] = self._constant(value)
            elif value % left.unit == 0:
                found[value] = x.integer(value // left.unit)
        return x.among(left.sql, list(found.values())) if found else x.if_known(left.sql, x.false())

    # --- texts

    def _text_test(self, left: m.Measure, sign: m.TextSign, patterns: tuple[str, ...]) -> exp.Expr:
        text = self.scope.quantity(left).sql
        if not patterns:
            return x.if_known(text, x.false())
        if sign == "mentions":
            seen = self.scope.words(left)
            wanted = dict.fromkeys(words(p) for p in patterns)
            return x.any_of(self.dialect.call("contains", seen, self.dialect.literal(p)) for p in wanted)
        if sign == "matches" and not any(set("*?") & set(p) for p in patterns):
            return self._among(Quantity(text), patterns)
        return x.any_of(self._text_fits(text.copy(), sign, fold(p)) for p in dict.fromkeys(patterns))

    def _text_fits(self, text: exp.Expr, sign: m.TextSign, pattern: str) -> exp.Expr:
        if sign == "matches":
            return self.dialect.call(
                "matches", text, self.dialect.literal(like_pattern(pattern, self.dialect.like_escape))
            )
        if not pattern:  # in every text
            return x.if_known(text, x.true())
        name = {"contains": "contains", "starts with": "starts_with", "ends with": "ends_with"}[sign]
        return self.dialect.call(name, text, self.dialect.literal(pattern))


def like_pattern(pattern: str, escape: str) -> str:
    """A pattern of `matches` as one of LIKE.

    >>> like_pattern("v?p*50%!", "!")
    'v_p%50!%!!'
    """
    signs = {"*": "%", "?": "_"} | {sign: escape + sign for sign in ("%", "_", escape)}
    return "".join(signs.get(c, c) for c in pattern)


def at_least(number: int, truths: list[exp.Expr]) -> exp.Expr:
    """True if so many are true, false if fewer are true or unknown, else unknown."""
    one, none = x.integer(1), x.integer(0)
    true = x.total(x.case([(t, one.copy())], none.copy()) for t in truths)
    possible = x.total(x.case([(x.negated(t.copy()), none.copy())], one.copy()) for t in truths)
    return x.case(
        [
            (x.compared(true, ">=", x.integer(number)), x.true()),
            (x.compared(possible, "<", x.integer(number)), x.false()),
        ]
    )

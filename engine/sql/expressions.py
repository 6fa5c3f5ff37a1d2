"""Small words for building SQL: sqlglot's expressions, with parentheses wherever they might be missed."""

from collections.abc import Iterable, Sequence

from sqlglot import exp

_SIGNS: dict[str, type[exp.Binary]] = {
    "=": exp.EQ,
    "!=": exp.NEQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
}
_NEEDS_PARENTHESES = (exp.Binary, exp.Unary, exp.Between, exp.In, exp.Escape, exp.Subquery)


def in_parentheses(sql: exp.Expr) -> exp.Expr:
    """The same, in parentheses if it is made of parts."""
    if isinstance(sql, exp.Dot | exp.Paren | exp.Subquery) or not isinstance(sql, _NEEDS_PARENTHESES):
        return sql
    return exp.Paren(this=sql)


def name(text: str, *, quoted: bool = False) -> exp.Identifier:
    return exp.Identifier(this=text, quoted=quoted)


def column(text: str, table: str | None = None, *, quoted: bool = False) -> exp.Column:
    """A column by its name; names of people's data are ``quoted``."""
    return exp.Column(this=name(text, quoted=quoted), table=name(table) if table else None)


def every(table: str) -> exp.Expr:
    """All columns of a table."""
    return exp.Column(this=exp.Star(), table=name(table))


_LONGEST = 160
"""Letters of a comment."""


def commented(sql: exp.Expr, comment: str) -> exp.Expr:
    """The same with a comment, on one line and not too long; none if it is empty."""
    words = " ".join(comment.split())
    if words:
        sql.add_comments([f" {words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'} "])
    return sql


def named(sql: exp.Expr, text: str, *, quoted: bool = False, comment: str = "") -> exp.Expr:
    """``sql AS text``, with a comment behind it."""
    return commented(exp.Alias(this=sql, alias=name(text, quoted=quoted)), comment)


def integer(value: int, comment: str = "") -> exp.Expr:
    literal = commented(exp.Literal.number(abs(value)), comment)
    return exp.Neg(this=literal) if value < 0 else literal


def true() -> exp.Expr:
    return exp.Boolean(this=True)


def false() -> exp.Expr:
    return exp.Boolean(this=False)


def null() -> exp.Expr:
    return exp.Null()


def truth_of(value: bool) -> exp.Expr:
    return exp.Boolean(this=value)


def binary(kind: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return kind(this=in_parentheses(left), expression=in_parentheses(right))


def compared(left: exp.Expr, sign: str, right: exp.Expr) -> exp.Expr:
    """``left sign right``, in the language's signs."""
    return binary(_SIGNS[sign], left, right)


def plus(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return binary(exp.Add, left, right)


def minus(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return binary(exp.Sub, left, right)


def times(left: exp.Expr, factor: exp.Expr | int) -> exp.Expr:
    """A product; none is written for a factor of 1."""
    if factor == 1:
        return left
    return binary(exp.Mul, left, integer(factor) if isinstance(factor, int) else factor)


def total(parts: Iterable[exp.Expr]) -> exp.Expr:
    """A sum; 0 of nothing."""
    return _chain(exp.Add, parts) or integer(0)


def all_of(parts: Iterable[exp.Expr]) -> exp.Expr:
    """All are true; true of none."""
    return _chain(exp.And, parts) or true()


def any_of(parts: Iterable[exp.Expr]) -> exp.Expr:
    """Any is true; false of none."""
    return _chain(exp.Or, parts) or false()


def _chain(kind: type[exp.Binary], parts: Iterable[exp.Expr]) -> exp.Expr | None:
    found = list(parts)
    if len(found) < 2:
        return found[0] if found else None
    result: exp.Expr | None = None
    for part in found:
        inner = exp.Paren(this=part) if _is_loose(part) and not isinstance(part, kind) else part
        result = inner if result is None else kind(this=result, expression=inner)
    return result


def _is_loose(part: exp.Expr) -> bool:
    """Whether a part would be torn apart by AND, OR or +."""
    return isinstance(part, exp.Connector | exp.Neg | exp.Add | exp.Sub)


def negated(part: exp.Expr) -> exp.Expr:
    return exp.Not(this=in_parentheses(part))


def is_known(sql: exp.Expr) -> exp.Expr:
    return exp.Is(this=in_parentheses(sql), expression=exp.Not(this=null()))


def is_unknown(sql: exp.Expr) -> exp.Expr:
    return exp.Is(this=in_parentheses(sql), expression=null())


def among(sql: exp.Expr, values: Sequence[exp.Expr]) -> exp.Expr:
    return exp.In(this=in_parentheses(sql), expressions=list(values))


def case(whens: Iterable[tuple[exp.Expr, exp.Expr]], otherwise: exp.Expr | None = None) -> exp.Expr:
    """``CASE WHEN … THEN … ELSE otherwise END``"""
    found = exp.Case()
    for condition, value in whens:
        found.append("ifs", exp.If(this=condition, true=value))
    if otherwise is not None:
        found.set("default", otherwise)
    return found


def if_known(sql: exp.Expr, value: exp.Expr) -> exp.Expr:
    """``value`` where ``sql`` is known, else null."""
    return case([(is_known(sql), value)])


def or_else(sql: exp.Expr, default: exp.Expr) -> exp.Expr:
    return exp.Coalesce(this=sql, expressions=[default])


def largest(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """The larger of two known values (where one can be null, dialects differ)."""
    return exp.Anonymous(this="GREATEST", expressions=[left, right])


def smallest(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this="LEAST", expressions=[left, right])


def held(sql: exp.Expr, minimum: int | None, maximum: int | None) -> exp.Expr:
    """Points within limits; the minimum has the last word."""
    if maximum is not None:
        sql = smallest(sql, integer(maximum))
    if minimum is not None:
        sql = largest(sql, integer(minimum))
    return sql

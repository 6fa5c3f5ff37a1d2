"""What differs from one SQL dialect to the next: a table of snippets, filled in by the files in ``dialects/``.

Whatever all dialects write alike (columns, comparisons, CASE, joins, GROUP BY) is built as sqlglot's expressions;
whatever they do not stands in ``Dialect.functions`` under a name, as SQL of that dialect with ``_0``, ``_1`` … where
the arguments go and ``_all`` for a list of any length. A snippet is written as sqlglot writes it, so that parsing it
changes nothing: a test sees to that. sqlglot's own translation between dialects is not relied upon anywhere.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from ...dsl.errors import SourceError
from .expressions import in_parentheses

FUNCTIONS: Mapping[str, str] = {
    # numbers
    "integer": "a whole number as one of 64 bits",
    "wide": "a whole number in the widest type there is",
    "quotient": "a number that is not negative, divided by a positive one, rounded down; 64 bits",
    "wide_quotient": "the same in the widest type; towards zero for negative ones",
    "exact_sum": "a sum of whole numbers of 64 bits, in the widest type",
    "points": "hundredths as points with two decimals",
    "count": "how many values are known; 64 bits",
    # texts
    "text": "a text as one",
    "fold": "a text as it is compared, ordered by code points: dsl.comparing.fold",
    "words": "a folded text as `mentions` sees it: dsl.comparing.words",
    "contains": "whether text 0 contains text 1, which is not empty",
    "starts_with": "whether text 0 starts with text 1, which is not empty",
    "ends_with": "whether text 0 ends with text 1, which is not empty",
    "matches": "whether all of text 0 fits the pattern 1: % any run, _ one character, like_escape before these",
    "behind_at": "what follows the last @ of a text that has one",
    # flags and days
    "flag": "a truth as one",
    "month": "a number for the calendar month of a day since 1970-01-01",
    # lists
    "texts": "the texts in a list of texts and nulls",
    "fired_entry": "the label 0 with the points 1 (decimals): one of a list of what fired",
    "fired": "those of a list of such entries whose points are not 0",
    # columns of the dialect's own types
    "trimmed": "a text without any of the signs of text 1 around it",
    "number_of_number": "millionths of a numeric column of any type, or null",
    "day_of_date": "days since 1970-01-01 of a date column",
    "instant_of_text": "an as-of time that is written as a text, as a timestamp",
    "time_of_instant": "microseconds since 1970-01-01T00:00Z of a timestamp, which is an instant or UTC",
    "clock_of_timestamp": "the same of a timestamp without a zone, read as if it were UTC",
}
"""What every dialect has to have a snippet for."""

Snippets = Mapping[str, str]

_PLAIN = re.compile("[a-z_][a-z0-9_]*")
_WORDS = ("AT", "CHECK", "DEFAULT", "GROUP", "ORDER", "PERCENT", "SAMPLE", "SYMMETRIC", "TAG", "TO", "USER", "WINDOW")
"""Words that mean something in one dialect or another, and are easily names of data."""

STANDARD: Snippets = {
    "integer": "CAST(_0 AS BIGINT)",
    "quotient": "_0 / _1",
    "wide": "CAST(_0 AS DECIMAL(38, 0))",
    "points": "CAST(_0 * CAST('0.01' AS DECIMAL(18, 2)) AS DECIMAL(18, 2))",
    "exact_sum": "SUM(_0)",
    "count": "COUNT(_0)",
    "text": "CAST(_0 AS VARCHAR)",
    "trimmed": "TRIM(_0, _1)",
    "flag": "CAST(_0 AS BOOLEAN)",
    "fold": "LOWER(TRANSLATE(_0, 'İΣς', 'iσσ'))",
    "starts_with": "STARTS_WITH(_0, _1)",
    "matches": "_0 LIKE _1 ESCAPE '!'",
}
"""What most of them write in the same way."""


@dataclass(frozen=True)
class Dialect:
    """A dialect. ``name``: what people and sqlglot call it; ``as_of``: the parameter with the as-of time, a timestamp;
    ``how_to_give_as_of``: what whoever runs a statement has to give.

    ``lists``: whether it has lists; else ``texts`` and ``fired`` are given one text, their entries put together.
    ``has_filter``: whether aggregates take `FILTER (WHERE …)`. ``keeps_case``: whether names of functions have to be
    written as they are. ``ending``: what stands behind a statement. ``notes``: what else one has to know to run it.
    """

    name: str
    title: str
    functions: Snippets
    as_of: str
    how_to_give_as_of: str
    as_of_text: str = "2026-01-15 12:00:00+00:00"
    """How an as-of time is written as a text."""
    lists: bool = True
    has_filter: bool = False
    keeps_case: bool = False
    ending: str = ""
    notes: tuple[str, ...] = ()
    hidden_in_texts: tuple[str, ...] = ()
    """Signs that mean something even inside a literal; a literal is cut in two between their characters."""
    like_escape: str = "!"
    """What stands before a sign of a LIKE pattern that stands for itself."""
    names_in_capitals: bool = False
    """Whether a plain name without quotes means one in capitals."""
    materializes: bool = False
    """Whether it has to be told to work out once what several steps read."""
    has_unsigned_literals: bool = False
    """Whether a number in a statement is of a type without sign, which mixes badly with negative ones."""
    _parsed: dict[str, exp.Expr] = field(default_factory=dict[str, exp.Expr], init=False, compare=False, repr=False)

    def call(self, name: str, *arguments: exp.Expr) -> exp.Expr:
        """The snippet of that name with its arguments filled in."""
        return filled(self.snippet(name), arguments)

    def listed(self, name: str, entries: Sequence[exp.Expr]) -> exp.Expr:
        """The snippet of that name with a list filled in, or with one text of all entries."""
        if self.lists:
            return filled(self.snippet(name), (), entries)
        entry = f"{name}_entry"
        result: exp.Expr | None = None
        for part in entries:
            part = self.call(entry, part) if name == "texts" else part
            result = part if result is None else exp.DPipe(this=result, expression=part)
        assert result is not None
        return filled(self.snippet(name), (result,))

    def name_of(self, text: str) -> exp.Identifier:
        """A name of people's data or rules; in quotes only where it would mean something else without."""
        if not _PLAIN.fullmatch(text):
            return exp.Identifier(this=text, quoted=True)
        is_word = text.upper() in self._words
        return exp.Identifier(this=text.upper() if is_word and self.names_in_capitals else text, quoted=is_word)

    @cached_property
    def _words(self) -> frozenset[str]:
        """Words that have a meaning of their own, alone or together with others."""
        known = sqlglot.Dialect.get_or_raise(self.name)
        keywords = (word for phrase in known.tokenizer_class.KEYWORDS for word in phrase.split())
        return frozenset(word.upper() for word in (*keywords, *known.generator_class.RESERVED_KEYWORDS, *_WORDS))

    def table(self, text: str) -> exp.Table:
        """What stands behind FROM: a table, or a function that gives one. Raises SourceError if it is neither."""
        try:
            found = sqlglot.parse(f"SELECT 1 FROM {text}", dialect=self.name)
        except SqlglotError:
            found = []
        table = found[0].find(exp.Table) if len(found) == 1 and found[0] is not None else None
        if found and table is not None:
            bare = exp.Select(expressions=[exp.Literal.number(1)], from_=exp.From(this=table.copy()))
            if found[0] == bare and {name for name in table.args if table.args[name]} <= {"this", "db", "catalog"}:
                return table
        raise SourceError(f"`{text}` is no table of {self.title}", "write it as you would behind FROM: crm.leads")

    def literal(self, text: str) -> exp.Expr:
        """A text in a statement."""
        pieces = [text]
        for sign in self.hidden_in_texts:
            pieces = [piece for whole in pieces for piece in _apart(whole, sign)]
        result: exp.Expr = exp.Literal.string(pieces[0])
        for piece in pieces[1:]:
            result = exp.DPipe(this=result, expression=exp.Literal.string(piece))
        return in_parentheses(result)

    def snippet(self, name: str) -> exp.Expr:
        found = self._parsed.get(name)
        if found is None:
            found = self._parsed[name] = self.parse(self.functions[name])
        return found

    def has(self, name: str) -> bool:
        return name in self.functions

    @cached_property
    def as_of_parameter(self) -> exp.Expr:
        return self.parse(self.as_of)

    def parse(self, sql: str) -> exp.Expr:
        return sqlglot.parse_one(sql, dialect=self.name)

    def text_of(self, statement: exp.Expr, pretty: bool = True) -> str:
        """A statement as text of this dialect."""
        functions = False if self.keeps_case else "upper"
        sql = statement.sql(self.name, pretty=pretty, normalize_functions=functions, max_text_width=100)
        return f"{sql}\n{self.ending}" if self.ending else sql


def _apart(text: str, sign: str) -> list[str]:
    """A text in pieces none of which has a sign of two letters in it."""
    first, *others = text.split(sign)
    pieces = [first]
    for other in others:
        pieces[-1] += sign[0]
        pieces.append(sign[1:] + other)
    return pieces


def filled(snippet: exp.Expr, arguments: Sequence[exp.Expr], entries: Sequence[exp.Expr] = ()) -> exp.Expr:
    """A copy of a snippet with its arguments in place; each in parentheses unless it is alone in its place."""
    root = snippet.copy()
    for column in list(root.find_all(exp.Column)):
        name = column.name
        if name == "_all":
            siblings = column.parent
            assert siblings is not None
            siblings.set("expressions", [entry.copy() for entry in entries])
        elif name[:1] == "_" and name[1:].isdecimal():
            argument = arguments[int(name[1:])].copy()
            if not _stands_alone(column):
                argument = in_parentheses(argument)
            if column is root:
                return argument
            column.replace(argument)
    return root


def _stands_alone(column: exp.Expr) -> bool:
    return isinstance(column.parent, exp.Func | exp.Paren | exp.Cast | exp.Array | exp.Tuple | None)

"""Numbers, texts, days, windows: the small pieces of the emission grammar, each with its bounds."""

import re

from ...dsl.words import written_name
from ..names import Name, Names
from .forms import Chars, Form, Grammar, Ref, Times, maybe, one_of, seq, several

LONGEST_TEXT = 60
"""Letters of a text."""

LONGEST_LINE = 160
"""Letters of a question, a reason, an assumption."""

MOST_VALUES = 8
"""Values in one list."""

NOUNS = (
    "visits views downloads opens clicks submissions registrations signups replies requests purchases logins "
    "sessions calls meetings chats events"
).split()

_DIGIT = Chars("0-9")
_NOT_ZERO = Chars("1-9")
_LETTER = Chars(r'^ "\\`\x00-\x1f\x7f-\xa0\u2028\u2029')
"""No blank, no quotation mark, nothing that cannot be seen."""

_NEAR_AND_FAR = ("7d and 14d", "14d and 28d", "30d and 60d", "30d and 90d", "90d and 180d", "180d and 365d")
"""Windows that end in the past: their ends may not be swapped, and no grammar can count."""


def _digits(most: int) -> Form:
    return seq(_NOT_ZERO, Times(_DIGIT, 0, most - 1))


def quoted(before: str = "") -> Form:
    """A text in quotation marks that begins with ``before``; no two blanks in a row, none at its ends."""
    return seq(f'"{before}', _LETTER, Times(seq(maybe(" "), _LETTER), 0, LONGEST_TEXT - 1), '"')


def written_line() -> Form:
    """Prose on one line: quotation marks too, no two blanks in a row."""
    letter = Chars(r"^ \x00-\x1f\x7f-\xa0\u2028\u2029")
    return seq(letter, Times(seq(maybe(" "), letter), 0, LONGEST_LINE - 1))


_LET = re.compile(r"^let \S+ = (?:(?P<duration>[1-9]\d*[dhw])|(?P<points>\d+(?:\.\d\d?)?))$")


class Words:
    """The tokens, and the rules of values and windows, for the names of a project."""

    def __init__(self, grammar: Grammar, names: Names) -> None:
        self.text = grammar.token("text", quoted())
        self.number = grammar.token("number", seq(maybe("-"), one_of("0", _digits(9)), maybe(".", Times(_DIGIT, 1, 2))))
        self.count = grammar.token("count", _digits(3))
        self.limit = grammar.token("limit", _digits(4))
        self.percent = grammar.token("percent", seq(one_of("100", _digits(2)), "%"))
        day = one_of(
            seq(one_of(seq("0", Chars("13578")), seq("1", Chars("02"))), "-", _days("01")),
            seq(one_of(seq("0", Chars("469")), "11"), "-", _days("0")),
            seq("02-", one_of(seq("0", _NOT_ZERO), seq("1", _DIGIT), seq("2", Chars("0-8")))),
        )
        self.date = grammar.token("date", seq("20", _DIGIT, _DIGIT, "-", day))
        span = grammar.token("span", one_of(seq(_digits(3), Chars("dh")), seq(_digits(2), "w")))
        points = grammar.token("points", one_of("0", seq(_digits(4), maybe(".", Times(_DIGIT, 1, 2)))))

        lets = [(written_name(n.name), match) for n in names.of("let") if (match := _LET.match(n.text))]
        durations = [name for name, match in lets if match["duration"]]
        amounts = [name for name, match in lets if match["points"] and float(match["points"]) <= 10_000]
        self.duration: Ref = grammar.rule("duration", one_of(span, *durations))
        self.amount: Ref = grammar.rule("amount", one_of(points, *amounts))
        self.noun = grammar.rule("noun", one_of(*NOUNS))

        events = [written_name(n.name) for n in names.of("event", "signal")]
        since = [seq(" since ", one_of("last ", "first "), grammar.rule("stream", one_of(*events)))] if events else []
        self.window = grammar.rule(
            "window",
            one_of(
                seq(" within ", self.duration),
                seq(" between ", one_of(*_NEAR_AND_FAR), " ago"),
                *since,
            ),
        )
        self.effect = grammar.rule("effect", seq(one_of(" add ", " subtract "), self.amount))
        self.because = grammar.rule("because", seq(" because ", self.text))

        lists = [written_name(n.name) for n in names.of("list") if is_of_texts(n)]
        self.texts = grammar.rule("texts", seq("(", several(self.text, ", ", MOST_VALUES), ")"))
        self.lists = grammar.rule("lists", one_of(*lists)) if lists else None
        self.pattern = grammar.rule(
            "pattern",
            one_of(self.text, seq("any of ", self.texts), *([seq("any of ", self.lists)] if self.lists else [])),
        )
        self.text_test = grammar.rule(
            "text_test",
            seq(one_of("contains ", "mentions ", "starts with ", "ends with "), self.pattern),
        )
        self.relation = grammar.rule("relation", one_of(" = ", " != ", " < ", " <= ", " > ", " >= "))


def _days(last: str) -> Form:
    return one_of(seq("0", _NOT_ZERO), seq(Chars("12"), _DIGIT), seq("3", Chars(last)))


def is_of_texts(name: Name) -> bool:
    return bool(name.entries)

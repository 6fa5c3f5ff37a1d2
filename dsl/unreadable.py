"""What to say of text that the grammar does not accept: what is wrong, what was expected, in words."""

import re

from .diagnostics import Diagnostic, Edit, Fix
from .findings import UNNAMED, Finding, Unreadable, end_of
from .mistakes import HINTS
from .nodes import Span
from .source import Place, SourceText
from .words import RULE_WORDS, STATEMENT_WORDS

__all__ = ["Unreadable", "expected", "explain"]


def explain(source: SourceText, u: Unreadable) -> Diagnostic:
    text = source.text
    for hint in HINTS:
        found = hint(text, u)
        if found is not None:
            break
    else:
        found = _plain(text, u)
    start = u.at if found.start is None else found.start
    span = Span(start, min(start + found.length, len(text)))
    fix = None
    if found.replacement is not None:
        title = f"write `{found.replacement}`" if found.replacement else "take it out"
        fix = Fix(title, (Edit(span, found.replacement),))
    return Diagnostic(found.code, found.message, Place(source, span), found.label, found.help, fix=fix)


# --- what was expected, in words

_SIGNS = frozenset("EQ NE LE LT GE GT IS BETWEEN CONTAINS MENTIONS STARTS ENDS MATCHES BEFORE AFTER OLDER".split())
_TESTS = frozenset("CONTAINS MENTIONS STARTS ENDS MATCHES".split())
_MODIFIERS = frozenset("UP ONCE FADE AS FROM UNTIL".split())
_STATEMENTS = frozenset(w.upper() for w in STATEMENT_WORDS | RULE_WORDS)
_LITERALS = frozenset("NUMBER PERCENT DURATION DATE TRUE FALSE".split())
_TYPES = frozenset("TEXT NUMBER_TYPE FLAG DATE_TYPE TIME".split())
_AGGREGATES = frozenset("DISTINCT TOTAL LARGEST SMALLEST AVERAGE LAST FIRST".split())
_ATOMS = frozenset("NAME ACTIVITY DAYS SCORE GRADE STAGE NOT NO ANY ALL AT LPAR SEGMENT DISQUALIFIED".split())
_PHRASES: tuple[tuple[frozenset[str], str, frozenset[str]], ...] = (
    # terminals, all of which are there; how they are called together; terminals that are then not named
    (_TYPES, "a type (`text`, `number`, `flag`, `date`, `time`)", frozenset()),
    (
        frozenset({"BELOW", "ABOVE"}),
        'a row such as `"US" add 5` or `below 50 add 5`',
        _LITERALS | _TESTS | {"STRING", "IN", "UNKNOWN", "DAYS", "DOMAIN", "LBRACKET"} | _AGGREGATES,
    ),
    (
        _SIGNS,
        'a comparison such as `>= 2` or `is "US"`',
        frozenset({"IN", "NOT", "KNOWN", "THEN", "DAYS", "DOMAIN", "LBRACKET"}) | _AGGREGATES,
    ),
    (frozenset({"WITHIN", "SINCE"}), "a window such as `within 7d`", frozenset({"BETWEEN"})),
    (
        frozenset({"ADD", "SUBTRACT"}),
        "`add` or `subtract` with the points",
        frozenset({"EACH", "LATEST", "BY", "CHOOSE"}),
    ),
    (frozenset({"AND", "OR"}), "`and`, `or`", frozenset()),
    (_MODIFIERS - {"FROM", "UNTIL"}, "a modifier such as `as NAME` or `once per day`", _MODIFIERS | {"BECAUSE"}),
    (frozenset({"AS", "BECAUSE"}), '`as NAME`, `because "…"`', _MODIFIERS),
    (frozenset({"GIVEN", "EXPECT", "WAIT"}), "the next step (`given`, `wait`, `expect`)", frozenset()),
    (_LITERALS, "a value", frozenset({"STRING"})),
)
_WORDS = {
    "NAME": "a name",
    "STRING": "a text in double quotes",
    "NUMBER": "a number",
    "PERCENT": "a percentage such as `50%`",
    "DURATION": "a duration such as `7d` or `30 minutes`",
    "DATE": "a day such as `2026-01-31`",
    "BUSINESS_DAYS": "`1 business day`",
    "LPAR": "`(`",
    "RPAR": "`)`",
    "LBRACKET": "`[`",
    "RBRACKET": "`]`",
    "COMMA": "`,`",
    "EQ": "`=`",
    "OR_WHEN": "`or when`",
    "NUMBER_TYPE": "`number`",
    "DATE_TYPE": "`date`",
    "$END": "the end of the file",
}


def expected(accepts: frozenset[str]) -> list[str]:
    """The accepted terminals as people would say them, at most five."""
    left = set(accepts) - UNNAMED
    phrases: list[str] = []
    if left >= {"NAME", "ACTIVITY"} and "DAYS" in left:
        condition = "NO" in left
        phrases.append("a condition" if condition else "a value")
        left -= _ATOMS - (set() if condition else {"KNOWN", "UNKNOWN"})
        left -= _LITERALS | {"STRING"}
    elif left >= {"NAME", "ACTIVITY"}:
        phrases.append("an event or a signal")
        left -= {"NAME", "ACTIVITY"}
    for group, phrase, implied in _PHRASES:
        if group <= left:
            phrases.append(phrase)
            left -= group | implied
    if len(left & _STATEMENTS) > 6:
        phrases.append("the next statement")
        left -= _STATEMENTS | {"$END"}
    phrases += sorted((_WORDS.get(t) or f"`{t.lower()}`") for t in left)
    return phrases[:5]


def _joined(phrases: list[str]) -> str:
    if len(phrases) < 2:
        return "".join(phrases)
    return ", ".join(phrases[:-1]) + " or " + phrases[-1]


def _plain(text: str, u: Unreadable) -> Finding:
    wanted = _joined(expected(u.accepts))
    end = end_of(u.previous)
    if not text[u.at :].strip():
        start = max((u.at if end is None else end) - 1, 0)
        return Finding(f"the file ends where {wanted} is expected", start=start, label="ends here")
    if end is not None and "\n" in text[end : u.at] and _is_starter(u):
        return Finding(
            f"the statement ends where {wanted} is expected", length=1, label="ends here", start=max(end - 1, 0)
        )
    shown, length = _shown(text, u)
    return Finding(f"expected {wanted}, found {shown}", length=length, label="not expected here")


def _is_starter(u: Unreadable) -> bool:
    return u.token is not None and str(u.token) in STATEMENT_WORDS | RULE_WORDS | {"expect", "given", "wait"}


def _shown(text: str, u: Unreadable) -> tuple[str, int]:
    if u.token is not None:
        word = str(u.token)
    else:
        found = re.match(r"[\w.]+|\S", text[u.at :])
        word = found[0] if found else ""
    return f"`{word}`", max(len(word), 1)

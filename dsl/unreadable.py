"""What to say of text that the grammar does not accept: what is wrong, what was expected, in words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from lark import Token

from . import codes
from .diagnostics import Code, Diagnostic, Edit, Fix
from .nodes import Span
from .source import Place, SourceText
from .words import RESERVED, RULE_WORDS, STATEMENT_WORDS


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Where reading stopped: the token there (None: no token can begin so, or the text ends), the terminals that
    would have been accepted, what was read last (a token or a node), and the statement's first word."""

    at: int
    token: Token | None
    accepts: frozenset[str]
    previous: Any
    statement: str


@dataclass(frozen=True, slots=True)
class _Finding:
    message: str
    help: tuple[str, ...] = ()
    code: Code = codes.UNREADABLE
    length: int = 1
    label: str = ""
    replacement: str | None = None
    start: int | None = None


_Hint = Callable[[str, Unreadable], _Finding | None]


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
        fix = Fix(f"write `{found.replacement}`", (Edit(span, found.replacement),))
    return Diagnostic(found.code, found.message, Place(source, span), found.label, found.help, fix=fix)


# --- what was expected, in words

_SIGNS = frozenset(
    [
        "EQ",
        "NE",
        "LE",
        "LT",
        "GE",
        "GT",
        "IS",
        "IN",
        "BETWEEN",
        "CONTAINS",
        "MENTIONS",
        "STARTS",
        "ENDS",
        "MATCHES",
        "BEFORE",
        "AFTER",
        "OLDER",
    ]
)
_MODIFIERS = frozenset(["UP", "ONCE", "FADE", "AS", "FROM", "UNTIL"])
_STATEMENTS = frozenset(w.upper() for w in STATEMENT_WORDS | RULE_WORDS)
_LITERALS = frozenset(["NUMBER", "PERCENT", "DURATION", "DATE", "TRUE", "FALSE"])
_TYPES = frozenset(["TEXT", "NUMBER_TYPE", "FLAG", "DATE_TYPE", "TIME"])
_PHRASES: tuple[tuple[frozenset[str], str], ...] = (
    (_TYPES, "a type (`text`, `number`, `flag`, `date`, `time`)"),
    (_SIGNS - {"IN"}, 'a comparison such as `>= 2` or `is "US"`'),
    (frozenset({"WITHIN", "SINCE"}), "a window such as `within 7d`"),
    (frozenset({"ADD", "SUBTRACT"}), "`add` or `subtract` with the points"),
    (frozenset({"AND", "OR"}), "`and`, `or`"),
    (_MODIFIERS, "a modifier such as `as NAME` or `once per day`"),
    (_LITERALS, "a value"),
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
_UNNAMED = frozenset({"NOUN", "COMMENT", "BLANK"})


def expected(accepts: frozenset[str]) -> list[str]:
    """The accepted terminals as people would say them, at most six."""
    left = set(accepts) - _UNNAMED
    phrases: list[str] = []
    if left >= {"NAME", "ACTIVITY"} and "DAYS" in left:
        phrases.append("a condition" if "NOT" in left else "a measure or a value")
        left -= {
            "NAME",
            "ACTIVITY",
            "DAYS",
            "SCORE",
            "GRADE",
            "STAGE",
            "NOT",
            "NO",
            "ANY",
            "ALL",
            "AT",
            "LPAR",
        }
        left -= {"SEGMENT", "DISQUALIFIED", "STRING"} | _LITERALS
    elif left >= {"NAME", "ACTIVITY"}:
        phrases.append("an event or a signal")
        left -= {"NAME", "ACTIVITY"}
    if left >= _LITERALS:
        phrases.append("a value")
        left -= _LITERALS | {"STRING"}
    for group, phrase in _PHRASES:
        if group <= left and not (group == _LITERALS):
            phrases.append(phrase)
            left -= group
            if group == _SIGNS - {"IN"}:
                left -= {"IN", "NOT", "KNOWN"}
            if "WITHIN" in group:
                left.discard("BETWEEN")
            if group == _MODIFIERS:
                left.discard("BECAUSE")
    if len(left & _STATEMENTS) > 6:
        phrases.append("the next statement")
        left -= _STATEMENTS | {"$END"}
    left -= (
        {"THEN", "DISTINCT", "TOTAL", "LARGEST", "SMALLEST", "AVERAGE", "LAST", "FIRST", "DOMAIN", "DAYS"}
        if len(phrases) > 1
        else set()
    )
    phrases += sorted((_WORDS.get(t) or f"`{t.lower()}`") for t in left)
    return phrases[:6]


def _expected_text(u: Unreadable) -> str:
    phrases = expected(u.accepts)
    if not phrases:
        return ""
    if len(phrases) == 1:
        return phrases[0]
    return ", ".join(phrases[:-1]) + " or " + phrases[-1]


def _plain(text: str, u: Unreadable) -> _Finding:
    wanted = _expected_text(u)
    if u.token is None and not text[u.at :].strip():
        start = max(u.at - 1, 0)
        return _Finding(f"the file ends where {wanted} is expected", start=start, label="ends here")
    shown, length = _shown(text, u)
    return _Finding(f"expected {wanted}, found {shown}", length=length, label="not expected here")


def _shown(text: str, u: Unreadable) -> tuple[str, int]:
    if u.token is not None:
        word = str(u.token)
    else:
        found = re.match(r"[\w.]+|\S", text[u.at :])
        word = found[0] if found else ""
    return f"`{word}`", max(len(word), 1)


# --- hints: known mistakes, the first that fits


def _rest(text: str, u: Unreadable) -> str:
    end = text.find("\n", u.at)
    return text[u.at :] if end < 0 else text[u.at : end].rstrip("\r")


def _not_closed(text: str, u: Unreadable) -> _Finding | None:
    rest = _rest(text, u)
    if u.token is None and rest[:1] in ('"', "`") and rest:
        what = "text" if rest[0] == '"' else "name in backticks"
        return _Finding(
            f"this {what} does not end on its line",
            (f"close it with `{rest[0]}`" if rest[0] == '"' else "close it with a backtick",),
            codes.NOT_CLOSED,
            len(rest),
            "not closed",
        )
    return None


_SPELLINGS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), message, right)
    for pattern, message, right in (
        (r"==", "equality is written with one sign", "="),
        (r"<>", "“is not equal” is written `!=` or `is not`", "!="),
        (r"=>", "“at least” is written `>=`", ">="),
        (r"=<", "“at most” is written `<=`", "<="),
        (r"≥", "“at least” is written `>=`", ">="),
        (r"≤", "“at most” is written `<=`", "<="),
        (r"≠", "“is not equal” is written `!=`", "!="),
        (r"&&?", "conditions are joined with `and`", "and"),
        (r"\|\|?", "alternatives are joined with `or`", "or"),
        (r"!(?!=)", "a condition is negated with `not`", "not"),
    )
)


def _signs(text: str, u: Unreadable) -> _Finding | None:
    for pattern, message, right in _SPELLINGS:
        for start in (u.at, u.at - 1):
            found = pattern.match(text, start) if start >= 0 else None
            if found and found.end() > u.at:
                written = found[0]
                return _Finding(
                    f"`{written}` is not a sign of the language: {message}",
                    (f"write `{right}`",),
                    codes.OTHER_SPELLING,
                    len(written),
                    f"write `{right}`",
                    right,
                    start,
                )
    return None


def _quotes(text: str, u: Unreadable) -> _Finding | None:
    rest = _rest(text, u)
    found = re.match(r"'([^']*)'|[“”„«]([^“”«»\"]*)[“”»\"]|‘([^’]*)’", rest)
    if found is None:
        if rest[:1] in ("'", "“", "”", "‘", "„", "«") and rest:
            return _Finding(
                f"`{rest[0]}` does not begin a text",
                ('texts stand in straight double quotes: `"…"`',),
                codes.OTHER_SPELLING,
            )
        return None
    inside = next(g for g in found.groups() if g is not None)
    right = '"' + inside.replace('"', '""') + '"'
    return _Finding(
        f"texts stand in straight double quotes: {found[0]} is not a text",
        (f"write `{right}`",),
        codes.OTHER_SPELLING,
        len(found[0]),
        "wrong quotes",
        right,
    )


_KEYWORDS = RESERVED | frozenset(
    [
        "and",
        "or",
        "is",
        "in",
        "between",
        "within",
        "since",
        "then",
        "add",
        "subtract",
        "contains",
        "mentions",
        "starts",
        "ends",
        "matches",
        "before",
        "after",
        "older",
        "with",
        "of",
        "up",
        "to",
        "once",
        "per",
        "fade",
        "every",
        "as",
        "because",
        "from",
        "until",
        "given",
        "wait",
        "expect",
        "otherwise",
        "because",
        "max",
        "min",
    ]
)


def _upper_case(text: str, u: Unreadable) -> _Finding | None:
    found = re.match(r"[^\W\d_]+(?!\w)", text[u.at : u.at + 20])
    if found and found[0] != found[0].lower() and found[0].lower() in _KEYWORDS:
        right = found[0].lower()
        return _Finding(
            f"keywords are lower case: `{found[0]}`", (f"write `{right}`",), codes.OTHER_SPELLING, len(found[0]),
            f"write `{right}`", right,
        )  # fmt: skip
    return None


def _not_known(text: str, u: Unreadable) -> _Finding | None:
    """`is not known`, seen at `known`."""
    found = re.match(r"(known|unknown)(?!\w)", text[u.at : u.at + 10])
    line_start = text.rfind("\n", 0, u.at) + 1
    before = re.search(r"(?<!\w)is\s+not\s+$", text[line_start : u.at])
    if not found or not before:
        return None
    right = "is unknown" if found[1] == "known" else "is known"
    return _Finding(
        f"`is not {found[1]}` is written `{right}`", (f"write `{right}`",), codes.OTHER_SPELLING,
        len(before[0]) + len(found[0]), f"write `{right}`", right, line_start + before.start(),
    )  # fmt: skip


_NOUN = re.compile(
    r"(?:visit|view|download|open|click|submission|registration|attendance|signup|request|purchase|login|event|time"
    r"|session|call|meeting|chat|order|invite|share)s?(?!\w)|repl(?:y|ies)(?!\w)"
    r"|(?:attended|watched|visited|opened|clicked|submitted|registered|requested|downloaded)(?!\w)"
)


def _noun_twice(text: str, u: Unreadable) -> _Finding | None:
    found = _NOUN.match(text, u.at)
    previous = u.previous
    if found and isinstance(previous, Token) and previous.type == "NOUN":
        return _Finding(
            f"two nouns: `{previous} {found[0]}`", ("one noun is enough; it is for the reader",), codes.NOUN_TWICE,
            len(found[0]), "a second noun",
        )  # fmt: skip
    if found and isinstance(previous, Token) and previous.type == "NUMBER":
        return _Finding(
            f"the noun `{found[0]}` stands before the comparison, not after the number",
            (f"write `SOURCE {found[0]} >= {previous}`",), codes.UNREADABLE, len(found[0]),
        )  # fmt: skip
    return None


def _touching(text: str, u: Unreadable) -> _Finding | None:
    start = u.at
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_."):
        start -= 1
    found = re.match(r"[\w.]+", text[start:])
    if found is None:
        return None
    word = found[0]
    duration = re.fullmatch(r"(\d+)([a-zA-Z]+)", word)
    units = {"min": "minutes", "m": "minutes", "mo": "", "y": "", "s": "", "sec": ""}
    if duration and duration[2].lower() in units | {"hr": "", "hrs": "", "day": "", "days": "", "week": "", "weeks": "",
                                                    "hours": "", "hour": "", "mins": "", "minutes": ""}:  # fmt: skip
        unit = duration[2].lower()
        full = {"min": "minutes", "mins": "minutes", "m": "minutes", "hr": "hours", "hrs": "hours"}.get(unit, unit)
        if full in ("mo", "y", "s", "sec"):
            return _Finding(
                f"`{word}` is not a duration", ("durations are minutes, hours, days or weeks: `30d`, `12 weeks`",),
                codes.BAD_DURATION, len(word), start=start,
            )  # fmt: skip
        right = f"{duration[1]} {full}"
        return _Finding(
            f"`{word}` is not a duration",
            (f"write `{right}`",),
            codes.TOUCHING,
            len(word),
            f"write `{right}`",
            right,
            start,
        )
    split = re.fullmatch(r"([^\W\d]+)(\d[\d.]*[kMB]?)", word)
    if split and split[1] in _KEYWORDS:
        right = f"{split[1]} {split[2]}"
        return _Finding(
            f"`{word}`: a word and a number touch", (f"write `{right}`",), codes.TOUCHING, len(word), "put a blank between",
            right, start,
        )  # fmt: skip
    if re.match(r"\d", word) and not re.fullmatch(r"[\d.]+", word):
        return _Finding(
            f"`{word}`: a number and a word touch",
            ("put a blank between them; a name that begins with a digit stands in backticks",),
            codes.TOUCHING, len(word), "neither a number nor a name", start=start,
        )  # fmt: skip
    return None


def _calendar_unit(text: str, u: Unreadable) -> _Finding | None:
    found = re.match(r"\d+\s+(?:month|year|quarter|second)s?(?!\w)", _rest(text, u))
    if found:
        return _Finding(
            f"`{found[0]}` is not a duration",
            ("a duration has a fixed length: minutes, hours, days or weeks; write `30d`, `90d` or `365d`",),
            codes.BAD_DURATION, len(found[0]),
        )  # fmt: skip
    return None


def _thousands(text: str, u: Unreadable) -> _Finding | None:
    begin = re.search(r"\d{1,3}(?:,\d{3})*$", text[max(0, u.at - 20) : u.at])
    found = re.match(r"(?:,\d{3})+(?!\d)", text[u.at :])
    if begin and found:
        written = begin[0] + found[0]
        right = written.replace(",", "")
        return _Finding(
            f"numbers have no thousands sign: `{written}`", (f"write `{right}`",), codes.OTHER_SPELLING, len(written),
            f"write `{right}`", right, u.at - len(begin[0]),
        )  # fmt: skip
    return None


_NAMING = frozenset(
    [
        "LET",
        "DEFINE",
        "SIGNAL",
        "LIST",
        "GROUP",
        "EVENT",
        "STAGE",
        "AS",
        "LEAD",
        "DISTINCT",
        "TOTAL",
        "LARGEST",
        "SMALLEST",
        "AVERAGE",
    ]
)


def _reserved(text: str, u: Unreadable) -> _Finding | None:
    if u.token is None or "NAME" not in u.accepts or str(u.token) not in RESERVED:
        return None
    previous = u.previous
    after = text[u.at + len(u.token) :]
    named = isinstance(previous, Token) and previous.type in _NAMING
    typed = u.statement in ("lead", "event") and re.match(r"[ \t]+(text|number|flag|date|time)(?!\w)", after)
    if named or typed:
        return _Finding(
            f"`{u.token}` is a word of the language, so it cannot be a name as it stands",
            (f"write it in backticks: `` `{u.token}` ``",), codes.RESERVED_NAME, len(u.token), "reserved",
            f"`{u.token}`",
        )  # fmt: skip
    return None


def _or_when(text: str, u: Unreadable) -> _Finding | None:
    if u.token is not None and u.token.type == "OR_WHEN":
        return _Finding(
            "`or when` belongs to a `stage`; in a rule alternatives are joined with `or` alone",
            ("write `or`, or make it a rule of its own",), length=2,
        )  # fmt: skip
    return None


def _first_word(text: str, u: Unreadable) -> _Finding | None:
    """A statement that begins with no keyword of a statement."""
    if "NAME" in u.accepts or not (u.accepts >= {"MODEL", "WHEN"}):
        return None
    found = re.match(r"[^\W\d]\w*", text[u.at :])
    if found is None:
        return None
    word = found[0]
    line_start = text.rfind("\n", 0, u.at) + 1
    if word == "if":
        return _Finding("a rule begins with `when`; `if` stands in `choose`", ("write `when`",), codes.OTHER_SPELLING, 2,
                        "write `when`", "when")  # fmt: skip
    if word in ("points", "point", "pts"):
        return _Finding("the points stand alone: `add 10`", (f"leave `{word}` out",), length=len(word), replacement="")
    if text[line_start : u.at].strip():
        return None
    near = get_close_matches(word.lower(), sorted(STATEMENT_WORDS | RULE_WORDS), 1, 0.6)
    help_ = (
        (f"did you mean `{near[0]}`?",)
        if near
        else ("statements begin with a keyword such as `when`, `group`, `stage`",)
    )
    return _Finding(
        f"no statement begins with `{word}`", help_, length=len(word), label="not a statement",
        replacement=near[0] if near else None,
    )  # fmt: skip


def _near_word(text: str, u: Unreadable) -> _Finding | None:
    """A word that is almost one that could stand here."""
    found = re.match(r"[^\W\d]\w+", text[u.at :])
    if found is None:
        return None
    could = [
        t.removesuffix("_TYPE").lower()
        for t in u.accepts - _UNNAMED
        if t.isupper() and (t not in _WORDS or t.endswith("_TYPE"))
    ]
    near = get_close_matches(found[0].lower(), sorted(could), 1, 0.75)
    if not near or near[0] == found[0]:
        return None
    return _Finding(
        f"`{found[0]}` is not expected here", (f"did you mean `{near[0]}`?",), length=len(found[0]), label="not expected here",
        replacement=near[0],
    )  # fmt: skip


def _last_days(text: str, u: Unreadable) -> _Finding | None:
    line_start = text.rfind("\n", 0, u.at) + 1
    found = re.search(
        r"(?:within|in|during|over)\s+(?:the\s+)?(?:last|past)\s+(\d+\s*(?:days?|weeks?|hours?|d|w|h))(?!\w)",
        text[line_start : u.at + 60],
    )
    if found and line_start + found.start() <= u.at <= line_start + found.end():
        right = f"within {found[1]}"
        return _Finding(
            f"a window is written `{right}`", (f"write `{right}`",), codes.OTHER_SPELLING, len(found[0]), f"write `{right}`",
            right, line_start + found.start(),
        )  # fmt: skip
    return None


def _braces(text: str, u: Unreadable) -> _Finding | None:
    if text[u.at : u.at + 1] in ("{", "}", ";", ":"):
        sign = text[u.at]
        return _Finding(f"`{sign}` is not part of the language", ("statements need no braces, colons or semicolons",))
    return None


def _unclosed(text: str, u: Unreadable) -> _Finding | None:
    """A `(` or `[` that the next statement runs into."""
    closing = "RPAR" if "RPAR" in u.accepts else "RBRACKET" if "RBRACKET" in u.accepts else None
    at_end = not text[u.at :].strip()
    if closing is None or not (at_end or (u.token is not None and str(u.token) in STATEMENT_WORDS | RULE_WORDS)):
        return None
    if "COMMA" not in u.accepts and "AND" not in u.accepts:
        return None
    sign, other = (")", "(") if closing == "RPAR" else ("]", "[")
    length = len(u.token) if u.token is not None else 1
    start = None if u.token is not None else max(u.at - 1, 0)
    return _Finding(f"`{other}` is not closed: `{sign}` is missing before this", (f"close it with `{sign}`",),
                    codes.NOT_CLOSED, length, f"`{sign}` expected before this", start=start)  # fmt: skip


HINTS: tuple[_Hint, ...] = (
    _not_closed,
    _quotes,
    _signs,
    _upper_case,
    _not_known,
    _noun_twice,
    _thousands,
    _calendar_unit,
    _touching,
    _last_days,
    _reserved,
    _or_when,
    _near_word,
    _first_word,
    _braces,
    _unclosed,
)
"""Known mistakes, in the order in which they are looked for."""

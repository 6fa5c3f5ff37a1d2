"""Known mistakes in text that cannot be read: an ordered tuple of hints, each a plain function that knows one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from lark import Token

from . import codes
from . import nodes as n
from .diagnostics import Code
from .words import RESERVED, RULE_WORDS, STATEMENT_WORDS, written_name, written_text


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Where reading stopped: the token there (None: no token can begin so, or the text ends), the terminals that
    would have been accepted, what was read last (a token or a node), the statement's first word, the statement
    before it, and where it begins."""

    at: int
    token: Token | None
    accepts: frozenset[str]
    previous: Any
    statement: str
    before: n.Node | None = None
    start: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """What to say; about ``length`` characters from ``start`` (None: from where reading stopped)."""

    message: str
    help: tuple[str, ...] = ()
    code: Code = codes.UNREADABLE
    length: int = 1
    label: str = ""
    replacement: str | None = None
    start: int | None = None


Hint = Callable[[str, Unreadable], Finding | None]

UNNAMED = frozenset({"NOUN", "COMMENT", "BLANK"})
_STARTERS = STATEMENT_WORDS | RULE_WORDS
_KEYWORDS = RESERVED | frozenset(
    "and or is in between within since then add subtract contains mentions starts ends matches before after older with"
    " of up to once per fade every as because from until given wait expect otherwise max min for route".split()
)


def _rest(text: str, u: Unreadable) -> str:
    end = text.find("\n", u.at)
    return text[u.at :] if end < 0 else text[u.at : end].rstrip("\r")


def _read(text: str, u: Unreadable) -> str:
    """What has been read of the line."""
    return text[text.rfind("\n", 0, u.at) + 1 : u.at]


def end_of(previous: Any) -> int | None:
    """Where what was read last ends."""
    if isinstance(previous, Token):
        return previous.end_pos
    return previous.span.end if isinstance(previous, n.Node) else None


def _previous(u: Unreadable) -> str:
    return u.previous.type if isinstance(u.previous, Token) else ""


def _other(written: str, right: str, message: str, start: int | None = None) -> Finding:
    """Something that is spelled otherwise, with what it is replaced by."""
    return Finding(message, (f"write `{right}`",), codes.OTHER_SPELLING, len(written), f"write `{right}`", right, start)


# --- texts, names, signs


def _not_closed(text: str, u: Unreadable) -> Finding | None:
    rest = _rest(text, u)
    if u.token is None and rest[:1] in ('"', "`") and rest:
        what, close = ("text", '`"`') if rest[0] == '"' else ("name in backticks", "a backtick")
        return Finding(
            f"this {what} does not end on its line",
            (f"close it with {close}",),
            codes.NOT_CLOSED,
            len(rest),
            "not closed",
        )
    return None


def _quotes(text: str, u: Unreadable) -> Finding | None:
    rest = _rest(text, u)
    found = re.match(r"'([^']*)'|[“”„«]([^“”«»\"]*)[“”»\"]|‘([^’]*)’", rest)
    if found is None:
        if rest[:1] in ("'", "“", "”", "‘", "„", "«") and rest:
            return Finding(f"`{rest[0]}` does not begin a text", ('texts stand in straight double quotes: `"…"`',),
                           codes.OTHER_SPELLING)  # fmt: skip
        return None
    right = written_text(next(g for g in found.groups() if g is not None))
    return Finding(f"texts stand in straight double quotes: {found[0]} is not a text", (f"write `{right}`",),
                   codes.OTHER_SPELLING, len(found[0]), "wrong quotes", right)  # fmt: skip


_SIGNS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
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


def _signs(text: str, u: Unreadable) -> Finding | None:
    for pattern, message, right in _SIGNS:
        for start in (u.at, u.at - 1):
            found = pattern.match(text, start) if start >= 0 else None
            if found and found.end() > u.at:
                return _other(found[0], right, f"`{found[0]}` is not a sign of the language: {message}", start)
    return None


def _upper_case(text: str, u: Unreadable) -> Finding | None:
    found = re.match(r"[^\W\d_]+(?!\w)", text[u.at : u.at + 20])
    if found and found[0] != found[0].lower() and found[0].lower() in _KEYWORDS:
        return _other(found[0], found[0].lower(), f"keywords are lower case: `{found[0]}`")
    return None


# --- comparisons


def _not_known(text: str, u: Unreadable) -> Finding | None:
    """`is not known`, seen at `known`."""
    found = re.match(r"(known|unknown)(?!\w)", text[u.at : u.at + 10])
    before = re.search(r"(?<!\w)is\s+not\s+$", _read(text, u))
    if not found or not before:
        return None
    right = "is unknown" if found[1] == "known" else "is known"
    return _other(before[0] + found[0], right, f"`is not {found[1]}` is written `{right}`", u.at - len(before[0]))


_SPOKEN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern + r"(?!\w)"), right)
    for pattern, right in (
        (r"(?:is\s+)?(?:does\s+|do\s+)?not\s+(?:equals?)(?:\s+to)?", "!="),
        (r"(?:is\s+)?equals?(?:\s+to)?", "="),
        (r"(?:is\s+)?(?:more|greater|larger|bigger|higher)\s+(?:than\s+)?or\s+equal(?:\s+to)?", ">="),
        (r"(?:is\s+)?(?:less|fewer|smaller|lower)\s+(?:than\s+)?or\s+equal(?:\s+to)?", "<="),
        (r"(?:is\s+)?(?:more|greater|larger|bigger|higher)\s+than", ">"),
        (r"(?:is\s+)?(?:less|fewer|smaller|lower)\s+than", "<"),
        (r"(?:is\s+)?(?:at\s+least|no\s+(?:less|fewer)\s+than)", ">="),
        (r"(?:is\s+)?(?:at\s+most|no\s+more\s+than)", "<="),
        (r"(?:is\s+)?(?:over|above)|exceeds", ">"),
        (r"(?:is\s+)?(?:under|below)", "<"),
        (r"is\s+(?:not\s+one\s+of|not\s+in)", "not in"),
        (r"is\s+(?:one\s+of|in)", "in"),
        (r"(?:does\s+not|doesn't)\s+contain", "not contains"),
        (r"(?:does\s+not|doesn't)\s+(?:start|begin)\s+with", "not starts with"),
        (r"(?:does\s+not|doesn't)\s+end\s+with", "not ends with"),
        (r"(?:does\s+not|doesn't)\s+match", "not matches"),
        (r"(?:is\s+)?(?:begins?|start)\s+with|starts_?with", "starts with"),
        (r"end\s+with|ends_?with", "ends with"),
        (r"(?:is\s+)?(?:like|match)", "matches"),
        (r"includes?|has|contain", "contains"),
        (r"is\s+(between|before|after|within|older|contains|mentions|starts|ends|matches)", r"\1"),
        (r"isn't|isnt|aint", "is not"),
    )
)


_WORD_START = re.compile(r"(?<!\w)[a-z]")


def _spoken(text: str, u: Unreadable) -> Finding | None:
    """A comparison in other words than the language's."""
    line = u.at - len(_read(text, u))
    before = [line + m.start() for m in _WORD_START.finditer(_read(text, u))][-4:]
    for start in (*before, u.at):
        if start == u.at and not u.accepts & {"EQ", "KNOWN"}:
            return None
        for pattern, right in _SPOKEN:
            found = pattern.match(text, start)
            if found is None or (" " not in found[0] and start < u.at):
                continue
            if found.end() > u.at or (found[0].startswith("is") and not text[found.end() : u.at].strip()):
                right = found.expand(right)
                return _other(found[0], right, f"`{' '.join(found[0].split())}` is written `{right}`", start)
    return None


def _missing_sign(text: str, u: Unreadable) -> Finding | None:
    """`country "US"`"""
    literals = {"STRING", "NUMBER", "DATE", "TRUE", "FALSE"}
    if u.token is None or u.token.type not in literals or not {"EQ", "IS"} <= u.accepts:
        return None
    sign = ">=" if u.token.type == "NUMBER" else "is"
    return Finding(f"a comparison is missing before `{u.token}`", (f"write `{sign} {u.token}`",), length=len(u.token),
                   label=f"`{sign}` expected before this")  # fmt: skip


_LITERAL = r'(?:"(?:[^"]|"")*"|-?\d[\d.]*[kMB]?)'
_ONE_SIDED = re.compile(
    rf"(is\s+not|is|!=|=|contains|mentions|starts\s+with|ends\s+with|matches)\s+({_LITERAL})\s*(,|or|and)\s+"
    rf"(?:(is\s+not|is|!=|=|contains|mentions|starts\s+with|ends\s+with|matches)\s*)?$"
)


def _one_sided(text: str, u: Unreadable) -> Finding | None:
    """`country is "US" or "CA"`, `country is "US" or is "CA"`, `contains "a", "b"`"""
    if u.token is None:
        return None
    upto = u.at if u.token.type in ("STRING", "NUMBER") else u.at + len(u.token) + 1
    found = _ONE_SIDED.search(text[max(0, upto - 200) : upto])
    second = re.match(_LITERAL, text[u.at :] if upto == u.at else text[upto:].lstrip())
    if found is None or second is None or (u.token.type in ("COMMA", "OR") and "ADD" not in u.accepts):
        return None
    sign = found[1] if found[1] not in ("is", "is not", "=", "!=") else ""
    several = f"({found[2]}, {second[0]})"
    right = f"{found[1]} any of {several}" if sign else f"{'in' if found[1] in ('is', '=') else 'not in'} {several}"
    return Finding(
        f"`{found[3]}` joins whole conditions, not values",
        (f"write `{right}`",),
        length=len(second[0]) if upto == u.at else len(u.token),
        label="a value alone",
    )


def _value_first(text: str, u: Unreadable) -> Finding | None:
    """`5 < employees`"""
    if u.token is None or u.token.type not in ("STRING", "NUMBER", "PERCENT", "DATE") or "NO" not in u.accepts:
        return None
    return Finding(
        f"a condition does not begin with a value: `{u.token}`",
        ('what is compared stands first: `employees > 5`, `country is "US"`',),
        length=len(u.token),
        label="a value",
    )


def _brackets(text: str, u: Unreadable) -> Finding | None:
    """Brackets that open or close the wrong thing."""
    sign = text[u.at : u.at + 1]
    if sign == "[" and "LPAR" in u.accepts and _previous(u) in ("IN", "OF"):
        return Finding("the values after `in` stand in parentheses, not in brackets", ('write `in ("US", "CA")`',))
    if sign == "(" and "LBRACKET" in u.accepts:
        return Finding(
            "parentheses do not belong here", ('what an event is like stands in brackets: `page_view[path is "/"]`',)
        )
    if sign and sign in ")]":
        return Finding(
            f"`{sign}` closes nothing that is open here",
            (f"take it out, or write the `{'(' if sign == ')' else '['}` before it",),
        )
    return None


def _no_condition(text: str, u: Unreadable) -> Finding | None:
    """`when add 5`: `add` was read as a name."""
    before = re.search(r"(?<!\w)(when|and|or|not|if)\s+(add|subtract)\s*$", _read(text, u))
    if before is None:
        return None
    return Finding(
        f"a condition is missing between `{before[1]}` and `{before[2]}`",
        length=len(before[2]),
        label="a condition is expected here",
        start=u.at - len(before[0]) + before.start(2) - before.start(),
    )


def _span(text: str, u: Unreadable) -> Finding | None:
    """A `then` without its `spanning`."""
    if "SPANNING" not in u.accepts or u.token is None:
        return None
    if re.search(r"then\s+(?:add|subtract)\s*$", _read(text, u)):
        at = u.at - len(_read(text, u)) + _read(text, u).rindex("then")
        return Finding(
            "`then` does not stand before the points", ("leave `then` out",), length=4, replacement="", start=at
        )
    if u.token.type == "WITHIN":
        return _other(
            "within", "spanning", "after `then` the time from the first event to the last is given with `spanning`"
        )
    return Finding("a sequence says how long it may take: `spanning` is missing", ("write `A then B spanning 14d`",),
                   length=len(u.token), label="`spanning` expected before this")  # fmt: skip


def _last_days(text: str, u: Unreadable) -> Finding | None:
    line_start = text.rfind("\n", 0, u.at) + 1
    found = re.search(
        r"(?:within|in|during|over|for)\s+(?:the\s+)?(?:last|past)\s+(\d+\s*(?:days?|weeks?|hours?|d|w|h))(?!\w)",
        text[line_start : u.at + 60],
    )
    if found and line_start + found.start() <= u.at <= line_start + found.end():
        return _other(
            found[0], f"within {found[1]}", f"a window is written `within {found[1]}`", line_start + found.start()
        )
    return None


# --- nouns and numbers

_NOUN = re.compile(
    r"(?:visit|view|download|open|click|submission|registration|attendance|signup|request|purchase|login|event|time"
    r"|session|call|meeting|chat|order|invite|share)s?(?!\w)|repl(?:y|ies)(?!\w)"
    r"|(?:attended|watched|visited|opened|clicked|submitted|registered|requested|downloaded)(?!\w)"
)


def _noun_twice(text: str, u: Unreadable) -> Finding | None:
    found = _NOUN.match(text, u.at)
    if found and _previous(u) == "NOUN":
        return Finding(
            f"two nouns: `{u.previous} {found[0]}`",
            ("one noun is enough; it is for the reader",),
            codes.NOUN_TWICE,
            len(found[0]),
            "a second noun",
        )
    counted = re.search(r"(\S+)\s+([<>=!]+)\s*([\d.]+)\s*$", _read(text, u))
    if found and counted:
        here = f"write `{counted[1]} {found[0]} {counted[2]} {counted[3]}`"
        if _NOUN.fullmatch(counted[1]):
            here = f"leave `{found[0]}` out"
        return Finding(
            f"the noun `{found[0]}` stands before the comparison, not after the number",
            (here,), length=len(found[0]), label="not expected here",
        )  # fmt: skip
    return None


_DIGITS: dict[str, int] = dict(
    zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True)
)


def _numbers(text: str, u: Unreadable) -> Finding | None:
    """Numbers as other languages, or people, write them."""
    rest = _rest(text, u)
    begin = re.search(r"\d{1,3}(?:,\d{3})*$", text[max(0, u.at - 20) : u.at])
    found = re.match(r"(?:,\d{3})+(?!\d)", rest)
    if begin and found:
        written = begin[0] + found[0]
        return _other(
            written, written.replace(",", ""), f"numbers have no thousands sign: `{written}`", u.at - len(begin[0])
        )
    found = re.match(r"(\d+(?:_\d+)+)(?!\w)", rest)
    if found:
        return _other(found[0], found[0].replace("_", ""), f"numbers have no thousands sign: `{found[0]}`")
    found = re.match(r"-?\.\d+(?![\w.])", rest)
    if found:
        return _other(found[0], found[0].replace(".", "0."), f"a number begins with a digit: `{found[0]}`")
    found = re.match(r"(\d+)\.(?![\w.])", rest)
    if found and "NUMBER" in u.accepts:
        return _other(found[0], found[1], f"a point is followed by digits: `{found[0]}`")
    found = re.match(r"\+\s*(\d+(?:\.\d+)?)(?!\w)", rest)
    if found and "NUMBER" in u.accepts:
        return _other(found[0], found[1], f"numbers have no plus sign: `{found[0]}`")
    found = re.match(r"-?(\d+(?:\.\d+)?)[eE]([+-]?\d{1,2})(?![\w.])", rest)
    if found:
        return Finding(
            f"numbers have no exponent: `{found[0]}`",
            ("write it out, or with `k`, `M` or `B`: `1k` is 1000",),
            codes.OTHER_SPELLING,
            len(found[0]),
        )
    found = re.match(r"(\d+(?:\.\d+)?)(K|m|b|bn|Mio|mio|mn)(?![\w.])", rest)
    if found and (found[2] == "K" or "DURATION" not in u.accepts):
        right = found[1] + {"K": "k", "m": "M"}.get(found[2], "M" if found[2][0] in "Mm" else "B")
        return _other(found[0], right, f"`{found[0]}`: thousand, million and billion are `k`, `M` and `B`")
    found = re.match(r"[$€£]\s*(\d[\d.,]*)", rest)
    if found:
        return _other(found[0], found[1].replace(",", ""), "numbers have no currency sign")
    word = re.match(r"[a-z]+(?!\w)", rest)
    if word and word[0] in _DIGITS and "NUMBER" in u.accepts:
        return _other(word[0], str(_DIGITS[word[0]]), "numbers are written in digits")
    return None


_UNITS = {
    "min": "minutes",
    "mins": "minutes",
    "m": "minutes",
    "minute": "minutes",
    "minutes": "minutes",
    "hr": "hours",
    "hrs": "hours",
    "hour": "hours",
    "hours": "hours",
    "day": "days",
    "days": "days",
    "week": "weeks",
    "weeks": "weeks",
}


def _durations(text: str, u: Unreadable) -> Finding | None:
    rest = _rest(text, u)
    found = re.match(r"\d+\s*(?:mo|y|yr|s|sec|ms|months?|years?|quarters?|seconds?)(?!\w)", rest)
    if found and "DURATION" in u.accepts:
        return Finding(
            f"`{found[0]}` is not a duration",
            ("a duration has a fixed length: minutes, hours, days or weeks; write `30d`, `90d` or `365d`",),
            codes.BAD_DURATION, len(found[0]),
        )  # fmt: skip
    found = re.match(r"(\d+)\s+([dhw])(?!\w)", rest)
    if found and "DURATION" in u.accepts:
        return _other(
            found[0], found[1] + found[2], f"nothing stands between the number and `{found[2]}`: `{found[1]}{found[2]}`"
        )
    found = re.match(r"(\d+)([a-zA-Z]+)(?!\w)", rest)
    unit = _UNITS.get(found[2].lower()) if found else None
    if found and unit:
        right = f"{found[1]} {unit}"
        return Finding(
            f"`{found[0]}` is not a duration",
            (f"write `{right}`",),
            codes.TOUCHING,
            len(found[0]),
            f"write `{right}`",
            right,
        )
    found = re.match(r"\d+\.\d+[dhw](?!\w)|-\d+[dhw](?!\w)", rest)
    if found:
        return Finding(
            f"`{found[0]}` is not a duration: durations are whole and positive",
            ("write hours or minutes: `36h`",),
            codes.BAD_DURATION,
            len(found[0]),
        )
    found = re.match(r"\d+(?!\w)", rest)
    if found and "DURATION" in u.accepts and "NUMBER" not in u.accepts:
        return Finding(
            f"`{found[0]}` of what? A duration has a unit",
            (f"write `{found[0]}d` for days, `{found[0]}h` for hours",),
            length=len(found[0]),
            label="no unit",
        )
    return None


def _touching(text: str, u: Unreadable) -> Finding | None:
    start = u.at
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_."):
        start -= 1
    found = re.match(r"[\w.]+", text[start:])
    if found is None:
        return None
    word = found[0]
    split = re.fullmatch(r"([^\W\d]+)(\d[\d.]*[kMB]?)", word)
    if split and split[1] in _KEYWORDS:
        right = f"{split[1]} {split[2]}"
        return Finding(f"`{word}`: a word and a number touch", (f"write `{right}`",), codes.TOUCHING, len(word),
                       "put a blank between", right, start)  # fmt: skip
    if re.match(r"\d", word) and not re.fullmatch(r"[\d.]+[dhwkMB]?|\d{4}-\d\d-\d\d", word):
        return Finding(f"`{word}`: a number and a word touch",
                       ("put a blank between them; a name that begins with a digit stands in backticks",),
                       codes.TOUCHING, len(word), "neither a number nor a name", start=start)  # fmt: skip
    return None


# --- names and texts mixed up

_NAMING = frozenset("LET DEFINE SIGNAL LIST GROUP EVENT STAGE AS LEAD DISTINCT TOTAL LARGEST SMALLEST AVERAGE".split())
_QUOTING = frozenset("SEGMENT USE BECAUSE TEST MODEL TIMEZONE TO".split())


def _quotes_missing(text: str, u: Unreadable) -> Finding | None:
    """`segment healthcare when …`, and a text that begins a table's row."""
    if u.token is None or u.token.type != "NAME" or "STRING" not in u.accepts:
        return None
    in_row = "BELOW" in u.accepts
    from_file = _previous(u) == "FROM" and u.statement == "list"
    if not (in_row or from_file or _previous(u) in _QUOTING):
        return None
    right = written_text(str(u.token).strip("`"))
    what = "a row of a table begins with a value, not with a name" if in_row else "a text is expected here"
    return Finding(f"{what}: `{u.token}`", (f"texts stand in double quotes: `{right}`",), length=len(u.token),
                   label="no quotes", replacement=right)  # fmt: skip


def _quotes_for_name(text: str, u: Unreadable) -> Finding | None:
    """`group "fit"`"""
    if u.token is None or u.token.type != "STRING" or "NAME" not in u.accepts or _previous(u) not in _NAMING | {"IN"}:
        return None
    if _previous(u) == "IN" and u.statement != "group":
        return Finding(
            "the values after `in` stand in parentheses",
            (f"write `in ({u.token})`, or one value with `is {u.token}`",),
            length=len(u.token),
            label="no parentheses",
        )
    inside = u.token[1:-1].replace('""', '"')
    if not inside or "`" in inside:
        return None
    right = written_name(inside)
    return Finding(f"a name is expected here, not a text: {u.token}", ("names stand without quotes, or in backticks",),
                   length=len(u.token), label="a text", replacement=right)  # fmt: skip


def _let_of_name(text: str, u: Unreadable) -> Finding | None:
    if u.statement != "let" or _previous(u) != "EQ" or u.token is None or u.token.type != "NAME":
        return None
    return Finding(
        f"a `let` stands for a literal, not for another name: `{u.token}`",
        ('literals are `25`, `"US"`, `20%`, `30d`, `2026-01-31`, `true`',),
        length=len(u.token),
        label="a name",
    )


def _reserved(text: str, u: Unreadable) -> Finding | None:
    if u.token is None or "NAME" not in u.accepts or str(u.token) not in RESERVED:
        return None
    after = text[u.at + len(u.token) :]
    typed = u.statement in ("lead", "event") and re.match(r"[ \t]+(text|number|flag|date|time)(?!\w)", after)
    named = _previous(u) in _NAMING and "\n" not in text[u.previous.end_pos or 0 : u.at]
    if named or typed:
        return Finding(
            f"`{u.token}` is a word of the language, so it cannot be a name as it stands",
            (f"write it in backticks: `` `{u.token}` ``",),
            codes.RESERVED_NAME,
            len(u.token),
            "reserved",
            f"`{u.token}`",
        )
    return None


# --- tables and choices


def _rows(text: str, u: Unreadable) -> Finding | None:
    """Keys of a table's rows as other languages write them."""
    rest = _rest(text, u)
    read = _read(text, u)
    here = "a row of a table says `below 50`, `50 to 500`, `above 500` or `50 or more`"
    if "BELOW" in u.accepts:
        found = re.match(r"(<=|>=|<|>|=|is(?!\w))\s*(-?\d[\d.]*[kMB]?|\"[^\"]*\")?", rest)
        if found:
            right = {"<": f"below {found[2]}", ">": f"above {found[2]}", ">=": f"{found[2]} or more"}.get(
                found[1], found[2]
            )
            if found[2] and found[1] != "<=" and right:
                return _other(found[0], right, f"a row of a table has no sign: `{found[0]}` is written `{right}`")
            return Finding(
                f"a row of a table has no sign: `{found[0].strip()}`",
                (here,),
                codes.OTHER_SPELLING,
                len(found[0].strip()),
            )
        found = re.match(r"(\d[\d.]*?)\s*\.\.\.?\s*(\d[\d.]*)|(\d+)\s*-\s*(\d+)(?![\w-])", rest)
        if found:
            right = f"{found[1] or found[3]} to {found[2] or found[4]}"
            return _other(found[0], right, f"a range is written `{right}`")
        found = re.match(r"not\s+\w+", rest)
        if found:
            return Finding(f"a row of a table is not negated: `{found[0]}`",
                           ("the first row that matches counts: put the others before it, and `otherwise` last",),
                           length=len(found[0]))  # fmt: skip
    if "BELOW" in u.accepts and re.match(r"any\s+of(?!\w)", rest):
        return Finding(
            "several values of a row stand side by side",
            ('write `"a", "b" add 5`, or `contains any of ("a", "b") add 5`',),
            length=6,
        )
    low = re.search(r"(?<![\w.-])(\d[\d.]*)\s*$", read)
    if "TO" in u.accepts and low:
        found = re.match(r"[-–—]\s*(\d[\d.]*)", rest)
        if found:
            right = f"{low[1]} to {found[1]}"
            return _other(low[0] + found[0], right, f"a range is written `{right}`", u.at - len(low[0]))
        found = re.match(r"\+|and\s+(?:above|more|over)(?!\w)", rest)
        if found:
            right = f"{low[1]} or more"
            return _other(low[0] + found[0], right, f"`{low[0]}{found[0]}` is written `{right}`", u.at - len(low[0]))
    found = re.match(r"(?:less|fewer|below)(?!\w)", rest)
    if found and "MORE" in u.accepts:
        return Finding(f"there is no row `or {found[0]}`", (here,), length=len(found[0]), label="not expected here")
    return None


def _branches(text: str, u: Unreadable) -> Finding | None:
    found = re.match(r"else\s+if|elif|elsif|elseif|when|else|default", _rest(text, u))
    if found is None:
        return None
    if "IF" in u.accepts and found[0] not in ("else", "default"):
        if found[0] == "when" and (u.statement != "choose" or "ADD" in u.accepts):
            return None
        return _other(found[0], "if", "the branches of a `choose` begin with `if`")
    if "OTHERWISE" in u.accepts and found[0] in ("else", "default"):
        return _other(found[0], "otherwise", "the last row or branch is `otherwise`")
    return None


# --- rules, stages, statements


def _or_when(text: str, u: Unreadable) -> Finding | None:
    if u.token is not None and u.token.type == "OR_WHEN":
        return Finding("`or when` belongs to a `stage`; in a rule alternatives are joined with `or` alone",
                       ("write `or`, or make it a rule of its own",), length=2)  # fmt: skip
    return None


def _then(text: str, u: Unreadable) -> Finding | None:
    found = re.match(
        r"then(?=\s+(?:add|subtract|each|latest|by|choose|give)(?!\w))|,(?=\s*(?:add|subtract)(?!\w))", _rest(text, u)
    )
    if found and "ADD" in u.accepts:
        return Finding(
            f"`{found[0]}` does not stand before the points",
            (f"leave `{found[0]}` out",),
            length=len(found[0]),
            replacement="",
        )
    return None


def _points(text: str, u: Unreadable) -> Finding | None:
    found = re.match(r"(?:points?|pts)(?!\w)", _rest(text, u))
    if found and u.accepts & {"UP", "AS"}:
        return Finding(
            "the points stand alone: `add 10`", (f"leave `{found[0]}` out",), length=len(found[0]), replacement=""
        )
    return None


_LIMITS = {
    "max": "up to",
    "cap": "up to",
    "limit": "up to",
    "maximum": "up to",
    "expires": "a window: `within 30d`",
    "expire": "a window: `within 30d`",
    "decay": "fade",
    "named": "as",
    "called": "as",
    "name": "as",
    "reason": "because",
    "per": "once per",
}


def _after_points(text: str, u: Unreadable) -> Finding | None:
    """What stands behind the points of a rule and does not belong there."""
    if not {"AS", "BECAUSE"} <= u.accepts:
        return None
    found = re.match(r"[a-z]+(?!\w)", _rest(text, u))
    if found is None:
        return None
    if found[0] in ("within", "since", "between") and u.statement in ("each", "latest", "when"):
        return Finding(
            "a window stands before the points",
            ("write `each SOURCE within 30d add 5`",),
            length=len(found[0]),
            label="not expected here",
        )
    if found[0] in ("for", "if", "and", "or", "where", "unless"):
        return Finding(
            f"`{found[0]}` does not stand behind the points: a rule's condition stands before them",
            ("write `when CONDITION add 5`, `when CONDITION each …`",),
            length=len(found[0]),
            label="not expected here",
        )
    right = _LIMITS.get(found[0])
    if right is None or f'"{right.upper().split()[0]}"' == found[0]:
        return None
    shown = right if "`" in right else f"`{right}`"
    return Finding(
        f"`{found[0]}` is no part of a rule", (f"write {shown}",), length=len(found[0]), label="not expected here"
    )


def _tallies(text: str, u: Unreadable) -> Finding | None:
    if u.token is None or _previous(u) in ("EACH", "LATEST") or not {"WITHIN", "ADD"} <= u.accepts or "EQ" in u.accepts:
        return None
    kind = re.search(r"(?<!\w)(each|latest)(?!\w)[^\n]*$", _read(text, u))
    if kind is None:
        return None
    if u.token.type in ("GE", "GT", "LE", "LT", "EQ", "NE", "IS", "IN"):
        return Finding(
            f"`{kind[1]}` gives points for single events; how many there are is compared in `when`",
            ('write `when SOURCE >= 2 add 5`; what an event is like stands in brackets: `SOURCE[path is "/"]`',),
            length=len(u.token),
            label="not expected here",
        )
    if u.token.type in ("THEN", "AND", "OR"):
        return Finding(
            f"`{kind[1]}` takes one event or signal",
            ("join several in a `signal`; a sequence stands in `when`",),
            length=len(u.token),
            label="not expected here",
        )
    return None


def _no_window(text: str, u: Unreadable) -> Finding | None:
    found = re.match(r"(?:within|since|between)(?!\w)", _rest(text, u))
    if found and u.statement in ("signal", "ignore", "list", "let", "group") and "WITHIN" not in u.accepts:
        what = "resets on" if u.statement == "group" else u.statement
        return Finding(
            f"`{what}` has no window",
            ("windows stand where the events are counted: `SIGNAL within 7d`",),
            length=len(found[0]),
            label="not expected here",
        )
    return None


# --- tests


def _rule_in_test(text: str, u: Unreadable) -> Finding | None:
    """A rule that cannot be read, indented more than the test before it."""
    if not isinstance(u.before, n.Test) or u.statement not in RULE_WORDS:
        return None
    if _column(text, u.start) <= _column(text, u.before.span.start):
        return None
    return Finding(
        f"`{u.statement}` begins a rule, which does not belong in a test",
        ("in a test write `expect CONDITION`",),
        codes.WHEN_IN_TEST,
        len(u.statement),
        "a rule",
        start=u.start,
    )


def _column(text: str, at: int) -> int:
    return at - text.rfind("\n", 0, at)


def _steps(text: str, u: Unreadable) -> Finding | None:
    rest = _rest(text, u)
    read = _read(text, u)
    found = re.match(r"(expect|given|wait)(?!\w)", rest)
    if found and u.accepts >= {"MODEL", "WHEN"} and not read.strip():
        return Finding(
            f"`{found[0]}` is a step of a test, and no test is open here",
            ('begin one: `test "NAME"`',),
            length=len(found[0]),
            label="not in a test",
        )
    if u.statement != "test":
        return None
    if u.token is not None and u.token.type == "IS" and re.search(r"(given\s+lead|with|,)\s+\S+\s*$", read):
        return Finding(
            "in `given` a name and its value stand side by side, without a sign",
            ("leave `is` out",),
            length=2,
            replacement="",
        )
    if u.token is not None and u.token.type == "EQ" and re.search(r"(given\s+lead|with|,)\s+\S+\s*$", read):
        return Finding(
            "in `given` a name and its value stand side by side, without a sign", ("leave `=` out",), replacement=""
        )
    field = re.search(r"given\s+(\S+)\s+$", read)
    if field and re.match(r'"|-?\d+(?:\.\d+)?(?=\s*(?:,|#|$))', rest):
        return Finding(
            f"a lead field is given with `given lead {field[1]} …`",
            ("an event's properties stand behind `with`",),
            length=len(field[1]),
            label="read as an event",
            start=u.at - len(field[0]) + field[0].index(field[1]),
        )
    if u.token is not None and u.token.type == "WITH":
        return Finding(
            "`with` stands right behind the event", ('write `given page_view with path "/" 2 times 1d ago`',), length=4
        )
    found = re.match(r"(?:within|since|in)\s+(\d+\s*[a-z]+)", rest)
    if found and "EXPECT" in u.accepts and re.search(r"given\s+[^\n]*$", read):
        return _other(found[0], f"{found[1]} ago", "an event is given at one moment, so long before the clock")
    if re.search(r"(fires|silent)\s+$", read) and u.token is not None and u.token.type in ("AND", "OR"):
        return Finding(
            f"`expect NAME {read.split()[-1]}` stands alone",
            ("write another `expect` below it",),
            length=len(u.token),
            label="not expected here",
        )
    if re.match(r"(at|on)\s+\d{4}-|\d{4}-", rest) and "AGO" not in u.accepts:
        return Finding(
            "events of a test stand so long before its clock",
            ("write `2d ago`, or begin the test `at` a day",),
            length=2,
            label="not expected here",
        )
    return None


# --- in general


def _near_word(text: str, u: Unreadable) -> Finding | None:
    """A word that is almost one that could stand here."""
    found = re.match(r"[^\W\d]\w+", text[u.at :])
    if found is None or len(found[0]) < 3:
        return None
    could = [
        t.removesuffix("_TYPE").lower()
        for t in u.accepts - UNNAMED
        if t.isupper() and (t.endswith("_TYPE") or t not in _NOT_WORDS)
    ]
    near = get_close_matches(found[0].lower(), sorted(could), 1, 0.75)
    if not near or near[0] == found[0]:
        return None
    return Finding(f"`{found[0]}` is not expected here", (f"did you mean `{near[0]}`?",), length=len(found[0]),
                   label="not expected here", replacement=near[0])  # fmt: skip


_NOT_WORDS = frozenset(
    "NAME STRING NUMBER PERCENT DURATION DATE BUSINESS_DAYS LPAR RPAR LBRACKET RBRACKET COMMA EQ NE LE LT GE GT OR_WHEN"
    " $END".split()
)

_TYPES = {
    "string": "text",
    "str": "text",
    "varchar": "text",
    "int": "number",
    "integer": "number",
    "float": "number",
    "decimal": "number",
    "bool": "flag",
    "boolean": "flag",
    "datetime": "time",
    "timestamp": "time",
}


def _types(text: str, u: Unreadable) -> Finding | None:
    found = re.match(r"\w+", text[u.at :])
    if found and "NUMBER_TYPE" in u.accepts and found[0].lower() in _TYPES:
        right = _TYPES[found[0].lower()]
        return _other(found[0], right, f"the types are `text`, `number`, `flag`, `date` and `time`, not `{found[0]}`")
    return None


def _first_word(text: str, u: Unreadable) -> Finding | None:
    """A statement that begins with no keyword of a statement."""
    if "NAME" in u.accepts or not (u.accepts >= {"MODEL", "WHEN"}):
        return None
    found = re.match(r"[^\W\d]\w*", text[u.at :])
    if found is None:
        return None
    word = found[0]
    if word == "if":
        return _other("if", "when", "a rule begins with `when`; `if` stands in `choose`")
    if _read(text, u).strip():
        return None
    near = get_close_matches(word.lower(), sorted(_STARTERS), 1, 0.6)
    help = f"did you mean `{near[0]}`?" if near else "statements begin with a keyword such as `when`, `group`, `stage`"
    return Finding(f"no statement begins with `{word}`", (help,), length=len(word), label="not a statement",
                   replacement=near[0] if near else None)  # fmt: skip


def _braces(text: str, u: Unreadable) -> Finding | None:
    sign = text[u.at : u.at + 1]
    if sign and sign in "{};:":
        return Finding(
            f"`{sign}` is not part of the language",
            (f"leave `{sign}` out: statements need no braces, colons or semicolons",),
        )
    return None


def _arithmetic(text: str, u: Unreadable) -> Finding | None:
    found = re.match(r"[-+*/%^](?=\s*[\w(])", _rest(text, u))
    if found and u.at and "COMMA" not in u.accepts:
        return Finding(
            f"`{found[0]}` is not a sign of the language: nothing is calculated in a rule",
            length=1,
            label="not expected here",
        )
    return None


def _unclosed(text: str, u: Unreadable) -> Finding | None:
    """A `(` or `[` that the next statement runs into."""
    closing = "RPAR" if "RPAR" in u.accepts else "RBRACKET" if "RBRACKET" in u.accepts else None
    at_end = not text[u.at :].strip()
    words = _STARTERS | {"add", "subtract"}
    if closing is None or not (at_end or (u.token is not None and str(u.token) in words)):
        return None
    sign, other = (")", "(") if closing == "RPAR" else ("]", "[")
    end = end_of(u.previous)
    ended = end is not None and (at_end or "\n" in text[end : u.at])
    length = 1 if ended or u.token is None else len(u.token)
    start = max(end - 1, 0) if end is not None and ended else None
    return Finding(f"`{other}` is not closed: `{sign}` is missing before this", (f"close it with `{sign}`",),
                   codes.NOT_CLOSED, length, f"`{sign}` expected before this", start=start)  # fmt: skip


HINTS: tuple[Hint, ...] = (
    _rule_in_test,
    _not_closed,
    _quotes,
    _signs,
    _upper_case,
    _not_known,
    _last_days,
    _rows,
    _spoken,
    _noun_twice,
    _numbers,
    _durations,
    _touching,
    _no_condition,
    _steps,
    _one_sided,
    _missing_sign,
    _value_first,
    _brackets,
    _span,
    _quotes_missing,
    _quotes_for_name,
    _let_of_name,
    _reserved,
    _branches,
    _or_when,
    _then,
    _points,
    _after_points,
    _tallies,
    _no_window,
    _types,
    _unclosed,
    _near_word,
    _first_word,
    _braces,
    _arithmetic,
)
"""In the order in which they are looked for."""

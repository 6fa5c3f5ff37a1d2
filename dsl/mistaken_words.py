"""Known mistakes in texts, names, signs, numbers and durations: hints, each of which knows one."""

import re

from . import codes
from .findings import (
    STARTERS,
    Finding,
    Unreadable,
    end_of,
    instead,
    previous_type,
    rest_of_line,
)
from .words import RESERVED, written_name, written_text

_KEYWORDS = RESERVED | frozenset(
    "and or is in between within since then add subtract contains mentions starts ends matches before after older with"
    " of up to once per fade every as because from until given wait expect otherwise max min for route".split()
)


def not_closed(text: str, u: Unreadable) -> Finding | None:
    rest = rest_of_line(text, u)
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


def quotes(text: str, u: Unreadable) -> Finding | None:
    rest = rest_of_line(text, u)
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


def signs(text: str, u: Unreadable) -> Finding | None:
    for pattern, message, right in _SIGNS:
        for start in (u.at, u.at - 1):
            found = pattern.match(text, start) if start >= 0 else None
            if found and found.end() > u.at:
                return instead(found[0], right, f"`{found[0]}` is not a sign of the language: {message}", start)
    return None


def upper_case(text: str, u: Unreadable) -> Finding | None:
    found = re.match(r"[^\W\d_]+(?!\w)", text[u.at : u.at + 20])
    if found and found[0] != found[0].lower() and found[0].lower() in _KEYWORDS:
        return instead(found[0], found[0].lower(), f"keywords are lower case: `{found[0]}`")
    return None


def brackets(text: str, u: Unreadable) -> Finding | None:
    """Brackets that open or close the wrong thing."""
    sign = text[u.at : u.at + 1]
    if sign == "[" and "LPAR" in u.accepts and previous_type(u) in ("IN", "OF"):
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


_DIGITS: dict[str, int] = dict(
    zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True)
)


def numbers(text: str, u: Unreadable) -> Finding | None:
    """Numbers as other languages, or people, write them."""
    rest = rest_of_line(text, u)
    begin = re.search(r"\d{1,3}(?:,\d{3})*$", text[max(0, u.at - 20) : u.at])
    found = re.match(r"(?:,\d{3})+(?!\d)", rest)
    if begin and found:
        written = begin[0] + found[0]
        return instead(
            written, written.replace(",", ""), f"numbers have no thousands sign: `{written}`", u.at - len(begin[0])
        )
    found = re.match(r"(\d+(?:_\d+)+)(?!\w)", rest)
    if found:
        return instead(found[0], found[0].replace("_", ""), f"numbers have no thousands sign: `{found[0]}`")
    found = re.match(r"-?\.\d+(?![\w.])", rest)
    if found:
        return instead(found[0], found[0].replace(".", "0."), f"a number begins with a digit: `{found[0]}`")
    found = re.match(r"(\d+)\.(?![\w.])", rest)
    if found and "NUMBER" in u.accepts:
        return instead(found[0], found[1], f"a point is followed by digits: `{found[0]}`")
    found = re.match(r"\+\s*(\d+(?:\.\d+)?)(?!\w)", rest)
    if found and "NUMBER" in u.accepts:
        return instead(found[0], found[1], f"numbers have no plus sign: `{found[0]}`")
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
        return instead(found[0], right, f"`{found[0]}`: thousand, million and billion are `k`, `M` and `B`")
    found = re.match(r"[$€£]\s*(\d[\d.,]*)", rest)
    if found:
        return instead(found[0], found[1].replace(",", ""), "numbers have no currency sign")
    word = re.match(r"[a-z]+(?!\w)", rest)
    if word and word[0] in _DIGITS and "NUMBER" in u.accepts:
        return instead(word[0], str(_DIGITS[word[0]]), "numbers are written in digits")
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


def durations(text: str, u: Unreadable) -> Finding | None:
    rest = rest_of_line(text, u)
    found = re.match(r"\d+\s*(?:mo|y|yr|s|sec|ms|months?|years?|quarters?|seconds?)(?!\w)", rest)
    if found and "DURATION" in u.accepts:
        return Finding(
            f"`{found[0]}` is not a duration",
            ("a duration has a fixed length: minutes, hours, days or weeks; write `30d`, `90d` or `365d`",),
            codes.BAD_DURATION, len(found[0]),
        )  # fmt: skip
    found = re.match(r"(\d+)\s+([dhw])(?!\w)", rest)
    if found and "DURATION" in u.accepts:
        return instead(
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


def touching(text: str, u: Unreadable) -> Finding | None:
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


_NAMING = frozenset("LET DEFINE SIGNAL LIST GROUP EVENT STAGE AS LEAD DISTINCT TOTAL LARGEST SMALLEST AVERAGE".split())


_QUOTING = frozenset("SEGMENT USE BECAUSE TEST MODEL TIMEZONE TO".split())


def quotes_missing(text: str, u: Unreadable) -> Finding | None:
    """`segment healthcare when …`, and a text that begins a table's row."""
    if u.token is None or u.token.type != "NAME" or "STRING" not in u.accepts:
        return None
    in_row = "BELOW" in u.accepts
    from_file = previous_type(u) == "FROM" and u.statement == "list"
    if not (in_row or from_file or previous_type(u) in _QUOTING):
        return None
    right = written_text(str(u.token).strip("`"))
    what = "a row of a table begins with a value, not with a name" if in_row else "a text is expected here"
    return Finding(f"{what}: `{u.token}`", (f"texts stand in double quotes: `{right}`",), length=len(u.token),
                   label="no quotes", replacement=right)  # fmt: skip


def quotes_for_name(text: str, u: Unreadable) -> Finding | None:
    """`group "fit"`"""
    if (
        u.token is None
        or u.token.type != "STRING"
        or "NAME" not in u.accepts
        or previous_type(u) not in _NAMING | {"IN"}
    ):
        return None
    if previous_type(u) == "IN" and u.statement != "group":
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


def let_of_name(text: str, u: Unreadable) -> Finding | None:
    if u.statement != "let" or previous_type(u) != "EQ" or u.token is None or u.token.type != "NAME":
        return None
    return Finding(
        f"a `let` stands for a literal, not for another name: `{u.token}`",
        ('literals are `25`, `"US"`, `20%`, `30d`, `2026-01-31`, `true`',),
        length=len(u.token),
        label="a name",
    )


def reserved(text: str, u: Unreadable) -> Finding | None:
    if u.token is None or "NAME" not in u.accepts or str(u.token) not in RESERVED:
        return None
    after = text[u.at + len(u.token) :]
    typed = u.statement in ("lead", "event") and re.match(r"[ \t]+(text|number|flag|date|time)(?!\w)", after)
    named = previous_type(u) in _NAMING and "\n" not in text[u.previous.end_pos or 0 : u.at]
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


def unclosed(text: str, u: Unreadable) -> Finding | None:
    """A `(` or `[` that the next statement runs into."""
    closing = "RPAR" if "RPAR" in u.accepts else "RBRACKET" if "RBRACKET" in u.accepts else None
    at_end = not text[u.at :].strip()
    words = STARTERS | {"add", "subtract"}
    if closing is None or not (at_end or (u.token is not None and str(u.token) in words)):
        return None
    sign, other = (")", "(") if closing == "RPAR" else ("]", "[")
    end = end_of(u.previous)
    ended = end is not None and (at_end or "\n" in text[end : u.at])
    length = 1 if ended or u.token is None else len(u.token)
    start = max(end - 1, 0) if end is not None and ended else None
    return Finding(f"`{other}` is not closed: `{sign}` is missing before this", (f"close it with `{sign}`",),
                   codes.NOT_CLOSED, length, f"`{sign}` expected before this", start=start)  # fmt: skip

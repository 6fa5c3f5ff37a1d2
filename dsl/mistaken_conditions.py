"""Known mistakes in conditions: hints, each of which knows one."""

import re

from . import codes
from .findings import (
    Finding,
    Unreadable,
    instead,
    previous_type,
    read_of_line,
    rest_of_line,
)


def not_known(text: str, u: Unreadable) -> Finding | None:
    """`is not known`, seen at `known`."""
    found = re.match(r"(known|unknown)(?!\w)", text[u.at : u.at + 10])
    before = re.search(r"(?<!\w)is\s+not\s+$", read_of_line(text, u))
    if not found or not before:
        return None
    right = "is unknown" if found[1] == "known" else "is known"
    return instead(before[0] + found[0], right, f"`is not {found[1]}` is written `{right}`", u.at - len(before[0]))


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


def spoken(text: str, u: Unreadable) -> Finding | None:
    """A comparison in other words than the language's."""
    line = u.at - len(read_of_line(text, u))
    before = [line + m.start() for m in _WORD_START.finditer(read_of_line(text, u))][-4:]
    for start in (*before, u.at):
        if start == u.at and not u.accepts & {"EQ", "KNOWN"}:
            return None
        for pattern, right in _SPOKEN:
            found = pattern.match(text, start)
            if found is None or (" " not in found[0] and start < u.at):
                continue
            if found.end() > u.at or (found[0].startswith("is") and not text[found.end() : u.at].strip()):
                right = found.expand(right)
                return instead(found[0], right, f"`{' '.join(found[0].split())}` is written `{right}`", start)
    return None


def missing_sign(text: str, u: Unreadable) -> Finding | None:
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


def one_sided(text: str, u: Unreadable) -> Finding | None:
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


def value_first(text: str, u: Unreadable) -> Finding | None:
    """`5 < employees`"""
    if u.token is None or u.token.type not in ("STRING", "NUMBER", "PERCENT", "DATE") or "NO" not in u.accepts:
        return None
    return Finding(
        f"a condition does not begin with a value: `{u.token}`",
        ('what is compared stands first: `employees > 5`, `country is "US"`',),
        length=len(u.token),
        label="a value",
    )


def no_condition(text: str, u: Unreadable) -> Finding | None:
    """`when add 5`: `add` was read as a name."""
    before = re.search(r"(?<!\w)(when|and|or|not|if)\s+(add|subtract)\s*$", read_of_line(text, u))
    if before is None:
        return None
    return Finding(
        f"a condition is missing between `{before[1]}` and `{before[2]}`",
        length=len(before[2]),
        label="a condition is expected here",
        start=u.at - len(before[0]) + before.start(2) - before.start(),
    )


def span(text: str, u: Unreadable) -> Finding | None:
    """A `then` without its `spanning`."""
    if "SPANNING" not in u.accepts or u.token is None:
        return None
    if re.search(r"then\s+(?:add|subtract)\s*$", read_of_line(text, u)):
        at = u.at - len(read_of_line(text, u)) + read_of_line(text, u).rindex("then")
        return Finding(
            "`then` does not stand before the points", ("leave `then` out",), length=4, replacement="", start=at
        )
    if u.token.type == "WITHIN":
        return instead(
            "within", "spanning", "after `then` the time from the first event to the last is given with `spanning`"
        )
    return Finding("a sequence says how long it may take: `spanning` is missing", ("write `A then B spanning 14d`",),
                   length=len(u.token), label="`spanning` expected before this")  # fmt: skip


def last_days(text: str, u: Unreadable) -> Finding | None:
    line_start = text.rfind("\n", 0, u.at) + 1
    found = re.search(
        r"(?:within|in|during|over|for)\s+(?:the\s+)?(?:last|past)\s+(\d+\s*(?:days?|weeks?|hours?|d|w|h))(?!\w)",
        text[line_start : u.at + 60],
    )
    if found and line_start + found.start() <= u.at <= line_start + found.end():
        return instead(
            found[0], f"within {found[1]}", f"a window is written `within {found[1]}`", line_start + found.start()
        )
    return None


_NOUN = re.compile(
    r"(?:visit|view|download|open|click|submission|registration|attendance|signup|request|purchase|login|event|time"
    r"|session|call|meeting|chat|order|invite|share)s?(?!\w)|repl(?:y|ies)(?!\w)"
    r"|(?:attended|watched|visited|opened|clicked|submitted|registered|requested|downloaded)(?!\w)"
)


def noun_twice(text: str, u: Unreadable) -> Finding | None:
    found = _NOUN.match(text, u.at)
    if found and previous_type(u) == "NOUN":
        return Finding(
            f"two nouns: `{u.previous} {found[0]}`",
            ("one noun is enough; it is for the reader",),
            codes.NOUN_TWICE,
            len(found[0]),
            "a second noun",
        )
    counted = re.search(r"(\S+)\s+([<>=!]+)\s*([\d.]+)\s*$", read_of_line(text, u))
    if found and counted:
        here = f"write `{counted[1]} {found[0]} {counted[2]} {counted[3]}`"
        if _NOUN.fullmatch(counted[1]):
            here = f"leave `{found[0]}` out"
        return Finding(
            f"the noun `{found[0]}` stands before the comparison, not after the number",
            (here,), length=len(found[0]), label="not expected here",
        )  # fmt: skip
    return None


def arithmetic(text: str, u: Unreadable) -> Finding | None:
    found = re.match(r"[-+*/%^](?=\s*[\w(])", rest_of_line(text, u))
    if found and u.at and "COMMA" not in u.accepts:
        return Finding(
            f"`{found[0]}` is not a sign of the language: nothing is calculated in a rule",
            length=1,
            label="not expected here",
        )
    return None

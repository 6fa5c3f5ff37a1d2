"""Known mistakes in rules, tables, tests and statements: hints, each of which knows one."""

import re
from difflib import get_close_matches

from . import codes
from . import nodes as n
from .findings import (
    STARTERS,
    UNNAMED,
    Finding,
    Unreadable,
    instead,
    previous_type,
    read_of_line,
    rest_of_line,
)
from .words import RULE_WORDS


def rows(text: str, u: Unreadable) -> Finding | None:
    """Keys of a table's rows as other languages write them."""
    rest = rest_of_line(text, u)
    read = read_of_line(text, u)
    here = "a row of a table says `below 50`, `50 to 500`, `above 500` or `50 or more`"
    if "BELOW" in u.accepts:
        found = re.match(r"(<=|>=|<|>|=|is(?!\w))\s*(-?\d[\d.]*[kMB]?|\"[^\"]*\")?", rest)
        if found:
            right = {"<": f"below {found[2]}", ">": f"above {found[2]}", ">=": f"{found[2]} or more"}.get(
                found[1], found[2]
            )
            if found[2] and found[1] != "<=" and right:
                return instead(found[0], right, f"a row of a table has no sign: `{found[0]}` is written `{right}`")
            return Finding(
                f"a row of a table has no sign: `{found[0].strip()}`",
                (here,),
                codes.OTHER_SPELLING,
                len(found[0].strip()),
            )
        found = re.match(r"(\d[\d.]*?)\s*\.\.\.?\s*(\d[\d.]*)|(\d+)\s*-\s*(\d+)(?![\w-])", rest)
        if found:
            right = f"{found[1] or found[3]} to {found[2] or found[4]}"
            return instead(found[0], right, f"a range is written `{right}`")
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
            return instead(low[0] + found[0], right, f"a range is written `{right}`", u.at - len(low[0]))
        found = re.match(r"\+|and\s+(?:above|more|over)(?!\w)", rest)
        if found:
            right = f"{low[1]} or more"
            return instead(low[0] + found[0], right, f"`{low[0]}{found[0]}` is written `{right}`", u.at - len(low[0]))
    found = re.match(r"(?:less|fewer|below)(?!\w)", rest)
    if found and "MORE" in u.accepts:
        return Finding(f"there is no row `or {found[0]}`", (here,), length=len(found[0]), label="not expected here")
    return None


def branches(text: str, u: Unreadable) -> Finding | None:
    found = re.match(r"else\s+if|elif|elsif|elseif|when|else|default", rest_of_line(text, u))
    if found is None:
        return None
    if "IF" in u.accepts and found[0] not in ("else", "default"):
        if found[0] == "when" and (u.statement != "choose" or "ADD" in u.accepts):
            return None
        return instead(found[0], "if", "the branches of a `choose` begin with `if`")
    if "OTHERWISE" in u.accepts and found[0] in ("else", "default"):
        return instead(found[0], "otherwise", "the last row or branch is `otherwise`")
    return None


def or_when(text: str, u: Unreadable) -> Finding | None:
    if u.token is not None and u.token.type == "OR_WHEN":
        return Finding("`or when` belongs to a `stage`; in a rule alternatives are joined with `or` alone",
                       ("write `or`, or make it a rule of its own",), length=2)  # fmt: skip
    return None


def then(text: str, u: Unreadable) -> Finding | None:
    found = re.match(
        r"then(?=\s+(?:add|subtract|each|latest|by|choose|give)(?!\w))|,(?=\s*(?:add|subtract)(?!\w))",
        rest_of_line(text, u),
    )
    if found and "ADD" in u.accepts:
        return Finding(
            f"`{found[0]}` does not stand before the points",
            (f"leave `{found[0]}` out",),
            length=len(found[0]),
            replacement="",
        )
    return None


def points(text: str, u: Unreadable) -> Finding | None:
    found = re.match(r"(?:points?|pts)(?!\w)", rest_of_line(text, u))
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


def after_points(text: str, u: Unreadable) -> Finding | None:
    """What stands behind the points of a rule and does not belong there."""
    if not {"AS", "BECAUSE"} <= u.accepts:
        return None
    found = re.match(r"[a-z]+(?!\w)", rest_of_line(text, u))
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


def tallies(text: str, u: Unreadable) -> Finding | None:
    if (
        u.token is None
        or previous_type(u) in ("EACH", "LATEST")
        or not {"WITHIN", "ADD"} <= u.accepts
        or "EQ" in u.accepts
    ):
        return None
    kind = re.search(r"(?<!\w)(each|latest)(?!\w)[^\n]*$", read_of_line(text, u))
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


def no_window(text: str, u: Unreadable) -> Finding | None:
    found = re.match(r"(?:within|since|between)(?!\w)", rest_of_line(text, u))
    if found and u.statement in ("signal", "ignore", "list", "let", "group") and "WITHIN" not in u.accepts:
        what = "resets on" if u.statement == "group" else u.statement
        return Finding(
            f"`{what}` has no window",
            ("windows stand where the events are counted: `SIGNAL within 7d`",),
            length=len(found[0]),
            label="not expected here",
        )
    return None


def rule_in_test(text: str, u: Unreadable) -> Finding | None:
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


def steps(text: str, u: Unreadable) -> Finding | None:
    rest = rest_of_line(text, u)
    read = read_of_line(text, u)
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
        return instead(found[0], f"{found[1]} ago", "an event is given at one moment, so long before the clock")
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


def near_word(text: str, u: Unreadable) -> Finding | None:
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


def types(text: str, u: Unreadable) -> Finding | None:
    found = re.match(r"\w+", text[u.at :])
    if found and "NUMBER_TYPE" in u.accepts and found[0].lower() in _TYPES:
        right = _TYPES[found[0].lower()]
        return instead(found[0], right, f"the types are `text`, `number`, `flag`, `date` and `time`, not `{found[0]}`")
    return None


def first_word(text: str, u: Unreadable) -> Finding | None:
    """A statement that begins with no keyword of a statement."""
    if "NAME" in u.accepts or not (u.accepts >= {"MODEL", "WHEN"}):
        return None
    found = re.match(r"[^\W\d]\w*", text[u.at :])
    if found is None:
        return None
    word = found[0]
    if word == "if":
        return instead("if", "when", "a rule begins with `when`; `if` stands in `choose`")
    if read_of_line(text, u).strip():
        return None
    near = get_close_matches(word.lower(), sorted(STARTERS), 1, 0.6)
    help = f"did you mean `{near[0]}`?" if near else "statements begin with a keyword such as `when`, `group`, `stage`"
    return Finding(f"no statement begins with `{word}`", (help,), length=len(word), label="not a statement",
                   replacement=near[0] if near else None)  # fmt: skip


def braces(text: str, u: Unreadable) -> Finding | None:
    sign = text[u.at : u.at + 1]
    if sign and sign in "{};:":
        return Finding(
            f"`{sign}` is not part of the language",
            (f"leave `{sign}` out: statements need no braces, colons or semicolons",),
        )
    return None

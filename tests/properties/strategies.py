"""Random rules files over the whole language: readable by the parser, not always sensible.

``rules_text()`` is a whole file with odd blanks, line ends and comments; ``statement()``, ``condition()`` and the
others give its parts as tuples of tokens, ``plain`` puts those on one line.

    @given(rules_text())
    def test_something(text): ...
"""

import os
import random
from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

settings.register_profile(
    "leadwright",
    max_examples=int(os.environ.get("LEADWRIGHT_EXAMPLES", "100")),
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("leadwright")

Tokens = tuple[str, ...]
Tokenised = st.SearchStrategy[Tokens]


def plain(tokens: Tokens) -> str:
    return " ".join(tokens)


def _lifted(part: "str | Tokenised") -> Tokenised:
    return st.just(tuple(part.split())) if isinstance(part, str) else part


def seq(*parts: "str | Tokenised") -> Tokenised:
    """One after the other; a text is split into words."""
    return st.tuples(*map(_lifted, parts)).map(lambda found: sum(found, ()))


def one_of(*parts: "str | Tokenised") -> Tokenised:
    return st.one_of(*map(_lifted, parts))


def maybe(*parts: "str | Tokenised") -> Tokenised:
    return st.one_of(st.just(()), seq(*parts))


def many(part: Tokenised, separator: str = "", least: int = 1, most: int = 3) -> Tokenised:
    def joined(found: list[Tokens]) -> Tokens:
        result: Tokens = ()
        for number, tokens in enumerate(found):
            result += ((*separator.split(), *tokens)) if number else tokens
        return result

    return st.lists(part, min_size=least, max_size=most).map(joined)


def _token(choices: st.SearchStrategy[str]) -> Tokenised:
    return choices.map(lambda t: (t,))


# --- words and signs

_letters = st.characters(categories=["L"], exclude_characters="\u2028\u2029").filter(lambda c: f"{c}x".isidentifier())
_new_names = st.text(_letters, min_size=1, max_size=6).map(lambda t: f"x_{t}").filter(_isname := str.isidentifier)
_quoted_names = st.text(
    st.characters(exclude_characters="`\r\n", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12
).map(lambda t: f"`{t}`")
name = _token(
    st.one_of(
        st.sampled_from(["a", "b", "country", "page_view", "pricing_page", "demo_request", "company.country", "émile"]),
        st.sampled_from(["visits", "signup", "points", "more", "text", "time", "max", "baseline", "fires", "business"]),
        st.sampled_from(["`group`", "`when`", "`within`", "`visits`", "`plain`", "`Total Time Spent on Website`"]),
        st.sampled_from(["company.`Total Time`", "`a.b`", "a_rather_long_name_of_a_field_of_somebody_s_system"]),
        _new_names,
        _quoted_names,
    )
)
text = _token(
    st.one_of(
        st.sampled_from(['""', '"US"', '"/pricing"', '"a ""quoted"" word"', '"# no comment"', '"`"', '"when a add 3"']),
        st.just('"a text that takes a good part of a line, so that lines have to end somewhere"'),
        st.text(st.characters(exclude_characters='"\r\n', exclude_categories=["Cs"]), max_size=12).map('"{}"'.format),
    )
)
number = _token(st.sampled_from(["0", "1", "5", "25", "2.50", "-3", "10k", "1.5M", "007", "1000000"]))
percent = _token(st.sampled_from(["5%", "50%", "2.5%", "100%"]))
duration = _token(st.sampled_from(["7d", "36h", "2w", "30 minutes", "7  days", "1 day", "2\tweeks", "24 hours"]))
date = _token(st.sampled_from(["2026-01-01", "2025-12-31"]))
literal = one_of(text, number, percent, duration, date, "true", "false")
term = one_of(literal, name)
value = one_of(number, name)
span = one_of(duration, name)
day = one_of(date, name)
share = one_of(percent, name)
noun = _token(st.sampled_from(["visits", "view", "clicks", "attended", "replies", "events", "signups", "downloads"]))
terms = many(term, ",", most=5)

# --- measures, windows, conditions


def source(depth: int = 1) -> Tokenised:
    bare = one_of(name, name, "activity")
    return bare if depth == 0 else one_of(bare, bare, seq(bare, "[", condition(depth - 1), "]"))


def counted(depth: int = 1) -> Tokenised:
    return seq(source(depth), maybe(noun))


_end = one_of("first", "last")


def window(depth: int = 0) -> Tokenised:
    return one_of(
        seq("within", span),
        seq("within", span),
        seq("between", term, "and", term, "ago"),
        seq("since", one_of(date, name)),
        seq("since", _end, counted(depth)),
        seq("within", span, "of", _end, counted(depth)),
    )


def windows(depth: int = 0) -> Tokenised:
    return one_of("", "", many(window(depth), most=2))


def measure(depth: int = 1) -> Tokenised:
    return one_of(
        counted(depth),
        counted(depth),
        seq(source(depth), "days"),
        seq(source(depth), one_of(*"distinct total largest smallest average last first".split()), name),
        seq("days since", _end, counted(depth)),
        seq("days", one_of("since", "until"), name),
        seq(name, "domain"),
        one_of("score", "grade", "stage"),
    )


def text_test() -> Tokenised:
    sign = one_of("contains", "mentions", "starts with", "ends with", "matches")
    return seq(sign, one_of(text, name, seq("any of", name), seq("any of (", terms, ")")))


def comparison(depth: int = 0) -> Tokenised:
    operand = one_of(literal, measure(depth), seq(share, "of", measure(depth)))
    return one_of(
        seq(one_of("=", "!=", "<=", "<", ">=", ">", "is", "is not"), operand),
        one_of("is known", "is unknown"),
        seq(maybe("not"), "in", one_of(name, seq("(", terms, ")"))),
        seq("between", term, "and", term),
        seq(maybe("not"), text_test()),
        seq(one_of("before", "after"), day),
        seq("older than", span),
    )


_conditions: dict[int, Tokenised] = {}


def condition(depth: int = 2) -> Tokenised:
    """Conditions that hold conditions down to a depth."""
    if depth not in _conditions:
        _conditions[depth] = _condition(depth)
    return _conditions[depth]


def _condition(depth: int) -> Tokenised:
    below = max(depth - 1, 0)
    atoms = [
        seq(measure(below), many(window(below), least=0, most=1)),
        seq(measure(below), comparison(below), windows(below)),
        seq(measure(below), comparison(below)),
        seq(measure(below), window(below), comparison(below), windows(below)),
        seq("no", counted(below), windows(below)),
        seq(many(counted(below), "then", least=2), "spanning", span, windows(below)),
        seq("segment", text),
        _lifted("disqualified"),
    ]
    if depth == 0:
        return st.one_of(*atoms)
    inner = condition(depth - 1)
    quantifier = one_of("any of", "all of", seq("at least", _token(st.sampled_from(["1", "2"])), "of"))
    return one_of(
        *atoms[:3],
        *atoms,
        many(inner, "or", least=2),
        many(inner, "and", least=2),
        seq("not", st.one_of(*atoms)),
        seq("(", inner, ")", windows(depth - 1)),
        seq(quantifier, "(", many(inner, ","), maybe(","), ")", windows(depth - 1)),
    )


# --- rules

because = seq("because", text)
modifier = one_of(
    seq("up to", value),
    seq("once per", one_of("day", "week", "month", duration, name)),
    seq("fade", share, maybe("linearly"), "every", span),
    seq("as", name),
    because,
    seq("from", day),
    seq("until", day),
)
modifiers = many(modifier, least=0)
effect = seq(one_of("add", "subtract"), one_of(number, name, seq(share, "of", name)), modifiers)
otherwise = maybe("otherwise", effect)
key = one_of(
    many(literal, ",", most=5),
    seq("in", one_of(name, seq("(", terms, ")"))),
    text_test(),
    seq(one_of("below", "above"), value),
    seq(one_of(number, date), "to", one_of(number, date, name)),
    seq(one_of(number, date), "or more"),
    "unknown",
)


def rule() -> Tokenised:
    tally = seq(one_of("each", "latest"), counted(), windows(), effect)
    table = seq("by", measure(), windows(), many(modifier, least=0, most=2), many(seq(key, effect)), otherwise)
    choose = seq("choose", many(modifier, least=0, most=2), many(seq("if", condition(1), effect), most=2), otherwise)
    body = one_of(tally, table, choose)
    return one_of(seq("when", condition(), effect), seq("when", condition(1), body), body, tally)


# --- statements

declared = seq(name, one_of("text", "number", "flag", "date", "time"), maybe(text))


def declaration() -> Tokenised:
    """What may stand among the rules of a group."""
    return one_of(
        seq("use", text),
        seq("lead", many(declared)),
        seq("event", name, maybe(text), many(declared, least=0)),
        seq("signal", name, "=", many(source(), "or")),
        seq("list", name, "= [", many(literal, ",", least=0, most=8), "]"),
        seq("list", name, "= [", many(literal, ","), ", ]"),
        seq("list", name, "from", text),
        seq("let", name, "=", literal),
        seq("define", name, "=", condition()),
        seq("ignore", source(), maybe(because)),
    )


def step() -> Tokenised:
    assignments = many(seq(name, literal), ",")
    return one_of(
        seq("given lead", assignments),
        seq("given", source(), maybe("with", assignments), maybe(number, "times"), maybe(duration, "ago")),
        seq("wait", span),
        seq("expect", condition(1)),
        seq("expect", name, one_of("fires", "silent")),
    )


def outline() -> Tokenised:
    """What is neither a rule nor a declaration."""
    only_for = maybe("for", condition(1))
    group_clause = one_of(seq("in", name), seq("max", value), seq("min", value), "apart", seq("resets on", source()))
    band = seq(one_of(name, number, text), maybe("from", value))
    sla = one_of(span, _token(st.sampled_from(["1 business day", "2  business days"])))
    route_clause = one_of(seq("within", sla), seq("met by", source()))
    return one_of(
        seq("model", text, many(one_of(seq(one_of("baseline", "max", "min"), value), seq("timezone", text)), least=0)),
        *[seq("group", name, many(group_clause, least=0), only_for)] * 4,
        seq("grade", many(seq(one_of(name, "score"), many(band, ",")))),
        seq(
            "stage",
            name,
            many(one_of(seq("after", name), seq("holds until", source())), least=0, most=2),
            "when",
            many(seq(condition(1), maybe(because)), "or when"),
            many(seq("route to", text, many(route_clause, least=0, most=2), only_for), least=0, most=2),
        ),
        seq("disqualify when", condition(), maybe(because)),
        seq("segment", text, "when", condition()),
        seq("test", text, maybe("at", day), many(step(), least=0, most=4)),
    )


def statement() -> Tokenised:
    return one_of(rule(), declaration(), outline())


# --- blanks and comments

_BLANKS = [" ", " ", " ", " ", "  ", "\t", "\n", "\n", "\n  ", "\r\n", "\n\n", "\n \n\n    ", "\n    "]
_COMMENTS = ["# a", "#", "#b  ", "## when a add 3", '# "', "# `", "#\tor when\t", "# é ☃", "# event x"]
_BETWEEN = ["\n", "\n\n", "\n\n\n  ", "\n# between\n", "  # behind\n"]
_NEEDS_NO_BLANK = frozenset("()[],=<>!")


def spread(tokens: list[Tokens], seed: int, with_comments: bool = True) -> str:
    """Statements as a text. Seed 0 gives a statement a line and single blanks; others anything that is allowed."""
    if seed == 0:
        return "".join(f"{plain(t)}\n" for t in tokens)
    dice = random.Random(seed)
    comments = dice.choice([0, 0.02, 0.1, 0.4]) if with_comments else 0
    lines = dice.choice([0, 0.3, 1])

    def gap(needed: bool) -> str:
        if dice.random() < comments:
            before = dice.choice(_BLANKS)
            more = dice.choice(_BLANKS) if dice.random() < 0.3 else ""
            return before + dice.choice(_COMMENTS) + dice.choice(["\n", "\r\n", "\n\n"]) + more + gap(False)
        if not needed and dice.random() < 0.5:
            return ""
        return dice.choice(_BLANKS) if dice.random() < lines else " "

    result = gap(False)
    last = ""
    for statement_tokens in tokens:
        for number, token in enumerate(statement_tokens):
            needed = bool(last) and token[0] not in _NEEDS_NO_BLANK and last[-1] not in _NEEDS_NO_BLANK
            if number == 0 and last and dice.random() < 0.8:
                result += dice.choice(_BETWEEN if comments else _BETWEEN[:3])
                needed = False
            result += gap(needed) + token
            last = token
    return result + gap(False)


def _file(statements: Tokenised, most: int, with_comments: bool) -> st.SearchStrategy[str]:
    seeds = st.integers(0, 2**32)
    spreading: Callable[[list[Tokens], int], str] = lambda found, seed: spread(found, seed, with_comments)  # noqa: E731
    return st.builds(spreading, st.lists(statements, max_size=most), seeds)


def rules_text(most: int = 8, with_comments: bool = True) -> st.SearchStrategy[str]:
    """A whole file that can be read."""
    return _file(statement(), most, with_comments)


def mutated(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Files that most likely cannot be read: characters lost, put in, repeated, lines shuffled."""

    def change(found: str, seed: int) -> str:
        dice = random.Random(seed)
        for _ in range(dice.randint(1, 4)):
            at = dice.randint(0, len(found))
            to = at + dice.choice([1, 1, 3, 20])
            match dice.randint(0, 4):
                case 0:
                    found = found[:at] + found[to:]
                case 1:
                    found = found[:at] + dice.choice(list('"`#()[],=<>!\n\r\t.%-0Z_\x00\u2028é')) + found[at:]
                case 2:
                    found = found[:at] + found[at:to] * 2 + found[to:]
                case 3:
                    lines = found.split("\n")
                    dice.shuffle(lines)
                    found = "\n".join(lines)
                case _:
                    words = found.split(" ")
                    dice.shuffle(words)
                    found = " ".join(words)
        return found

    return st.builds(change, texts, st.integers(0, 2**32))

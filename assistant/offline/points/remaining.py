"""Rows of a table of points that name no value: "any other country: 0", "not filled in: 0", "all others | 5"."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.outline import Clause
from ...reading.tokens import Token
from ..conditions.condition import Condition, Fact, leaves
from ..names.lexicon import FieldName, Lexicon
from ..names.saying import said_at
from .effects import Effect
from .listing import Listed, is_rest
from .statements import ChooseRule, PointsRule, Span, Statement, TableRule

_OTHER: Final = phrases(
    "any other|all other|all the other|every other|other|any others|some other|the other|another|everything else|"
    "all remaining|remaining|the remaining|rest of the|the rest of the|any different|all others in|any|"
    "everyone with any other|everybody with any other|anyone with any other|with any other|none of these|"
    "none of the above"
)
_ELSE: Final = phrases(
    "everywhere else|all else|any others|all remaining|the remainder|remainder|all other cases|any other case|"
    "not listed|"
    "not in the list|not on the list|not mentioned|anything not listed|other values|all other values|default|catch all|"
    "whatever else|rest of them|all of the rest|no match|none of them|otherwise|else|in all other cases|the others"
)
_NOTHING: Final = phrases(
    "nothing|no points|zero|zero points|none|nil|nada|nothing at all|no points at all|no score|zip|get nothing"
)
_GETS: Final = "get gets is are receives receive earns earn scores score worth gives give brings".split()
_KINDS: Final[dict[str, frozenset[str]]] = {
    "title": frozenset("title titles role roles job jobs position positions function functions".split()),
    "country": frozenset(
        "country countries region regions place places location locations world market markets nation".split()
    ),
    "industry": frozenset("industry industries sector sectors vertical verticals branch branches".split()),
    "employees": frozenset("size sizes headcount band bands".split()),
}
_ANY: Final = frozenset(
    """value values answer answers one ones case cases option options entry entries text kind kinds type types of in
    not listed above named mentioned here contact contacts company companies lead leads account accounts""".split()
)


def field_before(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[FieldName | None, Sequence[Token]]:
    """The field of a row that names it in its first cell, and the words of the others: "Country: all others: 0"."""
    best = max(((said_at(tokens, 0, f), i) for i, f in enumerate(lexicon.fields)), default=(0, 0))
    size = best[0]
    if size and size < len(tokens) - 1 and tokens[size].is_sign(":", "=", "|"):
        return lexicon.fields[best[1]], tokens[size + 1 :]
    return None, tokens


def others_of(words: Sequence[Token], lexicon: Lexicon) -> frozenset[str] | None:
    """The fields that "all other countries" may be said of, empty for any of them; None if it is not said."""
    if words_at(words, 0, _ELSE) == len(words):
        return frozenset()
    size = words_at(words, 0, _OTHER)
    if not size and is_rest(words):
        return frozenset()
    nouns = words[size:]
    if not size or (words[0].is_word("any") and size == 1) or any(t.kind != "word" for t in nouns):
        return None
    said = {t.text for t in nouns} - _ANY
    if not said:
        return frozenset()
    found = {f.written for f in lexicon.fields if said <= _KINDS.get(f.concept, frozenset()) | _words(f)}
    return frozenset(found) or (frozenset() if is_rest(words) else None)


def _words(field: FieldName) -> frozenset[str]:
    own = {w for words in field.said for w in words}
    return frozenset(own | {f"{w}s" for w in own} | {f"{w[:-1]}ies" for w in own if w.endswith("y")})


_LACKING: Final = phrases("no|without|without a|no known|has no|with no|missing|no given")
_SO_FAR: Final = phrases(
    "yet|so far|given|known|on file|at all|stated|filled in|available|provided|entered|in crm|told"
)


def lacks(words: Sequence[Token], field: str, lexicon: Lexicon) -> bool:
    """ "No GPA yet", in a table of it."""
    name = next((f for f in lexicon.fields if f.written == field), None)
    no = words_at(words, 0, _LACKING)
    if name is None or not no:
        return False
    listed = {v.lower() for v in name.enumerated}
    end = no + said_at(words, no, name)
    end += words_at(words, end, _SO_FAR)
    return end > no and end == len(words) and not {"none", "no"} & listed


def row_at_end(tokens: Sequence[Token]) -> Listed | None:
    """ "not known | 0", "no answer -> minus 5": a row that ends in its points, whatever stands before them."""
    nothing = next((n for n in (4, 3, 2, 1) if len(tokens) > n and words_at(tokens, len(tokens) - n, _NOTHING) == n), 0)
    if nothing:
        rest = [t for t in tokens[: len(tokens) - nothing] if not t.is_word(*_GETS)]
        return Listed(list(tokens), Effect(rest=rest, amount=Decimal(0)), is_rest(rest))
    at = len(tokens) - 1
    if at > 0 and tokens[at].is_word("points", "point", "pts"):
        at -= 1
    n = tokens[at] if at > 0 else None
    if n is None or n.kind != "number" or n.value is None or n.money or n.percent or n.or_more:
        return None
    takes = n.signed == "-" or tokens[at - 1].is_word("minus")
    start = at - tokens[at - 1].is_word("minus")
    rest = list(tokens[:start])
    if not rest or any(t.kind == "number" for t in rest):
        return None
    return Listed(list(tokens), Effect(rest=rest, amount=-n.value if takes else n.value), is_rest(rest))


def field_of(statement: Statement) -> str:
    """The field that a table, or a rule for a value of one, is about."""
    if isinstance(statement, TableRule):
        return statement.field
    condition: Condition | None = getattr(statement, "condition", None)
    return condition.field if isinstance(condition, Fact) else ""


def bounded_field(statement: Statement) -> str:
    """The field of a rule for numbers of it that no row of a table can say: "10M to under 50M"."""
    if not isinstance(statement, PointsRule):
        return ""
    found = {c.field if isinstance(c, Fact) else "" for c in leaves(statement.condition)}
    return found.pop() if len(found) == 1 else ""


def gives_others_nothing(clause: Clause) -> bool:
    """ "Everyone else nothing": it says that the numbers before it are points, and gives none itself."""
    found = None if clause.below else row_at_end(clause.tokens)
    return found is not None and found.is_rest and found.effect.amount == 0


def last_bands(statements: Sequence[Statement]) -> list[PointsRule]:
    """The rules at the end that are about numbers of one field, some of which no row of a table can say."""
    found: list[PointsRule] = []
    for s in reversed(statements):
        of = bounded_field(s)
        if not isinstance(s, PointsRule) or not of or s.effect.has_tally or s.effect.fade:
            break
        if found and of != bounded_field(found[0]):
            break
        if any(not isinstance(c, Fact) for c in leaves(s.condition)):
            break
        found.insert(0, s)
    return found


def first_that_fits(bands: Sequence[PointsRule], rest: Decimal, span: Span) -> ChooseRule:
    """The bands, and points for all whom none of them holds of."""
    whole = Span(bands[0].span.start, span.end)
    rows = tuple((b.condition, b.effect.amount or Decimal(0)) for b in bands)
    return ChooseRule(bounded_field(bands[0]), [], whole, conditions=rows, rest=rest)


def field_is_unknown(rule: PointsRule) -> bool:
    condition = rule.condition
    return isinstance(condition, Fact) and condition.text == f"{condition.field} is unknown"

"""Points first, and then what they are for, behind what both are about: "Webinar: 10 points if they attended"."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.outline import Clause
from ...reading.tokens import Token
from ..conditions.condition import Happened
from ..names.lexicon import Lexicon
from .amounts import amounts_in
from .statements import ChooseRule, PointsRule, Span, Statement

_IF: Final = phrases("if|when|for|once|in case|as soon as|whenever|if only")
_WHO: Final = phrases(
    "they have|they|he has|she has|he|she|someone has|someone|somebody|the lead has|the lead|a lead|the person|"
    "the contact|people|you|everyone who|those who|anyone who|who|having|they actually|they really|it is|it was|it"
)
_ATTENDED: Final = phrases(
    "showed up|shows up|show up|turned up|turn up|turns up|came|come|were there|was there|attend"
)


_INSTEAD: Final = ("instead", "rather")


def turned(clause: Clause, subject: Sequence[Token], lexicon: Lexicon) -> list[Clause]:
    """The clause with its points at the end, and the subject before or behind what they are for; the likeliest one is
    the first."""
    tokens = [t for t in clause.tokens if not t.is_word(*_INSTEAD)]
    amounts = amounts_in(tokens, lexicon)
    if len(amounts) != 1 or amounts[0][0] != 0:
        return []
    end = amounts[0][1]
    size = words_at(tokens, end, _IF)
    if not size or end + size >= len(tokens):
        return []
    rest = list(tokens[end + size :])
    rest = rest[words_at(rest, 0, _WHO) if words_at(rest, 0, _WHO) < len(rest) else 0 :]
    came = words_at(rest, 0, _ATTENDED)
    if came == len(rest):
        rest = [replace(rest[0], text="attended")]
    at = clause.end
    colon = Token("sign", ":", ":", at, at)
    points = [replace(t, start=at, end=at) for t in tokens[:end]]
    before = [replace(t, start=clause.start, end=clause.start) for t in subject]
    behind = [Token("word", "of", "of", at, at), *(replace(t, start=at, end=at) for t in subject)]
    ways = ([*before, *rest], [*rest, *behind[1:]], [*rest, *behind])
    return [replace(clause, tokens=(*way, colon, *points), below=[]) for way in ways]


def put_together(
    found: Sequence[Statement], parts: Sequence[Clause], note: Callable[[str], None]
) -> list[Statement] | None:
    """The points of several parts: where one says "instead", only the first that holds of them, the most points first;
    None if one holds wherever another does, and nothing says whether both count."""
    rules = [s for s in found if isinstance(s, PointsRule)]
    if any(t.is_word(*_INSTEAD) for p in parts for t in p.tokens):
        if len(rules) != len(found) or len(rules) < 2 or any(r.effect.has_tally or r.effect.fade for r in rules):
            return None
        most = sorted(rules, key=lambda r: -(r.effect.amount or Decimal(0)))
        rows = tuple((r.condition, r.effect.amount or Decimal(0)) for r in most)
        note("of points that are said to be given “instead” only the highest that fit count")
        return [ChooseRule("", [], Span(parts[0].start, parts[-1].end), conditions=rows)]
    sources = [r.condition.source for r in rules if isinstance(r.condition, Happened) and not r.condition.negated]
    implied = any(
        a != b and b.startswith(a.removesuffix("]")) and (a == b.split("[")[0] or a.endswith("]"))
        for a in sources
        for b in sources
    )
    return None if implied else list(found)

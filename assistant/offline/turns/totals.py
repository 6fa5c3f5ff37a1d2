"""Follow-ups about how much all of it may give: "cap the total at 60", "max 80 points overall"."""

from collections.abc import Mapping, Sequence
from typing import Final

from ....dsl import nodes as n
from ...drafts import Question
from ...reading.numbers import phrases, words_at, written
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from .places import FILL, Edit, Part, label_of, one_of

_TOTAL: Final = phrases(
    "total|the total|overall|altogether|all together|in all|in total|all in all|sum|the sum|combined|the whole thing|"
    "the whole score|the score|grand total|the total score|total score|the overall score|overall score|taken together|"
    "all points together|all the points together|all of them together|together|the whole lot|total points|"
    "the total points|all rules together|everything together|everything combined|for everything together|"
    "the points altogether"
)
_LIMIT: Final = phrases(
    "cap|capped|max|maximum|limit|limited|at most|no more than|not more than|up to|ceiling|never more than|"
    "never go above|never exceed|not exceed|must not exceed|should not exceed|cannot exceed|restrict|cap out|caps out|"
    "top out|tops out|no higher than|not go above|not go over|never go over|more than|exceed|stop"
)
_SAYS: Final = FILL | frozenset("of points there of it all must never no nobody anybody anyone lead leads get".split())


def capped(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """How much all rules of the draft give together at most."""
    numbers = [t for t in tokens if t.kind == "number"]
    if len(numbers) != 1 or any(t.kind not in ("word", "number") and not t.is_sign(":", ",") for t in tokens):
        return None
    new = numbers[0]
    if new.value is None or new.money or new.percent or new.or_more or new.signed or not new.may_be_points:
        return None
    seen = {"total": False, "limit": False}
    at, rest = 0, list[Token]()
    while at < len(tokens):
        total, limit = words_at(tokens, at, _TOTAL), words_at(tokens, at, _LIMIT)
        if total or limit:
            seen["total" if total > limit else "limit"] = True
            at += max(total, limit)
            continue
        rest.append(tokens[at])
        at += 1
    if not any(seen.values()) or any(t.kind == "word" and t.text not in _SAYS for t in rest):
        return None
    rules = [p for p in parts if isinstance(p.statement, n.Rule)]
    groups = [p for p in parts if isinstance(p.statement, n.Group)]
    is_limited = len(groups) == 1 and " max " in groups[0].text and not any(" up to " in p.text for p in rules)
    if not (all(seen.values()) or is_limited):
        return None  # "the cap 70" and "the total 70" are about a limit that is there
    value = written(new.value)
    if not rules or any(p.statement.clauses and len(groups) > 1 for p in groups if isinstance(p.statement, n.Group)):
        return None
    if not groups:
        return [Edit(rules[0].start, rules[0].start, f"group lead_points max {value}\n")]
    if len(groups) == 1 and parts.index(groups[0]) < parts.index(rules[0]):
        group = groups[0].statement
        assert isinstance(group, n.Group)
        limit_there = next((c for c in group.clauses if c.keyword == "max"), None)
        if limit_there is not None:
            assert isinstance(limit_there.value, n.Number)
            span = limit_there.value.span
            return one_of([(Edit(span.start, span.end, value), label_of(groups[0]))], "", answers)
        return [Edit(group.name.span.end, group.name.span.end, f" max {value}")]
    if parts.index(groups[0]) > parts.index(rules[0]) or any(" in " in p.text for p in groups):
        return None
    inside = [
        Edit(p.statement.name.span.end, p.statement.name.span.end, " in all_points")
        for p in groups
        if isinstance(p.statement, n.Group)
    ]
    return [Edit(groups[0].start, groups[0].start, f"group all_points max {value}\n"), *inside]

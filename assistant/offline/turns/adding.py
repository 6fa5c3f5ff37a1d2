"""What a follow-up adds behind the draft that is there, and what it says once more with other points."""

import re
from dataclasses import replace
from typing import Final

from ....dsl import nodes as n
from ...drafts import Draft, Quote, Unread
from ..lines.gathering import UNNAMED
from ..names.checked import errors_in
from ..names.lexicon import Lexicon
from .edited import edited
from .places import Edit, parts_of

_MORE_OF_IT: Final = frozenset("also another extra additional additionally more further plus on-top besides".split())
_RESTRICTING: Final = re.compile(r"\b(?:only|just|unless|except|not|never|without|outside|excluding)\b", re.IGNORECASE)
"""Words of a follow-up that restrict a rule, and are none of their own."""


def with_more(current: Draft, more: Draft, said: str, lexicon: Lexicon) -> Draft:
    """The draft with what was read of the follow-up; what came of that if it is no draft."""
    if more.outcome != "draft":
        return more
    again = _restated(said, current, more, lexicon)
    if again is not None:
        return again
    if UNNAMED in more.assumptions and _RESTRICTING.search(said):
        return Draft(
            "decline",
            unread=(Unread(said.strip()),),
            reason=f"“{said.strip()[:80]}” restricts what is there: "
            "say of which rule, with its points, or say the whole rule again",
        )
    if errors_in(f"{current.rules}\n{more.rules}", lexicon.names) is not None:
        return Draft(
            "decline",
            unread=(Unread(said.strip()[:200]),),
            reason=f"“{said.strip()[:80]}” does not go with the draft as it is: say what of it is to be different",
        )
    lines = current.rules.count("\n") + 1
    words = " ".join(said.split())
    return Draft(
        "draft", f"{current.rules}\n{more.rules}", current.tests,
        assumptions=(*current.assumptions, f"added by “{words[:80]}”; all else is as it was", *more.assumptions),
        unread=(*current.unread, *more.unread),
        quotes=(*current.quotes, *(Quote(q.line + lines, q.words) for q in more.quotes)),
    )  # fmt: skip


def _restated(said: str, current: Draft, more: Draft, lexicon: Lexicon) -> Draft | None:
    """A rule that is there already, said once more with other points: it is changed, not given twice."""
    if set(re.findall(r"[\w-]+", said.casefold())) & _MORE_OF_IT:
        return None
    old = [p for p in parts_of(current.rules) if isinstance(p.statement, n.Rule)]
    new = [p for p in parts_of(more.rules) if isinstance(p.statement, n.Rule)]
    pairs = [(q, p) for p in new for q in old if _asks_the_same(q.statement, p.statement)]
    if (
        not pairs
        or len(pairs) != len(new)
        or any(not isinstance(p.statement, n.Rule | n.Group) for p in parts_of(more.rules))
    ):
        return None
    edits = [Edit(q.start, q.end, _named_as(p.text, q.text)) for q, p in pairs]
    found = edited(current, edits, lexicon, said)
    return replace(found, unread=tuple(dict.fromkeys((*found.unread, *more.unread))))


def _asks_the_same(old: n.Statement, new: n.Statement) -> bool:
    if not isinstance(old, n.Rule) or not isinstance(new, n.Rule):
        return False
    match old.body, new.body:
        case n.Tally(kind=kind, counted=counted), n.Tally(kind=other, counted=too):
            return (old.condition, kind, counted) == (new.condition, other, too)
        case n.Effect(), n.Effect():
            return old.condition == new.condition
        case n.Table(measure=measure), n.Table(measure=too):
            return (old.condition, measure) == (new.condition, too)
        case _:
            return False


_AS: Final = re.compile(r"\bas (`[^`]+`|\w+) because\b")


def _named_as(new: str, old: str) -> str:
    name = _AS.search(old)
    return _AS.sub(lambda _: f"as {name[1]} because", new, count=1) if name is not None else new

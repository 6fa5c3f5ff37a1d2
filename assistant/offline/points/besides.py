"""Events without some of them: "page views other than careers" are views of other pages, and say nothing of who else
saw the careers page."""

import re
from dataclasses import replace
from typing import Final

from ..conditions.condition import Condition, Happened, Joined, Opposite
from ..names.lexicon import Lexicon
from .statements import PointsRule, StageRule, Statement

_WITHOUT_SOME: Final = re.compile(
    r"\b(?:other than|except|excepting|excluding|not counting|not including|apart from|aside from|besides|"
    r"with the exception of|not those|not the ones|bar|minus|save for)\b",
    re.IGNORECASE,
)
_OF_EACH: Final = re.compile(r"\b(?:without|excluded|left out|but not)\b", re.IGNORECASE)
"""Words that leave events out where each of them counts; elsewhere they may be about the lead."""
_FILTERED: Final = re.compile(r"(?P<event>[\w`]+)\[(?P<filter>[^\[\]]+)\]$")
_PLAIN: Final = re.compile(
    r"(?P<property>[\w`]+) (?P<test>is|in|starts with|ends with|contains|mentions) (?P<rest>.+)$"
)


def leaves_some_out(said: str, is_each: bool) -> bool:
    """Whether words say that some of the events do not count."""
    return _WITHOUT_SOME.search(said) is not None or (is_each and _OF_EACH.search(said) is not None)


def without_some(statement: Statement, said: str, lexicon: Lexicon) -> Statement | None:
    """The statement with the events that it leaves out left out; None if that cannot be said of them."""
    if not isinstance(statement, PointsRule | StageRule):
        return statement
    is_each = isinstance(statement, PointsRule) and statement.effect.has_tally
    if not leaves_some_out(said, is_each):
        return statement
    found = _filtered(statement.condition, lexicon)
    return None if found is None else replace(statement, condition=found)


def _filtered(condition: Condition, lexicon: Lexicon) -> Condition | None:
    if not isinstance(condition, Joined) or condition.least != "all":
        return condition
    parts = list(condition.parts)
    for out in [p for p in parts if isinstance(p, Happened) and p.negated]:
        bare = event_of(out.source, lexicon)
        of_same = [
            i for i, p in enumerate(parts)
            if isinstance(p, Happened) and not p.negated and event_of(p.source, lexicon) == bare
        ]  # fmt: skip
        if not of_same:
            continue
        turned = _turned_round(out.source, lexicon)
        first = parts[of_same[0]]
        if len(of_same) > 1 or turned is None or out.window or not isinstance(first, Happened):
            return None
        if first.source != bare:
            return None
        parts[of_same[0]] = replace(first, source=f"{bare}[{turned}]")
        parts.remove(out)
    for part in parts:
        if isinstance(part, Joined | Opposite) and _filtered(part, lexicon) is None:
            return None
    return parts[0] if len(parts) == 1 else replace(condition, parts=tuple(parts))


def declared(source: str, lexicon: Lexicon) -> str:
    """The events as the project's own names say them: of a signal, what it is declared as."""
    name = lexicon.names.find(source.strip("`"))
    if name is None or name.kind != "signal":
        return source
    return name.text.partition("=")[2].strip() if "=" in name.text else name.text.strip()


def event_of(source: str, lexicon: Lexicon) -> str:
    """The one kind of event that these are; the words themselves if they are of several."""
    said = declared(source, lexicon)
    bare = said.partition("[")[0].strip()
    return bare if re.fullmatch(r"[\w`]+", bare) and (bare == said or _FILTERED.fullmatch(said)) else said


def _turned_round(source: str, lexicon: Lexicon) -> str | None:
    """What holds of the other events of this kind, those of which it is not known among them."""
    whole = _FILTERED.fullmatch(declared(source, lexicon))
    if whole is None or re.search(r"\b(?:and|or|not)\b", re.sub(r'"[^"]*"', "", whole["filter"])):
        return None
    plain = _PLAIN.fullmatch(whole["filter"].strip())
    if plain is None:
        return None
    return f"{plain['property']} is unknown or not ({plain[0]})"

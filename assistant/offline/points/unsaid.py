"""Points that are given or taken in words without a number, wherever they stand: "should lose points over time"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from .somewhat import is_less, somewhat_at


@dataclass(frozen=True, slots=True)
class Unsaid:
    """``rest``: the words without those; ``sign``: whether points are given (1) or taken (-1)."""

    rest: tuple[Token, ...]
    sign: int


_GIVE: Final = frozenset(
    """give gives get gets gain gains earn earns add adds award awards receive receives deserve deserves score scores
    count counts boost boosts increase increases raise raises bump reward rewards climb climbs go goes rise
    rises collect collects worth grant grants grow grows merit merits bring brings mean means carry carries
    rank ranks rate rates weigh weighs weight value prioritize prioritise push assign want wants pick""".split()
)
_TAKE: Final = frozenset(
    """lose loses losing cost costs drop drops deduct deducts subtract subtracts take takes remove removes penalize
    penalizes penalise penalises penalized penalised lower lowers decrease decreases reduce reduces dock docks knock
    knocks decay decays fade fades decline declines shrink shrinks downgrade downgraded fall falls sink sinks punish
    punished hurt hurts harm harms dent dents damage damages""".split()
)
_MODALS: Final = frozenset(
    """should must shall will would can could may we i you please then it they be to need needs ought also so that
    let lets us always""".split()
)
_POINTS: Final = frozenset(
    """points point pts score scores bonus credit credits value weight boost bump higher lower more less some extra
    additional bigger plus penalty rating priority rank lot lots bunch few many much something""".split()
)
_FUZZY: Final = _POINTS | frozenset(
    """a an the of their our its them it him her over time up down off away bit little big small good decent significant
    heavily highly well nice fair by slightly substantially considerably accordingly too even with every as in for while
    gradually slowly steadily than other others others' usual leads""".split()
)
_TAKING: Final = frozenset("lower less fewer penalty down off away bottom last".split())
_LEADING: Final = frozenset(
    "for to if when where on from who that anyone someone people with by about of whenever once".split()
)
_VERBS_BEFORE: Final = phrases(
    "score|rank|rate|weight|weigh|value|give|award|grant|reward|prioritize|prioritise|boost|push|bump|treat|mark|"
    "want to see|would like to see|like to see|want|see|put|move|list|show|show me|rank all|give all|give any|"
    "want to have|like|would like|prefer|favour|favor"
)
_BEHIND: Final = phrases(
    "higher|lower|more|less|more highly|more points|some points|extra points|a few points|a bonus|better|up|down|"
    "some more points|a few more points|a lot of points|lots of points|more weight|some extra points|a higher score|"
    "a lower score|fewer points|extra credit|some credit|points|a boost|a bump|a penalty|additional points|a lot more|"
    "a lot more points|much higher|much lower|plenty of points|a bunch of points|bonus points|a little more|"
    "a bit more|a few extra points|a bit higher|a bit lower|well|highly|heavily|a good score|a high score|a low score|"
    "first|at the top|at the top of the list|up front|further up|further down|at the bottom|higher up|"
    "higher up the list|further up the list|on top|last|"
    "something|something extra|something on top"
)


def unsaid_in(tokens: Sequence[Token]) -> Unsaid | None:
    """The first place where points are spoken of without their number; None if there is none, or a number is near."""
    if any(t.kind == "number" and (t.signed or t.unit.startswith("p")) for t in tokens):
        return None
    around = _around(tokens)
    if around is not None:
        return around
    for at in range(len(tokens)):
        t = tokens[at]
        if t.kind != "word" or t.text not in _GIVE | _TAKE:
            continue
        end = at + 1
        while end < len(tokens) and tokens[end].kind == "word" and tokens[end].text in _FUZZY:
            end += 1
        while end > at + 1 and tokens[end - 1].is_word(*_LEADING, "a", "an", "the", "their", "our", "leads", "them"):
            end -= 1
        end = max(end, at + 1 + somewhat_at(tokens, at + 1))
        said = {x.text for x in tokens[at + 1 : end]}
        if not (said & _POINTS or somewhat_at(tokens, at + 1)) or (end < len(tokens) and tokens[end].kind == "number"):
            continue
        start = at
        while start and tokens[start - 1].kind == "word" and tokens[start - 1].text in _MODALS:
            start -= 1
        is_taken = t.text in _TAKE or bool(said & _TAKING) or is_less(tokens[at + 1 : end])
        return Unsaid(_joined(tokens[:start], tokens[end:]), -1 if is_taken else 1)
    return None


def _around(tokens: Sequence[Token]) -> Unsaid | None:
    """ "Rank keen people higher": the verb before, how much behind."""
    at = 0
    while at < len(tokens) and tokens[at].kind == "word" and tokens[at].text in _MODALS:
        at += 1
    size = words_at(tokens, at, _VERBS_BEFORE)
    if not size:
        return None
    for back in range(1, 6):
        start = len(tokens) - back
        if start > at + size and _is_behind(tokens, start):
            while start - 1 > at + size and _is_behind(tokens, start - 1):
                start -= 1
            words = {t.text for t in tokens[start:]}
            is_taken = bool(words & _TAKING or is_less(tokens[start:]))
            return Unsaid(tuple(tokens[at + size : start]), -1 if is_taken else 1)
    return None


def _is_behind(tokens: Sequence[Token], at: int) -> bool:
    """Whether all of the words from here on say how much."""
    return max(words_at(tokens, at, _BEHIND), somewhat_at(tokens, at)) == len(tokens) - at


def _joined(before: Sequence[Token], behind: Sequence[Token]) -> tuple[Token, ...]:
    found = list(before)
    rest = list(behind)
    while rest and rest[0].is_word(*_LEADING) and not found:
        rest.pop(0)
    if found and rest:
        found.append(Token("sign", ",", ",", rest[0].start, rest[0].start))
    return (*found, *rest)


_OPEN_LIMITS: Final = phrases(
    "capped|with a cap|but capped|up to a cap|with a limit|with a maximum|up to a limit|up to a maximum|limited|"
    "up to some maximum|with some cap|but not too many|up to a point|but limited|and capped|with an upper limit"
)


def without_open_limit(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words without a limit at their end of which no number is said: ", capped"."""
    for back in range(1, 6):
        at = len(tokens) - back
        if at > 1 and words_at(tokens, at, _OPEN_LIMITS) == back:
            while at > 1 and tokens[at - 1].is_sign(",", "-", "("):
                at -= 1
            return tuple(tokens[:at])
    return tuple(tokens)

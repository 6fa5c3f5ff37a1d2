"""How long ago something was done last: "30 days without a login", "last login more than 30 days ago"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.times import Length
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from .condition import Happened, joined
from .events import Found, event_at
from .negation import lapse_at

_WITHOUT: Final = phrases(
    "without a|without an|without any|without|with no|of no|no|with zero|and no|passed without a|pass without a|"
    "go by without a|have passed without a|w o"
)
_SINCE: Final = phrases(
    "since the last|since their last|since last|after the last|after their last|have passed since the last|"
    "have passed since their last|passed since the last|since his last|since her last|from the last"
)
_LAST: Final = phrases("last|most recent|latest|the last|their last|their most recent|the most recent")
_WAS: Final = phrases("was|is|happened|dates back|lies|was seen|being")
_LONGER: Final = phrases("more than|over|at least|longer than|older than|min|not less than|no less than")
_ANYTHING: Final = phrases("activity|action|interaction|engagement|touch point|touchpoint|seen|sign of life|activities")


def lapsed_at(tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]) -> Found | None:
    """Both ways to say it. What was done last some time ago was done once; what was not done may never have been."""
    last = words_at(tokens, at, _LAST)
    if last:
        done = _done(tokens, at + last, lexicon, answers)
        return _long_ago(tokens, done) if done is not None else None
    lapse = lapse_at(tokens, at)
    if lapse is None:
        return None
    since = words_at(tokens, lapse[1], _SINCE)
    without = 0 if since else words_at(tokens, lapse[1], _WITHOUT)
    done = _done(tokens, lapse[1] + since + without, lexicon, answers) if since or without else None
    if done is None or (done.end < len(tokens) and tokens[done.end].is_word("or", "nor", "and")):
        return None  # "30 days without a demo or a meeting"
    return _turned(done, lapse[0], done.end, once=bool(since))


def _long_ago(tokens: Sequence[Token], done: Found) -> Found | None:
    i = done.end + words_at(tokens, done.end, _WAS)
    longer = words_at(tokens, i, _LONGER)
    sign = i < len(tokens) and tokens[i].is_sign(">", ">=")
    lapse = lapse_at(tokens, i + longer + sign)
    number = tokens[i + longer + sign] if lapse is not None else None
    is_more = longer or sign or (number is not None and number.or_more)
    if lapse is None or not is_more:
        return None
    is_ago = lapse[1] < len(tokens) and tokens[lapse[1]].is_word("ago")
    is_old = longer > 1 and tokens[i + longer - 2].is_word("older")
    return _turned(done, lapse[0], lapse[1] + is_ago, once=True) if is_ago or is_old else None


def _done(tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]) -> Found | None:
    size = words_at(tokens, at, _ANYTHING)
    if size:
        return Found(Happened("activity", name="activity"), at + size)
    found = event_at(tokens, at, lexicon, answers)
    c = found.condition if found is not None else None
    return found if isinstance(c, Happened) and not (c.bound or c.measure or c.negated or c.window) else None


def _turned(done: Found, lapse: Length, end: int, once: bool) -> Found:
    c = done.condition
    assert isinstance(c, Happened)
    quiet = replace(c, negated=True, window=lapse.text, name=f"no_{c.name}")
    condition = joined("all", [c, quiet]) if once else quiet
    return Found(condition, end, (*done.notes, lapse.assumption), True)

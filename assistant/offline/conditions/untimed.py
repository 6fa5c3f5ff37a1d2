"""Times that are told without their length: "contract ends soon", "nothing in a while", "old leads", "the last few
weeks". Each is asked, and the answer stands in their place."""

from collections.abc import Sequence
from typing import Final

from ....dsl.types import Type
from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token, as_typed
from ..names.lexicon import FieldName, Lexicon, words_of

Vague = tuple[int, Question, str, str]
"""Where the words end, what is asked, what stands in for an answer, and what is put around it."""

_DAYS: Final = ("30 days", "60 days", "90 days")
_SOON: Final = phrases(
    "soon|shortly|very soon|pretty soon|fairly soon|quite soon|rather soon|in the near future|before long|coming up|"
    "coming up soon|in the not too distant future|in the short term|short term|in the foreseeable future|any day now|"
    "quickly|fast|asap|as soon as possible|in the next few days|in the next few weeks|in the next few months|"
    "in the coming weeks|in the coming months|in the coming days|within a few weeks|within a few months|imminent|"
    "in a few weeks|in a few months|is near|is close|is approaching|is nearing|is imminent|approaching|is soon|"
    "are soon|near|is around the corner|around the corner|is coming up|right away|straight away"
)
_ABOUT_TO: Final = phrases(
    "is about to end|is about to expire|are about to end|are about to expire|about to end|about to expire|"
    "about to run out|is about to run out|are about to run out|is almost over|is nearly over|almost over|"
    "nearly over|is close to ending|is close to expiring|close to expiring|is nearing its end|is coming to an end|"
    "coming to an end|is ending|is expiring|is running out|are running out|is up soon|is nearly up|is almost up"
)
_SHORT: Final = phrases("short|tight|near term|urgent|close|a short|a tight|an urgent|a near term|a close|imminent")
_LATELY: Final = phrases(
    "in the last few days|in the past few days|in the last few weeks|in the past few weeks|in the last few months|"
    "in the past few months|over the last few weeks|over the past few weeks|over the last few months|"
    "over the past few months|over the last few days|over the past few days|during the last few weeks|"
    "during the last few months|in the last couple of weeks|in the past couple of weeks|the last few weeks|"
    "the last few days|the last few months|the past few weeks|in recent weeks|in recent months|in recent days|"
    "within a short time|in a short time|in a short period|within a short period|in quick succession|in the last time|"
    "in the recent past|just now|not so long ago|a short while ago|a little while ago|not too long ago|nowadays|"
    "in recent times|the past few days|in a short space of time|in recent memory|of recent|a few days ago|"
    "a few weeks ago|in the last weeks|in the last days|in the last months|in the past weeks|in the past months|"
    "over the last weeks|over the last months|within a short period of time|in a short period of time|"
    "in short order|shortly after each other|as long as it is recent|as long as they are recent|if it is recent|"
    "only if it is recent|but only if it is recent|if recent|only if recent|provided it is recent|if they are recent|"
    "but only the recent ones|only the recent ones|recent ones only|only recent ones|but only recent ones|"
    "as long as it was recent|if it was recent|only if it was recent|but only recently|that is not too old|"
    "that are not too old|as long as it is not too old|not too old|unless it is too old|as long as it is fresh"
)
_LONG: Final = phrases(
    "a while|some time|a long time|ages|a long while|quite a while|quite some time|long|too long|very long|"
    "a longer time|a longer period|a long period|a very long time|so long|a good while|an extended period|"
    "a certain time|a longer while|a few weeks|a few months|several weeks|several months|some weeks|some months|"
    "many weeks|many months|weeks|months|a prolonged period|forever|yonks|donkeys years|a few days|"
    "an extended period of time|a longer period of time|a long period of time|a certain period|a period of time"
)
_FOR: Final = phrases("for|in|since|over|after|within|during")
_OLD: Final = phrases(
    "old|older|very old|too old|stale|ancient|aged|aging|ageing|long standing|outdated|really old|cold old"
)
_NEW: Final = phrases("new|newer|fresh|brand new|freshly created|newly created|very new|just created|newly added|young")
_LEADS: Final = phrases("leads|lead|contacts|contact|records|record|prospects|entries|names")
_BEING: Final = phrases(
    "that are|that are too|that are very|which are|which are too|who are|are|are too|is too|that is too|is|"
    "that are getting|"
    "that are rather|that have become|that have become too|is getting too|that are already"
)
_AGED: Final = ("business", "businesses", "company", "companies", "firm", "firms", "organisation", "organization",
                "organisations", "organizations", "ones")  # fmt: skip
_YOUNG_ONES: Final = phrases("young|new|newly founded|very young|recently founded|start up|brand new|younger|newer")
_ESTABLISHED: Final = phrases(
    "established|well established|long established|old|older|mature|long standing|traditional|well known"
)


def untimed_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Vague | None:
    """What is left open about a time that is told from here on."""
    return _lately(tokens, at) or while_at(tokens, at) or _soon(tokens, at, lexicon) or _aged(tokens, at, lexicon)


def _lately(tokens: Sequence[Token], at: int) -> Vague | None:
    size = words_at(tokens, at, _LATELY)
    if not size:
        return None
    question = Question(
        f"How long ago is “{as_typed(tokens[at : at + size])}” at most?", ("7 days", "30 days", "90 days")
    )
    return at + size, question, "30 days", "in the last *"


def while_at(tokens: Sequence[Token], at: int) -> Vague | None:
    """ "for a while", "in ages": behind what did not happen, or before it."""
    step = words_at(tokens, at, _FOR)
    size = words_at(tokens, at + step, _LONG)
    end = at + step + size
    if not step or not size or (end < len(tokens) and tokens[end].is_word("ago", "enough")):
        return None
    if not any(t.is_word("no", "not", "never", "without", "inactive", "inactivity", "quiet", "silent", "nothing",
                         "dormant", "dark", "silence", "unengaged") for t in tokens):  # fmt: skip
        return None
    question = Question(f"How long is “{as_typed(tokens[at + step : end])}” at least?", _DAYS)
    return end, question, "60 days", "for *" if not tokens[at].is_word("after") else "after *"


def _soon(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Vague | None:
    """ "soon", where the project has a day that may come."""
    days = [f for f in lexicon.fields if f.type is Type.DATE]
    if not days:
        return None
    size = words_at(tokens, at, _SOON)
    if size:
        question = Question(f"In how many days at most is “{as_typed(tokens[at : at + size])}”?", _DAYS)
        return at + size, question, "60 days", "in the next *"
    size = words_at(tokens, at, _ABOUT_TO)
    if size:
        question = Question(f"In how many days at most is it “{as_typed(tokens[at : at + size])}”?", _DAYS)
        return at + size, question, "60 days", "ends in the next *"
    size = words_at(tokens, at, _SHORT)
    named = _day_named(tokens, at + size, days) if size else None
    if named is None:
        return None
    field, end = named
    question = Question(f"In how many days at most is “{as_typed(tokens[at:end])}”?", _DAYS)
    return end, question, "60 days", f"{' '.join(words_of(field.name))} in the next *"


def _day_named(tokens: Sequence[Token], at: int, days: Sequence[FieldName]) -> tuple[FieldName, int] | None:
    for f in days:
        size = words_at(tokens, at, (tuple(words_of(f.name)),))
        if size:
            return f, at + size
    return None


def _aged(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Vague | None:
    """ "old leads", where it is known when they were created; "young businesses", where it is known since when."""
    for listed, is_old in ((_OLD, True), (_NEW, False)):
        size = words_at(tokens, at, listed)
        named = words_at(tokens, at + size, _LEADS) if size else 0
        if not size and (named := words_at(tokens, at, _LEADS)):  # "leads that are too old"
            size = words_at(tokens, at + named, _BEING)
            age = words_at(tokens, at + named + size, listed) if size else 0
            named = named + age if age else 0
        field = _field_of(lexicon, ("created",)) if named else None
        if field is not None:
            return _since(tokens, at, at + size + named, is_old, "created", _DAYS)
    for listed, is_old in ((_ESTABLISHED, True), (_YOUNG_ONES, False)):
        size = words_at(tokens, at, listed)
        end = at + size
        if (
            size
            and end < len(tokens)
            and tokens[end].is_word(*_AGED)
            and _field_of(lexicon, ("founded", "established"))
        ):
            return _since(tokens, at, end + 1, is_old, "founded", ("365 days", "730 days", "1825 days"))
    return None


def _field_of(lexicon: Lexicon, words: Sequence[str]) -> FieldName | None:
    moments = [f for f in lexicon.fields if f.type in (Type.DATE, Type.TIME)]
    return next((f for f in moments if set(words) & set(words_of(f.name))), None)


def _since(
    tokens: Sequence[Token], at: int, end: int, is_old: bool, verb: str, choices: tuple[str, ...]
) -> Vague | None:
    side = "least" if is_old else "most"
    question = Question(f"How long ago was “{as_typed(tokens[at:end])}” {verb} at {side}?", choices)
    return end, question, choices[0], f"{verb} {'more' if is_old else 'less'} than * ago"

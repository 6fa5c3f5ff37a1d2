"""Numbers of events that are told without a number: "long calls", "a big order", "good reviews", "stayed longer"."""

from collections.abc import Mapping, Sequence
from typing import Final

from ....dsl.types import Type
from ...drafts import Question
from ...names import Property
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token, as_typed
from ...reading.words import stem
from ..names.lexicon import Lexicon, Source, words_of
from .condition import Happened
from .events import event_at
from .unmeasured import MONEY, adjective, given_behind, usual_numbers
from .untimed import Vague

_OF_TIME: Final = frozenset("long longer lengthy extended short shorter brief".split())
_OF_AMOUNT: Final = frozenset(
    """big bigger large larger huge massive small smaller tiny substantial sizeable sizable considerable generous fat
    hefty chunky serious enormous significant mini decent modest""".split()
)
_OF_RATING: Final = frozenset(
    "good better great excellent positive top bad poor negative worse high low outstanding mediocre".split()
)
_TIMES: Final = ("minutes", "seconds", "hours", "duration")
_RATINGS: Final = ("stars", "rating", "grade", "score", "nps")
_LASTED: Final = phrases(
    "lasted long|lasted longer|lasted long enough|that lasted long|that lasted longer|that lasted long enough|"
    "that are long enough|that are long|that were long enough|that were long|long enough|that take long|"
    "that took long|that took longer|that go on for long|of some length|that took a while|lasting longer|"
    "which lasted longer|that lasted a while|that were longer"
)
_STAYED: Final = phrases(
    "stayed longer|stayed long|stayed a long time|stayed for long|stayed for a long time|stay longer|stays longer|"
    "stayed for longer|stay for longer|stayed a while|stayed for a while|stayed long enough|stay long enough|"
    "stayed for a good while|stuck around|stuck around longer|stick around|hung around|were there for long|"
    "stayed most of the time|stayed to the end|stayed until the end|stayed on|stayed till the end|"
    "were there longer|stayed through most of it|sat through most of it|sat through it|really stayed"
)
_WATCHED: Final = phrases(
    "watched most of|watch most of|watches most of|saw most of|watched a good part of|watched a good chunk of|"
    "watched a large part of|watched much of|watch much of|watched a lot of|watched nearly all of|"
    "watched almost all of|"
    "watched the better part of|watched the bulk of|watched a big part of|got through most of|viewed most of"
)


_COMPARING: Final = (
    "over above more than at least under below less up from to between and or most of fewer ie meaning usd eur dollars "
    "euros min mins longer k m"
).split()


def outsized_at(tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]) -> Vague | None:
    """What is left open about a number of the events that are told from here on."""
    return (
        _event(tokens, at, lexicon, answers) or _event_is(tokens, at, lexicon, answers) or _stayed(tokens, at, lexicon)
    )


def _event(tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]) -> Vague | None:
    """ "long calls", "a big quote", "good reviews"."""
    said = adjective(tokens, at)
    if said is None or said.end >= len(tokens):
        return None
    found = _happened(tokens, said.end, lexicon, answers)
    if found is None:
        return None
    source, end = found
    p = _property(source, said.word)
    if p is None:
        return None
    return _asked_of(tokens, at, end, p, said.sign, as_typed(tokens[said.end : end]))


def _event_is(tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]) -> Vague | None:
    """ "calls that lasted long enough", "watched most of a video"."""
    watched = words_at(tokens, at, _WATCHED)
    if watched:
        found = _happened(tokens, at + watched, lexicon, answers)
        p = next((p for p in found[0].properties if p.name == "percent"), None) if found is not None else None
        if found is not None and p is not None:
            return _asked_of(tokens, at, found[1], p, 1, " ".join(words_of(found[0].name)))
        return None
    found = _happened(tokens, at, lexicon, answers)
    if found is None:
        return None
    source, end = found
    lasted = words_at(tokens, end, _LASTED)
    p = _property(source, "long") if lasted else None
    if p is None:
        return None
    return _asked_of(tokens, at, end + lasted, p, 1, as_typed(tokens[at:end]))


def _stayed(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Vague | None:
    """ "stayed longer", where one event tells how long somebody stayed."""
    size = words_at(tokens, at, _STAYED)
    if not size or any(t.is_sign("(") for t in tokens[at:]):
        return None
    told = [
        (s, p)
        for s in lexicon.sources
        if not s.is_signal
        for p in s.properties
        if p.type is Type.NUMBER and p.name in _TIMES and "stay" in {stem(w)[:4] for w in words_of(p.description)}
    ]
    if len(told) != 1:
        return None
    source, p = told[0]
    end = at + size
    step = words_at(tokens, end, phrases("in the|in a|in|at the|at a|at|on the|for the|during the|in our|at our|the"))
    named = words_at(
        tokens,
        end + step,
        (tuple(words_of(source.name)), (*words_of(source.name)[:-1], words_of(source.name)[-1] + "s")),
    )
    end += step + named if named else 0
    return _asked_of(
        tokens,
        at,
        end,
        p,
        1,
        f"attended {' '.join(words_of(source.name))}" if source.attended else " ".join(words_of(source.name)),
    )


def _happened(
    tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]
) -> tuple[Source, int] | None:
    """The one kind of event that is told here, and where its words end."""
    if at >= len(tokens) or tokens[at].kind != "word":
        return None
    found = event_at(tokens, at, lexicon, answers)
    c = found.condition if found is not None else None
    if found is None or not isinstance(c, Happened) or c.bound is not None or c.negated or c.measure:
        return None
    name = c.source.partition("[")[0].strip("`")
    source = next((s for s in lexicon.sources if s.name == name), None)
    return None if source is None else (source, found.end)


def _property(source: Source, word: str) -> Property | None:
    """The number of an event that an adjective is about: long calls are of many minutes, a big order is of much "
    "money."""
    numbers = [p for p in source.properties if p.type is Type.NUMBER]
    times = [p for p in numbers if p.name in _TIMES]
    ratings = [p for p in numbers if p.name in _RATINGS]
    others = [p for p in numbers if p not in times and p not in ratings and p.name != "percent"]
    if word in _OF_TIME and len(times) == 1:
        return times[0]
    if word in _OF_RATING and len(ratings) == 1:
        return ratings[0]
    return others[0] if word in _OF_AMOUNT and len(others) == 1 else None


def _asked_of(tokens: Sequence[Token], at: int, end: int, p: Property, sign: int, words: str) -> Vague | None:
    given = given_behind(tokens, end)
    if given is not None:
        inside = [t for t in tokens[end : given[1]] if t.kind == "word"]
        own = {stem(w) for w in words_of(p.name)}
        if not given[0] or any(stem(t.text) not in own and not t.is_word(*_COMPARING) for t in inside):
            return None
        return given[1], Question("", ("",)), "", f"\x01[{p.name}] {given[0]}\x01 {words}"
    raw = as_typed(tokens[at:end])
    numbers = usual_numbers(p.name, p.description)
    how = "How much is" if set(words_of(p.name)) & MONEY else f"How many {' '.join(words_of(p.name))} is"
    if sign > 0:
        question = Question(f"{how} “{raw}” at least?", tuple(f"{n} or more" for n in numbers))
    else:
        question = Question(f"{how} “{raw}” at most?", tuple(f"under {n}" for n in numbers))
    return end, question, question.choices[0], f"{words} \x01[{p.name}] *\x01"

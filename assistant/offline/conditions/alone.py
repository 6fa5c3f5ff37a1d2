"""Numbers that stand alone in a clause of points: "over 500" behind another one, "fewer than 20 vehicles"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ....dsl.types import Type
from ...reading.numbers import bound_at, phrases, words_at
from ...reading.times import bare_window_at
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from .condition import Fact, Happened
from .negation import lapse_at, lapsing_at
from .numbered import number_fact
from .reader import Reading


def bound_alone(tokens: Sequence[Token], last: Fact | Happened | None, lexicon: Lexicon) -> Reading | None:
    """ "over 500", behind a clause about a number of a field; else a number of something that a lead has."""
    body = list(tokens)
    while body and body[-1].is_sign(",", ":", "=", "→", "-"):
        body.pop()
    while body and body[0].is_sign(",", ":", "=", "→", "-"):
        body.pop(0)
    if len(body) > 1 and isinstance(last, Happened) and body[-1].is_word("times", "visits", "views"):
        body.pop()
    if isinstance(last, Happened) and last.window and (timed := _timed(body, last)) is not None:
        return timed
    if isinstance(last, Happened) and last.bound is None:
        last = None
    found = bound_at(body, 0) if last is not None else None
    if last is None or found is None or found[1] != len(body) or found[0].exact or found[0].percent:
        return _also_called(body, lexicon)
    if isinstance(last, Happened):
        return Reading(replace(last, bound=found[0]))
    field_name = next((f for f in lexicon.fields if f.written == last.field), None)
    return None if field_name is None else Reading(number_fact(field_name, found[0]))


def _timed(body: Sequence[Token], last: Happened) -> Reading | None:
    """ "60 days", "31 to 90 days ago", behind a clause about the same with another time."""
    found = (lapsing_at(body, 0) or lapse_at(body, 0)) if last.negated else bare_window_at(body, 0)
    if not body or found is None or found[1] != len(body):
        return None
    return Reading(replace(last, window=found[0].text), [found[0].assumption] if found[0].assumption else [])


_WHO_HAS: Final = phrases(
    "companies with|company with|leads with|with|has|have|if they have|they have|anyone with|those with|if they run|"
    "if the company has|people with|anybody with|for companies with|for|if"
)


def _also_called(body: Sequence[Token], lexicon: Lexicon) -> Reading | None:
    """ "fewer than 20 vehicles", and nothing else: a number of a lead, though events have such a number as well."""
    at = words_at(body, 0, _WHO_HAS) if body else 0
    found = bound_at(body, at) if body else None
    if found is None or found[0].exact or found[0].percent or found[0].money:
        return None
    words = tuple(t.text for t in body[found[1] :] if t.kind == "word")
    fields = [f for f in lexicon.fields if f.type is Type.NUMBER and words in f.also]
    if len(fields) != 1 or len(words) != len(body) - found[1]:
        return None
    note = f"“{' '.join(t.raw for t in body[at:])}” is read as `{fields[0].name}` of the lead"
    return Reading(number_fact(fields[0], found[0]), [note])

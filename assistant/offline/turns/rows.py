"""Follow-ups about one row of a table: "500+ should be 40"."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from ...drafts import Question
from ...reading.numbers import bound_at, phrases, words_at, written
from ...reading.tokens import Token
from ..conditions.condition import Fact
from ..names.lexicon import Lexicon
from ..points.bands import row_of
from .places import Edit, Part, label_of, meant_in, one_of

_NOW: Final = phrases(
    "should be|should now be|is now|should be worth|should get|should give|to|is|gets|should rather be|should have been"
)
_OPENING: Final = phrases("make|make the|change|change the|set|set the|the|no|actually|please make|please change")


def row(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """Other points for the row whose band is said just as it stands there."""
    start = words_at(tokens, 0, _OPENING)
    found = bound_at(tokens, start)
    if found is None or found[0].exact or found[0].percent:
        return None
    end = len(tokens) - words_at(tokens, len(tokens) - 1, phrases("points|point|pts"))
    at = next((i for i in range(found[1], end) if words_at(tokens, i, _NOW)), None)
    number = tokens[end - 1]
    if at is None and start and found[1] == end - 1:
        at = end - 1  # "make 500+ 40"
    if at is None or at + words_at(tokens, at, _NOW) != end - 1 or number.kind != "number" or number.value is None:
        return None
    if not number.may_be_points or number.money or number.percent or number.or_more:
        return None
    if number.signed or number.value <= 0 or number.value != round(number.value, 2):
        return None
    band = row_of(Fact("", "", "", found[0]))
    meant = meant_in(tokens[found[1] : at], parts)
    if band is None or meant is None:
        return None
    line = re.compile(rf"^ +{re.escape(band)} +add (\d+(?:\.\d+)?)", re.MULTILINE)
    limits = [re.escape(written(n)) for n in (found[0].low, found[0].high) if n is not None]
    others = [re.sub(r'"(?:[^"]|"")*"', "", p.text) for p in meant if not line.search(p.text)]
    if any(re.search(rf"(?<![\w.]){n}(?![\w.])", text) for n in limits for text in others):
        return None  # a rule that is no table may be meant
    value = written(number.value)
    places = [
        (Edit(p.start + m.start(1), p.start + m.end(1), value), f"{band} of {label_of(p)}")
        for p in meant
        for m in line.finditer(p.text)
    ]
    return one_of(places, f"Which row is to be {value}?", answers)

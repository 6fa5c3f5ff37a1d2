"""Follow-ups about which events a rule counts: "only calls longer than 3 minutes", "enquiries about fees only"."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from ....dsl import nodes as n
from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..conditions.condition import Happened
from ..conditions.reader import Ambiguous, Reader, Reading
from ..names.lexicon import Lexicon
from .places import Edit, Part, label_of, one_of

_ONLY: Final = phrases(
    "only|just|only count|count only|only for|just for|only if|only when|but only|and only|only if it is|"
    "only when they|only if they|only those|only the|only if it was|only when it was|restricted to|limited to|"
    "only where|only with|should only count|should only count when|should only count if|only count when|"
    "only counts when|only counts if|only count if|only those with|only the ones|have to be|must be|only if the"
)


def filtered(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """Some of the events that a rule counts in the place of all of them."""
    if len(tokens) > 1 and tokens[-1].is_word("only", "alone"):
        wordings = [tokens[:-1]]
    else:
        at = next((i for i in range(len(tokens)) if words_at(tokens, i, _ONLY)), None)
        if at is None:
            return None
        size = words_at(tokens, at, _ONLY)
        behind = tokens[at + size :]
        wordings = [(*tokens[:at], *behind), (*tokens[:at], Token("word", "with", "with", 0, 0), *behind)]
    for words in wordings:
        reading = _read(words, lexicon)
        c = reading.condition if reading is not None else None
        if reading is None or not isinstance(c, Happened) or "[" not in c.source:
            continue
        if c.negated or c.bound is not None or c.window or c.measure:
            continue
        notes = tuple(x for x in reading.notes if not x.endswith(" is enough"))
        base = c.source.split("[")[0]
        pattern = re.compile(rf'"(?:[^"]|"")*"|(?<!\bas )(?<![\w.`])({re.escape(base)})(?![\w\[])')
        places = [
            (Edit(p.start + m.start(1), p.start + m.end(1), c.source, notes), label_of(p))
            for p in parts
            if isinstance(p.statement, n.Rule | n.Stage | n.Segment)
            for m in pattern.finditer(p.text)
            if m[1]
        ]
        if len({label for _, label in places}) == 1:
            return [e for e, _ in places]
        if places:
            return one_of(places, f"Which of these is to be {c.source} alone?", answers)
    return None


def _read(words: Sequence[Token], lexicon: Lexicon) -> Reading | None:
    try:
        return Reader(lexicon, {}).read(words) if words else None
    except Ambiguous:
        return None

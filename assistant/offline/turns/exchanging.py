"""Follow-ups that put something in the place of something else: "clicks instead of opens", "swap demo and webinar"."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from ....dsl import nodes as n
from ...drafts import Question
from ...reading.numbers import phrases, words_at, written
from ...reading.tokens import Token
from ...reading.words import stem
from ..conditions.condition import Happened, Open
from ..conditions.reader import Ambiguous, Reader
from ..names.lexicon import Lexicon, Source
from .places import FILL, Edit, Part, label_of, meant_in, one_group_of, with_rows
from .widening import old_and_new


def exchanged(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """Another event in the place of one that a rule counts: "clicks instead of opens"."""
    if any(t.kind == "number" for t in tokens):
        return None
    for old, new in old_and_new(tokens):
        if not old:
            continue
        before = source_of(old, lexicon, None)
        after = source_of(new, lexicon, before)
        if before is None or after is None or before.name == after.name:
            continue
        taken = {m for p in parts for m in re.findall(r"\bas (`[^`]+`|\w+)", p.text)}
        groups = [(edits, label_of(p)) for p in parts if (edits := in_place_of(p, before, after, taken))]
        if groups:
            return one_group_of(groups, f"Where is it to be {after.written}?", answers)
    return None


def in_place_of(part: Part, before: Source, after: Source, taken: set[str]) -> list[Edit]:
    """What puts one event in the place of another in a statement, and in the name of its rule."""
    quoted = [m.span() for m in re.finditer(r'"(?:[^"]|"")*"', part.text)]
    found: list[Edit] = []
    counted = False
    pattern = rf"(\bas )?(?<![\w.]){re.escape(before.written)}(?![\w\[`])( {re.escape(before.noun)}\b)?"
    for m in re.finditer(pattern, part.text):
        if any(a <= m.start() < b for a, b in quoted):
            continue
        if m[1]:
            if after.written not in taken:
                found.append(Edit(part.start + m.start(), part.start + m.end(), f"as {after.written}"))
            continue
        counted = True
        noun = f" {after.noun}" if m[2] else ""
        found.append(Edit(part.start + m.start(), part.start + m.end(), f"{after.written}{noun}"))
    return found if counted else []


def source_of(words: Sequence[Token], lexicon: Lexicon, like: Source | None) -> Source | None:
    """The event that words name, and nothing else of it; of several the one that is ``like`` another."""
    said = [
        t
        for t in words
        if not t.is_sign(",", ":", "-")
        and not t.is_word("the", "a", "an", "it", "that", "of", "for", "one", "ones", "our")
    ]
    if not said or any(t.kind != "word" for t in said):
        return None
    try:
        reading = Reader(lexicon, {}).read(said)
    except Ambiguous:
        reading = None
    c = reading.condition if reading is not None else None
    if isinstance(c, Happened) and c.bound is None and not (c.window or c.negated or c.measure):
        return next((s for s in lexicon.sources if c.source in (s.written, s.name)), None)
    if c is not None and not isinstance(c, Open):
        return None
    stems = {stem(t.text) for t in said}
    found = [s for s in lexicon.sources if stems <= s.own]
    if like is not None and len(found) > 1:
        found = [s for s in found if (s.own - stems) & like.own]
    return found[0] if len(found) == 1 else None


_SWAP: Final = phrases(
    "swap|switch|exchange|flip|interchange|reverse|swap round|swap around|swap the points of|swap the points for|"
    "swap the values of|swap the points|swap the values|switch the points of|switch around|switch round|please swap"
)
_ROUND: Final = phrases(
    "the other way round|the other way around|other way round|other way around|vice versa|around|round|"
    "the wrong way round|"
    "are the wrong way round|should be swapped|are swapped|need to be swapped|must be swapped|should be reversed|"
    "should be the other way round|should be the other way around|have to be swapped|got mixed up|are mixed up"
)
_TWO: Final = frozenset("the two both them those these 2 points numbers values it these".split())
NO_SWAP: Final = "leave it as it is"


def swapped(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """The points of two rules, each in the place of the other's."""
    size = words_at(tokens, 0, _SWAP)
    end = next((i for i in range(len(tokens)) if words_at(tokens, i, _ROUND) == len(tokens) - i), len(tokens))
    if not size and end == len(tokens):
        return None
    if not size and words_at(tokens, end, phrases("around|round")) == len(tokens) - end:
        return None
    what = [t for t in tokens[size:end] if not t.is_sign(",")]
    rules = [p for p in with_rows(parts) if _amount(p) is not None]
    if all(t.is_word(*_TWO) or t.text in _TWO for t in what):
        if len(rules) != 2:
            return None
        edits, told = _crosswise(rules)
        question = f"Does “{' '.join(said.split())[:80]}” mean: {told}?"
        answer = answers.get(question)
        if answer is None:
            return Question(question, ("yes, swap their points", NO_SWAP))
        return [] if answer == NO_SWAP else edits
    joint = next((i for i, t in enumerate(what) if t.is_word("and", "with", "for")), 0)
    if not 0 < joint < len(what) - 1:
        return None
    one, other = meant_in(what[:joint], rules), meant_in(what[joint + 1 :], rules)
    if one is None or other is None or len(one) != 1 or len(other) != 1 or one[0] is other[0]:
        return None
    if all(t.is_word(*FILL) for t in what[:joint]) or all(t.is_word(*FILL) for t in what[joint + 1 :]):
        return None
    return _crosswise([one[0], other[0]])[0]


def _amount(part: Part) -> n.Effect | None:
    rule = part.statement
    if not isinstance(rule, n.Rule):
        return None
    body = rule.body
    if part.is_row and isinstance(body, n.Table):
        body = next(r.effect for r in body.rows if r.span.start == part.start)
    effect = body.effect if isinstance(body, n.Tally) else body
    return effect if isinstance(effect, n.Effect) and isinstance(effect.amount, n.Number) else None


def _crosswise(rules: Sequence[Part]) -> tuple[list[Edit], str]:
    effects = [e for p in rules if (e := _amount(p)) is not None]
    edits: list[Edit] = []
    told: list[str] = []
    for part, mine, other in zip(rules, effects, reversed(effects), strict=True):
        assert isinstance(other.amount, n.Number)
        value: Decimal = other.amount.value
        new = f"{other.verb} {written(value)}"
        edits.append(Edit(mine.span.start, mine.amount.span.end, new))
        told.append(f"{new} {label_of(part).split(' add ')[0].split(' subtract ')[0]}")
    return edits, ", ".join(told)

"""One change of a draft, or several values of one thing: whichever kind of change reads all that is said.

What could be meant in several places is asked, unless what was said before settles it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ....dsl import nodes as n
from ...drafts import Draft, Question, Turn
from ...reading.numbers import phrases, side_at, words_at
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from .alternatives import alternative
from .amending import names_something, segments
from .changes import counts, limits, points, window
from .confining import confines, narrowed, only
from .contrast import Contrast, becoming, contrast_in, replaces_it
from .courtesy import is_change
from .edges import edged
from .edited import edited, touched
from .exchanging import exchanged, swapped
from .filtering import filtered
from .grading import regraded
from .members import joined, requantified
from .places import ALL_OF_THEM, FILL, Edit, Part, few_of, label_of, parts_of, without_all
from .relative import relative
from .removing import is_removal, remove, says_only_that
from .renaming import renamed
from .repeating import repeated
from .reshaping import MORE, reshape
from .rows import row
from .several import NOBODY, all_but, all_else, only_so_many, with_number
from .totals import capped
from .typed import retyped
from .undoing import before_that, last_touched
from .widening import widened, with_values_placed

CHANGED, ONE_MORE = "it changes what is there", "it is one more rule"
Reads = Callable[[str, Draft], Draft]
"""Reads words as rules of their own, by the names that are there with a draft."""
_CHANGES: Final = (
    renamed, remove, swapped, requantified, regraded, exchanged, joined, repeated, row, edged, widened, capped,
    filtered, reshape, window, counts, limits, relative, points, only, narrowed, retyped, alternative,
)  # fmt: skip
_OF_PLACES: Final = (swapped, relative, points)


@dataclass(slots=True)
class Message:
    """What is said, and what it is said to."""

    said: str
    sentences: Sequence[tuple[Token, ...]]
    turns: Sequence[Turn]
    lexicon: Lexicon
    answers: Mapping[str, str]
    reads: Reads


def changed(tokens: Sequence[Token], current: Draft, m: Message, among: Sequence[Part] | None = None) -> Draft | None:
    """The draft changed in one place, or in all that are meant; a question; None if no change is said."""
    parts = parts_of(current.rules)
    tokens = only_so_many(tokens, among or parts) or tokens
    but = all_but(tokens, among or parts)
    if but == NOBODY:
        return None
    found = _edits(tokens, among or parts, m, m.answers, current.rules) if but is None else None
    if found is None and but is None and (rest := without_all(tokens)) is not None and rest:
        rules = [p for p in among or parts if isinstance(p.statement, n.Rule)]
        found = _edits(rest, rules, m, m.answers, current.rules)
        if isinstance(found, Question) and ALL_OF_THEM in found.choices:
            many = 2 if any(t.is_word("both", "two") for t in tokens) else _all_of_so_many(tokens)
            if many and len(found.choices) != many + 1:
                return None
            found = _edits(rest, rules, m, {found.text: ALL_OF_THEM}, current.rules)
    few = but or (few_of(tokens, among or parts) if found is None else None)
    if few is not None:
        rest = with_number(without_all(few[0]) or few[0])
        gone = [[Edit(p.start, p.end, "")] for p in few[1]] if says_only_that(rest) else None
        each = gone or [_edits(rest, [p], m, m.answers, current.rules) for p in few[1]]
        found = [e for x in each if isinstance(x, Sequence) for e in x] if all(each) else None
        if any(isinstance(x, Question) for x in each):
            found = None
    if isinstance(found, Question):
        settled = _settled(tokens, found, parts, current, m)
        return Draft("ask", questions=(found,)) if settled is None else settled
    is_for_some = found is not None and among is None and confines(tokens) and found == _confined(tokens, parts, m)
    if is_for_some and (last := _last_of_several(parts, m)):
        question = f"What is “{' '.join(m.said.split())[:80]}” about?"
        answer = m.answers.get(question)
        if answer is None:
            return Draft("ask", questions=(Question(question, (_WHOLE, *(label_of(p) for p in last[:3]))),))
        if answer != _WHOLE:
            return changed(tokens, current, m, [p for p in last if label_of(p) == answer])
    is_counted = few is not None and any(t.is_word("first", "last") for t in tokens)
    if found is not None and few is not None and (but is not None or is_counted):
        words = m.said[tokens[0].start if tokens[0].end else 0 : tokens[-1].end]
        note = f"“{words}” is read as said of {'; '.join(label_of(p) for p in few[1])}"
        found = [replace(e, notes=(*e.notes, note)) for e in found]
    return None if found is None else edited(current, found, m.lexicon, m.said)


def _all_of_so_many(tokens: Sequence[Token]) -> int:
    """ "all three": how many; nought if nothing is said of it."""
    numbers = [t for i, t in enumerate(tokens) if i and tokens[i - 1].is_word("all", "these", "those")]
    return next((int(t.value) for t in numbers if t.kind == "number" and t.value is not None and not t.unit), 0)


def _confined(tokens: Sequence[Token], parts: Sequence[Part], m: Message) -> Sequence[Edit] | Question | None:
    return only(m.said, tokens, parts, m.lexicon, m.answers)


_WHOLE: Final = "all of it"


def _last_of_several(parts: Sequence[Part], m: Message) -> list[Part]:
    """What the last turn changed or added, if that is not all that is there."""
    last = last_touched(m.turns)
    mine = [p for p in parts if p.text in last]
    return mine if len(mine) < sum(not isinstance(p.statement, n.Group) for p in parts) else []


def _edits(
    tokens: Sequence[Token], parts: Sequence[Part], m: Message, answers: Mapping[str, str], rules: str
) -> Sequence[Edit] | Question | None:
    named = with_values_placed(tokens, parts, m.lexicon)
    for change in _CHANGES:
        if named is not None and change in _OF_PLACES:
            found = change(m.said, named, parts, m.lexicon, answers)
            if found is not None:
                return found
        found = change(m.said, tokens, parts, m.lexicon, answers)
        if found is not None:
            return found
    if named is not None and (found := _edits(named, parts, m, answers, rules)) is not None:
        return found
    said = contrast_in(tokens)
    if said is None or not said.rest:
        return None
    found = _edits(said.rest, parts, m, answers, rules)
    if isinstance(found, Question):
        each = {c: _edits(said.rest, parts, m, {**answers, found.text: c}, rules) for c in found.choices[:-1]}
        fit = {c: e for c, e in each.items() if isinstance(e, Sequence) and _replaces(e, rules, said)}
        if len(fit) < 2:
            return next(iter(fit.values()), None)
        return replace(found, choices=(*fit, ALL_OF_THEM))
    if found is not None and ALL_OF_THEM in answers.values():
        return [e for e in found if replaces_it(e, rules, said.old)] or None
    return found if found is not None and _replaces(found, rules, said) else None


def _replaces(edits: Sequence[Edit], rules: str, said: Contrast) -> bool:
    if said.takes and not all(rules[e.start : e.end].startswith("subtract ") for e in edits):
        return False
    return all(replaces_it(e, rules, said.old) for e in edits)


_POINTING: Final = phrases("it|that|this|that one|this one|the new one|them|those|the last one|the new rule|these")


def _settled(
    tokens: Sequence[Token], question: Question, parts: Sequence[Part], current: Draft, m: Message
) -> Draft | None:
    """What a question is answered by: "back to 20" was so before, "that" is what was said last."""
    if any(t.is_word("back", "again") for t in tokens):
        earlier = [d.rules for d in before_that(m.turns)]
        for choice in question.choices[:-1]:
            found = _edits(tokens, parts, m, {**m.answers, question.text: choice}, current.rules)
            if isinstance(found, Sequence) and (draft := edited(current, found, m.lexicon, m.said)).rules in earlier:
                return draft
    if not any(words_at(tokens, i, _POINTING) for i in range(len(tokens))):
        return None
    mine = _last_of_several(parts, m)
    if not mine:
        return None
    found = _edits(tokens, mine, m, m.answers, current.rules)
    if found is None or isinstance(found, Question):
        return None
    draft = edited(current, found, m.lexicon, m.said)
    note = f"“{' '.join(m.said.split())[:80]}” is about what was said last: {label_of(mine[0])}"
    return replace(draft, assumptions=(*draft.assumptions, note))


def in_steps(tokens: Sequence[Token], current: Draft, m: Message) -> Draft | None:
    """ "30 points in 14 days": several values of the same thing, all of them or none."""
    if words_at(tokens, 0, MORE) or becoming(tokens) is not None:
        return None  # "the 20 days should be 60" is one change
    steps = [s for s in segments(tokens, m.lexicon) if any(not t.is_word(*FILL) for t in s)]
    if len(steps) < 2 or any(t.is_word("or") and not side_at(tokens, i) for i, t in enumerate(tokens)):
        return None  # "30 points or 3 visits" is no change but a choice
    is_named = names_something(tokens)
    question = f"Does “{' '.join(m.said.split())[:80]}” change what is there, or is it one more rule?"
    if not is_change(tokens) and m.answers.get(question) == ONE_MORE:
        return None
    draft, about = current, None
    for one in steps:
        found = step(one, draft, about, m)
        if found is None or found.outcome != "draft":
            return found
        about = touched(current.rules, found.rules)
        draft = found
    is_sure = is_change(tokens) or any(is_change(s) or is_removal(s) or _is_moved(s) for s in steps)
    gives = any(t.is_word("points", "point", "pts") or t.unit in ("pts", "points", "pt") or t.signed for t in tokens)
    if (is_named or tokens[0].is_word("and")) and gives and not is_sure and m.answers.get(question) is None:
        return Draft("ask", questions=(Question(question, (CHANGED, ONE_MORE)),))
    return draft


def _is_moved(tokens: Sequence[Token]) -> bool:
    """ "the credit score to 680"."""
    return any(t.is_word("to", "from") and i and tokens[i + 1].kind == "number" for i, t in enumerate(tokens[:-1]))


def step(tokens: Sequence[Token], draft: Draft, about: Sequence[Part] | None, m: Message) -> Draft | None:
    """A change that follows another one: it is about the same, unless something else is named."""
    if not about:
        return changed(tokens, draft, m)
    is_all = without_all(tokens) is not None
    is_named = names_something(tokens)
    others = all_else(tokens, parts_of(draft.rules), about)
    if others is not None:
        each = [_edits(others[0], [p], m, m.answers, draft.rules) for p in others[1]]
        edits = [e for x in each if isinstance(x, Sequence) for e in x]
        is_each = all(isinstance(x, Sequence) for x in each)
        return edited(draft, edits, m.lexicon, m.said) if is_each else None
    if confines(tokens) or (not is_named and not is_all):
        texts = {p.text for p in about}
        mine = [p for p in parts_of(draft.rules) if p.text in texts]
        if mine and (found := changed(tokens, draft, m, mine)) is not None:
            return found
        return None
    return changed(tokens, draft, m)

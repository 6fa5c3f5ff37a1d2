"""Follow-ups that change a draft: "make it 14 days", "20 points", "only in the US", "remove the webinar one".

The text of the draft is changed where it has to be and nowhere else, whoever wrote it. What is said is one change, or
several pieces, each of which changes something, adds something, or is reported as not read.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ....dsl import nodes as n
from ...drafts import Draft, Question, Turn, Unread
from ...reading.numbers import phrases, side_at, words_at
from ...reading.tokens import Token, same_length, tokens_of
from ..lines.gathering import UNNAMED
from ..lines.reasons import is_reason
from ..names.lexicon import Lexicon
from .adding import with_more
from .amending import names_something, segments
from .changes import counts, limits, points, window
from .complaints import is_complaint, put_together
from .confining import confines, only
from .contrast import contrast_in, replaces_it
from .courtesy import is_change, is_courtesy, opening_of
from .edited import edited, touched
from .exchanging import exchanged, swapped
from .grading import regraded
from .keeping import stays
from .members import joined, requantified
from .pieces import as_said, cuts, sentences
from .places import ALL_OF_THEM, FILL, ORDINALS, Edit, Part, label_of, parts_of, without_all
from .relative import relative
from .removing import is_removal, remove
from .repeating import repeated
from .reshaping import reshape
from .rows import row
from .typed import retyped
from .undoing import before_that, last_touched, taken_back
from .widening import widened, with_values_placed

CHANGED, ONE_MORE = "it changes what is there", "it is one more rule"
_MORE: Final = phrases("also|plus|add|additionally|another|in addition|as well as|and also|then also|we also")
_RESTRICTING: Final = frozenset(
    "only just unless except not never without outside excluding if when where while until but provided".split()
)
_LONGEST, _MOST = 500, 12
"""Characters and pieces of a message that is a change; a longer one is a definition."""
Reads = Callable[[str, Draft], Draft]
"""Reads words as rules of their own, by the names that are there with a draft."""
_CHANGES: Final = (
    remove, swapped, requantified, regraded, exchanged, joined, repeated, row, widened, reshape, window, counts,
    limits, relative, points, only, retyped,
)  # fmt: skip
_OF_PLACES: Final = (swapped, relative, points)


@dataclass(slots=True)
class _Message:
    """What is said, and what it is said to."""

    said: str
    sentences: Sequence[tuple[Token, ...]]
    turns: Sequence[Turn]
    lexicon: Lexicon
    answers: Mapping[str, str]
    reads: Reads


def follow_up(said: str, turns: Sequence[Turn], lexicon: Lexicon, answers: Mapping[str, str], reads: Reads) -> Draft:
    """The draft with the smallest difference that does what is said; a question if it could be done in several places;
    what could not be read is reported."""
    current = next(t.draft for t in reversed(turns) if t.draft.outcome == "draft")
    back = taken_back(said, turns)
    if back is not None:
        return back
    found = _followed(said, current, turns, lexicon, answers, reads)
    at = max(i for i, t in enumerate(turns) if t.draft.outcome == "draft")
    missed = [u for t in turns[at + 1 :] if t.draft.outcome == "decline" for u in t.draft.unread]
    if found.outcome != "draft" or not missed:
        return found
    return replace(found, unread=tuple(dict.fromkeys((*found.unread, *missed))))


def _followed(
    said: str, current: Draft, turns: Sequence[Turn], lexicon: Lexicon, answers: Mapping[str, str], reads: Reads
) -> Draft:
    text = same_length(said)
    whole = sentences(text[:_LONGEST])
    apart = [tokens for s in whole if not is_courtesy(s) and (tokens := as_said(s))]
    together = put_together([s for s in apart if not is_courtesy(s)])
    if whole and not together:
        return current  # "perfect, thanks!"
    m = _Message(said, together, turns, lexicon, answers, reads)
    tokens = together[0] if len(together) == 1 < len(whole) else as_said(tokens_of(text[:_LONGEST]))
    is_about_it = bool(tokens) and bool(parts_of(current.rules))
    if is_about_it:
        found = _changed(tokens, current, m) or _in_steps(tokens, current, m)
        if found is None and len(said) < _LONGEST and _says_changes(m.sentences):
            found = _in_pieces(current, m)
        if found is not None:
            return found
    if is_about_it and (is_change(tokens) or is_complaint(tokens)):
        return _not_read(said)
    added = with_more(current, reads(said, current), said, lexicon)
    if added.outcome == "decline" and is_about_it and len(said) < _LONGEST:
        return _in_pieces(current, m) or added
    return added


def _not_read(said: str) -> Draft:
    words = " ".join(said.split())[:80]
    return Draft(
        "decline",
        unread=(Unread(said.strip()[:200]),),
        reason=f"“{words}” does not say which part of the draft is to be different; name the rule and what it is "
        "to have instead, or say the whole definition again",
    )


# --- one change


def _changed(tokens: Sequence[Token], current: Draft, m: _Message, among: Sequence[Part] | None = None) -> Draft | None:
    """The draft changed in one place, or in all that are meant; a question; None if no change is said."""
    parts = parts_of(current.rules)
    found = _edits(tokens, among or parts, m, m.answers, current.rules)
    if found is None and (rest := without_all(tokens)) is not None and rest:
        rules = [p for p in among or parts if isinstance(p.statement, n.Rule)]
        found = _edits(rest, rules, m, m.answers, current.rules)
        if isinstance(found, Question) and ALL_OF_THEM in found.choices:
            is_both = any(t.is_word("both", "two") for t in tokens)
            if is_both and len(found.choices) != 3:
                return None
            found = _edits(rest, rules, m, {found.text: ALL_OF_THEM}, current.rules)
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
            return _changed(tokens, current, m, [p for p in last if label_of(p) == answer])
    return None if found is None else edited(current, found, m.lexicon, m.said)


def _confined(tokens: Sequence[Token], parts: Sequence[Part], m: _Message) -> Sequence[Edit] | Question | None:
    return only(m.said, tokens, parts, m.lexicon, m.answers)


_WHOLE: Final = "all of it"


def _last_of_several(parts: Sequence[Part], m: _Message) -> list[Part]:
    """What the last turn changed or added, if that is not all that is there."""
    last = last_touched(m.turns)
    mine = [p for p in parts if p.text in last]
    return mine if len(mine) < sum(not isinstance(p.statement, n.Group) for p in parts) else []


def _edits(
    tokens: Sequence[Token], parts: Sequence[Part], m: _Message, answers: Mapping[str, str], rules: str
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
        each = [_edits(said.rest, parts, m, {**answers, found.text: c}, rules) for c in found.choices[:-1]]
        fit = [e for e in each if isinstance(e, Sequence) and all(replaces_it(x, rules, said.old) for x in e)]
        return fit[0] if len(fit) == 1 else found if fit else None
    if found is None or not all(replaces_it(e, rules, said.old) for e in found):
        return None
    return found


_POINTING: Final = phrases("it|that|this|that one|this one|the new one|them|those|the last one|the new rule|these")


def _settled(
    tokens: Sequence[Token], question: Question, parts: Sequence[Part], current: Draft, m: _Message
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


def _in_steps(tokens: Sequence[Token], current: Draft, m: _Message) -> Draft | None:
    """ "30 points in 14 days": several values of the same thing, all of them or none."""
    if words_at(tokens, 0, _MORE):
        return None
    steps = [s for s in segments(tokens, m.lexicon) if any(not t.is_word(*FILL) for t in s)]
    if len(steps) < 2 or any(t.is_word("or") and not side_at(tokens, i) for i, t in enumerate(tokens)):
        return None  # "30 points or 3 visits" is no change but a choice
    is_named = names_something(tokens)
    question = f"Does “{' '.join(m.said.split())[:80]}” change what is there, or is it one more rule?"
    if not is_change(tokens) and m.answers.get(question) == ONE_MORE:
        return None
    draft, about = current, None
    for step in steps:
        found = _step(step, draft, about, m)
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


def _step(tokens: Sequence[Token], draft: Draft, about: Sequence[Part] | None, m: _Message) -> Draft | None:
    """A change that follows another one: it is about the same, unless something else is named."""
    if not about:
        return _changed(tokens, draft, m)
    is_all = without_all(tokens) is not None
    is_named = names_something(tokens)
    if confines(tokens) or (not is_named and not is_all):
        texts = {p.text for p in about}
        mine = [p for p in parts_of(draft.rules) if p.text in texts]
        if mine and (found := _changed(tokens, draft, m, mine)) is not None:
            return found
        return None
    return _changed(tokens, draft, m)


# --- several things


def _says_changes(said: Sequence[Sequence[Token]]) -> bool:
    """Whether a sentence, or a part of one, says that something there is to be different."""
    for tokens in said:
        starts = [0, *(end for _, end in cuts(tokens))]
        if any(_is_about_what_is_there(as_said(tokens[i:])) for i in starts if tokens[i:]):
            return True
    return False


_NOW: Final = frozenset("now stays stay remains remain keeps keep unchanged".split())


def _is_about_what_is_there(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and (
        is_change(tokens) or is_removal(tokens) or confines(tokens) or any(t.is_word(*_NOW) for t in tokens)
    )


def _in_pieces(current: Draft, m: _Message) -> Draft | None:
    """What is said piece by piece; None if no piece of it can be read."""
    draft, done = current, 0
    unread: list[tuple[Token, ...]] = []
    about: Sequence[Part] | None = None
    pieces = 0
    for tokens in m.sentences:
        opening: Sequence[Token] = ()
        start, joints = 0, cuts(tokens)
        while start < len(tokens):
            pieces += 1
            if pieces > _MOST:
                return None
            ends = [(at, end) for at, end in joints if at > start]
            for at, end in [(len(tokens), len(tokens)), *reversed(ends)]:
                piece = tokens[start:at]
                found = _piece(piece, opening, draft, about, m)
                if found is None or found.outcome == "decline":
                    continue
                if found.outcome == "ask":
                    return found
                if new := touched(draft.rules, found.rules):
                    about = new
                draft, done = found, done + 1
                opening = piece[: opening_of(piece)] or opening
                start = end
                break
            else:
                at, end = ends[0] if ends else (len(tokens), len(tokens))
                piece = tokens[start:at]
                follows = start > 0 and not (is_change(piece) or is_removal(piece))
                if _may_restrict(piece, follows, m.lexicon):
                    return None
                unread.append(piece)
                start = end
    if not done:
        return None
    missed = tuple(Unread(m.said[min(t.start for t in p if t.end) : max(t.end for t in p)]) for p in unread)
    notes = tuple(dict.fromkeys(draft.assumptions))
    return replace(draft, assumptions=notes, unread=tuple(dict.fromkeys((*draft.unread, *missed))))


def _may_restrict(piece: Sequence[Token], follows: bool, lexicon: Lexicon) -> bool:
    """Whether words that nobody reads may say of whom, or when, what was said before them holds."""
    if is_reason(piece, lexicon) or _tells_why(piece):
        return False
    return follows or any(t.is_word(*_RESTRICTING) for t in piece)


_SINCE: Final = phrases("since|because|as|cause|cos|anyway|these days|for us|to us|honestly")


def _tells_why(piece: Sequence[Token]) -> bool:
    """ "opens are useless since Apple": a sentence of its own, with what it comes from."""
    verb = next((i for i, t in enumerate(piece) if i and t.is_word("is", "are", "was", "were", "do", "does")), 0)
    if not verb or any(t.kind == "number" or t.is_word(*_RESTRICTING - {"not"}) for t in piece):
        return False
    return any(words_at(piece, i, _SINCE) for i in range(verb + 2, len(piece)))


def _piece(
    tokens: Sequence[Token], opening: Sequence[Token], draft: Draft, about: Sequence[Part] | None, m: _Message
) -> Draft | None:
    """One thing that is said: a change, that something stays, or something more."""
    plain = as_said(tokens)
    if not plain:
        return None
    if stays(plain, draft, m.lexicon):
        return draft
    for said in (plain, (*opening, *plain)) if opening and not is_change(plain) else (plain,):
        found = _step(said, draft, about, m) or (_in_steps(said, draft, m) if is_change(said) else None)
        if found is not None and found.outcome != "decline":
            return found
    if is_change(plain) or confines(plain):
        return None
    return _by_name(plain, draft, about, m) or _more(tokens, draft, m)


_MAKE: Final = Token("word", "make", "make", 0, 0)


def _by_name(tokens: Sequence[Token], draft: Draft, about: Sequence[Part] | None, m: _Message) -> Draft | None:
    """ "VPs 25", "60 for MQL", "the first one: 45": a number and what it is for: a stage, a row, a place in order."""
    if sum(t.kind == "number" for t in tokens) != 1 or len(tokens) < 2 or words_at(tokens, 0, _MORE):
        return None
    found = _step((_MAKE, *tokens), draft, about, m)
    if found is None or found.outcome != "draft":
        return None
    new = touched(draft.rules, found.rules)
    if len(new) != 1 or len(parts_of(found.rules)) != len(parts_of(draft.rules)):
        return None
    is_placed = any(t.text in ORDINALS and t.text != "last" for t in tokens)
    is_row = isinstance(new[0].statement, n.Rule) and isinstance(new[0].statement.body, n.Table)
    return found if is_placed or is_row or isinstance(new[0].statement, n.Stage) else None


def _more(tokens: Sequence[Token], draft: Draft, m: _Message) -> Draft | None:
    """Something more, read whole; a number by itself is that of a rule that is there."""
    words = m.said[tokens[0].start : tokens[-1].end]
    more = m.reads(words, draft)
    if more.outcome == "draft" and not more.unread and UNNAMED not in more.assumptions:
        found = with_more(draft, more, words, m.lexicon)
        return found if found.outcome == "draft" else None
    if more.outcome == "ask":
        return more
    if tokens[-1].kind == "number" and not tokens[-1].unit and not tokens[-1].money and len(tokens) > 1:
        more = m.reads(f"{words} points", draft)
        if more.outcome == "draft" and not more.unread and UNNAMED not in more.assumptions:
            found = with_more(draft, more, words, m.lexicon)
            is_there = len(parts_of(found.rules)) == len(parts_of(draft.rules))
            return found if found.outcome == "draft" and is_there else None
    return None

"""Follow-ups that change a draft: "make it 14 days", "20 points", "only in the US", "remove the webinar one".

The text of the draft is changed where it has to be and nowhere else, whoever wrote it. What is said is one change, or
several pieces, each of which changes something, adds something, or is reported as not read.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ....dsl import nodes as n
from ...drafts import Draft, Turn, Unread
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token, same_length, tokens_of
from ..lines.gathering import UNNAMED
from ..lines.reasons import is_reason
from ..names.lexicon import Lexicon
from .adding import with_more
from .amending import names_something
from .attributed import about_first, attributed, who_said, without_whom
from .changing import MORE, Message, Reads, changed, in_steps, step
from .complaints import is_complaint, put_together
from .confining import confines
from .courtesy import is_change, is_courtesy, opening_of
from .edited import touched
from .keeping import stays
from .pieces import as_said, cuts, sentences
from .places import MAKE, ORDINALS, Part, parts_of
from .removing import is_removal
from .undoing import taken_back, takes_back

_RESTRICTING: Final = frozenset(
    "only just unless except not never without outside excluding if when where while until but provided "
    "ignore disregard forget disagree disagrees disagreed nonsense".split()
)
_LONGEST, _MOST = 500, 12
"""Characters and pieces of a message that is a change; a longer one is a definition."""


def follow_up(said: str, turns: Sequence[Turn], lexicon: Lexicon, answers: Mapping[str, str], reads: Reads) -> Draft:
    """The draft with the smallest difference that does what is said; a question if it could be done in several places;
    what could not be read is reported."""
    current = next(t.draft for t in reversed(turns) if t.draft.outcome == "draft")
    back = taken_back(said, turns)
    if back is not None:
        return back
    found = _followed(said, current, turns, lexicon, answers, reads)
    found = _with_who_said(said, current, found, lexicon)
    at = max(i for i, t in enumerate(turns) if t.draft.outcome == "draft")
    missed = [u for t in turns[at + 1 :] if t.draft.outcome == "decline" for u in t.draft.unread]
    if found.outcome != "draft" or not missed:
        return found
    return replace(found, unread=tuple(dict.fromkeys((*found.unread, *missed))))


def _with_who_said(said: str, current: Draft, found: Draft, lexicon: Lexicon) -> Draft:
    """With a note of each who wants what was done."""
    if found.outcome != "draft":
        return found
    text, parts = same_length(said), parts_of(current.rules)
    told = [(s, attributed(s, parts, lexicon)) for s in sentences(text[:_LONGEST])]
    missed = {u.words for u in found.unread}
    notes = [n for s, kept in told if kept is not None for n in who_said(said, s, kept)]
    notes = [n for n in notes if not any(n[1 : n.index("”")] in words for words in missed)]
    return replace(found, assumptions=tuple(dict.fromkeys((*found.assumptions, *notes)))) if notes else found


def _followed(
    said: str, current: Draft, turns: Sequence[Turn], lexicon: Lexicon, answers: Mapping[str, str], reads: Reads
) -> Draft:
    text = same_length(said)
    whole = sentences(text[:_LONGEST])
    parts = parts_of(current.rules)
    whole = [without_whom(s, lexicon) or s for s in whole]
    plain = [attributed(s, parts, lexicon) or about_first(s, parts, lexicon) for s in whole]
    is_told = any(s is not None for s in plain)
    apart = [tokens for s, p in zip(whole, plain, strict=True) if not is_courtesy(s) and (tokens := as_said(p or s))]
    together = put_together([s for s in apart if not is_courtesy(s)])
    if whole and not together:
        return current  # "perfect, thanks!"
    m = Message(said, together, turns, lexicon, answers, reads)
    tokens = together[0] if len(together) == 1 and (is_told or len(whole) > 1) else as_said(tokens_of(text[:_LONGEST]))
    is_about_it = bool(tokens) and bool(parts_of(current.rules))
    if is_about_it:
        found = changed(tokens, current, m) or in_steps(tokens, current, m)
        if found is None and len(said) < _LONGEST and _says_changes(m.sentences):
            found = _in_pieces(current, m)
        if found is not None:
            return found
    if is_about_it and (is_change(tokens) or is_complaint(tokens)):
        return _not_read(said)
    more = reads(said, current)
    if is_about_it and is_removal(tokens) and _takes_in(more, current, lexicon):
        return _not_read(said)
    added = with_more(current, more, said, lexicon)
    if added.outcome == "decline" and is_about_it and len(said) < _LONGEST:
        return _in_pieces(current, m) or added
    return added


def _takes_in(more: Draft, current: Draft, lexicon: Lexicon) -> bool:
    """Whether "remove the webinar" would keep out who did what the draft gives points for."""
    if more.outcome != "draft":
        return False
    out = " ".join(p.text for p in parts_of(more.rules) if isinstance(p.statement, n.Disqualify))
    return any(has_source(out, s.written) and has_source(current.rules, s.written) for s in lexicon.sources)


def has_source(text: str, written: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(written)}(?!\w)", re.sub(r'"(?:[^"]|"")*"', "", text)) is not None


def _not_read(said: str) -> Draft:
    words = " ".join(said.split())[:80]
    return Draft(
        "decline",
        unread=(Unread(said.strip()[:200]),),
        reason=f"“{words}” does not say which part of the draft is to be different; name the rule and what it is "
        "to have instead, or say the whole definition again",
    )


def _says_changes(said: Sequence[Sequence[Token]]) -> bool:
    """Whether a sentence, or a part of one, says that something there is to be different."""
    for tokens in said:
        starts = [0, *(end for _, end in cuts(tokens))]
        if any(_is_about_what_is_there(as_said(tokens[i:])) for i in starts if tokens[i:]):
            return True
    return False


_DEPENDING: Final = "if when provided".split()
_NOW: Final = frozenset("now stays stay remains remain keeps keep unchanged".split())


def _is_about_what_is_there(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and (
        is_change(tokens) or is_removal(tokens) or confines(tokens) or any(t.is_word(*_NOW) for t in tokens)
    )


def _in_pieces(current: Draft, m: Message) -> Draft | None:
    """What is said piece by piece; None if no piece of it can be read."""
    draft, done = current, 0
    unread: list[tuple[Token, ...]] = []
    about: Sequence[Part] | None = None
    pieces = 0
    for tokens in m.sentences:
        opening: Sequence[Token] = ()
        start, joints, is_lost, last = 0, cuts(tokens), False, 0
        while start < len(tokens):
            pieces += 1
            if pieces > _MOST:
                return None
            ends = [(at, end) for at, end in joints if at > start]
            for at, end in [(len(tokens), len(tokens)), *reversed(ends)]:
                piece = tokens[start:at]
                if start and piece and piece[0].is_word(*_DEPENDING) and not is_lost and start == last:
                    return None  # "60 days if it is a refinance" holds for some only
                if takes_back(piece):
                    return None  # what is taken back, and what is to be instead, is open
                if is_lost and (confines(piece) or not names_something(piece)):
                    return None  # what was not read may be what this is about
                found = _piece(piece, opening, draft, about, m)
                if found is None or found.outcome == "decline":
                    continue
                if found.outcome == "ask":
                    return found
                if new := touched(draft.rules, found.rules):
                    about = new
                draft, done, last = found, done + 1, at
                if not piece[0].is_word("no", "not"):
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
                start, is_lost = end, True
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
    tokens: Sequence[Token], opening: Sequence[Token], draft: Draft, about: Sequence[Part] | None, m: Message
) -> Draft | None:
    """One thing that is said: a change, that something stays, or something more."""
    plain = as_said(tokens)
    if not plain:
        return None
    if stays(plain, draft, m.lexicon):
        return draft
    for said in (plain, (*opening, *plain)) if opening and not is_change(plain) else (plain,):
        found = step(said, draft, about, m) or (in_steps(said, draft, m) if is_change(said) else None)
        if found is not None and found.outcome != "decline":
            return found
    if is_change(plain) or confines(plain):
        return None
    return _by_name(plain, draft, about, m) or _more(tokens, draft, m)


def _by_name(tokens: Sequence[Token], draft: Draft, about: Sequence[Part] | None, m: Message) -> Draft | None:
    """ "VPs 25", "60 for MQL", "the first one: 45": a number and what it is for: a stage, a row, a place in order."""
    if sum(t.kind == "number" for t in tokens) != 1 or len(tokens) < 2 or words_at(tokens, 0, MORE):
        return None
    found = step((MAKE, *tokens), draft, about, m)
    if found is None or found.outcome != "draft":
        return None
    new = touched(draft.rules, found.rules)
    if len(new) != 1 or len(parts_of(found.rules)) != len(parts_of(draft.rules)):
        return None
    is_placed = any((t.text in ORDINALS and t.text != "last") or t.is_word("now") for t in tokens)
    is_row = isinstance(new[0].statement, n.Rule) and isinstance(new[0].statement.body, n.Table)
    return found if is_placed or is_row or isinstance(new[0].statement, n.Stage) else None


def _more(tokens: Sequence[Token], draft: Draft, m: Message) -> Draft | None:
    """Something more, read whole; a number by itself is that of a rule that is there."""
    words = m.said[tokens[0].start : tokens[-1].end]
    more = m.reads(words, draft)
    if is_removal(tokens) and _takes_in(more, draft, m.lexicon):
        return None
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

"""Later turns: what was said and is not found again in what they changed is reported, and its sentence not carried out.

"Alan would rather see 30 points there." must not pass as a kindness, nor "make it 120 days. And leave out …" as its
second half alone.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ..drafts import Draft, Unread
from ..reading.numbers import written
from ..reading.tokens import Token, same_length, tokens_of
from .accounts import Accounts, numbers_in
from .leftout import places_of
from .names.lexicon import Lexicon
from .turns.pieces import sentences
from .turns.places import parts_of

_STAYING: Final = frozenset("keep keeps kept stay stays remain remains leave unchanged still else rest same".split())
_RESTRICTING: Final = re.compile(
    r"\b(?:only|just|unless|except|not|never|without|outside|excluding|if|when|but|provided)\b", re.IGNORECASE
)
_WHICH: Final = ("rule", "rules", "number", "row", "item", "point", "line", "no", "nr", "turn", "option")


def all_done(said: str, current: Draft, found: Draft, lexicon: Lexicon, again: Callable[[str], Draft]) -> Draft:
    """The draft of a later turn, if nothing of the turn is lost; else that of the other sentences, read ``again``."""
    if found.outcome != "draft" or any(n.startswith("taken back by") for n in found.assumptions[-1:]):
        return found
    text = same_length(said)
    lost = list(dict.fromkeys(_lost_sentences(text, current, found, lexicon)))
    if not lost:
        return found
    unread = tuple(Unread(said[a:b]) for a, b in lost)
    rest = said
    for a, b in reversed(lost):
        rest = rest[:a] + rest[b:]
    is_bound = any(_RESTRICTING.search(said[a:b]) for a, b in lost)
    if is_bound or not re.search(r"\w", rest):
        words = " ".join(said.split())[:80]
        return Draft(
            "decline",
            unread=(Unread(said.strip()[:200]),),
            reason=f"“{words}” is not read whole; say which rule of the draft is to be different, and how",
        )
    more = all_done(rest.strip(), current, again(rest.strip()), lexicon, again)
    return replace(more, unread=tuple(dict.fromkeys((*more.unread, *unread))))


def _lost_sentences(text: str, current: Draft, found: Draft, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    notes = [n for n in found.assumptions if n not in current.assumptions and " is read as " in n]
    told = [u.words for u in found.unread if u not in current.unread]
    told += [w for n in notes for w in re.findall(r"“([^”]+)”", n)]
    places = [place for words in told for place in places_of(words, text)]
    accounts = Accounts(lexicon)
    old, new = _apart(current.rules, found.rules)
    changed = "\n".join([*old, *new, *_differences("\n".join(old), "\n".join(new))])
    for tokens in sentences(text):
        start, end = tokens[0].start, tokens[-1].end
        stays = any(t.is_word(*_STAYING) for t in tokens)
        rules = f"{changed}\n{current.rules}\n{found.rules}" if stays or not (old or new) else changed
        for lost in accounts.lost(tokens_of(text, start, end), rules):
            before = [t for t in tokens if t.end <= lost.start][-1:]
            if lost.kind == "turn" and (_is_talk(tokens, lost.start) or old):
                continue
            if lost.kind == "name" and not re.search(r"\W", text[lost.start : lost.end]):
                continue  # one word of a project may be said of anybody: "the dealers say that …"
            if before and before[0].is_word(*_WHICH) and lost.kind == "number":
                continue
            if not any(a <= lost.start < b for a, b in places):
                yield start, end


def _is_talk(tokens: Sequence[Token], start: int) -> bool:
    """ "No, make it 20", "why not": no word of what is to be."""
    at = next(i for i, t in enumerate(tokens) if t.start >= start)
    return at == 0 or at + 1 == len(tokens) or tokens[at + 1].is_sign(",")


def _apart(before: str, after: str) -> tuple[list[str], list[str]]:
    """The statements that only the one draft has, and those that only the other has."""
    one, other = [p.text for p in parts_of(before)], [p.text for p in parts_of(after)]
    return [t for t in one if t not in other], [t for t in other if t not in one]


def _differences(old: str, new: str) -> Iterator[str]:
    """By what the numbers have changed: "5 more", "twice as many", "20 % less"."""
    for a in numbers_in(old):
        for b in numbers_in(new):
            yield written(abs(a - b))
            if a and b:
                yield from (written((x / y).quantize(Decimal("0.01"))) for x, y in ((a, b), (b, a)))
                yield written((abs(a - b) / a * 100).quantize(Decimal("0.01")))

"""Whom a definition says that it speaks of, in words that tell no lead from another: "A sponsor lead is an MQL"."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..names.heads import stage_at
from ..names.lexicon import Lexicon
from .talk import is_of_people, names_nothing, tells, voids

_WHO: Final = (
    "trial account accounts user users workspace applicant applicants customer signup signups company firm buyer"
).split()
_NOUNS: Final = frozenset(
    """lead leads prospect prospects contact contacts account accounts applicant applicants buyer buyers candidate
    exhibitor sponsor person company""".split()
)
_LINKS: Final = phrases(
    "is|are|becomes|become|counts as|qualifies as|is considered|is called|count as|turns into|will be|should be|"
    "qualify as|is to be|shall be"
)


def subject_size(body: Sequence[Token], lexicon: Lexicon) -> tuple[int, bool]:
    """How many words before "is an MQL" say whom it speaks of; and whether that has to be told."""
    start = words_at(body, 0, phrases("a|an|any|our|the|each|every"))
    end = start
    while end < len(body) and body[end].is_word(*_WHO):
        end += 1
    if start < end and _is_stage(body, end, lexicon):
        return end, False
    for end in range(start + 2, min(start + 4, len(body))):
        if not body[end - 1].is_word(*_NOUNS) or not _is_stage(body, end, lexicon):
            continue
        words = body[start : end - 1]
        is_free = all(t.kind == "word" for t in words) and names_nothing(words, lexicon) and not is_of_people(words)
        if is_free and not voids(words) and not tells(words) and not any(t.is_word(*TELLING) for t in words):
            return end, True
    return 0, False


TELLING: Final = frozenset(
    """new good hot warm cold qualified best real strong sales marketing product more less other such own big small
    large active inactive recent engaged enterprise smb sme smbs midmarket mid market startup startups key target
    strategic
    named existing former current public private paid paying free inbound outbound b2b b2c local foreign international
    domestic tier top high low vip senior junior female male young old corporate commercial industrial returning known
    unknown valid mature""".split()
)
"""Words that tell some leads from others though no name of the project does."""


def _is_stage(body: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    link = words_at(body, at, _LINKS)
    return link > 0 and any(stage_at(body, i, lexicon) for i in range(at + link, min(at + link + 2, len(body))))


def told(body: Sequence[Token], size: int) -> str:
    """What has to be said of words that are left out."""
    words = " ".join(t.raw for t in body[:size])
    return f"“{words}” is read as any lead: nothing in the project tells those from others"


_FROM_NOW: Final = phrases(
    "from now on|as of now|as of today|going forward|from today|from today on|for now|for the moment|starting today|"
    "effective immediately|starting now|until further notice|in future|in the future|with immediate effect"
)


def without_start(body: tuple[Token, ...], lexicon: Lexicon) -> tuple[Token, ...]:
    """ "MQL from now on: …" without the words between the stage and its colon: a model holds from when it is there."""
    stage = stage_at(body, 0, lexicon)
    if stage is None:
        return body
    size = words_at(body, stage[1], _FROM_NOW)
    end = stage[1] + size
    return (*body[: stage[1]], *body[end:]) if size and end < len(body) and body[end].is_sign(":", "=") else body

"""Stages that are kept until something happens: "MQL at 50 until recycled", "MQL stays until sales hands it back"."""

from collections.abc import Mapping, Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..names.heads import stage_at
from ..names.lexicon import Lexicon
from .lasting import event_meant

_UNTIL: Final = phrases(
    "until|till|and stays until|and stays one until|and stay one until|and stays an mql until|and stay mql until|"
    "and remains one until|and it stays until|and they stay until|and keeps it until|and remains so until|"
    "and stays so until|and stays that way until|and stays mql until|and stays there until|and stay there until"
)
_STAYS: Final = phrases(
    "stays|stay|remains|remain|is kept|are kept|keeps being|holds|is held|should stay|must stay|stick"
)
_IT: Final = "a an the lead leads they it one so that mql mqls sql sqls there stage in way of be kept as".split()


def kept_until(
    rest: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]
) -> tuple[Sequence[Token], str] | None:
    """The words of a stage without what ends it, and the event that does."""
    for at in range(1, len(rest) - 1):
        size = words_at(rest, at, _UNTIL)
        event = event_meant(rest[at + size :], lexicon, answers) if size else ""
        if event:
            end = at - rest[at - 1].is_sign(",")
            stays = next((i for i in range(max(end - 4, 1), end) if words_at(rest, i, _STAYS)), end)
            if stays < end:
                if any(t.kind != "number" and not t.is_word(*_IT, "stays", "stay", "remains") for t in rest[stays:end]):
                    continue
                end = stays
                while end > 1 and (rest[end - 1].is_word("and", "it", "they") or rest[end - 1].is_sign(",")):
                    end -= 1
            return rest[:end], event
    return None


def keeps(tokens: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]) -> tuple[str, str] | None:
    """ "An MQL stays one until it is recycled": the stage, if it is named, and the event that ends it."""
    body = [t for t in tokens if not t.is_sign(".")]
    at = next((i for i in range(len(body)) if words_at(body, i, _STAYS)), -1)
    until = next((i for i in range(at + 1, len(body)) if body[i].is_word("until", "till")), -1)
    if at < 0 or until < 0 or until + 1 == len(body):
        return None
    said = [*body[:at], *body[at + words_at(body, at, _STAYS) : until]]
    if any(not t.is_word(*_IT) for t in said):
        return None
    stage = next((s[0] for i in range(len(said)) if (s := stage_at(said, i, lexicon)) is not None), "")
    event = event_meant(body[until + 1 :], lexicon, answers)
    return (stage, event) if event else None

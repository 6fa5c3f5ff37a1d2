"""Follow-ups that take the last change back: "scrap that", "undo", "leave it as it was"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...drafts import Draft, Turn
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token, same_length, tokens_of
from .courtesy import without_talk
from .edited import touched

_BACK: Final = phrases(
    "undo|undo that|undo it|undo this|undo the last change|undo the last one|undo the last thing|scrap that|"
    "scratch that|"
    "strike that|revert|revert that|revert it|revert this|revert the last change|never mind|nevermind|"
    "never mind that|"
    "forget that|forget it|forget the last one|forget the last change|forget the last bit|forget what i said|"
    "take that back|take it back|i take that back|put it back|put that back|put it back please|change it back|"
    "change that back|go back|"
    "go back to how it was|go back to what it was|go back to what we had|back to how it was|back to what it was|"
    "back to what we had|back to the way it was|back to before|as it was|as it was before|like it was|"
    "like it was before|leave it as it was|leave it like it was|keep it as it was|leave it|roll it back|"
    "roll that back|roll back|cancel that|cancel the last change|drop that|drop that again|drop that change|"
    "remove that again|take that out again|undo the change|it was better before|it was fine before|"
    "it was right before|that was better before|that was wrong|ignore that|ignore the last one|"
    "ignore my last message|"
    "ignore what i said|restore it|restore the old one|back to the old one|the old one was better|no scrap that|"
    "no undo that|no scratch that|not that|reverse that|delete that|delete that again|keep the old one|"
    "go back to the old one|go back to the previous one|the previous one was better|back to the previous version|"
    "previous version|go back to the previous version"
)


def takes_back(tokens: Sequence[Token]) -> bool:
    """Whether nothing is said but that the last change is to go."""
    words = [t for t in tokens if not t.is_sign(",", "-", ":")]
    while len(words) > 1 and words[0].is_word("no", "nope", "hmm", "and", "wait", "please", "just"):
        words = words[1:]
    return bool(words) and words_at(words, 0, _BACK) == len(words)


def _is_taking_back(said: str) -> bool:
    tokens = tuple(t for t in tokens_of(same_length(said[:200])) if not t.is_sign(".", "!", "?"))
    return takes_back(tokens) or takes_back(without_talk(tokens))


def taken_back(said: str, turns: Sequence[Turn]) -> Draft | None:
    """The draft as it was before the last turn; None if this is not what is said, or if nothing was changed yet."""
    if not _is_taking_back(said):
        return None
    kept: list[Turn] = []
    for turn in turns:
        if turn.draft.outcome != "draft":
            continue
        if kept and len(kept) > 1 and _is_taking_back(turn.said):
            kept.pop()
        else:
            kept.append(turn)
    if not kept:
        return None
    last = turns[-1]
    if last.draft.outcome != "draft" and not _is_taking_back(last.said):
        return _noted(kept[-1].draft, said, last.said)  # what could not be done anyway
    if len(kept) < 2:
        is_plain = len(tokens_of(same_length(said))) > 1 and len(turns) < 2
        reason = "there is no change to take back: say what of the draft is to be different"
        return None if is_plain else Draft("decline", reason=reason)
    return _noted(kept[-2].draft, said, kept[-1].said)


def _noted(draft: Draft, said: str, what: str) -> Draft:
    note = f"taken back by “{' '.join(said.split())[:80]}”: “{' '.join(what.split())[:80]}”"
    return replace(draft, tests="", assumptions=(*draft.assumptions, note))


def before_that(turns: Sequence[Turn]) -> list[Draft]:
    """The drafts that there were, the latest first, without the one that is there now."""
    drafts = [t.draft for t in turns if t.draft.outcome == "draft"]
    return drafts[-2::-1]


def last_touched(turns: Sequence[Turn]) -> list[str]:
    """The texts of the statements that the last turn changed or added; none if it was the first."""
    drafts = [t.draft for t in turns if t.draft.outcome == "draft"]
    if len(drafts) < 2 or not turns or turns[-1].draft.outcome != "draft":
        return []
    return [p.text for p in touched(drafts[-2].rules, drafts[-1].rules)]

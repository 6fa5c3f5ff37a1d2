"""What is to stay as it is: "the webinar stays at 10", "leave the rest", "whitepaper unchanged"."""

from collections.abc import Sequence
from typing import Final

from ...drafts import Draft
from ...reading.numbers import phrases, words_at, written
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from .places import meant_in, parts_of, with_rows

_STAYS: Final = phrases(
    "stays|stay|remains|remain|stays at|stay at|remains at|remain at|keeps|keep|is unchanged|are unchanged|unchanged|"
    "stays the same|stay the same|stays as it is|stay as they are|stays as is|stay as is|as is|is fine|are fine|"
    "remains the same|remain the same|can stay|can stay as it is|can stay as they are|should stay|should stay at|"
    "should stay as it is|should stay the same|should remain|keeps its|still|is still|are still|stays like that|"
    "stays as before|stay as before|as it is|as they are|is ok|are ok|is ok as it is|is fine as it is|stays put|"
    "is good|are good|remains as it is|remain as they are|stays like it is|is right|are right|does not change|"
    "do not change|stays what it is|leave at|leave as it is|leave as they are|the same|same as before|"
    "the same as before|"
    "like before|leave|leave alone|keep at|keep as it is|keep as is|keep the same|leave as is"
)
_REST: Final = frozenset(
    """rest everything else other others all remaining no changes change otherwise nothing same the as it is was are
    were before of them stays stay remains remain unchanged leave keep that this please can should and fine ok good
    rules points like does do not cap limit max maximum window threshold""".split()
)


def stays(tokens: Sequence[Token], draft: Draft, lexicon: Lexicon) -> bool:
    """Whether it is said that something stays as it is, and it does."""
    if (
        tokens
        and all(t.is_word(*_REST) for t in tokens)
        and any(
            t.is_word("rest", "else", "others", "other", "otherwise", "unchanged", "same", "remaining") for t in tokens
        )
    ):
        return True
    at = next((i for i in range(len(tokens)) if words_at(tokens, i, _STAYS)), None)
    if at is None:
        return False
    rest = [*tokens[:at], *tokens[at + words_at(tokens, at, _STAYS) :]]
    while (back := next((i for i in range(len(rest)) if words_at(rest, i, _STAYS)), None)) is not None:
        del rest[back : back + words_at(rest, back, _STAYS)]
    numbers = [t for t in rest if t.kind == "number"]
    meant = meant_in([t for t in rest if t.kind != "number"], with_rows(parts_of(draft.rules)))
    if meant is None or len(numbers) > 1 or not rest:
        return False
    if not numbers:
        return True
    value = numbers[0].value
    return value is not None and all(f" {written(abs(value))}" in p.text.split(" because ")[0] for p in meant)

"""Mistakes in short words, which only what stands beside them tells: "60 dys", "at leat 25k", "lsat 14 days"."""

from collections.abc import Sequence
from typing import Final

from .tokens import Token

_BEHIND: Final = (
    "days day weeks week months month years year hours points point times employees people visits pages "
    "clicks minutes percent million thousand vehicles downloads views"
).split()
"""What stands behind a number."""
_BEFORE: Final = (
    "least",
    "most",
    "last",
    "past",
    "than",
    "over",
    "under",
    "within",
    "between",
    "above",
    "below",
    "every",
)
"""What stands before a number."""
_LINKS: Final = {"than": ("more", "less", "fewer", "greater", "higher"), "least": ("at",), "most": ("at",)}
_RIGHT: Final = frozenset(
    """day days dogs das dies keys way ways pays says was has had her his hers our out one ten the new old men two all
    any and for per each plus last lost list vast fast part post test best rest east most must past cast pass
    then them they this that these those than thin thank mouth mouths moths nights lines line minus minute minutes
    deals deal wells tears ears bears hour hours poll polls paints paint prints print joints clocks checks time timed
    types tires ties page ages wages paged ever very even over oven cover under undo until units unit hits hit
    visas visit vista lists tours tour yours your tons tasks views view mews news sites site seats seat items item
    end end ant aid add any hand land sand band""".split()
)


def beside_number(tokens: Sequence[Token], at: int) -> str | None:
    """The word that was meant, if it stands beside a number and just one of those that can is that near."""
    t = tokens[at]
    if t.kind != "word" or not 2 < len(t.text) < 9 or t.text in _RIGHT or not t.raw.islower() or not t.text.isascii():
        return None
    before = tokens[at - 1] if at else None
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    found: set[str] = set()
    if before is not None and before.kind == "number" and not before.unit and t.text not in _BEHIND:
        found |= {w for w in _BEHIND if _is_near(t.text, w)}
        found -= {w.removesuffix("s") for w in found if w.endswith("s")}
    if behind is not None and behind.kind == "number" and t.text not in _BEFORE:
        near = {w for w in _BEFORE if _is_near(t.text, w)}
        found |= {w for w in near if w not in _LINKS or (before is not None and before.is_word(*_LINKS[w]))}
    return found.pop() if len(found) == 1 else None


def _is_near(said: str, word: str) -> bool:
    """One letter left out, put in twice or changed inside the word, or two swapped; the first one is right."""
    if said == word or said[0] != word[0] or abs(len(said) - len(word)) > 1:
        return False
    if len(said) == len(word):
        wrong = [i for i, (a, b) in enumerate(zip(said, word, strict=True)) if a != b]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
            return said[wrong[0]] == word[wrong[1]] and said[wrong[1]] == word[wrong[0]]
        return len(wrong) == 1 and len(word) > 4
    longer, shorter = sorted((said, word), key=len, reverse=True)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(1, len(longer)))

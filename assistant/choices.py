"""Answers by letter, spelled out: the choices of a question are shown as a), b), c)."""

import re
from collections.abc import Sequence

from .drafts import Question

LETTERS = "abcdefghijklmnopqrstuvwxyz"

_ONE = re.compile(r"\(?([a-z])\)?\.?", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d)\s*[.):]?\s*\(?([a-z])\)?\.?", re.IGNORECASE)


def spelled_out(questions: Sequence[Question], said: str) -> str:
    """``b`` as the choice itself, ``1a 2c`` or ``a c`` as a line for each question; anything else as it is."""
    parts = [p for p in re.split(r"[\s,;]+", said.strip()) if p and p.casefold() != "and"]
    if len(questions) == 1 and len(parts) == 1 and (found := _ONE.fullmatch(parts[0])):
        return _choice(questions[0], found[1]) or said
    if len(questions) < 2:
        return said
    numbered = [_NUMBERED.fullmatch(p) for p in parts]
    plain = [_ONE.fullmatch(p) for p in parts]
    if parts and all(numbered):
        pairs = [(int(m[1]), m[2]) for m in numbered if m is not None]
    elif len(parts) == len(questions) and all(plain):
        pairs = [(number, m[1]) for number, m in enumerate(plain, 1) if m is not None]
    else:
        return said
    chosen = [(n, _choice(questions[n - 1], letter)) for n, letter in pairs if 0 < n <= len(questions)]
    if len(chosen) < len(pairs) or any(choice is None for _, choice in chosen):
        return said
    return "\n".join(f"{number}. {choice}" for number, choice in chosen)


def _choice(question: Question, letter: str) -> str | None:
    number = LETTERS.index(letter.lower())
    return question.choices[number] if number < len(question.choices) else None

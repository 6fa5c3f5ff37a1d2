"""Days whose year is not said: "since 1 January". Nothing here reads a clock, so the year is asked."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ...drafts import Question
from ...reading.tokens import Token

_YEARS: Final = ("2025", "2026", "2027")


def is_yearless(t: Token) -> bool:
    return t.kind == "date" and t.text.startswith("*")


def in_year(t: Token, answers: Mapping[str, str]) -> tuple[Token, Question | None]:
    """The day in the year that was answered; else in a stand-in, and what is asked."""
    question = Question(f"Of which year is “{t.raw}”?", _YEARS)
    said = re.search(r"\b(?:19|20)\d\d\b", answers.get(question.text, ""))
    day = replace(t, text=t.text.replace("*", said.group() if said else "2024"))
    return day, None if said else question

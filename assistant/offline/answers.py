"""What a person answers: a choice by its number or its words, a number of days, points."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from ..drafts import Question, Turn
from ..reading.tokens import ONES, same_length

_ORDINALS: Final = {
    "first": 0,
    "second": 1,
    "third": 2,
    "fourth": 3,
    "fifth": 4,
    "1st": 0,
    "2nd": 1,
    "3rd": 2,
    "last": -1,
}
_NUMBER: Final = re.compile(r"\d[\d,.]*")


def answers_of(turns: Sequence[Turn], said: str) -> tuple[int, dict[str, str]] | None:
    """The turn in which questions were asked first, and the answers by the text of each question.

    None if nothing was asked last, or if ``said`` answers nothing of it.
    """
    if not turns or turns[-1].draft.outcome != "ask":
        return None
    start = len(turns) - 1
    while start and turns[start - 1].draft.outcome == "ask":
        start -= 1
    answers: dict[str, str] = {}
    replies = [t.said for t in turns[start + 1 :]] + [said]
    for turn, reply in zip(turns[start:], replies, strict=True):
        found = matched(turn.draft.questions, reply)
        if not found and turn is turns[-1]:
            return None
        answers |= found
    return start, answers


def matched(questions: Sequence[Question], reply: str) -> Mapping[str, str]:
    """Which question each part of a reply answers."""
    reply = same_length(reply).strip()
    if len(questions) == 1:
        answer = answer_to(questions[0], reply)
        return {} if answer is None else {questions[0].text: answer}
    found: dict[str, str] = {}
    pieces = [
        p.strip() for p in re.split(r"\n|;|,(?!\d{3}\b)|\band\b(?! )|(?<=\S)\s+(?=\d[.):]\s)", reply) if p.strip()
    ]
    left = list(questions)
    for piece in pieces:
        m = re.match(r"(\d)\s*[.):]\s+(\S.*)", piece)
        if m and 0 < int(m[1]) <= len(questions):
            question = questions[int(m[1]) - 1]
            answer = answer_to(question, m[2])
            if answer is not None and question in left:
                found[question.text] = answer
                left.remove(question)
            continue
        if re.fullmatch(r"#?\d", piece) and len(pieces) == len(questions):
            question = questions[pieces.index(piece)]
            answer = answer_to(question, piece)
            if answer is not None and question in left:
                found[question.text] = answer
                left.remove(question)
            continue
        exact = next((q for q in left if _choice(q, piece) is not None), None)
        question = exact or next((q for q in left if answer_to(q, piece, by_number=False) is not None), None)
        if question is None and len(pieces) == len(questions):
            question = next((q for q in left if answer_to(q, piece) is not None), None)
        if question is not None:
            answer = answer_to(question, piece)
            if answer is not None:
                found[question.text] = answer
                left.remove(question)
    return found


def _choice(question: Question, reply: str) -> str | None:
    low = reply.strip(" .!\"'").casefold()
    for choice in question.choices:
        if low == choice.casefold() or (len(low) > 3 and low == choice.casefold().split(" (")[0]):
            return choice
    return None


def answer_to(question: Question, reply: str, by_number: bool = True) -> str | None:
    """The answer that a reply gives to a question: one of its choices, or other words of the same kind."""
    reply = same_length(reply).strip(" .!")
    exact = _choice(question, reply)
    if exact is not None:
        return exact
    low = reply.casefold()
    if by_number:
        m = re.fullmatch(r"(?:(?:option|choice|number|no\.?|nr\.?|the)\s*)?#?\(?(\d)[.)]?(?:\s+please)?", low)
        if m and 0 < int(m[1]) <= len(question.choices) and not _wants_number(question):
            return question.choices[int(m[1]) - 1]
        word = re.fullmatch(r"(?:the\s+)?(\w+)(?:\s+(?:one|option|choice|reading))?(?:\s+please)?", low)
        if word and word[1] in _ORDINALS:
            return question.choices[_ORDINALS[word[1]]]
    within = [c for c in question.choices if len(low) > 2 and re.search(rf"\b{re.escape(low)}\b", c.casefold())]
    if len(within) == 1 and not low.isdigit():
        return within[0]
    holding = [c for c in question.choices if c.casefold() in low]
    if len(holding) == 1:
        return holding[0]
    return _same_kind(question, low)


def _wants_number(question: Question) -> bool:
    """Whether a bare number is an amount rather than the number of a choice."""
    return all(_NUMBER.match(c) for c in question.choices) and "points" in question.choices[0]


def _same_kind(question: Question, low: str) -> str | None:
    """Another number in the place of that of the choices: "60 days" where "30 days" could be chosen."""
    digits = _NUMBER.search(low)
    number = digits[0] if digits else next((str(ONES[w]) for w in low.split() if w in ONES), None)
    if number is None:
        return None
    for unit in ("days", "points", "employees", "times"):
        if not all(unit in c for c in question.choices if _NUMBER.search(c)) or not any(
            _NUMBER.search(c) for c in question.choices
        ):
            continue
        if (
            unit in low
            or low == number
            or unit == "employees"
            or (unit == "days" and re.search(r"\d\s*(?:d|weeks?|months?)\b", low))
        ):
            if unit == "employees":
                return low if unit in low else f"{low} employees"
            if unit == "days":
                return low if unit in low or re.search(r"weeks?|months?", low) else f"{number} days"
            return f"{number} {unit}" if unit == "points" else f"{number} or more times"
    if all(c.endswith("or more") for c in question.choices):
        return f"{number} or more"
    return None

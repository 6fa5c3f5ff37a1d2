"""What a person answers: a choice by its number or its words, a number of days, points."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from ...drafts import Question, Turn
from ...reading.numerals import ONES
from ...reading.tokens import same_length

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
_LIMITED: Final = re.compile(r"(?:max|maximum|up to|cap|capped|at most|no more than)\b")
_NUMBER: Final = re.compile(r"\d[\d,.]*")


def answers_of(turns: Sequence[Turn], said: str) -> tuple[int, dict[str, str], tuple[str, ...]] | None:
    """The turn in which questions were asked first, the answers by the text of each question, what was said besides.

    None if nothing was asked last, or if ``said`` answers nothing of it.
    """
    start = asked_first(turns)
    if start is None:
        return None
    answers: dict[str, str] = {}
    besides: list[str] = []
    replies = [t.said for t in turns[start + 1 :]] + [said]
    for turn, reply in zip(turns[start:], replies, strict=True):
        found, left = matched(turn.draft.questions, reply)
        if not found and turn is turns[-1]:
            return None
        answers |= found
        besides += left if found else [reply]
    return start, answers, tuple(besides)


def asked_first(turns: Sequence[Turn]) -> int | None:
    """The turn in which the questions began that are still open; None if none are."""
    if not turns or turns[-1].draft.outcome != "ask":
        return None
    start = len(turns) - 1
    while start and turns[start - 1].draft.outcome == "ask":
        start -= 1
    return start


def matched(questions: Sequence[Question], reply: str) -> tuple[Mapping[str, str], list[str]]:
    """Which question each part of a reply answers, and the parts that answer none."""
    reply = same_length(reply).strip()
    found: dict[str, str] = {}
    besides: list[str] = []
    left = list(questions)

    def take(question: Question | None, words: str, by_number: bool = True) -> bool:
        answer = answer_to(question, words, by_number) if question is not None and question in left else None
        if question is None or answer is None:
            return False
        found[question.text] = answer
        left.remove(question)
        if rest := _besides(question, words, answer):
            besides.append(rest)
        return True

    if (
        len(questions) == 1
        and answer_to(questions[0], reply) is not None
        and not _besides(questions[0], reply, answer_to(questions[0], reply) or "")
    ):
        take(questions[0], reply)
        return found, besides
    pieces = [
        p.strip() for p in re.split(r"\n|;|,(?!\d{3}\b)|\band\b(?! )|(?<=\S)\s+(?=\d[.):]\s)", reply) if p.strip()
    ]
    for piece in pieces:
        m = re.match(r"(\d)\s*[.):]\s+(\S.*)", piece)
        if m and 0 < int(m[1]) <= len(questions):
            if not take(questions[int(m[1]) - 1], m[2]):
                besides.append(m[2])
            continue
        if re.fullmatch(r"#?\d", piece) and len(pieces) == len(questions):
            if not take(questions[pieces.index(piece)], piece):
                besides.append(piece)
            continue
        exact = next((q for q in left if _choice(q, piece) is not None), None)
        question = exact or next((q for q in left if answer_to(q, piece, by_number=False) is not None), None)
        if question is None and len(pieces) == len(questions):
            question = next((q for q in left if answer_to(q, piece) is not None), None)
        if not take(question, piece):
            besides.append(piece)
    return found, [b for b in besides if any(w not in _FILLERS for w in re.findall(r"[^\W_]+", b.casefold()))]


_FILLERS: Final = frozenset(
    """please make it that is let s us say maybe ok okay yes yeah i i'd think we would go for with use the a an about
    should be points point pts pt of them worth just around then thanks thank you and last within in past at
    least or more times time option choice number no nr one reading answer like want d day days employees
    employee to if both well sure um hmm fine good take pick my our lets up max maximum cap capped are mean
    means by it's its each's give gets get same all""".split()
)


def _besides(question: Question, reply: str, answer: str) -> str:
    """What a reply says beside its answer; nothing if those are only words of politeness."""
    low = reply.strip(" .!")
    if _choice(question, low) is not None:
        return ""
    rest = low
    at = low.casefold().find(answer.casefold())
    if at >= 0:
        rest = f"{low[:at]} {low[at + len(answer) :]}"
    elif re.search(rf"(?<!\w){re.escape(low.casefold())}(?!\w)", answer.casefold()):
        rest = ""
    else:
        digits = _NUMBER.search(low)
        unit = r"\s*(?:-\s*)?(?:points?|pts?|p|days?|d|weeks?|months?|employees|people|times|x|or more|\+)?"
        if digits is not None:
            end = re.compile(unit, re.IGNORECASE).match(low, digits.end())
            rest = f"{low[: digits.start()]} {low[end.end() if end else digits.end() :]}"
        else:
            rest = ""  # an ordinal or a word for the number
    words = re.findall(r"[^\W_]+", rest.casefold())
    if all(w in _FILLERS for w in words):
        return ""
    return re.sub(r"^(?:but|and|,|;|\s)+", "", rest.strip())


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
    low_before = low
    digits = _NUMBER.search(low)
    number = digits[0] if digits else next((str(ONES[w]) for w in low.split() if w in ONES), None)
    if number is None:
        return None
    low = re.sub(r"(\d\s*)(?:pts?|p|point)\b", r"\1points", low)
    low = re.sub(r"^(?:max|maximum|up to|cap(?:ped)?(?: it)?(?: at)?|at most|no more than)\.?\s+(?=\d)", "", low)
    if _LIMITED.match(low_before) and not question.text.startswith("Up to") and "points" in question.choices[0]:
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
            or (
                unit == "points" and re.match(r"[\d.]+\s+(?:each|a|an|per|apiece|every|but|only|up|max|and|for)\b", low)
            )
            or (unit == "days" and re.search(r"\d\s*(?:d|weeks?|months?)\b", low))
        ):
            if unit == "employees":
                return low if unit in low else f"{low} employees"
            if unit == "days":
                length = re.search(r"\d+\s*-?\s*(?:days?|d|weeks?|months?)\b", low)
                return length[0] if length is not None else f"{number} days"
            return f"{number} {unit}" if unit == "points" else f"{number} or more times"
    scale = re.match(r"\s?(?:k|m|bn|mio|thousand|million)\b", low[digits.end() :]) if digits else None
    number += scale[0].strip() if scale is not None and len(scale[0].strip()) < 3 else scale[0] if scale else ""
    if all(c.startswith("under ") for c in question.choices):
        return f"under {number}"
    if all(c.endswith("or more") for c in question.choices):
        return f"{number} or more"
    return None

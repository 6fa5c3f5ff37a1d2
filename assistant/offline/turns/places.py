"""Which statements of a draft a follow-up is about, and where they are to be changed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ....dsl import nodes as n
from ....dsl.parse import parse_text
from ...drafts import Question
from ...reading.tokens import Token
from ...reading.words import stem
from ..names.lexicon import words_of

FILL: Final = frozenset(
    """make it change that this to the a use set window instead of be should please let's let us only within last
    in past for time frame period and but ok okay yes no actually rather points point pts worth give put rule
    threshold raise lower increase reduce bar
    one ones rules them is not now with we i want would like than add so can you just at for down up on new value
    line lines entry row item bullet bump take put those these our instead rather thing bring again however could
    anymore any more after all thanks thank enough plenty sufficient suffices""".split()
)
_ORDINALS: Final = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}


@dataclass(frozen=True, slots=True)
class Edit:
    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Part:
    """A statement of the draft, with its text."""

    statement: n.Statement
    start: int
    end: int
    text: str


def parts_of(rules: str) -> list[Part]:
    parsed = parse_text(rules)
    return [Part(s, s.span.start, s.span.end, rules[s.span.start : s.span.end]) for s in parsed.file.statements]


def meant_in(tokens: Sequence[Token], parts: Sequence[Part]) -> list[Part] | None:
    """The statements that the words left over name; all if there are none; None if some word names nothing."""
    plain = (",", ":", "-", "=", "→", "(", ")", ";")
    words = [t for t in tokens if (t.text not in FILL or t.kind != "word" or _is_name(t)) and not t.is_sign(*plain)]
    if not words:
        return list(parts)
    found = list(parts)
    for t in words:
        if t.kind == "word" and t.text in _ORDINALS and len(parts) > 1:
            rules = [p for p in parts if not isinstance(p.statement, n.Group)]
            index = _ORDINALS[t.text]
            found = [p for p in found if index < len(rules) and p is rules[index]]
            continue
        if t.kind != "word":
            return None
        wanted = stem(t.text)
        found = [p for p in found if wanted in _stems(p)]
    return found or None


def _is_name(t: Token) -> bool:
    """ "US" is a country, and "IT" a department."""
    return t.raw in ("US", "IT")


def _stems(part: Part) -> set[str]:
    return {stem(w) for w in words_of(re.sub(r"[^\w]+", " ", part.text).replace("_", " "))} | {
        stem(w) for w in re.findall(r"[^\W_]+", part.text.lower())
    }


def one_of(
    places: list[tuple[Edit, str]], question: str, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """The edit of the one place; of several the one that the answer names, else the question."""
    if not places:
        return None
    if len(places) == 1:
        return [places[0][0]]
    shown = [label for _, label in places]
    if len(set(shown)) < len(shown):
        shown = [f"{label} ({i})" for i, label in enumerate(shown, 1)]
    choices = (*shown[:4], "all of them")
    answer = answers.get(question)
    if answer == "all of them":
        return [e for e, _ in places]
    if answer in shown:
        return [places[shown.index(answer)][0]]
    return Question(question, choices)


def label_of(part: Part) -> str:
    line = " ".join(part.text.split(" because ")[0].split())
    return line if len(line) <= 70 else line[:67] + "…"

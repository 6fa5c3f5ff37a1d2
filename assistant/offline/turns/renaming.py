"""Follow-ups that call a stage or a segment something else: "rename MQL to Qualified", "call it Hot leads"."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from ....dsl import nodes as n
from ....dsl.words import written_text
from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from .places import Edit, Part, label_of, one_group_of

_CALL: Final = phrases("rename|call|name|please rename|please call|let us call|lets call|let us rename|we call")
_TO: Final = phrases("to|into|as|to be")
_CALLED: Final = phrases(
    "should be called|should be named|is called|is now called|should be renamed to|must be called|has to be called|"
    "is to be called|be called|are called|should rather be called"
)
_KIND: Final = frozenset("stage segment list group the this that it one audience".split())
_END: Final = phrases("instead|please|from now on|now|though")
_MOST: Final = 5


def renamed(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """Another name for the one stage, or segment, that is meant."""
    found = _names(tokens)
    if found is None:
        return None
    old, new = found
    end = next((len(new) - b for b in (3, 2, 1) if b < len(new) and words_at(new, len(new) - b, _END) == b), len(new))
    new = [t for t in new[:end] if not t.is_sign(",")]
    if not 0 < len(new) <= _MOST or any(t.kind not in ("word", "text", "number") for t in new):
        return None
    label = new[0].text if len(new) == 1 and new[0].kind == "text" else " ".join(t.raw for t in new)
    if any(t.kind == "text" for t in new) and len(new) > 1:
        return None
    groups: list[tuple[Sequence[Edit], str]] = []
    for p in parts:
        match p.statement:
            case n.Stage(name=name):
                if _is_meant(old, name.text):
                    groups.append((_stage(parts, name, label), label_of(p)))
            case n.Segment(label=text):
                if _is_meant(old, text.value):
                    groups.append(([Edit(text.span.start, text.span.end, written_text(label))], label_of(p)))
            case _:
                pass
    return one_group_of(groups, f"What is to be called {label}?", answers) if groups else None


def _names(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]] | None:
    size = words_at(tokens, 0, _CALL)
    if size:
        rest = list(tokens[size:])
        at = next((i for i in range(1, len(rest)) if words_at(rest, i, _TO)), 0)
        if at:
            return rest[:at], rest[at + words_at(rest, at, _TO) :]
        if not rest:
            return None
        kinds = next((i for i, t in enumerate(rest) if not t.is_word(*_KIND)), 0)
        if kinds:
            return rest[:kinds], rest[kinds:]  # "call it Hot leads"
        return (rest[:1], rest[1:]) if len(rest) > 1 else None  # "call MQL Qualified"
    for at in range(1, len(tokens)):
        if size := words_at(tokens, at, _CALLED):
            return list(tokens[:at]), list(tokens[at + size :])
    return None


def _is_meant(old: Sequence[Token], name: str) -> bool:
    words = " ".join(t.text.casefold() for t in old if not t.is_word(*_KIND))
    return not words or words == name.casefold()


def _stage(parts: Sequence[Part], name: n.Name, label: str) -> list[Edit]:
    """A stage and wherever another statement names it."""
    new = label if re.fullmatch(r"[A-Za-z_]\w*", label) else f"`{label}`"
    old = re.escape(name.text)
    pattern = re.compile(rf'"(?:[^"]|"")*"|(`{old}`|(?<![\w.`])' + rf"{old}(?![\w`]))")
    return [
        Edit(p.start + m.start(1), p.start + m.end(1), new) for p in parts for m in pattern.finditer(p.text) if m[1]
    ]

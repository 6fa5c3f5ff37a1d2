"""Follow-ups by which something else is enough, too: "or an income over 200k", "or if they asked for a demo"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ....dsl import nodes as n
from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..conditions.condition import Condition, Happened, leaves, text
from ..conditions.condition import Open as OpenCondition
from ..conditions.reader import Ambiguous, Reader, Reading
from ..names.lexicon import Lexicon
from .places import Edit, Part, one_group_of

_OR: Final = phrases(
    "or|or if|or when|or with|or has|or have|or they|or also|or if they|or when they|or alternatively|alternatively|"
    "or else|or people who|or those who|or people with|or leads with|or companies with|or a|or an|or if it is|"
    "or if they are|or if they have|or leads who|or those with|or anyone who|or anybody who|or at least if"
)


def alternative(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """One more way to what a rule, a stage or a segment asks for."""
    size = words_at(tokens, 0, _OR)
    if not size:
        return None
    reading = _read(tokens, lexicon, answers)
    if reading is None or any(isinstance(c, OpenCondition) for c in leaves(reading.condition)):
        return None
    new = text(reading.condition)
    new = f"({new})" if (" and " in new or " or " in new) and not new.startswith("any of") else new
    groups: list[tuple[Sequence[Edit], str]] = []
    about: list[n.Statement] = []
    for p in parts:
        inside = _condition(p.statement)
        if inside is None:
            continue
        about.append(p.statement)
        for each in (new, *_in_time(inside, reading.condition, new)):
            groups += [
                ([replace(e, notes=tuple(reading.notes)) for e in edits], shown)
                for edits, shown in _joined(p, inside, each)
            ]
    question = f"What is “{' '.join(said.split())[:80]}” to go with?"
    if len(about) != 1 or len(groups) < 2:
        return one_group_of(groups, question, answers)
    chosen = [edits for edits, shown in groups if shown == answers.get(question)]
    return chosen[0] if chosen else Question(question, tuple(shown for _, shown in groups))


def _in_time(inside: n.Condition, condition: Condition, new: str) -> list[str]:
    """The event within the time in which all else has to be, which may be meant, too."""
    leaf = list(leaves(condition))
    windows = {
        x.duration.written for x in n.walk(inside) if isinstance(x, n.Within) and isinstance(x.duration, n.Duration)
    }
    windows.discard("")
    if len(leaf) != 1 or not isinstance(leaf[0], Happened) or leaf[0].window or leaf[0].negated or len(windows) != 1:
        return []
    return [f"{new} within {windows.pop()}"]


def _read(tokens: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]) -> Reading | None:
    for size in dict.fromkeys((words_at(tokens, 0, _OR), 1)):
        try:
            reading = Reader(lexicon, answers).read(tokens[size:]) if size < len(tokens) else None
        except Ambiguous:
            return None
        if reading is not None:
            return reading
    return None


def _condition(statement: n.Statement) -> n.Condition | None:
    match statement:
        case n.Rule(condition=condition, body=n.Effect()):
            return condition
        case n.Stage(whens=(when,)):
            return when.condition
        case n.Segment(condition=condition):
            return condition
        case _:
            return None


def _joined(part: Part, inside: n.Condition, new: str) -> list[tuple[list[Edit], str]]:
    """Where it may be put: beside all of a condition, or beside the last of those that have to hold."""

    def shown(node: n.Node) -> str:
        return " ".join(part.text[node.span.start - part.start : node.span.end - part.start].split())

    start, end = inside.span.start, inside.span.end
    if not isinstance(inside, n.Both):
        return [([Edit(end, end, f" or {new}")], f"{shown(inside)} or {new}")]
    last = inside.parts[-1]
    head = " and ".join(shown(x) for x in inside.parts[:-1])
    return [
        ([Edit(start, start, "("), Edit(end, end, f") or {new}")], f"({shown(inside)}) or {new}"),
        (
            [Edit(last.span.start, last.span.start, "("), Edit(last.span.end, last.span.end, f" or {new})")],
            f"{head} and ({shown(last)} or {new})",
        ),
    ]

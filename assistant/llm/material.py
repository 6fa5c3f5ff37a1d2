"""What a model is told, as an allow-list: nothing is sent that is not made here.

The definition, redacted; names and descriptions of the vocabulary; the rules that are there without comments, tests,
files and lists; the draft that a follow-up changes; diagnostics and counts. No value of a lead, no path.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...dsl import nodes as n
from ...dsl.parse import parse_text
from ..drafts import Draft, Request
from ..names import Name, Names
from ..offline.conditions.vague import fill
from ..offline.names.lexicon import Lexicon
from ..reading.outline import every, outline
from ..reading.tokens import same_length
from .redaction import Redaction

LONGEST = 80
"""Letters of a string of the vocabulary: descriptions and the like may come from web forms."""

MOST_NAMES = 400
MOST_RULES = 24_000
"""Letters of the rules that are there; the last of them are kept."""
MOST_TURNS = 6
MOST_GAPS = 6

_LEFT_OUT = (n.Use, n.ListFrom, n.ListOf, n.Lead, n.Event, n.Signal, n.Test)
"""Statements that are told as names, or not at all."""
_COMMENT_OR_TEXT = re.compile(r'("(?:[^"\r\n]|"")*"|`[^`\r\n]*`)|[ \t]*#[^\n]*')


@dataclass(frozen=True, slots=True)
class Material:
    """``definition``: what is to be drafted, or in a follow-up what is to be different of ``draft``. All redacted."""

    definition: str
    clauses: tuple[str, ...]
    vocabulary: tuple[str, ...]
    """A line of JSON for each name."""
    rules: str = ""
    draft: str = ""
    gaps: tuple[str, ...] = ()
    """What the words may leave open."""
    said: tuple[str, ...] = ()
    """What was said and answered before."""


def material(request: Request, redaction: Redaction) -> Material:
    definition = redaction.hide(_plain(request.said))
    current = request.current
    return Material(
        definition,
        tuple(clauses(definition)),
        tuple(_described(name, redaction) for name in request.names.names[:MOST_NAMES]),
        redaction.hide(statements(request.rules))[-MOST_RULES:],
        "" if current is None else redaction.hide(current.rules),
        tuple(dict.fromkeys(redaction.hide(gap) for gap in gaps(definition, request.names)))[:MOST_GAPS],
        tuple(_turn(turn.said, turn.draft, redaction) for turn in request.turns[-MOST_TURNS:]),
    )


def clauses(definition: str) -> Iterator[str]:
    """The parts of a definition, as they stand in it, headings before what is below them."""
    return (clause.words(definition) for clause in every(outline(same_length(definition))))


def _no_values(_name: str, _event: str | None) -> tuple[str, ...]:
    return ()


def gaps(definition: str, names: Names) -> Iterator[str]:
    """Words that leave something open, as questions; found without a look at any value."""
    lexicon = Lexicon(replace(names, values_of=_no_values))
    for clause in every(outline(same_length(definition))):
        yield from (question.text for question in fill(clause.tokens, lexicon, {}).questions)


def statements(rules: str) -> str:
    """Rules as they are sent. What cannot be read is left out."""
    parsed = parse_text(rules)
    kept = [s for s in parsed.file.statements if not isinstance(s, _LEFT_OUT)]
    texts = (_COMMENT_OR_TEXT.sub(lambda m: m[1] or "", parsed.source[s.span]) for s in kept)
    return "\n".join("\n".join(line.rstrip() for line in text.splitlines() if line.strip()) for text in texts)


def _plain(text: str) -> str:
    """Without control characters."""
    return "".join(c for c in text if c == "\n" or (c.isprintable() or c == "\t")).strip()


def safe(text: str) -> str:
    """A string of the vocabulary: one line, no control characters, not long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _described(name: Name, redaction: Redaction) -> str:
    about: dict[str, object] = {"name": safe(name.name), "kind": name.kind}
    if name.type is not None:
        about["type"] = name.type.value
    if name.description:
        about["about"] = redaction.hide(safe(name.description))
    if name.properties:
        about["properties"] = [
            {"name": safe(p.name), "type": p.type.value}
            | ({"about": redaction.hide(safe(p.description))} if p.description else {})
            for p in name.properties
        ]
    if name.kind in ("signal", "let") and name.text:
        about["is"] = redaction.hide(safe(name.text.partition("=")[2]))
    return json.dumps(about, ensure_ascii=True)


def _turn(said: str, draft: Draft, redaction: Redaction) -> str:
    answer: dict[str, object] = {"said": _plain(said), "came": draft.outcome}
    if draft.questions:
        answer["questions"] = [q.text for q in draft.questions]
    if draft.reason:
        answer["reason"] = draft.reason
    return redaction.hide(json.dumps(answer, ensure_ascii=False))

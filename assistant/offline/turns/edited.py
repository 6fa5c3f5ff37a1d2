"""The draft as it is after a change: its text, its quotes, and what was changed."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ....dsl import nodes as n
from ....dsl.format import format_source
from ....dsl.source import SourceText
from ...drafts import Draft, Quote
from ..names.checked import errors_in
from ..names.lexicon import Lexicon
from .places import Edit, Part, parts_of


def edited(current: Draft, edits: Sequence[Edit], lexicon: Lexicon, said: str) -> Draft:
    """The draft with these edits; declined if that cannot be."""
    parts = parts_of(current.rules)
    rules = current.rules
    edits = [*edits, *_emptied(parts, edits)]
    for edit in sorted(edits, key=lambda e: (e.start, e.end), reverse=True):
        rules = rules[: edit.start] + edit.new + rules[edit.end :]
    formatted = format_source(SourceText("draft.lead", rules)).text
    if not formatted.strip() or errors_in(formatted, lexicon.names) is not None:
        return Draft(
            "decline", reason=f"“{said.strip()[:80]}” cannot be done to these rules; say the whole definition again"
        )
    gone = [p for p in parts if any(e.start <= p.start and e.end >= p.end and not e.new for e in edits)]
    kept = [p for p in parts if p not in gone]
    if all(isinstance(p.statement, n.Group) for p in kept):
        return Draft("decline", reason="nothing would be left of the draft")
    after = parts_of(formatted)
    old_lines = SourceText("old", current.rules)
    quotes: list[Quote] = []
    words = " ".join(said.split())
    told = [(p, is_more) for p in kept for is_more in (False, True) if not is_more or _is_copied(p, edits)]
    for (p, is_more), now in zip(told, after, strict=False):
        first, last = old_lines.position(p.start)[0], old_lines.position(p.end)[0]
        line = SourceText("new", formatted).position(now.start)[0]
        if is_more:
            quotes.append(Quote(line, words if words in said else said.strip()))
            continue
        quotes += [Quote(line, q.words) for q in current.quotes if first <= q.line <= last]
    note = f"changed by “{' '.join(said.split())}”; all else is as it was"
    notes = tuple(dict.fromkeys((*current.assumptions, note, *(x for e in edits for x in e.notes))))
    return replace(current, rules=formatted, tests="", assumptions=notes, quotes=tuple(quotes), questions=())


def _is_copied(part: Part, edits: Sequence[Edit]) -> bool:
    return any(e.is_more and e.start == part.end for e in edits)


def _emptied(parts: Sequence[Part], edits: Sequence[Edit]) -> Sequence[Edit]:
    """The groups of which no rule is left."""
    gone = {p.start for p in parts for e in edits if e.start <= p.start and e.end >= p.end and not e.new}
    groups: list[tuple[Part, list[Part]]] = []
    for p in parts:
        if isinstance(p.statement, n.Group):
            groups.append((p, []))
        elif isinstance(p.statement, n.Rule) and groups:
            groups[-1][1].append(p)
    parents = {m[1] for g, _ in groups if (m := re.match(r"group \S+ in (\S+)", g.text))}
    return [
        Edit(g.start, g.end, "")
        for g, rules in groups
        if gone and all(r.start in gone for r in rules) and g.text.split()[1] not in parents
    ]


def touched(before: str, after: str) -> list[Part]:
    """The statements of a draft that the one before did not have, or had otherwise."""
    there = {p.text for p in parts_of(before)}
    return [p for p in parts_of(after) if p.text not in there and not isinstance(p.statement, n.Group)]

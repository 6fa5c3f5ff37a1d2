"""Follow-ups that change a draft: "make it 14 days", "20 points", "only in the US", "remove the webinar one".

The text of the draft is changed where it has to be and nowhere else, whoever wrote it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ....dsl import nodes as n
from ....dsl.format import format_source
from ....dsl.source import SourceText
from ...drafts import Draft, Question, Quote, Unread
from ...reading.mending import mended, without_taking_back
from ...reading.numbers import phrases, side_at, words_at
from ...reading.numerals import with_number_words
from ...reading.spoken import without_fillers
from ...reading.tokens import Token, same_length, tokens_of
from ...reading.words import stem
from ..names.checked import errors_in
from ..names.lexicon import Lexicon
from .amending import NOUNS, is_change, segments, without_talk
from .changes import counts, is_removal, limits, only, points, remove, window
from .places import FILL, Edit, Part, parts_of
from .relative import relative
from .reshaping import reshape
from .rows import row
from .widening import widened

CHANGED, ONE_MORE = "it changes what is there", "it is one more rule"
_MORE: Final = phrases("also|plus|add|additionally|another|in addition|as well as|and also|then also|we also")


def follow_up(said: str, current: Draft, lexicon: Lexicon, answers: Mapping[str, str]) -> Draft | None:
    """The draft with the smallest difference that does what is said; a question if it could be done in several places;
    None if this is no follow-up."""
    tokens = with_number_words(tokens_of(same_length(said[:500])))
    tokens = mended(without_taking_back(without_fillers(tokens))).tokens
    tokens = without_talk(tuple(t for t in without_fillers(tokens) if not t.is_sign(".", "!", "?")))
    parts = parts_of(current.rules)
    if not tokens or not parts:
        return None
    whole = _changed(said, tokens, current, lexicon, answers)
    if whole is not None:
        return whole
    return _in_steps(said, tokens, current, lexicon, answers)


def _changed(
    said: str, tokens: Sequence[Token], current: Draft, lexicon: Lexicon, answers: Mapping[str, str]
) -> Draft | None:
    parts = parts_of(current.rules)
    for change in (remove, row, widened, reshape, window, counts, limits, relative, points, only):
        found = change(said, tokens, parts, lexicon, answers)
        if isinstance(found, Question):
            return Draft("ask", questions=(found,))
        if found is not None:
            return _edited(current, parts, found, lexicon, said)
    return None


_MORE_OF_IT: Final = frozenset("also another extra additional additionally more further plus on-top besides".split())


def restated(said: str, current: Draft, more: Draft, lexicon: Lexicon) -> Draft | None:
    """A rule that is there already, said once more with other points: it is changed, not given twice."""
    if more.outcome != "draft" or set(re.findall(r"[\w-]+", said.casefold())) & _MORE_OF_IT:
        return None
    old = [p for p in parts_of(current.rules) if isinstance(p.statement, n.Rule)]
    new = [p for p in parts_of(more.rules) if isinstance(p.statement, n.Rule)]
    pairs = [(q, p) for p in new for q in old if _asks_the_same(q.statement, p.statement)]
    if (
        not pairs
        or len(pairs) != len(new)
        or any(not isinstance(p.statement, n.Rule | n.Group) for p in parts_of(more.rules))
    ):
        return None
    edits = [Edit(q.start, q.end, _named_as(p.text, q.text)) for q, p in pairs]
    return _edited(current, parts_of(current.rules), edits, lexicon, said)


def _asks_the_same(old: n.Statement, new: n.Statement) -> bool:
    if not isinstance(old, n.Rule) or not isinstance(new, n.Rule):
        return False
    match old.body, new.body:
        case n.Tally(kind=kind, counted=counted), n.Tally(kind=other, counted=too):
            return (old.condition, kind, counted) == (new.condition, other, too)
        case n.Effect(), n.Effect():
            return old.condition == new.condition
        case n.Table(measure=measure), n.Table(measure=too):
            return (old.condition, measure) == (new.condition, too)
        case _:
            return False


_AS: Final = re.compile(r"\bas (`[^`]+`|\w+) because\b")


def _named_as(new: str, old: str) -> str:
    name = _AS.search(old)
    return _AS.sub(lambda _: f"as {name[1]} because", new, count=1) if name is not None else new


def _in_steps(
    said: str, tokens: Sequence[Token], current: Draft, lexicon: Lexicon, answers: Mapping[str, str]
) -> Draft | None:
    """Several changes in one sentence, all of them or none."""
    if words_at(tokens, 0, _MORE):
        return None
    steps = [s for s in segments(tokens, lexicon) if any(not t.is_word(*FILL) for t in s)]
    draft = current
    is_named = any(t.kind == "word" and not t.is_word(*FILL) and stem(t.text) not in NOUNS for t in tokens)
    question = f"Does “{' '.join(said.split())[:80]}” change what is there, or is it one more rule?"
    if any(t.is_word("or") and not side_at(tokens, i) for i, t in enumerate(tokens)):
        steps = []  # "30 points or 3 visits" is no change but a choice
    if len(steps) > 1 and not is_change(tokens) and answers.get(question) == ONE_MORE:
        return None
    done = 0
    for step in steps:
        found = _changed(said, step, draft, lexicon, answers)
        if found is None:
            break
        if found.outcome != "draft":
            return found
        draft, done = found, done + 1
    if done and done == len(steps):
        is_sure = is_change(tokens) or any(is_change(s) or is_removal(s) for s in steps)
        if (is_named or tokens[0].is_word("and")) and not is_sure and answers.get(question) is None:
            return Draft("ask", questions=(Question(question, (CHANGED, ONE_MORE)),))
        return replace(draft, assumptions=tuple(dict.fromkeys(draft.assumptions)))
    if done or is_change(tokens):
        words = " ".join(said.split())[:80]
        return Draft(
            "decline",
            unread=(Unread(said.strip()[:200]),),
            reason=f"“{words}” does not say which part of the draft is to be different; name the rule and what it is "
            "to have instead, or say the whole definition again",
        )
    return None


# --- the changed text


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


def _edited(current: Draft, parts: Sequence[Part], edits: Sequence[Edit], lexicon: Lexicon, said: str) -> Draft | None:
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
    for p, now in zip(kept, after, strict=False):
        first, last = old_lines.position(p.start)[0], old_lines.position(p.end)[0]
        line = SourceText("new", formatted).position(now.start)[0]
        quotes += [Quote(line, q.words) for q in current.quotes if first <= q.line <= last]
    note = f"changed by “{' '.join(said.split())}”; all else is as it was"
    return replace(
        current, rules=formatted, tests="", assumptions=(*current.assumptions, note), quotes=tuple(quotes), questions=()
    )

"""Follow-ups that say of whom a rule or all of it holds: "only in the US", "MQL also needs a budget", "the demo not for
students"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ....dsl import nodes as n
from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..conditions.condition import Happened, leaves, text
from ..conditions.condition import Open as OpenCondition
from ..conditions.reader import Ambiguous, Reader, Reading
from ..conditions.unless import excluded
from ..conditions.vague import fill
from ..names.lexicon import Lexicon
from .places import Edit, Part, meant_in

_ONLY: Final = phrases(
    "only|but only|just|restrict to|restrict it to|limit it to|limit to|and only|make it only|only count|"
    "should only|only for|just for|but only for|only if|only when|but only if|but only when|make it only for|"
    "restrict that to|restrict this to|limit that to|limit this to|this is only for|that is only for|only people in|"
    "only leads in|only count leads in|only companies in|should only be for|should only apply to|only applies to|"
    "apply it only to|only apply it to|only apply to|as long as|provided|provided that|keep it to|only in|"
    "is only for|"
    "are only for|only counts for|only counts if|only counts when|only count if|only counts in|should only count for|"
    "only count for|only valid for|is only valid for|restricted to|limited to|applies only to|apply only to|"
    "counts only for|"
    "count only for|should only count if|should only count in|is for|only where|only with|but only with|only from|"
    "but only from|but only in|only to|only leads from|only companies from|only people from|only people with|"
    "only leads with|only companies with|only give it to|only give it if|only give that to|only give these to|"
    "only given to|exclusively for|solely for|if|but if|and if|when|only those in|only those with|only those who"
)  # fmt: skip
_NOT: Final = phrases(
    "no|but not for|not for|but not|except for|except|unless|unless they are|but not if|but not when|excluding|"
    "but exclude|only not for|just not for|but not those|without|and not|and not for|not in|not from|but not in|"
    "and no|"
    "not if|not when|and not in|but not from|does not apply to|do not apply to|should not apply to|"
    "does not count for|"
    "do not count for|should not count for|not count for|excluding those|other than|apart from|aside from|"
    "unless it is|unless they|except if|except when|except in|but not with|not with|never for|but never for"
)
_MUST: Final = phrases(
    "must|must also|also must|have to|has to|needs to|need to|also needs|also need|should also|requires|"
    "also requires|"
    "require|also have to|also has to|also need to|also needs to|needs|need|must always|should have|should be|"
    "should also have|should also be|should all be|must all be|have to be|has to be|must be|must also be|must have|"
    "must also have|need to have|needs to have|needs to be|need to be|also have to be|also has to be|should require"
)
_ALSO: Final = phrases("also has to|also have to|also needs|also need|must|must also|need|needs|have to|has to|require")
_WHO: Final = frozenset(
    "they it he she leads lead people companies company those these all everyone an a the our every each any".split()
)
_HEAD: Final = phrases(
    "be|have|be in|be from|be a|be an|have a|have an|also|to be|to have|a|an|in|from|that they|it is"
)


def only(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """ "only in the US", "only for enterprise", "but not for students": of all that is there, or of what is named."""
    if len(tokens) > 1 and tokens[-1].is_word("only") and not any(t.is_word("only") for t in tokens[:-1]):
        return _confined(tokens[:-1], parts, lexicon, answers, out=False)
    for at in range(min(len(tokens) - 1, 8)):
        for table, out in ((_ONLY, False), (_NOT, True), (_MUST, False)):
            size = words_at(tokens, at, table)
            if not size or (at and table is _ONLY and tokens[at].is_word("if", "when", "but")):
                continue
            if at and tokens[at].is_word("no"):
                continue
            if table is _MUST and not at and not words_at(tokens, 0, _ALSO):
                continue
            meant = _subject(tokens[:at], parts)
            if meant is None:
                continue
            rest: Sequence[Token] | None = tokens[at + size :]
            if (
                out
                and not tokens[at + size - 1].is_word("if", "when")
                and not any(t.is_word("unless") for t in tokens[at : at + size])
            ):
                rest = _neither(tokens[at + size :], lexicon)
            found = None if rest is None else _confined(rest, meant, lexicon, answers, out)
            if found is not None:
                return found
    return None


_OUT: Final = phrases(
    "leave out|exclude|leave out the|exclude the|exclude all|keep out|filter out|throw out|kick out|take out|"
    "please exclude|please leave out|but leave out|but exclude|skip|do not include|no|without|leave out all|"
    "leave out those|leave out anyone|exclude those|exclude anyone|not|but not|remove|drop|minus|less|omit"
)


def narrowed(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """ "leave out people who opted out", where the draft is a segment and nothing else."""
    start = int(bool(tokens) and tokens[0].is_word("and", "but", "also"))
    size = words_at(tokens, start, _OUT)
    segment = parts[0].statement if len(parts) == 1 else None
    if not size or not isinstance(segment, n.Segment):
        return None
    rest = _neither(tokens[start + size :], lexicon)
    found = None if rest is None else _confined(rest, parts, lexicon, answers, out=True)
    if found is None or isinstance(found, Question):
        return found
    words = said[tokens[0].start : tokens[-1].end]
    note = f"“{words}” is said of the segment “{segment.label.value}”, not of all leads"
    return [replace(e, notes=(*e.notes, note)) for e in found]


def confines(tokens: Sequence[Token]) -> bool:
    """Whether what is said restricts something by its first words, or its last."""
    first = words_at(tokens, 0, _ONLY) or words_at(tokens, 0, _NOT) or words_at(tokens, 0, _ALSO)
    return bool(first) or bool(tokens and tokens[-1].is_word("only"))


def _subject(tokens: Sequence[Token], parts: Sequence[Part]) -> list[Part] | None:
    """What is restricted: a stage by its name, rules by their words; all that is there if nobody else is said."""
    words = [t for t in tokens if not t.is_word(*_WHO) and not t.is_sign(",", ":")]
    return list(parts) if not words else meant_in(words, parts)


def _confined(
    tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str], out: bool
) -> Sequence[Edit] | Question | None:
    filled = fill(tokens, lexicon, answers)
    if filled.questions:
        return filled.questions[0]
    reading = _read(filled.tokens, lexicon, answers)
    if reading is None or any(isinstance(c, OpenCondition) for c in leaves(reading.condition)):
        return None
    read = reading.condition
    own = {c.source for c in leaves(read) if isinstance(c, Happened)} if out else set[str]()
    if any(re.search(rf"(?<![\w.]){re.escape(source)}(?![\w\[])", p.text) for source in own for p in parts):
        return None  # what the rule itself asks for is taken out of it: not both can hold
    bases = {c.source.split("[")[0] for c in leaves(read) if isinstance(c, Happened)}
    if any(
        re.search(rf"(?<![\w.]){re.escape(base)}(?!\w)", re.sub(r'"(?:[^"]|"")*"', "", p.text))
        for base in bases
        for p in parts
    ):
        return None  # which of the events of the rule count is said by another change
    condition = text(excluded(read) if out else read)
    condition = f"({condition})" if " or " in condition and not condition.startswith("any of") else condition
    edits: list[Edit] = []
    for p in parts:
        match p.statement:
            case n.Rule(condition=None):
                edits.append(Edit(p.start, p.start, f"when {condition} "))
            case n.Rule(condition=inside) if inside is not None:
                edits += _joined(inside, condition)
            case n.Stage(whens=whens):
                for when in whens:
                    edits += _joined(when.condition, condition)
            case n.Segment(condition=inside):
                edits += _joined(inside, condition)
            case _:
                pass
    return [replace(e, notes=tuple(reading.notes)) for e in edits] or None


def _neither(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token] | None:
    """ "students and no competitors", that are not to be, as "students or competitors"; None if that is not sure."""
    members: list[list[Token]] = [[]]
    for t in tokens:
        if t.is_word("and", "or", "nor") or t.is_sign(","):
            members.append([])
        elif members[-1] or not t.is_word("no", "not", "without", "for"):
            members[-1].append(t)
    said = [m for m in members if m]
    if len(said) < 2:
        return tokens
    if not all(_read(m, lexicon, {}) for m in said):
        return None if any(t.is_word("and", "nor") for t in tokens) else tokens
    if any(t.is_word("in", "from", "with", "of") for m in said for t in m) and not any(t.is_word("no") for t in tokens):
        return None
    found = list(said[0])
    for m in said[1:]:
        found += [Token("word", "or", "or", m[0].start, m[0].start), *m]
    return found


def _read(tokens: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]) -> Reading | None:
    """The condition as it was said, or without the verb before it: "be in DACH", "have a budget"."""
    size = words_at(tokens, 0, _HEAD)
    for rest in (tokens, tokens[size:]):
        try:
            reading = Reader(lexicon, answers).read(rest) if rest else None
        except Ambiguous:
            return None
        if reading is not None:
            return reading
    return None


def _joined(inside: n.Condition, condition: str) -> list[Edit]:
    span = inside.span
    if isinstance(inside, n.Either):
        return [Edit(span.start, span.start, "("), Edit(span.end, span.end, f") and {condition}")]
    return [Edit(span.end, span.end, f" and {condition}")]

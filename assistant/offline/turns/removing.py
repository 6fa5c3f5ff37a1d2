"""Follow-ups that take something out: "drop the webinar", "remove fintech", "without Canada", "the VPs can go"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ....dsl import nodes as n
from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ...reading.words import stem
from ..names.lexicon import Lexicon
from .places import FILL, Edit, Part, conditions_of, label_of, meant_in, one_of, with_rows
from .widening import fact_of, shrunk

_REMOVE: Final = phrases(
    "remove|drop|delete|without|leave out|take out|get rid of|skip|forget|forget about|no need for|scrap|ditch|kill|"
    "never mind|nevermind|lose|cut|throw out|take away|strip out|we do not need|do not need|no more|scratch|cancel|"
    "we can drop|you can drop|we can skip|please remove|please drop|please delete|let us drop|let us remove|"
    "let us skip|i do not want|we do not want|bin|erase|strike|omit|take off|cross out|kick out|chuck out|axe|nix|"
    "no points for|no more points for|stop giving points for|no longer give points for|no points for any|"
    "exclude|please take out|let us leave out|we do not want|do away with|we should drop|not|no|but not|leave|take|"
    "pull"
)
_BEHIND: Final = phrases(
    "out|off|away|out again|can go|should go|has to go|have to go|can be dropped|can be removed|should be removed|"
    "should be dropped|must go|is out|are out|does not count|do not count|does not count anymore|out of it|"
    "do not count anymore|should not count|should not count anymore|no longer counts|no longer count|anymore|"
    "is not needed|are not needed|is no longer needed|are no longer needed|is not relevant|are not relevant|"
    "any more|again|from the list|from that list|from it|from that|from this|altogether|entirely|completely|"
    "after all|out please|does not matter|do not matter|does not matter anymore|needs to go|need to go|off the list|"
    "out of the list|off that list|goes|go|from the mql|from the rule|from the rules|no longer|should not be in|"
    "should not be in there|should not be on the list|should be out|for all i care|is irrelevant|are irrelevant"
)
_NEEDS_BEHIND: Final = phrases("leave|take|pull|not|no|but not|without|exclude")
"""What takes something out only with "out", or off a list of values."""
_RULES: Final = frozenset("one ones rule rules line lines row item bullet entry points".split())


def is_removal(tokens: Sequence[Token]) -> bool:
    """ "drop the newsletter line"."""
    return what_goes(tokens) is not None and not words_at(tokens, 0, phrases("no|not|take|leave|without|but not|pull"))


def says_only_that(tokens: Sequence[Token]) -> bool:
    """Whether nothing is left but "remove", or "can go"."""
    said = [t for t in tokens if not t.is_word("the", "both", "ones", "rules", "points", "please")]
    return bool(said) and len(said) in (words_at(said, 0, _REMOVE), words_at(said, 0, _BEHIND))


def what_goes(tokens: Sequence[Token]) -> tuple[Sequence[Token], bool] | None:
    """What is to go, and whether it may be a whole rule; None if nothing is."""
    size = words_at(tokens, 0, _REMOVE)
    back = next(
        (b for b in range(min(7, len(tokens) - 1), 0, -1) if words_at(tokens, len(tokens) - b, _BEHIND) == b), 0
    )
    end = len(tokens) - back
    if (not size and not back) or size >= end:
        return None
    if not size and words_at(tokens, end, phrases("anymore|again|altogether|entirely|go|off|away|after all|from it")):
        return None
    is_weak = bool(size) and words_at(tokens, 0, _NEEDS_BEHIND) == size
    is_out = bool(back) and words_at(tokens, end, phrases("out|off|away|out please|out again|out of it")) > 0
    if words_at(tokens, 0, phrases("leave|take|pull")) == size > 0 and not back:
        return None
    return tokens[size:end], not is_weak or is_out


def remove(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    found = what_goes(tokens)
    if found is None or any(t.kind == "number" and not t.unit for t in found[0]):
        return None
    what, is_whole = found
    question = f"Which of these is to go: “{said.strip()}”?"
    values = _values(what, parts if is_whole else [p for p in parts if not _is_against(p)], lexicon)
    if values and not any(t.is_word(*_RULES) for t in what):
        return one_of(values, question, answers)
    if not is_whole:
        if not words_at(tokens, 0, phrases("without")):
            return None
        lists = [p for p in parts if isinstance(p.statement, n.Stage | n.Segment)]
        return one_of([m for p in lists for m in _members(p, what, (n.Both,))], question, answers)
    rules = [p for p in parts if not isinstance(p.statement, n.Group)]
    rows = with_rows(rules)
    meant = meant_in(what, rows)
    if meant is None:
        meant = meant_in(what, rules)
    if meant is None:
        return None
    is_every = len(meant) == len(rows)
    whole = [p for p in meant if not p.is_row]
    places: list[tuple[Edit, str]] = []
    for p in rules:
        mine = [r for r in meant if r.is_row and r.statement is p.statement]
        if mine and len(mine) == sum(r.statement is p.statement for r in rows):
            whole.append(p)
        elif not is_every:
            places += [(Edit(r.start, r.end, ""), label_of(r)) for r in mine]
    for p in whole:
        members = [] if any(t.is_word(*_RULES) for t in what) else list(_members(p, what))
        places += members
        if not is_every and (not members or isinstance(p.statement, n.Rule)):
            places.append((Edit(p.start, p.end, ""), label_of(p)))
    return one_of(places, question, answers)


def _is_against(part: Part) -> bool:
    """Whether a statement keeps leads out, or takes points away: "exclude students" is no member less of it."""
    return isinstance(part.statement, n.Disqualify) or re.search(r"\bsubtract \d", part.text) is not None


def _values(what: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon) -> list[tuple[Edit, str]]:
    """Where the values that are named stand in a list with others."""
    fact = fact_of([t for t in what if not t.is_word("the", "those", "any", "all")], lexicon)
    if fact is None:
        return []
    field, values = fact
    return [
        (Edit(p.start + a, p.start + b, text), label_of(p))
        for p in parts
        for a, b, text in shrunk(p.text, field, values)
    ]


def _members(
    part: Part, what: Sequence[Token], among: tuple[type[n.Node], ...] = (n.Both, n.Either, n.Quantified)
) -> Iterator[tuple[Edit, str]]:
    """The one member of a condition of several that is named, and by no other member."""
    wanted = {stem(t.text) for t in what if t.kind == "word" and t.text not in FILL}
    for condition in conditions_of(part.statement):
        for node in n.walk(condition):
            if not isinstance(node, n.Both | n.Either | n.Quantified) or not isinstance(node, among):
                continue
            if len(node.parts) < 2:
                continue
            named = [x for x in node.parts if wanted and wanted <= _stems(part, x)]
            if len(named) != 1 or any(isinstance(x, n.Both | n.Either | n.Quantified) for x in n.walk(named[0])):
                continue
            index = node.parts.index(named[0])
            if index:
                start, end = node.parts[index - 1].span.end, named[0].span.end
            else:
                start, end = named[0].span.start, node.parts[1].span.start
            yield Edit(start, end, ""), f"{_text(part, named[0])} of {label_of(part)}"


def _text(part: Part, node: n.Node) -> str:
    return " ".join(part.text[node.span.start - part.start : node.span.end - part.start].split())


def _stems(part: Part, node: n.Node) -> set[str]:
    return {stem(w) for w in re.findall(r"[^\W_]+", _text(part, node).lower())}

"""Sentences that only go on with the one before: "20 points for a meeting; they lose 25% of that each week"."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.outline import Clause
from ...reading.tokens import Token
from ...reading.words import stem
from ..names.heads import segment_head, stage_head
from ..names.lexicon import Lexicon
from .amounts import amounts_in
from .beside import beside_at
from .completing import with_numbers_behind
from .effects import effect_of
from .listing import ends_in_amount, without_nothing

_OF_THOSE: Final = phrases(
    "the points|its points|their points|they|these|it|this|that|which|these points|those|those points|that one|halve|"
    "halved|but"
)


def with_what_follows(clauses: Sequence[Clause], text: str, lexicon: Lexicon) -> list[Clause]:
    """Two clauses of which the second limits the points of the first, as one; of more it is not plain what is meant,
    unless semicolons join them."""
    for clause in clauses:
        if clause.below and clause.is_heading:
            clause.below = with_what_follows(clause.below, text, lexicon)
    clauses = with_numbers_behind(clauses, lexicon)
    clauses = _with_the_rest(_behind_semicolons(clauses, text, lexicon), text, lexicon)
    found: list[Clause] = []
    for run in _runs(clauses, text, ".;"):
        plain = [run[0], *(_without_what_counts(c, run[0]) for c in run[1:])]
        found += [_as_one(plain)] if _limits_the_one(plain, lexicon) else _with_its_restriction(run, lexicon)
    return found


_RESTRICTS: Final = phrases(
    "not if|not when|not where|not for|but not if|but not when|but not for|except if|except when|except for|unless|"
    "only if|only when|only for|only in|only where|but only if|but only when|but only for|but only in|just for|"
    "this only counts if|this only holds if|this only applies if|that only counts if|only counts if|only applies if"
)


def _with_its_restriction(run: Sequence[Clause], lexicon: Lexicon) -> list[Clause]:
    """ "+10 for a demo. Not if they are students." as one sentence; of more than one rule before it, it is not plain
    which it restricts."""
    if len(run) != 2 or any(c.below for c in run) or amounts_in(run[1].tokens, lexicon):
        return list(run)
    first, second = run
    is_named = stage_head(first.tokens, lexicon) is not None or segment_head(first.tokens) is not None
    is_rule = is_named or len(amounts_in(first.tokens, lexicon)) == 1
    if not is_rule or not words_at(second.tokens, 0, _RESTRICTS) or words_at(first.tokens, 0, _RESTRICTS):
        return list(run)
    behind = list(second.tokens)
    if behind[0].is_word("not"):
        behind.insert(0, Token("word", "but", "but", second.start, second.start))
    return [_as_one([first, replace(second, tokens=tuple(behind))])]


def _limits_the_one(run: Sequence[Clause], lexicon: Lexicon) -> bool:
    """Whether a line is a rule, and sentences that only limit its points."""
    if len(run) < 2 or any(c.below for c in run):
        return False
    first, *behind = run
    is_of_it = words_at(behind[0].tokens, 0, _OF_THOSE) > 0 and len(amounts_in(first.tokens, lexicon)) == 1
    comma = Token("sign", ",", ",", first.end, first.end)
    return is_of_it and all(_only_limits((comma, *c.tokens), lexicon) for c in behind)


_SUM: Final = phrases("the total|the sum|their total|its total|the total number of points|the total points")


def _without_what_counts(clause: Clause, first: Clause) -> Clause:
    """ "The total from clicks never exceeds 40", "only the clicks of the last 60 days count": without what is said
    already."""
    said = {stem(t.text) for t in first.tokens if t.kind == "word"}
    tokens = clause.tokens
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        size = words_at(tokens, at, _SUM)
        link = words_at(tokens, at + size, phrases("from|of|for")) if size else 0
        if link:
            i = at + size + link + words_at(tokens, at + size + link, phrases("the|these|all|all the|those"))
            size = i + 1 - at if i < len(tokens) and stem(tokens[i].text) in said else 0
        if not size and at and tokens[at - 1].is_word("only"):
            i = at + words_at(tokens, at, (("the",),))
            is_again = i + 1 < len(tokens) and (stem(tokens[i].text) in said or tokens[i].is_word("those", "ones"))
            size = i + 2 - at if is_again and tokens[i + 1].is_word("of", "from", "in", "within") else 0
        if not size:
            found.append(tokens[at])
        at += size or 1
    return replace(clause, tokens=tuple(found)) if found and len(found) < len(tokens) else clause


def _as_one(clauses: Sequence[Clause]) -> Clause:
    first = clauses[0]
    tokens = list(first.tokens)
    for before, clause in itertools.pairwise(clauses):
        tokens += [Token("sign", ",", ",", before.end, before.end), *clause.tokens]
    return Clause(tuple(tokens), first.start, clauses[-1].end, first.level, first.is_item)


def _behind_semicolons(clauses: Sequence[Clause], text: str, lexicon: Lexicon) -> list[Clause]:
    """ "+3 per click; max 15; last 14 days only": what limits the rule at the beginning of the run."""
    found: list[Clause] = []
    for run in _runs(clauses, text, ";"):
        first, behind = run[0], run[1:]
        comma = Token("sign", ",", ",", first.end, first.end)
        limits = list(itertools.takewhile(lambda c, comma=comma: _only_limits((comma, *c.tokens), lexicon), behind))
        is_counted = len(amounts_in(first.tokens, lexicon)) == 1 and effect_of(first.tokens, lexicon).each
        found += [_as_one([first, *limits]), *behind[len(limits) :]] if limits and is_counted else run
    return found


def _with_the_rest(clauses: Sequence[Clause], text: str, lexicon: Lexicon) -> list[Clause]:
    """ "US: 10. Canada: 5. Otherwise none." as the list that it is."""
    found: list[Clause] = []
    for run in _runs(clauses, text, ".;"):
        done: list[Clause] = []
        for clause in run:
            start = len(done)
            while (
                start and ends_in_amount(done[start - 1].tokens) and stage_head(done[start - 1].tokens, lexicon) is None
            ):
                start -= 1
            whole = _as_one([*done[start:], clause])
            if start < len(done) and len(without_nothing(whole.tokens)) == len(whole.tokens) - len(clause.tokens) - 1:
                done[start:] = [whole]
            else:
                done.append(clause)
        found += done
    return found


def _runs(clauses: Sequence[Clause], text: str, signs: str) -> list[list[Clause]]:
    """Clauses of one line with one of ``signs`` and nothing else between them."""
    runs: list[list[Clause]] = []
    for clause in clauses:
        last = runs[-1][-1] if runs else None
        between = text[last.end : clause.start] if last is not None else ""
        joins = between.strip(" ") in signs and "\n" not in between and between.strip(" ") != ""
        if last is not None and joins and not last.below and not clause.below:
            runs[-1].append(clause)
        else:
            runs.append([clause])
    return runs


def _only_limits(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    at = 0
    while at < len(tokens):
        found = beside_at(tokens, at, lexicon)
        if found is not None:
            at = found
        elif tokens[at].is_sign(",") or tokens[at].is_word("and", "but"):
            at += 1
        else:
            return False
    return True

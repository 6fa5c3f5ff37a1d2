"""What stands before the colon of a sentence that says all itself, and is nothing of it: "From the offsite: an MQL is
…", "quick one from the thread: demo → 20", "importing people is the best predictor: 20 points if …"."""

import re
from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.outline import Clause
from ...reading.tokens import Token
from ..clauses.barring import disqualify_head
from ..clauses.headings import heading_of
from ..clauses.surrounding import goes_alone
from ..clauses.talk import is_of_people, names_nothing
from ..names.heads import segment_head, stage_head
from ..names.lexicon import Lexicon
from ..points.amounts import amounts_in
from .cutting import cut_at

_LONGEST: Final = 12
_MARKS: Final = phrases(
    "from the|from|as agreed|as per|per|note|notes|decision|decisions|action item|action|ai|suggestion|proposal|fyi|"
    "heads up|quick one|one thing|one more thing|rule|rules|update|scoring update|new rule|new from|agreed|result|"
    "results|outcome|summary|reminder|request|wish|idea|remember|important|ps|tldr|in short|for hubspot|"
    "for salesforce|todo|to do|two things|three things|another one|last one|last thing|quick|change|new"
)
"""What such words begin with, but for a greeting and whose they are."""
_BEFORE_MARK: Final = "hi hey hello my our his her their the a tom new quick small short next first second".split()
_SAYING: Final = phrases(
    "says|said|wants this|wants it|wants|wrote|writes|thinks|asks|asked|asked for this|says so|like this|has decided|"
    "decided|suggests|proposes|suggested|proposed|insists|wishes|wishes for this|agreed|would like this"
)
_SURE: Final = phrases("is|are|was|seems|remains|looks like")
_PRAISE: Final = frozenset(
    """predictor signal sign indicator factor predictors signals signs indicators factors thing strongest best biggest
    key great important huge strong""".split()
)


def without_prefix(clause: Clause, lexicon: Lexicon) -> tuple[Clause, Clause] | None:
    """What stands behind the colon, and before it; None if the words before it may be of the rule."""
    tokens = clause.tokens
    colon = next((i for i, t in enumerate(tokens[:_LONGEST]) if t.is_sign(":")), 0)
    if not colon:
        colon = _agreeing(tokens)
    if not 0 < colon < len(tokens) - 2 or clause.below:
        return None
    before, behind = tokens[:colon], tokens[colon + 1 :]
    heading = heading_of(before, lexicon)
    is_plain = heading.role == "plain" and not (heading.least or heading.limit or heading.window)
    if not _says_all(behind, lexicon) or not (is_plain or heading.role == "unread"):
        return None
    if _is_praise(before) or _is_speaker(before, lexicon) or (goes_alone(before, lexicon) and _is_mark(before)):
        child, parent = cut_at(clause, colon)
        return child, parent
    return None


_AGREEING: Final = phrases("so can we|can we|could we|so|ok so|right so|after|following|per|as per|as agreed")


def _agreeing(tokens: Sequence[Token]) -> int:
    """The comma of "so can we finally agree, demo request = 40"."""
    comma = next((i for i, t in enumerate(tokens[:_LONGEST]) if t.is_sign(",")), 0)
    is_so = comma and words_at(tokens, 0, _AGREEING) and any(t.is_word("agree", "agreed") for t in tokens[:comma])
    return comma if is_so else 0


def _says_all(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether words say themselves what comes of what."""
    amounts = amounts_in(tokens, lexicon)
    if amounts:
        inside = {i for start, end, _ in amounts for i in range(start, end)}
        return any(t.kind == "word" and len(t.text) > 2 for i, t in enumerate(tokens) if i not in inside)
    if stage_head(tokens, lexicon) is not None:
        return True
    out = disqualify_head(tokens)
    return (out is not None and not out[1]) or segment_head(tokens) is not None or _ends_in_number(tokens)


def _ends_in_number(tokens: Sequence[Token]) -> bool:
    return tokens[-1].kind == "number" and any(t.is_sign("=", "→", ":") for t in tokens[:-1])


def _is_praise(tokens: Sequence[Token]) -> bool:
    """ "importing people is the best predictor"."""
    at = next((i for i in range(1, len(tokens)) if words_at(tokens, i, _SURE)), 0)
    behind = [t for t in tokens[at:] if t.kind == "word"]
    return bool(at) and behind[-1].is_word(*_PRAISE) and not any(t.is_word("not", "no", "only") for t in tokens)


_SPEAKER: Final = re.compile(
    r"(?:the|our|my) (?:client|customer|boss|founder|ceo|cmo|cro|team|board|owner)(?: (?:says|said|wants|asks))?"
    r"|(?:after|following|from|in|at|out of) (?:the |our |my |yesterday s |last )?(?:\w+ )?(?:retro|offsite|review|sync"
    r"|qbr|standup|board|kick ?off|workshop|huddle|leadership meeting|team meeting)"
)


def _is_speaker(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """ "The client", "after the retro"."""
    words = [t for t in tokens if t.kind == "word"]
    is_said = len(words) == len(tokens) and _SPEAKER.fullmatch(" ".join(t.text for t in words)) is not None
    return is_said and names_nothing(tokens, lexicon) and not is_of_people(words)


def _is_mark(tokens: Sequence[Token]) -> bool:
    """Whether the words are those with which a message begins, or the name of who speaks."""
    start = 0
    while start < len(tokens) and start < _FEW and not words_at(tokens, start, _MARKS):
        if not (tokens[start].kind == "sign" or tokens[start].is_word(*_BEFORE_MARK) or tokens[start].raw.istitle()):
            break
        start += 1
    if words_at(tokens, start, _MARKS):
        return True
    if any(i + words_at(tokens, i, _SAYING) == len(tokens) for i in range(1, len(tokens))):
        return True
    words = [t for t in tokens if t.kind == "word"]
    is_name = len(words) == len(tokens) <= 2 and all(t.raw[:1].isupper() and t.raw[1:].islower() for t in words)
    return is_name and not is_of_people(words) and not words[-1].text.endswith("s")


_FEW: Final = 4

"""A last look at a draft: words that carry meaning and of which nothing came are reported as well."""

import re
from collections.abc import Sequence
from typing import Final

from ..drafts import Unread
from ..reading.outline import Clause, every
from .clauses.headings import heading_of
from .clauses.talk import is_talk, names_nothing
from .lines.drafted import Drafted
from .lines.titling import DATED, has_rule
from .names.chatter import is_chatter, is_polite, is_row_of_names
from .names.lexicon import Lexicon
from .points.statements import Span

_TELLING: Final = frozenset(
    """only except unless without exclude excluding excluded ignore disqualify disqualified never cap capped max
    maximum once twice double half""".split()
)
"""Words that change what others mean."""
_QUOTED: Final = re.compile(r"“([^”]+)”")
_READ_AS: Final = re.compile(r"“[^”]+” is read as a (?:title|heading|remark)")


def left_out(drafted: Drafted, clauses: Sequence[Clause], text: str, lexicon: Lexicon) -> list[Unread]:
    """The clauses of which nothing came: no rule, no question, nothing unread, no note; and that say something."""
    read = _read_places(drafted, text)
    found: list[Unread] = []
    for clause in every(clauses):
        if clause.below and not _is_set_aside(clause, drafted, text):
            continue
        if _is_set_aside(clause, drafted, text):
            if has_rule(clause.tokens):
                found.append(Unread(text[clause.start : clause.end]))
        elif not any(start < clause.end and clause.start < end for start, end in read) and _says(clause, lexicon):
            found.append(Unread(text[clause.start : clause.end]))
    return found


def _read_places(drafted: Drafted, text: str) -> list[tuple[int, int]]:
    """All places of which something came."""
    spans = [s.span for g in drafted.groups for s in g.statements] + [s.span for s in drafted.others]
    spans += [g.span for g in drafted.groups if g.span is not None]
    spans += drafted.heads
    spans += [drafted.total.span] if drafted.total is not None else []
    found = [(s.start, s.end) for s in spans]
    return found + told_places(drafted, text)


def told_places(drafted: Drafted, text: str) -> list[tuple[int, int]]:
    """The places that are reported as unread, asked about, or of which a note says how they are read."""
    words = [u.words for u in drafted.unread]
    words += [w for q in drafted.questions for w in _QUOTED.findall(q.text)]
    words += [w for n in drafted.notes for w in _QUOTED.findall(n)]
    return [place for said in words for place in places_of(said, text)]


def places_of(said: str, text: str) -> list[tuple[int, int]]:
    """Where words stand in the text, whatever blanks and line ends are between them."""
    parts = [re.escape(p) for p in said.rstrip("…").split()]
    if not parts or (len(parts) == 1 and len(parts[0]) < 3):
        return []
    return [m.span() for m in re.finditer(r"\s+".join(parts), text)]


def _is_set_aside(clause: Clause, drafted: Drafted, text: str) -> bool:
    """Whether a note says that the words change nothing."""
    words = Span(clause.start, clause.end).words(text).rstrip(":")
    return any(n.startswith(f"“{words}") and _READ_AS.match(n) for n in drafted.notes)


def _says(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a clause may be one that something should have come of."""
    if not clause.is_item and heading_of(clause.tokens, lexicon).role != "unread":
        return False
    tokens = [t for t in clause.tokens if not t.is_sign()]
    if is_chatter(clause.tokens) or is_polite(clause.tokens) or is_row_of_names(clause.tokens):
        return False
    if any(t.kind == "number" and not DATED.search(t.raw) for t in tokens) or any(t.is_word(*_TELLING) for t in tokens):
        return not is_talk(clause.tokens, lexicon) or any(t.is_word(*_TELLING) for t in tokens)
    return not names_nothing(clause.tokens, lexicon)

"""A definition as an outline: sentences, the items of lists, and headings with what stands below them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from .tokens import Token, tokens_of, with_number_words

_OPEN_ROW: Final = re.compile(r"[A-Za-z][^|:]*[^|:\s]\s*\|\s*[+-]?\d[\d.,]*\s*(?:points|pts|pt|p)?", re.IGNORECASE)
"""A row of a table without lines around it: "demo request | 50"."""
_BULLET: Final = re.compile(r"(?:(?:[-*•>o]|\d{1,2}[.)]|\(?[a-z][.)]|\[[ xX]?\]|#+|=>|→)(?=[ \t]|(?<=•)|$)[ \t]*)+")
_NUMBERED: Final = re.compile(r"\(\d\)(?= )")
_ABBREVIATIONS: Final = frozenset(
    "etc vs approx inc ltd corp max min incl excl no nr ca resp esp dept sr jr mr ms dr st".split()
)


@dataclass(slots=True)
class Clause:
    """One sentence or item. ``start`` and ``end``: its words in the text; ``below``: what it is the heading of."""

    tokens: tuple[Token, ...]
    start: int
    end: int
    level: int
    is_item: bool
    below: "list[Clause]" = field(default_factory=list["Clause"])
    is_heading: bool = False

    def words(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    level: int
    is_item: bool
    after_blank: bool
    is_row: bool = False


def outline(text: str) -> list[Clause]:
    """The clauses of a text that went through ``same_length``, each below its heading."""
    if "(1) " in text and "(2) " in text:
        text = _NUMBERED.sub(" • ", text)
    lines = list(_lines(text))
    flat: list[tuple[Clause, bool]] = []
    for line in lines:
        first = True
        for clause in _sentences(text, line):
            flat.append((clause, line.after_blank and first))
            first = False
    return _nested(flat)


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    blank = False
    for raw in text.split("\n"):
        start = at
        at += len(raw) + 1
        body = raw.rstrip("\r ")
        if not body.strip():
            blank = True
            continue
        for line in _pieces(text, start, start + len(body), blank):
            yield line
            blank = False
        blank = False


def _pieces(text: str, start: int, end: int, blank: bool) -> Iterator[_Line]:
    """A line, or several if bullets stand inside it."""
    indent = 0
    row = text[start:end].strip()
    if len(row) > 2 and row.startswith("|") and row.endswith("|"):
        first, last = text.index("|", start, end) + 1, text.rindex("|", start, end)
        while first < last and text[first] == " ":
            first += 1
        if text[first:last].strip(" -:|"):
            yield _Line(first, last, 1, True, blank, True)
        return
    if _OPEN_ROW.fullmatch(row):
        yield _Line(start + len(text[start:end]) - len(text[start:end].lstrip()), end, 1, True, blank, True)
        return
    while start < end and text[start] in " \t":
        indent += 4 if text[start] == "\t" else 1
        start += 1
    m = _BULLET.match(text, start, end)
    is_item = bool(m and m.end() > start)
    if m and text[start : m.end()].strip(" \t#") == "" and is_item:
        is_item = False  # a heading of Markdown
    if m:
        start = m.end()
    level = indent * 2 + is_item
    inner = [x.start() for x in re.finditer(r"•", text[start:end])]
    if not inner and not is_item:
        yield _Line(start, end, level, is_item, blank)
        return
    cuts = [start]
    for found in re.finditer(r"•|[ ]/[ ](?=[^•/\n]{1,60}:)|[ ]\|[ ]", text[start:end]):
        if inner or found.group() == "•":
            cuts.append(start + found.start())
    for i, cut in enumerate(cuts):
        stop = cuts[i + 1] if i + 1 < len(cuts) else end
        sign = text[cut:stop].lstrip(" ")[:1]
        here = cut
        while here < stop and text[here] in " •/|":
            here += 1
        bullet = sign == "•" or (i == 0 and is_item)
        stop_at = stop
        while stop_at > here and text[stop_at - 1] in " ":
            stop_at -= 1
        if here < stop_at:
            yield _Line(here, stop_at, level + (1 if sign == "•" and i else 0), bullet, blank and i == 0)


def _sentences(text: str, line: _Line) -> Iterator[Clause]:
    tokens = with_number_words(tokens_of(text, line.start, line.end))
    if line.is_row:
        tokens = tuple(replace(t, text=":") if t.is_sign("|") else t for t in tokens)
    start = 0
    depth = 0
    has_list = False
    for i, t in enumerate(tokens):
        depth = max(depth + t.is_sign("(") - t.is_sign(")"), 0)
        if t.is_sign(":") and i + 1 < len(tokens):
            has_list = has_list or _opens_list(tokens[start:i])
        ends = (t.is_sign(".", "!", "?") and _is_end(text, tokens, i)) or (t.is_sign(";") and not has_list)
        if ends and depth == 0:
            yield from _clause(tokens[start : i + 1], line)
            start = i + 1
            has_list = False
    yield from _clause(tokens[start:], line)


def _opens_list(before: Sequence[Token]) -> bool:
    words = [t.text for t in before if t.kind == "word"]
    return any(w in words for w in ("of", "these", "following", "any", "all", "either", "one", "both"))


def _is_end(text: str, tokens: Sequence[Token], i: int) -> bool:
    t = tokens[i]
    if i + 1 >= len(tokens):
        return True
    if t.end < len(text) and text[t.end] not in " \t\n)\"'":
        return False
    if t.is_sign(".") and i and tokens[i - 1].kind == "word" and tokens[i - 1].text in _ABBREVIATIONS:
        return False
    return not tokens[i + 1].is_word("edu")


def _clause(tokens: Sequence[Token], line: _Line) -> Iterator[Clause]:
    body = list(tokens)
    while body and body[-1].is_sign(".", "!", "?", ";", ","):
        body.pop()
    while body and body[0].is_sign(".", "!", "?", ";", ",", "•", "|"):
        body.pop(0)
    if body:
        yield Clause(tuple(body), body[0].start, body[-1].end, line.level, line.is_item)


def _nested(flat: Sequence[tuple[Clause, bool]]) -> list[Clause]:
    top: list[Clause] = []
    open_: list[Clause] = []
    for i, (clause, after_blank) in enumerate(flat):
        following = flat[i + 1][0] if i + 1 < len(flat) else None
        ends_with_colon = clause.tokens[-1].is_sign(":")
        while open_ and not _is_below(clause, open_[-1], after_blank, ends_with_colon):
            open_.pop()
        (open_[-1].below if open_ else top).append(clause)
        deeper = following is not None and following.is_item and following.level > clause.level
        if ends_with_colon or (deeper and not _is_sentence(clause)):
            clause.is_heading = True
            open_.append(clause)
    return top


def _is_below(clause: Clause, heading: Clause, after_blank: bool, is_heading: bool) -> bool:
    if clause.level > heading.level:
        return True
    if clause.level < heading.level:
        return False
    if heading.is_item:  # a flat list goes on under "one of these:" if nothing deeper has come
        return clause.is_item and not is_heading and all(c.level == heading.level for c in heading.below)
    has_items = any(c.is_item for c in heading.below)
    return not after_blank and not is_heading and not clause.is_item and not has_items


def _is_sentence(clause: Clause) -> bool:
    """Whether it says something by itself: it has points."""
    return any(t.kind == "number" and (t.signed or t.unit in ("pts", "points", "pt")) for t in clause.tokens)

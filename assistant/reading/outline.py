"""A definition as an outline: sentences, the items of lists, and headings with what stands below them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from .dates import with_dates
from .grids import Row, is_each, rows_of
from .marks import as_sentences
from .numerals import with_number_words
from .operators import is_listed
from .piled import in_rows
from .printed import without_print
from .tokens import Token, tokens_of
from .wrapping import unwrapped

_BULLET: Final = re.compile(
    r"(?:(?:[-*•o]|>(?![ ]*[$€£]?\d)|[+](?=[ \t]+[^\W\d])|\d{1,2}[.)]|\(\d{1,2}\)|\(?[a-zA-Z][)]|[a-zA-Z][.]"
    r"|\(?[ivx]{2,4}[.)]|\[[ xX]?\]|#+|=>|→)(?=[ \t]|(?<=•)|$)[ \t]*)+"
)
_SECTION: Final = re.compile(
    r"[ \t]*§?(\d{1,2}(?:\.\d{1,2})+)[.)]?[ \t]+(?=[A-Za-z0-9(\"'>$+])"
    r"(?!(?:points?|pts?|times|x|k|m|to|and|or|up|until|through|plus)\b)"
)
"""The number of a part of a policy: "2.1 Demo requests"."""
_TABLE: Final = re.compile(
    r"(?:table|section|part|appendix|annex|schedule|sheet|tab|matrix|block|list|grid)[ ]+(?:\d{1,2}|[A-Z])[ ]*[:.-][ ]+"
    r"(?=[A-Za-z])",
    re.IGNORECASE,
)
"""The number of a table: "Table 1: Company fit"."""
_NUMBERED: Final = re.compile(r"\(\d\)(?= )")
_ABBREVIATIONS: Final = frozenset(
    "etc vs approx inc ltd corp max min incl excl no nr ca resp esp dept sr jr mr ms dr st".split()
)


@dataclass(slots=True)
class Clause:
    """One sentence or item. ``start`` and ``end``: its words in the text; ``below``: what it is the heading of.

    Lines below a clause that is no heading say more of it. ``is_title``: its line is marked as a heading, as Markdown
    does; ``remark``: the words of a column of remarks.
    """

    tokens: tuple[Token, ...]
    start: int
    end: int
    level: int
    is_item: bool
    below: "list[Clause]" = field(default_factory=list["Clause"])
    is_heading: bool = False
    is_title: bool = False
    remark: tuple[int, int] | None = None

    def words(self, text: str) -> str:
        return text[self.start : self.end]


def every(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """The clauses and all below them, each heading before what it is the heading of."""
    for clause in clauses:
        yield clause
        yield from every(clause.below)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    level: int
    is_item: bool
    after_blank: bool
    row: Row | None = None
    is_title: bool = False


def outline(text: str) -> list[Clause]:
    """The clauses of a text that went through ``same_length``, each below its heading."""
    text = as_sentences(unwrapped(in_rows(without_print(text))))
    if "(1) " in text and "(2) " in text:
        text = _NUMBERED.sub(" • ", text)
    flat: list[tuple[Clause, bool]] = []
    for line in _lines(text):
        first = True
        for clause in _sentences(text, line):
            flat.append((clause, line.after_blank and first))
            first = False
    return _nested(flat)


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    blank = False
    rows = rows_of(text)
    has_sections = sum(bool(_SECTION.match(line)) for line in text.split("\n")) > 1
    has_signs = all(re.search(rf"(?m)^[ \t]*{sign}[ \t]+[^\W\d]", text) for sign in ("[+]", "-"))
    group = before = ""
    is_flat = False
    for raw in text.split("\n"):
        start = at
        at += len(raw) + 1
        body = raw.rstrip("\r ")
        if not body.strip():
            blank = True
            continue
        if start not in rows and re.fullmatch(r"[ \t]*([-=_*~])\1{2,}[ \t]*|[ |+:]*-{3,}[ |+:-]*", body):
            continue  # a line that rules off
        if start in rows:
            row = rows[start]
            is_flat = is_flat or (not blank and re.search(r":[ ]*[+-]?\d+(?: ?(?:points?|pts))?$", before) is not None)
            before = ""
            if row is not None and row.is_section:
                yield _Line(*row.cells[0], 0, False, True, is_title=True)
            elif row is not None:
                heading = _group_cell(text, row)
                if heading is not None and text[heading.start : heading.end] != group:
                    group = text[heading.start : heading.end]
                    yield heading
                if not row.is_head or row.head is not None or not (row.heads or all(row.columns)):
                    line = _row_line(row, blank)
                    yield replace(line, level=0, is_item=False) if is_flat else line
            blank = False
            continue
        group, before, is_flat = "", body, False
        if has_signs and re.match(r"[ \t]*[+-][ \t]+[^\W\d]", body):
            yield _Line(start, start + len(body), 1, False, blank)  # "+ demo 40" beside "- student 20"
            blank = False
            continue
        for line in _pieces(text, start, start + len(body), blank, has_sections):
            yield line
            blank = False
        blank = False


def _row_line(row: Row, blank: bool) -> _Line:
    if not row.is_head:
        return _Line(row.start, row.end, 0 if row.is_last else 1, True, blank, row)
    head = row.head if row.head is not None and all(row.columns[1:]) else (row.start, row.end)
    return _Line(*head, 0, False, blank)


def _group_cell(text: str, row: Row) -> _Line | None:
    """The cell of a column of groups, as the heading of the rows below it."""
    at = row.columns.index("group") if "group" in row.columns and not row.is_head else None
    if at is None or text[row.cells[at][0] : row.cells[at][1]].strip() == "":
        return None
    return _Line(*row.cells[at], 0, False, True)


def _pieces(text: str, start: int, end: int, blank: bool, has_sections: bool) -> Iterator[_Line]:
    """A line, or several if bullets stand inside it."""
    indent = 0
    while start < end and text[start] in " \t":
        indent += 4 if text[start] == "\t" else 1
        start += 1
    while start < end and (text[start] in "\ufe0f\u200d" or unicodedata.category(text[start]) in ("So", "Sk", "Cn")):
        start += 1  # a little picture
        while start < end and text[start] == " ":
            start += 1
    section = _SECTION.match(text, start, end) if has_sections else None
    table = _TABLE.match(text, start, end)
    start = table.end() if table is not None else start
    m = section or _BULLET.match(text, start, end)
    is_item = bool(m and m.end() > start)
    is_title = bool(m) and is_item and text[start : m.end()].strip(" \t#") == ""
    is_title = is_title or bool(re.fullmatch(r"(\*\*|__)[^*_]+\1:?[ ]*", text[start:end]))
    if is_title:
        is_item = False  # a heading of Markdown
    if m:
        start = m.end()
    level = indent * 2 + is_item + (section[1].count(".") if section else 0)
    inner = [x.start() for x in re.finditer(r"•", text[start:end])]
    if not inner and not is_item:
        yield _Line(start, end, level, is_item, blank, is_title=is_title)
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


def _row_clause(text: str, row: Row) -> Clause:
    """A row as a sentence: "Country: US: 10, max 20"."""
    found: list[Token] = []
    remark: tuple[int, int] | None = None
    order = ("window", "points", "limit", "often", "note")
    columns = sorted(
        zip(row.cells, row.columns, strict=True), key=lambda c: order.index(c[1]) + 1 if c[1] in order else 0
    )
    heads = dict(zip(row.cells, row.heads, strict=True)) if row.heads else {}
    titles = dict(zip(row.cells, (text[a:b] for a, b in row.titles), strict=True)) if row.titles else {}
    is_alone = _is_reached_at_once(text, row)
    for (start, end), column in columns:
        here = with_dates(with_number_words(tokens_of(text, start, end)))
        if not here or column in ("group", "number") or (column == "limit" and is_alone):
            continue
        if column in ("limit", "often", "window") and all(t.is_word(*_NONE) or t.kind == "sign" for t in here):
            continue
        if column == "points" and is_each(titles.get((start, end), "")) and len(here) == 1 and not is_alone:
            here = (*here, Token("word", "each", "each", end, end))
        if column == "window":
            found += _window(here, titles.get((start, end), ""))
            continue
        if column in ("", "often") and (start, end) in heads:
            head = tokens_of(text, *heads[start, end])
            here = (*(replace(t, start=start, end=start) for t in head), *here)
        if column == "note":
            if _says_something(here):
                found += [_sign(",", start), *here]
            else:
                remark = start, end
            continue
        if column == "limit" and not here[0].is_word("max", "up", "cap", "once", "no", "none"):
            found += [_sign(",", start), Token("word", "max", "max", start, start)]
        elif found and "operator" in row.columns and column in ("operator", "value"):
            pass  # "Country", "is any of", "US, CA"
        elif found:
            is_next = column == "" or (column == "name" and found)
            joint = Token("word", "and", "and", start, start) if is_next and not row.head else _sign(":", start)
            found.append(_sign(",", start) if column in ("limit", "often") else joint)
        found += here
    clause = Clause(tuple(found), row.start, row.end, 1, True)
    clause.remark = remark
    return clause


_NONE: Final = "none no n a unlimited uncapped nil any always ever never time all open limit cap".split()


def _is_reached_at_once(text: str, row: Row) -> bool:
    """Whether the limit of a row is what one event gives: "30 | 30"."""
    cells = dict(zip(row.columns, row.cells, strict=True))
    said = [text[slice(*cells[c])].strip("+ ") if c in cells else "" for c in ("points", "limit")]
    return said[0] == said[1] and said[0].isdigit()


def _window(here: Sequence[Token], title: str) -> list[Token]:
    """The cell of a column of windows: "30 days", "last 30 days"; "30" below "Window (days)"."""
    at = here[0].start
    unit = re.search(r"\b(days?|weeks?|months?|hours?|years?)\b", title, re.IGNORECASE)
    if len(here) == 1 and here[0].kind == "number" and not here[0].unit and unit is not None:
        here = [here[0], Token("word", unit[1].lower(), unit[1], here[0].end, here[0].end)]
    is_said = here[0].kind == "word"
    return list(here) if is_said else [Token("word", "within", "within", at, at), *here]


def _sign(sign: str, at: int) -> Token:
    return Token("sign", sign, sign, at, at)


_TELLING: Final = frozenset(
    """only not no except unless max maximum min minimum once per each every must if when within last first never
    without cap capped limit until after before expires decays and or both""".split()
)


def _says_something(tokens: Sequence[Token]) -> bool:
    """Whether a remark may change what its row means."""
    return any(t.kind in ("number", "text", "domain", "path", "date") or t.text in _TELLING for t in tokens)


def _sentences(text: str, line: _Line) -> Iterator[Clause]:
    if line.row is not None and not line.row.is_head:
        clause = _row_clause(text, line.row)
        if not line.is_item:
            clause.level, clause.is_item = 0, False  # below lines that are no table
        if clause.tokens:
            yield clause
        return
    tokens = with_dates(with_number_words(tokens_of(text, line.start, line.end)))
    start = 0
    depth = 0
    has_list = False
    for i, t in enumerate(tokens):
        depth = max(depth + t.is_sign("(") - t.is_sign(")"), 0)
        if t.is_sign(":") and i + 1 < len(tokens):
            has_list = has_list or _opens_list(tokens[start:i]) or _is_list(tokens[start:i], tokens[i + 1 :])
        ends = (t.is_sign(".", "!", "?") and _is_end(text, tokens, i)) or (t.is_sign(";") and not has_list)
        if ends and t.is_sign(";") and all(x.is_word("and", "or", "plus") or x.kind == "sign" for x in tokens[i + 1 :]):
            ends = False  # "…; and" at the end of an item
        if ends and t.is_sign(";") and is_listed(tokens[start:i], tokens[i + 1 :]):
            ends = False  # "is any of US; CA"
        if ends and depth == 0:
            yield from _clause(tokens[start : i + 1], line)
            start = i + 1
            has_list = False
    yield from _clause(tokens[start:], line)


def _opens_list(before: Sequence[Token]) -> bool:
    words = [t.text for t in before if t.kind == "word"]
    return any(w in words for w in ("of", "these", "following", "any", "all", "either", "one", "both"))


def _is_list(label: Sequence[Token], rest: Sequence[Token]) -> bool:
    """ "Target company: in DACH; at least 200 employees": parts without points behind a short label are of it."""
    if len(label) > _SHORT or not all(t.kind == "word" or t.is_sign("(", ")") for t in label):
        return False
    end = next((i for i, t in enumerate(rest) if t.is_sign(".", "!", "?")), len(rest))
    parts: list[list[Token]] = [[]]
    for t in rest[:end]:
        if t.is_sign(";"):
            parts.append([])
        else:
            parts[-1].append(t)
    return len(parts) > 1 and not any(map(_may_give, parts))


_SHORT: Final = 5


def _may_give(part: Sequence[Token]) -> bool:
    """Whether a part may have points of its own, or a label."""
    if any(t.is_sign(":", "=", "→") or t.signed or t.unit in ("pts", "pt", "points", "p") for t in part):
        return True
    if any(t.is_word("points", "pts", "point", "score") for t in part):
        return True
    last = part[-1] if part else None
    return last is not None and last.kind == "number" and not (last.money or last.percent or last.or_more)


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
    is_open = len(body) > 2 and body[-1].is_sign("?")
    while body and body[-1].is_sign(".", "!", "?", ";", ","):
        is_open = is_open and body[-1].is_sign("?")
        body.pop()
    if is_open and len(body) > 1 and body[-1].is_sign(":", "=", "→"):  # "Pricing page: ?" is still open
        body.append(Token("word", "tbd", "?", tokens[-1].start, tokens[-1].end))
    while body and body[0].is_sign(".", "!", "?", ";", ",", "•", "|"):
        body.pop(0)
    if body:
        yield Clause(tuple(body), body[0].start, body[-1].end, line.level, line.is_item, is_title=line.is_title)


def _nested(flat: Sequence[tuple[Clause, bool]]) -> list[Clause]:
    top: list[Clause] = []
    open_: list[Clause] = []
    for i, (clause, after_blank) in enumerate(flat):
        following = flat[i + 1][0] if i + 1 < len(flat) else None
        ends_with_colon = clause.tokens[-1].is_sign(":")
        while open_ and not _is_below(clause, open_[-1], after_blank, ends_with_colon):
            open_.pop()
        (open_[-1].below if open_ else top).append(clause)
        deeper = following is not None and following.level > clause.level
        deeper = deeper and following is not None and (following.is_item or _is_indented(clause, following))
        if ends_with_colon or (deeper and not _is_about_the_text(clause.tokens)):
            clause.is_heading = ends_with_colon or not _is_sentence(clause)
            open_.append(clause)
    return top


_ABOUT_THE_TEXT: Final = frozenset(
    """owner status version date author authors updated last reviewed present attendees participants from to cc bcc
    subject re sent approved prepared by team valid effective page space labels tags document doc due link created
    modified confidential reviewer reviewers approver approvers ticket project written date draft""".split()
)


def _is_about_the_text(tokens: Sequence[Token]) -> bool:
    """ "Owner: Tom", "Last reviewed: 3 March": no heading, whatever list follows."""
    colon = next((i for i, t in enumerate(tokens[:5]) if t.is_sign(":")), 0)
    return 0 < colon < len(tokens) - 1 and all(t.is_word(*_ABOUT_THE_TEXT) for t in tokens[:colon])


def _is_indented(clause: Clause, following: Clause) -> bool:
    """ "2. Company", and deeper "Employees: 50+ 10" without a bullet."""
    if not clause.is_item or len(clause.tokens) > _SHORT or any(t.kind == "number" for t in clause.tokens[:1]):
        return False
    tokens = following.tokens
    says = any(t.is_sign(":", "=", "→") for t in tokens) or tokens[-1].kind == "number"
    return says and tokens[0].raw[:1].isupper() and not _is_sentence(clause)


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
    """Whether it says something by itself: it has points, and not only in parentheses at its end."""
    tokens = clause.tokens
    start = next((i for i, t in enumerate(tokens) if t.is_sign("(") and i), len(tokens))
    body = tokens[:start] if tokens[-1].is_sign(")") else tokens
    return any(t.kind == "number" and (t.signed or t.unit in ("pts", "points", "pt")) for t in body)

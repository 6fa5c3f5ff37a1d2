"""Tables as they are pasted: cells between lines, tabs or runs of blanks, with or without a row of names above."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

Span = tuple[int, int]
Column = Literal["name", "operator", "value", "points", "limit", "often", "window", "note", "group", "number", ""]

_RULE: Final = re.compile(r"[ |+:=_-]*[-=_]{2,}[ |+:=_-]*")
_BLANKS: Final = re.compile(r" {2,}|[ ]*\.{3,}[ ]*|[ ]*…+[ ]*|[ ]*_{3,}[ ]*|[ ]-{2,}>?[ ]")
_BULLET: Final = re.compile(r"(?:[-*•]|\d{1,2}[.)]|\(?[a-zA-Z][)]|\[[ xX]?\])[ |]")
_UNIT: Final = r"(?:points?|pts?|p)\b"
_AMOUNT: Final = re.compile(
    rf"[+-]?[ ]?\d+(?:[.,]\d+)?[ ]*(?:{_UNIT})?"
    rf"(?:[ ]*,?[ ]*\(?(?:each|apiece|per\b|every|once|max|up to|cap|limit|no more|at most)\b.*|[ ]*/[ ]*[a-z].*)?",
    re.IGNORECASE,
)
_COMMAS: Final = re.compile(
    r"([A-Za-z][^;,.:=|\d]*)[;,][ ]*([+-]?\d+(?:[ ]?(?:points?|pts?))?|points?|pts|score)"
    r"|((?:[<>$€£]=?[ ]?)?\d[^;,.:=|]*|[A-Za-z][^;,.:=|]*\d[^;,.:=|]*)[;,][ ]+([+-]?\d+(?:[ ]?(?:points?|pts?))?)",
    re.IGNORECASE,
)
"""A row of a file of values: "Demo request, 40", "740+, 30"."""
_QUOTED: Final = re.compile(r'"([^"\n]+)"[ ]*[;,][ ]*"?([+-]?\d+(?:[ ]?(?:points?|pts?))?)"?', re.IGNORECASE)
""" ""11-50", 5": a row of such a file with quotes."""
_WEAK_AMOUNT: Final = re.compile(r"(?:n/?a|none|-|tbd|\?)", re.IGNORECASE)
_NAMES: Final[Mapping[Column, frozenset[str]]] = {
    "name": frozenset(
        """action actions activity activities event events behaviour behaviours behavior behaviors criterion criteria
        attribute attributes signal signals rule rules what item items field fields factor factors condition conditions
        description who trigger triggers lead leads property properties characteristic detail details touchpoint
        touchpoints interaction engagement if when thing things question parameter variable""".split()
    ),
    "operator": frozenset("operator operators comparison comparator relation op operation test compare match".split()),
    "value": frozenset("value values answer option options range band bracket is equals level choice entry".split()),
    "points": frozenset(
        """points pts point score scores weight weights worth awarded number given pt p +/- change pts. plus minus
        value""".split()
    ),
    "limit": frozenset("max cap maximum limit capped max. ceiling".split()),
    "often": frozenset("frequency often counted counts count repeat per recurrence decay expiry expires fades".split()),
    "window": frozenset(
        """window windows timeframe timeframes lookback recency period within time frame span back validity
        timespan""".split()
    ),
    "note": frozenset("note notes comment comments remark remarks rationale why reason owner source".split()),
    "number": frozenset("# no nr id no. nr.".split()),
    "group": frozenset("category categories type group section area dimension kind".split()),
}
_FILLING: Final = frozenset("the a of how many our lead number # and or / to it on in we give for is look".split())


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table. ``columns``: what each cell is for; ``head``: the cell above the first column, if it says
    what all rows are about; ``heads``: those above all columns, if several say what their cells are about; ``titles``:
    those above all columns, whatever they say;
    ``is_head``: it is the row of names itself, and says nothing more; ``is_section``: only its first cell is filled, as
    the heading of the rows below it; ``is_last``: it stands below all groups of the table: "Total for MQL | | 50".
    """

    start: int
    end: int
    cells: tuple[Span, ...]
    columns: tuple[Column, ...] = ()
    head: Span | None = None
    heads: tuple[Span, ...] = ()
    titles: tuple[Span, ...] = ()
    is_head: bool = False
    is_section: bool = False
    is_last: bool = False


def rows_of(text: str) -> dict[int, Row | None]:
    """The rows of all tables of a text, by where their lines start; None for a line that only rules one off."""
    found: dict[int, Row | None] = {}
    for block in _blocks(text):
        for part in _tables(text, block):
            found.update(_read(text, part))
    return found


_Line = tuple[int, int, tuple[Span, ...]]
"""Start, end and cells; none for a line that rules off."""


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Runs of lines that have cells in the same way, and as many."""
    at = 0
    block: list[_Line] = []
    kind = ""
    columns = 0
    for raw in text.split("\n"):
        start, at = at, at + len(raw) + 1
        stripped = raw.strip(" \r\t")
        if block and stripped and _RULE.fullmatch(stripped):
            block.append((start, start + len(raw), ()))
            continue
        here, cells = _cells(text, start, start + len(raw))
        listed = _between_commas(text, start, start + len(raw))
        columns = len(listed) if len(listed) == columns or _names_columns(text, listed) else 0
        here, cells = ("values", listed) if columns else (here, cells)
        first = next((c for _, _, c in block if c), ())
        if block and not stripped:
            continue
        if block and (here != kind or len(cells) != len(first)):
            yield block
            block = []
        kind = here
        if cells:
            block.append((start, start + len(raw), cells))
    if block:
        yield block


def _between_commas(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The cells of a line of a file of values, where commas between quotes part nothing: `fit,"Director, VP",15`."""
    edges = [start - 1]
    is_quoted = False
    for i in range(start, end):
        is_quoted ^= text[i] == '"'
        if text[i] == "," and not is_quoted:
            edges.append(i)
    spans = [_trimmed(text, a + 1, b) for a, b in itertools.pairwise([*edges, end])]
    inner = [
        (a + 1, b - 1) if b - a > 1 and text[a] == text[b - 1] == '"' and "," in text[a:b] else (a, b) for a, b in spans
    ]
    return tuple(inner)


def _names_columns(text: str, cells: Sequence[Span]) -> bool:
    """Whether it is the first line of a file of values: the names of three columns or more, one of them of points."""
    kinds = [_kind(text[a:b]) for a, b in cells]
    return len(kinds) > 2 and all(kinds) and "points" in kinds


def _tables(text: str, block: Sequence[_Line]) -> Iterator[list[_Line]]:
    """A run of rows, cut where another row of names stands."""
    part: list[_Line] = []
    for i, line in enumerate(block):
        cells = [text[a:b] for a, b in line[2]]
        after = next(([text[a:b] for a, b in x[2]] for x in block[i + 1 :] if x[2]), list[str]())
        is_names = len(cells) > 1 and all(cells) and not any(_AMOUNT.fullmatch(c) for c in cells)
        if is_names and any(_AMOUNT.fullmatch(c) for c in after) and _kind(cells[-1]) == "points":
            if any(x[2] for x in part):
                yield part
            part = []
        part.append(line)
    if any(x[2] for x in part):
        yield part


def _cells(text: str, start: int, end: int) -> tuple[str, tuple[Span, ...]]:
    line = text[start:end]
    body = line.strip(" \r\t")
    offset = start + line.index(body) if body else start
    if not body or _BULLET.match(body) or "•" in body:
        return "", ()
    if "|" in body:
        is_drawn = body.startswith("|") and body.endswith("|") and len(body) > 2
        first, last = (offset + 1, offset + len(body) - 1) if is_drawn else (offset, offset + len(body))
        edges = [first - 1, *(i for i in range(first, last) if text[i] == "|"), last]
        spans = tuple(_trimmed(text, a + 1, b) for a, b in itertools.pairwise(edges))
        return ("drawn" if is_drawn else "lines"), spans if len(spans) > 1 or is_drawn else ()
    if body.count(";") > 1:
        edges = [offset - 1, *(i for i in range(offset, offset + len(body)) if text[i] == ";"), offset + len(body)]
        return "semicolons", tuple(_trimmed(text, a + 1, b) for a, b in itertools.pairwise(edges))
    quoted = _QUOTED.fullmatch(body)
    if quoted is not None:
        first, second = quoted.span(1), quoted.span(2)
        return "commas", ((offset + first[0], offset + first[1]), (offset + second[0], offset + second[1]))
    listed = _COMMAS.fullmatch(body)
    if listed is not None:
        first, second = (1, 2) if listed[1] else (3, 4)
        return "commas", ((offset, offset + listed.end(first)), (offset + listed.start(second), offset + len(body)))
    cuts = [m.span() for m in _BLANKS.finditer(body)]
    if not cuts:
        return "", ()
    edges = [0, *(x for cut in cuts for x in cut), len(body)]
    spans = tuple((offset + a, offset + b) for a, b in zip(edges[::2], edges[1::2], strict=True))
    return "blanks", spans


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " \t":
        start += 1
    while end > start and text[end - 1] in " \t\r":
        end -= 1
    return start, end


def _read(text: str, block: Sequence[_Line]) -> Iterator[tuple[int, Row | None]]:
    lines = [line for line in block if line[2]]
    is_drawn = any(not cells for _, _, cells in block) or text[lines[0][0] : lines[0][1]].strip().startswith("|")
    texts = [[text[a:b] for a, b in cells] for _, _, cells in lines]
    body = texts
    head: list[str] | None = None
    if len(lines) > 1 and _is_head(texts):
        head, body = texts[0], texts[1:]
    points = _points_column(head, body)
    if points is None and is_drawn and len(texts[0]) == 2 and all(line[2] for line in block[:1]):
        yield from _pairs(text, block)
        return
    if points is None or (len(lines) < 2 and not is_drawn and "|" not in text[lines[0][0] : lines[0][1]]):
        return
    is_numbered = len(body) > 1 and len(body[0]) > 2 and points > 0 and _counts_on([row[0] for row in body])
    firsts = [row[0].lower() for row in body if row[0]]
    columns = _columns(len(texts[0]), points, head, is_numbered, len(set(firsts)) < len(firsts))
    about = lines[0][2][0] if head is not None and columns[:1] == ("",) else None
    titles = lines[0][2] if head is not None else ()
    heads = titles if sum(c == "" for c in columns) > 1 or "" in columns[1:] or "often" in columns else ()
    known = head is None or heads != () or all(c or i == 0 for i, c in enumerate(columns))
    about = None if heads else about
    for start, _, cells in block:
        if not cells:
            yield start, None
            continue
        first, last = cells[0][0], cells[-1][1]
        if head is not None and start == lines[0][0]:
            yield start, Row(first, last, cells, columns, about, heads, titles, known)
        elif any(a < b for a, b in cells):
            here: tuple[Column, ...] = columns
            if [c for c, (a, b) in zip(columns, cells, strict=True) if a < b] == ["group", "points"]:
                here = tuple("name" if c == "group" else c for c in columns)
            is_section = [a < b for a, b in cells].index(True) == 0 and sum(a < b for a, b in cells) == 1
            yield start, Row(
                first, last, cells, here, about, heads, titles, False, is_section and columns[:1] != ("group",),
                here != columns,
            )  # fmt: skip


def _counts_on(cells: Sequence[str]) -> bool:
    """Whether they number the rows: "1", "2", "3"."""
    numbers = [c.strip("#.) ") for c in cells]
    return all(n.isdigit() for n in numbers) and [int(n) for n in numbers] == list(range(1, len(numbers) + 1))


def _pairs(text: str, block: Sequence[_Line]) -> Iterator[tuple[int, Row | None]]:
    """A table that says what names mean: "MQL | 50 points or more"."""
    has_head = len(block) > 2 and not block[1][2] and text[block[0][0] : block[0][1]].strip().startswith("|")
    if not has_head:
        return
    for i, (start, _, cells) in enumerate(block):
        if not cells:
            yield start, None
        else:
            yield start, Row(cells[0][0], cells[-1][1], cells, ("name", "value"), None, (), (), i == 0)


def _columns(
    size: int, points: int, head: Sequence[str] | None, is_numbered: bool, is_repeated: bool = False
) -> tuple[Column, ...]:
    """What each column is for; of two names, the second may be what has to hold of the first: "Criterion | Rule"."""
    found: list[Column] = [_column(i, points, head) for i in range(size)]
    found[:1] = ["number"] if is_numbered else found[:1]
    if not {"name", "value", "group", ""} & set(found):
        found[int(is_numbered)] = ""  # "Lead source | Points": no column of remarks
    if head is None and size == 3 and points == 2 and is_repeated:
        found[1] = "value"  # "Employees | 20-199 | 10"
    first = found.index("name") if "name" in found else size
    for i in range(first + 1, size if head is not None else 0):
        if head is not None and found[i] == "name" and set(re.findall(r"[a-z]+", head[i].lower())) <= _HELD:
            found[i] = "value"
    return tuple(found)


_HELD: Final = frozenset(
    "rule rules condition conditions criteria criterion test requirement detail details the if when what".split()
)


def _column(i: int, points: int, head: Sequence[str] | None) -> Column:
    if i == points:
        return "points"
    kind = _kind(head[i]) if head is not None else "name"
    return "value" if kind == "points" else kind


def _is_head(texts: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: no amount stands in it, and one in a row below."""
    first, below = texts[0], texts[1:]
    return not any(_AMOUNT.fullmatch(c) for c in first) and any(_AMOUNT.fullmatch(c) for row in below for c in row)


def _points_column(head: Sequence[str] | None, body: Sequence[Sequence[str]]) -> int | None:
    """The column with the points: the one named so, else the last of those that hold nothing but amounts."""
    size = len(body[0])
    full = [
        i
        for i in range(size)
        if any(_AMOUNT.fullmatch(row[i]) for row in body)
        and all(_AMOUNT.fullmatch(row[i]) or not row[i] or _WEAK_AMOUNT.fullmatch(row[i]) for row in body)
    ]
    if head is not None:
        named = [i for i in range(size) if _kind(head[i]) == "points"]
        if len(named) > 1:
            named = [i for i in named if head[i].strip().lower() not in ("value", "values")]
        if len(named) == 1:
            return named[0]
        full = [i for i in full if _kind(head[i]) in ("points", "value", "")]
    return full[-1] if full and (len(full) == 1 or head is not None) else None


_ORDER: Final[tuple[Column, ...]] = (
    "limit",
    "operator",
    "points",
    "often",
    "window",
    "note",
    "value",
    "group",
    "number",
    "name",
)


_EACH: Final = re.compile(r"\b(?:each|apiece|per (?:event|action|time|occurrence|piece|activity))\b", re.IGNORECASE)


_BESIDE: Final = re.compile(
    rf"{_EACH.pattern}|\((?:in )?(?:days|weeks|months|hours|usd|eur|points|pts)\)|,? in (?:days|weeks|months|points)",
    re.IGNORECASE,
)
"""What a name of a column says beside what the column is for."""


def is_each(name: str) -> bool:
    """ "Points each": of every event, as the name of a column says."""
    return _EACH.search(name) is not None


def _kind(name: str) -> Column:
    said = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", _BESIDE.sub("", name).lower())
    words = [w for w in re.findall(r"[\w#.+/-]+", said) if w not in _FILLING]
    if not words:
        return "number" if name.strip() == "#" else "name"
    for column in _ORDER:
        if all(w in _NAMES[column] or w in _NAMES["points"] for w in words) and any(w in _NAMES[column] for w in words):
            return column
    return ""

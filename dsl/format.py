"""The one layout of a rules file: same meaning, comments kept, no options.

- Statements begin at the margin. The rules of a group, and what belongs to a statement line by line (fields, rows,
  `if`s, the lines of a stage, the steps of a test), are indented by two.
- What fits in 100 columns stands on one line, wherever the author ended lines. Else lines end before `and`, `or`,
  `then`, `add`, `because`, `for`, or between the items of a list in brackets: the outermost of these first.
- Rows, fields and grades stand in columns; so do the `=` of declarations right below each other.
- An empty line stands between statements of different kinds, and before each group, stage and test; elsewhere one
  stays where the author left some.
- A comment stays with what it stands behind or before; where no line may end it moves to the end of the line, or
  before it. Comments at the end of a block stay in it if they are indented.

Example:
    >>> from leadwright.dsl.source import SourceText
    >>> format_source(SourceText("x.lead", "when  pricing_page visits>=2 within 7d\\nadd 25")).text
    'when pricing_page visits >= 2 within 7d add 25\\n'
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from . import nodes as n
from .comments import Comment, after_empty_line, comments_of
from .diagnostics import Diagnostic
from .layout import WIDTH, Break, Remark, breaks, lay, on_one_line
from .parse import parse
from .shapes import Entry, Shape, shape
from .source import SourceText
from .wording import Wording

_IN_GROUP = (n.Rule, n.Lead, n.Event, n.Signal, n.ListOf, n.ListFrom, n.Let, n.Define, n.Ignore, n.Use)
_OPENING = (n.Group, n.Stage, n.Test, n.Lead, n.Grade, n.Model)
_WIDEST_CELL = 60
_MOST_PADDING = 12


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file laid out; or, if some statement cannot be read, its text as it was and what is wrong with it."""

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


def format_source(source: SourceText) -> Formatted:
    """The file in the one layout, ending with one line feed; an empty file stays empty.

    Raises AssertionError, rather than returning a text that means something else or has lost a comment.
    """
    if source.text.startswith("\ufeff"):
        source = SourceText(source.name, source.text[1:], source.path)
    parsed = parse(source)
    if parsed.diagnostics:
        return Formatted(source.text, parsed.diagnostics)
    comments = comments_of(source)
    page = _Page(source, parsed.file, comments)
    text = page.text()
    _assert_same(parsed.file, comments, SourceText(source.name, text))
    return Formatted(text)


def _assert_same(file: n.File, comments: Sequence[Comment], after: SourceText) -> None:
    again = parse(after)
    if again.diagnostics or again.file != file:
        raise AssertionError(f"the layout of {after.name} would change its meaning: please report this")
    if [c.text for c in comments] != [c.text for c in comments_of(after)]:
        raise AssertionError(f"the layout of {after.name} would lose a comment: please report this")


@dataclass(slots=True, eq=False)
class _Placed:
    """An entry on its way to the page: its indentation, and its lines once they are laid."""

    entry: Entry
    shape: Shape
    gap: Break  # before it
    indent: int = 0
    lines: tuple[str, ...] = ()
    below: "_Placed | None" = None  # the header of its statement; None for the header itself


class _Page:
    def __init__(self, source: SourceText, file: n.File, comments: Sequence[Comment]) -> None:
        self._source = source
        wording = Wording(source.text, comments)
        self._placed: list[_Placed] = []
        end = 0
        in_group = False
        for statement in file.statements:
            in_group = isinstance(statement, n.Group) or (in_group and isinstance(statement, _IN_GROUP))
            s = shape(statement, wording)
            header = _Placed(s.header, s, Break(end, s.header.start))
            header.indent = 2 if in_group and isinstance(statement, n.Rule) else 0
            self._placed.append(header)
            end = s.header.end
            for entry in s.entries:
                self._placed.append(_Placed(entry, s, Break(end, entry.start), below=header))
                end = entry.end
        self._end = Break(end, len(source.text) + 1)
        if comments:
            place(comments, [*self._breaks(), self._end])

    def _breaks(self) -> list[Break]:
        return [b for p in self._placed for b in (p.gap, *breaks(p.entry.piece))]

    def text(self) -> str:
        self._lay()
        result: list[str] = []
        before: _Placed | None = None
        for p in self._placed:
            self._write_gap(result, before, p, p.gap)
            result += p.lines
            before = p
        self._write_gap(result, before, None, self._end)
        return "".join(f"{line}\n" for line in result)

    # --- lines

    def _lay(self) -> None:
        at = 0
        while at < len(self._placed):
            header = self._placed[at]
            header.lines = tuple(lay(header.entry.piece, header.indent))
            entries = self._placed[at + 1 : at + 1 + len(header.shape.entries)]
            deeper = header.shape.deeper
            for p in entries:
                p.indent = header.indent + (4 if deeper and deeper.taken else 2)
            _lay_block(entries)
            at += 1 + len(entries)
        headers = [p for p in self._placed if p.below is None]
        run = headers[:1]
        for a, b in pairwise(headers):
            if not self._in_line(a, b):
                _align_run(run)
                run = []
            run.append(b)
        _align_run(run)

    def _in_line(self, a: _Placed, b: _Placed) -> bool:
        """Whether two one-line declarations of the same kind stand right below each other."""
        return (
            bool(a.entry.cells and b.entry.cells)
            and _kind(a) is _kind(b)
            and len(a.lines) == len(b.lines) == 1
            and all(r.trailing for r in b.gap.remarks)
            and not after_empty_line(self._source, b.entry.start)
        )

    # --- what stands between two entries

    def _write_gap(self, lines: list[str], before: _Placed | None, after: _Placed | None, gap: Break) -> None:
        remarks = gap.remarks
        if remarks and remarks[0].trailing:
            if lines:
                lines[-1] += f"  {remarks[0].text}"
            remarks = remarks[1:]
        blank = after is not None and after_empty_line(self._source, after.entry.start)
        empty = [r.after_blank for r in remarks] + [blank]
        moved = next((i for i, r in enumerate(remarks) if r.column is None), len(remarks))
        if moved < len(remarks):  # what was moved stands right before the entry
            empty[moved], empty[-1] = empty[-1], False
        indents = self._indents(before, after, remarks)
        own = sum(i > (after.indent if after else 0) for i in indents)  # of these, those of the block before
        needed = _empty_line(before, after)
        if needed is False:
            empty[0] = False
        elif needed and (not any(empty[own:]) or (own == 0 and _ends_block(before, after))):
            empty[own] = True
        for r, indent, e in zip(remarks, indents, empty, strict=False):
            lines += [""] * e + [" " * indent + r.text]
        if after is not None:
            lines += [""] * empty[-1]

    def _indents(self, before: _Placed | None, after: _Placed | None, remarks: list[Remark]) -> list[int]:
        """How far each remark is indented: as what follows; at the end of a block, those right below it as the block
        if the author indented them so."""
        indent = after.indent if after else 0
        indents = [indent] * len(remarks)
        if before is None or before.indent <= indent:
            return indents
        header = before.below or before
        margin = self._column(after) if after else 0
        levels = [(self._column(p), p.indent) for p in (before, header) if p.indent > indent]
        deepest = before.indent
        for i, r in enumerate(remarks):
            if r.after_blank or r.column is None or r.column <= margin:
                break
            level = next((to for column, to in levels if column <= r.column), header.indent)
            if level <= indent:
                break
            deepest = indents[i] = min(level, deepest)
        return indents

    def _column(self, p: _Placed) -> int:
        """How far the line that an entry begins on was indented."""
        line = self._source.line(self._source.position(p.entry.start)[0])
        return len(line) - len(line.lstrip())


def _kind(p: _Placed) -> type[n.Node]:
    kind = type(p.shape.statement)
    return n.ListOf if kind is n.ListFrom else kind


def _empty_line(before: _Placed | None, after: _Placed | None) -> bool | None:
    """Whether an empty line has to stand between two entries (True) or must not (False); None: as the author did."""
    if before is None or after is None or before.shape is after.shape:
        return False if before is None or before.below is None else None
    if isinstance(before.shape.statement, n.Group) and isinstance(after.shape.statement, n.Rule):
        return False
    if _kind(before) is not _kind(after) or isinstance(after.shape.statement, _OPENING):
        return True
    if isinstance(after.shape.statement, n.Define) and len(before.lines) + len(after.lines) > 2:
        return True
    return None


def _ends_block(before: _Placed | None, after: _Placed | None) -> bool:
    return before is not None and after is not None and before.indent > after.indent


def _lay_block(entries: list[_Placed]) -> None:
    """The entries below a header; those that fit on one line stand in columns."""
    aligned: list[_Placed] = []
    for p in entries:
        if p.entry.cells and on_one_line(p.entry.piece, p.indent) is not None and len(_row(p)) <= WIDTH:
            p.lines = (_row(p),)
            if all(len(cell) <= _WIDEST_CELL for cell in p.entry.cells[:-1]):
                aligned.append(p)
        else:
            p.lines = tuple(lay(p.entry.piece, p.indent))
    while any(len(line) > WIDTH for line in _columns(aligned, 2)):
        widest = max(len(p.entry.cells[0]) for p in aligned)
        aligned = [p for p in aligned if len(p.entry.cells[0]) < widest]
    for p, line in zip(aligned, _columns(aligned, 2), strict=True):
        p.lines = (line,)


def _align_run(run: list[_Placed]) -> None:
    """The `=` of declarations right below each other in one column, if that takes few blanks."""
    widths = [len(p.entry.cells[0]) for p in run if p.entry.cells]
    if len(widths) < 2 or max(widths) - min(widths) > _MOST_PADDING:
        return
    lines = _columns(run, 1)
    if all(len(line) <= WIDTH for line in lines):
        for p, line in zip(run, lines, strict=True):
            p.lines = (line,)


def _row(p: _Placed) -> str:
    return " " * p.indent + "  ".join(p.entry.cells)


def _columns(rows: list[_Placed], gap: int) -> list[str]:
    """The rows with their cells below each other; all stand at the same indentation."""
    count = max((len(p.entry.cells) for p in rows), default=0)
    widths = [max((len(p.entry.cells[k]) for p in rows if k < len(p.entry.cells)), default=0) for k in range(count)]
    lines = [(" " * gap).join(c.ljust(w) for c, w in zip(p.entry.cells, widths, strict=False)) for p in rows]
    return [" " * p.indent + line.rstrip() for p, line in zip(rows, lines, strict=True)]


def place(comments: Sequence[Comment], gaps: Sequence[Break]) -> None:
    """Give each comment to a break, in order. ``gaps`` are in the order of the text; the last begins at its end.

    A comment that stands where no line may end is moved: of those (and one at the end of the line of what they stand
    in), the last goes to the end of its line if it was at the end of one, all others before.
    """
    at = 0
    inside: list[Comment] = []  # what stands between the break before and the one at `at`
    for c in comments:
        while c.span.start >= gaps[at].start:
            _move(inside, gaps, at)
            inside = []
            at += 1
        here = gaps[at].remarks
        if c.span.start < gaps[at].end:
            inside.append(c)
        elif inside and c.trailing and not here:
            _move([*inside, c], gaps, at)
            inside = []
        else:
            _move(inside, gaps, at)
            inside = []
            here.append(Remark(c.text, c.trailing and not here, c.after_blank, None if c.trailing else c.column))
    _move(inside, gaps, at)


def _move(inside: list[Comment], gaps: Sequence[Break], at: int) -> None:
    """Out of what stands before the break at ``at``."""
    if not inside:
        return
    *others, last = inside
    if not last.trailing:
        others = inside
    gaps[at - 1].remarks.extend(Remark(c.text) for c in others)
    if last.trailing:
        gaps[at].remarks.append(Remark(last.text, trailing=True))

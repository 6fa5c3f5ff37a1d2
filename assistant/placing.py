"""Where a draft stands in a rules file: its groups' rules with theirs, rules without a group before the first, the rest
at the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..dsl import nodes as n
from ..dsl.parse import parse_text
from ..dsl.source import SourceText

_IN_GROUP = (n.Rule, n.Lead, n.Event, n.Signal, n.ListOf, n.ListFrom, n.Let, n.Define, n.Ignore, n.Use)
"""What may stand among the rules of a group without ending it."""
_BEFORE_GROUPS = (*_IN_GROUP, n.Model)


@dataclass(frozen=True, slots=True)
class Placed:
    """A file with a draft in it. ``lines``: for each line of the draft, from the first, its line in ``text`` (from 1);
    0 for one that is there already (the head of a group)."""

    text: str
    lines: tuple[int, ...]

    def line_of(self, line: int) -> int:
        """The draft's line that stands on a line of the file; 0 if none does."""
        return self.lines.index(line) + 1 if line in self.lines else 0


@dataclass(frozen=True, slots=True)
class _Section:
    """Lines ``first`` to ``last`` of the draft (from 0, the end not included) that belong together. ``at``: the line of
    the file before which they go, None for its end; ``there``: those that the file has already, a group's head."""

    first: int
    last: int
    at: int | None = None
    there: range = range(0)


def placed(before: str, draft: str) -> Placed:
    """The text of a rules file with a draft's rules in their places. What cannot be read goes to the end."""
    lines = before.splitlines()
    added = draft.rstrip("\n").splitlines()
    sections = list(_sections(before, draft, len(added)))
    result: list[str] = []
    where = [0] * len(added)

    def add(section: _Section) -> None:
        body = [number for number in range(section.first, section.last) if number not in section.there]
        while body and not added[body[-1]].strip():
            body.pop()
        apart = not section.there and result and result[-1].strip()
        if apart:
            result.append("")
        for number in body:
            result.append(added[number])
            where[number] = len(result)

    for number, line in enumerate(lines):
        here = [s for s in sections if s.at == number]
        for section in here:
            add(section)
        if here and line.strip() and not here[-1].there:
            result.append("")
        result.append(line)
    for section in sections:
        if section.at is not None and section.at >= len(lines):
            add(section)
    for section in sections:
        if section.at is None:
            add(section)
    return Placed("".join(f"{line}\n" for line in result), tuple(where))


def _sections(before: str, draft: str, count: int) -> Iterator[_Section]:
    there, new = parse_text(before), parse_text(draft)
    if new.diagnostics or there.diagnostics or not new.file.statements:
        yield _Section(0, count)
        return
    groups = _ends_of_groups(there.source, there.file.statements)
    first_block = _first_block(there.source, there.file.statements)
    starts: list[tuple[int, n.Statement]] = []
    for statement in new.file.statements:
        if not starts or not isinstance(statement, _IN_GROUP) or _ends_group(starts[-1][1], statement):
            starts.append((_above(new.source, statement) if starts else 0, statement))
    for (first, statement), following in zip(starts, [*(line for line, _ in starts[1:]), count], strict=True):
        yield _section(new.source, statement, first, following, groups, first_block)


def _ends_group(open: n.Statement, statement: n.Statement) -> bool:
    """Whether a rule or declaration behind a statement belongs to no group: it stands for itself."""
    return not isinstance(open, (n.Group, *_IN_GROUP)) and isinstance(statement, _IN_GROUP)


def _section(
    source: SourceText,
    statement: n.Statement,
    first: int,
    last: int,
    groups: dict[str, int],
    first_block: int | None,
) -> _Section:
    match statement:
        case n.Group(name, (), None) if name.text in groups:
            begin = source.position(statement.span.start)[0] - 1
            return _Section(first, last, groups[name.text], range(begin, _behind(source, statement)))
        case n.Rule() | n.Define() | n.Let() | n.ListOf() | n.ListFrom() | n.Signal() | n.Lead() | n.Event():
            return _Section(first, last, first_block)
        case _:
            return _Section(first, last)


def _above(source: SourceText, statement: n.Statement) -> int:
    """The line (from 0) on which a statement begins, with the comments right above it."""
    line = source.position(statement.span.start)[0] - 1
    while line > 0 and source.line(line).lstrip().startswith("#"):
        line -= 1
    return line


def _first_block(source: SourceText, statements: Sequence[n.Statement]) -> int | None:
    """The line (from 0) before which rules without a group go; None if the file's end will do."""
    number = next((i for i, s in enumerate(statements) if not isinstance(s, _BEFORE_GROUPS)), None)
    if number is None:
        return None
    return _above(source, statements[0]) if number == 0 else _behind(source, statements[number - 1])


def _ends_of_groups(source: SourceText, statements: Sequence[n.Statement]) -> dict[str, int]:
    """Each group of a file and the line (from 0) behind its last rule."""
    found: dict[str, int] = {}
    open: str | None = None
    for statement in statements:
        if isinstance(statement, n.Group):
            open = statement.name.text
        elif not isinstance(statement, _IN_GROUP):
            open = None
        if open is not None and isinstance(statement, n.Group | n.Rule):
            found[open] = _behind(source, statement)
    return found


def _behind(source: SourceText, statement: n.Statement) -> int:
    """The line (from 0) behind a statement."""
    return source.position(max(statement.span.start, statement.span.end - 1))[0]

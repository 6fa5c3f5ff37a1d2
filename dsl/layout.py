"""Text that knows where its lines may end, laid out within a width.

A piece is a string, a ``Break``, a ``Group``, a ``Nest``, or a tuple of pieces. A group stands on one line if it fits
and no comment stands at one of its breaks; else each of its own breaks ends a line (the groups in it may still fit).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

WIDTH = 100


@dataclass(slots=True)
class Remark:
    """A comment on its way to the page; only the first at a break can be ``trailing``.

    ``column`` is where it stood (from 0), or None if it was moved and so says nothing about where it belongs.
    """

    text: str
    trailing: bool = False
    after_blank: bool = False
    column: int | None = None


@dataclass(slots=True, eq=False)
class Break:
    """A place where a line may end: what is before it ends in the source at ``end``, what follows begins at ``start``.

    On one line it is ``flat``. After a ``closing`` one comes a bracket. ``taken`` is set if a line was ended here.
    """

    end: int
    start: int
    flat: str = " "
    closing: bool = False
    remarks: list[Remark] = field(default_factory=list[Remark])
    taken: bool = False


@dataclass(slots=True, eq=False)
class Group:
    piece: "Piece"


@dataclass(slots=True, eq=False)
class Nest:
    """What is below is indented by two more."""

    piece: "Piece"


Piece: TypeAlias = "str | Break | Group | Nest | tuple[Piece, ...]"


def breaks(piece: Piece) -> Iterator[Break]:
    """The breaks of a piece, in the order of the text."""
    match piece:
        case str():
            pass
        case Break():
            yield piece
        case Group() | Nest():
            yield from breaks(piece.piece)
        case tuple():
            for part in piece:
                yield from breaks(part)


def flat(piece: Piece) -> str:
    """The piece on one line."""
    match piece:
        case str():
            return piece
        case Break():
            return piece.flat
        case Group() | Nest():
            return flat(piece.piece)
        case tuple():
            return "".join([flat(part) for part in piece])


def has_remarks(piece: Piece) -> bool:
    return any(b.remarks for b in breaks(piece))


def on_one_line(piece: Piece, indent: int) -> str | None:
    """The piece without its indentation if it can stand on one line, else None."""
    text = flat(piece)
    return text if indent + len(text) <= WIDTH and not has_remarks(piece) else None


_Pending: TypeAlias = tuple[int, bool, Piece]


def lay(piece: Piece, indent: int) -> list[str]:
    """The lines of a piece that begins at an indentation, with the remarks at its breaks."""
    one = on_one_line(piece, indent)
    if one is not None:
        return [" " * indent + one]
    lines: list[str] = []
    line = " " * indent
    pending: list[_Pending] = [(indent, False, piece)]
    while pending:
        at, one_line, item = pending.pop()
        match item:
            case str():
                line += item
            case tuple():
                pending.extend((at, one_line, part) for part in reversed(item))
            case Nest():
                pending.append((at + 2, one_line, item.piece))
            case Group():
                pending.append((at, one_line or _fits(item, len(line), pending), item.piece))
            case Break() if one_line:
                line += item.flat
            case Break():
                item.taken = True
                lines.extend(_end_line(line, at + 2 * item.closing, item.remarks))
                line = " " * at
    return [*lines, line]


def _end_line(line: str, indent: int, remarks: list[Remark]) -> list[str]:
    """The line, with the remark that stands at its end, and the remarks below it."""
    first = [f"{line}  {r.text}" if r.trailing else line for r in remarks[:1]] or [line]
    return first + [" " * indent + r.text for r in remarks if not r.trailing]


def _fits(group: Group, used: int, pending: list[_Pending]) -> bool:
    """Whether a group fits on the line, together with what must stand behind it."""
    if has_remarks(group):
        return False
    room = WIDTH - used - len(flat(group))
    rest = pending[::-1]
    while room >= 0 and rest:
        _, one_line, item = rest.pop(0)
        match item:
            case str():
                room -= len(item)
            case Break():
                if not one_line:
                    return True
                room -= len(item.flat)
            case Group() | Nest():
                rest.insert(0, (0, one_line, item.piece))
            case tuple():
                rest[:0] = [(0, one_line, part) for part in item]
    return room >= 0

"""What the editor does to whole lines: comment, move, indent."""

from textual.widgets import TextArea


def _rows(area: TextArea) -> tuple[int, int]:
    """First and last row of the selection; a row at whose start it ends is not part of it."""
    (first, _), (last, column) = sorted((area.selection.start, area.selection.end))
    if last > first and column == 0:
        last -= 1
    return first, last


def _lines(area: TextArea, first: int, last: int) -> list[str]:
    return [area.document.get_line(row) for row in range(first, last + 1)]


def _replace_rows(area: TextArea, first: int, last: int, lines: list[str]) -> None:
    end = len(area.document.get_line(last))
    area.replace("\n".join(lines), (first, 0), (last, end), maintain_selection_offset=False)


def toggle_comment(area: TextArea) -> None:
    """Lines become comments, or text again if all of them are comments."""
    first, last = _rows(area)
    row, column = area.cursor_location
    lines = _lines(area, first, last)
    filled = [line for line in lines if line.strip()]
    if not filled:
        return
    if all(line.lstrip().startswith("#") for line in filled):
        changed = [_uncommented(line) for line in lines]
    else:
        at = min(len(line) - len(line.lstrip()) for line in filled)
        changed = [f"{line[:at]}# {line[at:]}" if line.strip() else line for line in lines]
    _replace_rows(area, first, last, changed)
    shift = len(changed[row - first]) - len(lines[row - first]) if first <= row <= last else 0
    area.move_cursor((row, max(0, column + shift)))


def _uncommented(line: str) -> str:
    blanks = line[: len(line) - len(line.lstrip())]
    rest = line.lstrip().removeprefix("#")
    return blanks + rest.removeprefix(" ")


def move(area: TextArea, by: int) -> None:
    """The selected lines one up (-1) or down (1)."""
    first, last = _rows(area)
    row, column = area.cursor_location
    if (by < 0 and first == 0) or (by > 0 and last >= area.document.line_count - 1):
        return
    lines = _lines(area, first, last)
    if by < 0:
        _replace_rows(area, first - 1, last, [*lines, area.document.get_line(first - 1)])
    else:
        _replace_rows(area, first, last + 1, [area.document.get_line(last + 1), *lines])
    area.move_cursor((row + by, column))


def indent(area: TextArea, by: int) -> None:
    """The selected lines ``by`` blanks to the right, or to the left as far as there are blanks."""
    first, last = _rows(area)
    start, end = area.selection
    lines = _lines(area, first, last)
    changed = [_indented(line, by) for line in lines]
    if changed == lines:
        return
    _replace_rows(area, first, last, changed)
    if start != end:
        area.move_cursor((first, 0))
        area.move_cursor((last, len(changed[-1])), select=True)
    else:
        row, column = end
        area.move_cursor((row, max(0, column + len(changed[0]) - len(lines[0]))))


def _indented(line: str, by: int) -> str:
    if not line.strip():
        return line
    if by > 0:
        return " " * by + line
    return line[min(-by, len(line) - len(line.lstrip())) :]


_OPENING = ("group ", "stage ", "test ", "lead", "grade", "model ", "by ", "choose", "event ")


def indentation_after(line: str) -> str:
    """The blanks that a new line after ``line`` begins with."""
    blanks = line[: len(line) - len(line.lstrip())]
    opens = line.lstrip().startswith(_OPENING) or line.rstrip().endswith("(")
    return blanks + "  " if opens and line.strip() else blanks

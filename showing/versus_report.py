"""A comparison of two versions over time written down: for people as text, for programs as JSON or CSV."""

from typing import TYPE_CHECKING, Final, Literal

from ..engine.whole_files import write_whole
from .versus import figure_lines, head_lines, page_lines, period_line
from .versus_leads import came_lines, mover_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rich.text import Text

    from ..engine.versus import Found
    from .outline import Line

Form = Literal["text", "json", "csv"]
_OF_ENDING: Final[dict[str, Form]] = {".json": "json", ".csv": "csv"}
_LEADS: Final = 10
_WIDTH: Final = 100


def form_of(path: "Path") -> Form:
    """By the ending of a file: .json, .csv, else text."""
    return _OF_ENDING.get(path.suffix.lower(), "text")


def report_text(found: "Found", labels: tuple[str, str], form: Form) -> str:
    """``csv``: the leads that come to a stage otherwise, all stages."""
    if form == "json":
        import json

        from ..engine.versus.as_json import as_json

        return json.dumps(as_json(found, labels), indent=2, ensure_ascii=False) + "\n"
    if form == "csv":
        import csv
        import io

        from ..engine.versus.as_json import LEAD_COLUMNS, lead_rows

        into = io.StringIO()
        writer = csv.writer(into, lineterminator="\n")
        writer.writerow(LEAD_COLUMNS)
        writer.writerows(lead_rows(found))
        return into.getvalue()
    return "".join(f"{line.plain}\n" for line in report_lines(found, labels, _WIDTH))


def write_report(found: "Found", labels: tuple[str, str], path: "Path") -> None:
    """Whole or not at all. Raises OSError."""
    write_whole(path, report_text(found, labels, form_of(path)))


def report_lines(found: "Found", labels: tuple[str, str], width: int) -> "Iterator[Text]":
    """The page, stage after stage."""
    from rich.text import Text

    width = min(width, _WIDTH)
    yield from head_lines(found, labels)
    for stage in found.stages or (None,):
        parts = [figure_lines(found, stage)]
        if stage is not None:
            yield from (Text(""), Text(f"{stage} ".ljust(width, "-"), "bold cyan"))
            parts += [period_line(found, stage, width - 2), *came_lines(found, stage, _LEADS)]
        yield from _told(parts)
    if found.stages:
        yield from (Text(""), Text("".ljust(width, "-"), "bold cyan"))
    yield from _told([*page_lines(found, width - 2), *mover_lines(found)])


def _told(parts: "list[Line]") -> "Iterator[Text]":
    from rich.text import Text

    for part in parts:
        yield Text("")
        for depth, line in part.walk():
            yield Text("  " * depth) + line.text

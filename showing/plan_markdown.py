"""The page of ``leadwright plan`` as Markdown, for a comment on a pull request: tables, details folded, never too long
for one."""

import re
from collections.abc import Iterator

from .plan_page import Cell, Code, Section, Table, Told, sections, subtitle

LIMIT = 65_000
"""GitHub takes 65,536 letters."""
_SIZES = ((100, 2_000), (40, 600), (20, 300), (10, 150), (3, 80))
"""Rows and letters of a statement at most: the first with which it fits is taken."""
_SPECIAL = re.compile(r"([\\*_|<>\[\]#~])")
_CODE = re.compile(r"(`[^`]*`)")


def markdown(told: Told) -> str:
    """All of it, in fewer than ``LIMIT`` letters."""
    text = ""
    for most, longest in _SIZES:
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(_page(told, most, longest))) + "\n"
        if len(text) < LIMIT:
            return text
    return text[: text.rindex("\n", 0, LIMIT - 100)] + "\n\n… the rest is too long for a comment.\n"


def _page(told: Told, most: int, longest: int) -> Iterator[str]:
    yield f"**{_prose(told.sentence)}**"
    yield ""
    yield _prose(subtitle(told))
    for section in sections(told, most, longest):
        yield ""
        if section.folded:
            yield f"<details><summary>{_prose(section.title)}</summary>"
        else:
            yield f"### {_prose(section.title)}"
        yield ""
        yield from _section(section)
        if section.folded:
            yield "</details>"


def _section(section: Section) -> Iterator[str]:
    for change in section.changes:
        yield f"- **{change.how}** {_prose(change.said)}"
    if section.changes:
        yield ""
        yield "<details><summary>Before and after, word for word</summary>"
        yield ""
        ticks = [len(run) for change in section.changes for run in _runs(change.before, change.after)]
        fence = "`" * max([3, *(n + 1 for n in ticks)])
        yield f"{fence}diff"
        for change in section.changes:
            yield from (f"{sign} {words}" for sign, words in (("-", change.before), ("+", change.after)) if words)
        yield fence
        yield ""
        yield "</details>"
        yield ""
    for line in section.lines:
        yield f"- {_prose(line)}" if len(section.lines) > 1 else _prose(line)
    if section.lines:
        yield ""
    for table in section.tables:
        yield from _table(table)
        yield ""


def _runs(*texts: str | None) -> list[str]:
    return re.findall("`+", " ".join(text for text in texts if text))


def _table(table: Table) -> Iterator[str]:
    shown = [n for n, head in enumerate(table.header) if head or any(row[n] for row in table.rows)]
    yield f"| {' | '.join(_prose(table.header[n]) for n in shown)} |"
    yield f"| {' | '.join('---:' if n in table.numbers else '---' for n in shown)} |"
    for row in table.rows:
        yield f"| {' | '.join(_cell(row[n]) for n in shown)} |"
    if table.more:
        yield ""
        yield f"… and {table.more:,} more"


def _cell(cell: Cell) -> str:
    parts = (cell,) if isinstance(cell, str) else cell
    return "".join(_code(part) if isinstance(part, Code) else _prose(part) for part in parts)


def _code(text: str) -> str:
    """A code span that may stand in a table."""
    text = " ".join(text.split()).replace("|", "\\|")
    if not text:
        return ""
    fence = "`" * (1 + max((len(run) for run in _runs(text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _prose(text: str) -> str:
    """A text with names in backticks: these stay, all else that Markdown would take for a sign is escaped."""
    parts = _CODE.split(text)
    return "".join(part if n % 2 else _SPECIAL.sub(r"\\\1", part) for n, part in enumerate(parts))

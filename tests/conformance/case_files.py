"""Reads the conformance cases of this folder's Markdown files (README.md tells how they are written)."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from leadwright.dsl.check import check
from leadwright.dsl.model import Model
from leadwright.dsl.types import Type, Value
from leadwright.dsl.values import Unreadable, time_from, value_from
from leadwright.engine.records import Event, Lead
from leadwright.engine.schema import schema_of

FOLDER = Path(__file__).parent
USUAL_AS_OF = "2026-01-15T12:00:00Z"

_HEADING = re.compile(r"## (.+)")
_AS_OF = re.compile(r"As of (\S+):")
_EVENT = re.compile(r"(?:(\d+)\*)?(`[^`]+`|[\w.]+)")
_AGE = re.compile(r"[+-]?(?:\d+(?:us|[dhms]))(?:[+-]\d+(?:us|[dhms]))*")
_UNITS = {"us": 1, "s": 10**6, "m": 60 * 10**6, "h": 3600 * 10**6, "d": 86400 * 10**6}
_OUTCOMES = ("score", "grade", "stage", "disqualified", "segments", "route", "due", "met", "fired", "fires")


@dataclass(frozen=True)
class Case:
    """One table: some leads, as of one time, with what each is expected to come out with (column to text)."""

    file: str
    line: int
    name: str
    rules: str
    as_of: int
    leads: tuple[Lead, ...]
    expected: Mapping[str, Mapping[str, str]]

    @property
    def id(self) -> str:
        return f"{self.file}:{self.line} {self.name}"


def cases() -> Iterator[Case]:
    """The cases of all files."""
    for path in sorted(FOLDER.glob("*.md")):
        if path.name != "README.md":
            yield from cases_of(path.name, path.read_text("utf-8"))


def cases_of(file: str, text: str) -> Iterator[Case]:
    name, rules, as_of = "", "", USUAL_AS_OF
    block: list[str] | None = None
    header: list[str] = []
    rows: list[list[str]] = []
    start = 0
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if block is not None:
            if line.startswith("```"):
                rules, as_of, block = "\n".join(block), USUAL_AS_OF, None
            else:
                block.append(line)
        elif line.startswith("|"):
            cells = [c.strip().replace("\\|", "|") for c in re.split(r"(?<!\\)\|", line)[1:-1]]
            if not header:
                header, start = cells, number
            elif set(line) - set("|-: "):
                assert len(cells) == len(header), f"{file}:{number}: {len(cells)} cells below {len(header)} columns"
                rows.append(cells)
        else:
            if header:
                yield _case(file, start, name, rules, as_of, header, rows)
                header, rows = [], []
            if found := _HEADING.fullmatch(line):
                name = found[1]
            elif found := _AS_OF.fullmatch(line):
                as_of = found[1]
            elif line == "```lead":
                block = []
    assert block is None, f"{file}: a block does not end"


@lru_cache(1024)
def model_of(rules: str) -> Model:
    """The model of a rules text. An error in it is an error of the case."""
    path = FOLDER / "case.lead"
    checked = check([path], FOLDER, {path: rules})
    assert checked.model is not None, [d.message for d in checked.diagnostics]
    return checked.model


def _case(file: str, line: int, name: str, rules: str, as_of: str, header: list[str], rows: list[list[str]]) -> Case:
    moment = _time(as_of)
    try:
        schema = schema_of(model_of(rules))
    except AssertionError as e:
        raise AssertionError(f"{file}:{line} {name}: {e}") from e
    leads: list[Lead] = []
    expected: dict[str, dict[str, str]] = {}
    for row in rows:
        cells = dict(zip(header, row, strict=True))
        lead = Lead(cells.pop("lead"))
        assert lead.id not in expected, f"{file}: two leads are called {lead.id} in the table of line {line}"
        events = [
            Event(at, type, _known(properties, {**schema.activity, **schema.events.get(type, {})}))
            for type, at, properties in _events(cells.pop("events", ""), moment)
        ]
        lead.events = sorted(events, key=lambda e: e.at)
        expected[lead.id] = {c: cells.pop(c) for c in list(cells) if c in _OUTCOMES or c.startswith("@")}
        lead.fields = _known({c: _raw(text) for c, text in cells.items()}, schema.fields)
        leads.append(lead)
    assert leads and all(expected.values()), f"{file}:{line}: nothing is expected"
    return Case(file, line, name, rules, moment, tuple(leads), expected)


def _known(raw: Mapping[str, str], types: Mapping[str, Type]) -> dict[str, Value]:
    """What can be read as the type that is asked for; the rest is missing."""
    result: dict[str, Value] = {}
    for name, text in raw.items():
        value = value_from(text, types.get(name, Type.TEXT))
        if value is not None and not isinstance(value, Unreadable):
            result[name] = value
    return result


def _raw(text: str) -> str:
    return json.loads(text) if text.startswith('"') else text


def _time(text: str) -> int:
    at = time_from(text)
    assert isinstance(at, int), f"no time: {text}"
    return at


def _events(text: str, as_of: int) -> Iterator[tuple[str, int, dict[str, str]]]:
    position = 0
    while position < len(text):
        head = _EVENT.match(text, position)
        assert head is not None, f"no event: {text[position:]}"
        position = head.end()
        properties: dict[str, str] = {}
        if text[position] == "(":
            position, properties = _properties(text, position + 1)
        end = text.find(";", position)
        end = len(text) if end < 0 else end
        when = text[position:end].strip()
        at = as_of - _age(when) if _AGE.fullmatch(when) else _time(when)
        for _ in range(int(head[1] or 1)):
            yield head[2].strip("`"), at, properties
        position = end + 1
        while position < len(text) and text[position] == " ":
            position += 1


def _properties(text: str, position: int) -> tuple[int, dict[str, str]]:
    """Reads `NAME=VALUE, …)`: where it ends, and the values."""
    found: dict[str, str] = {}
    while True:
        name, position = _until(text, position, "=")
        if text[position] == '"':
            value, position = json.JSONDecoder().raw_decode(text, position)
        else:
            value, position = _until(text, position, ",)", keep=True)
        found[name] = value
        if text[position] == ")":
            return position + 1, found
        assert text[position] == ",", f"neither , nor ): {text[position:]}"
        position += 1


def _until(text: str, position: int, ends: str, keep: bool = False) -> tuple[str, int]:
    end = next(i for i in range(position, len(text)) if text[i] in ends)
    return text[position:end].strip(), end if keep else end + 1


def _age(text: str) -> int:
    return sum(int(number) * _UNITS[unit] for number, unit in re.findall(r"([+-]?\d+)(us|[dhms])", text))

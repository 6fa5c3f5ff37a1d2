"""Reading ``leadwright.toml``: its syntax, its keys and their values, with every mistake in one error."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from ..dsl.comparing import fold
from ..dsl.errors import DataError, SourceError
from ..dsl.nearest import nearest
from ..dsl.zones import zone as zone_named
from .files import is_duckdb
from .postgres import is_postgres
from .project import (
    AS_OF_HELP,
    AssistantSettings,
    DataSettings,
    EventsSettings,
    LeadsSettings,
    OutcomesSettings,
    PostgresSettings,
    Project,
    ReportSettings,
    SparkSettings,
    parse_as_of,
    shown_path,
)
from .table_name import TableName

_TABLES = {
    "leads": LeadsSettings,
    "events": EventsSettings,
    "outcomes": OutcomesSettings,
    "data": DataSettings,
    "report": ReportSettings,
    "spark": SparkSettings,
    "postgres": PostgresSettings,
    "assistant": AssistantSettings,
}
_PROJECT_KEYS = ("rules", "tests", "as_of")
_LISTS = ("rules", "tests", "source", "missing", "won", "lost")
_REFERENCE = "docs/project-file.md has all settings"

Mistake = tuple[tuple[str, ...], str]
"""The keys that lead to a mistake, and what is wrong there."""


def read_project_file(file: Path) -> Project:
    """Read a project file.

    Raises SourceError if it cannot be read, is not TOML (with line and column), or has keys or values that do
    not belong there (all of them, each with its line).
    """
    shown = shown_path(file)
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SourceError(f"cannot read {shown}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise SourceError(f"cannot read {shown}: byte {error.start + 1} is not UTF-8") from None
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(_syntax_message(shown, text, str(error)), _REFERENCE) from None
    document = _with_lists(found)
    spark = found.get("spark")
    if isinstance(spark, dict) and isinstance(conf := cast("dict[str, object]", spark).get("conf"), dict):
        document["spark"] = {**cast("dict[str, object]", spark), "conf": _flat(cast("dict[str, object]", conf))}
    mistakes = list(_mistakes(document))
    if mistakes:
        lines = sorted((_line_of(text, keys), ".".join(keys), message) for keys, message in mistakes)
        raise SourceError("\n".join(f"{shown}:{line}: {message}" for line, _, message in lines), _REFERENCE)
    return _project(file, document)


def _syntax_message(shown: str, text: str, message: str) -> str:
    place = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    if place is None:  # "at end of document"
        message = message.removesuffix(" (at end of document)")
        return f"{shown}:{text.count(chr(10)) + 1}: {_lowered(message)}, at the end of the file"
    return f"{shown}:{place[1]}:{place[2]}: {_lowered(message[: place.start()])}"


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]


def _with_lists(document: Mapping[str, object]) -> dict[str, object]:
    """One text where a list may stand is a list of one; a TOML date is its text."""
    result: dict[str, object] = {}
    for key, value in document.items():
        if isinstance(value, dict):
            result[key] = _with_lists(cast("dict[str, object]", value))
        elif key in _LISTS and isinstance(value, str):
            result[key] = [value]
        elif key == "as_of" and isinstance(value, (date, datetime)):
            result[key] = value.isoformat()
        else:
            result[key] = value
    return result


def _flat(conf: Mapping[str, object], before: str = "") -> dict[str, object]:
    """Names with dots, which TOML makes tables of unless they stand in quotes, as they are written."""
    result: dict[str, object] = {}
    for key, value in conf.items():
        if isinstance(value, dict):
            result |= _flat(cast("dict[str, object]", value), f"{before}{key}.")
        else:
            result[f"{before}{key}"] = value
    return result


def _mistakes(document: Mapping[str, object]) -> Iterator[Mistake]:
    tables = ("project", *_TABLES)
    for name, table in document.items():
        if name not in tables:
            yield (name,), _unknown(name, tables, "table")
        elif not isinstance(table, dict):
            yield (name,), f"`{name}` must be a table: [{name}]"
    project = document.get("project")
    if isinstance(project, dict):
        yield from _project_mistakes(cast("dict[str, object]", project))
    for name, shape in _TABLES.items():
        table = document.get(name)
        if isinstance(table, dict):
            yield from _table_mistakes(name, shape, cast("dict[str, object]", table))


def _project_mistakes(table: Mapping[str, object]) -> Iterator[Mistake]:
    for key, value in table.items():
        if key not in _PROJECT_KEYS:
            yield ("project", key), _unknown(f"project.{key}", [f"project.{k}" for k in _PROJECT_KEYS])
        elif key == "as_of":
            try:
                parse_as_of(value if isinstance(value, str) else "")
            except DataError:
                yield ("project", key), f"project.as_of: {AS_OF_HELP}"
        elif not _is_texts(value):
            yield ("project", key), f"project.{key}: write a path, or a list of paths"


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(x, str) for x in cast("list[object]", value))


def _table_mistakes(name: str, shape: type, table: Mapping[str, object]) -> Iterator[Mistake]:
    from pydantic import TypeAdapter, ValidationError

    known = [f"{name}.{f.name}" for f in fields(shape)]
    wrong: set[str] = set()
    try:
        TypeAdapter(shape).validate_python(table)
    except ValidationError as error:
        for detail in error.errors():
            key = str(detail["loc"][0])
            if key in wrong:
                continue
            wrong.add(key)
            path = f"{name}.{key}"
            unknown = detail["type"] in ("unexpected_keyword_argument", "extra_forbidden")
            if unknown and name == "assistant" and _SECRET.search(key):
                yield (name, key), f"{path}: {_KEY_ELSEWHERE}"
            else:
                yield (name, key), _unknown(path, known) if unknown else f"{path}: {_wanted(key, detail)}"
    if name == "assistant":
        yield from _limit_mistakes(table, wrong)
    for key in ("id", "lead", "time", "type", "outcome", "at"):
        if table.get(key) == "":
            yield (name, key), f"{name}.{key}: the name of a column is empty"
    zone = table.get("timezone")
    if isinstance(zone, str) and zone_named(zone) is None:
        yield (
            (name, "timezone"),
            f'{name}.timezone: there is no time zone "{zone}"; write one like "Europe/Berlin", or "UTC"',
        )
    delimiter = table.get("delimiter")
    if isinstance(delimiter, str) and (len(delimiter) != 1 or delimiter in '"\r\n'):
        yield (name, "delimiter"), rf'{name}.delimiter: write one sign, such as "," ";" "|" or "\t"'
    url = table.get("url")
    if isinstance(url, str) and not is_postgres(url):
        yield (name, "url"), f"{name}.url: write postgresql://user@host:5432/database"
    if not wrong & {"source", "table"}:
        yield from _source_mistakes(name, table)
    if "rename" not in wrong:
        yield from _rename_mistakes(name, cast("Mapping[str, str]", table.get("rename", {})))
    if not wrong & {"won", "lost"}:
        yield from _outcome_mistakes(name, table)


_SECRET = re.compile(r"key|token$|secret|password", re.IGNORECASE)
_KEY_ELSEWHERE = "a key never stands in a project file; set OPENAI_API_KEY in the environment, and revoke this one"
_LIMITS = {"timeout": (1, 3600), "deadline": (1, 86_400), "max_tokens": (16, 1_000_000), "retries": (0, 5)}
_LIMITS["repairs"] = (0, 2)


def _limit_mistakes(table: Mapping[str, object], wrong: set[str]) -> Iterator[Mistake]:
    for key, (least, most) in _LIMITS.items():
        value = table.get(key)
        if value is not None and key not in wrong and not (type(value) is int and least <= value <= most):
            yield ("assistant", key), f"assistant.{key}: write a whole number from {least} to {most}"


def _source_mistakes(name: str, table: Mapping[str, object]) -> Iterator[Mistake]:
    sources = cast("Sequence[str]", table.get("source", ()))
    databases = [source for source in sources if is_postgres(source) or is_duckdb(source)]
    if databases and len(sources) > 1:
        yield (name, "source"), f"{name}.source: a database is a source of its own: name one database, or files"
    found = table.get("table")
    if isinstance(found, str):
        if sources and not databases:
            yield (
                (name, "table"),
                f"{name}.table: {sources[0]} is no database, so it has no tables; databases are .duckdb files and "
                "postgresql://user@host/database",
            )
        try:
            TableName.read(found)
        except DataError as error:
            yield (name, "table"), f"{name}.table: {error.message}; {error.help}"


def _rename_mistakes(name: str, rename: Mapping[str, str]) -> Iterator[Mistake]:
    taken: dict[str, str] = {}
    for column, new in rename.items():
        if not new or "`" in new or "\n" in new:
            yield (name, "rename", column), f'{name}.rename: "{new}" cannot be a name in the rules'
        elif new in taken:
            yield (
                (name, "rename", column),
                f'{name}.rename: "{taken[new]}" and "{column}" cannot both become "{new}"',
            )
        taken[new] = column


def _outcome_mistakes(name: str, table: Mapping[str, object]) -> Iterator[Mistake]:
    won, lost = ({fold(x.strip()): x for x in cast("Sequence[str]", table.get(key, ()))} for key in ("won", "lost"))
    for both in won.keys() & lost.keys():
        yield (name, "lost"), f'{name}.lost: "{lost[both]}" counts as won already'


def _unknown(path: str, known: Sequence[str], what: str = "setting") -> str:
    close = nearest(path, known)
    hint = f"; did you mean `{close}`?" if close else f"; known: {', '.join(known)}"
    return f"unknown {what} `{path}`{hint}"


def _wanted(key: str, detail: Mapping[str, Any]) -> str:
    """What should stand there, in words."""
    if detail["type"] == "literal_error":
        return f"write {detail['ctx']['expected']}"
    if key == "source":
        return "write a path, a list of paths, or the address of a database"
    if key in _LISTS:
        return "write a list of texts"
    if key in _LIMITS:
        return "write a whole number"
    if key == "rename":
        return 'write { "column in the data" = "name in the rules" }'
    if key == "conf":
        return 'write { "spark.executor.memory" = "4g" }: texts, numbers, true or false'
    return "write a text"


def _project(file: Path, document: Mapping[str, Any]) -> Project:
    project: dict[str, Any] = document.get("project", {})
    leads: dict[str, Any] = document.get("leads", {})
    events: dict[str, Any] = document.get("events", {})
    outcomes: dict[str, Any] = document.get("outcomes", {})
    return Project(
        root=file.parent,
        file=file,
        rules=tuple(project.get("rules", ())),
        tests=tuple(project.get("tests", ())),
        as_of=project.get("as_of"),
        leads=LeadsSettings(**_as_tuples(leads)),
        events=EventsSettings(**_as_tuples(events)),
        outcomes=OutcomesSettings(**_as_tuples(outcomes)),
        data=DataSettings(**document.get("data", {})),
        report=ReportSettings(**document.get("report", {})),
        spark=SparkSettings(**document.get("spark", {})),
        postgres=PostgresSettings(**document.get("postgres", {})),
        assistant=AssistantSettings(**document.get("assistant", {})),
    )


def _as_tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(cast("list[str]", v)) if isinstance(v, list) else v for key, v in table.items()}


def _line_of(text: str, keys: tuple[str, ...]) -> int:
    """The line (from 1) on which the last of ``keys`` stands, or the nearest thing above it that is found."""
    table = ""
    found = 1
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line)
        if header:
            table = re.sub(r"[\s\"']", "", header[1])
            if keys[0] == table or ".".join(keys[:2]) == table or keys[0] == table.split(".")[0]:
                found = max(found, number) if found == 1 else found
            if ".".join(keys) == table:
                return number
            continue
        for depth in range(len(keys)):
            if ".".join(keys[:depth]) != table:
                continue
            rest = re.escape(keys[depth])
            if re.match(rf"""\s*["']?{rest}["']?\s*[=.]""", line):
                return number
    return found

"""What can be typed at a place: asked of the grammar itself, then of the names of the project and of its data."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

from lark.exceptions import LarkError

from ...dsl.parse import grammar
from ...dsl.words import RULE_WORDS, STATEMENT_WORDS, name_of, written_name, written_text
from .highlight import NAMES, Token, tokens
from .symbols import Symbol
from .words import keyword_terminals, nouns

_MOST = 60
_BACK = 120
"""Lines that are looked back for the start of a statement."""
_STARTERS = STATEMENT_WORDS | RULE_WORDS
_PREFIX = re.compile(rf'("[^"]*|`[^`]*|{NAMES})$')
_USUAL_WINDOWS = ("7d", "14d", "30d", "90d")


class Candidate(NamedTuple):
    """What would be put there, what of it is shown, and what is said of it."""

    text: str
    shown: str
    detail: str


class Completions(NamedTuple):
    """``start``: the column from which on a candidate stands in for what is typed."""

    start: int
    candidates: tuple[Candidate, ...]


class Data(Protocol):
    """What is known of the data."""

    def values_of(self, event: str | None, name: str) -> Sequence[tuple[str, int]]:
        """The most frequent texts of a field, or of a property of an event, with how often each occurs."""
        ...

    def count_of(self, event: str) -> int | None:
        """How often an event occurs."""
        ...


class NoData:
    """Before there is any."""

    def values_of(self, event: str | None, name: str) -> Sequence[tuple[str, int]]:
        return ()

    def count_of(self, event: str) -> int | None:
        return None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that a project declares, and those that only its data has (kind → names)."""

    symbols: tuple[Symbol, ...] = ()
    undeclared: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    data: Data = field(default_factory=NoData)

    def of(self, *kinds: str) -> Iterator[Symbol]:
        return (s for s in self.symbols if s.kind in kinds)

    def named(self, name: str) -> list[Symbol]:
        return [s for s in self.symbols if s.name == name]


def completions(vocabulary: Vocabulary, text: str, row: int, column: int) -> Completions:
    """The candidates for the cursor's place, the best first."""
    lines = text.split("\n")
    line = lines[row][:column]
    before_tokens = tokens(line)
    if before_tokens and before_tokens[-1].kind == "comment":
        return Completions(column, ())
    found = _PREFIX.search(line) if not (before_tokens and before_tokens[-1].kind == "string") else None
    start = found.start(1) if found else column
    typed = line[start:]
    before = [*lines[max(0, row - _BACK) : row], line[:start]]
    if typed.startswith('"'):
        return Completions(start, tuple(_ranked(_values(vocabulary, before), typed)))
    accepts = _accepts(before)
    return Completions(start, tuple(_ranked(_all(vocabulary, before, accepts), typed.strip("`"))))


# --- what the grammar takes


def _accepts(before: Sequence[str]) -> frozenset[str] | None:
    """The terminals that may stand at the end of ``before``; None if it cannot be read."""
    for first in _starts(before):
        parser: Any = _grammar().parse_interactive("\n".join(before[first:]))
        try:
            for _ in parser.exhaust_lexer():
                pass
            return frozenset(parser.accepts())
        except LarkError:
            continue
    return None


def _grammar() -> Any:
    """Untyped: Lark's own types leave too much open."""
    return grammar()


def _starts(before: Sequence[str]) -> Iterator[int]:
    """The rows at which the statement of the last row may begin, the likeliest first."""
    last = len(before) - 1
    margin = [r for r in range(last, -1, -1) if before[r][:1].strip() and _first_word(before[r]) in STATEMENT_WORDS]
    nearest = [r for r in range(last, -1, -1) if _first_word(before[r]) in _STARTERS]
    seen: set[int] = set()
    for row in (*margin[:1], *nearest[:4], last):
        if row not in seen:
            seen.add(row)
            yield row


def _first_word(line: str) -> str:
    found = re.match(r"\s*(\w+)", line)
    return found[1] if found else ""


# --- candidates

_SOURCES_AFTER = frozenset("each latest no then on until met first ignore given or".split())


def _all(v: Vocabulary, before: Sequence[str], accepts: frozenset[str] | None) -> Iterator[Candidate]:
    recent = _recent(before)
    previous = recent[-1].text if recent else ""
    words = keyword_terminals()
    taken = set(words) if accepts is None else accepts
    if "STRING" in taken and previous not in ("because", "model", "test", "segment", "use", "route", "timezone", "to"):
        yield from _values(v, before)
    if "NAME" in taken:
        yield from _names(v, recent, previous, taken)
    if "DURATION" in taken:
        yield from (Candidate(d, d, "duration") for d in _USUAL_WINDOWS)
    if "NOUN" in taken and recent and (previous == "]" or _is_source(v, recent[-1])):
        yield from (Candidate(n, n, "noun") for n in nouns())
    if not recent or "NAME" not in taken or previous not in _SOURCES_AFTER:
        yield from (Candidate(words[t], words[t], "") for t in _by_use(taken) if t in words)


def _is_source(v: Vocabulary, token: Token) -> bool:
    """Whether a token may be an event or a signal."""
    if token.kind not in ("name", "definition"):
        return False
    found = v.named(name_of(token.text))
    return not found or any(s.kind in ("event", "signal") for s in found)


_FIRST = (
    "WHEN EACH LATEST BY ADD SUBTRACT AND OR WITHIN IS IN BETWEEN CONTAINS MENTIONS AS BECAUSE "
    "GIVEN EXPECT WAIT GROUP STAGE DEFINE SIGNAL LET LIST EVENT LEAD"
).split()


def _by_use(taken: Iterable[str]) -> list[str]:
    rank = {name: i for i, name in enumerate(_FIRST)}
    return sorted(taken, key=lambda t: (rank.get(t, len(rank)), t))


def _names(v: Vocabulary, recent: list[Token], previous: str, taken: frozenset[str] | set[str]) -> Iterator[Candidate]:
    event = _open_bracket(recent)
    if event is not None:
        yield from _properties(v, event)
        return
    declaring = ("event", "signal", "list", "let", "define", "group", "stage", "as", "lead")
    match previous:
        case "expect" | "fires" | "silent":
            yield from _named(v.of("group", "rule", "define", "field", "event", "signal"))
        case "after" if _statement(recent) == "stage":
            yield from _named(v.of("stage"))
        case "in" if recent and _statement(recent) == "group":
            yield from _named(v.of("group"))
        case "in" | "of" if previous == "in" or _word_before(recent, 2) == "any":
            yield from _named(v.of("list"))
            yield from _values(v, [" ".join(t.text for t in recent[:-1])])
        case "within" | "spanning" | "every" | "than" | "wait":
            yield from _named(s for s in v.of("let") if re.match(r"\d+([dhw]|\s+[a-z])", s.said))
        case "add" | "subtract":
            yield from _named(v.of("let"))
            if (source := _source_of(recent)) is not None:
                yield from _properties(v, source)
        case "distinct" | "total" | "largest" | "smallest" | "average" | "last" | "per" if (
            source := _source_of(recent)
        ) is not None:
            yield from _properties(v, source)
            if previous == "last":
                yield from _events(v)
        case _ if previous in _SOURCES_AFTER - {"or"} or _statement(recent) in ("signal", "ignore"):
            yield from _events(v)
        case _ if previous in declaring:
            if _statement(recent) == "group" and previous == "group":
                return
        case "grade":
            yield from _named(v.of("group"))
        case _:
            if {"ACTIVITY", "NO"} & set(taken) or previous in ("by", "=", "<", ">", "<=", ">="):
                yield from _named(v.of("field"))
                yield from (Candidate(written_name(n), n, "field") for n in v.undeclared.get("field", ()))
                yield from _events(v)
                yield from _named(v.of("define", "let", "group"))


def _named(symbols: Iterable[Symbol]) -> Iterator[Candidate]:
    for s in symbols:
        detail = f"{s.type or s.kind}" if s.kind in ("field", "property") else s.kind
        yield Candidate(written_name(s.name), s.name, detail)


def _events(v: Vocabulary) -> Iterator[Candidate]:
    for s in v.of("event", "signal"):
        count = v.data.count_of(s.name)
        yield Candidate(written_name(s.name), s.name, s.kind if count is None else f"{s.kind} {count:,}")
    for name in v.undeclared.get("event", ()):
        count = v.data.count_of(name)
        yield Candidate(written_name(name), name, "event" if count is None else f"event {count:,}")


def _properties(v: Vocabulary, event: str) -> Iterator[Candidate]:
    names = _event_names(v, event)
    seen: set[str] = set()
    for s in v.of("property"):
        if (s.owner in names or not names) and s.name not in seen:
            seen.add(s.name)
            yield Candidate(written_name(s.name), s.name, s.type)


def _event_names(v: Vocabulary, name: str) -> set[str]:
    """The events that a source stands for: itself, or those of a signal."""
    for s in v.of("signal"):
        if s.name == name:
            return {name_of(t.text) for t in tokens(s.said) if t.kind == "name"} & {e.name for e in v.of("event")}
    return {name}


def _values(v: Vocabulary, before: Sequence[str]) -> Iterator[Candidate]:
    """Known values of the field or property that is compared."""
    recent = _recent(before)
    subject = _subject(recent)
    if subject is None:
        return
    owner = _open_bracket(recent) or (_step_event(recent) if "given" in [t.text for t in recent] else None)
    events: list[str | None] = [*sorted(_event_names(v, owner))] if owner else [None]
    for event in events:
        for value, count in v.data.values_of(event, subject):
            yield Candidate(written_text(value), value, f"{count:,}")


_BETWEEN_SUBJECT_AND_VALUE = frozenset(
    "is not in = != ( , any of contains mentions starts ends with matches or".split()
)


def _subject(recent: list[Token]) -> str | None:
    """The name that a value to come is compared with."""
    for token in reversed(recent):
        if token.kind in ("name", "noun", "type", "definition"):
            return name_of(token.text)
        if token.kind not in ("string", "number") and token.text not in _BETWEEN_SUBJECT_AND_VALUE:
            if token.kind == "word" and token.text in ("domain",):
                return None
            if token.kind == "word" and token.text == "source":
                return token.text
            return None
    return None


def _step_event(recent: list[Token]) -> str | None:
    for given, name in pairwise(recent):
        if given.text == "given":
            return None if name.text == "lead" else name_of(name.text)
    return None


def _recent(before: Sequence[str]) -> list[Token]:
    """The tokens of the statement up to the place, comments left out."""
    last = len(before) - 1
    start = next((r for r in range(last, max(-1, last - 40), -1) if _first_word(before[r]) in _STARTERS), last)
    return [t for line in before[start:] for t in tokens(line) if t.kind != "comment"]


def _statement(recent: list[Token]) -> str:
    return recent[0].text if recent else ""


def _word_before(recent: list[Token], count: int) -> str:
    return recent[-count].text if len(recent) >= count else ""


def _open_bracket(recent: list[Token]) -> str | None:
    """The source whose filter is open: ``page_view[…``."""
    depth = 0
    for at in range(len(recent) - 1, 0, -1):
        if recent[at].text == "]":
            depth += 1
        elif recent[at].text == "[":
            if depth == 0:
                return name_of(recent[at - 1].text)
            depth -= 1
    return None


def _source_of(recent: list[Token]) -> str | None:
    """The source that a rule counts or a measure is taken of."""
    for token, following in pairwise(recent):
        if token.text in ("each", "latest"):
            return name_of(following.text)
    names = [t for t in recent if t.kind in ("name", "definition")]
    return name_of(names[-1].text) if names else None


def _ranked(candidates: Iterable[Candidate], typed: str) -> Iterator[Candidate]:
    """Those that match what is typed, each once: those that begin with it, then those with a word that does, then
    those that hold it."""
    wanted = typed.strip('"').casefold()
    tests: tuple[Callable[[str], bool], ...] = (
        lambda s: s.startswith(wanted),
        lambda s: any(part.startswith(wanted) for part in re.split(r"[\s_.]+", s)),
        lambda s: len(wanted) > 2 and wanted in s,
    )
    every = list(dict.fromkeys(candidates))
    seen: set[str] = set()
    left = _MOST
    for test in tests:
        for candidate in every:
            if candidate.text not in seen and test(candidate.shown.casefold()):
                seen.add(candidate.text)
                yield candidate
                left -= 1
                if not left:
                    return

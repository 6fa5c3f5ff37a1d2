"""Text to nodes. What cannot be read becomes a diagnostic; the statements around it are read all the same."""

import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput
from lark.utils import TextSlice

from . import codes
from . import nodes as n
from .build import Chain, NodeBuilder
from .diagnostics import Diagnostic
from .pieces import Pieces, ReadBefore
from .source import Place, SourceText
from .unreadable import Unreadable, explain
from .words import RULE_WORDS, STATEMENT_WORDS, name_of

DEEPEST = 50
"""Brackets may be nested so deeply, `not` be said so often in a row, and definitions refer to each other so often."""

EVERYTHING = "*"
"""Among the broken names: any name may have been lost."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as far as it could be read.

    ``broken`` are the names that unreadable statements would have declared: a report that they are unknown would
    report one cause twice. A broken `lead` block puts `lead` in it, since any field may have been lost.
    """

    source: SourceText
    file: n.File
    diagnostics: tuple[Diagnostic, ...] = ()
    broken: frozenset[str] = frozenset()


def read_source(path: Path, name: str | None = None) -> SourceText | Diagnostic:
    """The text of a file, without its byte order mark; a diagnostic if it is not UTF-8.

    Raises OSError if it cannot be read at all.
    """
    data = path.read_bytes()
    shown = name or str(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        good = SourceText(shown, data[: e.start].decode("utf-8-sig", "replace"), path)
        at = n.Span(len(good.text), len(good.text))
        return Diagnostic(
            codes.NOT_TEXT,
            f"`{shown}` is not UTF-8 text: byte {data[e.start]:#04x} at offset {e.start}",
            Place(good, at),
            help=("save the file as UTF-8",),
        )
    return SourceText(shown, text, path)


@cache
def grammar() -> Lark:
    """The parser. Its tables are kept in the user's cache folder, since making them takes a quarter of a second."""
    text = files("leadwright.grammars").joinpath("rules.lark").read_text("utf-8")
    return Lark(
        text,
        parser="lalr",
        lexer="contextual",
        keep_all_tokens=True,
        maybe_placeholders=False,
        transformer=NodeBuilder(visit_tokens=False),
        cache=_cache_file(),
    )


def _lark() -> Any:
    """The grammar, untyped: Lark's own types leave too much open."""
    return grammar()


def _cache_file() -> str | bool:
    """Lark puts a digest of the grammar, its options and its own version in it, and makes it anew if that differs."""
    from platformdirs import user_cache_path

    folder = user_cache_path("leadwright")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return False
    return str(folder / f"rules-{sys.version_info.major}.{sys.version_info.minor}.tables")


def parse_text(text: str, name: str = "<text>") -> Parsed:
    return parse(SourceText(name, text.removeprefix("\ufeff")))


def parse(source: SourceText, before: ReadBefore | None = None) -> Parsed:
    """All statements that can be read, and one diagnostic for each that cannot. Never raises.

    ``before``: what was read of the same file the last time; it will hold what is read now.
    """
    text = source.text
    too_deep = _too_deep(source)
    if too_deep is not None:
        return Parsed(source, n.File(()), (too_deep,), frozenset({EVERYTHING}))
    statements: list[n.Statement] = []
    diagnostics: list[Diagnostic] = []
    broken: set[str] = set()
    pieces = Pieces(text, before)
    at = 0
    while at < len(text):
        at = pieces.take(at, statements)
        try:
            read, at = _statements(text, at, pieces.next_known(at))
            statements.extend(read)
        except UnexpectedInput as error:
            failure = _failure(error, text, statements[-1] if statements else None)
            statements.extend(failure.before)
            in_test = _rules_in_test(statements, failure)
            if in_test:
                diagnostics.append(_rule_in_test(in_test[0], source))
                del statements[-len(in_test) - 1 :]
            else:
                diagnostics.append(explain(source, failure.unreadable))
                if diagnostics[-1].code is codes.WHEN_IN_TEST:
                    statements.pop()
            broken |= _names_lost(text, failure.start)
            is_name = diagnostics[-1].code is codes.RESERVED_NAME
            following = _next_statement(source, failure, failure.at + is_name)
            at = len(text) if following is None else following
            pieces.unreadable(failure.start, at)
    if before is not None:
        before.pieces = pieces.kept(statements)
    return Parsed(source, n.File(tuple(statements)), tuple(diagnostics), frozenset(broken))


def _statements(text: str, start: int, end: int) -> tuple[Sequence[n.Statement], int]:
    """The statements from ``start`` to ``end``, or to the end of the text if they do not end there; and their end."""
    if end < len(text):
        with suppress(UnexpectedInput):
            return _lark().parse(TextSlice(text, start, end)).statements, end
    return _lark().parse(TextSlice(text, start, len(text))).statements, len(text)


_NESTING = re.compile(
    r'"(?:[^"\r\n]|"")*"|`[^`\r\n]*`|#[^\n]*'  # what is no bracket though it may hold some
    r"|(?P<open>[(\[])|(?P<close>[)\]])|(?P<nots>(?:\bnot\s+){51})"
)


def _too_deep(source: SourceText) -> Diagnostic | None:
    """Brackets in brackets beyond all sense: whoever walks the nodes would run out of stack."""
    depth = 0
    for found in _NESTING.finditer(source.text):
        match found.lastgroup:
            case "open":
                depth += 1
            case "close":
                depth = max(0, depth - 1)
            case _:
                pass
        if depth > DEEPEST or found.lastgroup == "nots":
            span = n.Span(found.start(), found.start() + 1)
            return Diagnostic(
                codes.TOO_DEEP, f"nested more than {DEEPEST} deep", Place(source, span), "",
                ("name the parts with `define`, and leave out what is not needed",),
            )  # fmt: skip
    return None


@dataclass(frozen=True, slots=True)
class _Failure:
    before: tuple[n.Statement, ...]
    start: int  # of the statement that cannot be read
    at: int  # where reading stopped
    unreadable: Unreadable


def _failure(error: UnexpectedInput, text: str, before: n.Statement | None) -> _Failure:
    parser: Any = error.interactive_parser  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
    stack: list[Any] = list(parser.parser_state.value_stack)
    at, token = _where(error, text)
    accepts: frozenset[str] = frozenset(parser.accepts())
    previous = _last_token(stack)
    word = _begins(stack)
    if "$END" in accepts:
        whole: n.File = parser.copy(deepcopy_values=False).feed_eof(Token("$END", "", at))
        read = whole.statements
        start = at
        if read and _goes_on(read[-1], text, at):
            start = read[-1].span.start
            read = read[:-1]
        last = read[-1] if read else before
        return _Failure(read, start, at, Unreadable(at, token, accepts, previous, word, last, start))
    read: tuple[n.Statement, ...] = stack.pop(0).statements() if stack and isinstance(stack[0], Chain) else ()
    if stack and isinstance(stack[0], n.Statement):
        read += (stack.pop(0),)
    start = _start_of(stack) if stack else at
    last = read[-1] if read else before
    return _Failure(read, start, at, Unreadable(at, token, accepts, previous, word, last, start))


def _goes_on(statement: n.Statement, text: str, at: int) -> bool:
    """Whether what cannot be read at ``at`` was meant to belong to the statement before it, though that could end
    there: it stands on the same line, or is indented like a test's step."""
    line = text.rfind("\n", 0, at) + 1
    if text[line:at].strip():
        return not isinstance(statement, n.Rule | n.Group)
    begin = text.rfind("\n", 0, statement.span.start) + 1
    return isinstance(statement, n.Test) and at - line > statement.span.start - begin


def _rules_in_test(statements: list[n.Statement], failure: _Failure) -> list[n.Rule]:
    """The rules among the steps of a test, if reading stopped at a step behind them."""
    if str(failure.unreadable.token) not in ("given", "wait", "expect") or failure.start != failure.at:
        return []
    rules: list[n.Rule] = []
    for statement in reversed(statements):
        if isinstance(statement, n.Test):
            return rules[::-1]
        if not isinstance(statement, n.Rule):
            break
        rules.append(statement)
    return []


def _rule_in_test(rule: n.Rule, source: SourceText) -> Diagnostic:
    word = source[rule.span].split(maxsplit=1)[0]
    return Diagnostic(
        codes.WHEN_IN_TEST,
        f"`{word}` begins a rule, which does not belong in a test",
        Place(source, rule.span),
        "a rule",
        ("in a test write `expect CONDITION`",),
    )


def _where(error: Any, text: str) -> tuple[int, Token | None]:
    """Where reading stopped, and at which token, if there is one."""
    if isinstance(error, UnexpectedCharacters):
        return error.pos_in_stream or 0, None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    token: Token = error.token
    if token.type == "$END":
        return len(text.rstrip()), None
    return token.start_pos or 0, token


def _begins(stack: list[Any]) -> str:
    """The keyword of the statement that is being read, or an empty text."""
    for item in stack:
        if isinstance(item, Token):
            return str(item)
    return ""


def _flat(stack: list[Any]) -> list[Any]:
    result: list[Any] = []
    for item in stack:
        if isinstance(item, Chain):
            result.append(item.last)
        elif isinstance(item, Tree):
            result.extend(_flat(list(item.children)))  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType]
        elif isinstance(item, tuple):
            result.extend(item)  # pyright: ignore[reportUnknownArgumentType]
        else:
            result.append(item)
    return result


def _last_token(stack: list[Any]) -> Any:
    flat = _flat(stack)
    return flat[-1] if flat else None


def _start_of(stack: list[Any]) -> int:
    first: Any = _flat(stack)[0]
    return first.start_pos or 0 if isinstance(first, Token) else first.span.start


_STARTER = re.compile(r"^[ \t]*(" + "|".join(sorted(STATEMENT_WORDS | RULE_WORDS)) + r")(?![\w.])", re.MULTILINE)
_DECLARES = re.compile(
    r"\s*(?:(lead)\b|(?:event|signal|list|let|define|group|stage)\s+((?:[^\W\d]\w*|`[^`\r\n]+`)"
    r"(?:\.(?:[^\W\d]\w*|`[^`\r\n]+`))*))"
)
_HOLDS_STATEMENT_WORDS = frozenset(
    {"when", "each", "latest", "by", "choose", "stage", "segment", "disqualify", "define"}
)


def _names_lost(text: str, start: int) -> set[str]:
    found = _DECLARES.match(text, start)
    if found is None:
        return set()
    return {"lead"} if found[1] else {name_of(found[2])}


def _next_statement(source: SourceText, failure: _Failure, first: int) -> int | None:
    """Where to go on reading: the next line, from ``first`` on, that begins like a statement.

    Rules and stages hold lines that begin with `when`, `by` …: after one of those, only lines that are not indented
    more than it count.
    """
    text = source.text
    line, _ = source.position(failure.at)
    begin = source.line_start(line)
    limit: int | None = None
    word = re.match(r"\w*", text[failure.start : failure.start + 40])
    if word and word[0] in _HOLDS_STATEMENT_WORDS:
        failed_line, _ = source.position(failure.start)
        limit = _indentation(source.line(failed_line))
    for found in _STARTER.finditer(text, begin):
        at = found.start(1)
        if at < first or at <= failure.start:
            continue
        if limit is not None and _indentation(found[0]) > limit:
            continue
        return at
    return None


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())

"""Where reading stopped, and what is said of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lark import Token

from . import codes
from . import nodes as n
from .diagnostics import Code
from .words import RULE_WORDS, STATEMENT_WORDS


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Where reading stopped: the token there (None: no token can begin so, or the text ends), the terminals that
    would have been accepted, what was read last (a token or a node), the statement's first word, the statement
    before it, and where it begins."""

    at: int
    token: Token | None
    accepts: frozenset[str]
    previous: Any
    statement: str
    before: n.Node | None = None
    start: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """What to say; about ``length`` characters from ``start`` (None: from where reading stopped)."""

    message: str
    help: tuple[str, ...] = ()
    code: Code = codes.UNREADABLE
    length: int = 1
    label: str = ""
    replacement: str | None = None
    start: int | None = None


Hint = Callable[[str, Unreadable], Finding | None]


UNNAMED = frozenset({"NOUN", "COMMENT", "BLANK"})


STARTERS = STATEMENT_WORDS | RULE_WORDS


def rest_of_line(text: str, u: Unreadable) -> str:
    end = text.find("\n", u.at)
    return text[u.at :] if end < 0 else text[u.at : end].rstrip("\r")


def read_of_line(text: str, u: Unreadable) -> str:
    """What has been read of the line."""
    return text[text.rfind("\n", 0, u.at) + 1 : u.at]


def end_of(previous: Any) -> int | None:
    """Where what was read last ends."""
    if isinstance(previous, Token):
        return previous.end_pos
    return previous.span.end if isinstance(previous, n.Node) else None


def previous_type(u: Unreadable) -> str:
    return u.previous.type if isinstance(u.previous, Token) else ""


def instead(written: str, right: str, message: str, start: int | None = None) -> Finding:
    """Something that is spelled otherwise, with what it is replaced by."""
    return Finding(message, (f"write `{right}`",), codes.OTHER_SPELLING, len(written), f"write `{right}`", right, start)

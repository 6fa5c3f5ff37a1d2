"""The words of the language, for the parser's messages, the formatter, vocabularies and completions."""

import re
from unicodedata import normalize

RESERVED = frozenset(
    [
        "activity",
        "all",
        "any",
        "at",
        "by",
        "choose",
        "days",
        "define",
        "disqualified",
        "disqualify",
        "each",
        "event",
        "grade",
        "group",
        "if",
        "ignore",
        "known",
        "latest",
        "lead",
        "let",
        "list",
        "model",
        "no",
        "not",
        "score",
        "segment",
        "signal",
        "stage",
        "test",
        "unknown",
        "use",
        "when",
    ]
)
"""Words that cannot be names without backticks."""

STATEMENT_WORDS = frozenset(
    [
        "model",
        "use",
        "lead",
        "event",
        "signal",
        "list",
        "let",
        "define",
        "ignore",
        "group",
        "grade",
        "stage",
        "disqualify",
        "segment",
        "test",
    ]
)
RULE_WORDS = frozenset(["when", "each", "latest", "by", "choose"])

_PLAIN_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_PART = re.compile(r"`([^`\r\n]+)`|([^.`]+)|(\.)")


def name_of(written: str) -> str:
    """The name that a NAME token spells: without backticks, in NFC."""
    if "`" in written:
        written = "".join(m[1] or m[2] or m[3] for m in _PART.finditer(written))
    return normalize("NFC", str(written))


def written_name(name: str) -> str:
    """How to write a name: in backticks where it has to be."""
    if _PLAIN_NAME.fullmatch(name) and name not in RESERVED:
        return name
    return f"`{name}`"


def written_text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'

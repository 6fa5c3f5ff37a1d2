"""Where a name stands in texts, for definitions, references and another name."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ...dsl.words import name_of, written_name, written_text
from .highlight import Token, tokens
from .symbols import SHARED, Symbol

OF_THE_DATA = frozenset({"field", "event", "property"})
"""Kinds whose names are those of the data."""
_NAMES = frozenset({"name", "definition", "noun", "type", "word"})


class Reference(NamedTuple):
    path: Path
    row: int
    start: int
    end: int
    is_text: bool = False


def name_at(line: str, column: int) -> Token | None:
    """The name, or text, at a column or right before it."""
    for token in tokens(line):
        if token.start <= column <= token.end and token.kind in (*_NAMES, "string", "keyword", "rule", "effect"):
            return token
    return None


def definition_of(
    symbols: list[tuple[Path, Symbol]], line: str, token: Token, here: Path
) -> tuple[Path, Symbol] | None:
    """What a token names: the kind that its place asks for first, in this file first."""
    text = token.text[1:-1].replace('""', '"') if token.kind == "string" else name_of(token.text)
    found = [(path, s) for path, s in symbols if s.name == text and s.kind not in ("unnamed", "test")]
    if token.kind == "string":
        found = [(path, s) for path, s in found if s.kind in ("stage", "segment")]
    if not found:
        return None
    order = _kinds_meant(line, token)
    found.sort(key=lambda f: (order.index(f[1].kind) if f[1].kind in order else len(order), f[0] != here))
    return found[0]


def _kinds_meant(line: str, token: Token) -> list[str]:
    before = [t for t in tokens(line) if t.end <= token.start]
    after = [t for t in tokens(line) if t.start >= token.end]
    previous = before[-1].text if before else ""
    if _is_filtered(before):
        return ["property", "let", "list"]
    if previous == "after":
        return ["stage"]
    if after and after[0].text in ("fires", "silent"):
        return ["rule"]
    if previous in ("as", "stage", "distinct", "total", "largest", "smallest", "average", "per"):
        return ["rule" if previous == "as" else "stage" if previous == "stage" else "property"]
    return ["signal", "event", "define", "field", "let", "list", "group", "stage", "rule", "property"]


def _is_filtered(before: list[Token]) -> bool:
    """Whether a place is the left side of a comparison in brackets."""
    depth = sum((t.text == "[") - (t.text == "]") for t in before)
    return depth > 0 and bool(before) and before[-1].text in ("[", "and", "or", "not", "(")


def references(texts: Mapping[Path, str], symbol: Symbol) -> Iterator[Reference]:
    """All places of a name, its declaration among them."""
    for path, text in texts.items():
        if symbol.name not in text:
            continue
        for row, line in enumerate(text.split("\n")):
            if symbol.name in line:
                for token in tokens(line):
                    if _is_meant(line, token, symbol):
                        yield Reference(path, row, token.start, token.end, token.kind == "string")


def _is_meant(line: str, token: Token, symbol: Symbol) -> bool:
    before = [t for t in tokens(line) if t.end <= token.start]
    if token.kind == "string":
        words = {t.text for t in before}
        text = token.text[1:-1].replace('""', '"')
        return symbol.kind in ("stage", "segment") and text == symbol.name and symbol.kind in words
    if token.kind not in _NAMES or name_of(token.text) != symbol.name:
        return False
    previous = before[-1].text if before else ""
    after = [t.text for t in tokens(line) if t.start >= token.end]
    is_rule = previous == "as" or (previous == "expect" and bool(after) and after[0] in ("fires", "silent"))
    match symbol.kind:
        case "rule":
            return is_rule
        case "stage":
            return previous in ("stage", "after")
        case "property":
            return _is_filtered(before) or _declares(before, after) or previous in ("distinct", "total", "last", "per")
        case kind if kind in SHARED:
            return not is_rule and not _is_filtered(before) and previous not in ("stage", "after")
        case _:
            return False


def _declares(before: list[Token], after: list[str]) -> bool:
    return not before and bool(after) and after[0] in ("text", "number", "flag", "date", "time")


def renamed(texts: Mapping[Path, str], symbol: Symbol, name: str) -> dict[Path, str]:
    """The texts that change if a name becomes another one."""
    found: dict[Path, list[Reference]] = {}
    for reference in references(texts, symbol):
        found.setdefault(reference.path, []).append(reference)
    result: dict[Path, str] = {}
    for path, places in found.items():
        lines = texts[path].split("\n")
        for place in sorted(places, reverse=True):
            line = lines[place.row]
            written = written_text(name) if place.is_text else written_name(name)
            lines[place.row] = line[: place.start] + written + line[place.end :]
        result[path] = "\n".join(lines)
    return result

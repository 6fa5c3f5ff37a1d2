"""Stretches of words: without what hangs loose at their ends, split at a sign, up to a closing_at parenthesis."""

from collections.abc import Sequence

from ...reading.tokens import Token


def trimmed(tokens: Sequence[Token]) -> Sequence[Token]:
    start, end = 0, len(tokens)
    while start < end and (
        tokens[start].is_sign(",", ":", ";", ".", "-", "→", "=", "!", "•", "?")
        or tokens[start].is_word("and", "then", "or")
    ):
        if tokens[start].is_sign(".") and start + 1 < end and tokens[start + 1].is_word("edu", "gov", "ac", "org"):
            break
        start += 1
    while end > start and (
        tokens[end - 1].is_sign(",", ":", ";", ".", "-", "→", "=", "!", "•", "?")
        or (tokens[end - 1].is_word("and", "but", "plus", "with", "for", "also", "then") and end < len(tokens))
    ):
        end -= 1
    return tokens[start:end]


def without_joint(tokens: Sequence[Token]) -> Sequence[Token]:
    tokens = trimmed(tokens)
    while tokens and tokens[0].is_word("or", "and"):
        tokens = tokens[1:]
    while tokens and tokens[-1].is_word("or", "and"):
        tokens = tokens[:-1]
    return tokens


def split(tokens: Sequence[Token], sign: str) -> list[Sequence[Token]]:
    found: list[Sequence[Token]] = []
    start = 0
    for i, t in enumerate(tokens):
        if t.is_sign(sign):
            found.append(tokens[start:i])
            start = i + 1
    return [*found, tokens[start:]]


def closing_at(tokens: Sequence[Token], at: int) -> int | None:
    depth = 0
    for i in range(at, len(tokens)):
        depth += tokens[i].is_sign("(") - tokens[i].is_sign(")")
        if depth == 0:
            return i
    return None

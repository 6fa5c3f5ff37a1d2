"""The parser raises nothing, whatever the text; and its grammar is what the lexer and the parser take it for."""

import logging
import re
from importlib.resources import files
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark, logger
from leadwright.dsl.parse import grammar, parse_text
from leadwright.dsl.words import RESERVED, RULE_WORDS, STATEMENT_WORDS
from strategies import Tokens, mutated, outline, plain, rules_text, statement

GRAMMAR = files("leadwright.grammars").joinpath("rules.lark").read_text("utf-8")


def assert_read_without_raising(text: str) -> None:
    parsed = parse_text(text)
    length = len(text)
    for d in parsed.diagnostics:
        assert d.message
        assert 0 <= d.place.span.start <= d.place.span.end <= length
    starts = [s.span.start for s in parsed.file.statements]
    assert starts == sorted(starts)


@given(st.text())
def test_any_text(text: str) -> None:
    assert_read_without_raising(text)


@given(st.text(st.sampled_from(list('when add"`#()[],=<>.%-70d \n\r\té'))))
def test_any_text_of_likely_characters(text: str) -> None:
    assert_read_without_raising(text)


@given(st.lists(st.sampled_from(sorted(RESERVED) + 'a `b "c" 7 7d 5% 2026-01-01 ( ) [ ] , = >= add is or and'.split())))
def test_any_words(words: list[str]) -> None:
    assert_read_without_raising(" ".join(words))


@given(mutated(rules_text(most=4)))
def test_damaged_files(text: str) -> None:
    assert_read_without_raising(text)


@given(rules_text())
def test_random_files_are_read(text: str) -> None:
    assert parse_text(text).diagnostics == ()
    assert_read_without_raising(text)


@given(st.lists(outline(), max_size=3), statement(), st.sampled_from([")", "= =", '"', "add add", "7dx"]))
def test_a_broken_statement_does_not_hide_the_next(before: list[Tokens], after: Tokens, bad: str) -> None:
    lines = [plain(t) for t in before] + [f"let broken = {bad}", plain(after)]
    parsed = parse_text("\n".join(lines))
    assert len(parsed.diagnostics) == 1
    assert parsed.diagnostics[0].place.source.position(parsed.diagnostics[0].place.span.start)[0] == len(lines) - 1
    assert len(parsed.file.statements) == len(lines) - 1


@pytest.mark.parametrize(
    "text",
    [
        "when " + "(" * 2_000 + "a" + ")" * 2_000 + " add 1",
        "when " + "(" * 2_000,
        "when " + "not " * 2_000 + "a add 1",
        "route " * 2_000,
        "let a = " + "9" * 5_000,
        "let a = " + "9" * 5_000 + "k",
        "let a = " + "9" * 5_000 + "d",
        'stage A when a route to "x" within ' + "9" * 5_000 + " business days",
        '"' * 2_001,
        "`" * 2_001,
        "let a = " + '"' * 2_001,
    ],
    ids=lambda text: text[:24],
)
def test_extreme_texts(text: str) -> None:
    assert_read_without_raising(text)


# --- the grammar


def test_the_grammar_has_no_conflicts() -> None:
    """Lark settles shift/reduce conflicts in silence; it tells of them in its log alone."""
    log = StringIO()
    handler = logging.StreamHandler(log)
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        Lark(GRAMMAR, parser="lalr", lexer="contextual", debug=True, keep_all_tokens=True, maybe_placeholders=False)
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)
    assert "conflict" not in log.getvalue().lower()


def test_the_conflict_test_would_see_one() -> None:
    log = StringIO()
    handler = logging.StreamHandler(log)
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        Lark('start: "if" start | "if" start "else" start | "x"', parser="lalr", debug=True)
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)
    assert "conflict" in log.getvalue().lower()


def test_every_terminal_is_named() -> None:
    declared = set(re.findall(r"^([A-Z][A-Z_]*)(?:\.\d+)?:", GRAMMAR, re.MULTILINE))
    assert {str(t.name) for t in grammar().terminals} == declared


def test_every_terminal_is_used() -> None:
    used = {str(symbol.name) for rule in grammar().rules for symbol in rule.expansion if symbol.is_term}
    assert used == {str(t.name) for t in grammar().terminals} - {"COMMENT", "BLANK"}


def test_reserved_words_are_those_that_a_name_cannot_be() -> None:
    pattern = next(t.pattern.to_regexp() for t in grammar().terminals if t.name == "NAME")
    found = re.match(r"\(\?!\(\?:([a-z|]+)\)", pattern)
    assert found
    assert frozenset(found[1].split("|")) == RESERVED
    assert STATEMENT_WORDS | RULE_WORDS <= RESERVED


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_reserved_word_is_a_name_in_backticks_alone(word: str) -> None:
    assert parse_text(f"let `{word}` = 1").diagnostics == ()
    assert parse_text(f"let {word} = 1").diagnostics != ()
    assert parse_text(f"let {word}s_ = 1").diagnostics == ()
    assert parse_text(f"let {word}.x = 1").diagnostics == ()

"""Files and what they are laid out as: NAME.in.lead and NAME.out.lead.

UPDATE_GOLDEN=1 writes what comes out; read the difference before you commit it.
"""

import os
from pathlib import Path

import pytest
from leadwright.dsl.comments import comments_of
from leadwright.dsl.format import format_source
from leadwright.dsl.parse import parse_text
from leadwright.dsl.source import SourceText

HERE = Path(__file__).parent
UPDATE = "UPDATE_GOLDEN" in os.environ


def formatted(text: str) -> str:
    result = format_source(SourceText("x.lead", text))
    assert result.diagnostics == ()
    return result.text


def texts_of_comments(text: str) -> list[str]:
    return [c.text for c in comments_of(SourceText("x.lead", text))]


@pytest.mark.parametrize("given", sorted(HERE.glob("*.in.lead")), ids=lambda p: p.name.removesuffix(".in.lead"))
def test_layout(given: Path) -> None:
    text = given.read_text("utf-8")
    golden = given.with_name(given.name.replace(".in.", ".out."))
    out = formatted(text)
    if UPDATE:
        assert "CI" not in os.environ, "golden files are not rewritten in CI"
        golden.write_text(out, "utf-8", newline="\n")
    assert out == golden.read_text("utf-8")
    assert formatted(out) == out
    assert parse_text(out).file == parse_text(text).file
    assert texts_of_comments(out) == texts_of_comments(text)


def test_every_golden_file_has_its_input() -> None:
    outputs = {p.name.replace(".out.", ".in.") for p in HERE.glob("*.out.lead")}
    assert outputs == {p.name for p in HERE.glob("*.in.lead")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \n\t\n", ""),
        ("\ufeffwhen a add 1", "when a add 1\n"),
        ("when a\r\n\tadd\t1\r\n# b \r\n", "when a add 1\n# b\n"),
        ("# only", "# only\n"),
        ("\n\n  # only\n\n\n# two", "# only\n\n# two\n"),
        ('let a = "\t# \u2028"', 'let a = "\t# \u2028"\n'),
        ("let a = 1\x0b\u00a0let b = 2", "let a = 1\nlet b = 2\n"),
        ("when a # b\x0bc\n add 1", "when a  # b\x0bc\n  add 1\n"),
        ("let `e\u0301` = 1", "let é = 1\n"),
        ("when `a`.b is 1 add 1", "when a.b is 1 add 1\n"),
        ("when `a`.`b c` is 1 add 1", "when `a.b c` is 1 add 1\n"),
        ("when `first` is 1 and `x` is 2 add 1", "when `first` is 1 and x is 2 add 1\n"),
    ],
)
def test_small_texts(text: str, expected: str) -> None:
    assert formatted(text) == expected
    assert formatted(expected) == expected


def test_a_file_with_an_unreadable_statement_is_left_as_it_is() -> None:
    text = "when  a add 1\nwhen add\nlet  a = 1"
    result = format_source(SourceText("x.lead", text))
    assert result.text == text
    assert [d.place.source.position(d.place.span.start)[0] for d in result.diagnostics] == [2]


def test_a_layout_that_would_change_the_meaning_is_not_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    from leadwright.dsl import wording

    monkeypatch.setattr(wording, "number", lambda _: "7")
    with pytest.raises(AssertionError, match="would change its meaning"):
        formatted("let a = 1")


def test_a_layout_that_would_lose_a_comment_is_not_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    from leadwright.dsl import format as formatting

    monkeypatch.setattr(formatting, "place", lambda comments, gaps: None)
    with pytest.raises(AssertionError, match="would lose a comment"):
        formatted("let a = 1  # b")

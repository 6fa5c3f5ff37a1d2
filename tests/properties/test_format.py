"""The formatter keeps the meaning and every comment, and has nothing to add the second time."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from leadwright.dsl.comments import comments_of
from leadwright.dsl.format import format_source
from leadwright.dsl.parse import parse_text
from leadwright.dsl.source import SourceText
from strategies import rules_text

ROOT = Path(__file__).parents[2]
RULES_FILES = sorted(p for folder in ("examples", "tests", "cli") for p in (ROOT / folder).glob("**/*.lead"))
OUTSIDE = re.compile(r'"(?:[^"\r\n]|"")*"|`[^`\r\n]*`|#[^\n]*|([\t\r])|( \n)|(\n\n\n)')


def assert_formatted(text: str) -> None:
    source = SourceText("x.lead", text)
    before = parse_text(text)
    assert before.diagnostics == ()
    formatted = format_source(source)
    assert formatted.diagnostics == ()
    out = formatted.text
    after = parse_text(out)
    assert after.diagnostics == ()
    assert after.file == before.file
    assert [c.text for c in comments_of(SourceText("x", out))] == [c.text for c in comments_of(source)]
    assert format_source(SourceText("x.lead", out)).text == out
    assert not out or (out.endswith("\n") and not out.endswith("\n\n") and not out.startswith("\n"))
    for found in OUTSIDE.finditer(out):
        assert found.lastindex is None, found


@given(rules_text())
def test_random_files_keep_their_meaning_and_comments(text: str) -> None:
    assert_formatted(text)


@given(rules_text(with_comments=False))
def test_line_ends_do_not_matter(text: str) -> None:
    """Only empty lines do."""
    out = format_source(SourceText("x.lead", text)).text
    joined = re.sub(r"(?<!\n)\n(?!\n) *", " ", out)
    assert format_source(SourceText("x.lead", joined)).text == out


@pytest.mark.parametrize("path", RULES_FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_rules_file_of_the_repository(path: Path) -> None:
    text = path.read_bytes().decode("utf-8-sig")
    if parse_text(text).diagnostics:
        pytest.skip("cannot be read, and is not meant to be")
    assert_formatted(text)

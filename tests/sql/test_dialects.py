"""The tables of snippets: complete, and left as they are by sqlglot."""

import pytest
from leadwright.engine.sql.dialect import FUNCTIONS
from leadwright.engine.sql.dialects import DIALECTS

OPTIONAL = {"no_texts", "no_fired", "no_time"}
"""For executors, which give all columns of results."""
SNIPPETS = [(dialect.name, name) for dialect in DIALECTS.values() for name in (*dialect.functions, "the as-of time")]


@pytest.mark.parametrize("name", DIALECTS)
def test_a_dialect_has_a_snippet_for_everything(name: str) -> None:
    dialect = DIALECTS[name]
    lists = set() if dialect.lists else {"texts_entry"}
    assert set(dialect.functions) - OPTIONAL == set(FUNCTIONS) | lists


@pytest.mark.parametrize(("dialect", "name"), SNIPPETS, ids=[f"{d}-{n}" for d, n in SNIPPETS])
def test_sqlglot_leaves_a_snippet_as_it_is(dialect: str, name: str) -> None:
    known = DIALECTS[dialect]
    snippet = known.functions.get(name, known.as_of)
    written = known.text_of(known.parse(snippet), pretty=False)
    assert written.removesuffix(f"\n{known.ending}") == snippet


@pytest.mark.parametrize("name", DIALECTS)
@pytest.mark.parametrize("text", ["it's", "a\\b\\", 'x"y', "${HOME} $ {x}", "tab\there", "100%_", "é 😀", ""])
def test_a_text_is_read_back_as_it_was(name: str, text: str) -> None:
    dialect = DIALECTS[name]
    written = dialect.text_of(dialect.literal(text), pretty=False).removesuffix(f"\n{dialect.ending}")
    assert not any(sign in written for sign in dialect.hidden_in_texts)
    parts = [part.this for part in dialect.parse(written).find_all(type(dialect.parse("'x'")))]
    assert "".join(parts) == text

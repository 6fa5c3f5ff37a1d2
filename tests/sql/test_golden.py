"""Each model of models/ as SQL of each dialect is what stands in golden/.

UPDATE_GOLDEN=1 writes what comes out; read the difference before you commit it.
"""

import os
from pathlib import Path

import pytest
import sqlglot
from leadwright.engine.sql.dialects import DIALECTS
from leadwright.engine.sql.statement import Options
from sqlglot import exp
from statements import AS_OF, HERE, MODELS, text

GOLDEN = HERE / "golden"
UPDATE = "UPDATE_GOLDEN" in os.environ


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("model", MODELS, ids=[m.stem for m in MODELS])
def test_the_statement_is_the_golden_one(model: Path, dialect: str) -> None:
    found = text(model, dialect)
    golden = GOLDEN / f"{model.stem}.{dialect}.sql"
    if UPDATE:
        assert "CI" not in os.environ, "golden files are not rewritten in CI"
        golden.write_text(found, "utf-8", newline="\n")
    assert found == golden.read_text("utf-8")


def test_every_golden_file_has_its_model() -> None:
    wanted = {f"{model.stem}.{dialect}.sql" for model in MODELS for dialect in DIALECTS}
    assert {file.name for file in GOLDEN.iterdir()} == wanted


@pytest.mark.parametrize("as_of", [None, AS_OF], ids=["parameter", "fixed"])
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("model", MODELS, ids=[m.stem for m in MODELS])
def test_the_statement_can_be_parsed_back(model: Path, dialect: str, as_of: int | None) -> None:
    (parsed,) = sqlglot.parse(text(model, dialect, Options(as_of)), dialect=dialect)
    assert isinstance(parsed, exp.Select)
    steps = [cte.alias for cte in parsed.ctes]
    assert len(set(steps)) == len(steps)
    tables = {table.name for table in parsed.find_all(exp.Table)}
    assert {name for name in tables if not name.startswith("lw_")} == {"leads", "events"} - (
        {"events"} if "events" not in tables else set()
    )
    assert {name for name in tables if name.startswith("lw_") and not name.endswith("_rows")} <= set(steps)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("model", MODELS, ids=[m.stem for m in MODELS])
def test_names_of_the_statement_have_a_prefix_of_their_own(model: Path, dialect: str) -> None:
    parsed = sqlglot.parse_one(text(model, dialect), dialect=dialect)
    for select in parsed.find_all(exp.Select):
        if select is parsed or not select.expressions:
            continue
        named = [column.alias for column in select.expressions if isinstance(column, exp.Alias)]
        assert all(name.startswith("lw_") for name in named), named
        assert all(len(name) <= 63 for name in named)


def test_a_fixed_as_of_time_leaves_no_parameter() -> None:
    for dialect in DIALECTS:
        for model in MODELS:
            parsed = sqlglot.parse_one(text(model, dialect, Options(AS_OF)), dialect=dialect)
            assert not list(parsed.find_all(exp.Parameter, exp.Placeholder, exp.SessionParameter))

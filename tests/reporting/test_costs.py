"""What marketing spent: read exactly, with the line of whatever cannot be read."""

from fractions import Fraction
from pathlib import Path

import pytest
from leadwright.dsl.errors import DataError
from leadwright.engine.reporting.costs import EVERYTHING, read_costs


def costs(folder: Path, text: str):
    (folder / "costs.csv").write_text(text, encoding="utf-8")
    return read_costs(folder / "costs.csv")


def test_by_month_and_by_source(tmp_path: Path) -> None:
    found = costs(
        tmp_path,
        "\ufeffMonth,Source,Amount\n2026-01,search,0.1\n2026-01,search,0.2\n2026-01-31,fair,5\n\n2026-02,fair,7\n",
    )
    assert found.of_month("2026-01") == Fraction(53, 10), "no float"
    assert found.of_month("2025-12") is None
    assert found.of_source("fair", frozenset({"2026-01", "2026-02"})) == 12
    assert found.of_source("fair", frozenset({"2026-03"})) is None
    assert found.months == ("2026-01", "2026-02")
    assert found.sources == ("search", "fair")


def test_sources_may_be_left_out(tmp_path: Path) -> None:
    found = costs(tmp_path, "amount;month\n10;2026-01\n")
    assert found.amounts == {(EVERYTHING, "2026-01"): 10}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("when,amount\n", "there is no column `month`"),
        ("", "there is no column `month`"),
        ("month,amount\n2026-01,5\n2026-13,5\n", 'costs.csv:3: "2026-13" is no month'),
        ("month,amount\n2026-01,$5\n", 'costs.csv:2: "$5" is no amount'),
        ("month,amount\n2026-01\n", "costs.csv:2: 1 values"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DataError) as error:
        costs(tmp_path, text)
    assert said in error.value.message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No such file"):
        read_costs(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes(b"month,amount\n2026-01,\xe9\n")
    with pytest.raises(DataError, match="UTF-8"):
        read_costs(tmp_path / "latin.csv")

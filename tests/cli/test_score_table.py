"""Scores as a table: plain for pipes, laid out for terminals of any width."""

from io import StringIO

import pytest
from leadwright.cli.score_table import TerminalTable, aligned, plain_table
from leadwright.engine.result_columns import Kind, ResultColumn
from rich.cells import cell_len
from rich.console import Console

KINDS = {
    "lead_id": Kind.ID,
    "score": Kind.POINTS,
    "fit": Kind.POINTS,
    "interest": Kind.POINTS,
    "grade": Kind.TEXT,
    "stage": Kind.TEXT,
    "disqualified": Kind.TEXT,
    "segments": Kind.TEXTS,
    "route": Kind.TEXT,
    "due": Kind.TIME,
    "fired": Kind.FIRED,
}
COLUMNS = [ResultColumn(name, kind) for name, kind in KINDS.items()]
DUE = 1_772_442_000_000_000  # 2026-03-02T09:00:00Z
ROWS = [
    ("L-001", 8750, 4000, 4750, "A1", "MQL", None, ("Mid-market", "日本"), "sales", DUE,
     (("page_view", 450), ("reads_prices", 2500), ("gone", -3000))),
    ("L-002", 0, 0, 0, None, "none", "competitor", (), None, None, ()),
]  # fmt: skip


def terminal(width: int, rows=ROWS) -> list[str]:
    console = Console(file=StringIO(), width=width, force_terminal=True, color_system=None)
    TerminalTable(COLUMNS, ["MQL", "SQL"], None, width).print(console, rows)
    return console.file.getvalue().splitlines()


def test_plain_columns_hold_all_of_every_value() -> None:
    assert list(plain_table(COLUMNS, ROWS)) == [
        "lead_id  score  fit  interest  grade  stage  disqualified  segments        route  due                   fired",
        "L-001     87.5   40      47.5  A1     MQL    -             Mid-market, 日本  sales  2026-03-02T09:00:00Z"
        "  -30 gone, +25 reads_prices, +4.5 page_view",
        "L-002      0      0       0    -      none   competitor    -               -      -                     -",
    ]


def test_no_rows_are_a_header() -> None:
    assert list(plain_table(COLUMNS[:2], [])) == ["lead_id  score"]


def test_a_value_cannot_break_the_lines_or_speak_to_the_terminal() -> None:
    lines = list(plain_table(COLUMNS[:1], [("a\nb\x1b[31m\tc",)]))
    assert lines[1] == "a b␛[31m c"


def test_a_wide_terminal_shows_all() -> None:
    head, rule, first, second = terminal(160)
    assert head.split() == [
        "lead_id",
        "score",
        "fit",
        "interest",
        "grade",
        "stage",
        "segments",
        "route",
        "due",
        "fired",
    ]
    assert set(rule) == {"─"}
    assert "● MQL" in first
    assert "2026-03-02 09:00" in first
    assert first.rstrip().endswith("-30 gone  +25 reads_prices  +4.5 page_view")
    assert "✖ competitor" in second


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_every_line_fits_and_the_score_is_always_there(width: int) -> None:
    lines = terminal(width)
    assert all(cell_len(line) <= width for line in lines)
    assert lines[0].startswith("lead_id  score")
    assert "fired" in lines[0]
    assert "87.5" in lines[2]
    assert "-30 gone" in lines[2]


def test_columns_that_say_nothing_are_left_out() -> None:
    assert terminal(160, ROWS[1:])[0].split() == ["lead_id", "score", "fit", "interest", "stage", "fired"]


def test_decimal_points_stand_below_each_other() -> None:
    assert aligned([9500, 2475, 50, -325]) == ["95   ", "24.75", " 0.5 ", "-3.25"]
    assert aligned([9500, 0]) == ["95", " 0"]
    assert aligned([]) == []

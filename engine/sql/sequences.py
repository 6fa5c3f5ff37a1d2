"""`A then B then C spanning D`: one row an instant, then from the last step backwards.

For every instant the earliest end of the steps that follow is the least such end among later instants of the next step:
a minimum over the rows behind, as many times as there are steps.
"""

from sqlglot import exp

from ..phrases import duration_text
from . import expressions as x
from .names import AT, LEAD, Names
from .passes import CTE, Passes, grouped


def sequence(passes: Passes, names: Names, steps: list[exp.Expr], spanning: int, words: str) -> exp.Expr:
    """1 if some events are such a sequence, else 0 or null. ``steps``: whether an event can be that step."""

    def write(source: str, result: str) -> list[CTE]:
        flags = [names.new("step") for _ in steps]
        ends = [names.new("end") for _ in steps[1:]]
        one = x.integer(1)
        instants = names.new("instants", words)
        columns = [
            x.column(LEAD),
            x.column(AT),
            *(
                x.named(exp.Max(this=x.case([(step.copy(), one.copy())], x.integer(0))), flag)
                for step, flag in zip(steps, flags, strict=True)
            ),
        ]
        query = exp.select(*columns, copy=False).from_(source)
        query = query.where(x.any_of(step.copy() for step in steps), copy=False)
        written: list[CTE] = [(instants, query.group_by(LEAD, AT, copy=False), f"one row an instant: {words}")]
        previous: exp.Expr = x.column(AT)
        for number in range(len(steps) - 1, 0, -1):
            reached = x.case([(x.compared(x.column(flags[number]), "=", one.copy()), previous)])
            step = names.new("chain", words)
            end = x.named(_least_behind(reached), ends[number - 1])
            rows = exp.select(x.every(written[-1][0]), end, copy=False).from_(written[-1][0])
            written.append((step, rows, ""))
            previous = x.column(ends[number - 1])
        length = x.minus(previous, x.column(AT))
        found = x.all_of(
            [
                x.compared(x.column(flags[0]), "=", one.copy()),
                x.compared(length, "<=", x.integer(spanning, duration_text(spanning))),
            ]
        )
        value = exp.Max(this=x.case([(found, one.copy())], x.integer(0)))
        written.append((names.new("found", words), grouped(written[-1][0], [(result, value)]), ""))
        return written

    return passes.other([*steps, x.integer(spanning)], write, words)


def _least_behind(sql: exp.Expr) -> exp.Expr:
    """The least value among the lead's later rows."""
    return exp.Window(
        this=exp.Min(this=sql),
        partition_by=[x.column(LEAD)],
        order=exp.Order(expressions=[exp.Ordered(this=x.column(AT))]),
        spec=exp.WindowSpec(
            kind="ROWS", start=x.integer(1), start_side="FOLLOWING", end="UNBOUNDED", end_side="FOLLOWING"
        ),
    )

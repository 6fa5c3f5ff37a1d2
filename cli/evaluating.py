"""What ``leadwright draft --evaluate`` shows: each definition, what came of it, and the figures."""

from pathlib import Path
from typing import TYPE_CHECKING

from .console import console, out, styled

if TYPE_CHECKING:
    from ..assistant.drafters import Chosen
    from ..assistant.evaluation import Graded


def evaluated(name: str, chosen: "Chosen", form: str) -> int:
    """0 if no draft is wrong, else 1."""
    from ..assistant.evaluation import definitions, figures, grade, shipped
    from .progress import Bars

    file = Path(name)
    if not file.is_file() and name in ("open", "held_out"):
        file = shipped(name)
    found = definitions(file)
    graded: list[Graded] = []
    bars = Bars()
    with bars:
        for number, definition in enumerate(found):
            bars("drafting", number, len(found))
            graded.append(grade(definition, chosen.drafter))
    if form == "json":
        import json

        out(json.dumps(_as_json(graded), indent=2, ensure_ascii=False))
    else:
        _show_evaluation(graded, chosen)
    return int(figures(graded).wrong > 0)


def _as_json(graded: "list[Graded]") -> dict[str, object]:
    from ..assistant.evaluation import figures
    from ..assistant.evaluation.table import failures, verdict

    each = [
        {
            "name": g.definition.name,
            "said": list(g.definition.said),
            "expected": list(g.definition.outcome),
            "outcome": None if g.draft is None else g.draft.outcome,
            "verdict": verdict(g),
            "failures": list(failures(g)),
        }
        for g in graded
    ]
    return {**figures(graded).as_json(), "each": each}


def _show_evaluation(graded: "list[Graded]", chosen: "Chosen") -> None:
    from rich.text import Text

    from ..assistant.evaluation import figures
    from ..assistant.evaluation.table import failures, verdict
    from ..showing.tables import unframed_table

    out(styled(f"{chosen.said[:1].upper()}{chosen.said[1:]}.", dim=True))
    out()
    styles = {"right": "green", "unread": "yellow", "other outcome": "yellow", "WRONG": "red", "error": "red"}
    table = unframed_table()
    for head in ("definition", "expected", "came", ""):
        table.add_column(head)
    for g in graded:
        came = "–" if g.draft is None else g.draft.outcome
        told = styles[verdict(g)]
        table.add_row(g.definition.name, " or ".join(g.definition.outcome), came, Text(verdict(g), told))
    console().print(table)
    for g in graded:
        lines = list(failures(g))
        if lines and verdict(g) != "right":
            out()
            out(f"{styled(g.definition.name, bold=True)}: {' / '.join(' '.join(s.split()) for s in g.definition.said)}")
            for line in lines:
                out(f"  {line}")
    out()
    rows = figures(graded).rows()
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        out(f"{name.ljust(width)}  {value}")

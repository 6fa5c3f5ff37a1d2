"""The dates of stages, lead by lead, against the reference evaluator."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from leadwright.dsl.zones import Calendar
from leadwright.engine.result_columns import ResultFormat
from leadwright.engine.result_target import FileTarget, write_to
from leadwright.engine.routes import routed
from leadwright.engine.simulation import Asked, Simulating, stage_dates
from small_history import END, World, world


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("world"), 4, 40)


def rows_of(here: World, path: Path, form: ResultFormat) -> list[dict[str, Any]]:
    simulating = Simulating(here.model, here.source(), Asked(last=END))
    results = stage_dates(simulating.batches(), here.model.stages, Calendar(here.model.timezone), False)
    write_to(FileTarget(path, form), results, lambda: None)
    table = pq.read_table(path)
    for name in ("first_reached", "since", "due", "met"):
        table = table.set_column(table.schema.get_field_index(name), name, table[name].cast("int64"))
    return table.to_pylist()


def test_each_lead_with_each_stage_it_was_at(here: World, tmp_path: Path) -> None:
    rows = rows_of(here, tmp_path / "stages.parquet", ResultFormat.PARQUET)
    found = {(row["lead_id"], row["stage"]): row for row in rows}
    assert len(found) == len(rows)
    end = here.grid.index(END)
    expected: dict[tuple[str, str], dict[str, Any]] = {}
    for stage in here.model.stages:
        for lead in here.leads:
            stays = here.dated(lead, stage.name)
            if not stays:
                continue
            scored = here.scored[str(lead.id)]
            since, until = stays[-1]
            now = until is None or until > END
            route = routed(stage, scored[end if since is None else here.grid.index(since)])
            met_by = next((r.met_by for r in stage.routes if route and r.queue == route.queue), None)
            met = None
            if route is not None and route.since is not None and met_by is not None:
                met = next((e.at for e in scored[end].at.stream(met_by) if e.at > route.since), None)
            due = None if route is None else route.due
            in_time = None if due is None or (met is None and due > END) else met is not None and met <= due
            expected[str(lead.id), stage.name] = {
                "lead_id": str(lead.id),
                "stage": stage.name,
                "first_reached": stays[0][0],
                "since": since if now else None,
                "now": now,
                "times": len(stays),
                "route": None if route is None else route.queue,
                "due": due,
                "met": met,
                "met_in_time": in_time,
            }
    assert found == expected
    assert {row["met_in_time"] for row in rows} == {True, False, None}
    assert max(row["times"] for row in rows) > 1


def test_present_stages_and_deadlines_are_those_of_scores(here: World, tmp_path: Path) -> None:
    """A lead's own stage, since when, and what is due: as ``score`` has it, where the route is still the same."""
    rows = {(r["lead_id"], r["stage"]): r for r in rows_of(here, tmp_path / "s.parquet", ResultFormat.PARQUET)}
    own = 0
    for lead in here.leads:
        start = here.start(lead)
        scored = here.scored[str(lead.id)][here.grid.index(END)]
        result = scored.result()
        if result.stage == "none" or (start is not None and start > END):
            continue
        row = rows[str(lead.id), result.stage]
        assert row["now"]
        since = scored.since(result.stage)
        if since is not None and not any(s.reason for s in here.scored[str(lead.id)]):
            assert row["since"] == since
        if row["route"] == result.route:
            assert (row["due"], row["met"]) == (result.due, result.met)
            own += 1
    assert own > 5

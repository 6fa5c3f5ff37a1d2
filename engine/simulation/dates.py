"""The dates of stages: a row for each lead and each stage that it ever was at."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ...dsl import model as m
from ...dsl.zones import Calendar
from ..columnar.steps import EARLIEST
from ..result_columns import TIME, Kind, ResultColumn, Results, schema_of_results
from .promises import promises_of
from .stays import Batch

COLUMNS = (
    ResultColumn("lead_id", Kind.ID),
    ResultColumn("stage", Kind.TEXT),
    ResultColumn("first_reached", Kind.TIME),
    ResultColumn("since", Kind.TIME),
    ResultColumn("now", Kind.FLAG),
    ResultColumn("times", Kind.WHOLE),
    ResultColumn("route", Kind.TEXT),
    ResultColumn("due", Kind.TIME),
    ResultColumn("met", Kind.TIME),
    ResultColumn("met_in_time", Kind.FLAG),
)
"""``first_reached``: null if it has been so for ever; ``since``: the beginning of the present time at the stage, null
if the lead is not at it now; ``times``: how often it came to it. Route, deadline and response are those of the latest
time. ``met_in_time``: null where nothing is due, or it is not decided yet."""


def stage_dates(batches: Iterator[Batch], stages: tuple[m.Stage, ...], calendar: Calendar, int64_ids: bool) -> Results:
    """As results, which any writer takes: stage after stage for each batch of leads."""
    schema = schema_of_results(COLUMNS, int64_ids)
    return Results(COLUMNS, schema, _rows(batches, stages, calendar, schema))


def _rows(
    batches: Iterator[Batch], stages: tuple[m.Stage, ...], calendar: Calendar, schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for stage in stages:
            yield pa.RecordBatch.from_arrays(_columns(batch, stage, calendar, schema.field(0).type), schema=schema)


def _columns(batch: Batch, stage: m.Stage, calendar: Calendar, id_type: pa.DataType) -> list[pa.Array]:
    stays, promises = batch.stays(stage), promises_of(batch, stage, calendar)
    firsts = np.flatnonzero(stays.first)
    ends = np.append(firsts[1:], len(stays))
    lasts = ends - 1
    now = stays.until[lasts] > batch.as_of
    since = stays.since[lasts]
    queues = pa.array([route.queue for route in stage.routes] or [""], pa.string())
    route = promises.route[lasts]
    due, met = promises.due[lasts], promises.met[lasts]
    is_due, is_met = promises.is_due[lasts], promises.is_met[lasts]
    in_time = promises.is_met_in_time[lasts]
    decided = is_due & (is_met | (due <= batch.as_of))
    return [
        batch.store.ids.take(pa.array(stays.lead[firsts])).cast(id_type),
        pa.array([stage.name], pa.string()).take(pa.array(np.zeros(len(firsts), np.int64))),
        _times(stays.since[firsts], stays.since[firsts] > EARLIEST),
        _times(since, now & (since > EARLIEST)),
        pa.array(now),
        pa.array((ends - firsts).astype(np.int64)),
        queues.take(pa.array(route.astype(np.int64), mask=route < 0)),
        _times(due, is_due),
        _times(met, is_met),
        pa.array(in_time, mask=~decided),
    ]


def _times(moments: NDArray[np.int64], known: NDArray[np.bool_]) -> pa.Array:
    return pa.array(np.where(known, moments, 0), mask=~known).cast(TIME)

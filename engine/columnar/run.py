"""The columnar executor as an engine: a source loaded into stores, each scored, the results as batches."""

from collections import Counter
from collections.abc import Callable, Iterator

import pyarrow as pa

from ...dsl.model import Model
from ..memory import room_in, usual_memory
from ..plan import plan_of
from ..run import Progress, Scoring
from ..schema import needed_schema, schema_of
from ..source import Source
from ..store import open_stores
from . import score
from .results import batches_of


def run(model: Model, source: Source, as_of: int, memory: int | None, progress: Progress) -> Scoring:
    """An ``Engine``."""
    ignored: Counter[int] = Counter()
    return Scoring(_batches(model, source, as_of, memory, progress, ignored), ignored)


def _batches(
    model: Model, source: Source, as_of: int, memory: int | None, progress: Progress, ignored: Counter[int]
) -> Iterator[pa.RecordBatch]:
    plan = plan_of(model)
    memory = memory or usual_memory()
    done = 0
    schema = schema_of(model)
    needed = needed_schema(schema, plan)
    for store in open_stores(source, schema, model.timezone, memory, _reading(progress), needed=needed):
        total = source.report.leads
        progress("scoring", done, total)
        scores = score(plan, store, as_of, room_in(memory))
        ignored.update(scores.at.alive.ignored)
        for batch in batches_of(scores, source.int64_ids):
            done += batch.num_rows
            progress("scoring", done, total)
            yield batch


def _reading(progress: Progress) -> Callable[[int, int], None]:
    return lambda done, total: progress("reading", done, total)

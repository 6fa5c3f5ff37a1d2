"""The reference as an engine: leads one at a time through the evaluator, gathered into batches."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

import pyarrow as pa

from ..dsl.model import Model
from .evaluate import Evaluator
from .result_columns import ResultRow, batch_of, columns_of, row_of
from .run import Progress, Scoring
from .schema import schema_of
from .source import Source

_LEADS_AT_ONCE = 10_000


def run(model: Model, source: Source, as_of: int, memory: int | None, progress: Progress) -> Scoring:
    """An ``Engine``; ``memory`` has no meaning for it."""
    ignored: Counter[int] = Counter()
    return Scoring(_batches(model, source, as_of, progress, ignored), ignored)


def _batches(
    model: Model, source: Source, as_of: int, progress: Progress, ignored: Counter[int]
) -> Iterator[pa.RecordBatch]:
    columns = columns_of(model)
    rows = _rows(model, source, as_of, progress, ignored)
    while some := list(islice(rows, _LEADS_AT_ONCE)):
        yield batch_of(columns, some, source.int64_ids)


def _rows(model: Model, source: Source, as_of: int, progress: Progress, ignored: Counter[int]) -> Iterator[ResultRow]:
    evaluator = Evaluator(model)

    def scored(done: int, total: int) -> None:
        progress("scoring", done, total)

    for lead in source.read(schema_of(model), zone=model.timezone, progress=scored):
        result = evaluator.at(lead, as_of)
        ignored.update(result.at.ignored)
        yield row_of(result.result())

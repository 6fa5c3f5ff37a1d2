"""The order and the number of results: the highest scores first, the first so many; by batches, never by rows."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from .result_columns import Results, hundredths_of, list_array

_ROWS_AT_ONCE = 16_384


def best_first(results: Results, limit: int | None = None) -> Results:
    """The same, the highest scores first, ties in their order; with a limit, the first so many alone.

    Without a limit all results are held in memory until the last one is there.
    """
    return Results(results.columns, results.schema, _best_first(results, limit))


def first(results: Results, limit: int) -> Results:
    """The first so many. All are taken, whatever the limit is."""
    return Results(results.columns, results.schema, _first(results.batches, limit))


def _best_first(results: Results, limit: int | None) -> Iterator[pa.RecordBatch]:
    held: list[pa.RecordBatch] = []
    rows = 0
    for batch in results.batches:
        held.append(_coded_batch(batch))
        rows += batch.num_rows
        if limit is not None and rows > max(2 * limit, _ROWS_AT_ONCE):
            held = _ordered(held, limit)
            rows = limit
    if held:
        yield from _ordered(held, limit)


def _ordered(batches: list[pa.RecordBatch], limit: int | None) -> list[pa.RecordBatch]:
    at = batches[0].schema.names.index("score")
    scores = np.concatenate([hundredths_of(batch.column(at)) for batch in batches])
    order = np.argsort(-scores, kind="stable")[:limit]
    return pa.Table.from_batches(batches).take(order).to_batches(_ROWS_AT_ONCE)


def _coded_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The same with the texts in its lists dictionary-coded: a label stands once, however many leads have it."""
    return pa.RecordBatch.from_arrays([_coded(array) for array in batch.columns], names=batch.schema.names)


def _coded(array: pa.Array) -> pa.Array:
    if not pa.types.is_list(array.type):
        return array
    values = array.flatten()
    if pa.types.is_struct(values.type):
        fields = [_coded_texts(values.field(i)) for i in range(values.type.num_fields)]
        values = pa.StructArray.from_arrays(fields, names=[field.name for field in values.type])
    else:
        values = _coded_texts(values)
    return list_array(array, values)


def _coded_texts(array: pa.Array) -> pa.Array:
    return array.dictionary_encode() if pa.types.is_string(array.type) else array


def _first(batches: Iterator[pa.RecordBatch], limit: int) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        if limit > 0:
            yield batch.slice(0, limit)
        limit -= batch.num_rows

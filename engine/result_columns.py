"""The columns of results, as Arrow holds them: the one schema that every engine yields and every writer takes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, assert_never

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..dsl import model as m
from ..dsl.errors import DataError
from .evaluate import Result

POINTS = pa.decimal128(18, 2)
TIME = pa.timestamp("us", "UTC")
_MOST_POINTS = 10**18


class Kind(StrEnum):
    """What a column of results holds. In a row (``ResultRow``) every value may be None."""

    ID = "id"
    """``int`` or ``str``; int64 or string."""
    POINTS = "points"
    """``int`` hundredths; decimal128(18, 2)."""
    TEXT = "text"
    """``str``; string."""
    FLAG = "flag"
    """``bool``; bool."""
    WHOLE = "whole"
    """``int``; int64."""
    TIME = "time"
    """``int`` microseconds since 1970-01-01T00:00Z; timestamp in microseconds, UTC."""
    TEXTS = "texts"
    """A sequence of ``str``; list of string."""
    FIRED = "fired"
    """A sequence of pairs: a rule's name or text, and its points in hundredths; list of struct ``rule, points``."""


@dataclass(frozen=True, slots=True)
class ResultColumn:
    name: str
    kind: Kind


class ResultFormat(StrEnum):
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    PARQUET = "parquet"


ResultRow = Sequence[Any]
"""One value for each column."""


@dataclass(frozen=True, slots=True)
class Results:
    """Results on their way: batches of ``schema``, in which texts may be dictionary-coded, all in the same way."""

    columns: Sequence[ResultColumn]
    schema: pa.Schema
    batches: Iterator[pa.RecordBatch]


def columns_of(model: m.Model) -> list[ResultColumn]:
    """The columns of results: the fixed ones, and one for each group after the score."""
    return [
        ResultColumn("lead_id", Kind.ID),
        ResultColumn("score", Kind.POINTS),
        *(ResultColumn(group.name, Kind.POINTS) for group in model.groups),
        ResultColumn("grade", Kind.TEXT),
        ResultColumn("stage", Kind.TEXT),
        ResultColumn("disqualified", Kind.TEXT),
        ResultColumn("segments", Kind.TEXTS),
        ResultColumn("route", Kind.TEXT),
        ResultColumn("due", Kind.TIME),
        ResultColumn("fired", Kind.FIRED),
    ]


def schema_of_results(columns: Sequence[ResultColumn], int64_ids: bool = False) -> pa.Schema:
    """The Arrow schema of results. Engines may give any text in it dictionary-coded."""
    return pa.schema([pa.field(column.name, _arrow_type(column.kind, int64_ids)) for column in columns])


def _arrow_type(kind: Kind, int64_ids: bool) -> pa.DataType:
    match kind:
        case Kind.ID:
            return pa.int64() if int64_ids else pa.string()
        case Kind.POINTS:
            return POINTS
        case Kind.TEXT:
            return pa.string()
        case Kind.FLAG:
            return pa.bool_()
        case Kind.WHOLE:
            return pa.int64()
        case Kind.TIME:
            return TIME
        case Kind.TEXTS:
            return pa.list_(pa.string())
        case Kind.FIRED:
            return pa.list_(pa.struct([pa.field("rule", pa.string()), pa.field("points", POINTS)]))
    assert_never(kind)


def conformed(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """A batch of results as ``schema`` has it, whatever else Arrow can write the same values as.

    Texts that are dictionary-coded stay so; large texts, decimals with more digits, names of list items do not.
    """
    if all(_plain(found.type) == field.type for found, field in zip(batch.schema, schema, strict=True)):
        return batch
    arrays = [
        array if _plain(array.type) == field.type else array.cast(field.type)
        for array, field in zip(batch.columns, schema, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, names=schema.names)


def _plain(type: pa.DataType) -> pa.DataType:
    if pa.types.is_dictionary(type):
        return type.value_type
    if pa.types.is_list(type):
        return pa.list_(type.value_field.with_type(_plain(type.value_type)))
    if pa.types.is_struct(type):
        return pa.struct([field.with_type(_plain(field.type)) for field in type])
    return type


def rows_of(columns: Sequence[ResultColumn], batch: pa.RecordBatch) -> list[ResultRow]:
    """A batch of results as rows of Python values."""
    values = [_values(c.kind, array) for c, array in zip(columns, batch.columns, strict=True)]
    return list(zip(*values, strict=True))


def _values(kind: Kind, array: pa.Array) -> list[Any]:
    match kind:
        case Kind.ID | Kind.TEXT | Kind.FLAG | Kind.WHOLE:
            return array.to_pylist()
        case Kind.TIME:
            return array.cast(pa.int64()).to_pylist()
        case Kind.POINTS:
            known = [not missing for missing in array.is_null().to_pylist()]
            return [p if k else None for p, k in zip(hundredths_of(array).tolist(), known, strict=True)]
        case Kind.TEXTS:
            return [None if texts is None else tuple(texts) for texts in array.to_pylist()]
        case Kind.FIRED:
            return [None if pairs is None else tuple(map(_pair, pairs)) for pairs in array.to_pylist()]
    assert_never(kind)


def _pair(pair: dict[str, Any]) -> tuple[str, int]:
    return pair["rule"], int(pair["points"] * 100)


def row_of(result: Result) -> ResultRow:
    """A result in the order of ``columns_of``."""
    return (
        result.lead_id,
        result.score,
        *result.groups.values(),
        result.grade,
        result.stage,
        result.disqualified,
        result.segments,
        result.route,
        result.due,
        tuple((fired.label, fired.points) for fired in result.fired),
    )


def points_array(hundredths: NDArray[np.int64], missing: NDArray[np.bool_] | None = None) -> pa.Array:
    """Points as results hold them, from int64 hundredths; where ``missing`` is true, null.

    Raises DataError if some need more than 16 digits before the point.
    """
    if hundredths.size and not -_MOST_POINTS < hundredths.min() <= hundredths.max() < _MOST_POINTS:
        raise too_many_points()
    halves = np.empty((hundredths.size, 2), np.int64)
    halves[:, 0] = hundredths
    halves[:, 1] = hundredths >> 63
    known = None if missing is None else pa.py_buffer(np.packbits(~missing, bitorder="little").tobytes())
    return pa.Array.from_buffers(POINTS, hundredths.size, [known, pa.py_buffer(halves)])


_DECIMAL_BYTES = 16


def hundredths_of(points: pa.Array) -> NDArray[np.int64]:
    """The hundredths of points as results hold them; what stands where they are null means nothing."""
    _, data = points.buffers()
    assert data is not None
    # A buffer can be longer than what it holds, by any number of bytes.
    start, stop = _DECIMAL_BYTES * points.offset, _DECIMAL_BYTES * (points.offset + len(points))
    return np.frombuffer(memoryview(data).cast("B")[start:stop], np.int64)[::2]


def list_array(lists: pa.Array, values: pa.Array) -> pa.Array:
    """Lists as long as those of ``lists``, null where they are null, of ``values``: one for each of their entries."""
    lengths = pc.list_value_length(lists).fill_null(0).to_numpy()
    ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    mask = lists.is_null() if lists.null_count else None
    return pa.ListArray.from_arrays(pa.array(ends), values, mask=mask)


def too_many_points() -> DataError:
    return DataError(
        "a lead has more points than can be written: at most 16 digits before the point",
        "give the group or the model a `max`, or the rule an `up to`",
    )


def batch_of(columns: Sequence[ResultColumn], rows: Sequence[ResultRow], int64_ids: bool = False) -> pa.RecordBatch:
    """Rows of Python values as a record batch of ``schema_of_results(columns, int64_ids)``."""
    schema = schema_of_results(columns, int64_ids)
    values = zip(*rows, strict=True) if rows else [()] * len(columns)
    arrays = [_array(c.kind, list(v), f.type) for c, v, f in zip(columns, values, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _array(kind: Kind, values: list[Any], type: pa.DataType) -> pa.Array:
    match kind:
        case Kind.ID:
            return pa.array([v if v is None or pa.types.is_int64(type) else str(v) for v in values], type)
        case Kind.POINTS:
            return _points(values)
        case Kind.TEXT | Kind.FLAG | Kind.WHOLE | Kind.TIME:
            return pa.array(values, type)
        case Kind.TEXTS:
            return pa.array([None if v is None else list(v) for v in values], type)
        case Kind.FIRED:
            pairs = [pair for v in values if v is not None for pair in v]
            entries = pa.StructArray.from_arrays(
                [pa.array([rule for rule, _ in pairs], pa.string()), _points([points for _, points in pairs])],
                fields=list(type.value_type),
            )
            lengths = np.fromiter((0 if v is None else len(v) for v in values), np.int64, len(values))
            ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
            missing = pa.array([v is None for v in values], pa.bool_())
            return pa.ListArray.from_arrays(pa.array(ends), entries, type=type, mask=missing)
    assert_never(kind)


def _points(values: Iterable[int | None]) -> pa.Array:
    found = list(values)
    missing = np.fromiter((v is None for v in found), np.bool_, len(found))
    try:
        hundredths = np.fromiter((v or 0 for v in found), np.int64, len(found))
    except OverflowError:
        raise too_many_points() from None
    return points_array(hundredths, missing if missing.any() else None)

"""Postgres's values as Arrow's and back, by way of the CSV of its COPY: types, and blocks of rows as texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.json as pa_json

from .quoting import quote_name
from .result_columns import Kind, list_array
from .result_text import json_text

_BLOCK = 4_000_000
"""Bytes of CSV that are read at once."""


_BY_OID = {
    16: pa.bool_(),
    20: pa.int64(),
    21: pa.int16(),
    23: pa.int32(),
    700: pa.float64(),
    701: pa.float64(),
    1082: pa.date32(),
    1114: pa.timestamp("us"),
    1184: pa.timestamp("us", "UTC"),
}
_NUMERIC = 1700


@dataclass(frozen=True, slots=True)
class Described:
    """A column of a statement's result: its name, the number of its type, and how many digits it is bound to."""

    name: str
    oid: int
    precision: int | None
    scale: int | None


def arrow_type(column: Described) -> pa.DataType:
    """The Arrow type that holds a column's values exactly; what has none of its own is read as text.

    Infinite dates and times, and numbers that are none (NaN), are read as null.
    """
    precision, scale = column.precision, column.scale
    if column.oid == _NUMERIC and precision is not None and scale is not None and 0 <= scale <= precision <= 38:
        return pa.decimal128(precision, scale)
    return _BY_OID.get(column.oid, pa.string())


def sent(name: str, type: pa.DataType) -> str:
    """SQL: a column as COPY is to send it, so that ``tables_of_csv`` reads it as ``type``."""
    sql = quote_name(name)
    if pa.types.is_list(type) or pa.types.is_struct(type):
        return f"to_jsonb({sql})::text"
    if pa.types.is_timestamp(type):
        return f"CASE WHEN isfinite({sql}) THEN (extract(epoch FROM {sql}) * 1000000)::bigint END"
    if pa.types.is_date(type):
        return f"CASE WHEN isfinite({sql}) THEN {sql} - DATE '1970-01-01' END"
    if pa.types.is_decimal(type):
        return f"nullif({sql}::numeric, 'NaN')::numeric({type.precision}, {type.scale})"
    return f"{sql}::{_sql_type(type)}"


def created(type: pa.DataType) -> str:
    """The type of a Postgres column that holds Arrow's values."""
    if pa.types.is_dictionary(type):
        return created(type.value_type)
    if pa.types.is_list(type):
        return "jsonb" if pa.types.is_struct(type.value_type) else f"{created(type.value_type)}[]"
    if pa.types.is_decimal(type):
        return f"numeric({type.precision}, {type.scale})"
    if pa.types.is_timestamp(type):
        return "timestamptz" if type.tz else "timestamp"
    if pa.types.is_date(type):
        return "date"
    return _sql_type(type)


def _sql_type(type: pa.DataType) -> str:
    if pa.types.is_boolean(type):
        return "boolean"
    if pa.types.is_integer(type):
        return {pa.int16(): "smallint", pa.int32(): "integer"}.get(type, "bigint")
    if pa.types.is_floating(type):
        return "double precision"
    if pa.types.is_string(type):
        return "text"
    raise TypeError(f"Postgres has no type for {type}")


# --- from Postgres


def batches_of_csv(rows: Iterable[bytes], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Rows that ``COPY (SELECT …) TO STDOUT (FORMAT csv)`` sends, whole ones, as batches of ``schema``."""
    block: list[bytes] = []
    size = 0
    for row in rows:
        block.append(row)
        size += len(row)
        if size >= _BLOCK:
            yield from _parsed(b"".join(block), schema)
            block, size = [], 0
    if block:
        yield from _parsed(b"".join(block), schema)


def _parsed(block: bytes, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    names = [f"c{n}" for n in range(len(schema))]
    table = pa_csv.read_csv(
        pa.BufferReader(block),
        pa_csv.ReadOptions(use_threads=False, block_size=len(block) + 1, column_names=names),
        pa_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        pa_csv.ConvertOptions(
            column_types={name: _wire_type(field.type) for name, field in zip(names, schema, strict=True)},
            null_values=[""],
            true_values=["t"],
            false_values=["f"],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    for batch in table.to_batches():
        arrays = [_received(array, field.type) for array, field in zip(batch.columns, schema, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _wire_type(type: pa.DataType) -> pa.DataType:
    if pa.types.is_list(type) or pa.types.is_struct(type):
        return pa.string()
    if pa.types.is_timestamp(type):
        return pa.int64()
    return pa.int32() if pa.types.is_date(type) else type


def _received(array: pa.Array, type: pa.DataType) -> pa.Array:
    if pa.types.is_list(type) or pa.types.is_struct(type):
        return _from_json(array, type)
    return array if array.type == type else array.cast(type)


def _from_json(texts: pa.Array, type: pa.DataType) -> pa.Array:
    lines = pc.binary_join_element_wise('{"v": ', texts.fill_null("null"), "}\n", "")
    text = "".join(lines.to_pylist()).encode()
    table = pa_json.read_json(
        pa.BufferReader(text),
        pa_json.ReadOptions(use_threads=False, block_size=len(text) + 1),
        pa_json.ParseOptions(explicit_schema=pa.schema([("v", type)])),
    )
    return pa.concat_arrays(table.column("v").chunks)


# --- to Postgres


def csv_of(batch: pa.RecordBatch) -> memoryview:
    """A batch as ``COPY … FROM STDIN (FORMAT csv)`` takes it."""
    arrays = [_text(array) for array in batch.columns]
    out = pa.BufferOutputStream()
    table = pa.Table.from_arrays(arrays, [f"c{n}" for n in range(len(arrays))])
    pa_csv.write_csv(table, out, pa_csv.WriteOptions(include_header=False))
    return memoryview(out.getvalue())


def _text(array: pa.Array) -> pa.Array:
    """What a value of the array is written as: itself, but for lists."""
    if pa.types.is_dictionary(array.type):
        return array.cast(array.type.value_type)
    if not pa.types.is_list(array.type):
        return array
    if pa.types.is_struct(array.type.value_type):
        return json_text(Kind.FIRED, array)
    return pc.binary_join_element_wise("{", pc.binary_join(list_array(array, _items(array.flatten())), ","), "}", "")


def _items(items: pa.Array) -> pa.Array:
    """The items of Postgres's arrays as they stand in their text."""
    if pa.types.is_dictionary(items.type):
        return _items(items.dictionary).take(items.indices)
    if not pa.types.is_string(items.type):
        return items.cast(pa.string()).fill_null("NULL")
    escaped = pc.replace_substring(pc.replace_substring(items, "\\", "\\\\"), '"', '\\"')
    return pc.binary_join_element_wise('"', escaped, '"', "").fill_null("NULL")

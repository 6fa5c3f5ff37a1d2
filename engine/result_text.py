"""Results as text, a batch at a time and without a Python object a value: CSV, a JSON array, or JSON lines.

A line is put together from whole columns by Arrow. What many rows share (a label, a number of points, a rule with its
points) is written once for each different value and then repeated. Points are decimals, never by way of a float.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, assert_never

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..dsl.values import FIRST_INSTANT, LAST_INSTANT, time_text
from .result_columns import Kind, ResultColumn, ResultFormat, Results, hundredths_of, list_array, points_array

_ROWS_AT_ONCE = 16_384
_ENTRIES_AT_ONCE = 262_144


class _Bytes(Protocol):
    def write(self, data: memoryview, /) -> object: ...


def write_text(out: _Bytes, results: Results, format: ResultFormat) -> int:
    """Write results in UTF-8, and return how many there were: CSV with a header, a JSON array with an object a line,
    or JSON lines. Parquet is no text: ValueError."""
    count = 0
    columns, batches = results.columns, results.batches
    match format:
        case ResultFormat.CSV:
            names = pa.array([column.name for column in columns])
            header = f"{','.join(_csv_quoted(names).to_pylist())}\n".encode()
            for batch in batches:
                for piece in _pieces(batch):
                    if not count:  # what is wrong with the data is told before anything is written
                        out.write(memoryview(header))
                    count += piece.num_rows
                    _write_lines(out, _csv_lines(columns, piece))
            if not count:
                out.write(memoryview(header))
        case ResultFormat.JSONL:
            for batch in batches:
                count += batch.num_rows
                for piece in _pieces(batch):
                    _write_lines(out, _json_lines(columns, piece, "", "\n"))
        case ResultFormat.JSON:
            for batch in batches:
                for piece in _pieces(batch):
                    lines = _json_lines(columns, piece, ",\n", "")
                    skipped = 0
                    if not count:
                        out.write(memoryview(b"[\n"))
                        skipped = len(",\n")
                    _write_lines(out, lines, skipped)
                    count += piece.num_rows
            out.write(memoryview(b"\n]\n" if count else b"[]\n"))
        case ResultFormat.PARQUET:
            raise ValueError("Parquet is not a text")
    return count


def _pieces(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """Slices of a batch of which the text stays within bounds."""
    ends = np.arange(batch.num_rows + 1)
    for field in batch.schema:
        if pa.types.is_list(field.type):
            offsets = batch.column(field.name).offsets.to_numpy()
            ends = ends + (offsets - offsets[0]) * (_ROWS_AT_ONCE / _ENTRIES_AT_ONCE)
    start = 0
    while start < batch.num_rows:
        stop = max(start + 1, int(np.searchsorted(ends, ends[start] + _ROWS_AT_ONCE, "right")) - 1)
        yield batch.slice(start, stop - start)
        start = stop


def _write_lines(out: _Bytes, lines: pa.Array, skipped: int = 0) -> None:
    """Write texts one after the other, as they stand in memory, but for the first bytes."""
    _, offsets, data = lines.buffers()
    if data is None or offsets is None or not len(lines):
        return
    bounds = np.frombuffer(memoryview(offsets), np.int32)
    out.write(memoryview(data)[bounds[lines.offset] + skipped : bounds[lines.offset + len(lines)]])


def _csv_lines(columns: Sequence[ResultColumn], batch: pa.RecordBatch) -> pa.Array:
    parts: list[pa.Array | str] = []
    for column, values in zip(columns, batch.columns, strict=True):
        text = _csv_text(column.kind, values)
        parts += [text.fill_null("") if text.null_count else text, ","]
    parts[-1] = "\n"
    return pc.binary_join_element_wise(*parts, "")


def _json_lines(columns: Sequence[ResultColumn], batch: pa.RecordBatch, before: str, after: str) -> pa.Array:
    parts: list[pa.Array | str] = []
    head = before + "{"
    for column, values in zip(columns, batch.columns, strict=True):
        text = json_text(column.kind, values)
        parts += [f"{head}{_json_encoded(column.name)}: ", text.fill_null("null") if text.null_count else text]
        head = ", "
    parts.append("}" + after)
    return pc.binary_join_element_wise(*parts, "")


def _csv_text(kind: Kind, values: pa.Array) -> pa.Array:
    match kind:
        case Kind.ID | Kind.TEXT:
            return values.cast(pa.string()) if pa.types.is_integer(values.type) else _each(values, _csv_quoted)
        case Kind.POINTS:
            return _each(values, _points_text)
        case Kind.FLAG | Kind.WHOLE:
            return values.cast(pa.string())
        case Kind.TIME:
            return _each(values, _time_text)
        case Kind.TEXTS:
            return _csv_quoted(_joined(values, _each(values.flatten(), _same), "; "))
        case Kind.FIRED:
            return _csv_quoted(_joined(values, _pairs(values, _csv_pairs), "; "))
    assert_never(kind)


def json_text(kind: Kind, values: pa.Array) -> pa.Array:
    match kind:
        case Kind.ID | Kind.TEXT:
            return values.cast(pa.string()) if pa.types.is_integer(values.type) else _each(values, _json_quoted)
        case Kind.POINTS:
            return _each(values, _points_text)
        case Kind.FLAG | Kind.WHOLE:
            return values.cast(pa.string())
        case Kind.TIME:
            return pc.binary_join_element_wise('"', _each(values, _time_text), '"', "")
        case Kind.TEXTS:
            return pc.binary_join_element_wise(
                "[", _joined(values, _each(values.flatten(), _json_quoted), ", "), "]", ""
            )
        case Kind.FIRED:
            return pc.binary_join_element_wise("[", _joined(values, _pairs(values, _json_pairs), ", "), "]", "")
    assert_never(kind)


# --- lists


def _joined(values: pa.Array, texts: pa.Array, between: str) -> pa.Array:
    """For each list of ``values``, its entries' ``texts`` joined; null stays null."""
    return pc.binary_join(list_array(values, texts), between)


def _pairs(values: pa.Array, write: Callable[[pa.Array, pa.Array], pa.Array]) -> pa.Array:
    """The entries of ``fired`` as text: each different pair of rule and points is written once."""
    entries = values.flatten()
    rules, points = _coded(entries.field("rule")), _coded(entries.field("points"))
    width = max(len(points.dictionary), 1)
    pairs = pa.array(
        rules.indices.cast(pa.int64()).to_numpy() * width + points.indices.cast(pa.int64()).to_numpy()
    ).dictionary_encode()
    rule, point = np.divmod(pairs.dictionary.to_numpy(), width)
    return write(rules.dictionary.take(rule), _points_text(points.dictionary).take(point)).take(pairs.indices)


def _csv_pairs(rules: pa.Array, points: pa.Array) -> pa.Array:
    signs = pc.if_else(pc.starts_with(points, "-"), " ", " +")
    return pc.binary_join_element_wise(rules, signs, points, "")


def _json_pairs(rules: pa.Array, points: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise('{"rule": ', _json_quoted(rules), ', "points": ', points, "}", "")


# --- single values


def _coded(values: pa.Array) -> pa.Array:
    """Values dictionary-coded; points are coded by their hundredths."""
    if pa.types.is_dictionary(values.type):
        return values
    if pa.types.is_decimal(values.type):
        codes = pa.array(hundredths_of(values)).dictionary_encode()
        return pa.DictionaryArray.from_arrays(codes.indices, points_array(codes.dictionary.to_numpy()))
    return values.dictionary_encode()


def _each(values: pa.Array, write: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """Values as text, each different one written once if they are coded."""
    if pa.types.is_dictionary(values.type):
        return write(values.dictionary).take(values.indices)
    return write(values)


def _same(texts: pa.Array) -> pa.Array:
    return texts


def _points_text(points: pa.Array) -> pa.Array:
    """As ``dsl.values.points_text`` does."""
    return pc.utf8_rtrim(pc.utf8_rtrim(points.cast(pa.string()), "0"), ".")


def _time_text(times: pa.Array) -> pa.Array:
    """As ``dsl.values.time_text`` does."""
    micros = times.cast(pa.int64())
    bounds = pc.min_max(micros).as_py()
    if bounds["min"] is not None and not FIRST_INSTANT <= bounds["min"] <= bounds["max"] <= LAST_INSTANT:
        return pa.array([None if at is None else time_text(at) for at in micros.to_pylist()], pa.string())
    text = times.cast(pa.timestamp("us")).cast(pa.string())
    text = pc.utf8_rtrim(pc.utf8_rtrim(text, "0"), ".")
    return pc.binary_join_element_wise(pc.replace_substring(text, " ", "T"), "Z", "")


def _csv_quoted(texts: pa.Array) -> pa.Array:
    special = pc.match_substring_regex(texts, '[,"\n\r]')
    if not pc.any(special).as_py():
        return texts
    quoted = pc.binary_join_element_wise('"', pc.replace_substring(texts, '"', '""'), '"', "")
    return pc.if_else(special, quoted, texts)


def _json_quoted(texts: pa.Array) -> pa.Array:
    special = pc.match_substring_regex(texts, r'[\x00-\x1f"\\]')
    quoted = pc.binary_join_element_wise('"', texts, '"', "")
    if not pc.any(special).as_py():
        return quoted
    return pc.replace_with_mask(
        quoted, special, pa.array([_json_encoded(t) for t in texts.filter(special).to_pylist()])
    )


_json_encoded = json.JSONEncoder(ensure_ascii=False).encode

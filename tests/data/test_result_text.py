"""Results as text: every value as one at a time would be written, however the batches are made up."""

import csv
import io
import json

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from leadwright.dsl.values import FIRST_INSTANT, LAST_INSTANT, points_text, time_text
from leadwright.engine import result_text
from leadwright.engine.result_columns import (
    Kind,
    ResultColumn,
    ResultFormat,
    Results,
    batch_of,
    conformed,
    rows_of,
    schema_of_results,
)
from leadwright.engine.result_text import write_text

COLUMNS = [
    ResultColumn("lead_id", Kind.ID),
    ResultColumn("score", Kind.POINTS),
    ResultColumn('the "stage", now', Kind.TEXT),
    ResultColumn("flag", Kind.FLAG),
    ResultColumn("due", Kind.TIME),
    ResultColumn("segments", Kind.TEXTS),
    ResultColumn("fired", Kind.FIRED),
]
# no lone surrogates; a carriage return is quoted here, and by the csv module only in some versions
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=8) | st.sampled_from(
    ["", "a", 'say "hi"', "a, b", "a\nb", "\\", "\x00\x1f", "é😀", "; "]
)
points = st.integers(-(10**18) + 1, 10**18 - 1) | st.sampled_from([0, 1, -1, 5, -50, 100, 2500, 10_000, -999])
times = st.integers(FIRST_INSTANT, LAST_INSTANT) | st.sampled_from([0, -1, 500_000, FIRST_INSTANT, LAST_INSTANT])
rows = st.tuples(
    texts,
    points,
    st.none() | texts,
    st.none() | st.booleans(),
    st.none() | times,
    st.lists(texts, max_size=3),
    st.lists(st.tuples(texts, points), max_size=4),
)


def plainly(rows, format):
    """The same, a value at a time."""
    out = io.StringIO()
    if format is ResultFormat.CSV:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([column.name for column in COLUMNS])
        writer.writerows([as_csv(row) for row in rows])
        return out.getvalue()
    lines = [as_json(row) for row in rows]
    if format is ResultFormat.JSONL:
        return "".join(f"{line}\n" for line in lines)
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def as_csv(row):
    lead, score, stage, flag, due, segments, fired = row
    return [
        str(lead),
        points_text(score),
        stage or "",
        "" if flag is None else "true" if flag else "false",
        "" if due is None else time_text(due),
        "; ".join(segments),
        "; ".join(f"{rule} {'' if points < 0 else '+'}{points_text(points)}" for rule, points in fired),
    ]


def as_json(row):
    lead, score, stage, flag, due, segments, fired = row
    encode = json.JSONEncoder(ensure_ascii=False).encode
    pairs = ", ".join(f'{{"rule": {encode(rule)}, "points": {points_text(points)}}}' for rule, points in fired)
    values = [
        encode(lead),
        points_text(score),
        encode(stage),
        encode(flag),
        "null" if due is None else f'"{time_text(due)}"',
        "[" + ", ".join(map(encode, segments)) + "]",
        f"[{pairs}]",
    ]
    return "{" + ", ".join(f"{encode(c.name)}: {v}" for c, v in zip(COLUMNS, values, strict=True)) + "}"


def coded(batch):
    """The same batch, all its texts dictionary-coded, and of lists that do not begin at the start of their memory."""

    def code(array):
        if pa.types.is_string(array.type):
            return array.dictionary_encode()
        if pa.types.is_list(array.type):
            return pa.ListArray.from_arrays(array.offsets, code(array.values), mask=array.is_null())
        if pa.types.is_struct(array.type):
            fields = [code(array.field(i)) for i in range(array.type.num_fields)]
            return pa.StructArray.from_arrays(fields, names=[f.name for f in array.type])
        return array

    twice = pa.RecordBatch.from_arrays([pa.concat_arrays([a, a]) for a in batch.columns], names=batch.schema.names)
    return pa.RecordBatch.from_arrays([code(a) for a in twice.columns], names=batch.schema.names).slice(batch.num_rows)


def written(batches, format):
    out = io.BytesIO()
    count = write_text(out, Results(COLUMNS, schema_of_results(COLUMNS), iter(batches)), format)
    assert count == sum(batch.num_rows for batch in batches)
    return out.getvalue().decode()


@pytest.mark.parametrize("format", [ResultFormat.CSV, ResultFormat.JSON, ResultFormat.JSONL])
@given(st.lists(rows, max_size=6), st.integers(0, 6))
@settings(deadline=None)
def test_as_one_at_a_time(format, rows, cut):
    expected = plainly(rows, format)
    batches = [batch_of(COLUMNS, some) for some in (rows[:cut], rows[cut:])]
    assert written(batches, format) == expected
    assert written([coded(batch) for batch in batches], format) == expected


@given(st.lists(rows, max_size=4))
@settings(deadline=None)
def test_there_and_back(rows):
    batch = batch_of(COLUMNS, rows)
    expected = [(*row[:5], tuple(row[5]), tuple(row[6])) for row in rows]
    assert rows_of(COLUMNS, batch) == expected
    assert rows_of(COLUMNS, coded(batch)) == expected


def test_times_beyond_the_calendar():
    row = ["a", 0, None, None, LAST_INSTANT + 1, [], []]
    assert written([batch_of(COLUMNS, [row])], ResultFormat.CSV) == plainly([row], ResultFormat.CSV)


def test_a_carriage_return_is_quoted():
    row = ["a\rb", 0, None, None, None, [], []]
    assert '"a\rb",0' in written([batch_of(COLUMNS, [row])], ResultFormat.CSV)


@pytest.mark.parametrize("format", [ResultFormat.CSV, ResultFormat.JSON])
def test_large_batches_are_written_in_pieces(monkeypatch, format):
    monkeypatch.setattr(result_text, "_ROWS_AT_ONCE", 7)
    monkeypatch.setattr(result_text, "_ENTRIES_AT_ONCE", 20)
    fired = [0] * 30 + [40] * 10 + list(range(60))
    rows = [(str(n), n, "x", None, None, ["s"] * (n % 3), [("r", n)] * fired[n]) for n in range(100)]
    batch = batch_of(COLUMNS, rows)
    pieces = list(result_text._pieces(batch.slice(3)))
    assert sum(piece.num_rows for piece in pieces) == 97
    assert max(piece.num_rows for piece in pieces) <= 7
    assert all(len(p.column("fired").flatten()) <= 20 or p.num_rows == 1 for p in pieces)
    assert written([batch], format) == plainly(rows, format)


def test_parquet_is_no_text():
    with pytest.raises(ValueError, match="Parquet"):
        written([], ResultFormat.PARQUET)


def test_what_other_engines_make_of_it_is_put_right():
    """DuckDB names the items of lists, and hands over more digits than there are."""
    schema = schema_of_results(COLUMNS)
    batch = batch_of(COLUMNS, [("a", 100, "x", True, 5, ["s"], [("r", 1)])])
    pair = pa.struct([("rule", pa.string()), ("points", pa.decimal128(38, 2))])
    types = {
        "lead_id": pa.large_string(),
        "score": pa.decimal128(20, 2),
        "due": pa.timestamp("us", "Etc/UTC"),
        "segments": pa.list_(pa.field("l", pa.string())),
        "fired": pa.list_(pa.field("l", pair)),
    }
    odd = pa.RecordBatch.from_arrays(
        [a.cast(types.get(f.name, f.type)) for a, f in zip(batch.columns, schema, strict=True)], names=schema.names
    )
    assert conformed(odd, schema).equals(batch)
    kept = coded(batch)
    assert conformed(kept, schema) is kept

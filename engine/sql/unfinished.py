"""What SQL leaves open: stages that hold, and deadlines, ask for the whole history of a lead.

An executor scores all leads by a statement that takes no notice of either (``open_options``), and has the leads of
which ``unfinished`` is true scored anew, by the columnar engine, from the same typed tables (``Finisher``).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from ...dsl import model as m
from ...dsl.types import Type, Value
from ..columnar import score
from ..columnar.results import batches_of
from ..plan import plan_of
from ..records import Event, Lead
from ..result_columns import columns_of, schema_of_results
from ..schema import schema_of
from ..store import store_of
from .dialect import Dialect
from .inputs import Inputs, RawColumn
from .statement import Options

Columns = Mapping[tuple[str, Type], RawColumn]


def open_options(as_of: int) -> Options:
    """The options of a statement that leaves open what SQL cannot do."""
    return Options(as_of, complete=True, deadlines=False, holds=False)


def unfinished(model: m.Model, dialect: Dialect, columns: Mapping[str, str]) -> str | None:
    """SQL: whether a result is still to be finished; None if all are. ``columns``: what those of the results are called
    (``stage``, ``disqualified``, ``route``)."""
    if any(stage.holds_until is not None for stage in model.stages):
        return f"{columns['disqualified']} IS NULL"
    due = [s for s in model.stages if any(r.within or r.business_days or r.met_by for r in s.routes)]
    if not due:
        return None
    names = ", ".join(dialect.text_of(dialect.literal(stage.name), pretty=False) for stage in due)
    return f"{columns['route']} IS NOT NULL AND {columns['stage']} IN ({names})"


class Finisher:
    """Scores leads from typed tables. It can be sent to another process."""

    def __init__(self, model: m.Model, inputs: Inputs, as_of: int) -> None:
        self.model = model
        self.as_of = as_of
        self.fields = [(name, column.name) for (name, _), column in inputs.leads.columns.items()]
        self.schema = schema_of(model)
        self.time = inputs.events.time.name
        self.properties = {key: column.name for key, column in inputs.events.columns.items()}
        self._of_kind: dict[str, list[tuple[str, str]]] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_of_kind": {}}

    def results(self, leads: pa.RecordBatch, events: pa.RecordBatch) -> pa.RecordBatch:
        """Results of leads, their ids as texts. ``events``: those of these leads."""
        of_lead: dict[str, list[dict[str, Any]]] = {}
        for event in events.to_pylist():
            of_lead.setdefault(event["lead"], []).append(event)
        found = [
            Lead(row["lead"], self._values(row), self._events(of_lead.get(row["lead"], ())))
            for row in leads.to_pylist()
        ]
        scores = score(plan_of(self.model), store_of(found, self.schema), self.as_of)
        schema = schema_of_results(columns_of(self.model))
        # Other engines write these: a text is a text to them.
        batches = [_plain(batch, schema) for batch in batches_of(scores, False)]
        return pa.Table.from_batches(batches, schema).combine_chunks().to_batches()[0] if batches else _none(schema)

    def _values(self, row: Mapping[str, Any]) -> dict[str, Value]:
        return {name: row[column] for name, column in self.fields if row[column] is not None}

    def _events(self, rows: Sequence[Mapping[str, Any]]) -> list[Event]:
        events = [Event(row[self.time], row["kind"], dict(self._properties(row))) for row in rows]
        events.sort(key=lambda event: event.at)
        return events

    def _properties(self, row: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
        kind = row["kind"]
        if kind not in self._of_kind:
            asked = {**self.schema.activity, **self.schema.events.get(kind, {})}
            found = ((name, self.properties.get((name, type))) for name, type in asked.items())
            self._of_kind[kind] = [(name, column) for name, column in found if column is not None]
        for name, column in self._of_kind[kind]:
            if row[column] is not None:
                yield name, row[column]


def _plain(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(
        [array.cast(field.type) for array, field in zip(batch.columns, schema, strict=True)], schema=schema
    )


def _none(schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)

"""Up to when the changes of a model's time zone are written down: as far as dates and times of the data reach."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ...dsl.types import MICROSECONDS_PER_DAY, Type
from ..plan import Plan
from . import zone
from .inputs import Inputs, Relation


def last_day(plan: Plan, inputs: Inputs, as_of: int, rows: Callable[[str], Sequence[tuple[Any, ...]]]) -> int:
    """The last day of the data, but at least ``zone.LAST_DAY``. ``rows``: runs a query over the typed tables."""
    days = [zone.LAST_DAY, as_of // MICROSECONDS_PER_DAY + 1]
    if len(zone.offsets(plan.model.timezone)) > 1:
        for relation, wanted in ((inputs.leads, plan.fields), (inputs.events, plan.properties)):
            days += _last_days(relation, [(value.name, value.type) for value in wanted], rows)
    return max(days)


def _last_days(
    relation: Relation, wanted: Sequence[tuple[str, Type]], rows: Callable[[str], Sequence[tuple[Any, ...]]]
) -> Iterator[int]:
    units = {Type.DATE: 1, Type.TIME: MICROSECONDS_PER_DAY}
    found = [
        (relation.columns[key].name, units[key[1]]) for key in wanted if key[1] in units and key in relation.columns
    ]
    if found:
        largest = rows(f"SELECT {', '.join(f'MAX({name})' for name, _ in found)} FROM {relation.table}")[0]
        yield from (value // unit + 1 for value, (_, unit) in zip(largest, found, strict=True) if value is not None)

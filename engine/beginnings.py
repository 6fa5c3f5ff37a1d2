"""When each lead began: a field such as `created_at`, else its first event."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..dsl.errors import DataError
from ..dsl.model import FieldValue, Model
from ..dsl.nearest import nearest
from ..dsl.types import Type
from .columnar.steps import EARLIEST, LATEST

if TYPE_CHECKING:
    from .columnar.steps import History
    from .source import Source

_USUAL = ("created_at", "created", "createdate", "create_date", "created_date", "createddate", "created_on")
"""What CRMs call the moment at which a lead came in."""

Named = tuple[str, Type]


def start_field(model: Model, source: "Source", asked: str | None) -> Named | None:
    """The field that tells when a lead began: the one asked for, else one that is called as it is in most CRMs.

    Raises DataError if the field asked for is not there, or is neither a time nor a date.
    """
    if asked is not None:
        return asked, _type_of(asked, model, source)
    for name in _USUAL:
        for found in (*model.fields, *source.fields):
            if found.lower() == name:
                field = model.fields.get(found)
                if field is None or field.type in (Type.TIME, Type.DATE):
                    return found, Type.TIME if field is None else field.type
    return None


def _type_of(name: str, model: Model, source: "Source") -> Type:
    field = model.fields.get(name)
    if field is not None:
        if field.type not in (Type.TIME, Type.DATE):
            raise DataError(f"the field `{name}` is a {field.type}: leads begin at a time or on a date")
        return field.type
    if name in source.fields:
        return Type.TIME
    close = nearest(name, (*model.fields, *source.fields))
    raise DataError(f"the leads have no field `{name}`", f"did you mean `{close}`?" if close else None)


class Starts:
    """Moments for the leads of a batch; ``EARLIEST`` for one with neither the field nor an event."""

    def __init__(self, field: Named | None) -> None:
        self.field = field

    def of(self, history: "History") -> NDArray[np.int64]:
        first = self._first_events(history)
        if self.field is None:
            return first
        found = history.over.now.instants(FieldValue(*self.field))
        data = found.data.astype(np.int64, copy=False)
        return data if found.known is None else np.where(found.known, data, first)

    def _first_events(self, history: "History") -> NDArray[np.int64]:
        events = history.over.now.alive.everything
        first = np.full(history.size, LATEST, np.int64)
        np.minimum.at(first, events.lead, events.at)
        first[first == LATEST] = EARLIEST
        return first

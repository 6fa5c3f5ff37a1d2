"""What a definition can be about: the names that a project declares, or else those of its data."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..dsl.types import Type

Kind = Literal["field", "event", "signal", "list", "define", "let", "group", "stage"]


@dataclass(frozen=True, slots=True)
class Property:
    """A property of an event."""

    name: str
    type: Type
    description: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """One name. ``type``: of a field; ``properties``: of an event or a signal; ``text``: how a signal, define, list or
    let is declared."""

    name: str
    kind: Kind
    description: str = ""
    type: Type | None = None
    properties: tuple[Property, ...] = ()
    text: str = ""


ValuesOf = Callable[[str, str | None], tuple[str, ...]]
"""Field, or property and event, to its known values in the data, the most frequent first; never sent anywhere."""


def _no_values(_name: str, _event: str | None) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Names:
    """``is_open``: nothing of the kind is declared, so that any other name may be used as well."""

    names: tuple[Name, ...]
    is_open_for_fields: bool = False
    is_open_for_events: bool = False
    values_of: ValuesOf = _no_values

    def of(self, *kinds: Kind) -> Iterator[Name]:
        return (name for name in self.names if name.kind in kinds)

    def find(self, name: str) -> Name | None:
        return next((n for n in self.names if n.name == name), None)


def names_of(names: Iterable[Name]) -> Names:
    """Placeholder until it is built from checked rules and data."""
    return Names(tuple(names))

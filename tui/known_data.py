"""What completion asks of the data, answered by the live session. Slow answers come with the next key."""

from collections.abc import Callable, Sequence

from ..dsl.types import Type
from ..engine.live import LiveScores

Later = Callable[[Callable[[], object]], object]
"""Runs something in a worker."""


class KnownData:
    """``later`` runs what takes time in a worker; until then there are no values."""

    def __init__(self, live: LiveScores, later: Later) -> None:
        self._live = live
        self._later = later
        self._values: dict[tuple[str | None, str], Sequence[tuple[str, int]]] = {}
        self._counts: dict[str, int] = {}

    def prepare(self) -> None:
        """Count the events; to be called in a worker."""
        self._counts = dict(self._live.known.events())

    @property
    def fields(self) -> tuple[str, ...]:
        return self._live.known.fields

    @property
    def events(self) -> tuple[str, ...]:
        return tuple(self._counts)

    def values_of(self, event: str | None, name: str) -> Sequence[tuple[str, int]]:
        key = event, name
        if key not in self._values:
            self._values[key] = ()
            self._later(lambda: self._read(event, name))
        return self._values[key]

    def count_of(self, event: str) -> int | None:
        return self._counts.get(event)

    def _read(self, event: str | None, name: str) -> None:
        known = self._live.known
        if event is None:
            found = known.values(name, Type.TEXT) if name in known.fields else ()
        else:
            found = known.values_of_property(event, name, Type.TEXT) if name in known.properties else ()
        self._values[event, name] = [(plain(o.text), o.count) for o in found]


def plain(written: str) -> str:
    return written[1:-1].replace('""', '"') if written.startswith('"') else written

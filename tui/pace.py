"""How the interpreter shares its time out while the app runs, so that the screen never waits for long.

Threads that check and score hold the interpreter for five milliseconds at a time unless told otherwise, each of them,
while a key waits. And what is open is a million objects that live on: looking for garbage among them stops everything
for a moment, so that is done seldom, and while nobody types.
"""

import gc
import sys
import time

_TURN = 0.0005
"""Seconds that a thread may go on while others wait."""
_SELDOM = 2_000_000, 10, 100
"""As `gc.set_threshold` takes it. What rules become refers to nothing in a circle and goes without being looked for."""
_WORTH_IT = 20_000
"""Objects that came since, from which on it is looked for."""
LOOKS = 10.0
"""Seconds between two calls of `Pace.rest`."""
_STILL = 20.0
"""Seconds without a key after which nobody is held up."""


class Pace:
    """From ``begin`` to ``end``; then all is as it was before. ``pressed`` is told of keys, ``rest`` called now and
    then."""

    def __init__(self) -> None:
        self._last = time.monotonic()
        self._before: tuple[float, tuple[int, int, int]] | None = None

    def begin(self) -> None:
        self._before = sys.getswitchinterval(), gc.get_threshold()
        sys.setswitchinterval(_TURN)
        gc.set_threshold(*_SELDOM)

    def end(self) -> None:
        if self._before is not None:
            sys.setswitchinterval(self._before[0])
            gc.set_threshold(*self._before[1])
            gc.unfreeze()
            self._before = None

    def pressed(self) -> None:
        self._last = time.monotonic()

    def rest(self) -> None:
        """Look for garbage if no key came for a while."""
        if time.monotonic() - self._last > _STILL and gc.get_count()[0] > _WORTH_IT:
            gc.collect()
            stays()


def stays() -> None:
    """All that is there now is there for good: it is passed over when garbage is looked for."""
    gc.freeze()

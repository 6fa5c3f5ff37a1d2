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
_SELDOM = 100_000, 50, 1_000
"""As `gc.set_threshold` takes it. What rules become refers to nothing in a circle and goes without being looked for."""
LOOKS = 10.0
"""Seconds between two calls of `Pace.rest`."""
_STILL = 20.0
"""Seconds without a key after which nobody is held up."""


class Pace:
    """From ``begin`` to ``end``; then all is as it was before. ``pressed`` is told of keys, ``rest`` called now and
    then."""

    def __init__(self) -> None:
        self._last = time.monotonic()
        self._is_looked_through = True
        self._before: tuple[float, tuple[int, int, int]] | None = None

    def begin(self) -> None:
        self._before = sys.getswitchinterval(), gc.get_threshold()
        sys.setswitchinterval(_TURN)
        gc.set_threshold(*_SELDOM)

    def end(self) -> None:
        if self._before is not None:
            sys.setswitchinterval(self._before[0])
            gc.set_threshold(*self._before[1])
            self._before = None

    def pressed(self) -> None:
        self._last = time.monotonic()
        self._is_looked_through = False

    def rest(self) -> None:
        """Look for garbage, once, if no key came for a while."""
        if not self._is_looked_through and time.monotonic() - self._last > _STILL:
            self._is_looked_through = True
            gc.collect()
            stays()


def stays() -> None:
    """All that is there now is there for good: it is passed over when garbage is looked for."""
    gc.freeze()

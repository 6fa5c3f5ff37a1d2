"""One rule edited, the data loaded: ``python -m leadwright.benchmarks.edit --leads F --events F``. Prints JSON.

Seconds for: loading; the first scoring; the same model again; one rule's points changed; one rule's window changed; one
rule more, on events that no other rule asks for; the first model as of the next day, for which nothing is known.
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from . import subject
from .models import MODEL, edited
from .vocabulary import AS_OF

_T = TypeVar("_T")
_NEW = "group conversation max 80 min -60\n"
_ADDED = _NEW + '  when page_view[path contains "security"] visits >= 2 within 60d add 4 as asks_for_security\n'


def measured(leads: Path, events: Path, as_of: datetime) -> dict[str, float]:
    found: dict[str, float] = {}

    def timed(name: str, work: Callable[[], _T]) -> _T:
        started = time.perf_counter()
        result = work()
        found[name] = time.perf_counter() - started
        return result

    text = MODEL.read_text("utf-8")
    assert _NEW in text
    with TemporaryDirectory() as folder:
        first = subject.checked(MODEL)
        store = timed("load", lambda: subject.loaded(first, leads, events))
        timed("first", lambda: subject.scored(first, store, as_of))
        timed("again", lambda: subject.scored(first, store, as_of))
        for name, changed in (
            ("points", edited(text, "points")),
            ("window", edited(text)),
            ("new rule", text.replace(_NEW, _ADDED)),
        ):
            file = Path(folder, "model.lead")
            file.write_text(changed, "utf-8")
            # What somebody waits for who edits: reading and checking the rules, too.
            timed(name, lambda file=file: subject.scored(subject.checked(file), store, as_of))
        timed("next day", lambda: subject.scored(first, store, as_of + timedelta(days=1)))
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--leads", type=Path, required=True, metavar="F")
    options.add_argument("--events", type=Path, required=True, metavar="F")
    given = options.parse_args(arguments)
    print(json.dumps(measured(given.leads, given.events, AS_OF)))


if __name__ == "__main__":
    main()

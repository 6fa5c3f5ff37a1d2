"""Measure leadwright: ``python -m leadwright.benchmarks.run NAME… [--scale small|medium|large] [--runs N]``.

million   the model of 62 rules, files to file, against SQL by hand, a bare scan and a bare GROUP BY
rules     models of 10, 60, 300 and 1,000 rules
events    ten times and thirty times the events, in bounded memory
edit      one rule edited, the data loaded
lead      one lead of fifty events, now
spark     the same model in Spark
engines   other rule engines, given the same facts

Each prints a table of one run: every figure comes from a process of its own, the quickest of ``--runs``. Data are made
where they are missing. Peak memory is that of the largest process; what a JVM takes is not seen, nor its seconds of the
processor. On a machine that does other things as well, the processor's seconds tell more than those of the clock.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from . import subject
from .models import MODEL
from .models import rules as text_of_rules
from .timing import Measured, machine, measure, megabytes, python, ratio, seconds, table
from .vocabulary import AS_OF

_EVENTS_A_LEAD = 30


@dataclass(frozen=True, slots=True)
class Scale:
    """How large benchmarks are: numbers of events, of rules, of leads that are scored singly, of leads with facts."""

    events: int
    steps: tuple[int, ...]
    rules: tuple[int, ...]
    single: int
    facts: int


SCALES = {
    "small": Scale(6_000, (3_000, 6_000), (10, 20), 20, 50),
    "medium": Scale(3_000_000, (300_000, 3_000_000, 10_000_000), (10, 60, 300, 1000), 1000, 5_000),
    "large": Scale(30_000_000, (3_000_000, 30_000_000, 100_000_000), (10, 60, 300, 1000), 1000, 20_000),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What was asked for on the command line, and a folder for what is not kept."""

    scale: Scale
    data: Path
    scratch: Path
    runs: int
    engines: tuple[str, ...]
    memory: str

    def files(self, events: int | None = None) -> tuple[Path, Path]:
        """Leads and events, made if they are not there."""
        events = self.scale.events if events is None else events
        leads = events // _EVENTS_A_LEAD
        folder = self.data / f"{leads}x{events}"
        files = folder / "leads.parquet", folder / "events.parquet"
        if not all(file.exists() for file in files):
            made = measure(python("benchmarks.data", "--leads", leads, "--events", events, "--out", folder))
            if made.failed is not None:
                raise SystemExit(f"no data: {made.failed}")
            print(f"made {leads:,} leads and {events:,} events in {made.seconds:.0f} s: {folder}", file=sys.stderr)
        return files

    def score(self, engine: str, rules: Path, events: int | None = None, memory: str | None = None) -> Measured:
        """``leadwright score``; the results stay in ``results(engine)``."""
        command = subject.score_command(rules, *self.files(events), self.results(engine), AS_OF, engine, memory)
        return measure(command, self.runs)

    def by_hand(self, way: str, *more: str, events: int | None = None) -> Measured:
        leads, found = self.files(events)
        files = ("--leads", leads, "--events", found, "--out", self.results(way))
        return measure(python("benchmarks.handwritten", *files, "--way", way, *more), self.runs)

    def results(self, name: str) -> Path:
        return self.scratch / f"{name}.parquet"

    def are_equal(self, one: str, other: str) -> str:
        return measure(python("benchmarks.agreement", self.results(one), self.results(other))).out.strip()

    @property
    def size(self) -> str:
        return _size(self.scale.events)


def _size(events: int) -> str:
    return f"{events // _EVENTS_A_LEAD:,} leads, {events:,} events"


_COLUMNS = ("", "seconds", "of the first", "processor", "peak MB")


def _row(name: str, found: Measured, first: Measured) -> list[str]:
    if found.failed is not None:
        return [f"{name}: {found.failed}"]
    compared = ratio(found.seconds, first.seconds)
    return [name, seconds(found.seconds), compared, seconds(found.processor), megabytes(found.peak)]


def _rows(found: Mapping[str, Measured]) -> list[list[str]]:
    first = next(iter(found.values()))
    return [_row(name, each, first) for name, each in found.items()]


def million(setting: Setting) -> None:
    _, events = setting.files()
    found = {f"leadwright, {engine}": setting.score(engine, MODEL) for engine in setting.engines}
    found |= {
        "SQL by hand, a branch for each kind of event": setting.by_hand("branches"),
        "the same, with the rules that gave points": setting.by_hand("branches", "--fired"),
        "SQL by hand, one pass": setting.by_hand("one_pass"),
        "scan of all columns": measure(python("benchmarks.bare", "scan", "--events", events), setting.runs),
        "GROUP BY lead_id with a count": measure(python("benchmarks.bare", "group", "--events", events), setting.runs),
    }
    print(table(f"62 rules, {setting.size}, Parquet to Parquet", _COLUMNS, _rows(found)))
    for engine in setting.engines:
        if found[f"leadwright, {engine}"].failed is None:
            print(f"\nresults of {engine} and of SQL by hand: {setting.are_equal(engine, 'branches')}")


def rules(setting: Setting) -> None:
    lines: list[list[str]] = []
    firsts: dict[str, float] = {}
    for count in setting.scale.rules:
        file = setting.scratch / f"rules{count}.lead"
        file.write_text(text_of_rules(count), "utf-8")
        for engine in setting.engines:
            found = setting.score(engine, file)
            if found.failed is not None:
                lines.append([f"{count:,} rules, {engine}: {found.failed}"])
                continue
            of = firsts.setdefault(engine, found.seconds)
            shown = [seconds(found.seconds), ratio(found.seconds, of), seconds(found.processor), megabytes(found.peak)]
            lines.append([f"{count:,} rules, {engine}", *shown])
    print(table(f"Rules, {setting.size}, Parquet to Parquet", _COLUMNS, lines))


def events(setting: Setting) -> None:
    found: dict[str, Measured] = {}
    for step in setting.scale.steps:
        for engine in setting.engines:
            found[f"{step:,} events, {engine}"] = setting.score(engine, MODEL, step, setting.memory)
        found[f"{step:,} events, SQL by hand"] = setting.by_hand("branches", "--memory", setting.memory, events=step)
    print(table(f"62 rules, --memory {setting.memory}, Parquet to Parquet", _COLUMNS, _rows(found)))


def edit(setting: Setting) -> None:
    leads, found = setting.files()
    best = _figures(python("benchmarks.edit", "--leads", leads, "--events", found), setting.runs)
    names = {
        "load": "loading the data",
        "first": "scoring the first time",
        "again": "the same rules again",
        "points": "one rule edited: how it fades",
        "window": "one rule edited: its window",
        "new rule": "one rule more, on events of its own",
        "next day": "the same rules as of the next day",
    }
    whole = best["load"] + best["first"]
    lines = [
        [names[key], seconds(value), ratio(value, best["first"]), ratio(value, whole)] for key, value in best.items()
    ]
    columns = ("", "seconds", "of the first scoring", "of loading and it")
    print(table(f"Re-scoring, 62 rules, {setting.size}, the data loaded", columns, lines))


def lead(setting: Setting) -> None:
    leads, found = setting.files()
    command = python("benchmarks.one_lead", "--leads", leads, "--events", found, "--limit", setting.scale.single)
    best = _figures(command, setting.runs)
    lines = [
        ["score_one", f"{best['score']:.2f}"],
        ["the slowest of 100", f"{best['score, slowest of 100']:.2f}"],
        ["score_one and its explanation", f"{best['explained']:.2f}"],
    ]
    title = f"One lead, 62 rules: the median of {best['leads']:.0f} leads, of {best['events']:.0f} events on average"
    print(table(title, ("", "ms a lead"), lines))


def spark(setting: Setting) -> None:
    found = {f"leadwright, {engine}": setting.score(engine, MODEL) for engine in ("columnar", "spark")}
    small = setting.scale.steps[0]
    found["leadwright, spark, a tenth of the events or less"] = setting.score("spark", MODEL, small)
    print(table(f"Spark, 62 rules, {setting.size}, Parquet to Parquet", _COLUMNS, _rows(found)))


def engines(setting: Setting) -> None:
    count = setting.scale.facts
    best = _figures(python("benchmarks.facts", "--leads", count), setting.runs)
    per_lead = best.pop("events a lead")
    first = float(next(iter(best.values())))
    lines = [
        [name, f"{value:,.1f}", f"{value / first:,.0f}"] if isinstance(value, float) else [f"{name}: {value}"]
        for name, value in best.items()
    ]
    title = f"30 rules on the same facts, {count:,} leads of {per_lead:.0f} events each"
    print(table(title, ("", "µs a lead", "of the first"), lines))


def _figures(command: Sequence[str], runs: int) -> dict[str, float]:
    """The smallest of each figure that a command prints as JSON."""
    best: dict[str, float] = {}
    for _ in range(runs):
        found = measure(command)
        if found.failed is not None:
            raise SystemExit(f"{' '.join(command)}: {found.failed}")
        for name, value in json.loads(found.out).items():
            best[name] = min(best.get(name, value), value)
    return best


BENCHMARKS: Mapping[str, Callable[[Setting], None]] = {
    "million": million,
    "rules": rules,
    "events": events,
    "edit": edit,
    "lead": lead,
    "spark": spark,
    "engines": engines,
}


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("names", nargs="+", choices=[*BENCHMARKS, "all"], metavar="NAME")
    options.add_argument(
        "--scale", choices=SCALES, default="medium", help="3 M events, or 30 M in large; small: seconds"
    )
    options.add_argument("--runs", type=int, default=1, metavar="N", help="the quickest of N")
    options.add_argument("--engines", nargs="+", default=["columnar"], metavar="NAME", help="of leadwright's: columnar")
    options.add_argument("--memory", default="8GB", metavar="SIZE", help="of `events`: 8GB")
    options.add_argument("--data", type=Path, default=Path(gettempdir(), "leadwright-benchmarks"), metavar="DIR")
    given = options.parse_args(arguments)
    names = list(BENCHMARKS) if "all" in given.names else given.names
    print(machine())
    with TemporaryDirectory(prefix="leadwright-benchmarks-") as scratch:
        setting = Setting(
            SCALES[given.scale], given.data, Path(scratch), max(1, given.runs), tuple(given.engines), given.memory
        )
        for name in names:
            BENCHMARKS[name](setting)
            sys.stdout.flush()


if __name__ == "__main__":
    main()

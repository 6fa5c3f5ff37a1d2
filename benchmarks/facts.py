"""Other rule engines on the same facts: ``python -m leadwright.benchmarks.facts --leads N``. Prints JSON.

30 rules of the kind "so many visits: so many points", and leads whose 30 counts are known already. How long each engine
takes for a lead, in microseconds. Beside it what leadwright takes for the same rules on the same facts, and what it
takes from raw events: others' counting would come on top. All have to give the same points.
"""

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from . import subject
from .vocabulary import AS_OF

SOURCES = (
    ("page_view", (1, 7, 14, 30, 90)), ("email_open", (7, 30, 90)), ("email_click", (7, 30, 90)),
    ("login", (7, 14, 30)), ("feature_used", (7, 14, 30)), ("content_download", (30, 90)), ("webinar", (30, 90)),
    ("form_submit", (7, 30)), ("demo_request", (7, 30)), ("video_watch", (30, 90)), ("ad_click", (30, 90)),
    ("meeting", (90,)),
)  # fmt: skip
RULES = tuple(
    (f"{name}_{days}d", name, days, 1 + number % 4, (3, 5, 8, 10, 15)[number % 5])
    for number, (name, days) in enumerate((name, days) for name, windows in SOURCES for days in windows)
)
"""Fact, event, days, least number, points."""

Facts = Mapping[str, int]
Points = Callable[[Facts], int]
_Person = tuple[Facts, list[Mapping[str, Any]]]


def compiled_python() -> Points:
    terms = " + ".join(f"({points} if f['{fact}'] >= {least} else 0)" for fact, _, _, least, points in RULES)
    return eval(f"lambda f: {terms}")


def rule_engine() -> Points:
    import rule_engine as package

    context = package.Context(resolver=package.resolve_item)
    rules = [(package.Rule(f"{fact} >= {least}", context=context), points) for fact, _, _, least, points in RULES]
    return lambda facts: sum(points for rule, points in rules if rule.matches(facts))


def json_logic() -> Points:
    from json_logic import jsonLogic  # type: ignore[import-untyped]

    terms = [{"if": [{">=": [{"var": fact}, least]}, points, 0]} for fact, _, _, least, points in RULES]
    logic = {"+": terms}
    return lambda facts: int(jsonLogic(logic, facts))


def zen_expression() -> Points:
    import zen

    terms = " + ".join(f"({fact} >= {least} ? {points} : 0)" for fact, _, _, least, points in RULES)
    expression = zen.compile_expression(terms)
    return lambda facts: int(expression.evaluate(facts))


def zen_table() -> Points:
    """A decision table that collects, as one draws it in zen's editor."""
    import zen

    fields = [fact for fact, *_ in RULES]
    rows = [
        {"_id": f"row{n}", fact: f">= {least}", "points": str(points)}
        for n, (fact, _, _, least, points) in enumerate(RULES)
    ]
    inputs = [{"id": fact, "name": fact, "field": fact} for fact in fields]
    blank = dict.fromkeys(fields, "")
    content = {
        "hitPolicy": "collect",
        "inputs": inputs,
        "outputs": [{"id": "points", "name": "points", "field": "points"}],
        "rules": [{**blank, **row} for row in rows],
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
        {"id": "table", "name": "table", "type": "decisionTableNode", "content": content, "position": {"x": 0, "y": 0}},
        {"id": "out", "name": "out", "type": "outputNode", "position": {"x": 0, "y": 0}},
    ]
    edges = [
        {"id": "a", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "b", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    return lambda facts: sum(row["points"] for row in decision.evaluate(facts)["result"])


ENGINES: Mapping[str, Callable[[], Points]] = {
    "Python, compiled": compiled_python,
    "rule-engine": rule_engine,
    "panzi-json-logic": json_logic,
    "zen-engine, an expression": zen_expression,
    "zen-engine, a decision table": zen_table,
}


def model_of_facts() -> str:
    fields = "\n".join(f"  {fact} number" for fact, *_ in RULES)
    rules = "\n".join(f"when {fact} >= {least} add {points}" for fact, _, _, least, points in RULES)
    return f"lead\n{fields}\n{rules}\n"


def model_of_events() -> str:
    events = "\n".join(f"event {name}" for name, _ in SOURCES)
    rules = "\n".join(f"when {name} events >= {n} within {days}d add {points}" for _, name, days, n, points in RULES)
    return f"{events}\n{rules}\n"


def made_up(leads: int, seed: int = 1) -> list[_Person]:
    """Leads' facts, and events that come to just these."""
    random = Random(seed)
    found: list[_Person] = []
    now = subject.microseconds(AS_OF)
    for _ in range(leads):
        ages = [(name, random.random() ** 2 * 120) for name, _ in SOURCES for _ in range(random.randrange(10))]
        facts = {fact: sum(n == name and age < days for n, age in ages) for fact, name, days, _, _ in RULES}
        events = [{"type": name, "ts": _moment(now - int(age * 86_400_000_000))} for name, age in ages]
        found.append((facts, events))
    return found


def _moment(at: int) -> str:
    from ..dsl.values import time_text

    return time_text(at)


def measured(leads: int, runs: int = 3) -> dict[str, float | str]:
    """Microseconds a lead for each engine; why not, for one that is not installed."""
    people = made_up(leads)
    expected = [compiled_python()(facts) for facts, _ in people]
    found: dict[str, float | str] = {}
    for name, make in ENGINES.items():
        try:
            engine = make()
        except ImportError:
            found[name] = "not installed"
            continue
        found[name] = _quickest(runs, leads, expected, lambda engine=engine: [engine(facts) for facts, _ in people])
    with TemporaryDirectory() as folder:
        on_facts, on_events = Path(folder, "facts.lead"), Path(folder, "events.lead")
        on_facts.write_text(model_of_facts(), "utf-8")
        on_events.write_text(model_of_events(), "utf-8")
        found |= _by_leadwright(on_facts, on_events, people, expected, runs)
    found["events a lead"] = sum(len(events) for _, events in people) / leads
    return found


def _by_leadwright(
    on_facts: Path, on_events: Path, people: Sequence[_Person], expected: Sequence[int], runs: int
) -> dict[str, float | str]:
    count = len(people)
    facts, events = subject.scorer(on_facts), subject.scorer(on_events)
    found: dict[str, float | str] = {
        "leadwright, one by one, the facts": _quickest(
            runs, count, expected, lambda: [int(facts.score_one(lead, (), AS_OF).score) for lead, _ in people]
        ),
        "leadwright, one by one, raw events": _quickest(
            runs, count, expected, lambda: [int(events.score_one({}, done, AS_OF).score) for _, done in people]
        ),
    }
    with TemporaryDirectory() as folder:
        written = _files(Path(folder), people)
        for name, rules, files in (
            ("leadwright, all at once, a file of the facts", on_facts, (written[0], written[2])),
            ("leadwright, all at once, a file of raw events", on_events, written[1:]),
        ):
            model = subject.checked(rules)
            found[name] = _quickest(
                runs, count, expected, lambda model=model, files=files: subject.whole_points(model, *files, AS_OF)
            )
    return found


def _files(folder: Path, people: Sequence[_Person]) -> tuple[Path, Path, Path]:
    """Parquet files of facts, of leads without any, and of events."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    facts, bare, events = (folder / f"{name}.parquet" for name in ("facts", "leads", "events"))
    numbers = list(range(1, len(people) + 1))
    pq.write_table(
        pa.Table.from_pylist([{"lead_id": n, **f} for n, (f, _) in zip(numbers, people, strict=True)]), facts
    )
    pq.write_table(pa.table({"lead_id": numbers}), bare)
    rows = [{"lead_id": n, **event} for n, (_, done) in zip(numbers, people, strict=True) for event in done]
    pq.write_table(pa.Table.from_pylist(rows), events)
    return facts, bare, events


def _quickest(runs: int, leads: int, expected: Sequence[int], work: Callable[[], list[int]]) -> float:
    best = float("inf")
    for _ in range(runs):
        started = time.perf_counter()
        given = work()
        best = min(best, time.perf_counter() - started)
        assert given == list(expected), "another answer"
    return best / leads * 1e6


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--leads", type=int, default=10_000, metavar="N")
    given = options.parse_args(arguments)
    print(json.dumps(measured(given.leads)))


if __name__ == "__main__":
    main()

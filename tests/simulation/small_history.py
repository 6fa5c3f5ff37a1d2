"""A small world in which everything happens on a grid of twelve hours, so that evaluating leads at every point of it by
the reference evaluator finds all that ever changes."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from leadwright.dsl.check import check
from leadwright.dsl.model import Model
from leadwright.dsl.types import Type
from leadwright.dsl.values import time_text
from leadwright.engine.evaluate import Evaluator, Scored
from leadwright.engine.project import Project
from leadwright.engine.records import Event, Lead
from leadwright.engine.simulation import Asked, Simulating, Simulation
from leadwright.engine.simulation.stays import Batch
from leadwright.engine.source import Source, open_source

HOUR = 3_600_000_000
STEP = 12 * HOUR
DAY = 24 * HOUR
START = 1_759_276_800_000_000
"""2025-10-01T00:00Z"""
END = START + 75 * DAY
"""2025-12-15: the clocks of New York went back on 2 November."""

RULES = """model "Small" timezone "America/New_York"
lead
  country text
  created_at time
event view
event demo
event call
event recycled
event spam

group interest
  each view within 14d add 10 up to 40
  when demo within 10d add 30
group company
  when country is "US" add 10

stage MQL
  when score >= 40
  or when demo within 3d
  route to "fast" within 12h met by call for demo within 3d
  route to "slow" within 2 business days met by call
stage PQL holds until recycled
  when view visits >= 3 within 7d
  route to "product" within 3d met by call
stage SQL after MQL
  when call
  route to "closers"

disqualify when spam within 5d because "spam"

segment "US" when country is "US"
segment "keen" when view visits >= 2 within 5d
segment "keen" when demo within 2d
"""


@dataclass(frozen=True)
class World:
    """``start``: when each lead began, None if nobody knows."""

    folder: Path
    leads: tuple[Lead, ...]
    model: Model

    @cached_property
    def project(self) -> Project:
        here = self.folder
        return Project.adhoc([here / "model.lead"], [here / "leads.csv"], [here / "events.csv"])

    def source(self) -> Source:
        return open_source(self.project)

    def start(self, lead: Lead) -> int | None:
        created = lead.fields.get("created_at")
        first = min((e.at for e in lead.events if e.at <= END), default=None)
        return created if isinstance(created, int) else first

    def simulated(self, asked: Asked, memory: int | None = None) -> tuple[Simulation, list[Batch]]:
        simulating = Simulating(self.model, self.source(), asked, memory)
        batches = list(simulating.batches())
        return simulating.result(), batches

    @cached_property
    def grid(self) -> list[int]:
        return list(range(START - 20 * DAY, END + 40 * DAY, STEP))

    @cached_property
    def scored(self) -> dict[str, list[Scored]]:
        """Each lead at every point of the grid; the events after the end do not exist."""
        evaluator = Evaluator(self.model)
        return {
            str(lead.id): [
                evaluator.at(Lead(lead.id, lead.fields, [e for e in lead.events if e.at <= END]), at)
                for at in self.grid
            ]
            for lead in self.leads
        }

    def is_at(self, lead: Lead, stage: str) -> list[bool]:
        return [s.reached[stage] and s.reason is None for s in self.scored[str(lead.id)]]

    def stays(self, lead: Lead, stage: str) -> list[tuple[int | None, int | None]]:
        """From when to when it was at a stage; no beginning: always, no end: to the end of the grid."""
        found: list[tuple[int | None, int | None]] = []
        since: int | None = None
        was = False
        for number, (at, now) in enumerate(zip(self.grid, self.is_at(lead, stage), strict=True)):
            if now and not was:
                since = None if number == 0 else at
            if was and not now:
                found.append((since, at))
            was = now
        return [*found, (since, None)] if was else found

    def dated(self, lead: Lead, stage: str) -> list[tuple[int | None, int | None]]:
        """The same up to the end, dated from the lead's beginning where there is none."""
        start = self.start(lead)
        found = [(start if since is None else since, until) for since, until in self.stays(lead, stage)]
        return [
            (since, until)
            for since, until in found
            if (since is None or since <= END) and not (until is not None and since is not None and until <= since)
        ]


def leads_of(seed: int, count: int) -> tuple[Lead, ...]:
    dice = random.Random(seed)
    return tuple(_lead(dice, f"L{number:02}") for number in range(count))


def _lead(dice: random.Random, id: str) -> Lead:
    fields: dict[str, Any] = {}
    country = dice.choice(["US", "US", "DE", "FR", "IT", None])
    if country is not None:
        fields["country"] = country
    if dice.random() < 0.7:
        fields["created_at"] = START + dice.randrange(-10, 70) * STEP
    kinds = ["view"] * 6 + ["demo", "call", "call", "recycled", "spam"]
    many = dice.choice([0, 2, 8, 15])
    events = [Event(START + dice.randrange(0, 160) * STEP, dice.choice(kinds)) for _ in range(many)]
    return Lead(id, fields, sorted(events, key=lambda event: event.at))


def world(folder: Path, seed: int, count: int = 24, rules: str = RULES) -> World:
    leads = leads_of(seed, count)
    (folder / "model.lead").write_text(rules, encoding="utf-8")
    _write(folder / "leads.csv", ["lead_id", "country", "created_at"], _lead_rows(leads))
    _write(folder / "events.csv", ["lead_id", "ts", "type"], _event_rows(leads))
    checked = check([folder / "model.lead"], folder)
    assert checked.model is not None, checked.diagnostics
    assert checked.model.fields["created_at"].type is Type.TIME
    return World(folder, leads, checked.model)


def _lead_rows(leads: tuple[Lead, ...]) -> Iterator[list[str]]:
    for lead in leads:
        created = lead.fields.get("created_at")
        yield [
            str(lead.id),
            str(lead.fields.get("country", "")),
            time_text(created) if isinstance(created, int) else "",
        ]


def _event_rows(leads: tuple[Lead, ...]) -> Iterator[list[str]]:
    for lead in leads:
        for event in lead.events:
            yield [str(lead.id), time_text(event.at), event.type]


def _write(path: Path, head: list[str], rows: Iterator[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)

"""What a simulation adds up against the reference evaluator, asked at every moment at which anything changes."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from leadwright.dsl.values import time_text
from leadwright.engine.records import Lead
from leadwright.engine.routes import routed
from leadwright.engine.simulation import Asked, Simulation
from leadwright.engine.simulation.levels import PERCENTS
from leadwright.engine.simulation.tables import TABLES, tables_of
from small_history import DAY, END, START, STEP, World, world

FROM = START + 10 * DAY
SEEDS = (1, 2, 3)
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture(scope="module", params=SEEDS)
def worlds(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("world"), request.param)


@pytest.fixture(scope="module")
def simulated(worlds: World) -> Simulation:
    asked = Asked(last=END, first=FROM, by="week", every=DAY, splits=("country",), most=2, ahead=30, below=(2500,))
    return worlds.simulated(asked)[0]


def week(at: int) -> str:
    day = datetime.fromtimestamp(at / 1_000_000, NEW_YORK).date()
    return (day - timedelta(days=day.weekday())).isoformat()


def month(at: int) -> str:
    return datetime.fromtimestamp(at / 1_000_000, NEW_YORK).date().isoformat()[:7]


def first_entries(world: World, stage: str) -> dict[str, int | None]:
    """The first moment at which each lead came to a stage; None: always there, nobody knows since when."""
    found = {str(lead.id): world.dated(lead, stage) for lead in world.leads}
    return {id: stays[0][0] for id, stays in found.items() if stays}


@pytest.mark.parametrize("by", ["week", "month"])
def test_periods_count_who_comes_and_who_leaves(worlds: World, by: str) -> None:
    found, _ = worlds.simulated(Asked(last=END, first=FROM, by="week" if by == "week" else "month"))
    label = week if by == "week" else month
    for course in found.courses:
        first, again, left = Counter[str](), Counter[str](), Counter[str]()
        for lead in worlds.leads:
            for number, (since, until) in enumerate(worlds.dated(lead, course.stage)):
                if since is not None and since >= FROM:
                    (again if number else first)[label(since)] += 1
                if until is not None and FROM <= until <= END:
                    left[label(until)] += 1
        assert {s.label: s.first for s in course.steps if s.first} == first
        assert {s.label: s.again for s in course.steps if s.again} == again
        assert {s.label: s.left for s in course.steps if s.left} == left
        assert sum(first.values()), "this tests something"


def test_who_is_there_at_the_end_of_a_period(worlds: World, simulated: Simulation) -> None:
    for course in simulated.courses:
        for step in course.steps:
            there = own = 0
            for lead in worlds.leads:
                at = max(n for n, moment in enumerate(worlds.grid) if moment < step.end)
                is_there = worlds.is_at(lead, course.stage)[at]
                there += is_there
                own += is_there and worlds.scored[str(lead.id)][at].at.outcomes.stage == course.stage
            assert (step.at_end, step.own) == (there, own), (course.stage, step.label)
        before = course.before
        for step in course.steps:
            before += step.first + step.again - step.left
            assert before == step.at_end


def test_periods_are_those_of_the_zone(simulated: Simulation) -> None:
    steps = simulated.courses[0].steps
    assert [s.label for s in steps[:2]] == ["2025-10-06", "2025-10-13"]
    assert steps[0].start == FROM and steps[-1].end == END + 1, "what is looked at"
    starts = {s.label: time_text(s.start) for s in steps}
    assert starts["2025-10-27"] == "2025-10-27T04:00:00Z", "the clocks of New York are four hours behind"
    assert starts["2025-11-03"] == "2025-11-03T05:00:00Z", "and five, a day after they went back"
    assert all(one.end == other.start for one, other in pairwise(steps))
    assert date.fromisoformat(steps[5].label).weekday() == 0


def test_beginnings_are_counted(worlds: World, simulated: Simulation) -> None:
    starts = [worlds.start(lead) for lead in worlds.leads]
    expected = Counter(week(at) for at in starts if at is not None and FROM <= at <= END)
    found = {s.label: n for s, n in zip(simulated.courses[0].steps, simulated.beginnings, strict=True) if n}
    assert found == expected
    assert simulated.leads == len(worlds.leads)
    assert simulated.known == sum(at is None or at <= END for at in starts)


def rank(values: list[int], percent: int) -> int | None:
    """The smallest value that at least so many per cent do not exceed."""
    return next((v for v in sorted(values) if 100 * sum(w <= v for w in values) >= percent * len(values)), None)


def test_time_to_a_stage(worlds: World, simulated: Simulation) -> None:
    for time in simulated.times:
        entries = first_entries(worlds, time.stage)
        taken: list[int] = []
        for lead in worlds.leads:
            since, start = entries.get(str(lead.id)), worlds.start(lead)
            if since is not None and since >= FROM and start is not None:
                taken.append(max(since - start, 0))
        assert (time.count, time.median, time.p90) == (len(taken), rank(taken, 50), rank(taken, 90))
        not_yet = [lead for lead in worlds.leads if str(lead.id) not in entries and _has_begun(worlds, lead)]
        assert time.waiting == len(not_yet)


def _has_begun(world: World, lead: Lead) -> bool:
    start = world.start(lead)
    return start is None or start <= END


def test_by_field_and_by_segment(worlds: World, simulated: Simulation) -> None:
    by_country, by_segment = simulated.splits
    assert (by_country.by, by_segment.by) == ("country", "segment")
    values = {str(lead.id): str(lead.fields.get("country", "(none)")) for lead in worlds.leads}
    begun = Counter(values[str(lead.id)] for lead in worlds.leads if _has_begun(worlds, lead))
    named = sorted((v for v in begun if v != "(none)"), key=lambda v: (-begun[v], v))[:2]
    shown = {v: v if v in named or v == "(none)" else "(other)" for v in begun}
    for number, stage in enumerate(by_country.stages):
        entries = first_entries(worlds, stage)
        reached = Counter(shown[values[id]] for id in entries)
        assert {s.value: s.stages[number].reached for s in by_country.shares if s.stages[number].reached} == reached
    assert sum(share.leads for share in by_country.shares) == simulated.known
    assert [share.value for share in by_country.shares] == [*named, "(other)", "(none)"]
    for number, stage in enumerate(by_segment.stages):
        for share in by_segment.shares:
            at_entry = 0
            for id, since in first_entries(worlds, stage).items():
                at = worlds.grid.index(END if since is None else since)
                at_entry += share.value in worlds.scored[id][at].segments
            assert share.stages[number].reached == at_entry, (stage, share.value)


def test_scores_over_time(worlds: World, simulated: Simulation) -> None:
    assert [(t.stage, t.least) for t in simulated.thresholds] == [("MQL", 4000), (None, 2500)]
    for level in simulated.levels[:: len(simulated.levels) // 9]:
        at = worlds.grid.index(level.at)
        scores = [
            worlds.scored[str(lead.id)][at].score
            for lead in worlds.leads
            if (start := worlds.start(lead)) is None or start <= level.at
        ]
        assert level.leads == len(scores)
        assert level.quantiles == tuple(rank(scores, percent) for percent in PERCENTS)
        assert level.above == (sum(s >= 4000 for s in scores), sum(s >= 2500 for s in scores))
    assert simulated.levels[0].at == FROM and simulated.levels[-1].at == END


def test_promises_are_those_of_the_reference(worlds: World, simulated: Simulation) -> None:
    expected: Counter[tuple[str, str, str]] = Counter()
    for stage in worlds.model.stages:
        for lead in worlds.leads:
            now = worlds.scored[str(lead.id)][worlds.grid.index(END)]
            for since, _ in worlds.dated(lead, stage.name):
                if since is None or since < FROM:
                    continue
                scored = worlds.scored[str(lead.id)][worlds.grid.index(since)]
                route = routed(stage, scored)
                assert route is not None
                expected[stage.name, route.queue, "came"] += 1
                if route.due is None or route.since is None:
                    continue
                met_by = next(r.met_by for r in stage.routes if r.queue == route.queue)
                assert met_by is not None
                met = next((e.at for e in now.at.stream(met_by) if e.at > route.since), None)
                in_time = met is not None and met <= route.due
                what = "in_time" if in_time else "late" if met else "missed" if route.due <= END else "open"
                expected[stage.name, route.queue, what] += 1
    found: Counter[tuple[str, str, str]] = Counter()
    for route in simulated.routes:
        for what in ("came", "in_time", "late", "missed", "open"):
            found[route.stage, route.queue, what] += getattr(route.kept, what)
            assert getattr(route.kept, what) == sum(getattr(kept, what) for _, kept in route.by_period)
    assert +found == expected
    assert {"in_time", "late", "missed"} <= {what for _, _, what in expected}


def test_what_comes_if_nothing_more_happens(worlds: World, simulated: Simulation) -> None:
    found = {each.what: each for each in simulated.ahead}
    now = worlds.grid.index(END)
    expected: dict[str, dict[str, int | None]] = {}
    for stage in worlds.model.stages:
        what = expected.setdefault(f"leaves {stage.name}", {})
        for lead in worlds.leads:
            there = worlds.is_at(lead, stage.name)
            if there[now] and _has_begun(worlds, lead):
                gone = next((n for n in range(now, len(there)) if not there[n]), None)
                what[str(lead.id)] = None if gone is None else worlds.grid[gone]
    for least, name in ((2500, "25"), (4000, "40")):
        what = expected.setdefault(f"falls below score >= {name}", {})
        for lead in worlds.leads:
            scores = [s.score for s in worlds.scored[str(lead.id)]]
            if scores[now] >= least and _has_begun(worlds, lead):
                gone = next((n for n in range(now, len(scores)) if scores[n] < least), None)
                what[str(lead.id)] = None if gone is None else worlds.grid[gone]
    assert set(found) == set(expected)
    until = END + 30 * DAY
    for what, leads in expected.items():
        assert found[what].now == len(leads)
        gone = {id: at for id, at in leads.items() if at is not None and at <= until}
        assert {str(x.lead): x.at for x in found[what].leaving} == gone
        assert [x.at for x in found[what].leaving] == sorted(gone.values())
        assert found[what].by_day[-1] == (30, len(gone))
        assert found[what].by_day[0] == (7, sum(at <= END + 7 * DAY for at in gone.values()))
    assert any(found[what].leaving for what in found)


def test_any_memory_gives_the_same(worlds: World, simulated: Simulation) -> None:
    asked = Asked(last=END, first=FROM, by="week", every=DAY, splits=("country",), most=2, ahead=30, below=(2500,))
    found, batches = worlds.simulated(asked, memory=1)
    assert len(batches) > 5
    assert tables_of(found) == tables_of(simulated)
    assert tuple(tables_of(found)) == TABLES


def test_what_is_asked_for_is_all_that_exists(worlds: World) -> None:
    """Events after the end change nothing."""
    early, _ = worlds.simulated(Asked(last=END - 30 * DAY, first=FROM))
    late, _ = worlds.simulated(Asked(last=END, first=FROM))
    for one, other in zip(early.courses, late.courses, strict=True):
        whole = [s for s in one.steps if s.end <= END - 30 * DAY]
        assert whole and whole == list(other.steps[: len(whole)])


def test_without_being_asked_the_empty_beginning_is_left_out(worlds: World) -> None:
    found, _ = worlds.simulated(Asked(last=END))
    assert found.courses[0].steps[0].label in ("2025-09", "2025-10"), "not a year before"
    assert found.first == found.courses[0].steps[0].start
    assert datetime.fromtimestamp(found.first / 1_000_000, UTC).day == 1
    assert all(level.at >= found.first for level in found.levels)


def test_a_lead_that_is_there_from_its_first_day_is_dated_from_it(tmp_path: Path) -> None:
    rules = 'lead country text created_at time\nevent view\nstage MQL when country is "US"\n'
    here = world(tmp_path, 5, rules=rules)
    found, _ = here.simulated(Asked(last=END, first=START - 20 * DAY))
    american = [lead for lead in here.leads if lead.fields.get("country") == "US"]
    starts = [here.start(lead) for lead in american]
    assert found.courses[0].first == sum(at is not None and at <= END for at in starts)
    assert found.courses[0].undated == sum(at is None for at in starts)
    assert found.times[0].median == 0


def test_moments_between_the_points_of_a_grid_are_exact(tmp_path: Path) -> None:
    here = world(tmp_path, 1)
    (tmp_path / "leads.csv").write_text("lead_id,country,created_at\nA,DE,2025-10-01T00:00:00Z\n")
    (tmp_path / "events.csv").write_text("lead_id,ts,type\nA,2025-10-20T13:14:15.000016Z,demo\n")
    found, _ = here.simulated(Asked(last=END, first=START, every=7 * DAY))
    assert time_text(found.times[0].median + START) == "2025-10-20T13:14:15.000016Z"  # type: ignore[operator]
    assert STEP

"""Both models on a project's data: in one store or several, with values that mean different days to the two."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from leadwright.dsl.errors import DataError
from leadwright.engine.changes.as_json import as_json
from leadwright.engine.changes.models import compared
from leadwright.engine.changes.scoring import Tried, tried
from leadwright.engine.changes.weeks import WEEK
from leadwright.engine.outcomes import open_outcomes
from leadwright.engine.project import Project, parse_as_of
from rules_compared import model_of_text

BEFORE = """
lead
  size number
event visit
  path text
event mail
group g max 40
  each visit within 30d add 5
  when size > 50 add 10
stage MQL
  when score >= 15
stage SQL holds until mail
  when score >= 30
segment "big" when size > 50
"""
AFTER = BEFORE.replace("add 5", "add 7.5 once per path").replace("size > 50 add", "size > 30 add")
AS_OF = parse_as_of("2026-03-01T12:00:00Z")
LEADS = 60


@pytest.fixture
def project(tmp_path: Path) -> Project:
    leads = "".join(f"L{n},{n * 7 % 100},2026-02-{1 + n % 28:02}T23:30:00Z\n" for n in range(LEADS))
    (tmp_path / "leads.csv").write_text(f"lead_id,size,signed\n{leads}", "utf-8")
    (tmp_path / "events.csv").write_text("lead_id,ts,type,path\n" + "".join(_events()), "utf-8")
    outcomes = "".join(f"L{n},{('won', 'lost', '')[n % 3]}\n" for n in range(0, LEADS, 2))
    (tmp_path / "outcomes.csv").write_text(f"lead_id,outcome\n{outcomes}", "utf-8")
    found = Project.adhoc((), [tmp_path / "leads.csv"], [tmp_path / "events.csv"])
    return found.with_outcomes([tmp_path / "outcomes.csv"])


def _events() -> Iterator[str]:
    for n in range(LEADS * 8):
        kind = "mail" if n % 11 == 0 else "visit"
        yield f"L{n * 13 % LEADS},2026-{1 + n % 2:02}-{1 + n * 5 % 28:02}T{n % 24:02}:00:00Z,{kind},/{n % 3}\n"


def found(
    project: Project, before: str, after: str, memory: int | None = None
) -> tuple[Tried, list[tuple[str, int, int]]]:
    seen: list[tuple[str, int, int]] = []
    comparison = compared(model_of_text(before), model_of_text(after))
    outcomes = open_outcomes(project)
    return tried(comparison, project, AS_OF, outcomes, lambda *step: seen.append(step), memory), seen


def test_many_stores_are_as_one(project: Project) -> None:
    (one, _), (many, seen) = found(project, BEFORE, AFTER), found(project, BEFORE, AFTER, memory=3_000)
    assert len({done for stage, done, _ in seen if stage == "scoring"}) > 3
    told = [as_json("", "", "", t.effects.comparison, t)["effects"] for t in (one, many)]
    for key in told[0]:
        if key == "stages":
            one_way, other_way = ({(s["before"], s["after"]): s for s in t[key]} for t in told)
            assert one_way == other_way
        else:
            assert told[0][key] == told[1][key], key
    assert one.effects.all.score > 10
    assert one.effects.all.stage > 3
    assert one.effects.results["won"].leads == 10


def test_progress_ends_with_all_leads(project: Project) -> None:
    _, seen = found(project, BEFORE, AFTER)
    for stage in ("scoring", "over time"):
        assert [step for step in seen if step[0] == stage][-1] == (stage, LEADS, LEADS)


def test_weeks_are_counted_by_first_moments(project: Project) -> None:
    result, _ = found(project, BEFORE, AFTER)
    before, after = result.weeks
    assert set(before.reached) == {"MQL", "SQL"}
    assert before.starts[-1] == AS_OF - WEEK
    assert len(before.reached["MQL"]) == 12
    assert 0 < before.reached["MQL"].sum() <= LEADS
    assert before.reached["MQL"].tolist() != after.reached["MQL"].tolist()


def test_a_week_is_that_of_the_first_time(project: Project) -> None:
    rules = "event mail\nevent visit\nstage S\n  when {}"
    result, _ = found(project, rules.format("mail"), rules.format("visit or mail"))
    for weeks, kinds in zip(result.weeks, (("mail",), ("mail", "visit")), strict=True):
        first: dict[str, int] = {}
        for line in _events():
            lead, ts, kind, _ = line.split(",")
            if kind in kinds and parse_as_of(ts) <= AS_OF:
                first[lead] = min(parse_as_of(ts), first.get(lead, AS_OF))
        ago = [(AS_OF - at) // WEEK for at in first.values()]
        assert weeks.reached["S"].tolist() == [ago.count(n) for n in range(11, -1, -1)]


def test_a_field_read_as_two_types(project: Project) -> None:
    after = BEFORE.replace("size number", "size text").replace("size > 50", 'size is "70"')
    result, _ = found(project, BEFORE, after)
    segment = result.effects.segments["big"]
    sizes = [n * 7 % 100 for n in range(LEADS)]
    assert (segment.before, segment.after) == (sum(s > 50 for s in sizes), sizes.count(70))


def test_a_day_is_that_of_each_models_own_zone(project: Project) -> None:
    rules = 'model "m" timezone "{}"\nlead\n  signed date\nsegment "then" when signed is 2026-02-11'
    result, _ = found(project, rules.format("UTC"), rules.format("Asia/Tokyo"))
    segment = result.effects.segments["then"]
    days = [1 + n % 28 for n in range(LEADS)]  # half past eleven in the evening, UTC
    assert (segment.before, segment.after) == (days.count(11), days.count(10))


def test_other_events_are_ignored(project: Project) -> None:
    result, _ = found(project, BEFORE, f'ignore visit[path is "/0"]\n{BEFORE}')
    effect = next(e for e in result.effects.rules if e.pair.rule.text.startswith("each visit"))
    assert effect.pair.same
    assert effect.leads > 0 > effect.total


def test_data_that_is_not_there(project: Project, tmp_path: Path) -> None:
    (tmp_path / "events.csv").unlink()
    with pytest.raises(DataError, match="events"):
        found(project, BEFORE, AFTER)

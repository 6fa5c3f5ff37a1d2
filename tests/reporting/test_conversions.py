"""The way from lead to MQL, SQL and customer against the reference evaluator, asked at every moment."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from leadwright.dsl.errors import DataError
from leadwright.dsl.values import time_text
from leadwright.engine.outcomes import LOST, OPEN, WON
from leadwright.engine.project import Project, ReportSettings
from leadwright.engine.reporting import Figures, figures_of
from leadwright.engine.reporting.run import roles_of
from small_history import DAY, END, START, World, world

FROM = START + 5 * DAY
NEW_YORK = ZoneInfo("America/New_York")


def month(at: int) -> str:
    return datetime.fromtimestamp(at / 1_000_000, NEW_YORK).date().isoformat()[:7]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("world"), 7, 45)


@pytest.fixture(scope="module")
def outcomes(here: World) -> dict[str, tuple[int, int | None]]:
    """Lead to result and moment: every third is won, every third lost, some after the end of the report."""
    found: dict[str, tuple[int, int | None]] = {}
    for number, lead in enumerate(here.leads):
        result = (WON, LOST, OPEN)[number % 3]
        found[str(lead.id)] = result, END - (number % 7 - 1) * 9 * DAY
    lines = [
        f"{id},{ {WON: 'won', LOST: 'lost', OPEN: 'open'}[result] },{time_text(at or 0)}"
        for id, (result, at) in found.items()
    ]
    (here.folder / "outcomes.csv").write_text("\n".join(["lead_id,outcome,at", *lines]))
    return found


@pytest.fixture(scope="module")
def figures(here: World, outcomes: dict[str, tuple[int, int | None]]) -> Figures:
    assert outcomes
    project = here.project.with_outcomes([here.folder / "outcomes.csv"])
    return figures_of(here.model, project, here.source(), END, FROM)


def first_mqls(here: World) -> dict[str, int | None]:
    found = {str(lead.id): here.dated(lead, "MQL") for lead in here.leads}
    return {id: stays[0][0] for id, stays in found.items() if stays}


def later_sqls(here: World) -> dict[str, int]:
    """Since when each MQL was an SQL, at its first moment as an MQL or later."""
    found: dict[str, int] = {}
    for lead in here.leads:
        id = str(lead.id)
        if id in first_mqls(here):
            mql = first_mqls(here)[id] or -1
            stays = [(s or -1, u) for s, u in here.dated(lead, "SQL") if u is None or u > mql]
            if stays:
                found[id] = max(stays[0][0], mql)
    return found


def test_mqls_that_became_sqls(here: World, figures: Figures) -> None:
    mqls, sqls = first_mqls(here), later_sqls(here)
    inside = {id: at for id, at in mqls.items() if at is not None and FROM <= at <= END}
    came = Counter(month(at) for at in inside.values())
    went_on = Counter(month(at) for id, at in inside.items() if id in sqls)
    assert {c.label: c.count for c in figures.to_sql.cohorts if c.count} == came
    assert {c.label: c.went_on for c in figures.to_sql.cohorts if c.went_on} == went_on
    taken = sorted(sqls[id] - at for id, at in inside.items() if id in sqls)
    assert figures.to_sql.median == taken[(len(taken) - 1) // 2]
    assert len(taken) > 5


def test_customers_are_those_of_the_outcomes(
    here: World, figures: Figures, outcomes: dict[str, tuple[int, int | None]]
) -> None:
    dated = {str(lead.id): here.dated(lead, "SQL") for lead in here.leads}
    firsts = {id: stays[0][0] for id, stays in dated.items() if stays}
    sqls = {id for id, at in firsts.items() if at is not None and FROM <= at <= END}
    decided = {id: result for id, (result, at) in outcomes.items() if at is None or at <= END}
    assert figures.to_customer.count == len(sqls)
    assert figures.to_customer.went_on == sum(decided.get(id) == WON for id in sqls)
    assert figures.to_customer.lost == sum(decided.get(id) == LOST for id in sqls)
    assert figures.to_customer.went_on and figures.to_customer.lost
    assert any(at is not None and at > END for _, at in outcomes.values()), "what is to come does not count"
    assert figures.knows_when


def test_the_funnel_is_of_the_same_leads(
    here: World, figures: Figures, outcomes: dict[str, tuple[int, int | None]]
) -> None:
    starts = {str(lead.id): here.start(lead) for lead in here.leads}
    begun = {id for id, at in starts.items() if at is None or FROM <= at <= END}
    sqls = later_sqls(here)
    won = {id for id, (result, at) in outcomes.items() if result == WON and (at is None or at <= END)}
    found = figures.funnel
    assert found.leads == len(begun)
    assert found.mqls == len(begun & first_mqls(here).keys())
    assert found.sqls == len(begun & sqls.keys())
    assert found.customers == len(begun & sqls.keys() & won)
    assert found.leads > found.mqls > found.sqls > found.customers > 0


def test_young_months_are_those_that_most_had_no_time_in(figures: Figures) -> None:
    young = [c.is_young for c in figures.to_sql.cohorts]
    assert young == sorted(young), "the last ones"
    assert young[-1] and not young[0]
    count, went_on = figures.to_sql.settled
    old = [c for c in figures.to_sql.cohorts if not c.is_young]
    assert (count, went_on) == (sum(c.count for c in old), sum(c.went_on for c in old))


def test_coverage_counts_every_event(here: World, figures: Figures) -> None:
    events = [event for lead in here.leads for event in lead.events if event.at <= END]
    for covered in figures.coverage:
        at = [event.at for event in events if event.type == covered.type]
        assert (covered.count, covered.first, covered.last) == (len(at), min(at), max(at))
        assert sum(covered.by_period) == sum(moment >= FROM for moment in at)
        assert covered.is_read, "all of them"
    assert [c.count for c in figures.coverage] == sorted((c.count for c in figures.coverage), reverse=True)


def test_an_event_that_rules_read_and_that_stopped_is_quiet(tmp_path: Path) -> None:
    here = world(tmp_path, 1)
    (tmp_path / "events.csv").write_text(
        "lead_id,ts,type\nL00,2025-10-02,view\nL00,2025-12-10,demo\nL00,2025-10-02,old\n"
    )
    found = figures_of(here.model, here.project, here.source(), END)
    quiet = {covered.type: covered.is_quiet(END) for covered in found.coverage}
    assert quiet == {"view": True, "demo": False, "old": False, "call": True, "recycled": True, "spam": True}
    by_type = {covered.type: covered for covered in found.coverage}
    assert by_type["call"].first is None
    assert not by_type["old"].is_read


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (ReportSettings(mql="MQLs"), "did you mean `MQL`?"),
        (ReportSettings(sql="sales"), "stages: MQL, PQL, SQL"),
        (ReportSettings(mql="SQL"), "cannot be both MQL and SQL"),
    ],
)
def test_stages_that_are_not_there(here: World, settings: ReportSettings, said: str) -> None:
    with pytest.raises(DataError) as error:
        roles_of(here.model, settings)
    assert said in f"{error.value.message} {error.value.help}"


def test_which_stage_is_which(here: World) -> None:
    roles = roles_of(here.model, ReportSettings())
    assert (roles.mql.name, roles.sql and roles.sql.name, roles.customer) == ("MQL", "SQL", None)
    roles = roles_of(here.model, ReportSettings(mql="PQL", customer="MQL"))
    assert (roles.mql.name, roles.sql and roles.sql.name, roles.customer and roles.customer.name) == (
        "PQL", "SQL", "MQL"
    )  # fmt: skip
    assert Project.adhoc().report == ReportSettings()

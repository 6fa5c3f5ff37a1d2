"""One lead in the hands of a program: scored like the same lead in the project's data."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import leadwright
import pytest
from leadwright.engine.evaluate import Evaluator
from leadwright.engine.opening import checked_model_of
from leadwright.engine.project import Project, parse_as_of
from leadwright.engine.schema import schema_of
from leadwright.engine.source import open_source

EXAMPLES = Path(leadwright.__file__).parent / "examples"


def rows(path: Path) -> list[dict[str, object]]:
    relation = duckdb.sql(f"SELECT * FROM '{path}'")
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


@pytest.mark.parametrize(
    ("name", "leads", "events"),
    [("b2b_crm", "leads.csv", "events.csv"), ("marketing_automation", "leads.jsonl", "events.parquet")],
)
def test_a_lead_scores_as_it_does_in_the_data(name: str, leads: str, events: str) -> None:
    folder = EXAMPLES / name
    project = Project.read(folder / "leadwright.toml")
    scorer = leadwright.open(folder)
    model = checked_model_of(project)
    evaluator = Evaluator(model)
    at = parse_as_of(project.as_of or "")
    of_lead: dict[object, list[dict[str, object]]] = {}
    for event in rows(folder / "data" / events):
        of_lead.setdefault(event[project.events.lead], []).append(event)
    raw = {str(lead[project.leads.id]): lead for lead in rows(folder / "data" / leads)}
    seen = 0
    for number, lead in enumerate(open_source(project).read(schema_of(model), zone=model.timezone)):
        if number % 10:
            continue
        expected = evaluator.score(lead, at)
        mine = raw[str(lead.id)]
        found = scorer.score_one(mine, reversed(of_lead.get(mine[project.leads.id], [])), project.as_of or "")
        assert found.score * 100 == expected.score
        assert {name: points * 100 for name, points in found.groups.items()} == expected.groups
        assert (found.grade, found.stage, found.segments) == (expected.grade, expected.stage, expected.segments)
        assert (found.disqualified, found.route) == (expected.disqualified, expected.route)
        assert [(f.rule, f.points * 100) for f in found.fired] == [(f.label, f.points) for f in expected.fired]
        assert (found.due is None) == (expected.due is None)
        seen += len(found.fired)
    assert seen > 50


@pytest.fixture
def scorer(tmp_path: Path) -> leadwright.Scorer:
    (tmp_path / "model.lead").write_text(
        """
        lead country text employees number company.size number joined date
        event page_view path text seconds number
        event sale amount number
        when country is "US" add 10 as home
        when employees > 50 add 5.5 as size
        when company.size > 50 add 1 as inner
        when days since joined < 10 add 2 as fresh
        each page_view[seconds >= 10] within 7d add 1 as views
        each sale add 10% of amount as sales
        stage hot when score > 10 route to "sales" within 1h met by sale
        """,
        "utf-8",
    )
    (tmp_path / "leadwright.toml").write_text(
        """
        [project]
        rules = "model.lead"
        [leads]
        id = "Id"
        missing = ["Select"]
        rename = { "Head Count" = "employees" }
        [events]
        time = "when"
        timezone = "America/New_York"
        """,
        "utf-8",
    )
    return leadwright.open(tmp_path)


def test_values_are_read_as_the_project_says(scorer: leadwright.Scorer) -> None:
    lead = {"Id": 7, "country": "us", "Head Count": " 51 ", "company": {"size": 60.0}, "joined": "2026-01-10", "x": []}
    events = [
        {"when": "2026-01-15 06:59:59", "type": "page_view", "seconds": "10"},  # 11:59:59 in UTC
        {"when": datetime(2026, 1, 15, 12, 0, 1, tzinfo=UTC), "type": "page_view", "seconds": 99},
        {"when": "2026-01-14", "type": "sale", "amount": Decimal("12.34")},
    ]
    found = scorer.score_one(lead, events, datetime(2026, 1, 15, 12, tzinfo=UTC))
    assert found.lead_id == 7
    assert [(f.rule, str(f.points)) for f in found.fired] == [
        ("home", "10.00"), ("size", "5.50"), ("inner", "1.00"), ("fresh", "2.00"), ("views", "1.00"), ("sales", "1.23"),
    ]  # fmt: skip
    assert (str(found.score), found.stage, found.problems) == ("20.73", "hot", ())
    assert found.explanation()["score"] == 20.73


def test_what_cannot_be_read_is_told(scorer: leadwright.Scorer) -> None:
    found = scorer.score_one(
        {"country": "Select", "Head Count": "many"},
        [{"type": "sale"}, {"when": "yesterday", "type": "sale"}, {"when": "2026-01-01"}],
        "2026-01-15",
    )
    assert (found.lead_id, found.score) == (None, 0)
    assert found.problems == (
        '`employees` is not a number: "many" counts as missing',
        "an event of type `sale` has no time (`when`) and was left out",
        'an event of type `sale` has a time that cannot be read, "yesterday" (`when`) and was left out',
        "an event has no type (`type`) and was left out",
    )
    with pytest.raises(leadwright.DataError, match="cannot read the as-of time"):
        scorer.score_one({}, [], "soon")


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(leadwright.SourceError, match="there is no folder"):
        leadwright.open(tmp_path / "nowhere")
    with pytest.raises(leadwright.SourceError, match=r"there is no leadwright\.toml"):
        leadwright.open(tmp_path)
    (tmp_path / "bad.lead").write_text("when score add 1", "utf-8")
    with pytest.raises(leadwright.SourceError, match=r"the rules have errors\nerror\[LW"):
        leadwright.open(tmp_path / "bad.lead")


def test_no_name_is_promised_that_is_not_there() -> None:
    assert all(getattr(leadwright, name) is not None for name in leadwright.__all__)
    with pytest.raises(AttributeError):
        _ = leadwright.nothing

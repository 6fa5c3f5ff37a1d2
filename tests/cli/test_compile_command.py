"""``leadwright compile``: SQL on the screen, in a file, or as a model of dbt; what cannot be compiled says so."""

import json
from pathlib import Path

import duckdb
import pytest
from leadwright.engine.sql.dialects import DIALECTS

RULES = """model "Small" max 100
lead
  country text
event page_view
  path text
signal pricing = page_view[path starts with "/pricing"]
when pricing visits >= 2 within 7d add 25 as pricing_intent
group fit
  when country is "US" add 10
stage MQL
  when score > 30 because "fits"
  route to "us" for country is "US"
"""
HOLDS = """event a
event b
when a add 1
stage S holds until b
  when a
  route to "x" within 30 minutes met by b
stage T
  when b
  route to "y" within 1 business day
"""


@pytest.fixture
def rules(here: Path) -> Path:
    (here / "model.lead").write_text(RULES, "utf-8")
    return here


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_has_its_statement(run, dialect: str) -> None:
    ran = run("compile", "--to", dialect, "--rules", "model.lead")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"-- The scores of every lead, by the model “Small”, for {DIALECTS[dialect].title}.\n")
    assert "when pricing visits >= 2 within 7d add 25" in ran.out


def test_a_statement_runs_as_it_stands(run, rules: Path) -> None:
    (rules / "score.sql").write_text("old", "utf-8")
    ran = run(
        *"compile --to duckdb --rules model.lead --leads-table crm.people --out score.sql --as-of 2026-03-01".split()
    )
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "wrote score.sql: 2 rules for DuckDB\n"
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA crm")
        connection.execute("CREATE TABLE crm.people AS SELECT 'a' AS lead_id, 'us' AS country")
        connection.execute(
            "CREATE TABLE events AS SELECT 'a' AS lead_id, TIMESTAMP '2026-02-27 10:00' AS ts, 'page_view' AS type, "
            "'/Pricing' AS path FROM range(2)"
        )
        rows = connection.execute((rules / "score.sql").read_text("utf-8")).fetchall()
    fired = [{"rule": "pricing_intent", "points": 25}, {"rule": 'when country is "US" add 10', "points": 10}]
    assert rows == [("a", 35, 10, "MQL", "us", fired)]


def test_the_project_says_how_columns_are_called(run, project: Path) -> None:
    settings = (project / "leadwright.toml").read_text("utf-8").replace('id = "lead_id"', 'id = "Lead Id"')
    (project / "leadwright.toml").write_text(settings + '\n[leads.rename]\njobTitle = "job_title"\n', "utf-8")
    assert 'id = "Lead Id"' in settings
    ran = run("compile", "--to", "postgres", "--without-deadlines")
    assert ran.code == 0, ran.err
    assert 'lw_raw."Lead Id" AS lw_lead' in ran.out
    assert 'lw_raw."jobTitle"' in ran.out


def test_a_model_of_dbt_and_its_schema(run, rules: Path) -> None:
    (rules / "scoring").mkdir()
    given = "--dbt --out scoring --leads-table crm.leads --events-table stg_events".split()
    ran = run("compile", "--to", "snowflake", "--rules", "model.lead", *given)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "wrote scoring/lead_scores.sql and scoring/schema.yml: 2 rules for Snowflake\n"
    sql = (rules / "scoring" / "lead_scores.sql").read_text("utf-8")
    assert "FROM {{ source('crm', 'leads') }} AS lw_raw" in sql
    assert "FROM {{ ref('stg_events') }} AS lw_raw" in sql
    assert "'{{ var('as_of') }}'" in sql
    assert "lw_dbt" not in sql
    schema = (rules / "scoring" / "schema.yml").read_text("utf-8")
    assert '      - name: "fit"\n        description: "The points of the group fit: 1 rule."\n' in schema
    assert f"values: {json.dumps(['MQL', 'none'])}" in schema
    assert run("compile", "--to", "snowflake", "--rules", "model.lead", *given).code == 0, "written over its own"


def test_jinja_in_rules_is_no_jinja_in_dbt(run, here: Path) -> None:
    (here / "model.lead").write_text('when title is "{{ x }}{% y #}" add 1 as `{{ name }}`\n', "utf-8")
    assert run("compile", "--to", "duckdb", "--rules", "model.lead", "--dbt").code == 0
    sql = (here / "lead_scores.sql").read_text("utf-8")
    assert "'{{ '{{' }} x {{ '}}' }}{{ '{%' }} y {{ '#}' }}'" in sql
    assert "{{ x" not in sql
    assert "{{" not in (here / "schema.yml").read_text("utf-8")


def test_a_schema_of_somebody_else_is_left_alone(run, rules: Path) -> None:
    (rules / "schema.yml").write_text("version: 2\n", "utf-8")
    ran = run("compile", "--to", "duckdb", "--rules", "model.lead", "--dbt")
    assert ran.code == 2
    assert ran.err.startswith("error: schema.yml is not of leadwright's making\n")
    assert (rules / "schema.yml").read_text("utf-8") == "version: 2\n"
    assert not (rules / "lead_scores.sql").exists()


def test_what_cannot_be_compiled_is_named_with_its_place(run, here: Path) -> None:
    (here / "model.lead").write_text(HOLDS, "utf-8")
    ran = run("compile", "--to", "trino", "--rules", "model.lead", "--out", "score.sql")
    assert ran.code == 2
    assert "Trino: stages that `holds until` keeps cannot be compiled" in ran.err
    assert "  model.lead:4: stage `S` holds until b\n" in ran.err
    assert '  model.lead:4: stage `S`: route to "x" within …\n' in ran.err
    assert '  model.lead:7: stage `T`: route to "y" within …\n' in ran.err
    assert "--without-deadlines" in ran.err
    assert not (here / "score.sql").exists()
    ran = run("compile", "--to", "trino", "--rules", "model.lead", "--without-deadlines")
    assert ran.code == 2
    assert "model.lead:7" not in ran.err


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--rules model.lead", "--to"),
        ("--to oracle --rules model.lead", "oracle"),
        ("--to duckdb", "there is no leadwright.toml in this folder or above"),
        ("--to duckdb --rules model.lead --as-of soon", 'cannot read the as-of time "soon"'),
        ("--to duckdb --rules model.lead --leads-table a;b", "`a;b` is no table of DuckDB"),
        ("--to duckdb --rules model.lead --events-table (select", "`(select` is no table of DuckDB"),
        ("--to duckdb --rules model.lead --dbt --out nowhere", "there is no folder nowhere"),
        ("--to duckdb --rules model.lead --dbt --name a-b", "a-b"),
        ("--to duckdb --rules model.lead --dbt --leads-table x'y", "x'y"),
    ],
)
def test_mistakes_are_told(run, arguments: str, said: str) -> None:
    ran = run("compile", *arguments.split())
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err

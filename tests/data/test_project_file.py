"""leadwright.toml: found, read, and every mistake reported with its line."""

from dataclasses import fields
from pathlib import Path
from textwrap import dedent

import pytest
from leadwright.dsl.errors import DataError, SourceError
from leadwright.engine import project
from leadwright.engine.project import (
    DataSettings,
    EventsSettings,
    LeadsSettings,
    OutcomesSettings,
    Project,
    parse_as_of,
    shown_path,
)


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(text: str) -> Path:
        file = tmp_path / "leadwright.toml"
        file.write_text(dedent(text), encoding="utf-8")
        return file

    return write


def mistakes(file: Path) -> list[str]:
    with pytest.raises(SourceError) as caught:
        Project.read(file)
    return caught.value.message.split("\n")


def test_everything(write, tmp_path):
    file = write(
        """
        [project]
        rules = "rules/*.lead"
        tests = ["tests/a.lead", "tests/b.lead"]
        as_of = 2026-03-01

        [leads]
        source = "leads.csv"
        id = "Prospect ID"
        missing = ["Select", "N/A"]
        timezone = "America/New_York"
        rename = { "Total Time" = "seconds" }
        delimiter = ";"
        encoding = "latin-1"

        [events]
        source = ["a/*.parquet", "b.jsonl"]
        lead = "who"
        time = "when"
        type = "what"

        [data]
        duplicate_lead = "last"
        unreadable_value = "error"
        """
    )
    project = Project.read(file)
    assert (project.root, project.file) == (tmp_path, file)
    assert project.rules == ("rules/*.lead",)
    assert project.tests == ("tests/a.lead", "tests/b.lead")
    assert project.as_of_time() == parse_as_of("2026-03-01T00:00:00Z")
    assert project.leads.source == ("leads.csv",)
    assert (project.leads.id, project.leads.missing) == ("Prospect ID", ("Select", "N/A"))
    assert (project.leads.timezone, project.leads.delimiter, project.leads.encoding) == (
        "America/New_York",
        ";",
        "latin-1",
    )
    assert project.leads.rename == {"Total Time": "seconds"}
    assert project.events.source == ("a/*.parquet", "b.jsonl")
    assert (project.events.lead, project.events.time, project.events.type) == ("who", "when", "what")
    assert (project.data.duplicate_lead, project.data.unreadable_value) == ("last", "error")


def test_an_empty_file_is_all_defaults(write):
    project = Project.read(write(""))
    assert (project.rules, project.leads.id, project.events.time, project.as_of_time()) == ((), "lead_id", "ts", None)


def test_all_mistakes_at_once(write):
    assert mistakes(
        write(
            """\
            [project]
            rules = 3
            tsts = "x"
            as_of = "soon"
            [leads]
            idd = "x"
            missing = 3
            timezone = "Mars/B"
            [events]
            time = ""
            delimiter = ";;"
            encoding = "utf8"
            rename = { a = "x", b = "x" }
            [data]
            duplicate_lead = "frist"
            [dta]
            """
        )
    ) == [
        "leadwright.toml:2: project.rules: write a path, or a list of paths",
        "leadwright.toml:3: unknown setting `project.tsts`; did you mean `project.tests`?",
        "leadwright.toml:4: project.as_of: write a date (2026-03-01), a time (2026-03-01T09:30:00+01:00) or now",
        "leadwright.toml:6: unknown setting `leads.idd`; did you mean `leads.id`?",
        "leadwright.toml:7: leads.missing: write a list of texts",
        'leadwright.toml:8: leads.timezone: there is no time zone "Mars/B"; write one like "Europe/Berlin", or "UTC"',
        "leadwright.toml:10: events.time: the name of a column is empty",
        r'leadwright.toml:11: events.delimiter: write one sign, such as "," ";" "|" or "\t"',
        "leadwright.toml:12: events.encoding: write 'utf-8', 'utf-16' or 'latin-1'",
        'leadwright.toml:13: events.rename: "a" and "b" cannot both become "x"',
        "leadwright.toml:15: data.duplicate_lead: write 'error', 'first' or 'last'",
        "leadwright.toml:16: unknown table `dta`; did you mean `data`?",
    ]


def test_databases(write):
    project = Project.read(
        write(
            """\
            [leads]
            source = "crm.duckdb"
            table = "sales.leads"
            [events]
            source = "postgresql://me@h/crm"
            """
        )
    )
    assert (project.leads.source, project.leads.table) == (("crm.duckdb",), "sales.leads")
    assert (project.events.source, project.events.table) == (("postgresql://me@h/crm",), None)
    assert mistakes(
        write(
            """\
            [leads]
            source = "leads.csv"
            table = "leads"
            [events]
            source = ["a.duckdb", "b.duckdb"]
            table = "a.b.c"
            """
        )
    ) == [
        "leadwright.toml:3: leads.table: leads.csv is no database, so it has no tables; "
        "databases are .duckdb files and postgresql://user@host/database",
        "leadwright.toml:5: events.source: a database is a source of its own: name one database, or files",
        "leadwright.toml:6: events.table: cannot read the name of a table: a.b.c; "
        'write leads, crm.leads or crm."leads.old"',
    ]


def test_syntax_errors_have_line_and_column(write):
    assert mistakes(write("[project]\nrules = nope\n")) == ["leadwright.toml:2:9: invalid value"]
    assert mistakes(write("[project]\nrules = [1,")) == ["leadwright.toml:2: invalid value, at the end of the file"]
    assert mistakes(write("leads = 3\n")) == ["leadwright.toml:1: `leads` must be a table: [leads]"]


def test_not_utf8(write):
    file = write("")
    file.write_bytes(b"# M\xfcller")
    assert mistakes(file) == ["cannot read leadwright.toml: byte 4 is not UTF-8"]
    file.write_bytes(b"\xef\xbb\xbf[project]\nrules = 'a'\n")
    assert Project.read(file).rules == ("a",)


def test_found_above(write, tmp_path):
    write("[project]\nrules = 'r.lead'\n")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert Project.find(deep).root == tmp_path
    (deep / "x.lead").touch()
    assert Project.find(deep / "x.lead").root == tmp_path


def test_rules_are_found(write, tmp_path):
    project = Project.read(write("[project]\nrules = ['b.lead', '*.lead']\n"))
    for name in ("a.lead", "b.lead"):
        (tmp_path / name).touch()
    assert [f.name for f in project.rule_files()] == ["b.lead", "a.lead"]
    with pytest.raises(SourceError, match=r"there is no file c\.lead"):
        project.with_options(rules=["c.lead"]).rule_files()


def test_options_win(write, tmp_path):
    project = Project.read(write("[leads]\nsource = 'a.csv'\nid = 'x'\n[project]\nas_of = '2026-01-01'\n"))
    changed = project.with_options(leads=["b.csv"], as_of="2026-02-01")
    assert changed.leads.source == (str(tmp_path / "b.csv"),)
    assert changed.leads.id == "x"
    assert changed.as_of == "2026-02-01"
    adhoc = Project.adhoc(rules=["r.lead"], events=["e.csv"])
    assert (adhoc.file, adhoc.leads.source, adhoc.events.lead) == (None, (), "lead_id")


def test_as_of():
    assert parse_as_of("2026-01-15") == 1_768_435_200_000_000
    assert parse_as_of("2026-01-15T12:00:00+01:00") == parse_as_of("2026-01-15 11:00")
    assert parse_as_of("now") > parse_as_of("2026-01-15")
    for text in ("", "soon", "15.1.2026"):
        with pytest.raises(DataError, match="as-of"):
            parse_as_of(text)


def test_every_setting_is_in_the_reference():
    reference = (Path(project.__file__).parents[1] / "docs" / "project-file.md").read_text(encoding="utf-8")
    for settings in (LeadsSettings, EventsSettings, OutcomesSettings, DataSettings):
        for setting in fields(settings):
            assert f"`{setting.name}`" in reference


def test_outcomes(write):
    file = write("""
        [outcomes]
        source = "won.csv"
        at = "day"
        won = "approved"
        lost = ["declined", "cancelled"]
    """)
    found = Project.read(file).outcomes
    assert found == OutcomesSettings(source=("won.csv",), at="day", won=("approved",), lost=("declined", "cancelled"))
    assert Project.read(file).with_outcomes(won=["paid"]).outcomes.won == ("paid",)
    file = write("""
        [outcomes]
        sourc = "won.csv"
        won = [1]
        lost = ["x"]
        at = ""
        timezone = "Mars"
    """)
    assert mistakes(file) == [
        "leadwright.toml:3: unknown setting `outcomes.sourc`; did you mean `outcomes.source`?",
        "leadwright.toml:4: outcomes.won: write a list of texts",
        "leadwright.toml:6: outcomes.at: the name of a column is empty",
        'leadwright.toml:7: outcomes.timezone: there is no time zone "Mars"; write one like "Europe/Berlin", or "UTC"',
    ]
    file = write("""
        [outcomes]
        won = ["Closed"]
        lost = ["closed"]
    """)
    assert mistakes(file) == ['leadwright.toml:4: outcomes.lost: "closed" counts as won already']


def test_engines_have_settings(tmp_path: Path) -> None:
    file = tmp_path / "leadwright.toml"
    file.write_text(
        '[spark]\nmaster = "spark://h:7077"\n[spark.conf]\nspark.executor.memory = "4g"\n"spark.executor.cores" = 2\n'
        'spark.dynamicAllocation.enabled = true\n[postgres]\nurl = "postgresql://u@h/db"\n'
    )
    project = Project.read(file)
    assert project.spark.master == "spark://h:7077"
    assert project.spark.conf == {
        "spark.executor.memory": "4g",
        "spark.executor.cores": 2,
        "spark.dynamicAllocation.enabled": True,
    }
    assert project.postgres.url == "postgresql://u@h/db"
    file.write_text('[spark]\nmasterr = "x"\nconf = { "a.b" = [1] }\n[postgres]\nurl = "mysql://x"\n')
    with pytest.raises(SourceError) as error:
        Project.read(file)
    assert error.value.message.splitlines() == [
        f"{shown_path(file)}:2: unknown setting `spark.masterr`; did you mean `spark.master`?",
        f'{shown_path(file)}:3: spark.conf: write {{ "spark.executor.memory" = "4g" }}: texts, numbers, true or false',
        f"{shown_path(file)}:5: postgres.url: write postgresql://user@host:5432/database",
    ]


def test_a_key_in_the_project_file_is_an_error_that_says_where_keys_belong(tmp_path: Path) -> None:
    file = tmp_path / "leadwright.toml"
    file.write_text('[assistant]\nmodel = "m"\napi_key = "sk-1"\n', "utf-8")
    with pytest.raises(SourceError, match="OPENAI_API_KEY") as caught:
        Project.read(file)
    assert ":3: assistant.api_key" in str(caught.value) and "sk-1" not in str(caught.value)


def test_limits_of_the_assistant(tmp_path: Path) -> None:
    file = tmp_path / "leadwright.toml"
    file.write_text('[assistant]\ndrafter = "openai"\nrepairs = 0\ntimeout = 5\n', "utf-8")
    settings = Project.read(file).assistant
    assert (settings.drafter, settings.repairs, settings.timeout) == ("openai", 0, 5)
    file.write_text("[assistant]\nrepairs = 3\ntimeout = true\nmax_tokens = 1\n", "utf-8")
    with pytest.raises(SourceError) as caught:
        Project.read(file)
    assert str(caught.value).count("write a whole number from") == 3

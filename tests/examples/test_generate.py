"""The examples' data are made by a seeded generator: the committed files are what it gives."""

import subprocess
import sys
from pathlib import Path

import duckdb
import leadwright.examples
import pytest
from leadwright.examples.generate import EXAMPLES, generate, main
from leadwright.examples.history import AS_OF

ROOT = Path(leadwright.examples.__file__).parent


def rows(file: Path) -> list[tuple[object, ...]]:
    with duckdb.connect() as database:
        return database.read_parquet(str(file)).fetchall()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_committed_data_are_what_the_generator_gives(name: str, tmp_path: Path) -> None:
    for made in generate(name, tmp_path):
        committed = ROOT / name / made.relative_to(tmp_path)
        if made.suffix == ".parquet":
            assert rows(made) == rows(committed)
        else:
            assert made.read_bytes() == committed.read_bytes()


@pytest.mark.parametrize("name", EXAMPLES)
def test_more_leads_leave_the_first_as_they_are(name: str) -> None:
    few, more = EXAMPLES[name].make(20), EXAMPLES[name].make(60)
    ids = {lead["lead_id"] for lead in few.leads}
    assert len(ids) == 20
    assert more.leads[:20] == few.leads
    assert [event for event in more.events if event["lead_id"] in ids] == few.events


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_histories_end_before_the_as_of_time(name: str) -> None:
    made = EXAMPLES[name].make(EXAMPLES[name].leads)
    times = [str(event["ts"]) for event in made.events]
    assert times == sorted(times)
    assert times[-1] < AS_OF.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert len(set(times)) < len(times) or name == "minimal"  # events of one second


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_property_has_its_column(name: str) -> None:
    made = EXAMPLES[name].make(EXAMPLES[name].leads)
    assert {column for lead in made.leads for column in lead} <= set(made.lead_columns)
    assert {column for event in made.events for column in event} == set(made.event_columns)


def test_the_data_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-m", "leadwright.examples.generate", "tour", "--out", str(tmp_path / seed)],
            check=True,
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        )
    for file in ("leads.csv", "events.csv"):
        first, second = ((tmp_path / seed / "tour/data" / file).read_bytes() for seed in ("1", "2"))
        assert first == second


def test_an_unknown_example_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["nosuch"])
    assert "no example is called nosuch; there are b2b_crm" in capsys.readouterr().err


def test_the_number_of_leads_can_be_chosen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["b2b_crm", "--out", str(tmp_path), "--leads", "12"])
    leads = (tmp_path / "b2b_crm/data/leads.csv").read_text("utf-8").splitlines()
    assert len(leads) == 13
    assert "events.csv" in capsys.readouterr().out

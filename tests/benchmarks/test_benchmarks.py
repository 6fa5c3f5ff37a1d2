"""The benchmarks run at all, on next to nothing; what they find out is for a quiet machine."""

import json
from pathlib import Path

import pytest
from leadwright.benchmarks import bare, edit, facts, one_lead, run
from leadwright.benchmarks.data import Data, make
from leadwright.benchmarks.timing import measure, python


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    leads, events = make(Data(leads=200, events=6_000), tmp_path_factory.mktemp("data"))
    return ["--leads", str(leads), "--events", str(events)]


def test_sql_by_hand_against_leadwright(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run.main(["million", "--scale", "small", "--data", str(tmp_path)])
    out = capsys.readouterr().out
    assert "exit code" not in out
    assert "results of columnar and of SQL by hand: equal" in out
    assert out.count("\n| ") == 2 + 6


def test_models_of_several_sizes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run.main(["rules", "--scale", "small", "--data", str(tmp_path)])
    out = capsys.readouterr().out
    assert "exit code" not in out and "| 20 rules, columnar" in out


def test_several_sizes_of_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run.main(["events", "--scale", "small", "--data", str(tmp_path), "--memory", "1GB"])
    out = capsys.readouterr().out
    assert "exit code" not in out and "| 6,000 events, SQL by hand" in out


def test_an_engine_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run.main(["rules", "--scale", "small", "--data", str(tmp_path), "--engines", "abacus"])
    assert "| 10 rules, abacus: exit code 2" in capsys.readouterr().out


def test_one_rule_edited(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    edit.main(files)
    assert {"load", "first", "points", "window"} <= set(json.loads(capsys.readouterr().out))


def test_one_lead(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    one_lead.main([*files, "--limit", "3"])
    found = json.loads(capsys.readouterr().out)
    assert found["leads"] > 0 and 45 <= found["events"] <= 55


def test_all_rule_engines_give_the_same_points(capsys: pytest.CaptureFixture[str]) -> None:
    facts.main(["--leads", "30"])
    found = json.loads(capsys.readouterr().out)
    assert set(facts.ENGINES) < set(found)
    assert any(name.startswith("leadwright") for name in found)


def test_an_engine_with_another_answer_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "ENGINES", {"wrong": lambda: lambda found: -1})
    with pytest.raises(AssertionError, match="another answer"):
        facts.measured(5, runs=1)


@pytest.mark.parametrize("what", ["scan", "group"])
def test_bare_reading(what: str, files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    bare.main([what, *files[2:]])
    assert capsys.readouterr().out.startswith("[(")


def test_a_failure_is_told_in_its_words() -> None:
    found = measure(python("benchmarks.bare", "scan", "--events", "nowhere.parquet"))
    assert found.failed is not None and "nowhere.parquet" in found.failed

"""Two versions of the rules over the same time: it adds up, and is what each version says alone."""

from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from leadwright.dsl.model import Model
from leadwright.engine.backtest.run import Options, backtest, backtest_on
from leadwright.engine.backtest.tables import WHOLE
from leadwright.engine.backtest.text import as_json as backtest_json
from leadwright.engine.live import LiveScores
from leadwright.engine.live.against import Wanted, simulated, usual_start
from leadwright.engine.live.rules import checked_rules
from leadwright.engine.project import Project, parse_as_of
from leadwright.engine.simulation import Asked, Simulating
from leadwright.engine.source import open_source
from leadwright.engine.versus import Found, InMemory, OnDisk, versus
from leadwright.engine.versus.as_json import as_json, lead_rows
from leadwright.engine.versus.came import WAYS
from leadwright.engine.versus.figures import figures
from leadwright.engine.versus.spread import Spread
from leadwright.showing.versus_report import form_of, report_text

CRM = Path(__file__).parents[2] / "examples" / "b2b_crm"
FIVE, EIGHT = "each page_view add 5", "each page_view add 8"
LAST = parse_as_of("2026-03-01T09:00:00Z")


def model_of(project: Project, old: str = "", new: str = "") -> Model:
    file = project.root / "model.lead"
    model = checked_rules(project, {file.resolve(): file.read_text().replace(old, new)} if old else {}).model
    assert model is not None
    return model


@pytest.fixture(scope="module")
def project() -> Project:
    return Project.read(CRM / "leadwright.toml")


@pytest.fixture(scope="module")
def live(project: Project) -> Iterator[LiveScores]:
    opened = LiveScores.open(project)
    yield opened
    opened.close()


def asked_of(model: Model) -> Asked:
    return Asked(last=LAST, first=usual_start(LAST, model.timezone), by="week")


@pytest.fixture(scope="module")
def found(project: Project, live: LiveScores) -> Found:
    before, after = model_of(project), model_of(project, FIVE, EIGHT)
    return versus(before, after, InMemory(project, live.source, live.store), asked_of(after))


def test_those_gained_and_lost_make_the_difference_of_the_counts(found: Found) -> None:
    assert found.came_to("MQL") is not None
    for came in found.came:
        before, after = found.courses(came.stage)
        assert before is not None and after is not None
        assert before.first + came.count("gained") - came.count("lost") == after.first
        assert sum(came.count(how) for how in WAYS) == len(came)
    came = found.came_to("MQL")
    assert came is not None and came.count("gained") > 10 and came.count("lost") and came.count("sooner")


def test_each_side_is_what_a_simulation_of_it_alone_says(found: Found, project: Project) -> None:
    for side in (found.before, found.after):
        assert side is not None
        with closing(open_source(project)) as source:
            alone = Simulating(side.model, source, asked_of(side.model))
            for _ in alone.batches():
                pass
            result = alone.result()
        assert (result.courses, result.times, result.levels) == (side.courses, side.times, side.levels)


def test_leads_come_to_a_stage_when_their_history_says_so(found: Found, live: LiveScores) -> None:
    came = found.came_to("MQL")
    assert came is not None
    scored = live.score({}, 0)
    numbers = {id: n for n, id in enumerate(scored.id_texts)}
    for coming in came.leads("sooner", 3):
        timeline = live.timeline(scored, numbers[str(coming.lead_id)])
        since = [change.at for change in timeline.changes if change.at == coming.before]
        assert since, coming


def test_data_in_memory_and_read_anew_say_the_same(found: Found, project: Project) -> None:
    assert found.before is not None
    with closing(open_source(project)) as source:
        data = OnDisk(project, source, None)
        anew = versus(found.before.model, found.model, data, asked_of(found.model))
    assert as_json(anew, ("a", "b")) == as_json(found, ("a", "b"))


def test_a_backtest_of_leads_in_memory_is_that_of_the_files(project: Project, live: LiveScores) -> None:
    model = model_of(project)
    options = Options(end=LAST)
    there = backtest_on((live.store,), live.source, model, project, options)
    assert backtest_json(there, WHOLE) == backtest_json(backtest(model, project, options), WHOLE)


def test_rules_that_mean_the_same_differ_in_nothing(project: Project, live: LiveScores) -> None:
    model = model_of(project)
    same = versus(
        model, model_of(project, "max 100", "max 100"), InMemory(project, live.source, live.store), asked_of(model)
    )
    assert same.is_same and same.effects is not None and same.effects.nothing
    assert not any(len(came) for came in same.came)
    assert all(not figure.difference for figure in figures(same, "MQL"))


def test_a_stage_that_is_called_otherwise_is_the_same_stage(project: Project, live: LiveScores) -> None:
    text = (CRM / "model.lead").read_text()
    name = "PQL"
    renamed = text.replace(name, "Product")
    after = checked_rules(project, {(CRM / "model.lead").resolve(): renamed}).model
    assert after is not None
    found = versus(model_of(project), after, InMemory(project, live.source, live.store), asked_of(after))
    assert "Product" in found.stages and name not in found.stages
    before, now = found.courses("Product")
    assert before is not None and now is not None and before.first == now.first > 0


def test_one_version_alone(project: Project, live: LiveScores) -> None:
    model = model_of(project)
    found = versus(None, model, InMemory(project, live.source, live.store), asked_of(model))
    assert found.before is None and found.effects is None and not found.came
    assert all(figure.before is None for figure in figures(found, "MQL"))
    assert "New MQL by week" in report_text(found, ("", "now"), "text")


def test_what_progress_raises_ends_it(project: Project, live: LiveScores) -> None:
    class NoMoreError(Exception):
        pass

    seen: list[str] = []

    def progress(what: str, _done: int, _total: int) -> None:
        seen.append(what)
        if what == "after":
            raise NoMoreError

    wanted = Wanted({(CRM / "model.lead").resolve(): (CRM / "model.lead").read_text().replace(FIVE, EIGHT)}, "saved",
                    asked_of(model_of(project)))  # fmt: skip
    with pytest.raises(NoMoreError):
        simulated(live, wanted, progress)
    assert seen == ["before", "after"]
    assert simulated(live, wanted, lambda *_: None).after.leads == 300


def test_more_leads_than_fit_into_memory_are_read_anew(
    project: Project, live: LiveScores, found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "is_part", True)
    seen: dict[str, None] = {}
    texts = {(CRM / "model.lead").resolve(): (CRM / "model.lead").read_text().replace(FIVE, EIGHT)}
    wanted = Wanted(texts, "saved", asked_of(found.model))
    anew = simulated(live, wanted, lambda what, *_: seen.setdefault(what))
    assert "reading" in seen
    assert as_json(anew, ("a", "b")) == as_json(found, ("a", "b"))


def test_who_goes_to_another_queue_and_grade(found: Found) -> None:
    assert found.effects is not None
    moved = sum(count for (old, new), count in found.effects.queues.items() if old != new)
    assert moved == found.effects.requeued > 0
    assert sum(found.effects.queues.values()) == found.effects.leads
    text = report_text(found, ("a", "b"), "text")
    assert "Queues at the end" in text and "Grades at the end" in text


def test_a_report_is_text_or_json_or_csv(found: Found, tmp_path: Path) -> None:
    labels = "saved", "now"
    text = report_text(found, labels, form_of(tmp_path / "a.txt"))
    assert "new MQL             51 → 76  ▲ +25" in text
    assert report_text(found, labels, form_of(tmp_path / "a.json")).startswith("{")
    rows = report_text(found, labels, form_of(tmp_path / "a.csv")).splitlines()
    assert len(rows) == 1 + len(list(lead_rows(found))) == 1 + sum(map(len, found.came))


def test_scores_fall_into_few_bins_that_hold_all_of_them() -> None:
    spread = Spread()
    spread.add(np.array([-150, 0, 99, 1_000, 40_000]), np.array([-150, 0, 99, 1_000, 90_000]))
    bins = spread.bins()
    assert 1 < len(bins) <= 12
    assert sum(each.before for each in bins) == sum(each.after for each in bins) == 5
    assert all(a.high == b.low for a, b in pairwise(bins))
    assert Spread().bins() == ()

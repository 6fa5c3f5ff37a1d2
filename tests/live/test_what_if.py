"""A lead as it might be: what is written is read as data is, and nothing but the lead at hand is other."""

from pathlib import Path

import pytest
from leadwright.dsl.check import check
from leadwright.dsl.zones import Calendar
from leadwright.engine.live import LiveScores, Scored
from leadwright.engine.live.what_if import (
    MADE_UP,
    UnfitError,
    WhatIf,
    events_given,
    explained,
    moment_of,
    rules_changed,
    shifted,
    times_of,
)
from leadwright.engine.project import Project, parse_as_of
from leadwright.engine.records import Event
from leadwright.engine.testing import run_tests
from leadwright.showing.what_if import changed_lines, outcome_text

RULES = """\
model "small" timezone "Europe/Berlin"
lead
  country    text  "where the company is"
  employees  number
  signed     flag
  renewal    date
  since      time
  hobby      text
event page_view
  path  text
event webinar
signal pricing = page_view[path starts with "/pricing"]
group fit max 30
  when country is "US" add 20 as in_usa
  when employees > 50 add 15 as large
  when signed add 1
  when days until renewal between 0 and 30 add 2
  when since within 30d add 4
group interest
  each pricing within 7d add 10 as pricing_visits
stage MQL
  when score >= 30
"""


@pytest.fixture
def live(tmp_path: Path) -> LiveScores:
    (tmp_path / "model.lead").write_text(RULES)
    (tmp_path / "leads.csv").write_text(
        "lead_id,country,employees,signed,renewal,since\na,DE,60,true,2026-02-01,2026-01-01T08:00:00Z\n"
    )
    (tmp_path / "events.csv").write_text(
        "lead_id,ts,type,path\na,2026-01-10T12:00:00Z,page_view,/pricing\na,2026-01-14T12:00:00Z,webinar,\n"
    )
    (tmp_path / "leadwright.toml").write_text(
        '[project]\nrules = ["model.lead"]\nas_of = "2026-01-15T12:00Z"\n'
        '[leads]\nsource = "leads.csv"\n[events]\nsource = "events.csv"\n'
    )
    return LiveScores.open(Project.read(tmp_path / "leadwright.toml"))


@pytest.fixture
def scored(live: LiveScores) -> Scored:
    found = live.score({})
    assert isinstance(found, Scored)
    return found


@pytest.fixture
def what_if(live: LiveScores, scored: Scored) -> WhatIf:
    return WhatIf(scored.model, live.lead(scored, 0), scored.as_of)


def score(what_if: WhatIf) -> int:
    return explained(what_if.model, what_if.lead(), what_if.moment()).score


def test_the_form_shows_what_is_and_reads_it_as_the_same(what_if: WhatIf) -> None:
    assert [(f.name, f.real, f.is_asked) for f in what_if.fields] == [
        ("country", "DE", True),
        ("employees", "60", True),
        ("signed", "yes", True),
        ("renewal", "2026-02-01", True),
        ("since", "2026-01-01 09:00:00+01:00", True),
        ("hobby", "", False),
    ]
    before = what_if.lead().fields
    for field in what_if.fields:
        what_if.edits.fields[field.name] = field.real
    assert what_if.lead().fields == before
    for field in what_if.fields:
        what_if.write(field.name, field.real)
    assert what_if.edits.are_none


def test_other_values_give_another_score(live: LiveScores, what_if: WhatIf) -> None:
    before = explained(what_if.model, what_if.lead(), what_if.moment())
    assert before.score == 15_00 + 1_00 + 2_00 + 4_00 + 10_00
    what_if.write("country", "US")
    what_if.write("employees", "")
    what_if.write("signed", "no")
    now = explained(what_if.model, what_if.lead(), what_if.moment())
    assert now.score == 20_00 + 2_00 + 4_00 + 10_00
    assert [(c.label, c.before, c.now) for c in rules_changed(before, now)] == [
        ("in_usa", 0, 20_00),
        ("large", 15_00, 0),
        ("when signed add 1", 1_00, 0),
    ]
    assert outcome_text(now, before).plain == "36 points  ▲ +4 (is 32)   stage MQL"
    assert [line.text.plain for line in changed_lines(now, before)][:2] == [
        "▲ +20  in_usa  0 → 20",
        "▼ −15  large  15 → 0",
    ]
    what_if.write("employees", "60")
    held = explained(what_if.model, what_if.lead(), what_if.moment())
    assert changed_lines(held, before)[-1].text.plain == "held by limits: +19 in all, +8 in the score"
    scored = live.score({})
    assert isinstance(scored, Scored)
    assert scored.score(0) == before.score, "the data is as it was"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("employees", "many", "not a number: 120 or 57.5"),
        ("signed", "perhaps", "not yes or no"),
        ("renewal", "2026-02-31", "not a date: 2026-03-31"),
        ("since", "yesterday", "not a time: 2026-03-31 09:30"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(what_if: WhatIf, name: str, text: str, said: str) -> None:
    what_if.write(name, text)
    assert what_if.problems() == {name: said}
    with pytest.raises(UnfitError, match=r"not"):
        what_if.lead()
    what_if.write(name, "")
    assert what_if.problems() == {}
    assert name not in what_if.lead().fields


def test_events_come_and_go(what_if: WhatIf) -> None:
    assert [(e.event.type, e.is_asked) for e in what_if.events()] == [("webinar", False), ("page_view", True)]
    what_if.add(Event(what_if.moment(), "page_view", {"path": "/pricing/eu"}), 3)
    assert [e.event.type for e in what_if.events()][:3] == ["page_view"] * 3
    assert score(what_if) == 62_00
    (first, *_, last) = what_if.events()
    what_if.toggle(last.number)
    assert score(what_if) == 52_00
    assert [e.number for e in what_if.events() if e.is_removed] == [last.number]
    what_if.toggle(first.number)
    assert score(what_if) == 42_00
    assert what_if.undo()
    assert score(what_if) == 52_00
    what_if.toggle(last.number)
    assert score(what_if) == 62_00
    while what_if.undo():
        pass
    assert what_if.edits.are_none


def test_another_moment(what_if: WhatIf) -> None:
    what_if.edits.as_of = "+7d"
    assert score(what_if) == 15_00 + 1_00 + 2_00 + 4_00
    what_if.edits.as_of = "-30d"
    assert score(what_if) == 15_00 + 1_00
    what_if.edits.as_of = "soon"
    assert list(what_if.problems()) == [""]


def test_moments_as_they_are_written() -> None:
    calendar = Calendar("Europe/Berlin")
    now = parse_as_of("2026-01-15T12:00Z")
    for text, same in [
        ("", "2026-01-15T12:00Z"),
        ("now", "2026-01-15T12:00Z"),
        ("2d ago", "2026-01-13T12:00Z"),
        ("36h", "2026-01-14T00:00Z"),
        ("30 minutes ago", "2026-01-15T11:30Z"),
        ("1w ago", "2026-01-08T12:00Z"),
        ("2026-01-02", "2026-01-01T23:00Z"),
        ("2026-01-02 10:00", "2026-01-02T09:00Z"),
    ]:
        assert moment_of(text, now, calendar) == parse_as_of(same), text
    for text, same in [
        ("", "2026-01-15T12:00Z"),
        ("+7d", "2026-01-22T12:00Z"),
        ("- 2 weeks", "2026-01-01T12:00Z"),
        ("2026-05-01", "2026-04-30T22:00Z"),
    ]:
        assert shifted(text, now, calendar) == parse_as_of(same), text
    for text in ("yesterday", "99999999999d ago", "2026-13-01", "2x ago"):
        with pytest.raises(UnfitError):
            moment_of(text, now, calendar)
    assert (times_of(""), times_of(" 3 ")) == (1, 3)
    for text in ("0", "-1", "many", "10001", "1.5"):
        with pytest.raises(UnfitError):
            times_of(text)


def test_an_event_is_written_as_in_a_test(live: LiveScores, scored: Scored) -> None:
    def given(text: str) -> tuple[str, dict[str, object], int, int]:
        found = events_given(live.project, scored.sources, {*scored.model.events, *live.known.events()}, text)
        return found.event, dict(found.properties), found.times, found.ago // 86_400_000_000

    assert given("webinar") == ("webinar", {}, 1, 0)
    assert given('page_view with path "/x" 2 times 3d ago') == ("page_view", {"path": "/x"}, 2, 3)
    assert given("pricing 1d ago") == ("page_view", {"path": "/pricing"}, 1, 1)
    for text, said in [
        ("", "an event, such as"),
        ("webinr", "webinar"),
        ("page_view with colour 3", "colour"),
        ('lead country "US"', "one event"),
        ("webinar visits", "visits"),
        ('"', "does not end"),
    ]:
        with pytest.raises(UnfitError, match=said):
            given(text)


def test_a_lead_made_up_from_nothing_becomes_a_test(live: LiveScores, scored: Scored) -> None:
    what_if = WhatIf(scored.model, None, scored.as_of)
    assert (what_if.lead().id, what_if.lead().fields) == (MADE_UP, {})
    what_if.write("country", "US")
    what_if.add(Event(what_if.moment() - 86_400_000_000, "page_view", {"path": "/pricing"}))
    case = what_if.case()
    assert case.text == (
        'test "made-up lead, what if, as of 2026-01-15" at 2026-01-15\n'
        '  given lead country "US"\n'
        '  given page_view with path "/pricing" 1d ago\n'
        '  expect score = 30 and stage is "MQL"\n'
    )
    file = live.project.root / "model.lead"
    checked = check([file], live.project.root, {file: f"{RULES}\n{case.text}"})
    assert checked.model is not None
    assert all(tested.passed for tested in run_tests(checked.model))

"""A small project for tests of panes: sixty leads, a model with a grade and a stage."""

from pathlib import Path

from leadwright.engine.live import LiveScores, Scored
from leadwright.engine.project import Project

RULES = """\
group fit max 60
  when country is "US" add 20 as in_usa
group engagement
  each page_view within 30d add 10 as visits
grade
  score  A from 40, B
stage MQL
  when score >= 40
"""
LEADS = 60


def project_in(folder: Path) -> Project:
    (folder / "model.lead").write_text(RULES)
    lines = [f"L{n:02},{'US' if n % 3 else 'DE'},{n * 10},Name {n}" for n in range(LEADS)]
    (folder / "leads.csv").write_text("lead_id,country,employees,name\n" + "\n".join(lines) + "\n")
    events = [f"L{n:02},2026-01-{10 + m:02},page_view,/p{m}" for n in range(LEADS) for m in range(n % 4)]
    (folder / "events.csv").write_text("lead_id,ts,type,path\n" + "\n".join(events) + "\n")
    (folder / "leadwright.toml").write_text(
        '[project]\nrules = ["model.lead"]\nas_of = "2026-01-15"\n'
        '[leads]\nsource = "leads.csv"\n[events]\nsource = "events.csv"\n'
    )
    return Project.read(folder / "leadwright.toml")


def scored(live: LiveScores, text: str = RULES, version: int = 0) -> Scored:
    found = live.score({live.project.root / "model.lead": text}, version)
    assert isinstance(found, Scored), found
    return found

"""Engines that read by themselves against the reference: projects, and what comes out of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from leadwright.engine.opening import checked_model_of
from leadwright.engine.project import Project
from leadwright.engine.result_columns import ResultRow, rows_of
from leadwright.engine.run import EngineName, score_project

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Outcome:
    rows: Sequence[ResultRow]
    ignored: Counter[int]
    report: str
    summary: str


def outcome(project: Project, engine: EngineName) -> Outcome:
    """All that an engine gives for a project."""
    as_of = project.as_of_time()
    assert as_of is not None
    run = score_project(checked_model_of(project), project, as_of, engine)
    rows = [row for batch in run.results.batches for row in rows_of(run.columns, batch)]
    run.source.close()
    return Outcome(rows, Counter(run.ignored), str(run.source.report), run.summary())


MESSY_RULES = """
    lead
      country text
      employees number
      vip flag
      since date
      seen time
    event page_view
      path text
      seconds number
    event Übung
      path text
    event gone
      x number
    ignore page_view[path starts with "/jobs"] because "no buyers"
    group g max 50
      when country is "US" add 10
      when employees > 5 add 3
      when vip add 1
      each page_view within 90d add seconds
      when Übung add 7
      when since within 400d add 2
      when seen within 400d add 4
    stage A
      when score > 5
      route to "q" within 1 business day
    stage B holds until gone
      when page_view within 1d
"""
MESSY_LEADS = """\
lead_id,country,employees,vip,since,seen,notes
1,US,10,yes,2025-12-01,2026-01-05 10:00,x
2,us,many,maybe,2026-02-30,yesterday,"a, b"
3,,1e3,no,2026-01-01T23:30:00-05:00,2026-01-05T10:00:00+02:00,
 ,US,5,1,,,
1,DE,7,0,,,"line
break"
4,N/A,"1,000",TRUE,1/2/2026,,
1.0,FR,,,,,
Select,US,,,,,
"""
MESSY_EVENTS = """\
lead_id,ts,type,path,seconds
1,2026-01-05 10:00,page_view,/a,3
1,2026-01-05 10:00,page_view,/jobs/1,4
2,,page_view,/a,3
2,soon,page_view,/a,3
9,2026-01-05,page_view,/a,3
,2026-01-05,page_view,/a,3
3,2026-01-05,,/a,3
3,2026-01-05,U\u0308bung,/a,x
3,2026-01-05,page_view,/a,x
4,2026-01-05T00:00:00.123456789Z,page_view,/a,-2.005
4,2027-01-05,page_view,/jobs,1
"""


def messy_project(folder: Path, settings: str = 'duplicate_lead = "last"\nlead_without_id = "leave out"') -> Project:
    """Data with all that can be wrong with it. ``settings``: of [data]."""
    (folder / "model.lead").write_text(dedent(MESSY_RULES), "utf-8")
    (folder / "leads.csv").write_text(MESSY_LEADS, "utf-8")
    (folder / "events.csv").write_text(MESSY_EVENTS, "utf-8")
    (folder / "leadwright.toml").write_text(
        dedent("""
            [project]
            rules = "model.lead"
            as_of = "2026-01-15T12:00:00Z"
            [leads]
            source = "leads.csv"
            missing = ["N/A", "Select"]
            timezone = "Europe/Berlin"
            [events]
            source = "events.csv"
            timezone = "America/New_York"
            [data]
        """)
        + settings,
        "utf-8",
    )
    return Project.read(folder / "leadwright.toml")

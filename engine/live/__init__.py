"""A project's data, opened once, and any version of its rules scored on it: what an editor works with.

    live = LiveScores.open(project, progress)            # in a worker: reads the data
    found = live.score({path: unsaved_text}, version)    # in a worker: Scored, or Unscored with what is wrong
    found.now.score[17], found.delta[17], found.changed  # arrays, a row a lead
    live.explain(found, 17)                              # in a worker: why

Nothing here knows of a screen. Calls may come from any thread; they wait for one another.
"""

from .compared import Standing
from .effects import RuleEffect
from .filtering import FilterProblem, Selected
from .known import Known, Occurring
from .scored import Scored, Unscored
from .session import LiveScores
from .shown import ShownField

__all__ = [
    "FilterProblem",
    "Known",
    "LiveScores",
    "Occurring",
    "RuleEffect",
    "Scored",
    "Selected",
    "ShownField",
    "Standing",
    "Unscored",
]

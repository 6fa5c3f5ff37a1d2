"""What a draft does to the sample leads, in counts only: no lead and no value of one is in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ..engine.columns import Bools
from ..engine.live import Scored
from ..engine.live.compared import differences
from ..engine.report import counted

if TYPE_CHECKING:
    from ..engine.live import LiveScores
    from .gate import Gate


@dataclass(frozen=True, slots=True)
class Reached:
    """Leads that are at a stage or a later one with the draft and were not, and the other way round."""

    more: int = 0
    fewer: int = 0
    of: int = 0
    """How many are there with the draft."""


@dataclass(frozen=True, slots=True)
class Effect:
    """``up``, ``down``: leads whose score rises or falls; ``fires``: the draft's rules, by name or words, and for how
    many leads each gives points; ``disqualified``: newly out, and no longer out."""

    leads: int
    up: int = 0
    down: int = 0
    grades: int = 0
    stages: Mapping[str, Reached] = field(default_factory=dict[str, Reached])
    disqualified: Reached = Reached()
    fires: Mapping[str, int] = field(default_factory=dict[str, int])
    segments: Mapping[str, int] = field(default_factory=dict[str, int])

    def as_json(self) -> dict[str, object]:
        return {
            "leads": self.leads,
            "scores_up": self.up,
            "scores_down": self.down,
            "grades_changed": self.grades,
            "stages": {name: _reached_as_json(reached) for name, reached in self.stages.items()},
            "disqualified": _reached_as_json(self.disqualified),
            "fires": dict(self.fires),
            "segments": dict(self.segments),
        }

    def sentences(self) -> list[str]:
        """``41 more of 400 leads reach MQL, 12 fewer``"""
        said: list[str] = []
        for name, reached in self.stages.items():
            if reached.more or reached.fewer:
                more = f"{reached.more:,} more reach{'es' * (reached.more == 1)} {name}" if reached.more else ""
                fewer = f"{reached.fewer:,} fewer" + ("" if more else f" reach {name}")
                said.append(", ".join(p for p in (more, fewer if reached.fewer else "") if p))
        if self.disqualified.more or self.disqualified.fewer:
            out, back = self.disqualified.more, self.disqualified.fewer
            said.append(", ".join(p for p in (f"{out:,} disqualified" if out else "",
                                              f"{back:,} no longer disqualified" if back else "") if p))  # fmt: skip
        if self.up or self.down:
            ways = [f"{n:,} {w}" for n, w in ((self.up, "up"), (self.down, "down")) if n]
            said.append(f"scores: {', '.join(ways)}")
        if self.grades:
            said.append(f"{counted(self.grades, 'grade')} change{'s' * (self.grades == 1)}")
        said += [f"segment {name}: {counted(count, 'lead')}" for name, count in self.segments.items()]
        return said or ["nothing changes for any of them"]


def _reached_as_json(reached: Reached) -> dict[str, int]:
    return {"more": reached.more, "fewer": reached.fewer, "of": reached.of}


def effect_of(gate: "Gate", live: "LiveScores", rules: str) -> Effect | None:
    """None if the rules cannot be scored, with the draft or without it."""
    verdict = gate.check(rules)
    if verdict.model is None:
        return None
    before = live.score(gate.without_draft(), checked=gate.base)
    now = live.score(gate.with_draft(rules), checked=verdict.checked)
    if not isinstance(now, Scored):
        return None
    fires = {e.label: e.leads for e in now.effects if not e.is_part and e.line in verdict.placed.lines and _in(gate, e)}
    segments = _segments(gate, now)
    if not isinstance(before, Scored) or len(before) != len(now):
        return Effect(len(now), fires=fires, segments=segments) if gate.base.model is None else None
    found = differences(before.now, now.now)
    return Effect(
        len(now),
        int(np.count_nonzero(found.delta > 0)),
        int(np.count_nonzero(found.delta < 0)),
        int(np.count_nonzero(found.grade)) if before.now.grade is not None else 0,
        {stage.name: _compared(_reached(before, stage.name), _reached(now, stage.name)) for stage in now.model.stages},
        _compared(_disqualified(before), _disqualified(now)),
        fires,
        segments,
    )


def _in(gate: "Gate", effect: object) -> bool:
    file = getattr(effect, "file", None)
    return file is not None and file.resolve() == gate.target


def _segments(gate: "Gate", now: Scored) -> dict[str, int]:
    """The segments that a draft adds, and how many leads each has."""
    known = set[str]() if gate.base.model is None else {s.label for s in gate.base.model.segments}
    return {label: int(np.count_nonzero(has)) for label, has in now.scores.segments if label not in known}


def _compared(old: Bools, new: Bools) -> Reached:
    return Reached(int(np.count_nonzero(new & ~old)), int(np.count_nonzero(old & ~new)), int(np.count_nonzero(new)))


def _reached(scored: Scored, stage: str) -> Bools:
    """Who has reached a stage and is not disqualified."""
    reached = scored.scores.reached.get(stage)
    if reached is None:
        return np.zeros(len(scored), np.bool_)
    return reached & (scored.now.disqualified.codes < 0)


def _disqualified(scored: Scored) -> Bools:
    return scored.now.disqualified.codes >= 0

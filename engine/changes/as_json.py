"""A comparison as plain data, for programs: points as numbers, times as ISO texts (UTC)."""

from collections.abc import Mapping, Sequence
from typing import Any

from ...dsl.values import time_text
from .changed import Change, Comparison
from .effects import Effects, RuleEffect, SegmentEffect
from .movers import Mover
from .moves import Moves, Way
from .scoring import Tried

Plain = dict[str, Any]


def as_json(
    sentence: str,
    before: str,
    after: str,
    comparison: Comparison,
    tried: Tried | None,
    places: Sequence[str | None] = (),
) -> Plain:
    """``effects`` is null if there were no data. ``places``: where each change stands, if it stands in one place."""
    where = dict(enumerate(places))
    return {
        "sentence": sentence,
        "before": before,
        "after": after,
        "changed": bool(comparison.changes),
        "changes": [_change(change, where.get(n)) for n, change in enumerate(comparison.changes)],
        "renamed": list(comparison.renamed),
        "effects": None if tried is None else {**effects_as_json(tried.effects), "weeks": _weeks(tried)},
    }


def _change(change: Change, place: str | None) -> Plain:
    return {
        "kind": change.kind.value,
        "how": change.how.value,
        "name": change.name,
        "group": change.group,
        "place": place,
        "before": change.before,
        "after": change.after,
        "differences": list(change.differences),
    }


def effects_as_json(effects: Effects) -> Plain:
    return {
        "as_of": time_text(effects.as_of),
        "all": _moves(effects.all),
        "stages": [
            {
                "before": old,
                "after": new,
                "leads": count,
                "examples": [_mover(mover) for mover in effects.examples.get((old, new), ())],
            }
            for (old, new), count in effects.stages.items()
        ],
        "grades": [{"before": old, "after": new, "leads": count} for (old, new), count in effects.grades.items()],
        "segments": {label: _segment(effect) for label, effect in effects.segments.items()},
        "other_segments": effects.resegmented,
        "other_queue": effects.requeued,
        "outcomes": {
            name: {
                **_moves(moves),
                "stages_before": _of(name, effects.in_stage[0]),
                "stages_after": _of(name, effects.in_stage[1]),
            }
            for name, moves in effects.results.items()
        },
        "rules": [_rule(effect) for effect in effects.rules if effect.leads],
        "movers": [_mover(mover) for mover in effects.movers],
    }


def _moves(moves: Moves) -> Plain:
    return {
        "leads": moves.leads,
        "other_stage": moves.stage,
        "other_grade": moves.grade,
        "up": _way(moves.up),
        "down": _way(moves.down),
    }


def _way(way: Way) -> Plain:
    return {
        "leads": way.leads,
        "median": _points(way.median),
        "largest": _points(way.largest),
        "total": _points(way.total),
    }


def _segment(effect: SegmentEffect) -> Plain:
    return {
        "before": effect.before,
        "after": effect.after,
        "joined": effect.joined,
        "left": effect.left,
        **_moves(effect.moves),
    }


def _of(result: str, counts: Mapping[tuple[str, str], int]) -> Plain:
    return {stage: count for (name, stage), count in counts.items() if name == result and count}


def _rule(effect: RuleEffect) -> Plain:
    before, after = effect.pair.before, effect.pair.after
    return {
        "before": before and before.label,
        "after": after and after.label,
        "leads": effect.leads,
        "points": _points(effect.total),
        "gave_before": effect.before,
        "gives_after": effect.after,
    }


def _mover(mover: Mover) -> Plain:
    return {
        "lead_id": mover.lead_id,
        "score_before": _points(mover.before),
        "score_after": _points(mover.after),
        "stage_before": mover.stage_before,
        "stage_after": mover.stage_after,
        "moved_by": [{"what": label, "points": _points(points)} for label, points in mover.by],
    }


def _weeks(tried: Tried) -> Plain:
    before, after = tried.weeks
    return {
        "days": 7,
        "from": [time_text(start) for start in after.starts],
        "first_reached_before": {name: counts.tolist() for name, counts in before.reached.items()},
        "first_reached_after": {name: counts.tolist() for name, counts in after.reached.items()},
    }


def _points(hundredths: int) -> int | float:
    whole, rest = divmod(hundredths, 100)
    return whole if rest == 0 else hundredths / 100

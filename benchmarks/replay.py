"""Are histories what scoring says? ``python -m leadwright.benchmarks.replay --rules F --leads F --events F --as-of T``.

Every lead is followed event by event: at the time of each, the reference scores it from the events that there were by
then, and the history of all leads, worked out at once, has to say the same score, groups, stage and disqualification.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np

from ..dsl.check import check
from ..engine.columnar.steps import histories
from ..engine.evaluate import Evaluator
from ..engine.plan import plan_of
from ..engine.project import Project, parse_as_of
from ..engine.records import Lead
from ..engine.schema import schema_of
from ..engine.source import open_source
from ..engine.store import open_store


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--rules", "--leads", "--events", "--as-of"):
        options.add_argument(name, required=True)
    asked = options.parse_args()
    rules = Path(asked.rules).resolve()
    model = check([rules], rules.parent).model
    if model is None:
        raise SystemExit("the rules have errors: `leadwright check` shows them")
    as_of = parse_as_of(asked.as_of)
    store = open_store(open_source(Project.adhoc([], [asked.leads], [asked.events], None)), schema_of(model))
    evaluator = Evaluator(model)
    started, leads, moments = time.perf_counter(), 0, 0
    for history in histories(plan_of(model), store, as_of):
        for number, position in enumerate(history.leads.tolist()):
            lead = store.lead_at(position)
            at = np.array(sorted({event.at for event in lead.events if event.at <= as_of}), np.int64)
            who = np.full(len(at), number)
            scores, stages = history.score.of(who, at).tolist(), history.stage.of(who, at).tolist()
            reasons = history.disqualified.of(who, at).tolist()
            groups = {name: steps.of(who, at).tolist() for name, steps in history.groups.items()}
            for n, moment in enumerate(at.tolist()):
                by_then = Lead(lead.id, lead.fields, [event for event in lead.events if event.at <= moment])
                scored = evaluator.at(by_then, moment)
                found = (
                    scores[n],
                    {name: points[n] for name, points in groups.items()},
                    history.stage.texts[stages[n]],
                    None if reasons[n] < 0 else history.disqualified.texts[reasons[n]],
                )
                expected = (scored.score, dict(scored.groups), scored.at.outcomes.stage, scored.reason)
                if found != expected:
                    raise SystemExit(f"lead {lead.id} at {moment}: history {found}, scoring {expected}")
            moments += len(at)
        leads += history.size
        print(f"\r{leads:,} of {store.size:,} leads", end="", file=sys.stderr)
    seconds = time.perf_counter() - started
    print(f"\n{leads:,} leads at {moments:,} moments: equal ({seconds:.0f} s)", file=sys.stderr)


if __name__ == "__main__":
    main()

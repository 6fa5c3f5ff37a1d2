"""Whether executors give the same: ``agree`` compares. (``smaller.smallest`` makes what differs as small as it can.)

A disagreement is told as a conformance case: the rules, one lead, what each executor gave. It can be put into
``tests/conformance/`` as it stands, once it is known which of them is right.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from executors import Executor, ScoreAll, reference
from leadwright.dsl.errors import UnsupportedError
from leadwright.dsl.types import Type
from leadwright.dsl.values import points_text, time_text
from leadwright.engine.evaluate import Result
from leadwright.engine.records import Event, Lead, Schema
from leadwright.engine.schema import schema_of
from models import model_of
from situations import Situation
from written import text_of

Outcome = dict[str, str]
"""What a lead comes out with: column to text, as conformance cases write it."""


def outcome(result: Result) -> Outcome:
    return {
        "score": points_text(result.score),
        **{f"@{name}": points_text(points) for name, points in result.groups.items()},
        "grade": repr(result.grade),
        "stage": result.stage,
        "disqualified": repr(result.disqualified),
        "segments": repr(tuple(result.segments)),
        "route": repr(result.route),
        "due": "" if result.due is None else time_text(result.due),
        "met": "" if result.met is None else time_text(result.met),
        "fired": "; ".join(f"{f.label} {points_text(f.points)}" for f in result.fired),
    }


@dataclass
class DisagreementError(AssertionError):
    """An executor that gives a lead something else than the reference does."""

    executor: str
    score_all: ScoreAll
    leaves_out: frozenset[str]
    situation: Situation
    lead: Lead
    expected: Outcome
    found: Outcome

    @property
    def is_crash(self) -> bool:
        """Whether the executor fails altogether, on the rules or on any of the leads."""
        return "error" in self.found

    def __str__(self) -> str:
        if self.is_crash:
            return f"{self.executor} fails: {self.found['error']}\n\n{as_case(self.situation, self.lead)}"
        wrong = [column for column, text in self.expected.items() if self.found.get(column) != text]
        told = "\n".join(f"  {c}: {self.expected[c] or '(nothing)'} by the reference, "
                         f"{self.found.get(c) or '(nothing)'} by {self.executor}" for c in wrong)  # fmt: skip
        more = "" if len(self.situation.leads) == 1 else f"\n(only among {len(self.situation.leads)} leads)"
        return f"the reference and {self.executor} disagree\n\n{told}{more}\n\n{as_case(self.situation, self.lead)}"


class RefusalError(AssertionError):
    """An executor that refuses what is not in the list of what it lacks."""


def agree(
    rules: str, leads: Sequence[Lead], as_of: int, executors: Mapping[str, tuple[Executor, ScoreAll]]
) -> set[str]:
    """Score the leads by the reference and by each executor. Returns the names of those that lack something.

    Raises DisagreementError for the first lead with another result, RefusalError for a refusal that is not allowed.
    """
    situation = Situation(rules, tuple(leads), as_of)
    expected = {lead: outcome(result) for lead, result in reference(rules, leads, as_of).items()}
    lacking: set[str] = set()
    for name, (executor, score_all) in executors.items():
        try:
            results = score_all(rules, leads, as_of)
        except UnsupportedError as error:
            if not executor.may_lack(error):
                raise RefusalError(f"{name} refuses what it should do: {error}\n\n{rules}") from error
            lacking.add(name)
            continue
        except Exception as error:
            first = leads[0]
            crash = {"error": f"{type(error).__name__}: {error}"}
            raise DisagreementError(
                name, score_all, executor.leaves_out, situation, first, expected[str(first.id)], crash
            ) from error
        assert set(results) == set(expected), f"{name} gives other leads: {set(results) ^ set(expected)}"
        for lead in leads:
            _compare(name, score_all, executor.leaves_out, situation, lead, expected, results)
    return lacking


def _compare(
    name: str,
    score_all: ScoreAll,
    leaves_out: frozenset[str],
    situation: Situation,
    lead: Lead,
    expected: Mapping[str, Outcome],
    results: Mapping[str, Result],
) -> None:
    wanted = {c: text for c, text in expected[str(lead.id)].items() if c not in leaves_out}
    found = {c: text for c, text in outcome(results[str(lead.id)]).items() if c not in leaves_out}
    if list(found.items()) != list(wanted.items()):
        raise DisagreementError(name, score_all, leaves_out, situation, lead, wanted, found)


# --- told as a conformance case


def as_case(situation: Situation, lead: Lead) -> str:
    """Rules and lead as a conformance case, with what the reference gives."""
    schema = schema_of(model_of(situation.rules))
    (result,) = reference(situation.rules, [lead], situation.as_of).values()
    columns = {"lead": str(lead.id) if str(lead.id).isalnum() else "x"}
    columns |= {name: _cell(text_of(value, schema.fields[name])) for name, value in lead.fields.items()}
    columns["events"] = _bar("; ".join(_event_text(e, situation.as_of, schema) for e in lead.events))
    columns |= {column: _bar(text) for column, text in _expectations(result).items()}
    head = "\n".join(f"| {' | '.join(cells)} |" for cells in (columns, ["-"] * len(columns), columns.values()))
    return f"```lead\n{situation.rules}\n```\n\nAs of {time_text(situation.as_of)}:\n\n{head}\n"


def _expectations(result: Result) -> Outcome:
    found = {"score": points_text(result.score)}
    found |= {f"@{name}": points_text(points) for name, points in result.groups.items()}
    found |= {"grade": result.grade or "", "stage": result.stage, "disqualified": result.disqualified or ""}
    found |= {"segments": "; ".join(result.segments), "route": result.route or ""}
    found |= {c: "" if at is None else time_text(at) for c, at in (("due", result.due), ("met", result.met))}
    return found | {"fired": "; ".join(f"{f.label} {points_text(f.points)}" for f in result.fired)}


def _event_text(event: Event, as_of: int, schema: Schema) -> str:
    types = {**schema.activity, **schema.events.get(event.type, {})}
    given = ", ".join(
        f"{name}={json.dumps(text_of(value, types.get(name, Type.TEXT)), ensure_ascii=False)}"
        for name, value in event.properties.items()
    )
    name = event.type if event.type.isidentifier() else f"`{event.type}`"
    return f"{name}{f'({given})' if given else ''} {time_text(event.at)}"


def _cell(text: str) -> str:
    """A field's value: as it is, or as a JSON string where it would not be read as it is."""
    plain = text == text.strip() and text.isprintable() and not text.startswith('"')
    return _bar(text if plain else json.dumps(text, ensure_ascii=False))


def _bar(text: str) -> str:
    return text.replace("|", "\\|")

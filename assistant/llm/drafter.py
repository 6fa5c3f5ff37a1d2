"""The drafter that asks a language model, and believes nothing that does not check."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...engine.project import AssistantSettings
from ..drafts import Draft, Request, Tell
from ..emission.drafts import Emission, emission, groups_in
from . import prompts
from .answers import Answer, asked, read_answer
from .endpoint import OFFLINE, AssistantError, Endpoint, endpoint
from .failures import FailedError, RejectedError, no_model, shortened
from .ladder import Memory, Rung, climb
from .layout import laid_out, not_for_models
from .material import Material, clauses, material
from .quotes import quoted, unread
from .redaction import Redaction
from .tools import Trying, arguments_of, called, problems
from .wire import Call, Reply, ToolCall, Wire

if TYPE_CHECKING:
    from ..gate import Gate

MOST_STEPS = 6
"""Calls of tools that only read, for one draft."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A request as it would go out: its address and its body. ``note``: what goes before it, if anything."""

    url: str
    body: dict[str, Any]
    note: str = ""


class LlmDrafter:
    """Any endpoint that speaks OpenAI's API. ``memory``: where the endpoint's rung is remembered."""

    name = "openai"

    def __init__(
        self,
        settings: AssistantSettings | None = None,
        environment: Mapping[str, str] | None = None,
        memory: Path | None = None,
    ) -> None:
        self._settings = settings or AssistantSettings()
        self._environment = environment
        self._memory = Memory(memory)

    def draft(self, request: Request, gate: "Gate | Trying", tell: Tell) -> Draft:
        """Raises AssistantError. To stop it, let ``tell`` raise: it is called several times a second."""
        where = endpoint(self._settings, self._environment)
        s = self._settings
        with Wire(where, s.timeout, s.deadline, s.retries) as wire:
            if not where.model:
                raise no_model(where, wire.models)
            return self._drafted(request, gate, tell, where, wire)

    def _drafted(self, request: Request, gate: "Gate | Trying", tell: Tell, where: Endpoint, wire: Wire) -> Draft:
        """What does for a canary's word need not do for a whole grammar: then another spelling, or none."""
        held = _grammar(request, gate)
        rung = self._rung(where, wire, held, tell)
        while True:
            try:
                made = _Drafting(self._settings, where, wire, gate, request, rung, held, tell).run()
            except RejectedError:
                self._memory.forget(where)
                if rung == "text":
                    raise
                rung = "structured_gbnf" if rung == "structured" else "text"
                continue
            if held is not None:
                self._memory.keep(where, rung)
            return replace(made, tokens=wire.tokens)

    def request_of(self, request: Request, gate: "Gate | Trying") -> Shown:
        """What ``draft`` would send first, in the body's very words; nothing is sent. Raises AssistantError."""
        where = endpoint(self._settings, self._environment)
        held = _grammar(request, gate)
        known = self._memory.recall(where)
        rung: Rung = "text" if held is None else known or "tool"
        said = prompts.definition(material(request, Redaction()))
        call = prompts.drafting(rung, where, said, held, self._settings.max_tokens)
        notes: list[str] = []
        if not where.model:
            notes.append("no model is named: set `model` of [assistant]")
        if held is not None and known is None:
            notes.append("before it, up to three short questions find out whether the endpoint holds to a grammar")
        return Shown(where.base_url + call.path, call.sent(), "; ".join(notes))

    def _rung(self, where: Endpoint, wire: Wire, held: Emission | None, tell: Tell) -> Rung:
        if held is None:
            return "text"
        return self._memory.recall(where) or climb(wire, tell)


def _grammar(request: Request, gate: "Gate | Trying") -> Emission | None:
    text = gate.text
    return emission(request.names, text, groups_in(text))


@dataclass(slots=True)
class _Drafting:
    """One draft: the first answer, and at most two repairs."""

    settings: AssistantSettings
    where: Endpoint
    wire: Wire
    gate: "Gate | Trying"
    request: Request
    rung: Rung
    held: Emission | None
    tell: Tell

    def run(self) -> Draft:
        redaction = Redaction()
        told = material(self.request, redaction)
        said = prompts.definition(told)
        repairs = min(self.settings.repairs, 2)
        found: Sequence[Mapping[str, object]] = [{"problem": ""}]
        for number in range(repairs + 1):
            if number:
                self.tell(f"\n(what came does not check: once more, {number} of {repairs})\n")
            answer, text = self._answer(said, redaction)
            if answer.problem:
                found = [{"problem": answer.problem}]
            elif answer.outcome != "draft":
                return self._without_rules(answer, redaction)
            else:
                draft, found = self._draft(answer, told, redaction)
                if not found:
                    return draft
            said = prompts.definition(told) + prompts.repair(text, found)
        first = redaction.restore(_worded(found[0]))
        times = {0: "", 1: ", and not after a repair"}.get(repairs, f", and not after {repairs} repairs")
        return Draft(
            "decline",
            reason=f"the model wrote nothing that checks{times}; at last: {first}",
            assumptions=_notes(redaction),
        )

    # --- one answer

    def _answer(self, said: str, redaction: Redaction) -> tuple[Answer, str]:
        """An answer, and its text as the model wrote it."""
        steps: list[Any] = []
        assumed: list[str] = []
        for _ in range(MOST_STEPS):
            reply = self._reply(said, steps)
            if reply.refusal or reply.end == "filter":
                why = shortened(reply.refusal) or "its content filter stopped the answer"
                return Answer("decline", reason=f"the model refused: {why}"), ""
            if self.rung != "tool":
                return read_answer(reply.text), reply.text
            if not reply.calls:
                return read_answer(reply.text), reply.text
            for call in reply.calls:
                done = self._done(call, assumed)
                if done is not None:
                    return done, call.input
                steps += _step(call, self._gives(call, assumed, redaction))
        return Answer(problem="tools were called, but nothing was drafted"), ""

    def _reply(self, said: str, steps: Sequence[Any]) -> Reply:
        """A whole reply. One that was too long is asked for once more, with room for twice as much."""
        tokens = self.settings.max_tokens
        for most in (tokens, 2 * tokens):
            call: Call = prompts.drafting(self.rung, self.where, said, self.held, most, steps)
            reply = self.wire.ask(call, self.tell)
            if reply.problem:
                raise FailedError(f"{self.where.base_url}: {shortened(reply.problem)}", f"try again, {OFFLINE}")
            if reply.end == "cut":
                raise AssistantError(
                    f"the answer of {self.where.base_url} broke off; half an answer is not used",
                    f"try again, {OFFLINE}",
                )
            if reply.end != "length":
                return reply
            self.tell("\n(the answer was too long: once more, with more room)\n")
        raise AssistantError(
            f"the answer is longer than {2 * tokens:,} tokens; half an answer is not used",
            "raise `max_tokens` of [assistant], or say less at once",
        )

    def _done(self, call: ToolCall, assumed: Sequence[str]) -> Answer | None:
        """What ends the work: a draft, questions, a refusal. None: the model goes on."""
        if call.name == prompts.DRAFT:
            return Answer("draft", call.input, assumptions=tuple(assumed))
        given = arguments_of(call.input)
        if call.name == "ask":
            return _questions(given)
        if call.name == "decline":
            reason = str((given or {}).get("reason", "")).strip()
            return Answer("decline", reason=reason) if reason else Answer(problem="`decline` needs a reason")
        return None

    def _gives(self, call: ToolCall, assumed: list[str], redaction: Redaction) -> str:
        if call.name != "assume":
            return called(call.name, call.input, self.gate, redaction)
        said = (arguments_of(call.input) or {}).get("assumptions")
        assumed += [str(a) for a in said] if isinstance(said, list) else []  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        return '"noted"'

    # --- what is made of it

    def _draft(
        self, answer: Answer, told: Material, redaction: Redaction
    ) -> tuple[Draft, Sequence[Mapping[str, object]]]:
        """The draft, and what is wrong with it."""
        definition = "\n".join([*(turn.said for turn in self.request.turns), self.request.said])
        written, _, dropped = quoted(redaction.restore(answer.rules), definition)
        rules, tests = laid_out(written)
        if wrong := not_for_models(rules):
            return Draft("decline"), wrong
        verdict = self.gate.check(rules, tests)
        if not rules.strip():
            return Draft("decline"), [{"problem": "there are no rules in it"}]
        if wrong := problems(verdict.found):
            return Draft("decline"), wrong
        rules, quotes, _ = quoted(rules, definition)
        notes = [redaction.restore(a) for a in answer.assumptions]
        if dropped:
            notes.append(f"{dropped} `because` taken out: its words are not in the definition")
        left = () if self.request.current is not None else unread(tuple(self._clauses()), quotes, rules)
        return Draft("draft", rules, tests, (), (*notes, *_notes(redaction)), left, quotes), ()

    def _clauses(self) -> Iterator[str]:
        """Of what is to be drafted; after questions, that is what was said before the answer."""
        for said in [turn.said for turn in self.request.turns] or [self.request.said]:
            yield from clauses(said)

    def _without_rules(self, answer: Answer, redaction: Redaction) -> Draft:
        questions = tuple(
            replace(q, text=redaction.restore(q.text), choices=tuple(map(redaction.restore, q.choices)))
            for q in answer.questions
        )
        return Draft(
            answer.outcome,
            questions=questions,
            reason=redaction.restore(answer.reason),
            assumptions=_notes(redaction),
        )


def _questions(given: dict[str, Any] | None) -> Answer:
    found: Any = (given or {}).get("questions")
    made: list[tuple[str, list[str]]] = []
    for question in found if isinstance(found, list) else []:  # pyright: ignore[reportUnknownVariableType]
        if isinstance(question, dict) and isinstance(question.get("choices"), list):  # pyright: ignore[reportUnknownMemberType]
            made.append((str(question.get("text", "")), [str(c) for c in question["choices"]]))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType, reportUnknownVariableType]
    return asked(made)


def _notes(redaction: Redaction) -> tuple[str, ...]:
    return (told,) if (told := redaction.told()) else ()


def _worded(problem: Mapping[str, object]) -> str:
    line = f"line {problem['line']}, `{problem['text']}`: " if problem.get("line") else ""
    return f"{line}{problem['problem']}"


def _step(call: ToolCall, gives: str) -> list[dict[str, object]]:
    """A call and what it gave, as they are told to the model."""
    if call.is_custom:
        return [
            {"type": "custom_tool_call", "call_id": call.id, "name": call.name, "input": call.input},
            {"type": "custom_tool_call_output", "call_id": call.id, "output": gives},
        ]
    return [
        {"type": "function_call", "call_id": call.id, "name": call.name, "arguments": call.input},
        {"type": "function_call_output", "call_id": call.id, "output": gives},
    ]

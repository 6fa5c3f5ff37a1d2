"""The tools that a model may call. All of them only read: they check, run and look up; what they give is counts."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

from ...dsl import codes
from .material import safe
from .redaction import Redaction

if TYPE_CHECKING:
    from ...engine.testing import Tested
    from ..effect import Effect
    from ..gate import Found, Probed, Verdict
    from ..names import Name


class Trying(Protocol):
    """What the drafter needs of a gate."""

    @property
    def text(self) -> str:
        """The file that a draft goes into, as it is."""
        ...

    def check(self, rules: str, tests: str = "") -> "Verdict": ...
    def run_tests(self, rules: str, tests: str) -> "tuple[Tested, ...]": ...
    def probe(self, rules: str, given: Sequence[str]) -> "tuple[Probed, ...]": ...
    def effect(self, rules: str) -> "Effect | None": ...
    def look_up(self, word: str) -> "tuple[Name, ...]": ...


_RULES = {"type": "string", "description": "rules in the language"}
_TEXTS = {"type": "array", "items": {"type": "string"}}

READING: Mapping[str, tuple[str, dict[str, object]]] = {
    "check": ("what is wrong with rules", {"rules": _RULES}),
    "test": ("how tests come out with rules", {"rules": _RULES, "tests": {"type": "string"}}),
    "probe": (
        "what made-up leads come to; each is the steps of a test, such as `given pricing_page 2 times 1d ago`",
        {"rules": _RULES, "leads": _TEXTS},
    ),
    "impact": ("what rules do to the sample leads, in counts", {"rules": _RULES}),
    "look_up": ("names of the vocabulary that a word may mean", {"word": {"type": "string"}}),
}

ANSWERING: Mapping[str, tuple[str, dict[str, object]]] = {
    "ask": (
        "ask the person, instead of guessing: at most three questions, each with choices",
        {
            "questions": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"text": {"type": "string"}, "choices": _TEXTS},
                    "required": ["text", "choices"],
                    "additionalProperties": False,
                },
            }
        },
    ),
    "decline": ("say why this cannot be said with these names", {"reason": {"type": "string"}}),
    "assume": (
        "say which readings the draft rests on, before drafting, each a sentence",
        {"assumptions": _TEXTS},
    ),
}

MOST_LEADS = 5


def functions() -> list[dict[str, object]]:
    """All of them as the Responses API has it."""
    return [
        {
            "type": "function",
            "name": name,
            "description": about,
            "strict": True,
            "parameters": {
                "type": "object",
                "properties": properties,
                "required": list(properties),
                "additionalProperties": False,
            },
        }
        for name, (about, properties) in {**READING, **ANSWERING}.items()
    ]


def arguments_of(text: str) -> dict[str, Any] | None:
    """The arguments of a call; None if they are no JSON object."""
    try:
        read = json.loads(text or "{}")
    except ValueError:
        return None
    return cast("dict[str, Any]", read) if isinstance(read, dict) else None


def called(name: str, arguments: str, gate: Trying, redaction: Redaction) -> str:
    """What a tool gives, as JSON. A wrong call gives an error for the model to read; none raises."""
    given = arguments_of(arguments)
    if given is None or name not in READING:
        return json.dumps({"error": "no such tool" if given is not None else "the arguments are no JSON object"})
    wanted = READING[name][1]
    if wrong := [k for k in wanted if not isinstance(given.get(k), list if wanted[k] is _TEXTS else str)]:
        return json.dumps({"error": f"these arguments are missing or of the wrong type: {', '.join(wrong)}"})
    rules = redaction.restore(str(given.get("rules", "")))
    match name:
        case "check":
            gives: object = problems(gate.check(rules).found)
        case "test":
            gives = _tests(gate, rules, redaction.restore(str(given["tests"])))
        case "probe":
            leads = [redaction.restore(str(lead)) for lead in cast("list[object]", given["leads"])[:MOST_LEADS]]
            gives = [_probed(p) for p in gate.probe(rules, leads)]
        case "impact":
            effect = gate.effect(rules)
            gives = {"error": "the rules have errors, or there are no sample leads"} if effect is None else (
                {"leads": effect.leads, "changes": effect.sentences()}
            )  # fmt: skip
        case _:
            gives = [{"name": safe(n.name), "kind": n.kind} for n in gate.look_up(str(given["word"]))]
    return redaction.hide(json.dumps(gives, ensure_ascii=False))


def problems(found: "Sequence[Found]") -> list[dict[str, object]]:
    """Diagnostics in the draft's own lines; of other files what is wrong, not where."""
    return [
        {"line": f.line, "text": f.text, "problem": f.message, "help": list(f.help)}
        if f.where in ("rules", "tests")
        else {"problem": codes.ALL[f.code].summary if f.code in codes.ALL else "something else is wrong"}
        for f in found
        if f.is_error
    ]


def _tests(gate: Trying, rules: str, tests: str) -> object:
    if errors := problems(gate.check(rules, tests).found):
        return errors
    return [
        {"test": t.test.name, "passed": t.passed, "failed": [failure.expected for failure in t.failures]}
        for t in gate.run_tests(rules, tests)
    ]


def _probed(probed: "Probed") -> dict[str, object]:
    if probed.now is None:
        return {"given": probed.given, "problem": probed.problem}
    return {
        "given": probed.given,
        "score": probed.now.score / 100,
        "added": probed.points / 100,
        "stage": probed.now.stage,
    }

"""What a model wrote, read: rules, questions, or that it cannot be said. One text with headings, whatever the engine.

rules                     questions                     decline
group intent              Q: In how many days?          no name covers what LinkedIn says
  when …                  - 7 days
assumptions               - 30 days
- counted once
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..drafts import Outcome, Question

MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """``problem``: why it could not be read; then there is nothing else."""

    outcome: Outcome = "draft"
    rules: str = ""
    questions: tuple[Question, ...] = ()
    assumptions: tuple[str, ...] = ()
    reason: str = ""
    problem: str = ""


_FENCE = re.compile(r"^```[\w-]*[ \t]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
_RULE_LINE = re.compile(
    r"(?:when|each|latest|by|choose|group|grade|stage|disqualify|segment|define|let|list|signal|ignore|test|use|model|lead|event)\b"
)


def read_answer(text: str) -> Answer:
    """Of a whole answer: with its headings, or with rules in a code fence, as models like to write them."""
    fences = _FENCE.findall(text)
    body = "\n".join(fence.strip("\n") for fence in fences) if fences else text
    if not fences and "```" in text:
        return Answer(problem="the code block does not end")
    lines = body.strip("\n").splitlines()
    if not lines or not body.strip():
        return Answer(problem="the answer is empty")
    heading = lines[0].strip().rstrip(":").lower()
    if heading == "questions":
        return _asked(lines[1:])
    if heading.startswith("decline"):
        rest = lines[0].partition(":")[2] or " ".join(lines[1:])
        reason = " ".join(rest.split())
        return Answer("decline", reason=reason) if reason else Answer(problem="there is no reason below `decline`")
    if heading == "rules":
        lines = lines[1:]
    elif not _RULE_LINE.match(heading):
        return Answer(problem="it does not begin with `rules`, `questions` or `decline`")
    return _drafted(lines)


def _drafted(lines: Sequence[str]) -> Answer:
    at = next((i for i, line in enumerate(lines) if line.strip().rstrip(":").lower() == "assumptions"), len(lines))
    rules = "\n".join(line.rstrip() for line in lines[:at]).strip("\n")
    assumptions = tuple(line.strip()[2:].strip() for line in lines[at + 1 :] if line.strip().startswith("- "))
    if not rules.strip():
        return Answer(problem="there are no rules below `rules`")
    return Answer("draft", f"{rules}\n", assumptions=assumptions)


def _asked(lines: Sequence[str]) -> Answer:
    questions: list[tuple[str, list[str]]] = []
    for line in map(str.strip, lines):
        if line.startswith("Q:"):
            questions.append((line[2:].strip(), []))
        elif line.startswith("- ") and questions:
            questions[-1][1].append(line[2:].strip())
    return asked([(text, choices) for text, choices in questions])


def asked(questions: "list[tuple[str, list[str]]]") -> Answer:
    """Each with choices; at most three."""
    made = tuple(dict.fromkeys(Question(text, tuple(c for c in choices if c)) for text, choices in questions if text))
    if not made:
        return Answer(problem="there is no question below `questions`: begin each with `Q: `")
    if any(not q.choices for q in made):
        return Answer(problem="each question needs choices below it, each begun with `- `")
    return Answer("ask", questions=made[:MOST_QUESTIONS])

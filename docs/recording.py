"""Writes what docs/assistant.md shows of the program anew: sentences that are read, a whole conversation, the figures
of the evaluation; and docs/model-card.md, the model card of an example.

``make docs``, or ``python docs/recording.py``. All come from the real program; the conversation is one with the
offline drafter, about the project that ``leadwright new`` makes, so that it is the same on every machine.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from textwrap import dedent, indent

from leadwright.assistant.drafts import Request
from leadwright.assistant.evaluation import Graded, definitions, figures, grade, shipped
from leadwright.assistant.gate import Gate
from leadwright.assistant.offline import OfflineDrafter
from leadwright.engine.new_project import template, write_project

PAGE = Path(__file__).with_name("assistant.md")
CARD = Path(__file__).with_name("model-card.md")
SAID = (
    "25 points when someone visits the pricing page 3 or more times in 30 days; companies in DACH +10; "
    "5 points if the weather is nice",
    "make it 14 days",
    "tests",
    "apply",
    "explain in_dach",
    "what does the rule reads_prices do?",
    "Someone who is really engaged with our site recently.",
    "1c 2b 3b",
    "undo",
    "quit",
)

SENTENCES = (
    "+10 for a webinar, +5 per email click, max 20",
    "demo request: 40 points, halved every 30 days",
    "companies with 50-500 employees get 15, over 500 get 25, fewer than 10: -5",
    "directors in software or healthcare: +20",
    "-15 if there was no activity in 45 days",
    "a whitepaper and then the pricing page within a week: 20",
    "20 points for a demo, unless they are a competitor",
    "MQL = at least two of: demo request, 3+ pricing visits, attended a webinar, all in the last 30 days",
    "MQL at 60 points and in DACH",
    "A: 80+, B: 50-79, C: below 50",
    "disqualify students and free mail addresses",
    "pricng page 2x in 7 dyas = 25pts",
)


def sentences() -> str:
    """Sentences, each with the rules that the offline drafter makes of it; without names and quotes."""
    gate = Gate.of_text('use "vocabulary.lead"\n', Path(__file__).parents[1] / "examples" / "b2b_crm")
    return "\n".join(f"{said}\n{_indented(_rules_of(said, gate))}" for said in SENTENCES)


def _rules_of(said: str, gate: Gate) -> str:
    draft = OfflineDrafter().draft(Request(said, gate.names, gate.rules_text), gate)
    assert draft.outcome == "draft" and not draft.unread, said
    rules = re.sub(r'\s+(as \w+|because "(?:[^"]|"")*")(?=\s)', "", draft.rules)
    return re.sub(r"^group lead_points\n", "", rules)


def _indented(rules: str) -> str:
    return indent(dedent(rules), "    ")


def conversation() -> str:
    """What ``leadwright chat`` writes when this is typed, line by line."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "crm"
        write_project(template(), project)
        environment = {**os.environ, "XDG_CACHE_HOME": folder, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
        ran = subprocess.run(
            [sys.executable, "-m", "leadwright", "chat"],
            input="".join(f"{line}\n" for line in SAID),
            cwd=project,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
    assert not ran.stderr, ran.stderr
    return f"$ leadwright chat\n{ran.stdout.rstrip()}\n"


def evaluated() -> str:
    """The figures of both parts, without how long it took."""
    parts = {part: _rows(part) for part in ("open", "held_out")}
    lines = ["| offline drafter | open part | held-out part |", "| --- | --- | --- |"]
    lines += [f"| {name} | {value} | {parts['held_out'][name]} |" for name, value in parts["open"].items()]
    return "".join(f"{line}\n" for line in lines)


def _rows(part: str) -> dict[str, str]:
    drafter = OfflineDrafter()
    graded: list[Graded] = [grade(definition, drafter) for definition in definitions(shipped(part))]
    left_out = ("further calls: repairs, tools", "errors of the drafter", "tokens read, written", "seconds")
    return {name: value for name, value in figures(graded).rows() if name not in left_out}


def card() -> str:
    """What ``leadwright describe`` says of the example."""
    example = Path(__file__).parents[1] / "examples" / "b2b_crm"
    command = [sys.executable, "-m", "leadwright", "describe"]
    return subprocess.run(command, cwd=example, capture_output=True, encoding="utf-8", check=True).stdout


def recorded(text: str) -> str:
    """The page with the conversation and the sentences written anew."""
    text = _put(text, "conversation", f"```text\n{conversation()}```\n")
    return _put(text, "sentences", f"```text\n{sentences()}```\n")


def measured(text: str) -> str:
    """The page with the figures written anew."""
    return _put(text, "figures", evaluated())


def _put(text: str, name: str, written: str) -> str:
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- until here -->)", re.DOTALL)
    assert pattern.search(text), name
    return pattern.sub(lambda found: f"{found[1]}{written}{found[2]}", text)


if __name__ == "__main__":
    PAGE.write_text(measured(recorded(PAGE.read_text("utf-8"))), "utf-8")
    CARD.write_text(card(), "utf-8")
    sys.stdout.write(
        f"{PAGE.name}: {len(SENTENCES)} sentences, a conversation of {len(SAID)} lines, the figures of the evaluation\n"
    )

"""A preview in lines, each with a style: for a terminal and for the app alike. Nothing here draws."""

from collections.abc import Iterator
from typing import NamedTuple

from ..engine.report import counted
from .choices import LETTERS
from .preview import Preview

_FEW = 6


class Line(NamedTuple):
    """``style``: as rich and Textual both have it; empty for plain text."""

    text: str
    style: str = ""


def told(preview: Preview) -> Iterator[Line]:
    """All of a preview: what came, what it leaves out and assumes, what it does, the difference."""
    draft = preview.draft
    match draft.outcome:
        case "ask":
            yield Line("First I have to know:", "bold")
        case "decline":
            yield Line("This cannot be said in rules of this project.", "bold yellow")
            if draft.reason:
                yield Line(f"{draft.reason[:1].upper()}{draft.reason[1:]}")
        case "draft":
            yield from (Line(f"  {line}".rstrip()) for line in draft.rules.rstrip("\n").splitlines())
    for number, question in enumerate(draft.questions, 1):
        yield Line(f"{f'{number}. ' if len(draft.questions) > 1 else ''}{question.text}", "bold")
        yield from (Line(f"   {letter}) {choice}") for letter, choice in zip(LETTERS, question.choices, strict=False))
    yield from _rest_on(preview)
    if draft.outcome == "draft":
        yield Line("")
        yield from facts(preview)
        yield from _difference(preview)


def _rest_on(preview: Preview) -> Iterator[Line]:
    draft = preview.draft
    if draft.unread:
        yield Line("")
        yield Line("Not carried out:", "bold yellow")
        for unread in draft.unread:
            yield Line(f"  “{unread.words}”")
            if unread.nearest:
                yield Line(f"    nearest: {unread.nearest}", "dim")
    if draft.assumptions:
        yield Line("")
        yield Line("Assumed:", "bold")
        yield from (Line(f"  {said}") for said in draft.assumptions)


def facts(preview: Preview) -> Iterator[Line]:
    """What is known of a draft besides what is in it: problems, effect, tests, what a follow-up changed, tokens."""
    for found in preview.found:
        where = "" if found.where == "elsewhere" else f" (line {found.line} of the {found.where})"
        yield Line(f"{'error' if found.is_error else 'warning'}[{found.code}]: {found.message}{where}",
                   "bold red" if found.is_error else "yellow")  # fmt: skip
        yield from (Line(f"  {help}", "dim") for help in found.help)
    if preview.changed is not None:
        yield from _changed(preview.changed)
    yield from _effect(preview)
    yield from _tests(preview)
    tokens = preview.draft.tokens
    if tokens.tries:
        tries = counted(tokens.tries, "call")
        yield Line(f"Tokens: {tokens.read:,} read, {tokens.written:,} written, in {tries}", "dim")


def _changed(changed: tuple[str, ...]) -> Iterator[Line]:
    if not changed:
        yield Line("Nothing changed in the draft.", "yellow")
        return
    one = len(changed) == 1
    yield Line(
        "Changed in the draft, and nothing else:" if one else f"Changed in the draft, {len(changed)} places:", "bold"
    )
    for said in changed:
        yield from (Line(f"  {line}", "" if one else "yellow") for line in said.splitlines())


def _effect(preview: Preview) -> Iterator[Line]:
    effect = preview.effect
    if effect is None:
        return
    said = "; ".join(effect.sentences())
    yield Line(f"On {counted(effect.leads, 'sample lead')}: {said}", "bold")
    few = list(effect.fires.items())[:_FEW]
    yield from (Line(f"  {label}: gives points to {counted(leads, 'lead')}") for label, leads in few)


def _tests(preview: Preview) -> Iterator[Line]:
    count = preview.tests.count("\ntest ") + preview.tests.startswith("test ")
    if count and not preview.failing:
        come = "come with it and pass" if count > 1 else "comes with it and passes"
        yield Line(f"{counted(count, 'test')} of its edges {come}", "green")
    for name in preview.failing:
        yield Line(f"its own test fails: {name}", "bold red")
    if preview.broken:
        yield Line(f"{counted(len(preview.broken), 'test')} of the project would fail:", "bold red")
        yield from (Line(f"  {name}", "red") for name in preview.broken)


def _difference(preview: Preview) -> Iterator[Line]:
    lines = list(preview.difference())
    if lines:
        yield Line("")
    for line in lines:
        style = "bold" if line.startswith(("---", "+++")) else {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "")
        yield Line(line, style)

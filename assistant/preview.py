"""A draft before anybody applies it: what it rests on, what it leaves out, what it changes and what that does."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import unified_diff
from typing import TYPE_CHECKING

from .drafts import Draft
from .files import Edit, edits_of
from .gate import Found, Gate

if TYPE_CHECKING:
    from .effect import Effect


@dataclass(frozen=True, slots=True)
class Preview:
    """``tests``: those of the draft, as they will stand in the file. ``found``: what is wrong with it; ``failing``: its
    own tests that fail; ``broken``: tests of the project that would. ``edits``: the files as they would be.

    ``changed``: what a follow-up made of the draft before, a line each; None if there was none.
    """

    draft: Draft
    tests: str = ""
    found: tuple[Found, ...] = ()
    failing: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    effect: "Effect | None" = None
    edits: tuple[Edit, ...] = ()
    changed: tuple[str, ...] | None = None

    @property
    def can_be_applied(self) -> bool:
        return self.draft.outcome == "draft" and not any(f.is_error for f in self.found)

    def difference(self) -> Iterator[str]:
        """The lines of a unified difference of all files."""
        for edit in self.edits:
            before = [] if edit.before is None else edit.before.splitlines()
            old = "/dev/null" if edit.before is None else edit.shown
            yield from unified_diff(before, edit.after.splitlines(), old, edit.shown, lineterm="", n=2)

    def as_json(self) -> dict[str, object]:
        """Always the same keys."""
        draft = self.draft
        return {
            "outcome": draft.outcome,
            "rules": draft.rules,
            "tests": self.tests,
            "questions": [{"text": q.text, "choices": list(q.choices)} for q in draft.questions],
            "assumptions": list(draft.assumptions),
            "unread": [{"words": u.words, "nearest": u.nearest} for u in draft.unread],
            "quotes": [{"line": q.line, "words": q.words} for q in draft.quotes],
            "diagnostics": [_found_as_json(f) for f in self.found],
            "effect": None if self.effect is None else self.effect.as_json(),
            "tokens": {"read": draft.tokens.read, "written": draft.tokens.written, "tries": draft.tokens.tries},
            "reason": draft.reason,
        }


def _found_as_json(found: Found) -> dict[str, object]:
    return {
        "code": found.code,
        "severity": "error" if found.is_error else "warning",
        "message": found.message,
        "in": found.where,
        "line": found.line,
        "column": found.column,
        "help": list(found.help),
    }


def preview_of(gate: Gate, draft: Draft, before: Draft | None = None) -> Preview:
    """Checks a draft, adds tests to it, and tries it on the tests and the leads; to be called in a worker.

    ``before``: the draft that a follow-up changed.
    """
    if draft.outcome != "draft":
        return Preview(draft)
    from .broken import broken_tests
    from .changes import changed_lines
    from .proving import proving_tests

    tests = draft.tests
    verdict = gate.check(draft.rules, tests)
    if not verdict.is_sound and gate.check(draft.rules).is_sound:
        tests = ""  # the drafter's own tests are no good: the rules are
        verdict = gate.check(draft.rules)
    changed = None if before is None else changed_lines(before.rules, draft.rules)
    if not verdict.is_sound:
        return Preview(draft, tests, verdict.found, changed=changed)
    tests = _joined(tests, proving_tests(gate, draft.rules, tests))
    failing = tuple(t.test.name for t in gate.run_tests(draft.rules, tests) if not t.passed)
    return Preview(
        draft,
        tests,
        verdict.found,
        failing,
        broken_tests(gate, draft.rules),
        gate.effect(draft.rules),
        edits_of(gate, draft.rules, tests),
        changed,
    )


def without_tests(preview: Preview, gate: Gate) -> Preview:
    """The same, its tests left aside."""
    return replace(preview, tests="", failing=(), edits=edits_of(gate, preview.draft.rules, ""))


def _joined(*tests: str) -> str:
    return "\n".join(f"{text.strip()}\n" for text in tests if text.strip())

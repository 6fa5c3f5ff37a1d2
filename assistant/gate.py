"""What a draft has to pass: it is checked and run together with the rules that are there. Nothing is written.

    gate = Gate.of_project(project)                     # or of_file("model.lead"), or of_text("event page_view")
    verdict = gate.check(draft.rules, draft.tests)      # .found: what is wrong, in the draft's own lines
    gate.run_tests(draft.rules, draft.tests)            # how its tests come out
    gate.probe(draft.rules, ["given pricing_page 2 times 1d ago"])   # what made-up leads come to
    gate.effect(draft.rules)                            # what it does to the sample leads, in counts only
    gate.look_up("pricing")                             # names like a word

Calls may be made in a worker; none of them raises for what stands in a draft.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..dsl import model as m
from ..dsl.check import Checked, check
from ..dsl.diagnostics import Diagnostic, in_order
from ..dsl.errors import LeadwrightError, SourceError
from ..dsl.parse import read_source
from ..dsl.source import Place
from ..dsl.words import written_text
from ..engine.model_files import root_of
from ..engine.project import Project
from .names import Name, Names, names_of
from .placing import Placed, placed

if TYPE_CHECKING:
    from ..engine.evaluate import Result
    from ..engine.live import LiveScores
    from ..engine.testing import Tested
    from .effect import Effect

Where = Literal["rules", "tests", "elsewhere"]

_LIKE = 8
"""At most so many names are like a word."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something wrong with a draft. ``line`` and ``column``: from 1, in the draft's rules or tests, as ``where`` says;
    elsewhere, in the file that the message names. ``is_error``: else a warning. ``text``: the line itself."""

    code: str
    message: str
    line: int
    column: int
    where: Where = "rules"
    help: tuple[str, ...] = ()
    is_error: bool = True
    text: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A draft together with the rules that are there. ``model``: both, None if there are errors. ``placed``: the file
    as it would be. ``names``: what the draft itself declares."""

    found: tuple[Found, ...]
    model: m.Model | None
    placed: Placed
    checked: Checked

    @property
    def errors(self) -> tuple[Found, ...]:
        return tuple(f for f in self.found if f.is_error)

    @property
    def is_sound(self) -> bool:
        return self.model is not None and not self.errors


@dataclass(frozen=True, slots=True)
class Probed:
    """A made-up lead, by the rules with the draft and by those without. ``problem``: why it could not be scored."""

    given: str
    now: "Result | None" = None
    before: "Result | None" = None
    problem: str = ""

    @property
    def points(self) -> int:
        """What the draft adds to the score, hundredths."""
        return 0 if self.now is None else self.now.score - (self.before.score if self.before is not None else 0)


class Gate:
    """Rules that are there, and the leads to try drafts on. ``target``: the file that a draft goes into.

    ``files``: those that make up the model; ``texts``: unsaved ones in place of files; ``live``: the leads, if there
    are any; ``project``: whose rules they are, if they are those of one. Made by ``of_project``, ``of_file``,
    ``of_text``.
    """

    def __init__(
        self,
        files: Sequence[Path],
        root: Path,
        target: Path,
        texts: Mapping[Path, str] | None = None,
        live: "LiveScores | None" = None,
        project: Project | None = None,
    ) -> None:
        self.project = project
        self.files = [file.resolve() for file in files]
        self.root = root
        self.target = target.resolve()
        self.texts = {path.resolve(): text for path, text in (texts or {}).items()}
        self.live = live
        self._seen: dict[Path, str | None] = {}
        if self.target not in self.files and not self._is_used():
            self.files.append(self.target)

    @staticmethod
    def of_project(
        project: Project,
        target: Path | None = None,
        texts: Mapping[Path, str] | None = None,
        live: "LiveScores | None" = None,
    ) -> "Gate":
        """The rules of a project; a draft goes into the last of its files, if no other is named. Raises SourceError."""
        files = project.rule_files()
        if not files and target is None:
            raise SourceError(f"{project.file or project.root} names no rules", "say which file: --into FILE")
        every = [*files, *([target] if target is not None else [])]
        return Gate(files, root_of(every, project), target or files[-1], texts, live, project)

    @staticmethod
    def of_file(file: Path, live: "LiveScores | None" = None) -> "Gate":
        """One rules file with all that it uses. Raises SourceError if it is not there."""
        if not file.is_file():
            raise SourceError(f"there is no file {file}")
        return Gate([file], root_of([file], Project.find(file.resolve().parent)), file, None, live)

    @staticmethod
    def of_text(text: str, folder: Path | None = None) -> "Gate":
        """Rules that are in no file. ``folder``: where the files that they use are."""
        root = (folder or Path.cwd()).resolve()
        file = root / "rules-in-memory.lead"
        return Gate([file], root, file, {file: text})

    # --- what is there

    @property
    def text(self) -> str:
        """The file that a draft goes into, as it was when this gate first looked."""
        return self.seen(self.target) or ""

    def seen(self, path: Path) -> str | None:
        """A file as it was when this gate first looked: what is written later is not seen. None: it was not there."""
        if path not in self._seen:
            self._seen[path] = self.texts[path] if path in self.texts else on_disk(path)
        return self._seen[path]

    def afresh(self) -> "Gate":
        """The same rules, looked at again."""
        return Gate(self.files, self.root, self.target, self.texts, self.live, self.project)

    @cached_property
    def base(self) -> Checked:
        """The rules without a draft."""
        return check(self.files, self.root, self._with(self.text))

    @cached_property
    def names(self) -> Names:
        """What a definition can be about. Call it where data may be read."""
        if self.live is not None:
            return names_of(self.base, self.live.source)
        declared = names_of(self.base)
        project = self.project
        if project is None or not (declared.is_open_for_fields or declared.is_open_for_events):
            return declared
        from ..engine.source import open_source

        with suppress(LeadwrightError):  # without data there are no names but the declared ones
            return names_of(self.base, open_source(project))
        return declared

    @cached_property
    def rules_text(self) -> str:
        """All rules that are there, the file of a draft last; declarations too."""
        others = [s.text for s in self.base.sources if s.path is None or s.path.resolve() != self.target]
        return "\n".join([*others, self.text])

    def look_up(self, word: str) -> tuple[Name, ...]:
        """The names that a word may mean, the likeliest first: by name, words of it, description; else by spelling."""
        from difflib import get_close_matches

        wanted = word.casefold().replace(" ", "_")
        names = list(self.names.names)
        exact = [n for n in names if n.name.casefold() == wanted]
        parts = {part.rstrip("s") for part in wanted.split("_") if len(part) > 2}
        near = [n for n in names if wanted in n.name.casefold() or parts & set(_words(n.name))]
        told = [n for n in names if parts & set(_words(n.description)) or parts & set(_words(n.text))]
        spelled = get_close_matches(wanted, [n.name.casefold() for n in names], 3, 0.75)
        close = [n for n in names if n.name.casefold() in spelled]
        found = {(n.kind, n.name): n for n in (*exact, *near, *close, *told)}
        return tuple(found.values())[:_LIKE]

    # --- a draft

    def place(self, rules: str) -> Placed:
        """The file that the draft goes into, with it."""
        return placed(self.text, rules)

    def check(self, rules: str, tests: str = "") -> Verdict:
        """What is wrong with a draft that was not wrong before it."""
        there = self.place(rules)
        checked = check(self.files, self.root, self._with(_joined(there.text, tests)))
        known = {(d.code.id, d.message) for d in self.base.diagnostics}
        found = tuple(
            self._found(d, there, rules, tests)
            for d in in_order(checked.diagnostics)
            if self._is_of_draft(d, there) or (d.code.id, d.message) not in known
        )
        return Verdict(found, None if checked.has_errors else checked.model, there, checked)

    def run_tests(self, rules: str, tests: str) -> tuple["Tested", ...]:
        """The draft's own tests; none if it has errors."""
        from ..engine.evaluate import Evaluator
        from ..engine.testing import run_test

        verdict = self.check(rules, tests)
        if verdict.model is None:
            return ()
        end = verdict.placed.text.count("\n")
        evaluator = Evaluator(verdict.model)
        return tuple(run_test(evaluator, t) for t in verdict.model.tests if self._line_in_target(t.place) > end)

    def probe(self, rules: str, given: Sequence[str]) -> tuple[Probed, ...]:
        """What made-up leads come to. Each is told as the steps of a test: ``given lead employees 50``, `given
        pricing_page 2 times 1d ago`, ``wait 8d``; without its `expect`."""
        from .probes import probed

        return tuple(probed(self, rules, steps) for steps in given)

    def effect(self, rules: str) -> "Effect | None":
        """What the draft does to the sample leads; None without leads, and if it has errors."""
        from .effect import effect_of

        return None if self.live is None else effect_of(self, self.live, rules)

    # --- texts and places

    def with_draft(self, rules: str) -> dict[Path, str]:
        """The texts that stand in for files, the draft's file with it."""
        return self._with(self.place(rules).text)

    def without_draft(self) -> dict[Path, str]:
        """The texts that stand in for files, all as they were first seen."""
        return self._with(self.text)

    def checked_with(self, text: str) -> Checked:
        """The rules with another text of the draft's file."""
        return check(self.files, self.root, self._with(text))

    def _with(self, text: str) -> dict[Path, str]:
        return {**self.texts, **{path: seen or "" for path, seen in self._seen.items()}, self.target: text}

    def _is_used(self) -> bool:
        """Whether some file of the model uses the one that a draft goes into."""
        if not self.files or not self.target.is_file():
            return False
        read = check(self.files, self.root, self.texts)
        return any(s.path is not None and s.path.resolve() == self.target for s in read.sources)

    def _line_in_target(self, place: Place | None) -> int:
        """0 for a place in another file."""
        if place is None or place.source.path is None or place.source.path.resolve() != self.target:
            return 0
        return place.source.position(place.span.start)[0]

    def _is_of_draft(self, d: Diagnostic, there: Placed) -> bool:
        line = self._line_in_target(d.place)
        return line > 0 and (line in there.lines or line > there.text.count("\n"))

    def _found(self, d: Diagnostic, there: Placed, rules: str, tests: str) -> Found:
        line = self._line_in_target(d.place)
        column = d.place.source.position(d.place.span.start)[1]
        end = there.text.count("\n")
        in_rules = there.line_of(line) if line else 0
        if in_rules:
            return Found(d.code.id, d.message, in_rules, column, "rules", d.help, d.is_error, _line(rules, in_rules))
        if line > end:
            number = line - end - 1
            return Found(d.code.id, d.message, number, column, "tests", d.help, d.is_error, _line(tests, number))
        number = d.place.source.position(d.place.span.start)[0]
        message = f"{d.message} ({d.place})"
        return Found(d.code.id, message, number, column, "elsewhere", d.help, d.is_error, d.place.source.line(number))


def on_disk(path: Path) -> str | None:
    """A file's text as it stands; None if there is no file. Raises SourceError for one that is no text."""
    if not path.is_file():
        return None
    found = read_source(path)
    if isinstance(found, Diagnostic):
        raise SourceError(found.message, "\n".join(found.help) or None)
    return found.text


def _joined(text: str, tests: str) -> str:
    """Tests begin on the second line behind the rules."""
    return f"{text}\n{tests}" if tests.strip() else text


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def _words(text: str) -> list[str]:
    return [w.rstrip("s") for w in "".join(c if c.isalnum() else " " for c in text.casefold()).split() if len(w) > 2]


def test_of(name: str, steps: str) -> str:
    """A `test` statement around steps."""
    return f"test {written_text(name)}\n" + "".join(f"  {line.strip()}\n" for line in steps.strip().splitlines())

"""The model card: what a model is for, what it asks of leads and what it makes of that, in Markdown."""

from collections.abc import Iterator, Sequence

from ...dsl import model as m
from ...dsl.check import Checked
from ...dsl.comments import comments_of
from ...dsl.source import SourceText
from ...dsl.values import date_text, points_text
from ...engine.report import counted
from ..names import Name, names_of
from .sentences import (
    grade_line,
    group_sentence,
    ignore_sentence,
    kind_words,
    rule_lines,
    stage_lines,
    when_lines,
)
from .words import English, code, head, listed, plain

NOTE = "<!-- Written by `leadwright describe`: change the rules, then write it anew. -->"


def card(checked: Checked, tests: int | None = None) -> str:
    """``tests``: how many there are, where they are not all among the rules."""
    model = checked.model
    assert model is not None
    return "\n".join(_Card(checked, model, len(model.tests) if tests is None else tests).lines()).rstrip("\n") + "\n"


class _Card:
    def __init__(self, checked: Checked, model: m.Model, tests: int) -> None:
        self.checked = checked
        self.model = model
        self.tests = tests
        self.english = English(model)
        self.names = names_of(checked)

    def lines(self) -> Iterator[str]:
        model = self.model
        yield from (f"# {model.name or 'Lead scoring'}", "", NOTE, "")
        purpose = purpose_of(self.checked.sources)
        if purpose:
            yield from (purpose, "")
        yield from self._overview()
        yield from self._groups()
        yield from self._part("Grade", [grade_line(line) for line in model.grade], _grade_intro(model))
        yield from self._stages()
        yield from self._disqualified()
        segments = [f"- **{s.label}**: {self.english.condition(s.condition)}" for s in model.segments]
        yield from self._part("Segments", segments, "Labels; a lead can have several, whatever its score.")
        yield from self._part("What does not count", [ignore_sentence(i, self.english) for i in model.ignores],
                              "These events are as if they had not happened.")  # fmt: skip
        yield from self._definitions()
        yield from self._names()
        yield from self._tests()

    def _part(self, title: str, items: Sequence[str], intro: str) -> Iterator[str]:
        if items:
            yield from (f"## {title}", "", intro, "", *items, "")

    # --- points

    def _overview(self) -> Iterator[str]:
        model = self.model
        yield from ("## How the score comes about", "")
        start = f"Every lead starts at {_n(model.baseline)} points" if model.baseline else "Every lead starts at 0"
        groups = [g.name for g in model.groups if g.parent is None and not g.apart]
        does = "adds to it or takes" if len(model.rules) == 1 else "add to it or take"
        said = [f"{start}." if not model.rules else f"{start}; {counted(len(model.rules), 'rule')} {does} from it."]
        if groups:
            loose = " and of the rules without a group" if any(r.group is None for r in model.rules) else ""
            said.append(f"The score is the sum of {listed([code(g) for g in groups])}{loose}.")
        apart = [g.name for g in model.groups if g.apart]
        if apart:
            said.append(f"{listed([code(g) for g in apart])} {'stand' if len(apart) > 1 else 'stands'} beside it.")
        if model.maximum is not None and model.minimum is not None:
            said.append(f"It is held between {_n(model.minimum)} and {_n(model.maximum)}.")
        elif model.maximum is not None:
            said.append(f"It is never more than {_n(model.maximum)}.")
        elif model.minimum is not None:
            said.append(f"It is never less than {_n(model.minimum)}.")
        said.append("What is not known of a lead makes no rule true.")
        said.append(f"Days and weeks are those of {model.timezone}.")
        yield from (" ".join(said), "")
        dated = [r for r in model.rules if r.first_day is not None or r.last_day is not None]
        if dated:
            yield from (
                f"{counted(len(dated), 'rule')} {'is' if len(dated) == 1 else 'are'} in force on some days only:",
                "",
            )
            yield from (f"- {_dated(rule)}" for rule in dated)
            yield ""

    def _groups(self) -> Iterator[str]:
        loose = [r for r in self.model.rules if r.group is None]
        if loose:
            yield from ("## Rules", "")
            for rule in loose:
                yield from rule_lines(rule, self.english)
            yield ""
        for group in self.model.groups:
            yield from (f"## {_title(group)}", "")
            sentence = group_sentence(group, self.english)
            if sentence:
                yield from (sentence, "")
            rules = [r for r in self.model.rules if r.group == group.name]
            for rule in rules:
                yield from rule_lines(rule, self.english)
            if not rules:
                within = [code(g.name) for g in self.model.groups if g.parent == group.name]
                yield f"It has no rules of its own{f'; its points are those of {listed(within)}' if within else ''}."
            yield ""

    # --- what comes of points

    def _stages(self) -> Iterator[str]:
        if not self.model.stages:
            return
        names = [f"**{s.name}**" for s in self.model.stages]
        last = f" A lead is at the last of {listed(names)} that it has reached." if len(names) > 1 else ""
        yield from ("## Stages", "", f"Worked out once the score is known.{last}", "")
        for stage in self.model.stages:
            yield from (f"### {stage.name}", "", *stage_lines(stage, self.english), "")

    def _disqualified(self) -> Iterator[str]:
        if not self.model.disqualifications:
            return
        yield from ("## Disqualified", "", "Such leads are at no stage, whatever their score:", "")
        for when in self.model.disqualifications:
            yield from when_lines(when, self.english)
        yield ""

    # --- names

    def _definitions(self) -> Iterator[str]:
        found: dict[str, m.Condition] = {}
        for part in m.parts((self.model.rules, self.model.groups, self.model.stages, self.model.disqualifications,
                             self.model.segments)):  # fmt: skip
            if isinstance(part, m.Named):
                found.setdefault(part.name, part.condition)
        if not found:
            return
        yield from ("## What the words mean", "")
        for name, condition in found.items():
            words = self.english.condition(condition)
            if len(words) > 100 and isinstance(condition, m.AllOf | m.AnyOf | m.AtLeast):
                yield f"- {code(name)}: {head(condition)}:"
                yield from (f"  {line}" for line in self.english.lines(condition))
            else:
                yield f"- {code(name)}: {words}."
        yield ""

    def _names(self) -> Iterator[str]:
        used = _used(self.model)
        told = [n for n in self.names.names if n.name in used]
        fields = sorted(n for n in used if n in self.model.fields)
        by_name = {n.name: n for n in told}
        rows = [
            (code(f), kind_words(self.model.fields[f].type), self.model.fields[f].description or "") for f in fields
        ]
        yield from _table("What is asked of a lead", ("field", "kind", "what it is"), rows)
        events = [n for n in self.model.events if n in used]
        rows = [(code(n), self.model.events[n].description or "") for n in events]
        yield from _table("What is counted", ("event", "what it is"), rows)
        signals = [n for n in told if n.kind == "signal"]
        lists = [n for n in told if n.kind == "list"]
        if signals or lists:
            yield from ("## Names for events and values", "")
            yield from (f"- {_declared(by_name[n.name])}" for n in (*signals, *lists))
            yield ""

    def _tests(self) -> Iterator[str]:
        yield from ("## Tests", "")
        if self.tests:
            does = "says" if self.tests == 1 else "say"
            yield f"{counted(self.tests, 'test')} {does} what is expected of it; `leadwright test` runs them."
        else:
            yield "There are none yet."


def purpose_of(sources: Sequence[SourceText]) -> str:
    """The comment at the top of the first file, as one paragraph."""
    for source in sources[-1:] if not sources else sources[:1]:
        found: list[str] = []
        line = 1
        for comment in comments_of(source):
            at = source.position(comment.span.start)[0]
            if at != line:
                break
            found.append(comment.text.lstrip("#").strip())
            line = at + 1
        return " ".join(part for part in found if part)
    return ""


def _title(group: m.Group) -> str:
    return f"{group.name[:1].upper()}{group.name[1:].replace('_', ' ')} ({code(group.name)})"


def _grade_intro(model: m.Model) -> str:
    return "Letters put together, one for each line." if len(model.grade) > 1 else "One label."


def _dated(rule: m.Rule) -> str:
    label = rule.name or next((p.name for p in rule.all_points() if p.name), None) or " ".join(rule.text.split())
    days = [f"from {date_text(rule.first_day)}"] if rule.first_day is not None else []
    days += [f"until {date_text(rule.last_day)}"] if rule.last_day is not None else []
    return f"{code(label)} {' '.join(days)}"


def _n(hundredths: int) -> str:
    return plain(points_text(hundredths))


def _used(model: m.Model) -> set[str]:
    """Names that the rules rest on: fields, events, signals and lists."""
    found: set[str] = set()
    whole = (model.rules, model.groups, model.stages, model.disqualifications, model.segments, model.ignores)
    for part in m.parts(whole):
        match part:
            case m.FieldValue(name):
                found.add(name)
            case m.Filtered(event=str(event)):
                found.add(event)
            case m.Stream(text=text):
                found.add(" ".join(text.split()).partition("[")[0])
            case m.Among(text=text) | m.TextTest(text=text) if text:
                found.add(text)
            case _:
                pass
    return found


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if not rows:
        return
    yield from (f"## {title}", "", f"| {' | '.join(heads)} |", f"| {' | '.join('---' for _ in heads)} |")
    yield from (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)
    yield ""


def _declared(name: Name) -> str:
    if name.kind == "list":
        few = listed([f"“{e}”" for e in name.entries[:8]], "and") if len(name.entries) <= 8 else ""
        if few:
            return f"{code(name.name)}: the list {few}"
        count = counted(len(name.entries), "entry", "entries")
        return f"{code(name.name)}: a list of {count}" if name.entries else f"{code(name.name)}: a list"
    is_what = name.text.partition("=")[2].strip()
    return f"{code(name.name)}: stands for {code(is_what)}"

"""An explanation as lines below lines: the same in a terminal, in a pipe and in the app."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ..dsl.render import clean
from ..dsl.values import points_text
from ..engine.timeline.words import moment_words
from .glyphs import glyph
from .outline import GUIDES, Line, tree_of

if TYPE_CHECKING:
    from datetime import tzinfo

    from rich.text import Text
    from rich.tree import Tree

    from ..engine.explanation import (
        Choice,
        EventSeen,
        Explanation,
        GroupExplained,
        Reason,
        RuleExplained,
        StageExplained,
        WhenExplained,
    )

_MOST_EVENTS: Final = 12
"""Events shown below one rule or condition; the rest is counted."""
_FEW_EVENTS: Final = 3
"""Events shown below a condition that is not true."""
_SHORT: Final = 40
"""A longer condition is not written out if its parts stand below it."""
_DIM: Final = GUIDES


def explanation_tree(
    explanation: "Explanation", zone: "tzinfo | None", *, details: bool = True, title: str | None = None
) -> "Tree":
    """The whole reasoning; without ``details`` the points, grade and stage, a line each, and no events.

    Times are shown in ``zone`` (None: UTC); ``title`` stands in for the lead's id.
    """
    return tree_of(explanation_lines(explanation, zone, details=details, title=title))


def explanation_lines(
    explanation: "Explanation",
    zone: "tzinfo | None",
    *,
    details: bool = True,
    title: str | None = None,
    by_points: bool = False,
    short: bool = False,
) -> Line:
    """The same as lines; those of rules and stages are about the ``RuleExplained`` or ``StageExplained``.

    ``by_points``: rules that gave most come first, else they stand as in the files. ``short``: files are told without
    their folders, and what is known of the lead comes last.
    """
    return _Lines(explanation, zone, details, by_points, short).lines(title or str(explanation.lead_id))


class _Lines:
    def __init__(
        self, explanation: "Explanation", zone: "tzinfo | None", details: bool, by_points: bool, short: bool
    ) -> None:
        self.x = explanation
        self.zone = zone
        self.details = details
        self.by_points = by_points
        self.short = short

    def lines(self, title: str) -> Line:
        root = Line(self._head(title))
        if self.details and not self.short:
            self._known(root)
        self._score(root)
        self._grade(root)
        self._disqualified(root)
        self._stages(root)
        self._route(root)
        self._segments(root)
        if self.details and self.short:
            self._known(root)
        return root

    def _head(self, title: str) -> "Text":
        x = self.x
        head = _text((_one_line(title), "bold"), "  ", (f"{points_text(x.score)} points", _points_style(x.score)))
        if x.disqualified is not None:
            head.append(f"  {glyph('✖', 'x')} disqualified", "red")
        elif x.stages:
            reached = x.stage != "none"
            head.append(
                f"  {glyph('●', '*') if reached else glyph('·', '-')} {clean(x.stage)}", "green" if reached else _DIM
            )
        if x.grade is not None:
            head.append(f"  grade {clean(x.grade)}", "bold")
        zone = "" if self.zone is None else f" {getattr(self.zone, 'key', '')}"
        head.append(f"  as of {self._time(x.as_of)}{zone if zone.strip() not in ('', 'UTC') else ' UTC'}", _DIM)
        return head

    # --- what is known

    def _known(self, root: Line) -> None:
        fields = ", ".join(f"{name} {value}" for name, value in self.x.fields.items())
        events = f"{self.x.events:,} event{'s' * (self.x.events != 1)}"
        node = root.add(_text(("known  ", "bold"), fields or "nothing about the lead", (f"; {events}", _DIM)))
        for text, count in self.x.ignored:
            node.add(_text((f"{count:,} more ignored: {text.removeprefix('ignore ')}", _DIM)))

    # --- points

    def _score(self, root: Line) -> None:
        x = self.x
        limits = _limits(x.before_limits, x.score, x.maximum, x.minimum, "the model's ")
        node = root.add(_text(("score  ", "bold"), (points_text(x.score), _points_style(x.score)), (limits, "yellow")))
        if x.baseline:
            node.add(_text((f"{_signed(x.baseline)}", _points_style(x.baseline)), "  baseline"))
        self._rules(node, x.ungrouped)
        for group in x.groups:
            self._group(node, group)

    def _group(self, above: Line, group: "GroupExplained") -> None:
        limits = _limits(group.before_limits, group.points, group.maximum, group.minimum, "")
        line = _text((clean(group.name), "bold"), "  ", (points_text(group.points), _points_style(group.points)))
        line.append(limits, "yellow")
        if group.apart:
            line.append("  apart: does not count in the score", _DIM)
        node = above.add(line)
        if group.only_for is not None:
            self._reason(node, group.only_for, "for ")
        self._rules(node, group.rules)
        for inner in group.groups:
            self._group(node, inner)

    def _rules(self, above: Line, rules: "Sequence[RuleExplained]") -> None:
        width = max((len(_signed(rule.points)) for rule in rules), default=0)
        for rule in sorted(rules, key=_by_points) if self.by_points else rules:
            node = above.add(self._rule_line(rule, width), rule)
            if self.details:
                self._rule_details(node, rule)

    def _rule_line(self, rule: "RuleExplained", width: int) -> "Text":
        fired = rule.status == "points"
        points = _signed(rule.points) if fired else glyph("·", "-")
        line = _text((points.rjust(width), _points_style(rule.points) if fired else _DIM), "  ")
        line.append(_label(rule), "bold" if fired else "")
        if rule.because:
            line.append(f'  "{_one_line(rule.because)}"', "italic")
        if fired:
            line.append(self._found(rule), "cyan")
        else:
            line.append(_one_line(self._why_not(rule)), "yellow" if rule.status == "unknown" else _DIM)
        where = rule.where.rpartition("/")[2] if self.short else rule.where
        line.append(f"  {where}" if where and self.details else "", _DIM)
        return line

    def _why_not(self, rule: "RuleExplained") -> str:
        condition = rule.condition
        if rule.status == "not in force":
            return f"  not now: {rule.note}"
        if rule.status == "not true" and rule.label == rule.text and condition is not None and not condition.parts:
            return f": {condition.found}"  # the condition stands right before it
        return f"  ? {rule.note}" if rule.status == "unknown" else f"  {rule.note}"

    def _found(self, rule: "RuleExplained") -> str:
        """What made a rule fire, if one short text can say it."""
        if rule.measure is not None:
            return f"  {_one_line(rule.measure.text)} is {_one_line(rule.measure.found)}"
        if rule.condition is not None and not rule.condition.parts and rule.condition.found and not rule.events:
            before = f"  {_one_line(rule.condition.text)}" if rule.label != rule.text else ""
            return f"{before}: {_one_line(rule.condition.found)}"
        if rule.limit is not None and rule.events_total is not None and rule.events_total != rule.points:
            return f"  {_signed(rule.events_total)}, held by up to {points_text(rule.limit)}"
        return ""

    def _rule_details(self, node: Line, rule: "RuleExplained") -> None:
        condition = rule.condition
        if condition is not None:
            if condition.parts or rule.events:
                self._reason(node, condition, "when ", _MOST_EVENTS)
            else:
                self._events(node, condition.events, most=_MOST_EVENTS if condition.truth else _FEW_EVENTS)
        if rule.measure is not None:
            self._events(node, rule.measure.events)
        if any(choice.reason is not None for choice in rule.choices):
            self._branches(node, rule.choices)
        is_latest = re.search(r"(^| )latest ", rule.text) is not None
        self._events(node, rule.events, "not the latest" if is_latest else "another one counts")

    def _branches(self, node: Line, choices: "Sequence[Choice]") -> None:
        """The branches of a `choose` up to the one that was taken."""
        for choice in choices:
            text = _one_line(_without_points(choice.text))
            if choice.reason is None:
                node.add(_text((f"{glyph('✔', 'yes')} {text}", "green")))
            else:
                self._reason(node, choice.reason, "if ", _MOST_EVENTS)
            if choice.taken:
                return

    # --- events and conditions

    def _events(self, above: Line, events: "Sequence[EventSeen]", left_out: str = "", most: int = _MOST_EVENTS) -> None:
        shown = sorted(events, key=lambda e: e.at)[-most:]
        if len(shown) < len(events):
            above.add(_text((f"… {len(events) - len(shown):,} earlier", _DIM)))
        width = max((len(_points_of(event)) for event in shown), default=0)
        times = [self._time(event.at) for event in shown]
        longest = max(map(len, times), default=0)
        for event, at in zip(shown, times, strict=True):
            line = _text((at.ljust(longest), "cyan"), (f"  {self._age(event.at):>7}", _DIM))
            if event.points is not None:
                style = _DIM if not event.kept else _points_style(event.points)
                line.append(f"  {_points_of(event):>{width}}", style)
            line.append(f"  {clean(event.type)}", "" if event.kept else _DIM)
            if event.properties:
                line.append("  " + _one_line(", ".join(f"{n} {v}" for n, v in event.properties.items())), _DIM)
            if not event.kept:
                line.append(f"  not counted: {left_out}", "yellow")
            elif event.steps:
                line.append(f"  faded {event.steps} time{'s' * (event.steps != 1)}", _DIM)
            above.add(line)

    def _reason(self, above: Line, reason: "Reason", before: str = "", most: int = _FEW_EVENTS) -> None:
        """A condition with what was found, and below it its events and parts; a definition is one with its content."""
        sign, style = _sign(reason.truth)
        line = _text((f"{sign} ", style), before)
        parts = reason.parts
        if reason.kind == "definition" and parts[0].parts:
            line.append(f"{_one_line(reason.text)}: {_joined(parts[0])}")
            parts = parts[0].parts
        else:
            line.append(_one_line(reason.text) if len(reason.text) <= _SHORT or not parts else _joined(reason))
        said = "; ".join(reason.missing) if reason.truth is None and reason.missing else reason.found
        if said:
            line.append(f": {_one_line(said)}", "yellow" if reason.truth is None else "cyan" if reason.truth else "red")
        node = above.add(line)
        if self.details:
            self._events(node, reason.events, most=most if reason.truth else _FEW_EVENTS)
        for part in parts:
            self._reason(node, part, most=most)

    # --- what follows from the points

    def _grade(self, root: Line) -> None:
        if self.x.grade is None:
            return
        node = root.add(_text(("grade  ", "bold"), (clean(self.x.grade), "bold")))
        for line in self.x.grade_lines:
            bands = ", ".join(line.bands)
            node.add(_text((clean(line.label) or "none", "bold"), f"  {clean(line.of)} {points_text(line.points)}",
                           (f"  {clean(bands)}", _DIM)))  # fmt: skip

    def _disqualified(self, root: Line) -> None:
        if self.x.disqualified is None:
            return
        said = (f"{glyph('✖', 'x')} {_one_line(self.x.disqualified)}", "red")
        node = root.add(_text(("disqualified  ", "bold"), said))
        for when in self.x.disqualifications:
            if when.reason.truth is True:
                self._when(node, when)

    def _stages(self, root: Line) -> None:
        if not self.x.stages:
            return
        since = f" since {self._time(self.x.since)}" if self.x.since is not None else ""
        node = root.add(_text(("stage  ", "bold"), (clean(self.x.stage), "bold"), since))
        if self.details:
            for stage in self.x.stages:
                self._stage(node, stage)
        missing = self.x.missing
        if missing is not None:
            for n, way in enumerate(missing.ways):
                lead = f"for {clean(missing.stage)} it lacks  " if n == 0 else "or  "
                node.add(_text((lead, "yellow"), _one_line(" and ".join(way))))

    def _stage(self, above: Line, stage: "StageExplained") -> None:
        sign, style = _sign(stage.reached)
        line = _text((f"{sign} {clean(stage.name)}", f"bold {style}"))
        if stage.since is not None:
            line.append(f"  since {self._time(stage.since)}", _DIM)
        if stage.held:
            line.append("  held: its conditions were true earlier", "yellow")
        node = above.add(line, stage)
        for when in stage.whens:
            self._when(node, when)

    def _when(self, above: Line, when: "WhenExplained") -> None:
        self._reason(above, when.reason, f'"{_one_line(when.because)}": ' if when.because else "")

    def _route(self, root: Line) -> None:
        x = self.x
        if x.route is None:
            return
        line = _text(("route  ", "bold"), clean(x.route))
        if x.due is not None:
            late = x.met is None and x.due < x.as_of
            line.append(f"  due {self._time(x.due)}", "red" if late else "")
            line.append("  overdue" if late else "", "red")
        if x.met is not None:
            in_time = x.due is None or x.met <= x.due
            line.append(f"  met {self._time(x.met)}{'' if in_time else ', too late'}", "green" if in_time else "yellow")
        root.add(line)

    def _segments(self, root: Line) -> None:
        if not self.x.segment_reasons:
            return
        shown = ", ".join(map(_one_line, self.x.segments)) or "none"
        node = root.add(_text(("segments  ", "bold"), (shown, "magenta" if self.x.segments else _DIM)))
        if self.details:
            for label, reason in self.x.segment_reasons:
                if reason.truth is not False:
                    self._reason(node, reason, f'"{_one_line(label)}": ')

    # --- times

    def _time(self, at: int) -> str:
        return moment_words(at, self.zone)

    def _age(self, at: int) -> str:
        minutes = (self.x.as_of - at) // 60_000_000
        if minutes >= 2 * 1440:
            return f"{minutes // 1440}d ago"
        return f"{minutes // 60}h ago" if minutes >= 120 else f"{minutes}min ago"


def _text(*parts: "str | tuple[str, str]") -> "Text":
    from rich.text import Text

    text = Text()
    for part in parts:
        text.append(*(part if isinstance(part, tuple) else (part,)))
    return text


def _by_points(rule: "RuleExplained") -> tuple[bool, int]:
    return rule.status != "points", -abs(rule.points)


def _sign(truth: bool | None) -> tuple[str, str]:
    if truth is None:
        return "?", "yellow"
    return (glyph("✔", "yes"), "green") if truth else (glyph("✖", "no"), "red")


def _points_style(points: int) -> str:
    return "bold green" if points > 0 else "bold red" if points < 0 else _DIM


def _signed(points: int) -> str:
    return f"{'+' if points > 0 else ''}{points_text(points)}"


def _points_of(event: "EventSeen") -> str:
    """``+10``, or ``+10 → +5`` if it faded."""
    if event.points is None:
        return ""
    if event.before is None or event.before == event.points:
        return _signed(event.points)
    return f"{_signed(event.before)} {glyph('→', '->')} {_signed(event.points)}"


def _limits(before: int, after: int, maximum: int | None, minimum: int | None, whose: str) -> str:
    if before == after:
        return ""
    if maximum is not None and before > maximum:
        return f"  {points_text(before)} held to {whose}max {points_text(maximum)}"
    if minimum is not None and before < minimum:
        return f"  {points_text(before)} held to {whose}min {points_text(minimum)}"
    return f"  {points_text(before)} before"


_AMOUNT: Final = re.compile(r" (?:add|subtract) [^ ]+.*$", re.DOTALL)


def _joined(reason: "Reason") -> str:
    """How the parts of a condition, which stand below it, are joined."""
    match reason.kind:
        case "all":
            return "all of these"
        case "any":
            return "any of these"
        case "at least":
            return f"{reason.text.partition(' of (')[0]} of these"
        case "not" | "definition" | "comparison":
            return _one_line(reason.text)


def _label(rule: "RuleExplained") -> str:
    """What a rule is called; of a table or choice without a name, no more than how it begins."""
    if rule.label == rule.text and rule.choices:
        return "choose" if rule.measure is None else f"by {_one_line(rule.measure.text)}"
    return _one_line(_without_points(rule.label))


def _without_points(words: str) -> str:
    return _AMOUNT.sub("", words) if re.match(r"(when|each|latest|if|otherwise)\b", words) else words


def _one_line(text: str) -> str:
    return text if text.isprintable() else clean(" ".join(text.split()))

"""Conditions that belong together: the lines below a heading, and what no heading is said of."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from ...drafts import Question, Unread
from ...reading.numbers import written
from ...reading.outline import Clause
from ..clauses.headings import Heading
from ..conditions.condition import Condition, Fact, Happened, Joined, joined, leaves, within
from ..names.lexicon import Lexicon
from ..names.nearest import nearest_to
from ..points.asking import number_in
from ..points.bands import only_highest, says_more
from ..points.effects import Effect
from ..points.statements import Bare, Disqualification, PointsRule, Span, StageRule
from ..points.tables import any_leans, highest_first, tiered_fields
from .bags import Around, Bag
from .drafted import Drafted, Grouped

ALL, ANY = "all of them", "any one of them"
UNNAMED = "read as the definition of an MQL: no points and no stage are named"
"""Told where a condition stands alone."""


_ASKING_MORE: Final = re.compile(
    r"(?:and |also |in addition,? |besides,? |plus,? |but )*"
    r"(?:(?:they|it|he|she|the lead|the company|the contact|the person|he or she|leads|the account) )"
    r"(?:also |additionally |then )?(?:must|have to|has to|need to|needs to|need|needs|should|are required to)\b"
    r"|(?:and |also |plus )+no\b(?! (?:points|score))"
)
"""How a sentence begins that asks for more of those who were told of right before it."""


class Gathering:
    """What has come of a definition so far, and how its conditions go together."""

    def __init__(self, text: str, lexicon: Lexicon, answers: Mapping[str, str]) -> None:
        self.text = text
        self.lexicon = lexicon
        self.answers = answers
        self.found = Drafted()
        self.title_stage = ""
        self.has_lost = False
        """Whether a stage, or what may be the definition of one, could not be read."""

    def _combined(self, bag: Bag, heading: Heading, clause: Clause, around: Around) -> Bare | None:
        if not bag.parts:
            return None
        least = heading.least
        if least is None and bag.joint:
            least = "any" if bag.joint == "or" else "all"
        if bag.broken and least != "any":
            for part in bag.parts:
                self.found.unread.append(Unread(self.text[part.span.start : part.span.end]))
            return None
        conditions = [p.condition for p in bag.parts]
        if len(conditions) > 1 and least is None:
            least = self._how_many(conditions, clause, heading)
        if isinstance(least, int) and least > len(conditions):
            self._unread(clause)
            return None
        condition = (
            joined(least or "all", conditions) if len(conditions) > 1 or isinstance(least, int) else conditions[0]
        )
        if heading.window:
            condition = within(condition, heading.window)
        return Bare(condition, Span(clause.start, bag.parts[-1].span.end))

    def _how_many(self, conditions: Sequence[Condition], clause: Clause, heading: Heading) -> Literal["all", "any"]:
        """Whether all lines of a list have to hold, where nothing says so."""
        words = Span(clause.start, clause.end).words(self.text).rstrip(":")
        if all(isinstance(c, Happened) for x in conditions for c in leaves(x)):
            question = f"Of the lines below “{words}”, must all hold, or is one enough?"
            answer = self.answers.get(question)
            if answer is None:
                self.found.questions.append(Question(question, (ALL, ANY)))
            return "any" if answer == ANY else "all"
        self.found.notes.append(f"all lines below “{words}” have to hold: nothing says that one is enough")
        return "all"

    def _left_over(self, bag: Bag) -> None:
        """Conditions of which nothing is said: if there are several, they define an MQL; one alone is asked about."""
        parts = bag.parts
        if not parts:
            return
        stages = [s for s in self.found.others if isinstance(s, StageRule)]
        is_titled = self.title_stage not in ("", *(s.name for s in stages))
        if bag.broken and (is_titled or not (stages or self._group_points())):
            self.has_lost = True
            for part in parts:
                self.found.unread.append(Unread(self.text[part.span.start : part.span.end]))
            return
        span = Span(parts[0].span.start, parts[-1].span.end)
        condition = joined("any" if bag.joint == "or" else "all", [p.condition for p in parts])
        if not is_titled and self._is_barring_all(condition, stages, span):
            stages[0].condition = joined("all", [stages[0].condition, condition])
            self.found.notes.append(f"“{self._words(span)}” has to hold for {stages[0].name} as well")
            return
        if not is_titled and len(stages) == 1 and not self._group_points() and self._adds(stages[0], parts):
            stages[0].condition = joined("all", [stages[0].condition, *(p.condition for p in parts)])
            self.found.notes.append(f"“{self._words(span)}” has to hold for {stages[0].name} as well")
            return
        question = f"What comes of “{self._words(span)}”?"
        answer = self.answers.get(question)
        is_definition = isinstance(condition, Joined) and any(isinstance(c, Fact) for c in leaves(condition))
        if answer is None and not is_titled and (stages or self._group_points() or not is_definition):
            also = tuple(f"it has to hold for {s.name} as well" for s in stages[:1])
            choices = (*also, "it makes an MQL", "10 points", "20 points", "it is disqualified")
            self.found.questions.append(Question(question, choices))
            return
        if answer is not None and answer.endswith("as well"):
            for stage in stages:
                if answer == f"it has to hold for {stage.name} as well":
                    stage.condition = joined("all", [condition, stage.condition])
            return
        if answer is not None and "point" in answer:
            self._group("").statements.append(PointsRule(condition, Effect(amount=number_in(answer)), span))
            return
        if answer is not None and "disqualif" in answer:
            self.found.others.append(Disqualification(condition, span))
            return
        if answer is None and not is_titled:
            self.found.notes.append(UNNAMED)
        self.found.others.append(StageRule(self.title_stage if is_titled else "MQL", "", condition, span))

    def _adds(self, stage: StageRule, parts: Sequence[Bare]) -> bool:
        """ "An MQL has … They also need a phone number. And no students.": sentences asking for more, right behind."""
        start = stage.span.end
        for part in parts:
            between = self.text[start : part.span.start].strip(" .;\n\r\t").lower()
            said = f"{between} {self._words(part.span).lower()}".strip()
            if start > part.span.start or not _ASKING_MORE.match(said):
                return False
            start = part.span.end
        return True

    def _is_barring_all(self, condition: Condition, stages: Sequence[StageRule], span: Span) -> bool:
        """ "MQL when they asked for a demo. Country is not US.": what no lead of it may be, right behind a stage."""
        if len(stages) != 1 or self._group_points():
            return False
        between = self.text[stages[0].span.end : span.start]
        facts = [c.text if isinstance(c, Fact) else "" for c in leaves(condition)]
        is_negative = all(" is not " in text or " not in " in text for text in facts)
        return is_negative and stages[0].span.end <= span.start and not between.strip(" .;\n")

    def _ask_overlap(self, group: Grouped) -> None:
        tiers = [] if says_more(self.text, any_leans(group.statements)) else tiered_fields(group.statements)
        if tiers:
            self.found.notes += [only_highest(name) for name in tiers]
            group.statements = highest_first(group.statements)
            return
        question = "Where several of these bands hold of one lead, which points count?"
        answer = self.answers.get(question)
        if answer is None:
            self.found.questions.append(Question(question, ("the higher band alone", "all of them")))
            return
        if answer == "the higher band alone":
            group.statements = highest_first(group.statements)

    def _ask_twice(self) -> None:
        """Where the same thing is given other points in two places, one may be meant to take the other's place."""
        seen: dict[tuple[object, object], PointsRule] = {}
        for group in self.found.groups:
            for s in list(group.statements):
                if not isinstance(s, PointsRule) or s.effect.amount is None:
                    continue
                key = (s.condition, group.only)
                first = seen.setdefault(key, s)
                if first is s or first.effect.amount == s.effect.amount:
                    continue
                words = self._words(s.span)
                question = f"“{self._words(first.span)}” and “{words}”: which is to count?"
                answer = self.answers.get(question)
                choices = (written(first.effect.amount or s.effect.amount), written(s.effect.amount), "both")
                if answer is None:
                    self.found.questions.append(Question(question, choices))
                elif answer == choices[1]:
                    first.effect.amount = s.effect.amount
                if answer in choices[:2]:
                    group.statements = [x for x in group.statements if x is not s]

    def _count(self) -> int:
        return sum(len(g.statements) for g in self.found.groups)

    def _group_points(self) -> bool:
        return any(g.statements for g in self.found.groups)

    def _group(self, name: str, only: Condition | None = None) -> Grouped:
        for group in self.found.groups:
            if group.name == name and group.only == only:
                return group
        self.found.groups.append(Grouped(name, only=only))
        return self.found.groups[-1]

    def _unread(self, clause: Clause) -> None:
        words = self.text[clause.start : clause.end]
        self.found.unread.append(Unread(words, nearest_to(clause.tokens, self.lexicon)))
        for child in clause.below:
            self._unread(child)

    def _words(self, span: Span) -> str:
        return span.words(self.text)

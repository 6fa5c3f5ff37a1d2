"""Random models over the whole language that pass the check: as their statements, or as a text.

``parts_from(dice)`` makes one, of what Hypothesis draws or from a seed (``dice.py``). Its statements can be put in
another order that means the same. What the models are about stands in ``lexicon.py``.
"""

import random
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dice import Dice, chance, several
from leadwright.dsl import model as m
from leadwright.dsl.check import check
from leadwright.dsl.values import date_text
from leadwright.engine.evaluate import Evaluator
from lexicon import NOON_DAY, declarations
from random_rules import GROUPS, Rules


@dataclass(frozen=True)
class Parts:
    """A model's statements; ``rules`` by group, "" for those of none; ``stages`` keep their order."""

    head: str
    vocabulary: str
    loose: tuple[str, ...]
    groups: dict[str, str]
    rules: dict[str, tuple[str, ...]]
    stages: tuple[str, ...]

    def text(self, shuffled_by: random.Random | None = None) -> str:
        """The file; by default in one order, else in another one that means the same."""
        mix = (lambda items: items) if shuffled_by is None else (lambda items: shuffled_by.sample(items, len(items)))
        grouped = [[self.groups[g], *mix(list(self.rules.get(g, ())))] for g in self.groups]
        before, after = [self.head, self.vocabulary], list(self.loose)
        if shuffled_by is not None:
            cut = shuffled_by.randint(0, len(after))
            after = mix(after)
            before, after = mix([*before, *after[:cut]]), after[cut:]
        stages = list(self.stages)
        rest = [*after, *stages]
        if shuffled_by is not None:  # the stages anywhere among the others, in their order
            places = sorted(shuffled_by.sample(range(len(rest)), len(stages)))
            others = iter(after)
            rest = [stages[places.index(i)] if i in places else next(others) for i in range(len(rest))]
        lines = [
            *mix(list(self.rules.get("", ()))),
            *before,
            *[line for group in mix(grouped) for line in group],
            *rest,
        ]
        return "\n".join(" ".join(line.split(" ")).strip() for line in lines)


def parts_from(
    dice: Dice,
    zone: str = "UTC",
    day: int = NOON_DAY,
    *,
    calendar: bool = True,
    stages: bool = True,
    holds: bool = True,
    deadlines: bool = True,
) -> Parts:
    """A random model in a time zone, with dates about ``day``.

    Without ``calendar`` nothing asks for calendar days or dates; without ``holds`` no stage `holds until` something;
    without ``deadlines`` routes name a queue alone.
    """
    write = Rules(dice, day, calendar, holds, deadlines)
    rules = {"": tuple(several(dice, write.rule, 1, 8, 80))}
    groups: dict[str, str] = {}
    for name in GROUPS:
        groups[name] = write.group(name)
        rules[name] = tuple(several(dice, write.rule, 0, 5, 65))
    found = tuple(dice.piece(lambda name=name: write.stage(name)) for name in "ABC"[: dice.between(0, 3)] if stages)
    loose = several(dice, write.disqualify, 0, 2, 30)
    loose += several(dice, write.segment, 0, 3, 60)
    loose += several(dice, write.ignore, 0, 2, 25)
    grade = write.grade() if chance(dice, 60) else ""
    if grade.strip() != "grade" and grade:
        loose.append(grade)
    return Parts(write.head(zone), declarations(date_text(day - 7)), tuple(loose), groups, rules, found)


@lru_cache(256)
def model_of(text: str) -> m.Model:
    path = Path(__file__).parent / "random.lead"
    checked = check([path], path.parent, {path: text})
    assert checked.model is not None, "\n".join(
        [text, *(f"{d.code.id} {d.message}" for d in checked.diagnostics if d.code.severity == "error")]
    )
    return checked.model


def evaluator_of(text: str) -> Evaluator:
    return Evaluator(model_of(text))

"""The whole of what a model may draft: rules in groups of their own, stages, segments, tests; each declared once.

A grammar cannot remember what was declared, so what is declared anew has its name from a short list of its own, without
the names that are taken, each in one place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ...dsl import nodes as n
from ...dsl.parse import parse_text
from ...dsl.types import Type
from ...dsl.words import written_name, written_text
from ..names import Names
from .conditions import Conditions
from .forms import Chars, Form, Grammar, Ref, Times, maybe, one_of, seq
from .spelling import as_gbnf, as_lark
from .words import Words, quoted, written_line

MOST_RULES = 10
"""Rules of one group."""

MOST_ROWS = 8
MOST_TESTS = 3

_GROUPS = (("fit", "profile", "company"), ("engagement", "intent", "behaviour"), ("negative", "penalties"))
_STAGES = ("MQL", "PQL", "SAL", "SQL")
_DEFINES = ("target", "target_lead", "wanted")


@dataclass(frozen=True, slots=True)
class Emission:
    """Each in both spellings, which accept the same texts: drafts, and answers of an engine that can do nothing but
    write (`rules` and a draft, `questions`, or `decline`)."""

    lark: str
    gbnf: str
    answer_lark: str
    answer_gbnf: str


@lru_cache(maxsize=16)
def emission(names: Names, rules: str = "", groups: tuple[str, ...] = ()) -> Emission | None:
    """What may be added to ``rules`` in a project with these names, also to those of its ``groups`` that may grow; None
    if there is no field and no event."""
    if not any(True for _ in names.of("field", "event", "signal")):
        return None
    grammar = Grammar()
    drafts = _Drafts(grammar, names, rules, groups)
    draft = drafts.draft()
    grammar.rule("start", draft)
    alone = grammar.pruned()
    grammar.rules["start"] = drafts.answer(draft)
    answers = grammar.pruned()
    return Emission(as_lark(alone), as_gbnf(alone), as_lark(answers), as_gbnf(answers))


def groups_in(rules: str) -> tuple[str, ...]:
    """The groups that a file declares: a draft placed in it may give them more rules."""
    return tuple(s.name.text for s in parse_text(rules).file.statements if isinstance(s, n.Group))


class _Drafts:
    def __init__(self, grammar: Grammar, names: Names, rules: str, groups: Sequence[str]) -> None:
        self.rule = grammar.rule
        self.token = grammar.token
        self.names = names
        self.words = Words(grammar, names)
        self.conditions = Conditions(grammar, names, self.words)
        self.stages = [s.name for s in names.of("stage")]
        self.taken = {name.name for name in names.names if name.kind != "stage"}
        self.ungrouped = not any(isinstance(s, _ENDING) for s in parse_text(rules).file.statements)

        self.open_groups = [written_name(g) for g in groups]

    def draft(self) -> Ref:
        plain = self._statements("", self.conditions.plain)
        define = self._free(_DEFINES)
        choices: list[Form] = [plain]
        if define:
            with_define = self._statements("target_", self.conditions.with_define(define))
            choices.append(seq(f"define {define} = ", self.conditions.plain, "\n", with_define))
        return self.rule("draft", one_of(*choices))

    def answer(self, draft: Ref) -> Form:
        line = self.token("line", written_line())
        listed = seq("- ", line, "\n")
        question = self.rule("question", seq("Q: ", line, "\n", Times(listed, 2, 5)))
        return one_of(
            seq("rules\n", draft, maybe("assumptions\n", Times(listed, 1, 4))),
            seq("questions\n", Times(question, 1, 3)),
            seq("decline\n", line, "\n"),
        )

    def _free(self, candidates: Sequence[str]) -> str | None:
        return next((name for name in candidates if name not in self.taken), None)

    def _statements(self, prefix: str, condition: Ref) -> Ref:
        """One or more: groups with rules first, since a rule may not stand after what ends a group."""
        rules = self._rules(prefix, condition)
        groups = [self._group(f"{prefix}group_{i}", names, rules) for i, names in enumerate(_GROUPS)]
        late = self._late(prefix, condition)
        together: list[Form] = [maybe(group) for group in groups]
        some = [seq(groups[i], *together[i + 1 :]) for i in range(len(groups))]
        if self.open_groups:
            grown = self.rule(
                f"{prefix}grown",
                seq("group ", one_of(*self.open_groups), "\n", Times(seq("  ", rules, "\n"), 1, MOST_RULES)),
            )
            some.append(seq(grown, maybe(grown), *together))
        if self.ungrouped:
            some.append(seq(Times(seq(rules, "\n"), 1, MOST_RULES), *together))
        with_rules = self.rule(f"{prefix}with_rules", one_of(*some))
        graded = [] if self.names.has_grade else [maybe(self._grade())]
        tests = Times(self._test(), 0, 1)
        return self.rule(f"{prefix}statements", one_of(seq(with_rules, *graded, maybe(late), tests), seq(late, tests)))

    # --- rules

    def _group(self, name: str, candidates: Sequence[str], rules: Ref) -> Ref:
        free = [c for c in candidates if c not in self.taken] or [f"draft_{candidates[0]}"]
        limits = seq(maybe(" max ", self.words.limit), maybe(" resets on ", self.conditions.source))
        return self.rule(name, seq("group ", one_of(*free), limits, "\n", Times(seq("  ", rules, "\n"), 1, MOST_RULES)))

    def _rules(self, prefix: str, condition: Ref) -> Ref:
        w = self.words
        guard = seq("when ", condition, " ")
        when = seq("when ", condition, w.effect, w.because)
        counted = self.rule("counted", one_of(self._each(), self._latest()))
        choose = self.rule(
            f"{prefix}choose",
            seq(
                "choose",
                w.because,
                Times(seq("\n  if ", condition, w.effect), 1, MOST_ROWS),
                maybe("\n  otherwise", w.effect),
            ),
        )
        return self.rule(f"{prefix}rule", one_of(when, seq(maybe(guard), counted), self._table(), choose))

    def _each(self) -> Ref:
        w = self.words
        sources: list[Form] = []
        for i, stream in enumerate(self.conditions.streams):
            source = self.conditions.sources[stream.name]
            per = [written_name(p.name) for p in stream.properties if p.name not in ("day", "week", "month")]
            once = maybe(" once per ", one_of("day", "week", "month", *per))
            sources.append(self.rule(f"each_{i}", seq(source, maybe(w.window), w.effect, once)))
        fade = self._fade()
        tail = seq(maybe(fade), maybe(" up to ", w.limit), w.because)
        activity = seq("activity", maybe(w.window), w.effect, maybe(" once per ", one_of("day", "week", "month")))
        return self.rule("each", seq("each ", one_of(*sources, activity), tail))

    def _fade(self) -> Ref:
        w = self.words
        return self.rule("fade", seq(" fade ", w.percent, maybe(" linearly"), " every ", w.duration))

    def _latest(self) -> Ref:
        w = self.words
        return self.rule(
            "latest", seq("latest ", self.conditions.source, maybe(w.window), w.effect, maybe(self._fade()), w.because)
        )

    def _table(self) -> Ref:
        """`by` a text, or by a number."""
        w = self.words
        fields = {kind: self._fields(kind) for kind in (Type.TEXT, Type.NUMBER)}
        numbers: list[Form | str] = [seq(self.conditions.count, maybe(w.window))]
        numbers += [seq("days since last ", self.conditions.source), *fields[Type.NUMBER]]
        values = one_of(
            seq(w.text, Times(seq(", ", w.text), 0, 5)),
            w.text_test,
            *([seq("in ", w.lists)] if w.lists else []),
            "unknown",
        )
        ranges = one_of(
            seq("below ", w.number),
            seq(w.number, " to ", w.number),
            seq("above ", w.number),
            seq(w.number, " or more"),
            "unknown",
        )
        rows = [(one_of(*numbers), ranges)]
        if fields[Type.TEXT]:
            rows.append((one_of(*fields[Type.TEXT]), values))
        return self.rule(
            "table",
            one_of(
                *(
                    seq(
                        seq("by ", measure, w.because),
                        Times(seq("\n  ", key, w.effect), 1, MOST_ROWS),
                        maybe("\n  otherwise", w.effect),
                    )
                    for measure, key in rows
                )
            ),
        )

    def _fields(self, kind: Type) -> list[str]:
        return [written_name(f.name) for f in self.names.of("field") if f.type is kind]

    # --- what comes after rules

    def _late(self, prefix: str, condition: Ref) -> Ref:
        """Stages, what disqualifies, segments: at least one of them."""
        w = self.words
        outcome = self.rule(f"{prefix}late", one_of(condition, self.conditions.of_outcomes))
        disqualify = self.rule(f"{prefix}disqualify", seq("disqualify when ", outcome, w.because, "\n"))
        segment = self.rule(f"{prefix}segment", seq("segment ", w.text, " when ", outcome, "\n"))
        parts: list[Form] = [Times(disqualify, 0, 3), Times(segment, 0, 5)]
        some: list[Form] = [seq(disqualify, Times(disqualify, 0, 2), parts[1]), seq(segment, Times(segment, 0, 4))]
        stages = self._stages(prefix, outcome)
        if stages is not None:
            some.append(seq(stages, *parts))
        return self.rule(f"{prefix}what_follows", one_of(*some))

    def _stages(self, prefix: str, outcome: Ref) -> Ref | None:
        w = self.words
        free = [name for name in _STAGES if name not in self.stages]
        if not free:
            return None
        body = self.rule(
            f"{prefix}stage_body",
            seq(
                maybe(" holds until ", self.conditions.source),
                seq("\n  when ", outcome, w.because),
                Times(seq("\n  or when ", outcome, w.because), 0, 3),
                "\n",
            ),
        )
        after = [seq(" after ", written_name(s)) for s in self.stages]
        first = [maybe(one_of(*after))] if after else []
        one = [seq("stage ", name, *first, body) for name in free]
        two = [
            seq("stage ", a, *first, body, "stage ", b, maybe(" after ", a), body)
            for i, a in enumerate(free)
            for b in free[i + 1 :]
        ]
        return self.rule(f"{prefix}stages", one_of(*one, *two))

    def _grade(self) -> Ref:
        """One line. Thresholds fall from left to right: each has a smaller number of tens than the one before."""
        digit, not_zero = Chars("0-9"), Chars("1-9")
        levels: list[Form] = [self.token("tens_0", not_zero)]
        levels += [self.token(f"tens_{t}", seq(str(t), digit)) for t in range(1, 10)]
        levels.append(self.token("tens_10", seq(not_zero, digit, digit)))
        labels = "ABCD"

        @cache
        def rest(k: int, below: int) -> Ref:
            """Label number ``k``, and those that follow, with fewer than ``below`` tens."""
            label = labels[k]
            choices: list[Form | str] = [f", {label}"] if k else []
            for level in range(below):
                after = maybe(rest(k + 1, level)) if k + 1 < len(labels) and level else None
                if k + 1 < len(labels) and not level:
                    after = maybe(f", {labels[k + 1]}")
                head = seq(", " if k else "", label, " from ", levels[level])
                choices.append(seq(head, after) if after is not None else head)
            return self.rule(f"grades_{k}_{below}", one_of(*choices))

        groups = [written_name(g.name) for g in self.names.of("group")]
        return self.rule("grade", seq("grade\n  ", one_of("score", *groups), "  ", rest(0, len(levels)), "\n"))

    # --- tests

    def _test(self) -> Ref:
        """Each has a number before its name: no two tests may be called the same."""
        w = self.words
        literals = {Type.TEXT: w.text, Type.NUMBER: w.number, Type.FLAG: one_of("true", "false")}

        def value(kind: Type) -> Form:
            return literals.get(kind, w.date)

        def is_sure(kind: Type | None, is_open: bool) -> bool:
            """What is undeclared is a text, if no rule compares it."""
            return kind is Type.TEXT or (kind is not None and not is_open)

        fields = [
            seq(written_name(f.name), " ", value(f.type))
            for f in self.names.of("field")
            if f.type and is_sure(f.type, self.names.is_open_for_fields)
        ]
        given: list[Form] = []
        if fields:
            field = self.rule("given_field", one_of(*fields))
            given.append(seq("  given lead ", field, Times(seq(", ", field), 0, 4), "\n"))
        events: list[Form] = []
        for event in self.names.of("event"):
            properties = [
                seq(written_name(p.name), " ", value(p.type))
                for p in event.properties
                if is_sure(p.type, self.names.is_open_for_events)
            ]
            events.append(
                seq(written_name(event.name), *([maybe(" with ", one_of(*properties))] if properties else []))
            )
        if events:
            earlier = maybe(" ", self.rule("test_span", seq(w.count, "d")), " ago")
            given.append(
                seq("  given ", self.rule("given_event", one_of(*events)), maybe(" ", w.count, " times"), earlier, "\n")
            )
        stages = [f"stage is {written_text(s)}" for s in (*self.stages, "none")]
        groups = [written_name(g.name) for g in self.names.of("group")]
        expected = one_of(
            seq(one_of("score", *groups), w.relation, w.number), "disqualified", "not disqualified", *stages
        )
        expect = self.rule("expect", seq("  expect ", expected, "\n"))
        wait = seq("  wait ", Ref("span"), "\n")
        body = self.rule(
            "test_body",
            seq(*([Times(one_of(*given), 0, 4)] if given else []), expect, maybe(wait, expect)),
        )
        tests: Form = seq()
        for i in range(MOST_TESTS, 0, -1):
            title = self.token(f"title_{i}", quoted(f"{i}: "))
            tests = seq("test ", title, "\n", body, *([maybe(tests)] if i < MOST_TESTS else []))
        return self.rule("tests", tests)


_ENDING = (n.Group, n.Grade, n.Stage, n.Disqualify, n.Segment, n.Test)

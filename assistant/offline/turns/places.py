"""Which statements of a draft a follow-up is about: "the webinar one", "the second rule", "the top band"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from ....dsl import nodes as n
from ....dsl.parse import parse_text
from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ...reading.words import stem
from ..names.lexicon import words_of

MAKE: Final = Token("word", "make", "make", 0, 0)
"""Put before a change that says what is to be, and not that it is one: "40 points"."""
FILL: Final = frozenset(
    """make it change that this to the a use set window instead of be should please let's let us only within last
    in past for time frame period and but ok okay yes no actually rather points point pts worth give put rule
    threshold raise lower increase reduce bar
    one ones rules them is not now with we i want would like than add so can you just at for down up on new value
    line lines entry row item bullet bump take put those these our instead rather thing bring again however could
    anymore any more after all thanks thank enough plenty sufficient suffices band bands tier tiers bracket brackets
    move keep switch gets get are will was too also have has score get back
    correct fix meant mean amount number bit there here by must needs need they their""".split()
)
_KINDS: Final = "one rule line entry row item bullet band tier bracket range thing part level grade group".split()
_OF_ROWS: Final = "band tier bracket range row level".split()
ORDINALS: Final = {
    "first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "1st": 0, "2nd": 1, "3rd": 2, "4th": 3, "5th": 4,
    "last": -1,
}  # fmt: skip
_LADDER: Final = {
    "top": 1, "highest": 1, "biggest": 1, "largest": 1, "bottom": -1, "lowest": -1, "smallest": -1,
    "middle": 0, "mid": 0,
}  # fmt: skip
_TWO_STEPS: Final = {"lower": -1, "upper": 1, "higher": 1, "smaller": -1, "larger": 1, "bigger": 1}
CHOSEN: Final = "\x03"
"""What a word begins with that stands for a place in the rules."""
_FORMER: Final = {"former": 0, "latter": 1}


@dataclass(frozen=True, slots=True)
class Edit:
    """``notes``: what had to be assumed; ``is_more``: a statement behind the one that ends here."""

    start: int
    end: int
    new: str
    notes: tuple[str, ...] = ()
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A statement of the draft, or a row of a table, with its text. ``named``: the words by which a row is known;
    ``low``: where its band begins."""

    statement: n.Statement
    start: int
    end: int
    text: str
    named: str = ""
    low: Decimal | None = field(default=None)

    @property
    def is_row(self) -> bool:
        return bool(self.named)


def parts_of(rules: str) -> list[Part]:
    parsed = parse_text(rules)
    return [Part(s, s.span.start, s.span.end, rules[s.span.start : s.span.end]) for s in parsed.file.statements]


def conditions_of(statement: n.Statement) -> Iterator[n.Condition]:
    """What a statement asks for."""
    match statement:
        case n.Rule(condition=condition) if condition is not None:
            yield condition
        case n.Stage(whens=whens):
            for when in whens:
                yield when.condition
        case n.Segment(condition=condition) | n.Disqualify(condition=condition) | n.Define(condition=condition):
            yield condition
        case _:
            return


def with_rows(parts: Sequence[Part]) -> list[Part]:
    """The parts, with the rows of a table in its place."""
    found: list[Part] = []
    for p in parts:
        body = p.statement.body if isinstance(p.statement, n.Rule) else None
        if not isinstance(body, n.Table):
            found.append(p)
            continue
        measure = p.text[body.measure.span.start - p.start : body.measure.span.end - p.start]
        for row in body.rows:
            text = p.text[row.span.start - p.start : row.span.end - p.start]
            key = row.key
            low = None
            if isinstance(key, n.RangeKey):
                low = key.low.value if isinstance(key.low, n.Number) else Decimal(-1) if key.low is None else None
            found.append(Part(p.statement, row.span.start, row.span.end, text, f"{measure} {text}", low))
    return found


def meant_in(tokens: Sequence[Token], parts: Sequence[Part]) -> list[Part] | None:
    """The statements that the words left over name; all if there are none; None if some word names nothing."""
    plain = (",", ":", "-", "=", "→", "(", ")", ";", "#")
    found = list(parts)
    at = 0
    words: list[Token] = []
    while at < len(tokens):
        size, chosen = _placed(tokens, at, parts)
        if size:
            found = [p for p in found if p in chosen]
            at += size
            continue
        t = tokens[at]
        if (t.text not in FILL or t.kind != "word" or _is_name(t)) and not t.is_sign(*plain):
            words.append(t)
        at += 1
    for t in words:
        if t.kind != "word":
            return None
        wanted = stem(t.text)
        if t.text.startswith(CHOSEN):
            found = [p for p in found if p.start <= int(t.text[len(CHOSEN) :]) < p.end]
            continue
        stages = [p for p in found if isinstance(p.statement, n.Stage) and stem(p.statement.name.text) == wanted]
        forms = {wanted, wanted.removesuffix("s"), wanted[:-1] if wanted[-1:] == wanted[-2:-1] else wanted}
        found = stages or [p for p in found if forms & stems_of(p)]
    return found or None


def _placed(tokens: Sequence[Token], at: int, parts: Sequence[Part]) -> tuple[int, list[Part]]:
    """ "the second rule", "the last one", "the top band": how many words, and which parts."""
    t = tokens[at]
    kind = tokens[at + 1].text.rstrip("s") if at + 1 < len(tokens) and tokens[at + 1].kind == "word" else ""
    size = 2 if kind in _KINDS else 1
    rules = [p for p in parts if not isinstance(p.statement, n.Group)]
    rows = [p for p in rules if p.is_row]
    if rows and (kind in _OF_ROWS or len(rows) == len(rules)) and len({p.statement.span for p in rows}) == 1:
        rules = rows
    elif len(rows) and kind not in _OF_ROWS:
        statements = list(dict.fromkeys(p.statement.span for p in rules))
        if t.text in ORDINALS and (size == 2 or t.text != "last"):
            index = ORDINALS[t.text]
            if index >= len(statements):
                return size, []
            return size, [p for p in rules if p.statement.span == statements[index]]
        return 0, []
    if t.text in ORDINALS and (size == 2 or t.text != "last") and (t.kind == "word" or t.unit) and len(rules) > 1:
        index = ORDINALS[t.text]
        return size, [rules[index]] if index < len(rules) else []
    if t.is_word(*_FORMER) and len(rules) == 2:
        return size, [rules[_FORMER[t.text]]]
    if t.is_word(*_TWO_STEPS) and size == 2 and rules is rows and len(rows) == 2:
        return size, _on_ladder(_TWO_STEPS[t.text], rows)
    if t.is_word(*_LADDER) and rules is rows and len(rows) > 1:
        return size, _on_ladder(_LADDER[t.text], rows)
    return 0, []


def _on_ladder(step: int, rows: Sequence[Part]) -> list[Part]:
    """The highest, the lowest, or the one in the middle, by where the bands begin."""
    if any(p.low is None for p in rows):
        in_order = list(rows)
        if step == 0 and len(rows) % 2:
            return [in_order[len(rows) // 2]]
        return []
    in_order = sorted(rows, key=lambda p: p.low or Decimal(0))
    if step == 0:
        return [in_order[len(rows) // 2]] if len(rows) % 2 else []
    return [in_order[-1 if step > 0 else 0]]


def _is_name(t: Token) -> bool:
    """ "US" is a country, and "IT" a department."""
    return t.raw in ("US", "IT")


def stems_of(part: Part) -> set[str]:
    text = part.named or part.text
    return {stem(w) for w in words_of(re.sub(r"[^\w]+", " ", text).replace("_", " "))} | {
        stem(w) for w in re.findall(r"[^\W_]+", text.lower())
    }


_ALL: Final = phrases(
    "both|both of them|both of these|both rules|all of them|all of these|all of it|all of this|everything|them all|"
    "all|each of them|all rules|all the rules|every rule|these two|those two|the two|all three|the whole thing|"
    "all of that|the lot|across the board|everywhere|all of those|both of those|both of it"
)


def without_all(tokens: Sequence[Token]) -> tuple[Token, ...] | None:
    """The words without "both" and "all of them"; None if nothing of the kind is said."""
    for at in range(len(tokens)):
        if at + 1 < len(tokens) and tokens[at].is_word("all", "these", "those") and _is_spelled(tokens[at + 1]):
            return (*tokens[:at], *tokens[at + 2 :])  # "all three"
        if size := words_at(tokens, at, _ALL):
            return (*tokens[:at], *tokens[at + size :])
    return None


def _is_spelled(t: Token) -> bool:
    return t.kind == "number" and t.raw.lower() in ("two", "three", "four", "five", "2", "3", "4", "5") and not t.unit


def few_of(tokens: Sequence[Token], parts: Sequence[Part]) -> tuple[tuple[Token, ...], list[Part]] | None:
    """ "the first two", "demo and webinar": the words without them, and the parts."""
    rules = [p for p in with_rows(parts) if isinstance(p.statement, n.Rule)]
    for at in range(len(tokens) - 1):
        t, how = tokens[at], tokens[at + 1]
        if t.is_word("first", "last") and how.kind == "number" and how.raw.lower() in ("two", "three", "2", "3"):
            many = int(how.value or 0)
            behind = tokens[at + 2 : at + 3]
            if len(rules) <= many or (behind and behind[0].text.rstrip("s") not in _KINDS and behind[0].kind != "word"):
                return None
            return (*tokens[:at], *tokens[at + 2 :]), rules[:many] if t.is_word("first") else rules[-many:]
    for at in range(1, len(tokens) - 1):
        if not tokens[at].is_word("and") or tokens[at + 1].kind != "word":
            continue
        one, other = _named(tokens[:at], rules, from_end=True), _named(tokens[at + 1 :], rules, from_end=False)
        if one is not None and other is not None and one[1] is not other[1]:
            return (*tokens[: at - one[0]], *tokens[at + 1 + other[0] :]), [one[1], other[1]]
    return None


def _named(tokens: Sequence[Token], rules: Sequence[Part], from_end: bool) -> tuple[int, Part] | None:
    """The longest run of words at the end, or at the beginning, that names one rule and no other."""
    for size in range(min(len(tokens), 4), 0, -1):
        words = tokens[-size:] if from_end else tokens[:size]
        plain = [t for t in words if not t.is_word("the", "one", "a")]
        if not plain or any(t.kind != "word" or t.text in FILL or t.is_word("and", "both") for t in plain):
            continue
        found = meant_in(words, rules)
        if found is not None and len(found) == 1:
            return size, found[0]
    return None


def one_of(
    places: list[tuple[Edit, str]], question: str, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """The edit of the one place; of several the one that the answer names, else the question."""
    if not places:
        return None
    if len(places) == 1:
        return [places[0][0]]
    shown = [label for _, label in places]
    if len(set(shown)) < len(shown):
        shown = [f"{label} ({i})" for i, label in enumerate(shown, 1)]
    choices = (*shown[:4], ALL_OF_THEM)
    answer = answers.get(question)
    if answer == ALL_OF_THEM:
        return [e for e, _ in places]
    if answer in shown:
        return [places[shown.index(answer)][0]]
    return Question(question, choices)


def one_group_of(
    groups: Sequence[tuple[Sequence[Edit], str]], question: str, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """As ``one_of``, where a place needs several edits."""
    chosen = one_of([(Edit(i, i, ""), label) for i, (_, label) in enumerate(groups)], question, answers)
    if chosen is None or isinstance(chosen, Question):
        return chosen
    return [e for place in chosen for e in groups[place.start][0]]


ALL_OF_THEM: Final = "all of them"


def label_of(part: Part) -> str:
    line = " ".join(part.text.split(" because ")[0].split())
    return line if len(line) <= 70 else line[:67] + "…"

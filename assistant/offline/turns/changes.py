"""What a follow-up may change in the text of a draft: a window, a number, a limit, points."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ....dsl import nodes as n
from ...drafts import Question
from ...reading.numbers import phrases, words_at, written
from ...reading.times import bare_window_at
from ...reading.tokens import Token
from ...reading.words import stem
from ..names.lexicon import Lexicon
from .amending import COMPARED, NOUNS, counted_at, places_of
from .courtesy import is_change
from .places import FILL, Edit, Part, conditions_of, label_of, meant_in, one_of, with_rows

Change = Callable[
    [str, Sequence[Token], Sequence[Part], Lexicon, Mapping[str, str]], "Sequence[Edit] | Question | None"
]


_WINDOW: Final = re.compile(r'"(?:[^"]|"")*"|\b(within|spanning) (\d+[dhw]|\d+ [a-z]+)')


def window(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    found = next(
        (
            (w, i)
            for i in range(len(tokens))
            if (w := bare_window_at(tokens, i)) is not None and not (i and tokens[i - 1].is_word("not", "of", "than"))
        ),
        None,
    )
    if found is None:
        return None
    (length, end), at = found
    rest = [*tokens[:at], *tokens[end:]]
    old = _old_window(rest)
    if old is not None:
        rest = old[1]
    meant = meant_in(rest, parts)
    if meant is None:
        return None
    places: list[tuple[Edit, str]] = []
    names = {stem(t.text) for t in rest if t.kind == "word" and t.text not in FILL}
    for p in meant:
        member = member_of(p, names)
        if member is not None and old is None and not _WINDOW.search(member[2]):
            if not member[3]:
                return None
            places.append((Edit(p.start + member[1], p.start + member[1], f" within {length.text}"), label_of(p)))
            continue
        for m in _WINDOW.finditer(p.text):
            if member is not None and not member[0] <= m.start() < member[1]:
                continue
            if m[1] and (old is None or m[2] == old[0]) and _goes_with(length.text, m[2]):
                places.append((Edit(p.start + m.start(2), p.start + m.end(2), length.text), label_of(p)))
    if len(places) > 1 and len({p[1] for p in places}) == 1:
        return [e for e, _ in places]
    return one_of(places, f"Which window is to be {length.text}?", answers)


def _goes_with(new: str, old: str) -> bool:
    """Minutes are no window where days were: "make the call 20 minutes" is about how long it took."""
    return not new.endswith(("minutes", "seconds")) or old.endswith(("minutes", "hours", "seconds"))


def member_of(part: Part, names: set[str]) -> tuple[int, int, str, bool] | None:
    """The one of several conditions of a statement that has the names: where it stands, and whether of an event."""
    whole = next(iter(conditions_of(part.statement)), None)
    if not names or not isinstance(whole, n.Both):
        return None
    found: list[tuple[int, int, str, bool]] = []
    for x in whole.parts:
        start, end = x.span.start - part.start, x.span.end - part.start
        text = part.text[start:end]
        if names <= {stem(w) for w in re.findall(r"[^\W_]+", text.lower())}:
            is_event = any(isinstance(o, n.Occurrences) for o in n.walk(x))
            found.append((start, end, text, is_event))
    return found[0] if len(found) == 1 else None


def _old_window(tokens: list[Token]) -> tuple[str, list[Token]] | None:
    """ "instead of 30 days": the window that is there now."""
    for at in range(len(tokens)):
        size = words_at(tokens, at, phrases("instead of|not|rather than"))
        found = bare_window_at(tokens, at + size) if size else None
        if found is not None:
            return found[0].text, [*tokens[:at], *tokens[found[1] :]]
    return None


def counts(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """How many of something there have to be: "make it 3 visits"."""
    found = counted_at(tokens, lexicon)
    if found is None:
        return None
    at, end, bound, counted = found
    named = [t for t in tokens[at:end] if t.kind == "word" and stem(t.text) not in NOUNS]
    if any(f.written in counted for f in lexicon.fields):
        named = []
    named = [t for t in named if not t.is_word(*_COMPARING)]
    meant = meant_in([*tokens[:at], *tokens[end:], *named], parts)
    if meant is None:
        return None
    places = [
        (Edit(p.start + a, p.start + b, new), label_of(p))
        for p in meant
        for a, b, new in places_of(p.text, counted, bound)
    ]
    return one_of(places, f"Where is it to be “{' '.join(t.raw for t in tokens[at:end])}”?", answers)


_TIMES: Final = ("day", "days", "week", "weeks", "month", "months", "hours", "year", "years", "quarter")
_BOUNDING: Final = ("max", "most", "maximum", "cap", "least", "than", "over", "under")
_CAPS: Final = (
    "max",
    "maximum",
    "cap",
    "capped",
    "limit",
    "limited",
    "ceiling",
    "once",
    "halve",
    "half",
    "fade",
    "decay",
)
_LIMIT: Final = re.compile(r'"(?:[^"]|"")*"|\bup to (\d+(?:\.\d+)?[kMB]?)(?!\w)')


def limits(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """How much a rule may give in all: "and up to 45"."""
    for at in range(len(tokens) - 1):
        size = words_at(
            tokens,
            at,
            phrases(
                "up to|max|at most|maximum|capped at|cap at|cap it at|cap|no more than|max of|max should be|"
                "cap should be|maximum should be|limit should be|max to|cap to|limit to|max is|cap is"
            ),
        )
        number = tokens[at + size] if size and at + size < len(tokens) else None
        if number is None or number.kind != "number" or number.value is None or number.money or number.percent:
            continue
        meant = meant_in([*tokens[:at], *tokens[at + size + 1 :]], parts)
        if meant is None or any(t.kind == "number" for t in [*tokens[:at], *tokens[at + size + 1 :]]):
            return None
        new = written(number.value)
        places = [
            (Edit(p.start + m.start(1), p.start + m.end(1), new), label_of(p))
            for p in meant
            for m in _LIMIT.finditer(p.text)
            if m[1] and not _is_below(number, p)
        ]
        if not places:
            places = [
                (Edit(p.start + m.end(), p.start + m.end(), f" up to {new}"), label_of(p))
                for p in meant
                if isinstance(p.statement, n.Rule) and re.match(r"(?:when .* )?each ", p.text) and len(_amounts(p)) == 1
                if not _is_below(number, p)
                for m in _AMOUNT.finditer(p.text)
                if m[1]
            ]
        return one_of(places, f"Which limit is to be {new}?", answers)
    return None


_COMPARING: Final = (
    "at least most more than over under fewer less or up to between and from exactly above below".split()
)
_AMOUNT: Final = re.compile(r'"(?:[^"]|"")*"|\b(add|subtract|score >=|score >) (\d+(?:\.\d+)?[kMB]?)(?![\w%])')

_BIG: Final = 1000
"""A number from here on is not of points, unless they are named."""
_IS_NOW: Final = phrases(
    "down to|back to|back down to|goes to|go to|goes down to|go down to|becomes|become|must be|has to be|needs to be|"
    "have to be|need to be|ought to be|can be|will be|"
    "was supposed to be|is supposed to be|was meant to be|is meant to be|should read|"
    "should be|should now be|"
    "is now|are now|should be worth|is now worth|should rather be"
)


_OF_BANDS: Final = "band bands bracket brackets range ranges limits boundary cutoff".split()


def points(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    numbers = [t for t in tokens if t.kind == "number"]
    is_points = any(t.is_word("points", "point", "pts") for t in tokens) or any(
        t.unit in ("pts", "points") or t.signed for t in numbers
    )
    old = None
    at = next((i for i in range(len(tokens)) if words_at(tokens, i, phrases("instead of|not|rather than"))), None)
    if tokens[0].is_word("not"):
        return None  # "not 50 but 45"
    if at is not None and len(numbers) == 2:
        old = numbers[1]
        numbers = numbers[:1]
    if (
        len(numbers) != 1
        or numbers[0].value is None
        or numbers[0].unit not in ("", "pts", "points", "pt")
        or numbers[0].money
        or numbers[0].percent
    ):
        return None
    if (
        not is_points
        and not is_change(tokens)
        and not any(words_at(tokens, i, _IS_NOW) for i in range(1, len(tokens)))
        and not tokens[0].is_word("make", "set", "give", "mql")
        and len(tokens) > 1
    ):
        return None
    after = next((i for i, t in enumerate(tokens) if t is numbers[0]), 0) + 1
    if (after < len(tokens) and tokens[after].is_word("of")) or (
        after > 1 and tokens[after - 2].is_word("first", "last", "all", "these", "those")
    ):
        return None  # "two of them", "the first two"
    if after > 1 and (
        tokens[after - 2].is_word(*_BOUNDING) or (after > 2 and words_at(tokens, after - 3, (("up", "to"),)))
    ):
        return None  # "up to 45" is a limit
    if not is_points and after < len(tokens) and not tokens[after].is_word(*FILL) and tokens[after].kind != "sign":
        return None  # "make it 3 visits" is no number of points
    if any(t.is_word(*_CAPS) for t in tokens):
        return None  # "the max should be 40" is a limit, too
    if any(t.is_word("by", *_TIMES) for t in tokens):
        return None  # "raise it by 10" is no number of points either
    if any(t.is_word("threshold", "bar", "cutoff") for t in tokens):
        parts = [p for p in parts if isinstance(p.statement, n.Stage)] or parts
    words = [t for t in tokens if t not in numbers and t is not old and not t.is_word("cutoff")]
    meant = meant_in(words, with_rows(parts)) or meant_in(words, parts)
    if meant is None:
        return None
    if not is_points and any(t.is_word(*_OF_BANDS) for t in tokens) and _may_bound(meant, abs(numbers[0].value)):
        return None  # "make the second band 250": how far it goes, or what it gives
    value = written(abs(numbers[0].value))
    is_big = not is_points and abs(numbers[0].value) >= _BIG
    sign = "subtract" if numbers[0].signed == "-" else ""
    places: list[tuple[Edit, str]] = []
    for p in meant:
        for m in _AMOUNT.finditer(p.text):
            if m[1] and (old is None or old.value is None or m[2] == written(old.value)):
                if is_big and old is None:
                    continue  # "make that 25k" is no number of points
                if sign and m[1] not in ("add", "subtract"):
                    continue
                places.append(
                    (
                        Edit(p.start + m.start(1), p.start + m.end(2), f"{sign or m[1]} {value}"),
                        label_of(p) if len(_amounts(p)) == 1 else f"{m[0]} of {label_of(p)}",
                    )
                )
    if not is_points:
        places += [
            (Edit(p.start + m.start(3), p.start + m.end(3), value), f"{m[0]} of {label_of(p)}")
            for p in meant
            for m in COMPARED.finditer(p.text)
            if m[3] and m[1] != "score" and (old is None or old.value is None or m[3] == written(old.value))
        ]
    if len(tokens) == 1 and not is_points:  # a number and nothing else: it may be the days, too
        places += [
            (Edit(p.start + m.start(2), p.start + m.end(2), f"{value}d"), f"{m[0]} of {label_of(p)}")
            for p in meant
            for m in _WINDOW.finditer(p.text)
            if m[1]
        ]
    near = _nearest(meant, places, abs(numbers[0].value)) if len(tokens) > 1 else None
    if near is not None:
        return [near]
    return one_of(places, f"What is to be {value} points?" if is_points else f"What is to be {value}?", answers)


_FAR: Final = 4


def _nearest(parts: Sequence[Part], places: Sequence[tuple[Edit, str]], new: Decimal) -> Edit | None:
    """Of the numbers of one rule the only one that may have been meant, if all others are far from the new one."""
    holding = [p for p in parts if not isinstance(p.statement, n.Group) and any(_is_in(e, p) for e, _ in places)]
    if len(holding) != 1 or len(places) < 2 or not new:
        return None
    part = holding[0]
    near: list[Edit] = []
    for edit, _ in places:
        there = part.text[edit.start - part.start : edit.end - part.start]
        now = next((Decimal(x) for x in re.findall(r"\d+(?:\.\d+)?(?![kMB\d])", there)), Decimal(0))
        if not now:
            return None
        times = max(now / new, new / now)
        if times <= 2:
            near.append(replace(edit, notes=(f"“{there}” of {label_of(part)} is what is to be {written(new)}",)))
        elif times < _FAR:
            return None
    return near[0] if len(near) == 1 and near[0].new.startswith(("add ", "subtract ")) else None


def _may_bound(rows: Sequence[Part], new: Decimal) -> bool:
    """Whether a number is not far from where a band begins or ends."""
    keys = [re.split(r" (?:add|subtract) ", p.text)[0] for p in rows]
    bounds = [Decimal(x) for key in keys for x in re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])", key)]
    return any(b and new and max(b / new, new / b) < _FAR for b in bounds)


def _is_in(edit: Edit, part: Part) -> bool:
    return part.start <= edit.start < part.end


def _is_below(limit: Token, part: Part) -> bool:
    """Whether a limit is less than what the rule gives at once: then it counts something else."""
    amounts = [Decimal(m[2]) for m in _AMOUNT.finditer(part.text) if m[1] and m[2][-1].isdigit()]
    return limit.value is not None and any(limit.value < a for a in amounts)


def _amounts(part: Part) -> list[str]:
    return [m[0] for m in _AMOUNT.finditer(part.text) if m[1]]

"""What somebody says and then puts right: "five points, no wait, make it eight"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from .instead import UNREADABLE
from .numbers import phrases, words_at
from .tokens import Token, as_typed

_STRONG: Final = phrases(
    "no wait|wait no|wait|no sorry|sorry no|sorry|oh sorry|my bad|scratch that|strike that|correction|or rather|"
    "no no|nope|no make it|no make that|i meant|i meant to say|excuse me|pardon|apologies|let me correct that|"
    "change that to|change it to|let me rephrase|forget that|hold on|my mistake|no hang on|hang on|"
    "that is wrong|i misspoke|delete that|no let us say|sorry i meant|sorry i mean|whoops|oops"
)
_WEAK: Final = phrases(
    "make it|make that|i mean|actually|better|or better|let us make it|let us make that|let us say|rather|no|"
    "well|actually make it|actually make that|we said|it should be|it is|that should be|should be|hmm|um|uh|uhm|er|erm|"
    "no it is|say|call it|let us do|do|let us go with|go with|better make it|it was|that is|to|oh"
)
_NO_SAY: Final = phrases("no say|no call|no do")
_HARD: Final = phrases(
    "no wait|wait no|scratch that|strike that|forget that|correction|or rather|no sorry|sorry no|no hang on|i misspoke"
)
_ALL_BACK: Final = phrases("scratch that|strike that|forget that|delete that|hold on|hang on|wait|that is wrong")
_TAKEN_BACK: Final = phrases(
    "scratch that|strike that|forget that|delete that|no wait|no scratch that|wait no|correction"
)
_UNITS: Final = {
    **dict.fromkeys("points point pts pt p".split(), "points"),
    **dict.fromkeys(
        "day days d week weeks w wk wks month months mo year years hours h quarters quarter".split(), "time"
    ),
    **dict.fromkeys("employees people emp emps staff heads".split(), "employees"),
    **dict.fromkeys("times x visits views clicks downloads opens pages webinars logins".split(), "times"),
    **dict.fromkeys("percent minutes mins min".split(), "part"),
}


_OF_SOME: Final = "if for when where whenever unless only with from except but instead of".split()
"""What says for whom a number is, and so whom another one is still for."""


@dataclass(frozen=True, slots=True)
class Mended:
    """``note``: what was put right, as a sentence; ``is_open``: what is put right by what is not plain."""

    tokens: tuple[Token, ...]
    note: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class _Amount:
    start: int
    end: int
    unit: str
    number: Token


def mended(tokens: Sequence[Token]) -> Mended:
    """The words as they were meant in the end. If that is not plain, a sign is put in that nobody can read."""
    at, end = _marker(tokens, 1)
    if not end:
        contrast = _without_contrast(tokens)
        return Mended(contrast)
    found = _put_right(tokens[:at], tokens[end:])
    if found is None:
        if not any(t.kind == "number" for t in tokens[:at]) and not _is_hard(tokens, at):
            return Mended(tuple(tokens))
        return Mended(unreadable(tokens), is_open=True)
    result, behind, note = found
    rest = mended((*result, *behind))
    return Mended(rest.tokens, "; ".join(n for n in (note, rest.note) if n), rest.is_open)


def opening(tokens: Sequence[Token]) -> int:
    """How many words at the beginning say that the clause before is put right; 0 if none do."""
    at, end = _marker(tokens, 0)
    return end if end and at == 0 else 0


def without_taking_back(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """What is said behind "no wait," and "sorry, I meant"; not behind "scratch that", which takes all back."""
    at = 0
    while at < len(tokens):
        size = words_at(tokens, at, _STRONG)
        if not size or words_at(tokens, at, _ALL_BACK):
            break
        at += size
        while at < len(tokens) and tokens[at].is_sign(",", "-", ".", "!"):
            at += 1
    return tuple(tokens[at:] or tokens)


def takes_all_back(tokens: Sequence[Token]) -> bool:
    """ "Scratch that." by itself."""
    end = opening(tokens)
    return end == len(tokens) and words_at(tokens, 0, _TAKEN_BACK) > 0


def put_right_by(before: Sequence[Token], tokens: Sequence[Token]) -> Mended | None:
    """The clause before, as a clause of its own puts it right; None if that is not plain."""
    found = _put_right(before, tokens[opening(tokens) :])
    return Mended(tuple(found[0]), found[2]) if found is not None and not found[1] else None


def unreadable(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Words that nobody is to read, not even in part."""
    sign = Token("sign", UNREADABLE, "", tokens[0].start, tokens[0].start)
    found: list[Token] = []
    for t in tokens:
        found += [sign, t]
    return tuple(found)


def _marker(tokens: Sequence[Token], since: int) -> tuple[int, int]:
    """Where words stand that take back what was said, and where they end; 0, 0 if there are none."""
    at = since
    while at < len(tokens):
        end, strong = at, False
        while end < len(tokens):
            size = words_at(tokens, end, _STRONG)
            strong = strong or size > 0
            size = max(size, words_at(tokens, end, _WEAK))
            comma = end + size
            while size and comma < len(tokens) and tokens[comma].is_sign(",", "-", "!", ".", ":"):
                comma += 1
            if not size:
                break
            end = comma
        is_name = end > at and not strong and (tokens[end - 1].is_sign(":") or words_at(tokens, at, _NO_SAY) > 0)
        if is_name:
            end = at  # "no say: -5" below "influencer: 10"
        is_number = any(t.kind == "number" for t in tokens[end : end + 3])
        is_put_off = (at > 0 and tokens[at - 1].is_sign(",", "-", ".", ";", "(")) or at == 0
        begins = tokens[at].is_word("make", "actually", "i", "no", "rather", "better", "or", "well", "let", "hmm")
        words = 3 if tokens[at].is_word("i", "no", "actually") else 2
        weak = begins and is_number and is_put_off and end > at and _ends_in_number(tokens[:at], words)
        weak = weak and not (
            tokens[at].is_word("let") and tokens[at - 2].kind == "word" and not _is_unit(tokens[at - 2])
        )
        if at == 0 and begins and end:
            amount = _amount_at(tokens, end)
            weak = amount is not None and amount.end == len(tokens)
        is_just_no = end == at + 1 and tokens[at].is_word("no")
        if end > at and (strong or (weak and not is_just_no)) and (is_put_off or _is_hard(tokens, at)):
            return at, end
        at = max(end, at + 1) if strong else at + 1
    return 0, 0


def _is_hard(tokens: Sequence[Token], at: int) -> bool:
    """Words that take something back wherever they stand."""
    return words_at(tokens, at, _HARD) > 0


def _is_unit(t: Token) -> bool:
    return t.text in _UNITS


def _ends_in_number(tokens: Sequence[Token], words: int) -> bool:
    body = [t for t in tokens[-4:] if t.kind != "sign"]
    return bool(body) and any(t.kind == "number" for t in body[-words:])


def _put_right(before: Sequence[Token], behind: Sequence[Token]) -> tuple[list[Token], list[Token], str] | None:
    """The words before with the number that begins ``behind`` in the place of theirs, and what follows it."""
    lead = next((i for i, t in enumerate(behind[:5]) if t.kind == "number"), 0)
    new = _amount_at(behind, lead)
    if new is None:
        return None
    end = new.end
    while (
        end + 1 < len(behind) and behind[end].is_sign(",", "-") and (again := _amount_at(behind, end + 1)) is not None
    ):
        if again.number.value != new.number.value or (new.unit and again.unit and again.unit != new.unit):
            break
        new = replace(again, start=end + 1)
        end = new.end
    old = _meant(before, new, lead)
    if old is None:
        return None
    if lead and _words(before[max(old.start - lead, 0) : old.start]) != _words(behind[:lead]):
        return None  # "over 50, I mean under 100"
    after = before[old.end :]
    while after and after[-1].is_sign(",", "-"):
        after = after[:-1]
    if after and len(after) < 4 and _words(behind[end : end + len(after)]) == _words(after):
        end += len(after)  # "three page views, I mean five page views"
    if old.start > 1 and end < len(behind) and behind[end].is_word(*_OF_SOME):
        return None  # "10 points, no, 15 points if they are directors": what do the others get?
    words, kept = list(behind[new.start : new.end]), list(before[old.start : old.end])
    said = words if new.unit else [_with_signs_of(words[0], old.number), *kept[1:]]
    place = before[old.start]
    said = [replace(t, start=place.start, end=before[old.end - 1].end) for t in said]
    note = f"read “{as_typed(kept)}” as “{as_typed(words)}”: it was put right"
    return [*before[: old.start], *said, *after], list(behind[end:]), note


def _words(tokens: Sequence[Token]) -> list[str]:
    return [t.text for t in tokens]


def _with_signs_of(new: Token, old: Token) -> Token:
    return replace(new, signed=new.signed or old.signed, unit=new.unit or old.unit, or_more=new.or_more or old.or_more,
                   percent=new.percent or old.percent, money=new.money or old.money)  # fmt: skip


def _meant(before: Sequence[Token], new: _Amount, lead: int) -> _Amount | None:
    """The number that is put right."""
    found = [a for i in range(len(before)) if (a := _amount_at(before, i)) is not None]
    if not found:
        return None
    last = found[-1]
    is_next = all(t.is_sign(",", "-") for t in before[last.end :]) or (lead == 0 and not new.unit and len(found) == 1)
    if is_next and (not new.unit or not last.unit or new.unit == last.unit):
        return last
    alike = [a for a in found if a.unit == new.unit] if new.unit else found
    return alike[0] if len(alike) == 1 else None


def _amount_at(tokens: Sequence[Token], at: int) -> _Amount | None:
    if at >= len(tokens) or tokens[at].kind != "number" or tokens[at].value is None:
        return None
    t = tokens[at]
    unit = _UNITS.get(t.unit, "part" if t.percent else "points" if t.signed else "")
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if not t.unit and behind is not None and behind.kind == "word" and behind.text in _UNITS:
        return _Amount(at, at + 2, _UNITS[behind.text], t)
    return _Amount(at, at + 1, unit, t)


def _without_contrast(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """ "10 points, not 5" and "not 5 points but 10": without the number that is not meant."""
    for i, t in enumerate(tokens):
        wrong = _amount_at(tokens, i + 1) if t.is_word("not") else None
        if wrong is None:
            continue
        end = wrong.end
        right = (
            _amount_at(tokens, end + 1)
            if end < len(tokens) and (tokens[end].is_sign(",") or tokens[end].is_word("but"))
            else None
        )
        if (
            right is not None
            and right.unit == "points"
            and wrong.unit in ("", "points")
            and right.end >= len(tokens) - 1
        ):
            return (*tokens[:i], *tokens[end + 1 :])
        comma = int(i > 0 and tokens[i - 1].is_sign(",", "-"))
        said = next(
            (a for k in range(i - comma) if (a := _amount_at(tokens, k)) is not None and a.end == i - comma), None
        )
        ends = end >= len(tokens) or tokens[end].is_sign(",", ")")
        if said is not None and ends and said.unit == "points" and wrong.unit in ("", "points"):
            return (*tokens[: i - comma], *tokens[end:])
    return tuple(tokens)

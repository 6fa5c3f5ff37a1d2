"""What is given and how: an amount of points, and all that limits it, taken out of the words of a clause."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from ...reading.numbers import phrases, words_at, written
from ...reading.times import window_at
from ...reading.tokens import Token
from ...reading.words import stem
from ..names.lexicon import Lexicon
from .amounts import amounts_in
from .fading import fade_at
from .limits import expiry_at, limit_at, once_at
from .repeats import first_at, single_at

_ONE_OF_THEM: Final = ("lead", "person", "company", "contact", "account", "prospect", "business", "individual")


@dataclass(slots=True)
class Effect:
    """Points and their limits. ``rest``: what is left of the words, a comma where something was taken out.

    ``amounts``: how many amounts of points were found; ``spans``: where. ``is_dashed``: a dash may mean minus.
    ``is_endless``: words say that it counts whenever it happened.
    ``is_single``: words say that it counts once, however often it happens.
    """

    rest: list[Token] = field(default_factory=list[Token])
    amount: Decimal | None = None
    amounts: list[tuple[int, int, Decimal]] = field(default_factory=list[tuple[int, int, Decimal]])
    each: bool = False
    limit: Decimal | None = None
    limit_times: int | None = None
    once_per: str = ""
    fade: str = ""
    window: str = ""
    notes: list[str] = field(default_factory=list[str])
    is_dashed: bool = False
    is_single: bool = False
    is_endless: bool = False

    @property
    def has_tally(self) -> bool:
        return self.each or self.limit is not None or self.limit_times is not None or bool(self.once_per)


def effect_of(tokens: Sequence[Token], lexicon: Lexicon) -> Effect:
    """All points and limits in a clause, taken out of its words."""
    effect = Effect(amounts=amounts_in(tokens, lexicon))
    starts = {start: (end, value) for start, end, value in effect.amounts}
    rest = effect.rest
    at = 0
    while at < len(tokens):
        t = tokens[at]
        fade = fade_at(tokens, at)
        if fade is not None:
            at, effect.fade = fade
            if "linearly" not in effect.fade and "50%" not in effect.fade:
                effect.notes.append(f"“{effect.fade.split()[1]}” is taken of what is left each time")
            _gap(rest, t)
            continue
        single = single_at(tokens, at) if effect.amounts else 0
        if single and not (single < len(tokens) and _is_period(tokens, single)):
            at, effect.is_single = single, True
            _gap(rest, t)
            continue
        is_apart = (
            t.is_word("once") and at and (tokens[at - 1].is_sign(",", "(") or at in {e for _, e, _ in effect.amounts})
        )
        if is_apart and effect.amounts and (at + 1 == len(tokens) or tokens[at + 1].is_sign(",", ")")):
            at, effect.is_single = at + 1, True  # "10 points, once, for …"
            _gap(rest, t)
            continue
        endless = _endless_at(tokens, at) if effect.amounts else 0
        if endless:
            at, effect.is_endless = endless, True
            _gap(rest, t)
            continue
        first = first_at(tokens, at) if effect.amounts else None
        if first is not None:
            at, effect.limit_times = first
            _gap(rest, t)
            continue
        once = once_at(tokens, at)
        if once is not None:
            at, effect.once_per = once
            _gap(rest, t)
            continue
        expiry = expiry_at(tokens, at)
        if expiry is not None:
            at, effect.window = expiry
            _gap(rest, t)
            continue
        most = _counted_at_most(tokens, at, rest) if effect.amount is not None else None
        if most is not None:
            at, effect.limit_times = most
            _gap(rest, t)
            continue
        limit = limit_at(tokens, at, lexicon)
        if limit is not None and limit[2] and at < min(starts, default=0) and not _is_each(tokens):
            limit = None  # "no more than 5 times: +10" is a condition
        if limit is not None and effect.amounts:
            at, value, is_times = limit
            if is_times:
                effect.limit_times = int(value)
            else:
                effect.limit = value
            if not is_times and tokens[at - 1].kind == "number" and _is_counted(tokens, at, effect, rest):
                effect.limit, effect.limit_times, at = None, int(value), at + 1  # "max 3 webinars"
            _gap(rest, t)
            continue
        if (
            at == 0
            and 0 not in starts
            and effect.amounts
            and t.is_word("give", "award", "assign", "add", "grant", "we", "reward")
        ):
            at += 1
            continue
        if at in starts:
            at, effect.amount = starts[at]
            size = words_at(
                tokens,
                at,
                phrases(
                    "each|apiece|every time|each time|a piece|for each|for every|per|every|a pop|per piece|"
                    "each and every"
                ),
            )
            if not size and at + 1 < len(tokens) and tokens[at].is_sign("/") and tokens[at + 1].kind == "word":
                size = 1  # "+5/email click"
            if not size and at + 1 < len(tokens) and tokens[at].is_word("a", "an") and _is_happening(tokens[at + 1]):
                size = 1  # "10 points a visit"
            if size and not _is_period(tokens, at + size):
                effect.each = True
                at += size
                at += _is_said_again(tokens, at, rest)
            _gap(rest, t)
            continue
        size = words_at(
            tokens,
            at,
            phrases("for each|for every|each time|every time|per every|each|every|per|for each time|whenever|any time"),
        )
        if size and at + size < len(tokens) and tokens[at + size].is_word(*_ONE_OF_THEM):
            at += size  # "every lead from Germany" is no event
            continue
        if size and at and tokens[at].is_word("any") and tokens[at - 1].is_word("at"):
            size = 0  # "a demo request at any time" is one
        is_each_of = t.is_word("each") and size == 1 and at + 1 < len(tokens) and tokens[at + 1].is_word("of")
        if size and effect.amounts and not _is_period(tokens, at + size) and not is_each_of:
            effect.each = True
            at += size
            _gap(rest, t)
            continue
        rest.append(t)
        at += 1
    if effect.is_endless and (effect.window or effect.fade or any(window_at(rest, i) for i in range(len(rest)))):
        effect.amounts = []  # "expires after 30 days, no time limit"
    if effect.is_single and (effect.has_tally or effect.fade):
        effect.amounts = []  # "each time, but only once"
    if len(effect.amounts) != 1:
        effect.amount = None
    effect.is_dashed = bool(effect.amounts) and effect.amounts[0][0] > 0 and _dash(tokens, effect.amounts[0][0])
    _without_empty_parentheses(rest)
    return effect


_ENDLESS: Final = phrases(
    "no time limit|no expiry|no expiration|no expiry date|without a time limit|without time limit|no matter when|"
    "regardless of when|whenever that was|whenever it was|no matter how long ago|however long ago|no matter how old|"
    "no limit in time|with no time limit|regardless of how long ago|at any time|no window|no date limit|"
    "it never expires|never expires|they never expire|never expire|does not expire|do not expire|no decay|all time|"
    "ever|whenever it happened|no matter when it happened|regardless of when it happened|regardless of date"
)


def _endless_at(tokens: Sequence[Token], at: int) -> int:
    """Where "no time limit on that one" ends; 0 if nothing like it begins here."""
    size = words_at(tokens, at, _ENDLESS)
    is_plain = words_at(tokens, at, phrases("at any time|all time|ever|regardless of when")) == size
    if not size or (at and not is_plain and not tokens[at - 1].is_sign(",", "(", ";", "-", ".")):
        return 0
    end = at + size
    end += words_at(
        tokens, end, phrases("on that one|on this one|on it|on that|on this|for that one|for this one|there")
    )
    closes = (",", ")", ";", ".", ":", "=") if is_plain else (",", ")", ";", ".")
    return end if end >= len(tokens) or tokens[end].is_sign(*closes) else 0


def _is_happening(t: Token) -> bool:
    return t.kind == "word" and stem(t.text) in (
        "visit",
        "view",
        "click",
        "download",
        "time",
        "open",
        "login",
        "session",
    )


def _is_each(tokens: Sequence[Token]) -> bool:
    return any(t.is_word("each", "every", "per", "whenever") for t in tokens)


def _is_said_again(tokens: Sequence[Token], at: int, before: Sequence[Token]) -> bool:
    """Whether the word behind "per" only says again what was counted: "pricing page visit +5 per visit"."""
    if at >= len(tokens) or tokens[at].kind != "word":
        return False
    if at + 1 < len(tokens) and not (tokens[at + 1].is_sign(",", "(", ")", ".") or _limits(tokens, at + 1)):
        return False
    said = {stem(t.text) for t in before if t.kind == "word"}
    again = stem(tokens[at].text) in said
    return bool(said) and (again or tokens[at].is_word("time", "occurrence", "instance", "one", "visit", "event"))


def _limits(tokens: Sequence[Token], at: int) -> bool:
    return words_at(tokens, at, phrases("up to|max|maximum|at most|capped|with a|but|limited to|no more than")) > 0


def _counted_at_most(tokens: Sequence[Token], at: int, before: Sequence[Token]) -> tuple[int, int] | None:
    """ "3 webinars at most" behind "webinar 10 points each": how many, and where it ends."""
    t = tokens[at]
    if t.kind != "number" or t.value is None or t.value != int(t.value) or t.unit not in ("", "x") or t.signed:
        return None
    if at + 2 >= len(tokens) or tokens[at + 1].kind != "word" or t.or_more or t.money or t.percent:
        return None
    again = {stem(x.text) for x in before if x.kind == "word"} | {"time", "event"}
    size = words_at(tokens, at + 2, phrases("at most|max|maximum|at the most|tops|only|at maximum|count|counted"))
    is_whole = at + 2 + size >= len(tokens) or tokens[at + 2 + size].is_sign(",", ")", ";", ".")
    return (at + 2 + size, int(t.value)) if size and is_whole and stem(tokens[at + 1].text) in again else None


def _is_counted(tokens: Sequence[Token], at: int, effect: Effect, before: Sequence[Token]) -> bool:
    """Whether the word behind a limit is what was counted: "10 per webinar, max 3 webinars"."""
    if at >= len(tokens) or tokens[at].kind != "word" or effect.limit is None or effect.limit != int(effect.limit):
        return False
    return stem(tokens[at].text) in {stem(t.text) for t in before if t.kind == "word"}


def _dash(tokens: Sequence[Token], at: int) -> bool:
    """Whether the number has a minus that may be a dash: "Pricing page -10" has a plain minus, "page - 10" has not."""
    return tokens[at].is_sign("-")


def _is_period(tokens: Sequence[Token], at: int) -> bool:
    if at >= len(tokens):
        return False
    if tokens[at].is_word("day", "week", "month", "fortnight", "quarter", "year", "hour"):
        return True
    return (
        tokens[at].kind == "number"
        and at + 1 < len(tokens)
        and tokens[at + 1].is_word("days", "weeks", "months", "day")
    )


def _gap(rest: list[Token], t: Token) -> None:
    if rest and not rest[-1].is_sign(",", "(", ":"):
        rest.append(Token("sign", ",", ",", t.start, t.start))


def _without_empty_parentheses(rest: list[Token]) -> None:
    i = 0
    while i < len(rest):
        if rest[i].is_sign("("):
            j = i + 1
            while j < len(rest) and (rest[j].is_sign(",") or rest[j].is_word("and", "a", "of", "with")):
                j += 1
            if j < len(rest) and rest[j].is_sign(")"):
                rest[i : j + 1] = [Token("sign", ",", ",", rest[i].start, rest[i].start)]
                continue
        i += 1


def shown(amount: Decimal) -> str:
    """ "add 10" or "subtract 10"."""
    return f"{'subtract' if amount < 0 else 'add'} {written(abs(amount))}"

"""Numbers written in words, and those that are written in several pieces: "a hundred and twenty", "EUR 5m", "1 000"."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from .tokens import Token

ONES: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES: Final = {"thousand": 1000, "million": 10**6, "mio": 10**6, "mn": 10**6, "billion": 10**9, "k": 1000}
_GROUPS: Final = {"hundred": 100, "dozen": 12, "couple": 2, **_SCALES}
_CURRENCIES: Final = ("eur", "euro", "euros", "usd", "gbp", "chf", "dollars", "dollar", "pounds", "francs")
_MONEY: Final = ("usd", "eur", "gbp", "dollars", "euro", "euros")
_WATCHED: Final = (
    "video videos webinar webinars recording recordings clip clips film tutorial tutorials episode episodes session "
    "replay demo movie course lesson presentation talk"
).split()
_PARTS: Final = {
    ("half",): "50", ("a", "half"): "50", ("two", "thirds"): "66.67", ("three", "quarters"): "75",
    ("a", "quarter"): "25", ("one", "quarter"): "25", ("a", "third"): "33.33", ("one", "third"): "33.33",
    ("one", "half"): "50",
}  # fmt: skip
_ROUND: Final = ("than", "over", "under", "above", "below", "least", "most", "to", "between", "from", "exceeds")


def with_number_words(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Words such as "twenty five", "a hundred", "a couple of" as numbers; "one of" stays as it is."""
    found: list[Token] = []
    tokens = _in_one_piece(tokens)
    at = 0
    while at < len(tokens):
        size = _part_at(tokens, at, found)
        if size:
            at += size
            continue
        number, end = _number_at(tokens, at)
        if end > at:
            said = _from_words(tokens[at:end], number)
            is_money = end < len(tokens) and tokens[end].is_word(*_MONEY) and tokens[end].start <= said.end + 1
            if is_money:  # "eight thousand dollars"
                coin = tokens[end]
                said = replace(said, money=coin.text, raw=f"{said.raw} {coin.raw}", end=coin.end)
            found.append(said)
            at = end + is_money
            continue
        found.append(tokens[at])
        at += 1
    return tuple(found)


def _number_at(tokens: Sequence[Token], at: int) -> tuple[Decimal, int]:
    """The number that words say here, and where they end; where they begin if there is none."""
    half = _half_at(tokens, at)
    if half is not None:
        return half
    start = at
    if tokens[at].is_word("a", "an") and at + 1 < len(tokens) and tokens[at + 1].is_word(*_GROUPS):
        at += 1
        if tokens[at].is_word("k", "mio", "mn"):
            return Decimal(0), start
    elif not tokens[at].is_word("hundred", "dozen", *ONES):
        return Decimal(0), start
    if tokens[at].is_word("one") and not _counts(tokens[at + 1] if at + 1 < len(tokens) else None):
        return Decimal(0), start
    total, here, scale = 0, 0, 10**12
    first = at
    while at < len(tokens) and tokens[at].kind == "word":
        word = tokens[at].text
        if word in ONES and (at == first or _adds(here, total, ONES[word])):
            here += ONES[word]
        elif word == "hundred" and here < 20 and (here or at == first):
            here = max(here, 1) * 100
        elif word in ("dozen", "couple") and (at == first or (word == "dozen" and 0 < here < 20)):
            here = max(here, 1) * _GROUPS[word]
            if at + 1 < len(tokens) and tokens[at + 1].is_word("of"):
                at += 1
        elif word in _SCALES and _SCALES[word] < scale and (here or at == first):
            scale = _SCALES[word]
            total, here = total + max(here, 1) * scale, 0
        elif word == "and" and _goes_on(tokens, at, here, total):
            pass
        else:
            break
        at += 1
    return Decimal(total + here), at


def _adds(here: int, total: int, more: int) -> bool:
    """Whether a number is said on: "twenty" + "five", "two hundred" + "fifty"."""
    if here == 0:
        return total > 0
    tens = here % 100
    return (tens == 0 and here >= 100) or (20 <= tens <= 90 and tens % 10 == 0 and 0 < more < 10)


def _goes_on(tokens: Sequence[Token], at: int, here: int, total: int) -> bool:
    """ "a hundred and twenty employees"."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    is_round = (here >= 100 and here % 100 == 0) or (total > 0 and here == 0)
    return is_round and behind is not None and behind.is_word(*ONES) and not behind.is_word("one", "zero")


def _half_at(tokens: Sequence[Token], at: int) -> tuple[Decimal, int] | None:
    """ "half a million", "half a dozen", "two and a half million"."""
    words = [t.text if t.kind == "word" else "" for t in tokens[at : at + 5]]
    if words[:2] == ["half", "a"] and words[2:3] and words[2] in ("million", "dozen", "billion", "thousand"):
        return Decimal(_GROUPS[words[2]]) / 2, at + 3
    if len(words) > 3 and words[0] in ONES and 0 < ONES[words[0]] < 20 and words[1:4] == ["and", "a", "half"]:
        scale = _SCALES.get(words[4], 1) if len(words) > 4 else 1
        return (ONES[words[0]] + Decimal("0.5")) * scale, at + 4 + (scale > 1)
    return None


def _part_at(tokens: Sequence[Token], at: int, found: list[Token]) -> int:
    """Puts "50 %" for "half" of "half of a video"; how many words that were."""
    for words, percent in _PARTS.items():
        end = at + len(words)
        if end >= len(tokens) or [t.text for t in tokens[at:end]] != list(words) or tokens[at].kind != "word":
            continue
        of = end + tokens[end].is_word("of")
        noun = of + (of < len(tokens) and tokens[of].is_word("a", "the", "an", "our", "any", "one", "it"))
        is_of_it = of > end and noun > of and tokens[of].is_word("it")
        if noun == end or (not is_of_it and not any(t.is_word(*_WATCHED) for t in tokens[noun : noun + 3])):
            continue
        raw = " ".join(t.raw for t in tokens[at:end])
        found.append(Token("number", raw, raw, tokens[at].start, tokens[end - 1].end, Decimal(percent), percent=True))
        if of == end:
            found.append(Token("word", "of", "of", tokens[end - 1].end, tokens[end - 1].end))
        return end - at
    return 0


def _counts(following: Token | None) -> bool:
    """Whether a "one" before this word is a number: not in "one of", "any one", "one who"."""
    return following is not None and following.kind == "word" and following.text not in ("of", "who", "that", "in")


def _from_words(tokens: Sequence[Token], value: Decimal) -> Token:
    raw = " ".join(t.raw for t in tokens)
    return Token("number", raw, raw, tokens[0].start, tokens[-1].end, value)


# --- numbers in several pieces


def _in_one_piece(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """ "1 000", "2,5k", "50k€", "EUR 5m", "3 x"."""
    found: list[Token] = []
    for i, t in enumerate(tokens):
        last = found[-1] if found else None
        before = found[-2] if len(found) > 1 else None
        behind = tokens[i + 1] if i + 1 < len(tokens) else None
        if t.kind == "number" and last is not None and t.value is not None:
            joined = _thousands(last, t, before) or _with_decimals(before, last, t)
            if joined is not None:
                found[-1 if last.kind == "number" else -2 :] = [joined]
                continue
            is_money = last.is_word(*_CURRENCIES) and not (before is not None and before.kind == "number")
            if is_money and not (t.signed or t.percent or t.unit or t.money):
                found[-1] = replace(t, money=last.text, raw=f"{last.raw} {t.raw}", start=last.start)
                continue
        if last is not None and last.kind == "number" and t.start <= last.end + 1 and not last.percent:
            if t.is_sign("€", "$", "£") and not last.money and not last.signed:
                found[-1] = replace(last, money=t.text, raw=last.raw + t.raw, end=t.end)
                continue
            if t.is_sign("+") and last.money and not (behind is not None and behind.kind == "number"):
                found[-1] = replace(last, or_more=True, raw=last.raw + t.raw, end=t.end)
                continue
        if t.is_word("x") and _is_plain(last) and behind is not None and behind.kind == "word":
            assert last is not None
            found[-1] = replace(last, unit="x", raw=f"{last.raw} x", end=t.end)
            continue
        if _is_plain(t) and last is not None and last.is_word("x") and before is not None and before.kind == "word":
            ends = behind is None or behind.kind == "sign" or behind.is_word("in", "within", "over", "per", "and")
            if ends and t.value is not None and 1 < t.value < 100:
                found[-1] = replace(t, unit="x", raw=f"x {t.raw}", start=last.start)
                continue
        found.append(t)
    return tuple(found)


def _is_plain(t: Token | None) -> bool:
    return (
        t is not None
        and t.kind == "number"
        and not (t.signed or t.unit or t.money or t.percent or t.or_more)
        and t.value is not None
        and t.value == int(t.value)
    )


def _thousands(first: Token, second: Token, before: Token | None) -> Token | None:
    """ "1 000" of "over 1 000 employees"."""
    if first.kind != "number" or not first.raw.lstrip("$€£ +-").isdigit() or len(first.raw.lstrip("$€£ +-")) > 3:
        return None
    digits = second.raw[:3]
    is_group = len(digits) == 3 and digits.isdigit() and not second.raw[3:4].isdigit()
    if second.start != first.end + 1 or not is_group or second.signed or second.money or first.value is None:
        return None
    is_compared = before is not None and (before.is_word(*_ROUND) or before.is_sign(">", "<", ">=", "<=", "-"))
    if digits != "000" and not (is_compared and digits.endswith("00")):
        return None
    assert second.value is not None
    value = first.value * 1000 + second.value
    return replace(
        second, value=value, raw=f"{first.raw} {second.raw}", start=first.start, signed=first.signed, money=first.money
    )


def _with_decimals(whole: Token | None, comma: Token, part: Token) -> Token | None:
    """ "2,5k" and "1,5 Mio": a comma before decimals, where a word for thousands or millions follows."""
    if whole is None or whole.kind != "number" or not comma.is_sign(",") or not whole.raw.lstrip("$€£ ").isdigit():
        return None
    digits = part.raw[: len(part.raw) - len(part.raw.lstrip("0123456789"))]
    is_near = whole.end == comma.start and comma.end == part.start
    if not is_near or not digits or len(digits) > 2 or part.value is None or part.signed or part.unit:
        return None
    scale = part.value / Decimal(digits) if Decimal(digits) else Decimal(1)
    if scale < 1000:
        return None
    value = Decimal(f"{whole.raw.lstrip('$€£ ')}.{digits}") * scale
    return replace(part, value=value, raw=f"{whole.raw},{part.raw}", start=whole.start, money=whole.money or part.money)

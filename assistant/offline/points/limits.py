"""What limits points: up to 30, once per day, halve every 14 days, expires after 60 days."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.times import bare_window_at, length_at
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from ..names.saying import said_at

UNIT: Final = phrases("points|point|pts|pt|p")


_PERIODS: Final = {"day": "day", "daily": "day", "week": "week", "weekly": "week", "month": "month", "monthly": "month"}


def ends_part(tokens: Sequence[Token], at: int) -> bool:
    return (
        at >= len(tokens)
        or tokens[at].is_sign(",", ")", "(", ";", ".")
        or tokens[at].is_word("and", "for", "if", "when", "each", "to", "per", "every", "max", "up", "but", "once")
    )


def limit_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, Decimal, bool] | None:
    """ "up to 30", "max 50 points", "capped at 20", "30 max"; whether it counts times."""
    size = words_at(
        tokens,
        at,
        phrases(
            "up to|max|maximum|max of|maximum of|a maximum of|capped at|cap at|cap of|cap|limited to|limit of|"
            "no more than|not more than|at most|up to a maximum of|up to max|with a max of|with a maximum of|"
            "with a cap of|to a maximum of|limit|capped to|up to a max of|but no more than|but not more than|but max|"
            "up to a total of|up to a maximum total of|topping out at|tops out at|to a max of|capping at|but at most|"
            "never more than|but never more than|tops|ceiling|ceiling of|ceiling at|with a ceiling of|topped at|"
            "topping at|not to exceed|not exceeding|never exceeding|never exceeds|may not exceed|can not exceed|"
            "does not exceed|should not exceed|must never exceed|should never exceed|may never exceed|do not exceed|"
            "will not exceed|is capped at|are capped at|is limited to|are limited to|never goes above|never goes over|"
            "can never exceed|must not exceed|to a ceiling of|and no more than|"
            "max at|maxed at|maxes out at|maxing out at|maxed out at|max out at|stop at|stops at|stopping at|"
            "to a limit of|with a limit of|upper limit|upper limit of|and at most|capped|limit to|caps at|"
            "limiting to|never over|not over|but not over|total cap|total cap of|overall cap|overall max|"
            "overall max of"
        ),
    )
    i = at + size
    if size and tokens[at].is_word("limit") and at and any("limit" in s.own for s in lexicon.sources):
        size = 0 if not any(t.kind == "number" for t in tokens[:at]) else size  # "hit the limit: 5", which is an event
    if size:
        i += i < len(tokens) and tokens[i].is_sign(".", ":")
        t = tokens[i] if i < len(tokens) else None
        if t is None or t.kind != "number" or t.value is None or t.money or t.percent or t.or_more or t.signed == "+":
            return None
        if t.signed and not any(x.signed == "-" for x in tokens[:at]):
            return None  # "never more than -15" limits only what is taken away
        end = i + 1
        if t.unit == "x":
            return end, t.value, True
        if not t.may_be_points:
            return None
        if end < len(tokens) and tokens[end].is_word("times", "x", "occurrences"):
            return end + 1, t.value, True
        end += words_at(tokens, end, UNIT)
        end += words_at(
            tokens,
            end,
            phrases("in total|total|in all|altogether|overall|max|maximum|for all|all together|per lead|combined"),
        )
        if end < len(tokens) and (tokens[end].is_sign("/") or tokens[end].is_word("per", "a", "each", "every")):
            return None
        if (
            t.unit == ""
            and tokens[end - 1] is t
            and not (ends_part(tokens, end) or tokens[at].is_word("max", "cap", "capped", "maximum", "limited"))
        ):
            return None
        if any(said_at(tokens, end, f) for f in lexicon.fields if str(f.type or "") == "number"):
            return None
        return end, t.value, False
    t = tokens[at]
    if t.kind == "number" and t.value is not None and not t.signed and not t.or_more and t.may_be_points:
        end = at + 1 + words_at(tokens, at + 1, UNIT)
        after = words_at(
            tokens,
            end,
            phrases(
                "max|maximum|cap|tops|total max|at most|in total max|max total|ceiling|limit|total cap|cap in total"
            ),
        )
        if after and ends_part(tokens, end + after):
            return end + after, t.value, False
    return None


_AT_MOST: Final = phrases(
    "max|at most|only|maximum|limit|limited to|no more than|count at most|counting at most|count only|but only|"
    "only count|counting only|not more than|count no more than|we count at most|we only count|counted at most|"
    "up to|with a max of|with at most|but count at most|but count only|but count no more than|but at most"
)


_LASTING: Final = phrases(
    "have been|has been|are|is|were|was|stay|stayed|remain|remained|been|have had|has had|have|has|pay|had been|"
    "they have been|they are|they stay|they were|he is|she is|they have|they remain|they have had|they pay"
)
"""What lasts for all of that time, and does not happen in it."""


def once_at(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """ "once per day", "but at most one a week"."""
    if tokens[at].is_word("but", "though") and at + 1 < len(tokens):
        at += 1
    day = words_at(tokens, at, phrases("for each|for every|each|every|per|for any"))
    if day and at + day < len(tokens) and tokens[at + day].is_word("day", "week", "month"):
        behind = words_at(
            tokens,
            at + day + 1,
            phrases("on which|in which|that|when|they|with|where|on which they|in which they|he|she"),
        )
        lasts = words_at(tokens, at + day + 1 + behind, _LASTING)
        if behind and not lasts:  # "3 points for each day on which they open a mail"
            return at + day + 1 + behind, tokens[at + day].text
    size = words_at(
        tokens,
        at,
        phrases(
            "once per|once a|once every|once each|only once per|only once a|max once per|max once a|at most once per|"
            "at most once a|no more than once per|no more than once a|max 1 per|counted once per|but only once per|"
            "but only once a|maximum once per|not more than once per|not more than once a|but only count once per|"
            "counting once per|one per|max one per|limited to once per|limit once per|limit one per|counts once per|"
            "counts once a|but max once per|but at most once per|only one per|once in a"
        ),
    )
    if not size:
        for head in (*_AT_MOST, ()):
            n = words_at(tokens, at, (head,)) if head else 0
            i = at + n
            if (
                i + 2 < len(tokens)
                and tokens[i].kind == "number"
                and tokens[i].value == 1
                and (n or not tokens[i].signed)
            ):
                after = words_at(tokens, i + 1, phrases("per|a|x per|time per|time a"))
                if tokens[i + 1].is_sign("/"):
                    after = 1
                if after and not tokens[i].unit.startswith("p"):
                    size = n + 1 + after
                    break
    i = at + size
    if not size or i >= len(tokens) or tokens[i].kind != "word":
        return None
    t = tokens[i]
    if t.text == "calendar" and i + 1 < len(tokens):
        i, t = i + 1, tokens[i + 1]
    if t.text in _PERIODS:
        end = i + 1 + words_at(tokens, i + 1, phrases("counts|count|is counted|are counted|will count|scores|only"))
        return end, _PERIODS[t.text]
    i += words_at(tokens, i, phrases("different|unique|distinct|individual"))
    return (i + 1, f"property:{tokens[i].text}") if i < len(tokens) and tokens[i].kind == "word" else None


def _counted_window(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """ "only the last 30 days count", "counting only the last 30 days", "looking at the last 90 days only"."""
    i = at + words_at(tokens, at, phrases("and|but"))
    size = words_at(
        tokens,
        i,
        phrases(
            "only|only count|counting only|only counting|we only count|only look at|looking at|looking only at|"
            "only consider|considering|considering only|count only|only counts|we look at|we only look at|only for"
        ),
    )
    found = bare_window_at(tokens, i + size)
    if found is None or not any(t.is_word("last", "past", "previous") for t in tokens[i + size : found[1]]):
        return None
    if not size and at and tokens[at - 1].is_sign(",", "(", ";"):
        says = tokens[found[1] - 1].is_word("only")
        size = int(says) or words_at(tokens, found[1], phrases("count|counts"))  # "max 25, last 30 days only"
    if not size:
        return None
    end = found[1] + words_at(tokens, found[1], phrases("count|counts|matter|matters|are counted|is counted|only"))
    closes = end >= len(tokens) or tokens[end].is_sign(",", ")", ";", ".") or tokens[end].is_word("and", "but")
    return (end, found[0].text) if closes else None


def expiry_at(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    counted = _counted_window(tokens, at)
    if counted is not None:
        return counted
    if any(t.kind == "number" and t.value == 0 for t in tokens[at : at + 6]):
        tokens = [replace(t, kind="word", text="zero") if t.kind == "number" and t.value == 0 else t for t in tokens]
    i = at + words_at(tokens, at, phrases("and|which|it|that|points|the points|these points|this"))
    size = words_at(
        tokens,
        i,
        phrases(
            "count only for|counts only for|should only count for|expires after|expire after|expiring after|expires in|"
            "expire in|valid for|expires|that expire after|"
            "is valid for|are valid for|and expire after|good for|counts for|lasts|last for|lasts for|expiring in|"
            "should expire after|gone after|is gone after|are gone after|be gone after|drops to zero after|"
            "drop to zero after|goes to zero after|go to zero after|dropping to zero after|going to zero after|"
            "is worthless after|are worthless after|disappear after|disappears after|disappearing after|vanish after|"
            "vanishes after|no longer count after|no longer counts after|stop counting after|stops counting after|"
            "does not count after|do not count after|wear off after|wears off after|fall off after|falls off after|"
            "falling off after|drop off after|drops off after|dropping off after|forgotten after|forget after|"
            "is forgotten after|are forgotten after|go back to zero after|goes back to zero after|"
            "fall back to zero after|falls back to zero after|fall to zero after|falls to zero after|is reset after|"
            "are reset after|are reset to zero after|is reset to zero after|are removed again after|lapse after|"
            "lapses after|only valid for|only good for|"
            "only counts for|only count for|is only valid for|expiry after|expiration after|expiry|expiration|"
            "expire within|expires within|runs out after|run out after|ends after|removed after|are removed after|"
            "is removed after|valid|stays for|stay for|worth nothing after|are worth nothing after|"
            "is worth nothing after|expired after|zero after|back to zero after|resets after|expiry of|expiry in|"
            "remains for|remain for|kept for|should disappear after|should drop off after|should be gone after"
        ),
    )
    if not size:
        named = length_at(tokens, i)  # "30-day expiry"
        behind = words_at(tokens, named[1], phrases("expiry|expiration|validity|shelf life")) if named else 0
        return (named[1] + behind, named[0].text) if named and behind else None
    size += i + size < len(tokens) and tokens[i + size].is_sign(":", "=")
    length = length_at(tokens, i + size)
    return None if length is None else (length[1], length[0].text)

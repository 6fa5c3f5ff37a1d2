"""How many of a list have to hold: any of these, all of them, at least two of the following."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from ...reading.numbers import bound_at, phrases, words_at
from ...reading.times import Length, bare_window_at, window_at
from ...reading.tokens import Token

_TAILS: Final = phrases(
    "these|those|the following|the following things|following|these things|them|these actions|"
    "the following actions|these criteria|the following criteria|the following conditions|these conditions|"
    "the below|below|the following signals|these signals|our criteria|the criteria|the list below|"
    "the following activities|these activities|the following events|the four|the three|these events"
)

_FULFILLED: Final = phrases(
    "is true|are true|apply|applies|holds|hold|are met|is met|are fulfilled|is fulfilled|are satisfied|is satisfied|"
    "must be met|must hold|must apply|must be true|have to be met|are given|need to be true|has to be true|is the case|"
    "must be fulfilled|are true for them|are in place|needs to be met|need to be met|is given"
)


@dataclass(frozen=True, slots=True)
class Head:
    """ "At least two of the following", with a window if one is named."""

    least: Literal["all", "any"] | int
    end: int
    window: str = ""
    notes: tuple[str, ...] = ()


_FILL: Final = phrases(
    "for|for any lead who|for anyone who|for anybody who|for everyone who|for leads who|for those who|for people who|"
    "for leads that|if they|when they|they|someone|if someone|anyone who|if a lead|a lead|for someone who|to anyone who"
)
"""What may stand before it and says nothing more."""

_OF: Final = phrases("of|out of|from among|among|from")


def head_at(tokens: Sequence[Token], at: int) -> Head | None:
    """How many of a list have to hold, where it is said."""
    i = at
    i += words_at(tokens, i, _FILL)
    i += words_at(
        tokens,
        i,
        phrases(
            "has done|have done|did|has|have|done|does|meets|meet|must have|matches|plus|performed|has performed|"
            "must meet|hits|ticks|satisfies|requires|must do|doing|having done|meeting|showing|hitting|ticking"
        ),
    )
    least: Literal["all", "any"] | int
    size = words_at(
        tokens,
        i,
        phrases(
            "any of|any one of|one of|at least one of|one or more of|either of|any|any one|at least one|one or more|"
            "either|any single one of"
        ),
    )
    end = 0
    if size == 1 and tokens[i].is_word("any") and i + 1 < len(tokens) and tokens[i + 1].kind == "number":
        size = 0  # "any two of"
    if size:
        least, end = "any", i + size
        if tokens[end - 1].text not in ("of",) and not _ends_head(tokens, end):
            return None
    else:
        size = words_at(tokens, i, phrases("all of|each of|every one of|all|both of"))
        size += int(size == 1) and words_at(tokens, i + 1, phrases("two|three|four|five|six|2|3|4|5|6"))
        if size:
            least, end = "all", i + size
            if tokens[end - 1].text != "of" and not _ends_head(tokens, end):
                return None
        else:
            i += words_at(tokens, i, (("any",),))
            found = bound_at(tokens, i)
            if found is None or found[0].low is None or found[0].low != int(found[0].low) or found[0].money:
                return None
            if not found[0].low_included or (found[0].high is not None and not found[0].exact):
                return None
            end = found[1]
            size = words_at(tokens, end, _OF)
            total_at = (
                end + size + words_at(tokens, end + size, phrases("the|these|those|our|all|a list of|the list of"))
            )
            total = bound_at(tokens, total_at) if size else None
            if total is not None and total[0].exact and (of := words_at(tokens, total[1], phrases("of|from|among"))):
                size = total[1] + of - end  # "two out of three of"
            elif total is not None and total[0].exact and _is_total(tokens, total_at, total[1]):
                size = total[1] - end  # "3 out of these 5", "2 of 4:"
            if not size:
                return None
            least, end = int(found[0].low), end + size
            if least == 1:
                least = "any"
    end += words_at(tokens, end, _TAILS)
    end += words_at(tokens, end, (("happened",), ("occurred",), ("took", "place"), ("have", "happened")))
    counted = bound_at(tokens, end)
    if (
        counted is not None
        and counted[0].exact
        and end < len(tokens)
        and (tokens[end - 1].is_word("these", "the", "following", "of"))
    ):
        following = counted[1] + words_at(
            tokens,
            counted[1],
            phrases("things|criteria|conditions|following|actions|signals"),
        )
        is_told = words_at(tokens, following, _FULFILLED) > 0
        is_told = is_told or tokens[following - 1].is_word("criteria", "conditions", "things", "signals", "actions")
        if is_told or following >= len(tokens) or tokens[following].is_sign(":", "(", ")", "-"):
            end = following
    window, notes = "", list[str]()
    if end < len(tokens) and tokens[end].is_sign(","):
        found_window = bare_window_at(tokens, end + 1)
        if found_window is not None:
            end -= 0
            window, end = found_window[0].text, found_window[1]
            notes += [found_window[0].assumption] if found_window[0].assumption else []
    elif end < len(tokens):
        found_window = window_at(tokens, end)
        if found_window is None and tokens[end].is_sign("("):
            inner = bare_window_at(tokens, end + 1)
            if inner is not None and inner[1] < len(tokens) and tokens[inner[1]].is_sign(")"):
                found_window = inner[0], inner[1] + 1
        if found_window is not None:
            window, end = found_window[0].text, found_window[1]
            notes += [found_window[0].assumption] if found_window[0].assumption else []
    end += words_at(tokens, end, _FULFILLED)
    return Head(least, end, window, tuple(notes))


def window_behind(tokens: Sequence[Token], of_all: bool = False) -> tuple[Sequence[Token], Length] | None:
    """ "… - all in the last 30 days": the list without its end, and the window of all of it. ``of_all``: only where
    it is said that it is of all."""
    for at in range(len(tokens) - 2, 1, -1):
        if not tokens[at].is_sign("-", ",", ";"):
            continue
        size = words_at(tokens, at + 1, _OF_ALL)
        found = bare_window_at(tokens, at + 1 + size)
        is_said = size or (tokens[at].is_sign("-") and not of_all)
        if found is not None and found[1] == len(tokens) and is_said:
            return tokens[:at], found[0]
        return None
    return None


def _is_total(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the number that is read is that of all members: "3 out of these 5 in 30 days", not "3 of 5 visits"."""
    is_alone = end >= len(tokens) or tokens[end].is_sign(":", "(", ")", "-", ",") or window_at(tokens, end) is not None
    return is_alone and tokens[start].kind == "number"


_OF_ALL: Final = phrases(
    "all|all of it|all of them|everything|all of these|each|all these|all of this|all this|both|both of them|"
    "each of them"
)


def _ends_head(tokens: Sequence[Token], at: int) -> bool:
    if at >= len(tokens) or tokens[at].is_sign(":", ",", ")", "("):
        return True
    return bool(words_at(tokens, at, _TAILS)) or window_at(tokens, at) is not None

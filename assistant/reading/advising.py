"""What stands before or behind a rule and only says that it is advised, or who thinks so: "we recommend awarding 30
points to …", "it is proposed that …", "from what I've seen, …", "…, full stop", "…, don't you?"."""

from collections.abc import Sequence
from typing import Final

from .instead import instead
from .numbers import phrases, words_at
from .tokens import Token

_ADVICE: Final = phrases(
    "|".join(
        f"{who} {advise}{that}"
        for who in ("we", "i", "we would", "i would", "we also", "we further", "we strongly", "our team", "the team")
        for advise in ("recommend", "recommends", "suggest", "suggests", "propose", "proposes", "advise", "advises")
        for that in ("", " that", " to")
    )
    + "|it is recommended that|it is proposed that|it is suggested that|it is advised that|it is recommended to|"
    "it is suggested to|it is proposed to|our recommendation is that|our recommendation is to|our recommendation is|"
    "our advice is to|our proposal is to|our proposal is that|our suggestion is to|it has been agreed that|"
    "it was agreed that|it has been decided that|it was decided that|it was decided to|it is agreed that|"
    "the committee decided that|the board has decided that|the board decided that|management has decided that|"
    "management wants us to|management decided that|the steering committee decided that|"
    "make sure that|please make sure that|please make sure|please ensure that|please ensure|ensure that|"
    "please see to it that|see to it that|kindly ensure that|please note that|kindly note that|note that"
)
_THINKING: Final = phrases(
    "from what i have seen|from what we have seen|from what i see|from what we see|in my experience|in our experience|"
    "from experience|from my experience|from our experience|as far as i can tell|as far as we can tell|to be honest|"
    "honestly|frankly|look|listen|you see|if you ask me|to be frank|between you and me|to cut it short|in short|"
    "long story short|to keep it simple|as a rule of thumb|by my reckoning|the way i see it|in practice|as a rule|"
    "in principle|on principle|in general|generally speaking|for the record|as everybody knows|as you know|"
    "as we all know|to my mind|for crying out loud|for goodness sake|for heaven's sake|for what it is worth|"
    "by now|mind you|first things first|the most important thing|most importantly|above all|last thing|one last thing|"
    "one more thing|another thing|oh and another thing|what else|oh and|then again|come to think of it|let us see|"
    "let me think|let me see|well then|all right|alright|right then|okay then|now then|now|team|folks|guys"
)
_TAGS: Final = phrases(
    "full stop|period|end of story|simple as that|it is as simple as that|no discussion|no ifs or buts|no exceptions|"
    "no ifs no buts|do not you think|do not you|would not you say|would not you|is not it|are not they|right|you know|"
    "you see|and that is that|and that is it|that is it|that is all|i reckon|i suppose|easy|job done|end of|"
    "as simple as that|that simple|if i may say so|is what i think|i would have thought|or so i think|i believe|"
    "we think|we believe|in my experience|in our experience|to be honest|to be fair|frankly|honestly|believe me|"
    "trust me|i dare say|i should think|simple|that goes without saying|goes without saying|needless to say"
)
_DOING: Final = {
    "awarding": "award", "giving": "give", "adding": "add", "deducting": "deduct", "subtracting": "subtract",
    "assigning": "assign", "granting": "give", "removing": "remove", "excluding": "exclude",
    "disqualifying": "disqualify", "taking": "take", "allocating": "award", "crediting": "award", "putting": "put",
    "attributing": "award",
}  # fmt: skip
_FROM: Final = phrases(
    "effective|effective from|effective as of|starting|starting from|as of|from|with effect from|beginning|valid from"
)
_DAYS: Final = "monday tuesday wednesday thursday friday saturday sunday today tomorrow now immediately".split()


def as_rule_said(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The clause without the advice and the thinking around it."""
    found = tuple(tokens)
    for _ in range(3):
        shorter = _behind_tag(_behind_start(_advised(_thinking(found))))
        if shorter == found or not shorter:
            break
        found = shorter
    return found


def _thinking(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    size = words_at(tokens, 0, _THINKING)
    if size and size + 1 < len(tokens) and tokens[size].is_sign(",", "-", "!"):
        return tokens[size + 1 :]
    return tokens


def _behind_start(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "Effective Monday: demo requests 40" without from when on it holds."""
    size = words_at(tokens, 0, _FROM)
    end = size + 1
    is_day = size and end < len(tokens) and tokens[size].is_word(*_DAYS)
    if is_day and tokens[end].is_sign(":", ",") and end + 1 < len(tokens):
        return tokens[end + 1 :]
    return tokens


def _advised(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    size = words_at(tokens, 0, _ADVICE)
    if not size or size + 2 >= len(tokens):
        return tokens
    first = tokens[size]
    if first.kind == "word" and first.text in _DOING:
        return *instead([first], _DOING[first.text]), *tokens[size + 1 :]
    is_plain = tokens[size - 1].is_word("that", "to", "sure", "is", "ensure")
    if not is_plain and not first.is_word("a", "an", "the", "to", "every", "each", "all", "everyone", "anyone"):
        return tokens
    return tokens[size:]


def _behind_tag(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    for at in range(len(tokens) - 2, max(len(tokens) - 8, 1), -1):
        if not tokens[at].is_sign(",", "-"):
            continue
        size = words_at(tokens, at + 1, _TAGS)
        if size and at + 1 + size == len(tokens):
            return tokens[:at]
    return tokens

"""What people say when they speak: "uhm", "you know", "okay so", and other words that mean nothing in a rule."""

from collections.abc import Callable, Sequence
from typing import Final

from .numbers import phrases, words_at
from .tokens import Token

_HUMS: Final = frozenset("um uh uhm umm uhh erm er hmm hm mhm ehm eh ah hmmm mmm uhmm ahem umh aah oh ooh".split())
_ANYWHERE: Final = phrases(
    "basically|literally|honestly|obviously|of course|please|pls|plz|kindly|to be honest|frankly|if you will|"
    "as it were|so to say|so to speak|needless to say|naturally|needless|essentially|automatically|if you like|"
    "how do you say|how shall i say|how should i say|how to say|what do you call it|pretty please|tbh|btw"
)
"""What can be left out wherever it stands."""
_ASIDES: Final = phrases(
    "you know|i mean|like|like i said|as i said|as i say|i guess|i think|i suppose|i believe|i would say|i reckon|"
    "let us say|right|okay|ok|yeah|yes|well|so|anyway|by the way|for now|for the moment|you see|let me see|"
    "let me think|"
    "what else|actually|in a nutshell|sure|alright|all right|got it|fine|cool|great|as you know|as far as i know|"
    "if possible|if you can|thanks|thank you|say|look|listen|mind you|okay so|ok so|so yeah|yeah so|"
    "as we said|as we discussed|as discussed|if i remember correctly|if i am not mistaken|like we said|"
    "in my opinion|imo|imho|i would think|in principle|as mentioned|at the end of the day"
)
"""What can be left out between commas."""
_OPENINGS: Final = phrases(
    "okay|ok|okay so|ok so|alright|all right|right|right so|yeah|yeah so|so yeah|yep|yes|well|so|now|anyway|hey|"
    "look|listen|so basically|you know|i mean|let me see|let me think|let us see|what else|right then|now then|"
    "sure|so like|like|so the thing is|the thing is|so first|and yeah|so i think|i guess|so i guess|i mean so|"
    "so what we want is|what i want is|what we want is|so what i want is|so listen|okay then|ok then|okay well|so well|"
    "cool|great|fine|so now|okay now|so again|again|okay next|next|next one|next up|so next|first off|first up|"
    "first thing|first thing is|second thing|next thing|another thing|last thing|one last thing|the other thing|"
    "the first thing is|the next thing is|the last thing is|the second thing is|finally|lastly|firstly|secondly|"
    "thirdly|and yeah|and so|and obviously|and basically|oh and|and oh|and well|and okay|and honestly|oh yeah|oh yes|"
    "oh and yeah|ah and|and uh|and um|one thing|one more|one more thing is|"
    "moving on|what i am thinking is|i was thinking|so i was thinking|here is the thing|so here is the thing"
)
"""What can be left out at the beginning, where more follows."""
_MEANING: Final = (
    "like right yes well sure cool great fine next now look listen finally lastly firstly secondly thirdly".split()
)
"""What may mean something where no comma follows: "great fit", "well established"."""
_AT_ONCE: Final = phrases(
    "straight away|right away|immediately|instantly|at once|straightaway|right off the bat|off the bat|on the spot|"
    "directly|then and there|there and then|from the start|just like that|every single time|no questions asked"
)
"""What changes nothing behind what a lead gets or becomes."""
_FOR_US: Final = phrases(
    "for us|for me|to us|to me|in our case|in our book|in my book|in our world|in our company|for our team|in our eyes|"
    "in my eyes|for our purposes|in our opinion"
)
_OF_A_COUNTRY: Final = (
    "companies company leads lead firms businesses customers people contacts accounts prospects based and or only"
).split()
"""What follows "for us" where it is the country."""
_OURS: Final = "mql mqls sql sqls sal pql qualified lead hot warm".split()
_NO_COMMA_BEHIND: Final = frozenset(
    """is are was were be the a an of to in on at for with by and or if when that which who has have had not no than
    our their his her more less over under between from least most worth gets get also but as last past""".split()
)
_LIKE_BEFORE: Final = phrases(
    "at least|more than|less than|fewer than|over|under|at most|up to|the last|the past|about"
)
_MEASURES: Final = frozenset(
    """points point pts times days day weeks week months month minutes hours percent employees people years pages visits
    clicks downloads""".split()
)
_AFTER_AT_ONCE: Final = (
    "becomes",
    "become",
    "makes",
    "qualifies",
    "disqualified",
    "disqualify",
    "gets",
    "get",
    "an",
    "mql",
    "sql",
)


def without_hums(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words without "um" and "uh"."""
    return _without(tokens, 0, lambda at, found: int(_is_hum(tokens[at])))


def without_fillers(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words without those that only people who speak put in."""
    return _without(tokens, _after_opening(tokens), lambda at, found: _filler_at(tokens, at, found))


def _is_hum(t: Token) -> bool:
    return t.is_word(*_HUMS) and not t.raw.isupper()


def _without(tokens: Sequence[Token], at: int, filler_at: Callable[[int, Sequence[Token]], int]) -> tuple[Token, ...]:
    found: list[Token] = []
    is_gap = False
    while at < len(tokens):
        size = filler_at(at, found)
        if size:
            at += size
            is_gap = True
            continue
        t = tokens[at]
        if is_gap and t.is_sign(","):
            is_double = not found or found[-1].is_sign(",", ":", ";", "(")
            is_number = at + 1 < len(tokens) and tokens[at + 1].kind == "number"
            if is_number and found and found[-1].is_sign(",") and len(found) > 1 and found[-2].kind == "word":
                found.pop()
                is_double = True  # "managers, let's say, five"
            if is_double or found[-1].is_word(*_NO_COMMA_BEHIND):
                at += 1
                continue
        if found and found[-1].is_sign(",") and is_gap and len(found) > 1 and found[-2].is_word(*_NO_COMMA_BEHIND):
            found.pop()
        found.append(t)
        is_gap = False
        at += 1
    while len(found) > 1 and is_gap and found[-1].is_sign(","):
        found.pop()
    return tuple(found) if any(t.kind != "sign" for t in found) else tuple(tokens)


def _after_opening(tokens: Sequence[Token]) -> int:
    at = 0
    while at < len(tokens):
        size = words_at(tokens, at, _OPENINGS)
        if not size and tokens[at].is_word(*_HUMS):
            size = 1
        if not size:
            break
        end = at + size
        while end < len(tokens) and tokens[end].is_sign(",", "-", "!"):
            end += 1
        is_name = end < len(tokens) and (tokens[end].is_sign(":", "=", "|") or tokens[end].kind == "number")
        if end >= len(tokens) or is_name or (tokens[at].is_word(*_MEANING) and size == 1 and end == at + size):
            break
        at = end
    return at


def _filler_at(tokens: Sequence[Token], at: int, before: Sequence[Token]) -> int:
    """How many tokens that mean nothing stand here."""
    t = tokens[at]
    if t.kind != "word":
        return 0
    if _is_hum(t):
        return 1
    size = words_at(tokens, at, _ANYWHERE)
    if size:
        return size
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    is_before = not before or before[-1].is_sign(",", ";", "(", "-") or before[-1].is_word("and", "but", "or")
    size = words_at(tokens, at, _ASIDES)
    if size and is_before and _ends(tokens, at + size) and not t.is_joined:
        return size
    if (
        size
        and t.is_word("you")
        and not _follows(tokens, at + size, "nothing", "about", "that", "who", "what", "how", "a")
    ):
        return size
    if size and _ends(tokens, at + size) and at + size == len(tokens) and t.is_word("right", "okay", "ok", "yeah"):
        return size
    if t.is_word("for", "to", "in") and before and (before[-1].is_sign(",") or before[-1].is_word(*_OURS)):
        size = words_at(tokens, at, _FOR_US) if not any(x.raw == "US" for x in tokens[at : at + 2]) else 0
        if size and not _follows(tokens, at + size, *_OF_A_COUNTRY):
            return size
    if t.is_word("again") and before and before[-1].is_word("away", "off", "back") and _ends(tokens, at + 1):
        return 1
    if t.is_word("though", "tho", "then", "thx", "thanks", "anyways") and before and _ends(tokens, at + 1):
        return 1
    if t.is_word("like") and before and behind is not None:
        if words_at(tokens, at + 1, _LIKE_BEFORE):
            return 1
        if behind.kind == "number" and (behind.unit or _follows(tokens, at + 2, *_MEASURES)):
            return 1
    is_number = behind is not None and at + 2 < len(tokens) and tokens[at + 2].kind == "number"
    if t.is_word("kind", "sort") and behind is not None and behind.is_word("of") and is_number:
        return 2
    size = words_at(tokens, at, _AT_ONCE)
    if size and before and _ends(tokens, at + size, "and", "but", "if", "when", "for") and _is_given(before):
        return size
    if size and _follows(tokens, at + size, *_AFTER_AT_ONCE):
        return size
    return 0


def _is_given(before: Sequence[Token]) -> bool:
    """Whether the words end with points, or with what a lead becomes."""
    last = before[-1]
    return last.kind == "number" or last.is_word(
        "points", "pts", "point", "mql", "mqls", "sql", "sqls", "out", "disqualified", "qualified"
    )


def _ends(tokens: Sequence[Token], at: int, *words: str) -> bool:
    return at >= len(tokens) or tokens[at].is_sign(",", ".", ";", "?", "!", ")") or tokens[at].is_word(*words)


def _follows(tokens: Sequence[Token], at: int, *words: str) -> bool:
    return at < len(tokens) and tokens[at].is_word(*words)

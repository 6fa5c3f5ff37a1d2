"""Words around a definition that say nothing of it: what is announced ("two things from the product guys:"), and
what is said of the writing of it ("(on my phone, sorry)")."""

from collections.abc import Sequence
from typing import Final

from .numbers import phrases, words_at
from .tokens import Token

_MANY: Final = phrases(
    "a few|some|a couple of|several|a couple|just a few|just|only|here are|here are some|here are the|the"
)
_THINGS: Final = phrases(
    "things|thing|points|changes|change|additions|addition|updates|update|requests|request|asks|tweaks|tweak|notes|"
    "ideas|wishes|corrections|quick things|quick ones|more things|small things|more changes|rules|new rules|items|"
    "quick rules|more rules|adjustments|small changes|quick changes|other things"
)
_WHOSE: Final = (
    "guys team teams folks people side department meeting call workshop review offsite sales marketing product legal "
    "finance management board boss office colleagues group lot crew session sync discussion kickoff retro yesterday "
    "today "
    "monday tuesday wednesday thursday friday ops revops us me"
).split()
_SCORE: Final = (
    "score",
    "scores",
    "scoring",
    "model",
    "rules",
    "rule",
    "definition",
    "definitions",
    "points",
    "system",
    "setup",
)
_TYPING: Final = frozenset(
    """on my phone mobile sry sorry typing typed typos typo from the train thumbs excuse for any iphone android sent in
    a hurry rush quickly apologies writing wrote this with fat fingers cab taxi road bus spelling mistakes pls please
    ignore hope you get it tired late night no glasses keyboard broken autocorrect quick and my""".split()
)
_SAYS_SO: Final = frozenset(
    "sry sorry typing typed typos typo iphone android apologies autocorrect thumbs spelling".split()
)


def announces(tokens: Sequence[Token]) -> bool:
    """Whether a heading only says that rules follow: "Two things from the product guys for the trial score:"."""
    if len(tokens) < 3 or not tokens[-1].is_sign(":"):
        return False
    body = tokens[:-1]
    at = 1 if body[0].kind == "number" and not (body[0].signed or body[0].unit) else words_at(body, 0, _MANY)
    at += at < len(body) and at > 0 and body[at].is_word("more", "quick", "small", "other", "new")
    size = words_at(body, at, _THINGS) if at else 0
    if not size:
        return False
    at += size
    if any(t.kind != "word" for t in body[at:]) or any(t.raw == "US" for t in body[at:]):
        return False
    if at < len(body) and body[at].is_word("from", "of", "by"):
        end = next((i for i in range(at + 1, min(at + 6, len(body))) if body[i].is_word(*_WHOSE)), 0)
        if not end or any(t.is_word("for", "only", "not", "who", "with", "in") for t in body[at + 1 : end]):
            return False
        at = end + 1
        at += at < len(body) and body[at].is_word(*_WHOSE)
    if at < len(body) and body[at].is_word("for", "on", "about", "to"):
        end = next((i for i in range(at + 1, min(at + 5, len(body))) if body[i].is_word(*_SCORE)), 0)
        if not end or any(t.is_word("only", "not", "of", "in", "with") for t in body[at + 1 : end]):
            return False
        at = end + 1
    return at == len(body)


def without_apologies(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without "(on my phone sry)", ", sorry for the typos" at the end."""
    last = len(tokens) - 1
    if last > 2 and tokens[last].is_sign(")"):
        start = next((i for i in range(last - 1, 0, -1) if tokens[i].is_sign("(", ")")), 0)
        if start and tokens[start].is_sign("(") and _is_of_typing(tokens[start + 1 : last]):
            return tokens[:start]
    for at in range(len(tokens) - 2, max(len(tokens) - 10, 1), -1):
        if tokens[at].is_sign(",", "-") and _is_of_typing(tokens[at + 1 :]):
            return tokens[:at]
    return tokens


def _is_of_typing(tokens: Sequence[Token]) -> bool:
    said = [t for t in tokens if not t.is_sign(",", "-")]
    is_all = all(t.kind == "word" and t.text in _TYPING for t in said)
    is_sorry = any(t.text in _SAYS_SO for t in said) or [t.text for t in said] in (
        ["on", "my", "phone"],
        ["on", "mobile"],
    )
    return len(said) > 1 and is_all and is_sorry

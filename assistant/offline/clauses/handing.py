"""From when on sales gets a lead, where no stage is named: "pass to sales at 80", "threshold 60". It is read as an MQL,
which has to be said; not where the definition names its stages."""

import re
from collections.abc import Sequence
from typing import Final

from ...reading.instead import moved
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token

_STAGES: Final = re.compile(
    r"\b(?:mqls?|sqls?|sals?|pqls?|mels?|qualified|qualify|qualifies|stages?|lifecycle|opportunity|hot|warm)\b",
    re.IGNORECASE,
)
_SALES: Final = "sales|sdr|sdrs|the sdrs|the sales team|sales team|the sdr team|reps|the reps|a rep|an ae|the aes"
_TO_SALES: Final = phrases(
    "|".join(
        f"{verb} to {whom}"
        for verb in (
            "pass|pass them|pass it|pass leads|pass the lead|pass a lead|hand over|hand off|hand them over|hand|"
            "hand them|hand leads|"
            "hand leads over|send|send them|send it|send leads|send the lead|route|route them|give|give them|goes|go|"
            "is passed|are passed|is sent|are sent|is handed|are handed|is handed over|are handed over|gets passed|"
            "get passed|gets sent|get sent|is routed|are routed|should go|must go|will go|passes|moves|move|"
            "gets handed over|"
            "should be passed|should be sent|handover|handoff|transfer|forward|push|push them|straight|over|"
            "is ready for|is handed off|are handed off|are transferred|is transferred|should be handed over|"
            "hand it over"
        ).split("|")
        for whom in _SALES.split("|")
    )
)
_BAR: Final = phrases(
    "threshold for sales|the threshold for sales|threshold to sales|threshold for handover|threshold for mql|"
    "threshold|the threshold|our threshold|scoring threshold|the scoring threshold|score threshold|point threshold|"
    "points threshold|"
    "handover threshold|sales threshold|sales ready|sales handover|sales handoff|handover|handoff|hand over|"
    "hand off|lead threshold"
)
_SCORE: Final = phrases(
    "a lead scores|the lead scores|they score|it scores|the score is|a lead gets|they cross|a lead crosses|it crosses|"
    "they got|someone scores|he has|the lead is|the lead reaches|the lead hits|the lead gets|a contact has|"
    "a contact reaches|"
    "score hits|score reaches|score is|score exceeds|the score hits|the score reaches|the score is|"
    "their score hits|their score reaches|"
    "it has|they have|they reach|it reaches|they hit|it hits|they are|it is|score|a lead has|the lead has|"
    "a lead reaches|a lead hits|"
    "someone has|someone reaches|someone hits|they get|they score|at least|the score goes|score goes|total reaches|"
    "total hits|they pass"
)
_WHO: Final = phrases(
    "everything|anything|everyone|anyone|leads|lead|a lead|all leads|everybody|anybody|any lead|those|people|"
    "contacts|all|"
    "leads with a score|leads with|anyone with|everyone with|leads with a score of|anyone who has|everyone who has|"
    "leads that have|"
    "leads that reach|anyone who reaches|everyone who reaches|whoever reaches|whoever has|leads scoring|"
    "anyone scoring|a score|a score of"
)
_GETS: Final = phrases(
    "sales gets|sales get|sales takes|sales receives|sdrs get|the sales team gets|reps get|sales calls|sales is given"
)


_WHEN: Final = phrases(
    "at|from|when|once|if|is|as soon as|whenever|is at|of|with|will be|is set at|is set to|the moment|as of|"
    "starting at|"
    "starting from|only when|only once|only if|only from|only at|after|on reaching|upon reaching|for|above|over"
)
_FIRST: Final = phrases(
    "we|we will|please|then|and|a lead|leads|the lead|everyone|they|it|contacts|all leads|a contact|companies|people|"
    "leads are|they are|leads get|a lead is|a lead gets|we only|only|leads should be|leads will be"
)
_LAST: Final = "then they it we is are gets get a the lead leads contact them should will be he she who".split()


def handed(tokens: Sequence[Token], text: str) -> tuple[list[Token], str] | None:
    """The clause as "MQL at 80", and what has to be said of it. What becomes of it has to ask for points."""
    if not tokens or _STAGES.search(text) is not None:
        return None
    body = [t for t in tokens if not t.is_sign(".")]
    found = _parts(body)
    if found is None or not any(t.kind == "number" for t in found[1]):
        return None
    words, rest = found
    at = body[0].start
    mql, when = Token("word", "mql", "MQL", at, at), Token("word", "at", "at", at, at)
    if rest[0].kind != "number":
        when = Token("word", "when", "when", at, at)
    lead = [] if rest[0].is_word("above", "over") or rest[0].is_sign(">", ">=") else [when]
    said = " ".join(t.raw for t in words)
    return [mql, *lead, *moved(rest, at)], f"read “{said}” as becoming an MQL: no stage is named"


def _parts(body: Sequence[Token]) -> tuple[Sequence[Token], list[Token]] | None:
    """The words that say that sales gets a lead, and those that say when."""
    firsts = [0]
    if size := words_at(body, 0, _FIRST):
        firsts.append(size)
    for at in firsts:
        size = next((n for table in (_TO_SALES, _BAR, _GETS) if (n := words_at(body, at, table))), 0)
        if size:
            rest = _plain(body[at + size :])
            return (body[at : at + size], rest) if rest else None
    for i in range(1, len(body)):
        size = words_at(body, i, _TO_SALES)
        if not size or i + size != len(body):
            continue
        before = list(body[:i])
        while before and (before[-1].is_sign(",", ":", "=", "→") or before[-1].is_word(*_LAST)):
            before.pop()
        rest = _plain(before)
        return (body[i:], rest) if rest else None
    return None


def _plain(words: Sequence[Token]) -> list[Token]:
    """When it is, without "once a lead has", in the words of a stage."""
    rest = list(words)
    while rest and rest[0].is_sign(":", "=", "→", ","):
        rest.pop(0)
    is_above = bool(rest) and rest[0].is_word("above", "over")
    at = 0 if is_above else words_at(rest, 0, _WHEN)
    at += words_at(rest, at, _WHO)
    scored = words_at(rest, at, _SCORE)
    at += scored if at + scored < len(rest) and rest[at + scored].kind != "sign" else 0
    at += words_at(rest, at, phrases("at|of|with|from|that are|who are")) if not is_above else 0
    rest = rest[at:]
    size = 0
    for size in (4, 3, 2, 1):
        if len(rest) > size and words_at(rest, len(rest) - size, _UP) == size:
            rest = rest[:-size]
            break
    return rest


_UP: Final = phrases("on|upwards|onwards|and up|and upwards|and upward|upward|onward|in total|total|pts and up")

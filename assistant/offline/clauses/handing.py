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
    "threshold|the threshold|our threshold|scoring threshold|the scoring threshold|score threshold|point threshold|"
    "points threshold|"
    "handover threshold|sales threshold|sales ready|sales handover|sales handoff|handover|handoff|hand over|"
    "hand off|lead threshold"
)
_SCORE: Final = phrases(
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


def handed(tokens: Sequence[Token], text: str) -> tuple[list[Token], str] | None:
    """The clause as "MQL at 80", and what has to be said of it; nothing else than a number of points may be named."""
    if not tokens or _STAGES.search(text) is not None:
        return None
    body = [t for t in tokens if not t.is_sign(".")]
    found = _amount(body)
    if found is None:
        return None
    words, bound = found
    at = body[0].start
    mql, when = Token("word", "mql", "MQL", at, at), Token("word", "at", "at", at, at)
    lead = [] if bound[0].is_word("above", "over") or bound[0].is_sign(">", ">=") else [when]
    said = " ".join(t.raw for t in words)
    return [mql, *lead, *moved(bound, at)], f"read “{said}” as becoming an MQL: no stage is named"


def _amount(body: Sequence[Token]) -> tuple[Sequence[Token], list[Token]] | None:
    at = words_at(body, 0, phrases("we|we will|please|then|and"))
    for table in (_TO_SALES, _BAR, _GETS):
        size = words_at(body, at, table)
        if not size:
            continue
        end = at + size
        end += end < len(body) and body[end].is_sign(":", "=", "→")
        end += words_at(
            body, end, phrases("at|from|when|once|if|is|as soon as|whenever|is at|of|with|will be|is set at|is set to")
        )
        end += words_at(body, end, _SCORE) or words_at(body, end, _WHO)
        end += words_at(body, end, phrases("at|of|with|from"))
        bound = _bound(body[end:])
        return (body[at : at + size], bound) if bound is not None else None
    for i in range(1, len(body)):
        size = words_at(body, i, _TO_SALES)
        if not size or i + size != len(body):
            continue
        before = list(body[:i])
        while before and (before[-1].is_sign(",", ":", "=", "→") or before[-1].is_word("then", "they", "it", "we")):
            before.pop()
        start = words_at(before, 0, phrases("from|at|once|when|if|as soon as"))
        start += words_at(before, start, _WHO) or words_at(before, start, _SCORE)
        start += words_at(before, start, phrases("at|of|with|from|that are|scoring"))
        bound = _bound(before[start:])
        return (body[i:], bound) if bound is not None else None
    return None


def _bound(words: Sequence[Token]) -> list[Token] | None:
    """ "above 80", "80 points", "80+" of a score, and no other word."""
    found = [
        t
        for t in words
        if not t.is_word("points", "point", "pts", "on", "upwards", "onwards", "up", "and", "in", "total")
    ]
    head = words_at(found, 0, phrases("above|over|at least|more than|a score of")) or int(
        bool(found) and found[0].is_sign(">", ">=")
    )
    t = found[head] if len(found) == head + 1 else None
    if t is None or t.kind != "number" or t.value is None or t.money or t.percent or t.signed == "-" or t.value < 5:
        return None
    if t.unit not in ("", "pts", "pt", "points", "point"):
        return None
    return [*found[:head], t] if not words_at(found, 0, phrases("a score of")) else [t]

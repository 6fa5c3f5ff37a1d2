"""What stands before a colon, in the words that the readers know: "Never call:", "Call list:", "P1:", "Revenue is
scored as follows:"."""

from collections.abc import Sequence
from typing import Final

from .instead import instead
from .numbers import phrases, words_at
from .tokens import Token

_FIRST: Final = phrases("we|please|also|and|always|and also|then|so")
_OUT: Final = phrases(
    "|".join(
        f"{never} {verb}"
        for never in ("never", "do not", "please never", "please do not")
        for verb in (
            "call|contact|ring|phone|pass on|pass to sales|send to sales|hand over|hand to sales|route|route to sales|"
            "follow up|touch|pursue|approach|email|chase|forward|forward to sales|assign|work"
        ).split("|")
    )
    + "|do not call list|no call list|block list|black list|exclusion list|suppression list|"
    "out|they are out|these are out|those are out|outs|no calls to|no calls for|not to be called|"
    "not to be contacted|not eligible|not for us|not for sales|not a lead|"
    "not leads|not our market|out of scope|deal breakers|deal breaker|dealbreakers|dealbreaker|knock outs|knock out|"
    "hard no|hard nos|red lines|no go|no gos|nogos|who is out|who we do not want|keep out|leave out|never leads|"
    "never a lead|never an mql|never mql|never mqls|not wanted|unwanted|stay away from|hands off|we do not want|"
    "do not want|not welcome|turn down|turned down|declined|refused|not a fit|never a fit|bad fit|instant no|no chance|"
    "automatic no|auto reject|automatically out|not allowed|never qualifies|never qualify|does not qualify"
)
_FOLLOWS: Final = phrases(
    "|".join(
        f"{verb} {how}"
        for verb in (
            "is scored|are scored|gets scored|is rated|are rated|is weighted|are weighted|is valued|scores|score|"
            "counts|count|is counted|gets points|get points|earns points|earn points|is awarded points|receives points|"
            "is given points|brings points|points are given|points are awarded|points are|is|are"
        ).split("|")
        for how in (
            "as follows|like this|as below|thus|this way|the following way|in the following way|as shown|so|"
            "according to this table|by these bands|by band|in bands|by bands|in tiers|by tier|in these bands"
        ).split("|")
    )
    + "|is scored|are scored|is rated|gets scored|like this|as follows|this way"
)
_POINTS_FOR: Final = phrases(
    "points for|points by|points per|scoring for|scoring of|scoring by|score for|score by|we score|we rate|we weight|"
    "we give points for|we award points for|points according to|the points for|give points for|award points for"
)
_LISTS: Final = frozenset(
    """call hot priority sales target watch short vip focus top contact callback nurture outreach dial warm follow up
    phone action weekly daily a b c visit invite mailing key first""".split()
)
_SHORT: Final = 7
_NO_CONDITION: Final = phrases("none|tbd|see below|below|attached|n a")


def with_labels(tokens: tuple[Token, ...], names: frozenset[str]) -> tuple[Token, ...]:
    """``names``: the words of the project's names."""
    tokens = _without_parentheses(tokens)
    colon = next((i for i, t in enumerate(tokens[:12]) if t.is_sign(":")), 0)
    if not colon and len(tokens) < _SHORT and all(t.kind == "word" for t in tokens):
        start = words_at(tokens, 0, _POINTS_FOR)  # "Points per plant size", above its bands
        return tokens[start:] if start < len(tokens) and not tokens[0].is_word("give", "award") else tokens
    if not colon or any(t.kind != "word" for t in tokens[:colon]):
        return tokens
    label = list(tokens[:colon])
    rest = tokens[colon + 1 :]
    if len(label) > 1 and all(t.text in names for t in label):
        return tokens
    first = words_at(label, 0, _FIRST)
    out = words_at(label, first, _OUT)
    if out and first + out == colon and not _gives(rest):
        return *instead(label, "disqualify"), *tokens[colon:]
    subject = _subject(label) if rest else label
    if 0 < len(subject) < len(label):
        return *subject, *tokens[colon:]
    is_segment = is_list(label) and len(rest) > 1 and not (_gives(rest) or is_of_points(rest))
    if is_segment and "segment" not in names:
        name = " ".join(t.raw for t in label)
        text = Token("text", name, name, label[0].start, label[-1].end)
        return *instead(label[:1], "segment"), text, *tokens[colon:]
    return tokens


_QUANTIFIED: Final = phrases(
    "all|any|both|any of|all of|one of|any one of|any of these|all of these|all of them|any of them|any one of these|"
    "one of these|all of the following|any of the following|one of the following|either|all must hold|all required"
)


def _without_parentheses(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "MQL (all of these): US; 50+ employees" as "MQL: all of these: …"."""
    colon = next((i for i, t in enumerate(tokens[:14]) if t.is_sign(":")), 0)
    opens = next((i for i in range(1, colon) if tokens[i].is_sign("(")), 0)
    inside = tokens[opens + 1 : colon - 1]
    if not opens or not tokens[colon - 1].is_sign(")") or colon + 1 >= len(tokens):
        return tokens
    if words_at(inside, 0, _QUANTIFIED) != len(inside) or not inside:
        return tokens
    first = inside[0].text
    least = "any" if first in ("any", "one", "either") else "all"
    sign = Token("sign", ":", ":", inside[0].start, inside[0].start)
    return *tokens[:opens], sign, *instead(inside, f"{least} of these"), *tokens[colon:]


def _subject(label: Sequence[Token]) -> Sequence[Token]:
    """What "… is scored as follows" and "points for …" are said of."""
    start = words_at(label, 0, _POINTS_FOR)
    end = next((i for i in range(start + 1, len(label)) if words_at(label, i, _FOLLOWS) == len(label) - i), len(label))
    return label[start:end]


def is_list(label: Sequence[Token]) -> bool:
    """ "P1", "Call list", "A-list": who is on it is said behind it."""
    if len(label) == 1:
        raw = label[0].raw
        return len(raw) == 2 and raw[0] == "P" and raw[1].isdigit()
    is_named = label[-1].is_word("list", "queue") and all(t.text in _LISTS for t in label[:-1])
    return is_named and len(label) < 4


def is_of_points(rest: Sequence[Token]) -> bool:
    """Whether it is by points: "everyone with 50 points or more"."""
    return any(t.is_word("points", "pts", "score") or t.unit in ("pts", "points", "pt", "p") for t in rest)


def _gives(rest: Sequence[Token]) -> bool:
    """Whether points are given behind the colon: "Call list: +20"."""
    if any(t.signed for t in rest) or (rest and words_at(rest, 0, _NO_CONDITION) == len(rest)):
        return True
    last = rest[-1] if rest else None
    return last is not None and last.kind == "number" and (len(rest) == 1 or rest[-2].is_sign(":", "=", "→"))

"""Sentences whose parts stand in another order than most people put them, put into the usual one: "no more than 20
points for webinars, 5 each", "free mail = out, competitors = out", "… form the segment Enterprise"."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from .instead import instead, moved, put
from .numbers import phrases, words_at
from .quiet import with_quiet
from .tokens import Token

_NEGATED: Final = ("not", "never", "no", "only", "unless", "except")
_AT_MOST: Final = phrases(
    "no more than|not more than|at most|up to|a maximum of|max|maximum|a max of|never more than|a total of at most"
)
_POINTS: Final = phrases("points|point|pts|pt")
_EACH: Final = phrases("each|apiece|a piece|a pop|each time|every time|per piece|for each|each one")
_FIRST: Final = phrases("only the first|just the first|only first|the first")
_COUNT: Final = phrases(
    "count|counts|are counted|will count|score|get|get points|give|earn|bring|can count|should count"
)


_SAME: Final = {
    "no activity": phrases(
        "nothing heard from them|nothing was heard from them|we have not heard from them|have not heard from them|"
        "no sign of life|no signs of life|radio silence|nothing from them|not heard from them|no sign of them"
    ),
    "c level": phrases("c level executives|c level execs|c suite executives|c suite execs|c level people"),
    "north america": phrases("north american"),
    "latin america": phrases("latin american|latin americans"),
    "middle east": phrases("middle eastern"),
}
"""What is said otherwise, and means the same wherever it stands."""


def as_usual(tokens: Sequence[Token], names: frozenset[str]) -> tuple[Token, ...]:
    """A clause in the usual order. ``names``: the words of the project's names."""
    tokens = put(with_quiet(tokens), _SAME)
    for way in (_all_but, _reached, _limit_first, _some_count, _outs, _segment_behind, _nothing_known):
        tokens = way(tokens) or tokens
    return tokens if "segment" in names else _segment_named(tokens) or tokens


def _is_plain(t: Token) -> bool:
    return t.kind == "number" and t.value is not None and not (t.money or t.percent or t.or_more or t.signed)


def _each_at(tokens: Sequence[Token]) -> bool:
    """Whether the words are "5 each", "5 points apiece", and nothing more."""
    if not tokens or not (_is_plain(tokens[0]) or tokens[0].signed == "+") or not tokens[0].may_be_points:
        return False
    at = 1 + words_at(tokens, 1, _POINTS)
    return at + words_at(tokens, at, _EACH) == len(tokens) > at


def _limit_first(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "no more than 20 points for webinars, 5 each" as "webinars: 5 each, max 20 points"."""
    size = words_at(tokens, 0, _AT_MOST)
    if not size or size + 2 >= len(tokens) or not _is_plain(tokens[size]) or not tokens[size].may_be_points:
        return None
    end = size + 1 + words_at(tokens, size + 1, _POINTS)
    if tokens[size].unit == "" and end == size + 1:
        return None
    start = end + words_at(tokens, end, phrases("for all|for|from|from all|in total for|in all for"))
    comma = next((i for i in range(start + 1, len(tokens)) if tokens[i].is_sign(",")), 0)
    what, each = tokens[start:comma], tokens[comma + 1 :]
    if start == end or not comma or not _each_at(each) or any(t.kind == "number" for t in what):
        return None
    at = tokens[-1].end
    most = [Token("sign", ",", ",", at, at), Token("word", "max", "max", at, at), *moved(tokens[size:end], at)]
    return *what, Token("sign", ":", ":", what[-1].end, what[-1].end), *each, *most


def _some_count(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "at most 2 webinars count, 10 each", "only the first 3 whitepapers count, 5 points each" as "webinars: 10 each,
    only the first 2"."""
    most = words_at(tokens, 0, _AT_MOST)
    size = most or words_at(tokens, 0, _FIRST)
    if not size or size + 3 >= len(tokens) or not _is_plain(tokens[size]) or tokens[size].unit:
        return None
    number = tokens[size]
    comma = next((i for i in range(size + 2, len(tokens)) if tokens[i].is_sign(",", ":")), 0)
    what, each = list(tokens[size + 1 : comma]), tokens[comma + 1 :]
    counts = next((i for i in range(1, len(what)) if words_at(what, i, _COUNT) == len(what) - i), 0)
    if not comma or not counts or not _each_at(each) or number.value is None or not 1 < number.value < 1000:
        return None
    what = what[:counts]
    if any(t.kind != "word" or t.is_word("day", "days", "week", "weeks", "points", "or", "and") for t in what):
        return None
    at = tokens[-1].end
    only = [Token("word", w, w, at, at) for w in ("only", "the", "first")]
    colon, sign = Token("sign", ":", ":", what[-1].end, what[-1].end), Token("sign", ",", ",", at, at)
    return *what, colon, *each, sign, *only, *moved([number], at)


_ALL: Final = phrases("everyone|everybody|anyone|anybody|all leads|all companies|all contacts|all people|all countries")


def _all_but(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "Everyone but students" as "all leads except students"."""
    for at in range(min(3, len(tokens))):
        size = words_at(tokens, at, _ALL)
        but = at + size
        if not size or but + 1 >= len(tokens) or not tokens[but].is_word("but", "except", "besides", "bar"):
            continue
        if tokens[but + 1].kind != "word" or tokens[but + 1].is_word(*_NEGATED, "if", "when", "with", "at"):
            return None
        leads = instead(tokens[at:but], "all leads")
        return *tokens[:at], *leads, replace(tokens[but], text="except"), *tokens[but + 1 :]
    return None


_REACHES: Final = phrases(
    "|".join(
        f"{who} {does}"
        for who in "it|they|he|she|a lead|the lead|someone|somebody|leads".split("|")
        for does in (
            "reaches|reach|hits|hit|gets to|get to|has reached|have reached|has hit|is at|are at|arrives at"
        ).split("|")
    )
)


def _reached(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "a lead qualifies once it reaches 60 points" as "… once 60 points", "from 60 points on" as "from 60 points"."""
    for at in range(1, len(tokens) - 1):
        size = words_at(tokens, at, _REACHES)
        end = at + size
        if size and tokens[at - 1].is_word("once", "when", "if", "whenever", "as", "soon") and end < len(tokens):
            t = tokens[end]
            if _is_plain(t) and ((t.unit and t.may_be_points) or words_at(tokens, end + 1, _POINTS)):
                if (
                    at > 1
                    and tokens[at - 2].is_word("qualifies", "qualify")
                    and tokens[at - 1].is_word("once", "when", "if")
                ):
                    return *tokens[: at - 2], *instead(tokens[at - 2 : at], "qualified at"), *tokens[end:]
                return *tokens[:at], *tokens[end:]
        if not tokens[at].is_word("from") or not _is_plain(tokens[at + 1]):
            continue
        end = at + 2 + words_at(tokens, at + 2, _POINTS)
        is_points = end > at + 2 or (bool(tokens[at + 1].unit) and tokens[at + 1].may_be_points)
        if is_points and end + 1 == len(tokens) and tokens[end].is_word("on", "onwards", "onward", "upwards", "upward"):
            return tokens[:end]
    return None


_OUT: Final = phrases("out|disqualified|dq|excluded|exclude|disqualify|no go|rejected|reject|kick out|kicked out")


def _outs(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "free mail = out, competitors = out" as "free mail, competitors = out"."""
    pieces: list[list[Token]] = [[]]
    for t in tokens:
        if t.is_sign(",", ";"):
            pieces.append([])
        else:
            pieces[-1].append(t)
    if len(pieces) < 2:
        return None
    found: list[Token] = []
    for k, piece in enumerate(pieces):
        sign = next((i for i, t in enumerate(piece) if t.is_sign("=", ":", "→")), 0)
        if not sign or words_at(piece, sign + 1, _OUT) != len(piece) - sign - 1:
            return None
        if any(t.is_word("not", "no", "never", "and", "unless", "except", "with") for t in piece[:sign]):
            return None
        if any(t.is_sign("+", "&", "-") for t in piece[:sign]):
            return None
        if k:
            found.append(Token("sign", ",", ",", piece[0].start, piece[0].start))
        found += piece if k + 1 == len(pieces) else piece[:sign]
    return tuple(found)


_FORM: Final = phrases(
    "form|forms|make up|makes up|belong to|belongs to|go into|goes into|go in|goes in|fall into|falls into|"
    "are in|is in|are part of|is part of|land in|lands in|come into|comes into|belong in|belongs in|constitute|define"
)


def _segment_behind(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "Leads with more than 500 employees form the segment Enterprise", "label anyone with 1000+ employees "Big"" as
    "tag … as "Enterprise""."""
    if len(tokens) < 4 or any(t.is_word(*_NEGATED) for t in tokens):
        return None
    start, end = tokens[0].start, tokens[-1].end
    is_labelled = tokens[0].is_word("label", "tag", "call", "name") and tokens[-1].kind == "text"
    if is_labelled and not any(t.kind == "text" or t.is_word("as", "in", "into") for t in tokens[1:-1]):
        return *tokens[:-1], Token("word", "as", "as", end, end), tokens[-1]
    for i in range(1, len(tokens) - 2):
        size = words_at(tokens, i, _FORM)
        at = i + size + words_at(tokens, i + size, phrases("the|a|our|their own"))
        if not size or at + 1 >= len(tokens) or not tokens[at].is_word("segment", "bucket"):
            continue
        at += 1 + words_at(tokens, at + 1, phrases("called|named"))
        name = tokens[at:]
        if not 0 < len(name) < 4 or not all(t.kind == "text" or t.raw[:1].isupper() for t in name):
            return None
        label = " ".join(t.text if t.kind == "text" else t.raw for t in name)
        text = Token("text", label, label, name[0].start, end)
        as_ = Token("word", "as", "as", tokens[i].start, tokens[i].start)
        return Token("word", "tag", "tag", start, start), *tokens[:i], as_, text
    return None


def _segment_named(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "segment SMB: fewer than 100 employees" as "segment "SMB": …"."""
    if not tokens[0].is_word("segment") or len(tokens) < 4:
        return None
    at = next(
        (i for i in range(2, min(5, len(tokens))) if tokens[i].is_sign(":", "=") or tokens[i].is_word("when", "if")), 0
    )
    name = tokens[1:at]
    if not name or not all(t.kind == "word" and t.raw[:1].isupper() for t in name):
        return None
    if any(words_at(tokens, i, _POINTS) or (t.unit and t.may_be_points) or t.signed for i, t in enumerate(tokens)):
        return None  # "segment Enterprise: 20 points"
    label = " ".join(t.raw for t in name)
    return tokens[0], Token("text", label, label, name[0].start, name[-1].end), *tokens[at:]


def _nothing_known(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "unknown company size: -5" as "no company size: -5"."""
    if len(tokens) < 3 or not tokens[0].is_word("unknown", "empty", "blank", "missing"):
        return None
    follows = next((i for i in range(1, min(5, len(tokens))) if tokens[i].kind != "word"), 0)
    if follows < 2 or not (tokens[follows].is_sign(":", "=", "→") or tokens[follows].signed):
        return None
    return replace(tokens[0], text="no"), *tokens[1:]


def with_zeros(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """ "0-9 employees no points, 10-99 10 points" with "0 points"; where a list goes on behind it."""
    found: list[Token] = []
    for i, t in enumerate(tokens):
        behind = tokens[i + 2] if i + 2 < len(tokens) else None
        is_nothing = t.is_word("no", "zero") and i + 1 < len(tokens) and tokens[i + 1].is_word("points")
        before = tokens[i - 1] if i else None
        is_row = before is not None and (
            before.kind == "number" or not before.is_word("but", "and", "with", "for", "so")
        )
        is_row = is_row and before is not None and before.kind != "sign" and any(x.kind == "number" for x in tokens[:i])
        if is_nothing and is_row and behind is not None and behind.is_sign(",", ";"):
            found.append(replace(t, kind="number", text="0", value=Decimal(0)))
        else:
            found.append(t)
    return tuple(found)

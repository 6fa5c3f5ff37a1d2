"""Rules as CRM systems write them: "IF … THEN +15", "Score increment: +20 IF …", "Set lifecycle stage to MQL when"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .instead import instead, moved
from .numbers import phrases, words_at
from .tokens import Token

_SCORE: Final = phrases(
    "score|lead score|the score|the lead score|contact score|points|hubspot score|total score|behavior score|"
    "behaviour score|demographic score|fit score|engagement score|person score|rating|score value|their score"
)
_UP: Final = phrases("increment|increase|change|adjustment|adjust|impact|add|added|effect|weight|delta|modifier|value")
_DOWN: Final = phrases("decrement|decrease|deduction|subtract|reduction|penalty|reduce")
_RAISE: Final = phrases("increase|raise|increment|bump|boost|increase the|raise the|bump up|bump up the|boost the")
_LOWER: Final = phrases("decrease|lower|reduce|decrement|decrease the|lower the|reduce the|drop|drop the")
_IF: Final = ("if", "when", "where", "whenever", "for")
_STAGE: Final = phrases(
    "lifecycle stage|the lifecycle stage|lead status|the lead status|lead stage|the lead stage|life cycle stage|"
    "the life cycle stage|funnel stage|contact stage|lifecycle status|lead lifecycle stage|status|stage|the stage|"
    "the status|contact status"
)
_BECOMES: Final = phrases(
    "is set to|is changed to|changes to|becomes|is updated to|is moved to|moves to|is|gets set to|set to|equals|"
    "will be set to|should be set to|is to be|turns to|turns into|should be|will be|goes to|switches to|to|as|"
    "is automatically set to|automatically becomes|should become|will become|gets"
)
_SET: Final = phrases("set|change|update|move|mark|set the|then set|assign|switch|make|put")


def as_rule(tokens: Sequence[Token], names: frozenset[str]) -> tuple[Token, ...]:
    """A clause as a plain sentence. ``names``: the words of the project's names."""
    tokens = _without_increment(tuple(tokens))
    tokens = _then(tokens)
    return _stage(tokens, names)


def _without_increment(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "Score increment: +20 IF …" as "+20 if …"."""
    at = int(tokens[0].is_word("set", "change", "adjust"))
    at += words_at(tokens, at, _SCORE)
    if not at:
        return tokens
    up, down = words_at(tokens, at, _UP), words_at(tokens, at, _DOWN)
    if tokens[0].is_word("set", "change", "adjust") and at + 1 < len(tokens) and tokens[at].signed:
        return tokens[at:]  # "Set score +10 if …"
    end = at + max(up, down)
    end += words_at(tokens, end, phrases("by|of|is"))
    if end < len(tokens) and tokens[end].is_sign(":", "=", "-"):
        end += 1
    if end == at or end + 2 >= len(tokens) or tokens[end].kind != "number":
        return tokens
    number = tokens[end]
    behind = end + 1 + words_at(tokens, end + 1, phrases("points|pts|point|pt"))
    if behind >= len(tokens) or not (tokens[behind].is_word(*_IF) or tokens[behind].is_sign(":")):
        return tokens
    if not number.signed or (down and number.signed == "+"):
        number = replace(number, signed="-" if down else "+")
    return number, *tokens[end + 1 :]


def _then(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "IF … THEN +15" as "if …: +15"."""
    if not any(t.is_word("if", "when", "where") for t in tokens[:2]):
        return tokens
    at = [i for i, t in enumerate(tokens) if t.is_word("then") and 1 < i < len(tokens) - 1]
    if len(at) != 1:
        return tokens
    i = at[0]
    before = tokens[: i - 1] if tokens[i - 1].is_sign(",", ":") else tokens[:i]
    behind = i + 1
    up, down = words_at(tokens, behind, _RAISE), words_at(tokens, behind, _LOWER)
    if max(up, down):
        behind += max(up, down)
        behind += words_at(tokens, behind, _SCORE)
        behind += words_at(tokens, behind, phrases("by|with"))
        if behind < len(tokens) and tokens[behind].kind == "number" and not tokens[behind].signed and behind > i + 2:
            number = replace(tokens[behind], signed="+" if up else "-")
            return *before, *instead([tokens[i]], ":"), number, *tokens[behind + 1 :]
        return tokens
    behind += words_at(tokens, behind, _SCORE)
    if behind > i + 1 and behind < len(tokens) and tokens[behind].is_sign("=", ":"):
        behind += 1
        behind += words_at(tokens, behind, _SCORE)
    if behind < len(tokens) and tokens[behind].is_sign(":"):
        behind += 1
    if behind + 1 < len(tokens) and tokens[behind].is_sign("+", "-") and tokens[behind + 1].kind == "number":
        signed = replace(tokens[behind + 1], signed=tokens[behind].text)
        tokens = (*tokens[:behind], signed, *tokens[behind + 2 :])
    if behind >= len(tokens) or tokens[behind].kind != "number":
        return tokens
    number, follows = tokens[behind], tokens[behind + 1 : behind + 2]
    is_plain = not (number.signed or number.unit or number.percent or number.money or number.or_more)
    if is_plain and (not follows or follows[0].is_sign(",", ";")):
        number = replace(number, signed="+")
    return *before, *instead([tokens[i]], ":"), number, *tokens[behind + 1 :]


def _stage(tokens: tuple[Token, ...], names: frozenset[str]) -> tuple[Token, ...]:
    """ "Lifecycle stage is set to MQL when …" as "MQL when …"; not where the project has a field of that name."""
    if names & {"stage", "status", "lifecycle"}:
        return tokens
    at = words_at(tokens, 0, _SET)
    if at and tokens[at : at + 1] and tokens[at].is_word("lead", "leads", "contact", "contacts", "them"):
        size = words_at(tokens, at, _STAGE)
        at += size or 1
    else:
        size = words_at(tokens, at, _STAGE)
        if not size:
            return _stage_behind(tokens)
        at += size
    step = words_at(tokens, at, _BECOMES)
    if tokens[at : at + 1] and tokens[at].is_sign("=", ":", "→"):
        step = 1
    at += step
    if not step or at + 2 >= len(tokens) or tokens[at].kind not in ("word", "text"):
        return tokens
    end = at + 1
    while end < len(tokens) and end - at < 4 and tokens[end].kind == "word" and not tokens[end].is_word(*_IF, "once"):
        end += 1
    if end >= len(tokens) or not (tokens[end].is_word(*_IF, "once") or tokens[end].is_sign(":")):
        return tokens
    return tokens[at:]


def _stage_behind(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "IF … THEN set lifecycle stage to MQL" as "MQL if …"."""
    if not tokens[0].is_word("if", "when", "once"):
        return tokens
    for i in range(2, len(tokens) - 2):
        skip = int(tokens[i].is_word("then"))
        size = words_at(tokens, i + skip, _SET)
        stage = words_at(tokens, i + skip + size, _STAGE)
        if not stage or not (size or skip):
            continue
        at = i + skip + size + stage
        step = 1 if at < len(tokens) and tokens[at].is_sign("=", ":", "→") else words_at(tokens, at, _BECOMES)
        name = tokens[at + step :]
        if not step or not 0 < len(name) < 4 or any(t.kind not in ("word", "text") for t in name):
            return tokens
        before = tokens[:i]
        while before and before[-1].is_sign(",", ":"):
            before = before[:-1]
        return *moved(name, tokens[0].start), *before
    return tokens


_ELSE: Final = ("else", "elseif", "elsif", "elif", "otherwise")
_NO_ELSE: Final = (
    "everyone everybody anyone anybody someone somebody everything anything something nothing nobody elsewhere all "
    "what who where anywhere everywhere somewhere none nowhere or and"
).split()


def is_else(tokens: Sequence[Token], at: int) -> bool:
    """Whether an "else" of rules stands here: not the one of "everyone else"."""
    is_of_others = at > 0 and tokens[at - 1].is_word(*_NO_ELSE) and not tokens[at - 1].raw.isupper()
    return tokens[at].is_word(*_ELSE) and not is_of_others

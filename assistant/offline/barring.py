"""Whom a clause keeps out: "exclude students", "competitors are out", "never score interns"."""

from collections.abc import Sequence
from typing import Final

from ..reading.numbers import phrases, words_at
from ..reading.tokens import Token
from .heads import BEFORE

_DISQUALIFY_HEAD: Final = phrases(
    "disqualify|disqualifies|exclude|exclude all|exclude any|exclude anyone|reject|filter out|kick out|kick|"
    "block|suppress|blacklist|we do not want|do not want|exclude everyone|disqualify all|disqualify any|"
    "disqualify anyone|disqualify everyone|throw out|remove|drop|please exclude|please disqualify|we exclude|"
    "we disqualify|never qualify|excluding|excludes|do not qualify|do not include|automatically disqualify|"
    "always exclude|always disqualify|also exclude|also disqualify|no|exclude people|disqualify leads|"
    "disqualify people|exclude leads|instantly disqualify|should exclude|rule out|weed out|do not let in|"
    "must not be|can not be|keep out|leave out|not|never|disqualified|excluded|exclusions|disqualifiers|"
    "disqualification|do not send"
)
_DISQUALIFY_TAIL: Final = phrases(
    "are disqualified|is disqualified|get disqualified|gets disqualified|should be disqualified|"
    "must be disqualified|are excluded|is excluded|should be excluded|must be excluded|are out|is out|"
    "are rejected|do not qualify|does not qualify|never qualify|are not mqls|are not mql|is not an mql|"
    "are never mqls|is never an mql|are never mql|can not be mqls|can not be an mql|can not become mqls|"
    "do not count|does not count|are automatically disqualified|are automatically excluded|disqualified|excluded|"
    "are no good|are not qualified|are not a fit|is not a fit|disqualifies them|disqualify|can never be mqls|"
    "can never be an mql|should never be mqls|should never be an mql|are ineligible|never become mqls|"
    "can not qualify|should not qualify|never count|must not become mqls|should not be mqls|"
    "should not become mqls|can not be mql|should never become mqls|do not become mqls|can never become mqls|"
    "disqualifies the lead|is an automatic disqualify|out|are always out|will be excluded|will be disqualified|"
    "disqualifies|never makes an mql|never make an mql|never become an mql|are a no go|is a no go|should be out|"
    "must be out|should not be scored|must not be scored|should never be scored|must never be scored|"
    "are not to be scored|is not to be scored|are not scored|is not scored|must never be an mql|must never be mqls|"
    "must not be an mql|must not be mqls|should never be an mql|must never become an mql|must never become mqls|"
    "should not be an mql|should not be scored disqualify|will never be an mql|will never be mqls|"
    "are never scored|can not be scored|should be kept out|must be kept out|should be left out|are to be excluded|"
    "are to be disqualified|must not become an mql|should be rejected|must be rejected|should be ignored entirely|"
    "will not be scored|do not get scored|should not get scored|have to be excluded|need to be excluded|"
    "have to be disqualified|need to be disqualified|go out|should not count|must not count|never be mqls"
)
_FROM_WHAT: Final = phrases(
    "from scoring|from mql|from mqls|from the list|entirely|completely|altogether|immediately|automatically|"
    "please|from all stages|from everything|right away|from the mql list|from our mqls|from being mqls|"
    "from being an mql|from the scoring|as leads|outright|from the funnel|regardless of score|no matter what|"
    "at all|always|to sales"
)


def disqualify_head(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], bool] | None:
    """Whom a clause keeps out: the words, and whether it only says that something is not to count."""
    end = len(tokens)
    for at in range(1, min(6, end - 2)):
        if tokens[at].is_word("disqualified", "excluded", "rejected") and tokens[at + 1].is_word("if", "when"):
            is_plain = all(t.kind == "word" and t.text in BEFORE for t in tokens[:at])
            return (tuple(tokens[at + 2 :]), False) if is_plain and not tokens[at - 1].is_word("not", "never") else None
    size = words_at(tokens, 0, _DISQUALIFY_HEAD)
    is_weak = size and tokens[0].is_word("no", "not", "never", "remove", "drop", "without")
    if is_weak and any(words_at(tokens, end - b, _DISQUALIFY_TAIL) == b for b in range(1, min(6, end))):
        size = 0
    if size and size < end:
        rest = list(tokens[size:])
        while rest and (
            rest[0].is_sign(":", "=", "-", ",")
            or rest[0].is_word(
                "if", "when", "leads", "anyone", "people", "all", "any", "everyone", "those", "who", "are", "with"
            )
        ):
            rest.pop(0)
        rest = list(_without_tail(rest))
        weak = tokens[0].is_word("no", "not", "never", "remove", "drop")
        return (tuple(rest), weak) if rest else None
    for back in range(1, 6):
        at = end - back
        if at > 0 and words_at(tokens, at, _DISQUALIFY_TAIL) == back and not _longer_tail(tokens, at):
            rest = list(tokens[:at])
            while rest and (
                rest[-1].is_sign(",", "→", "=", ":", "-")
                or rest[-1].is_word("they", "are", "is", "it", "then", "always", "and", "should", "be", "get")
            ):
                rest.pop()
            while rest and rest[0].is_word("if", "when"):
                rest.pop(0)
            again = disqualify_head(rest) if len(rest) > 2 and not words_at(rest, 0, _DISQUALIFY_HEAD) else None
            rest = list(again[0]) if again is not None else rest
            return (_without_reason(rest), False) if rest else None
    return None


def _without_reason(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Without "is a competitor" where domains are named: they are what makes one."""
    for at in range(len(tokens) - 1, 0, -1):
        size = words_at(tokens, at, phrases("is a competitor|are competitors|is competition|are our competitors"))
        if size and at + size == len(tokens) and any(t.kind == "domain" for t in tokens[:at]):
            return tuple(tokens[:at])
    return tuple(tokens)


def _longer_tail(tokens: Sequence[Token], at: int) -> bool:
    return any(
        at - more > 0 and words_at(tokens, at - more, _DISQUALIFY_TAIL) == len(tokens) - at + more
        for more in range(1, 5)
    )


def _without_tail(tokens: Sequence[Token]) -> Sequence[Token]:
    for back in range(1, 5):
        at = len(tokens) - back
        if at > 0 and words_at(tokens, at, _FROM_WHAT) == back:
            return _without_tail(tokens[:at])
    return tokens

"""What words that could not be read may do to the others: "only in the US" limits them, "route to sales" does not."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.outline import Clause
from ...reading.tokens import Token
from ..clauses.asides import told_plainly
from ..clauses.barring import disqualify_head
from ..clauses.bearing import is_bare_kind, is_of_some
from ..clauses.surrounding import goes_alone, is_for_some, voids_all
from ..clauses.talk import is_of_people, is_optional, names_nothing
from ..clauses.terms import has_amounts
from ..clauses.whom import TELLING
from ..conditions.condition import Condition, joined
from ..names.chatter import is_polite
from ..names.heads import segment_head, stage_at, stage_head
from ..names.lexicon import Lexicon
from ..points.amounts import amounts_in
from ..points.statements import Bare, Disqualification, SegmentRule, StageRule, Statement

_ROUTING: Final = frozenset(
    """route routed routing assign assigned notify notified alert slack sdr sdrs sla contacted called followed worked
    handed""".split()
)
_BARRING: Final = frozenset("only nobody none unless except noone exclusively solely".split())
"""Words that bar leads from what other clauses give, whatever else the clause names."""
_LIMITING: Final = frozenset(
    """expire expires decay decays decaying fade fades max maximum cap capped limit limited double doubled triple
    multiply multiplied halve halved reset resets recycled total""".split()
)
_LOSING: Final = frozenset("lose loses drop drops shrink shrinks go goes disappear disappears lapse lapses".split())
_PRONOUNS: Final = "they it these those this that both".split()
_DEMANDING: Final = frozenset("must minimum required require requires provided never mandatory".split())
_WEAK: Final = frozenset("all but both least not no if until before after unless else".split())
_OF_RULES: Final = frozenset(
    """points point pts score scores scored scoring rule rules count counts counted lead leads everyone anyone
    everybody anybody""".split()
)
_OF_ALL: Final = frozenset(
    """all these those above following highest everything everyone total altogether overall combined together other
    others rules lists""".split()
)


_AGEING: Final = frozenset(
    "expire expires expired decay decays decaying fade fades fading halve halved halves reset resets age ages".split()
)


def is_of_age(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether words that could not be read say how points age, and of all of them: reported, they change no rule."""
    words = {t.text for t in clause.tokens if t.kind == "word"}
    is_plain = not (words & (_BARRING | {"max", "maximum", "cap", "capped", "double", "triple", "mql", "sql"}))
    return bool(words & _AGEING) and is_plain and not amounts_in(clause.tokens, lexicon)


def may_decide(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether words that could not be read may say what makes a stage: "a lead counts as qualified if"."""
    is_named = any(t.kind == "word" and t.text.startswith("qualif") for t in clause.tokens)
    return is_named or stage_head(clause.tokens, lexicon) is not None


def may_restrict(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether words that could not be read may change what others mean: "only in the US", "points expire"."""
    tokens = told_plainly(clause.tokens)
    words = {t.text for t in tokens if t.kind == "word"}
    is_asked = bool(words) and tokens[0].is_word("it", "they", "he", "she") and words_at(tokens, 1, _SHALL) > 0
    if not words or is_of_calls(tokens) or (goes_alone(clause.tokens, lexicon) and not is_asked):
        return False
    if voids_all(clause.tokens, lexicon) or is_for_some(clause.tokens, lexicon):
        return True
    is_short = len(tokens) < _SHORT and not (clause.is_item or amounts_in(tokens, lexicon))
    is_told = bool(words & (TELLING - {"sales", "marketing", "product"})) and not tokens[0].is_word(*_PRONOUNS)
    if is_short and is_told and is_of_some(tokens) and not is_bare_kind(tokens, lexicon):
        return True  # "Existing customers"
    if is_asked:
        return True  # "they should also have a nice office"
    if tokens[0].is_word(*_PRONOUNS) and words & (_LIMITING | _LOSING):
        return True
    if amounts_in(tokens, lexicon):  # it has points of its own, and speaks of them
        return bool(words & _OF_ALL) and bool(words & (_BARRING | _LIMITING))
    if is_wish(clause, lexicon):
        return False
    if words & _BARRING:
        return True
    if tokens[0].is_word("this", "these", "that", "all", "everything") and (
        is_of_people(tokens) or not names_nothing(tokens, lexicon)
    ):
        return True
    if words & (_ROUTING | {"grade", "grades", "grading"}) or any(
        stage_at(tokens, i, lexicon) for i in range(len(tokens))
    ):
        return False
    if stage_head(tokens, lexicon) or segment_head(tokens):
        return False
    out = disqualify_head(tokens)
    if out is not None and not out[1]:
        return bool(words & {"points", "score", "scoring", "rule", "rules", "but", "only"})
    if words & _LIMITING:
        return bool(words & (_OF_RULES | _OF_ALL)) or not names_nothing(tokens, lexicon) or len(tokens) < 6
    if words & _DEMANDING:
        return bool(words & (_OF_RULES | _OF_ALL)) or not names_nothing(tokens, lexicon) or is_of_people(tokens)
    return bool(words & _WEAK) and bool(words & _OF_RULES) and not is_polite(tokens)


_SHORT: Final = 6
_SHALL: Final = phrases(
    "|".join(
        f"{verb}{also} {be}"
        for verb in "should|must|has to|have to|needs to|need to|shall|ought to".split("|")
        for also in ("", " also", " always", " at least")
        for be in "have|be in|be from|be a|be an|be at|work|come from|use|know|own|not be|not have|do".split("|")
    )
)
"""What is asked of the leads that were spoken of just before."""
_SELLERS: Final = phrases(
    "sales|the sales team|sales team|our sales team|sdrs|the sdrs|our sdrs|bdrs|the bdrs|reps|the reps"
)
_ONLY: Final = phrases("will|should|only|will only|should only|can only|then only|never|always")
_CALLING: Final = phrases(
    "calls|call|phone|phones|ring|rings|work through|works through|follow up|follows up|dial|dials"
)


def is_of_calls(tokens: Sequence[Token]) -> bool:
    """ "Sales only calls people above 50 points": what is done with the leads, and nothing of the rules."""
    at = words_at(tokens, 0, _SELLERS)
    return at > 0 and words_at(tokens, at + words_at(tokens, at, _ONLY), _CALLING) > 0


_WISHES: Final = phrases(
    "i only want|we only want|i just want|we just want|i only care|we only care|i only need|we only need|i want only|"
    "we want only|i am only interested|we are only interested|only want|only care|i only wish|i would only like|"
    "we would only like|my team only wants|sales only wants|i only ever want|all i want|all we want|all i need|"
    "all i care|what i want|what we want|i want|we want|i need|we need"
)


def is_wish(clause: Clause, lexicon: Lexicon) -> bool:
    """What the speaker wants, in words that name nothing: "I only want to see people who can sign"."""
    at = min((i for i in range(min(len(clause.tokens), 5)) if words_at(clause.tokens, i, _WISHES)), default=-1)
    if at < 0 or clause.below:
        return False
    end = at + words_at(clause.tokens, at, _WISHES)
    if end < len(clause.tokens) and clause.tokens[end].is_word("this", "these", "it", "them", "that", "those"):
        return False  # "we only want this for existing customers"
    return names_nothing(clause.tokens, lexicon) and not is_of_people(clause.tokens)


def belongs(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether words that could not be read may be one of several conditions that have to hold together."""
    tokens = clause.tokens
    words = {t.text for t in tokens if t.kind == "word"}
    if amounts_in(tokens, lexicon) or words & (_ROUTING | {"grade", "grades"}):
        return False
    if stage_head(tokens, lexicon) or segment_head(tokens) or disqualify_head(tokens):
        return False
    if any(has_amounts(c, lexicon) for c in clause.below):
        return False
    if is_optional(tokens[: next((i for i, t in enumerate(tokens) if t.is_sign(":")), 0)]):
        return False
    is_prose = not clause.is_item and not any(t.is_sign(":", "=") for t in tokens[:-1])
    if is_prose and goes_alone(tokens, lexicon):
        return False
    return not (is_prose and (is_polite(tokens) or (names_nothing(tokens, lexicon) and not is_of_people(tokens))))


def narrowed(statement: Statement, only: Condition) -> Statement | None:
    """The statement for some leads only; None if it cannot be."""
    match statement:
        case StageRule() | Disqualification() | SegmentRule() | Bare():
            return replace(statement, condition=joined("all", [only, statement.condition]))
        case _:
            return None

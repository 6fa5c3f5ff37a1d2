"""Numbers that are told without a number: "a good credit score", "big fleets", "enough points". How much
it is, is asked; a number that stands behind them is taken instead: "a big budget (over 50k)"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ....dsl.types import Type
from ...drafts import Question
from ...reading.numbers import bound_at, phrases, words_at
from ...reading.tokens import Token, as_typed
from ...reading.words import stem
from ..names.lexicon import FieldName, Lexicon, words_of
from ..names.saying import said_at
from .numbered import told_of
from .untimed import Vague

_DEGREES: Final = phrases(
    "very|really|fairly|reasonably|quite|pretty|rather|relatively|sufficiently|particularly|especially|unusually|"
    "exceptionally|somewhat|properly|seriously|extremely|super|a|an|the|some|a very|a really|a fairly|a reasonably|"
    "a pretty|a rather|a relatively|a sufficiently|an unusually|an exceptionally|a seriously|a somewhat|at a|"
    "a particularly|an especially|an extremely"
)
_HIGH: Final = phrases(
    "high|higher|big|bigger|large|larger|long|longer|lengthy|extended|good|better|decent|strong|stronger|solid|healthy|"
    "reasonable|substantial|sizeable|sizable|considerable|generous|great|excellent|serious|real|significant|huge|"
    "massive|enough|sufficient|adequate|ample|respectable|appropriate|acceptable|proper|nice|top|outstanding|plenty of|"
    "lots of|a lot of|loads of|above average|above-average|deep|rich|impressive|meaningful|wealthy|fat|hefty|chunky|"
    "comfortable|well above average|enormous|important|many|several|numerous|loads|plenty|positive"
)
_LOW: Final = phrases(
    "low|lower|small|smaller|short|shorter|poor|bad|weak|tiny|little|few|fewer|limited|modest|young|younger|"
    "insufficient|brief|minimal|below average|mediocre|meagre|meager|thin|negative|hardly any|negligible|tight|"
    "too little|not much|not enough|worse|scarce|insignificant|microscopic|mini"
)
_IS: Final = phrases(
    "is|are|was|were|looks|look|has|have|that is|that are|which is|which are|being|must be|should be|needs to be|"
    "has to be|seems|that was|that were|who is|who are|of|with"
)
_BEHIND_HIGH: Final = phrases(
    "high|big|large|long|good|decent|strong|solid|healthy|reasonable|substantial|considerable|significant|huge|"
    "excellent|great|sufficient|high enough|big enough|large enough|good enough|long enough|strong enough|"
    "above average|on the high side|at the upper end|in the upper range|positive|respectable|acceptable|impressive|"
    "well above average|better than average|higher than average|ok|okay|there|adequate|in a good range"
)
_BEHIND_LOW: Final = phrases(
    "low|small|short|poor|bad|weak|tiny|limited|modest|too low|too small|too short|below average|on the low side|"
    "not high enough|not big enough|not large enough|not good enough|insufficient|not enough|too little|negative|"
    "at the lower end|lower than average|worse than average|minimal"
)
_NOT: Final = phrases(
    "not|not too|not very|not so|not that|not particularly|no|not exactly|never|not overly|not a|not at all"
)
_ENOUGH_POINTS: Final = phrases(
    "the score is high enough|the score is high|their score is high enough|its score is high enough|"
    "score is high enough|their score is high|his score is high enough|score high enough|scores high enough|"
    "enough points|enough score|a high score|a high enough score|high scores|a good score|a certain score|"
    "a certain number of points|a certain amount of points|a certain threshold|a sufficient score|sufficient points|"
    "a decent score|a sufficiently high score|the score is good enough|the score is good|the threshold|"
    "a high total|lots of points|a lot of points|plenty of points|the score is above the threshold|a strong score|"
    "the score is above a certain threshold|the score is above a certain value|a score that is high enough|"
    "the score reaches the threshold|the score reaches a certain value|the score gets high enough|a decent total|"
    "a reasonable score|the score is sufficient|the score is big enough|scored enough|scored enough points|"
    "collected enough points|many points|a minimum score|the minimum score|a certain minimum score|high score"
)
_DECIDED_LATER: Final = phrases(
    "tbd|tbc|tba|to be decided|to be confirmed|to be determined|to be defined|to be agreed|to be discussed|is tbd|"
    "is still open|still open|is open|is to be decided|is to be defined|is to be agreed|is to be confirmed|xx points|"
    "x points|xx|n points|is not decided yet|not decided yet|is undecided|undecided|is still to be decided|"
    "some number of points|however many points|is still to be agreed|still to be decided|y points|is pending|pending"
)
_REACHING: Final = phrases(
    "above|over|at|with|from|reach|reaches|reached|reaching|crosses|cross|crossed|has|have|passes|pass|past|beyond|"
    "hits|"
    "hit|gets|get|exceeds|exceed|collects|collected|has collected|have collected|have reached|has reached|"
    "goes above|goes over|is above|is over|are above|are over|has a score above|gets to|get to|made|with more than"
)
_STAGED: Final = ("mql", "mqls", "sql", "sqls", "pql", "pqls", "sal", "qualified", "stage", "hot", "warm", "sales")


@dataclass(frozen=True, slots=True)
class _Said:
    """An adjective: where it begins and ends, and whether it is of much (1) or little (-1)."""

    word: str
    end: int
    sign: int


def unmeasured_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Vague | None:
    """What is left open about a number that is told from here on."""
    return (
        _points(tokens, at)
        or _field(tokens, at, lexicon)
        or _field_is(tokens, at, lexicon)
        or _aged(tokens, at, lexicon)
        or _time_spent(tokens, at, lexicon)
    )


# --- the score


def _points(tokens: Sequence[Token], at: int) -> Vague | None:
    """ "with enough points", where a stage is spoken of."""
    later = words_at(tokens, at, _DECIDED_LATER) if at else 0
    step = words_at(tokens, at, _REACHING)
    size = words_at(tokens, at + step, _ENOUGH_POINTS)
    if not (later or size) or any(t.kind == "number" for t in tokens):
        return None
    if not any(t.is_word(*_STAGED, "threshold", "cutoff") for t in tokens):
        return None
    if later:
        raw = as_typed(tokens[: at + later])
        question = Question(f"How many points is it in “{raw}”?", ("50 points", "75 points", "100 points"))
        return at + later, question, "50 points", "*"
    end = at + step + size
    question = Question(
        f"From how many points on is it “{as_typed(tokens[at:end])}”?", ("50 points", "75 points", "100 points")
    )
    return end, question, "50 points", "score at least *"


# --- fields


def adjective(tokens: Sequence[Token], at: int) -> _Said | None:
    """ "a really high", "no small", "not too bad a"."""
    negated = words_at(tokens, at, _NOT)
    i = at + negated
    i += words_at(tokens, i, _DEGREES)
    i += int(i < len(tokens) and tokens[i].is_word("too"))
    high, low = words_at(tokens, i, _HIGH), words_at(tokens, i, _LOW)
    size = max(high, low)
    if not size:
        return None
    sign = 1 if high >= low else -1
    end = i + size
    while end + 1 < len(tokens) and (tokens[end].is_sign(",") or tokens[end].is_word("and", "or", "enough")):
        more = words_at(tokens, end + 1, _HIGH if sign > 0 else _LOW)
        if tokens[end].is_word("enough"):
            end += 1
        elif more:
            end += 1 + more
        else:
            break
    return _Said(tokens[i].text, end, -sign if negated else sign)


def _field(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Vague | None:
    """ "a reasonable budget": the adjective before the field."""
    said = adjective(tokens, at)
    if said is None:
        return None
    i = said.end + words_at(tokens, said.end, phrases("amount of|level of|number of|of a|of"))
    named = _named(tokens, i, lexicon)
    if named is None:
        return None
    field, end = named
    return _asked(tokens, at, end, field, said.sign)


def _field_is(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Vague | None:
    """ "the credit score is good", "budget too small"."""
    named = _named(tokens, at, lexicon)
    if named is None:
        return None
    field, end = named
    i = end + words_at(tokens, end, _IS)
    for listed, sign in ((_OVER, 1), (_UNDER, -1)):
        size = words_at(tokens, i, listed)
        size += words_at(tokens, i + size, _CERTAIN) if size else 0
        if size > 1 and words_at(tokens, i, listed) < size:
            return _asked(tokens, at, i + size, field, sign)
    negated = words_at(tokens, i, _NOT)
    k = i + negated
    low = words_at(tokens, k, _BEHIND_LOW)
    if not low:
        k += words_at(tokens, k, _DEGREES)
    high, low = words_at(tokens, k, _BEHIND_HIGH), low or words_at(tokens, k, _BEHIND_LOW)
    if not (high or low) or (low and high > low):
        low = 0 if high > low else low
    size = max(high, low)
    if not size:
        return None
    sign = 1 if high >= low else -1
    return _asked(tokens, at, k + size, field, -sign if negated else sign)


_OVER: Final = phrases("over|above|more than|at least|beyond|from|exceeding|higher than|bigger than|larger than|of")
_UNDER: Final = phrases("under|below|less than|at most|lower than|smaller than|fewer than")
_CERTAIN: Final = phrases(
    "a certain amount|a certain number|a certain value|a certain size|a certain level|a certain threshold|"
    "a certain limit|some threshold|some amount|x|a given amount|a given threshold|the threshold|a certain sum|"
    "a certain minimum|a minimum|a certain point|a threshold|the limit|the average|average"
)
_OLD: Final = phrases("older|old|elderly|too old|rather old|very old|mature|senior")
_YOUNG: Final = phrases("younger|young|very young|too young|rather young|not too old|not so old|not that old|not old")
_PEOPLE: Final = (
    "customers customer applicants applicant people borrowers borrower students student clients patients persons"
    " candidates visitors users members guests drivers donors families adults ones"
).split()


def _aged(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Vague | None:
    """ "young customers", "applicants who are not too old", where the age is known."""
    if lexicon.of_concept("age") is None:
        return None
    old, young = words_at(tokens, at, _OLD), words_at(tokens, at, _YOUNG)
    size = max(old, young)
    end = at + size
    is_behind = at > 1 and tokens[at - 1].is_word("are", "is") and any(t.is_word(*_PEOPLE) for t in tokens[:at])
    if not size or not (is_behind or (end < len(tokens) and tokens[end].is_word(*_PEOPLE))):
        return None
    raw = as_typed(tokens[at:end])
    if old > young:
        question = Question(f"How old is “{raw}” at least?", ("40 or more", "50 or more", "60 or more"))
    else:
        question = Question(f"How old is “{raw}” at most?", ("under 25", "under 30", "under 40"))
    if is_behind:
        return end, question, question.choices[0], "aged *"
    is_named = any(stem(tokens[end].text) in source.own for source in lexicon.sources)
    return end + 1, question, question.choices[0], f"{tokens[end].raw if is_named else 'people'} aged *"


_SPENT: Final = phrases("spent|spend|spends|spending|stayed|stays|stay")
_LONG: Final = phrases(
    "a long time|a lot of time|ages|quite some time|a while|some time|quite a while|a good while|much time|"
    "plenty of time|a good amount of time|lots of time|a considerable time|a longer time|enough time|quite long"
)


def _time_spent(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Vague | None:
    """ "spent a long time on the pricing page", where it is known how long a page was open."""
    verb = words_at(tokens, at, _SPENT)
    size = words_at(tokens, at + verb, _LONG) if verb else 0
    has_seconds = any(p.name == "seconds" for s in lexicon.sources for p in s.properties)
    end = at + verb + size
    if not size or not has_seconds or not (end < len(tokens) and tokens[end].is_word("on", "at")):
        return None
    question = Question(
        f"How long is “{as_typed(tokens[at + verb : end])}” at least?", ("30 seconds", "60 seconds", "120 seconds")
    )
    return end, question, "60 seconds", "spent at least *"


def _named(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[FieldName, int] | None:
    """The field of a number that is named here."""
    best: tuple[FieldName, int] | None = None
    for f in lexicon.fields:
        if f.type is not Type.NUMBER:
            continue
        size = said_at(tokens, at, f)
        if size and (best is None or at + size > best[1]):
            best = f, told_of(tokens, at + size, f)
    return best


def _asked(tokens: Sequence[Token], at: int, end: int, field: FieldName, sign: int) -> Vague | None:
    own = " ".join(words_of(field.name))
    given = given_behind(tokens, end)
    if given is not None:
        return given[1], Question("", ("",)), "", f"{own} {given[0]}" if given[0] else as_typed(tokens[at:end])
    raw = as_typed(tokens[at:end])
    numbers = usual_numbers(field.name, field.description, field.concept)
    verb = "is" if _is_one(field) else "are"
    how = "much" if verb == "is" else "many"
    if sign > 0:
        question = Question(f"How {how} {verb} “{raw}” at least?", tuple(f"{n} or more" for n in numbers))
    else:
        question = Question(f"How {how} {verb} “{raw}” at most?", tuple(f"under {n}" for n in numbers))
    return end, question, question.choices[0], f"{own} *"


def _is_one(field: FieldName) -> bool:
    return not words_of(field.name)[-1].endswith("s") or field.name.endswith("ss")


def given_behind(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """The number that stands behind and says what is meant: "(over 50k)", "of 700 or more"."""
    is_open = at < len(tokens) and tokens[at].is_sign("(")
    i = at + is_open
    if at + 1 < len(tokens) and tokens[at].is_sign(",") and words_at(tokens, at + 1, phrases("ie|i e|meaning|that is")):
        i += 1
    i += words_at(tokens, i, phrases("ie|i e|meaning|so|say|that is|which means|of|is|are|at|here"))
    i += i < len(tokens) and is_open and tokens[i].is_sign(",", ":")
    bound = bound_at(tokens, i)
    if bound is None or (bound[0].exact and not is_open):
        return None
    if not is_open:
        return as_typed(tokens[i : bound[1]]), bound[1]
    closing = next((k for k in range(bound[1], min(len(tokens), bound[1] + 5)) if tokens[k].is_sign(")")), 0)
    if not closing or bound[0].exact or any(t.is_sign(",") or t.kind == "number" for t in tokens[bound[1] : closing]):
        return "", at  # in a way that is not read here
    return as_typed(tokens[i : bound[1]]), closing + 1


MONEY: Final = frozenset(
    "dollars dollar euros euro pounds usd eur gbp budget revenue spend income amount price salary fee value".split()
)
_USUAL: Final = (
    (frozenset(("credit", "fico")), ("600", "650", "700")),
    (frozenset(("ielts",)), ("6", "6.5", "7")),
    (frozenset(("toefl",)), ("80", "90", "100")),
    (frozenset(("gpa",)), ("2.5", "3", "3.5")),
)
_RANGE: Final = re.compile(r"\b(\d+) to (\d+)\b")


def usual_numbers(name: str, description: str, concept: str = "") -> tuple[str, ...]:
    """Numbers to choose from: of the range that a description tells, else usual ones."""
    words = {*words_of(name), *words_of(description)}
    known = next((steps for told, steps in _USUAL if told & {w.lower() for w in words}), None)
    m = _RANGE.search(description)
    if m is not None:
        low, high = int(m[1]), int(m[2])
        step = (high - low) / 10
        steps = [low + step * k for k in (6, 7, 8)]
        if high - low <= 10:
            return tuple(dict.fromkeys(f"{round(s * 2) / 2:g}" for s in steps))
        return tuple(dict.fromkeys(str(round(s / 10) * 10) for s in steps))
    if known is not None:
        return known
    if concept == "revenue" or "revenue" in words:
        return "1,000,000", "10,000,000", "50,000,000"
    if concept == "employees":
        return "50", "100", "500"
    if concept == "age" or name == "age":
        return "25", "40", "60"
    if words & MONEY:
        return "10,000", "50,000", "100,000"
    if name in ("minutes", "duration"):
        return "10", "20", "30"
    if name == "seconds":
        return "30", "60", "120"
    if name == "percent":
        return "50", "75", "90"
    return "5", "10", "20"

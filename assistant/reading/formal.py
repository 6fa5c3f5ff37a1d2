"""What policies write, as people say it: "is valued with 30 points", "leads to a deduction of 50 points", "for X 25
points are to be subtracted", "shall be regarded as", "has its seat in", "not fewer than"."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from .instead import instead, moved, put
from .numbers import phrases, words_at
from .times import window_at
from .tokens import Token

_ZERO: Final = Decimal(0)
_POINTS: Final = phrases("points|point|pts|pt|scoring points|score points")
_SCORE: Final = phrases(
    "from the score|from their score|from the total|from the total score|from its score|from the lead score|"
    "to the score|to their score|to the total|to the lead|to the total score|to its score|to the lead score|"
    "from the lead|to the account|from the account|from the lead's score|to the lead's score|from it|to it"
)
_EMPLOYS: Final = phrases("employs|employ|is employing|are employing|does employ")

_SAID: Final = {
    "company": phrases("business entity|legal entity|corporation|business undertaking"),
    "the company": phrases("the undertaking|an undertaking|its enterprise"),
    "is in": phrases(
        "|".join(
            f"{has} {its} {seat} {place}"
            for has in ("has", "have", "having")
            for its in ("its", "their", "a", "the")
            for seat in (
                "seat", "registered seat", "registered office", "headquarters", "head office", "principal seat",
                "domicile",
                "principal place of business", "main office", "place of business", "main seat", "corporate seat", "hq",
            )
            for place in ("in", "within")
        )
        + "|is domiciled in|is established in|is seated in|is headquartered in|is resident in|is incorporated in|"
        "is registered in|is situated in|maintains its headquarters in|maintains its seat in|operates from"
    ),
    "at least": phrases(
        "not fewer than|no fewer than|not less than|no less than|nothing less than|not under|not below|"
        "a minimum number of|equal to or more than|equal to or greater than|"
        "equal to or above|equal to or higher than"
    ),
    "at most": phrases("not exceeding|not above|not greater than|not over"),
    "never more than": phrases(
        "though never more than|although never more than|albeit never more than|yet never more than|"
        "though not more than|though no more than|however never more than|however not more than|although not more than"
    ),
    "without a": phrases("without a single|without even a single|without even one|without so much as a|without even a"),
    "gets": phrases("deserves|should be worth|ought to get|merits"),
    "get": phrases("deserve|merit"),
    "more than": phrases("in excess of|exceeding|upwards of|north of"),
    "is": phrases(
        "amounts to|amount to|is equal to|totals|comes to|adds up to|runs to|sums up to|does amount to|"
        "is to amount to|shall amount to|must amount to|has to amount to|shall be"
    ),
    "exceeds": phrases("is in excess of|is exceeding"),
    "all of the following": phrases(
        "|".join(
            f"{what} {are} {met}{how}"
            for what in ("the following conditions", "the following criteria", "the following requirements",
                         "these conditions", "these criteria", "all following conditions",
                         "all the following conditions",
                         "the conditions below", "the criteria below", "each of the following conditions",
                         "all of the following conditions", "all of the following criteria",
                         "all of the following requirements", "the following prerequisites", "the conditions hereunder")
            for are in ("are", "have been", "shall be", "must be", "have to be", "are all", "shall all be")
            for met in ("fulfilled", "met", "satisfied", "given", "complied with", "present")
            for how in (" cumulatively", " jointly", " collectively", " simultaneously", " together", " all together",
                        " at the same time", " in full", " without exception", " concurrently", " altogether")
        )
    ),
    "marketing qualified lead": phrases("marketing-qualified lead|lead qualified by marketing"),
    "no activity": phrases(
        "|".join(
            f"no {what}{much} {be} {seen}"
            for what in ("activity", "activities", "interaction", "interactions", "engagement", "action", "actions")
            for much in ("", " whatsoever", " at all", " of any kind", " of any sort", " from them", " on their part",
                         " on its part")
            for be in ("is", "was", "has been", "are", "were", "have been", "could be", "can be")
            for seen in ("recorded", "registered", "seen", "noticed", "observed", "detected", "tracked", "noted",
                         "documented", "logged", "measured", "found", "there")
        )
        + "|no activity whatsoever|no activity at all|no activity of any kind|no activities whatsoever|"
        "no interaction whatsoever|no interaction at all|no engagement whatsoever|an absence of any activity|"
        "the absence of any activity|absence of activity"
    ),
}  # fmt: skip
"""What is said otherwise, and means the same wherever it stands."""

_DEEMED: Final = phrases(
    "|".join(
        f"{be} {deemed}{to_be}"
        for be in ("shall be", "is", "are", "is to be", "are to be", "will be", "must be", "should be", "can be", "be",
            "may be")
        for deemed in ("regarded", "deemed", "considered", "classified", "treated", "counted", "recognised",
            "recognized",
                       "designated", "qualified", "categorised", "categorized", "looked upon", "seen", "viewed",
                       "ranked")
        for to_be in ("", " as", " to be", " as being")
    )
    + "|shall qualify as|shall count as|shall constitute|constitutes|constitute|qualifies as|shall be|"
        "acquires the status of|"
    "obtains the status of|receives the status|receives the status of|obtains the status|attains the status of|"
    "is assigned the status|is given the status|shall receive the status|reaches the status of|reaches the status"
)  # fmt: skip
_STATUS: Final = ("mql", "sql", "pql", "sal", "marketing", "sales", "qualified", "hot", "warm", "a", "an")

_BE: Final = ("is", "are", "be", "was", "were", "been", "gets", "get")
_MODAL: Final = ("shall", "will", "must", "should", "to", "has", "have", "may", "is", "are")
_VALUED: Final = (
    "valued rated weighted evaluated assessed scored rewarded honoured honored credited remunerated awarded counted "
    "graded "
    "appraised weighed acknowledged recognised recognized granted allotted allocated assigned accorded "
    "given"
).split()
_PUNISHED: Final = "penalised penalized punished sanctioned fined docked debited charged".split()
_WITH: Final = phrases("with|at|by|as|to the amount of|to the tune of|with a total of|in the amount of")
_LEADS: Final = phrases(
    "|".join(
        f"{modal}{verb}"
        for modal in ("", "shall ", "will ", "should ")
        for verb in ("leads to", "lead to", "results in", "result in", "entails", "entail", "causes", "cause",
            "implies",
                     "triggers", "trigger", "brings about", "brings", "bring", "gives rise to", "carries", "carry",
                     "means",
                     "mean", "incurs", "incur", "attracts", "attract", "earns", "earn", "yields", "yield", "generates",
                     "is followed by", "is subject to", "comes with", "calls for", "produces", "justifies",
                     "effects", "gives", "is rewarded with", "is penalised with", "is penalized with",
                     "is punished with",
                     "is punished by", "is sanctioned with", "is honoured with")
    )
)  # fmt: skip
_LOSS: Final = (
    "deduction deductions subtraction loss penalty reduction malus decrease minus debit abatement subtractions drop"
).split()
_GAIN: Final = "addition bonus credit gain award increase surplus premium plus rise grant value weight".split()
_DEDUCTED: Final = (
    "deducted subtracted removed withdrawn debited docked lost taken revoked cancelled forfeited lowered reduced "
    "withheld"
).split()
_ADDED: Final = "added granted awarded given credited allotted allocated assigned accorded attributed booked".split()
_WHEN: Final = phrases(
    "in case of|in the case of|in the event of|upon|in the event that|in case|in cases of|in the event|as soon as|"
    "on condition that|provided that|on the occasion of|on occurrence of|upon occurrence of|for the case of|"
    "for the case that|for the event that|on the condition that|in so far as|insofar as|where|wherever"
)
_IF: Final = ("that", "as", "where", "wherever", "event", "case")
_NONE: Final = phrases(
    "to none|in none|to no points|to zero|to nothing|to zero points|to no deduction|with none|at none"
)


def in_plain_english(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The clause as somebody would say it who does not write policies."""
    found = _of_companies(put(tokens, _SAID))
    for way in (_deemed, _employing, _window_inside, _leading, _valued, _passive):
        found = way(found) or found
    return found


def _amount_at(tokens: Sequence[Token], at: int) -> int:
    """Where an amount of points ends that begins here, with its unit; 0 if there is none."""
    t = tokens[at] if at < len(tokens) else None
    if t is None or t.kind != "number" or t.value is None or t.money or t.percent or t.or_more or t.signed:
        return 0
    if not t.may_be_points:
        return 0
    end = at + 1 + words_at(tokens, at + 1, _POINTS)
    return end if t.unit or end > at + 1 else 0


def _said(tokens: Sequence[Token], at: int, is_taken: bool) -> list[Token]:
    """The amount there as ": -15 points"."""
    t = tokens[at]
    colon = Token("sign", ":", ":", t.start, t.start)
    return [colon, replace(t, signed="-" if is_taken else "+"), *tokens[at + 1 : _amount_at(tokens, at)]]


def _of_companies(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "The enterprise has its seat in Germany" with its company: a size is not what is meant there."""
    for at in range(1, len(tokens) - 1):
        behind = tokens[at + 1]
        is_one = tokens[at].is_word("enterprise", "organisation", "organization") and tokens[at - 1].is_word(
            "the", "an"
        )
        if is_one and behind.is_word("has", "employs", "is", "must", "shall", "operates", "maintains", "generates"):
            return *tokens[:at], *instead([tokens[at]], "company"), *tokens[at + 1 :]
    return tokens


def _deemed(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "A lead shall be regarded as marketing qualified (MQL) if …" as "a lead is MQL if …"."""
    for at in range(1, min(len(tokens) - 1, 6)):
        size = words_at(tokens, at, _DEEMED)
        end = at + size
        if not size or end >= len(tokens) or (not tokens[end].is_word(*_STATUS) and tokens[end].kind != "text"):
            continue
        body = (*tokens[:at], *instead(tokens[at:end], "is"), *tokens[end:])
        return _abbreviated(body, at + 1)
    return None


def _abbreviated(tokens: tuple[Token, ...], at: int) -> tuple[Token, ...]:
    """ "marketing qualified (MQL)" as "MQL"."""
    for end in range(at + 1, min(at + 6, len(tokens) - 2)):
        is_short = tokens[end].is_sign("(") and tokens[end + 2].is_sign(")") and tokens[end + 1].is_word("mql", "sql")
        if is_short and all(t.is_word("a", "marketing", "sales", "qualified", "lead") for t in tokens[at:end]):
            return *tokens[:at], tokens[end + 1], *tokens[end + 3 :]
    return tokens


def _employing(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "employs at least 100 persons" as "has at least 100 employees"."""
    for at in range(len(tokens) - 2):
        size = words_at(tokens, at, _EMPLOYS)
        end = next((i for i in range(at + size, min(at + size + 7, len(tokens))) if tokens[i].kind == "number"), 0)
        if not size or not end:
            continue
        while end + 2 < len(tokens) and tokens[end + 1].is_word("and", "to") and tokens[end + 2].kind == "number":
            end += 2
        who = words_at(tokens, end + 1, phrases("persons|people|staff|workers|members of staff|employees|heads|person"))
        if not who:
            return None
        has = instead(tokens[at : at + size], "has")
        staff = instead(tokens[end + 1 : end + 1 + who], "employees")
        return *tokens[:at], *has, *tokens[at + size : end + 1], *staff, *tokens[end + 1 + who :]
    return None


def _window_inside(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "has within the last 90 days either requested a demo or visited …" with its window at the end."""
    for at in range(len(tokens) - 4):
        if not tokens[at].is_word("has", "have", "had") or tokens[at + 1].kind != "word":
            continue
        start = at + 1 + tokens[at + 1].is_sign(",")
        found = window_at(tokens, start) if tokens[start].is_word("within", "in", "during", "over") else None
        if found is None:
            continue
        end = found[1]
        rest = tokens[end + (end < len(tokens) and tokens[end].is_sign(",")) :]
        rest = rest[1:] if rest and rest[0].is_word("either") else rest
        is_other = any(t.is_word("within", "last", "past", "then", "but", "points") or t.signed for t in rest)
        if not rest or is_other or any(t.is_sign(":", ",", ";") for t in rest) or rest[0].is_word("not", "no", "never"):
            return None
        return *tokens[: at + 1], *rest, *moved(tokens[start:end], rest[-1].end)
    return None


def _leading(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "A hard bounce leads to a deduction of 50 points, a soft bounce to none"."""
    for at in range(1, len(tokens) - 2):
        size = words_at(tokens, at, _LEADS)
        i = at + size
        i += size > 0 and i < len(tokens) and tokens[i].is_word("a", "an", "the")
        if not size or i + 2 >= len(tokens):
            continue
        kind = tokens[i]
        is_taken, is_given = kind.is_word(*_LOSS), kind.is_word(*_GAIN)
        number = i + 1 + tokens[i + 1].is_word("of", "by")
        end = _amount_at(tokens, number) if is_taken or is_given else 0
        plain = 0
        if not end and tokens[i - 1].is_word("a", "an") and (plain := _amount_at(tokens, i)):
            noun = tokens[plain] if plain < len(tokens) else None
            is_taken = noun is not None and noun.is_word(*_LOSS)
            number, end = i, plain + 1 if noun is not None and noun.is_word(*_LOSS, *_GAIN) else 0
        if not end:
            continue
        if tokens[at - 1].is_word("not", "never", "no", "only", "that", "which"):
            return None
        rest = tokens[end:]
        if rest and not (rest[0].is_sign(",", ";", "(") or rest[0].is_word("and", "each", "per", "if", "when")):
            return None
        return *tokens[:at], *_said(tokens, number, is_taken), *_likewise(rest, is_taken)
    return None


def _likewise(rest: tuple[Token, ...], is_taken: bool) -> tuple[Token, ...]:
    """What a second thing leads to, behind the first: ", a soft bounce to none", ",
    a soft bounce to one of 20 points"."""
    for at in range(1, len(rest)):
        size = words_at(rest, at, _NONE)
        if size and at + size == len(rest):
            at_end = rest[-1].end
            zero = Token("number", "0", "0", rest[at].start, at_end)
            points = Token("word", "points", "points", at_end, at_end)
            return *rest[:at], *instead([rest[at]], ":"), replace(zero, value=_ZERO, unit=""), points
        if (
            rest[at].is_word("to", "with")
            and at + 2 < len(rest)
            and rest[at + 1].is_word("one", "a")
            and rest[at + 2].is_word("of")
        ):
            end = _amount_at(rest, at + 3)
            if end == len(rest):
                return *rest[:at], *_said(rest, at + 3, is_taken)
    return rest


def _valued(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "A visit of our booth is valued with 30 points" as "…: +30 points"."""
    for at in range(2, len(tokens) - 1):
        is_punished = tokens[at].is_word(*_PUNISHED)
        if not (is_punished or tokens[at].is_word(*_VALUED)) or not tokens[at - 1].is_word(*_BE):
            continue
        number = at + 1 + words_at(tokens, at + 1, _WITH)
        end = _amount_at(tokens, number)
        start = at - 1
        while start > 1 and tokens[start - 1].is_word(*_MODAL):
            start -= 1
        if not end or tokens[start - 1].is_word("not", "never", "only", "if", "when", "they", "it", "that", "this"):
            continue
        if tokens[0].is_word("if", "when") and not tokens[start - 1].is_sign(","):
            return None
        return *tokens[:start], *_said(tokens, number, is_punished), *tokens[end:]
    return None


def _passive(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "If …, 15 points are to be deducted", "for the unsubscription 25 points are to be subtracted"."""
    made = _made(tokens)
    verb = made[2] if made else next((i for i in range(2, len(tokens)) if _is_passive(tokens, i)), 0)
    if not verb:
        return None
    is_taken = made[1] if made else tokens[verb].is_word(*_DEDUCTED)
    start = verb
    while (
        not made
        and start > 1
        and (tokens[start - 1].is_word(*_BE) or tokens[start - 1].is_word(*_MODAL, "then", "also"))
    ):
        start -= 1
    number = (
        made[0] if made else next((i for i in range(start - 1, max(start - 4, -1), -1) if _amount_at(tokens, i)), -1)
    )
    if number < 0 or (start == verb and not made) or any(_amount_at(tokens, i) for i in range(number)):
        return None
    end = verb + 1 + max((words_at(tokens, verb + 1, _SCORE), words_at(tokens, verb + 1, phrases("off|away"))))
    rest = tokens[end:]
    if number == 0 and rest and rest[0].is_word("for", "if", "when", "to", "where", "once", "per"):
        return *_said(tokens, 0, is_taken)[1:], *rest
    if rest and not (rest[0].is_sign(",", ";", "(") or rest[0].is_word("up", "with", "but", "and", "per", "each")):
        return None
    what = tokens[:number]
    if any(t.is_word("not") and what[i + 1 : i + 2] and what[i + 1].is_word("for") for i, t in enumerate(what)):
        return None  # "for a meeting, not for a call, 15 points are added"
    is_apart = what[-1].is_sign(":", ",")
    while what and (
        what[-1].is_sign(",", ":", "-")
        or what[-1].is_word("then", "a", "total", "of", "another", "further", "by", *_LOSS, *_GAIN)
    ):
        if what[-1].is_word("another", "further"):
            return None
        what = what[:-1]
    size = words_at(what, 0, _WHEN) if what else 0
    if size and what[size - 1].is_word(*_IF):
        what = (*instead(what[:size], "if"), *what[size:])
    elif size or (what and what[0].is_word("for", "after", "with", "on")):
        what = what[max(size, 1) :]
    elif what and not is_apart and not what[0].is_word("if", "when", "whenever", "once", "every", "each"):
        return None
    return (*what, *_said(tokens, number, is_taken), *rest) if len(what) > 0 else None


def _is_passive(tokens: Sequence[Token], at: int) -> bool:
    """Whether points are "deducted" or "added" here."""
    t = tokens[at]
    is_done = t.is_word(*_DEDUCTED) or t.is_word(*_ADDED)
    return is_done and tokens[at - 1].is_word(*_BE, "also") and not (t.is_word("taken") and at + 1 == len(tokens))


def _made(tokens: Sequence[Token]) -> tuple[int, bool, int] | None:
    """ "A deduction of 20 points is to be made": where its number and its last word are, and whether it is one."""
    for at in range(len(tokens) - 3):
        if not tokens[at].is_word("a", "an", "the") or not tokens[at + 1].is_word(*_LOSS, *_GAIN):
            continue
        number = at + 2 + tokens[at + 2].is_word("of", "by")
        end = _amount_at(tokens, number)
        size = words_at(tokens, end, _IS_MADE) if end else 0
        if size:
            return number, tokens[at + 1].is_word(*_LOSS), end + size - 1
    return None


_IS_MADE: Final = phrases(
    "|".join(
        f"{be} {made}"
        for be in ("is", "is to be", "shall be", "will be", "must be", "should be", "has to be", "is then", "are", "be")
        for made in ("made", "applied", "imposed", "granted", "given", "due", "awarded", "effected", "carried out",
                     "taken", "levied", "added", "in order", "appropriate", "credited", "performed")
    )
    + "|applies|is due|shall apply|will apply|follows|is incurred"
)  # fmt: skip

"""Sentences whose subject is the lead or its score, and sentences about each thing that they did: "the lead loses 15
points if …", "its score reaches 70 points", "each colleague that they invite brings 5 points"."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from .instead import instead
from .numbers import phrases, words_at
from .tokens import Token

_SIX: Final = Token("number", "6", "half a", 0, 0, Decimal(6))
_POINTS: Final = phrases("points|point|pts|pt")
_LEAD: Final = phrases(
    "the lead|a lead|leads|they|the contact|a contact|contacts|the prospect|a prospect|prospects|he|she|it|"
    "an applicant|"
    "the applicant|applicants|the customer|a customer|someone|somebody|people|the account|an account"
)
_GAINS: Final = phrases(
    "gets|get|gains|gain|receives|receive|earns|earn|is given|are given|is awarded|are awarded|is granted|are granted|"
    "should get|should receive|shall receive|will receive|will get|is credited with|are credited with|collects|collect|"
    "shall get|must get|can earn|should be given|should be awarded|deserves|deserve|has earned|picks up|pick up"
)
_LOSES: Final = phrases(
    "loses|lose|forfeits|forfeit|should lose|shall lose|will lose|is docked|are docked|is deducted|must lose|is fined|"
    "gets docked|get docked|is charged|is penalised|is penalized|is penalised with|drops|drop"
)
_WHEN: Final = ("if", "when", "whenever", "once", "for", "after", "every", "each", "per", "as", "because")
_SCORE: Final = phrases(
    "|".join(
        f"{whose}{total} score"
        for whose in ("its", "their", "the", "his", "her", "the lead's", "a lead's", "the")
        for total in ("", " total", " lead", " overall")
    )
    + "|the score of the lead|the score of a lead|the total|the score of such a lead|the points total|their total|"
    "the sum of points|the sum of its points|the sum of the points|the sum of their points|its points|their points"
)
_REACHES: Final = phrases(
    "reaches|has reached|attains|has attained|hits|has hit|gets to|arrives at|achieves|has achieved|is at|comes to|"
    "reach|have reached|attain|hit|amounts to|is|are|climbs to|rises to|goes to|has risen to"
)
_ATTAINED: Final = phrases(
    "has attained|attains|has achieved|achieves|has obtained|obtains|have attained|have achieved"
)
_EXCEEDS: Final = phrases("exceeds|exceed|is above|is over|goes over|is higher than|is more than|passes|has passed")
_OR_MORE: Final = phrases("or more|or above|or higher|and more|and above|or better|and up")
_HANDED: Final = phrases(
    "which have reached a score of|that have reached a score of|who have reached a score of|which reach a score of|"
    "that reach a score of|who reach a score of|reaching a score of|having a score of|which have a score of|"
    "that have a score of|who have a score of|with a total score of|which have attained a score of|with a total of|"
    "that have attained a score of|which attain a score of|attaining a score of|which has reached a score of|"
    "that has reached a score of|which has a score of|who have attained a score of|with a score of not less than"
)
_THEY: Final = phrases(
    "that they|they|which they|that he|he|she|that someone|someone|somebody|that somebody|that a lead|a lead|the lead|"
    "that the lead|that people|people|that leads|leads|that the contact|the contact|which the lead|which a lead"
)
_TAKES: Final = "brings brings is gives earns scores counts adds gets costs makes means bring are".split()


def with_leads_in_front(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The clause as most people say it."""
    found = tuple(tokens)
    for way in (_on_day_one, _half_a_year, _scored, _handed_on, _gaining, _each_one):
        found = way(found) or found
    return found


def _amount_end(tokens: Sequence[Token], at: int) -> int:
    t = tokens[at] if at < len(tokens) else None
    if t is None or t.kind != "number" or t.value is None or t.money or t.percent or t.or_more or t.signed:
        return 0
    end = at + 1 + words_at(tokens, at + 1, _POINTS)
    return end if t.may_be_points and (t.unit or end > at + 1) else 0


_DAY_ONE: Final = phrases("on day one|on day 1|on the first day|initially|on the day itself|to begin with|at the start")
_FADING: Final = (
    "halves",
    "halve",
    "halving",
    "halved",
    "loses",
    "losing",
    "fades",
    "decays",
    "decaying",
    "fading",
    "half",
)


def _on_day_one(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "40 points on day one, halving every 30 days" as "40 points, halving every 30 days"."""
    for at in range(1, len(tokens) - 2):
        size = words_at(tokens, at, _DAY_ONE)
        if not size and tokens[at].is_word("on") and tokens[at + 1].is_word("day") and tokens[at + 2].value == 1:
            size = 3
        is_amount = tokens[at - 1].kind == "number" or tokens[at - 1].is_word("points", "point", "pts")
        if size and is_amount and any(t.is_word(*_FADING) for t in tokens[at + size :]):
            return *tokens[:at], *tokens[at + size :]
    return None


def _half_a_year(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "for half a year" as "for 6 months"."""
    for at in range(1, len(tokens) - 2):
        is_half = tokens[at].is_word("half") and tokens[at + 1].is_word("a") and tokens[at + 2].is_word("year")
        if is_half and tokens[at - 1].is_word("for", "in", "last", "within", "past", "than", "least", "of", "the"):
            year = tokens[at + 2]
            months = replace(year, text="months")
            six = replace(_SIX, start=tokens[at].start, end=tokens[at + 1].end, raw="half a")
            return *tokens[:at], six, months, *tokens[at + 3 :]
    return None


def _scored(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "if its score reaches 70 points or more" as "if it reaches 70 points"."""
    for at in range(1, len(tokens) - 2):
        whose = words_at(tokens, at, _SCORE)
        reached = words_at(tokens, at + whose, _REACHES) if whose else 0
        if not whose and tokens[at].is_word("it", "they"):
            whose, reached = 1, words_at(tokens, at + 1, _ATTAINED)
        over = words_at(tokens, at + whose, _EXCEEDS) if whose and not reached else 0
        number = at + whose + max(reached, over)
        number += words_at(tokens, number, _LEAST) if number > at + whose else 0
        end = _amount_end(tokens, number) if reached or over else 0
        if not end or not tokens[at - 1].is_word("if", "when", "once", "as", "soon", "whenever", "that", "where"):
            continue
        more = words_at(tokens, end, _OR_MORE)
        said = instead(tokens[at : at + whose + max(reached, over)], "it reaches" if reached else "it has more than")
        return *tokens[:at], *said, *tokens[number:end], *tokens[end + more :]
    return None


_LEAST: Final = phrases("at least|a total of|a minimum of|a value of|no less than|not less than|a score of")


def _handed_on(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "leads which have reached a score of at least 80 points" as "leads with a score of at least 80 points"."""
    for at in range(1, min(len(tokens) - 2, 6)):
        size = words_at(tokens, at, _HANDED)
        if size and tokens[at - 1].kind == "word":
            more = "with a score of at least" if tokens[at + size - 1].is_word("than") else "with a score of"
            return *tokens[:at], *instead(tokens[at : at + size], more), *tokens[at + size :]
    return None


def _gaining(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "The lead loses 15 points if it unsubscribes" as "-15 points if it unsubscribes"."""
    who = words_at(tokens, 0, _LEAD)
    gains, loses = words_at(tokens, who, _GAINS), words_at(tokens, who, _LOSES)
    number = who + max(gains, loses)
    end = _amount_end(tokens, number) if who and number > who else 0
    if not end or end + 1 >= len(tokens) or not tokens[end].is_word(*_WHEN[:5]):
        return None
    if tokens[0].is_word("it", "they", "he", "she") and tokens[end].is_word("for", "after"):
        return None
    return replace(tokens[number], signed="-" if loses > gains else "+"), *tokens[number + 1 :]


def _each_one(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "Each colleague that they invite brings 5 points" as "each time they invite a colleague: 5 points"."""
    if not tokens or not tokens[0].is_word("each", "every", "for") or len(tokens) < 6:
        return None
    start = 1 + (tokens[0].is_word("for") and tokens[1].is_word("each", "every"))
    if tokens[0].is_word("for") and start == 1:
        return None
    for at in range(start + 1, min(start + 4, len(tokens) - 3)):
        who = words_at(tokens, at, _THEY)
        noun = tokens[start:at]
        if not who or not all(t.kind == "word" for t in noun) or noun[0].is_word("time", "of", "one", "lead"):
            continue
        verb = tokens[at + who]
        end = at + who + 1
        end += end < len(tokens) and tokens[end].is_word("to", "in", "on", "at", "up", "out")
        behind = tokens[end] if end < len(tokens) else None
        if behind is None or verb.kind != "word" or not (behind.is_word(*_TAKES) or behind.is_sign(":", ",", "=")):
            return None
        number = end + 1
        if not _amount_end(tokens, number) and not (number < len(tokens) and tokens[number].kind == "number"):
            return None
        takes = behind.is_word("costs")
        article = "an" if noun[0].text[0] in "aeiou" else "a"
        amount = replace(tokens[number], signed="-" if takes or tokens[number].signed == "-" else "+")
        head = instead(tokens[:start], "each time they")
        colon = Token("sign", ":", ":", behind.start, behind.start)
        a = instead([replace(noun[0], end=noun[0].start)], article)
        what = (verb, *tokens[at + who + 1 : end], *a, *noun)
        return *head, *what, colon, amount, *tokens[number + 1 :]
    return None

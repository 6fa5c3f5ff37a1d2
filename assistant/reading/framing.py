"""Sentences around a rule that only say that it is wished for, or when it is noticed, put into the usual ones: "we'd
like to see anyone who … score 15", "let's do 15 for a demo", "once they've …, 15", "their score goes up by 15 if …"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .instead import instead
from .numbers import phrases, words_at
from .tokens import Token

_POINTS: Final = phrases("points|point|pts|pt")
_WISHES: Final = phrases(
    "|".join(
        f"{who} {wish}"
        for who in ("we", "i")
        for wish in (
            "would like to see|would love to see|want to see|like to see|would prefer to see|want|would like|"
            "would like to have|would like it if|would love it if|would want|would like for|need|would love"
        ).split("|")
    )
    + "|it would be good if|it would be great if|it would be nice if|would be good if|would be great if"
)
_AFTER_WISH: Final = (
    "anyone anybody everyone everybody someone somebody whoever leads people contacts companies accounts prospects "
    "those a an the any every all they each visitors users"
).split()
_LETS: Final = phrases(
    "let us do|let us say|let us go with|let us make it|let us give|let us have|let us put|let us use|let us try|"
    "let us start with|how about|what about|can we do|could we do|can we say|can we have|could we have|can we make it|"
    "we do|we use|we go with|make it|do|can you do|could you do|i would say|i would do|we said|we agreed on|"
    "we agreed|i would give|i would go with|shall we say|shall we do|can i get|can i have|may i have|"
    "there should be|there is|there are|it should be|it is|there will be|it would be|that is"
)
_SOON: Final = phrases(
    "as soon as|once|the moment|the minute|the second|the moment that|the instant|from the moment|right after|"
    "immediately when|immediately after|as and when|any time that|in case|in the event that|in the event|provided|"
    "provided that|providing|supposing|assuming|on condition that|should"
)
_SOMEBODY: Final = phrases(
    "they|he|she|it|someone|somebody|anyone|anybody|a lead|the lead|a person|the person|a contact|the contact|leads|"
    "people|a prospect|the prospect|we|you|a visitor|a user|a company|an account|the account|the company|contacts|"
    "prospects|a customer|an applicant|the applicant|applicants|a buyer|the buyer|any lead|companies|accounts|users|"
    "that person|this person|that lead|the user|the visitor|visitors|a candidate|a borrower|the borrower"
)
_AT: Final = phrases("at|as|down as|down for|with|to be|as worth")
_PRICED: Final = ("score", "value", "rate", "price", "count", "weight", "put", "mark", "weigh", "make", "rank", "have")
_WHOSE: Final = phrases(
    "the score of a lead|the score of the lead|the lead score|their lead score|their score|the score|his score|"
    "her score|its score|the lead's score|a lead's score|their points|the points|lead score|score|the total|"
    "their total|their rating|the rating|the overall score|the total score|your score"
)
_RISES: Final = phrases(
    "goes up by|goes up|should go up by|should go up|go up by|go up|rises by|rises|increases by|increases|"
    "should increase by|will go up by|grows by|climbs by|is increased by|is raised by|gets increased by|jumps by|"
    "should rise by|gets raised by|is bumped by|gets bumped by|is boosted by|gets boosted by|gains|gets"
)
_FALLS: Final = phrases(
    "goes down by|goes down|should go down by|should go down|go down by|go down|falls by|falls|decreases by|decreases|"
    "drops by|drops|should drop by|will go down by|sinks by|is decreased by|is reduced by|gets reduced by|is lowered "
    "by|is cut by|gets cut by|should fall by|shrinks by|loses|is docked|is docked by"
)
_GIVEN: Final = phrases(
    "added|awarded|given|added to the score|added to their score|to be added|to be given|to be awarded|granted|"
    "should be added|should be given|should be awarded|get added|get awarded|are added|are given|are awarded|"
    "will be added|must be added|credited|are granted|should be granted|are credited|to go|should go"
)
_TAKEN: Final = phrases(
    "taken off|deducted|subtracted|removed|taken away|to be taken off|to be deducted|docked|knocked off|"
    "should be taken off|should be deducted|should be removed|should be subtracted|get taken off|get deducted|"
    "are taken off|come off|are removed|are knocked off|should come off|go away|taken off the score"
)
_WHEN: Final = ("if", "when", "whenever", "for", "to", "once", "where")


def in_usual_frame(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """A clause in the sentence that most people would use for it; only what says nothing of the rule goes."""
    found = tuple(tokens)
    for way in (_wished, _suggested, _rising, _passive, _noticed, _noticed_behind, _priced):
        found = way(found) or found
    return found


def _points_at(tokens: Sequence[Token], at: int) -> int:
    """Where an amount of points ends that begins here; 0 if none does."""
    t = tokens[at] if at < len(tokens) else None
    if t is None or t.kind != "number" or t.value is None or t.money or t.percent or t.or_more:
        return 0
    if not t.may_be_points:
        return 0
    return at + 1 + words_at(tokens, at + 1, _POINTS)


def _amount(t: Token, is_taken: bool = False) -> Token:
    """The number with its sign."""
    return replace(t, signed="-" if is_taken or t.signed == "-" else "+")


def _wished(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "We'd like to see anyone who … score 15" as "anyone who … score 15"."""
    size = words_at(tokens, 0, _WISHES)
    at = size + words_at(tokens, size, phrases("that|it that|if"))
    if not size or at + 2 >= len(tokens):
        return None
    if _points_at(tokens, at):
        return tokens[at:]
    if not tokens[at].is_word(*_AFTER_WISH) or not any(_points_at(tokens, i) for i in range(at, len(tokens))):
        return None
    for i in range(len(tokens) - 1, at, -1):
        if tokens[i].is_word("to") and i + 2 < len(tokens) and _points_at(tokens, i + 2):
            return *tokens[at:i], *tokens[i + 1 :]  # "I want anyone who … to get 15"
    return tokens[at:]


def _suggested(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "Let's do 15 for a demo", "there should be 15 points for a demo" as "+15 for a demo"."""
    size = words_at(tokens, 0, _LETS)
    at = size + words_at(tokens, size, phrases("like|a|plus|maybe|something like") if size else ())
    end = _points_at(tokens, at) if size else 0
    if not end or end + 1 >= len(tokens) or not tokens[end].is_word("for", "if", "when", "to", "whenever"):
        return None
    return _amount(tokens[at]), *tokens[at + 1 :]


def _rising(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "Their score goes up by 15 if …", "if …, then the score goes up 15 points"."""
    for at in range(len(tokens) - 2):
        whose = words_at(tokens, at, _WHOSE)
        up = words_at(tokens, at + whose, _RISES) if whose else 0
        down = words_at(tokens, at + whose, _FALLS) if whose else 0
        number = at + whose + max(up, down)
        end = _points_at(tokens, number) if up or down else 0
        if not end or tokens[number].signed:
            continue
        before, behind = tokens[:at], tokens[end:]
        while before and (before[-1].is_sign(",", ":") or before[-1].is_word("then")):
            before = before[:-1]
        amount = _amount(tokens[number], down > up)
        if not before:
            return (amount, *behind) if behind and behind[0].is_word(*_WHEN) else None
        if behind or not before[0].is_word("if", "when", "whenever", "once", "every", "each", "for", "as"):
            return None
        return *before, *instead([tokens[at]], ":"), amount
    return None


def _passive(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "15 points added when …", "15 points should be taken off if …"."""
    end = _points_at(tokens, 0)
    if not end or tokens[0].signed:
        return None
    given, taken = words_at(tokens, end, _GIVEN), words_at(tokens, end, _TAKEN)
    behind = end + max(given, taken)
    if behind == end or behind + 1 >= len(tokens) or not tokens[behind].is_word(*_WHEN):
        return None
    return _amount(tokens[0], taken > given), *tokens[behind:]


def _noticed(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "As soon as someone …, 15" and "once they've …, 15" as "if …"."""
    size = words_at(tokens, 0, _SOON)
    who = words_at(tokens, size, _SOMEBODY) if size else 0
    if not who or not any(_points_at(tokens, i) for i in range(size + who, len(tokens))):
        return None
    if tokens[0].is_word("should") and tokens[size + who - 1].is_word("we", "you", "i"):
        return None
    return *instead(tokens[:size], "if"), *tokens[size:]


def _noticed_behind(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "15 points as soon as they …" as "15 points if they …"."""
    if not any(_points_at(tokens, i) for i in range(min(5, len(tokens)))):
        return None
    for at in range(1, len(tokens) - 2):
        size = words_at(tokens, at, _SOON)
        if (
            size
            and not tokens[at].is_word("should", "provided", "providing")
            and words_at(tokens, at + size, _SOMEBODY)
        ):
            return *tokens[:at], *instead(tokens[at : at + size], "if"), *tokens[at + size :]
    return None


def _priced(tokens: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """ "Score a pricing page visit at 15", "count a demo as 20 points" as "a pricing page visit: +15"."""
    if not tokens[0].is_word(*_PRICED) or len(tokens) < 4:
        return None
    for at in range(len(tokens) - 1, 1, -1):
        size = words_at(tokens, at, _AT)
        end = _points_at(tokens, at + size) if size else 0
        if end and tokens[at + size].unit == "" and end == at + size + 1 and tokens[at].is_word("with", "as"):
            end = 0  # "count visits with 2"
        if end and (end == len(tokens) or tokens[end].is_sign(",", ";", "(")):
            what = tokens[1:at]
            if any(t.is_sign(":", "=") for t in what) or any(t.signed for t in what):
                return None
            return *what, *instead([tokens[at]], ":"), _amount(tokens[at + size]), *tokens[end:]
    return None

"""Points of which no number is said: give points for, should score higher; and the number that is answered."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token, same_length, tokens_of
from .somewhat import is_less, somewhat_at

POINTS_CHOICES: Final = ("5 points", "10 points", "20 points")


ASKING: Final = phrases(
    "give points for|give points to|give extra points for|give extra points to|add points for|award points for|"
    "award points to|score|assign points for|assign points to|add some points for|reward|boost|boost the score of|"
    "boost the score for|give some points for|give a few points for|give more points for|give bonus points for|"
    "add points when|add points if|give points when|give points if|we should score|we score|points for|"
    "increase the score for|increase the score when|increase the score if|bump the score for|bump up|"
    "give a bonus for|add points to|we give points for|give them points for|award points when|award points if|"
    "give points|should get points for|should get extra points for|we reward|increase score for|increase score when|"
    "increase score if|bonus points for|extra points for|extra points to|more points for|a bonus for|bonus for|"
    "extra credit for|some points for|points to|give more points to|give some points to|give a bonus to|"
    "a few points for|add extra points for|add some points to|add a bonus for|give credit for|give extra credit for|"
    "bump the score of|bump the score if|bump the score when|raise the score for|raise the score of|"
    "raise the score if|raise the score when|increase the score of|increase the score by recency of|higher score for|"
    "higher scores for|a higher score for|more weight for|weight|additional points for|award a bonus for|"
    "award extra points for|award extra points to|give a higher score to|give higher scores to|"
    "give a higher score for|reward points for|points when|points if|extra points when|extra points if|prioritize|"
    "prioritise|upweight|favor|favour|bonus if|bonus when|a bonus if|a bonus when|assign a score to|"
    "assign a score for|add a score for|uplift for|an uplift for|uplift if|an uplift if|uplift when|a boost for|"
    "boost if|a boost if|boost when|a boost when|a bump for|bump for|bump if|a bump if|a lift for|something extra for|"
    "something extra if|a little extra for|a bit extra for|a bit more for|a bit more if|a little more for|"
    "a little more if|some extra for|plus points for|plus points if|some credit for|a kicker for|a premium for|"
    "more points if|more points when|more points the|more if|more for|extra for|something for|points whenever|"
    "points every time|points each time|more points to|more points where|more points as soon as"
)


TAKING: Final = phrases(
    "deduct points for|subtract points for|take points off for|remove points for|deduct points from|"
    "subtract points from|deduct points if|"
    "deduct points when|subtract points when|subtract points if|penalize|penalise|lose points for|"
    "take points away from|take points away for|"
    "reduce the score for|reduce the score if|reduce the score when|lower the score for|lower the score if|"
    "lower the score of|"
    "minus points for|take off points for|take points from|decrease the score for|decrease the score if|"
    "downgrade|decrease score for|reduce score for|downweight|deprioritize|deprioritise|demote|mark down|punish|"
    "de prioritize|de prioritise|score down|take some points off for|knock points off for"
)


GETTING: Final = phrases(
    "get points|gets points|should get points|get extra points|gets extra points|should get extra points|"
    "score points|earn points|get more points|"
    "scores points|earns points|should score higher|score higher|should be scored|are worth points|"
    "is worth points|should get more points|"
    "get bonus points|get a bonus|gets a bonus|should get a bonus|get some points|should get some points|"
    "gets some points|are scored higher|"
    "deserve a bonus|deserves a bonus|deserve extra points|deserves extra points|deserve points|deserves points|"
    "deserve more points|some more points|some extra points|a few points|a bonus|extra points|more points|"
    "should get a higher score|get a higher score|gets a higher score|should have a higher score|"
    "should be worth points|should be worth more|should be scored higher|some points|a few more points|"
    "a few extra points|should earn points|deserve a higher score|are worth extra points|is worth extra points|"
    "tbd|tbc|tba|points tbd|points tbc|to be confirmed|to be determined|to be decided|to be defined|to be agreed|"
    "xx|xx points|x points|n points|some number of points|still open|not decided yet|not yet decided|undecided|"
    "should be rewarded|should increase the score|increases the score|adds points|add points|gives points|give points|"
    "is a plus|are a plus|is a big plus|are a big plus|should count|should count for something|should count more|"
    "should count for more|counts for something|count for something|is worth something|are worth something|"
    "should be worth something|should matter|should matter more|should weigh more|should help the score|"
    "should help their score|helps the score|help the score|counts in their favour|counts in their favor|"
    "should get something|should get something extra|get something|gets something|should get something on top|"
    "get something on top|gets something on top|should get a little something|should bring points|should give points|"
    "is worth a lot|are worth a lot|should be worth a lot|is worth more|are worth more|should get more|get more|"
    "deserve more|deserves more|should get credit|gets credit|get credit|should be prioritised|"
    "should be prioritized|should rank higher|ranks higher|rank higher"
)


LOSING: Final = phrases(
    "lose points|loses points|should lose points|cost points|costs points|get points deducted|"
    "should be penalized|should be penalised|"
    "reduces the score|reduce the score|lowers the score|should reduce the score|should lower the score|"
    "score lower|should score lower|is a minus|are a minus|is a big minus|counts against them|count against them|"
    "count against the lead|"
    "counts against the lead|should count against the lead|should count against a lead|should count against you|"
    "should count against it|count against a lead|counts against you|"
    "should count against them|counts against a lead|is a negative|are a negative|should hurt|should cost something|"
    "costs something|cost something|get less|gets less|should get less|should rank lower|rank lower|ranks lower|"
    "should be worth less|are worth less|is worth less|get fewer points|gets fewer points|should get fewer points|"
    "should be deprioritised|should be deprioritized|should cost points|should cost them points|should hurt the score"
)


def number_in(answer: str) -> Decimal | None:
    return next((t.value for t in tokens_of(same_length(answer)) if t.kind == "number"), None)


_GIVING: Final = (("give",), ("award",), ("grant",), ("add",))


def unsaid_points(tokens: Sequence[Token]) -> tuple[Sequence[Token], int] | None:
    """What is to have points of which no number is said, and whether they are taken away (-1)."""
    rest: Sequence[Token] | None = None
    sign = 1
    for these, s in ((ASKING, 1), (TAKING, -1)):
        size = words_at(tokens, 0, these)
        if size and size < len(tokens) and (rest is None or size > len(tokens) - len(rest)):
            rest, sign = tokens[size:], s
    if rest is not None:
        return rest, sign
    start = int(len(tokens) > 1 and tokens[0].is_word("and", "plus", "also"))
    extra = somewhat_at(tokens, start)  # "a few points for", "a small bonus if"
    end = start + extra
    if extra and end + 1 < len(tokens) and tokens[end].is_word("for", "if", "when", "to", "on", "where"):
        return tokens[end + 1 :], -1 if is_less(tokens[start:end]) else 1
    for these, s in ((GETTING, 1), (LOSING, -1)):
        for back in range(1, 7):
            at = len(tokens) - back
            if at > 0 and words_at(tokens, at, these) == back and (rest is None or at < len(rest)):
                while at > 1 and tokens[at - 1].is_sign(":", "=", "|", "-", "→", ",", "("):
                    at -= 1
                rest, sign = tokens[words_at(tokens, 0, _GIVING) : at], s
    for back in range(1, 6) if rest is None else ():
        at = len(tokens) - back
        if at > 1 and tokens[at - 1].is_sign(":", "=", "→", "-") and somewhat_at(tokens, at) == back:
            rest, sign = tokens[: at - 1], -1 if is_less(tokens[at:]) else 1
    return None if rest is None else (rest, sign)

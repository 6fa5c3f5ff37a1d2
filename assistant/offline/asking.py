"""Points of which no number is said: give points for, should score higher; and the number that is answered."""

from decimal import Decimal
from typing import Final

from ..reading.numbers import phrases
from ..reading.tokens import same_length, tokens_of

POINTS_CHOICES: Final = ("5 points", "10 points", "20 points")


ASKING: Final = phrases(
    "give points for|give points to|give extra points for|give extra points to|add points for|award points for|"
    "award points to|"
    "score|assign points for|assign points to|add some points for|reward|boost|boost the score of|"
    "boost the score for|give some points for|"
    "give a few points for|give more points for|give bonus points for|add points when|add points if|"
    "give points when|give points if|"
    "we should score|we score|points for|increase the score for|increase the score when|increase the score if|"
    "bump the score for|"
    "bump up|give a bonus for|add points to|we give points for|give them points for|award points when|"
    "award points if|give points|"
    "should get points for|should get extra points for|we reward|increase score for|increase score when|"
    "increase score if|bonus points for"
)


TAKING: Final = phrases(
    "deduct points for|subtract points for|take points off for|remove points for|deduct points from|"
    "subtract points from|deduct points if|"
    "deduct points when|subtract points when|subtract points if|penalize|penalise|lose points for|"
    "take points away from|take points away for|"
    "reduce the score for|reduce the score if|reduce the score when|lower the score for|lower the score if|"
    "lower the score of|"
    "minus points for|take off points for|take points from|decrease the score for|decrease the score if|"
    "downgrade|decrease score for|reduce score for"
)


GETTING: Final = phrases(
    "get points|gets points|should get points|get extra points|gets extra points|should get extra points|"
    "score points|earn points|get more points|"
    "scores points|earns points|should score higher|score higher|should be scored|are worth points|"
    "is worth points|should get more points|"
    "get bonus points|get a bonus|gets a bonus|should get a bonus|get some points|should get some points|"
    "gets some points|are scored higher|"
    "should be rewarded|should increase the score|increases the score|adds points|add points|gives points|give points"
)


LOSING: Final = phrases(
    "lose points|loses points|should lose points|cost points|costs points|get points deducted|"
    "should be penalized|should be penalised|"
    "reduces the score|reduce the score|lowers the score|should reduce the score|should lower the score|"
    "score lower|should score lower"
)


def number_in(answer: str) -> Decimal | None:
    return next((t.value for t in tokens_of(same_length(answer)) if t.kind == "number"), None)

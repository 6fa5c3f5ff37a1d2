"""Vague words that are only taken for such where a clause cannot be read otherwise: each of them may also be part of a
name or mean nothing ("key people", "now and then")."""

from typing import Final

from ...reading.numbers import phrases

BIG: Final = phrases(
    "not too small|not small|not that small|not tiny|no small|not very small|not so small|bigger than small|"
    "reasonably big|reasonably large|reasonably sized|fairly big|fairly large|pretty big|quite big|"
    "quite large|rather big|rather large|a bit bigger|sufficiently large|sufficiently big|a good size|"
    "good sized|well sized"
)
OFTEN: Final = phrases(
    "too often|very often|quite often|pretty often|so often|fairly often|really often|more often|"
    "rather often|again and again|over and over|over and over again|time and again|all the time|constantly|"
    "continuously|too many times|so many times|very frequently|on a regular basis|with some regularity|"
    "every now and then|now and then|from time to time|occasionally|several times a week|more than a few times|"
    "a number of times|often enough|frequently enough|many many times|time and time again|consistently|"
    "a good few times|more than just once or twice|multiple times over|loads of times|heaps of times|"
    "tons of times|a ton|heaps|loads"
)
MANY: Final = phrases(
    "too many|so many|very many|quite a number of|a handful of|an awful lot of|a great number of|"
    "a large number of|a high number of|a fair number of|a decent number of|a reasonable number of|"
    "enough different|most of our|a good amount of|a fair amount of|a whole lot of|oodles of"
)
KEEN: Final = phrases(
    "promising|really promising|the promising ones|the hot ones|loyal|keen ones|loyal customers|"
    "loyal customer|good customers|best customers|valuable|valuable customers|really use the product|"
    "really use it|actually use the product|actually use it|really using it|really using the product|"
    "use it properly|use the product properly|use the product heavily|use it heavily|serious buyers|real buyers|"
    "potential buyers|likely buyers|likely to buy|close to buying|about to buy|nearly ready|almost ready|"
    "ready for sales|good leads only|high value|high potential|top leads|top prospects|best leads|"
    "the best leads|great leads|warm enough|hot enough|keen enough|engaged enough|active enough|"
    "interested enough|serious enough|qualified enough|warmed up|on the fence|curious|enthusiastic|"
    "a good match|good match|the right match|a great match|our kind of customer|our kind of people|worthwhile|"
    "worth talking to|worth a call|worth calling|worth our time|tyre kickers|tire kickers|time wasters"
)
QUIET: Final = phrases(
    "stopped using it|stopped using us|stopped using the product|stopped coming|stopped coming back|"
    "stopped showing up|fell asleep|fallen asleep|drifted away|lost interest|losing interest|gone away|"
    "dropped off|fallen off the radar|have stopped using it|have stopped using the product|no longer use it|"
    "no longer use the product|cooled off|gone off the radar|stopped opening our emails|stopped reading us|"
    "stopped logging in|no longer log in|asleep"
)
SENIOR: Final = phrases(
    "senior enough|sufficiently senior|senior persons|senior person|senior folks|senior folk|senior staff|"
    "senior guys|higher ups|high ups|high up|high up enough|high enough up|at a senior level|senior buyers|"
    "senior job titles|senior job title|in a senior role|in a senior position|important people|top people|"
    "the bosses|bosses|big bosses|people in charge|people with a say|higher management|upper management|"
    "the top brass|top brass|top level people|high ranking people|high ranking|senior profiles|"
    "senior decision maker|senior leader|key people|key decision makers|key stakeholders|stakeholders|"
    "the right people|right people|people who decide"
)

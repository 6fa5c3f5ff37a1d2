"""Later turns that leave a number open: "make it a bit more", "raise the demo", "cap it", "let it decay over time",
"only the recent ones". It is asked, and the answer stands in the turn when it is read again."""

import re
from collections.abc import Mapping
from typing import Final

from ...drafts import Question

_START: Final = (
    r"(?:(?:and|but|also|please|ok|okay|can you|could you|can we|could we|then|oh|hmm|actually|maybe)[ ,]+)*"
)
_END: Final = r"(?:[ ,]+(?:please|too|as well|though|thanks))?[ .!?]*"
_IT: Final = r"(?:it|that|them|this|those|these|the points|all of them)"
_SOMEWHAT: Final = r"(?:(?:a bit|a little|a lot|much|slightly|somewhat|way|even|a touch|a tad|considerably|far)[ ])?"
_BIT: Final = r"(?:[ ](?:a bit|a little|slightly|somewhat|a lot|a touch|a tad|a little bit|some more))?"
_DAYS: Final = ("30 days", "60 days", "90 days")
_OPEN: Final[tuple[tuple[str, str, tuple[str, ...], str], ...]] = (
    (
        rf"(?:make|set|let) {_IT} (?:be )?{_SOMEWHAT}(?:more|higher|bigger|less|lower|smaller|fewer|stronger|weaker)"
        r"(?: points)?|(?:a bit|a little|a lot|much|somewhat) (?:more|less|higher|lower)(?: points)?"
        r"(?: for (?:it|that))?",
        "How many points is it then", ("5 points", "10 points", "20 points"), "make it * points",
    ),
    (
        rf"(?:raise|increase|bump up|bump|boost|lower|reduce|decrease|turn up|turn down) (?:{_IT}){_BIT}",
        "How many points is it then", ("5 points", "10 points", "20 points"), "make it * points",
    ),
    (
        r"(?:raise|increase|bump up|bump|boost|lower|reduce|decrease|turn up|turn down) (?:the )?"
        rf"(?P<what>[a-z][a-z -]{{2,40}}?){_BIT}",
        "How many points is it then", ("5 points", "10 points", "20 points"), "make the {what} * points",
    ),
    (
        rf"(?:cap|limit) {_IT}|(?:but )?(?:with|add|put|there should be) an? (?:limit|cap|maximum|ceiling|max)"
        rf"(?: on {_IT})?|(?:it|that|this|they) (?:should|must|has to|have to|needs to) be (?:capped|limited)|capped",
        "Up to how many points in all is it", ("20 points", "30 points", "50 points"), "max * points",
    ),
    (
        rf"(?:let|have|make) {_IT} (?:decay|fade|go down|lose value)(?: over time| with time| gradually| slowly)?"
        r"|(?:it|that|they|those|the points) should (?:decay|fade|go down|lose value|wear off)"
        r"(?: over time| with time| gradually| slowly)?|(?:add|with) (?:a |some )?(?:time )?decay",
        "In how many days is half of it left", _DAYS, "halve it every * days",
    ),
    (
        rf"(?:let|have|make) {_IT} expire(?: at some point| eventually| after a while)?"
        r"|(?:it|that|they|those|the points) should (?:expire|run out|disappear)"
        r"(?: at some point| eventually| after a while| after some time)?|(?:add|with) an expiry(?: date)?",
        "After how many days is it nothing", _DAYS, "it expires after * days",
    ),
    (
        r"only (?:if |when )?(?:(?:it|that|they|those|these) (?:is|are|was|were) )?(?:fairly |quite |really )?recent"
        r"|only (?:the )?recent ones|(?:the )?recent ones only|only recently|only lately|only if recent",
        "How many days ago is that at most", _DAYS, "only in the last * days",
    ),
)  # fmt: skip
_NUMBER: Final = re.compile(r"\d[\d.,]*")


def open_change(said: str, answers: Mapping[str, str]) -> tuple[str, Question | None] | None:
    """The turn with a number in it, and what has to be asked first; None if it leaves none of these open."""
    plain = " ".join(said.split())
    for pattern, asked, choices, words in _OPEN:
        m = re.fullmatch(f"{_START}(?:{pattern}){_END}", plain, re.IGNORECASE)
        if m is None:
            continue
        question = Question(f"{asked}: “{plain.rstrip(' .!?')[:80]}”?", choices)
        answer = answers.get(question.text)
        number = _NUMBER.search(answer if answer is not None else choices[0])
        if number is None:
            return None
        what = m.groupdict().get("what") or ""
        filled = words.replace("*", number[0]).replace("{what}", what)
        return filled, question if answer is None else None
    return None

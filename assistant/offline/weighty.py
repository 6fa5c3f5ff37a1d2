"""Words that mean something wherever they stand, and what rules have of them if they were read."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..reading.numbers import phrases, words_at
from ..reading.tokens import Token

_NOT: Final = r"\b(?:not|no|none|unknown|otherwise|ignore|disqualify|unless)\b|!=|\badd 0\b"
_SEVERAL: Final = (
    r"\b(?:no|not)\b(?s:.*)\band\b|"
    r"\bor\b|\bany of\b|\bin \(|\bat least \d|\bwhen\b(?s:.*)\bwhen\b|\bin \w|\n.*\n.*(?:add|subtract)"
)
_WEIGHTY: Final = tuple(
    (phrases(words), re.compile(needed))
    for words, needed in (
        ("different|distinct|unique|separate|various", r"\bdistinct\b|\bdays\b|\bonce per\b|\beach\b|\bat least \d"),
        ("all but|any but|anything but|everything but|everyone but|anyone but|anywhere but|all except", _NOT),
        ("in a row|consecutive|consecutively|on average|average|median", r"average|\bspanning\b"),
        (
            "weekend|weekends|weekday|weekdays|working days|business days|monday|tuesday|wednesday|thursday|friday|"
            "saturday|sunday|working hours|business hours|office hours",
            r"$^",
        ),
        (
            "again|comes back|came back|come back|coming back|returns to|returned to|return to|revisit|revisits|"
            "revisited|repeatedly|repeated|repeat|second time|third time|more than once|another time",
            r">=? ?[2-9]|>= \d\d|> \d|\beach\b|\bthen\b|\bresets\b|\bspanning\b|\brecycle|\bholds until\b|\blatest\b",
        ),
        ("in millions|in thousands|in k|in million|in mio|in thousand|in m", r"\d[kMB]\b|\d000\b"),
        ("or", _SEVERAL),
    )
)
_OR_MORE: Final = phrases(
    "or more|or less|or higher|or above|or over|or up|or better|or fewer|or lower|or larger|or bigger|or below|"
    "or exceeds|or exceed|or better|or rather|"
    "or equal|or equals|or equal to|or under|or greater|or later|or earlier|or so|or not|or longer|or beyond|"
    "or else|or smaller|or newer|or older|come back to me|come back to us|comes back to me|comes back to us"
)


def not_carried_out(said: Sequence[Token], rules: str) -> Iterator[Token]:
    """The words of which the rules have nothing."""
    for at, t in enumerate(said):
        for words, needed in _WEIGHTY:
            if words_at(said, at, words) and not words_at(said, at, _OR_MORE) and not needed.search(rules):
                yield t

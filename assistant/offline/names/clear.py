"""Words that name an event though they leave out a part of its name, and words that do not."""

from typing import Final

from .lexicon import Source

DOING: Final = frozenset(
    """attend register request start submit open click watch use accept reject reply add view visit complete sign
    connect raise call meet start buy purchase order share""".split()
)
"""What is done, without what it is done to: "attended" alone names no event."""


_LEFT_OUT: Final = frozenset("attend connect start use submit request view watch download visit data".split())


_THINGS: Final = frozenset(
    """ticket quiz survey calculator brochure
    prospectus catalogue voucher coupon transcript interview seminar fair booth
    checklist configurator leaflet pilot showroom roadshow tradeshow""".split()
)
"""What is one thing, whatever its name says more of it: a support ticket is a ticket."""


_TOO_WIDE: Final = frozenset("sale email product customer company call lead ad chat".split())


def is_clear(source: Source, said: set[str]) -> bool:
    """Whether words that leave out a part of a source's name can mean nothing else: "webinar" is who attended."""
    if said and said <= {"click", "open"} and set(source.strong - said) == {"email"}:
        return True  # nothing but a mail can be clicked or opened here
    if source.strong & said & _THINGS:
        return True
    named = (source.strong & said) - DOING - _TOO_WIDE
    return bool(named) and source.strong - said <= _LEFT_OUT


VERBS: Final = frozenset(
    """visit visits view views download downloads attend attends request requests submit submits open opens click
    clicks register registers log logs start starts book books ask asks fill fills complete completes watch
    watches saw see sees use uses reply replies look looks check checks read reads subscribe unsubscribe
    unsubscribes""".split()
)


ASSETS: Final = frozenset("ebook whitepaper webinar guide template video".split())
"""Stems of what has a title that people say before it: "the ROI ebook"."""

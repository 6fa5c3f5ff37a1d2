"""Turns of phrase in which a word that limits, voids or denies elsewhere does nothing of the kind: "answers to your
questions", "replaces the old page", "for the next quarter", "agreed after the call", "please double check"."""

import re
from collections.abc import Sequence
from typing import Final

from ...reading.tokens import Token

_OWNER: Final = r"(?:(?:the|our|my|your|their|his|her|all|any|all the|an?|this|that|yesterday|today|last|these) )?"
_OLD: Final = r"(?:(?:old|older|previous|former|existing|current|last|earlier|legacy|outdated|obsolete) )?"
_PAPER: Final = (
    r"(?:(?!new\b)[a-z]+ )?(?:pages?|sheets?|spreadsheets?|versions?|models?|docs?|documents?|lists?|tables?|scoring"
    r"|polic(?:y|ies)|files?|tabs?|drafts?|wiki|setup|system|matrix|mails?|emails?|threads?|slides?|decks?|definitions?"
    r"|scores|rules?|ones?)"
)
_MEETING: Final = (
    r"(?:[a-z]+ ){0,2}(?:meeting|call|offsite|workshop|review|sync|session|discussion|board|qbr|kickoff|kick off|retro"
    r"|standup|conversation|feedback)"
)
_TIME: Final = (
    r"(?:fiscal )?(?:years?|quarters?|seasons?|months?|weeks?|half|h[12]|q[1-4]|cycle|campaign|release|sprint)"
)
_WEEKDAY: Final = "monday|tuesday|wednesday|thursday|friday|yesterday|today|last week"
_DAY: Final = (
    r"(?:next |this )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend)|tomorrow|tonight|noon|lunch"
    r"|eod|eow|end of (?:the |this )?(?:day|week|month)|go live|launch"
)
_ASIDE: Final = re.compile(
    r"\b(?:"
    rf"(?:answers?|replies|reply|response|answered) (?:to |on )?{_OWNER}(?:open )?questions?"
    r"|(?:your|for|with) questions?"
    r"|(?:as |we |was |were )?discussed (?:with|in|on|at|yesterday|today|last|earlier|this)|as discussed"
    rf"|(?:please )?(?:replac(?:es?|ing)|supersed(?:es?|ing)|overwrit(?:es?|ing)|takes the place of) {_OWNER}{_OLD}"
    rf"{_PAPER}(?: before)?|(?:replaces?|supersedes?) (?:everything|all)(?: before)?"
    rf"|(?:copied|pasted|taken|exported|moved|lifted|imported|straight|adapted|forwarded) from {_OWNER}{_OLD}{_PAPER}"
    rf"|(?:after|before|following|from|in|since) (?:{_OWNER})?(?:{_WEEKDAY})(?: s)? {_MEETING}"
    r"|by (?:the )?(?:end of (?:the |this |next )?(?:month|week|year|quarter)|(?:month|week|year|quarter)(?: s)? end)"
    rf"|(?:for )?(?:the )?(?:next|coming) {_TIME}|for (?:the |this |our )?(?:(?:first|second|third|fourth) )?{_TIME}"
    r"|(?:agreed|decided|settled|fixed|changed|updated|revised|results?|numbers|notes|defined|set|came|landed|ended)"
    rf"(?: \w+){{0,3}} (?:after|before|since|following|from|in|during) {_OWNER}{_MEETING}"
    rf"|(?:as )?per (?:our|your|the|my|last|yesterday) (?:{_MEETING}|\w+ ?(?:mails?|emails?|request|agreement|notes))"
    r"|not sure (?:whether|if|about)|per (?:our|your) chat|for (?:the |this )?(?:spring|summer|autumn|fall|winter)"
    r"|double check(?:ed)?|once (?:more|again)|one last|one more|last one|last thing|last but not least"
    r"|if (?:that|this|it) (?:works|helps|is ok|is okay|is fine|makes sense|suits you)|if possible|if you (?:can|could"
    r"|want|need|like|agree|disagree|have|think|prefer)|if (?:something|anything) (?:is|looks|seems) \w+"
    r"|when you (?:can|have)|until further notice|with immediate effect|effective immediately|as of (?:now|today)"
    r"|no (?:problem|worries|rush|hurry|big deal|objections)|not urgent|not a big deal|without further ado|never mind"
    rf"|(?:before|by) (?:the )?(?:{_DAY})"
    r"|(?:never|do not|not to|let us not) forget(?: that)?|all of (?:it|this) (?:must|has to|needs to|should) be"
    r" (?:live|ready|done|in place|finished|up)"
    r"|matters? (?:the )?most|most important(?:ly)?|said yes|nothing more|kick off|hand off|signed off|sign off"
    r")\b"
)


def told_plainly(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without such turns of phrase."""
    words = [t for t in tokens if t.kind == "word"]
    said = " ".join(t.text for t in words)
    dropped: set[int] = set()
    for m in _ASIDE.finditer(said):
        first = said.count(" ", 0, m.start())
        dropped |= {id(t) for t in words[first : first + m.group().count(" ") + 1]}
    return [t for t in tokens if id(t) not in dropped]

"""That nothing happened, however it is said: "we haven't seen any activity from them", "nothing happened", "they went
off the radar"; all of it "no activity"."""

from collections.abc import Sequence
from typing import Final

from .instead import instead
from .numbers import phrases, words_at
from .times import UNITS_OF_TIME
from .tokens import Token

_WE: Final = phrases("we|i|our team|anybody|anyone|sales|the team|you")
_THEY: Final = phrases("they|he|she|it|a lead|the lead|someone|somebody|leads|people|a contact|the contact")
_HAVE_NOT: Final = phrases("have not|has not|had not|did not|do not|does not|can not|cannot|could not")
_NOTICED: Final = phrases(
    "seen|see|had|have|noticed|notice|got|get|gotten|recorded|record|registered|register|picked up|pick up|tracked|"
    "track|observed|observe|logged|log|spotted|spot|detected|detect|found|find|measured"
)
_NOTICE: Final = phrases(
    "see|saw|have seen|get|got|had|have|have had|had seen|record|recorded|notice|noticed|register|registered|track|"
    "tracked|there is|there was|there has been|there have been|there are|there were|show|shows|showed|have shown|"
    "has shown|has had|has"
)
_ANY: Final = phrases("any|a|a single|any more|any further|any new|any kind of|any sort of|so much as a|even a")
_NO: Final = phrases("no|zero|not any|no more|no further|not a single|absolutely no|no new|no kind of")
_ACTIVITY: Final = phrases(
    "activity|activities|sign of life|signs of life|sign of activity|signs of activity|action|actions|interaction|"
    "interactions|engagement|movement|life sign|life signs|touchpoint|touchpoints|touch point|touch points|activity at "
    "all|activity of any kind|activity whatsoever|event|events|trace|action at all"
)
_ANYTHING: Final = phrases("anything|a thing|any thing")
_FROM_THEM: Final = phrases(
    "|".join(
        f"{way} {whom}"
        for way in ("from", "by", "on", "with", "of", "out of", "for", "around", "in")
        for whom in (
            "them|him|her|it|the lead|this lead|a lead|that lead|the person|that person|the contact|the account|"
            "the company|their side|that account|this account|this contact|these people"
        ).split("|")
    )
)
_HEARD: Final = phrases(
    "|".join(
        f"{have} {nothing}"
        for have in ("have heard", "heard", "hear", "had heard", "have had", "have seen", "saw", "see", "have got",
            "got",
                     "have received", "received", "get", "has heard", "has seen")
        for nothing in ("nothing", "nothing more", "nothing at all", "nothing further", "nothing whatsoever",
            "not a peep",
                        "nothing new", "not a word", "zilch", "absolutely nothing", "not a sound")
    )
    + "|have not heard anything|have not heard a thing|have not heard a word|have not heard a peep|"
        "did not hear anything|"
    "have not seen anything|have not heard anything more|have not heard anything at all|have not seen a thing|"
    "do not hear anything|did not hear a thing|have not heard anything else|did not hear a word|have not heard|"
    "have not heard back|did not hear back|has not heard back"
)  # fmt: skip
_NOTHING: Final = phrases(
    "nothing happened|nothing has happened|nothing happens|nothing at all happened|nothing is happening|"
    "nothing whatsoever happened|nothing came in|nothing has come in|nothing came|nothing has come|nothing was seen|"
    "nothing has been seen|nothing was recorded|nothing is seen|nothing was registered|nothing moved|"
    "nothing has moved|nothing going on|nothing is going on|nothing was going on|nothing has been going on"
)
_GONE: Final = phrases(
    "|".join(
        f"{verb} {how}"
        for verb in ("went", "go", "goes", "gone", "has gone", "have gone", "going", "fell", "falls", "has fallen",
                     "have fallen", "have been", "has been", "is", "are", "stays", "stay", "stayed", "remain",
                     "remains")
        for how in ("silent", "quiet", "dark", "off the radar", "dormant", "inactive", "mia", "awol", "stale", "idle",
                    "radio silent", "completely silent", "completely quiet", "totally quiet", "off grid",
                    "all quiet", "totally silent", "completely inactive", "totally inactive", "completely dark")
    )
)  # fmt: skip
_LENGTHS: Final = UNITS_OF_TIME | frozenset("d w mo while ages time".split())
"""Without any of them "gone dark" leaves the time open, which is asked."""
_NOT_DONE: Final = phrases(
    "do anything|done anything|do a thing|done a thing|show any activity|shown any activity|show any sign of life|"
    "shown any sign of life|show any signs of life|shown any signs of life|show up anywhere|do anything at all|"
    "done anything at all|do anything with us|done anything with us|done a single thing|do anything whatsoever"
)


def with_quiet(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The clause with "no activity" wherever it is said in another way."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        end = _end(tokens, at)
        if end > at:
            found += instead(tokens[at:end], "no activity")
            at = end
        else:
            found.append(tokens[at])
            at += 1
    return tuple(found)


def _end(tokens: Sequence[Token], at: int) -> int:
    if tokens[at].kind != "word":
        return at
    gone = words_at(tokens, at, _GONE) if any(t.text in _LENGTHS or t.unit in _LENGTHS for t in tokens) else 0
    if gone and not tokens[at].is_word("is", "are") and not (at and tokens[at - 1].is_word("not", "never")):
        return at + gone
    nothing = words_at(tokens, at, _NOTHING)
    if nothing:
        return _from_them(tokens, at + nothing)
    we = at + words_at(tokens, at, _WE)
    they = at + words_at(tokens, at, _THEY)
    for who in {we, they, at}:
        heard = words_at(tokens, who, _HEARD) if who != at or at == 0 else 0
        if heard and _from_them(tokens, who + heard) > who + heard:
            return _from_them(tokens, who + heard)  # "we have heard nothing from them"
        denied = words_at(tokens, who, _HAVE_NOT)
        if denied and (done := words_at(tokens, who + denied, _NOT_DONE)) and who != we:
            return _from_them(tokens, who + denied + done)
        noticed = words_at(tokens, who + denied, _NOTICED) if denied else 0
        if noticed:
            i = who + denied + noticed
            anything = words_at(tokens, i, _ANYTHING)
            if anything and _from_them(tokens, i + anything) > i + anything:
                return _from_them(tokens, i + anything)
            i += words_at(tokens, i, _ANY)
            if size := words_at(tokens, i, _ACTIVITY):
                return _from_them(tokens, i + size)
        noticing = words_at(tokens, who, _NOTICE)
        no = words_at(tokens, who + noticing, _NO) if noticing else 0
        size = words_at(tokens, who + noticing + no, _ACTIVITY) if no else 0
        if size:
            return _from_them(tokens, who + noticing + no + size)
    return at


def _from_them(tokens: Sequence[Token], at: int) -> int:
    return at + words_at(tokens, at, _FROM_THEM)

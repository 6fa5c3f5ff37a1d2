"""What is said around a change: "hey, sorry, one more thing: …", "thx! also …", "… if that's ok, thanks"."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token

_OPENING: Final = phrases(
    "make it|make that|make this|make the|make them|make those|make both|make all|change|set it|set the|set that|"
    "instead|actually|rather|raise it|"
    "raise the|lower it|lower the|it should be|they should be|should be|use|no|no make it|please make it|ok make it|"
    "okay make it|let us make it|can you make it|could you make it|can we make it|please change|increase it|up the|"
    "up it|"
    "bump|bump it|bump the|take the|take it|put the|put it|bring the|bring it|lower|raise|increase|decrease|reduce|"
    "decrease it|reduce it|reduce the|bump it|switch|replace|update|i meant|we meant|not|move|swap|"
    "relax this to|relax it to|tighten it to|tighten this to|loosen it to|adjust it to|adjust to|relax it|"
    "that should be|rename|back to|should have been|it should have been|correct|fix"
)
_TALK: Final = phrases(
    "actually|ok|okay|please|hmm|oh|ah|right|so|well|and please|can you|could you|can you please|could you please|"
    "would you|let us|can we|could we|thanks|thank you|great|perfect|good|nice|cool|sorry|hm|also please|"
    "one more thing|one change|small change|quick change|on second thought|on second thoughts|i think|we think|"
    "we decided to|wait|we have decided to|looks good|looks great|looks good but|fine|yes|yep|yeah|sure|all good|"
    "good but|great but|but please|ok but|hang on|hold on|maybe|perhaps|then|i would like to|we would like to|"
    "we want to|i want to|one more|just|hey|hi|hello|hi again|hey again|hi there|hey there|thx|ty|tx|ta|thanks a lot|"
    "many thanks|thank you very much|thanks so much|cheers|awesome|excellent|lovely|super|brilliant|wonderful|"
    "amazing|"
    "my bad|oops|whoops|ooh|oh and|ah and|one last thing|last thing|another thing|one other thing|one more change|"
    "one small thing|one small change|another change|quick one|a small change|small correction|one correction|"
    "correction|a correction|forgot|i forgot|we forgot|forgot to say|i forgot to say|before i forget|almost forgot|"
    "nearly forgot|i almost forgot|while you are at it|while we are at it|come to think of it|thinking about it|"
    "on reflection|now that i think about it|now that i think of it|you know what|if you do not mind|if you can|"
    "if that is ok|if that is okay|for now|that is great|that is good|that is fine|that looks good|that looks great|"
    "this looks good|this looks great|this is great|this is good|sounds good|good job|well done|works for me|"
    "that works|got it|understood|alright|all right|very good|very nice|looks right|looks fine|that is right|"
    "first of all|secondly|finally|lastly|next|hmmm|um|uh|listen|look|sorry to bother you|me again|it is me again|"
    "good morning|good afternoon|sorry for the back and forth|sorry for the trouble|would it be possible to|"
    "is it possible to|i would rather|we would rather|i would prefer to|we need to|we have to|i need to|you can|"
    "we can|we could|we should|you should|go ahead and|feel free to|kindly|pls|plz|better|even better|"
    "typo|a typo|small typo|ups|my mistake|mea culpa|relax this|relax it|tighten this|"
    "tighten it|loosen this|loosen it|adjust this|adjust it|be stricter|be less strict|be a bit stricter|i guess|"
    "i suppose|apparently|turns out|as discussed|as agreed|as promised|one thing|2 things|two things|first|now"
)
_TAIL: Final = phrases(
    "please|thanks|thank you|now|thx|cheers|ok|then|after all|if possible|if you can|though|pls|actually|plz|ty|"
    "thanks a lot|many thanks|if that is ok|if that is okay|if you do not mind|for now|i think|i guess|i suppose|"
    "from now on|going forward|ok thanks|thank you very much|thanks so much|right|will you|would you|"
    "these days|nowadays|at the moment|right now|currently|at present|of course|obviously|"
    "could you|ta|will be better|would be better|is better|is enough please|sorry"
)
_JOINING: Final = phrases("and|also|plus|but|and also|and then|but also|and so|and also please|then|as well as that")
_STILL_OF: Final = phrases("first|last thing|next|2 things|two things|one thing|right|just|make|one more|then|no")
"""What is talk only where a sign or a change follows: "the first rule", "just in Germany"."""


def without_talk(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Without "actually, please" around what is to be different."""
    found = _without_head(tuple(tokens))
    while len(found) > 1:
        back = next((b for b in (4, 3, 2, 1) if b < len(found) and words_at(found, len(found) - b, _TAIL) == b), 0)
        if back and back < len(found):
            found = found[:-back]
        elif found[-1].is_sign(",", "-", ":", ";", "!"):
            found = found[:-1]
        else:
            break
    return found


def _without_head(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    found = tokens
    while len(found) > 1:
        size = words_at(found, 0, _TALK)
        if size == len(found):
            break
        if size and words_at(found, 0, _STILL_OF) == size and not found[size].is_sign(",", ":", "-", "!"):
            size = size if is_change(found[size:]) and not words_at(found, 0, phrases("no|make")) else 0
        if not size and found[0].is_sign(",", "-", ":", "!", ";"):
            size = 1
        joined = words_at(found, 0, _JOINING)
        if not size and joined and joined < len(found) and (is_change(found[joined:]) or _is_talk(found[joined:])):
            size = joined
        if not size:
            break
        found = found[size:]
    return found


def _is_talk(tokens: Sequence[Token]) -> bool:
    return words_at(tokens, 0, _TALK) > 0 and not words_at(tokens, 0, _STILL_OF)


_SAYS_NOTHING: Final = frozenset(
    """hi hello hey dear thanks thank you thx ty ta cheers best regards kind wishes bye great perfect good nice cool
    awesome excellent lovely super brilliant wonderful amazing ok okay fine yes yep yeah sure right looks look looking
    sounds to me for us this that it is all very so much a lot really the draft work job well done love like works
    happy with and i we again team all everyone everybody there have day evening weekend nice one already now just
    what wanted exactly spot on correct agreed approved lgtm makes sense got understood please pls your help quick
    reply prompt got go ahead apply ship""".split()
)
_GREETS: Final = frozenset("hi hello hey dear best regards cheers thanks".split())


def is_courtesy(tokens: Sequence[Token]) -> bool:
    """Whether a sentence says nothing but that somebody is pleased, or to whom and by whom it is written."""
    words = [t for t in tokens if not t.is_sign(",", "!", ".", "-", ":", ")", "(")]
    if not words or any(t.kind != "word" for t in words):
        return False
    said = [t for t in words if t.text not in _SAYS_NOTHING]
    name = said[0] if said else None
    is_name = len(said) == 1 and name is not None and name.raw[:1].isupper() and words[0].is_word(*_GREETS)
    return (not said or is_name) and any(t.text in _SAYS_NOTHING - _FILLING for t in words)


_FILLING: Final = frozenset("to me for us this that it is all a the and i we with your there so have well on".split())


def opening_of(tokens: Sequence[Token]) -> int:
    """How many words at the beginning say that something is to be different: "make it", "lower the"."""
    return words_at(tokens, 0, _OPENING)


def is_change(tokens: Sequence[Token]) -> bool:
    """Whether what is said is about what is there: it must never be added to it."""
    return bool(opening_of(tokens)) or any(t.is_word("instead") for t in tokens)

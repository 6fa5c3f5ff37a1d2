"""Words of a message that say nothing of the rules."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token

_GREETINGS: Final = phrases(
    "hi|hello|hey|dear|thanks|thank you|cheers|best|best regards|kind regards|regards|let me know|as discussed|"
    "many thanks|"
    "good morning|good afternoon|hope you are well|hope this helps|please find|see below|fyi|thx|ty|ping me|"
    "talk soon|best wishes|"
    "here is what we agreed|here is what i have|here we go|here goes"
)


_POLITE: Final = phrases(
    "let me know|let us know|shout|shout if|happy to|please check|please review|please have a look|any questions|"
    "questions|if you have|feel free|ping me|reach out|give me a shout|thoughts|what do you think|does that work|"
    "does this work|hope|i hope|we hope|looking forward|as promised|as you know|sorry|apologies|please shout|"
    "please confirm|please let|come back to me|get back to me|happy to discuss|i am happy|we can discuss|see you"
)


def is_polite(tokens: Sequence[Token]) -> bool:
    """ "Let me know if anything is unclear"."""
    return any(words_at(tokens, i, _POLITE) for i in range(min(len(tokens), 4)))


_ABOUT: Final = frozenset(
    """here is are our the a an of for new current proposed lead leads scoring score model rules rule definition
    definitions criteria mql as discussed please can you could set up build create draft write make we i want
    need would like to us following below let let's start with team points system these this that how it works
    what agreed on by from sales marketing and q1 q2 q3 q4 notes note follow follows at based""".split()
)


_MORE: Final = frozenset("as follows points summary give assign award quick short our tier tiers rank".split())
_LABELS: Final = frozenset("important note nb reminder ps update addition hint remark fyi caveat also heads up".split())
_LEAD_IN: Final = (_ABOUT | _MORE | _LABELS) - frozenset(("mql", "start", "a"))


def without_lead_in(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without "Score leads as follows:" and the like."""
    colon = next((i for i, t in enumerate(tokens) if t.is_sign(":")), 0)
    if any(t.raw == "US" for t in tokens[:colon]):
        return tokens  # the country
    if colon == 1 and tokens[0].is_word("need"):
        return tokens  # what is known of a lead: "need: yes"
    if 0 < colon < len(tokens) - 1 and all(t.kind == "word" and t.text in _LEAD_IN for t in tokens[:colon]):
        return tokens[colon + 1 :]
    return tokens


_OPENINGS: Final = phrases(
    "hi|hello|hey|hi team|hi all|hi everyone|hi folks|hey team|hey all|hey everyone|hello team|hello all|dear team|"
    "dear all|hi there|hey there|hello everyone|good morning|good morning all|so|basically|ok|okay|well|please|"
    "we would like to|we would love to|we want to|i want to|i would like to|we like to|we d like to|i d like to|"
    "we need to|i need to|can you|could you|can we|could we|let us|you should|we should|i think|we think|just|"
    "i guess|to start|first of all|to start with|for starters|quick one|one more thing|yes|right|so basically|"
    "we would also like to|we also want to|we wanted to|i wanted to|what we want is to|the idea is to|"
    "would like to|it would be great to|also please|as discussed|as agreed|fyi|we decided to|we agreed to|"
    "can you please|could you please|would you please|would you|we would want to|simply|going forward|from now on|"
    "i would love to|i like to|i am thinking|we are thinking|we would like|i would like|we want you to|i want you to|"
    "make sure to|make sure that|ideally|in general|generally|thanks"
)


def without_opening(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without "Hi team, so basically we'd like to", "Re: private addresses - yes,"."""
    at = _subject_end(tokens)
    while at < len(tokens) - 1:
        size = words_at(tokens, at, _OPENINGS)
        if not size and not (at and tokens[at].is_sign(",", "!", "-", ":")):
            break
        at += size or 1
    return tokens[at:]


_SENDERS: Final = "vp ceo cmo cro coo cfo md boss bosses board founder founders director head management".split()


def _subject_end(tokens: Sequence[Token]) -> int:
    """Where the subject of a message ends: "Re: private addresses -"."""
    if len(tokens) < 6:
        return 0
    colon = next((i for i in range(2, 6) if tokens[i].is_sign(":")), 0)
    is_from = colon and tokens[0].is_word("from") and tokens[1].is_word("the", "our", "my")
    if is_from and len(tokens) > colon + 6 and tokens[2].is_word(*_SENDERS):
        return colon + 1  # "From the VP: …"
    if not (tokens[0].is_word("re", "fw", "fwd") and tokens[1].is_sign(":")):
        return 0
    end = next((i for i in range(3, min(len(tokens) - 2, 9)) if tokens[i].is_sign("-", ",")), 0)
    return end + 1 if end and all(t.kind == "word" for t in tokens[2:end]) else 0


_CLOSINGS: Final = phrases(
    "going forward|from now on|as discussed|as agreed|no|right|ok|okay|thanks|thank you|cheers|for now|as of now|yes|"
    "for the time being|effective immediately|with immediate effect|as usual|as always|as before|same as before|"
    "like before|until further notice|if possible|if you can|moving forward|as mentioned|as we said|as we discussed|"
    "as we agreed|as planned|as promised|starting now|in future|in the future|for the moment|at least for now|thx|"
    "if that works|if that is possible|is what we agreed|or so we agreed|i think|i guess|i suppose|i would say|imo|"
    "would be great|would be nice|would be good|please and thank you|many thanks|asap|right away|for a start|"
    "to start with|for starters|to begin with|as far as i know|of course|obviously|naturally|by the way|btw"
)
_AS_BEFORE: Final = phrases(
    "same as in|same as we|same as last|as in our|as in the old|like in our|like in the old|as we did|as we do|"
    "as we had|like we did|like we had|just like in our|just as in our|as it was in|as it is in|the same as in our|"
    "as they do in|as last year|same as today|as decided|as agreed|as discussed|as requested|as per"
)


def without_closing(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without ", going forward", ", same as in our old setup"."""
    for at in range(2, len(tokens)):
        size = words_at(tokens, at, _CLOSINGS)
        is_last = size and at + size == len(tokens)
        is_apart = tokens[at - 1].is_sign(",", "-")
        if is_last and (is_apart or size > 1) and not tokens[at - 1].is_word(*_BOUND):
            return without_closing(tokens[: at - is_apart])
        is_told = is_apart and words_at(tokens, at, _AS_BEFORE) and len(tokens) - at < 9
        if is_told and all(t.kind == "word" for t in tokens[at:]):
            return tokens[: at - 1]
    return tokens


_BOUND: Final = "in within for until before after of from to by at not and or the a visit visits".split()
_COLUMNS: Final = (
    "action activity event behaviour behavior points point score criterion criteria attribute pts what value rule "
    "signal how many lead"
).split()
"""What stands above the columns of a table."""


def is_row_of_names(tokens: Sequence[Token]) -> bool:
    """ "Action | Points": what stands above a table."""
    columns = [t for t in tokens if not t.is_sign("|", ":")]
    return 1 < len(columns) < len(tokens) and all(t.is_word(*_COLUMNS) for t in (*columns, tokens[-1]))


_HEADERS: Final = "from to cc bcc sent".split()


def _is_of_rules(tokens: Sequence[Token]) -> bool:
    """ "From: 40 points", "To: only the US": no sender and nobody to whom a message goes."""
    telling = "only not except unless leads lead points score mql sql".split()
    return any(t.is_word(*telling) or t.kind in ("number", "text", "path") for t in tokens)


def is_chatter(tokens: Sequence[Token]) -> bool:
    if not tokens:
        return True
    words = [t for t in tokens if t.kind == "word"]
    if is_row_of_names(tokens):
        return True
    if len(tokens) > 1 and tokens[0].is_word(*_HEADERS) and tokens[1].is_sign(":") and not _is_of_rules(tokens):
        return True
    if any(t.raw == "US" for t in tokens):
        return False
    has_numbers = any(t.kind in ("number", "text", "date") for t in tokens)
    if words_at(tokens, 0, _GREETINGS) and not has_numbers and len(tokens) <= 12:
        return True
    return (
        not has_numbers
        and len(words) == len([t for t in tokens if not t.is_sign()])
        and all(w.text in _ABOUT for w in words)
        and len(words) > 1
    )

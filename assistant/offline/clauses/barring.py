"""Whom a clause keeps out: "exclude students", "competitors are DQ'd", "we don't want interns", "never an MQL"."""

import itertools
import re
from collections.abc import Sequence
from typing import Final

from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ...reading.words import stem
from ..conditions.condition import Happened
from ..names.heads import BEFORE
from ..points.statements import Span

_FIRST: Final = phrases(
    "please|also|always|automatically|auto|instantly|immediately|we|we should|we must|should|must|hard|then|"
    "you should|"
    "we will|simply|just|instant|automatic|immediate|we also|we always|also please|please also|and"
)
_HEAD: Final = phrases(
    "no mqls from|no mql from|no mqls at|never an mql from|no mqls in|never any mqls from|"
    "disqualify|disqualifies|exclude|exclude all|exclude any|exclude anyone|reject|filter out|kick out|kick|"
    "block|suppress|blacklist|do not want|exclude everyone|disqualify all|disqualify any|disqualify anyone|"
    "disqualify everyone|throw out|remove|drop|never qualify|excluding|excludes|do not qualify|do not include|no|"
    "exclude people|disqualify leads|disqualify people|exclude leads|rule out|weed out|do not let in|must not be|"
    "can not be|keep out|leave out|not|never|disqualified|excluded|exclusions|disqualifiers|disqualification|"
    "do not send|dq|dqs|dqed|dq d|disq|screen out|discard|ban|toss|toss out|knock out|kick them out|"
    "get rid of|do not accept|do not take|never accept|never take|never want|never mql|never mqls|disqualifying|"
    "dq for|disqualification for|dq reasons|dq reason|disqualifier|rejects|rejecting|"
    "cut out|strip out|shut out|bin|junk|disallow|no go|no gos|"
    "stop giving me|stop giving us|stop sending me|stop sending us|spare me|spare us|do not send me|do not send us|"
    "do not give me|do not give us|do not want to see|never want to see|do not show me|stop showing me|"
    "stop passing me|keep away|do not bother me with|do not bother us with|"
    "not a lead|not leads|do not let|do not mql|do not score|never score|we do not score|turn away|skip|"
    "do not bother with|do not consider|kill|nuke|axe|ditch|chuck|chuck out|purge|eliminate|dump|scrap|zap|"
    "not mql|not an mql|not mqls|not marketing qualified|never ever|decline|decline anyone|declined|"
    "never let in|never pass on|never send|kill off|boot|boot out|sort out|refuse|turn down"
)
_SOFT: Final = phrases("do not score|never score|skip|do not consider|do not bother with|skip them|skip it")


def may_be_of_events(tokens: Sequence[Token]) -> bool:
    """ "do not score visits of competitors" keeps nobody out: what is done is not to be counted."""
    return any(words_at(tokens, i, _SOFT) for i in range(len(tokens)))


_WEAK: Final = frozenset("no not never remove drop".split())
"""Heads that may only say that one of several conditions is not to hold."""

_LINKING: Final = frozenset(
    """they them it these those this that is are be get gets being to should must will shall can could may might
    would need needs have has had do does become becomes go goes end up then always also automatically immediately
    instantly straight outright entirely completely simply just hard auto please ever all automatic permanently too
    instant therefore count counts as an a the treated considered make makes turn into reach ends considered we us
    our want any""".split()
)
_VERBS: Final = "is are get gets be should must will can shall may would do does".split()
_BEFORE_OUT: Final = (
    "opted opt opts opting logged log signed sign checked sold ran run filled fill reached reach".split()
)
"""What is done "out" and keeps nobody out."""
_NOT: Final = frozenset("not never no".split())
_OUT: Final = phrases(
    "disqualified|excluded|out|rejected|ineligible|kicked out|kicked|thrown out|filtered out|removed|dropped|blocked|"
    "suppressed|blacklisted|no go|off limits|disregarded|discarded|knocked out|ruled out|banned|barred|dq|dqed|dq d|"
    "disq|kept out|left out|screened out|weeded out|unqualified|a disqualifier|disqualifier|disqualifiers|"
    "automatic disqualify|ignored entirely|disqualify|disqualifies|exclude|junk|tossed|tossed out|binned|"
    "disqualification|disqualifies them|disqualifies the lead|disqualify them|exclude them|kick them out|"
    "throw them out|reject them|filter them out|remove them|drop them|block them|dq them|keep them out|"
    "leave them out|get rid of them|disqualifying|not qualified|not eligible|no good|knockout|a knockout|"
    "skip|skip them|skip it|skipped|to be skipped|rule them out|weed them out|not a fit|not a good fit|not our icp|"
    "not welcome|never are|never will be|"
    "never can be|never do|not wanted|not allowed|shown the door|the boot|disqualified automatically"
)
_IN: Final = phrases(
    "qualify|qualifies|mql|mqls|scored|qualified|lead|leads|marketing qualified|marketing qualified leads|"
    "marketing qualified lead|counted|included|count|counts|them|eligible|accepted|real leads|real lead|prospects|"
    "prospect|be scored|want|want them|accept|accept them|take|take them|allowed in|let in|considered|"
    "qualified leads|qualified lead|buyers|buyer"
)
_FROM_WHAT: Final = phrases(
    "from scoring|from mql|from mqls|from the list|entirely|completely|altogether|immediately|automatically|please|"
    "from all stages|from everything|right away|from the mql list|from our mqls|from being mqls|from being an mql|"
    "from the scoring|as leads|outright|from the funnel|regardless of score|no matter what|at all|always|to sales|"
    "whatever their score|whatever the score|regardless|under any circumstances|ever|regardless of points|"
    "regardless of their score|from the pipeline|from the model|completely please|no matter the score|"
    "no matter their score|straight away|on sight|period|full stop|from the start|instantly|for us|for now|"
    "please and thank you"
)
_WHOM: Final = (
    "if when leads anyone people all any everyone those who are with whoever that somebody someone contacts is "
    "the whose where having lead person persons folks anybody because them they"
).split()

_NOBODY: Final = phrases("nobody|no one|noone|no body|not anyone|not anybody|not a single one|none")
_FROM_WHOM: Final = "from who in at under below over above without whose with on that working outside out".split()
"""What follows "nobody" where it says whom to keep out."""


def disqualify_head(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], bool] | None:
    """Whom a clause keeps out: the words, and whether it only says that something is not to count."""
    end = len(tokens)
    for at in range(min(6, end - 2)):
        if tokens[at].is_word("disqualified", "excluded", "rejected", "dq", "out") and tokens[at + 1].is_word(
            "if", "when", "where"
        ):
            is_plain = all(t.kind == "word" and t.text in BEFORE for t in tokens[:at])
            is_not = any(t.is_word("not", "never") for t in tokens[:at])
            return (tuple(tokens[at + 2 :]), False) if is_plain and not is_not else None
    start = 0 if words_at(tokens, 0, _HEAD) else words_at(tokens, 0, _FIRST)
    start += 0 if words_at(tokens, start, _HEAD) else words_at(tokens, start, _FIRST)
    size = words_at(tokens, start, _HEAD)
    if size == 1 and start and tokens[start].text in _WEAK - {"remove", "drop"}:
        size = 0  # "we never attended" says what they do
    tail = _tail(tokens)
    nobody = words_at(tokens, start, _NOBODY) if not size and tail is None else 0
    if nobody and start + nobody < end and tokens[start + nobody].is_word(*_FROM_WHOM):
        return tuple(_without_becoming(tokens[start + nobody :])), True
    is_weak = bool(size) and tokens[start].text in _WEAK and size == 1
    if is_weak and tail is not None:
        size = 0
    if size and start + size < end:
        rest = list(tokens[start + size :])
        while rest and (rest[0].is_sign(":", "=", "-", ",", "→") or rest[0].is_word(*_WHOM)):
            rest.pop(0)
        rest = list(_without_tail(rest))
        again = _tail(rest) if len(rest) > 2 and not is_weak else None
        rest = rest[:again] if again is not None else rest  # "Exclusions: students are out"
        is_list = tokens[start + size].is_sign(":")  # "never: students, no company given"
        if tokens[start].is_word("no", "not", "never", "without") and not is_list:
            rest = _said_once(rest)
        return (tuple(rest), is_weak) if rest else None
    is_series = tail is not None and tokens[tail].is_word("no") and any(t.is_word("no") for t in tokens[1:tail])
    if tail is None or is_series or (tokens[0].is_word("no", "none", "nobody") and tokens[tail].is_word(*_VERBS)):
        return None  # "no students are out" keeps none out
    rest = list(tokens[:tail])
    while rest and (
        rest[-1].is_sign(",", "→", "=", ":", "-", "(")
        or rest[-1].is_word("they", "are", "is", "it", "then", "always", "and", "should", "be", "get", "we", "so")
    ):
        rest.pop()
    while rest and rest[0].is_word("if", "when", "where"):
        rest.pop(0)
    again = disqualify_head(rest) if len(rest) > 2 and not words_at(rest, 0, _HEAD) else None
    rest = list(again[0]) if again is not None else rest
    return (_without_reason(rest), False) if rest else None


_BECOMING: Final = phrases(
    "|".join(
        f"{verb} {what}"
        for verb in (
            "should be|should become|can be|can become|may be|may become|must be|must become|will be|becomes|is|"
            "should ever be|"
            "can ever be|can ever become|should ever become|gets to be|is to be|shall be|shall become|is ever"
        ).split("|")
        for what in "mql|an mql|a mql|qualified|mqls|a lead|an sql|scored|accepted|considered|counted".split("|")
    )
    + "|qualifies|should qualify|can qualify|will qualify|may qualify|ever qualifies|can ever qualify"
)


def _without_becoming(tokens: Sequence[Token]) -> Sequence[Token]:
    """ "nobody from competitors should be an MQL": whom it is said of."""
    for back in range(1, 6):
        at = len(tokens) - back
        if at > 0 and words_at(tokens, at, _BECOMING) == back:
            return tokens[:at]
    return tokens


def _said_once(tokens: Sequence[Token]) -> list[Token]:
    """ "no students, no interns" without the second "no": it is one list."""
    return [
        t
        for i, t in enumerate(tokens)
        if not (t.is_word("no") and i and (tokens[i - 1].is_sign(",", ";", "/") or tokens[i - 1].is_word("and", "or")))
    ]


def _tail(tokens: Sequence[Token]) -> int | None:
    """Where the words at the end begin that keep out what stands before them: "are out", "can never be an MQL"."""
    end = len(tokens) - (1 if tokens and tokens[-1].is_sign(")") else 0)
    tokens = _without_tail(tokens[:end])
    end = len(tokens)
    found: int | None = None
    for core in range(end - 1, max(end - 5, 0), -1):
        is_out = words_at(tokens, core, _OUT) == end - core
        is_in = words_at(tokens, core, _IN) == end - core
        if not (is_out or is_in) or tokens[core - 1].is_word(*_BEFORE_OUT):
            continue
        at, nots = core, 0
        while at > 1 and tokens[at - 1].kind == "word" and tokens[at - 1].text in _LINKING | _NOT:
            at -= 1
            nots += tokens[at].text in _NOT
        if (
            is_in
            and tokens[core].is_word("them", "want", "take", "accept")
            and not any(t.is_word("not", "never") for t in tokens[at:core])
        ):
            continue
        if is_in and tokens[core].is_word("them") and not any(t.is_word("want") for t in tokens[at:core]):
            continue
        if is_in and tokens[core].is_word("lead", "leads", "prospect", "prospects", "buyer", "buyers"):
            if not any(t.is_word("not", "never") for t in tokens[at:core]):
                continue
            if any(t.is_word("a", "an", "the", "our") for t in tokens[:1]) and at < 2:
                continue
        said_out = is_out and nots == 0
        said_not_in = is_in and nots == 1
        if said_out or said_not_in:
            found = at if found is None else min(at, found)
        elif is_out and nots:
            return None  # "should not be excluded"
    return found


def _without_reason(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Without "is a competitor" where domains are named: they are what makes one."""
    for at in range(len(tokens) - 1, 0, -1):
        size = words_at(tokens, at, phrases("is a competitor|are competitors|is competition|are our competitors"))
        if size and at + size == len(tokens) and any(t.kind == "domain" for t in tokens[:at]):
            return tuple(tokens[:at])
    return tuple(tokens)


def _without_tail(tokens: Sequence[Token]) -> Sequence[Token]:
    for back in range(1, 6):
        at = len(tokens) - back
        if at > 0 and words_at(tokens, at, _FROM_WHAT) == back and not any(t.raw == "US" for t in tokens[at:]):
            at -= at > 1 and tokens[at - 1].is_sign(",", "-")
            return _without_tail(tokens[:at])
    return tokens


_PEOPLE: Final = frozenset(
    "anyone anybody everyone everybody someone somebody people those leads contacts all any companies whoever folks "
    "persons ones everything anything".split()
)
_DESCRIBING: Final = frozenset(
    """who with is are in from has have under over less fewer more at above below than that whose without works work
    based did not""".split()
)


def is_list_of_kinds(tokens: Sequence[Token]) -> bool:
    """Whether "and" joins kinds of people, each of which is kept out: "students and anyone from acme.com"; and not what
    must hold at once: "people with fewer than 10 employees and in the US"."""
    pieces: list[list[Token]] = [[]]
    for t in tokens:
        if t.is_word("and", "or") or t.is_sign(",", ";", "/"):
            pieces.append([])
        else:
            pieces[-1].append(t)
    pieces = [p for p in pieces if p]
    return all(
        p[0].is_word(*_PEOPLE) or not any(t.kind == "number" or t.is_word(*_DESCRIBING) for t in p) for p in pieces[1:]
    ) and not (
        len(pieces) > 1
        and any(t.kind == "number" or t.is_word(*_DESCRIBING) for t in pieces[0])
        and not pieces[1][0].is_word(*_PEOPLE)
    )


_KINDS: Final = frozenset(
    "anyone anybody everyone everybody someone somebody people those whoever companies leads contacts folks".split()
)


def kinds_apart(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """ "consultants and everyone in Germany with a fleet under 10": each kind of people by itself, if one of them needs
    several words to be told."""
    cuts = [
        i
        for i in range(1, len(tokens) - 1)
        if (tokens[i].is_word("and", "or") or tokens[i].is_sign(",", ";")) and tokens[i + 1].is_word(*_KINDS)
    ]
    edges = [-1, *cuts, len(tokens)]
    parts = [tokens[a + 1 : b] for a, b in itertools.pairwise(edges)]
    parts = [p[:-1] if p and p[-1].is_sign(",") else p for p in parts]
    has_more = any(
        sum(t.is_word("in", "with", "from", "who", "that", "under", "over", "at") for t in p) > 1 for p in parts
    )
    is_plain = all(p and not p[0].is_word("if", "when", "both", "either") for p in parts)
    return parts if cuts and has_more and is_plain else [tokens]


_OF_EVENTS: Final = phrases(
    "exclude|excluding|remove|drop|leave out|do not include|filter out|discard|do not score|excludes|also exclude|"
    "please exclude|we exclude|exclude all|exclude any|always exclude"
)
_OF_LEADS: Final = frozenset(
    "unsubscribe bounce reject cancel cancellation customer churn complaint spam recycle".split()
)


def who_or_what(tokens: Sequence[Token], happened: Happened, text: str) -> Question | None:
    """ "Exclude email opens" may be about the leads or about the events."""
    size = words_at(tokens, 0, _OF_EVENTS)
    stems = {stem(w) for w in re.findall(r"[^\W_]+", happened.source)}
    if not size or stems & _OF_LEADS or any(t.is_word(*_PEOPLE, "who", "if", "when") for t in tokens):
        return None
    if happened.negated or happened.bound or happened.window or happened.measure:
        return None
    words = Span.of(tokens).words(text)
    return Question(
        f"What does “{words}” keep out?", ("the leads that did it", "the events: they are not to count for anything")
    )


_SO: Final = phrases(
    "and so is|and so are|so is|so are|as is|as are|and likewise|likewise|and the same goes for|the same goes for|"
    "and the same for|same for|the same for|ditto for|same with|and same for|same applies to|the same applies to|"
    "same goes for|and also|as well as|and equally|and so should be|and the same is true of"
)


def _begins(tokens: Sequence[Token]) -> bool:
    """ "dq competitors": who is kept out, and nothing more."""
    size = words_at(tokens, 0, _HEAD)
    found = disqualify_head(tokens) if size and tokens[0].text not in _WEAK else None
    return found is not None and not found[1]


def said_alike(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """ "Students are disqualified, and so is anyone who …": the parts, each of which is kept out; else nothing."""
    for at in range(2, len(tokens) - 1):
        size = words_at(tokens, at, _SO)
        before = tokens[: at - tokens[at - 1].is_sign(",")]
        is_out = _tail(before) is not None or (tokens[at].is_word("same", "likewise", "and", "the") and _begins(before))
        if not size or not is_out:
            continue
        behind = tokens[at + size :]
        return [before, behind] if behind and _tail(behind) is None else []
    return []

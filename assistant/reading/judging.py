"""Sentences that say first whom they mean and what the speaker thinks of it, and then what is to be done: "students are
no use to us, leave them out", "ten to fifty people is what suits us best, so 10 points for that"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .instead import instead, moved
from .numbers import phrases, words_at
from .tokens import Token

_POINTS: Final = phrases("points|point|pts|pt")
_BE: Final = (
    "is|are|was|were|would be|will be|can be|must be|is always|are always|is usually|are usually|are just|that is|"
    "that is usually|that is always|that is mostly|that is often|that is generally|is often|are often|is mostly|"
    "are mostly|is really|are really|that is really"
)
_WHAT: Final = (
    "hot|hot for me|hot for us|hot in my book|worthless|worthless to us|worthless to me|worth nothing|"
    "worth nothing to us|"
    "of little use|of little use to us|not worth much|not worth much to us|no use|no use to us|no use to me|useless|"
    "useless to us|a waste of time|a waste of our time|time wasters|"
    "not for us|"
    "not our thing|not my thing|not worth it|not worth our time|not worth the effort|not worth a call|no good|"
    "no good to us|no good to me|no good for us|of no use|of no use to us|of no interest|of no interest to us|"
    "not interesting|not interesting for us|not interesting to us|not what we want|not what we are after|"
    "not our market|not our business|not our customers|not who we sell to|too small for us|a nuisance|hopeless|"
    "a lost cause|only looking|just looking|just curious|just nosy|what suits us best|what suits us|what we like|"
    "what we like best|what we want|what we are after|what we are looking for|what works best|what works for us|"
    "what works best for us|where we do best|where we are strong|our sweet spot|the sweet spot|our bread and butter|"
    "ideal|ideal for us|perfect|perfect for us|great|great for us|good for us|gold|gold dust|pure gold|golden|"
    "good news|"
    "a good sign|a bad sign|a great sign|a strong sign|a clear sign|a really good sign|a very good sign|"
    "a very bad sign|"
    "a sure sign|a big plus|a plus|a minus|a big minus|serious|really serious|the best|the best ones|the best kind|"
    "the best we get|our best customers|our best clients|our best buyers|the ones we want|the ones i want|"
    "the ones i like|the ones we like|the ones we are after|the ones i am after|the people we want|who we want|"
    "who we are after|who we sell to|important|very important|important to us|important for us|worth a lot|"
    "worth a lot to us|worth something|dear to us|interesting|interesting for us|interesting to us|very interesting|"
    "hot stuff|always welcome|welcome|nice|very nice|nice to have|fine by me|a red flag|a warning sign|a worry|"
    "a problem|a problem for us|annoying|dead wood|a dead end|bad for us|bad news|trouble|quite promising|promising|"
    "our target|our target group|our core market|our main market|our home market|our favourites|my favourites|"
    "my favourite|my favourites|the right ones|the right people|the right people for us|the right size|"
    "the right size for us|the wrong people|the wrong people for us|the cream of the crop|key|key for us|key to us|"
    "a strong signal|a weak signal|a clear signal|a good signal|a buying signal|the main thing|what matters most|"
    "what counts|what counts most|our main target"
)
_DO: Final = (
    "suit us best|suits us best|suit us|suits us|suit us fine|suits us fine|fit us best|fits us best|fit us|fits us|"
    "fit us well|fits us well|work best for us|works best for us|mean business|means business|waste our time|"
    "wastes our time|waste my time|only waste our time|just waste our time|never buy|never buys|never buy anything|"
    "do not buy|does not buy|do not buy anyway|do not buy anything|will never buy|will not buy|never pay|do not pay|"
    "never go anywhere|go nowhere|goes nowhere|lead nowhere|never works out|never work out|do not work out|"
    "do not need a call|does not need a call|do not need calling|do not need us|do not need a call from us|"
    "do not need to be called|do not need our attention|do not need chasing|need no call|need no calls|need no chasing|"
    "do not need any convincing|do not belong here|do not belong in there|have no place here|do not matter to us|"
    "do not interest us|do not interest me|are not interesting|usually buy|tend to buy|often buy|buy more|buy most|"
    "close faster|close best|convert best|convert well|convert better|always convert|pay best|pay well|pay on time|"
    "matter most|matters most|matter to us|matters to us|matter a lot|matters a lot|impress me|impresses me|"
    "impress us|impresses us|look good|looks good|looks serious|look serious|sound serious|sounds serious|"
    "make me happy|make us happy|annoy me|annoy us|annoys us|cost us money|cost us time|cost us too much|"
    "tells me a lot|tells us a lot|says a lot|shows interest|shows real interest|show real interest|"
    "is showing interest|"
    "tells me they are serious|tells us they are serious|shows they are serious|shows me they are serious|"
    "shows us they are serious|shows that they are serious|means they are serious|means they are interested|"
    "shows they are interested|tells us they are interested|tells me they are interested|"
    "shows that they are interested|"
    "tells us something|tells me something|shows they mean business|get me excited|excites me|excites us|"
    "deserve attention|deserves attention|deserve some attention|deserve more attention|count for a lot|"
    "counts for a lot|count a lot|counts a lot|do not help us|does not help us|help us|helps us|are worth it|"
    "is worth it|"
    "always goes down well|worries me|worries us|bothers me|bothers us|drives us mad|eat up our time|eats up our time"
)
_WE: Final = (
    "{who} would want to ring {them}|{who} want to ring {them}|{who} would want to call {them}|"
    "{who} want to call {them}|"
    "{who} would ring {them}|{who} would call {them}|{who} should ring {them}|{who} should call {them}|"
    "{who} would like to ring {them}|{who} would like to call {them}|{who} like {them}|{who} love {them}|"
    "{who} want {them}|"
    "{who} really like {them}|{who} really want {them}|{who} do not want {them}|{who} do not like {them}|"
    "{who} do not need {them}|{who} can not use {them}|{who} can not help {them}|{who} can do nothing with {them}|"
    "{who} can do nothing for {them}|{who} do not care about {them}|{who} do not sell to {them}|{who} hate {them}|"
    "{who} would want to talk to {them}|{who} want to talk to {them}|{who} would like to talk to {them}|"
    "{who} should talk to {them}|{who} would speak to {them}|{who} want to speak to {them}|{who} care about {them}|"
    "{who} would go after {them}|{who} are after {them}|{who} go for {them}|{who} always like {them}|"
    "{who} do like {them}|"
    "{who} do not bother with {them}|{who} do not deal with {them}|{who} do not work with {them}|"
    "{who} have no use for {them}|{who} have no time for {them}"
)
_THINKS: Final = phrases(
    "|".join([
        *(f"{be} {what}" for be in _BE.split("|") for what in _WHAT.split("|")),
        *_DO.split("|"),
    ])
)  # fmt: skip
_LIKES: Final = phrases(
    "|".join(
        _WE.format(who=who, them=them)
        for who in ("i", "we", "sales")
        for them in ("those", "them", "that", "these", "it")
    )
)
_TIRED: Final = phrases(
    "|".join(
        f"{who} {tired}"
        for who in ("we", "i", "sales")
        for tired in ("lose interest", "get nervous", "start to worry", "give up", "give up on them", "lose faith",
            "worry",
                      "lose hope", "get worried", "lose patience", "stop believing", "like it", "love it", "hate it",
                      "do not like it", "get excited", "are happy", "am happy", "get interested")
    )
)  # fmt: skip
_WANTED: Final = phrases(
    "|".join(
        f"{want} {ones}"
        for want in ("give me", "send me", "get me", "show me", "i want", "we want", "i like", "we like",
            "i am after", "we are after", "i am looking for",
            "we love",
                     "we are looking for", "i would like", "i love", "i am interested in", "we are interested in",
                     "i care about", "we care about", "i really want", "i really like")
        for ones in ("the ones that", "the ones who", "those that", "those who", "the companies that", "companies that",
                     "people who", "the people who", "firms that", "anyone who", "anybody who", "everyone who",
                     "ones that")
    )
)  # fmt: skip
_SO: Final = phrases(
    "so|therefore|thus|hence|which is why|and so|so please|and therefore|that is why|so let us|so just|so we|"
    "so i would|"
    "and|please|just|so then|so always|so i|i would|we|so you can|and please|so that is|that is|so they|they|so it|"
    "that gets|so that gets|those get|so those get|so these|these|so those|those|so simply|so we would|so you should"
)
_OUT: Final = phrases(
    "|".join(
        f"{do}{how}"
        for do in ("leave them out", "leave those out", "leave these out", "leave them all out", "leave them off",
                   "exclude them", "exclude those", "exclude these", "disqualify them", "disqualify those", "are out",
                   "kick them out", "kick those out", "throw them out", "throw those out", "drop them", "keep them out",
                   "keep those out", "take them out", "sort them out", "weed them out", "rule them out",
                   "chuck them out",
                   "filter them out", "filter those out", "screen them out", "are to be excluded", "should be excluded",
                   "are excluded", "are disqualified", "should be disqualified", "are to be disqualified",
                   "should be out",
                   "should be left out", "can be left out", "are left out", "get rid of them", "bin them",
                   "cut them out",
                   "get rid of those", "need to be out", "have to be out", "must be excluded", "shall be excluded",
                   "have to be excluded", "reject them", "remove them", "chuck those out", "dq them", "dq those")
        for how in ("", " altogether", " completely", " entirely", " please", " of it", " of this", " for good",
                    " of the whole thing", " right away", " straight away", " everywhere", " anyway", " all together")
    )
)  # fmt: skip
_THEM: Final = "that|those|them|these|it|this|him|her|each of them|each of those|all of them|all of those|such people"
_FOR_THEM: Final = phrases(
    "|".join(
        f"for {them}|on {them}|to {them}|off {them}|off for {them}|from {them}|with {them}" for them in _THEM.split("|")
    )
    + "|off then|then|off|on top|there|here|please|from their score|to their score|off their score|off for this|"
    "of course"
)
_PLUS: Final = phrases(
    "|".join(f"{give} {them}" for give in ("give", "i give", "we give", "i would give", "we would give", "you can give",
                                           "gives", "award", "grant", "hand", "let us give", "put down")
             for them in _THEM.split("|"))
    + "|add|put|plus|award|give|they get|those get|that gets|these get|get|gets|that is worth|are worth|is worth|"
        "those are|they are|these are|"
    "earn|earns|receive|deserve|make it|make that|say|that is|it is|that would be|call it|they deserve|they should get|"
    "should get|i would say|i would put|that should be|should be worth"
)  # fmt: skip
_MINUS: Final = phrases(
    "take|take off|minus|subtract|deduct|knock|knock off|dock|dock them|lose|loses|they lose|those lose|that costs|"
    "costs|cost|that loses|i take|we take|i would take|we would take|remove|pull|i would knock|we knock off|let us take"
)
_CALL: Final = phrases(
    "call them|call those|call that|call these|they are called|name them|mark them as|mark them|label them|"
    "label them as|"
    "tag them|tag them as|flag them as|count them as|treat them as|they count as|those are|they are|make them|"
    "put them down as"
)
_NOT: Final = ("not", "never", "no", "unless", "except", "only", "but")


def concluded(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Whom the clause means, and what is to be done, without what is thought of it."""
    found = tuple(tokens)
    for at in range(len(found) - 2, 1, -1):
        if not found[at].is_sign(",", ";", "-", ":"):
            continue
        body, start = found[:at], at + 1
        for size in {words_at(found, start, _SO), 0}:
            done = _done(found, start + size)
            whom = _whom(body) if done else None
            if whom and done:
                return _said(whom, *done)
    return found


def _whom(body: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """Whom the words mean: "students", of "students are no use to us"."""
    tired = words_at(body, 0, _TIRED)
    if tired and tired + 2 < len(body) and body[tired].is_word("after", "when", "if", "once"):
        return body[tired:]
    wanted = words_at(body, 0, _WANTED)
    if wanted and wanted + 1 < len(body) and not any(t.is_word("unless", "except", "only") for t in body):
        return *instead(body[:wanted], "companies that"), *body[wanted:]
    for at in range(1, len(body)):
        likes = words_at(body, at + 1, _LIKES) if body[at].is_sign(",", "-") else 0
        if likes and at + 1 + likes == len(body):
            return body[:at]
        size = words_at(body, at, _THINKS)
        if size and at + size == len(body):
            whom = body[:at]
            if whom[-1].is_word("who", "which", "that", "they", "it", "we", "and", "or", "not", *_PRONOUNS):
                return None
            return whom[:-1] if whom[-1].is_sign(",") else whom
    return None


_PRONOUNS: Final = ("these", "those", "this", "he", "she", "i", "you", "never", "what")


def _done(tokens: tuple[Token, ...], at: int) -> tuple[str, tuple[Token, ...]] | None:
    """What is to be done with them: kept out, points, or a name; and the words of it."""
    if at >= len(tokens):
        return None
    out = words_at(tokens, at, _OUT)
    if out and at + out == len(tokens):
        return "out", tokens[at:]
    called = words_at(tokens, at, _CALL)
    if called and at + called < len(tokens) and tokens[at + called].kind == "text":
        rest = tokens[at + called + 1 :]
        if not rest or (rest[0].is_word("if", "when") and not any(t.is_word(*_NOT) for t in rest)):
            return "name", tokens[at + called :]
    return _points(tokens, at)


def _points(tokens: tuple[Token, ...], at: int) -> tuple[str, tuple[Token, ...]] | None:
    plus, minus = words_at(tokens, at, _PLUS), words_at(tokens, at, _MINUS)
    number = at + max(plus, minus)
    number += number < len(tokens) and tokens[number].is_word("a", "another", "like", "about") and False
    t = tokens[number] if number < len(tokens) else None
    if t is None or t.kind != "number" or t.value is None or t.money or t.percent or t.or_more or not t.may_be_points:
        return None
    is_off = False
    end = number + 1 + words_at(tokens, number + 1, _POINTS)
    is_said = bool(t.unit or t.signed or plus or minus) or end > number + 1
    size = words_at(tokens, end, _FOR_THEM)
    if size:
        is_off = tokens[end].is_word("off", "from")
        is_said = True
        end += size
    if not is_said or (plus and is_off and not minus) or (t.signed == "-" and minus):
        return None
    rest = tokens[end:]
    if rest and not rest[0].is_sign(",", ";") and not rest[0].is_word("and", "each", "apiece"):
        return None
    taken = minus > plus or t.signed == "-" or is_off
    amount = replace(t, signed="-" if taken else "+")
    return "points", (amount, *moved(instead([t], "points"), t.end), *rest) if not t.unit else (amount, *rest)


def _said(whom: tuple[Token, ...], kind: str, words: tuple[Token, ...]) -> tuple[Token, ...]:
    first = words[0]
    if kind == "out":
        return *instead([replace(whom[0], end=whom[0].start)], "exclude"), *whom
    colon = Token("sign", ":", ":", whom[-1].end, whom[-1].end)
    if kind == "points":
        return *whom, colon, *words
    rest = moved(words[1:], whom[-1].end)
    if rest and words_at(
        rest,
        1,
        phrases(
            "it was|that was|this was|they did it|they did that|it happened|that happened|it is|they did so|"
            "this happened|he did it|they have done it|they did this"
        ),
    ):
        size = words_at(
            rest,
            1,
            phrases(
                "it was|that was|this was|they did it|they did that|it happened|that happened|it is|they did so|"
                "this happened|he did it|they have done it|they did this"
            ),
        )
        rest = rest[1 + size :]
    if first.text.isalpha():
        first = Token("word", first.text.lower(), first.text, first.start, first.end)
    name = replace(first, start=whom[0].start, end=whom[0].start)
    return name, Token("sign", "=", "=", whom[0].start, whom[0].start), *whom, *rest

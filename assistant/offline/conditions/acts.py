"""What people say they did, where it is what is done with such things anyway: "grabbed the whitepaper", "landed on the
pricing page", "kicked off a trial", "a ticket was raised"."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ...reading.numbers import Phrases, words_at
from ...reading.tokens import Token
from ...reading.verbs import forms
from ...reading.words import SUBJECTS, stem
from ..names.clear import DOING
from ..names.lexicon import Lexicon, Source
from .filters import PATHS

_NO_THINGS: Final = DOING | frozenset("view visit download sale email lead product form free use text".split())
_STOPS: Final = frozenset(
    """and or but then who which that if when while unless per not no never without is are was were has have had for
    after before about than""".split()
)
_DONE: Final = frozenset("was were is are been has have being just already got gets get".split())
_FARTHEST: Final = 6
"""How many words may stand between what was done and what it was done to."""


@dataclass(frozen=True, slots=True)
class Act:
    """``of``: stems, one of which the names of such events have, or the events that signals are of; ``also``: one more
    that they have. ``things``: what has to be named; any thing of such an event, if empty. ``stem``: what the name
    has and the words leave out; ``*`` for all of it. ``is_whole``: nothing has to be named."""

    of: frozenset[str]
    said: Phrases
    done: Phrases
    things: frozenset[str] = frozenset()
    stem: str = ""
    also: frozenset[str] = frozenset()
    is_whole: bool = False
    is_apart: bool = False
    """Only where no event is the asking for one."""


def _act(of: str, verbs: str, things: str = "", stem: str = "", also: str = "", more: str = "", **is_: bool) -> Act:
    """``verbs``: in any form; ``more``: as they stand."""
    all_forms = [f for verb in verbs.split("|") if verb for f in forms(" ".join(verb.split()))]
    plain = {tuple(verb.split()) for verb in verbs.split("|")}
    rest = [tuple(words.split()) for words in more.split("|") if words.strip()]
    done = tuple(f for f in all_forms if f not in plain or f[0] in ("set", "hit", "put"))
    split = [frozenset(words.split()) for words in (of, things, also)]
    return Act(split[0], (*all_forms, *rest), (*done, *rest), split[1], stem, split[2], **is_)


_ACTS: Final = (
    _act(
        "page view",
        """land on|hit|open|open up|pull up|go over|click on|click through to|drop by|stop by|drop in on|pop over to|
        end up on|arrive at|arrive on|get to|spend time on|spend some time on|have a look at|take a look at|
        have a peek at|take a peek at|peek at|glance at|study|scan|scroll through|skim|skim through|browse through|
        browse around on|return to|come back to|go back to|go to|come to|load|consult|turn up on|show up on|find|
        look over|look through|go through|navigate to|check out|read up on|revisit|linger on|hang around on|
        poke around on|look around on|get onto|come by|look at|look around|check|see|read""",
        more="been to|been on|was on|were on|looking at|has been to|have been to|has been on|have been on",
    ),
    _act(
        "download",
        """grab|get hold of|pull down|pull|snag|take away|get their hands on|obtain|fetch|access|read through|save|
        help themselves to|collect|acquire|pick up|take home|get a copy of|grab a copy of|download a copy of|
        take a copy of|load down|take|get""",
    ),
    _act(
        "form submit",
        """complete|fill out|fill up|fill in|send in|send off|send through|hand in|put through|come in through|
        come in via|come through|come via|arrive through|arrive via|get in touch via|get in touch through|
        get in touch with us via|get in touch with us through|reach out via|reach out through|reach out to us via|
        reach out to us through|write to us via|write to us through|write via|contact us via|contact us through|
        contact us using|drop us a line via|drop us a line through|drop us a note via|drop us a message via|
        leave their details in|leave their details on|use|send us|send""",
        things="form",
        stem="submit",
    ),
    _act(
        "trial pilot",
        """kick off|take out|take up|activate|sign up to|set up|spin up|launch|go for|fire up|open|open up|
        get going with|create|set off|enter|go into|jump on|opt for|take|get""",
        things="trial pilot",
        stem="start",
    ),
    _act(
        "calculator configurator locator builder finder simulator planner estimator selector quiz assessment survey",
        """run|use|try|try out|work with|play with|play around with|fill in|fill out|complete|finish|go through|
        open|work through|start|do|take""",
        things="calculator configurator locator builder finder simulator planner estimator selector quiz assessment "
        "survey",
    ),
    _act("signup", "create|make|set up|open|open up|register|register for", things="account", stem="signup"),
    _act("login", "sign back in|sign on|sign in", stem="login", more="sign ins|sign in events", is_whole=True),
    _act(
        "login",
        "sign into|sign in to|open|open up|come back to|come back into|get back into|go into|access|return to|launch",
        things="product app platform",
        stem="login",
    ),
    _act(
        "feature",
        """try out|try|work with|play with|play around with|turn on|switch on|make use of|touch|enable|activate|
        discover|explore|adopt|run|test|test out""",
        things="feature",
        stem="use",
    ),
    _act(
        "invite",
        """bring in|bring along|bring|ask in|rope in|pull in|send an invitation to|send an invite to|get in|
        bring on board|add|get""",
        things="colleague teammate coworker",
        stem="invite",
    ),
    _act(
        "invite",
        "|".join(
            f"invite {whom}"
            for whom in """someone|somebody|someone else|someone from their team|somebody from their team|another user|
            other users|a user|users|people|others|a team member|team members|another team member|their team|
            more people|other people|a member of their team|members of their team|someone from the company""".split("|")
        ),
        stem="*",
        is_whole=True,
    ),
    _act(
        "touch",
        """reach out|reach out to|contact|get in touch|get in touch with|make contact|make contact with|follow up|
        follow up with|touch base with|get hold of|get through to|reach|write to|call|phone|ring|email""",
        things="sale",
        stem="touch",
    ),
    _act(
        "recycle returned",
        "|".join(
            f"{verb} {whom}back{whither}"
            for verb in ("hand", "give", "send", "pass", "push", "kick", "throw", "put")
            for whom in ("", "the lead ", "it ", "them ", "a lead ")
            for whither in ("", " to marketing", " to us", " into nurture", " to nurture", " to nurturing")
        )
        + "|return to marketing|return the lead|return it to marketing|return the lead to marketing",
        stem="*",
        is_whole=True,
    ),
    _act("request", "want|would like", stem="request", more="would like to have|would love"),
    _act(
        "callback",
        """ask to be called back|ask for a call back|want to be called back|want a call back|ask us to call back|
        ask us to call them|ask us to call them back|ask to be called|want us to call|request a call back""",
        stem="*",
        is_whole=True,
    ),
    _act("message", "send us|send|write us|leave us|leave|drop us|drop", things="message"),
    _act("opportunity deal", "create|open|open up|raise|log|enter|add", things="opportunity deal"),
    _act("ticket", "open|open up|raise|log|file|create|submit|send in|put in|send|write", things="ticket"),
    _act("quote", "send|send out|issue|prepare|receive", things="quote", is_apart=True),
    _act(
        "meeting call appointment consultation interview",
        "hold|book|schedule|set|arrange|set up|agree",
        things="meeting call appointment consultation interview",
        is_apart=True,
    ),
    _act("demo", "set up|arrange|agree|fix|line up|organise|organize|lock in", things="demo", stem="request",
         also="request"),
    _act("held", "have|get|see|sit through|attend|take|receive|hold", things="demo meeting", stem="held"),
    _act("voucher coupon", "use|apply|enter|cash in|redeem", things="voucher coupon", stem="redeemed", also="redeemed"),
    _act("checkout", "get to|reach|go to|enter|proceed to", things="checkout", stem="start", also="start"),
    _act("complaint", "lodge|voice|express|have|make|file", things="complaint"),
    _act("order purchase", "place|put in|put through|complete", things="order purchase"),
    _act(
        "upload",
        "hand in|send in|submit|provide|attach|supply|turn in|deliver|give us|send us|send",
        stem="upload",
    ),
    _act("application", "hand in|send in|send off|put in|file|turn in|complete|finish|send us",
         things="application", stem="submit", also="submit"),
    _act("application", "open|open up|kick off|create|go into", things="application", stem="start", also="start"),
    _act(
        "unsubscribe",
        """leave the list|leave our list|leave the mailing list|leave our mailing list|get off the list|
        take themselves off the list|take themselves off our list|take themselves off the mailing list|
        unsubscribe from us|opt out|opt out of emails|opt out of our emails|opt out of email""",
        stem="*",
        is_whole=True,
    ),
    _act("opt", "unsubscribe", stem="*", also="out", is_whole=True),
    _act("cancellation",
         "close the account|close their account|cancel the account|cancel their account|cancel|churn|quit",
         stem="*", is_whole=True),
    _act("limit", "hit|run into|max out|bump into|exceed|run up against|reach", things="limit", stem="*"),
    _act("click", "press|hit|push|tap|tap on|click on", stem="click"),
    _act("reply", "write back|write back to us|get back to us|come back to us|answer us|respond to us|write us back",
         stem="*", is_whole=True),
    _act("reply", "answer|react to|respond to", things="email", stem="reply"),
    _act(
        "social",
        "|".join(
            f"{verb} {what}"
            for verb in ("like", "comment on", "share", "react to", "retweet", "repost")
            for what in ("a post", "our post", "our posts", "one of our posts", "posts", "a post of ours")
        )
        + "|follow us",
        stem="*",
        is_whole=True,
    ),
)  # fmt: skip
ATTENDING: Final = _act(
    """webinar event seminar session tour fair workshop class conference masterclass exhibition lecture meetup roadshow
    day course training breakfast dinner summit forum show expo congress convention symposium briefing booth
    branch store shop showroom office""",
    """drop in on|drop into|drop in at|drop by|tune in to|tune into|dial into|dial in to|make it to|make it along to|
    sit through|walk into|walk in to|step into|come into|come in to|go into|drop in to|come along for|
    listen in on|listen to|catch|come out to|join in on|join us for|join us at|come by|come over to|
    stop by|stop in at|stop at|swing by|pop by|pop in at|pop into|meet us at|see us at|talk to us at|speak to us at|
    find us at|visit us at|visit us on|visit us during|join us on|
    come and see us at|come to see us at|chat to us at|chat with us at|talk with us at|
    say hello at|turn out for|go along to|be seen at|run into us at""",
)
""" "Tuned in to a webinar", "stopped by the booth": somebody was there."""
_ALL_WORDS: Final = frozenset(w for act in (*_ACTS, ATTENDING) for words in act.said for w in words)


_HANDED_BACK: Final = re.compile(r"\b(?:handed|sent|gave|passed)\b.*\bback\b")


def act_words() -> frozenset[str]:
    """All words of acts, and of things that are called otherwise, for spelling: they are right as they are."""
    return _ALL_WORDS | {f"{w}{end}" for group in _SAME for w in group for end in ("", "s")}


def act_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, tuple[str, ...]]:
    """How many words here say what was done, and the stems that they stand for; 0 if nothing they go with follows."""
    best: tuple[int, tuple[str, ...]] = 0, ()
    if at >= len(tokens) or tokens[at].kind != "word" or _is_adjective(tokens, at):
        return best
    for act, sources in _acts_of(lexicon):
        size = words_at(tokens, at, act.said)
        if size <= best[0]:
            continue
        if act.is_whole or _thing_near(tokens, at + size, act.things or _things(sources, lexicon)):
            best = size, _stems(act, sources)
    return best


def _is_adjective(tokens: Sequence[Token], at: int) -> bool:
    """ "has an open opportunity", "open deals"."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    before = tokens[at - 1] if at else None
    if not tokens[at].is_word("open"):
        return False
    is_after = before is not None and before.is_word("an", "the", "in", "has", "have", "with")
    return (
        is_after
        or behind is None
        or not (behind.is_word("a", "an", "the", "our", "any", "up") or behind.text[0] in "0123456789")
    )


def attending_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, bool]:
    """How many words say that somebody was there, and whether a name has a word for it."""
    size = words_at(tokens, at, ATTENDING.said)
    if not size:
        return 0, False
    sources = [s for s in lexicon.sources if ATTENDING.of & (s.own | s.base)]
    for s in sources:
        if _thing_near(tokens, at + size, s.own - _NO_THINGS):
            return size, bool(s.attended) or any("attend" in x.own for x in sources)
    return (size, False) if _thing_near(tokens, at + size, ATTENDING.of | {"stand"}) else (0, False)


def done_at(tokens: Sequence[Token], at: int, said: Iterable[str], lexicon: Lexicon) -> tuple[int, tuple[str, ...]]:
    """The same behind what it was done to: "a trial was kicked off", "opportunity created"."""
    here = frozenset(said)
    i = at
    while i < len(tokens) and tokens[i].is_word(*_DONE):
        i += 1
    for act, sources in _acts_of(lexicon):
        i = at if words_at(tokens, at, act.done) else i
        size = words_at(tokens, i, act.done)
        end = i + size
        if not size or not (act.is_whole or here & (act.things or _things(sources, lexicon))):
            continue
        if act.is_whole and not all(here <= s.explained for s in sources):
            continue  # a trial that was cancelled is no account
        if end < len(tokens) and tokens[end].is_word("a", "an", "the", "our", "any", "their", "by"):
            continue
        return end - at, _stems(act, sources)
    return 0, ()


def _acts_of(lexicon: Lexicon) -> list[tuple[Act, list[Source]]]:
    if not lexicon.acts:
        for act in _ACTS:
            sources = [s for s in lexicon.sources if _is_of(s, act)]
            asked = any(s.own & {"request", "book", "booking", "booked", "registration"} for s in sources)
            if sources and not (act.is_apart and asked):
                lexicon.acts.append((act, sources))
    return lexicon.acts  # type: ignore[return-value]


def _is_of(source: Source, act: Act) -> bool:
    names = source.own | source.base
    if act.also:
        return bool(act.of & names and act.also & names)
    if "returned" in act.of and _HANDED_BACK.search(source.hint):
        return True
    is_page = "page" in act.of and any(p.name in PATHS for p in source.properties)
    return bool(act.of & names) or is_page


def _things(sources: Sequence[Source], lexicon: Lexicon) -> frozenset[str]:
    found = {s for source in sources for s in source.own | source.explained}
    found |= {s for v in lexicon.property_values if v.source in sources for s in v.stems}
    return frozenset(found - _NO_THINGS - SUBJECTS)


def _thing_near(tokens: Sequence[Token], at: int, things: frozenset[str]) -> bool:
    for group in _SAME:
        things = things | group if group & things else things
    for t in tokens[at : at + _FARTHEST]:
        if t.kind == "sign" or (t.kind == "word" and t.text in _STOPS):
            return False
        if t.kind == "word" and stem(t.text) in things:
            return True
    return False


def _stems(act: Act, sources: Sequence[Source]) -> tuple[str, ...]:
    if act.stem == "*":
        return tuple(sorted(sources[0].own)) if len(sources) == 1 else ()
    return (act.stem,) if act.stem else ()


_SAME: Final[tuple[frozenset[str], ...]] = tuple(
    frozenset(words.split())
    for words in (
        "engagement interaction",
        "brochure prospectus catalogue catalog leaflet flyer",
        "voucher coupon",
        "webinar webcast",
        "survey questionnaire poll",
        "quote quotation",
        "fair exhibition expo",
        "enquiry inquiry",
        "purchase order",
        "programme program",
        "cart basket",
        "appointment consultation",
    )
)


def same_stems(named: frozenset[str]) -> Mapping[str, str]:
    """Stems that no name has → the one with the same meaning that some name has, where there is just one."""
    found: dict[str, str] = {}
    for group in _SAME:
        own = group & named
        if len(own) == 1:
            found |= dict.fromkeys(group - own, next(iter(own)))
    if "chat" not in named:
        found |= dict.fromkeys(("speak", "speaks", "spoke", "spoken", "speaking"), "chat")  # no talk in a window
    return found

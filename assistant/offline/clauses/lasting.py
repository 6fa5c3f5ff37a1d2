"""Sentences about how long points last: "all points fade by 10% a week", "clicks older than 60 days do not count",
"when a lead is recycled, the points start again from zero"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.times import bare_window_at, length_at
from ...reading.tokens import Token
from ..conditions.condition import Happened
from ..conditions.reader import Ambiguous, Reader
from ..names.lexicon import Lexicon
from ..points.amounts import amounts_in
from ..points.fading import fade_at
from ..points.limits import expiry_at
from .headings import GROUPS

_OPENING: Final = phrases(
    "please|and|also|note|note that|important|but|so|then|in addition|of course|remember|remember that|please note|"
    "please note that|we want|we also want|i want|finally|lastly|last but not least|nb|fyi|by the way|one more thing"
)
_POINTS: Final = frozenset(
    """points point pts score scores scoring everything all any anything activity activities action actions event events
    signal signals interaction interactions decay expiry expiration ageing aging rule rules model total lead leads value
    values them of the our from for each every whole entire a s lifetime validity behaviour time depreciation""".split()
)
_PEOPLE: Final = frozenset("lead leads rule rules model".split())
_THESE: Final = frozenset("these those they it this that its their such".split())
_OLD: Final = phrases(
    "older than|that are older than|which are older than|that is older than|that happened more than|more than|"
    "that are more than|from more than|going back more than|which happened more than|that happened over|over|beyond|"
    "that go back more than|that lie back more than|before the last|not in the last|not within the last|"
    "outside the last|outside of the last|not from the last"
)
_GONE: Final = phrases(
    "do not count|does not count|no longer count|no longer counts|is ignored|are ignored|is not counted|"
    "are not counted|count for nothing|counts for nothing|do not count any more|does not count any more|"
    "do not count anymore|does not count anymore|gives nothing|give nothing|is worth nothing|are worth nothing|"
    "is dropped|are dropped|is forgotten|are forgotten|expire|expires|is gone|are gone|drop off|drops off|fall off|"
    "falls off|stop counting|stops counting|should not count|must not count|should be ignored|can be ignored|"
    "is left out|are left out|is removed|are removed|disappear|disappears|score nothing|scores nothing|"
    "get no points|gets no points|earn nothing|earns nothing|give no points|gives no points|give zero points|"
    "gets zero points|is excluded|are excluded|is disregarded|are disregarded|is out|are out|lapse|lapses|"
    "is discarded|are discarded|do not matter|does not matter|is irrelevant|are irrelevant|should expire|"
    "will expire|should be dropped|should be removed|should no longer count|is worthless|are worthless|"
    "go back to zero|goes back to zero|drop to zero|drops to zero|fall to zero|falls to zero|go to zero|goes to zero|"
    "is zero|are zero|becomes zero|become zero|vanish|vanishes|run out|runs out"
)
_COUNTS: Final = phrases(
    "count|counts|are counted|is counted|matter|matters|should count|should be counted|will count|give points|"
    "gives points|gets points|get points|score|scores|is considered|are considered|is relevant|are relevant|"
    "is looked at|are looked at|is taken into account|are taken into account|is scored|are scored|is used|are used"
)
_ONLY: Final = phrases(
    "only|only count|we only count|we only look at|only look at|just|we only consider|only consider|count only|"
    "look only at|consider only|only score|we only score|just count|only use|we only use|we only take|only take|"
    "nothing but"
)
_IGNORE: Final = phrases(
    "ignore|disregard|forget|drop|do not count|we ignore|we do not count|we disregard|leave out|please ignore|"
    "do not score|we drop|we forget|never count|remove|discard|we do not score|do not look at|exclude"
)
_TO_ZERO: Final = phrases(
    "start again from zero|start again at zero|start again|start over|start from zero|start over from zero|restart|"
    "restart from zero|restart at zero|begin again|begin again at zero|begin again from zero|are reset|is reset|"
    "are reset to zero|is reset to zero|reset|reset to zero|resets|"
    "resets to zero|go back to zero|goes back to zero|back to zero|"
    "drop to zero|drops to zero|fall back to zero|falls back to zero|are wiped|is wiped|are cleared|is cleared|"
    "are lost|is lost|are deleted|is deleted|are set to zero|is set to zero|"
    "are set back to zero|is set back to zero|starts again|starts again from zero|starts over|"
    "starts again at zero|starts over at zero|starts from zero|start over at zero|start at zero again|"
    "starts at zero again|start from scratch|starts from scratch|begins again|begin from zero|are zeroed|is zeroed|"
    "should be reset|should be reset to zero|must be reset|should start again|should start again from zero|"
    "should start over|go to zero|goes to zero|return to zero|returns to zero|are removed|is removed|"
    "should go back to zero|will be reset|start counting again|starts counting again|get reset|gets reset|"
    "get reset to zero|gets reset to zero|should be set to zero|start anew|starts anew|begin anew|begins anew|"
    "are gone|is gone|expire|expires|go away|goes away|start afresh|starts afresh|are forfeited|become zero|"
    "becomes zero|"
    "resets to zero again|from zero again|count from zero again|counts from zero again|start counting from zero"
)
_WHEN: Final = phrases(
    "when|once|after|if|upon|whenever|as soon as|on|every time|each time|with every|with each|following|at|"
    "the moment|in case|any time|from the moment|with"
)
_DOING: Final = phrases(
    "each|every|any|another|the next|sales|the sales team|the team|a rep|the rep|the sdr|an sdr|we|a|an|the|a lead|"
    "the lead|leads|they|it|someone|"
    "a contact|the contact|is|are|was|were|gets|has been|have been|being|been|get|by sales|from sales|"
    "a lead is|the lead is"
)
_DONE_TO: Final = phrases(
    "a lead|the lead|leads|them|it|one|a contact|the contact|by sales|again|event|date|from sales"
)
_SINCE: Final = phrases("after|since|behind|following|from")


_ABOUT: Final = frozenset(
    """fade fades fading decay decays decaying expire expires expiry expiration
    older old after since halve halved halves
    half lose loses losing drop drops only ignore ignored reset resets again zero start starts never last past forever
    valid valid lasts count counts reduced reduce decrease decreases depreciation lifetime validity permanent beyond
    outside disappear vanish lapse wiped cleared decayed shrink shrinks cools ages""".split()
)
"""One of these words stands in every such sentence."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """``group`` or ``source``: whose points are meant, else all of them; ``is_near``: those that were just named, of
    one rule if ``is_one``.
    ``fade`` and ``window`` as rules have them; ``resets``: the event with which the points begin anew;
    ``is_endless``: they last for ever."""

    group: str = ""
    source: str = ""
    is_near: bool = False
    is_one: bool = False
    fade: str = ""
    window: str = ""
    resets: str = ""
    is_endless: bool = False
    notes: tuple[str, ...] = ()


def lasting_of(tokens: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]) -> Lasting | None:
    """What the sentence says of how long points last, if that is all that it says."""
    if not any(t.kind == "word" and t.text in _ABOUT for t in tokens):
        return None
    if any(not any(t.percent for t in tokens[start:end]) for start, end, _ in amounts_in(tokens, lexicon)):
        return None  # it has points of its own
    body = [_zero(t) for t in tokens if not t.is_sign(".", "!")]
    while body and (size := words_at(body, 0, _OPENING)):
        body = body[size + (size < len(body) and body[size].is_sign(",", ":")) :]
    body = _in_order(_without_the_others(body))
    if len(body) < 3:
        return None
    never = next((i for i in range(1, len(body)) if words_at(body, i, _NEVER) == len(body) - i), 0)
    if never and all(t.kind == "word" and t.text in _POINTS | _THESE | GROUPS for t in body[:never]):
        return Lasting(is_endless=True)
    return _reset(body, lexicon, answers) or _bounded(body, lexicon, answers) or _fading(body, lexicon, answers)


_OTHERS: Final = frozenset("fit demographic demographics firmographic firmographics profile static company".split())
_NEVER: Final = phrases(
    "never expire|never expires|do not expire|does not expire|do not decay|does not decay|never decay|never decays|"
    "do not fade|never fade|stay for ever|stay forever|last for ever|last forever|are kept for ever|are kept forever|"
    "do not age|never age|are permanent|stay|do not lapse|never lapse|count for ever|count forever|remain forever"
)


_LESSENING: Final = ("halve", "reduce", "decrease", "cut", "lower", "decay", "fade")


def _without_the_others(body: list[Token]) -> list[Token]:
    """Without ", fit points don't": what a lead is has no age."""
    for at in range(4, len(body) - 1):
        rest = body[at + 1 :]
        is_joint = body[at].is_sign(",", ";", "(") or body[at].is_word("but", "while", "whereas", "and")
        if is_joint and any(t.is_word(*_OTHERS) for t in rest) and any(t.is_word("not", "never", "stay") for t in rest):
            plain = all(
                t.kind == "sign" or t.is_word(*_OTHERS, *_POINTS, "but", "do", "does", "not", "never", "stay", "expire")
                for t in rest
            )
            return body[:at] if plain else body
    return body


def _in_order(body: list[Token]) -> list[Token]:
    """ "Every month all points are halved", "we halve all points every month": whose points, what, how often."""
    step = length_at(body, 1, bare=True) if body and body[0].is_word("every", "each", "per") else None
    if step is not None:
        end = step[1]
        return [*body[end + (end < len(body) and body[end].is_sign(",")) :], *body[:end]]
    size = words_at(body, 0, phrases("we|we should|you should|let us|we will|i want to|we want to"))
    is_verb = size + 1 < len(body) and body[size].is_word(*_LESSENING) and body[size + 1].kind == "word"
    if is_verb and (size or not body[size].is_word("decay", "fade")):
        verb = body[size]
        until = next((i for i in range(size + 1, len(body)) if body[i].is_word("by", "every", "each", "per", "in")), 0)
        said = "halved" if verb.text == "halve" or words_at(body, until, phrases("in half|by half")) else "reduced"
        rest = body[until + 2 * (said == "halved" and verb.text != "halve") :]
        if until > size + 1:
            return [*body[size + 1 : until], replace(verb, text="are"), replace(verb, text=said), *rest]
    return body


def _zero(t: Token) -> Token:
    """A number of nothing as the word for it: "back to 0"."""
    return replace(t, kind="word", text="zero", value=None) if t.kind == "number" and t.value == 0 and not t.unit else t


def _fading(body: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]) -> Lasting | None:
    """ "Points fade by 10% a week", "Engagement points expire after 90 days", "Decay: 25% per month"."""
    for at in range(min(len(body) - 1, 9)):
        fade, expiry = fade_at(body, at), expiry_at(body, at)
        is_named = at > 1 and body[at - 1].is_sign(":", "=") and body[at - 2].kind == "word"
        if not (is_named or any(found is not None and found[0] == len(body) for found in (fade, expiry))):
            continue
        lead = next((i for i, t in enumerate(body) if t.text not in _THESE | {"the", "points", "point"}), 0)
        whose = _whose(body[: at or lead], lexicon, answers)
        if whose is None:
            continue
        if fade is not None and fade[0] == len(body):
            share = fade[1].split()[1]
            is_left = "linearly" not in fade[1] and share != "50%"
            said = (f"“{share}” is taken of what is left each time",) if is_left else ()
            return replace(whose, fade=fade[1], notes=(*whose.notes, *said))
        if expiry is not None and expiry[0] == len(body):
            return replace(whose, window=expiry[1])
        if not is_named:
            continue
        words = body[at - 2].text
        named = [Token("word", words, words, body[0].start, body[0].start), *body[at:]]
        if words in ("decay", "depreciation", "fade") and (fade := fade_at(named, 0)) and fade[0] == len(named):
            return replace(whose, fade=fade[1])
        length = length_at(body, at)
        if words in ("expiry", "expiration", "lifetime", "validity") and length and length[1] == len(body):
            return replace(whose, window=length[0].text, notes=(*whose.notes, length[0].assumption))
    return None


def _bounded(body: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]) -> Lasting | None:
    """ "Clicks older than 60 days do not count", "After 90 days points expire", "Only the last 30 days count"."""
    ignored = words_at(body, 0, _IGNORE)
    nothing = int(body[0].is_word("nothing", "no"))
    only = 0 if ignored or nothing else words_at(body, 0, _ONLY)
    if words_at(body, 0, (("after",),)) and not (ignored or only):
        length = length_at(body, 1)
        end = length[1] + (length[1] < len(body) and body[length[1]].is_sign(",")) if length else 0
        gone = next((i for i in range(end, len(body)) if end and words_at(body, i, _GONE) == len(body) - i), 0)
        whose = _whose(body[end:gone], lexicon, answers) if length and gone else None
        return replace(whose, window=length[0].text, notes=(length[0].assumption,)) if whose and length else None
    start = ignored or nothing or only
    for at in range(start, min(len(body) - 1, start + 9)):
        old = 0 if only else words_at(body, at, _OLD)
        after = int(body[at].is_word("after")) if not (old or ignored or nothing or only) else 0
        found = length_at(body, at + old + after, bare=bool(old)) if old or after else None
        if only:
            found = bare_window_at(body, at)
            is_window = found and any(t.is_word("last", "past", "previous", "since") for t in body[at : found[1]])
            found = found if is_window else None
        if found is None:
            continue
        end = found[1] + words_at(body, found[1], phrases("ago|old"))
        rest = len(body) - end
        is_verb = (only or nothing) and words_at(body, end, _COUNTS) == rest > 0
        is_gone = not (only or nothing or ignored) and words_at(body, end, _GONE) == rest > 0
        is_told = (ignored or (only and words_at(body, 0, _ONLY) > 1) or only) and rest == 0
        if not (is_verb or is_gone or is_told):
            continue
        whose = _whose(body[start:at], lexicon, answers)
        if whose is not None:
            return replace(whose, window=found[0].text, notes=(*whose.notes, found[0].assumption))
    return None


def _reset(body: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]) -> Lasting | None:
    """ "Points are reset when the lead is recycled", "Once recycled, they start again", "only visits after the recycle
    count"."""
    colon = next((i for i, t in enumerate(body) if t.is_sign(":", ";") and i > 3), len(body))
    more = body[colon + 1 :]
    if more and _since(more, lexicon, answers) is None:
        return None
    body = body[:colon]
    since = _since(body, lexicon, answers)
    if since is not None:
        return since
    when = words_at(body, 0, _WHEN)
    if when:
        for at in range(when + 1, len(body) - 1):
            if not (
                body[at].is_sign(",") or body[at - 1].is_sign(",") or body[at].is_word("the", "all", "these", "points")
            ):
                continue
            event = event_meant(body[when:at], lexicon, answers)
            found = _to_zero(body[at + body[at].is_sign(",") :], lexicon, answers) if event else None
            if found is not None:
                return replace(found, resets=event)
        return None
    for at in range(len(body) - 2, 1, -1):
        size = words_at(body, at, _WHEN)
        event = event_meant(body[at + size :], lexicon, answers) if size else ""
        found = _to_zero(body[:at], lexicon, answers) if event else None
        if found is not None:
            return replace(found, resets=event)
    return None


def _to_zero(words: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]) -> Lasting | None:
    """ "these points are reset to zero", "reset all points", "start again"."""
    if words and words[0].is_word("reset", "restart", "set", "clear", "wipe", "zero", "delete", "remove"):
        end = len(words)
        end -= 2 if end > 3 and words[-2].is_word("to") and words[-1].is_word("zero") else 0
        return _whose(words[1:end], lexicon, answers)
    for at in range(len(words)):
        if words_at(words, at, _TO_ZERO) == len(words) - at:
            return _whose(words[:at], lexicon, answers)
    return None


def _since(words: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]) -> Lasting | None:
    """ "only what happened after the last recycle counts"."""
    only = words_at(words, 0, _ONLY)
    if not only:
        return None
    for at in range(only + 1, len(words) - 1):
        size = words_at(words, at, _SINCE)
        counts = next((i for i in range(at, len(words)) if words_at(words, i, _COUNTS) == len(words) - i), len(words))
        event = event_meant(words[at + size : counts], lexicon, answers) if size and counts > at + size else ""
        if event:
            what = [t for t in words[only:at] if not t.is_word("what", "happened", "happens", "that", "comes", "came")]
            whose = _whose(what, lexicon, answers)
            return replace(whose, resets=event) if whose is not None else None
    return None


def event_meant(words: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]) -> str:
    """The one event that words mean: "Sales recycles a lead", "the last recycle"."""
    rest = [t for t in words if not t.is_sign(",")]
    for _ in range(8):
        try:
            found = Reader(lexicon, answers).read(rest) if rest else None
        except Ambiguous:
            return ""
        c = found.condition if found is not None else None
        if isinstance(c, Happened) and not (c.bound or c.measure or c.negated or c.window):
            return c.source
        size = words_at(rest, 0, _DOING) or words_at(rest, 0, phrases("last|latest|most recent|newest|first"))
        behind = next((n for n in (2, 1) if len(rest) > n and words_at(rest, len(rest) - n, _DONE_TO) == n), 0)
        if size and size < len(rest):
            rest = rest[size:]
        elif behind:
            rest = rest[:-behind]
        else:
            return ""
    return ""


def _whose(words: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]) -> Lasting | None:
    """Whose points are meant: all, those of a group, those of some events."""
    said = [t for t in words if not t.is_sign(":", "=", ",", "-")]
    if any(t.kind != "word" for t in said):
        return None
    if any(t.text in _PEOPLE for t in said) and not any(t.is_word("points", "score", "scores", "pts") for t in said):
        return None  # "leads older than 90 days are out"
    if all(t.text in _POINTS | _THESE for t in said):
        is_one = any(t.is_word("it", "this", "that", "its") for t in said)
        is_one = is_one and not any(t.is_word("all", "of", "score", "scores", "scoring", "model") for t in said)
        return Lasting(is_near=any(t.text in _THESE for t in said), is_one=is_one)
    names = [t for t in said if t.text in GROUPS and t.text not in _POINTS]
    others = [t for t in said if t not in names]
    is_group = bool(names) and all(t.text in _POINTS | _THESE for t in others)
    group = "_".join(t.text for t in names) if is_group else ""
    event = [t for t in said if not (t.is_word("points", "score", "scores", "all", "the", "these", "those", "any"))]
    while event and event[0].is_word("for", "from", "of"):
        event.pop(0)
    try:
        found = Reader(lexicon, answers).read(event) if event else None
    except Ambiguous:
        found = None
    c = found.condition if found is not None else None
    if not isinstance(c, Happened) or c.bound or c.measure or c.negated or c.window or found is None:
        return Lasting(group=group) if group else None
    return Lasting(group=group, source=c.source, notes=tuple(found.notes))

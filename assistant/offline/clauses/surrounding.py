"""What stands around the rules and can change none of them: titles, headings, greetings, attributions, stories ("PQL
sync 12 Jan (Dana, Luis, me)", "two things from the product guys", "I was asked by my boss"). Whatever names a value of
the project, some leads among others, a number that matters, or has a word that limits, voids or turns is none."""

import re
from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..names.heads import stage_at
from ..names.lexicon import Lexicon
from ..points.amounts import amounts_in
from .asides import told_plainly
from .bearing import is_of_some, may_bind, speaks_of_taking, taken_by
from .talk import COMMON, is_about_scoring, is_of_people, is_optional, names_nothing, tells, voids
from .whom import TELLING

_DATED: Final = re.compile(
    r"v\d[\d.]*|q[1-4]|h[12]|fy ?\d{2,4}|\d{1,2}(?:st|nd|rd|th)|\d{1,2}\.\d{1,2}|(?:19|20)\d\d", re.IGNORECASE
)
_MONTHS: Final = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri week cw
    kw""".split()
)
_NUMBERED: Final = frozenset(
    """version v rev revision draft edition section step tab table part page p pp pages chapter sheet slide annex
    appendix figure ticket request issue no nr number item room column columns line lines row rows fy""".split()
)
_COUNTED: Final = frozenset(
    """things thing rules rule criteria signals updates changes requests bits cents words tweaks notes asks
    remarks""".split()
)
_PERSONS: Final = frozenset(
    """sales marketing ops revops mops tom kim me us them you ceo cmo cro coo cfo cto vp board boss management product
    finance legal it crm sdrs bdrs team guys folks people colleagues hq bi data growth demandgen consultant
    agency""".split()
)
_BY: Final = phrases("as per|per|by|via|with|courtesy of|cc|thanks to|together with|owner|author|owned by|from")
_ORIGINS: Final = frozenset(
    "notes note list rules points scoring input feedback mail message request wishes model signals things thing".split()
)
_OF_PAPER: Final = frozenset(
    """owner author by valid version updated source status reviewed approved draft final agreed per via prepared cc
    confirmed written internal confidential wip me""".split()
)


def without_attribution(tokens: Sequence[Token]) -> list[Token]:
    """The words without dates, numbers of papers, how many things follow, and who said them."""
    body = list(told_plainly(_without_parentheses(tokens)))
    kept: list[Token] = []
    at = 0
    while at < len(body):
        end = _dropped(body, at)
        if end == at:
            kept.append(body[at])
            end = at + 1
        at = end
    while kept and kept[-1].kind == "sign":
        kept.pop()
    while kept and kept[0].kind == "sign":
        kept.pop(0)
    return kept


def _without_parentheses(tokens: Sequence[Token]) -> list[Token]:
    """Without "(owner: RevOps)", "(Dana, Luis, me)"."""
    body = list(tokens)
    while body and body[-1].is_sign(":", ".", "-"):
        body.pop()
    start = next((i for i, t in enumerate(body) if t.is_sign("(")), -1)
    if start < 1 or not body[-1].is_sign(")"):
        return body
    inside = [t for t in body[start + 1 : -1] if t.kind != "sign"]
    is_names = all(t.kind == "word" and (_is_person(t) or t.is_word("and", "me")) for t in inside)
    return body[:start] if is_names or (inside and inside[0].is_word(*_OF_PAPER)) else body


def _is_person(t: Token) -> bool:
    """A name, or those who may have said something; no place, title, industry."""
    if t.text in _PERSONS:
        return True
    is_name = t.raw[:1].isupper() and t.raw[1:2].islower() and t.text not in COMMON
    return is_name and not is_of_people([t]) and not t.text.endswith("s")


def _dropped(body: Sequence[Token], at: int) -> int:
    """Where what begins here and says nothing of the rules ends; ``at`` if nothing does."""
    t = body[at]
    before = body[at - 1] if at else None
    after = body[at + 1] if at + 1 < len(body) else None
    if t.kind == "number" and (t.signed and before is not None and before.raw.isupper()):
        return at + 1  # "RO-118"
    if t.kind in ("number", "date", "text") and _DATED.fullmatch(t.raw) and not (t.signed or t.or_more or t.money):
        return at + 1
    if t.kind == "word" and _DATED.fullmatch(t.raw):
        return at + 1
    if t.kind == "date":
        return at + 1
    if t.kind == "number" and not (t.signed or t.or_more or t.money or t.percent or t.unit):
        is_label = before is not None and (before.is_word(*_NUMBERED, *_MONTHS) or before.is_sign("#"))
        if is_label or (before is not None and before.is_sign(".", "/", "-") and at > 1 and body[at - 2].is_word("p")):
            return at + 1
        if (
            t.raw.lower() == "one"
            and before is not None
            and before.is_word("quick", "another", "small", "last", "short")
        ):
            return at + 1
        if after is not None and after.is_word(*_MONTHS):
            return at + 2
        if after is not None and after.is_word(*_COUNTED) and t.value is not None and t.value < _FEW:
            return at + 2
    if t.is_word(*_MONTHS) and (before is not None or after is not None) and not (after and after.is_word("only")):
        return at + 1
    size = words_at(body, at, _BY)
    if size and at + size < len(body):
        is_told = before is not None and before.is_word(*_ORIGINS)
        if t.is_word("from") and not is_told and not body[at + size].is_word(*_PERSONS, "the", "our", "my"):
            return at  # "From Berlin"
        end = at + size
        end += words_at(body, end, phrases("the|our|my|both|a")) if end < len(body) else 0
        while end < len(body) and body[end].kind == "word" and _is_person(body[end]):
            end += 1
            while end + 1 < len(body) and (body[end].is_sign(",", "/", "&") or body[end].is_word("and")):
                if not _is_person(body[end + 1]):
                    break
                end += 1
        return end if end > at + size and _is_person(body[end - 1]) else at
    return at


_FEW: Final = 20
_GREETINGS: Final = phrases(
    "hi|hello|hey|dear|hiya|morning|good morning|good afternoon|good evening|afternoon|hi there|hey there|yo|ok|okay|so"
)
_SPEAKERS: Final = phrases(
    "i|we|my|our|sales|marketing|the sales team|our sales team|the team|the boss|my boss|our boss|the sdrs|our sdrs|"
    "the reps|our reps|sorry|hope|long time|the sales guys|everybody here|this is|this came|you|here"
)
_STORY: Final = frozenset(
    """was were had came took sat went got sent attached complain complains complained hope hopes waste wastes wasted
    met talked spoke discussed decided joined moved wrote rubbish see goes sorry promised promise asked been pasted
    copied typed forwarded missed forgot thought grumble grumbles moan moans""".split()
)
_DEICTIC: Final = frozenset(
    """it them these those below following above list rules rule points model scoring score everything all only must
    should never ignore old previous anymore longer instead used use using unless except until if when who whose which
    want wants need needs like care call count counts exclude leave skip drop stop""".split()
)
_ASKING: Final = frozenset("only must should never ignore unless except until if exclude drop want wants need".split())
_COMPLAINTS: Final = frozenset(
    "complain complains complained complaining grumble grumbles moan moans rubbish waste wastes".split()
)


def is_story(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """A sentence of people about themselves: "Sorry for the delay, was on holiday", "sales complain of bad leads"."""
    body = [t for t in without_attribution(tokens) if t.kind != "sign"]
    greeting = words_at(body, 0, _GREETINGS)
    if greeting + 1 < len(body) and _is_person(body[greeting]) and (greeting or words_at(body, 1, _SPEAKERS)):
        greeting += 1  # "Hey Lena, hope the holidays were nice"
    body = body[greeting:]
    words = {t.text for t in body}
    if not words_at(body, 0, _SPEAKERS) or any(t.kind != "word" for t in body) or amounts_in(tokens, lexicon):
        return False
    if any(stage_at(body, i, lexicon) for i in range(len(body))) or is_of_people(body):
        return False
    if words & _COMPLAINTS and not words & _ASKING:
        return True
    return bool(words & _STORY) and not words & _DEICTIC and names_nothing(body, lexicon) and not is_of_some(body)


def goes_alone(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether words that no reader knows are those of a message or of a paper, and can change no rule."""
    if is_story(tokens, lexicon):
        return True
    body = without_attribution(tokens)
    words = [t for t in body if t.kind == "word"]
    if not words:
        return not any(t.kind in ("number", "text", "domain", "path", "name") for t in body) and bool(tokens)
    if (
        amounts_in(body, lexicon)
        or voids(body)
        or tells(body)
        or is_optional(body)
        or taken_by(body)
        or speaks_of_taking(body)
    ):
        return False
    if words_at(tokens, 0, _HANDING) and not (may_bind(body) or is_of_people(body)):
        return True
    if any(stage_at(body, i, lexicon) for i in range(len(body))):
        return False
    if is_of_some(body) or may_bind(body) or is_of_people(body) or not names_nothing(body, lexicon):
        return False
    if words_at(words, 0, _OF_WHOM) and not words_at(words, 0, _SETTING):
        return False
    telling = {t.text for t in words} & TELLING
    return not telling or _is_paper(words)


_HANDING: Final = phrases("hand off|handover|handoff")
_OF_WHOM: Final = phrases(
    "from|for|if|when|where|among|within|in|on|at|to|with|without|whoever|those|who|everyone|anyone"
)
_SETTING: Final = phrases(
    "in short|in a nutshell|in brief|in summary|to sum up|on it|for you|for us|for me|for review|for setup|for hubspot|"
    "for salesforce|for marketo|for pardot|to be built|to be set up|to be added|for info|for the record|to do|to dos|"
    "from the wiki|from the deck|from the sheet|from the doc|from the offsite|from the call|from the meeting|"
    "from the retro|from the review|from the board|from the thread|from the boss|from the client|from the team|"
    "from the whiteboard|from the workshop|from our wiki|from our call|from our meeting|from the old sheet|"
    "for the system|for the tool|for discussion|for approval|for the developers|for ops|for revops"
)
_PAPERS: Final = frozenset(
    """def defs definition definitions scoring model list sheet rules sync review notes meeting log matrix grid table
    handbook playbook alignment policy deck request update updates version draft thread version points setup call
    agreement framework concept guide scorecard card""".split()
)


def _is_paper(words: Sequence[Token]) -> bool:
    """Whether the only words that tell some leads from others are said of a paper: "new mql def", "the new points"."""
    return all(
        not t.is_word(*TELLING)
        or t.is_word("sales", "marketing", "product", "market")
        or (
            any(x.text in _PAPERS for x in words[i + 1 : i + 4])
            and t.is_word(
                "new", "strong", "best", "good", "real", "more", "current", "valid", "small", "big", "such", "own"
            )
        )
        for i, t in enumerate(words)
    )


_VOID: Final = re.compile(
    r"\b(?:ignore|obsolete|outdated|deprecated|rejected|withdrawn|cancelled|canceled|superseded|parked|retired|dropped"
    r"|(?:do|does|did|should|must|is|are|was|were|has|have) not (?:use|used|apply|agreed|valid|decided|approved|hold"
    r"|done|implement|be used|build|build this|been agreed|been decided)|not (?:agreed|valid|decided|approved|in use)"
    r"|nothing (?:is )?(?:decided|agreed)|none of (?:it|this|that|these|them)|no longer|not any more|anymore|any more"
    r"|(?:just|only) (?:an? )?(?:example|idea|sketch|test|joke|draft)|what (?:the|our) old"
    r"|(?:last|previous) (?:years?|quarters?)"
    r"|old (?:model|rules|scoring|list|definition|version|system|one|sheet))\b"
)
_OF_ALL: Final = frozenset(
    """this that it these those everything all above below following list rules model scoring draft definition version
    ideas idea what""".split()
)


def voids_all(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a line may say that what stands around it is no rule: "Old model, do not use", "ignore the above"."""
    plain = told_plainly(tokens)
    words = [t for t in plain if t.kind == "word"]
    if not _VOID.search(" ".join(t.text for t in words)) or not names_nothing(plain, lexicon):
        return False
    return (len(words) <= _SHORT or any(t.is_word(*_OF_ALL) for t in words)) and not is_story(tokens, lexicon)


_SHORT: Final = 6
_SOME: Final = phrases("for|only for|not for|never for")


def is_for_some(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """ "For partners", on a line of its own: whom the lines around it hold for."""
    words = [t for t in tokens if t.kind != "sign"]
    is_half = bool(words) and words[0].raw.lower() == "half"
    if words_at(words, 0, _SETTING) or not (is_half or words_at(words, 0, _SOME)):
        return False
    return len(words) <= _SHORT and bool(without_attribution(tokens)) and not is_about_scoring(words)

"""Who wants a change, or says so, around it: "Alan would rather see 30 there", "per legal, 14 days", "sales wants 30".

What is left is the change. Whoever is said has to be a person or people at work: a name of the project never is one.
"""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.people import industry_words, title_words
from ...reading.places import place_words
from ...reading.times import UNITS_OF_TIME
from ...reading.tokens import Token
from ..clauses.talk import names_nothing
from ..names.lexicon import Lexicon
from .amending import names_something
from .complaints import is_complaint
from .contrast import contrast_in
from .courtesy import is_change, opening_of, without_talk
from .places import FILL, MAKE, Part, meant_in, with_rows

_ROLES: Final = frozenset(
    """sales marketing finance legal compliance boss manager managers client clients dealers dealer partner partners
    team teams support management cfo ceo cmo coo cro cto board colleague colleagues product ops revops accounting hr
    everybody everyone agency consultant consultants reps rep leadership investor investors stakeholder stakeholders
    committee owner owners founder founders headquarters hq folks guys department dept analyst analysts admissions
    office branches officers advisers advisors recruiters field sdr sdrs bdr bdrs lead-gen operations controlling risk
    underwriting dean faculty registrar purchasing pr pm others somebody someone people lawyers lawyer auditors
    auditor regulator bosses chief head director vp group salespeople franchise council workshop engineers crew
    audit steering privacy procurement security engineering shareholders union bank
    banks lender lenders dealership franchisees""".split()
)
_AROUND: Final = frozenset(
    """the my our your his her their a an from in at of and over there new big senior regional local whole main other
    all most some both few upstairs here guy lady girl lot side account inside outside us no""".split()
)
_PRONOUNS: Final = frozenset("he she we they i".split())
_SOFT: Final = phrases(
    "now|also|really|actually|still|just|always|apparently|both|all|has|have|had|would|did|does|do|is|are|was|were|"
    "be|been|keeps|keep|kept|strongly|already|recently|since|even|clearly|probably|then|rather|again|definitely|been|"
    "has now|have now|will|must|might|may|simply"
)
_WANTS: Final = phrases(
    "want|wants|wanted|would like|like|would like to have|would love|love|rather see|rather have|prefers|prefer|"
    "preferred|"
    "insists on|insist on|insisted on|insisting on|asked for|asks for|asking for|ask for|suggests|suggest|suggested|"
    "proposes|propose|proposed|recommends|recommend|recommended|votes for|voted for|settled on|agreed on|agreed to|"
    "decided on|decided for|went for|go for|go with|went with|requested|demanded|demands|pushes for|pushed for|"
    "pushing for|came back with|keen on|came up with|happy with|happier with|gone for|gone with|called for|"
    "in favour of|in favor of|landed on|opted for|rather go for|rather go with|expects|expect|expected|asked me for|"
    "asked us for|rather want|like to see|like to have|love to see|want to see|wants to see|wanted to see|"
    "prefer to see|prefers to see|want to have|wants to have|more comfortable with|comfortable with|likes|liked|"
    "favours|favors|favour|favor|are after|is after|after|approved|mandates|stipulates|aims for|aim for|chose|picked|"
    "hoping for|hope for|hopes for|begged for|advises|advised|advise"
)
_RATHER: Final = phrases("see|have|get|give|use|take")
"""What is a wish behind "would rather"."""
_SAYS: Final = phrases(
    "say|says|said|saying|think|thinks|thought|reckon|reckons|reckoned|told me|told us|tells me|tells us|feel|feels|"
    "felt|believe|believes|insist|insists|insisted|argue|argues|argued|points out|pointed out|decided|confirmed|"
    "confirms|mentioned|mentions to me|wrote|writes|asked|asks|asked me|asked us|agree|agreed|agrees|find|finds|"
    "noticed|complained|complains|remarked|noted|notes|informs me|informed me|informs us|informed us|let me know|"
    "let us know|reminded me|reminds me|reminded us|came back and said|came back to me|come back to me|came back|"
    "got back to me|replied|answered|suggests|suggested|wants|want|wanted|claims|claimed|mean|meant|explained|"
    "corrected me|corrects me|rather|prefers|prefer|like|love|voted|votes|are of the opinion|is of the opinion|"
    "pinged me|called|emailed|emailed me|messaged me|just called|rang|texted|are adamant|is adamant|adamant"
)
_THAT: Final = phrases("that|to|for|if|it if|us to|me to|if we could|if we can|if you could|and said|and says|because")
_PER: Final = phrases(
    "per|as per|according to|says|said|on behalf of|at the request of|on the request of|upon request of|"
    "requested by|as requested by|following|after talking to|after a talk with|after speaking to|"
    "after speaking with|after talking with|after a call with|after the call with|spoke to|spoke with|i spoke to|"
    "i spoke with|talked to|talked with|i talked to|i talked with|we spoke to|we talked to|heard from|"
    "i heard from|just heard from|i just heard from|heard back from|just heard back from|"
    "i heard back from|i just heard back from|feedback from|word from|note from|message from|mail from|"
    "email from|comment from|comments from|input from|request from|news from|as agreed with|agreed with|"
    "as discussed with|discussed with|change from|correction from|i checked with|checked with|i asked|from|"
    "update from|change for|orders from|by order of|instructions from|got word from|i got word from|"
    "in line with|based on feedback from|i have checked with|i have spoken to|i have talked to|quick change from|"
    "small change from|after feedback from|approved by|signed off by|as asked by|as suggested by|suggested by|"
    "as told by|via|i have asked|we asked|we have asked|small request from|another request from|one more from|"
    "i just spoke to|i just talked to|just spoke to|just talked to|had a chat with|i had a chat with|"
    "had a call with|i had a call with|met with|i met with|double checked with|wish from|a wish from|"
    "a request from|a change from|thanks to"
)  # fmt: skip
_IMPERSONAL: Final = phrases(
    "it turns out that|it turns out|turns out that|turns out|it turned out that|turned out|it seems that|it seems|"
    "it looks like|looks like|it was decided that|it was decided to|it has been decided that|it is better to|"
    "the decision is|the decision was|decision is|the idea is|the plan is|the rule is now|the plan is now|"
    "the agreement is|the consensus is|consensus is|consensus was|the request is|the request was to|"
    "the request is to|the feedback was|the feedback is|the wish is|the new number is|the new value is|"
    "the right number is|the correct number is|the number is|the new figure is|the figure is|we have agreed on|"
    "we are going with|we are going for|let us go with|let us go for|going with|"
    "let us say|let us try|let us do|let us use|let us take|"
    "go with|go for|try|i would say|i say|i am thinking|i was thinking|we settled on|"
    "we went with|we will go with|i will go with|i would go with|i would go for|we would go for|"
    "we would go with|i would rather see|we ended up with|in the end it is|i would rather have|i would suggest|"
    "my suggestion is|better go with|better go for|probably better|rather go with|rather go for"
)
_IS: Final = phrases("has to be|have to be|must be|should be|needs to be|ought to be|better be|is supposed to be|to be")
_THERE: Final = phrases("there|here|for that|for it|for this|on that|on it|in there|in place|in its place")
_LONGEST: Final = 7
"""Words that a person is called by at most: "the guys over in finance"."""


def attributed(tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon) -> tuple[Token, ...] | None:
    """A sentence without whoever says it or wants it; None if nobody is said."""
    plain = [t for t in tokens if not t.is_sign("!", "?")]
    if plain and plain[-1].is_word("not"):
        return None  # "Alan wants 20, I don't"
    found = _headed(plain, parts, lexicon) or _unwanted(plain, lexicon) or _wanted(plain, lexicon)
    found = found or _tailed(plain, lexicon)
    if found is None:
        return None
    if found[0].is_word("drop", "not"):
        return found
    inner = attributed(found, parts, lexicon)
    return inner or _as_change(found, parts, lexicon)


def about_first(tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon) -> tuple[Token, ...] | None:
    """ "For the webinar: make it 20": the change first, then what it is about; None if nothing is said before it."""
    at = next((i for i, t in enumerate(tokens) if i and t.is_sign(":", "-", ",")), len(tokens))
    head, behind = tokens[:at], without_talk(tokens[at + 1 :])
    if not behind or not opening_of(behind) or any(t.kind != "word" for t in head):
        return None
    name = without_talk(head)[words_at(without_talk(head), 0, _ABOUT) :]
    named = [t for t in name if t.text not in FILL]
    if named and meant_in(named, with_rows(parts)) is not None:
        return (*behind, *name)
    is_told = tokens[at].is_sign(":", "-") and names_nothing(head, lexicon) and not _is_about(head)
    return behind if is_told else None


_ABOUT: Final = phrases("for|on|about|regarding|as for|with|concerning|as to|with regard to|on the subject of")


def without_whom(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Token, ...] | None:
    """ "90 days is too long for Peter" without him; None if nobody is said at the end."""
    for at in range(len(tokens) - 1, 2, -1):
        if (
            tokens[at].is_word("for", "to")
            and is_complaint(tokens[:at])
            and _whose(tokens, at + 1, lexicon) == len(tokens)
        ):
            return tuple(tokens[:at])
    return None


def _is_about(head: Sequence[Token]) -> bool:
    """Whether a head says of whom something holds, even if no name of the project stands in it."""
    said = {t.text for t in head}
    return bool(
        words_at(without_talk(head), 0, _ABOUT)
        or said & {"only", "if", "when", "except", "unless", "who", "without", "not"}
        or said & (place_words() | title_words() | industry_words())
    )


def _headed(tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon) -> tuple[Token, ...] | None:
    """ "Per legal, …", "Sales: …", "it turns out that …", "I spoke to Tom: …"."""
    for at in dict.fromkeys((0, _talk_before(tokens))):
        if size := words_at(tokens, at, _IMPERSONAL):
            rest = _behind(tokens[at + size :])
            if rest and (rest[0].is_sign(",", ":") is False) and not _is_object(tokens, at, size):
                return rest
        size = words_at(tokens, at, _PER)
        end = _whose(tokens, at + size, lexicon)
        if not end:
            continue
        if end < len(tokens) and tokens[end].is_sign(",", ":", "-") and end + 1 < len(tokens):
            if not size and (tokens[end].is_sign(",") or not _says_who(tokens, at, end, parts)):
                continue  # "Alan, make it 30" is said to him, "CEO: make it 30" is about one
            return _behind(tokens[end + 1 :])
        if size and end < len(tokens) and tokens[end].is_word("and") and words_at(tokens, end + 1, _WHOM):
            return tuple(tokens[end + 1 :])
        if size and is_change(tokens[end:]):
            return tuple(tokens[end:])
    return None


_WHOM: Final = phrases("he|she|they|we")


def _is_object(tokens: Sequence[Token], at: int, size: int) -> bool:
    """ "try" and "go for" need a value behind them."""
    short = tokens[at].is_word("try", "go", "let") or size < 2
    return short and not any(t.kind == "number" for t in tokens[at + size : at + size + 3])


def _wanted(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Token, ...] | None:
    """ "Alan would rather see …", "the boss says …", "legal insists on …"."""
    for start in dict.fromkeys((0, _talk_before(tokens))):
        end = _whose(tokens, start, lexicon, pronouns=True)
        if not end:
            continue
        is_soft = False
        is_loose = all(t.is_word("they", "people", "everyone", "others") for t in tokens[start:end])
        while size := words_at(tokens, end, _SOFT):
            is_soft, end = is_soft or tokens[end].is_word("rather", "would"), end + size
        wants = words_at(tokens, end, _WANTS) or (is_soft and words_at(tokens, end, _RATHER))
        says = words_at(tokens, end, _SAYS)
        if not wants and not says:
            continue
        if is_loose and not says and not (is_soft or tokens[end].is_word("prefer", "prefers", "insist", "insists")):
            continue  # "they asked for a quote" is what leads do
        rest = tokens[end + max(wants, says) :]
        if rest and rest[0].is_sign(",", ":", "-"):
            rest = rest[1:]
        rest = rest[words_at(rest, 0, _THAT) :]
        if len(rest) and not rest[0].is_word("who", "whose", "which"):
            return _behind(rest)
    return None


_UNHAPPY: Final = phrases(
    "not happy with|unhappy with|not comfortable with|not want|not like|not agree with|not satisfied with|not need|"
    "no longer want|no longer wants|no longer need|no longer needs|not keen on|not buy|not a fan of|hates|hate|"
    "dislikes|dislike|objects to|object to|against|not want to see|not want any"
)
_NOT: Final = Token("word", "not", "not", 0, 0)
_DROP: Final = Token("word", "drop", "drop", 0, 0)


def _unwanted(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Token, ...] | None:
    """ "the boss is not happy with 40, 35", "Tom does not want the webinar"."""
    for start in dict.fromkeys((0, _talk_before(tokens))):
        end = _whose(tokens, start, lexicon, pronouns=True)
        while end and (size := words_at(tokens, end, _SOFT)):
            end += size
        size = words_at(tokens, end, _UNHAPPY) if end else 0
        rest = tokens[end + size :]
        if not size or not rest:
            continue
        if any(t.kind == "number" for t in rest):
            return (_NOT, *rest)
        if not any(t.is_sign(",", ":") for t in rest) and names_something(rest):
            return (_DROP, *rest)
    return None


def _tailed(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Token, ...] | None:
    """ "30 points, says Alan", "14 days (per legal)", "as sales asked"."""
    for at in range(len(tokens) - 1, 0, -1):
        if size := words_at(tokens, at, _PER):
            is_apart = tokens[at - 1].is_sign(",", "(", "-") or tokens[at].is_word(*_APART)
            end = _whose(tokens, at + size, lexicon)
            if is_apart and end and all(t.is_sign(")", ",") for t in tokens[end:]) and not tokens[at].is_word("from"):
                return _cut(tokens[:at])
        if tokens[at].is_word("as", "because") or tokens[at].is_sign(","):
            end = _whose(tokens, at + 1, lexicon)
            said = words_at(tokens, end, _WANTS) or words_at(tokens, end, _SAYS) if end else 0
            after = words_at(tokens, end + said, phrases("it|that|this|so|for it|for this|for that|it that way|it so"))
            if said and end + said + after == len(tokens):
                return _cut(tokens[:at])
    return None


_APART: Final = "as per according says said".split()


def _cut(tokens: Sequence[Token]) -> tuple[Token, ...] | None:
    found = list(tokens)
    while found and found[-1].is_sign(",", "(", "-"):
        found.pop()
    return tuple(found) or None


def _talk_before(tokens: Sequence[Token]) -> int:
    """How many words of talk there are before what is said."""
    rest = without_talk(tokens)
    return next((i for i, t in enumerate(tokens) if rest and t is rest[0]), 0)


def _whose(tokens: Sequence[Token], at: int, lexicon: Lexicon, pronouns: bool = False) -> int:
    """Where a person or people that begin here end; nought if none do."""
    if pronouns and at < len(tokens) and tokens[at].is_word(*_PRONOUNS):
        return at + 1
    end, is_one = at, False
    while end < len(tokens) and end < at + _LONGEST:
        t = tokens[end]
        is_role = t.is_word(*_ROLES) or (t.is_word("lead") and end > at and tokens[end - 1].is_word("team", "tech"))
        if t.kind != "word" or not (is_role or t.is_word(*_AROUND) or _is_name(t, lexicon)):
            break
        is_one = is_one or is_role or _is_name(t, lexicon)
        end += 1
    return end if is_one and not tokens[end - 1].is_word(*_AROUND - {"there", "upstairs", "here", "side"}) else 0


def _is_name(t: Token, lexicon: Lexicon) -> bool:
    """ "Alan": no word of the project, and none of those that begin a sentence."""
    if t.kind != "word" or not t.raw[:1].isupper() or t.raw in ("US", "UK", "USA", "EU", "MQL", "SQL", "PQL"):
        return False
    if t.text in FILL or is_change((t,)) or words_at((t,), 0, _PER) or not names_nothing((t,), lexicon):
        return False
    if t.text in place_words() | title_words() | industry_words():
        return False
    return t.text not in _NO_NAMES and not (words_at((t,), 0, _SAYS) or words_at((t,), 0, _WANTS))


_NO_NAMES: Final = frozenset(
    """only and but or not if when while then also plus just except unless without with for from by per every each
    any all both same drop remove delete leave add include exclude let cap max limit double raise lower he she we they
    i it people leads companies everyone nobody whoever anybody those these this that there here what who give take
    in on of as at to no yes ok okay please sorry hmm oops thanks great perfect points rules germany france canada
    contacts visitors users accounts prospects students applicants customers anyone none swap rename call use
    one two three four five first second third last next""".split()
)


def _says_who(tokens: Sequence[Token], start: int, end: int, parts: Sequence[Part]) -> bool:
    """ "Sales: make it 30": nothing that the rules are about, and a change behind it."""
    who = tokens[start:end]
    if any(t.is_word(*_TITLES) for t in who) or meant_in(who, with_rows(parts)) is not None:
        return False
    is_somebody = len(who) == 1 and not who[0].is_word(*_ROLES)
    return is_somebody or is_change(without_talk(tokens[end + 1 :]))


_TITLES: Final = "ceo cfo coo cto cmo cro vp chief head director manager managers owner owners founder founders".split()


def _behind(tokens: Sequence[Token]) -> tuple[Token, ...] | None:
    found = list(tokens)
    while found and found[0].is_sign(",", ":", "-"):
        found.pop(0)
    return tuple(found) or None


def _as_change(tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon) -> tuple[Token, ...]:
    """What is wanted as something to do: "30 points there" is "make it 30 points"."""
    found = without_talk(tokens)
    start = int(bool(found) and found[0].is_word("it", "that", "this"))
    if size := words_at(found, start, _IS):
        found = (MAKE, *found[start + size :])
    back = next((b for b in (3, 2, 1) if b < len(found) and words_at(found, len(found) - b, _THERE) == b), 0)
    if back and any(t.kind == "number" for t in found[:-back]):
        found = found[:-back]
    if is_change(found) and (opening_of(found) or found[0].kind == "number"):
        return found
    numbers = [t for t in found if t.kind == "number"]
    said = contrast_in((MAKE, *found))
    words = [t for t in (found if said is None else said.rest) if t.kind == "word" and t.text not in _UNITS]
    is_plain = len(numbers) == 1 or (said is not None and len(numbers) == 2)
    is_more = any(t.is_word("too", "also", "another", "additional", "more", "extra", "less", "fewer") for t in found)
    is_capped = any(t.is_word("cap", "max", "maximum", "limit", "only", "if", "once", "per", "each") for t in found)
    bound = next((i for i, t in enumerate(found) if t.is_word("unless", "except", "if", "when", "but", "only")), 0)
    if bound and found[0].kind == "number" and len(numbers) == 1 and not is_more:
        named = [t for t in found[1:bound] if t.kind == "word" and t.text not in FILL]
        return (MAKE, *found) if meant_in(named, with_rows(parts)) is not None else found
    if not is_plain or is_more or is_capped:
        return found
    at = next((i for i in range(len(found)) if words_at(found, i, _IS)), 0)
    if at:
        found = (*found[:at], *found[at + words_at(found, at, _IS) :])
    rest = [t for t in words if t.text not in FILL]
    return (MAKE, *found) if meant_in(rest, with_rows(parts)) is not None or not rest else found


_UNITS: Final = UNITS_OF_TIME | {"window", "day's", "make"}


def who_said(said: str, sentence: Sequence[Token], kept: Sequence[Token]) -> list[str]:
    """Notes of the words around a change that say whose it is."""
    there = {t.start for t in kept if t.end}
    first = next((i for i, t in enumerate(sentence) if t.start in there), len(sentence))
    last = next((i for i in range(len(sentence) - 1, -1, -1) if sentence[i].start in there), len(sentence) - 1)
    around = [sentence[:first], sentence[last + 1 :]]
    return [
        f"“{said[part[0].start : part[-1].end]}” is read as who says so"
        for part in around
        if any(t.kind == "word" for t in part)
    ]

"""Finds what is known of a lead: whether a field has a value, and what a flag says."""

from collections.abc import Sequence
from typing import Final

from ....dsl.types import Type
from ....dsl.words import written_text
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..names.lexicon import FieldName, Lexicon
from ..names.naming import words_of
from ..names.saying import said_at
from ..names.telling import told_at
from .condition import Fact
from .events import Found
from .moments import moment_at


def known_field_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "phone is known", "no phone number", "budget known", "opted out", "created in the last 30 days"."""
    best: Found | None = None
    for f in lexicon.fields:
        if f.type is Type.FLAG:
            found = _flag(tokens, at, f, lexicon)
        else:
            found = _known(tokens, at, f) or moment_at(tokens, at, f)
        if found is not None and (best is None or found.end > best.end):
            best = found
    return best


_GIVEN: Final = (
    "known given provided set filled confirmed identified available present supplied entered submitted captured left "
    "populated shared listed disclosed"
).split()
_COPULA: Final = phrases("is|are|was|were|has been|have been|must be|should be|needs to be|has to be|is already")
_KNOWN: Final = tuple((*copula, word) for copula in ((), *_COPULA) for word in _GIVEN) + phrases(
    "on file|is on file|on record|is on record|filled in|is filled in|filled out|is filled out|exists|is there|"
    "is not empty|"
    "not empty|is not blank|not blank|is not missing|not missing|is not unknown|has a value|is not null|was filled in|"
    "has been filled in|has been given to us|given to us|was left|field filled in|field is filled in|field filled"
)
_OWNED: Final = phrases(
    "has a|have a|with a|has an|with an|gave a|gave their|known|a known|the known|has a known|have a known|"
    "with a known|we know the|we know their|we have a|we have their|we have the|we have an|gave us a|gave us their|"
    "gave us the|gave us his|gave us her|left a|left their|left us a|left us their|provided a|provided their|"
    "provided us with a|provides a|gives a|gives their|shared a|shared their|filled in a|filled in their|"
    "filled in the|entered a|entered their|supplied a|supplied their|has given a|has given their|have given a|"
    "has given us a|has given us their|has provided a|has provided their|has left a|has left their|included a|"
    "included their|with known|with their|there is a|there is an|we have got a|we have got their|submitted a|"
    "submitted their|with a valid|has a valid"
)
_TELLERS: Final = ("", "sales ", "we ", "sdrs ", "our sdr ", "the rep ", "they ", "the lead ")
_TELLING: Final = (
    "has confirmed|have confirmed|confirmed|has told us|have told us|told us|has mentioned|have mentioned|mentioned|"
    "has stated|stated|has disclosed|have disclosed|disclosed|has named|named|has found|have found|found|"
    "has identified|have identified|identified|has shared|have shared|has told sales|told sales|has verified|verified"
).split("|")
_TOLD: Final = phrases(
    "|".join(f"{who}{verb} {a}" for who in _TELLERS for verb in _TELLING for a in ("a", "an", "the", "their", "his"))
)
""" "sales has confirmed a need", "the lead has told us their budget"."""
_BARE_OWNED: Final = phrases("filled in|filled out|gave|provided|left|with|has|have|we have|shared|entered|supplied")
_UNKNOWN: Final = tuple(
    (*copula, word) for copula in ((), *_COPULA) for word in ("unknown", "missing", "empty", "blank", "absent")
) + tuple(
    (*copula, "not", *word)
    for copula in ((), *_COPULA)
    for word in (*((w,) for w in _GIVEN), ("on", "file"), ("filled", "in"), ("filled", "out"), ("there",))
)  # fmt: skip
_OPEN: Final = phrases(
    "unknown|not known|missing|empty|blank|is missing|is unknown|is empty|is blank|left blank|left empty|no data|"
    "no value|no information|no info|no answer|no entry|not available|not filled in|not filled out|not filled|"
    "not given|"
    "not provided|not specified|not stated|not set|not entered|unspecified|undefined|null|not on file|not recorded|"
    "unfilled|not disclosed|undisclosed|not answered|unanswered|no response|data missing|not there|we do not know|"
    "we do not know it|do not know|if unknown|if missing|if empty|if blank|when unknown|when missing|when empty|"
    "when blank|not found|not yet known|no score|no score on file|nothing on file|nothing known|nothing given|"
    "no figure|no number|none given|none stated|none known|none provided|none entered|nothing filled in|"
    "nothing entered|field empty|field is empty|field blank|cell empty|n a|n d"
)
"""What a row of a table says of those of whom the field is not known."""


def unknown_at(tokens: Sequence[Token], at: int, field: FieldName | None = None) -> int:
    """How many tokens "not filled in", "(blank)", "n/a" has; 0 where the field may hold just that."""
    start = at
    is_open = at < len(tokens) and tokens[at].is_sign("(")
    at += is_open
    said = [t for t in tokens[at : at + 5] if not t.is_sign("/")]
    size = words_at(said, 0, _OPEN)
    if not size:
        return 0
    size += any(t.is_sign("/") for t in tokens[at : at + size])
    listed = {v.lower() for v in field.enumerated} if field is not None else set[str]()
    if " ".join(t.text for t in tokens[at : at + size]) in listed:
        return 0
    end = at + size
    also = words_at(tokens, end, _OR_OPEN)
    end += also
    if is_open and not (end < len(tokens) and tokens[end].is_sign(")")):
        return 0
    return end + is_open - start


_OR_OPEN: Final = tuple((joint, *words) for joint in ("or", "and") for words in _OPEN)


_LACKING: Final = phrases(
    "missing|no known|without a|without known|without any|lacks a|lacking a|has no known|with no known|missing a|"
    "did not give a|did not give us a|did not give their|did not give us their|did not provide a|"
    "did not provide their|did not leave a|did not leave their|has not given a|has not given their|"
    "have not given a|has not provided a|has not left a|does not have a|do not have a|we do not have a|"
    "we do not have their|we have no|there is no|left no|gave no|gave us no|provided no|"
    "left us no|gives no|leaves out their"
)
_NO: Final = phrases("no|without|has no|have no|with no|lacks|lacking")
_A: Final = phrases("a|their|his|her|a valid|a working|a direct|a real")
_DETAILS: Final = frozenset("phone telephone mobile website linkedin fax cell postcode zip".split())
"""What is not known, where somebody has none."""
_AFTER: Final = phrases(
    "on the form|in the form|on file|to us|on record|in the crm|in our crm|with us|on their form|on our form"
)


def _known(tokens: Sequence[Token], at: int, field: FieldName) -> Found | None:
    missing = words_at(tokens, at, _LACKING)
    if not missing and (no := words_at(tokens, at, _NO)) and (said := said_at(tokens, at + no, field)):
        is_detail = {t.text for t in tokens[at + no : at + no + said]} & _DETAILS and not _goes_on(
            tokens, at + no + said
        )
        is_plain = words_at(tokens, at + no + said, phrases("number|address"))
        if is_plain or is_detail or (field.concept == "title" and not _goes_on(tokens, at + no + said)):
            missing = no
    owned = 0 if missing else words_at(tokens, at, _OWNED) or words_at(tokens, at, _TOLD)
    is_detail = bool(set(words_of(field.name)) & _DETAILS)
    if not missing and not owned and is_detail:
        owned = words_at(tokens, at, _BARE_OWNED) or (words_at(tokens, at, _A) if not _is_denied(tokens, at) else 0)
    if owned and tokens[at + owned - 1].is_word("known") and at and tokens[at - 1].is_word("no", "not", "without"):
        return None
    size = said_at(tokens, at + missing + owned, field)
    if not size:
        return None
    end = at + missing + owned + size
    end += words_at(tokens, end, phrases("number|address|numbers|addresses"))
    if not missing and at and tokens[at - 1].is_word("no") and words_at(tokens, end - 1, phrases("number|address")):
        return None
    if missing:
        end += words_at(tokens, end, _AFTER)
        return Found(Fact(f"{field.written} is unknown", f"no_{field.name}", field.written), end)
    if owned:
        end += words_at(tokens, end, _AFTER)
        return Found(_given(field), end) if not _goes_on(tokens, end) else None
    sign = end < len(tokens) - 1 and tokens[end].is_sign(":", "=")
    unlisted = unknown_at(tokens, end + sign, field) if sign or not words_at(tokens, end, _UNKNOWN) else 0
    if unlisted:
        return Found(Fact(f"{field.written} is unknown", f"{field.name}_unknown", field.written), end + sign + unlisted)
    unknown, known = words_at(tokens, end, _UNKNOWN), words_at(tokens, end, _KNOWN)
    if unknown > known:
        return Found(Fact(f"{field.written} is unknown", f"{field.name}_unknown", field.written), end + unknown)
    if known:
        is_asked = tokens[end + known - 1].is_word("confirmed", "there", "identified")
        fact = _given(field) if is_asked else _is_known(field)
        after = end + known
        return Found(fact, after + words_at(tokens, after, _AFTER))
    return None


def _is_denied(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].is_word(
        "no", "not", "without", "never", "missing", "or", "lacks", "lacking", "new"
    )


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and not (tokens[at].is_sign(",", ";", ")", ".") or tokens[at].is_word("and", "or", "but"))


def _is_known(field: FieldName) -> Fact:
    return Fact(f"{field.written} is known", f"{field.name}_known", field.written)


def _given(field: FieldName) -> Fact:
    """That there is one: the value "yes", where a field says yes or no."""
    yes = next((v for v in field.enumerated if v.lower() == "yes"), None)
    if yes is not None and {v.lower() for v in field.enumerated} <= {"yes", "no"}:
        return Fact(f"{field.written} is {written_text(yes)}", field.name, field.written)
    return _is_known(field)


_ALREADY: Final = phrases(
    "existing|current|already|already a|already an|returning|a|an|the|our|our own|is|are|was|is a|is an|are a|has|have|"
    "is already|are already|is already a|are already a|has already|have already|who are|an existing|a current|"
    "gave|give|give us|gives|given|has given|gave us|"
    "gave us their|has a|have a|with|with a|with their|gave their|who has|active|"
    "has been|have been|is an existing|is a current|is our|are our"
)
_WANTS: Final = phrases(
    "wants|want|wants the|want the|wants our|want our|wants a|wanted the|asked for the|on the|is on the"
)
_TRUE: Final = phrases(
    "yes|true|y|given|set|ticked|checked|on|confirmed|provided|is yes|is true|is set|is ticked|is checked|is on|"
    "is given|"
    "was given|flag|flag set|flag is set|flag is true|equals yes|equals true|equals y|secured|in place|available"
)
_FALSE: Final = phrases(
    "no|false|n|off|unset|not given|not set|not ticked|unticked|not checked|is no|is false|is not given|"
    "is not set|is off|"
    "was not given|flag not set|flag is false|equals no|equals false|is not true|not true|missing"
)
_WHOSE: Final = frozenset(
    """applicants applicant candidates candidate members member clients client shoppers buyers patients patient
    students student households drivers subscribers exhibitors attendees donors guests learners pupils
    families""".split()
)


def _flag(tokens: Sequence[Token], at: int, field: FieldName, lexicon: Lexicon) -> Found | None:
    best: Found | None = None
    wants = words_at(tokens, at, _WANTS) if "want" in field.description.lower() else 0
    for skip in dict.fromkeys((0, wants or words_at(tokens, at, _ALREADY))):
        size = told_at(tokens, at + skip, field)
        if not size:
            continue
        end = at + skip + size
        end += words_at(
            tokens, end, phrases("of email|of emails|of mail|of all emails|from emails|of our emails|before")
        )
        fact = Fact(field.written, field.name, field.written)
        sign = end < len(tokens) and tokens[end].is_sign("=", ":")
        false, true = words_at(tokens, end + sign, _FALSE), words_at(tokens, end + sign, _TRUE)
        if false and false >= true:
            fact, end = Fact(f"not {field.written}", f"not_{field.name}", field.written), end + sign + false
        elif true:
            end += sign + true
        else:
            end += whose_at(tokens, end, lexicon)
        if best is None or end > best.end:
            best = Found(fact, end)
    return best


def told_before(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """The words before a field of which more is said: "has told us a budget of $25K or more"."""
    size = words_at(tokens, at, _TOLD)
    fields = (said for f in lexicon.fields if size and (said := said_at(tokens, at + size, f)))
    return size if size and any(_goes_on(tokens, at + size + said) for said in fields) else 0


def whose_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """ "international applicants": those whose flag it is, where the word means nothing else here."""
    if at >= len(tokens) or not tokens[at].is_word(*_WHOSE):
        return 0
    if lexicon.of_concept("title") is not None and not tokens[at].is_word("client", "clients"):
        return 0
    values = {w for f in lexicon.fields for v in f.enumerated for w in words_of(v)}
    names = {w for s in lexicon.sources for w in words_of(s.name)}
    word = tokens[at].text
    return 0 if {word, word.removesuffix("s")} & (values | names) else 1

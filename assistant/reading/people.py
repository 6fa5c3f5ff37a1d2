"""Titles, seniority and industries as people name them, and the words by which to find them in a field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .numbers import phrases, words_at
from .tokens import Token


@dataclass(frozen=True, slots=True)
class Level:
    """A level of seniority: whole words that a title at this level mentions. ``rank``: the higher, the larger."""

    name: str
    mentions: tuple[str, ...]
    rank: int


CHIEF: Final = Level(
    "C-level", ("chief", "ceo", "cfo", "cto", "cio", "cmo", "coo", "cro", "cpo", "ciso", "cdo", "chro", "cso"), 5
)
VP: Final = Level("VP", ("vp", "vice president", "svp", "evp", "avp"), 4)
HEAD: Final = Level("head of", ("head of", "head"), 3)
DIRECTOR: Final = Level("director", ("director",), 3)
MANAGER: Final = Level("manager", ("manager",), 2)
FOUNDER: Final = Level("founder", ("founder", "co-founder", "cofounder"), 5)
OWNER: Final = Level("owner", ("owner",), 5)
PRESIDENT: Final = Level("president", ("president",), 5)

_MANAGING: Final = Level("managing director", ("managing director",), 5)
_SENIOR: Final = Level("senior manager", ("senior manager",), 2)
_SENIOR_DIRECTOR: Final = Level("senior director", ("senior director",), 3)

_LEVELS: Final[tuple[tuple[str, Level], ...]] = (
    ("c level", CHIEF), ("c level executive", CHIEF), ("c level executives", CHIEF), ("c suite", CHIEF),
    ("clevel", CHIEF), ("csuite", CHIEF), ("cxo", CHIEF), ("cxos", CHIEF), ("c levels", CHIEF), ("cxx", CHIEF),
    ("c suite executives", CHIEF), ("c suite executive", CHIEF),
    ("vp", VP), ("vps", VP), ("vice president", VP), ("vice presidents", VP), ("vp level", VP),
    ("director", DIRECTOR), ("directors", DIRECTOR), ("director level", DIRECTOR),
    ("head of", HEAD), ("heads of", HEAD), ("manager", MANAGER), ("managers", MANAGER), ("manager level", MANAGER),
    ("founder", FOUNDER), ("founders", FOUNDER), ("co founder", FOUNDER), ("co founders", FOUNDER),
    ("cofounder", FOUNDER), ("cofounders", FOUNDER), ("owner", OWNER), ("owners", OWNER),
    ("president", PRESIDENT), ("presidents", PRESIDENT),
    ("heads", HEAD), ("department head", HEAD), ("department heads", HEAD),
    ("heads of department", HEAD), ("head of department", HEAD), ("c level title", CHIEF), ("chiefs", CHIEF),
    ("managing director", _MANAGING), ("managing directors", _MANAGING),
    ("senior manager", _SENIOR), ("senior managers", _SENIOR), ("senior director", _SENIOR_DIRECTOR),
    ("senior directors", _SENIOR_DIRECTOR),
)  # fmt: skip
_BY_WORDS: Final[Mapping[tuple[str, ...], Level]] = {tuple(words.split()): level for words, level in _LEVELS}
_LADDER: Final = (MANAGER, DIRECTOR, VP, CHIEF)

_IN_FULL: Final[Mapping[str, tuple[str, ...]]] = {
    "ceo": ("chief executive officer",), "cfo": ("chief financial officer",), "cio": ("chief information officer",),
    "cmo": ("chief marketing officer",), "coo": ("chief operating officer",), "cro": ("chief revenue officer",),
    "cto": ("chief technology officer", "chief technical officer"),
    "ciso": ("chief information security officer",),
}  # fmt: skip
_WORDS: Final = {
    "ceo": "ceo", "ceos": "ceo", "cfo": "cfo", "cfos": "cfo", "cto": "cto", "ctos": "cto", "cio": "cio",
    "cios": "cio", "cmo": "cmo", "cmos": "cmo", "coo": "coo", "coos": "coo", "cro": "cro", "cros": "cro",
    "ciso": "ciso", "cisos": "ciso", "svp": "svp", "evp": "evp", "engineer": "engineer", "engineers": "engineer",
    "developer": "developer", "developers": "developer", "analyst": "analyst", "analysts": "analyst",
    "consultant": "consultant", "consultants": "consultant", "assistant": "assistant", "assistants": "assistant",
    "student": "student", "students": "student", "intern": "intern", "interns": "intern", "trainee": "trainee",
    "trainees": "trainee", "freelancer": "freelancer", "freelancers": "freelancer", "retired": "retired",
    "professor": "professor", "professors": "professor", "teacher": "teacher", "teachers": "teacher",
    "recruiter": "recruiter", "recruiters": "recruiter", "coordinator": "coordinator", "coordinators": "coordinator",
    "specialist": "specialist", "specialists": "specialist", "partner": "partner",
    "researcher": "researcher", "researchers": "researcher",
}  # fmt: skip
"""Words of titles that are looked for as they stand."""


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles that are meant: whole words, any of which a title mentions. ``note``: how they were read."""

    mentions: tuple[str, ...]
    note: str = ""


_ABOVE: Final = phrases(
    "or above|or higher|and above|or up|and up|level or above|level and above|level or higher|and higher|"
    "or more senior|level and up|or better|or senior"
)  # fmt: skip


_ANY: Final = phrases(
    "something|anything|whatever|any kind|some kind|some sort|any department|a department|departments|any function|"
    "some department|some function|any area|a function|xyz|x|any team|something or other|anything at all"
)
_OF_ANY: Final = tuple(("of", *words) for words in _ANY)
""" "heads of something": whatever it is."""


def title_at(tokens: Sequence[Token], at: int) -> tuple[Titles, int] | None:
    """One title or level that is named here, with "or above" and "+" read."""
    for size in (3, 2, 1):
        part = tuple(t.text for t in tokens[at : at + size] if t.kind == "word")
        if len(part) != size or part not in _BY_WORDS:
            continue
        level, end = _BY_WORDS[part], at + size
        end += words_at(tokens, end, _OF_ANY if part[-1] != "of" else _ANY)
        above = _above(tokens, end)
        if above and level in _LADDER:
            levels = _LADDER[_LADDER.index(level) :]
            mentions = tuple(word for one in levels for word in one.mentions)
            if level.rank <= HEAD.rank:
                mentions += HEAD.mentions
            return Titles(tuple(dict.fromkeys(mentions)), as_typed(tokens[at : end + above])), end + above
        if end < len(tokens) and tokens[end].is_word("level"):
            end += 1
        return Titles(level.mentions, as_typed(tokens[at:end])), end
    t = tokens[at] if at < len(tokens) else None
    if t is not None and t.kind == "word" and t.text in _WORDS:
        word = _WORDS[t.text]
        return Titles((word, *_IN_FULL[word]), t.raw) if word in _IN_FULL else Titles((word,)), at + 1
    return None


def _above(tokens: Sequence[Token], at: int) -> int:
    if at < len(tokens) and tokens[at].is_sign("+"):
        return 1
    if at < len(tokens) and tokens[at].is_word("plus"):
        return 1
    for phrase in sorted(_ABOVE, key=len, reverse=True):
        here = tokens[at : at + len(phrase)]
        if len(here) == len(phrase) and all(t.is_word(w) for t, w in zip(here, phrase, strict=True)):
            return len(phrase)
    return 0


def title_words() -> frozenset[str]:
    """All words of titles, for spelling."""
    return frozenset(w for words in _BY_WORDS for w in words if len(w) > 3) | frozenset(w for w in _WORDS if len(w) > 3)


_INDUSTRIES: Final = frozenset(
    """software|saas|b2b saas|b2b software|fintech|financial services|finance|banking|insurance|healthcare|health care|
    health tech|healthtech|life sciences|pharma|pharmaceuticals|biotech|manufacturing|retail|ecommerce|e commerce|
    logistics|transportation|education|edtech|higher education|real estate|construction|energy|utilities|telecom|
    telecommunications|media|entertainment|hospitality|travel|automotive|aerospace|agriculture|government|public sector|
    nonprofit|non profit|nonprofits|legal|professional services|technology|tech|information technology|gaming|
    cybersecurity|advertising|food|chemicals|mining|oil and gas""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)


def industry_at(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """An industry that is named here, as it was typed."""
    for size in (3, 2, 1):
        part = [t.text for t in tokens[at : at + size] if t.kind == "word"]
        if len(part) == size and " ".join(part) in _INDUSTRIES:
            return as_typed(tokens[at : at + size]), at + size
    return None


def as_typed(tokens: Sequence[Token]) -> str:
    """The words, and the hyphen of "e-commerce"."""
    is_short = len(tokens) > 1 and tokens[0].is_word("e", "non", "co")
    return "".join(("" if i == 0 else "-" if t.is_joined and is_short else " ") + t.raw for i, t in enumerate(tokens))


def industry_words() -> frozenset[str]:
    """All words of industries, for spelling."""
    return frozenset(w for name in _INDUSTRIES for w in name.split() if len(w) > 3)

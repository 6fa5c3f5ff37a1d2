"""Lists that name bands of the score: "Segments", and below it "A: 70+", "B: 40-69"; "Thresholds: Warm 30, Hot 60"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from ...reading.numbers import Bound, bound_at, phrases, words_at
from ...reading.outline import Clause
from ...reading.tokens import Token
from ..clauses.grades import banded, grade_head
from ..clauses.headings import GROUPS
from ..clauses.talk import is_of_people, names_nothing
from ..conditions.bounding import point_bound
from ..conditions.condition import Points
from ..names.heads import stage_at
from ..names.lexicon import Lexicon
from ..points.statements import GradeRule, SegmentRule, Span, StageRule, Statement

Kind = Literal["grade", "stage", "segment"]

_KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys("segment segments bucket buckets audience audiences list lists".split(), "segment"),
    **dict.fromkeys(
        """stage stages lifecycle status statuses funnel threshold thresholds cutoff cutoffs cutoffs mark qualification
        milestones handover handoff""".split(),
        "stage",
    ),
    **dict.fromkeys(
        """grade grades grading rating ratings rank ranks ranking tier tiers band bands level levels category categories
        class classes classification temperature priority priorities interpretation meaning bracket brackets
        key legend means""".split(),
        "grade",
    ),
}
_AROUND: Final = frozenset(
    """the our a of for by from score scores scoring lead leads points total overall final cut off offs based on and
    what mean they it to in as follows names name how we call them with points""".split()
)
_LINKS: Final = phrases(
    "is|are|from|at|means|starts at|starting at|score of|a score of|score|at a score of|from a score of|scores|scoring|"
    "with|needs|need|has|have|between|is from|require|requires|must have|are from"
)
_UNIT: Final = phrases("points|pts|point|pt|points and up|points and above|and up|and above|points or more|or more")
_REST: Final = phrases("the rest|rest|everyone else|everything else|everybody else|all others|else|otherwise|others")
_USUAL: Final = frozenset(
    "hot warm cold cool lukewarm platinum gold silver bronze iron diamond high medium low".split()
)
_NO_NAMES: Final = frozenset(
    """max maximum min minimum cap limit total score points threshold decay baseline start end small smb midmarket mid
    market large enterprise startup micro size employees headcount senior junior adjustment weight days hours first
    second""".split()
)
_MOST: Final = 200
"""Points that a score hardly goes beyond: what is more is a size, where no points are named."""
_LONGEST: Final = 4


@dataclass(frozen=True, slots=True)
class Band:
    """``bound``: None for all that the others leave."""

    label: tuple[Token, ...]
    bound: Bound | None
    span: Span

    @property
    def name(self) -> str:
        return " ".join(t.raw for t in self.label)


def kind_of(tokens: Sequence[Token]) -> Kind | None:
    """What a heading says that the names below it are; None if it does not only say that."""
    words = [t for t in tokens if not t.is_sign(":", "-", "(", ")", "|")]
    kinds: list[Kind] = [_KINDS[t.text] for t in words if t.kind == "word" and t.text in _KINDS]
    is_only = all(t.kind == "word" and (t.text in _KINDS or t.text in _AROUND) for t in words)
    is_cut = any(t.is_word("cut") for t in words)
    if not is_only or len(words) > 6 or not (kinds or is_cut):
        return None
    named: list[Kind] = [k for k in kinds if k != "grade"] or kinds or ["stage"]
    return named[0]


def band_of(clause: Clause) -> Band | None:
    """ "A: 70+", "Warm from 30 points", "40-69 = B", "rest: C"."""
    if clause.below or len(clause.tokens) > 12:
        return None
    tokens = [replace(t, text=":") if t.is_sign("|") else t for t in clause.tokens]
    while tokens and tokens[-1].is_sign(":"):
        tokens.pop()
    span = Span(clause.start, clause.end)
    for at in range(1, min(len(tokens), _LONGEST + 1)):
        if not all(_may_name(t) for t in tokens[:at]):
            break
        found = _bound(tokens, at)
        if found is not None and found[1] == len(tokens):
            return Band(tuple(tokens[:at]), found[0], span)
    found = _bound(tokens, 0)
    if found is None:
        return None
    end = found[1]
    end += end < len(tokens) and tokens[end].is_sign(":", "=", "→", "-")
    label = tokens[end:]
    if end == found[1] or not 0 < len(label) < _LONGEST or not all(_may_name(t) for t in label):
        return None
    return Band(tuple(label), found[0], span)


def bands_in(clauses: Sequence[Clause]) -> list[Band]:
    return [b for c in clauses if (b := band_of(c)) is not None]


def without_heading(clauses: Sequence[Clause], lexicon: Lexicon) -> list[Clause]:
    """The clauses, with "Hot: 70+", "Warm: 40-69", "Cold: below 40" on lines of their own as one."""
    found: list[Clause] = []
    at = 0
    while at < len(clauses):
        end = at
        while end < len(clauses) and (band := band_of(clauses[end])) is not None and all(map(_is_usual, band.label)):
            end += 1
        run = clauses[at:end]
        tokens = [x for c in run for x in (*c.tokens, Token("sign", ",", ",", c.end, c.end))][:-1]
        graded = _graded(clauses, at, lexicon)
        if graded is not None:
            found.append(graded)
            at += 2
            continue
        bands = bands_in(run)
        is_said = any(b.bound is None or not b.bound.exact for b in bands)
        is_said = is_said or all(t.text in _USUAL for b in bands for t in b.label)
        if len(run) > 1 and is_said and grade_head(tokens, lexicon) is not None:
            found.append(replace(run[0], tokens=tuple(tokens), end=run[-1].end))
            at = end
            continue
        found += clauses[at : max(end, at + 1)]
        at = max(end, at + 1)
    return found


def _graded(clauses: Sequence[Clause], at: int, lexicon: Lexicon) -> Clause | None:
    """ "Fit grade", and "A from 40, B from 25, C the rest" in the line below it, as one."""
    heading, line = clauses[at], clauses[at + 1] if at + 1 < len(clauses) else None
    words = [t for t in heading.tokens if not t.is_sign(":")]
    if line is None or heading.below or line.below or len(words) > 4 or any(t.kind != "word" for t in words):
        return None
    if not any(t.is_word("grade", "grades", "grading", "rating", "ratings") for t in words):
        return None
    colon = Token("sign", ":", ":", heading.end, heading.end)
    tokens = (*words, colon, *line.tokens)
    if not all(t.text in GROUPS or t.text in _KINDS or t.text in _AROUND for t in words):
        return None
    return replace(heading, tokens=tokens, end=line.end) if grade_head(line.tokens, lexicon) is not None else None


def single_level(clause: Clause) -> StageRule | None:
    """ "60 points or more = Hot", "Sales ready: 60+": one name that a score makes."""
    band = band_of(clause)
    if band is None or band.bound is None or band.bound.low is None or band.bound.high not in (None, band.bound.low):
        return None
    is_named = all(t.text in _TEMPERATURES for t in band.label) or words_at(band.label, 0, _READY) == len(band.label)
    is_said = any(t.is_word("points", "pts", "score") or t.unit in ("pts", "points", "p") for t in clause.tokens)
    first = clause.tokens[0].kind == "number" or any(t.is_word(*_FROM) for t in clause.tokens)
    if not is_named or (band.bound.exact and not (is_said and first)) or (band.bound.low > _MOST and not is_said):
        return None
    name = band.name[:1].upper() + band.name[1:]
    low = replace(band.bound, high=None, exact=False)
    return StageRule(name, "", Points("score", low), band.span)


_TEMPERATURES: Final = frozenset("hot warm vip priority".split())
_FROM: Final = "at from need needs require requires".split()
_READY: Final = phrases(
    "sales ready|ready for sales|ready to call|hot lead|warm lead|priority lead|call ready|ready|hot leads|warm leads|"
    "priority leads|a hot lead|a warm lead"
)


def _may_name(t: Token) -> bool:
    is_digit = t.kind == "number" and t.raw.isdigit() and len(t.raw) == 1
    return is_digit or (t.kind == "word" and not t.is_word("and", "or", "not", "if", "when", "per", "each", "no"))


def _bound(tokens: Sequence[Token], at: int) -> tuple[Bound | None, int] | None:
    start = at
    at += at < len(tokens) and tokens[at].is_sign(":", "=", "→", "-")
    rest = words_at(tokens, at, _REST)
    if rest and (at + rest == len(tokens) or start == 0):
        return None, at + rest
    while True:
        found = point_bound(tokens, at) or bound_at(tokens, at)
        size = words_at(tokens, at, _LINKS)
        if found is not None or not size:
            break
        at += size
    if found is None or found[0].money or found[0].percent:
        return None
    bound, end = found
    if any(t.signed == "+" for t in tokens[at:end]) or min(bound.low or 0, bound.high or 0) < 0:
        return None  # points that are given
    return bound, end + words_at(tokens, end, _UNIT)


def levels_of(
    heading: Sequence[Token], clauses: Sequence[Clause], lexicon: Lexicon
) -> tuple[list[Statement], list[str]] | None:
    """What comes of names with their points below a heading, and what is assumed; None if they are none."""
    kind = kind_of(heading)
    bands = bands_in(clauses) if kind is not None else []
    if (
        kind is None
        or not bands
        or len(bands) < len(clauses)
        or not _are_of_score(kind, heading, clauses, bands, lexicon)
    ):
        return None
    return _statements(kind, bands, lexicon)


def _are_of_score(
    kind: Kind, heading: Sequence[Token], clauses: Sequence[Clause], bands: Sequence[Band], lexicon: Lexicon
) -> bool:
    """Whether the numbers are points that a lead has: not its size, and not points that it gets."""
    tokens = [*heading, *(t for c in clauses for t in c.tokens)]
    is_said = any(t.is_word("points", "pts", "score", "scores") or t.unit in ("pts", "points", "p") for t in tokens)
    names = [[t for t in b.label if t.kind == "word"] for b in bands]
    if any(stage_at(n, 0, lexicon) is None and not _is_free(n, lexicon) for n in names):
        return False
    if not is_said and any((b.bound.low or 0) > _MOST for b in bands if b.bound is not None):
        return False
    if kind == "stage":
        return True
    is_usual = all(len(n) < 2 and all(_is_usual(t) for t in n) for n in names)
    is_exact = all(b.bound is not None and b.bound.exact for b in bands)
    are_grades = any(t.is_word("grade", "grades", "grading") for t in heading)
    return (is_said or is_usual) and (not is_exact or (are_grades and is_usual))


def _is_usual(t: Token) -> bool:
    """ "Hot", "A", "P1", "Tier" of "Tier 1"."""
    is_short = len(t.raw) == 1 or (len(t.raw) == 2 and t.raw[0].isupper() and t.raw[1].isdigit())
    return t.text in _USUAL or t.text in _KINDS or is_short


def _is_free(name: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether it is a name that nothing else has: no field, no title, no part of the score."""
    if any(t.text in GROUPS - {"nurture"} or t.text in _NO_NAMES for t in name):
        return False
    return names_nothing(name, lexicon) and not is_of_people(name)


def _statements(kind: Kind, bands: Sequence[Band], lexicon: Lexicon) -> tuple[list[Statement], list[str]] | None:
    """None if the bands leave gaps or overlap."""
    if kind == "segment":
        return _segments(bands)
    if any(stage_at(b.label, 0, lexicon) for b in bands):
        kind = "stage"
    falling = banded([(_label(b, kind), b.bound) for b in bands])
    if falling is None:
        return None
    if kind == "grade":
        labels = ", ".join(label for label, _ in falling)
        span = Span(bands[0].span.start, bands[-1].span.end)
        return [GradeRule("score", falling, span)], [f"{labels} are read as grades of the score"]
    found: list[Statement] = []
    notes: list[str] = []
    spans = {_label(b, kind): b.span for b in bands}
    for label, least in reversed(falling):
        if least is None:
            notes.append(f"“{label}” needs no stage: it is what the others leave")
            continue
        stage = next((s for b in bands if _label(b, kind) == label and (s := stage_at(b.label, 0, lexicon))), None)
        found.append(StageRule(stage[0] if stage else label, "", Points("score", Bound(low=least)), spans[label]))
    return found, notes


def _label(band: Band, kind: Kind) -> str:
    name = band.name
    return name if kind == "stage" or any(c.isupper() for c in name) else name.capitalize()


def _segments(bands: Sequence[Band]) -> tuple[list[Statement], list[str]] | None:
    found: list[Statement] = []
    for band in bands:
        if band.bound is None:
            return None
        bound = band.bound
        if bound.exact:
            bound = Bound(low=bound.low)
        above = [b.bound.low for b in bands if b.bound is not None and b.bound.low is not None]
        if bound.high is not None and bound.high_included and bound.high + 1 in above:
            bound = replace(bound, high=bound.high + 1, high_included=False)
        found.append(SegmentRule(_label(band, "segment"), Points("score", bound), band.span))
    return found, []

"""What a clause is about to decide: a stage or a segment; and the words that are left to read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ...reading.numbers import bound_at, phrases, words_at
from ...reading.tokens import Token
from ...reading.verbs import is_past
from .lexicon import Lexicon, words_of

_STAGES: Final[Mapping[str, str]] = {
    "mql": "MQL",
    "mqls": "MQL",
    "marketing qualified": "MQL",
    "marketing qualified lead": "MQL",
    "qualified": "MQL",
    "marketing qualified leads": "MQL",
    "sql": "SQL",
    "sqls": "SQL",
    "sales qualified": "SQL",
    "sales qualified lead": "SQL",
    "sales qualified leads": "SQL",
    "sal": "SAL",
    "sals": "SAL",
    "sales accepted": "SAL",
    "sales accepted lead": "SAL",
    "pql": "PQL",
    "pqls": "PQL",
    "product qualified": "PQL",
    "product qualified lead": "PQL",
    "mel": "MEL",
    "mels": "MEL",
    "marketing engaged": "MEL",
    "marketing engaged lead": "MEL",
    "qualified lead": "MQL",
    "qualified leads": "MQL",
}
BEFORE: Final = frozenset(
    """a an the our we i they it is are be being becomes become became counts count as considered consider
    qualifies qualify treated treat called call make makes mark flag promote definition of define defined to
    into turn turns turned someone somebody anyone lead leads person people prospect prospects contact should
    can will would when if what that who company have has new for only threshold scoring bar cutoff becoming
    must you move moves moved goes get gets status up convert converts i'd say says would want set my count and
    so also then like need wish us classed classified deemed regarded""".split()
)
_AFTER: Final = frozenset(
    """lead leads status requirements requirement definition criteria criterion
    threshold rule rules stage is are if when means at from
    requires require once as soon who that must be have has they he she it any someone somebody a an the person
    people prospect prospects contact needs need to should qualification defined definitions all in case
    whenever where = : - → which score scores score's trigger triggers our only means company companies with i'd
    set and for bar cutoff limit""".split()
)
_LINKS: Final = (
    "is are becomes become count counts treated marked flagged qualifies qualify makes make be considered mark "
    "promote turns flag move moves then "
    "go goes get gets straight"
).split()
_WHOM: Final = ("leads", "lead", "a", "anyone", "people", "if", "when", "who", "that", "those", "everyone", "once")
_TAIL: Final = frozenset(
    """is are becomes become counts count as a an the = → : - qualifies qualify considered should be being they it
    he she makes make them lead leads into to then treated mark marked flag flagged moves move turns turn
    promote promoted our we call consider that him you new must will goes go gets get an instant instantly
    always anyway automatic automatically immediate immediately straight enters enter reaches reach status ,
    stage""".split()
)


@dataclass(frozen=True, slots=True)
class StageHead:
    """``after``: the stage that has to be reached first; ``rest``: the words of its condition."""

    name: str
    after: str
    rest: tuple[Token, ...]


def stage_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """The stage that is named here, by the project's own name if it has it."""
    own = {tuple(words_of(s.name)): s.name for s in lexicon.names.of("stage")}
    for size in (3, 2, 1):
        here = tokens[at : at + size]
        if len(here) < size or not all(t.kind == "word" for t in here):
            continue
        words = tuple(t.text for t in here)
        usual = _STAGES.get(" ".join(words))
        if usual == "MQL" and words in phrases("qualified|qualified lead|qualified leads") and not _is_noun(tokens, at):
            usual = None
        if usual is not None:
            return usual, at + size + _same_in_parentheses(tokens, at + size, usual, lexicon)
        if words in own and (here[0].raw[:1].isupper() or len(words) > 1):
            return own[words], at + size
    named = own_at(tokens, at, lexicon)
    if named is None or named[1] >= len(tokens):
        return None
    is_declared = tokens[named[1]].is_sign(":", "=") or (
        named[1] - at > 1 and (tokens[named[1]].is_word(*_DECLARING) or is_past(tokens[named[1]].text))
    )
    is_first = at == 0 or tokens[at - 1].is_sign(",", ";") or (at == 1 and tokens[0].is_word("a", "an", "our", "the"))
    return named if is_declared and is_first else None


_DECLARING: Final = "is are means has have must needs requires".split()


def _same_in_parentheses(tokens: Sequence[Token], at: int, stage: str, lexicon: Lexicon) -> int:
    """ "a Marketing Qualified Lead (MQL)"."""
    if at + 2 >= len(tokens) or not tokens[at].is_sign("("):
        return 0
    again = stage_at(tokens, at + 1, lexicon)
    closes = again is not None and again[0] == stage and again[1] < len(tokens) and tokens[again[1]].is_sign(")")
    return again[1] + 1 - at if again is not None and closes else 0


def own_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """The stage that stands here by a name that the definition gives it."""
    for words, name in lexicon.own_stages.items():
        if words_at(tokens, at, (words,)):
            return name, at + len(words)
    return None


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """ "a qualified lead", "qualified if": a stage; "sales qualified": another."""
    return at == 0 or not tokens[at - 1].is_word("sales", "product", "well", "not", "more", "highly", "best")


def stage_head(tokens: Sequence[Token], lexicon: Lexicon) -> StageHead | None:
    """The stage that a clause defines, at its beginning or at its end."""
    for at in range(min(len(tokens) - 1, 8)):
        t = tokens[at]
        if (
            t.is_word("qualify", "qualifies", "qualified")
            and tokens[at + 1].is_word(*_WHOM)
            and stage_at(tokens, at, lexicon) is None
        ) and not any(x.is_word("not", "never", "sales", "product") for x in tokens[:at]):
            return StageHead("MQL", "", tuple(tokens[at + 1 :]))
        if t.kind != "word" or t.text not in BEFORE:
            break
    for at in range(min(len(tokens), 14)):
        found = stage_at(tokens, at, lexicon)
        if found is None:
            if tokens[at].kind != "word" or tokens[at].text not in BEFORE:
                break
            continue
        name, end = found
        end += end < len(tokens) and tokens[end].is_sign(")")
        after, end = _after(tokens, end, lexicon)
        start = end
        while end < len(tokens) and (
            (tokens[end].kind == "word" and tokens[end].text in _AFTER) or tokens[end].is_sign(":", "=", "-", "→", ",")
        ):
            if bound_at(tokens, end) is not None or _is_value(tokens, end):
                break
            end += 1
        again, end_again = _after(tokens, end, lexicon)
        if again:
            after, end = again, end_again
        first = stage_at(tokens, end, lexicon) or own_at(tokens, end, lexicon)
        if not after and first is not None and first[0] != name:
            comma = int(first[1] + 1 < len(tokens) and tokens[first[1]].is_sign(",", "-"))
            comma = comma and int(tokens[first[1] + 1].is_word("and", "plus", "who", "that", "with"))
            link = comma + words_at(
                tokens,
                first[1] + comma,
                phrases("and|plus|with|who|that|leads with|leads who|as well as|along with|together with"),
            )
            link = link or int(first[1] < len(tokens) and tokens[first[1]].is_sign("+", ","))
            if link:
                after, end = first[0], first[1] + link
        rest = tuple(tokens[end:])
        if (
            end == start
            and rest
            and not rest[0].is_sign("(", ">", ">=")
            and rest[0].kind != "number"
            and at == 0
            and bound_at(tokens, end) is None
            and not rest[0].is_word("at", "from", "above", "over", "after", "with")
        ):
            return None
        if any(t.is_word("not", "never") for t in tokens[:end]):
            return None
        if not rest and at and any(t.is_word("score", "points") for t in tokens[:at]):
            break
        return StageHead(name, after, rest)
    return _stage_tail(tokens, lexicon)


def _is_value(tokens: Sequence[Token], at: int) -> bool:
    return (
        tokens[at].is_word("score", "any", "all", "at", "company")
        and at + 1 < len(tokens)
        and (
            bound_at(tokens, at + 1) is not None
            or tokens[at + 1].is_word("of", "one", "size", "least", "domain")
            or (
                tokens[at].is_word("score")
                and tokens[at + 1].is_word("is", "of", "over", "above", "at", "reaches", "exceeds")
            )
        )
    )


def _after(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[str, int]:
    i = at
    is_open = i < len(tokens) and tokens[i].is_sign("(")
    i += is_open
    size = words_at(tokens, i, phrases("after|follows|comes after|once mql|on top of"))
    found = (stage_at(tokens, i + size, lexicon) or own_at(tokens, i + size, lexicon)) if size else None
    if found is None:
        return "", at
    end = found[1]
    end += is_open and end < len(tokens) and tokens[end].is_sign(")")
    return found[0], end


def _stage_tail(tokens: Sequence[Token], lexicon: Lexicon) -> StageHead | None:
    for size in (3, 2, 1):
        at = len(tokens) - size
        if at <= 0:
            continue
        found = stage_at(tokens, at, lexicon)
        if found is None or found[1] != len(tokens):
            continue
        start = at
        while start and (
            (tokens[start - 1].kind == "word" and tokens[start - 1].text in _TAIL)
            or tokens[start - 1].is_sign("=", "→", ":", "-", ",")
        ):
            start -= 1
        if start and tokens[start - 1].is_word("can", "may", "could", "might"):
            return None  # "students can be MQLs" makes none of them one
        if start == at or start == 0 or any(t.is_word("not", "never") for t in tokens[max(start - 1, 0) :]):
            return None
        is_made = start > 1 and tokens[0].is_word(*_MAKING) and not tokens[start - 1].is_word(*_OPEN)
        if not is_made and not any(t.is_word(*_LINKS) or t.is_sign("=", "→", ":") for t in tokens[start:at]):
            return None
        first = words_at(tokens, 0, phrases("once|as soon as|the moment|the moment that|only once|from the moment"))
        first = int(is_made) or (first if first < start else 0)
        return StageHead(found[0], "", tuple(tokens[first:start]))
    return None


_MAKING: Final = "make mark flag turn promote call consider treat declare".split()
"""How "make everyone at 50 points an MQL" begins; what stands in ``_OPEN`` ends no condition."""
_OPEN: Final = "for to of from before after until than like as without with no not only".split()


def _tier(tokens: Sequence[Token]) -> tuple[str, tuple[Token, ...]] | None:
    """ "Tier 1: 500+ employees in the US"."""
    if len(tokens) < 4 or not tokens[0].is_word("tier", "segment", "class", "cohort", "priority"):
        return None
    t = tokens[1]
    is_name = ((t.kind == "number" and t.value == 1) or t.raw in tuple("123456789")) or len(t.raw) == 1
    link = int(tokens[2].is_sign(":", "=", "-", "→")) or words_at(tokens, 2, phrases("is|are|means|accounts are"))
    rest = tokens[2 + link :]
    if not is_name or not link or not rest or any(x.unit.startswith("p") or x.signed == "+" for x in rest):
        return None
    return f"{tokens[0].raw} {t.raw}", tuple(rest)


_KINDS: Final = phrases(
    "target account|target accounts|icp|ideal customer|ideal customers|key account|key accounts|named account|"
    "strategic account|strategic accounts|priority account|priority accounts|focus account|focus accounts|"
    "ideal customer profile|target company|target companies|target customer|target customers|named accounts"
)
"""What leads are called that are no stage."""


def segment_head(tokens: Sequence[Token]) -> tuple[str, tuple[Token, ...]] | None:
    """The label that a clause gives, and the words of its condition."""
    for i, t in enumerate(tokens[:8]):
        if t.kind == "text":
            before = tokens[:i]
            if any(b.is_word("segment", "tag", "label", "call", "bucket", "list", "group") for b in before) and all(
                b.kind == "word" for b in before
            ):
                rest = list(tokens[i + 1 :])
                while rest and (
                    rest[0].is_sign(":", "=", "-", ",")
                    or rest[0].is_word(
                        "if", "when", "are", "is", "for", "segment", "all", "means", "list", "leads", "everyone"
                    )
                ):
                    if rest[0].is_word("all") and len(rest) > 1 and rest[1].is_word("of"):
                        break
                    rest.pop(0)
                return (t.text, tuple(rest)) if rest else None
            break
    for i in range(1, len(tokens) - 1):
        size = words_at(tokens, i + 1, _KINDS) if tokens[i].is_sign("=", "→") else 0
        if size and i + 1 + size == len(tokens):
            return " ".join(t.raw for t in tokens[i + 1 :]), tuple(tokens[:i])  # "CFO and 250+ people = target account"
    tier = _tier(tokens)
    if tier is not None:
        return tier
    size = words_at(tokens, 0, phrases("a|an|our|the")) if tokens else 0
    kind = words_at(tokens, size, _KINDS)
    if kind and size + kind + 1 < len(tokens) and tokens[size + kind].is_sign("=", ":"):
        return " ".join(t.raw for t in tokens[size : size + kind]), tuple(tokens[size + kind + 1 :])
    head = words_at(tokens, 0, phrases("segment|tag|label|mark|flag|call|put|bucket|group"))
    if head and len(tokens) > 3:
        at = next((i for i in range(len(tokens) - 1, 0, -1) if tokens[i].is_word("as", "into", "in")), 0)
        rest = tokens[at + 1 :]
        if len(rest) == 1 and rest[0].kind == "text" and at > head:
            return rest[0].text, tuple(tokens[head:at])
        if not tokens[at].is_word("as") and words_at(rest, 0, phrases("the segment|a segment|segment|our segment")):
            label = [t for t in rest if not t.is_word("the", "a", "our", "segment", "called", "named")]
            if at > head and 0 < len(label) < 5 and all(t.kind in ("word", "text") for t in label):
                return " ".join(t.raw if t.kind == "word" else t.text for t in label), tuple(tokens[head:at])
        is_name = tokens[at].is_word("as") and all(t.kind == "word" for t in rest) and 0 < len(rest) < 5
        if is_name and at > head and tokens[0].is_word("segment", "tag", "label"):
            return " ".join(t.raw for t in rest), tuple(tokens[head:at])
    if len(tokens) > 3 and tokens[-1].kind == "text":
        start = len(tokens) - 1
        while start and tokens[start - 1].is_word(
            "segment",
            "tag",
            "label",
            "call",
            "as",
            "into",
            "in",
            "the",
            "to",
            "them",
            "it",
            "is",
            "are",
            "go",
            "goes",
            "put",
            "tagged",
            "labelled",
            "labeled",
            "called",
            "belong",
            "belongs",
            "bucket",
            "list",
            "coming",
            "comes",
            "come",
            "get",
            "gets",
            "become",
            "our",
            "land",
            "lands",
            "placed",
            "should",
            "be",
            "form",
            "make",
            "up",
        ):
            start -= 1
        said = {t.text for t in tokens[start:-1]}
        if said & {"segment", "tag", "label", "tagged", "labelled", "labeled", "bucket", "called", "call"}:
            rest = list(tokens[:start])
            while rest and rest[-1].is_sign(",", "→", "="):
                rest.pop()
            return (tokens[-1].text, tuple(rest)) if rest else None
    return None

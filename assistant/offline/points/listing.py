"""Lists of things in one clause, each with points of its own: "directors 15, managers 10, everyone else 0"."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from ..names.saying import said_at
from .amounts import amounts_in
from .effects import Effect, effect_of
from .limits import UNIT
from .statements import Span

_REST: Final = phrases(
    "everyone else|everybody else|all other leads|the other leads|all other contacts|any other lead|all others|"
    "rest of world|rest of the world|the rest|rest|others|otherwise|anyone else|any other|all other companies|other|"
    "everything else|anything else|all the others|all the rest|the rest of the world|for everyone else|for the rest|"
    "for all others|everyone else gets|row|elsewhere|any other country|other countries|all other countries|"
    "any other title|all other titles|all other industries|other industries|anywhere else|for everything else|"
    "for anyone else|everyone else is|the others|else|none of these"
)
_BEFORE: Final = (
    "to between over under than least most above below and from exactly max up at last past or within in".split()
)
_LINKS: Final = "is are worth gets get give gives earn earns receive score scores means equals".split()
_BEHIND: Final = ("for", "if", "when", "to", "above", "below", "over", "under", "beyond", "otherwise", "where", "more")


@dataclass(slots=True)
class Listed:
    """The words of one thing and its points. ``is_rest``: all that the others do not name."""

    tokens: list[Token]
    effect: Effect
    is_rest: bool = False

    @property
    def has_plus(self) -> bool:
        """ "5+ visits": its number is a band, and its other number is points."""
        return any(t.or_more for t in self.effect.rest)


def listed(tokens: Sequence[Token], lexicon: Lexicon, are_points: bool = False) -> list[Listed] | None:
    """The parts of a list of which every one has a number; None if it is no such list. ``are_points``: the words around
    say that the numbers are points."""
    for starts in (False, True):
        parts = _parts(tokens, starts)
        if parts is None or len(parts) < 2:
            continue
        found = [_one(part, starts, lexicon) for part in parts]
        whole = [f for f in found if f is not None]
        if len(whole) == len(parts) and (are_points or _is_about_points(tokens, whole, lexicon)):
            return whole
    return None


def ends_in_amount(tokens: Sequence[Token]) -> bool:
    """ "Canada: 5": one number, at its end."""
    return _number(tokens, False) is not None and sum(t.kind == "number" for t in tokens) == 1


def number_at_end(tokens: Sequence[Token]) -> bool:
    """ "watched 75% or more 10": a number at its end that may be points, whatever numbers stand before it."""
    return _number(tokens, False) is not None


def only_one(tokens: Sequence[Token], lexicon: Lexicon) -> Listed | None:
    """ "US 10" of "US 10, else nothing": that the others get nothing says that the number is points."""
    return _one(tokens, False, lexicon) if ends_in_amount(tokens) else None


def is_rest(tokens: Sequence[Token]) -> bool:
    """ "everyone else" and the like, whatever links it to its points."""
    body = [t for t in tokens if not t.is_sign(",", ":", "=", "→", "-", "(") and not t.is_word(*_LINKS)]
    return bool(body) and words_at(body, 0, _REST) == len(body)


_STAYING: Final = phrases(
    "stays|stay|remains|remain|keeps being|stays in|stay in|remains in|remain in|goes back to|go back to|is left in|"
    "are left in|stays with|stay with|remain with|remains with|waits|wait|stays on|is not|are not|is nothing|goes to|"
    "go to"
)
_WHERE: Final = phrases(
    "nurture|nurturing|the nurture|the nurture stream|marketing|the database|the newsletter|a lead|leads|just a lead|"
    "unqualified|as is|where they are|where it is|in nurture|in marketing|nurture track|the nurture track|the pool|"
    "with marketing|in the nurture track|in the nurture stream|in the database|a nurture track|a contact|contacts|"
    "not an mql|not mqls|an mql|mqls|nurture campaign|the nurture campaign"
)


def is_remainder(tokens: Sequence[Token]) -> bool:
    """ "Everybody else stays in nurture": what is said of the others needs no rule."""
    at = words_at(tokens, 0, _REST)
    verb = words_at(tokens, at, _STAYING) if at else 0
    end = at + verb
    return bool(verb) and (end == len(tokens) or words_at(tokens, end, _WHERE) == len(tokens) - end)


_LOWER: Final = phrases(
    "anything lower|anything below that|anything below|anything less|anything under that|everything lower|"
    "everything below|everything below that|below that|lower|less than that|less|under that|anyone lower|lower ones|"
    "anyone below that|anything smaller|smaller ones|smaller|anything above|anything higher|anything else below"
)
"""The others by their number: said of nothing but no points, since they leave out who is unknown."""
_SAME: Final = phrases("same if|same for|same when|also if|also when|or if|or unknown|or not known|and if|incl unknown")


def _without_unknown(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without "(same if we do not know it)" behind those who get nothing."""
    start = next((i for i, t in enumerate(tokens) if t.is_sign("(") and i), 0)
    if not start or not tokens[-1].is_sign(")") or not words_at(tokens, start + 1, _SAME):
        return tokens
    said = tokens[start + 1 :]
    is_unknown = any(t.is_word("unknown", "empty", "missing", "blank", "known", "know", "given") for t in said)
    is_nothing = any(words_at(tokens, start - n, _NOTHING) == n for n in (1, 2) if start > n)
    return tokens[:start] if is_unknown and is_nothing and not any(t.kind == "number" for t in said) else tokens


_NOTHING: Final = phrases("none|nothing|no points|zero points|zero|nil|nothing at all|none at all|no points at all")


def without_nothing(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words before ", otherwise none": that the others get nothing needs no rule."""
    tokens = _without_unknown(tokens)
    for back in reversed(range(2, min(len(tokens), 12))):
        at = len(tokens) - back
        size = words_at(tokens, at, _REST) or words_at(tokens, at, _LOWER)
        if not size:
            continue
        end = at + size
        while end < len(tokens) and (tokens[end].is_sign(":", "=", "→", "-") or tokens[end].is_word(*_LINKS)):
            end += 1
        is_zero = end + 1 == len(tokens) and tokens[end].value == 0 and _is_amount(tokens[end])
        if end == len(tokens) or not (is_zero or words_at(tokens, end, _NOTHING) == len(tokens) - end):
            continue
        start = at
        while start and (tokens[start - 1].is_sign(",", ";", "|") or tokens[start - 1].is_word("and", "but")):
            start -= 1
        return tokens[:start] if 0 < start < at else tokens
    return tokens


def leans_back(tokens: Sequence[Token], is_signed: bool = False) -> bool:
    """Whether a part speaks of what the one before it named. ``is_signed``: whether each part begins with its "+": who
    "they" are is then the leads."""
    said = phrases("if it|when it|if its|if that|if this|when that|if those|instead")
    said = said if is_signed else (*said, *phrases("if they|when they"))
    return any(words_at(tokens, i, said) for i in range(len(tokens)))


def are_signed(parts: Sequence[Listed]) -> bool:
    """ "+20 for a trial, -10 if they unsubscribe": every part begins with its own signed points."""
    return all(p.tokens[0].signed and p.effect.amounts[:1] and p.effect.amounts[0][0] == 0 for p in parts)


def begin_alike(parts: Sequence[Listed]) -> bool:
    """ "10 per webinar, 20 for a demo, 15 if they decide": a list of which every part begins with its points, and
    that of the leads gives no more than the one before it, as what takes its place would."""
    if len(parts) < 3 or not all(p.effect.amounts[:1] and p.effect.amounts[0][0] == 0 for p in parts):
        return False
    worth = [abs(p.effect.amount or Decimal(0)) for p in parts]
    return all(worth[i] < worth[i - 1] for i in range(1, len(parts)) if leans_back(parts[i].tokens))


def are_ifs(parts: Sequence[Listed]) -> bool:
    """ "20 points if they ask for a demo, 10 points if they read a whitepaper": every part is a sentence of its own."""
    return len(parts) > 1 and all(
        p.effect.amounts[:1]
        and p.effect.amounts[0][0] == 0
        and p.effect.amounts[0][1] + 1 < len(p.tokens)
        and p.tokens[p.effect.amounts[0][1]].is_word("if", "when", "once", "whenever")
        for p in parts
    )


def is_put_right(tokens: Sequence[Token]) -> bool:
    """ "demo +20, not webinar +10" puts right what was said, rather than giving points for no webinar."""
    follows = tokens[1] if len(tokens) > 1 else None
    return tokens[0].is_word("not") and follows is not None and not follows.is_word(*_AFTER_NOT)


_AFTER_NOT: Final = "in from a an at with known opted yet having based being on to working".split()
_OF_ALL: Final = frozenset(
    """all both only each every total overall altogether combined unless except everything those these others other
    together any either neither none whichever them not no never double same within last past respectively
    instead""".split()
)


def is_about_all(tokens: Sequence[Token]) -> bool:
    """Whether a part of a list may speak of the other parts as well."""
    return any(t.kind == "word" and t.text in _OF_ALL for t in tokens)


def behind_amount(part: Listed) -> list[Token]:
    """The words of a part behind its points; none if they stand first."""
    spans = part.effect.amounts
    end = spans[0][1] if len(spans) == 1 and spans[0][0] > 0 else len(part.tokens)
    return part.tokens[end:]


def of_the_last_alone(parts: Sequence[Listed], text: str) -> str:
    """What has to be said if something behind the points of the last part might be meant of all of them."""
    last = parts[-1]
    behind = [t for t in behind_amount(last) if t.kind in ("word", "number")]
    rest = {id(t) for t in last.effect.rest}
    says = [t for t in behind if id(t) in rest]
    is_bound = bool(last.effect.fade or last.effect.window) and not any(
        p.effect.fade or p.effect.window for p in parts[:-1]
    )
    if not (is_bound or (says and says[0].is_word("for", "if", "when", "in", "from", "within", "over"))):
        return ""
    words = Span.of(last.tokens).words(text)
    return f"what stands behind the points of “{words}” holds for that part alone"


def _parts(tokens: Sequence[Token], starts: bool) -> list[list[Token]] | None:
    """Cut at commas and "and", where a part has its number: at its end, or, with ``starts``, at its beginning."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for i, t in enumerate(tokens):
        depth += t.is_sign("(") - t.is_sign(")")
        if depth == 0 and (t.is_sign(",", ";", "/", "|") or t.is_word("and", "while", "but")) and parts[-1]:
            ready = _number(tokens[i + 1 :], True) is not None if starts else _number(parts[-1], False) is not None
            if ready:
                parts.append([])
                continue
        if parts[-1] or not (t.is_sign(",", ";") or t.is_word("and", "while", "but")):
            parts[-1].append(t)
    return [p for p in parts if p] if all(parts) else None


def _number(part: Sequence[Token], starts: bool) -> tuple[int, int] | None:
    """Where the points of a part stand."""
    if starts:
        at = words_at(part, 0, phrases("give|add|score|award|assign|and|we give|another|then"))
        size = 1 + words_at(part, at + 1, UNIT)
        is_said = at + size < len(part) and part[at + size].is_word(*_BEHIND)
        return (at, at + size) if at < len(part) and _is_amount(part[at]) and is_said else None
    end = len(part)
    at = end - 1
    if at > 0 and any(words_at(part, at, (u,)) for u in UNIT):
        at -= 1
    if (
        at < 1
        or not _is_amount(part[at])
        or part[at - 1].is_word(*_BEFORE)
        or part[at - 1].is_sign(">", "<", ">=", "<=")
    ):
        return None
    if part[at - 1].is_sign("-") and at > 1 and part[at - 2].kind == "number":
        return None
    if part[at].signed == "-" and part[at - 1].kind == "number" and part[at].start <= part[at - 1].end:
        return None
    return at, end


def _is_amount(t: Token) -> bool:
    if t.kind != "number" or t.value is None or t.money or t.percent or t.or_more or t.value > 10_000:
        return False
    return t.may_be_points and t.value == round(t.value, 2)


def _one(part: Sequence[Token], starts: bool, lexicon: Lexicon) -> Listed | None:
    if len(amounts_in(part, lexicon)) == 1:
        effect = effect_of(part, lexicon)
        if effect.amount is not None:
            return Listed(list(part), effect, is_rest(effect.rest))
    found = _number(part, starts)
    if found is None:
        return None
    at, end = found
    value = part[at].value or Decimal(0)
    rest = [*part[:at], *part[end:]] if not starts else list(part[end:])
    while rest and (rest[-1].is_sign(":", "=", "→", "-") or rest[-1].is_word(*_LINKS, "only", "just", "still")):
        rest.pop()
    amount = -value if part[at].signed == "-" else value
    return Listed(list(part), Effect(rest=rest, amount=amount), is_rest(rest))


def _is_about_points(tokens: Sequence[Token], parts: Sequence[Listed], lexicon: Lexicon) -> bool:
    """Whether something says that the numbers are points."""
    if amounts_in(tokens, lexicon) or parts[-1].is_rest or all(p.has_plus for p in parts):
        return True
    return any((size := said_at(tokens, 0, f)) and tokens[size].is_sign(":") for f in lexicon.fields)

"""Follow-ups about how a rule gives its points: for each event or once, up to how many, within which time, fading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Final

from ....dsl import nodes as n
from ...drafts import Question
from ...reading.numbers import phrases, words_at, written
from ...reading.times import bare_window_at
from ...reading.tokens import Token
from ...reading.words import stem
from ..conditions.condition import Happened
from ..conditions.reader import Ambiguous, Reader
from ..names.lexicon import Lexicon
from ..points.amounts import NO_EVENTS, amounts_in
from ..points.fading import fade_at
from ..points.limits import expiry_at, limit_at, once_at
from ..points.repeats import single_at
from .amending import NOUNS
from .places import FILL, Edit, Part, label_of, meant_in, one_group_of, stems_of
from .timing import happened, only_since, window_of

_EACH: Final = phrases(
    "each time|every time|each one|every one|per event|per occurrence|for each|for every|each|every|per|apiece|a pop|"
    "each and every time|every single time|multiple times|each time it happens|every time it happens|repeatedly"
)
_UNCAPPED: Final = phrases(
    "no cap|no cap needed|no limit needed|no cap necessary|no limit|"
    "without a cap|remove the cap|uncapped|no maximum|no max|drop the cap|remove the limit|"
    "lift the cap|without a limit|no upper limit|drop the limit|drop the max|remove the max|remove the maximum|"
    "lift the limit|get rid of the cap|forget the cap|unlimited|take the cap off|no more cap|without the cap|"
    "without cap"
)
_UNBOUND: Final = phrases(
    "no time limit|any time|at any time|without a time limit|regardless of when|no window|remove the window|all time|"
    "drop the window|no matter when|whenever it was|remove the time limit|drop the time limit|without a window|"
    "forget the window|no time window|remove the time window|drop the time window|forget the time limit|for all time"
)
_WITHIN: Final = phrases(
    "only within|only in|within|only|only from|only over|only count|but only within|but only in|only if within|"
    "but only|and only|only those|and only those|but only those|only the ones|but only the ones|only when|only if|if"
)
_OVER: Final = frozenset(
    "cap limit max maximum ceiling total altogether overall all count counts counted counting".split()
)
MORE: Final = phrases("also|plus|add|additionally|another|in addition|as well as|and also|then also|we also")
"""Words before one rule more."""


@dataclass(slots=True)
class _Shape:
    each: bool = False
    single: bool = False
    limit: Decimal | None = None
    times: int | None = None
    uncapped: bool = False
    window: str = ""
    unbound: bool = False
    fade: str = ""
    once_per: str = ""
    amount: Decimal | None = None
    noun: str = ""

    @property
    def is_any(self) -> bool:
        return any(getattr(self, f.name) for f in fields(self) if f.name not in ("amount", "noun"))


def reshape(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """ "count each visit, up to 30", "no cap", "only within the last 30 days", "halve it every week"."""
    if words_at(tokens, 0, MORE):
        return None
    found = _shape(tokens, lexicon)
    if found is None:
        return None
    shape, rest = found
    is_all = any(t.is_word("everything", "both", "everywhere") for t in rest)
    named = [t for t in rest if not t.is_word(*_OVER, "everything", "both", "everywhere")]
    rules = [p for p in parts if isinstance(p.statement, n.Rule) and _event(p, lexicon) is not None]
    meant = meant_in(named, rules)
    if meant is None or not _is_same(named, meant, lexicon):
        return None
    meant = [p for p in meant if shape.noun and shape.noun in stems_of(p)] or meant
    done = [(p, edits) for p in meant if (edits := _edits(p, shape, lexicon)) is not None]
    if not done:
        return None
    if is_all:
        return [e for _, edits in done for e in edits] if len(done) == len(rules) else None
    if len(done) == 1:
        return done[0][1]
    question = f"Which of these is meant by “{' '.join(said.split())[:80]}”?"
    return one_group_of([(edits, label_of(p)) for p, edits in done], question, answers)


def _shape(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[_Shape, list[Token]] | None:
    """What is asked for, and the words that are left."""
    shape = _Shape()
    rest: list[Token] = []
    if tokens[0].is_word("halve", "fade", "decay"):
        at = next((i for i, t in enumerate(tokens) if i and t.is_word("every", "each", "by", "per")), 0)
        fade = fade_at([tokens[0], *tokens[at:]], 0) if at > 1 else None
        if fade is not None and fade[0] == len(tokens) - at + 1:
            shape.fade = fade[1]  # "halve the demo every 14 days"
            return shape, list(tokens[1:at])
    since = only_since(tokens)
    if since is not None:
        shape.window, rest = since
        return shape, rest
    far = _capped_far(list(tokens))
    if far is not None:
        shape.limit, tokens = far
    amounts = {start: (end, value) for start, end, value in amounts_in(tokens, lexicon)}
    at = 0
    while at < len(tokens):
        if at in amounts and len(amounts) == 1:
            at, shape.amount = amounts[at]
            if at < len(tokens) and tokens[at].is_word("a", "an") and _is_noun(tokens, at + 1):
                shape.each, at = True, at + 2  # "10 points a visit"
            continue
        if not amounts and _is_amount_each(tokens, at):
            shape.amount, at = tokens[at].value, at + 1
            continue
        fade = fade_at(tokens, at)
        if fade is not None:
            at, shape.fade = fade
            continue
        if size := words_at(tokens, at, _UNCAPPED):
            shape.uncapped, at = True, at + size
            continue
        if size := words_at(tokens, at, _UNBOUND):
            shape.unbound, at = True, at + size
            continue
        single = single_at(tokens, at)
        if not single and (size := words_at(tokens, at, phrases("once|only one|only the one"))):
            single = 0 if once_at(tokens, at) else at + size
        if single:
            shape.single, at = True, single
            continue
        expiry = expiry_at(tokens, at)
        if expiry is not None:
            at, shape.window = expiry
            continue
        size = words_at(tokens, at, _WITHIN)
        size += happened(tokens, at + size)
        window = bare_window_at(tokens, at + size) if size else window_of(tokens, at)
        if window is not None:
            shape.window, at = window[0].text, window[1]
            continue
        limit = limit_at(tokens, at, lexicon)
        if limit is not None:
            at = limit[0]
            is_counted = tokens[at - 1].kind == "number" and _is_noun(tokens, at) and limit[1] == int(limit[1])
            if limit[2] or is_counted:
                shape.times, at = int(limit[1]), at + is_counted  # "max 5 clicks"
            else:
                shape.limit = limit[1]
            continue
        once = once_at(tokens, at)
        if once is not None:
            if once[1] not in ("day", "week", "month"):
                return None
            at, shape.once_per = once
            at += words_at(tokens, at, phrases("at most|max|maximum|only|at max"))
            continue
        if tokens[at].is_word("a", "an") and at == 0 and _is_noun(tokens, 1) and len(tokens) == 2:
            shape.each, at = True, 2  # "a visit"
            continue
        size = words_at(tokens, at, _EACH)
        if size and not tokens[at].is_word("a"):
            shape.each, at = True, at + size
            if _is_noun(tokens, at):
                shape.noun = stem(tokens[at].text)
                at += 1
            continue
        rest.append(tokens[at])
        at += 1
    if shape.single and (shape.each or shape.limit is not None):
        return None
    return (shape, rest) if shape.is_any and not any(t.kind == "number" for t in rest) else None


def _is_amount_each(tokens: Sequence[Token], at: int) -> bool:
    """ "10 each", "3 per click"."""
    t = tokens[at]
    plain = t.kind == "number" and not (t.unit or t.money or t.percent or t.or_more or t.signed)
    each = words_at(tokens, at + 1, phrases("per|for each|for every|each|every"))
    named = tokens[at + 1 + each : at + 2 + each]
    behind = at + 1 < len(tokens) and (
        tokens[at + 1].is_word("each", "apiece")
        or (tokens[at + 1].is_word("per", "a") and _is_noun(tokens, at + 2))
        or (each > 0 and bool(named) and named[0].kind == "word" and not named[0].is_word(*NO_EVENTS))
    )
    return plain and behind and sum(x.kind == "number" for x in tokens) <= 2


def _capped_far(rest: list[Token]) -> tuple[Decimal, list[Token]] | None:
    """ "cap the stand visits at 30 points"."""
    head = next((i for i, t in enumerate(rest) if t.is_word("cap", "limit", "restrict", "capped", "limited")), None)
    number = next((i for i, t in enumerate(rest) if t.kind == "number"), None)
    if head is None or number is None or not head < number or not rest[number - 1].is_word("at", "to"):
        return None
    t = rest[number]
    if t.value is None or t.money or t.percent or t.or_more or t.signed or not t.may_be_points:
        return None
    end = number + 1 + (number + 1 < len(rest) and rest[number + 1].is_word("points", "point", "pts"))
    return t.value, [*rest[:head], *rest[head + 1 : number - 1], *rest[end:]]


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].kind == "word" and stem(tokens[at].text) in NOUNS - {"day"}


def _is_same(named: Sequence[Token], meant: Sequence[Part], lexicon: Lexicon) -> bool:
    """Whether words that can be read by themselves mean the events of the rule, not other ones of a like name."""
    words = [t for t in named if not t.is_word(*FILL)]
    if not words:
        return True
    try:
        reading = Reader(lexicon, {}).read(words)
    except Ambiguous:
        return False
    c = reading.condition if reading is not None else None
    return (
        not isinstance(c, Happened)
        or all((_event(p, lexicon) or "").split("[")[0] == c.source for p in meant)
        or all(_event(p, lexicon) == c.source for p in meant)
    )


def _event(part: Part, lexicon: Lexicon) -> str | None:
    """The one event that a rule gives points for, as it is written; None if it is not so simple."""
    node = _counted(part.statement, lexicon)
    return None if node is None else part.text[node.span.start - part.start : node.span.end - part.start].strip()


def _counted(statement: n.Statement, lexicon: Lexicon) -> n.Node | None:
    if not isinstance(statement, n.Rule):
        return None
    if isinstance(statement.body, n.Tally):
        return statement.body.counted
    if not isinstance(statement.body, n.Effect) or statement.condition is None:
        return None
    found = [p for p in _parts(statement.condition) if _is_event(p, lexicon)]
    rest = [p for p in _parts(statement.condition) if p not in found]
    simple = len(found) == 1 and not any(
        isinstance(x, n.Occurrences) and _names(x, lexicon) for p in rest for x in n.walk(p)
    )
    return found[0].measure if simple and isinstance(found[0], n.Plain) else None


def _parts(condition: n.Condition) -> Sequence[n.Condition]:
    return condition.parts if isinstance(condition, n.Both) else (condition,)


def _is_event(condition: n.Condition, lexicon: Lexicon) -> bool:
    return (
        isinstance(condition, n.Plain)
        and isinstance(condition.measure, n.Occurrences)
        and _names(condition.measure, lexicon)
    )


def _names(measure: n.Node, lexicon: Lexicon) -> bool:
    names = {s.name for s in lexicon.sources}
    return any(isinstance(x, n.Name) and x.text in names for x in n.walk(measure))


def _edits(part: Part, shape: _Shape, lexicon: Lexicon) -> list[Edit] | None:
    rule = part.statement
    assert isinstance(rule, n.Rule)
    body = rule.body
    effect = body.effect if isinstance(body, n.Tally) else body
    if not isinstance(effect, n.Effect) or not isinstance(effect.amount, n.Number):
        return None
    limit = shape.limit
    amount = (
        shape.amount if shape.amount is not None else effect.amount.value * (-1 if effect.verb == "subtract" else 1)
    )
    if limit is None and shape.times is not None:
        limit = abs(amount) * shape.times
    if limit is not None and limit < abs(amount):
        return None
    edits: list[Edit] = []
    if shape.amount is not None:
        verb = "subtract" if amount < 0 else "add"
        edits.append(Edit(effect.span.start, effect.amount.span.end, f"{verb} {written(abs(amount))}"))
    wants = (
        "each"
        if shape.each or limit is not None or shape.once_per
        else "once"
        if shape.single
        else "fade"
        if shape.fade
        else ""
    )
    kind = _kinds(part, rule, wants, shape, lexicon)
    if kind is None:
        return None
    edits += kind
    is_new = any(e.start == part.start for e in kind)
    for m in effect.modifiers:
        if isinstance(m, n.UpTo) and (shape.uncapped or limit is not None or shape.single):
            edits.append(Edit(m.span.start, m.span.end, ""))
        if isinstance(m, n.Fade) and (shape.fade or shape.single):
            edits.append(Edit(m.span.start, m.span.end, ""))
        if isinstance(m, n.OncePer) and (shape.single or shape.once_per):
            edits.append(Edit(m.span.start, m.span.end, ""))
    behind = f" once per {shape.once_per}" if shape.once_per else ""
    behind += (f" {shape.fade}" if shape.fade else "") + (f" up to {written(limit)}" if limit is not None else "")
    if behind:
        edits.append(Edit(effect.amount.span.end, effect.amount.span.end, behind))
    looked_in = [p for p in (rule.condition, body) if p is not None]
    windows = [x for p in looked_in for x in n.walk(p) if isinstance(x, n.Within)]
    if (shape.unbound or shape.window) and not is_new:
        if shape.unbound and not windows:
            return None
        edits += [Edit(w.span.start, w.span.end, "") for w in windows]
    if shape.window and not is_new:
        counted = _counted(rule, lexicon)
        if counted is None:
            return None
        edits.append(Edit(counted.span.end, counted.span.end, f" within {shape.window}"))
    is_so = isinstance(body, n.Tally) and body.kind == "each" and shape.each
    return edits if edits or is_so else None


def _kinds(part: Part, rule: n.Rule, wants: str, shape: _Shape, lexicon: Lexicon) -> list[Edit] | None:
    """The rule for each event, or for the lead once; None if it cannot be."""
    body = rule.body
    if isinstance(body, n.Tally):
        word = len(body.kind)
        if wants == "each" and body.kind == "latest":
            return [Edit(body.span.start, body.span.start + word, "each")]
        if wants == "once":
            if rule.condition is None:
                return [Edit(body.span.start, body.span.start + word, "when")]
            if isinstance(rule.condition, n.Either):
                return None
            return [Edit(body.span.start, body.span.start + word, "and")]
        return []
    if wants not in ("each", "fade"):
        return []
    assert rule.condition is not None
    word = "each" if wants == "each" else "latest"
    parts = _parts(rule.condition)
    event = next((p for p in parts if _is_event(p, lexicon)), None)
    if event is None:
        return None
    text = part.text

    def words(node: n.Node) -> str:
        return text[node.span.start - part.start : node.span.end - part.start]

    others = " and ".join(words(p) for p in parts if p is not event)
    head = f"when {others} " if others else ""
    assert isinstance(event, n.Plain)
    shown = words(event.measure) if shape.window or shape.unbound else words(event)
    shown += f" within {shape.window}" if shape.window else ""
    return [Edit(part.start, rule.condition.span.end, f"{head}{word} {shown}")]

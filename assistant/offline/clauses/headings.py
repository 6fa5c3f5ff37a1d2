"""What a heading says of the lines below it: a stage, who is kept out, points of a group, how many have to hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final, Literal

from ...reading.numbers import bound_at, phrases, words_at
from ...reading.times import bare_window_at, window_at
from ...reading.tokens import Token
from ..conditions.reader import head_at
from ..names.dated import undated
from ..names.heads import stage_at, stage_head
from ..names.lexicon import Lexicon
from .asides import told_plainly
from .barring import disqualify_head
from .bearing import taken_by
from .limited import limit_at, top_of
from .remarks import is_remark
from .whom import subject_size, told

Role = Literal["plain", "stage", "segment", "out", "group", "grade", "unread"]


@dataclass(slots=True)
class Heading:
    """``rest``: words of a condition that the heading itself names, beside the lines below it."""

    role: Role = "plain"
    stage: str = ""
    after: str = ""
    group: str = ""
    least: Literal["all", "any"] | int | None = None
    window: str = ""
    limit: Decimal | None = None
    takes: bool = False
    is_exclusive: bool = False
    rest: tuple[Token, ...] = ()
    notes: list[str] = field(default_factory=list[str])


GROUPS: Final = frozenset(
    """fit demographic demographics firmographic firmographics behavior behaviour behavioral behavioural engagement
    intent activity activities profile company person implicit explicit actions content email web website
    product industry title titles role roles seniority size location geography geo country events webinars
    background usage persona interest interests signals account accounts audience buyer contact territory territories
    market engagements firmo psychographic technographic technographics online offline social marketing
    demographical conversion conversions nurture media inactivity recency technology budget timing source sources
    mail mails emails site forms downloads meetings calls trials app visits clicks campaigns purchase purchases urgency
    history referrals channel channels education experience loyalty usage adoption community support financials credit
    academics""".split()
)
_WORDS: Final = frozenset(
    """scoring score scores rules rule points point model criteria criterion definition definitions for the a an
    our and of data based lead leads section part signals factors attributes group positive new plus add
    additions what counts counting weights list overview who whom must have has is are be if when they it that
    which following these to on by following: things do does did with them get gets should how we give we're
    proposed current basic any in requirements required threshold thresholds conditions condition people
    companies company anyone someone somebody person as considered qualifies qualify side front bucket dimension
    category part stuff things sum consists follows""".split()
)
_OUT: Final = frozenset(
    """disqualify disqualified disqualifiers disqualifier disqualification exclude exclusions exclusion excluded
    excludes reject rejected knockouts knockout blocklist blacklist disqualifying ineligible disqualifies dq dqs dq'd
    knock outs disqualifications breakers killers dealbreakers nogo nogos""".split()
)


_OF_GRADES: Final = frozenset("grade grades grading letter total final overall sum off from bands scale".split())


def heading_of(tokens: Sequence[Token], lexicon: Lexicon) -> Heading:
    """Reads a heading; its role is ``unread`` if words of it say something that nothing here understands."""
    body = list(tokens)
    while body and body[-1].is_sign(":", "-", "."):
        body.pop()
    heading = Heading()
    body = _without_parentheses(body, heading, lexicon)
    if not body:
        return heading
    plain = undated(body)
    if len(plain) < len(body):
        if not all(t.text in _WORDS or stage_at(plain, i, lexicon) for i, t in enumerate(plain)):
            heading.role = "unread"
            return heading
        body = plain  # "MQL criteria 2026"
    said = {t.text for t in body if t.kind == "word"}
    if (
        len(body) <= 6
        and said & _OUT
        and said - _OUT
        <= _WORDS | {"from", "automatically", "immediately", "not", "hard", "reasons", "instant", "always"}
    ):
        heading.role = "out"
        return heading
    if len(body) <= 4 and (
        words_at(
            body,
            0,
            phrases(
                "not a fit|never|no go|not mql|not qualified|bad fit|not for us|no gos|who is out|who we do not want|"
                "deal breakers|red lines|hard no|hard nos|not eligible|not wanted|kick out|throw out|who is excluded|"
                "who gets disqualified|who gets excluded|who never qualifies|never qualifies|out of scope|no way|"
                "who does not qualify|not interested in|we do not want|who gets kicked out|who to exclude|keep out"
            ),
        )
    ):
        heading.role = "out"
        return heading
    if said & {"grade", "grades", "grading"} and said <= _WORDS | _OF_GRADES:
        heading.role = "grade"
        return heading
    taking = taken_by(body)
    if taking and said - taking <= _WORDS | {"red", "stuff", "signs", "behaviour", "behavior", "turn"}:
        heading.takes = True
        heading.role = "group"
        heading.group = "negative"
        return heading
    size, is_told = subject_size(body, lexicon)
    heading.notes += [told(body, size)] if is_told else []
    body = body[size:]
    stage = _stage(body, lexicon)
    if stage is not None:
        heading.role, heading.stage, heading.after, rest = "stage", stage[0], stage[1], list(stage[2])
        return with_rest(heading, rest)
    out = disqualify_head(body)
    if out is not None and not out[1]:
        rest = [t for t in out[0] if not (t.kind == "word" and (t.text in _WORDS or t.text in ("of", "anyone")))]
        if not rest or head_at(out[0], 0) is not None:
            heading.role = "out"
            return heading
    return _plain(heading, body)


_CHATTER: Final = frozenset(
    """here is are our the a an of for new current proposed draft please can you could set up build create write
    make we i want need would like to us below let let's start team system how it works agreed on by from sales
    marketing and q1 q2 q3 q4 notes note following follows hi hello hey all everyone this looks as
    quick summary call meeting v1 v2 v3 version final latest updated today yesterday with""".split()
)


def _plain(heading: Heading, body: list[Token]) -> Heading:
    window = window_at(body, 0) or bare_window_at(body, 0)
    if window is not None and window[1] == len(body) and not body[0].is_word("per", "each", "every", "a", "an"):
        heading.window = window[0].text
        heading.notes += [window[0].assumption] if window[0].assumption else []
        return heading
    if any(t.raw == "US" for t in body):
        heading.role = "unread"
        return heading
    for at in range(len(body)):
        head = head_at(body, at)
        if (
            head is not None
            and head.end >= len(body)
            and all(t.is_sign(",", "-", ":") or (t.kind == "word" and t.text in _WORDS | GROUPS) for t in body[:at])
        ):
            heading.least, heading.window = head.least, head.window
            heading.notes += head.notes
            heading.group = _group_name(body[:at])
            heading.role = "group" if heading.group else "plain"
            return heading
    said = [t.text for t in body if t.kind == "word"]
    if (
        all(w in _WORDS or w in GROUPS for w in said)
        and all(t.kind == "word" or t.is_sign("/", "-", "+") for t in body)
        and len(body) <= 10
    ):
        heading.group = _group_name(body)
        heading.role = "group" if heading.group else "plain"
        if (said and said[0] in ("must", "required", "requirements")) or "required" in said or "must" in said:
            heading.least = heading.least or "all"
        return heading
    if not all(
        t.is_sign(",", "!", ".") or (t.kind == "word" and t.text in _CHATTER | _WORDS) for t in told_plainly(body)
    ):
        heading.role = "unread"
    return heading


def _stage(body: list[Token], lexicon: Lexicon) -> tuple[str, str, tuple[Token, ...]] | None:
    whole = stage_at(body, 0, lexicon)
    if whole is not None and whole[1] == len(body):
        return whole[0], "", ()
    found = stage_head(body, lexicon)
    if found is not None:
        return found.name, found.after, found.rest
    return None


def with_rest(heading: Heading, rest: list[Token]) -> Heading:
    """What stands between the stage and the colon: "at least two of", "all of", or a condition and then a list."""
    while rest and rest[0].is_sign(":", ","):
        rest.pop(0)
    for at in range(len(rest)):
        head = head_at(rest, at)
        if head is not None and head.end >= len(rest):
            heading.least, heading.window = head.least, head.window
            heading.notes += head.notes
            before = rest[:at]
            while before and (
                before[-1].is_sign(",")
                or before[-1].is_word(
                    "and", "has", "plus", "have", "did", "with", "they", "done", "meets", "must", "who"
                )
            ):
                before.pop()
            heading.rest = (
                tuple(before)
                if any(not (t.kind == "word" and t.text in _WORDS) and not t.is_sign() for t in before)
                else ()
            )
            return heading
    if all((t.kind == "word" and t.text in _WORDS | {"all"}) or t.is_sign() for t in rest):
        if any(t.is_word("must", "all", "required") for t in rest):
            heading.least = "all"
        return heading
    heading.role = "unread"
    return heading


_EXCLUSIVE: Final = phrases(
    "only the highest one applies|only the highest applies|only the highest one counts|only the highest counts|"
    "only the highest|highest only|only highest|highest one only|only one of these counts|only one applies|"
    "only one counts|not cumulative|the deductions are not cumulative|the points are not cumulative|no stacking|"
    "points are not cumulative|do not add up|these do not add up|mutually exclusive|do not stack|these do not stack|"
    "only one of these|highest counts|highest applies|the highest applies|the highest counts|take the highest|"
    "use the highest|highest one counts|only the largest applies|only the largest counts|not additive|"
    "only the best one counts|non cumulative|these are not cumulative|only the highest of these counts|"
    "only the biggest applies|only the biggest counts|deductions are not cumulative|"
    "only the highest match counts|only the best match counts|highest match only|best match only|only the best match|"
    "only the highest match|the highest match counts|the best match counts|highest match counts|best match counts|"
    "only the top match counts|highest title counts|only the highest title counts|count only the highest|"
    "pick the highest|only one match counts|no double counting|no double points|only the highest score counts"
)


def _is_exclusive(inside: Sequence[Token]) -> bool:
    """ "the deductions are not cumulative; only the highest one applies"."""
    inside = [replace(t, kind="word", text="one") if t.raw.lower() == "one" else t for t in inside]
    at = 0
    while at < len(inside):
        size = words_at(inside, at, _EXCLUSIVE)
        if not size and not inside[at].is_sign(";", ",", "."):
            return False
        at += size or 1
    return bool(inside)


def binds_below(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether what stands in the parentheses of a heading limits the lines below it, or may do so: "(last 90 days)"."""
    start = next((i for i, t in enumerate(tokens) if t.is_sign("(")), len(tokens))
    inside = [t for t in tokens[start + 1 :] if not t.is_sign(")", ":")]
    if not inside:
        return False
    if any(bare_window_at(inside, i) or limit_at(inside, i) for i in range(len(inside))):
        return True
    return top_of(inside) is not None or any(t.is_word(*_BINDING) for t in inside)


_BINDING: Final = "only max maximum cap capped limit limited once each per within last past unless except".split()


def bound_talk(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Heading, list[Token]] | None:
    """What a heading says in parentheses or behind a comma of the time and the points below it, and its other words:
    "Campaign scoring Q2 (everything in the last 90 days):"."""
    body = list(tokens)
    while body and body[-1].is_sign(":", "-", "."):
        body.pop()
    heading = Heading()
    rest = _without_parentheses(body, heading, lexicon)
    is_bound = bool(heading.window) or heading.limit is not None
    return (heading, rest) if rest and is_bound and heading.role == "plain" and len(rest) < len(body) else None


def _without_parentheses(body: list[Token], heading: Heading, lexicon: Lexicon) -> list[Token]:
    """Reads what stands in parentheses: "(any one, 14 days)", "(max 50)", "(all)"."""
    start = next((i for i, t in enumerate(body) if t.is_sign("(")), None)
    if start is None or not body[-1].is_sign(")"):
        size = _limit(body, heading) or _window(body, heading)
        return body[:-size] if size else body
    at = start + 1
    end = len(body) - 1
    if _is_exclusive(body[at:end]):
        heading.is_exclusive = True
        return body[:start]
    named = stage_at(body, at, lexicon)
    if is_remark(body[at:end], lexicon) or (named is not None and named[1] == end and stage_at(body, 0, lexicon)):
        return body[:start]
    if (
        end - at <= 3
        and any(t.is_word(*_OUT) for t in body[at:end])
        and all(t.is_word(*_OUT, "auto", "automatic", "always", "hard", "instant", "immediately") for t in body[at:end])
    ):
        return [Token("word", "disqualify", "disqualify", body[at].start, body[at].end)]
    top = top_of(body[at:end])
    if top is not None:
        heading.limit = top
        return body[:start]
    while at < end:
        everything = words_at(body, at, _EVERYTHING)
        if (
            everything
            and at + everything < end
            and (bare_window_at(body, at + everything) or limit_at(body, at + everything))
        ):
            at += everything
            continue
        if body[at].is_sign(",", ";", "/") or body[at].is_word(
            "and", "points", "pts", "in", "total", "within", "needed", "required", "is", "enough", "must"
        ):
            window = bare_window_at(body, at)
            if window is None:
                at += 1
                continue
        of_each = words_at(body, at, _OF_EACH)
        if of_each and body[at + of_each].is_sign(",", ";", ")"):
            at += of_each
            continue
        limit = limit_at(body, at)
        if limit is not None:
            heading.limit, at = limit
            continue
        window = bare_window_at(body, at)
        if window is not None and window[1] <= end:
            heading.window, at = window[0].text, window[1]
            heading.notes += [window[0].assumption] if window[0].assumption else []
            continue
        head = head_at(body[:end], at)
        if head is not None:
            heading.least, at = head.least, max(head.end, at + 1)
            heading.window = head.window or heading.window
            continue
        counted = bound_at(body, at + words_at(body, at, (("any",),)))
        if counted is not None and counted[0].low is not None and counted[0].low_included and not counted[0].money:
            heading.least, at = int(counted[0].low), counted[1] + words_at(body, counted[1], phrases("of them|needed"))
            continue
        if words_at(body, at, phrases("any|one needed|one|at least one")):
            heading.least = "any"
            at += words_at(body, at, phrases("any|one needed|one|at least one"))
            continue
        if body[at].is_word("all", "both"):
            heading.least, at = "all", at + 1
            continue
        heading.role = "unread"
        return body
    return body[:start]


_OF_EACH: Final = phrases(
    "|".join(
        f"{each} {who}"
        for each in ("per", "for each", "of each", "each")
        for who in "contact lead person customer applicant client company account prospect student member".split()
    )
)
"""What holds of all points: a score is that of one lead."""


_EVERYTHING: Final = phrases(
    "everything|all|all of it|all of this|all of these|all of them|all events|all activity|all activities|all actions|"
    "all points|everything from|everything in|only|only events|events|activity|activities|all from|all below|all rules|"
    "everything here|everything below|counts|counting|only counting|lookback|look back|window|time frame|timeframe|"
    "all signals|all behaviour|all behavior|only activity|based on|looking at"
)


def _window(body: list[Token], heading: Heading) -> int:
    """ ", last 90 days" at the end of a heading."""
    for at in range(1, len(body)):
        if body[at - 1].is_sign(",", "-") or body[at].is_word("in", "within", "over", "last"):
            found = bare_window_at(body, at)
            if found is not None and found[1] == len(body) and not any(t.is_word("of", "any", "one") for t in body):
                heading.window = found[0].text
                heading.notes += [found[0].assumption] if found[0].assumption else []
                return len(body) - at + body[at - 1].is_sign(",", "-")
    return 0


def _limit(body: list[Token], heading: Heading) -> int:
    for back in range(2, 6):
        at = len(body) - back
        if at < 0:
            break
        found = limit_at(body, at)
        if found is not None and found[1] == len(body):
            heading.limit = found[0]
            while at and body[at - 1].is_sign(",", "-"):
                at -= 1
            return len(body) - at
    return 0


def _group_name(body: Sequence[Token]) -> str:
    return "_".join(t.text for t in body if t.kind == "word" and t.text in GROUPS)

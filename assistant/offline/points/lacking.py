"""When a clause that cannot be read is asked about, and when it is reported as unread. The one place that decides.

- It is **asked about** if it speaks of what the project knows and leaves out what a rule needs: a number ("lose
  points"), or what a vague word stands for ("hot leads", "a decent size"). The answer makes a rule of it.
- It is **unread** if it names something that the project has no name for (another system, a word in no list), or if it
  has its number of points and is only said in a way that cannot be read: no answer would help. A definition of which
  nothing at all is read and nothing is asked is declined.
"""

from collections.abc import Sequence
from typing import Final

from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.people import industry_words, title_words
from ...reading.places import place_words
from ...reading.tokens import Token
from ...reading.words import HARMLESS, known_forms, stem
from ..conditions.vague import engagement_choices, vague_end
from ..names.heads import stage_at
from ..names.lexicon import Lexicon, all_words, words_of
from ..names.ownwords import OWN_WORDS, SPOKEN
from .amounts import amounts_in
from .asking import unsaid_points
from .effects import Effect, effect_of
from .statements import Span
from .unsaid import unsaid_in

_PLAIN: Final = frozenset(
    """should would could will and or but then than those these that not never some more most less very too so such
    as up down over out off only other others them well good lot get gets got give gives receive receives make
    makes take takes higher lower larger smaller bigger big small between against after before while during
    because since now new old first last next each every all any both either neither none one two come comes
    came go goes going look looks like keep keeps kept show shows shown showing see sees seem seems seemed
    feel feels real really quite value weight weigh matter matters important priority points point score
    scores scoring way ways bit stuff thing things kind sort""".split()
)


def lacking(tokens: Sequence[Token], lexicon: Lexicon, text: str) -> Question | None:
    """What to ask of words that could not be read; None if no answer would help."""
    amounts = amounts_in(tokens, lexicon)
    if not tokens or (not amounts and any(_is_points(tokens, i) for i in range(len(tokens)))):
        return None  # "demo 30, lots of visits 5": a list of which some is told
    if (
        tokens[0].is_word(*_POINTING)
        and len(tokens) > 1
        and tokens[1].is_word("is", "are", "was", "s", "shows", "means")
    ):
        return None  # "that's a strong signal": a remark
    tokens = _without_purpose(tokens)
    priced = one_amount(tokens, lexicon)
    if amounts:
        is_relative = any(t.is_word("or", "but", "more", "less", "else", "otherwise") for t in tokens)
        if priced is None or is_relative or any(t.is_sign("(", ":") for t in priced.rest[:-1]):
            return None
        tokens = priced.rest
    vague = {i for at in range(len(tokens)) for i in range(at, vague_end(tokens, at, lexicon))}
    vague |= {i for i, t in enumerate(tokens) if t.is_word(*_LOOSE)}
    is_alone = len(text.strip()) < tokens[-1].end - tokens[0].start + 3
    if is_alone and priced is None:  # elsewhere they are headings
        vague |= {i for i, t in enumerate(tokens) if t.is_word("fit", "engagement", "important", "interesting", "best")}
    if any(_is_label(tokens, i) for i in vague):
        return None  # "60 or more = Hot": what it is to be called
    has_vague = bool(vague)
    has_intent = unsaid_in(tokens) is not None or unsaid_points(tokens) is not None
    if not (has_vague or has_intent):
        return None
    known = _known(lexicon)
    content = [t for t in tokens if t.kind == "word" and t.text not in HARMLESS and t.text not in _PLAIN]
    unknown = [
        t
        for i, t in enumerate(tokens)
        if t in content
        and i not in vague
        and t.text not in known
        and stem(t.text) not in known
        and stage_at(tokens, i, lexicon) is None
    ]
    if priced is not None and (unknown or not has_vague or not _is_of_project(tokens, vague, content, lexicon)):
        return None  # it has its points: only a vague word of this project's names may be all that is open
    if any(t.raw[:1].isupper() and t is not tokens[0] for t in unknown) or any(t.kind == "domain" for t in tokens):
        return None  # the name of something else
    if not content or len(unknown) * (2 if has_vague else 3) > len(content):
        return None
    if not has_vague and all(t in unknown or not _is_named(t, lexicon) for t in content):
        return None  # nothing of the project is spoken of
    choices = engagement_choices(lexicon)
    size = ("50 or more employees",) if lexicon.of_concept("employees") is not None else ()
    shown = Span.of(tokens).words(text, 100)
    return Question(
        f"What has a lead done, or what is it, that “{shown}” is about?", (*choices[:3], *size) or ("anything",)
    )


def _is_label(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is what is defined: "Sales-ready = at least 3 of these", "… = Hot"."""
    end = at + 1
    before = at > 0 and tokens[at - 1].is_sign("=", ":", "→")
    return (before and end == len(tokens)) or (end + 2 < len(tokens) and tokens[end].is_sign("="))


_POINTING: Final = "that this it these those which they".split()
_LOOSE: Final = (
    "good bad high low strong weak decent poor proper loyal promising enough big bigger large larger small smaller "
    "long "
    "longer short shorter often regularly recently lately soon quality solid reasonable serious keen often valuable "
    "junk rubbish spam unqualified irrelevant unsuitable wrong"
).split()
"""Words that are vague wherever they stand in a clause that cannot be read."""


def _is_points(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number ends a part, as points do."""
    t = tokens[at]
    ends = at + 1 == len(tokens) or tokens[at + 1].is_sign(",", ";")
    return t.kind == "number" and not (t.or_more or t.money or t.percent) and ends


def one_amount(tokens: Sequence[Token], lexicon: Lexicon) -> Effect | None:
    """The points of a clause that are all there is to them: one amount, no limit."""
    effect = effect_of(tokens, lexicon)
    is_plain = not (effect.has_tally or effect.fade or effect.window or effect.is_single or effect.is_endless)
    numbers = [t for t in effect.rest if t.kind == "number"]
    return effect if effect.amount is not None and is_plain and not numbers and effect.rest else None


def _is_of_project(tokens: Sequence[Token], vague: set[int], content: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether all that is said beside the vague words are names of the project."""
    plain = [t for i, t in enumerate(tokens) if t in content and i not in vague]
    return all(_is_named(t, lexicon) for t in plain)


_PURPOSES: Final = phrases(
    "so the|so that|so we|so our|so they|so sales|so it|so i|in order to|because|to make sure|so as to|to help|since we"
)


def _without_purpose(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words before "so the SDRs see them first": what it is for needs no rule."""
    at = next((i for i in range(4, len(tokens)) if words_at(tokens, i, _PURPOSES)), len(tokens))
    return tokens[:at] if not any(t.kind == "number" for t in tokens[at:]) else tokens


def _is_named(t: Token, lexicon: Lexicon) -> bool:
    s = stem(t.text)
    return any(s in source.own or s in source.explained for source in lexicon.sources) or any(
        t.text in said for f in lexicon.fields for said in f.said
    )


def _known(lexicon: Lexicon) -> frozenset[str]:
    words = known_forms() | OWN_WORDS | SPOKEN | title_words() | industry_words() | place_words()
    declared = set(all_words(lexicon)) | {s for source in lexicon.sources for s in source.explained}
    declared |= {w for source in lexicon.sources for p in source.properties for w in words_of(p.name)}
    return frozenset(words | declared | {stem(w) for w in declared})

"""Words that must not be guessed at: "recently", "a lot", "mid-market", "engaged", "senior". Each becomes a
question, and the answer stands in its place when the definition is read again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.numerals import with_number_words
from ...reading.times import bare_window_at, window_at
from ...reading.tokens import Token, same_length, tokens_of
from ...reading.words import stem
from ..names.lexicon import Lexicon
from .outsized import outsized_at
from .sized import sized_at
from .titles import title_field_at
from .unlimited import unlimited_at
from .unmeasured import unmeasured_at
from .untimed import Vague, untimed_at, while_at
from .vaguer import KEEN, MANY, OFTEN, QUIET, SENIOR
from .valued import value_field_at
from .years import in_year, is_yearless


@dataclass(frozen=True, slots=True)
class Filled:
    """The tokens with a stand-in or the answer for each vague word. ``questions``: those without an answer."""

    tokens: tuple[Token, ...]
    questions: tuple[Question, ...]


_RECENT: Final = phrases("recently|recent|lately|of late|not long ago|these days|very recently")
_OFTEN: Final = phrases(
    "a lot|frequently|often|regularly|repeatedly|many times|several times|multiple times|a few times|lots of times|"
    "quite a few times|quite a bit|a bunch of times|heavily|numerous times|a couple times"
)
_MANY: Final = phrases(
    "a lot of|lots of|many|several|multiple|a few|numerous|plenty of|a bunch of|quite a few|a number of|tons of|enough|"
    "repeat|repeated|frequent|regular|loads of|a load of|heaps of|masses of|a ton of|stacks of|countless|a fair few|"
    "a good number of|a whole bunch of|more than a few|a good many|a great many|a great deal of|umpteen"
)
_SENIOR: Final = phrases(
    "senior|senior people|senior leaders|senior leadership|senior executives|senior management|"
    "senior decision makers|"
    "senior roles|senior titles|senior title|senior level|leadership|executives|execs|exec|decision makers|"
    "decision maker|"
    "senior contacts|high level people|top management|seniors|leaders|senior role|senior position|senior stakeholders"
)
_DEGREES: Final = phrases("really|very|highly|actively|super|quite|truly|seriously|pretty|genuinely|so|extremely")
_KEEN: Final = phrases(
    "engaged|active|interested|hot|warm|keen|committed|serious|high intent|sales ready|ready to buy|in market|"
    "good fit|"
    "a good fit|ideal customer|the right fit|a great fit|right fit|strong interest|high engagement|engaging|"
    "great fit|"
    "real interest|genuine interest|shown real interest|shown genuine interest|shows real interest|show real interest|"
    "clear interest|serious interest|showed interest|showed real interest|have shown real interest|some interest|"
    "shows interest|show interest|showing interest|shown interest|good leads|quality leads|high quality|"
    "well qualified|regular visitors|frequent visitors|repeat visitors|returning visitors|heavy users|power users|"
    "loyal users|regular users|frequent users|good prospects|strong leads|strong prospects|quality prospects|"
    "show intent|shows intent|buying intent|purchase intent|interest|a strong fit|strong fit|excited"
)
_WITH: Final = ("with", "in", "on", "about", "by")
_WHAT: Final = phrases(
    "our site|our website|our product|our content|our brand|our emails|us|the site|the website|our company|"
    "the product|"
    "our platform|our solution|our marketing|the brand|our products|our stuff|our web site|buying|our crm"
)


_ALL_KEEN: Final = (_KEEN, _KEEN + KEEN)
_ALL_OFTEN: Final = (_OFTEN, _OFTEN + OFTEN)
_ALL_MANY: Final = (_MANY, _MANY + MANY)
_ALL_SENIOR: Final = (_SENIOR, _SENIOR + SENIOR)
"""The words for every clause, and those for one that cannot be read otherwise."""


def fill(tokens: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str], wide: bool = False) -> Filled:
    """Reads on over all vague words; see ``Filled``. ``wide``: also words that mean something exact elsewhere, such as
    "good" and "long": only of a clause that cannot be read otherwise."""
    found: list[Token] = []
    questions: list[Question] = []
    at = 0
    while at < len(tokens):
        if is_yearless(tokens[at]):
            day, question = in_year(tokens[at], answers)
            found.append(day)
            questions += [question] if question is not None else []
            at += 1
            continue
        vague = None if tokens[at].kind != "word" else _vague_at(tokens, at, lexicon, answers, wide)
        if vague is None:
            found.append(tokens[at])
            at += 1
            continue
        end, question, stand_in, wrap = vague
        told = _told_behind(tokens, end, question, lexicon)
        if told is not None:
            words, at = told
            found += words
            continue
        answer = answers.get(question.text)
        if answer is None and question.text:
            questions.append(question)
        words = wrap.replace("*", answer if answer is not None else stand_in)
        found += _placed(words, tokens[at], tokens[end - 1])
        is_number = end < len(tokens) and tokens[end].kind == "number" and not tokens[end].signed
        if is_number and any(t.kind == "number" for t in found[-3:]):  # "good budget 20": points behind a number
            found.append(Token("sign", ":", ":", tokens[end].start, tokens[end].start))
        at = end
    return Filled(tuple(found), tuple(questions))


def _told_behind(
    tokens: Sequence[Token], at: int, question: Question, lexicon: Lexicon
) -> tuple[Sequence[Token], int] | None:
    """What stands in parentheses behind vague words and says what they mean: "recently (last 14 days)", "senior people
    (directors and above)"; and where it ends."""
    closing = next((i for i in range(at, min(at + 14, len(tokens))) if tokens[i].is_sign(")")), 0)
    if not closing or not tokens[at].is_sign("("):
        return None
    inside = tokens[at + 1 : closing]
    if question.text.startswith("How long ago"):
        window = window_at(inside, 0) or bare_window_at(inside, 0)
        if window is None or window[1] != len(inside):
            return None
        within = [] if inside[0].is_word("in", "within") else _placed("in the", tokens[at], tokens[at])
        start = int(inside[0].is_word("the", "in", "within"))
        return [*(within or inside[:1]), *inside[start:]], closing + 1
    title = title_field_at(inside, 0, lexicon) if question.text.startswith("Which titles") else None
    return (inside, closing + 1) if title is not None and title.end == len(inside) else None


def _placed(words: str, first: Token, last: Token) -> list[Token]:
    """Tokens of other words in place of some; they keep the place of those, for quoting."""
    read = with_number_words(tokens_of(same_length(words)))
    return [
        Token(t.kind, t.text, t.raw, first.start, last.end, t.value, t.money, t.percent, t.or_more, t.signed, t.unit)
        for t in read
    ]


def _vague_at(
    tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str], wide: bool
) -> Vague | None:
    if _is_term(tokens, at, lexicon):
        return None
    found = _wide_at(tokens, at, lexicon, answers) if wide else None
    if found is not None or _is_defined(tokens, at, lexicon):
        return found
    return (
        _quiet(tokens, at, wide) or _fitting(tokens, at, lexicon) or _recent(tokens, at)
        or sized_at(tokens, at, lexicon, wide) or _keen(tokens, at, lexicon, wide) or _often(tokens, at, wide)
        or _senior(tokens, at, lexicon, wide)
    )  # fmt: skip


def _wide_at(tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]) -> Vague | None:
    return (
        unmeasured_at(tokens, at, lexicon)
        or outsized_at(tokens, at, lexicon, answers)
        or untimed_at(tokens, at, lexicon)
        or unlimited_at(tokens, at)
        or _again(tokens, at)
    )


def _is_term(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the definition says itself what the words mean."""
    own = [*(words for words, _ in lexicon.terms), *lexicon.own_stages]
    return any(words_at(tokens, at, (words,)) for words in own)


def _is_defined(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the project does."""
    if any(words_at(tokens, at, (words,)) for words in lexicon.defined.get(tokens[at].text, ())):
        return True
    named = {w for t in (*tokens[max(at - 3, 0) : at], *tokens[at + 1 : at + 2]) if t.kind == "word" for w in (t.text,)}
    said = tokens[at].text
    of = [f for f in lexicon.fields if said in {v.lower() for v in f.enumerated}]
    first = tokens[0].text if len(tokens) > 1 and tokens[1].is_sign(":", "=") else ""
    return any(
        f.name in (first, *named)
        or f.name.split("_")[-1] in named
        or _is_listed(tokens, at, {v.lower() for v in f.enumerated})
        for f in of
    )  # "the plan is enterprise"


def _is_listed(tokens: Sequence[Token], at: int, values: set[str]) -> bool:
    """ "business, enterprise", "team or enterprise": beside another value of the same field."""
    before, behind = tokens[max(at - 2, 0) : at], tokens[at + 1 : at + 3]
    joints = [t for t in (*before[1:], *behind[:1]) if t.is_sign(",", "/") or t.is_word("or", "and")]
    others = [t for t, joint in ((before[:1], before[1:]), (behind[1:2], behind[:1])) if joint and joint[0] in joints]
    return any(t and t[0].kind == "word" and t[0].text in values for t in others)


def vague_end(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """Where vague words end that begin here and about which there is something to ask; ``at`` if there are none."""
    found = None if tokens[at].kind != "word" else _vague_at(tokens, at, lexicon, {}, True)
    return found[0] if found is not None and found[1].text else at


def _raw(tokens: Sequence[Token], at: int, end: int) -> str:
    return " ".join(t.raw for t in tokens[at:end])


def _recent(tokens: Sequence[Token], at: int) -> Vague | None:
    size = words_at(tokens, at, _RECENT)
    if not size or (at and tokens[at - 1].is_word("most", "last", "the")):
        return None
    raw = _raw(tokens, at, at + size)
    question = Question(f"How long ago is “{raw}” at most?", ("7 days", "30 days", "90 days"))
    return at + size, question, "30 days", "in the last *"


_QUIET: Final = phrases(
    "gone quiet|going quiet|goes quiet|go quiet|went quiet|gone dark|going dark|goes dark|go dark|went dark|gone cold|"
    "going cold|goes cold|go cold|gone silent|going silent|goes silent|go silent|went silent|inactive|been inactive|"
    "inactivity|become inactive|becomes inactive|stopped engaging|stops engaging|stop engaging|dormant|not active|"
    "no longer active|stopped responding|no longer engaged|stale|unresponsive|disengaged|lapsed"
)
_ALL_QUIET: Final = (_QUIET, _QUIET + QUIET)
_UNITS_OF_TIME: Final = frozenset(
    "minute minutes hour hours day days week weeks month months quarter quarters year years fortnight d w mo".split()
)


def _quiet(tokens: Sequence[Token], at: int, wide: bool) -> Vague | None:
    """ "gone quiet", where nothing says for how long."""
    size = words_at(tokens, at, _ALL_QUIET[wide])
    if wide and size and while_at(tokens, at + size) is not None:
        return None  # "gone quiet for a while": the while is asked
    if not size or any(t.text in _UNITS_OF_TIME or t.unit in _UNITS_OF_TIME for t in tokens):
        return None
    raw = _raw(tokens, at, at + size)
    question = Question(f"For how long is it “{raw}”?", ("30 days", "60 days", "90 days"))
    return at + size, question, "30 days", "no activity in the last *"


_RIGHT: Final = frozenset(
    """right good decent proper relevant suitable appropriate best nice great interesting important strategic desirable
    attractive top favorite favourite wrong bad fitting correct reasonable sensible healthy""".split()
)


def _fitting(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Vague | None:
    """ "a decent size", "the right industries": which?"""
    i = at + tokens[at].is_word("a", "an", "the", "of")
    i += i < len(tokens) and tokens[i].is_word("a", "an", "the")
    if i + 1 >= len(tokens) or not tokens[i].is_word(*_RIGHT) or tokens[i + 1].kind != "word":
        return None
    noun, end = tokens[i + 1].text, i + 2
    if noun in ("job", "company") and end < len(tokens) and tokens[end].is_word("title", "titles", "size"):
        noun, end = tokens[end].text, end + 1
    concept = next((c for c, words in _NOUNS_OF.items() if noun in words), "")
    field = lexicon.of_concept(concept) if concept else None
    if field is None:
        return None
    raw = _raw(tokens, i, end)
    known = lexicon.values(field)[:3]
    choices = _CHOICES_OF[concept] if concept in _CHOICES_OF else tuple(known) or ("software",)
    shown = {"employees": "How many employees is", "title": "Which titles are"}.get(concept, "Which are")
    return (
        end,
        Question(f"{shown} “{raw}”?", choices),
        choices[0],
        {"employees": "with *", "country": "in *"}.get(concept, "*"),
    )


_NOUNS_OF: Final = {
    "employees": ("size", "sizes", "sized", "headcount"),
    "industry": ("industry", "industries", "sector", "sectors", "vertical", "verticals"),
    "title": ("title", "titles", "role", "roles", "seniority", "position", "positions"),
    "country": (
        "country",
        "countries",
        "region",
        "regions",
        "geography",
        "geographies",
        "location",
        "market",
        "markets",
    ),
    "source": ("source", "sources", "channel", "channels"),
}
_CHOICES_OF: Final = {
    "employees": ("50 or more employees", "100 or more employees", "500 or more employees"),
    "title": ("director or above", "VP or above", "manager or above"),
    "country": ("the US", "the US or Canada", "the EU"),
}


_COUNTING: Final = "count counts matter matters weigh weighs score scores worth".split()


_REPEATED: Final = frozenset("visit view click download login open reply session purchase order".split())


def _often(tokens: Sequence[Token], at: int, wide: bool) -> Vague | None:
    if at and tokens[at - 1].is_word(*_COUNTING):
        return None  # "counts a lot" is about points
    size = words_at(tokens, at, _ALL_OFTEN[wide])
    many = words_at(tokens, at, _ALL_MANY[wide])
    if at and tokens[at - 1].is_word("however", "how"):
        return None  # "however many fairs" asks for no number
    if (
        many
        and tokens[at].is_word("repeat", "repeated", "frequent", "regular")
        and not any(t.kind == "word" and stem(t.text) in _REPEATED for t in tokens[at + 1 : at + 4])
    ):
        return None
    if many and at + many < len(tokens) and tokens[at + many].is_word("points", "point", "pts", "credit", "extra"):
        return None  # "a lot of points": how many is asked for elsewhere
    if many >= size and many:
        raw = _raw(tokens, at, at + many)
        question = Question(f"How many is “{raw}” at least?", ("2 or more", "3 or more", "5 or more"))
        return at + many, question, "3 or more", "*"
    if size:
        raw = _raw(tokens, at, at + size)
        question = Question(
            f"How often is “{raw}” at least?", ("2 or more times", "3 or more times", "5 or more times")
        )
        return at + size, question, "3 or more times", "*"
    return None


_AGAIN: Final = phrases(
    "keeps coming back to|keep coming back to|keeps returning to|keep returning to|comes back to|come back to|"
    "kept coming back to|came back to|returns to|keeps going back to|goes back to|keeps visiting|keep visiting|"
    "keeps looking at|keep looking at|kept looking at|keeps checking|keep checking|kept visiting|"
    "repeatedly comes back to|can not stop looking at|cannot stop looking at|is always on|are always on"
)


def _again(tokens: Sequence[Token], at: int) -> Vague | None:
    """ "keeps coming back to the prices": how often?"""
    size = words_at(tokens, at, _AGAIN)
    if not size:
        return None
    question = Question(
        f"How often is “{_raw(tokens, at, at + size)}” at least?",
        ("2 or more times", "3 or more times", "5 or more times"),
    )
    return at + size, question, "3 or more times", "visited * the"


_TITLES: Final = "director directors manager managers vp vps engineer engineers vice consultant consultants".split()


def _senior(tokens: Sequence[Token], at: int, lexicon: Lexicon, wide: bool) -> Vague | None:
    size = words_at(tokens, at, _ALL_SENIOR[wide])
    if not size or (lexicon.of_concept("title") or lexicon.of_concept("seniority")) is None:
        return None
    if at + size < len(tokens) and tokens[at + size].is_word(*_TITLES):
        return None
    raw = _raw(tokens, at, at + size)
    choices = ("director or above", "VP or above", "manager or above")
    return at + size, Question(f"Which titles are “{raw}”?", choices), choices[0], "*"


def _keen(tokens: Sequence[Token], at: int, lexicon: Lexicon, wide: bool) -> Vague | None:
    degree = words_at(tokens, at, _DEGREES)
    size = words_at(tokens, at + degree, _ALL_KEEN[wide])
    before = tokens[max(at - 3, 0) : at]
    if before and before[-1].is_word("not", "been", "never") and any(t.is_word("not", "never") for t in before):
        return None  # "has not been active" is told in another way
    if size and not degree and tokens[at].is_word("active") and window_at(tokens, at + 1) is not None:
        return None  # "active in the last 7 days": any activity
    if not size or (words_at(tokens, at + degree, (("interested", "in"),)) and value_field_at(tokens, at, lexicon)):
        return None
    end = at + degree + size
    if end < len(tokens) and tokens[end].is_word(*_WITH):
        end += (1 + what) if (what := words_at(tokens, end + 1, _WHAT)) else 0
    choices = engagement_choices(lexicon)
    if not choices:
        return None
    raw = _raw(tokens, at, end)
    return end, Question(f"What has somebody done who is “{raw}”?", choices), choices[0], "*"


def engagement_choices(lexicon: Lexicon) -> tuple[str, ...]:
    """Things that a lead can do here, in words that are read again as they stand."""
    found: list[str] = []
    for stems, words in (
        ({"page"}, "visited 3 or more pages"),
        ({"pricing"}, "visited the pricing page"), ({"demo"}, "requested a demo"),
        ({"webinar", "attend"}, "attended a webinar"), ({"download"}, "downloaded content"),
    ):  # fmt: skip
        for source in lexicon.sources:
            if stems <= source.own and (stems != {"page"} or not source.strong):
                found.append(words)
                break
    if not found:
        found = [s.name for s in lexicon.sources]
    return tuple(found[:3])

"""The forms of verbs: "grab" is also grabs, grabbed and grabbing; "get hold of" also got hold of."""

from collections.abc import Container
from functools import lru_cache
from typing import Final

_IRREGULAR: Final = {
    first: tuple(line.split())
    for line in """get gets got gotten getting|take takes took taken taking|go goes went gone going|
    come comes came coming|make makes made making|bring brings brought bringing|send sends sent sending|
    put puts putting|hit hits hitting|sit sits sat sitting|give gives gave given giving|
    write writes wrote written writing|see sees saw seen seeing|read reads reading|run runs ran running|
    spend spends spent spending|leave leaves left leaving|find finds found finding|be is are was were been being|
    have has had having|speak speaks spoke spoken speaking|catch catches caught catching|drop drops dropped dropping|
    pay pays paid paying|stop stops stopped stopping|pop pops popped popping|swing swings swung swinging|
    hand hands handed handing|throw throws threw thrown throwing|set sets setting|spin spins spun spinning|
    grab grabs grabbed grabbing|snag snags snagged snagging|tune tunes tuned tuning|begin begins began begun beginning|
    sign signs signed signing|show shows showed shown showing|hold holds held holding|keep keeps kept keeping|
    skim skims skimmed skimming|scan scans scanned scanning|dial dials dialled dialed dialling dialing|
    buy buys bought buying|do does did done doing|hook hooks hooked hooking|try tries tried trying|
    study studies studied studying|submit submits submitted submitting|chat chats chatted chatting|
    meet meets met meeting|tell tells told telling|win wins won winning|log logs logged logging""".replace(
        "\n", ""
    ).split("|")
    for first in [line.split()[0]]
}


@lru_cache(maxsize=2_000)
def forms(phrase: str) -> tuple[tuple[str, ...], ...]:
    """A verb with what goes with it, in all of its forms.

    >>> [" ".join(words) for words in forms("pull down")]
    ['pull down', 'pulls down', 'pulled down', 'pulling down']
    """
    verb, *rest = phrase.split()
    return tuple((form, *rest) for form in _forms(verb))


def _forms(verb: str) -> tuple[str, ...]:
    if verb in _IRREGULAR:
        return (verb, *(form for form in _IRREGULAR[verb] if form != verb))
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return verb, f"{verb}es", f"{verb}ed", f"{verb}ing"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    return verb, f"{verb}s", f"{verb}ed", f"{verb}ing"


def first_form(gerund: str, known: Container[str]) -> str:
    """ "getting" → "get", "using" → "use"; "" if no such verb is known.

    >>> first_form("dialling", ("dial",)), first_form("using", ("use",))
    ('dial', 'use')
    """
    for verb, rest in _IRREGULAR.items():
        if gerund in rest:
            return verb
    base = gerund.removesuffix("ing")
    doubled = base[:-1] if len(base) > 3 and base[-1] == base[-2] else ""
    for verb in (doubled, f"{base}e", base):
        if verb and (verb in known or verb in _OTHERS):
            return verb
    return ""


_OTHERS: Final = frozenset(
    "upload apply refer cancel complain renew churn log join subscribe unsubscribe comment share like follow finish "
    "deposit transfer enrol enroll pass fail enter exit activate upgrade downgrade install configure integrate reach "
    "spend live work use want need own sell employ belong come run".split()
)


def past(verb: str) -> str:
    """ "get" → "got", "watch" → "watched"."""
    found = _forms(verb)[2]
    return verb if found.endswith("ing") else found


_PAST: Final = frozenset(
    "sent came got took went saw made left met put wrote gave spoke bought brought began hit read grabbed had".split()
)


def is_past(word: str) -> bool:
    """Whether a word says that something was done: "requested", "sent"."""
    return word.endswith("ed") or word in _PAST

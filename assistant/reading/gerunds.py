"""What somebody gets points for doing, as what he did: "for watching a video" as "if they watched a video"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .instead import instead
from .tokens import Token
from .verbs import first_form, past
from .words import known_forms

_STATES: Final = frozenset(
    "work live use want need come belong own sell run employ reside sit hail manage look".split()
)
"""What is so and not done: who works somewhere, and who worked there."""
_NO_VERBS: Final = frozenset(
    """marketing pricing onboarding training meeting testing engineering manufacturing consulting banking advertising
    accounting shipping purchasing nursing housing building screening hearing listing booking billing evening
    morning landing mailing nothing anything something everything during following including excluding according
    regarding concerning depending pending rating ranking branding publishing printing catering engineering scoring
    processing recruiting staffing outstanding existing incoming outgoing remaining trending king ring spring string
    bring sing thing wedding planning learning gaming farming mining fishing packaging tooling computing
    networking programming parking setting offering""".split()
)
_BEFORE: Final = ("for", "and", "or", "but", "when", "by", "then", "whoever", "if", "than")


def as_done(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The clause with what is done said of somebody who did it; unchanged where nobody does anything in it."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        t = tokens[at]
        before = tokens[at - 1] if at else None
        denied = t.is_word("not", "never", "without") and at + 1 < len(tokens)
        verb = tokens[at + 1] if denied else t
        starts = before is None or before.is_word(*_BEFORE) or before.is_sign(",", ":", "(", "→", "-", "=", "/")
        starts = starts or (before is not None and before.kind == "number")
        doing = _verb(verb) if starts or (before is not None and before.is_word("also", "just", "both")) else ""
        if not doing:
            found.append(t)
            at += 1
            continue
        if found and found[-1].is_word("for", "by"):
            found[-1:] = instead([found[-1]], "if they")
        if denied and doing not in ("be", "have"):
            word = f"never {past(doing)}" if t.is_word("never") else f"did not {doing}"
            found += instead(tokens[at : at + 2], word if doing not in _STATES else f"do not {doing}")
        elif denied:
            found += instead(tokens[at : at + 2], {"be": "are not", "have": "do not have"}[doing])
        else:
            word = {"be": "are", "have": "have"}.get(doing) or (doing if doing in _STATES else past(doing))
            found.append(replace(t, text=word))
        at += 1 + denied
    return tuple(found)


def _verb(t: Token) -> str:
    """The verb of a word on "-ing"; "" if it is none."""
    if t.kind != "word" or not t.text.endswith("ing") or len(t.text) < 5 or t.text in _NO_VERBS:
        return ""
    return first_form(t.text, known_forms())

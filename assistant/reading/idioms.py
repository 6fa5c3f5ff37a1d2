"""English as many write it who did not grow up with it: "are getting 15 points", "more as 50", "from 100 upwards"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .instead import instead
from .numbers import phrases, words_at
from .tokens import Token

_GOING_ON: Final = {
    "getting": "get", "receiving": "receive", "earning": "earn", "counting": "count", "giving": "give", "adding": "add",
    "bringing": "bring", "losing": "lose", "gaining": "gain", "scoring": "score", "having": "have",
    "becoming": "become",
    "qualifying": "qualify", "costing": "cost", "collecting": "collect", "meaning": "mean", "subtracting": "subtract",
    "making": "make", "deducting": "deduct", "awarding": "award", "needing": "need", "wanting": "want",
    "belonging": "belong", "deserving": "deserve", "loosing": "lose", "taking": "take",
    "dropping": "drop", "decreasing": "decrease", "increasing": "increase",
    "granting": "grant",
}  # fmt: skip
"""What goes on, and is said of what is so."""
_BE: Final = ("is", "are", "be", "am", "been")
_COMPARED: Final = "more less fewer greater higher lower larger smaller bigger older younger longer shorter".split()
_SOMEBODY: Final = phrases(
    "somebody|someone|a lead|a person|a contact|a prospect|any lead|every lead|each lead|any contact|any person|"
    "anybody|everybody|everyone"
)
_STAGES: Final = ("mql", "sql", "sal", "pql", "us", "qualified", "lead")
_UPWARDS: Final = phrases("upwards|onwards|on|and up|and upwards|and more|and above|and higher|and onwards|up")
_ON_THE_PHONE: Final = phrases(
    "|".join(
        f"{verb} {whom}{where}"
        for verb in ("talked", "spoke", "spoken", "talks", "talk", "speaks", "speak", "talking", "speaking")
        for whom in ("", "to us ", "with us ", "to sales ", "with sales ", "to our team ", "with our team ")
        for where in ("on the phone", "by phone", "over the phone", "on the telephone", "by telephone", "on a call")
    )
)
_OTHERWISE: Final = {
    "had a call": _ON_THE_PHONE,
    "anyone who": phrases("whoever|whosoever|who ever|everyone which|everybody which|anyone which|somebody which"),
    "every time": phrases("everytime|each and every time|every single time|any time that|anytime"),
    "someone who": phrases("someone which|a person which|someone whom"),
    "made a booking": phrases(
        "booked something with us|booked something|booked with us|booked anything with us|booked something from us|"
        "booked one of our trips|booked with us before|have booked with us|book something with us"
    ),
    "have a budget of": phrases(
        "|".join(
            f"{want} to spend"
            for want in (
                "want",
                "wants",
                "plan",
                "plans",
                "intend",
                "intends",
                "are willing",
                "is willing",
                "are ready",
                "is ready",
                "are prepared",
                "is prepared",
                "are happy",
                "is happy",
                "are planning",
                "is planning",
                "are looking",
                "hope",
                "would like",
                "can afford",
                "expect",
                "expects",
                "mean",
                "is looking",
            )
        )
        + "|can spend|are going to spend|is going to spend|could spend|will spend"
    ),
    "in usa": phrases("in the states|based in the states|located in the states|over in the states"),
    "from usa": phrases("from the states"),
    "information": phrases("informations|infos"),
    "employees": phrases("employes|collaborators|coworkers|co workers"),
}


def _with_turnover(tokens: Sequence[Token], at: int) -> int:
    """ "turn over" of "companies that turn over more than ten million dollars"."""
    size = words_at(tokens, at, phrases("turn over|turns over|are turning over|is turning over"))
    number = at + size + (words_at(tokens, at + size, _MORE) if size else 0)
    return size if size and number < len(tokens) and tokens[number].kind == "number" else 0


_WRITING: Final = phrases(
    "|".join(
        f"{verb}{us} {way} {a}"
        for verb in ("write", "writes", "mail", "mails", "e-mail", "e-mails", "email", "emails", "wrote", "are writing",
                     "get in touch", "contact", "contacts", "reach", "sign up", "signs up", "signed up", "register",
                     "registers", "registered", "come", "comes", "is writing", "emailed", "mailed", "contacted",
                     "got in touch")
        for us in ("", " us", " to us", " in", " to me", " me")
        for way in ("from", "with", "using", "on", "through")
        for a in ("a", "an", "their", "some", "one of those")
    )
)  # fmt: skip
_ADDRESS: Final = ("address", "addresses", "account", "accounts", "mailbox", "mail", "e-mail", "email", "domain")


def _writing(tokens: Sequence[Token], at: int) -> int:
    """ "write from a" of "if they write from a gmail or yahoo address"."""
    size = words_at(tokens, at, _WRITING)
    if not size:
        return 0
    for t in tokens[at + size : at + size + 6]:
        if t.is_word(*_ADDRESS):
            return size
        if t.kind == "sign" or t.is_word("in", "for", "and", "if"):
            return 0
    return 0


def _are_them(tokens: Sequence[Token], at: int) -> bool:
    """ "of them" of "four or more of them travelling": people, and no part of a list."""
    if not at or at + 2 >= len(tokens) or not (tokens[at].is_word("of") and tokens[at + 1].is_word("them")):
        return False
    is_behind = tokens[at - 1].kind == "number" or tokens[at - 1].is_word("more", "fewer", "less")
    return is_behind and tokens[at + 2].kind == "word" and tokens[at + 2].text.endswith("ing")


_DOING: Final = phrases(
    "do|does|make|makes|turn over|turns over|are doing|is doing|bring in|brings in|pull in|earn|earns"
)
_MORE: Final = phrases("over|more than|at least|above|under|less than|between|up to|upwards of|north of|a minimum of")


def _turning_over(tokens: Sequence[Token], at: int) -> int:
    """ "do" of "the ones that do over a million in revenue"."""
    size = words_at(tokens, at, _DOING)
    more = words_at(tokens, at + size, _MORE) if size else 0
    number = at + size + more
    if not size or number >= len(tokens) or tokens[number].kind != "number":
        return 0
    behind = tokens[number + 1 : number + 6]
    end = next((i for i, t in enumerate(behind) if t.kind == "sign"), len(behind))
    return size if any(t.is_word("revenue", "turnover", "sales") for t in behind[:end]) else 0


def with_idioms(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words as somebody would say them who did."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        t = tokens[at]
        size, words = _going_on(tokens, at)
        if not size:
            size, words = max((words_at(tokens, at, several), said) for said, several in _OTHERWISE.items())
        if not size and _are_them(tokens, at):
            size, words = 2, "people"
        if not size and (size := _turning_over(tokens, at)):
            words = "has" if tokens[at].text.endswith("s") else "have"
        if not size and (size := _with_turnover(tokens, at)):
            words = "have revenue of"
        if not size and (size := _writing(tokens, at)):
            words = "has a" if tokens[at].text.endswith("s") else "have a"
        if size:
            found += instead(tokens[at : at + size], words)
            at += size
            continue
        who = words_at(tokens, at, _SOMEBODY)
        if who and at > 1 and tokens[at - 1].is_word("is", "means", "as") and tokens[at - 2].is_word(*_STAGES):
            found += instead(tokens[at : at + who], "anyone")
            at += who
            continue
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        if (
            t.is_word("as")
            and at
            and tokens[at - 1].is_word(*_COMPARED)
            and behind is not None
            and behind.kind == "number"
        ):
            t = replace(t, text="than")
        end = _upwards(tokens, at)
        if end:
            upwards = words_at(tokens, end, _UPWARDS)
            found += [*instead([t], "at least"), *tokens[at + 1 : end]]
            at = end + upwards
            continue
        found.append(t)
        at += 1
    return tuple(found)


def _going_on(tokens: Sequence[Token], at: int) -> tuple[int, str]:
    """ "are getting" as "get", "is not counting" as "does not count"."""
    if not tokens[at].is_word(*_BE):
        return 0, ""
    step = 2 if at + 1 < len(tokens) and tokens[at + 1].is_word("not", "also", "always", "only") else 1
    verb = tokens[at + step] if at + step < len(tokens) else None
    if verb is None or verb.kind != "word" or verb.text not in _GOING_ON or verb.is_joined:
        return 0, ""
    said = _GOING_ON[verb.text]
    one = tokens[at].is_word("is")
    many = {"have": "has", "qualify": "qualifies"}.get(said, f"{said}s") if one else said
    if step == 1:
        return 2, many
    between = tokens[at + 1].text
    if between == "not":
        return 3, f"{'does' if one else 'do'} not {said}"
    return 3, f"{between} {many}"


def _upwards(tokens: Sequence[Token], at: int) -> int:
    """Where "upwards" stands of "from 100 employees upwards" that begins here; 0 if it does not."""
    if not tokens[at].is_word("from") or at + 2 >= len(tokens) or tokens[at + 1].kind != "number":
        return 0
    end = at + 2
    while end < len(tokens) and end - at < 4 and tokens[end].kind == "word" and not words_at(tokens, end, _UPWARDS):
        end += 1
    size = words_at(tokens, end, _UPWARDS)
    if size == 1 and end + 1 < len(tokens) and tokens[end + 1].is_word("to"):
        return 0  # "from 20 up to 90"
    if not size or (tokens[end].is_word("on") and end + 1 < len(tokens) and tokens[end + 1].is_word("the", "our", "a")):
        return 0
    return end

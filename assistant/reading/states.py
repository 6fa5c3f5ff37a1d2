"""The states of the United States and their codes of two letters."""

from collections.abc import Sequence
from typing import Final

from .tokens import Token

_STATES: Final[dict[str, str]] = {
    pair[:2]: pair[3:]
    for pair in (
        "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|FL Florida|"
        "GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|"
        "MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|"
        "NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|"
        "OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|"
        "UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|DC District of Columbia"
    ).split("|")
}
_CODES: Final = {name.lower(): code for code, name in _STATES.items()}


def as_states(values: Sequence[str], only_codes: bool) -> list[str] | None:
    """The states that all the values name, by their codes, or by codes and names; None if one of them is no state.

    >>> as_states(["California", "texas"], True), as_states(["NY"], False), as_states(["Bavaria"], True)
    (['CA', 'TX'], ['NY', 'New York'], None)
    """
    found: list[str] = []
    for value in values:
        code = _CODES.get(value.lower(), value if value in _STATES else "")
        if not code:
            return None
        found += [code] if only_codes else [code, _STATES[code]]
    return list(dict.fromkeys(found))


def state_at(tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
    """A state that is named here: "New Mexico", "TX"."""
    for size in (3, 2, 1):
        here = tokens[at : at + size]
        if len(here) == size and all(t.kind == "word" for t in here):
            name = " ".join(t.text for t in here)
            if name in _CODES and here[0].raw[:1].isupper():
                return " ".join(t.raw for t in here), at + size
    return (tokens[at].raw, at + 1) if at < len(tokens) and tokens[at].raw in _STATES else None

"""Countries and regions: which ISO 3166 codes a name stands for, and the names of a code.

The names are those of ``iso3166.tab`` of the time zone data; other spellings stand below. Members of a region are
told with where the list comes from, since no two companies draw the same borders.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from .demonyms import CODES as DEMONYMS
from .tokens import Token, as_typed

_OTHER_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "US": ("United States", "United States of America", "USA", "US", "America", "the States"),
    "GB": ("United Kingdom", "UK", "Great Britain", "Britain", "England"),
    "DE": ("Germany", "Deutschland"),
    "AT": ("Austria", "Österreich"),
    "CH": ("Switzerland", "Schweiz"),
    "NL": ("Netherlands", "Holland", "The Netherlands"),
    "CZ": ("Czech Republic", "Czechia"),
    "KR": ("South Korea", "Korea", "Republic of Korea"),
    "KP": ("North Korea",),
    "AE": ("United Arab Emirates", "UAE", "Emirates"),
    "TR": ("Turkey", "Türkiye", "Turkiye"),
    "RU": ("Russia", "Russian Federation"),
    "CI": ("Ivory Coast", "Côte d'Ivoire"),
    "MM": ("Myanmar", "Burma"),
    "CD": ("Democratic Republic of the Congo", "DR Congo"),
    "MO": ("Macau", "Macao"),
    "BA": ("Bosnia and Herzegovina", "Bosnia"),
    "TT": ("Trinidad and Tobago", "Trinidad"),
    "AG": ("Antigua and Barbuda",),
    "IE": ("Ireland", "Republic of Ireland"),
    "ES": ("Spain",),
    "VN": ("Vietnam", "Viet Nam"),
    "SA": ("Saudi Arabia", "KSA"),
    "SZ": ("Eswatini", "Swaziland"),
    "AU": ("Australia", "Aus"),
}


@dataclass(frozen=True, slots=True)
class Region:
    """A set of countries. ``source``: where the list of its members comes from."""

    name: str
    codes: tuple[str, ...]
    source: str


def _region(name: str, codes: str, source: str) -> Region:
    return Region(name, tuple(codes.split()), source)


_EU: Final = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
_EUROPE: Final = _EU + " AL AD BA BY CH FO GB GI IS LI MC MD ME MK NO RS RU SM UA VA XK"
_MIDDLE_EAST: Final = "AE BH CY EG IL IQ IR JO KW LB OM PS QA SA SY TR YE"
_AFRICA: Final = (
    "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RW "
    "SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW"
)
_LATIN: Final = "AR BO BR CL CO CR CU DO EC GT HN HT MX NI PA PE PR PY SV UY VE"
_ASIA_PACIFIC: Final = (
    "AU BD BN BT CN FJ HK ID IN JP KH KP KR LA LK MM MN MO MV MY NP NZ PG PH PK SG TH TL TW VN WS TO VU SB"
)


def _once(codes: str) -> str:
    return " ".join(dict.fromkeys(codes.split()))


_APAC_SOURCE: Final = "South, East and South-East Asia and Oceania in the UN's M49 standard"
_M49: Final = "the UN's M49 standard"
_CEE: Final = "AL BG CZ EE HR HU LT LV PL RO SI SK"
_SOUTH_EAST: Final = "BN ID KH LA MM MY PH SG TH TL VN"
_ASIA: Final = (
    "AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH PK PS "
    "QA SA SG SY TH TJ TL TM TR TW UZ VN YE"
)
_REGIONS: Final = {
    "eu": _region("EU", _EU, "the 27 member states listed on europa.eu"),
    "european union": _region("EU", _EU, "the 27 member states listed on europa.eu"),
    "eea": _region("EEA", _EU + " IS LI NO", "the EU and the three EFTA states of the EEA agreement"),
    "europe": _region("Europe", _EUROPE, "Europe in the UN's M49 standard, with Cyprus and Kosovo"),
    "dach": _region("DACH", "DE AT CH", "Germany, Austria and Switzerland"),
    "nordics": _region("Nordics", "DK FI IS NO SE", "the five states of the Nordic Council"),
    "nordic": _region("Nordics", "DK FI IS NO SE", "the five states of the Nordic Council"),
    "nordic countries": _region("Nordics", "DK FI IS NO SE", "the five states of the Nordic Council"),
    "scandinavia": _region("Scandinavia", "DK NO SE", "Denmark, Norway and Sweden"),
    "benelux": _region("Benelux", "BE NL LU", "the three states of the Benelux Union"),
    "baltics": _region("Baltics", "EE LV LT", "Estonia, Latvia and Lithuania"),
    "western europe": _region("Western Europe", "AT BE FR DE LI LU MC NL CH", _M49),
    "eastern europe": _region("Eastern Europe", "BY BG CZ HU MD PL RO RU SK UA", _M49),
    "southern europe": _region("Southern Europe", "AL AD BA HR GI GR IT MT ME MK PT SM RS SI ES VA", _M49),
    "northern europe": _region("Northern Europe", "DK EE FI FO GB IE IS LT LV NO SE", _M49),
    "cee": _region("CEE", _CEE, "Central and Eastern Europe as the OECD lists it"),
    "central and eastern europe": _region("CEE", _CEE, "Central and Eastern Europe as the OECD lists it"),
    "iberia": _region("Iberia", "ES PT", "Spain and Portugal"),
    "asean": _region("ASEAN", _SOUTH_EAST, "South-East Asia in the UN's M49 standard"),
    "southeast asia": _region("South-East Asia", _SOUTH_EAST, "South-East Asia in the UN's M49 standard"),
    "south east asia": _region("South-East Asia", _SOUTH_EAST, "South-East Asia in the UN's M49 standard"),
    "asia": _region("Asia", _ASIA, _M49),
    "south america": _region("South America", "AR BO BR CL CO EC GY PE PY SR UY VE", _M49),
    "mena": _region("MENA", _once(f"{_MIDDLE_EAST} DZ LY MA SD TN"),
                    "the Middle East and Northern Africa in the UN's M49 standard, with Iran"),
    "oceania": _region("Oceania", "AU FJ NZ PG SB TO VU WS", "the larger states of Oceania in the UN's M49 standard"),
    "uki": _region("UK and Ireland", "GB IE", "the United Kingdom and Ireland"),
    "north america": _region("North America", "US CA MX", "the three states of the USMCA"),
    "namer": _region("North America", "US CA MX", "the three states of the USMCA"),
    "anz": _region("ANZ", "AU NZ", "Australia and New Zealand"),
    "latam": _region("LATAM", _LATIN, "Latin America in the UN's M49 standard, without territories"),
    "latin america": _region("LATAM", _LATIN, "Latin America in the UN's M49 standard, without territories"),
    "apac": _region("APAC", _ASIA_PACIFIC, _APAC_SOURCE),
    "asia pacific": _region("APAC", _ASIA_PACIFIC, _APAC_SOURCE),
    "africa": _region("Africa", _AFRICA, "the member states of the African Union"),
    "middle east": _region("Middle East", _MIDDLE_EAST, "Western Asia in the UN's M49 standard, with Egypt and Iran"),
    "gcc": _region("GCC", "AE BH KW OM QA SA", "the six states of the Gulf Cooperation Council"),
    "emea": _region(
        "EMEA", _once(f"{_EUROPE} {_MIDDLE_EAST} {_AFRICA}"),
        "Europe and Western Asia in the UN's M49 standard, and the African Union",
    ),
}  # fmt: skip

_NOT_ALONE: Final = frozenset(
    ["us", "in", "it", "no", "is", "at", "be", "me", "my", "so", "to", "am", "as", "do", "by"]
)
"""Words in lower case that are also codes of countries."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a name of a place stands for. ``region`` is None for a country."""

    codes: tuple[str, ...]
    words: str
    region: Region | None = None


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Code → names, the usual one first."""
    text = files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text("utf-8")
    found: dict[str, tuple[str, ...]] = {
        code: (name,) for code, name in (x.split("\t") for x in text.splitlines() if x and x[0] != "#")
    }
    for code, names in _OTHER_NAMES.items():
        found[code] = tuple(dict.fromkeys([*names, *found.get(code, ())]))
    return found


@cache
def _by_name() -> Mapping[tuple[str, ...], str]:
    """The words of a name, in lower case → code."""
    found: dict[tuple[str, ...], str] = {}
    for code, names in _names().items():
        for name in names:
            plain = name.lower().replace("&", "and").replace("'", " ").replace("-", " ").replace(".", " ")
            found.setdefault(tuple(plain.replace("’", " ").split()), code)
    del found["america",]
    return found


@cache
def _longest() -> int:
    return max(len(words) for words in _by_name())


def names_of_country(code: str) -> tuple[str, ...]:
    """The spellings of a country's name, the usual one first."""
    return _names().get(code, (code,))


def code_of(value: str) -> str | None:
    """The code that a value of a field stands for, written as a code or as a name.

    >>> code_of("United States"), code_of("de"), code_of("Atlantis")
    ('US', 'DE', None)
    """
    if len(value) == 2 and value.upper() in _names():
        return value.upper()
    return _by_name().get(tuple(value.lower().replace("&", "and").replace("-", " ").replace(".", " ").split()))


def place_words() -> frozenset[str]:
    """All words that occur in names of places, for spelling."""
    words = {w for name in _by_name() for w in name} | {w for name in _REGIONS for w in name.split()} | set(DEMONYMS)
    return frozenset(w for w in words if len(w) > 5)


def short_place_words() -> frozenset[str]:
    """Short names of countries, which are no other word mistyped: "India", "Chile"."""
    return frozenset(w for name in _by_name() for w in name if 3 < len(w) < 6)


def place_at(tokens: Sequence[Token], at: int, after_the: bool = False) -> tuple[Place, int] | None:
    """The country or region that is named here; the longest name."""
    words: list[str] = []
    for t in tokens[at : at + _longest()]:
        if t.kind != "word":
            break
        words.append(t.text)
    if words[:1] == ["the"] and len(words) > 1:
        return place_at(tokens, at + 1, after_the=True)
    if words[:2] in (["uk", "and"], ["uk", "i"]) and (words[2:3] == ["i"] or words[1] == "i"):
        size = 3 if words[1] == "and" else 2
        return Place(("GB", "IE"), as_typed(tokens[at : at + size]), _REGIONS["uki"]), at + size
    for size in range(len(words), 0, -1):
        part = tuple(words[:size])
        here = tokens[at : at + size]
        region = _REGIONS.get(" ".join(part))
        if region is not None and part != ("na",):
            end = at + size
            if end < len(tokens) and tokens[end].is_word("region", "countries", "states", "country"):
                end += 1
            return Place(region.codes, as_typed(here), region), end
        code = _by_name().get(part)
        if code is not None and _is_meant(here, part, tokens, at, after_the):
            return Place((code,), as_typed(here)), at + size
        if size == 1 and len(part[0]) == 2 and here[0].raw.isupper() and part[0].upper() in _names():
            if part[0] == "it" or part[0].upper() == "VP":
                return None
            return Place((part[0].upper(),), as_typed(here)), at + 1
    return None


def people_of_at(tokens: Sequence[Token], at: int) -> tuple[Place, int] | None:
    """A country by its adjective: "German", where "companies" or the like follows, perhaps behind others."""
    t = tokens[at] if at < len(tokens) else None
    if t is None or t.kind != "word" or t.text not in DEMONYMS:
        return None
    return Place((DEMONYMS[t.text],), t.raw), at + 1


def is_doubtful(code: str) -> bool:
    """Whether a code in capitals is rather another word where nothing says that it is a country: "HR", "PR"."""
    return code in _DOUBTFUL


_DOUBTFUL: Final = frozenset("HR PR PM MD BI AI AD TV MS CC GM VC BA IT IM GA LA PA VA SO CD DJ".split())


def _is_meant(here: Sequence[Token], part: tuple[str, ...], tokens: Sequence[Token], at: int, after_the: bool) -> bool:
    """Whether "us" is the country and not the pronoun."""
    if part == ("us",) and not here[0].raw.isupper():
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following is not None and (following.is_word("or", "and") or following.is_sign("/", ",")):
            behind = place_at(tokens, at + 2)
            return after_the or (behind is not None and behind[0].region is None)  # "us or canada"
        return after_the or (following is not None and following.is_word("based", "companies", "company", "only"))
    return not (part[0] in _NOT_ALONE and len(part) == 1 and not here[0].raw.isupper())

"""What random models and random leads have in common: one small vocabulary, and the values at which things change.

Rules compare with these constants, and leads hold them, their neighbours, and what looks like them.
"""

from dataclasses import dataclass
from functools import lru_cache

from leadwright.dsl.types import Type
from leadwright.dsl.values import time_from
from leadwright.dsl.zones import Calendar

HOUR = 3_600_000_000
DAY = 24 * HOUR
NOON = 1_768_478_400_000_000  # 2026-01-15T12:00Z
NOON_DAY = NOON // DAY

LENGTHS = {
    "1d": DAY,
    "7d": 7 * DAY,
    "36h": 36 * HOUR,
    "14d": 14 * DAY,
    "30 minutes": HOUR // 2,
    "30d": 30 * DAY,
    "1 hour": HOUR,
    "2w": 14 * DAY,
}
COMMON_LENGTHS = ("14d", "30d", "7d")

CHANGES = {
    "UTC": ("2026-01-15T12:00:00Z", "2026-03-01T00:00:00Z", "1970-01-05T00:00:00Z"),
    "America/New_York": ("2026-03-08T07:00:00Z", "2025-11-02T06:00:00Z"),
    "Asia/Kolkata": ("2025-12-31T18:30:00Z", "1945-10-14T17:30:00Z"),
    "Asia/Kathmandu": ("2025-12-31T18:15:00Z", "1985-12-31T18:30:00Z"),
    "Australia/Lord_Howe": ("2026-04-04T15:00:00Z", "2025-10-04T15:30:00Z"),
    "America/St_Johns": ("2010-11-07T02:31:00Z", "2011-03-13T03:31:00Z", "2026-03-08T05:30:00Z"),
    "America/Sao_Paulo": ("2018-11-04T03:00:00Z", "2018-02-18T02:00:00Z"),
    "Africa/Cairo": ("2026-04-23T22:00:00Z", "2025-10-30T21:00:00Z"),
    "Pacific/Apia": ("2011-12-30T10:00:00Z", "2026-01-14T11:00:00Z"),
}
"""Instants at which something is odd in a zone: the clocks change (to or from midnight, by half an hour, a minute after
midnight, by a whole day), or a month begins."""

ZONES = tuple(CHANGES)


@lru_cache
def calendar(zone: str) -> Calendar:
    return Calendar(zone)


@lru_cache
def changes(zone: str) -> tuple[int, ...]:
    found = [time_from(text) for text in CHANGES[zone]]
    assert all(isinstance(at, int) for at in found)
    return tuple(int(at) for at in found)  # type: ignore[arg-type]


# --- values

WORDS = (
    "demo",
    "x",
    "DEMO",
    "/pricing",
    "/",
    "Vice-President, Sales",
    "vp",
    "vps",
    "demo vp",
    "İstanbul ΟΔΟΣ",
    "οδος",
    "straße",
    "STRASSE",
    "é",
    "e\u0301",
    "100%",
    "a_b",
    "a\\b",
    "a*b?",
    'it\'s "so"',
    "🙂",
    "\u212aelvin",  # the Kelvin sign, of which k is the lower case
    "ǅ",
    "\uff5e",  # after it, by code points, comes 🙂; by UTF-16 it is the other way round
    " x ",
    "acme.com",
    "ann@acme.com",
    "a@b@GLOBEX.com",
    "NULL",
    "none",
    "0",
)
"""Texts that rules compare with and leads hold."""

LOOSE_TEXTS = (
    "/pricing/x",
    "the demo, please",
    "Demo\nx",
    "\tx",
    "axb",
    "a%b",
    "aXXb!",
    "ab",
    "VP Sales/Marketing (EMEA)",
    "director of vps",
    "vice  president-sales",
    "kelvin",
    "ǆ",
    "i̇stanbul οδοσ",
    "ẞ",
    "ß",
    "no at",
    "x@",
    "@acme.com",
    "Bob@ACME.COM",
    "true",
    "1.0",
    "01",
    "'; DROP TABLE leads; --",
    "${x} {y} :z %s $1",
    "x" * 300,
)
"""Texts that leads hold besides."""

PATTERNS = ("*", "?*", "d*o", "/p*", "*s", "a?b", "a*b*", "?", "a\\*", "100%", "*_*", "*.com", "🙂", "x*x", "İ*")
PHRASES = ("vp", "vice president", "Vice-President", "sales", "x", "demo", "οδοσ", ".", "", "it's")
DOMAINS = ("acme.com", "GLOBEX.com", "İ.com")
PIECES = ("d", "/", "mo", "%", "_", "\\", "ΟΣ", "ss", "e", '"', "'", "*", " ", "", "com", "🙂")

NUMBERS = (
    "1",
    "0",
    "2",
    "5",
    "10",
    "-3",
    "100",
    "1.5",
    "0.000001",
    "-0.5",
    "33.333333",
    "1k",
    "999999999999.999999",
    "-999999999999.999999",
)
COMMON_WORDS = ("demo", "x", "DEMO", "/pricing", "Vice-President, Sales", "vps", "demo vp")
COMMON_NUMBERS = NUMBERS[:6]
"""What rules and leads have oftener than the rest, so that they meet."""

WORTHS = ("1", "2.5", "10", "0.01", "33.33", "0.05", "100", "0", "1000000", "999999.99")
SHARES = ("50%", "33.3%", "200%", "0%", "12.5%", "0.000001%", "100%")
FADES = ("50%", "25%", "10%", "100%", "1%", "33%")


def millionths(number: str) -> int:
    """What a number of ``NUMBERS`` is held as."""
    scale = 1_000 if number.endswith("k") else 1
    whole, _, rest = number.removesuffix("k").partition(".")
    return int(f"{whole}{rest:0<6}") * scale


# --- names

FIELDS: dict[str, Type] = {
    "country": Type.TEXT,
    "title": Type.TEXT,
    "email": Type.TEXT,
    "size": Type.NUMBER,
    "`annual budget`": Type.NUMBER,
    "vip": Type.FLAG,
    "joined": Type.TIME,
    "renewal": Type.DATE,
    "company.name": Type.TEXT,
}

_TALK = {
    "name": Type.TEXT,
    "points": Type.NUMBER,
    "sent": Type.TIME,
    "due": Type.DATE,
    "paid": Type.FLAG,
}
EVENTS: dict[str, dict[str, Type]] = {
    "view": {"path": Type.TEXT, "secs": Type.NUMBER},
    "form": _TALK,
    "click": {},
    "call": {**_TALK, "secs": Type.NUMBER},
    "recycled": {},
    '`sales "touch" %`': {"name": Type.TEXT, "`it''s`": Type.NUMBER},
}

PROPERTIES: dict[str, Type] = {name: type for properties in EVENTS.values() for name, type in properties.items()}
"""Those that any event can be asked for; each has one type in all events that have it."""


@dataclass(frozen=True)
class Named:
    """A signal: its words, and the events that it is of (None: any)."""

    words: str
    of: tuple[str | None, ...]


SIGNALS = {
    "pricing": Named('view[path starts with "/p"]', ("view",)),
    "hand": Named('form[name is "demo"] or click', ("form", "click")),
    "talk": Named("form or call", ("form", "call")),
    "warm": Named('talk[points >= 1 or paid] or call[name mentions "vp"]', ("form", "call")),
    "recent_talk": Named("talk[sent within 14d]", ("form", "call")),
    "anything": Named("activity[secs >= 2]", (None,)),
}

LISTS = {
    "names": '["demo", "x", "οδος", "100%"]',
    "numbers": "[1, 2.5, -3, 33.333333]",
    "firms": '["acme.com", "globex.com"]',
    "nothing": "[]",
}
LETS = {
    "recent": "7d",
    "many": "2",
    "hot": "25",
    "half": "50%",
    "who": '"demo"',
}

DEFINES = {
    "keen": ("view visits >= 2", True),
    "asked": ("any of (hand, form[points > 1] within 14d)", True),
    "fresh": ("view within 7d", False),
    "grown": ("size >= 5 and country is known", False),
    "either": ("keen or (asked and not grown)", True),
    "heard": ("at least 2 of (talk then view spanning 7d, no click, call largest secs > 1, vip)", True),
}
"""Definitions: their words, and whether they have a measure without a window, which one that stands behind bounds."""


def declarations(day: str) -> str:
    """The vocabulary as statements; ``day`` is what `launch` is."""
    lines = ["lead", *(f"  {name} {type}" for name, type in FIELDS.items())]
    for event, properties in EVENTS.items():
        lines += [f"event {event}", *(f"  {name} {type}" for name, type in properties.items())]
    lines += [f"signal {name} = {signal.words}" for name, signal in SIGNALS.items()]
    lines += [f"list {name} = {values}" for name, values in LISTS.items()]
    lines += [f"let {name} = {value}" for name, value in LETS.items()]
    lines += [f"let launch = {day}"]
    lines += [f"define {name} = {words}" for name, (words, _) in DEFINES.items()]
    return "\n".join(lines)

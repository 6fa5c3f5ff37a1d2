"""Random conditions over the whole language: measures of every kind and type, windows, filters, comparisons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dice import Choice, Dice, chance, one, pick
from leadwright.dsl.types import Type
from leadwright.dsl.values import date_text
from lexicon import (
    COMMON_LENGTHS,
    COMMON_NUMBERS,
    COMMON_WORDS,
    DEFINES,
    DOMAINS,
    EVENTS,
    FIELDS,
    LENGTHS,
    NUMBERS,
    PATTERNS,
    PHRASES,
    PIECES,
    PROPERTIES,
    SHARES,
    SIGNALS,
    WORDS,
    millionths,
)

ORDERED = ("=", "!=", "<", "<=", ">", ">=")
MOMENTS = (Type.TIME, Type.DATE)


@dataclass(frozen=True)
class Said:
    """A condition's words; ``open``: some measure in it has no window, so that one behind a parenthesis bounds it."""

    words: str
    open: bool = False


@dataclass(frozen=True)
class Source:
    """A source's words, and the properties that may be asked of its events."""

    words: str
    properties: dict[str, Type]


@dataclass(frozen=True)
class Measured:
    """A measure's words and type; ``events``: it is over events, so a window bounds it."""

    words: str
    type: Type
    events: bool


def properties_of(events: Sequence[str | None]) -> dict[str, Type]:
    """The properties that all of some events (None: any event) have."""
    if None in events:
        return PROPERTIES
    first, *others = (EVENTS[e] for e in events if e is not None)
    return {name: type for name, type in first.items() if all(name in other for other in others)}


_BARE = (
    *(Source(event, properties) for event, properties in EVENTS.items()),
    *(Source(name, properties_of(signal.of)) for name, signal in SIGNALS.items()),
    Source("activity", PROPERTIES),
)
_OFTEN = ("view", "form", "view", "form", "talk", "activity", "call", "hand")
_SOURCES = (*(source for name in _OFTEN for source in _BARE if source.words == name), *_BARE)


class Conditions:
    """Writes random conditions. ``day`` is the as-of time's calendar day; without ``calendar`` nothing that is
    written asks for calendar days or dates."""

    def __init__(self, dice: Dice, day: int, calendar: bool = True) -> None:
        self.dice = dice
        self.day = day
        self.calendar = calendar

    # --- choices

    def one(self, *choices: Choice) -> str:
        return one(self.dice, *choices)

    def maybe(self, choice: Choice, percent: int = 50) -> str:
        return self.one(choice) if chance(self.dice, percent) else ""

    def of_type(self, properties: dict[str, Type], *types: Type) -> list[str]:
        return [name for name, type in properties.items() if type in types and (self.calendar or type is not Type.DATE)]

    # --- constants

    def length(self) -> str:
        return self.one(*COMMON_LENGTHS, *LENGTHS, "recent")

    def text(self) -> str:
        return quoted(pick(self.dice, COMMON_WORDS if chance(self.dice, 50) else WORDS))

    def number(self) -> str:
        return self.one(*(COMMON_NUMBERS if chance(self.dice, 50) else NUMBERS))

    def small(self) -> str:
        return self.one("1", "2", "0", "3", "5", "1.5", "many")

    def date(self) -> str:
        ago = pick(self.dice, (0, 1, 7, 14, -1, 2, 30, 365, 20_000, -30))
        return date_text(self.day - ago)

    def share(self) -> str:
        return self.one(*SHARES, "half")

    def sign(self) -> str:
        return self.one(*ORDERED)

    def some(self, make: Callable[[], str], most: int = 3) -> str:
        return ", ".join(make() for _ in range(self.dice.between(1, most)))

    # --- comparisons

    def comparison(self, type: Type, small: bool = False) -> str:
        """What stands behind a measure of a type; ``small``: numbers are likely to be small ones."""
        match type:
            case Type.TEXT:
                return self.text_comparison()
            case Type.NUMBER:
                number = self.small if small and chance(self.dice, 80) else self.number
                return self.one(
                    lambda: f"{self.sign()} {number()}",
                    lambda: f"{self.sign()} {number()}",
                    lambda: f"{self.one('is', 'is not')} {number()}",
                    lambda: self.between(number),
                    lambda: f"{self.one('in', 'not in')} ({self.some(number)})",
                    lambda: f"{self.one('in', 'not in')} {self.one('numbers', 'nothing')}",
                    "is known",
                    "is unknown",
                )
            case Type.FLAG:
                return self.one(
                    lambda: f"{self.one('is', '=', '!=', 'is not')} {self.one('true', 'false')}",
                    lambda: f"is {self.one('known', 'unknown')}",
                )
            case Type.TIME | Type.DATE:
                found: list[Choice] = [
                    lambda: f"older than {self.length()}",
                    lambda: f"older than {self.length()}",
                    "is known",
                    "is unknown",
                ]
                if self.calendar:
                    found += [
                        lambda: f"{self.one('before', 'after')} {self.one(self.date, 'launch')}",
                        lambda: f"{self.one(*ORDERED, 'is', 'is not')} {self.date()}",
                        lambda: f"{self.one('in', 'not in')} ({self.some(self.date)})",
                        lambda: self.between(self.date),
                    ]
                return self.one(*found)

    def between(self, make: Callable[[], str]) -> str:
        ends = sorted((make(), make()), key=_order)
        return f"between {ends[0]} and {ends[1]}"

    def text_comparison(self) -> str:
        return self.one(
            lambda: f"{self.one('is', 'is not', '=', '!=')} {self.one(self.text, self.text, 'who')}",
            lambda: f"{self.maybe('not ')}{self.text_test()}",
            lambda: f"{self.maybe('not ')}{self.text_test()}",
            lambda: f"{self.one(*ORDERED)} {self.text()}",
            lambda: f"{self.one('in', 'not in')} ({self.some(self.text)})",
            lambda: f"{self.one('in', 'not in')} {self.one('names', 'firms', 'nothing')}",
            lambda: self.between(self.text),
            "is known",
            "is unknown",
        )

    def text_test(self) -> str:
        sign, texts = pick(
            self.dice,
            (
                ("contains", PIECES),
                ("mentions", PHRASES),
                ("starts with", PIECES),
                ("ends with", PIECES),
                ("matches", PATTERNS),
            ),
        )
        some = lambda: quoted(pick(self.dice, (*texts, *COMMON_WORDS)))  # noqa: E731
        return self.one(
            lambda: f"{sign} {some()}",
            lambda: f"{sign} any of ({self.some(some)})",
            lambda: f"{sign} any of {self.one('names', 'firms', 'nothing')}",
            lambda: f"{sign} who",
        )

    # --- events

    def source(self, *types: Type) -> Source:
        """Events that have a property of one of the types, if any are given."""
        fitting = [s for s in _SOURCES if not types or self.of_type(s.properties, *types)]
        found = pick(self.dice, fitting)
        if self.of_type(found.properties, *Type) and chance(self.dice, 30):
            return Source(f"{found.words}[{self.filter(found.properties)}]", found.properties)
        return found

    def named(self) -> str:
        """A source, maybe with a noun."""
        return f"{self.source().words}{self.one('', '', ' visits', ' events', ' attended')}"

    def filter(self, properties: dict[str, Type], depth: int = 1) -> str:
        """A condition on an event's properties."""
        found: list[Choice] = [lambda: self.asked_of(properties), lambda: self.asked_of(properties)]
        if depth:
            part = lambda: self.filter(properties, depth - 1)  # noqa: E731
            found += [
                lambda: f"{part()} and {part()}",
                lambda: f"{part()} or {part()}",
                lambda: f"not ({part()})",
                lambda: f"({part()} or {part()}) and {part()}",
                lambda: f"at least {self.one('2', '1')} of ({part()}, {part()}, {part()})",
                lambda: f"{self.one('any', 'all')} of ({part()}, {part()})",
            ]
        return self.one(*found)

    def asked_of(self, properties: dict[str, Type]) -> str:
        name = pick(self.dice, self.of_type(properties, *Type))
        type = properties[name]
        found: list[Choice] = [lambda: f"{name} {self.comparison(type, small=True)}"] * 2
        if type is Type.FLAG:
            found += [name, f"not {name}"]
        if type in MOMENTS:
            found.append(lambda: f"{name} within {self.length()}")
        if type is Type.TEXT:
            found.append(lambda: f"{name} domain {self.domain_test()}")
        return self.one(*found)

    def domain_test(self) -> str:
        return self.one(
            lambda: f'is "{self.one(*DOMAINS)}"',
            "in firms",
            "is known",
            lambda: f"not in ({self.some(lambda: quoted(self.one(*DOMAINS)))})",
            'ends with ".com"',
        )

    # --- windows

    def window(self) -> str:
        found: list[Choice] = [
            lambda: f"within {self.length()}",
            lambda: f"within {self.length()}",
            self.between_ago,
            lambda: f"since {self.one('last', 'first')} {self.named()}",
            "since joined",
            lambda: f"within {self.length()} of {self.one('last', 'first')} {self.named()}",
        ]
        if self.calendar:
            found += [lambda: f"since {self.one(self.date, 'launch')}", "since renewal"]
        return self.one(*found)

    def between_ago(self) -> str:
        near = self.one("1d", "30 minutes", "7d")
        return f"between {near} and {self.one('14d', '30d', '8d' if near == '7d' else '36h')} ago"

    def windows(self) -> str:
        """None, one or two."""
        return self.one("", "", self.window, self.window, lambda: f"{self.window()} {self.window()}")

    # --- measures

    def event_measure(self, type: Type) -> Measured:
        """A measure over events."""
        found: list[Choice] = []
        if type is Type.NUMBER:
            found += [
                self.named,
                self.named,
                lambda: self.aggregate(("total",), Type.NUMBER),
                lambda: self.aggregate(("average",), Type.NUMBER),
                lambda: self.aggregate(("average", "total"), Type.NUMBER),
                lambda: self.aggregate(("distinct",), Type.TEXT, *Type),
                lambda: self.aggregate(("distinct",), Type.TEXT, Type.NUMBER),
                lambda: f"days since {self.one('last', 'first')} {self.named()}",
            ]
            if self.calendar:
                found.append(lambda: f"{self.source().words} days")
        if type in (Type.NUMBER, *MOMENTS):
            found.append(lambda: self.aggregate(("largest", "smallest"), type))
        found.append(lambda: self.aggregate(("last", "first"), type))
        return Measured(self.one(*found), type, True)

    def aggregate(self, kinds: tuple[str, ...], *types: Type) -> str:
        if not self.calendar:
            types = tuple(t for t in types if t is not Type.DATE)
        type = pick(self.dice, types)
        source = self.source(type)
        return f"{source.words} {self.one(*kinds)} {self.one(*self.of_type(source.properties, type))}"

    def field_measure(self, type: Type) -> Measured:
        """A field, or what it says: a number of days, a domain."""
        found: list[Choice] = list(self.of_type(FIELDS, type))
        if type is Type.NUMBER:
            moments = self.of_type(FIELDS, *MOMENTS)
            found.append(lambda: f"days {self.one('since', 'until')} {self.one(*moments)}")
        if type is Type.TEXT:
            found.append(lambda: f"{self.one(*self.of_type(FIELDS, Type.TEXT))} domain")
        return Measured(self.one(*found), type, False)

    def measure(self, *types: Type) -> Measured:
        type = pick(self.dice, types or self.types())
        if self.of_type(FIELDS, type) and chance(self.dice, 35):
            return self.field_measure(type)
        return self.event_measure(type)

    def types(self) -> list[Type]:
        return [
            Type.NUMBER,
            Type.TEXT,
            Type.NUMBER,
            Type.TEXT,
            Type.FLAG,
            Type.TIME,
            *([Type.DATE] if self.calendar else []),
        ]

    # --- conditions

    def condition(self, depth: int = 2) -> str:
        return self.said(depth).words

    def said(self, depth: int) -> Said:
        found: list[Callable[[], Said]] = [
            self.exists,
            self.exists,
            self.compared,
            self.compared,
            self.compared,
            self.ratio,
            self.sequence,
            self.sequence,
            self.plain_field,
            self.defined,
        ]
        if depth:
            found += [lambda: self.joined(depth), lambda: self.joined(depth), lambda: self.bounded(depth)]
        return self.dice.piece(pick(self.dice, found))

    def exists(self) -> Said:
        windows = self.windows()
        return Said(f"{self.maybe('no ', 30)}{self.named()} {windows}", not windows)

    def sequence(self) -> Said:
        steps = [self.named() for _ in range(self.dice.between(2, 3))]
        windows = self.windows()
        return Said(f"{' then '.join(steps)} spanning {self.length()} {windows}", not windows)

    def compared(self) -> Said:
        measure = self.measure()
        if measure.type is Type.FLAG and chance(self.dice, 60):
            windows = self.windows() if measure.events else ""
            return Said(f"{self.maybe('not ')}{measure.words} {windows}", measure.events and not windows)
        comparison = self.comparison(measure.type, small=measure.events)
        if not measure.events:
            return Said(f"{measure.words} {comparison}")
        windows = self.windows()
        if chance(self.dice, 50):
            return Said(f"{measure.words} {windows} {comparison}", not windows)
        return Said(f"{measure.words} {comparison} {windows}", not windows)

    def ratio(self) -> Said:
        left, right = self.measure(Type.NUMBER), self.measure(Type.NUMBER)
        own = self.windows() if left.events else ""
        behind = self.windows() if right.events or (left.events and not own) else ""
        share = self.maybe(lambda: f"{self.share()} of ", 60)
        is_open = not behind and ((left.events and not own) or right.events)
        return Said(f"{left.words} {own} {self.sign()} {share}{right.words} {behind}", is_open)

    def plain_field(self) -> Said:
        found: list[Choice] = [
            "vip",
            lambda: f"{self.one(*self.of_type(FIELDS, *MOMENTS))} {self.one('within', 'older than')} {self.length()}",
            lambda: f"{self.one(*self.of_type(FIELDS, *Type))} is {self.one('known', 'unknown')}",
        ]
        return Said(self.one(*found))

    def defined(self) -> Said:
        name = pick(self.dice, list(DEFINES))
        is_open = DEFINES[name][1]
        window = self.maybe(self.window) if is_open else ""
        return Said(f"{name} {window}", is_open and not window)

    def joined(self, depth: int) -> Said:
        def parts(number: int) -> tuple[list[str], bool]:
            said = [self.said(depth - 1) for _ in range(number)]
            return [f"({s.words})" for s in said], any(s.open for s in said)

        kind = pick(self.dice, ("and", "or", "not", "any of", "all of", "at least"))
        match kind:
            case "and" | "or":
                words, is_open = parts(2)
                return Said(f" {kind} ".join(words), is_open)
            case "not":
                words, is_open = parts(1)
                return Said(f"not {words[0]}", is_open)
            case "at least":
                words, is_open = parts(self.dice.between(2, 3))
                return Said(f"at least {self.one('2', '1', str(len(words)))} of ({', '.join(words)})", is_open)
            case _:
                words, is_open = parts(self.dice.between(2, 3))
                return Said(f"{kind} ({', '.join(words)})", is_open)

    def bounded(self, depth: int) -> Said:
        """Parentheses with a window behind them, which bounds what has none of its own."""
        inside = self.said(depth - 1)
        if not inside.open:
            inside = Said(f"{inside.words} {self.one('or', 'and')} {self.one('view visits >= 2', 'talk', 'no click')}")
        quantifier = self.one("", "any of ", "all of ", "at least 1 of ")
        return Said(f"{quantifier}({inside.words}) {self.one(self.window, lambda: f'{self.window()} {self.window()}')}")


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _order(word: str) -> tuple[int, str]:
    """Sorts constants of one kind: names of numbers count as 2."""
    from leadwright.dsl.comparing import fold

    if word.startswith('"'):
        return 0, fold(word)
    if word[0].isalpha() or "-" in word[1:]:
        return (millionths("2"), "") if word == "many" else (0, word)
    return millionths(word), ""

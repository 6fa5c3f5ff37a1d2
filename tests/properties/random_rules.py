"""Random statements over the whole language: rules of every kind, groups, grade, stages, segments."""

from dice import Choice, Dice, chance, mixed, pick, several
from leadwright.dsl.types import Type
from leadwright.dsl.values import date_text
from lexicon import COMMON_WORDS, DOMAINS, FADES, FIELDS, PATTERNS, PHRASES, PIECES, SHARES, WORTHS, millionths
from random_conditions import Conditions, Source, quoted

GROUPS = ("first", "second", "third", '`fourth "4"`')
KINDS = (
    *("when", "truth", "worth", "each", "each", "latest", "by", "choose"),
    *("truth", "truth", "worth", "worth", "each", "each"),
)
REASON = 'because "it""s so, 100%"'
PERIODS = ("day", "week", "month", "3d", "2w")
LABELS = ("hot", "cold", 'it\'s "big" & 100%')


class Rules(Conditions):
    """Writes random statements. ``holds``: stages may `hold until` something; ``deadlines``: routes may have some."""

    def __init__(self, dice: Dice, day: int, calendar: bool = True, holds: bool = True, deadlines: bool = True) -> None:
        super().__init__(dice, day, calendar)
        self.holds = holds
        self.deadlines = deadlines
        self.stages: list[str] = []
        self.named_rules = 0

    # --- rules

    def rule(self) -> str:
        guard = self.maybe(lambda: f"when {self.condition(1)} ", 20)
        kind = pick(self.dice, KINDS)
        match kind:
            case "truth":
                return self.told_truth()
            case "worth":
                return self.told_worth()
            case "when":
                return f"when {self.condition()} {self.effect()} {self.modifiers(self.force())}"
            case "by":
                return guard + self.table()
            case "choose":
                return guard + self.choose()
            case _:
                return guard + self.tally(kind)

    def told_truth(self) -> str:
        """A rule that tells by its points whether a condition is true, false or unknown."""
        asked = self.condition(1)
        return f"choose if {asked} add 1 if not ({asked}) add 2 otherwise add 3"

    def told_worth(self) -> str:
        """A rule that tells by its points what a measure is worth."""
        measure = self.measure()
        windows = self.windows() if measure.events else ""
        match measure.type:
            case Type.TEXT:
                keys = (*map(quoted, COMMON_WORDS), 'matches "?"', 'contains "e"')
            case Type.NUMBER:
                keys = ("below 0", "0", "1", "0 to 2", "3", "2 to 5", "5 to 10", "10 to 50", "50 to 100", "100 or more")
            case Type.FLAG:
                keys = ("true", "false")
            case _:
                ago = (30, 14, 7, 2, 1, 0) if self.calendar else ()
                keys = tuple(f"below {date_text(self.day - days)}" for days in ago)
        rows = [f"{key} add {2**i}" for i, key in enumerate((*keys, "unknown", "otherwise"))]
        return f"by {measure.words} {windows} {' '.join(rows)}"

    def effect(self) -> str:
        return f"{self.one('add', 'add', 'subtract')} {self.one(self.worth, self.worth, 'hot', 'many')}"

    def worth(self) -> str:
        return self.one(*WORTHS)

    def modifiers(self, found: list[str], percent: int = 25) -> str:
        """``found``, maybe a name and a reason, in any order."""
        if chance(self.dice, percent):
            found = [*found, f"as {self.new_name()}"]
        if chance(self.dice, 10):
            found = [*found, f"because {self.text()}"]
        return " ".join(mixed(self.dice, found))

    def new_name(self) -> str:
        self.named_rules += 1
        return f"rule_{self.named_rules}" if self.named_rules % 7 else f'`rule "{self.named_rules}", so; %`'

    def force(self) -> list[str]:
        """`from` and `until`."""
        if not self.calendar or chance(self.dice, 70):
            return []
        first, last = sorted((self.date(), self.date()))
        return list(pick(self.dice, ([f"from {first}"], [f"until {last}"], [f"from {first}", f"until {last}"])))

    def tally(self, kind: str) -> str:
        wanted = pick(self.dice, ((), (Type.NUMBER,), (Type.NUMBER,), (Type.TEXT,)))
        source = self.source(*wanted)
        noun = self.one("", "", " visits")
        found = self.force()
        if chance(self.dice, 35):
            worth = self.carried(source)
        else:
            worth = self.effect()
            if chance(self.dice, 40):
                found.append(self.fade())
        if kind == "each":
            periods = [*PERIODS, "recent"] if self.calendar else []
            periods += self.of_type(source.properties, *Type)
            if periods and chance(self.dice, 45):
                found.append(f"once per {pick(self.dice, periods)}")
            if chance(self.dice, 30):
                found.append(f"up to {self.one(self.worth, 'hot')}")
        return f"{kind} {source.words}{noun} {self.windows()} {worth} {self.modifiers(found)}"

    def carried(self, source: Source) -> str:
        of = self.one(
            *self.of_type(source.properties, Type.NUMBER),
            *self.of_type(FIELDS, Type.NUMBER),
        )
        share = self.one("", lambda: f"{self.one(*SHARES)} of ")
        return f"{self.one('add', 'add', 'subtract')} {share}{of}"

    def fade(self) -> str:
        return f"fade {self.one(*FADES, 'half')} {self.one('', 'linearly')} every {self.length()}"

    def table(self) -> str:
        measure = self.measure()
        windows = self.windows() if measure.events else ""
        head = self.modifiers(self.force(), 15)
        rows = several(self.dice, lambda: f"{self.key(measure.type)} {self.row_effect()}", 1, 4)
        end = self.one("", "", lambda: f"unknown {self.row_effect()}")
        last = self.one("", "", lambda: f"otherwise {self.row_effect()}")
        return f"by {measure.words} {windows} {head} {' '.join(rows)} {end} {last}"

    def row_effect(self) -> str:
        return f"{self.effect()} {self.modifiers([], 12)}"

    def key(self, type: Type) -> str:
        match type:
            case Type.TEXT:
                return self.one(
                    lambda: self.some(self.text),
                    self.text_key,
                    self.text_key,
                    lambda: f"in {self.one('names', 'firms')}",
                    lambda: f"in ({self.some(self.text)})",
                )
            case Type.NUMBER:
                return self.one(
                    lambda: self.some(self.literal),
                    lambda: f"below {self.one(self.small, self.number)}",
                    lambda: f"above {self.one(self.small, self.number)}",
                    lambda: " to ".join(sorted((self.literal(), self.literal()), key=millionths)),
                    lambda: f"{self.literal()} or more",
                    lambda: f"in {self.one('numbers', '(1, many, 2.5)')}",
                )
            case Type.FLAG:
                return self.one("true", "false", "true, false")
            case Type.TIME | Type.DATE if self.calendar:
                return self.one(
                    lambda: self.some(self.date),
                    lambda: f"below {self.date()}",
                    lambda: f"above {self.one(self.date, 'launch')}",
                    lambda: " to ".join(sorted((self.date(), self.date()))),
                    lambda: f"{self.date()} or more",
                    lambda: f"in ({self.some(self.date)})",
                )
            case _:
                return "unknown"

    def literal(self) -> str:
        return self.one("1", "2", "0", "5", "1.5", self.number)

    def text_key(self) -> str:
        sign, texts = pick(
            self.dice,
            (
                ("contains", PIECES),
                ("mentions", PHRASES),
                ("starts with", PIECES),
                ("ends with", (*PIECES, *DOMAINS)),
                ("matches", PATTERNS),
            ),
        )
        some = lambda: quoted(pick(self.dice, (*texts, *COMMON_WORDS)))  # noqa: E731
        return self.one(
            lambda: f"{sign} {some()}", lambda: f"{sign} any of ({self.some(some)})", f"{sign} any of names"
        )

    def choose(self) -> str:
        head = self.modifiers(self.force(), 15)
        branches = several(self.dice, lambda: f"if {self.condition(1)} {self.row_effect()}", 1, 3)
        last = self.one("", lambda: f"otherwise {self.row_effect()}")
        return f"choose {head} {' '.join(branches)} {last}"

    # --- declarations

    def ignore(self) -> str:
        what = self.one(
            'view[path is "/"]',
            "click",
            lambda: f"{self.one('form', 'call')}[{self.filter({'points': Type.NUMBER, 'sent': Type.TIME})}]",
            "activity[secs > 50]",
            lambda: f"activity[{self.filter({'name': Type.TEXT, 'paid': Type.FLAG})}]",
        )
        return f"ignore {what} {self.maybe(REASON, 30)}"

    def group(self, name: str) -> str:
        clauses = [self.one("", "", "max 50", "max 10 min -10", "min 1.5", "max 0.01", "max hot")]
        clauses.append(self.one("", "", lambda: f"resets on {self.one('recycled', lambda: self.source().words)}"))
        place = {"second": ("", "in first"), "third": ("", "apart", "in second"), GROUPS[3]: ("apart", "in third")}
        clauses.append(self.one(*place.get(name, ("",))))
        only_for = self.maybe(lambda: f"for {self.condition(1)}", 15)
        return f"group {name} {' '.join(mixed(self.dice, clauses))} {only_for}"

    # --- what is worked out from the points

    def limit(self) -> str:
        return self.one("1", "0", "10", "2.5", "-5", "50", "0.01", "hot")

    def grade(self) -> str:
        return "grade " + " ".join(f"{of} {self.bands()}" for of in ("score", *GROUPS) if chance(self.dice, 45))

    def bands(self) -> str:
        thresholds = sorted({self.one("0", "10", "2.5", "-5", "50", "0.01") for _ in range(self.dice.between(1, 3))})
        thresholds.sort(key=lambda t: -float(t))
        labels = [f"{label} from {t}" for label, t in zip(("A", '"B +"', "3"), thresholds, strict=False)]
        return ", ".join([*labels, *([self.one("D", "4", '"e é"')] if chance(self.dice, 50) else [])])

    def outcome(self, *more: Choice) -> str:
        """A condition that may ask for what the points are."""
        grades = ('is "A"', 'is not "A"', 'starts with "A"', 'in ("A", "none", "D")', 'contains "3"')
        return self.one(
            lambda: f"score {self.one('>=', '>', '<', '=', '!=', '<=')} {self.limit()}",
            lambda: f"{self.one(*GROUPS)} {self.sign()} {self.limit()}",
            self.condition,
            lambda: f"grade {self.one(*grades)}",
            lambda: f"score between {self.one('0', '-5')} and {self.one('10', 'hot')}",
            lambda: f"{self.one('score', *GROUPS)} {self.sign()} {self.maybe(self.of_share)}{self.compared_points()}",
            lambda: f"({self.outcome()}) {self.one('and', 'or')} ({self.condition(1)})",
            lambda: f"not ({self.outcome()})",
            *more,
        )

    def of_share(self) -> str:
        return f"{self.share()} of "

    def compared_points(self) -> str:
        return self.one("score", *GROUPS, "size", "view visits", "days since last view")

    def stage(self, name: str) -> str:
        """A stage; those written before it are known to it."""
        after = self.maybe(lambda: f"after {self.one(*self.stages)}") if self.stages else ""
        holds = ""
        if self.holds and chance(self.dice, 30):
            holds = f"holds until {self.one('recycled', lambda: self.source().words)}"
        self.stages.append(name)
        happened = lambda: f"{self.named()} {self.window()}"  # noqa: E731
        asked = lambda: self.one(self.outcome, happened, happened)  # noqa: E731
        whens = several(self.dice, lambda: f"when {asked()} {self.maybe(REASON, 15)}", 1, 3, 30)
        routes = several(self.dice, self.route, 0, 3, 65)
        return f"stage {name} {' '.join(mixed(self.dice, [after, holds]))} {' or '.join(whens)} {' '.join(routes)}"

    def route(self) -> str:
        within = ["within 1 hour", "", "within 2 days", "within 30 minutes", "within recent"]
        if self.calendar:
            within += ["within 1 business day", "within 3 business days", "within 12 business days"]
        clauses = [self.one(*within), self.maybe(lambda: f"met by {self.source().words}", 65)] if self.deadlines else []
        only_for = self.maybe(lambda: f"for {self.outcome()}", 30)
        return f"route to {quoted(pick(self.dice, LABELS))} {' '.join(mixed(self.dice, clauses))} {only_for}"

    def disqualify(self) -> str:
        return f"disqualify when {self.outcome()} {self.maybe(REASON)}"

    def segment(self) -> str:
        stages = [quoted(stage) for stage in (*self.stages, "none")]
        found = self.outcome(
            lambda: f"stage {self.sign()} {self.one(*stages)}",
            lambda: f"stage {self.one('in', 'not in')} ({self.some(lambda: self.one(*stages))})",
            lambda: f"stage {self.one('starts with', 'contains')} {self.one(*stages)}",
            "disqualified",
            lambda: f"not disqualified and stage is not {self.one(*stages)}",
        )
        return f"segment {quoted(pick(self.dice, LABELS))} when {found}"

    def head(self, zone: str) -> str:
        limits = self.one(
            "",
            "",
            "baseline 5",
            "max 40 min -5",
            "baseline -2.5 max 10",
            "max 1000000 baseline hot",
            "min 0",
            "min 2.5",
        )
        return f'model "m ""1""" {limits} timezone "{zone}"'

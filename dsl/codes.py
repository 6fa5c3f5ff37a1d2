"""Every kind of problem. The sections of docs/diagnostics.md, with examples, are in ``codes.toml`` beside this file.

1xx syntax, 2xx names and types, 3xx logic, 4xx points, 5xx time, 6xx tests, 7xx portability, 8xx data.
"""

from .diagnostics import Code, Severity

ALL: dict[str, Code] = {}


def _error(id: str, name: str, summary: str) -> Code:
    return _register(Code(id, name, Severity.ERROR, summary))


def _warning(id: str, name: str, summary: str) -> Code:
    return _register(Code(id, name, Severity.WARNING, summary))


def _register(code: Code) -> Code:
    assert code.id not in ALL, code.id
    ALL[code.id] = code
    return code


# --- 1xx syntax
UNREADABLE = _error("LW101", "unreadable", "the text is not what the grammar expects here")
NOT_CLOSED = _error("LW102", "not-closed", "a text or a name in backticks does not end on its line")
TOUCHING = _error("LW103", "touching", "words and numbers touch")
OTHER_SPELLING = _error("LW104", "other-spelling", "an operator or word as other languages spell it")
RESERVED_NAME = _error("LW105", "reserved-name", "a word of the language stands where a name is expected")
NOUN_TWICE = _error("LW106", "noun-twice", "two nouns after one source")
WHEN_IN_TEST = _error("LW107", "rule-in-test", "a rule stands among the steps of a test")
TWICE = _error("LW108", "given-twice", "a clause or modifier is given twice")
NOT_TEXT = _error("LW109", "not-text", "the file is not UTF-8 text")
BAD_NUMBER = _error("LW110", "bad-number", "a number has too many digits")
TOO_DEEP = _error("LW111", "too-deep", "parentheses, `not`s or definitions nested too deeply")

# --- 2xx names and types
UNKNOWN_EVENT = _error("LW201", "unknown-event", "an event or signal that is not declared")
UNKNOWN_FIELD = _error("LW202", "unknown-field", "a lead field that is not declared")
UNKNOWN_PROPERTY = _error("LW203", "unknown-property", "a property that the event does not have")
UNKNOWN_NAME = _error("LW204", "unknown-name", "a group, stage, list, let, segment or rule that does not exist")
DECLARED_TWICE = _error("LW205", "declared-twice", "one name declared twice")
WRONG_TYPE = _error("LW206", "wrong-type", "a comparison or value of the wrong type")
TWO_USES = _error("LW207", "two-uses", "an undeclared name is used as a field and as an event")
TWO_TYPES = _error("LW208", "two-types", "an undeclared name is used with two types")
DEFINE_CIRCLE = _error("LW209", "define-circle", "definitions, signals or groups refer to each other in a circle")
USE_CIRCLE = _error("LW210", "use-circle", "files use each other in a circle")
FILE_NOT_FOUND = _error("LW211", "file-not-found", "a file that is used cannot be read")
WRONG_KIND = _error("LW212", "wrong-kind", "a name of one kind stands where another kind is expected")
WRONG_PLACE = _error("LW213", "wrong-place", "something stands where it is not known yet or not allowed")
OUTSIDE_PROJECT = _error("LW214", "outside-project", "a file outside the project is used")

# --- 3xx logic
BOUNDS_NOTHING = _error("LW301", "bounds-nothing", "a window that bounds nothing")
NO_GROUP = _error("LW302", "no-group", "a rule stands after a grade, stage, test … without a group of its own")
MODEL_TWICE = _error("LW303", "model-twice", "a second model, or a second grade")
NOT_A_CONDITION = _error("LW304", "not-a-condition", "a value stands where a condition is expected")
STAGE_ORDER = _error("LW305", "stage-order", "a stage comes after itself, or after a stage declared later")
BAD_FILTER = _error("LW306", "bad-filter", "something in a filter that is not about the event")
MIXED_AND_OR = _warning("LW310", "mixed-and-or", "`and` and `or` without parentheses")
WINDOW_ON_LAST = _warning("LW311", "window-on-last", "a window that bounds only the last of several measures")
DEAD_ROW = _warning("LW312", "dead-row", "a row, branch, route or grade that can never come to pass")
GAP = _warning("LW313", "gap", "a gap between the numbers of a table")
ALWAYS_SAME = _warning("LW314", "always-same", "a condition that is always true or never true")
UNUSED = _warning("LW315", "unused", "something declared that nothing uses")

# --- 4xx points
BAD_POINTS = _error("LW401", "bad-points", "points that are negative, too many, or finer than a hundredth")
BAD_MODIFIER = _error("LW402", "bad-modifier", "a modifier that does not go with this rule")
BAD_FADE = _error("LW403", "bad-fade", "a fade that is not 1 % to 100 %, or of points that an event carries")
BAD_LIMITS = _error("LW404", "bad-limits", "a `max` below the `min`, or a limit that is not a number of points")
BAD_GRADE = _error("LW405", "bad-grade", "grade thresholds that do not fall, or a label in the wrong place")
NO_POINTS = _warning("LW406", "no-points", "a rule that can never give points")
IDLE_FADE = _warning("LW407", "idle-fade", "a fade whose first step comes after its window ends")

# --- 5xx time
BAD_DATE = _error("LW501", "bad-date", "a day that is not in the calendar")
BAD_TIMEZONE = _error("LW502", "bad-timezone", "a time zone that does not exist")
BAD_DURATION = _error("LW503", "bad-duration", "a duration that is zero, too long or not a whole number of days")
BAD_WINDOW = _error("LW504", "bad-window", "a window whose ends are the wrong way round")
NEVER_IN_FORCE = _error("LW505", "never-in-force", "a rule whose last day is before its first")

# --- 6xx tests
EXPECTS_NOTHING = _error("LW601", "expects-nothing", "a test without `expect`")
CANNOT_MAKE_EVENT = _error("LW602", "cannot-make-event", "a `given` whose event cannot be made from the signal")
BAD_GIVEN = _error("LW603", "bad-given", "a `given` value of the wrong type, or a count that is not a whole number")
TEST_TWICE = _error("LW604", "test-twice", "two tests of the same name")

# --- 8xx data, found by runs; what is an error and what a warning is set in `leadwright.toml`
MISSING_COLUMN = _error("LW801", "missing-column", "a column that the project names is not in the data")
EVENT_WITHOUT_TIME = _warning("LW802", "event-without-time", "an event whose time is missing or cannot be read")
EVENT_OF_UNKNOWN_LEAD = _warning("LW803", "event-of-unknown-lead", "an event of a lead that is not among the leads")
DUPLICATE_LEAD = _error("LW804", "duplicate-lead", "one lead id in several rows of the leads")
LEAD_WITHOUT_ID = _error("LW805", "lead-without-id", "a row of the leads without an id")
EVENT_WITHOUT_TYPE = _warning("LW806", "event-without-type", "an event whose type is missing")
UNREADABLE_VALUE = _warning("LW807", "unreadable-value", "a value that its declared type cannot hold")
UNREADABLE_FILE = _error("LW808", "unreadable-file", "a file of data that cannot be read")
NAME_NOT_FOUND = _warning("LW809", "name-not-found", "a name in the rules that the data does not have")

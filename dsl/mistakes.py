"""Known mistakes in text that cannot be read: the hints, in one order."""

from . import mistaken_conditions as conditions
from . import mistaken_statements as statements
from . import mistaken_words as words
from .findings import Hint

HINTS: tuple[Hint, ...] = (
    statements.rule_in_test,
    words.not_closed,
    words.quotes,
    words.signs,
    words.upper_case,
    conditions.not_known,
    conditions.last_days,
    statements.rows,
    conditions.spoken,
    conditions.noun_twice,
    words.numbers,
    words.durations,
    words.touching,
    conditions.no_condition,
    statements.steps,
    conditions.one_sided,
    conditions.missing_sign,
    conditions.value_first,
    words.brackets,
    conditions.span,
    words.quotes_missing,
    words.quotes_for_name,
    words.let_of_name,
    words.reserved,
    statements.branches,
    statements.or_when,
    statements.then,
    statements.points,
    statements.after_points,
    statements.tallies,
    statements.no_window,
    statements.types,
    words.unclosed,
    statements.near_word,
    statements.first_word,
    statements.braces,
    conditions.arithmetic,
)
"""In the order in which they are looked for."""

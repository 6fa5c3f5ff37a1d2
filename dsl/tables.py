"""Tables and choices: from nodes to the model."""

from . import codes, model
from . import nodes as n
from .comparisons import text_test, values
from .conditions import condition
from .constants import A_TYPE, TYPE_OF, Scope, Use, constant
from .measures import by_day, compared_measure
from .model import Measure
from .modifiers import NAMING, fixed_points, modifiers
from .streams import bounds_nothing, settled
from .types import Type


def table(node: n.Table, scope: Scope) -> model.Table | None:
    wanted = _wanted_by_rows(node.rows)
    use = Use()
    inside = scope
    if node.windows:
        windows = settled(node.windows, scope)
        if windows is None:
            return None
        inside = scope.bounded(windows, use)
    left = compared_measure(node.measure, inside, wanted)
    if left is None:
        return None
    if node.windows and not use.any:
        bounds_nothing(node.windows, scope)
        return None
    words = scope.words(node.measure)
    rows: list[model.Row] = []
    whole = True
    for row in node.rows:
        named = modifiers(row.effect.modifiers, scope, NAMING, "a row of a table")
        matches = None if row.key is None else _matches(row.key, left, words, scope)
        given = fixed_points(row.effect, named, scope)
        if given is None or (row.key is not None and matches is None):
            whole = False
        else:
            text = "otherwise" if row.key is None else scope.words(row.key)
            rows.append(model.Row(matches, given, text, scope.place(row.key or row)))
    return model.Table(by_day(left) if _compares_days(node.rows) else left, tuple(rows)) if whole else None


def _wanted_by_rows(rows: tuple[n.Row, ...]) -> Type | None:
    for row in rows:
        match row.key:
            case n.OneOfKey(values):
                found = TYPE_OF.get(values[0].__class__)
            case n.InKey(tuple() as among):
                found = TYPE_OF.get(among[0].__class__)
            case n.InKey() | n.TextKey():
                found = Type.TEXT
            case n.RangeKey(low=low, high=high):
                term = low if low is not None else high
                found = Type.NUMBER if term is None else TYPE_OF.get(term.__class__, Type.NUMBER)
            case _:
                found = None
        if found is not None:
            return Type.TIME if found is Type.DATE else found
    return None


def _compares_days(rows: tuple[n.Row, ...]) -> bool:
    return any(not isinstance(row.key, n.UnknownKey | None) for row in rows)


def _matches(key: n.Key, left: Measure, words: str, scope: Scope) -> model.Condition | None:
    match key:
        case n.OneOfKey(literals):
            found = values(literals, left, words, scope)
            return None if found is None else model.Among(by_day(left), found)
        case n.InKey(among):
            found = values(among, left, words, scope)
            return (
                None
                if found is None
                else model.Among(by_day(left), found, False, among.text if isinstance(among, n.Name) else "")
            )
        case n.TextKey(test):
            return text_test(test, left, words, scope)
        case n.UnknownKey():
            return model.IsKnown(left, known=False)
        case n.RangeKey():
            return _range(key, left, words, scope)


def _range(key: n.RangeKey, left: Measure, words: str, scope: Scope) -> model.Condition | None:
    if left.type not in (Type.NUMBER, Type.DATE, Type.TIME):
        scope.names.report(
            codes.WRONG_TYPE,
            f"`{scope.words(key)}` compares numbers or days; `{words}` is {A_TYPE[left.type]}",
            scope.place(key),
            A_TYPE[left.type],
        )
        return None
    low = None if key.low is None else constant(key.low, left.type, scope, words)
    high = None if key.high is None else constant(key.high, left.type, scope, words)
    if (key.low is not None and low is None) or (key.high is not None and high is None):
        return None
    day = by_day(left)
    match key.kind:
        case "below":
            assert high is not None
            return model.Relation(day, "<", high)
        case "above":
            assert low is not None
            return model.Relation(day, ">", low)
        case "or more":
            assert low is not None
            return model.Relation(day, ">=", low)
        case "to":
            assert low is not None and high is not None
            return model.Between(day, low, high)


def choose(node: n.Choose, scope: Scope) -> model.Choose | None:
    branches: list[model.Branch] = []
    whole = True
    for branch in node.branches:
        named = modifiers(branch.effect.modifiers, scope, NAMING, "an `if` of a `choose`")
        test = None if branch.condition is None else condition(branch.condition, scope)
        given = fixed_points(branch.effect, named, scope)
        if given is None or (branch.condition is not None and test is None):
            whole = False
        else:
            text = "otherwise" if branch.condition is None else f"if {scope.words(branch.condition)}"
            branches.append(model.Branch(test, given, text, scope.place(branch.condition or branch)))
    return model.Choose(tuple(branches)) if whole else None

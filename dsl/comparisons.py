"""What measures are compared with: from nodes to the model."""

from dataclasses import replace
from typing import assert_never

from . import codes, model
from . import nodes as n
from .constants import A_TYPE, KINDS, TYPE_OF, Scope, constant, duration, percent_millionths
from .diagnostics import Edit, Fix, Related
from .measures import about_events, bare_name, by_day, compared_measure, measure
from .model import Condition, Measure
from .types import Type, Value
from .words import written_name

_SIGNS: dict[str, model.Sign] = {
    "=": "=",
    "is": "=",
    "!=": "!=",
    "is not": "!=",
    "<": "<",
    "<=": "<=",
    ">": ">",
    ">=": ">=",
}


_LITERAL_ONLY = ("is", "is not")


_MISSING = frozenset(["empty", "null", "blank", "missing", "none", "nil", "nothing", "unset", "na", "nan"])


def _is_missing(node: n.Relation, right: n.Occurrences, scope: Scope) -> bool:
    """`is empty`, `is not null`: other languages' ways to ask for a missing value."""
    name = bare_name(right)
    return name is not None and name.text not in scope.names.kinds and name.text.casefold() in _MISSING


def resolve_right(node: n.Comparison, scope: Scope) -> None:
    """Reports what is wrong on the right even if the left is."""
    if isinstance(node, n.Relation) and isinstance(node.right, n.Share):
        measure(node.right.measure, scope, Type.NUMBER)


def wanted_type(node: n.Comparison, scope: Scope) -> Type | None:
    """The type that a comparison asks of an undeclared name on its left."""
    match node:
        case n.Relation(sign, right):
            if isinstance(right, n.Share):
                return Type.NUMBER
            name = None if isinstance(right, n.Literal) else bare_name(right)
            if name is not None and name.text not in scope.names.kinds and (sign in _LITERAL_ONLY or scope.filtering):
                return None
            return _literal_type(right, scope) or (Type.NUMBER if isinstance(right, n.Measure) else None)
        case n.Known():
            return None
        case n.Membership(among=among):
            return _among_type(among, scope)
        case n.Between(low=low):
            return _literal_type(low, scope)
        case n.TextTest():
            return Type.TEXT
        case n.Calendar() | n.Older():
            return Type.TIME
    assert_never(node)


def _literal_type(term: n.Node, scope: Scope) -> Type | None:
    if isinstance(term, n.Occurrences):
        name = bare_name(term)
        if name is None or scope.names.kinds.get(name.text) != "a let":
            return None
        term = scope.names.lets[name.text][0].value
    elif isinstance(term, n.Name):
        if scope.names.kinds.get(term.text) != "a let":
            return None
        term = scope.names.lets[term.text][0].value
    found = TYPE_OF.get(term.__class__)
    return Type.TIME if found is Type.DATE else found


def _among_type(among: n.Name | tuple[n.Term, ...], scope: Scope) -> Type | None:
    if isinstance(among, tuple):
        return _literal_type(among[0], scope)
    found = scope.names.lists.get(among.text)
    if found is not None and isinstance(found[0], n.ListOf) and found[0].values:
        return _literal_type(found[0].values[0], scope)
    return Type.TEXT


def comparison(node: n.Comparison, left: Measure, words: str, scope: Scope) -> Condition | None:
    """``left``, of which ``words`` tell, against what stands on the right; None after a report."""
    names, place = scope.names, scope.place(node)
    match node:
        case n.Relation(sign, n.Occurrences() as right) if _is_missing(node, right, scope):
            known = sign in ("is not", "!=")
            names.report(
                codes.OTHER_SPELLING, f"`{scope.words(node)}` is written `is {'known' if known else 'unknown'}`", place,
                f"write `is {'known' if known else 'unknown'}`",
                fix=Fix("write it so", (Edit(node.span, f"is {'known' if known else 'unknown'}"),)),
            )  # fmt: skip
            return None
        case n.Relation(sign, right):
            return _relation(node, _SIGNS[sign], left, right, words, scope)
        case n.Known(known):
            return model.IsKnown(left, known)
        case n.Membership(negated, among):
            found = values(among, left, words, scope)
            if found is None:
                return None
            return model.Among(by_day(left), found, negated, among.text if isinstance(among, n.Name) else "")
        case n.Between(low, high):
            if left.type is Type.FLAG:
                names.report(codes.WRONG_TYPE, f"`{words}` is a flag: it has no order", place)
                return None
            a, b = constant(low, left.type, scope, words), constant(high, left.type, scope, words)
            if a is None or b is None:
                return None
            _ends(a, b, node, scope)
            return model.Between(by_day(left), a, b)
        case n.TextTest():
            return text_test(node, left, words, scope)
        case n.Calendar(sign, day):
            if not _is_moment(left, words, sign, node, scope):
                return None
            value = constant(day, left.type, scope, words)
            return None if value is None else model.Relation(by_day(left), "<" if sign == "before" else ">", value)
        case n.Older(length):
            if not _is_moment(left, words, "older than", node, scope):
                return None
            found = duration(length, scope)
            return None if found is None else model.Older(left, found)
    assert_never(node)


def _ends(low: Value, high: Value, node: n.Between, scope: Scope) -> None:
    from .comparing import fold

    wrong = fold(low) > fold(high) if isinstance(low, str) and isinstance(high, str) else low > high  # type: ignore[operator]
    if wrong:
        scope.names.report(
            codes.ALWAYS_SAME,
            f"`{scope.words(node)}` is never true: its ends are the wrong way round",
            scope.place(node),
            "",
            f"write `between {scope.words(node.high)} and {scope.words(node.low)}`",
        )


def _is_moment(left: Measure, words: str, sign: str, node: n.Node, scope: Scope) -> bool:
    if left.type in (Type.DATE, Type.TIME):
        return True
    scope.names.report(
        codes.WRONG_TYPE,
        f"`{sign}` takes a date or a time; `{words}` is {A_TYPE[left.type]}",
        scope.place(node),
        A_TYPE[left.type],
    )
    return False


def _relation(
    node: n.Relation, sign: model.Sign, left: Measure, right: n.Literal | n.Measure | n.Share, words: str, scope: Scope
) -> Condition | None:
    if isinstance(right, n.Share):
        percent = percent_millionths(right.percent, scope)
        return None if percent is None else _ratio(node, sign, left, right.measure, percent, words, scope)
    term: n.Term
    if isinstance(right, n.Literal):
        term = right
    else:
        name = bare_name(right)
        kind = scope.names.kind(name.text) if name is not None else None
        literal_only = node.sign in _LITERAL_ONLY or bool(scope.filtering)
        if name is not None and node.sign in _LITERAL_ONLY and _is_measured(name, kind, scope):
            scope.names.report(
                codes.WRONG_KIND,
                f"after `{node.sign}` stands a literal or a `let`, and `{name.text}` is {kind or 'a lead field'}",
                scope.place(right),
                kind or "a lead field",
                f"to compare numbers with each other write `{'=' if node.sign == 'is' else '!='}`",
            )
            return None
        is_constant = kind in ("a let", "a list") or literal_only or (kind is None and _is_no_number(left, scope))
        if name is not None and is_constant:
            term = name
        elif literal_only:
            wanted = "a literal or a `let`"
            scope.names.report(
                codes.WRONG_KIND, f"after `{node.sign}` stands {wanted}, not a measure", scope.place(right), "",
                *(["use `=`"] if not scope.filtering else ["a filter compares with a literal, a `let` or a `list`"]),
            )  # fmt: skip
            return None
        else:
            return _ratio(node, sign, left, right, 100_000_000, words, scope)
    if left.type is Type.FLAG and sign not in ("=", "!="):
        scope.names.report(codes.WRONG_TYPE, f"`{words}` is a flag: it has no order", scope.place(node), "a flag",
                           f"a flag is a condition by itself: `{words}`, `not {words}`")  # fmt: skip
        return None
    value = constant(term, left.type, scope, words)
    if value is None or not _outcome_exists(left, value, term, scope):
        return None
    return model.Relation(by_day(left), sign, value)


def _is_measured(name: n.Name, kind: str | None, scope: Scope) -> bool:
    """Whether a name is a field, or another measure, of a lead."""
    if scope.filtering:
        return False
    return kind in ("a lead field", "an event", "a signal", "a group") or (
        kind is None and name.text in scope.names.known.fields
    )


def _is_no_number(left: Measure, scope: Scope) -> bool:
    """Whether ``left`` cannot be compared with a number field, so that an undeclared name is a text without quotes."""
    return scope.names.declares_fields and left.type is not Type.NUMBER


def _outcome_exists(left: Measure, value: Value, term: n.Term, scope: Scope) -> bool:
    if isinstance(left, model.StageText) and value != "none" and value not in scope.names.stages:
        from .comparing import fold

        if any(fold(str(value)) == fold(s) for s in scope.names.stages):
            return True
        scope.names.report_unknown(
            codes.UNKNOWN_NAME,
            "stage",
            str(value),
            scope.place(term),
            scope.names.stages,
            f"there are {', '.join(f'`{s}`' for s in scope.names.stages)}"
            if scope.names.stages
            else "there are no stages",
            as_text=True,
        )
        return False
    return True


def _ratio(
    node: n.Relation, sign: model.Sign, left: Measure, right: n.Measure, percent: int, words: str, scope: Scope
) -> Condition | None:
    if scope.filtering:
        about_events(node, scope)
        return None
    other = compared_measure(right, scope, Type.NUMBER)
    if other is None:
        return None
    for value, text, at in ((left, words, node), (other, scope.words(right), right)):
        if value.type is not Type.NUMBER:
            scope.names.report(
                codes.WRONG_TYPE,
                f"only numbers are compared with each other; `{text}` is {A_TYPE[value.type]}",
                scope.place(at),
                A_TYPE[value.type],
            )
            return None
    return model.Ratio(left, sign, other, percent)


def values(among: n.Name | tuple[n.Term, ...], left: Measure, words: str, scope: Scope) -> tuple[Value, ...] | None:
    """The constants of `in (…)` or `in LIST`, as the type of ``left``."""
    if isinstance(among, tuple):
        found = [constant(term, left.type, scope, words) for term in among]
        return None if any(f is None for f in found) else tuple(f for f in found if f is not None)
    return list_values(among, left.type, words, scope)


def list_values(name: n.Name, type: Type, words: str, scope: Scope) -> tuple[Value, ...] | None:
    from .values import UNREADABLE, value_from

    names, place = scope.names, scope.place(name)
    kind = names.kind(name.text)
    if kind != "a list":
        if kind is None:
            names.report_unknown(
                codes.UNKNOWN_NAME, "list", name.text, place, names.lists, 'declare it: `list NAME = ["…"]`'
            )
        else:
            names.report(codes.WRONG_KIND, f"`{name.text}` is {kind}, not a list", place, kind,
                         *(["write `= …` or `is …`"] if kind == "a let" else []))  # fmt: skip
        return None
    node, source = names.lists[name.text]
    if name.text in names.bad_lists:
        return None
    if type not in (Type.TEXT, Type.NUMBER):
        names.report(codes.WRONG_TYPE, f"`{words}` is {A_TYPE[type]}; a list holds texts or numbers", place, "a list")
        return None
    if isinstance(node, n.ListOf):
        found = [_entry(value, type, words, name, replace(scope, source=source), place) for value in node.values]
        return None if any(f is None for f in found) else tuple(f for f in found if f is not None)
    entries = names.list_entries.get(name.text)
    if entries is None:
        return None
    result: list[Value] = []
    for entry in entries:
        value = entry if type is Type.TEXT else value_from(entry, type, None)
        if value is None or value is UNREADABLE:
            names.report(
                codes.WRONG_TYPE,
                f"`{words}` is {A_TYPE[type]}; the list `{name.text}` holds `{entry}`",
                place,
                "holds a text",
            )
            return None
        result.append(value)
    return tuple(result)


def _entry(value: n.Literal, type: Type, words: str, name: n.Name, scope: Scope, use: object) -> Value | None:
    if TYPE_OF.get(value.__class__) is not type:
        scope.names.report(
            codes.WRONG_TYPE,
            f"`{words}` is {A_TYPE[type]}; the list `{name.text}` holds {KINDS[value.__class__]}",
            use,  # type: ignore[arg-type]
            "another type",
            related=(Related(scope.place(value), "this entry"),),
        )
        return None
    return constant(value, type, scope, words)


def text_test(node: n.TextTest, left: Measure, words: str, scope: Scope) -> Condition | None:
    """`contains`, `mentions` … of one or any of several texts."""
    names = scope.names
    if left.type is not Type.TEXT:
        names.report(
            codes.WRONG_TYPE,
            f"`{node.sign}` takes a text; `{words}` is {A_TYPE[left.type]}",
            scope.place(node),
            A_TYPE[left.type],
        )
        return None
    text = ""
    if isinstance(node.patterns, n.Name):
        found = list_values(node.patterns, Type.TEXT, words, scope)
        text = node.patterns.text
    elif (
        not node.any_of and isinstance(node.patterns[0], n.Name) and names.kinds.get(node.patterns[0].text) == "a list"
    ):
        name = node.patterns[0].text
        names.report(codes.WRONG_KIND, f"`{name}` is a list", scope.place(node.patterns[0]), "a list",
                     f"write `{node.sign} any of {written_name(name)}`")  # fmt: skip
        return None
    else:
        found = values(node.patterns, left, words, scope)
    if found is None:
        return None
    return model.TextTest(left, node.sign, tuple(str(f) for f in found), node.negated, text)

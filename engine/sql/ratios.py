"""Two measures against each other, as products of whole numbers: 100 × left : P × right, without a division."""

from math import gcd
from typing import TYPE_CHECKING

from sqlglot import exp

from ...dsl import model as m
from . import expressions as x
from .dialect import Dialect

if TYPE_CHECKING:
    from .conditions import Quantity

WHOLE = 100_000_000
"""A hundred per cent, in millionths of one."""
_SMALL = 2**20
"""Factors up to this keep a small number within 64 bits."""


def ratio(dialect: Dialect, left: "Quantity", sign: m.Sign, right: "Quantity", percent: int) -> exp.Expr:
    """``left`` against ``percent`` (millionths of one per cent) of ``right``."""
    of_left, of_right = left.unit * WHOLE, right.unit * percent
    common = gcd(of_left, of_right)
    of_left, of_right = of_left // common, of_right // common
    if left.per is None and right.per is None and of_left == of_right == 1:
        return x.compared(left.sql, sign, right.sql)
    small = left.is_small and right.is_small and max(of_left, of_right) <= _SMALL

    def product(one: "Quantity", factor: int, per: exp.Expr | None) -> exp.Expr:
        result = x.times(one.sql if small else dialect.call("wide", one.sql), factor)
        return result if per is None else x.times(result, dialect.call("wide", per))

    return x.compared(product(left, of_left, right.per), sign, product(right, of_right, left.per))

"""What comparisons say of many different texts at once: of each what ``dsl.comparing`` says of one.

Texts are folded once; comparisons are then left to Arrow, which compares UTF-8 byte by byte: that is the order of code
points, and a part of a text is found wherever its bytes are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, assert_never

import numpy as np
import pyarrow as pa
import pyarrow.compute

from ...dsl import model as m
from ...dsl.comparing import fold, text_test, words
from ..columns import Bools, Ints
from ..store.readings import Texts

pc: Any = pyarrow.compute
"""Its functions are made when it is imported; no type checker sees them."""


@dataclass(slots=True)
class FoldedTexts:
    """Some texts as they are compared. ``texts`` are those that were folded: while this lives, their id is theirs."""

    texts: Sequence[str]
    folded: pa.Array = field(init=False)
    _words: pa.Array | None = None

    def __post_init__(self) -> None:
        self.folded = folded(arrow_of(self.texts))

    @property
    def words(self) -> pa.Array:
        """As `mentions` sees them."""
        if self._words is None:
            self._words = pa.array([words(text) for text in self.texts], pa.string())
        return self._words


def text_truths(condition: m.Relation | m.Among | m.Between | m.TextTest, texts: FoldedTexts) -> Bools:
    """Whether the condition is true of each text; one that knows no text is true of none."""
    folded = texts.folded
    match condition:
        case m.Relation(sign=sign, right=right):
            return _bools(_COMPARED[sign](folded, fold(str(right))))
        case m.Among(values=values, negated=negated):
            constants = pa.array([fold(str(value)) for value in values], pa.string())
            return _bools(pc.is_in(folded, value_set=constants)) != negated
        case m.Between(low=low, high=high):
            from_low = _bools(pc.greater_equal(folded, fold(str(low))))
            return from_low & _bools(pc.less_equal(folded, fold(str(high))))
        case m.TextTest(sign=sign, patterns=patterns, negated=negated):
            found = [_fitting(sign, pattern, texts) for pattern in patterns]
            return reduce(np.logical_or, found, np.zeros(len(folded), np.bool_)) != negated
    assert_never(condition)


_COMPARED: dict[m.Sign, Any] = {
    "=": pc.equal,
    "!=": pc.not_equal,
    "<": pc.less,
    "<=": pc.less_equal,
    ">": pc.greater,
    ">=": pc.greater_equal,
}


def _fitting(sign: m.TextSign, pattern: str, texts: FoldedTexts) -> Bools:
    match sign:
        case "contains":
            return _bools(pc.match_substring(texts.folded, fold(pattern)))
        case "starts with":
            return _bools(pc.starts_with(texts.folded, fold(pattern)))
        case "ends with":
            return _bools(pc.ends_with(texts.folded, fold(pattern)))
        case "mentions":
            return _bools(pc.match_substring(texts.words, words(pattern)))
        case "matches":
            return np.array([text_test("matches", text, pattern) for text in texts.texts], np.bool_)


def _bools(found: pa.Array) -> Bools:
    return np.asarray(found.to_numpy(zero_copy_only=False), np.bool_)


def arrow_of(texts: Sequence[str]) -> pa.Array:
    return texts.values if isinstance(texts, Texts) else pa.array(list(texts), pa.string())


def folded(texts: pa.Array) -> pa.Array:
    """Each text as ``dsl.comparing.fold`` folds it; nulls stay."""
    if pc.all(pc.string_is_ascii(texts)).as_py() is not False:
        return pc.ascii_lower(texts)
    return pa.array([None if text is None else fold(text) for text in texts.to_pylist()], pa.string())


def domains_of(texts: Sequence[str]) -> tuple[Ints, Sequence[str]]:
    """What follows the last `@` of each text (``dsl.comparing.domain``): positions among the different ones, and these;
    −1 where nothing does."""
    if not len(texts):
        return np.zeros(0, np.int32), ()
    rest = pc.struct_field(pc.extract_regex(arrow_of(texts), r"@(?P<rest>[^@]+)$"), ["rest"]).dictionary_encode()
    found = folded(rest.dictionary)
    different = found.dictionary_encode()
    numbers = np.append(different.indices.to_numpy(zero_copy_only=False).astype(np.int32), np.int32(-1))
    positions = rest.indices.fill_null(len(numbers) - 1).to_numpy(zero_copy_only=False)
    return numbers[positions], Texts(different.dictionary)

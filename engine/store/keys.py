"""How an id finds its lead's number, for very many events: by arrays, exactly.

An id is so many words of 64 bits: a whole number is one, a text its bytes and, up to the end of the last word, bytes
that no text has. Words that lie close together have a place each in one array; others are looked up in tables with
open addressing, one for each number of words.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..columns import Bools
from .numbers import flags
from .pieces import bytes_of, known_of, numbers_of

NOBODY = -1
"""Instead of a lead's number: there is no lead with this id."""
NO_ID = -2
"""Instead of a lead's number: there is no id."""

_SPARSE = 4
_FEW = 1 << 20

_WORD = 8
_NO_TEXT = 0xFF
"""A byte that no UTF-8 has."""
_EMPTINESS = 4
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)

_Words = NDArray[np.uint64]
_Rows = NDArray[np.int64] | slice


class Numbers(ABC):
    """Finds leads by their ids; ``whole``: these are integers of 64 bits, else texts."""

    whole: bool

    @abstractmethod
    def of(self, ids: pa.Array) -> NDArray[np.int32]:
        """The numbers of the leads with these ids, ``NOBODY`` or ``NO_ID`` where there is none."""


def numbers_of_leads(ids: pa.Array, missing: Iterable[str]) -> Numbers:
    """How to find leads with these ids, each different: integers of 64 bits or texts.

    Texts that are one of ``missing``, but for blanks around them, are no ids in events.
    """
    if pa.types.is_int64(ids.type):
        values = numbers_of(ids, np.int64)
        first, last = (int(values.min()), int(values.max())) if len(values) else (0, 0)
        if last - first < len(values) * _SPARSE + _FEW:
            return _Places(values, first, last)
    return _Tables(ids, missing)


class _Places(Numbers):
    """Whole numbers that lie close together: an array with a place for each that could be."""

    whole = True

    def __init__(self, values: NDArray[np.int64], first: int, last: int) -> None:
        self._first, self._last = first, last
        self._numbers = np.full(last - first + 2, NOBODY, np.int32)  # the last place is for ids out of bounds
        self._numbers[values - first] = np.arange(len(values), dtype=np.int32)

    def of(self, ids: pa.Array) -> NDArray[np.int32]:
        values = numbers_of(ids, np.int64)
        known = known_of(ids)
        if known is not None:
            values = np.where(known, values, self._first)
        if len(values) and (int(values.min()) < self._first or int(values.max()) > self._last):
            outside = (values < self._first) | (values > self._last)
            numbers = self._numbers[np.where(outside, -1, values - self._first)]
        else:
            numbers = self._numbers[values - self._first]
        if known is not None:
            numbers[~known] = NO_ID
        return numbers


class _Tables(Numbers):
    """Any ids: a table for each number of words."""

    def __init__(self, ids: pa.Array, missing: Iterable[str]) -> None:
        self.whole = pa.types.is_int64(ids.type)
        self._missing = pa.array(["", *missing], pa.string())
        numbers = np.arange(len(ids), dtype=np.int32)
        if not self.whole:
            numbers[self._are_missing(ids)] = NO_ID
        self._tables = {words.shape[1]: _Table(words, numbers[rows]) for rows, words in _words(ids)}

    def of(self, ids: pa.Array) -> NDArray[np.int32]:
        numbers = np.full(len(ids), NOBODY, np.int32)
        for rows, words in _words(ids):
            table = self._tables.get(words.shape[1])
            if table is not None:
                numbers[rows] = table.of(words)
        known = known_of(ids)
        if known is not None:
            numbers[~known] = NO_ID
        if not self.whole:
            unknown = np.flatnonzero(numbers == NOBODY)
            if len(unknown):
                numbers[unknown[self._are_missing(ids.take(unknown))]] = NO_ID
        return numbers

    def _are_missing(self, ids: pa.Array) -> Bools:
        return flags(pc.is_in(pc.utf8_trim(ids, characters=" "), value_set=self._missing))


class _Table:
    """Different keys of some words each, and the number of each: in the first free place from where its hash says."""

    def __init__(self, keys: _Words, numbers: NDArray[np.int32]) -> None:
        self._keys = keys
        self._numbers = np.append(numbers, np.int32(NOBODY))  # the last one is that of an empty place
        bits = max(int(len(keys) * _EMPTINESS).bit_length(), 4)
        self._shift = np.uint64(64 - bits)
        self._last = (1 << bits) - 1
        self._places = np.full(1 << bits, -1, np.int32)
        waiting = np.arange(len(keys), dtype=np.int32)
        places = self._first_places(keys)
        while len(waiting):
            free = self._places[places] < 0
            self._places[places[free]] = waiting[free]
            left = self._places[places] != waiting
            waiting, places = waiting[left], (places[left] + 1) & self._last

    def of(self, keys: _Words) -> NDArray[np.int32]:
        places = self._first_places(keys)
        found = self._places.take(places)
        wrong = np.flatnonzero((found >= 0) & ~self._are(found, keys))
        while len(wrong):
            places[wrong] = (places[wrong] + 1) & self._last
            found[wrong] = self._places[places[wrong]]
            wrong = wrong[(found[wrong] >= 0) & ~self._are(found[wrong], keys[wrong])]
        return self._numbers.take(found)

    def _are(self, found: NDArray[np.int32], keys: _Words) -> NDArray[np.bool_]:
        """Which keys are those that were found; of an empty place anything."""
        same = self._keys.take(found, axis=0) == keys  # `take` is four times as fast as an index
        result = same[:, 0]
        for word in range(1, keys.shape[1]):
            result &= same[:, word]
        return result

    def _first_places(self, keys: _Words) -> NDArray[np.int64]:
        mixed = keys[:, 0] * _MIX
        for word in range(1, keys.shape[1]):
            mixed ^= mixed >> _HALF
            mixed ^= keys[:, word]
            mixed *= _MIX
        mixed ^= mixed >> _HALF
        mixed *= _MIX
        mixed >>= self._shift
        return mixed.view(np.int64)


def _words(ids: pa.Array) -> Iterator[tuple[_Rows, _Words]]:
    """The words of ids, row by row, those with as many together; none of rows without an id."""
    if pa.types.is_int64(ids.type):
        words = numbers_of(ids, np.int64).view(np.uint64).reshape(-1, 1)
        known = known_of(ids)
        yield (slice(None), words) if known is None else (np.flatnonzero(known), words[known])
        return
    starts, data = bytes_of(ids)
    lengths = np.diff(starts)
    if not ids.null_count and len(lengths) and (lengths == lengths[0]).all():
        yield slice(None), _padded(data[starts[0] : starts[-1]].reshape(len(lengths), -1))
        return
    known = known_of(ids)
    counts = -(-lengths // _WORD)
    if known is not None:
        counts[~known] = 0
    for count in np.flatnonzero(np.bincount(counts, minlength=1)).tolist():
        if count:
            rows = np.flatnonzero(counts == count)
            yield rows, _gathered(data, starts[rows], lengths[rows], count * _WORD)


def _padded(signs: NDArray[np.uint8]) -> _Words:
    """Texts of one length."""
    rows, length = signs.shape
    whole = np.full((rows, max(-(-length // _WORD), 1) * _WORD), _NO_TEXT, np.uint8)
    whole[:, :length] = signs
    return whole.view(np.uint64)


def _gathered(data: NDArray[np.uint8], starts: NDArray[np.int64], lengths: NDArray[np.int64], length: int) -> _Words:
    """Texts of different lengths up to ``length``."""
    position = np.arange(length)
    places = starts[:, None] + position
    outside = position >= lengths[:, None]
    places[outside] = 0
    signs = data[places]
    signs[outside] = _NO_TEXT
    return signs.view(np.uint64)
